import AuditLog
import Basics
import Dossiers
import Foundation
import Framing
import Mapping
import Messages
import Operations
import ProvinceSupport
import Secrets
import Testing

@testable import Handlers

/// Who opens the store together, how that is changed, tried, and used (SPEC W-180 to W-184).
@Suite struct CommitteeTests {
    /// A custodian's key, as he keeps it himself.
    final class Keeper {
        let key = AgreementKey()
    }

    /// A province with operator, coordinator and people who keep keys.
    final class Bench {
        let province: TestProvince
        var office: Office
        /// Where the daemon keeps its credential; nil where it cannot write it.
        private let credentialPath: String?
        let runner: Person
        let coordinator: Person
        let member: Person
        var keepers: [UInt32: Keeper] = [:]
        private let signer = SigningKey(seed: SecretKey())

        init(keepsCredential: Bool = false) throws {
            province = try TestProvince()
            credentialPath = keepsCredential ? province.credential : nil
            office = try Office(province, credentialPath: credentialPath)
            runner = try province.add(["OPERATOR"])
            coordinator = try province.add(
                ["CAPE-COORDINATOR"], signingKey: signer.publicKey)
            member = try province.add(["UPE-WORKER"])
        }

        /// New keys for members and escrow keys, and terms with them.
        func terms(_ needed: UInt32, of members: UInt32, escrows: UInt32 = 0) -> WireCommittee {
            keepers = [:]
            var committee = WireCommittee()
            committee.membersNeeded = needed
            let indices = Array(1..<members + 1) + Array(17..<17 + escrows)
            committee.custodians = indices.map { index in
                let keeper = Keeper()
                keepers[index] = keeper
                var custodian = WireCustodian()
                custodian.index = index
                custodian.label = "عضو \(index)"
                custodian.key = keeper.key.publicKey.blob
                return custodian
            }
            return committee
        }

        func propose(
            _ committee: WireCommittee, by person: Person? = nil, as id: CommitteePlanID? = nil
        ) throws -> StatusCode {
            var request = WireChangeCommitteeRequest()
            request.change = .propose
            request.plan = (id ?? province.newID()).blob
            request.committee = committee
            return try office.ask(
                person ?? runner, .changeCommittee, MessageCodec.encode(request)
            ).status
        }

        func cancel(_ plan: Blob, by person: Person) throws -> StatusCode {
            var request = WireChangeCommitteeRequest()
            request.change = .cancel
            request.plan = plan
            return try office.ask(person, .changeCommittee, MessageCodec.encode(request)).status
        }

        func list(by person: Person? = nil) throws -> WireListCommitteeAnswer {
            let answer = try office.ask(person ?? runner, .listCommittee)
            try #require(answer.status == .ok)
            return try MessageCodec.decode(
                WireListCommitteeAnswer.self, from: answer.payload)
        }

