import Basics
import CPlatform
import Circuit
import ClientSupport
import Framing
import Glibc
import Messages
import Secrets
import Session
import Synchronization
import Testing

@testable import Agent
@testable import MadarClient

/// An agent on a real UNIX socket, before a real listener.
@Suite(.timeLimit(.minutes(2))) struct AgentTests {
    private struct Bench {
        let daemon: ScriptedDaemon
        let device: UnlockedDevice
        let socket: String
        let agent: Task<Void, any Error>

        func end() async throws {
            let client = try await AgentClient.connect(socket: socket)
            try await client.lock()
            try await agent.value
            await daemon.stop()
        }
    }

    private func bench(idleSeconds: Int = 900) async throws -> Bench {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        daemon.script { _, _ in .answer(Answer(status: .sealed)) }
        let device = try daemon.device()
        try ClientFile.makeFolder(device.profile.folder)
        let socket = device.profile.folder + "/run/agent.sock"
        let (ready, go) = AsyncStream<Void>.makeStream()
        let agent = Task {
            defer { go.finish() }
            try await AgentServer.run(
                device, socket: socket, idleSeconds: idleSeconds, retry: impatient,
                onReady: { go.finish() })
        }
        for await _ in ready {}
        // Its own first question is not of these tests, and may come too late for the shortest.
        while daemon.calls.isEmpty, idleSeconds > 60 { try await Task.sleep(for: .milliseconds(5)) }
        daemon.forgetCalls()
        daemon.script { call, _ in .answer(Answer(status: .ok, payload: call.payload)) }
        return Bench(daemon: daemon, device: device, socket: socket, agent: agent)
    }

    @Test func `All programs of a user share one connection, and answers keep their order`()
        async throws
    {
        let bench = try await bench()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane: UInt8 in 0..<8 {
                group.addTask {
                    let client = try await AgentClient.connect(socket: bench.socket)
                    try await withThrowingTaskGroup(of: Void.self) { calls in
                        for number: UInt8 in 0..<10 {
                            calls.addTask {
                                let answer = try await client.call(
                                    CallRequest(.ping, payload: [lane, number]))
                                #expect(answer.payload == [lane, number])
                            }
                        }
                        try await calls.waitForAll()
                    }
                    await client.close()
                }
            }
            try await group.waitForAll()
        }
        #expect(bench.daemon.calls.count == 80)
        #expect(bench.daemon.connectionCount == 1)
        try await bench.end()
    }

    /// SPEC W-95.
    @Test func `What a program has finished is acknowledged by the agent`() async throws {
        let bench = try await bench()
        let client = try await AgentClient.connect(socket: bench.socket)
        _ = try await client.call(CallRequest(.ping))
        let key = [UInt8](0..<16)
        #expect(LocalRequest(LocalRequest.finish(key).bytes) == .finish(key))
        await client.finish(key)
        await client.close()
        // At the latest when it ends.
        let last = try await AgentClient.connect(socket: bench.socket)
        try await last.lock()
        try await bench.agent.value
        let calls = bench.daemon.calls.filter { $0.method == 6 }
        #expect(calls.count == 1)
        let request = try MessageCodec.decode(
            WireAckOperationsRequest.self, from: try #require(calls.first).payload)
        #expect(request.operationKeys == [key.blob])
        await bench.daemon.stop()
    }

    /// SPEC W-89: an operator may never ask who he is.
    @Test func `Keys are seen to where no program asks, on a connection that is there`()
        async throws
    {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let second = try daemon.addKey(2)
        let first = daemon.publicKey
        daemon.script { call, _ in
            guard call.method == 2 else {
                return .answer(Answer(status: .ok, payload: call.payload))
            }
            var me = WireWhoAmIAnswer()
            me.member = MemberID(high: 8, low: 8).blob
            me.device = DeviceID(high: 1, low: 1).blob
            me.definitionHash = [UInt8](repeating: 0, count: 32).blob
            me.keyRenewalDueMs = .max
            me.daemonKeys = [(UInt32(1), first), (2, second)].map { id, bytes in
                var key = WireDaemonKey()
                key.id = id
                key.publicKey = bytes.blob
                return key
            }
            return .answer(Answer(status: .ok, payload: MessageCodec.encode(me)))
        }
        let device = try daemon.device()
        let desk = AgentDesk(device, idleSeconds: 900, retry: impatient)
        await desk.tendKeys()
        #expect(daemon.connectionCount == 0)
        _ = await desk.answer(.call(CallRequest(.ping)))
        await desk.tendKeys()
        #expect(device.daemonKeys.map(\.publicKey) == [first, second])
        await desk.tendKeys()
        #expect(daemon.calls.map(\.method) == [1, 2])
        await desk.end()
        await daemon.stop()
    }

    @Test func `A write keeps its key and bytes through the agent, and a refusal its rules`()
        async throws
    {
        let bench = try await bench()
        var error = WireError()
        error.retryAfterMs = 5
        error.reference = [8, 7, 6, 5, 4, 3, 2, 1].blob
        var field = WireFieldError()
        field.code = 1
        field.form = "F1"
        field.field = "name"
        error.fields = [field]
        let refusal = Answer.refusal(.precondition, error)
        bench.daemon.script { _, number in number == 0 ? .cut : .answer(refusal) }
        let client = try await AgentClient.connect(socket: bench.socket)
        let key = OperationKey(epoch: 20_000, random: Random.bytes(12)).bytes
        let heard = await failure {
            _ = try await client.call(
                CallRequest(.appendAct, payload: [1, 2, 3], operationKey: key))
        }
        #expect(
            heard
                == ClientError(
                    .precondition, outcome: .refused, status: 0x0105,
                    fields: [CheckError(.missingField, form: "F1", field: "name")],
                    retryAfterMilliseconds: 5, reference: [8, 7, 6, 5, 4, 3, 2, 1]))
        #expect(bench.daemon.calls.count == 2)
        #expect(
            bench.daemon.calls.allSatisfy {
                $0.operationKey?.bytes == key && $0.payload == [1, 2, 3] && $0.method == 65
            })
        let greeting = try await client.greeting()
        #expect(greeting == DaemonGreeting(instance: InstanceID(high: 7, low: 7), epoch: 20_000))
        try await bench.end()
    }

    @Test func `A stream's content comes through whole`() async throws {
        let bench = try await bench()
        let content = Random.bytes(1 << 20)
        bench.daemon.script { _, _ in
            .answer(Answer(status: .ok, payload: [9], content: content))
        }
        let client = try await AgentClient.connect(socket: bench.socket)
        let answer = try await client.call(CallRequest(.history))
        #expect(answer.payload == [9])
        #expect(answer.content == content)
        try await bench.end()
    }

    @Test func `The agent keeps, signs and tells, without giving a key away`() async throws {
        let bench = try await bench()
        let client = try await AgentClient.connect(socket: bench.socket)
        let text = Array("a draft about somebody".utf8)
        try await client.keep("draft", text)
        try await client.keep("empty", [])
        #expect(try await client.recall("draft") == text)
        #expect(try await client.recall("empty") == [])
        #expect(try await client.recall("nothing") == nil)
        #expect(try await client.kept() == ["draft", "empty", "greeting"])
        #expect(try await bench.device.recall("draft") == text)
        try await client.forget("empty")
        #expect(try await client.kept() == ["draft", "greeting"])
        #expect(await failure { try await client.keep("../x", []) }?.code == .malformedName)
        #expect(
            try await client.signApproval(text) == bench.device.signApproval(text))
        let status = try await client.status()
        #expect(status.info == bench.device.deviceInfo)
        #expect(status.isConnected)
        try await bench.end()
    }

    @Test func `Requests of contents and events read as they were written`() {
        let attachment = Circuit.Attachment(
            id: AttachmentID(high: 1, low: 2), kind: .pdf, byteCount: 3,
            sha256: [UInt8](repeating: 4, count: 32), name: "شهادة")
        let place = AttachmentPlace(
            file: FileID(high: 5, low: 6), sequence: 7, attachment: attachment)
        for request: LocalRequest in [
            .uploads, .fetch(place, motive: "سبب"), .fetch(place, motive: ""),
            .release(attachment.id), .watch(nil), .watch(EventPlace()),
        ] {
            #expect(LocalRequest(request.bytes) == request)
            #expect(LocalRequest(request.bytes + [0]) == nil)
        }
    }

    @Test func `A draft is gone on with in one window at a time`() async throws {
        let bench = try await bench()
        let draft = Draft(
            .opening, number: 1, file: nil, fileNumber: "", now: Instant(milliseconds: 1))
        let other = Draft(
            .opening, number: 2, file: nil, fileNumber: "", now: Instant(milliseconds: 1))
        for request: LocalRequest in [.claim(draft.key), .unclaim(draft.key)] {
            #expect(LocalRequest(request.bytes) == request)
            #expect(LocalRequest(Array(request.bytes.dropLast())) == nil)
            #expect(LocalRequest(request.bytes + [0]) == nil)
        }
        let first = try await AgentClient.connect(socket: bench.socket)
        let second = try await AgentClient.connect(socket: bench.socket)
        #expect(try await first.claim(draft))
        #expect(try await first.claim(draft))
        #expect(try await !second.claim(draft))
        #expect(try await second.claim(other))
        // Who has it not cannot leave it.
        await second.unclaim(draft)
        #expect(try await !second.claim(draft))
        await first.unclaim(draft)
        #expect(try await second.claim(draft))
        // A window that is closed leaves all that it had.
        await second.close()
        while try await !first.claim(draft) { try await Task.sleep(for: .milliseconds(5)) }
        #expect(try await first.claim(other))
        await first.close()
        try await bench.end()
    }

    /// A program that ends one piece of work and begins the next leaves no connection behind.
    @Test func `A client that nobody holds any more leaves its drafts`() async throws {
        let bench = try await bench()
        let draft = Draft(
            .opening, number: 1, file: nil, fileNumber: "", now: Instant(milliseconds: 1))
        var first: AgentClient? = try await AgentClient.connect(socket: bench.socket)
        #expect(try await first?.claim(draft) == true)
        first = nil
        let second = try await AgentClient.connect(socket: bench.socket)
        while try await !second.claim(draft) { try await Task.sleep(for: .milliseconds(5)) }
        await second.close()
        try await bench.end()
    }

    @Test func `Only this user reaches the socket, and there is one agent`() async throws {
        let bench = try await bench()
        var status = stat()
        #expect(unsafe stat(bench.socket, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(unsafe stat(bench.device.profile.folder + "/run", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
        #expect(
            await failure {
                try await AgentServer.run(bench.device, socket: bench.socket)
            }?.code == .agentRunning)
        try await bench.end()
        _ = unsafe chmod(bench.device.profile.folder + "/run", 0o755)
        #expect(
            await failure {
                try await AgentServer.run(bench.device, socket: bench.socket)
            }?.code == .wrongMode)
    }

    @Test func `The user at the other end of a socket is known`() {
        var ends: [Int32] = [-1, -1]
        #expect(unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        #expect(madar_peer_user(ends[0]) == Int64(geteuid()))
        close(ends[0])
        close(ends[1])
        #expect(madar_peer_user(ends[0]) == -1)
    }

    @Test func `Another user is dropped without a byte, and the agent goes on`() async throws {
        let daemon = ScriptedDaemon()
        let device = try daemon.device()
        try ClientFile.makeFolder(device.profile.folder)
        let path = device.profile.folder + "/run/agent.sock"
        let (ready, go) = AsyncStream<Void>.makeStream()
        let foreigners = Mutex(3)
        let agent = Task {
            defer { go.finish() }
            try await AgentServer.run(
                device, socket: path, idleSeconds: 900, retry: impatient,
                isWelcome: { user in
                    foreigners.withLock { left in
                        left -= 1
                        return left < 0 && user == Int64(geteuid())
                    }
                }, onReady: { go.finish() })
        }
        for await _ in ready {}
        for _ in 0..<3 {
            let error = await failure {
                let client = try await AgentClient.connect(socket: path)
                _ = try await client.status()
            }
            #expect(error != nil)
        }
        let client = try await AgentClient.connect(socket: path)
        #expect(try await client.status().info == device.deviceInfo)
        try await client.lock()
        try await agent.value
    }

    @Test func `Bytes that are no request end their own connection alone`() async throws {
        let bench = try await bench()
        for bytes: [UInt8] in [[0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0, 0, 0, 1, 99]] {
            let raw = try connect(bench.socket)
            defer { close(raw) }
            #expect(unsafe write(raw, bytes, bytes.count) == bytes.count)
            var byte: UInt8 = 0
            #expect(unsafe read(raw, &byte, 1) <= 0)
        }
        try await bench.end()
    }

    private func connect(_ path: String) throws -> Int32 {
        let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let code = unsafe withAddress(of: path) { pointer, count in
            unsafe Glibc.connect(file, pointer, count)
        }
        try #require(code == 0)
        return file
    }

    private func withAddress(
        of path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { target in
            unsafe target.copyBytes(from: Array(path.utf8))
        }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe body(pointer, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    @Test func `Locking ends the agent, and what is left behind is no agent`() async throws {
        let bench = try await bench()
        let client = try await AgentClient.connect(socket: bench.socket)
        try await client.lock()
        try await bench.agent.value
        #expect(unsafe access(bench.socket, F_OK) != 0)
        #expect(
            await failure {
                _ = try await AgentClient.connect(socket: bench.socket)
            }?.code == .agentNotRunning)
        // Asked on the old connection, a read was not executed and of a write nobody knows.
        #expect(await failure { _ = try await client.status() }?.outcome == .notExecuted)
        let key = [UInt8](repeating: 1, count: 16)
        #expect(
            await failure {
                _ = try await client.call(CallRequest(.approve, operationKey: key))
            }?.outcome == .unknown)
        await bench.daemon.stop()
    }

    @Test func `An agent that nobody asks locks itself, and asking for its state is no use`()
        async throws
    {
        let bench = try await bench(idleSeconds: 1)
        // On a slow machine it may have locked itself before anybody has come.
        let client = try? await AgentClient.connect(socket: bench.socket)
        // Were the question a use, this would go on until the time limit of the suite.
        while let client, (try? await client.status()) != nil {
            try await Task.sleep(for: .milliseconds(20))
        }
        try await bench.agent.value
        #expect(unsafe access(bench.socket, F_OK) != 0)
        await bench.daemon.stop()
    }

    @Test func `A socket that a dead agent left is taken over`() async throws {
        let daemon = ScriptedDaemon()
        let device = try daemon.device()
        try ClientFile.makeFolder(device.profile.folder + "/run")
        let path = device.profile.folder + "/run/agent.sock"
        let dead = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let bound = unsafe withAddress(of: path) { unsafe bind(dead, $0, $1) }
        #expect(bound == 0)
        close(dead)
        let (ready, go) = AsyncStream<Void>.makeStream()
        let agent = Task {
            defer { go.finish() }
            try await AgentServer.run(device, socket: path, onReady: { go.finish() })
        }
        for await _ in ready {}
        let client = try await AgentClient.connect(socket: path)
        #expect(try await client.status().info == device.deviceInfo)
        try await client.lock()
        try await agent.value
    }
}

