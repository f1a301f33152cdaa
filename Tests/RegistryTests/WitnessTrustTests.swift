import Basics
import Testing

@testable import Registry

/// The trust in witnesses as rows of the registry (LAYOUT L-27).
@Suite struct WitnessTrustTests {
    private func waiting() -> WitnessTrust {
        WitnessTrust(
            id: Identifier(high: 1, low: 2), name: "comite.sale",
            key: [UInt8](repeating: 1, count: 32), proposer: Identifier(high: 3, low: 4),
            proposed: Instant(milliseconds: 6))
    }

    @Test func rowsAreReadBack() throws {
        let waiting = waiting()
        var trusted = waiting
        trusted.approver = Identifier(high: 5, low: 6)
        trusted.trustedAt = Instant(milliseconds: 7)
        var seen = trusted
        seen.seen = WitnessTrust.Cosigned(
            size: 8, at: Instant(milliseconds: 9), note: [UInt8](repeating: 10, count: 700))
        var leaving = seen
        leaving.removal = WitnessTrust.Removal(
            member: Identifier(high: 7, low: 8), at: Instant(milliseconds: 11))
        for one in [waiting, trusted, seen, leaving] {
            let bytes = RecordCoding.encode(.witness(one))
            guard case .witness(let read) = try RecordCoding.decode(bytes) else {
                Issue.record("no witness")
                return
            }
            #expect(read == one)
            for count in 1..<16 {
                #expect(throws: RegistryError.damagedRow) {
                    try RecordCoding.decode(Array(bytes.dropLast(count)))
                }
            }
        }
        seen.seen?.note = [UInt8](repeating: 0, count: RegistryLimits.noteByteCount + 1)
        #expect(throws: RegistryError.limitExceeded) {
            try RecordBounds.check(.witness(seen))
        }
    }

    /// What was written before orders told of a witness has no such part.
    @Test func anOrderTellsWhoHadSeenTheLogOrNothing() throws {
        var order = Order(
            id: Identifier(high: 1, low: 2), kind: .erasure, ground: .court,
            file: Identifier(high: 3, low: 4), classes: .health,
            asker: Identifier(high: 5, low: 6), asked: Instant(milliseconds: 7), leaf: 8)
        order.execution = OrderStep(
            member: Identifier(high: 9, low: 10), at: Instant(milliseconds: 11), leaf: 12)
        let alone = RecordCoding.encode(.order(order))
        order.witnessed = Order.Witnessed(size: 13, at: Instant(milliseconds: 14))
        let seen = RecordCoding.encode(.order(order))
        #expect(seen.count == alone.count + 16 && seen.starts(with: alone))
        guard case .order(let read) = try RecordCoding.decode(seen),
            case .order(let former) = try RecordCoding.decode(alone)
        else {
            Issue.record("no order")
            return
        }
        #expect(read == order && former.witnessed == nil)
        for count in 1..<16 {
            #expect(throws: RegistryError.damagedRow) {
                try RecordCoding.decode(Array(seen.dropLast(count)))
            }
        }
    }
}