        func approve(
            _ plan: WireCommitteePlan, digest: [UInt8]? = nil, by person: Person? = nil
        ) throws -> StatusCode {
            return try office.ask(
                person ?? coordinator, .approve,
                office.approving(
                    .changeCommittee, plan.plan,
                    digest: digest ?? SHA256.hash(#require(plan.signedBytes)), signer)
            ).status
        }

        /// A custodian's secret, out of the box that a list tells.
        func secret(
            _ index: UInt32, of committee: WireCommittee, _ keepers: [UInt32: Keeper]? = nil
        ) throws -> CustodySecret {
            let custodian = try #require(committee.custodians.first { $0.index == index })
            let keeper = try #require((keepers ?? self.keepers)[index])
            return try CustodySecret(
                opening: Array(custodian.box), with: keeper.key, index: UInt8(index),
                epoch: committee.epoch)
        }

        /// Proves for a plan, or in a drill where there is none.
        func prove(
            _ index: UInt32, of committee: WireCommittee, for plan: WireCommitteePlan?,
            nonce: Blob, former: Bool = false, _ keepers: [UInt32: Keeper]? = nil
        ) throws -> WireCustodyResult {
            let answer = try answer(
                index, of: committee, for: plan, nonce: nonce, former: former, keepers)
            try #require(answer.status == .ok)
            return try MessageCodec.decode(
                WireProveCustodyAnswer.self, from: answer.payload
            ).result
        }

        /// How a proof is answered.
        func answer(
            _ index: UInt32, of committee: WireCommittee, for plan: WireCommitteePlan?,
            nonce: Blob, former: Bool = false, _ keepers: [UInt32: Keeper]? = nil
        ) throws -> OutgoingAnswer {
            let secret = try secret(index, of: committee, keepers)
            let statement = CustodySecret.statement(
                plan == nil ? .drill : .change, store: province.ledger.storeID,
                epoch: committee.epoch, index: UInt8(index),
                nonce: try #require(CustodyNonce(blob: nonce)))
            var request = WireProveCustodyRequest()
            request.plan = plan?.plan ?? Blob()
            request.former = former
            request.index = index
            request.nonce = nonce
            request.signature = secret.proofKey().sign(statement.rawSpan).blob
            return try office.ask(member, .proveCustody, MessageCodec.encode(request))
        }

        /// Founds a committee with all its proofs; the former members that prove are named.
        func found(
            _ committee: WireCommittee, former: [UInt32] = [], _ old: [UInt32: Keeper] = [:]
        ) throws {
            try #require(try propose(committee) == .ok)
            try #require(try approve(try list().plan) == .ok)
            let plan = try list().plan
            let present = try list().committee
            for index in former {
                _ = try prove(
                    index, of: present, for: plan, nonce: plan.nonce, former: true, old)
            }
            let proving = plan.committee.custodians.map(\.index)
                .filter { $0 >= 17 || $0 <= committee.membersNeeded }
            for (count, index) in proving.enumerated() {
                let result = try prove(
                    index, of: plan.committee, for: plan, nonce: plan.nonce)
                try #require(result == (count == proving.count - 1 ? .complete : .taken))
            }
        }

        func contribute(
            _ index: UInt32, of committee: WireCommittee, nonce: Blob? = nil,
            secret other: [UInt8]? = nil
        ) throws -> WireContributeAnswer {
            var request = WireContributeRequest()
            request.index = index
            request.nonce = try nonce ?? list().nonce
            request.secret =
                try (other ?? secret(index, of: committee).key.withBytes { [UInt8](copying: $0) })
                .blob
            let answer = try office.ask(member, .contribute, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireContributeAnswer.self, from: answer.payload)
        }

        func status() throws -> WireStatusAnswer {
            let answer = try office.ask(runner, .status)
            return try MessageCodec.decode(WireStatusAnswer.self, from: answer.payload)
        }

        /// Puts another index key in the place of the one that is there, which leaves the keyring.
        func rotateIndexKey() throws {
            var request = WireChangeRotationRequest()
            request.change = .plan
            request.rotation = province.newID(RotationID.self).blob
            request.kind = 3
            try #require(
                try office.ask(runner, .changeRotation, MessageCodec.encode(request)).status
                    == .ok)
            let listed = try office.ask(
                runner, .listKeys, MessageCodec.encode(WireListKeysRequest()))
            let waiting = try #require(
                try MessageCodec.decode(WireListKeysAnswer.self, from: listed.payload)
                    .rotations.first)
            let approval = office.approving(
                .changeRotation, request.rotation,
                digest: SHA256.hash(try #require(waiting.signedBytes)), signer)
            try #require(try office.ask(coordinator, .approve, approval).status == .ok)
            while office.handlers.rotateStep() {}
        }

        func seal() throws { try #require(try office.ask(runner, .seal).status == .ok) }

        /// Ends the process, as a crash does, and starts another.
        func restart(sealed: Bool = false) throws {
            try province.restart(crashing: true, sealed: sealed)
            office = try Office(province, credentialPath: credentialPath)
        }
    }

    // MARK: - Changing it

    /// SPEC W-181, W-182.
    @Test func aCommitteeIsFoundedByTwoPeopleAndByThoseWhoProve() throws {
        let bench = try Bench()
        #expect(try !bench.list().hasCommittee && !bench.status().hasCommittee)
        let terms = bench.terms(2, of: 3, escrows: 1)
        #expect(try bench.propose(terms, by: bench.member) == .permission)
        #expect(try bench.propose(terms) == .ok)
        #expect(try bench.propose(terms) == .precondition)
        let waiting = try bench.list().plan
        #expect(waiting.digest.count == 32 && waiting.nonce.isEmpty)
        #expect(try bench.status().committeePlan == 1)
        // Nobody approves his own, nor what was not shown.
        #expect(try bench.approve(waiting, by: bench.runner) == .secondApproval)
        #expect(
            try bench.approve(waiting, digest: [UInt8](repeating: 1, count: 32)) == .precondition)
        #expect(try bench.list().plan.nonce.isEmpty)
        #expect(try bench.approve(waiting) == .ok)
        #expect(try bench.approve(waiting) == .precondition)
        let plan = try bench.list().plan
        #expect(plan.approvedBy != "" && plan.committee.epoch == 2 && plan.credential == 1)
        #expect(try bench.status().committeePlan == 2)
        for (index, expected) in [
            (UInt32(3), WireCustodyResult.taken), (3, .taken), (1, .taken), (17, .complete),
        ] {
            #expect(try bench.status().rootEpoch == 1)
            let result = try bench.prove(
                index, of: plan.committee, for: plan, nonce: plan.nonce)
            #expect(result == expected)
        }
        let status = try bench.status()
        #expect(status.rootEpoch == 2 && status.committeePlan == 0)
        #expect(status.committee.members == 3 && status.committee.membersNeeded == 2)
        #expect(status.committee.membersProved == 2 && status.committee.escrowsProved == 1)
        #expect(status.slots.map(\.type) == [2, 2, 2, 3] && status.slotsDropped == 1)
        let list = try bench.list()
        #expect(
            !list.hasPlan
                && list.committee
                    == {
                        var committee = plan.committee
                        for place in [0, 2, 3] {
                            committee.custodians[place].provedAtMs = bench.province.now.milliseconds
                        }
                        return committee
                    }()
        )
        let kinds = try bench.province.leaves().map(\.kind)
        #expect(kinds.contains(.rotatePlan) && kinds.contains(.rotateActivate))
        #expect(kinds.count { $0 == .custody } == 4)
    }

    /// SPEC W-183.
    @Test func aProofIsTheCustodiansForThisChange() throws {
        let bench = try Bench()
        try #require(try bench.propose(bench.terms(2, of: 2)) == .ok)
        try #require(try bench.approve(try bench.list().plan) == .ok)
        let plan = try bench.list().plan
        let other = Random.bytes(16).blob
        #expect(
            try bench.prove(1, of: plan.committee, for: plan, nonce: other) == .stale)
        // Another's secret in one's own name, and a signature for a drill.
        var swapped = plan.committee
        swapped.custodians[0].box = plan.committee.custodians[1].box
        let keepers: [UInt32: Keeper] = [1: try #require(bench.keepers[2])]
        #expect(
            try bench.prove(1, of: swapped, for: plan, nonce: plan.nonce, keepers) == .wrong)
        #expect(try bench.status().rootEpoch == 1)
        let leaf = try #require(try bench.province.leaves().last { $0.kind == .deny })
        #expect(leaf.body.custodians == ["عضو 1"])
    }

