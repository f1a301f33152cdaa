import Basics
import ClientSupport
import Foundation
import Framing
import Messages
import Secrets
import Session
import Synchronization
import Testing

@testable import MadarClient

/// A daemon that renews the pre-shared key of its one device as SPEC W-88 says.
private final class RenewingDaemon: Sendable {
    private struct State {
        var current: [UInt8]
        var next: [UInt8]?
        var dueMilliseconds: Int64
        var cuts: [Cut] = []
        var daemonKeys: [WireDaemonKey] = []
    }

    /// Where the line is cut once: at a call, before it has its effect or before its answer.
    struct Cut: Equatable, Sendable {
        var method: WireMethod
        var isDone: Bool
    }

    let daemon = ScriptedDaemon()
    let device: UnlockedDevice
    private let state: Mutex<State>

    init(due: Int64 = 0) async throws {
        try await daemon.start()
        device = try daemon.device()
        state = Mutex(State(current: daemon.preSharedKey, dueMilliseconds: due))
        daemon.script { [weak self] call, _ in
            self?.answer(call) ?? .cut
        }
    }

    var current: [UInt8] { state.withLock { $0.current } }
    var next: [UInt8]? { state.withLock { $0.next } }
    func cut(_ cut: Cut) { state.withLock { $0.cuts = [cut] } }
    func tell(_ keys: [WireDaemonKey]) { state.withLock { $0.daemonKeys = keys } }
    func count(_ method: WireMethod) -> Int {
        daemon.calls.count { $0.method == UInt16(method.rawValue) }
    }

    /// What a backup from before holds: another daemon with the same name.
    func restore(_ key: [UInt8]) {
        state.withLock { state in
            state.current = key
            state.next = nil
        }
        daemon.replaceKeys(current: key, next: nil)
    }

    private func answer(_ call: Call) -> ScriptedDaemon.Step {
        let method = WireMethod(rawValue: Int(call.method)) ?? .ping
        let (answer, isCut) = state.withLock { state in
            let place = state.cuts.firstIndex { $0.method == method }
            let cut = place.map { state.cuts.remove(at: $0) }
            if cut?.isDone == false { return (Answer(status: .ok), true) }
            return (Self.answer(call, method, &state), cut != nil)
        }
        let (current, next) = state.withLock { ($0.current, $0.next) }
        daemon.replaceKeys(current: current, next: next)
        return isCut ? .cut : .answer(answer)
    }

    private static func answer(
        _ call: Call, _ method: WireMethod, _ state: inout State
    ) -> Answer {
        switch method {
        case .whoAmI:
            var me = WireWhoAmIAnswer()
            me.member = MemberID(high: 2, low: 2).blob
            me.device = DeviceID(high: 1, low: 1).blob
            me.definitionHash = [UInt8](repeating: 0, count: 32).blob
            me.keyRenewalDueMs = state.dueMilliseconds
            me.daemonKeys = state.daemonKeys
            return Answer(status: .ok, payload: MessageCodec.encode(me))
        case .renewKey:
            let next = state.next ?? Random.bytes(32)
            state.next = next
            var renewed = WireRenewKeyAnswer()
            renewed.presharedKey = next.blob
            return Answer(status: .ok, payload: MessageCodec.encode(renewed))
        case .confirmKey:
            let request = try? MessageCodec.decode(WireConfirmKeyRequest.self, from: call.payload)
            let digest = request.map { Array($0.digest) } ?? []
            if digest == SHA256.hash(state.current) { return Answer(status: .ok) }
            guard let next = state.next, digest == SHA256.hash(next) else {
                return .refusal(.precondition)
            }
            state.current = next
            state.next = nil
            state.dueMilliseconds = 90 * 86_400_000
            return Answer(status: .ok)
        default: return Answer(status: .ok, payload: call.payload)
        }
    }
}

/// The keys that a daemon changes while a device lives (SPEC W-88, W-89).
@Suite struct KeyTests {
    private static func wire(_ id: UInt32, _ key: [UInt8]) -> WireDaemonKey {
        var wire = WireDaemonKey()
        wire.id = id
        wire.publicKey = key.blob
        return wire
    }

