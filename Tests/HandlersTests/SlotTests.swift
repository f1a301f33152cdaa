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
import Store
import Testing
import Vault

@testable import Handlers

/// A lost credential or passphrase is replaced by two people while the store is open (SPEC W-185).
@Suite struct SlotTests {
    final class Bench {
        let province: TestProvince
        private(set) var office: Office
        let runner: Person
        let coordinator: Person
        private let signer = SigningKey(seed: SecretKey())

        init() throws {
            province = try TestProvince()
            office = try Office(province, credentialPath: province.credential)
            runner = try province.add(["OPERATOR"])
            coordinator = try province.add(
                ["CAPE-COORDINATOR"], signingKey: signer.publicKey)
        }

        /// Ends the process, as a crash does, and starts another.
        func restart() throws {
            try province.restart(crashing: true)
            office = try Office(province, credentialPath: province.credential)
        }

        func change(
            _ change: WireSlotChange, _ id: SlotPlanID, passphrase: String = "",
            by person: Person? = nil
        ) throws -> StatusCode {
            try office.ask(
                person ?? runner, .changeSlot,
                office.slot(change, id, passphrase: passphrase)
            ).status
        }

        func waiting() throws -> WireSlotPlan? {
            let answer = try office.ask(runner, .listCommittee)
            let list = try MessageCodec.decode(
                WireListCommitteeAnswer.self, from: answer.payload)
            return list.hasSlotPlan ? list.slotPlan : nil
        }

        func approve(by person: Person? = nil, digest: [UInt8]? = nil) throws -> StatusCode {
            let plan = try #require(try waiting())
            return try office.ask(
                person ?? coordinator, .approve,
                office.approving(
                    .changeSlot, plan.plan,
                    digest: digest ?? SHA256.hash(plan.signedBytes ?? []), signer)
            ).status
        }

        var types: [UInt8] {
            province.ledger.vault.status.slots.map(\.type.rawValue).sorted()
        }

        /// Whether a passphrase opens the store that is sealed for it.
        func opens(_ passphrase: String) throws -> Bool {
            province.seal()
            defer { try? province.unseal() }
            var bytes = Array(passphrase.utf8)
            do {
                try Sealing.unseal(province.ledger, wiping: &bytes)
                return true
            } catch VaultError.wrongPassphrase {
                return false
            } catch VaultError.noSlot {
                return false
            }
        }
    }

    @Test func aCredentialIsRenewedInItsFileByTwo() throws {
        let bench = try Bench()
        let path = bench.province.credential
        let former = try Data(contentsOf: URL(fileURLWithPath: path))
        let id: SlotPlanID = bench.province.newID()
        #expect(try bench.change(.cancel, id) == .notAvailable)
        #expect(try bench.change(.credential, id) == .ok)
        #expect(try bench.approve(by: bench.runner) == .secondApproval)
        #expect(try bench.approve(digest: Random.bytes(32)) == .precondition)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == former)
        #expect(try bench.approve() == .ok)
        // It is made once the approval is durable.
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == former)
        bench.office.handlers.keepSlots()
        #expect(try bench.waiting() == nil)
        let renewed = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(renewed != former && renewed.count == 32)
        #expect(!SafeFile.exists(path + ".next"))
        #expect(bench.types == [1])
        // The new one opens after a restart, and the former nothing any more.
        try bench.province.restart()
        try former.write(to: URL(fileURLWithPath: path))
        bench.province.seal()
        #expect(throws: VaultError.wrongCredential) { try bench.province.unseal() }
        try renewed.write(to: URL(fileURLWithPath: path))
        try bench.province.unseal()
        #expect(try bench.province.leaves().contains { $0.kind == .approve })
        #expect(try bench.province.isClean())
    }

    @Test func aCredentialThatCannotBeWrittenIsToldAndTheFormerOpens() throws {
        let bench = try Bench()
        let path = bench.province.credential
        let former = try Data(contentsOf: URL(fileURLWithPath: path))
        // A folder that bears the name of the file beside it is in the way, whoever runs the test.
        try FileManager.default.createDirectory(
            atPath: path + ".next", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path + ".next") }
        let id: SlotPlanID = bench.province.newID()
        #expect(try bench.change(.credential, id) == .ok)
        // Sent again, it is the same.
        #expect(try bench.change(.credential, id) == .ok)
        #expect(try bench.approve() == .ok)
        bench.office.handlers.keepSlots()
        #expect(try bench.waiting()?.failed == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == former)
        bench.province.seal()
        try bench.province.unseal()
        #expect(try bench.change(.cancel, id) == .ok)
        #expect(try bench.change(.cancel, id) == .ok)
    }

    @Test func aPassphraseIsAgreedOnThenGivenByOneOfTheTwo() throws {
        let bench = try Bench()
        let id: SlotPlanID = bench.province.newID()
        let words = "une phrase de passe"
        #expect(try bench.change(.set, id, passphrase: words) == .notAvailable)
        #expect(try bench.change(.passphrase, id) == .ok)
        #expect(try bench.change(.set, id, passphrase: words) == .precondition)
        #expect(try bench.approve() == .ok)
        #expect(try bench.waiting()?.approvedBy.isEmpty == false)
        // Somebody else who operates has no part in it.
        let other = try bench.province.add(["OPERATOR"])
        #expect(try bench.change(.set, id, passphrase: words, by: other) == .precondition)
        #expect(try bench.change(.set, id, passphrase: "court") == .badMessage)
        #expect(try bench.change(.set, id, passphrase: words) == .ok)
        // An answer that was lost is asked for again.
        #expect(try bench.change(.set, id, passphrase: words) == .ok)
        #expect(bench.types == [1, 4])
        #expect(try bench.waiting() == nil)
        #expect(try bench.opens(words))
        #expect(try !bench.opens("une autre phrase"))
        // The next takes its place.
        let next: SlotPlanID = bench.province.newID()
        #expect(try bench.change(.passphrase, next, by: bench.coordinator) == .ok)
        #expect(try bench.approve() == .secondApproval)
        #expect(try bench.change(.cancel, next) == .ok)
        #expect(try bench.waiting() == nil)
        #expect(try bench.change(.passphrase, next, by: bench.runner) == .ok)
        #expect(try bench.approve() == .ok)
        #expect(try bench.change(.set, next, passphrase: words + " neuve") == .ok)
        #expect(bench.types == [1, 4])
        #expect(try !bench.opens(words))
        #expect(try bench.opens(words + " neuve"))
        // What nobody approves within a day is over.
        #expect(try bench.change(.passphrase, id) == .ok)
        bench.province.now = bench.province.now.adding(seconds: 86_400)
        #expect(try bench.waiting() == nil)
    }
}
