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

/// The files that a passphrase opens: the device file, the pending enrolment, a witness's key.
///
/// ```
/// off len
///   0   4  "MDKF"
///   4   2  layout, big-endian: of a device file 2, of the others 1
///   6   1  kind: 1 device, 2 pending enrolment, 3 witness
///   7   1  zero
///   8   4  Argon2id passes over the memory
///  12   4  Argon2id memory in KiB
///  16  16  Argon2id salt
///  32   n  CommittingAEAD: nonce 24, commitment 32, ciphertext, tag 16
/// 32+n 16  the first bytes of SHA-256 over all before
/// ```
/// The first 32 bytes are the context of the sealing, so cost and salt are authenticated. The
/// checksum is without a key: it tells a damaged file from a wrong passphrase, before a second of
/// work, and nothing else. Bodies stand at `DeviceRecord`, `PendingRecord` and
/// `WitnessRecord`.
enum SealedFile {
    enum Kind: UInt8 {
        case device = 1
        case pending = 2
        case witness = 3

        var personal: StaticString {
            switch self {
            case .device: "MDR.devicefile.1"
            case .pending: "MDR.enrolpend.1."
            case .witness: "MDR.witnesskey.1"
            }
        }

        /// The layout that is written; those before it are read.
        var layout: UInt16 {
            switch self {
            case .device: 2
            case .pending, .witness: 1
            }
        }
    }

    /// The key that a passphrase and a salt give, in guarded memory: with it a file is written
    /// again after its passphrase was forgotten.
    final class Lock: Sendable {
        fileprivate let cost: PasswordHash.Cost
        fileprivate let salt: [UInt8]
        fileprivate let key: SecretKey

        /// The lock of a passphrase under a new salt, at the least cost that is allowed.
        convenience init(_ passphrase: borrowing Passphrase) throws(ClientError) {
            try self.init(
                passphrase, cost: .floor, salt: Random.bytes(PasswordHash.saltByteCount))
        }

        fileprivate init(
            _ passphrase: borrowing Passphrase, cost: PasswordHash.Cost, salt: [UInt8]
        ) throws(ClientError) {
            do {
                key = try PasswordHash.key(from: passphrase.buffer, salt: salt, cost: cost)
            } catch {
                throw ClientError(.memoryRefused)
            }
            self.cost = cost
            self.salt = salt
        }

        /// A lock that no passphrase opens, for a file that nobody else is to read.
        init() {
            cost = .floor
            salt = Random.bytes(PasswordHash.saltByteCount)
            key = SecretKey()
        }
    }

    private static let magic = Array("MDKF".utf8)
    private static let headerByteCount = 32
    private static let checksumByteCount = 16

    /// Seals a body, which is wiped.
    static func seal(
        _ body: inout [UInt8], _ kind: Kind, _ lock: Lock
    ) -> [UInt8] {
        defer { Sodium.wipe(&body) }
        var file = magic
        file.appendBigEndian(kind.layout)
        file += [kind.rawValue, 0]
        file.appendBigEndian(lock.cost.operations)
        file.appendBigEndian(lock.cost.memoryKibibytes)
        file += lock.salt
        assert(file.count == headerByteCount)
        let header = file
        CommittingAEAD.seal(
            body.rawSpan, context: header.rawSpan, personal: kind.personal, key: lock.key,
            appendingTo: &file)
        return file + SHA256.hash(file).prefix(checksumByteCount)
    }

    /// Opens a file with a passphrase; the caller wipes the body.
    ///
    /// - Throws: `deviceFileDamaged`, `layoutTooNew`, `wrongPassphrase`, `memoryRefused`.
    static func open(
        _ file: [UInt8], _ kind: Kind, _ passphrase: borrowing Passphrase
    ) throws(ClientError) -> (body: [UInt8], layout: UInt16, lock: Lock) {
        let parts = try parts(file, kind)
        let lock = try Lock(passphrase, cost: parts.cost, salt: parts.salt)
        return (try open(parts, kind, lock), parts.layout, lock)
    }

    /// Opens a file that was sealed with a lock; the caller wipes the body.
    ///
    /// - Throws: `deviceFileDamaged`, `layoutTooNew`; `wrongPassphrase` where the passphrase was
    ///   changed since.
    static func open(
        _ file: [UInt8], _ kind: Kind, _ lock: Lock
    ) throws(ClientError) -> (body: [UInt8], layout: UInt16) {
        let parts = try parts(file, kind)
        guard parts.salt == lock.salt else { throw ClientError(.wrongPassphrase) }
        return (try open(parts, kind, lock), parts.layout)
    }

    private static func open(
        _ parts: Parts, _ kind: Kind, _ lock: Lock
    ) throws(ClientError) -> [UInt8] {
        do {
            return try CommittingAEAD.open(
                parts.sealed.rawSpan, context: parts.header.rawSpan, personal: kind.personal,
                key: lock.key)
        } catch {
            // The checksum agreed, so that what differs is the key.
            throw ClientError(
                error == .wrongKeyOrContext ? .wrongPassphrase : .deviceFileDamaged)
        }
    }

    /// A file whose checksum agrees.
    private struct Parts {
        let layout: UInt16
        let cost: PasswordHash.Cost
        let salt: [UInt8]
        let header: [UInt8]
        let sealed: [UInt8]
    }

    private static func parts(_ file: [UInt8], _ kind: Kind) throws(ClientError) -> Parts {
        guard file.count > headerByteCount + checksumByteCount, file.starts(with: magic) else {
            throw ClientError(.deviceFileDamaged)
        }
        let sealedEnd = file.count - checksumByteCount
        let sum = SHA256.hash(Array(file[..<sealedEnd])).prefix(checksumByteCount)
        guard sum.elementsEqual(file[sealedEnd...]) else { throw ClientError(.deviceFileDamaged) }
        let header = Array(file[..<headerByteCount])
        let sealed = Array(file[headerByteCount..<sealedEnd])
        var reader = ByteReader(header[magic.count...])
        do {
            let layout = try reader.integer(UInt16.self)
            guard layout <= kind.layout else { throw ClientError(.layoutTooNew) }
            let (number, zero) = (try reader.integer(UInt8.self), try reader.integer(UInt8.self))
            let cost = PasswordHash.Cost(
                operations: try reader.integer(), memoryKibibytes: try reader.integer())
            guard layout > 0, number == kind.rawValue, zero == 0, cost.isAllowed else {
                throw ClientError(.deviceFileDamaged)
            }
            return Parts(
                layout: layout, cost: cost,
                salt: Array(try reader.take(PasswordHash.saltByteCount)), header: header,
                sealed: sealed)
        } catch let error as ClientError {
            throw error
        } catch {
            throw ClientError(.deviceFileDamaged)
        }
    }
}