    @Test func `A key that is due is renewed after WHO_AM_I, and only then`() async throws {
        // The scripted daemon's clock stands at 1,000 when a connection begins.
        let early = try await RenewingDaemon(due: 3_600_000)
        _ = try await DaemonClient(early.device, retry: impatient).whoAmI()
        #expect(early.count(.renewKey) == 0 && early.device.nextDigest == nil)
        await early.daemon.stop()

        let bench = try await RenewingDaemon(due: 1_000)
        let former = bench.current
        let client = DaemonClient(bench.device, retry: impatient)
        try await client.ping()
        #expect(bench.count(.renewKey) == 0)
        _ = try await client.whoAmI()
        #expect(bench.count(.renewKey) == 1 && bench.count(.confirmKey) == 1)
        #expect(bench.current != former && bench.next == nil)
        // What is on disk is the new key alone, and the daemon takes it.
        let again = try bench.device.readAgain()
        #expect(again.nextDigest == nil)
        _ = try await DaemonClient(again, retry: impatient).whoAmI()
        #expect(bench.count(.renewKey) == 1)
        await bench.daemon.stop()
    }

    @Test(arguments: [
        (WireMethod.renewKey, false), (.renewKey, true), (.confirmKey, false), (.confirmKey, true),
    ])
    func `Cut at any step it goes on with what is on disk, and is never locked out`(
        method: WireMethod, isDone: Bool
    ) async throws {
        let bench = try await RenewingDaemon()
        let former = bench.current
        bench.cut(RenewingDaemon.Cut(method: method, isDone: isDone))
        // The user's call is done all the same.
        _ = try await DaemonClient(bench.device, retry: impatient).whoAmI()
        let afterCut = try bench.device.readAgain()
        #expect((afterCut.nextDigest != nil) == (method == .confirmKey))
        #expect((bench.current == former) == !(method == .confirmKey && isDone))
        // The process that lives on, and one that starts now, both still connect.
        try await DaemonClient(bench.device, retry: impatient).ping()
        let client = DaemonClient(afterCut, retry: impatient)
        try await client.ping()
        _ = try await client.whoAmI()
        #expect(bench.current != former && bench.next == nil)
        #expect(try bench.device.readAgain().nextDigest == nil)
        // The one that lived on finds on disk what the other has learnt.
        try await DaemonClient(bench.device, retry: impatient).ping()
        // Two of the same key were never given.
        #expect(bench.count(.renewKey) == (method == .renewKey ? 2 : 1))
        await bench.daemon.stop()
    }

    @Test func `A next key that is stored is the one that is used`() async throws {
        let bench = try await RenewingDaemon()
        bench.cut(RenewingDaemon.Cut(method: .confirmKey, isDone: false))
        _ = try await DaemonClient(bench.device, retry: impatient).whoAmI()
        let next = try #require(bench.next)
        // A daemon that knew the next key alone would let it in at the first try.
        bench.daemon.replaceKeys(current: next, next: nil)
        try await DaemonClient(try bench.device.readAgain(), retry: impatient).ping()
        #expect(bench.daemon.failureCount == 0)
        await bench.daemon.stop()
    }

    @Test func `A daemon that was put back to before it gave the next key gives another`()
        async throws
    {
        let bench = try await RenewingDaemon()
        let former = bench.current
        bench.cut(RenewingDaemon.Cut(method: .confirmKey, isDone: false))
        _ = try await DaemonClient(bench.device, retry: impatient).whoAmI()
        bench.restore(former)
        let device = try bench.device.readAgain()
        _ = try await DaemonClient(device, retry: impatient).whoAmI()
        #expect(bench.current != former && device.nextDigest == nil)
        try await DaemonClient(try device.readAgain(), retry: impatient).ping()
        await bench.daemon.stop()
    }

