import Basics
import Dispatch
import Framing
import Messages
import NIOCore
import NIOPosix
import Secrets
import Session
import Testing

@testable import Daemon

/// The life of a device over real connections to a whole daemon.
@Suite(.serialized) struct DeviceLifeTests {
    private func running(_ body: (RunningProvince) async throws -> Void) async throws {
        let province = try await RunningProvince()
        do {
            try await body(province)
        } catch {
            await province.end()
            throw error
        }
        await province.end()
    }

    private func isSilent(_ connect: () async throws -> DeviceConnection) async -> Bool {
        do {
            await (try await connect()).close()
            return false
        } catch {
            return error as? ConnectionError == .refused
        }
    }

    /// Attack A17, SPEC W-82.
    ///
    /// SPEC W-66, W-67.
    @Test func lostConfirmRepeats() async throws {
        try await running { province in
            let key = AgreementKey()
            var answers: [WireEnrolAnswer] = []
            // The link drops twice before the client has stored its keys.
            for _ in 0..<3 {
                let door = try await province.door(province.coordinates, key)
                answers.append(try await door.enrol())
                await door.close()
            }
            #expect(Set(answers.map(\.device)).count == 1)
            #expect(Set(answers.map(\.presharedKey)).count == 1)
            // It has them now, and the answer to its confirmation is lost: it may say so again.
            let door = try await province.door(province.coordinates, key)
            for _ in 0..<2 { try await door.get(.enrolConfirm) }
            await door.close()
            #expect(await isSilent { try await province.door(province.coordinates, key) })
            let session = try await province.connect(
                key, secret: Array(answers[0].presharedKey))
            try await session.get(.whoAmI)
            let state = try await session.state()
            #expect((state.devicesActive, state.invitationsContested) == (1, 0))
        }
    }

