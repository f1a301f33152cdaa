internal import Basics
internal import Secrets

/// Reads an age v1 file from bytes that come in pieces; it holds one chunk and does no I/O.
///
/// What it gives out is authentic piece by piece, but the file is whole only once `finish` returns.
public struct AgeOpener: ~Copyable {
    private let identities: [AgeIdentity]
    private let fileKey: FileKey?
    private var key: SecretKey?
    private var counter = ChunkCounter()
    private var held: [UInt8] = []
    private var hasContent = false
    private static let nothing: [UInt8] = []

    /// Starts to read a file with the identities that may open it.
    public init(with identities: [AgeIdentity]) {
        self.identities = identities
        fileKey = nil
    }

    /// Starts to read a file whose key is known.
    init(with fileKey: consuming FileKey) {
        identities = []
        self.fileKey = consume fileKey
    }

    /// Takes bytes of the file and appends the content that they give to `output`.
    ///
    /// - Throws: `header`, `noMatch`, `headerNotAuthentic`, or `payload`; the file is then not read
    ///   any further.
    public mutating func open(
        _ bytes: [UInt8], appendingTo output: inout [UInt8]
    ) throws(AgeError) {
        held += bytes
        if key == nil { try readHeader() }
        guard key != nil else { return }
        var position = 0
        // A chunk is known not to be the last one when a byte stands behind it.
        while held.count - position > AgeLimits.sealedChunkByteCount {
            let end = position + AgeLimits.sealedChunkByteCount
            try openChunk(Array(held[position..<end]), isLast: false, &output)
            position = end
        }
        held.removeFirst(position)
    }

    /// Ends the file and appends the content of its last chunk to `output`.
    ///
    /// - Throws: `header` where it never came, or `payload` where the content is cut.
    public consuming func finish(appendingTo output: inout [UInt8]) throws(AgeError) {
        guard key != nil else { throw .header }
        let last = held
        // Only an empty file ends with an empty chunk: of any other there is one writing.
        guard last.count >= AgeLimits.tagByteCount,
            last.count > AgeLimits.tagByteCount || !hasContent
        else { throw .payload }
        try openChunk(last, isLast: true, &output)
    }

    private mutating func readHeader() throws(AgeError) {
        guard let (header, byteCount) = try AgeHeader.read(held),
            held.count >= byteCount + AgeLimits.nonceByteCount
        else { return }
        let payloadStart = byteCount + AgeLimits.nonceByteCount
        key = try payloadKey(header, nonce: Array(held[byteCount..<payloadStart]))
        held.removeFirst(payloadStart)
    }

    private borrowing func payloadKey(
        _ header: AgeHeader, nonce: [UInt8]
    ) throws(AgeError) -> SecretKey {
        switch fileKey {
        case .some(let known): return try Self.payloadKey(header, nonce: nonce, under: known)
        case .none:
            let found = try Self.fileKey(header, identities)
            return try Self.payloadKey(header, nonce: nonce, under: found)
        }
    }

    private static func payloadKey(
        _ header: AgeHeader, nonce: [UInt8], under fileKey: borrowing FileKey
    ) throws(AgeError) -> SecretKey {
        guard header.isAuthentic(under: fileKey) else { throw .headerNotAuthentic }
        return fileKey.payloadKey(nonce: nonce)
    }

    private static func fileKey(
        _ header: AgeHeader, _ identities: [AgeIdentity]
    ) throws(AgeError) -> FileKey {
        for stanza in header.stanzas {
            for identity in identities {
                if let key = try FileKey(stanza, identity) { return key }
            }
        }
        throw .noMatch
    }

    private mutating func openChunk(
        _ chunk: [UInt8], isLast: Bool, _ output: inout [UInt8]
    ) throws(AgeError) {
        var text = chunk
        let nonce = counter.next(isLast: isLast)
        let isAuthentic: Bool
        switch key {
        case .some(let key):
            do {
                try text.withMutableRawSpan { span throws(SecretsError) in
                    try ChaCha20Poly1305.open(
                        inPlace: &span, nonce: nonce.rawSpan,
                        associatedData: Self.nothing.rawSpan, key: key)
                }
                isAuthentic = true
            } catch {
                isAuthentic = false
            }
        case .none: isAuthentic = false
        }
        guard isAuthentic else { throw .payload }
        output += text.dropLast(AgeLimits.tagByteCount)
        hasContent = true
    }
}