    @Test func `A next key that cannot be stored is not confirmed`() async throws {
        let bench = try await RenewingDaemon()
        let former = bench.current
        // The file is sealed under another passphrase meanwhile.
        let other = ScriptedDaemon()
        let foreign = try other.device().profile
        put(contents(of: foreign.deviceFile), at: bench.device.profile.deviceFile)
        _ = try await DaemonClient(bench.device, retry: impatient).whoAmI()
        #expect(bench.count(.renewKey) == 1 && bench.count(.confirmKey) == 0)
        #expect(bench.current == former)
        #expect(
            contents(of: foreign.deviceFile) == contents(of: bench.device.profile.deviceFile))
        await bench.daemon.stop()
    }

    /// SPEC W-17, W-62.
    @Test func `The daemon's keys are kept as told, and what is no list of keys is not`()
        async throws
    {
        let bench = try await RenewingDaemon(due: .max)
        let client = DaemonClient(bench.device, retry: impatient)
        let first = Self.wire(1, bench.daemon.publicKey)
        let second = Self.wire(2, try bench.daemon.addKey(2))
        for told in [[first, second], [second, first], [second]] {
            bench.tell(told)
            _ = try await client.whoAmI()
            #expect(try bench.device.readAgain().daemonKeys.map(\.id) == told.map { UInt8($0.id) })
            #expect(bench.device.deviceInfo.daemonKey == Array(told[0].publicKey))
        }
        let kept = bench.device.daemonKeys
        let third = Self.wire(3, Random.bytes(32))
        for told in [
            [], [Self.wire(1, [1])], [Self.wire(256, Random.bytes(32))], [second, second],
            [first, second, third],
        ] {
            bench.tell(told)
            // What breaks a maximum is no answer at all; the others are, without keys.
            _ = await failure { _ = try await client.whoAmI() }
            #expect(bench.device.daemonKeys == kept)
        }
        await bench.daemon.stop()
    }

    @Test func `Another key is tried where the first is met with silence`() async throws {
        let bench = try await RenewingDaemon(due: .max)
        let second = try bench.daemon.addKey(2)
        bench.tell([Self.wire(1, bench.daemon.publicKey), Self.wire(2, second)])
        _ = try await DaemonClient(bench.device, retry: impatient).whoAmI()
        bench.daemon.dropFirstKey()
        bench.tell([Self.wire(2, second)])
        var policy = impatient
        policy.refusalsMax = 0
        let device = try bench.device.readAgain()
        let client = DaemonClient(device, retry: policy)
        try await client.ping()
        _ = try await client.whoAmI()
        #expect(try device.readAgain().daemonKeys.map(\.id) == [2])
        #expect(device.deviceInfo.daemonKeyID == 2)
        // A process that was told nothing finds it on disk.
        try await DaemonClient(bench.device, retry: policy).ping()
        await bench.daemon.stop()
        let error = await failure {
            var hasty = policy
            hasty.giveUpMilliseconds = 1
            try await DaemonClient(device, retry: hasty).ping()
        }
        #expect(error?.code == .unreachable)
    }

    @Test func `What a revoked device kept of others' files goes, also without an agent`()
        async throws
    {
        let bench = try await RenewingDaemon(due: .max)
        let caller = DirectCaller(bench.device, retry: impatient)
        for name in DeviceCache.names { try await bench.device.keep(name, [1]) }
        try await bench.device.keep("outbox.1", [2])
        await caller.noteStanding(ClientError(.unreachable))
        #expect(try await bench.device.kept().count == DeviceCache.names.count + 1)
        bench.daemon.script { _, _ in .answer(.refusal(.revoked)) }
        let error = await failure { _ = try await caller.call(CallRequest(.whoAmI)) }
        #expect(error?.code == .revoked)
        let kept = Set(try await bench.device.kept())
        #expect(kept.isDisjoint(with: DeviceCache.names) && kept.contains("outbox.1"))
        await bench.daemon.stop()
    }
}

/// Device files as they were written before, and as they are written now.
@Suite struct DeviceLayoutTests {
    private static let secret = "a passphrase of a sample"

    /// A profile with a sample as its device file.
    private func profile(_ sample: String) throws -> Profile {
        let profile = try temporaryProfile()
        try ClientFile.makeFolder(profile.folder)
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Samples/" + sample)
        put(Array(try Data(contentsOf: path)), at: profile.deviceFile)
        return profile
    }

    private func check(_ device: UnlockedDevice) {
        let info = device.deviceInfo
        #expect(info.device.bytes.hexadecimal == "00fcb1b5574f99a2b48426f404020def")
        #expect(info.member.bytes.hexadecimal == "ea0d4095d48f324e1c2e022aeb4cf5c1")
        #expect(info.label == "عيادة 1" && info.address == "127.0.0.1:17931")
        #expect(info.logOrigin.hasPrefix("madar/") && info.logKey.count == 32)
    }

