import Basics
import Testing

@testable import Registry

/// A change of the committee as a row of the registry (LAYOUT L-27).
@Suite struct CommitteePlanTests {
    private func plan() throws -> CommitteePlan {
        let terms = CommitteeTerms(
            membersNeeded: 2, escrowMembersNeeded: 1,
            custodians: [1, 2, 3, 17].map { index in
                CommitteeTerms.Custodian(
                    index: index, label: "عضو \(index)",
                    publicKey: [UInt8](repeating: index, count: 32))
            })
        return CommitteePlan(
            id: Identifier(high: 1, low: 2), terms: try #require(terms),
            proposer: Identifier(high: 3, low: 4), proposed: Instant(milliseconds: 5))
    }

    @Test func rowsAreReadBack() throws {
        let waiting = try plan()
        var approved = waiting
        approved.approval = CommitteePlan.Approval(
            member: Identifier(high: 6, low: 7), at: Instant(milliseconds: 8),
            nonce: Identifier(high: 9, low: 10), epoch: 11)
        var proved = approved
        for isFormer in [true, false] {
            for index in [UInt8(1), 17] {
                proved.proofs.append(
                    CommitteePlan.Proof(
                        isFormer: isFormer, index: index, at: Instant(milliseconds: 12),
                        signature: [UInt8](repeating: index, count: 64)))
            }
        }
        for one in [waiting, approved, proved] {
            try RecordBounds.check(.committeePlan(one))
            let bytes = RecordCoding.encode(.committeePlan(one))
            guard case .committeePlan(let read) = try RecordCoding.decode(bytes) else {
                Issue.record("no plan")
                return
            }
            #expect(read == one)
            for count in 1..<64 {
                #expect(throws: RegistryError.damagedRow) {
                    try RecordCoding.decode(Array(bytes.dropLast(count)))
                }
            }
        }
        // Terms that make no committee make no row: one member would open alone.
        var bytes = RecordCoding.encode(.committeePlan(waiting))
        bytes[17] = 1
        #expect(throws: RegistryError.damagedRow) { try RecordCoding.decode(bytes) }
        proved.proofs[0] = CommitteePlan.Proof(
            isFormer: true, index: 1, at: Instant(milliseconds: 1), signature: [])
        #expect(throws: RegistryError.limitExceeded) {
            try RecordBounds.check(.committeePlan(proved))
        }
    }

    @Test func itIsAliveUntilItsTimeIsOver() throws {
        var plan = try plan()
        #expect(plan.isAlive(at: plan.expires.adding(seconds: -1)))
        #expect(!plan.isAlive(at: plan.expires))
        let approval = CommitteePlan.Approval(
            member: Identifier(high: 6, low: 7), at: plan.expires,
            nonce: Identifier(high: 9, low: 10), epoch: 2)
        plan.approval = approval
        #expect(plan.isAlive(at: approval.until.adding(seconds: -1)))
        #expect(!plan.isAlive(at: approval.until))
    }
}
