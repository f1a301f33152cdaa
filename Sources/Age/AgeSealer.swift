internal import Basics
internal import Secrets

/// The nonce of a chunk: its number in eleven bytes, and whether it is the last.
struct ChunkCounter {
    private var number: UInt64 = 0

    /// The nonce of the next chunk; a file of 2^64 chunks is never written.
    mutating func next(isLast: Bool) -> [UInt8] {
        var nonce: [UInt8] = [0, 0, 0]
        nonce.appendBigEndian(number)
        nonce.append(isLast ? 1 : 0)
        number += 1
        return nonce
    }
}

/// Writes an age v1 file from bytes that come in pieces; it holds one chunk and does no I/O.
public struct AgeSealer: ~Copyable {
    private let fileKey: FileKey
    private let key: SecretKey
    private var counter = ChunkCounter()
    private var held: [UInt8] = []
    private static let nothing: [UInt8] = []

    /// Starts a file for recipients and appends its header to `output`.
    ///
    /// - Throws: `recipientCount`, or `recipient`.
    public init(
        to recipients: [AgeRecipient], appendingTo output: inout [UInt8]
    ) throws(AgeError) {
        guard (1...AgeLimits.recipientCountMax).contains(recipients.count) else {
            throw .recipientCount
        }
        let fileKey = FileKey()
        var stanzas: [AgeHeader.Stanza] = []
        for recipient in recipients { stanzas.append(try fileKey.wrapped(for: recipient)) }
        let nonce = Random.bytes(AgeLimits.nonceByteCount)
        output += AgeHeader(stanzas, fileKey: fileKey).encoded
        output += nonce
        key = fileKey.payloadKey(nonce: nonce)
        self.fileKey = fileKey
    }

    /// An opener of the file that this writes, for whoever has none of the identities and looks at what
    /// reached the disk.
    public borrowing func opener() -> AgeOpener { AgeOpener(with: fileKey.copy()) }

    /// Takes bytes of the content and appends the chunks that are full to `output`.
    public mutating func seal(_ bytes: [UInt8], appendingTo output: inout [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            // A full chunk is kept until more comes: it may be the last one.
            if held.count == AgeLimits.chunkByteCount { sealChunk(isLast: false, &output) }
            let part = rest.prefix(AgeLimits.chunkByteCount - held.count)
            held += part
            rest = rest.dropFirst(part.count)
        }
    }

    /// Ends the file and appends its last chunk to `output`.
    public consuming func finish(appendingTo output: inout [UInt8]) {
        sealChunk(isLast: true, &output)
    }

    private mutating func sealChunk(isLast: Bool, _ output: inout [UInt8]) {
        let nonce = counter.next(isLast: isLast)
        held.appendZeros(AgeLimits.tagByteCount)
        held.withMutableRawSpan { span in
            ChaCha20Poly1305.seal(
                inPlace: &span, nonce: nonce.rawSpan, associatedData: Self.nothing.rawSpan,
                key: key)
        }
        output += held
        held.removeAll(keepingCapacity: true)
    }
}
