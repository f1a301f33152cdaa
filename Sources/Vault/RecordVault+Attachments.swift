public import Authority
public import Basics
internal import Secrets
public import Store

/// Where an attachment belongs: the act that promises it, and the class of the field.
public struct AttachmentPlace: Hashable, Sendable {
    /// The file.
    public let file: FileID
    /// The position of the act in its file.
    public let sequence: UInt64
    /// The class of the field that holds it.
    public let dataClass: DataClass
    /// The attachment's id.
    public let id: AttachmentID

    /// Joins a place.
    public init(file: FileID, sequence: UInt64, dataClass: DataClass, id: AttachmentID) {
        self.file = file
        self.sequence = sequence
        self.dataClass = dataClass
        self.id = id
    }

    var envelope: EnvelopePlace {
        EnvelopePlace(
            file: file, record: ActID(high: id.high, low: id.low), type: .attachment,
            sequence: sequence, dataClass: dataClass)
    }
}

/// An attachment of which at least the header is stored (LAYOUT L-30).
public struct StoredAttachment {
    /// Where it belongs.
    public let place: AttachmentPlace
    /// The size of its content, in bytes.
    public let byteCount: Int
    /// SHA-256 that the content has to have, 32 bytes.
    public let sha256: [UInt8]
    /// How many chunks are stored.
    public internal(set) var chunkCount: Int
    let row: AttachmentRow
    let key: KeyBox

    /// How many chunks it has when it is whole.
    public var wholeChunkCount: Int {
        (byteCount + VaultLimits.chunkByteCount - 1) / VaultLimits.chunkByteCount
    }

    /// Whether every chunk is stored.
    public var isWhole: Bool { chunkCount == wholeChunkCount }

    /// How many bytes of the content are stored.
    public var storedByteCount: Int { min(byteCount, chunkCount * VaultLimits.chunkByteCount) }

    /// How many bytes of content the chunk of a number holds.
    public func byteCount(ofChunk number: Int) -> Int {
        min(VaultLimits.chunkByteCount, byteCount - number * VaultLimits.chunkByteCount)
    }
}

extension StoredAttachment: Equatable {
    /// Whether two looks found the same attachment with the same chunks.
    ///
    /// One that was dropped and begun anew may have the same row number, but another header.
    public static func == (left: Self, right: Self) -> Bool {
        left.row == right.row && left.chunkCount == right.chunkCount
    }
}

/// The hash of an attachment's content, fed chunk by chunk.
public struct ContentHash: Sendable {
    private var hash = SHA256()

    /// Starts a hash.
    public init() {}

    /// Feeds the next piece of the content.
    public mutating func update(_ bytes: [UInt8]) { hash.update(bytes) }

    /// Whether what was fed has a SHA-256.
    public func agrees(with sha256: [UInt8]) -> Bool { hash.finish() == sha256 }
}

extension RecordVault {
    private static let headerByteCount = 76

    /// The attachment of a place; nil where nothing of it is stored.
    ///
    /// - Throws: `classNotPermitted` where the permit does not open its class; `notFound` for an
    ///   absent file; `wrongKeyOrContext`, `damaged`, `keyMissing`, `store`.
    public func attachment(
        at place: AttachmentPlace, permit: Permit, in transaction: StoreTransaction
    ) throws(VaultError) -> StoredAttachment? {
        try check(permit, opens: place.dataClass, of: place.file)
        let file = try row(of: place.file, in: transaction)
        let rows = try Self.stored { () throws(StoreError) in
            try transaction.attachments(of: file, from: place.sequence)
        }
        guard
            let row = rows.first(where: {
                $0.sequence == place.sequence && $0.dataClass == place.dataClass
                    && $0.id == place.id
            })
        else { return nil }
        var header = try open(row.header, at: place.envelope, row: file, in: transaction)
        defer { Sodium.wipe(&header) }
        guard header.count == Self.headerByteCount else { throw .damaged }
        var secret = Array(header[..<32])
        let chunkByteCount = header[32..<36].reduce(0) { $0 << 8 | Int($1) }
        let byteCount = header[36..<44].reduce(0) { $0 << 8 | Int($1) }
        guard chunkByteCount == VaultLimits.chunkByteCount,
            (1...VaultLimits.attachmentByteCount).contains(byteCount)
        else { throw .unsupportedLayout }
        let key = KeyBox(try Sealed.key(&secret))
        let count = try Self.stored { () throws(StoreError) in
            try transaction.chunkCount(of: row)
        }
        let stored = StoredAttachment(
            place: place, byteCount: byteCount, sha256: Array(header[44...]), chunkCount: count,
            row: row, key: key)
        guard count <= stored.wholeChunkCount else { throw .damaged }
        return stored
    }

