internal import Basics
internal import Secrets

/// Chaining key, transcript hash and the cipher that the handshake has so far (§5.2).
struct SymmetricState: ~Copyable, Sendable {
    private var chainingKey: SecretKey
    private(set) var hash: [UInt8]
    private var key: SecretKey?
    private var nonce: UInt64 = 0

    var hasKey: Bool { key != nil }

    init(protocolName: String) {
        var name = Array(protocolName.utf8)
        if name.count <= SHA256.byteCount {
            name += [UInt8](repeating: 0, count: SHA256.byteCount - name.count)
        } else {
            name = SHA256.hash(name)
        }
        hash = name
        chainingKey = Self.key(&name)
    }

    private init(copying other: borrowing SymmetricState) {
        chainingKey = other.chainingKey.copy()
        hash = other.hash
        switch other.key {
        case .some(let current): key = current.copy()
        case .none: key = nil
        }
        nonce = other.nonce
    }

    /// The same state once more, to try another key from here.
    borrowing func copy() -> SymmetricState { SymmetricState(copying: self) }

    mutating func mixHash(_ bytes: RawSpan) {
        var next = SHA256()
        next.update(hash)
        next.update(bytes)
        hash = next.finish()
    }

    mutating func mixKey(_ input: borrowing SecretKey) {
        var outputs = expand(input, outputs: 2)
        chainingKey = Self.key(&outputs[0])
        key = Self.key(&outputs[1])
        nonce = 0
    }

    /// Mixes bytes that are public, such as an ephemeral point in patterns with a PSK.
    mutating func mixKey(publicBytes: [UInt8]) throws(NoiseError) {
        guard let input = try? SecretKey(copying: publicBytes.rawSpan) else { throw .wrongLength }
        mixKey(input)
    }

    mutating func mixKeyAndHash(_ input: borrowing SecretKey) {
        var outputs = expand(input, outputs: 3)
        chainingKey = Self.key(&outputs[0])
        let second = outputs[1]
        mixHash(second.rawSpan)
        key = Self.key(&outputs[2])
        nonce = 0
    }

    /// Appends the plaintext, encrypted where there is a key, and hashes what was appended.
    mutating func encryptAndHash(_ plaintext: [UInt8], appendingTo message: inout [UInt8]) {
        var text = plaintext
        if let current = key.take() {
            text.appendZeros(ChaCha20Poly1305.tagByteCount)
            let nonceBytes = NonceBytes(nonce)
            let associated = hash
            text.withMutableRawSpan { span in
                ChaCha20Poly1305.seal(
                    inPlace: &span, nonce: nonceBytes.span, associatedData: associated.rawSpan,
                    key: current)
            }
            nonce += 1
            key = consume current
        }
        message += text
        mixHash(text.rawSpan)
    }

    /// Reverses `encryptAndHash`; nothing changes where the tag does not agree.
    mutating func decryptAndHash(_ ciphertext: [UInt8]) throws(NoiseError) -> [UInt8] {
        var text = ciphertext
        if let current = key.take() {
            let nonceBytes = NonceBytes(nonce)
            let associated = hash
            var isAuthentic = true
            text.withMutableRawSpan { span in
                do {
                    try ChaCha20Poly1305.open(
                        inPlace: &span, nonce: nonceBytes.span,
                        associatedData: associated.rawSpan, key: current)
                } catch {
                    isAuthentic = false
                }
            }
            key = consume current
            guard isAuthentic else { throw .notAuthentic }
            nonce += 1
            text.removeLast(ChaCha20Poly1305.tagByteCount)
        }
        mixHash(ciphertext.rawSpan)
        return text
    }

    /// The two transport keys, the initiator's direction first.
    consuming func split() -> SplitKeys {
        var outputs = expand(bytes: [], outputs: 2)
        return SplitKeys(
            fromInitiator: Self.key(&outputs[0]), fromResponder: Self.key(&outputs[1]))
    }

    private borrowing func expand(
        _ input: borrowing SecretKey, outputs: Int
    ) -> [[UInt8]] {
        var bytes = input.withBytes { span in [UInt8](copying: span) }
        defer { Sodium.wipe(&bytes) }
        return expand(bytes: bytes, outputs: outputs)
    }

    /// Noise's HKDF: HMAC calls chained by a counter byte (§4.3).
    private borrowing func expand(bytes: [UInt8], outputs: Int) -> [[UInt8]] {
        var temporary = chainingKey.withBytes { HMACSHA256.tag(bytes.rawSpan, key: $0) }
        defer { Sodium.wipe(&temporary) }
        var results: [[UInt8]] = []
        var previous: [UInt8] = []
        for counter in 1...outputs {
            previous.append(UInt8(counter))
            previous = HMACSHA256.tag(previous.rawSpan, key: temporary.rawSpan)
            results.append(previous)
        }
        return results
    }

    /// Moves 32 bytes that this room just computed into guarded memory.
    private static func key(_ bytes: inout [UInt8]) -> SecretKey {
        guard let key = try? SecretKey(wiping: &bytes) else {
            preconditionFailure("a hash has 32 bytes")
        }
        return key
    }
}

/// What a finished handshake gives.
struct SplitKeys: ~Copyable, Sendable {
    let fromInitiator: SecretKey
    let fromResponder: SecretKey
}
