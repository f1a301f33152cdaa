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
            if begun.invitation == invitation.invitation {
                return try await finish(begun, profile, passphrase, retry)
            }
        }
        guard !profile.isEnrolled else { throw ClientError(.alreadyEnrolled) }
        let record = try PendingRecord(invitation, label: label)
        try ClientFile.makeFolder(profile.folder)
        var body = record.body()
        let lock = try SealedFile.Lock(passphrase)
        try ClientFile.replace(profile.pendingFile, with: SealedFile.seal(&body, .pending, lock))
        return try await finish(record, profile, passphrase, retry)
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

    private static func pending(
        _ profile: Profile, _ passphrase: borrowing Passphrase
    ) throws(ClientError) -> PendingRecord {
        let file = try ClientFile.read(
            profile.pendingFile, byteCountMax: ClientLimits.deviceFileByteCountMax)
        guard let file else { throw ClientError(.noPendingEnrolment) }
        var opened = try SealedFile.open(file, .pending, passphrase)
        defer { Sodium.wipe(&opened.body) }
        return try PendingRecord(body: opened.body)
    }

    private static func finish(
        _ record: borrowing PendingRecord, _ profile: Profile,
        _ passphrase: borrowing Passphrase, _ retry: RetryPolicy
    ) async throws(ClientError) -> DeviceInfo {
        let candidate = Candidate(record)
        let caller = DirectCaller(
            address: record.address, retry: retry, credentials: { candidate.credentials() })
        do throws(ClientError) {
            if !profile.isEnrolled {
                let answer = try await enrol(record, candidate, caller)
                let device = try join(answer, record)
                try UnlockedDevice.store(device, in: profile, under: passphrase)
            }
            let device = try UnlockedDevice.unlock(profile, passphrase)
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
