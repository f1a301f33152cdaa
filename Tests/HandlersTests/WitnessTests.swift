import AuditLog
import Basics
import Circuit
import Dossiers
import Framing
import Mapping
import Merkle
import Messages
import Operations
import ProvinceSupport
import Registry
import Secrets
import Testing
import Vault

@testable import Handlers

/// Which witnesses count, what they cosigned, and what rests on it (SPEC W-149, W-150, W-151).
@Suite struct WitnessTests {
    /// Somebody outside with a key of its own.
    final class Outsider {
        let signer = SigningKey(seed: SecretKey())
        let key: NoteKey

        init(_ name: String) throws {
            key = try #require(
                NoteKey(name: name, publicKey: signer.publicKey, algorithm: .cosignature))
        }

        /// A note with the witness's line under it.
        func cosign(_ note: [UInt8], at time: Instant) throws -> String {
            var note = try SignedNote(encoded: note)
            note.cosign(with: signer, key: key, at: time)
            return note.encoded
        }
    }

    /// A province with the two people who may trust a witness.
    final class Bench {
        let province: TestProvince
        var office: Office
        let runner: Person
        let coordinator: Person
        private let signer = SigningKey(seed: SecretKey())

        init(_ province: TestProvince? = nil) throws {
            self.province = try province ?? TestProvince()
            office = try Office(self.province)
            runner = try self.province.add(["OPERATOR"])
            coordinator = try self.province.add(
                ["CAPE-COORDINATOR"], signingKey: signer.publicKey)
        }

        func propose(
            _ name: String, _ key: [UInt8], by person: Person? = nil, as id: WitnessTrustID? = nil
        ) throws -> StatusCode {
            try office.ask(
                person ?? runner, .changeWitness,
                office.trusting(witness: name, key, as: id ?? province.newID())
            ).status
        }

        func list(by person: Person? = nil) throws -> [WireWitness] {
            let answer = try office.ask(person ?? runner, .listWitnesses)
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireListWitnessesAnswer.self, from: answer.payload)
                .witnesses
        }

        func remove(_ item: WireWitness, by person: Person? = nil) throws -> StatusCode {
            let id = try #require(WitnessTrustID(blob: item.witness))
            return try office.ask(person ?? runner, .changeWitness, office.removing(id)).status
        }

        /// Approves what waits as it was listed, or with another digest.
        func approve(
            _ item: WireWitness, digest: [UInt8]? = nil, by person: Person? = nil
        ) throws -> StatusCode {
            var statement = WireApprovalStatement()
            statement.operation = UInt32(WireMethod.changeWitness.rawValue)
            statement.target = item.witness
            statement.digest =
                try digest?.blob ?? SHA256.hash(#require(item.signedBytes)).blob
            statement.nonce = Random.bytes(16).blob
            statement.expiresAtMs = province.now.adding(seconds: 60).milliseconds
            statement.store = province.ledger.storeID.blob
            let bytes = MessageCodec.encode(statement)
            var request = WireApproveRequest()
            request.statement = bytes.blob
            request.signature = signer.sign((Array(Approvals.label.utf8) + bytes).rawSpan).blob
            return try office.ask(
                person ?? coordinator, .approve, MessageCodec.encode(request)
            ).status
        }

        /// Trusts a witness with both people.
        func trust(_ witness: Outsider) throws {
            try #require(try propose(witness.key.name, witness.key.publicKey) == .ok)
            let waiting = try #require(try list().first { !$0.digest.isEmpty })
            try #require(try approve(waiting) == .ok)
        }

        /// The newest checkpoint of the log.
        func checkpoint() throws -> [UInt8] { try #require(province.ledger.log).checkpoint }

        func handIn(_ note: String, by person: Person? = nil) throws -> WireAddCosignatureAnswer {
            let answer = try office.ask(
                person ?? runner, .addCosignature, office.cosigned(note))
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireAddCosignatureAnswer.self, from: answer.payload)
        }

        func ages() throws -> [WireWitnessAge] {
            let answer = try office.ask(runner, .status)
            return try MessageCodec.decode(WireStatusAnswer.self, from: answer.payload).witnesses
        }

        /// A checkpoint that the log's own key signed, of whatever it says.
        func signed(_ checkpoint: Checkpoint) throws -> [UInt8] {
            let vault = province.ledger.vault
            let key = try #require(
                NoteKey(name: checkpoint.origin, publicKey: try vault.logPublicKey()))
            let note = try #require(
                SignedNote(
                    checkpoint.text, signature: try vault.signNote(checkpoint.text), key: key))
            return Array(note.encoded.utf8)
        }
    }

    @Test func aWitnessIsTrustedAndRemovedByTwoPeople() throws {
        let bench = try Bench()
        let witness = try Outsider("comite.sale")
        let before = try bench.province.leafCount()
        let id: WitnessTrustID = bench.province.newID()
        #expect(try bench.propose("comite.sale", witness.key.publicKey, as: id) == .ok)
        var registry: MemberRegistry { bench.province.ledger.registry }
        #expect(registry.trustedWitnesses.isEmpty)
        #expect(try bench.ages().isEmpty)
        let waiting = try #require(try bench.list(by: bench.coordinator).first)
        #expect(waiting.trustedAtMs == 0 && waiting.expiresAtMs > 0)
        // Nobody approves what he proposed, nor something else than what was shown.
        #expect(try bench.approve(waiting, by: bench.runner) == .secondApproval)
        #expect(
            try bench.approve(waiting, digest: [UInt8](repeating: 1, count: 32)) == .precondition)
        #expect(try bench.approve(waiting) == .ok)
        #expect(registry.trustedWitnesses.map(\.approver) == [bench.coordinator.member])
        #expect(try bench.approve(waiting) == .notAvailable)
        let leaves = try bench.province.leaves(from: before)
        #expect(leaves.first?.kind == .config && leaves.first?.body.subject == id.blob)
        #expect(leaves.contains { $0.kind == .approve && $0.body.subject == id.blob })
        // One person alone takes it from nobody.
        let trusted = try #require(try bench.list().first)
        #expect(trusted.digest.isEmpty && trusted.age.level == 2)
        #expect(try bench.remove(trusted) == .ok)
        #expect(try bench.remove(trusted) == .precondition)
        #expect(registry.trustedWitnesses.count == 1)
        let removal = try #require(try bench.list().first)
        #expect(removal.remover == bench.runner.member.blob && !removal.digest.isEmpty)
        // What approved the trust does not approve the removal.
        #expect(try bench.approve(removal, digest: Array(waiting.digest)) == .precondition)
        #expect(try bench.approve(removal, by: bench.runner) == .secondApproval)
        // It outlives the process.
        try bench.province.restart()
        bench.office = try Office(bench.province)
        #expect(try bench.approve(removal) == .ok)
        #expect(registry.witnesses.isEmpty)
        #expect(try bench.province.isClean())
    }

    @Test func whatIsNoWitness() throws {
        let bench = try Bench()
        let key = SigningKey(seed: SecretKey()).publicKey
        for name in ["", "a b", "a+b", "a\u{1}", String(repeating: "a", count: 65)] {
            #expect(try bench.propose(name, key) == .badMessage, "\(name)")
        }
        #expect(try bench.propose("w", Array(key.dropLast())) == .badMessage)
        #expect(try bench.propose("w", []) == .badMessage)
        let worker = try bench.province.add(["UPE-COORDINATOR"])
        #expect(try bench.propose("w", key, by: worker) == .permission)
        #expect(try bench.office.ask(worker, .listWitnesses).status == .permission)
        #expect(
            try bench.office.ask(worker, .addCosignature, bench.office.cosigned("x")).status
                == .permission)
        #expect(try bench.propose("w", key) == .ok)
        #expect(try bench.propose("other", key) == .precondition)
        // What waits is taken back by one person at once; past its limit it ends by itself.
        #expect(try bench.remove(try #require(try bench.list().first)) == .ok)
        #expect(try bench.list().isEmpty)
        #expect(try bench.propose("w", key) == .ok)
        let late = try #require(try bench.list().first)
        bench.province.now = bench.province.now.adding(seconds: 7 * 86_400)
        #expect(try bench.list().isEmpty)
        #expect(try bench.approve(late) == .notAvailable)
        for number in 0..<8 {
            #expect(
                try bench.propose("w\(number)", SigningKey(seed: SecretKey()).publicKey) == .ok)
        }
        #expect(
            try bench.propose("w8", SigningKey(seed: SecretKey()).publicKey) == .overloaded)
    }

    @Test func anotherKeyOfTheSameNameTakesItsPlace() throws {
        let bench = try Bench()
        let (old, new) = (try Outsider("comite.sale"), try Outsider("comite.sale"))
        try bench.trust(old)
        let now = bench.province.now
        #expect(try bench.handIn(try old.cosign(try bench.checkpoint(), at: now)).result == .kept)
        #expect(try bench.ages().map(\.level) == [0])
        try bench.trust(new)
        let listed = try bench.list()
        #expect(listed.map { Array($0.key) } == [new.key.publicKey])
        // Nothing that the other key cosigned counts for it.
        #expect(try bench.ages().map(\.level) == [2] && listed[0].note.isEmpty)
        #expect(
            try bench.handIn(try old.cosign(try bench.checkpoint(), at: now)).result
                == .notTrusted)
    }

    @Test func aCosignedNoteComesBackAndItsAgeIsShown() throws {
        let bench = try Bench()
        let (one, two) = (try Outsider("w1"), try Outsider("w2"))
        try bench.trust(one)
        try bench.trust(two)
        let (first, now) = (try bench.checkpoint(), bench.province.now)
        let size = try #require(bench.province.ledger.log).signedSize
        let kept = try bench.handIn(try one.cosign(first, at: now))
        #expect(kept.result == .kept && kept.size == size && kept.witnesses.count == 1)
        #expect(try bench.ages().map(\.size) == [size, 0])
        #expect(try bench.ages().map(\.level) == [0, 2])
        // The same again, and an older one after a newer one, add nothing.
        #expect(try bench.handIn(try one.cosign(first, at: now)).result == .older)
        let newer = try bench.checkpoint()
        bench.province.now = now.adding(seconds: 3_600)
        // One file may go from one witness to the next.
        let both = try two.cosign(
            Array(try one.cosign(newer, at: bench.province.now).utf8), at: bench.province.now)
        let again = try bench.handIn(both)
        #expect(again.result == .kept && again.witnesses.count == 2)
        #expect(try bench.handIn(try one.cosign(first, at: bench.province.now)).result == .older)
        #expect(try bench.ages().allSatisfy { $0.size == again.size })
        #expect(try bench.list().allSatisfy { $0.note == both })
        // As much, later, is newer.
        bench.province.now = now.adding(seconds: 7_200)
        #expect(try bench.handIn(try one.cosign(newer, at: bench.province.now)).result == .kept)
        #expect(
            try bench.ages().map(\.cosignedAtMs)
                == [7_200, 3_600].map { now.adding(seconds: $0).milliseconds })
        // It outlives the process, and a sealed daemon tells it too.
        try bench.province.restart(sealed: true)
        bench.office = try Office(bench.province)
        #expect(try bench.ages().map(\.size) == [again.size, again.size])
        try bench.province.unseal()
        #expect(try bench.province.isClean())
        func level(_ seconds: Int64) throws -> UInt32? {
            bench.province.now = now.adding(seconds: 7_200 + seconds)
            return try bench.ages().first?.level
        }
        let day: Int64 = 86_400
        #expect(try level(7 * day - 1) == 0)
        #expect(try level(7 * day) == 1)
        #expect(try level(30 * day - 1) == 1)
        #expect(try level(30 * day) == 2)
    }

    @Test func whatIsWrongWithANoteIsToldAndNothingIsKept() throws {
        let bench = try Bench()
        let (witness, stranger) = (try Outsider("w"), try Outsider("w"))
        try bench.trust(witness)
        let (note, now) = (try bench.checkpoint(), bench.province.now)
        let log = try #require(bench.province.ledger.log)
        let size = log.signedSize
        func result(_ note: String) throws -> WireCosignatureResult {
            try bench.handIn(note).result
        }
        let good = try witness.cosign(note, at: now)
        #expect(try result("") == .altered)
        #expect(try result(String(good.dropLast())) == .altered)
        // Its own lines alone, a stranger's line, one's line altered.
        #expect(try result(String(decoding: note, as: UTF8.self)) == .notTrusted)
        #expect(try result(try stranger.cosign(note, at: now)) == .notTrusted)
        var lines = good.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.dropLast().last)
        lines[lines.count - 2] =
            line.dropLast(8) + (line.dropLast(7).last == "A" ? "B" : "A") + line.suffix(7)
        #expect(try result(lines.joined(separator: "\n")) == .falseLine)
        // The log's line altered, or missing.
        #expect(try result(good.replacing("\n\(size)\n", with: "\n\(size - 1)\n")) == .altered)
        #expect(
            try result(
                good.split(separator: "\n", omittingEmptySubsequences: false)
                    .filter { !$0.hasPrefix("\u{2014} madar/") }.joined(separator: "\n"))
                == .altered)
        // Another log.
        let other = try Bench()
        #expect(try result(try witness.cosign(try other.checkpoint(), at: now)) == .otherLog)
        // What the log's key signed and the log does not hold: another past, and a longer one.
        let root = try SignedNote.checkpoint(
            note, origin: log.origin,
            keys: [
                try #require(
                    NoteKey(
                        name: log.origin,
                        publicKey: try bench.province.ledger.vault.logPublicKey()))
            ]
        ).root
        for told in [
            Checkpoint(origin: log.origin, size: size, root: .emptyRoot),
            Checkpoint(origin: log.origin, size: size - 1, root: root),
            Checkpoint(origin: log.origin, size: size + 1_000, root: root),
            Checkpoint(origin: log.origin, size: 0, root: .emptyRoot),
        ] {
            #expect(
                try result(try witness.cosign(try bench.signed(told), at: now)) == .forked)
        }
        // A clock that runs ahead would keep its witness from growing old.
        let limit = now.adding(seconds: 86_400)
        #expect(try result(try witness.cosign(note, at: limit.adding(seconds: 1))) == .ahead)
        #expect(try bench.ages().map(\.cosignedAtMs) == [0])
        #expect(try result(good) == .kept)
        #expect(try result(try witness.cosign(note, at: limit)) == .kept)
        let leaves = try bench.province.leaves()
        #expect(leaves.last { $0.kind == .verify }?.body.count == 1)
        #expect(try bench.province.isClean())
    }

    @Test func nothingIsErasedBehindTheBackOfTheWitnesses() throws {
        let orders = try OrderTests.Bench()
        let bench = try Bench(orders.province)
        _ = try orders.addHealth()
        func ordered() throws -> WireOrder {
            try #require(try orders.order(.health) == .ok)
            let waiting = try #require(try orders.list().orders.first)
            try #require(try orders.approve(waiting) == .ok)
            orders.wait()
            return waiting
        }
        let (one, two) = (try Outsider("w1"), try Outsider("w2"))
        try bench.trust(one)
        try bench.trust(two)
        let order = try ordered()
        // Nobody has seen the log yet.
        let refused = try orders.office.ask(
            orders.coordinator, .settleOrder,
            orders.office.settling(try #require(OrderID(blob: order.order)), .carryOut))
        #expect(refused.status == .precondition)
        let error = try MessageCodec.decode(WireError.self, from: refused.payload)
        #expect(error.fields.map(\.code) == [UInt32(CheckCode.unwitnessed.rawValue)])
        #expect(error.fields.allSatisfy { $0.field.isEmpty && $0.form.isEmpty })
        #expect(try orders.classes(by: orders.evaluator).contains(.health))
        // Long ago does not do; lately, by any of them, does, and the order tells of it.
        let day: Int64 = 86_400
        let now = orders.province.now
        func handIn(_ witness: Outsider, _ time: Instant) throws {
            let answer = try bench.handIn(try witness.cosign(try bench.checkpoint(), at: time))
            try #require(answer.result == .kept)
        }
        try handIn(one, now.adding(seconds: -30 * day))
        #expect(try orders.settle(order, .carryOut).status == .precondition)
        let size = try #require(orders.province.ledger.log).signedSize
        try handIn(two, now.adding(seconds: -30 * day + 1))
        #expect(try orders.settle(order, .carryOut).status == .ok)
        #expect(try !orders.classes(by: orders.evaluator).contains(.health))
        let done = try #require(try orders.list().orders.first)
        #expect(done.witnessedAtMs == now.adding(seconds: -30 * day + 1).milliseconds)
        #expect(done.witnessedSize == size)
        // Where they are removed, by two people, erasure goes on, and the order says so.
        for witness in try bench.list() {
            try #require(try bench.remove(witness) == .ok)
            let waiting = try #require(try bench.list().first { $0.witness == witness.witness })
            try #require(try bench.approve(waiting) == .ok)
        }
        _ = try orders.addHealth()
        let second = try ordered()
        #expect(try orders.settle(second, .carryOut).status == .ok)
        let alone = try #require(try orders.list().orders.first { $0.order == second.order })
        #expect(alone.hasCarriedOut && alone.witnessedAtMs == 0 && alone.witnessedSize == 0)
        try orders.province.restart()
        #expect(
            orders.province.ledger.registry.orders.values.compactMap(\.witnessed?.size) == [size])
        #expect(try orders.province.isClean())
    }
}
