public import Basics
public import Secrets

/// Who signs notes: a name and an Ed25519 key (C2SP signed-note).
public struct NoteKey: Hashable, Sendable {
    /// What its signatures say, by the number that key hashes and keys in text bear.
    public enum Algorithm: UInt8, Sendable {
        /// Whoever signs made the text: the log itself.
        case signature = 0x01
        /// A witness saw the text at a time, and that it continues what he saw before
        /// (C2SP tlog-cosignature).
        case cosignature = 0x04
        /// A province returns counts of a period (SPEC W-221): of the types without a number of
        /// their own, that whose name stands in ``identifier``.
        case provinceReturn = 0xFF

        /// The bytes that key hashes and keys in text bear: the number, and after 0xFF the name of
        /// the type.
        public var identifier: [UInt8] {
            switch self {
            case .signature, .cosignature: [rawValue]
            case .provinceReturn: [rawValue] + "madar-return/1".utf8
            }
        }
    }

    /// The name; no blank and no plus sign.
    public let name: String
    /// The Ed25519 public key, 32 bytes.
    public let publicKey: [UInt8]
    /// What its signatures say.
    public let algorithm: Algorithm
    /// The first four bytes of SHA-256(name || 0x0A || identifier of the algorithm || public key).
    public let hash: UInt32

    /// Names a key; nil where the name or the key has not its form.
    public init?(name: String, publicKey: [UInt8], algorithm: Algorithm = .signature) {
        guard !name.isEmpty, publicKey.count == SigningKey.publicKeyByteCount,
            !name.unicodeScalars.contains(where: {
                $0.properties.isWhitespace || $0 == "+" || $0.value < 0x20
            })
        else { return nil }
        self.name = name
        self.publicKey = publicKey
        self.algorithm = algorithm
        let digest = SHA256.hash(Array(name.utf8) + [0x0A] + algorithm.identifier + publicKey)
        hash = digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The key as text that is sent: name, hash in hexadecimal, algorithm and key in Base64, with
    /// plus signs between (C2SP signed-note, verifier keys).
    public var text: String {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(hash)
        return "\(name)+\(bytes.hexadecimal)+\(Base64.encode(algorithm.identifier + publicKey))"
    }

    /// Reads a key; nil where the text has another form, or a hash that is not the key's.
    public init?(text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64.decode(parts[2]), let first = bytes.first,
            let algorithm = Algorithm(rawValue: first),
            let key = NoteKey(
                name: String(parts[0]),
                publicKey: Array(bytes.dropFirst(algorithm.identifier.count)),
                algorithm: algorithm),
            key.text == text
        else { return nil }
        self = key
    }
}

/// A text with signatures under it: C2SP signed-note.
public struct SignedNote: Equatable, Sendable {
    /// One line of signature.
    public struct Signature: Equatable, Sendable {
        /// The signer's name.
        public let name: String
        /// The key's hash.
        public let keyHash: UInt32
        /// The signature: 64 bytes of Ed25519; of a cosignature, 8 bytes of its time before them.
        public let bytes: [UInt8]
    }

    /// The signed text, which ends with a line feed.
    public let text: String
    /// The signatures, at least one.
    public private(set) var signatures: [Signature]

    /// Signs a text.
    ///
    /// - Precondition: the text ends with a line feed and `key` is the public half of `signer`.
    public init(_ text: String, signer: borrowing SigningKey, key: NoteKey) {
        precondition(text.utf8.last == UInt8(ascii: "\n"))
        self.text = text
        signatures = []
        sign(with: signer, key: key)
    }

    /// Puts a signature that was made elsewhere under a text; nil where it has not 64 bytes or the
    /// text does not end with a line feed.
    public init?(_ text: String, signature: [UInt8], key: NoteKey) {
        guard signature.count == SigningKey.signatureByteCount,
            text.utf8.last == UInt8(ascii: "\n")
        else { return nil }
        self.text = text
        signatures = [Signature(name: key.name, keyHash: key.hash, bytes: signature)]
    }

    /// Adds a signature of another key that was made elsewhere; false where it has not 64 bytes.
    public mutating func add(_ signature: [UInt8], key: NoteKey) -> Bool {
        guard signature.count == SigningKey.signatureByteCount else { return false }
        signatures.append(Signature(name: key.name, keyHash: key.hash, bytes: signature))
        return true
    }

    /// Adds another signature over the same text, as a change of the log's key needs.
    public mutating func sign(with signer: borrowing SigningKey, key: NoteKey) {
        let bytes = unsafe signer.sign(text.utf8.span.bytes)
        signatures.append(Signature(name: key.name, keyHash: key.hash, bytes: bytes))
    }

