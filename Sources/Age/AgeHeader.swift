internal import Basics
internal import Secrets

/// The header of an age v1 file: stanzas that wrap the file key, and a tag over all of them.
struct AgeHeader {
    struct Stanza: Equatable {
        let arguments: [[UInt8]]
        let body: [UInt8]
    }

    static let versionLine = Array("age-encryption.org/v1\n".utf8)
    private static let stanzaStart = Array("-> ".utf8)
    private static let tagStart = Array("---".utf8)

    let stanzas: [Stanza]
    let tag: [UInt8]
    /// Everything up to and with the three dashes: what the tag is over.
    private let authenticated: [UInt8]

    /// Writes a header and its tag.
    init(_ stanzas: [Stanza], fileKey: borrowing FileKey) {
        var bytes = Self.versionLine
        for stanza in stanzas {
            bytes += Self.stanzaStart
            bytes += stanza.arguments.joined(separator: [UInt8(ascii: " ")])
            bytes.append(UInt8(ascii: "\n"))
            // A body ends with a line that is not full, be it empty.
            var rest = Base64.encode(stanza.body)[...]
            while rest.count >= AgeLimits.bodyColumnCount {
                bytes += rest.prefix(AgeLimits.bodyColumnCount)
                bytes.append(UInt8(ascii: "\n"))
                rest = rest.dropFirst(AgeLimits.bodyColumnCount)
            }
            bytes += rest
            bytes.append(UInt8(ascii: "\n"))
        }
        bytes += Self.tagStart
        self.stanzas = stanzas
        authenticated = bytes
        tag = fileKey.tag(over: bytes)
    }

    /// The header as it stands in the file.
    var encoded: [UInt8] {
        authenticated + [UInt8(ascii: " ")] + Base64.encode(tag) + [UInt8(ascii: "\n")]
    }

    /// Reads the header at the front of a file; nil while its end has not come.
    ///
    /// - Throws: `header` as soon as what is there cannot be one.
    static func read(_ bytes: [UInt8]) throws(AgeError) -> (header: AgeHeader, byteCount: Int)? {
        guard bytes.starts(with: versionLine.prefix(bytes.count)) else { throw .header }
        var lines = Lines(bytes: bytes, position: versionLine.count)
        var stanzas: [Stanza] = []
        while true {
            let start = lines.position
            guard let line = try lines.next() else { return nil }
            if line.starts(with: tagStart) {
                let text = line.dropFirst(tagStart.count)
                guard text.first == UInt8(ascii: " "), let tag = Base64.decode(text.dropFirst()),
                    tag.count == HMACSHA256.byteCount, !stanzas.isEmpty
                else { throw .header }
                let header = AgeHeader(
                    stanzas: stanzas, tag: tag,
                    authenticated: Array(bytes[..<(start + tagStart.count)]))
                return (header, lines.position)
            }
            guard let stanza = try readStanza(line, &lines) else { return nil }
            stanzas.append(stanza)
        }
    }

    private init(stanzas: [Stanza], tag: [UInt8], authenticated: [UInt8]) {
        self.stanzas = stanzas
        self.tag = tag
        self.authenticated = authenticated
    }

    private static func readStanza(
        _ line: ArraySlice<UInt8>, _ lines: inout Lines
    ) throws(AgeError) -> Stanza? {
        guard line.starts(with: stanzaStart) else { throw .header }
        let arguments = line.dropFirst(stanzaStart.count)
            .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard
            arguments.allSatisfy({ argument in
                !argument.isEmpty && argument.allSatisfy { (33...126).contains($0) }
            })
        else { throw .header }
        var body: [UInt8] = []
        while true {
            guard let line = try lines.next() else { return nil }
            guard line.count <= AgeLimits.bodyColumnCount, let part = Base64.decode(line) else {
                throw .header
            }
            body += part
            if line.count < AgeLimits.bodyColumnCount { break }
        }
        return Stanza(arguments: arguments.map(Array.init), body: body)
    }

    /// Whether the tag is that of the holder of the file key.
    func isAuthentic(under fileKey: borrowing FileKey) -> Bool {
        Sodium.areEqual(tag, fileKey.tag(over: authenticated))
    }

    /// Lines that end with a line feed, read one by one.
    private struct Lines {
        let bytes: [UInt8]
        var position: Int

        /// The next line without its end; nil where the end has not come.
        mutating func next() throws(AgeError) -> ArraySlice<UInt8>? {
            guard position <= bytes.count,
                let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n"))
            else {
                guard bytes.count <= AgeLimits.headerByteCountMax else { throw .header }
                return nil
            }
            guard end < AgeLimits.headerByteCountMax else { throw .header }
            defer { position = end + 1 }
            return bytes[position..<end]
        }
    }
}
