internal import Basics

/// The file in which a custodian keeps his X25519 key, sealed under a passphrase (LAYOUT L-76).
///
/// It may lie on a stick whose file system knows no modes: without the passphrase it is worth
/// nothing.
public enum CustodyKeyFile {
    /// Why a file was refused.
    public enum Failure: Error, Equatable, Sendable {
        /// It is no such file, or is damaged.
        case damaged
        /// The passphrase is another.
        case wrongPassphrase
        /// The machine refused the memory that a passphrase takes.
        case memoryRefused
    }

    private static let magic: [UInt8] = [0x43, 0x4B]
    private static let headerByteCount = 40
    private static let sumByteCount = 16
    private static let label = Array("ST1.cust".utf8)
    private static let personal: StaticString = "CK1.derive+commt"
    /// The size of a file in bytes: header, nonce, commitment, key, tag and checksum.
    public static let byteCount = headerByteCount + 24 + 32 + 32 + 16 + sumByteCount

    /// Seals a key under a passphrase; takes about a second.
    ///
    /// - Throws: `memoryRefused`.
    public static func seal(
        _ key: borrowing AgreementKey, _ passphrase: borrowing SecretBuffer
    ) throws(Failure) -> [UInt8] {
        let cost = PasswordHash.Cost.floor
        let salt = Random.bytes(PasswordHash.saltByteCount)
        var file = magic + [1, 1]
        file.appendBigEndian(cost.operations)
        file.appendBigEndian(cost.memoryKibibytes)
        file.appendZeros(headerByteCount - file.count - salt.count)
        file += salt
        let context = label + file
        let lock = try lock(passphrase, salt, cost)
        key.secret.withBytes { bytes in
            CommittingAEAD.seal(
                bytes, context: context.rawSpan, personal: personal, key: lock,
                appendingTo: &file)
        }
        return file + SHA256.hash(file).prefix(sumByteCount)
    }

    /// Opens a file; takes about a second.
    ///
    /// - Throws: `damaged`, before anything is computed; `wrongPassphrase`; `memoryRefused`.
    public static func open(
        _ file: [UInt8], _ passphrase: borrowing SecretBuffer
    ) throws(Failure) -> AgreementKey {
        let end = file.count - sumByteCount
        // The checksum is without a key: it tells damage from a wrong passphrase, and nothing else.
        guard file.count == byteCount, file.starts(with: magic + [1, 1]),
            SHA256.hash(Array(file[..<end])).prefix(sumByteCount).elementsEqual(file[end...])
        else { throw .damaged }
        var reader = ByteReader(file[4..<headerByteCount])
        guard let passes = try? reader.integer(UInt32.self),
            let memory = try? reader.integer(UInt32.self),
            (try? reader.zeros(headerByteCount - 12 - PasswordHash.saltByteCount)) == true,
            let salt = try? reader.take(PasswordHash.saltByteCount)
        else { throw .damaged }
        let cost = PasswordHash.Cost(operations: passes, memoryKibibytes: memory)
        guard cost.isAllowed else { throw .damaged }
        let lock = try lock(passphrase, Array(salt), cost)
        let context = label + file[..<headerByteCount]
        do throws(SecretsError) {
            var bytes = try CommittingAEAD.open(
                file.rawSpan.extracting(headerByteCount..<end), context: context.rawSpan,
                personal: personal, key: lock)
            return AgreementKey(secret: try SecretKey(wiping: &bytes))
        } catch {
            throw error == .wrongKeyOrContext ? .wrongPassphrase : .damaged
        }
    }

    private static func lock(
        _ passphrase: borrowing SecretBuffer, _ salt: [UInt8], _ cost: PasswordHash.Cost
    ) throws(Failure) -> SecretKey {
        do throws(SecretsError) {
            return try PasswordHash.key(from: passphrase, salt: salt, cost: cost)
        } catch {
            throw .memoryRefused
        }
    }
}
