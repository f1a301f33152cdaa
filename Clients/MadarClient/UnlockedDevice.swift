public import Basics
import Framing
import Secrets
import Session
import Synchronization

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
    /// What may change while the device is unlocked, with the file.
    private final class Standing: Sendable {
        let record: DeviceRecord
        let info: DeviceInfo

        init(_ record: consuming DeviceRecord, _ profile: Profile) throws(ClientError) {
            info = try UnlockedDevice.info(of: record, profile)
            self.record = record
        }
    }

    /// The profile.
    public let profile: Profile
    private let device: DeviceID
    private let agreement: AgreementKey
    private let signer: SigningKey
    private let dataKey: SecretKey
    private let lock: SealedFile.Lock
    private let standing: Mutex<Standing>

    /// What is known of the device.
    public var deviceInfo: DeviceInfo { standing.withLock { $0.info } }

    private init(
        _ record: consuming DeviceRecord, profile: Profile, lock: SealedFile.Lock
    ) throws(ClientError) {
        self.profile = profile
        self.lock = lock
        device = record.device
        agreement = AgreementKey(secret: record.keys.agreement.copy())
        signer = SigningKey(seed: record.keys.seed)
        dataKey = record.keys.data.copy()
        standing = Mutex(try Standing(record, profile))
    }

    /// A device whose file lies in its profile, but opens with no passphrase: it saves a test the
    /// second that one costs.
    package convenience init(
        withoutPassphrase record: consuming DeviceRecord, profile: Profile
    ) throws(ClientError) {
        let lock = SealedFile.Lock()
        try ClientFile.makeFolder(profile.folder)
        try Self.write(record, in: profile, lock)
        try self.init(record, profile: profile, lock: lock)
    }

    /// The same device as another process finds it on disk now.
    package func readAgain() throws(ClientError) -> UnlockedDevice {
        try UnlockedDevice(try Self.read(profile, lock), profile: profile, lock: lock)
    }

    /// Opens a profile's device file; takes about a second and 256 MiB.
    ///
    /// - Throws: `notEnrolled`, `wrongMode`, `deviceFileDamaged`, `layoutTooNew`,
    ///   `wrongPassphrase`, `memoryRefused`, `inputOutput`.
    public static func unlock(
        _ profile: Profile, _ passphrase: borrowing Passphrase
    ) throws(ClientError) -> UnlockedDevice {
        var opened = try SealedFile.open(try file(of: profile), .device, passphrase)
        defer { Sodium.wipe(&opened.body) }
        return try UnlockedDevice(
            try DeviceRecord(body: opened.body, layout: opened.layout), profile: profile,
            lock: opened.lock)
    }

    /// Seals a profile's device file under another passphrase.
    ///
    /// A session that is unlocked meanwhile goes on, but can store no new key until it is unlocked
    /// with the new one.
    public static func changePassphrase(
        _ profile: Profile, from old: borrowing Passphrase, to new: borrowing Passphrase
    ) throws(ClientError) {
        let lock = try SealedFile.Lock(new)
        let turn = try FolderTurn(profile.folder)
        defer { turn.end() }
        var opened = try SealedFile.open(try file(of: profile), .device, old)
        defer { Sodium.wipe(&opened.body) }
        try write(
            try DeviceRecord(body: opened.body, layout: opened.layout), in: profile, lock)
    }

    private static func file(of profile: Profile) throws(ClientError) -> [UInt8] {
        let file = try ClientFile.read(
            profile.deviceFile, byteCountMax: ClientLimits.deviceFileByteCountMax)
        guard let file else { throw ClientError(.notEnrolled) }
        return file
    }

    private static func read(
        _ profile: Profile, _ lock: SealedFile.Lock
    ) throws(ClientError) -> DeviceRecord {
        var (body, layout) = try SealedFile.open(try file(of: profile), .device, lock)
        defer { Sodium.wipe(&body) }
        return try DeviceRecord(body: body, layout: layout)
    }

    /// Writes the file of a device that was enrolled, and opens what it finds there then.
    static func store(
        _ record: borrowing DeviceRecord, in profile: Profile, _ lock: SealedFile.Lock
    ) throws(ClientError) -> UnlockedDevice {
        try write(record, in: profile, lock)
        return try UnlockedDevice(try read(profile, lock), profile: profile, lock: lock)
    }

    private static func write(
        _ record: borrowing DeviceRecord, in profile: Profile, _ lock: SealedFile.Lock
    ) throws(ClientError) {
        var body = record.body()
        try ClientFile.replace(
            profile.deviceFile, with: SealedFile.seal(&body, .device, lock))
    }

    private static func info(
        of record: borrowing DeviceRecord, _ profile: Profile
    ) throws(ClientError) -> DeviceInfo {
        guard let daemonKey = record.daemonKeys.first else {
            throw ClientError(.deviceFileDamaged)
        }
        return DeviceInfo(
            profile: profile.name, member: record.member, device: record.device,
            label: record.label, address: record.address, daemonKeyID: daemonKey.id,
            daemonKey: daemonKey.publicKey, logOrigin: record.logOrigin, logKey: record.logKey)
    }

    // MARK: - Keys that change

    /// What a connection may be tried with, by its place, what should do first; nil beyond the
    /// last.
    ///
    /// It is each of the daemon's keys (SPEC W-89) with the pre-shared key in use (SPEC W-88). A
    /// former one comes last, for a daemon that was put back to before it gave the next.
    func credentials(_ place: Int) -> ConnectionCredentials? {
        standing.withLock { standing -> ConnectionCredentials? in
            let keys = standing.record.daemonKeys
            let hasNext = standing.record.nextDigest() != nil
            guard place < (hasNext ? 2 * keys.count : keys.count) else { return nil }
            let preSharedKey =
                place < keys.count
                ? standing.record.preSharedKeyInUse() : standing.record.preSharedKey.copy()
            let key = keys[place % keys.count]
            return ConnectionCredentials(
                daemonKeyID: key.id, daemonKey: key.publicKey, deviceKey: agreement.copy(),
                preSharedKey: preSharedKey, introduction: .session)
        }
    }

    /// The daemon's keys that are kept, in their order.
    package var daemonKeys: [DaemonKey] { standing.withLock { $0.record.daemonKeys } }

    /// The digest of a next pre-shared key that is stored and not confirmed; nil for none.
    package var nextDigest: [UInt8]? { standing.withLock { $0.record.nextDigest() } }

    /// Keeps exactly the daemon's keys that it told, in their order (SPEC W-89).
    func keep(_ keys: [DaemonKey]) throws(ClientError) {
        guard keys != daemonKeys, !keys.isEmpty else { return }
        try change { $0.daemonKeys = keys }
    }

    /// Stores the next pre-shared key beside the current one; durable when this returns.
    func keepNext(_ bytes: inout [UInt8]) throws(ClientError) {
        guard let next = try? SecretKey(wiping: &bytes) else {
            throw ClientError(.badAnswer)
        }
        try change { record in
            // Another process of this device may have confirmed the same key meanwhile.
            if !record.preSharedKey.isEqual(to: next) { record.nextPreSharedKey = next.copy() }
        }
    }

    /// Forgets the former pre-shared key, which the daemon takes no more.
    func confirmNext(_ digest: [UInt8]) throws(ClientError) {
        try change { record in
            guard record.nextDigest() == digest, let next = record.nextPreSharedKey.take() else {
                return
            }
            record.preSharedKey = next
        }
    }

    /// Takes in what another process of this device has written; true where keys are others now.
    func refresh() -> Bool {
        guard let read = try? Standing(try Self.read(profile, lock), profile) else {
            return false
        }
        return standing.withLock { standing in
            let isSame =
                standing.record.daemonKeys == read.record.daemonKeys
                && standing.record.nextDigest() == read.record.nextDigest()
                && standing.record.preSharedKey.isEqual(to: read.record.preSharedKey)
            standing = read
            return !isSame
        }
    }

    /// Changes what the file holds now, whoever wrote it last, and takes that in.
    private func change(_ change: (inout DeviceRecord) -> Void) throws(ClientError) {
        let turn = try FolderTurn(profile.folder)
        defer { turn.end() }
        var record = try Self.read(profile, lock)
        change(&record)
        try Self.write(record, in: profile, lock)
        let changed = try Standing(record, profile)
        standing.withLock { $0 = changed }
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
            try path(name),
            byteCountMax: ClientLimits.keptByteCountMax + ClientLimits.keptOverheadByteCountMax)
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
        Self.header + device.bytes + Array(name.utf8)
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
