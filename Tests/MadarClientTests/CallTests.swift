import Basics
import Circuit
import ClientSupport
import Framing
import Mapping
import Messages
import Secrets
import Session
import Testing

@testable import MadarClient

/// Calls over real connections: what is sent again, and what is said where nobody knows.
@Suite struct CallTests {
    private let draft = ActDraft(
        kind: .form, form: "F1", formVersion: 1, definitionVersion: 1, reason: "r",
        values: [FieldValue("name", .text("سلمى"))])

    private func running() async throws -> ScriptedDaemon {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        return daemon
    }

    private var appended: Answer {
        var answer = WireAppendActAnswer()
        answer.act = ActID(high: 5, low: 5).blob
        answer.sequence = 2
        return Answer(status: .ok, payload: MessageCodec.encode(answer))
    }

    @Test func `A write whose answer was cut off comes again with the same key and bytes`()
        async throws
    {
        let daemon = try await running()
        let answer = appended
        daemon.script { _, number in number < 3 ? .cut : .answer(answer) }
        let client = DaemonClient(try daemon.device(), retry: impatient)
        let act = try await client.appendAct(FileID(high: 1, low: 2), after: 1, draft)
        #expect(act == AppendedAct(act: ActID(high: 5, low: 5), sequence: 2))
        #expect(daemon.calls.count == 4)
        #expect(daemon.connectionCount == 4)
        #expect(Set(daemon.calls.map(\.operationKey)).count == 1)
        #expect(daemon.calls.allSatisfy { $0.operationKey?.epoch == 20_000 })
        #expect(Set(daemon.calls.map(\.payload)).count == 1)
        // Another write has another key.
        _ = try await client.appendAct(FileID(high: 1, low: 2), after: 1, draft)
        #expect(Set(daemon.calls.map(\.operationKey)).count == 2)
        await daemon.stop()
    }

    @Test func `A write that nobody answers ends unknown, never done and never refused`()
        async throws
    {
        let daemon = try await running()
        daemon.script { _, _ in .cut }
        var policy = impatient
        policy.giveUpInDoubtMilliseconds = 50
        let client = DaemonClient(try daemon.device(), retry: policy)
        let error = await failure {
            _ = try await client.appendAct(FileID(high: 1, low: 2), after: 1, draft)
        }
        #expect(error?.outcome == .unknown)
        #expect(error?.code == .connectionLost)
        #expect(!daemon.calls.isEmpty)
        #expect(Set(daemon.calls.map(\.operationKey)).count == 1)
        await daemon.stop()
    }

    @Test func `After a cut, a refusal from before the key was looked for leaves the doubt`()
        async throws
    {
        let daemon = try await running()
        daemon.script { _, number in number == 0 ? .cut : .answer(.refusal(.sealed)) }
        let client = DaemonClient(try daemon.device(), retry: impatient)
        let sealed = await failure {
            _ = try await client.appendAct(FileID(high: 1, low: 2), after: 1, draft)
        }
        #expect(sealed?.code == .sealed && sealed?.outcome == .unknown)
        let start = daemon.calls.count
        daemon.script { _, number in number == start ? .cut : .answer(.refusal(.conflict)) }
        let conflict = await failure {
            _ = try await client.appendAct(FileID(high: 1, low: 2), after: 1, draft)
        }
        #expect(conflict?.code == .conflict && conflict?.outcome == .refused)
        await daemon.stop()
    }

    @Test func `A prepared write is the same after it was kept and read again`() async throws {
        let daemon = try await running()
        let answer = appended
        daemon.script { _, _ in .answer(answer) }
        let device = try daemon.device()
        let client = DaemonClient(device, retry: impatient)
        let prepared = try await client.prepareAct(FileID(high: 1, low: 2), after: 1, draft)
        #expect(daemon.calls.isEmpty)
        try await device.keep("outbox.1", prepared.bytes)
        _ = try await client.send(prepared)
        let kept = try #require(try await device.recall("outbox.1"))
        let again = try #require(PreparedCall(kept))
        #expect(again == prepared && again.epoch == 20_000)
        let outcome = try await DaemonClient(device, retry: impatient).send(again)
        #expect(outcome == .appended(AppendedAct(act: ActID(high: 5, low: 5), sequence: 2)))
        #expect(daemon.calls.count == 2)
        #expect(Set(daemon.calls.map(\.operationKey)).count == 1)
        #expect(Set(daemon.calls.map(\.payload)).count == 1)
        #expect(PreparedCall(Array(kept.prefix(10))) == nil)
        #expect(PreparedCall([2] + kept.dropFirst()) == nil)
        await daemon.stop()
    }

    @Test func `The key's day is known without a line once the daemon was heard`() async throws {
        let daemon = try await running()
        let device = try daemon.device()
        daemon.script { call, _ in .answer(Answer(status: .ok, payload: call.payload)) }
        try await DaemonClient(device, retry: impatient).ping()
        await daemon.stop()
        let offline = DaemonClient(device, retry: impatient)
        let prepared = try await offline.prepareOpening(draft)
        #expect(prepared.epoch == 20_000)
        var policy = impatient
        policy.giveUpMilliseconds = 20
        let error = await failure {
            _ = try await DaemonClient(device, retry: policy).send(prepared)
        }
        #expect(error?.code == .unreachable && error?.outcome == .notExecuted)
    }

