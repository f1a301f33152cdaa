public import Basics
import Framing
import Secrets
import Session

/// What is known of a device without its secrets.
public struct DeviceInfo: Equatable, Sendable {
    /// The name of the profile.
    public var profile: String
    /// The member.
    public var member: MemberID
    /// The device.
    public var device: DeviceID
    /// What the device was called when it was enrolled.
    public var label: String
    /// Where the daemon listens, as `host:port`.
    public var address: String
    /// Which of the daemon's keys `daemonKey` is.
    public var daemonKeyID: UInt8
    /// The daemon's static public key, 32 bytes.
    public var daemonKey: [UInt8]
    /// The name of the daemon's log; empty where the daemon told none.
    public var logOrigin: String
    /// The key that signs the log, 32 bytes; empty where the daemon told none.
    public var logKey: [UInt8]

    /// Joins what is known.
    public init(
        profile: String, member: MemberID, device: DeviceID, label: String, address: String,
        daemonKeyID: UInt8, daemonKey: [UInt8], logOrigin: String, logKey: [UInt8]
    ) {
        self.profile = profile
        self.member = member
        self.device = device
        self.label = label
        self.address = address
        self.daemonKeyID = daemonKeyID
        self.daemonKey = daemonKey
        self.logOrigin = logOrigin
        self.logKey = logKey
    }
}

/// What needs the device's keys, but no daemon.
public protocol DeviceKeeper: Sendable {
    /// What is known of the device.
    func info() async throws(ClientError) -> DeviceInfo
    /// Signs an approval statement; the label that keeps it from being anything else is put
    /// before it here.
    func signApproval(_ statement: [UInt8]) async throws(ClientError) -> [UInt8]
    /// Keeps bytes under a name, sealed; what the name held is replaced.
    func keep(_ name: String, _ bytes: [UInt8]) async throws(ClientError)
    /// What is kept under a name; nil where nothing is.
    func recall(_ name: String) async throws(ClientError) -> [UInt8]?
    /// Drops what is kept under a name.
    func forget(_ name: String) async throws(ClientError)
    /// The names under which something is kept, sorted.
    func kept() async throws(ClientError) -> [String]
}

/// A device whose file was opened: its keys, in guarded memory.
public final class UnlockedDevice: Sendable {
    /// The profile.
    public let profile: Profile
    /// What is known of the device.
    public let deviceInfo: DeviceInfo
    private let agreement: AgreementKey
    private let preSharedKey: SecretKey
    private let signer: SigningKey
    private let dataKey: SecretKey

    package init(_ record: borrowing DeviceRecord, profile: Profile) throws(ClientError) {
        guard let daemonKey = record.daemonKeys.first else {
            throw ClientError(.deviceFileDamaged)
        }
        self.profile = profile
        deviceInfo = DeviceInfo(
            profile: profile.name, member: record.member, device: record.device,
            label: record.label, address: record.address, daemonKeyID: daemonKey.id,
            daemonKey: daemonKey.publicKey, logOrigin: record.logOrigin, logKey: record.logKey)
        agreement = AgreementKey(secret: record.keys.agreement.copy())
        preSharedKey = record.preSharedKey.copy()
        signer = SigningKey(seed: record.keys.seed)
        dataKey = record.keys.data.copy()
    }

    /// Opens a profile's device file; takes about a second and 256 MiB.
    ///
    /// - Throws: `notEnrolled`, `wrongMode`, `deviceFileDamaged`, `layoutTooNew`,
    ///   `wrongPassphrase`, `memoryRefused`, `inputOutput`.
    public static func unlock(
        _ profile: Profile, _ passphrase: borrowing Passphrase
    ) throws(ClientError) -> UnlockedDevice {
        try UnlockedDevice(try record(profile, passphrase), profile: profile)
    }

    /// Seals a profile's device file under another passphrase.
    public static func changePassphrase(
        _ profile: Profile, from old: borrowing Passphrase, to new: borrowing Passphrase
    ) throws(ClientError) {
        try store(try record(profile, old), in: profile, under: new)
    }

    private static func record(
        _ profile: Profile, _ passphrase: borrowing Passphrase
    ) throws(ClientError) -> DeviceRecord {
        let file = try ClientFile.read(
            profile.deviceFile, byteCountMax: ClientLimits.deviceFileByteCountMax)
        guard let file else { throw ClientError(.notEnrolled) }
        var body = try SealedFile.open(file, .device, passphrase)
        defer { Sodium.wipe(&body) }
        return try DeviceRecord(body: body)
    }

