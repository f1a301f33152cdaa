import Basics
import Foundation
import Framing
import NIOCore
import NIOPosix
import Secrets
import Session
import Support
import Testing

/// Two real processes over real TCP, and another implementation of the handshake at either end.
@Suite(.serialized) struct TwoProcessesTests {
    private let daemonSecret = [UInt8](1...32)
    private let deviceSecret = [UInt8](101...132)
    private let preSharedKey = [UInt8](201...232)

    @Test func oneProcessPingsAnotherAndStreamsAMebibyteFromIt() async throws {
        let peer = try startPeer()
        let port = try #require(peer.line().flatMap { Int($0) })
        let connection = try await connect(port: port)
        try await connection.ping()
        let small = try await connection.call(method: 1, payload: Array("salam".utf8))
        #expect(small == Answer(status: .ok, payload: Array("salam".utf8), content: []))
        let stream = try await connection.call(method: 2, payload: [0, 16, 0, 0])
        #expect(stream.status == .ok)
        #expect(
            stream.content == (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let large = (0..<65_536).map { UInt8(truncatingIfNeeded: $0 &* 17) }
        let echoed = try await connection.call(method: 1, payload: large)
        #expect(echoed.status == .ok && echoed.message == large)
        let unknown = try await connection.call(method: 999, payload: [])
        #expect(unknown.status == .unknownMethod)
        await connection.close()
        let end = peer.finish()
        #expect(end.output == "drained\n")
        #expect(end.status == 0)
    }

    @Test func aMebibyteGoesThereAndBackInOneCall() async throws {
        let peer = try startPeer()
        let port = try #require(peer.line().flatMap { Int($0) })
        let connection = try await connect(port: port)
        let stream = try await connection.open(method: 3, payload: [1, 2])
        let content = (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let writing = Task { () async throws in
            for start in Swift.stride(from: 0, to: content.count, by: 10_000) {
                let end = min(start + 10_000, content.count)
                let isTaken = try await stream.write(Array(content[start..<end]))
                #expect(isTaken)
            }
            stream.finish()
        }
        #expect(try await stream.head() == Answer(status: .ok, payload: [1, 2]))
        var received: [UInt8] = []
        while let chunk = try await stream.read() { received += chunk }
        try await writing.value
        #expect(received == content)
        #expect(try await connection.call(method: 1, payload: [5]).payload == [5])
        await connection.close()
        #expect(peer.finish().status == 0)
    }

    @Test func manyCallsInFlightAreAllAnswered() async throws {
        let peer = try startPeer()
        let port = try #require(peer.line().flatMap { Int($0) })
        let connection = try await connect(port: port)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<FramingLimits.streamsInFlightMax {
                group.addTask {
                    for number in 0..<100 {
                        let text = Array("\(lane) \(number)".utf8)
                        let answer = try await connection.call(method: 1, payload: text)
                        #expect(answer.status == .ok && answer.payload == text)
                    }
                }
            }
            try await group.waitForAll()
        }
        await connection.close()
        #expect(peer.finish().status == 0)
    }

    @Test func wrongKeysAreRefusedWithoutAByte() async throws {
        let peer = try startPeer()
        let port = try #require(peer.line().flatMap { Int($0) })
        await #expect(throws: ConnectionError.refused) {
            _ = try await connect(port: port, preSharedKey: [UInt8](repeating: 9, count: 32))
        }
        await #expect(throws: ConnectionError.refused) {
            _ = try await connect(port: port, deviceSecret: [UInt8](repeating: 9, count: 32))
        }
        await #expect(throws: ConnectionError.refused) {
            _ = try await connect(port: port, daemonSecret: [UInt8](repeating: 9, count: 32))
        }
        #expect(peer.finish().status == 0)
    }

    private static let libraries = ["noiseprotocol", "dissononce"]

    @Test(
        .enabled(if: Vectors.areRequired || Programs.python != nil, "set MADAR_PYTHON"),
        arguments: libraries)
    func anotherImplementationShakesHandsAsTheClient(library: String) async throws {
        let python = try #require(Programs.python)
        let peer = try startPeer()
        let port = try #require(peer.line())
        let other = try TestProcess(
            python,
            [
                script, "initiator", library, port, try publicKey(daemonSecret).hexadecimal,
                deviceSecret.hexadecimal, preSharedKey.hexadecimal,
            ])
        let end = other.finish()
        #expect(end.output == "agreed 2100 2101\n")
        #expect(end.status == 0)
        #expect(peer.finish().status == 0)
    }

    @Test(
        .enabled(if: Vectors.areRequired || Programs.python != nil, "set MADAR_PYTHON"),
        arguments: libraries)
    func anotherImplementationShakesHandsAsTheDaemon(library: String) async throws {
        let python = try #require(Programs.python)
        let other = try TestProcess(
            python,
            [
                script, "responder", library, daemonSecret.hexadecimal,
                try publicKey(deviceSecret).hexadecimal, preSharedKey.hexadecimal,
            ])
        let port = try #require(other.line().flatMap { Int($0) })
        let connection = try await connect(port: port)
        #expect(connection.welcome.operationEpoch == 20_000)
        try await connection.ping()
        for number in 0..<1_100 {
            let text = Array("\(number)".utf8)
            let answer = try await connection.call(method: 1, payload: text)
            #expect(answer.payload == text)
        }
        await connection.close()
        #expect(other.finish().status == 0)
    }

    private var script: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("noise_peer.py").path
    }

    private func startPeer() throws -> TestProcess {
        try TestProcess(
            Programs.named("WirePeer"),
            [
                daemonSecret.hexadecimal, try publicKey(deviceSecret).hexadecimal,
                preSharedKey.hexadecimal,
            ])
    }

    private func publicKey(_ secret: [UInt8]) throws -> [UInt8] {
        AgreementKey(secret: try SecretKey(copying: secret.rawSpan)).publicKey
    }

    private func key(_ bytes: [UInt8]) throws -> SecretKey {
        try SecretKey(copying: bytes.rawSpan)
    }

    private func connect(
        port: Int, preSharedKey: [UInt8]? = nil, deviceSecret: [UInt8]? = nil,
        daemonSecret: [UInt8]? = nil
    ) async throws -> DeviceConnection {
        let credentials = ConnectionCredentials(
            daemonKeyID: 1, daemonKey: try publicKey(daemonSecret ?? self.daemonSecret),
            deviceKey: AgreementKey(secret: try key(deviceSecret ?? self.deviceSecret)),
            preSharedKey: try key(preSharedKey ?? self.preSharedKey),
            introduction: .session)
        return try await DeviceConnection.connect(
            host: "127.0.0.1", port: port, credentials: credentials,
            now: Instant(milliseconds: 0), group: MultiThreadedEventLoopGroup.singleton)
    }
}
