import Basics
import Testing

@testable import Registry

/// The trust in other provinces, and what came from them, as rows of the registry (LAYOUT L-27).
@Suite struct ProvinceTrustTests {
    @Test func rowsAreReadBack() throws {
        let waiting = ProvinceTrust(
            id: Identifier(high: 1, low: 2), code: "04.421", address: "192.0.2.1:7620",
            staticKey: [UInt8](repeating: 1, count: 32),
            transferKey: [UInt8](repeating: 2, count: 32),
            logKey: [UInt8](repeating: 3, count: 32), madeAt: Instant(milliseconds: 5),
            proposer: Identifier(high: 3, low: 4), proposed: Instant(milliseconds: 6))
        var trusted = waiting
        trusted.address = ""
        trusted.approver = Identifier(high: 5, low: 6)
        trusted.trustedAt = Instant(milliseconds: 7)
        var renewed = trusted
        renewed.formerLogKey = [UInt8](repeating: 9, count: 32)
        renewed.formerUntil = Instant(milliseconds: 10)
        for one in [waiting, trusted, renewed] {
            let bytes = RecordCoding.encode(.province(one))
            guard case .province(let read) = try RecordCoding.decode(bytes) else {
                Issue.record("no province")
                return
            }
            #expect(read == one)
            for count in 1..<16 {
                #expect(throws: RegistryError.damagedRow) {
                    try RecordCoding.decode(Array(bytes.dropLast(count)))
                }
            }
        }
    }

    @Test("What a former log key has signed is taken for 30 days (SPEC W-193)")
    func aFormerLogKeyIsTakenForAWhile() {
        let (former, now) = ([UInt8](repeating: 9, count: 32), Instant(milliseconds: 1_000))
        var trust = ProvinceTrust(
            id: Identifier(high: 1, low: 2), code: "04.421", address: "",
            staticKey: [UInt8](repeating: 1, count: 32),
            transferKey: [UInt8](repeating: 2, count: 32),
            logKey: [UInt8](repeating: 3, count: 32), madeAt: Instant(milliseconds: 5),
            proposer: Identifier(high: 3, low: 4), proposed: Instant(milliseconds: 6))
        #expect(trust.logKeys(at: now) == [trust.logKey])
        trust.formerLogKey = former
        trust.formerUntil = now.adding(seconds: RegistryLimits.formerLogKeySeconds)
        #expect(trust.logKeys(at: now) == [trust.logKey, former])
        #expect(
            trust.logKeys(at: now.adding(seconds: RegistryLimits.formerLogKeySeconds))
                == [trust.logKey])
    }

    @Test("What else changes of a province ends no time of its former log key (SPEC W-193)")
    func aNewAddressForgetsNoFormerKey() throws {
        let bench = try Bench()
        func trust(_ number: UInt64, logKey: UInt8, staticKey: UInt8) throws -> ProvinceTrust {
            let one = ProvinceTrust(
                id: Identifier(high: 7, low: number), code: "04.421", address: "",
                staticKey: [UInt8](repeating: staticKey, count: 32),
                transferKey: [UInt8](repeating: 2, count: 32),
                logKey: [UInt8](repeating: logKey, count: 32),
                madeAt: Instant(milliseconds: Int64(number)), proposer: bench.operatorID,
                proposed: bench.now)
            try bench.apply(bench.registry.propose(one, now: bench.now))
            try bench.apply(
                bench.registry.approve(one.id, by: bench.coordinator, now: bench.now))
            return try #require(bench.registry.trustedProvince("04.421"))
        }
        #expect(try trust(1, logKey: 3, staticKey: 1).formerLogKey == nil)
        let renewed = try trust(2, logKey: 4, staticKey: 1)
        #expect(renewed.formerLogKey == [UInt8](repeating: 3, count: 32))
        let moved = try trust(3, logKey: 4, staticKey: 5)
        #expect(moved.formerLogKey == renewed.formerLogKey)
        #expect(moved.formerUntil == renewed.formerUntil)
        // Another key has the one before it alone.
        let again = try trust(4, logKey: 6, staticKey: 5)
        #expect(again.formerLogKey == [UInt8](repeating: 4, count: 32))
    }

    @Test func whatCameIsReadBack() throws {
        let taken = IncomingTransfer(
            id: Identifier(high: 1, low: 2), from: "04.441", origin: Identifier(high: 3, low: 4),
            sequence: 7, file: Identifier(high: 5, low: 6), at: Instant(milliseconds: 8),
            member: Identifier(high: 9, low: 9))
        var refused = taken
        refused.file = nil
        refused.reason = "hors compétence"
        for one in [taken, refused] {
            let bytes = RecordCoding.encode(.incoming(one))
            guard case .incoming(let read) = try RecordCoding.decode(bytes) else {
                Issue.record("no transfer")
                return
            }
            #expect(read == one)
            for count in 1..<9 {
                #expect(throws: RegistryError.damagedRow) {
                    try RecordCoding.decode(Array(bytes.dropLast(count)))
                }
            }
        }
    }
}
