import Basics
import Framing
import Mapping
import Messages
import Secrets
import Session
import Testing

@testable import MadarClient

extension EndToEnd {
    /// What leaves with the last message of the handshake, and what waits.
    @Suite struct FirstCalls {
        /// SPEC W-15: three round trips to the first answer, that of TCP included.
        @Test func theFirstCallLeavesWithTheLastMessageOfTheHandshake() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let worker = try await Person(
                "worker", province.coordinates.text, home: province.root + "/homes")
            // Message 2 passes; the daemon's first byte after it finds the line cut.
            let relay = try await Relay.open(to: province.port, downMax: 83)
            var policy = RetryPolicy()
            policy.giveUpMilliseconds = 1
            let cut = DirectCaller(
                worker.device, at: "127.0.0.1:\(relay.port)", retry: policy)
            await #expect(throws: ClientError.self) {
                _ = try await cut.call(CallRequest(.whoAmI))
            }
            #expect(relay.bytes.down.count == 83)
            // Messages 1 and 3, and the frame of the call: the daemon had all of it by then.
            let withCall: Int = 88 + 162 + 2 + 128 + 16
            #expect(relay.bytes.up.count == withCall)
            await relay.close()
            let direct = DirectCaller(worker.device)
            // A write waits for WELCOME: silence after it would leave its outcome in doubt.
            let second = try await Relay.open(to: province.port, downMax: 83)
            let writer = DirectCaller(
                worker.device, at: "127.0.0.1:\(second.port)", retry: policy)
            let key = OperationKey(epoch: 1, random: Random.bytes(12)).bytes
            await #expect(throws: ClientError.self) {
                _ = try await writer.call(CallRequest(.changeDevice, operationKey: key))
            }
            // What left instead is the look at the log, and that is as large as a frame is at least.
            #expect(second.bytes.up.count == withCall)
            await second.close()
            // Once the log was looked at, a write leaves nothing with the handshake.
            let third = try await Relay.open(to: province.port, downMax: 83)
            let again = DirectCaller(
                worker.device, at: "127.0.0.1:\(third.port)", retry: policy)
            await again.suppose(checked: try await direct.greeting().instance)
            await #expect(throws: ClientError.self) {
                _ = try await again.call(CallRequest(.changeDevice, operationKey: key))
            }
            let withoutCall: Int = 88 + 162
            #expect(third.bytes.up.count == withoutCall)
            await third.close()
            let answer = try await direct.call(CallRequest(.whoAmI))
            #expect(!answer.message.isEmpty)
            await direct.close()
        }
    }
}

extension DirectCaller {
    /// Takes a run of the daemon for one whose log was compared.
    fileprivate func suppose(checked run: InstanceID) { checkedRun = run }
}
