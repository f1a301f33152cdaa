public import Authority
public import Basics
internal import Secrets

/// What a bundle between two provinces holds (SPEC W-141).
public enum TransferKind: UInt8, Sendable {
    /// The acts of a file.
    case file = 1
    /// What became of such a bundle.
    case receipt = 2
}

/// What of a bundle lies open: from where to where it goes, and what it is about (SPEC W-141).
public struct TransferHeader: Hashable, Sendable {
    /// What it holds.
    public let kind: TransferKind
    /// When it was made.
    public let madeAt: Instant
    /// The code of the province that made it.
    public let from: String
    /// The code of the province for which it was made.
    public let to: String
    /// The file, by the id that it has where it came from.
    public let file: FileID
    /// The act that sent the file to the other province.
    public let transfer: ActID

    /// Names what a bundle is about.
    public init(
        kind: TransferKind, madeAt: Instant, from: String, to: String, file: FileID,
        transfer: ActID
    ) {
        self.kind = kind
        self.madeAt = madeAt
        self.from = from
        self.to = to
        self.file = file
        self.transfer = transfer
    }

    var encoded: [UInt8] {
        var bytes = SealedTransfer.magic
        bytes.append(SealedTransfer.version)
        bytes.append(kind.rawValue)
        bytes.appendBigEndian(madeAt.milliseconds)
        for code in [from, to] {
            bytes += code.utf8
            bytes.appendZeros(SealedTransfer.codeByteCount - code.utf8.count)
        }
        bytes.append(file)
        bytes.append(transfer)
        return bytes
    }
}

/// A bundle as it travels: an open header, a signature over it and over the body's hash, and the
/// sealed body (SPEC W-141).
public struct SealedTransfer: Hashable, Sendable {
    /// What lies open.
    public let header: TransferHeader
    /// How large the whole is, in bytes.
    public let byteCount: Int
    private let head: [UInt8]

    static let magic: [UInt8] = [0x4D, 0x54]
    static let version: UInt8 = 1
    static let codeByteCount = 16
    /// Up to where the body's key and tag are bound to the head, in bytes.
    private static let contextByteCount = 112
    private static let hashedByteCount = 144
    /// The size of header and signature, in bytes.
    public static let headByteCount = 208
    private static let personal: StaticString = "MT1.derive+commt"
    private static let keyPersonal: StaticString = "MT1.agreed.key.."
    private static let label = Array("madar/1 transfer".utf8)

    /// Reads the head of a bundle, which has its first 208 bytes; nil where it has not that form.
    public init?(head bytes: [UInt8]) {
        guard bytes.count >= Self.headByteCount else { return nil }
        let head = Array(bytes.prefix(Self.headByteCount))
        var reader = ByteReader(head)
        do {
            guard try Array(reader.take(2)) == Self.magic,
                try reader.integer(UInt8.self) == Self.version,
                let kind = TransferKind(rawValue: try reader.integer())
            else { return nil }
            let madeAt = Instant(milliseconds: try reader.integer())
            guard let from = Self.code(try reader.take(Self.codeByteCount)),
                let to = Self.code(try reader.take(Self.codeByteCount))
            else { return nil }
            let file: FileID = try reader.identifier()
            let transfer: ActID = try reader.identifier()
            _ = try reader.take(AgreementKey.publicKeyByteCount)
            byteCount = Self.headByteCount + Int(try reader.integer(UInt32.self))
            header = TransferHeader(
                kind: kind, madeAt: madeAt, from: from, to: to, file: file, transfer: transfer)
        } catch {
            return nil
        }
        self.head = head
    }