    /// Adds a witness's cosignature (C2SP tlog-cosignature, Ed25519).
    ///
    /// - Precondition: `key` is the public half of `signer`, and one of cosignatures.
    public mutating func cosign(with signer: borrowing SigningKey, key: NoteKey, at time: Instant) {
        precondition(key.algorithm == .cosignature)
        let seconds = UInt64(max(0, time.milliseconds / 1_000))
        let signed = cosigned(at: seconds)
        var bytes: [UInt8] = []
        bytes.appendBigEndian(seconds)
        bytes += unsafe signer.sign(signed.utf8.span.bytes)
        signatures.append(Signature(name: key.name, keyHash: key.hash, bytes: bytes))
    }

    /// What a witness signs: the text with a time before it.
    private func cosigned(at seconds: UInt64) -> String {
        "cosignature/v1\ntime \(seconds)\n" + text
    }

    /// When a witness cosigned the text last, to the second; nil where no line is his.
    ///
    /// - Throws: `badSignature` where a line of his is false.
    public func cosignedAt(by key: NoteKey) throws(NoteError) -> Instant? {
        var last: Instant?
        for signature in signatures where key.signed(signature) {
            let time = try time(of: signature, by: key)
            last = max(last ?? time, time)
        }
        return last
    }

    /// The note as it is sent and stored.
    public var encoded: String {
        var note = text + "\n"
        for signature in signatures {
            var bytes: [UInt8] = []
            bytes.appendBigEndian(signature.keyHash)
            bytes += signature.bytes
            note += "\u{2014} \(signature.name) \(Base64.encode(bytes))\n"
        }
        return note
    }

    /// Reads a note; anything but the one form is refused.
    ///
    /// - Parameter byteCountMax: how long it is at most; a checkpoint or a descriptor is short.
    public init(
        encoded bytes: [UInt8], byteCountMax: Int = MerkleLimits.noteByteCountMax
    ) throws(NoteError) {
        guard bytes.count <= byteCountMax,
            let note = String(validating: bytes, as: UTF8.self),
            bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A })
        else { throw .malformed }
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.last?.isEmpty == true, let blank = lines.dropLast().lastIndex(of: ""),
            blank > 0
        else { throw .malformed }
        var signatures: [Signature] = []
        for line in lines[(blank + 1)...].dropLast() {
            signatures.append(try Self.signature(line))
        }
        guard (1...MerkleLimits.signaturesMax).contains(signatures.count) else {
            throw .malformed
        }
        text = lines[..<blank].joined(separator: "\n") + "\n"
        self.signatures = signatures
    }

    private static func signature(_ line: Substring) throws(NoteError) -> Signature {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "\u{2014}", !parts[1].isEmpty,
            !parts[1].contains("+"), let bytes = Base64.decode(parts[2]), bytes.count > 4
        else { throw .malformed }
        let hash = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return Signature(name: String(parts[1]), keyHash: hash, bytes: Array(bytes.dropFirst(4)))
    }

    /// Checks that at least one of the known keys signed, and that no known key's line is false;
    /// lines of unknown keys are passed over, as signed-note says.
    public func verify(keys: [NoteKey]) throws(NoteError) {
        var isSigned = false
        for signature in signatures {
            guard let known = keys.first(where: { $0.signed(signature) }) else { continue }
            switch known.algorithm {
            case .signature, .provinceReturn:
                try check(signature.bytes, of: text, by: known)
            case .cosignature: _ = try time(of: signature, by: known)
            }
            isSigned = true
        }
        guard isSigned else { throw .unknownSigner }
    }

    private func check(
        _ signature: [UInt8], of text: String, by key: NoteKey
    ) throws(NoteError) {
        let isValid = unsafe SigningKey.isValid(
            signature: signature.span.bytes, of: text.utf8.span.bytes,
            by: key.publicKey.span.bytes)
        guard isValid else { throw .badSignature }
    }

    private func time(of signature: Signature, by key: NoteKey) throws(NoteError) -> Instant {
        let seconds = signature.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        try check(Array(signature.bytes.dropFirst(8)), of: cosigned(at: seconds), by: key)
        let (milliseconds, isTooLarge) = seconds.multipliedReportingOverflow(by: 1_000)
        guard !isTooLarge, let time = Int64(exactly: milliseconds) else { throw .badSignature }
        return Instant(milliseconds: time)
    }

    /// Reads and checks a signed checkpoint of one log.
    public static func checkpoint(
        _ encoded: [UInt8], origin: String, keys: [NoteKey]
    ) throws(NoteError) -> Checkpoint {
        let note = try SignedNote(encoded: encoded)
        try note.verify(keys: keys)
        let checkpoint = try Checkpoint(text: note.text)
        guard checkpoint.origin == origin else { throw .otherOrigin }
        return checkpoint
    }
}

extension NoteKey {
    /// Whether a line bears the key's name and hash.
    fileprivate func signed(_ signature: SignedNote.Signature) -> Bool {
        name == signature.name && hash == signature.keyHash
    }
}