    static func store(
        _ record: borrowing DeviceRecord, in profile: Profile,
        under passphrase: borrowing Passphrase
    ) throws(ClientError) {
        var body = record.body()
        try ClientFile.replace(
            profile.deviceFile, with: try SealedFile.seal(&body, .device, passphrase))
    }

    /// What a connection needs.
    func credentials() -> ConnectionCredentials {
        ConnectionCredentials(
            daemonKeyID: deviceInfo.daemonKeyID, daemonKey: deviceInfo.daemonKey,
            deviceKey: agreement.copy(), preSharedKey: preSharedKey.copy(),
            introduction: .session)
    }
}

/// What is kept, one file for each name:
///
/// ```
/// off len
///   0   4  "MDKS"
///   4   2  layout = 1, big-endian
///   6   2  zero
///   8   n  CommittingAEAD under the device's data key; its context is these 8 bytes, the
///          device's id and the name, so that a file cannot stand in for another
/// ```
extension UnlockedDevice: DeviceKeeper {
    private static let header = Array("MDKS".utf8) + [0, 1, 0, 0]
    private static let personal: StaticString = "MDR.clientkept.1"

    /// What is known of the device.
    public func info() async throws(ClientError) -> DeviceInfo { deviceInfo }

    /// Signs an approval statement.
    public func signApproval(_ statement: [UInt8]) async throws(ClientError) -> [UInt8] {
        let text = Array("madar/1 approval".utf8) + statement
        return signer.sign(text.rawSpan)
    }

    /// Keeps bytes under a name, sealed and durable when this returns.
    ///
    /// - Throws: `malformedName`, `keptTooMuch`, `inputOutput`.
    public func keep(_ name: String, _ bytes: [UInt8]) async throws(ClientError) {
        try store(name, bytes)
    }

    /// What is kept under a name; nil where nothing is.
    ///
    /// - Throws: `malformedName`, `keptFileDamaged`, `layoutTooNew`, `wrongMode`, `inputOutput`.
    public func recall(_ name: String) async throws(ClientError) -> [UInt8]? { try load(name) }

    /// Drops what is kept under a name.
    public func forget(_ name: String) async throws(ClientError) { try discard(name) }

    /// Drops what is kept under a name, at once.
    public func discard(_ name: String) throws(ClientError) {
        try ClientFile.remove(try path(name))
    }

    /// The names under which something is kept, sorted.
    public func kept() async throws(ClientError) -> [String] {
        ClientFile.names(in: profile.keptFolder).filter { Self.isKeptName($0) }.sorted()
    }

    func store(_ name: String, _ bytes: [UInt8]) throws(ClientError) {
        let path = try path(name)
        guard bytes.count <= ClientLimits.keptByteCountMax else {
            throw ClientError(.keptTooMuch)
        }
        try ClientFile.makeFolder(profile.keptFolder)
        let isFull =
            ClientFile.names(in: profile.keptFolder).count >= ClientLimits.keptCountMax
        guard !isFull || ClientFile.exists(path) else { throw ClientError(.keptTooMuch) }
        var file = Self.header
        let context = context(of: name)
        CommittingAEAD.seal(
            bytes.rawSpan, context: context.rawSpan, personal: Self.personal, key: dataKey,
            appendingTo: &file)
        try ClientFile.replace(path, with: file)
    }

    func load(_ name: String) throws(ClientError) -> [UInt8]? {
        let file = try ClientFile.read(
            try path(name), byteCountMax: ClientLimits.keptByteCountMax + 128)
        guard let file else { return nil }
        guard file.starts(with: Self.header) else {
            let isLater = file.starts(with: Self.header.prefix(4)) && file.count > 8
            throw ClientError(isLater ? .layoutTooNew : .keptFileDamaged)
        }
        let sealed = Array(file[Self.header.count...])
        let context = context(of: name)
        let bytes = try? CommittingAEAD.open(
            sealed.rawSpan, context: context.rawSpan, personal: Self.personal, key: dataKey)
        guard let bytes else { throw ClientError(.keptFileDamaged) }
        return bytes
    }

    private func context(of name: String) -> [UInt8] {
        Self.header + deviceInfo.device.bytes + Array(name.utf8)
    }

    private func path(_ name: String) throws(ClientError) -> String {
        guard Self.isKeptName(name) else { throw ClientError(.malformedName) }
        return profile.keptFolder + "/" + name
    }

    private static func isKeptName(_ name: String) -> Bool {
        // A name with `.new` at its end is a file that is being written.
        (1...ClientLimits.keptNameByteCountMax).contains(name.utf8.count)
            && name.utf8.allSatisfy(Profile.isNameCharacter) && !name.hasPrefix(".")
            && !name.hasSuffix(".new")
    }
}
