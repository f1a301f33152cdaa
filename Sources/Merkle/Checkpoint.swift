internal import Basics

/// Why a checkpoint or a note was refused.
public enum NoteError: Error, Equatable, Sendable {
    /// The text does not have the form of C2SP tlog-checkpoint or signed-note.
    case malformed
    /// No line is signed by a key that is known.
    case unknownSigner
    /// A known key's signature does not agree.
    case badSignature
    /// The origin is not the expected one.
    case otherOrigin
}

/// The head of a log at one moment: C2SP tlog-checkpoint.
public struct Checkpoint: Equatable, Sendable {
    /// Which log; one line, not empty.
    public let origin: String
    /// How many leaves.
    public let size: UInt64
    /// The root of the tree of these leaves.
    public let root: MerkleHash

    /// Names a head.
    ///
    /// - Precondition: the origin is one line that is not empty.
    public init(origin: String, size: UInt64, root: MerkleHash) {
        precondition(!origin.isEmpty && !origin.utf8.contains(UInt8(ascii: "\n")))
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// The text that is signed: three lines, each ended by a line feed.
    public var text: String { "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n" }

    /// Reads the text of a checkpoint; extension lines are refused, since this log writes none.
    public init(text: String) throws(NoteError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, lines[3].isEmpty, !lines[0].isEmpty else { throw .malformed }
        guard let size = UInt64(lines[1]), String(size) == lines[1] else { throw .malformed }
        guard let bytes = Base64.decode(lines[2]), let root = MerkleHash(bytes) else {
            throw .malformed
        }
        self.init(origin: String(lines[0]), size: size, root: root)
    }
}

/// Base64 with padding (RFC 4648 §4), read strictly: one text for one run of bytes.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8: UInt32] = Dictionary(
        uniqueKeysWithValues: alphabet.enumerated().map { ($1, UInt32($0)) })

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var group: UInt32 = 0
            for offset in 0..<3 {
                group = group << 8 | (offset < count ? UInt32(bytes[start + offset]) : 0)
            }
            for position in 0..<4 {
                let digit = alphabet[Int(group >> UInt32(18 - 6 * position) & 63)]
                text.append(position <= count ? digit : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 4) else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 4) {
            let isLast = start + 4 == digits.count
            let padding = digits[start..<start + 4].reversed().prefix { $0 == UInt8(ascii: "=") }
                .count
            guard padding <= (isLast ? 2 : 0) else { return nil }
            var group: UInt32 = 0
            for digit in digits[start..<start + 4 - padding] {
                guard let value = values[digit] else { return nil }
                group = group << 6 | value
            }
            group <<= UInt32(6 * padding)
            for position in 0..<3 - padding {
                bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * position)))
            }
        }
        guard encode(bytes) == String(text) else { return nil }
        return bytes
    }
}
