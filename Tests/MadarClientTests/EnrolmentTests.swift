import Basics
import ClientSupport
import Framing
import Messages
import Secrets
import Session
import Synchronization
import Testing

@testable import MadarClient

/// Enrolment against a real listener, with the line cut at each place.
@Suite(.serialized) struct EnrolmentTests {
    private static let secret = "a long enough passphrase"
    private let preSharedKey = [UInt8](repeating: 9, count: 32)

    private var enrolled: Answer {
        var answer = WireEnrolAnswer()
        answer.device = DeviceID(high: 1, low: 1).blob
        answer.member = MemberID(high: 8, low: 8).blob
        answer.presharedKey = preSharedKey.blob
        answer.logKey = [UInt8](repeating: 3, count: 32).blob
        answer.logOrigin = "madar/test"
        return Answer(status: .ok, payload: MessageCodec.encode(answer))
    }

    private func running() async throws -> ScriptedDaemon {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        return daemon
    }

    private func enrol(_ profile: Profile, _ invitation: String) async throws -> DeviceInfo {
        try await Enrolment.enrol(
            profile, invitation: invitation, label: "PC 1", try passphrase(Self.secret),
            retry: impatient)
    }

    @Test func `The device file is durable before the daemon hears that it is`() async throws {
        let daemon = try await running()
        let profile = try temporaryProfile()
        let answer = enrolled
        let wasThere = Mutex(false)
        daemon.script { call, _ in
            if call.method == UInt16(WireMethod.enrol.rawValue) { return .answer(answer) }
            wasThere.withLock { $0 = profile.isEnrolled }
            return .answer(Answer(status: .ok))
        }
        let info = try await enrol(profile, try daemon.invite())
        #expect(daemon.calls.map(\.method) == [16, 17])
        #expect(wasThere.withLock { $0 })
        #expect(!profile.hasPendingEnrolment)
        #expect(info.logOrigin == "madar/test" && info.member == MemberID(high: 8, low: 8))
        let device = try UnlockedDevice.unlock(profile, try passphrase(Self.secret))
        #expect(device.deviceInfo == info)
        await #expect(throws: ClientError(.alreadyEnrolled)) {
            _ = try await enrol(profile, try daemon.invite())
        }
        await daemon.stop()
    }

    @Test func `After a cut the same keys enrol again, and a wrong passphrase does not`()
        async throws
    {
        let daemon = try await running()
        let profile = try temporaryProfile()
        let invitation = try daemon.invite()
        daemon.script { _, _ in .cut }
        var policy = impatient
        policy.giveUpMilliseconds = 50
        let cut = await failure {
            _ = try await Enrolment.enrol(
                profile, invitation: invitation, label: "PC 1", try passphrase(Self.secret),
                retry: policy)
        }
        #expect(cut?.code == .connectionLost)
        #expect(profile.hasPendingEnrolment && !profile.isEnrolled)
        await #expect(throws: ClientError(.wrongPassphrase)) {
            _ = try await Enrolment.resume(profile, try passphrase("some other passphrase"))
        }
        let answer = enrolled
        daemon.script { call, _ in .answer(call.method == 16 ? answer : Answer(status: .ok)) }
        _ = try await enrol(profile, invitation)
        let enrolments = daemon.calls.filter { $0.method == 16 }
        #expect(enrolments.count >= 2)
        #expect(Set(enrolments.map(\.payload)).count == 1)
        #expect(Set(enrolments.map(\.peer)).count == 1)
        await daemon.stop()
    }

    @Test func `A confirmation whose answer was lost is made good by a session`() async throws {
        let daemon = try await running()
        let profile = try temporaryProfile()
        let invitation = try daemon.invite()
        let answer = enrolled
        daemon.script { call, _ in
            switch call.method {
            case 16: .answer(answer)
            case 17: .cut
            default: .answer(Answer(status: .ok))
            }
        }
        // The invitation is spent from the confirmation on.
        daemon.spendsInvitations(atMethod: 17)
        _ = try await enrol(profile, invitation)
        #expect(profile.isEnrolled && !profile.hasPendingEnrolment)
        #expect(daemon.calls.last?.method == UInt16(WireMethod.whoAmI.rawValue))
        await daemon.stop()
    }

    @Test func `What can be wrong with an invitation is told apart`() async throws {
        let daemon = try await running()
        let invitation = try daemon.invite()
        await #expect(throws: ClientError(.malformedInvitation)) {
            _ = try await enrol(try temporaryProfile(), String(invitation.dropLast()))
        }
        await #expect(throws: ClientError(.malformedName)) {
            _ = try await Enrolment.enrol(
                try temporaryProfile(), invitation: invitation,
                label: String(repeating: "x", count: 129), try passphrase(Self.secret))
        }
        daemon.forgetInvitations()
        let profile = try temporaryProfile()
        await #expect(throws: ClientError(.notRecognised)) {
            _ = try await enrol(profile, invitation)
        }
        try Enrolment.discard(profile)
        #expect(!profile.hasPendingEnrolment)
        #expect(throws: ClientError(.noPendingEnrolment)) { try Enrolment.discard(profile) }
        await daemon.stop()
    }
}
