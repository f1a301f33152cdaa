package import Basics
import Framing
package import Secrets

/// A daemon's static public key and its number.
package struct DaemonKey: Equatable, Sendable {
    package var id: UInt8
    package var publicKey: [UInt8]

    package init(id: UInt8, publicKey: [UInt8]) {
        self.id = id
        self.publicKey = publicKey
    }
}

/// The keys that a device makes for itself before it says a word.
package struct OwnKeys: ~Copyable, Sendable {
    /// The scalar of the static X25519 key.
    package let agreement: SecretKey
    /// The seed of the Ed25519 key that signs approvals.
    let seed: SecretKey
    /// What everything that the client keeps is sealed under.
    let data: SecretKey

    package init() {
        agreement = SecretKey()
        seed = SecretKey()
        data = SecretKey()
    }

    private init(
        _ agreement: consuming SecretKey, _ seed: consuming SecretKey, _ data: consuming SecretKey
    ) {
        self.agreement = agreement
        self.seed = seed
        self.data = data
    }

    init(_ reader: inout BodyReader) throws(ClientError) {
        self.init(try reader.key(), try reader.key(), try reader.key())
    }

    borrowing func copy() -> OwnKeys { OwnKeys(agreement.copy(), seed.copy(), data.copy()) }

    borrowing func append(to body: inout [UInt8]) {
        body.append(agreement)
        body.append(seed)
        body.append(data)
    }
}

/// The body of the device file.
///
/// ```
/// X25519 scalar 32, Ed25519 seed 32, data key 32, pre-shared key 32, device 16, member 16,
/// count u8 of daemon keys, each: number u8, key 32;
/// then four runs, each a length u8 and bytes: address, label, log origin, log key (0 or 32);
/// from layout 2 on: 0, or 1 and the next pre-shared key 32.
/// ```
package struct DeviceRecord: ~Copyable, Sendable {
    let keys: OwnKeys
    /// The pre-shared key that the daemon has confirmed.
    var preSharedKey: SecretKey
    /// One that the daemon gave and has not confirmed; where it is there, it is the one to use.
    var nextPreSharedKey: SecretKey?
    let device: DeviceID
    let member: MemberID
    /// The daemon's keys as it told them, the one to use first.
    var daemonKeys: [DaemonKey]
    let address: String
    let label: String
    let logOrigin: String
    let logKey: [UInt8]

    package init(
        keys: consuming OwnKeys, preSharedKey: consuming SecretKey, device: DeviceID,
        member: MemberID, daemonKeys: [DaemonKey], address: String, label: String,
        logOrigin: String, logKey: [UInt8], nextPreSharedKey: consuming SecretKey? = nil
    ) {
        self.keys = keys
        self.preSharedKey = preSharedKey
        self.nextPreSharedKey = nextPreSharedKey
        self.device = device
        self.member = member
        self.daemonKeys = daemonKeys
        self.address = address
        self.label = label
        self.logOrigin = logOrigin
        self.logKey = logKey
    }

    init(body: [UInt8], layout: UInt16) throws(ClientError) {
        var reader = BodyReader(body)
        let keys = try OwnKeys(&reader)
        let preSharedKey = try reader.key()
        let device: DeviceID = try reader.identifier()
        let member: MemberID = try reader.identifier()
        let count = Int(try reader.byte())
        guard (1...ClientLimits.daemonKeysMax).contains(count) else {
            throw ClientError(.deviceFileDamaged)
        }
        var daemonKeys: [DaemonKey] = []
        for _ in 0..<count {
            daemonKeys.append(DaemonKey(id: try reader.byte(), publicKey: try reader.bytes(32)))
        }
        let (address, label, origin) = (
            try reader.text(), try reader.text(), try reader.text()
        )
        let logKey = try reader.run()
        guard logKey.isEmpty || logKey.count == 32 else { throw ClientError(.deviceFileDamaged) }
        let next = layout >= 2 ? try Self.next(&reader) : nil
        try reader.finish()
        self.init(
            keys: keys, preSharedKey: preSharedKey, device: device, member: member,
            daemonKeys: daemonKeys, address: address, label: label, logOrigin: origin,
            logKey: logKey, nextPreSharedKey: next)
    }

    private static func next(_ reader: inout BodyReader) throws(ClientError) -> SecretKey? {
        switch try reader.byte() {
        case 0: return nil
        case 1: return try reader.key()
        default: throw ClientError(.deviceFileDamaged)
        }
    }

    borrowing func body() -> [UInt8] {
        var body: [UInt8] = []
        // Room for all of it at once: a growing array would leave copies of keys behind.
        body.reserveCapacity(1_536)
        keys.append(to: &body)
        body.append(preSharedKey)
        body.append(device)
        body.append(member)
        body.append(UInt8(daemonKeys.count))
        for key in daemonKeys {
            body.append(key.id)
            body += key.publicKey
        }
        for text in [address, label, logOrigin] { body.appendRun(Array(text.utf8)) }
        body.appendRun(logKey)
        switch nextPreSharedKey {
        case .some(let next):
            body.append(1)
            body.append(next)
        case .none: body.append(0)
        }
        return body
    }

    /// The pre-shared key to shake hands with.
    borrowing func preSharedKeyInUse() -> SecretKey {
        switch nextPreSharedKey {
        case .some(let next): next.copy()
        case .none: preSharedKey.copy()
        }
    }

    /// The digest by which the next pre-shared key is confirmed (SPEC W-97); nil where there is
    /// none.
    borrowing func nextDigest() -> [UInt8]? {
        switch nextPreSharedKey {
        case .some(let next): next.withBytes { SHA256.hash($0) }
        case .none: nil
        }
    }
}

