import Basics
import Framing
import NIOCore
import NIOPosix
import Secrets
import Synchronization
import Testing

@testable import Session

/// Both ends over real sockets of this machine.
@Suite(.serialized) struct LoopbackTests {
    private let device = KnownDevice()
    private let answerer = Recorder()
    private let group = MultiThreadedEventLoopGroup.singleton

    private func listen(limits: SessionLimits = SessionLimits()) async throws -> DaemonListener {
        try await DaemonListener.bind(
            host: "127.0.0.1", port: 0, group: group, introducer: device, answerer: answerer,
            limits: limits, clock: { Instant(milliseconds: 1_000) })
    }

    private func connect(_ port: Int) async throws -> DeviceConnection {
        try await DeviceConnection.connect(
            host: "127.0.0.1", port: port, credentials: try device.credentials(),
            now: Instant(milliseconds: 0), group: group)
    }

    /// A connection from another address of this machine that says nothing.
    private func stranger(_ port: Int, from host: String) async throws -> any Channel {
        try await ClientBootstrap(group: group)
            .bind(to: SocketAddress(ipAddress: host, port: 0))
            .connect(host: "127.0.0.1", port: port).get()
    }

    @Test func halfOpenFloodKeepsEnrolledAlive() async throws {
        let listener = try await listen()
        let first = try await connect(listener.port)
        var strangers: [any Channel] = []
        for number in 0..<600 {
            strangers.append(try await stranger(listener.port, from: "127.0.0.\(2 + number % 8)"))
        }
        // Who is there goes on, and who is known comes in.
        #expect(try await first.call(method: 1, payload: [1]).payload == [1])
        let second = try await connect(listener.port)
        #expect(try await second.call(method: 1, payload: [2]).payload == [2])
        // Most of the flood was turned away: no network has more than its share.
        #expect(device.failures.contains(.crowded))
        for stranger in strangers { try? await stranger.close() }
        await first.close()
        await second.close()
        await listener.drain()
    }

    /// SPEC W-48.
    @Test func aThirdConnectionOfADeviceReplacesTheOldest() async throws {
        let listener = try await listen()
        let oldest = try await connect(listener.port)
        let call = oldest.send(method: 7, payload: [])
        while answerer.calls.isEmpty { await Task.yield() }
        let older = try await connect(listener.port)
        let newest = try await connect(listener.port)
        await #expect(throws: ConnectionError.lost(.replaced)) { try await call.get() }
        #expect(try await older.call(method: 1, payload: [1]).status == .ok)
        #expect(try await newest.call(method: 1, payload: [1]).status == .ok)
        await older.close()
        await newest.close()
        await listener.drain()
    }

    @Test func moreCallsThanTheDaemonTakesWaitAtTheClient() async throws {
        let listener = try await listen()
        let connection = try await connect(listener.port)
        let calls = (0..<500).map { number in
            connection.send(method: 1, payload: [UInt8(truncatingIfNeeded: number)])
        }
        for (number, call) in calls.enumerated() {
            let answer = try await call.get()
            #expect(answer.status == .ok)
            #expect(answer.payload == [UInt8(truncatingIfNeeded: number)])
        }
        await connection.close()
        await listener.drain()
    }

    @Test func aCancelledTaskCancelsItsCall() async throws {
        let listener = try await listen()
        let connection = try await connect(listener.port)
        let task = Task { try await connection.call(method: 7, payload: []) }
        while answerer.calls.isEmpty { await Task.yield() }
        let responder = answerer.calls[0].responder
        task.cancel()
        while !responder.isCancelled { await Task.yield() }
        // The daemon still answers, and that is what the caller gets.
        responder.answer(Answer(status: .cancelled))
        #expect(try await task.value.status == .cancelled)
        #expect(try await connection.call(method: 1, payload: [1]).status == .ok)
        await connection.close()
        await listener.drain()
    }

    @Test func drainingAnswersWhatIsInFlightAndRefusesTheRest() async throws {
        let listener = try await listen()
        let connection = try await connect(listener.port)
        let inFlight = connection.send(method: 7, payload: [])
        while answerer.calls.isEmpty { await Task.yield() }
        let draining = Task { await listener.drain() }
        // Once GOAWAY is here, a new call is not even sent.
        var refusal: ConnectionError?
        while refusal == nil {
            do throws(ConnectionError) {
                let answer = try await connection.call(method: 1, payload: [])
                #expect(answer.status == .ok || answer.status == .draining)
            } catch {
                refusal = error
            }
        }
        #expect(refusal == .notExecuted(.shutdown))
        answerer.calls[0].responder.answer(Answer(status: .ok, payload: [9]))
        #expect(try await inFlight.get().payload == [9])
        await draining.value
        #expect(listener.connectionCount == 0)
    }

    @Test func whoeverFloodsIsCutAndItsNeighbourIsNot() async throws {
        let listener = try await listen()
        let flooding = try await connect(listener.port)
        let quiet = try await connect(listener.port)
        await #expect(throws: ConnectionError.lost(.calm)) {
            while true { try await flooding.ping() }
        }
        #expect(try await quiet.call(method: 1, payload: [1]).status == .ok)
        await quiet.close()
        await listener.drain()
    }
}
