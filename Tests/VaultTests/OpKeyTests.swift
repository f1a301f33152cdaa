import Basics
import Secrets
import Store
import Testing

@testable import Authority
@testable import Vault

@Suite struct OpKeyTests {
    private func key(_ number: Int) -> [UInt8] {
        var key: [UInt8] = []
        key.appendBigEndian(UInt64(0))
        key.appendBigEndian(UInt64(number))
        return key
    }

    private let device: DeviceID = Identifier(high: 6, low: 1)
    private let other: DeviceID = Identifier(high: 6, low: 2)
    private let day: Int64 = 86_400

    private func fill(
        _ keys: OpKeys, _ device: DeviceID, _ numbers: Range<Int>, at time: Instant,
        in group: StoreTransaction
    ) throws {
        for number in numbers {
            try keys.add(
                device: device, key: key(number), digest: [UInt8](repeating: 1, count: 32),
                answer: [7], time: time, in: group)
        }
    }

    @Test func rowsDoNotShowWhichCallsSaidTheSame() throws {
        let bench = try Bench()
        try bench.store.group { group throws in
            let keys = try OpKeys(vault: bench.vault, in: group)
            func digest(_ device: DeviceID, _ number: Int) throws -> [UInt8] {
                try keys.digest(
                    device: device, key: key(number), method: 64, payload: Array("same".utf8))
            }
            let first = try digest(device, 1)
            #expect(try digest(device, 1) == first)
            #expect(try digest(device, 2) != first)
            #expect(try digest(other, 1) != first)
        }
    }

    @Test func aDeviceHasTenThousandKeysAndGetsRoomByConfirming() throws {
        let bench = try Bench()
        let now = Instant(milliseconds: 40 * day * 1_000)
        let limit = VaultLimits.opKeysPerDevice
        #expect(limit == 10_000)
        try bench.store.group { group throws in
            let keys = try OpKeys(vault: bench.vault, in: group)
            try fill(keys, device, 0..<limit, at: now, in: group)
            #expect(
                failure { try fill(keys, device, limit..<limit + 1, at: now, in: group) }
                    == .limitExceeded)
            // Devices have name spaces and counts of their own.
            try fill(keys, other, 0..<2, at: now, in: group)
            let confirmed = [key(3), key(4), key(limit + 5)]
            #expect(
                try keys.acknowledge(device: device, keys: confirmed, in: group) == 2)
            #expect(try keys.acknowledge(device: device, keys: confirmed, in: group) == 0)
            #expect(try keys.find(device: device, key: key(3), in: group)?.answer == nil)
            #expect(try keys.find(device: device, key: key(3), in: group) != nil)
            #expect(try keys.find(device: other, key: key(0), in: group)?.answer == [7])
            #expect(try keys.find(device: other, key: key(3), in: group) == nil)
            try fill(keys, device, limit..<limit + 2, at: now, in: group)
            #expect(
                failure { try fill(keys, device, limit + 2..<limit + 3, at: now, in: group) }
                    == .limitExceeded)
        }
        // The counts are the same for whoever opens the store next.
        try bench.store.group { group throws in
            let keys = try OpKeys(vault: bench.vault, in: group)
            #expect(keys.count == limit + 4)
            #expect(
                failure { try fill(keys, device, limit + 2..<limit + 3, at: now, in: group) }
                    == .limitExceeded)
            #expect(try keys.find(device: device, key: key(4), in: group)?.answer == nil)
        }
    }

    @Test func aForgottenDayStaysForgottenWhateverTheClockShows() throws {
        let bench = try Bench()
        let first = Instant(milliseconds: 40 * day * 1_000)
        try bench.store.group { group throws in
            let keys = try OpKeys(vault: bench.vault, in: group)
            try fill(keys, device, 0..<3, at: first, in: group)
            try fill(keys, device, 3..<4, at: first.adding(seconds: 5 * day), in: group)
            // Still within the days for which a key of that day, or the next, is taken.
            try keys.expire(now: first.adding(seconds: 32 * day), in: group)
            #expect(keys.count == 4 && keys.forgottenDay == 0)
            try keys.expire(now: first.adding(seconds: 32 * day + 1), in: group)
            #expect(keys.count == 1)
            #expect(keys.forgottenDay == 41)
        }
        try bench.store.group { group throws in
            let keys = try OpKeys(vault: bench.vault, in: group)
            #expect(keys.count == 1 && keys.forgottenDay == 41)
            // The newest row stays, so that its number is never given twice.
            try keys.expire(now: first.adding(seconds: 900 * day), in: group)
            #expect(keys.count == 1)
        }
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try bench.store.group { group throws in
                let keys = try OpKeys(vault: bench.vault, in: group)
                try fill(keys, device, 9..<10, at: first.adding(seconds: 900 * day), in: group)
                try keys.expire(now: first.adding(seconds: 900 * day), in: group)
                #expect(keys.forgottenDay == 909)
                throw Stop()
            }
        }
        try bench.store.group { group throws in
            #expect(try OpKeys(vault: bench.vault, in: group).forgottenDay == 41)
        }
    }
}
