import Basics
import Glibc
public import Secrets

/// A passphrase in guarded memory.
public struct Passphrase: ~Copyable, Sendable {
    let buffer: SecretBuffer

    /// Takes over a passphrase; nil where it is too short or too long.
    public init?(_ buffer: consuming SecretBuffer) {
        let range = ClientLimits.passphraseByteCountMin...ClientLimits.passphraseByteCountMax
        guard range.contains(buffer.byteCount) else { return nil }
        self.buffer = buffer
    }

    /// Moves a passphrase out of an array, which is wiped; nil where it is too short or too long.
    public init?(wiping bytes: inout [UInt8]) {
        self.init(SecretBuffer(wiping: &bytes))
    }

    /// Lends the bytes for the length of a call.
    public borrowing func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe buffer.withBytes(body)
    }
}

/// The files that a passphrase opens: the device file and the pending enrolment.
///
/// ```
/// off len
///   0   4  "MDKF"
///   4   2  layout = 1, big-endian
///   6   1  kind: 1 device, 2 pending enrolment
///   7   1  zero
///   8   4  Argon2id passes over the memory
///  12   4  Argon2id memory in KiB
///  16  16  Argon2id salt
///  32   n  CommittingAEAD: nonce 24, commitment 32, ciphertext, tag 16
/// 32+n 16  the first bytes of SHA-256 over all before
/// ```
/// The first 32 bytes are the context of the sealing, so cost and salt are authenticated. The
/// checksum is without a key: it tells a damaged file from a wrong passphrase, before a second of
/// work, and nothing else. Bodies stand at `DeviceRecord` and `PendingRecord`.
enum SealedFile {
    enum Kind: UInt8 {
        case device = 1
        case pending = 2

        var personal: StaticString {
            switch self {
            case .device: "MDR.devicefile.1"
            case .pending: "MDR.enrolpend.1."
            }
        }
    }

    private static let magic = Array("MDKF".utf8)
    private static let layout: UInt16 = 1
    private static let headerByteCount = 32
    private static let checksumByteCount = 16

    /// Seals a body, which is wiped, at the least cost that is allowed.
    static func seal(
        _ body: inout [UInt8], _ kind: Kind, _ passphrase: borrowing Passphrase
    ) throws(ClientError) -> [UInt8] {
        defer { Sodium.wipe(&body) }
        let cost = PasswordHash.Cost.floor
        let salt = Random.bytes(PasswordHash.saltByteCount)
        var file = magic
        file.appendBigEndian(layout)
        file += [kind.rawValue, 0]
        file.appendBigEndian(cost.operations)
        file.appendBigEndian(cost.memoryKibibytes)
        file += salt
        assert(file.count == headerByteCount)
        let key = try Self.key(passphrase, salt: salt, cost: cost)
        let header = file
        CommittingAEAD.seal(
            body.rawSpan, context: header.rawSpan, personal: kind.personal, key: key,
            appendingTo: &file)
        return file + SHA256.hash(file).prefix(checksumByteCount)
    }

    /// Opens a file; the caller wipes the body.
    ///
    /// - Throws: `deviceFileDamaged`, `layoutTooNew`, `wrongPassphrase`, `memoryRefused`.
    static func open(
        _ file: [UInt8], _ kind: Kind, _ passphrase: borrowing Passphrase
    ) throws(ClientError) -> [UInt8] {
        guard file.count > headerByteCount + checksumByteCount, file.starts(with: magic) else {
            throw ClientError(.deviceFileDamaged)
        }
        let sealedEnd = file.count - checksumByteCount
        let sum = SHA256.hash(Array(file[..<sealedEnd])).prefix(checksumByteCount)
        guard sum.elementsEqual(file[sealedEnd...]) else { throw ClientError(.deviceFileDamaged) }
        let header = Array(file[..<headerByteCount])
        let (cost, salt) = try read(header, kind)
        let key = try Self.key(passphrase, salt: salt, cost: cost)
        let sealed = Array(file[headerByteCount..<sealedEnd])
        do {
            return try CommittingAEAD.open(
                sealed.rawSpan, context: header.rawSpan, personal: kind.personal, key: key)
        } catch {
            // The checksum agreed, so that what differs is the key.
            throw ClientError(
                error == .wrongKeyOrContext ? .wrongPassphrase : .deviceFileDamaged)
        }
    }

    private static func read(
        _ header: [UInt8], _ kind: Kind
    ) throws(ClientError) -> (PasswordHash.Cost, [UInt8]) {
        var reader = ByteReader(header[magic.count...])
        do {
            let version = try reader.integer(UInt16.self)
            guard version <= layout else { throw ClientError(.layoutTooNew) }
            let (number, zero) = (try reader.integer(UInt8.self), try reader.integer(UInt8.self))
            let cost = PasswordHash.Cost(
                operations: try reader.integer(), memoryKibibytes: try reader.integer())
            guard version == layout, number == kind.rawValue, zero == 0, cost.isAllowed else {
                throw ClientError(.deviceFileDamaged)
            }
            return (cost, Array(try reader.take(PasswordHash.saltByteCount)))
        } catch let error as ClientError {
            throw error
        } catch {
            throw ClientError(.deviceFileDamaged)
        }
    }

    private static func key(
        _ passphrase: borrowing Passphrase, salt: [UInt8], cost: PasswordHash.Cost
    ) throws(ClientError) -> SecretKey {
        do {
            return try PasswordHash.key(from: passphrase.buffer, salt: salt, cost: cost)
        } catch {
            throw ClientError(.memoryRefused)
        }
    }
}