    @Test func `A read is made again after a cut and after a crowd, without a key`() async throws {
        let daemon = try await running()
        daemon.script { call, number in
            switch number {
            case 0: .cut
            case 1: .answer(.refusal(.overloaded))
            default: .answer(Answer(status: .ok, payload: call.payload))
            }
        }
        // However slow the machine is, it goes on until it is served.
        var policy = impatient
        policy.giveUpMilliseconds = 600_000
        try await DaemonClient(try daemon.device(), retry: policy).ping()
        #expect(daemon.calls.count == 3)
        #expect(daemon.calls.allSatisfy { $0.operationKey == nil })
        await daemon.stop()
    }

    @Test func `A refusal brings its rules, fields and reference, and is not repeated`()
        async throws
    {
        let daemon = try await running()
        var error = WireError()
        error.reference = [1, 2, 3, 4, 5, 6, 7, 8].blob
        let field = CheckError(.missingField, form: "F1", field: "name", row: 3)
        error.fields = [WireFieldError(field)]
        let refusal = Answer.refusal(.invalidArgument, error)
        daemon.script { _, _ in .answer(refusal) }
        let client = DaemonClient(try daemon.device(), retry: impatient)
        let heard = await failure {
            _ = try await client.openFile(draft)
        }
        #expect(
            heard
                == ClientError(
                    .invalidArgument, outcome: .refused, status: 0x0103, fields: [field],
                    reference: [1, 2, 3, 4, 5, 6, 7, 8]))
        #expect(daemon.calls.count == 1)
        #expect(ClientError(bytes: heard?.bytes ?? []) == heard)
        await daemon.stop()
    }

    @Test func `A daemon that does not know the device closes without a byte`() async throws {
        let daemon = try await running()
        let other = ScriptedDaemon()
        let stranger = try other.device()
        let record = DeviceRecord(
            keys: OwnKeys(), preSharedKey: .init(), device: .zero, member: .zero,
            daemonKeys: [DaemonKey(id: 1, publicKey: daemon.publicKey)],
            address: "127.0.0.1:\(daemon.port)", label: "x", logOrigin: "", logKey: [])
        let device = try UnlockedDevice(withoutPassphrase: record, profile: stranger.profile)
        let error = await failure {
            try await DaemonClient(device, retry: impatient).ping()
        }
        #expect(error?.code == .notRecognised && error?.outcome == .notExecuted)
        #expect(daemon.calls.isEmpty)
        await daemon.stop()
    }

    @Test func `What does not fit the method is not sent`() async throws {
        let daemon = try await running()
        let client = DaemonClient(try daemon.device(), retry: impatient)
        let error = await failure {
            _ = try await client.find(String(repeating: "x", count: 5_000))
        }
        #expect(error?.code == .tooLarge)
        #expect(daemon.calls.isEmpty)
        await daemon.stop()
    }
}

/// The decision after each attempt, without a line.
@Suite struct CallProgressTests {
    private func step(
        _ events: [CallProgress.Event], isWrite: Bool = true
    ) -> CallProgress.Step {
        var progress = CallProgress(isWrite: isWrite, refusalsMax: 1)
        var last = CallProgress.Step.again(afterMilliseconds: 0)
        for event in events { last = progress.next(event) }
        return last
    }

    @Test func `A daemon that ends a connection did not execute what it did not start`() {
        var progress = CallProgress(isWrite: true, refusalsMax: 1)
        #expect(progress.next(.lost(.notExecuted(.shutdown))) == .again(afterMilliseconds: 0))
        #expect(!progress.isInDoubt)
        #expect(progress.next(.lost(.lost(.shutdown))) == .again(afterMilliseconds: 0))
        #expect(progress.isInDoubt)
        #expect(progress.givenUp().outcome == .unknown)
    }

    @Test func `A revoked device does not come again`() {
        #expect(step([.notConnected(.lost(.revoked))]) == .fail(ClientError(.revoked)))
        #expect(
            step([.lost(.lost(.revoked))]) == .fail(ClientError(.revoked, outcome: .unknown)))
    }

    @Test func `One closed door may be a crowd, two are a refusal`() {
        #expect(step([.notConnected(.refused)]) == .again(afterMilliseconds: 0))
        #expect(
            step([.notConnected(.refused), .notConnected(.refused)])
                == .fail(ClientError(.notRecognised)))
    }

    /// SPEC W-53.
    @Test func `A fault of the daemon is tried once more, and a write stays in doubt`() {
        let fault = CallProgress.Event.answered(Answer(status: .internalFault))
        #expect(step([fault]) == .again(afterMilliseconds: 0))
        #expect(
            step([fault, fault])
                == .fail(ClientError(.internalFault, outcome: .unknown, status: 0x0501)))
        #expect(
            step([fault, fault], isWrite: false)
                == .fail(ClientError(.internalFault, status: 0x0501)))
    }

    /// SPEC W-53.
    @Test func `The daemon's own pause is kept, and a seal is not waited for`() {
        var error = WireError()
        error.retryAfterMs = 750
        #expect(
            step([.answered(.refusal(.inProgress, error))]) == .again(afterMilliseconds: 750))
        #expect(
            step([.answered(.refusal(.sealed))]) == .fail(ClientError(.sealed, status: 0x0306)))
        #expect(
            step([.answered(Answer(status: StatusCode(rawValue: 0x0399)))])
                == .again(afterMilliseconds: 0))
    }
}