    /// Attack A17: whoever comes second is met with silence, and an alarm is raised.
    ///
    /// SPEC W-66.
    @Test func twoKeysOneToken() async throws {
        try await running { province in
            let operates = try await province.enrol(province.operates)
            let session = try await province.connect(
                operates.key, secret: operates.presharedKey)
            #expect(try await session.state().invitationsContested == 0)
            let first = AgreementKey()
            let second = AgreementKey()
            // Both have shaken hands before either calls: one gets the device.
            let doors = [
                try await province.door(province.coordinates, first),
                try await province.door(province.coordinates, second),
            ]
            _ = try await doors[0].enrol()
            await #expect(throws: Refused(status: .precondition)) {
                _ = try await doors[1].enrol()
            }
            #expect(try await session.state().invitationsContested == 1)
            #expect(await isSilent { try await province.door(province.coordinates, second) })
            #expect(!(await isSilent { try await province.door(province.coordinates, first) }))
            try await doors[0].get(.enrolConfirm)
            // A used invitation raises the alarm, too: the operator's own.
            #expect(await isSilent { try await province.door(province.operates, second) })
            let state = try await session.state()
            #expect((state.invitationsContested, state.devicesActive) == (2, 2))
            let devices = try MessageCodec.decode(
                WireListDevicesAnswer.self, from: try await session.get(.listDevices)
            ).devices
            #expect(devices.count == 2 && devices.allSatisfy { $0.contestedAtMs > 0 })
        }
    }

    /// Attack A25, SPEC W-96.
    @Test func revokeDuringStream() async throws {
        try await running { province in
            let operates = try await province.enrol(province.operates)
            let worker = try await province.enrol(province.coordinates)
            let session = try await province.connect(
                operates.key, secret: operates.presharedKey)
            for change in [WireDeviceChange.suspend, .revoke] {
                let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
                let streaming = try await province.connect(
                    worker.key, secret: worker.presharedKey, group: group)
                let whole = try await streaming.call(
                    method: UInt16(WireMethod.definition.rawValue), payload: [])
                #expect((whole.content?.count ?? 0) > Int(FramingLimits.windowByteCount))
                // The client stops reading: the stream stands still in the middle, for want of
                // credit.
                let stalled = DispatchSemaphore(value: 0)
                let before = try await session.state().logSize
                let answer = streaming.send(
                    method: UInt16(WireMethod.definition.rawValue), payload: [])
                // What was sent leaves in the loop's next turn.
                let loop = streaming.eventLoop
                loop.execute { loop.execute { loop.execute { stalled.wait() } } }
                // The call's leaf stands in the log once it is answered; each look adds one.
                var looks: UInt64 = 1
                while try await session.state().logSize == before + looks { looks += 1 }
                try await session.change(worker.id, change)
                stalled.signal()
                await #expect(throws: ConnectionError.lost(.revoked)) {
                    _ = try await answer.get()
                }
                // Its holder is told so, and nobody else is.
                await #expect(throws: ConnectionError.lost(.revoked)) {
                    try await province.connect(worker.key, secret: worker.presharedKey)
                        .get(.whoAmI)
                }
                #expect(
                    await isSilent {
                        try await province.connect(worker.key, secret: Random.bytes(32))
                    })
                if change == .suspend {
                    try await session.change(worker.id, .resume)
                    let again = try await province.connect(
                        worker.key, secret: worker.presharedKey)
                    try await again.get(.whoAmI)
                    await again.close()
                }
                try await group.shutdownGracefully()
            }
            // The operator's own connection was not touched.
            #expect(try await session.state().devicesOther == 1)
        }
    }

    /// SPEC W-88: either key shakes hands until the next one is confirmed.
    @Test func aRenewedKeyOverlapsWithTheFormer() async throws {
        try await running { province in
            let device = try await province.enrol(province.coordinates)
            let session = try await province.connect(device.key, secret: device.presharedKey)
            let next = Array(
                try MessageCodec.decode(
                    WireRenewKeyAnswer.self, from: try await session.get(.renewKey)
                ).presharedKey)
            for secret in [device.presharedKey, next] {
                let either = try await province.connect(device.key, secret: secret)
                try await either.get(.whoAmI)
                await either.close()
            }
            #expect(
                await isSilent {
                    try await province.connect(device.key, secret: Random.bytes(32))
                })
            var request = WireConfirmKeyRequest()
            request.digest = SHA256.hash(next).blob
            for _ in 0..<2 {
                try await session.get(.confirmKey, MessageCodec.encode(request))
            }
            #expect(
                await isSilent {
                    try await province.connect(device.key, secret: device.presharedKey)
                })
            let renewed = try await province.connect(device.key, secret: next)
            try await renewed.get(.whoAmI)
            // The connection on which it was renewed goes on.
            try await session.get(.whoAmI)
        }
    }

    /// SPEC W-89.
    @Test func theDaemonsKeyIsRotatedUnderLiveConnections() async throws {
        try await running { province in
            let device = try await province.enrol(province.operates)
            let session = try await province.connect(device.key, secret: device.presharedKey)
            func connects(_ key: WireDaemonKey) async throws -> Bool {
                !(await isSilent {
                    try await province.connect(
                        device.key, secret: device.presharedKey,
                        daemonKey: (UInt8(key.id), Array(key.publicKey)))
                })
            }
            let both = try await session.transport(.prepare)
            try #require(both.map(\.id) == [1, 2])
            #expect(Array(both[0].publicKey) == province.operates.daemonKey)
            for key in both { #expect(try await connects(key)) }
            // The number of one key with the bytes of the other is nobody's.
            var mixed = both[0]
            mixed.publicKey = both[1].publicKey
            #expect(try await !connects(mixed))
            let switched = try await session.transport(.switch, 2)
            #expect(switched.map(\.id) == [2, 1])
            for key in both { #expect(try await connects(key)) }
            // Who was not told the new key does not take his own way back.
            await #expect(throws: (any Error).self) { try await session.transport(.drop, 1) }
            try await session.get(.whoAmI)
            #expect(try await session.transport(.drop, 1).map(\.id) == [2])
            #expect(try await !connects(both[0]))
            #expect(try await connects(both[1]))
            let told = try MessageCodec.decode(
                WireWhoAmIAnswer.self, from: try await session.get(.whoAmI)
            ).daemonKeys
            #expect(told == [both[1]])
        }
    }
}
