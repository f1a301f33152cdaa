import Basics
import Framing
import Merkle
import Secrets

/// Why something of a custodian could not be done on this side, or the daemon did not take it.
public enum CustodyError: Error, Equatable, Sendable {
    /// The file is no custody key, or is damaged.
    case fileDamaged
    /// The passphrase of the key's file is wrong.
    case wrongPassphrase
    /// The store has no committee.
    case noCommittee
    /// No change of the committee waits for proofs.
    case noPlan
    /// The key belongs to nobody of the committee.
    case notCustodian
    /// The daemon did not find it to be this custodian's.
    case wrong(label: String)
    /// The daemon's number changed under it twice: somebody else proves at the same time.
    case stale
}

/// A custodian's X25519 key, open on his own machine.
public final class CustodyKey: Sendable {
    let key: AgreementKey

    private init(_ key: consuming AgreementKey) { self.key = key }

    /// The public half, 32 bytes.
    public var publicKey: [UInt8] { key.publicKey }

    /// A public key as people carry it; empty for a key of a wrong size.
    public static func text(of publicKey: [UInt8]) -> String {
        CustodyKeyText(publicKey: publicKey)?.text ?? ""
    }

    /// The public key of a text; nil where a character is missing or wrong.
    public static func publicKey(of text: some StringProtocol) -> [UInt8]? {
        CustodyKeyText(text)?.publicKey
    }

    /// What is read aloud to compare a public key: eight groups of five digits.
    public static func fingerprint(of publicKey: [UInt8]) -> String {
        SpokenDigest.text(of: SHA256.hash(Array("madar/1 custody key".utf8) + publicKey))
    }

    /// Makes a key, and gives it with its file, sealed under a passphrase; takes about a second.
    ///
    /// - Throws: `ClientError`.
    public static func make(
        _ passphrase: borrowing Passphrase
    ) throws(ClientError) -> (key: CustodyKey, file: [UInt8]) {
        let key = AgreementKey()
        do throws(CustodyKeyFile.Failure) {
            let file = try CustodyKeyFile.seal(key, passphrase.buffer)
            return (CustodyKey(key), file)
        } catch {
            throw ClientError(.memoryRefused)
        }
    }

    /// Opens a key's file; takes about a second.
    ///
    /// - Throws: `CustodyError`, `ClientError`.
    public static func open(
        _ file: [UInt8], _ passphrase: borrowing Passphrase
    ) throws -> CustodyKey {
        do throws(CustodyKeyFile.Failure) {
            return CustodyKey(try CustodyKeyFile.open(file, passphrase.buffer))
        } catch {
            switch error {
            case .damaged: throw CustodyError.fileDamaged
            case .wrongPassphrase: throw CustodyError.wrongPassphrase
            case .memoryRefused: throw ClientError(.memoryRefused)
            }
        }
    }

    /// The size of a key's file in bytes.
    public static var fileByteCount: Int { CustodyKeyFile.byteCount }
}
