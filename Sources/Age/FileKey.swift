internal import Basics
internal import Secrets

/// The 16 random bytes that every key of one file comes from; behind them stand 16 zeros, since a
/// place in locked memory has 32.
struct FileKey: ~Copyable {
    private let key: SecretKey

    private static let stanzaKind = Array("X25519".utf8)
    private static let wrapInfo = Array("age-encryption.org/v1/X25519".utf8)
    private static let noNonce = [UInt8](repeating: 0, count: ChaCha20Poly1305.nonceByteCount)
    private static let nothing: [UInt8] = []

    /// Makes a random key.
    init() {
        var bytes = Random.bytes(AgeLimits.fileKeyByteCount)
        self.init(wiping: &bytes)
    }

    private init(key: consuming SecretKey) { self.key = key }

    /// A second one with the same bytes.
    borrowing func copy() -> FileKey { FileKey(key: key.copy()) }

    private init(wiping bytes: inout [UInt8]) {
        precondition(bytes.count == AgeLimits.fileKeyByteCount)
        bytes.appendZeros(SecretKey.byteCount - AgeLimits.fileKeyByteCount)
        guard let key = try? SecretKey(wiping: &bytes) else {
            preconditionFailure("32 bytes are a key")
        }
        self.key = key
    }

    private borrowing func derive(salt: [UInt8], info: String) -> SecretKey {
        key.withBytes { bytes in
            var all = [UInt8](copying: bytes)
            var input = Array(all.prefix(AgeLimits.fileKeyByteCount))
            defer {
                Sodium.wipe(&all)
                Sodium.wipe(&input)
            }
            return Self.derive(input.rawSpan, salt: salt, info: Array(info.utf8))
        }
    }

    private static func derive(_ input: RawSpan, salt: [UInt8], info: [UInt8]) -> SecretKey {
        guard
            var bytes = try? HMACSHA256.hkdf(
                inputKey: input, salt: salt.rawSpan, info: info, byteCount: SecretKey.byteCount),
            let key = try? SecretKey(wiping: &bytes)
        else { preconditionFailure("one block is never too much") }
        return key
    }

    /// The tag of a header.
    borrowing func tag(over header: [UInt8]) -> [UInt8] {
        derive(salt: Self.nothing, info: "header").withBytes { key in
            HMACSHA256.tag(header.rawSpan, key: key)
        }
    }

    /// The key of the content that follows a header and a nonce.
    borrowing func payloadKey(nonce: [UInt8]) -> SecretKey { derive(salt: nonce, info: "payload") }

    /// Wraps the key for a recipient, under a one-use pair of keys.
    ///
    /// - Throws: `recipient` where nothing can be sealed to the point.
    borrowing func wrapped(for recipient: AgeRecipient) throws(AgeError) -> AgeHeader.Stanza {
        let share = AgreementKey()
        guard let shared = try? share.sharedSecret(with: recipient.publicKey.rawSpan) else {
            throw .recipient
        }
        let wrapKey = shared.withBytes { secret in
            Self.derive(secret, salt: share.publicKey + recipient.publicKey, info: Self.wrapInfo)
        }
        var body = key.withBytes { Array([UInt8](copying: $0).prefix(AgeLimits.fileKeyByteCount)) }
        body.appendZeros(AgeLimits.tagByteCount)
        body.withMutableRawSpan { span in
            ChaCha20Poly1305.seal(
                inPlace: &span, nonce: Self.noNonce.rawSpan,
                associatedData: Self.nothing.rawSpan, key: wrapKey)
        }
        return AgeHeader.Stanza(
            arguments: [Self.stanzaKind, Base64.encode(share.publicKey)], body: body)
    }

    /// Opens the key of a stanza; nil where the stanza is another's or of another kind.
    ///
    /// - Throws: `header` where a stanza of this kind has not its form.
    init?(_ stanza: AgeHeader.Stanza, _ identity: AgeIdentity) throws(AgeError) {
        guard stanza.arguments[0] == Self.stanzaKind else { return nil }
        guard stanza.arguments.count == 2, let share = Base64.decode(stanza.arguments[1]),
            share.count == AgreementKey.publicKeyByteCount,
            stanza.body.count == AgeLimits.fileKeyByteCount + AgeLimits.tagByteCount,
            let shared = try? identity.key.sharedSecret(with: share.rawSpan)
        else { throw .header }
        let wrapKey = shared.withBytes { secret in
            Self.derive(secret, salt: share + identity.key.publicKey, info: Self.wrapInfo)
        }
        var body = stanza.body
        defer { Sodium.wipe(&body) }
        do {
            try body.withMutableRawSpan { span throws(SecretsError) in
                try ChaCha20Poly1305.open(
                    inPlace: &span, nonce: Self.noNonce.rawSpan,
                    associatedData: Self.nothing.rawSpan, key: wrapKey)
            }
        } catch {
            return nil
        }
        body.removeLast(AgeLimits.tagByteCount)
        self.init(wiping: &body)
    }
}