/// The body of a pending enrolment.
///
/// ```
/// X25519 scalar 32, Ed25519 seed 32, data key 32, invitation 16, invitation's secret 32,
/// number of the daemon's key u8, key 32; address and label, each a length u8 and bytes.
/// ```
struct PendingRecord: ~Copyable {
    let keys: OwnKeys
    let invitation: InvitationID
    let secret: SecretKey
    let daemonKey: DaemonKey
    let address: String
    let label: String

    private init(
        keys: consuming OwnKeys, invitation: InvitationID, secret: consuming SecretKey,
        daemonKey: DaemonKey, address: String, label: String
    ) {
        self.keys = keys
        self.invitation = invitation
        self.secret = secret
        self.daemonKey = daemonKey
        self.address = address
        self.label = label
    }

    init(_ invitation: InvitationText, label: String) throws(ClientError) {
        let bytes = invitation.secret
        guard let secret = try? SecretKey(copying: bytes.rawSpan) else {
            throw ClientError(.malformedInvitation)
        }
        self.init(
            keys: OwnKeys(), invitation: invitation.invitation, secret: secret,
            daemonKey: DaemonKey(id: invitation.keyID, publicKey: invitation.daemonKey),
            address: invitation.address, label: label)
    }

    init(body: [UInt8]) throws(ClientError) {
        var reader = BodyReader(body)
        let keys = try OwnKeys(&reader)
        let invitation: InvitationID = try reader.identifier()
        let secret = try reader.key()
        let daemonKey = DaemonKey(id: try reader.byte(), publicKey: try reader.bytes(32))
        let (address, label) = (try reader.text(), try reader.text())
        try reader.finish()
        self.init(
            keys: keys, invitation: invitation, secret: secret, daemonKey: daemonKey,
            address: address, label: label)
    }

    borrowing func body() -> [UInt8] {
        var body: [UInt8] = []
        body.reserveCapacity(1_024)
        keys.append(to: &body)
        body.append(invitation)
        body.append(secret)
        body.append(daemonKey.id)
        body += daemonKey.publicKey
        body.appendRun(Array(address.utf8))
        body.appendRun(Array(label.utf8))
        return body
    }
}

/// Reads a body; whatever does not fit is damage.
struct BodyReader {
    private var reader: ByteReader

    init(_ body: [UInt8]) { reader = ByteReader(body) }

    mutating func bytes(_ count: Int) throws(ClientError) -> [UInt8] {
        guard let bytes = try? reader.take(count) else { throw ClientError(.deviceFileDamaged) }
        return Array(bytes)
    }

    mutating func byte() throws(ClientError) -> UInt8 { try bytes(1)[0] }

    mutating func key() throws(ClientError) -> SecretKey {
        var bytes = try bytes(SecretKey.byteCount)
        guard let key = try? SecretKey(wiping: &bytes) else {
            throw ClientError(.deviceFileDamaged)
        }
        return key
    }

    mutating func identifier<Kind>() throws(ClientError) -> Identifier<Kind> {
        guard let id = Identifier<Kind>(try bytes(16)) else {
            throw ClientError(.deviceFileDamaged)
        }
        return id
    }

    mutating func run() throws(ClientError) -> [UInt8] { try bytes(Int(try byte())) }

    mutating func text() throws(ClientError) -> String {
        guard let text = String(validating: try run(), as: UTF8.self) else {
            throw ClientError(.deviceFileDamaged)
        }
        return text
    }

    func finish() throws(ClientError) {
        guard reader.remaining == 0 else { throw ClientError(.deviceFileDamaged) }
    }
}

extension [UInt8] {
    mutating func append(_ key: borrowing SecretKey) {
        key.withBytes { span in
            unsafe span.withUnsafeBytes { unsafe self.append(contentsOf: $0) }
        }
    }

    /// Appends bytes with their count; what the formats allow to stand here is shorter than 256.
    mutating func appendRun(_ bytes: [UInt8]) {
        append(UInt8(clamping: bytes.count))
        self += bytes.prefix(255)
    }
}
