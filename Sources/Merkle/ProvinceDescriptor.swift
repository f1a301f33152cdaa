public import Basics
internal import Secrets

/// What a province tells others of itself, signed by the key of its log (SPEC W-140).
///
/// It is a short text that a person sends to another; both compare its fingerprint by voice before
/// either relies on it.
public struct ProvinceDescriptor: Hashable, Sendable {
    /// The code of the province in the list of territories.
    public let code: String
    /// When it was made.
    public let madeAt: Instant
    /// The daemon's static X25519 key, 32 bytes.
    public let staticKey: [UInt8]
    /// The X25519 key to which transfers are sealed, 32 bytes.
    public let transferKey: [UInt8]
    /// The Ed25519 key that signs the log, descriptors and transfers, 32 bytes.
    public let logKey: [UInt8]
    /// Where the daemon listens, as a hint; empty for none.
    public let address: String

    /// The first line of every descriptor.
    public static let title = "madar/province/1"

    /// Joins what a descriptor tells; nil where a part has not its form.
    public init?(
        code: String, madeAt: Instant, staticKey: [UInt8], transferKey: [UInt8], logKey: [UInt8],
        address: String
    ) {
        let isWord = { (text: String) in text.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
        guard (1...MerkleLimits.provinceCodeByteCountMax).contains(code.utf8.count),
            address.utf8.count <= MerkleLimits.addressByteCountMax, isWord(code),
            isWord(address), madeAt.milliseconds > 0,
            [staticKey, transferKey, logKey].allSatisfy({ $0.count == 32 })
        else { return nil }
        self.code = code
        self.madeAt = madeAt
        self.staticKey = staticKey
        self.transferKey = transferKey
        self.logKey = logKey
        self.address = address
    }

    /// The text that is signed.
    public var text: String {
        var lines = [Self.title, code, String(madeAt.milliseconds)]
        for (name, key) in keys { lines.append("\(name) \(Base64.encode(key))") }
        if !address.isEmpty { lines.append("at \(address)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private var keys: [(String, [UInt8])] {
        [("static", staticKey), ("transfer", transferKey), ("log", logKey)]
    }

    /// What two people read to each other: eight groups of five digits, of code and keys alone, so
    /// that it stays the same when the text is made again.
    public var fingerprint: String {
        var bytes = Array("madar/1 province".utf8)
        bytes.append(UInt8(truncatingIfNeeded: code.utf8.count))
        bytes += code.utf8
        for (_, key) in keys { bytes += key }
        return SpokenDigest.text(of: SHA256.hash(bytes))
    }

    /// The descriptor as it is sent, with a signature over its text by the key of the log.
    ///
    /// - Parameter origin: the name of the log, under which its key signs.
    public func signed(origin: String, signature: [UInt8]) -> String? {
        NoteKey(name: origin, publicKey: logKey)
            .flatMap { SignedNote(text, signature: signature, key: $0) }?.encoded
    }

    /// Reads one descriptor and checks that the key that it names as its log's has signed it.
    public init(signed bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= MerkleLimits.descriptorByteCountMax else { throw .malformed }
        let note = try SignedNote(encoded: bytes)
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard (7...8).contains(lines.count), lines[0] == Self.title,
            let made = Int64(lines[2]), String(made) == lines[2]
        else { throw .malformed }
        let keys = zip(lines[3...5], ["static", "transfer", "log"]).compactMap { line, name in
            line.hasPrefix(name + " ") ? Base64.decode(line.dropFirst(name.utf8.count + 1)) : nil
        }
        let hint = lines.count == 8 ? lines[6] : ""
        guard keys.count == 3, hint.isEmpty || hint.hasPrefix("at "),
            let read = ProvinceDescriptor(
                code: String(lines[1]), madeAt: Instant(milliseconds: made), staticKey: keys[0],
                transferKey: keys[1], logKey: keys[2], address: String(hint.dropFirst(3))),
            read.text == note.text, note.signatures.count == 1,
            let signer = NoteKey(name: note.signatures[0].name, publicKey: read.logKey)
        else { throw .malformed }
        try note.verify(keys: [signer])
        self = read
    }

    /// The descriptors of a file in the order in which they stand, each with its own text: one of a
    /// province, or the list that a ministry keeps.
    ///
    /// Blank lines between them, and ends of lines that a mail program changed, are passed over.
    public static func list(
        _ bytes: [UInt8]
    ) throws(NoteError) -> [(descriptor: ProvinceDescriptor, signed: String)] {
        guard bytes.count <= MerkleLimits.provinceListByteCountMax,
            let text = String(validating: bytes.filter { $0 != 0x0D }, as: UTF8.self)
        else { throw .malformed }
        var notes: [[Substring]] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == title {
                notes.append([line])
            } else if !notes.isEmpty {
                notes[notes.count - 1].append(line)
            } else if !line.isEmpty {
                throw .malformed
            }
        }
        guard !notes.isEmpty else { throw .malformed }
        var read: [(descriptor: ProvinceDescriptor, signed: String)] = []
        for var lines in notes {
            while lines.last?.isEmpty == true { lines.removeLast() }
            let signed = lines.joined(separator: "\n") + "\n"
            read.append((try ProvinceDescriptor(signed: Array(signed.utf8)), signed))
        }
        return read
    }
}
