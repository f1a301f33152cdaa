import Basics
import Circuit
import ClientSupport
import Framing
import Mapping
import Messages
import Secrets
import Session
import Synchronization
import Testing

@testable import MadarClient

/// Writes that no outbox holds: they too are kept before they are sent, until their answer is used.
@Suite struct UnansweredTests {
    private func running() async throws -> ScriptedDaemon {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        return daemon
    }

    private var brief: RetryPolicy {
        var policy = impatient
        policy.giveUpMilliseconds = 20
        policy.giveUpInDoubtMilliseconds = 50
        return policy
    }

    private static func invited(_ call: Call) -> Answer {
        let request = try? MessageCodec.decode(WireInviteRequest.self, from: call.payload)
        var answer = WireInviteAnswer()
        if let request { answer.invitation = request.invitation }
        answer.expiresAtMs = 5_000
        return Answer(status: .ok, payload: MessageCodec.encode(answer))
    }

    /// SPEC W-55.
    @Test func `An invitation whose answer was cut is asked for again, by another process, whole`()
        async throws
    {
        let daemon = try await running()
        let device = try daemon.device()
        let keptAtFirst = Mutex<[String]>([])
        let kept = device.profile.keptFolder
        daemon.script { _, number in
            if number == 0 { keptAtFirst.withLock { $0 = ClientFile.names(in: kept) } }
            return .cut
        }
        var role = WireRoleGrant()
        role.role = "UPE-WORKER"
        role.organisationName = "UPE 1"
        let roles = [role]
        let cut = await failure {
            _ = try await DaemonClient(device, retry: brief)
                .invite(memberName: "أمينة", roles: roles)
        }
        #expect(cut?.outcome == .unknown)
        let first = try #require(daemon.calls.first)
        let key = try #require(first.operationKey)
        #expect(keptAtFirst.withLock { $0 }.contains("write." + key.bytes.hexadecimal))

        let later = DaemonClient(device, retry: brief)
        let write = try #require(try await later.unansweredWrites().first)
        #expect(write.call.method == .invite)
        // Still cut: nobody knows.
        guard case .unknown = await later.resume(write) else {
            Issue.record("a cut is no answer")
            return
        }
        daemon.script { call, _ in .answer(Self.invited(call)) }
        guard case .invited(let issued) = await later.resume(write) else {
            Issue.record("the answer is not taken")
            return
        }
        let request = try MessageCodec.decode(WireInviteRequest.self, from: first.payload)
        let text = try #require(InvitationText(issued.text))
        #expect(text.secret == Array(request.secret) && text.invitation == issued.id)
        #expect(Set(daemon.calls.map(\.operationKey)) == [key])
        #expect(Set(daemon.calls.map(\.payload)) == [first.payload])
        // Shown and not finished, it can be had again.
        #expect(try await later.unansweredWrites() == [write])
        await later.finish(write.call)
        #expect(try await later.unansweredWrites().isEmpty)
        await daemon.stop()
    }

    @Test func `What was certainly not done, or refused, is not kept`() async throws {
        let daemon = try await running()
        let device = try daemon.device()
        let client = DaemonClient(device, retry: brief)
        daemon.script { _, _ in .answer(.refusal(.precondition)) }
        let refused = await failure {
            try await client.change(DeviceID(high: 1, low: 2), .suspend)
        }
        #expect(refused?.outcome == .refused)
        #expect(try await client.unansweredWrites().isEmpty)
        await daemon.stop()
        let absent = await failure {
            try await DaemonClient(device, retry: brief).change(DeviceID(high: 1, low: 2), .suspend)
        }
        #expect(absent?.outcome == .notExecuted)
        #expect(try await client.unansweredWrites().isEmpty)
    }

    @Test func `Only an answer given after the key was looked for settles it`() async throws {
        let daemon = try await running()
        let client = DaemonClient(try daemon.device(), retry: brief)
        daemon.script { _, _ in .cut }
        _ = await failure { try await client.change(DeviceID(high: 1, low: 2), .revoke) }
        let write = try #require(try await client.unansweredWrites().first)
        for status in [StatusCode.sealed, .operationKeyExpired, .permission] {
            daemon.script { _, _ in .answer(.refusal(status)) }
            guard case .unknown = await client.resume(write) else {
                Issue.record("\(status) says nothing of the first attempt")
                continue
            }
        }
        daemon.script { _, _ in .answer(.refusal(.precondition)) }
        #expect(
            await client.resume(write)
                == .refused(ClientError(.precondition, outcome: .refused, status: 0x0105)))
        await daemon.stop()
    }

    @Test func `An act that a program appends without an outbox is kept too`() async throws {
        let daemon = try await running()
        let client = DaemonClient(try daemon.device(), retry: brief)
        daemon.script { _, _ in .cut }
        let draft = ActDraft(kind: .form, form: "F1", formVersion: 1, definitionVersion: 1)
        let file = FileID(high: 1, low: 2)
        #expect(
            await failure { _ = try await client.appendAct(file, after: 1, draft) }?.outcome
                == .unknown)
        #expect(try await client.unansweredWrites().map(\.call.method) == [.appendAct])
        await daemon.stop()
    }
}