    /// Takes up an attachment: makes its key and stores its header.
    ///
    /// - Throws: `classNotPermitted`, `limitExceeded`, `notFound`, `store`.
    public func beginAttachment(
        at place: AttachmentPlace, byteCount: Int, sha256: [UInt8], permit: Permit,
        in transaction: StoreTransaction
    ) throws(VaultError) -> StoredAttachment {
        try check(permit, seals: place.dataClass, of: place.file)
        guard (1...VaultLimits.attachmentByteCount).contains(byteCount), sha256.count == 32 else {
            throw .limitExceeded
        }
        let file = try row(of: place.file, in: transaction)
        let key = try sealingKey(
            place.dataClass, file: place.file, row: file, in: transaction)
        let secret = KeyBox(SecretKey())
        var header: [UInt8] = []
        secret.key.withBytes { bytes in
            for offset in 0..<SecretKey.byteCount {
                unsafe header.append(bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
            }
        }
        defer { Sodium.wipe(&header) }
        header.appendBigEndian(UInt32(VaultLimits.chunkByteCount))
        header.appendBigEndian(UInt64(byteCount))
        header += sha256
        var row = AttachmentRow(
            file: file, sequence: place.sequence, dataClass: place.dataClass, id: place.id,
            header: Envelope.seal(
                header, at: place.envelope, store: storeID, generation: key.generation,
                key: key.box.key))
        row.row = try Self.stored { () throws(StoreError) in try transaction.addAttachment(row) }
        return StoredAttachment(
            place: place, byteCount: byteCount, sha256: sha256, chunkCount: 0, row: row,
            key: secret)
    }

    /// Seals and stores the next chunk: 65,536 bytes, or what is left of the content.
    ///
    /// - Throws: `classNotPermitted`; `limitExceeded` for another size; `store`.
    public func appendChunk(
        _ bytes: [UInt8], to attachment: inout StoredAttachment, permit: Permit,
        in transaction: StoreTransaction
    ) throws(VaultError) {
        try check(permit, seals: attachment.place.dataClass, of: attachment.place.file)
        let number = attachment.chunkCount
        guard !attachment.isWhole, bytes.count == attachment.byteCount(ofChunk: number) else {
            throw .limitExceeded
        }
        let isLast = number + 1 == attachment.wholeChunkCount
        // The size of the whole is told to a step of 4,096 bytes only.
        var text = bytes
        let step = VaultLimits.lastChunkStepByteCount
        if isLast {
            let padded = (bytes.count + step - 1) / step * step
            text += repeatElement(0, count: padded - bytes.count)
        }
        text += repeatElement(0, count: XChaCha20Poly1305.tagByteCount)
        let nonce = Self.nonce(number, isLast: isLast)
        let context = Self.context(attachment.place)
        text.withMutableRawSpan { span in
            XChaCha20Poly1305.seal(
                inPlace: &span, nonce: nonce.rawSpan, associatedData: context.rawSpan,
                key: attachment.key.key)
        }
        let (sealed, row) = (text, attachment.row)
        try Self.stored { () throws(StoreError) in
            try transaction.addChunk(sealed, number: number, of: row)
        }
        attachment.chunkCount += 1
    }

    /// Opens a chunk.
    ///
    /// - Throws: `classNotPermitted`; `notFound` for a chunk that is not stored; `damaged` for one
    ///   that is another's, another number's, cut or changed.
    public func chunk(
        _ number: Int, of attachment: StoredAttachment, permit: Permit,
        in transaction: StoreTransaction
    ) throws(VaultError) -> [UInt8] {
        try check(permit, opens: attachment.place.dataClass, of: attachment.place.file)
        guard number < attachment.chunkCount else { throw .notFound }
        let row = attachment.row
        let stored = try Self.stored { () throws(StoreError) in
            try transaction.chunk(number, of: row)
        }
        guard var text = stored else { throw .notFound }
        let isLast = number + 1 == attachment.wholeChunkCount
        let nonce = Self.nonce(number, isLast: isLast)
        let context = Self.context(attachment.place)
        do throws(SecretsError) {
            try text.withMutableRawSpan { span throws(SecretsError) in
                try XChaCha20Poly1305.open(
                    inPlace: &span, nonce: nonce.rawSpan, associatedData: context.rawSpan,
                    key: attachment.key.key)
            }
        } catch {
            throw .damaged
        }
        let byteCount = attachment.byteCount(ofChunk: number)
        guard text.count >= byteCount + XChaCha20Poly1305.tagByteCount else { throw .damaged }
        text.removeLast(text.count - byteCount)
        return text
    }

    /// Removes an attachment and its chunks: what came does not have the hash that was promised.
    ///
    /// - Throws: `classNotPermitted`, `store`.
    public func drop(
        _ attachment: StoredAttachment, permit: Permit, in transaction: StoreTransaction
    ) throws(VaultError) {
        try check(permit, seals: attachment.place.dataClass, of: attachment.place.file)
        let row = attachment.row
        try Self.stored { () throws(StoreError) in try transaction.deleteAttachment(row) }
    }

    private static func nonce(_ number: Int, isLast: Bool) -> [UInt8] {
        var nonce = [UInt8](repeating: 0, count: 15)
        nonce.appendBigEndian(UInt64(number))
        nonce.append(isLast ? 1 : 0)
        return nonce
    }

    private static func context(_ place: AttachmentPlace) -> [UInt8] {
        place.file.bytes + place.id.bytes
    }
}