    @Test func `A file of layout 1 opens, and is written again with all that it held`() throws {
        let profile = try profile("device-layout-1.key")
        let device = try UnlockedDevice.unlock(profile, try passphrase(Self.secret))
        check(device)
        #expect(device.nextDigest == nil && device.daemonKeys.map(\.id) == [1])
        #expect(contents(of: profile.deviceFile)[5] == 1)
        var next = [UInt8](1...32)
        try device.keepNext(&next)
        try device.keep(device.daemonKeys + [DaemonKey(id: 2, publicKey: [UInt8](33...64))])
        #expect(contents(of: profile.deviceFile)[5] == 2)
        // The same passphrase opens it: nobody had to type it again.
        let again = try UnlockedDevice.unlock(profile, try passphrase(Self.secret))
        check(again)
        #expect(again.nextDigest == SHA256.hash([UInt8](1...32)))
        #expect(again.daemonKeys == device.daemonKeys && again.daemonKeys.count == 2)
    }

    @Test func `A file of layout 2 opens with its next key`() throws {
        let device = try UnlockedDevice.unlock(
            try profile("device-layout-2.key"), try passphrase(Self.secret))
        check(device)
        #expect(device.nextDigest == SHA256.hash([UInt8](1...32)))
        #expect(device.daemonKeys.map(\.id) == [1, 2])
        #expect(device.daemonKeys.last?.publicKey == [UInt8](33...64))
    }

    @Test func `Two processes that change one file lose nothing of each other`() throws {
        let daemon = ScriptedDaemon()
        let one = try daemon.device()
        let other = try one.readAgain()
        var next = [UInt8](1...32)
        try one.keepNext(&next)
        try other.keep([DaemonKey(id: 9, publicKey: [UInt8](33...64))])
        let digest = SHA256.hash([UInt8](1...32))
        #expect(other.nextDigest == digest)
        try other.confirmNext(digest)
        // The slower one stores what is the current key already.
        next = [UInt8](1...32)
        try one.keepNext(&next)
        #expect(one.nextDigest == nil && one.daemonKeys.map(\.id) == [9])
        #expect(try one.readAgain().nextDigest == nil)
        #expect(ClientFile.names(in: one.profile.folder) == ["device.key"])
    }
}

/// How long a rotation may take is told by the last one, where that was long enough.
@Suite struct RotationEstimateTests {
    /// A rotation that cools, so many data keys in so many seconds after it was approved.
    private static func rotation(
        _ dataClass: DataClass, done: UInt64, seconds: Int64, from start: Int64 = 1_000
    ) -> WireRotation {
        var rotation = WireRotation()
        rotation.dataClass = UInt32(dataClass.rawValue)
        rotation.state = .cooling
        rotation.done = done
        rotation.approvedAtMs = start
        rotation.changedAtMs = start + seconds * 1_000
        return rotation
    }

    @Test func theLastThatIsLongEnoughTellsTheRate() {
        var list = WireListKeysAnswer()
        for (dataClass, wraps) in [(DataClass.health, UInt64(200)), (.social, 60_000)] {
            for version in UInt32(1)...2 {
                var key = WireKey()
                (key.kind, key.dataClass, key.version) = (1, UInt32(dataClass.rawValue), version)
                key.wraps = wraps / 2
                list.keys.append(key)
            }
        }
        let assumed = RotationEstimate(count: 60_000, perSecond: 5_000, isMeasured: false)
        #expect(list.estimate(of: .social) == assumed && assumed.seconds == 13)
        // Too few, by a clock that was set back, and one that is under way.
        var running = Self.rotation(.judicial, done: 50_000, seconds: 1)
        running.state = .running
        list.rotations = [
            Self.rotation(.health, done: 200, seconds: 1),
            Self.rotation(.identity, done: 50_000, seconds: -1), running,
        ]
        #expect(list.estimate(of: .social) == assumed)
        list.rotations.append(Self.rotation(.social, done: 20_000, seconds: 2))
        list.rotations.append(Self.rotation(.protected, done: 30_000, seconds: 20))
        let measured = RotationEstimate(count: 60_000, perSecond: 1_500, isMeasured: true)
        #expect(list.estimate(of: .social) == measured && measured.seconds == 41)
    }
}
