import Basics
import Foundation
import Store
import Testing

@testable import Registry

/// Offers of files as rows of the registry (LAYOUT L-27, SPEC W-125).
@Suite struct HandOverTests {
    private let now = Instant(milliseconds: 1_790_000_000_000)
    private let place: OrganisationID = Identifier(high: 2, low: 1)

    private func person(_ number: UInt64) -> MemberID { Identifier(high: 1, low: number) }

    private func offer(
        _ number: UInt64, to: UInt64 = 2, organisation: OrganisationID? = nil,
        reason: String = "mutation"
    ) -> HandOver {
        HandOver(
            id: Identifier(high: 9, low: number), from: person(1), to: person(to),
            organisation: organisation, asker: person(1), asked: now, reason: reason)
    }

    @Test func rowsAreReadBack() throws {
        for one in [
            offer(1), offer(2, organisation: place, reason: ""),
            offer(3, reason: String(repeating: "م", count: 120)),
        ] {
            let bytes = RecordCoding.encode(.handOver(one))
            guard case .handOver(let read) = try RecordCoding.decode(bytes) else {
                Issue.record("no hand-over")
                return
            }
            #expect(read == one)
            for count in 1..<8 {
                #expect(throws: RegistryError.damagedRow) {
                    try RecordCoding.decode(Array(bytes.dropLast(count)))
                }
            }
        }
    }

    @Test func offersWaitAreAnsweredAndEnd() throws {
        let folder = NSTemporaryDirectory() + "madar-offers-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let id: StoreID = Identifier(high: 1, low: 1)
        let store = try RecordStore.create(in: folder, id: id, reserveByteCount: 0)
        let keys = TransportKeys(creatingFor: id)
        let registry = try store.group { try MemberRegistry(keys: keys, in: $0) }
        func apply(_ changes: [MemberRegistry.Change]) throws {
            try store.group { try registry.apply(changes, in: $0) }
        }
        try apply(
            registry.set(Organisation(id: place, name: "UPE", kind: "U", territory: "T")))
        for number in 1...3 as ClosedRange<UInt64> {
            let roles = [RoleGrant(role: "R", organisation: place, from: now)]
            try apply(
                registry.set(
                    Member(id: person(number), name: "x", roles: number == 3 ? [] : roles)))
        }
        let first = offer(1)
        try apply(registry.offer(first, now: now))
        #expect(registry.waiting(first.id, at: now) == first)
        let again = try store.group { try MemberRegistry(keys: keys, in: $0) }
        #expect(again.handOvers == [first.id: first])
        // The same id, the same files, to oneself, to nobody who may act.
        for wrong in [first, offer(2), offer(3, to: 1), offer(4, to: 3)] {
            #expect(throws: RegistryError.wrongState) { try registry.offer(wrong, now: now) }
        }
        #expect(throws: RegistryError.notFound) { try registry.offer(offer(5, to: 4), now: now) }
        #expect(throws: RegistryError.notFound) {
            try registry.offer(offer(5, organisation: Identifier(high: 7, low: 7)), now: now)
        }
        let long = String(repeating: "x", count: RegistryLimits.reasonByteCount + 1)
        let tooLong = try registry.offer(offer(6, organisation: place, reason: long), now: now)
        #expect(throws: RegistryError.limitExceeded) { try apply(tooLong) }
        // It is over to the moment, and makes room.
        let over = first.expires
        #expect(registry.waiting(first.id, at: over.adding(seconds: -1)) == first)
        #expect(registry.waiting(first.id, at: over) == nil)
        var next = offer(7)
        next.asked = over
        try apply(registry.offer(next, now: over))
        #expect(Array(registry.handOvers.keys) == [next.id])
        try apply(registry.end(next.id))
        #expect(registry.handOvers.isEmpty)
        #expect(throws: RegistryError.notFound) { try registry.end(next.id) }
    }
}