    private static func code(_ bytes: ArraySlice<UInt8>) -> String? {
        let text = bytes.prefix { $0 != 0 }
        guard !text.isEmpty, bytes.dropFirst(text.count).allSatisfy({ $0 == 0 }),
            text.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether the key of a province's log has signed header and body's hash.
    public func isSigned(by logKey: [UInt8]) -> Bool {
        let signed = Self.label + head.prefix(Self.hashedByteCount)
        let signature = Array(head[Self.hashedByteCount...])
        return SigningKey.isValid(
            signature: signature.rawSpan, of: signed.rawSpan, by: logKey.rawSpan)
    }

    static func seal(
        _ plaintext: [UInt8], _ header: TransferHeader, to transferKey: [UInt8],
        from logKey: [UInt8], sign: ([UInt8]) throws(VaultError) -> [UInt8]
    ) throws(VaultError) -> [UInt8] {
        let padded = Padding.byteCount(plaintext.count, .social)
        let bodyByteCount = padded + CommittingAEAD.overheadByteCount
        guard headByteCount + bodyByteCount <= VaultLimits.transferByteCount else {
            throw .limitExceeded
        }
        let ephemeral = AgreementKey()
        var head = header.encoded
        head += ephemeral.publicKey
        head.appendBigEndian(UInt32(bodyByteCount))
        let key = try key(
            ephemeral, with: transferKey, ephemeral: ephemeral.publicKey, to: transferKey,
            from: logKey)
        var body: [UInt8] = []
        CommittingAEAD.seal(
            plaintext.rawSpan, paddedTo: padded, context: head.rawSpan, personal: personal,
            key: key, appendingTo: &body)
        head += SHA256.hash(body)
        return head + (try sign(label + head)) + body
    }

    /// Opens the body of the whole bundle.
    func open(
        _ bytes: [UInt8], with own: borrowing AgreementKey, from logKey: [UInt8]
    ) throws(VaultError) -> [UInt8] {
        let body = Array(bytes.dropFirst(Self.headByteCount))
        guard bytes.count == byteCount, bytes.starts(with: head),
            SHA256.hash(body) == Array(head[Self.contextByteCount..<Self.hashedByteCount])
        else { throw .damaged }
        let ephemeral = Array(head[Self.contextByteCount - 36..<Self.contextByteCount - 4])
        let key = try Self.key(
            own, with: ephemeral, ephemeral: ephemeral, to: own.publicKey, from: logKey)
        let context = Array(head.prefix(Self.contextByteCount))
        var plaintext = try Sealed.open(
            body, from: 0, context: context.rawSpan, personal: Self.personal, key: key)
        try Padding.unpad(&plaintext, .social)
        return plaintext
    }

    private static func key(
        _ own: borrowing AgreementKey, with other: [UInt8], ephemeral: [UInt8],
        to transferKey: [UInt8], from logKey: [UInt8]
    ) throws(VaultError) -> SecretKey {
        do throws(SecretsError) {
            let shared = try own.sharedSecret(with: other.rawSpan)
            let message = ephemeral + transferKey + logKey
            return BLAKE2b.derive(
                from: shared, message: message.rawSpan, personal: keyPersonal)
        } catch {
            throw .damaged
        }
    }
}

extension RecordVault {
    /// Seals what goes to another province, to its transfer key, and signs it with the key of the
    /// log.
    ///
    /// - Throws: `classNotPermitted` where the permit is not for transfers, `limitExceeded` where
    ///   it is too large for a bundle, `damaged` for a key that is none, `sealed`, `keyMissing`.
    public func seal(
        _ plaintext: [UInt8], _ header: TransferHeader, to transferKey: [UInt8], permit: Permit
    ) throws(VaultError) -> [UInt8] {
        guard permit.purpose == .transfer else { throw .classNotPermitted }
        return try SealedTransfer.seal(
            plaintext, header, to: transferKey, from: try logPublicKey()
        ) { (message) throws(VaultError) in try sign(message.rawSpan) }
    }

    /// Opens a whole bundle that another province has sealed to this one's transfer key, whichever
    /// version of it.
    ///
    /// The signature is the caller's to look at first (`isSigned`).
    /// - Throws: `classNotPermitted`, `damaged` or `wrongKeyOrContext` where it does not open,
    ///   `sealed`, `keyMissing`.
    public func open(
        _ sealed: SealedTransfer, _ bytes: [UInt8], from logKey: [UInt8], permit: Permit
    ) throws(VaultError) -> [UInt8] {
        guard permit.purpose == .transfer else { throw .classNotPermitted }
        guard let keyring else { throw .sealed }
        var failure = VaultError.keyMissing
        for entry in keyring.entries where entry.kind == .transfer {
            guard let box = entry.key else { continue }
            do throws(VaultError) {
                return try sealed.open(
                    bytes, with: AgreementKey(secret: box.key.copy()), from: logKey)
            } catch {
                failure = error
            }
        }
        throw failure
    }
}