/// The bytes between a program and its agent.
@Suite struct LocalMessageTests {
    private let requests: [LocalRequest] = [
        .call(CallRequest(.ping)),
        .call(
            CallRequest(
                .appendAct, payload: [1, 2], operationKey: [UInt8](repeating: 7, count: 16),
                deadlineMilliseconds: 5)),
        .greeting, .info, .sign([1, 2, 3]), .keep("name", [4]), .keep("name", []),
        .recall("name"), .forget("name"), .kept, .status, .lock,
    ]

    @Test func `Every request survives`() {
        for request in requests { #expect(LocalRequest(request.bytes) == request) }
    }

    @Test func `What is no request is refused`() {
        for bytes: [UInt8] in [
            [], [0], [11], [1], [1, 0, 1], [1, 0, 1, 0, 0, 0, 0, 2], [2, 0], [3, 0], [8, 1],
            [9, 1], [10, 0], [5, 9, 1], [6, 0xFF],
            [1, 0, 65, 0, 0, 0, 0, 1] + [UInt8](repeating: 7, count: 15),
        ] {
            #expect(LocalRequest(bytes) == nil, "\(bytes)")
        }
    }
}

/// When what waits is sent again, as a value.
@Suite struct CourierTests {
    @Test func `Pauses double while the line is down, and a contact sends at once`() {
        var courier = Courier()
        var down = OutboxReport()
        down.waiting = 1
        down.error = ClientError(.unreachable)
        let pauses = (0..<9).map { _ in courier.pause(after: down, jitter: { $0 }) }
        #expect(pauses.prefix(3) == [2_000, 4_000, 8_000] && pauses.last == 240_000)
        #expect(courier.isDown)
        // Half is chance and half is not.
        #expect(courier.pause(after: down, jitter: { _ in 0 }) == 120_000)
        let before = courier.note(ClientError(.unreachable))
        let back = courier.note(nil)
        let again = courier.note(nil)
        #expect(!before && back && !again && !courier.isDown)
        #expect(courier.pause(after: down, jitter: { $0 }) == 2_000)
    }

    /// SPEC W-45.
    @Test func `A device that was told it is revoked does not come again by itself`() {
        var courier = Courier()
        var report = OutboxReport()
        report.waiting = 1
        report.error = ClientError(.revoked)
        let pause = courier.pause(after: report)
        #expect(pause == nil)
        // A person's call that is answered is what it waits for.
        let isBack = courier.note(nil)
        #expect(isBack)
        report.error = nil
        #expect(courier.pause(after: report, jitter: { $0 }) == 2_000)
    }

    @Test func `A refusal is no broken line`() {
        var courier = Courier()
        let refused = courier.note(ClientError(.conflict, outcome: .refused))
        #expect(!refused && !courier.isDown)
    }
}
