internal import Basics

/// The public half of a custodian's key as people carry it: in a message, on paper, read out
/// (SPEC W-180).
public struct CustodyKeyText: Equatable, Sendable {
    /// The X25519 key, 32 bytes.
    public let publicKey: [UInt8]

    private static let version: UInt8 = 1
    private static let prefix = "MADARK"
    private static let groupDigits = 5

    /// Makes the text of a key; nil for a key of a wrong size.
    public init?(publicKey: [UInt8]) {
        guard publicKey.count == 32 else { return nil }
        self.publicKey = publicKey
    }

    /// The text: `MADARK`, then Crockford's base32 in groups of five, with a checksum.
    public var text: String {
        var bytes = [Self.version] + publicKey
        bytes.appendBigEndian(CRC32.of(bytes))
        var digits = ""
        for (index, digit) in Base32.encode(bytes).enumerated() {
            if index.isMultiple(of: Self.groupDigits) { digits.append("-") }
            digits.append(digit)
        }
        return Self.prefix + digits
    }

    /// Reads a text as people type it: either case, blanks and hyphens anywhere; nil where a
    /// character is missing or wrong.
    public init?(_ text: some StringProtocol) {
        let compact = text.uppercased().filter { !$0.isWhitespace && $0 != "-" }
        guard compact.hasPrefix(Self.prefix),
            let bytes = Base32.decode(compact.dropFirst(Self.prefix.count)), bytes.count == 37
        else { return nil }
        var reader = ByteReader(bytes)
        guard (try? reader.integer(UInt8.self)) == Self.version,
            let key = try? reader.take(32),
            (try? reader.integer(UInt32.self)) == CRC32.of(Array(bytes.dropLast(4)))
        else { return nil }
        publicKey = Array(key)
    }
}