    @Test func theFormerCommitteeLetsItselfBeReplaced() throws {
        let bench = try Bench()
        try bench.found(bench.terms(2, of: 3))
        let (old, former) = (bench.keepers, try bench.list().committee)
        try #require(try bench.propose(bench.terms(2, of: 2)) == .ok)
        try #require(try bench.approve(try bench.list().plan) == .ok)
        let plan = try bench.list().plan
        for index in [UInt32(1), 2] {
            let result = try bench.prove(index, of: plan.committee, for: plan, nonce: plan.nonce)
            #expect(result == .taken)
        }
        // One of the former is not enough; two are.
        #expect(
            try bench.prove(3, of: former, for: plan, nonce: plan.nonce, former: true, old)
                == .taken)
        #expect(try bench.list().plan.formersProved == [3] && bench.status().rootEpoch == 2)
        #expect(
            try bench.prove(1, of: former, for: plan, nonce: plan.nonce, former: true, old)
                == .complete)
        #expect(try bench.status().rootEpoch == 3)
        #expect(try bench.list().committee.custodians.count == 2)
    }

    @Test("A key that has gone owes another root key, which the same committee makes (W-194)")
    func aKeyThatHasGoneOwesAnotherRootKey() throws {
        let bench = try Bench()
        let terms = bench.terms(2, of: 3)
        try bench.found(terms)
        let before = try bench.status()
        #expect(before.epochOwed == 0 && before.epochSinceMs == bench.province.now.milliseconds)
        #expect(before.keys.map(\.kind) == [1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 7])
        #expect(before.keys.allSatisfy { $0.version == 1 && $0.state == 2 })
        bench.province.now = bench.province.now.adding(seconds: 60)
        try bench.rotateIndexKey()
        let owed = try bench.status()
        #expect(owed.epochOwed == 1)
        #expect(owed.keys.first { $0.kind == 3 }?.version == 2)
        bench.province.now = bench.province.now.adding(seconds: 60)
        // The same people and keys: their secrets are new all the same.
        let (old, former) = (bench.keepers, try bench.list().committee)
        try #require(try bench.propose(terms) == .ok)
        try #require(try bench.approve(try bench.list().plan) == .ok)
        let plan = try bench.list().plan
        #expect(plan.committee.custodians.map(\.key) == former.custodians.map(\.key))
        #expect(plan.committee.custodians[0].box != former.custodians[0].box)
        for index in [UInt32(1), 2] {
            _ = try bench.prove(
                index, of: former, for: plan, nonce: plan.nonce, former: true, old)
            #expect(try bench.status().rootEpoch == 2, "it waits for proofs")
            _ = try bench.prove(index, of: plan.committee, for: plan, nonce: plan.nonce)
        }
        let after = try bench.status()
        #expect(after.rootEpoch == 3 && after.epochOwed == 0)
        #expect(after.epochSinceMs == bench.province.now.milliseconds)
    }

    @Test func aChangeIsStoppedByWhoApprovedItAndNothingIsLost() throws {
        let bench = try Bench()
        let terms = bench.terms(2, of: 2)
        try #require(try bench.propose(terms) == .ok)
        // What waits, the other of the two may take back, too.
        #expect(try bench.cancel(try bench.list().plan.plan, by: bench.member) == .permission)
        #expect(try bench.cancel(try bench.list().plan.plan, by: bench.coordinator) == .ok)
        try #require(try bench.propose(terms) == .ok)
        try #require(try bench.approve(try bench.list().plan) == .ok)
        let plan = try bench.list().plan
        #expect(try bench.cancel(plan.plan, by: bench.runner) == .permission)
        #expect(try bench.propose(terms) == .precondition)
        #expect(try bench.cancel(plan.plan, by: bench.coordinator) == .ok)
        #expect(try bench.cancel(plan.plan, by: bench.coordinator) == .notAvailable)
        while bench.office.handlers.idle() {}
        #expect(
            !FileManager.default.fileExists(atPath: bench.province.folder + "/slots.next"))
        #expect(try bench.status().rootEpoch == 1)
        try bench.restart()
        try bench.found(bench.terms(2, of: 2))
    }

    @Test func aChangeGoesOnAfterACrashAndEndsAfterItsTime() throws {
        let bench = try Bench()
        try #require(try bench.propose(bench.terms(2, of: 2)) == .ok)
        try #require(try bench.approve(try bench.list().plan) == .ok)
        let plan = try bench.list().plan
        #expect(try bench.prove(1, of: plan.committee, for: plan, nonce: plan.nonce) == .taken)
        try bench.restart()
        let again = try bench.list().plan
        #expect(again.committee.custodians.map(\.box) == plan.committee.custodians.map(\.box))
        #expect(again.committee.custodians[0].provedAtMs != 0)
        bench.province.now = bench.province.now.adding(seconds: 30 * 86_400)
        while bench.office.handlers.idle() {}
        #expect(try !bench.list().hasPlan && bench.status().committeePlan == 0)
        #expect(
            !FileManager.default.fileExists(atPath: bench.province.folder + "/slots.next"))
        #expect(try bench.province.leaves().contains { $0.kind == .rotateControl })
        try #require(try bench.propose(bench.terms(2, of: 2)) == .ok)
    }

    /// SPEC W-180.
    @Test func termsThatMakeNoSenseAreRefused() throws {
        let bench = try Bench()
        var terms = bench.terms(1, of: 2)
        #expect(try bench.propose(terms) == .badMessage)
        terms = bench.terms(3, of: 2)
        #expect(try bench.propose(terms) == .badMessage)
        terms = bench.terms(2, of: 2)
        terms.custodians[1].key = terms.custodians[0].key
        #expect(try bench.propose(terms) == .badMessage)
        #expect(try !bench.list().hasPlan)
    }

    // MARK: - Unsealing

    /// SPEC W-184.
    @Test func aQuorumUnsealsAndEachIsNamed() throws {
        let bench = try Bench()
        try bench.found(bench.terms(2, of: 3, escrows: 1))
        let committee = try bench.list().committee
        try bench.seal()
        #expect(try bench.list().committee == committee)
        #expect(try bench.status().sealed && bench.status().committee.members == 3)
        let first = try bench.contribute(3, of: committee)
        #expect(first.result == .taken && first.contributed == [3])
        #expect(try bench.status().contributed == ["عضو 3"])
        // The same once more is the same.
        #expect(try bench.contribute(3, of: committee).contributed == [3])
        let second = try bench.contribute(1, of: committee)
        #expect(second.result == .complete && second.contributed == [1, 3])
        let status = try bench.status()
        #expect(!status.sealed && status.contributed == [] && status.rootEpoch == 2)
        let leaf = try #require(try bench.province.leaves().last { $0.kind == .unseal })
        #expect(leaf.body.custodians == ["عضو 1", "عضو 3"])
        // And the escrow key alone.
        try bench.seal()
        #expect(try bench.contribute(17, of: committee).result == .complete)
        #expect(try !bench.status().sealed)
    }

    @Test func aWrongFormerOrStaleContributionIsRefusedAtOnce() throws {
        let bench = try Bench()
        try bench.found(bench.terms(2, of: 2))
        let (old, former) = (bench.keepers, try bench.list().committee)
        try bench.found(bench.terms(2, of: 2), former: [1, 2], old)
        let committee = try bench.list().committee
        try bench.seal()
        let nonce = try bench.list().nonce
        let past = try bench.secret(1, of: former, old).key.withBytes { [UInt8](copying: $0) }
        let others = try bench.secret(2, of: committee).key.withBytes { [UInt8](copying: $0) }
        for secret in [past, others, Random.bytes(32)] {
            let answer = try bench.contribute(1, of: committee, secret: secret)
            #expect(answer.result == .wrong && answer.contributed == [])
        }
        #expect(
            try bench.contribute(1, of: committee, nonce: Random.bytes(16).blob).result == .stale)
        #expect(try bench.contribute(1, of: committee, nonce: nonce).result == .taken)
        #expect(try bench.contribute(2, of: committee, nonce: nonce).result == .complete)
        // What was sent once opens nothing a second time.
        try bench.seal()
        #expect(try bench.contribute(1, of: committee, nonce: nonce).result == .stale)
        #expect(try bench.status().contributed == [])
    }

    @Test func contributionsAreWipedAfterAQuarterOfAnHour() throws {
        let bench = try Bench()
        try bench.found(bench.terms(2, of: 2))
        let committee = try bench.list().committee
        try bench.seal()
        let nonce = try bench.list().nonce
        try #require(try bench.contribute(1, of: committee).result == .taken)
        bench.province.now = bench.province.now.adding(seconds: 15 * 60 - 1)
        while bench.office.handlers.idle() {}
        #expect(try bench.list().contributed == [1])
        bench.province.now = bench.province.now.adding(seconds: 1)
        while bench.office.handlers.idle() {}
        #expect(try bench.list().contributed == [] && bench.list().nonce != nonce)
        let late = try bench.contribute(2, of: committee)
        #expect(late.result == .taken && late.contributed == [2])
    }

    // MARK: - The drill

    @Test func aDrillIsNotedOnceAndNeedsNoOneElse() throws {
        let bench = try Bench()
        try bench.found(bench.terms(2, of: 3))
        let list = try bench.list()
        bench.province.now = bench.province.now.adding(seconds: 366 * 86_400)
        #expect(try bench.status().committee.membersProved == 0)
        #expect(
            try bench.prove(3, of: list.committee, for: nil, nonce: list.nonce) == .taken)
        #expect(try bench.status().committee.membersProved == 1)
        #expect(
            try bench.list().committee.custodians[2].provedAtMs
                == bench.province.now.milliseconds)
        // The same proof a second time is an old one.
        #expect(
            try bench.prove(3, of: list.committee, for: nil, nonce: list.nonce) == .stale)
        let nonce = try bench.list().nonce
        var swapped = list.committee
        swapped.custodians[0].box = list.committee.custodians[1].box
        let keepers: [UInt32: Keeper] = [1: try #require(bench.keepers[2])]
        #expect(try bench.prove(1, of: swapped, for: nil, nonce: nonce, keepers) == .wrong)
        // The date stands in the file of slots, and is there again.
        try bench.seal()
        for index in [UInt32(1), 2] { _ = try bench.contribute(index, of: list.committee) }
        #expect(try bench.status().committee.membersProved == 1)
    }
}
