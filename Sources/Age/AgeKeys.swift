internal import Basics
internal import Secrets

/// Somebody to whom a file is sealed: an X25519 public key, written `age1…`.
public struct AgeRecipient: Hashable, Sendable, CustomStringConvertible {
    static let prefix = Array("age".utf8)
    /// The public key, 32 bytes.
    public let publicKey: [UInt8]

    init(publicKey: [UInt8]) { self.publicKey = publicKey }

    /// Takes a public key of 32 bytes.
    ///
    /// - Throws: `recipient` for any other count, and for a point that nothing can be sealed to.
    public init(key: [UInt8]) throws(AgeError) {
        // A point of low order would make a file that anybody opens.
        guard key.count == AgreementKey.publicKeyByteCount,
            (try? AgreementKey().sharedSecret(with: key.rawSpan)) != nil
        else { throw .recipient }
        publicKey = key
    }

    /// Reads a recipient as it is written.
    ///
    /// - Throws: `recipient`.
    public init(_ text: String) throws(AgeError) {
        guard let (prefix, bytes) = Bech32.decode(Array(text.utf8)), prefix == Self.prefix,
            !text.utf8.contains(UInt8(ascii: "A"))
        else { throw .recipient }
        try self.init(key: bytes)
    }

    /// The recipient as it is written.
    public var description: String {
        String(decoding: Bech32.encode(prefix: Self.prefix, publicKey), as: UTF8.self)
    }
}

/// What opens files that are sealed to its recipient: an X25519 secret in locked memory.
public final class AgeIdentity: Sendable {
    private static let prefix = Array("age-secret-key-".utf8)
    let key: AgreementKey

    /// Makes a random identity.
    public init() { key = AgreementKey() }

    /// Reads an identity as it is written, `AGE-SECRET-KEY-1…`.
    ///
    /// - Throws: `identity`.
    public init(_ text: [UInt8]) throws(AgeError) {
        guard let (prefix, bytes) = Bech32.decode(text), prefix == Self.prefix else {
            throw .identity
        }
        var secret = bytes
        guard let key = try? SecretKey(wiping: &secret) else { throw .identity }
        self.key = AgreementKey(secret: key)
    }

    /// Reads the identities of a file as `age-keygen` writes it: one a line, with comments and
    /// empty lines between; the bytes are wiped whatever happens.
    ///
    /// - Throws: `identity` where a line is neither, or where there is none at all.
    public static func list(wiping file: inout [UInt8]) throws(AgeError) -> [AgeIdentity] {
        defer { Sodium.wipe(&file) }
        guard file.count <= AgeLimits.identityFileByteCountMax else { throw .identity }
        var identities: [AgeIdentity] = []
        for line in file.split(separator: UInt8(ascii: "\n")) {
            var line = Array(line)
            defer { Sodium.wipe(&line) }
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
            identities.append(try AgeIdentity(line))
        }
        guard !identities.isEmpty else { throw .identity }
        return identities
    }

    /// The recipient whose files it opens.
    public var recipient: AgeRecipient { AgeRecipient(publicKey: key.publicKey) }

    /// The identity as it is written; whoever holds the text opens the files.
    public func exported() -> [UInt8] {
        key.secret.withBytes { bytes in
            Bech32.encode(prefix: Self.prefix, [UInt8](copying: bytes)).map {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 & 0xdf : $0
            }
        }
    }
}
