import Basics
import Framing
import Glibc
import Messages
import Secrets
import Session

/// Makes a device of this machine, from an invitation.
///
/// The device's keys are made and kept before the first byte is sent, and the device file is
/// durable before the daemon hears that it is: whatever is cut off, doing the same again with the
/// same invitation goes on where it ended.
public enum Enrolment {
    /// Whether a text is a whole invitation without a slip of the pen.
    public static func isInvitation(_ text: String) -> Bool { InvitationText(text) != nil }

    /// Enrols, or goes on with an enrolment of the same invitation that was cut off.
    ///
    /// - Throws: `malformedInvitation`, `malformedName`, `alreadyEnrolled`, `wrongPassphrase` of
    ///   the enrolment that was begun, `notRecognised` for an invitation that is used up, expired,
    ///   not approved yet or another daemon's, and what a connection and a file can end with.
    public static func enrol(
        _ profile: Profile, invitation text: String, label: String,
        _ passphrase: borrowing Passphrase, retry: RetryPolicy = RetryPolicy()
    ) async throws(ClientError) -> DeviceInfo {
        guard let invitation = InvitationText(text) else {
            throw ClientError(.malformedInvitation)
        }
        guard (1...ClientLimits.labelByteCountMax).contains(label.utf8.count),
            !label.utf8.contains(0)
        else { throw ClientError(.malformedName) }
        if profile.hasPendingEnrolment {
            let begun = try pending(profile, passphrase)
            if begun.record.invitation == invitation.invitation {
                return try await finish(begun, profile, passphrase, retry)
            }
        }
        guard !profile.isEnrolled else { throw ClientError(.alreadyEnrolled) }
        let begun = Begun(
            record: try PendingRecord(invitation, label: label),
            lock: try SealedFile.Lock(passphrase))
        try ClientFile.makeFolder(profile.folder)
        var body = begun.record.body()
        try ClientFile.replace(
            profile.pendingFile, with: SealedFile.seal(&body, .pending, begun.lock))
        return try await finish(begun, profile, passphrase, retry)
    }

    /// Goes on with an enrolment that was cut off.
    ///
    /// - Throws: `noPendingEnrolment`, and what `enrol` throws.
    public static func resume(
        _ profile: Profile, _ passphrase: borrowing Passphrase, retry: RetryPolicy = RetryPolicy()
    ) async throws(ClientError) -> DeviceInfo {
        try await finish(try pending(profile, passphrase), profile, passphrase, retry)
    }

    /// Gives up an enrolment that was begun; its invitation may have been used up by it.
    ///
    /// - Throws: `noPendingEnrolment`, `inputOutput`.
    public static func discard(_ profile: Profile) throws(ClientError) {
        guard profile.hasPendingEnrolment else { throw ClientError(.noPendingEnrolment) }
        // The device file of an unconfirmed enrolment goes first: alone it would pass for one
        // that the daemon knows.
        try ClientFile.remove(profile.deviceFile)
        try ClientFile.remove(profile.pendingFile)
    }

    /// An enrolment that was begun, and what its file is sealed with: the device file is sealed
    /// with the same, since a passphrase costs a second each time it is made a key.
    private struct Begun: ~Copyable {
        let record: PendingRecord
        let lock: SealedFile.Lock
    }

    private static func pending(
        _ profile: Profile, _ passphrase: borrowing Passphrase
    ) throws(ClientError) -> Begun {
        let file = try ClientFile.read(
            profile.pendingFile, byteCountMax: ClientLimits.deviceFileByteCountMax)
        guard let file else { throw ClientError(.noPendingEnrolment) }
        var opened = try SealedFile.open(file, .pending, passphrase)
        defer { Sodium.wipe(&opened.body) }
        return Begun(record: try PendingRecord(body: opened.body), lock: opened.lock)
    }

    private static func finish(
        _ begun: borrowing Begun, _ profile: Profile, _ passphrase: borrowing Passphrase,
        _ retry: RetryPolicy
    ) async throws(ClientError) -> DeviceInfo {
        let candidate = Candidate(begun.record)
        let caller = DirectCaller(
            address: begun.record.address, retry: retry, credentials: { candidate.credentials() })
        do throws(ClientError) {
            let device: UnlockedDevice
            if profile.isEnrolled {
                device = try UnlockedDevice.unlock(profile, passphrase)
            } else {
                let answer = try await enrol(begun.record, candidate, caller)
                device = try UnlockedDevice.store(
                    try join(answer, begun.record), in: profile, begun.lock)
            }
            try await confirm(caller, device, retry)
            await caller.close()
            try ClientFile.remove(profile.pendingFile)
            return device.deviceInfo
        } catch {
            await caller.close()
            throw error
        }
    }

    private static func enrol(
        _ record: borrowing PendingRecord, _ candidate: Candidate, _ caller: DirectCaller
    ) async throws(ClientError) -> WireEnrolAnswer {
        var request = WireEnrolRequest()
        request.deviceLabel = record.label
        request.signingKey = candidate.signingKey.blob
        let answer = try await caller.call(
            CallRequest(.enrol, payload: MessageCodec.encode(request)))
        guard let decoded = try? MessageCodec.decode(WireEnrolAnswer.self, from: answer.payload)
        else { throw ClientError(.badAnswer, outcome: .unknown) }
        return decoded
    }

    private static func join(
        _ answer: WireEnrolAnswer, _ record: borrowing PendingRecord
    ) throws(ClientError) -> DeviceRecord {
        var bytes = Array(answer.presharedKey)
        guard let preSharedKey = try? SecretKey(wiping: &bytes),
            let device = DeviceID(blob: answer.device), let member = MemberID(blob: answer.member)
        else { throw ClientError(.badAnswer, outcome: .unknown) }
        return DeviceRecord(
            keys: record.keys.copy(), preSharedKey: preSharedKey, device: device, member: member,
            daemonKeys: [record.daemonKey], address: record.address, label: record.label,
            logOrigin: answer.logOrigin, logKey: Array(answer.logKey))
    }

    /// Tells the daemon that the device file is durable.
    ///
    /// Where an earlier confirmation arrived and its answer did not, the invitation is spent and
    /// the daemon is silent to it; then the device itself is known, which a session proves.
    private static func confirm(
        _ caller: DirectCaller, _ device: UnlockedDevice, _ retry: RetryPolicy
    ) async throws(ClientError) {
        do throws(ClientError) {
            _ = try await caller.call(CallRequest(.enrolConfirm))
        } catch {
            guard error.code == .notRecognised else { throw error }
            let session = DirectCaller(device, retry: retry)
            _ = try await session.call(CallRequest(.whoAmI))
            await session.close()
        }
    }

    /// The keys of a pending enrolment, where a connection can come back for them.
    private final class Candidate: Sendable {
        let signingKey: [UInt8]
        private let agreement: AgreementKey
        private let secret: SecretKey
        private let invitation: InvitationID
        private let daemonKey: DaemonKey

        init(_ record: borrowing PendingRecord) {
            signingKey = SigningKey(seed: record.keys.seed).publicKey
            agreement = AgreementKey(secret: record.keys.agreement.copy())
            secret = record.secret.copy()
            invitation = record.invitation
            daemonKey = record.daemonKey
        }

        func credentials() -> ConnectionCredentials {
            ConnectionCredentials(
                daemonKeyID: daemonKey.id, daemonKey: daemonKey.publicKey,
                deviceKey: agreement.copy(), preSharedKey: secret.copy(),
                introduction: .enrolment(invitation))
        }
    }
}
