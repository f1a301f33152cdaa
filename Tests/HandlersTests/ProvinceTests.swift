import AuditLog
import Basics
import Dossiers
import Framing
import Mapping
import Messages
import Operations
import ProvinceSupport
import Registry
import Testing
import Vault

@testable import Handlers

/// Which provinces one relies on, and what nobody can do alone (SPEC W-140).
@Suite struct ProvinceTests {
    @Test func aProvinceIsTrustedByTwoPeople() throws {
        let (here, there) = (try Neighbour("04.441"), try Neighbour("04.421"))
        let before = try here.province.leafCount()
        let id: ProvinceTrustID = here.province.newID()
        #expect(try here.propose(there.descriptor(), as: id) == .ok)
        #expect(here.province.ledger.registry.trustedProvince("04.421") == nil)
        let waiting = try #require(try here.list(by: here.coordinator).provinces.first)
        #expect(waiting.code == "04.421" && waiting.trustedAtMs == 0 && waiting.expiresAtMs > 0)
        #expect(Array(waiting.digest) == Approvals.digest(of: try #require(waiting.signedBytes)))
        // Nobody approves what he proposed, nor something else than what was shown.
        #expect(try here.approve(waiting, by: here.runner) == .secondApproval)
        #expect(
            try here.approve(waiting, digest: [UInt8](repeating: 1, count: 32)) == .precondition)
        #expect(try here.approve(waiting) == .ok)
        let trusted = try #require(here.province.ledger.registry.trustedProvince("04.421"))
        #expect(trusted.approver == here.coordinator.member)
        let theirs = there.province.ledger.vault
        #expect(trusted.transferKey == (try theirs.transferPublicKey()))
        #expect(trusted.logKey == (try theirs.logPublicKey()))
        #expect(try here.approve(waiting) == .precondition)
        let leaves = try here.province.leaves(from: before)
        #expect(leaves.first?.kind == .config && leaves.first?.body.subject == id.blob)
        #expect(leaves.contains { $0.kind == .approve && $0.body.subject == id.blob })
        // It outlives the process, and is forgotten by one person at once.
        try here.province.restart()
        #expect(here.province.ledger.registry.trustedProvince("04.421") == trusted)
        let office = try Office(here.province)
        #expect(
            try office.ask(here.coordinator, .changeProvince, office.forgetting(id)).status == .ok)
        #expect(here.province.ledger.registry.provinces.isEmpty)
        #expect(try here.province.isClean())
    }

    @Test func whatIsNotTrusted() throws {
        let (here, there) = (try Neighbour("04.441"), try Neighbour("04.421"))
        let descriptor = try there.descriptor()
        // Altered, cut, none, one's own.
        let altered = descriptor.replacing("04.421", with: "04.422")
        for wrong in [altered, String(descriptor.dropLast()), "", "madar/province/1\n"] {
            #expect(try here.propose(wrong) == .badMessage)
        }
        #expect(try here.propose(try here.descriptor()) == .precondition)
        // Who neither operates nor coordinates.
        let worker = try here.province.add(["UPE-COORDINATOR"])
        #expect(try here.propose(descriptor, by: worker) == .permission)
        #expect(try here.office.ask(worker, .listProvinces).status == .permission)
        // What waits or is trusted already, by whatever id; and an older descriptor than it.
        let id: ProvinceTrustID = here.province.newID()
        there.province.now = there.province.now.adding(seconds: 60)
        #expect(try here.propose(try there.descriptor(), as: id) == .ok)
        #expect(try here.propose(descriptor) == .precondition)
        #expect(
            try here.approve(try #require(try here.list().provinces.first)) == .ok)
        #expect(try here.propose(try there.descriptor()) == .precondition)
        let impostor = try Neighbour("04.421")
        #expect(try here.propose(try impostor.descriptor()) == .precondition)
        // A newer one with other keys takes its place once it is approved.
        impostor.province.now = impostor.province.now.adding(seconds: 120)
        #expect(try here.propose(try impostor.descriptor()) == .ok)
        let waiting = try #require(try here.list().provinces.first { $0.trustedAtMs == 0 })
        #expect(try here.approve(waiting) == .ok)
        #expect(here.province.ledger.registry.provinces.count == 1)
        #expect(
            here.province.ledger.registry.trustedProvince("04.421")?.logKey
                == (try impostor.province.ledger.vault.logPublicKey()))
        // What the former key has signed is under way still (SPEC W-193).
        #expect(
            here.province.ledger.registry.trustedProvince("04.421")?.formerLogKey
                == (try there.province.ledger.vault.logPublicKey()))
    }

    @Test func whatNobodyApprovesEnds() throws {
        let (here, there) = (try Neighbour("04.441"), try Neighbour("04.421"))
        #expect(try here.propose(try there.descriptor()) == .ok)
        let waiting = try #require(try here.list().provinces.first)
        here.province.now = here.province.now.adding(seconds: 7 * 86_400)
        #expect(try here.list().provinces.isEmpty)
        #expect(try here.approve(waiting) == .precondition)
        #expect(try here.propose(try there.descriptor()) == .ok)
        #expect(here.province.ledger.registry.provinces.count == 1)
    }
}
