import Basics
import NIOCore
import Support
import Testing

@testable import Session

/// Who may begin a handshake, and how many connections a device has.
@Suite struct GateTests {
    private let start = NIODeadline.uptimeNanoseconds(1)

    private func network(_ number: Int) -> Network {
        Network([10, UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255)])
    }

    @Test func halfOpenFloodKeepsEnrolledAlive() {
        var random = SeededGenerator(seed: 0x4D44_0004)
        let gate = GateBed(limits: SessionLimits())
        let known = network(1)
        #expect(gate.admits(known, now: start, random: 0))
        gate.ended(known, isGood: true, now: start)
        var admitted = 0
        // A flood from ten thousand addresses that never finish.
        for number in 0..<7_000
        where gate.admits(
            network(1_000 + number), now: start, random: random.next())
        {
            admitted += 1
        }
        #expect(admitted == gate.halfOpenCount)
        #expect((256...512).contains(admitted))
        // The flood has not shut out a network with a good handshake, and its reserve is its own.
        for _ in 0..<64 { #expect(gate.admits(known, now: start, random: .max)) }
        #expect(gate.halfOpenCount <= 576)
        // An hour later it is like any other.
        let later = GateBed(limits: SessionLimits())
        #expect(later.admits(known, now: start, random: 0))
        later.ended(known, isGood: true, now: start)
        for number in 0..<256 {
            #expect(later.admits(network(1_000 + number), now: start, random: 0))
        }
        #expect(later.admits(known, now: start + .minutes(59), random: 0))
        #expect(!later.admits(known, now: start + .minutes(61), random: 0))
    }

    /// SPEC W-19.3.
    @Test func newcomersAreDroppedMoreOftenAsTheCrowdGrows() {
        var random = SeededGenerator(seed: 0x4D44_0005)
        let gate = GateBed(limits: SessionLimits())
        for number in 0..<256 {
            // Below the threshold nobody is dropped, whatever the dice say.
            #expect(gate.admits(network(number), now: start, random: 0))
        }
        var admitted: [Int] = []
        var number = 256
        for _ in 0..<4 {
            let before = gate.halfOpenCount
            for _ in 0..<200 {
                _ = gate.admits(network(number), now: start, random: random.next())
                number += 1
            }
            admitted.append(gate.halfOpenCount - before)
        }
        #expect(admitted == admitted.sorted(by: >))
        #expect(gate.halfOpenCount <= 512)
    }

    /// SPEC W-19.1, W-19.2.
    @Test func oneNetworkHasAShareAndARate() {
        let gate = GateBed(limits: SessionLimits())
        let one = network(5)
        let burst = (0..<100).count { _ in gate.admits(one, now: start, random: 0) }
        #expect(burst == 40)
        // 20 a second come back, up to 64 that are unfinished.
        let second = start + .seconds(1)
        #expect((0..<100).count { _ in gate.admits(one, now: second, random: 0) } == 20)
        let third = start + .seconds(2)
        #expect((0..<100).count { _ in gate.admits(one, now: third, random: 0) } == 4)
        // Its neighbours are not concerned.
        #expect(gate.admits(network(6), now: third, random: 0))
        for _ in 0..<64 { gate.ended(one, isGood: false, now: third) }
        #expect(gate.halfOpenCount == 1)
    }

    @Test func handshakesThatEndWellCostNothing() {
        let gate = GateBed(limits: SessionLimits())
        let one = network(5)
        for _ in 0..<1_000 {
            #expect(gate.admits(one, now: start, random: 0))
            gate.ended(one, isGood: true, now: start)
        }
        #expect(gate.halfOpenCount == 0)
    }

    @Test func whatIsRememberedIsBounded() {
        var limits = SessionLimits()
        limits.networksMax = 100
        let gate = GateBed(limits: limits)
        for number in 0..<1_000 {
            let now = start + .seconds(Int64(number))
            if gate.admits(network(number), now: now, random: 0) {
                gate.ended(network(number), isGood: false, now: now)
            }
            #expect(gate.networkCount <= 100)
        }
        #expect(gate.halfOpenCount == 0)
    }

    @Test func networksAreAnAddressOrSixtyFourBits() throws {
        func of(_ text: String) throws -> Network {
            try #require(Network(try SocketAddress(ipAddress: text, port: 7)))
        }
        #expect(try of("10.1.2.3") == Network([10, 1, 2, 3]))
        #expect(try of("10.1.2.3") != of("10.1.2.4"))
        #expect(try of("::ffff:10.1.2.3") == of("10.1.2.3"))
        #expect(try of("2001:db8:1:2::5") == of("2001:db8:1:2:ffff::9"))
        #expect(try of("2001:db8:1:2::5") != of("2001:db8:1:3::5"))
        #expect(try of("::a01:203") != of("10.1.2.3"))
        #expect(Network(nil) == nil)
        #expect(try Network(SocketAddress(unixDomainSocketPath: "/a")) == nil)
    }

    @Test func aDeviceKeepsItsNewestConnections() {
        let slots = SlotsBed()
        let device = Peer.device(DeviceID(high: 1, low: 1), generation: 1)
        let renewed = Peer.device(DeviceID(high: 1, low: 1), generation: 2)
        let other = Peer.device(DeviceID(high: 1, low: 2), generation: 1)
        #expect(slots.add(1, of: device).isEmpty)
        #expect(slots.add(2, of: device).isEmpty)
        #expect(slots.add(3, of: other).isEmpty)
        #expect(slots.add(4, of: renewed) == [1])
        slots.remove(1, of: device)
        slots.remove(2, of: device)
        #expect(slots.add(5, of: device).isEmpty)
        #expect(slots.add(6, of: device) == [4])
    }
}

/// A gate that expectations may change.
private final class GateBed {
    private var gate: HandshakeGate

    init(limits: SessionLimits) { gate = HandshakeGate(limits: limits) }

    var halfOpenCount: Int { gate.halfOpenCount }
    var networkCount: Int { gate.networkCount }

    func admits(_ network: Network, now: NIODeadline, random: UInt64) -> Bool {
        gate.admits(network, now: now, random: random)
    }

    func ended(_ network: Network, isGood: Bool, now: NIODeadline) {
        gate.ended(network, isGood: isGood, now: now)
    }
}

/// Slots that expectations may change.
private final class SlotsBed {
    private var slots = DeviceSlots<Int>(countMax: 2)

    func add(_ connection: Int, of peer: Peer) -> [Int] { slots.add(connection, of: peer) }
    func remove(_ connection: Int, of peer: Peer) { slots.remove(connection, of: peer) }
}
