public import Basics

/// That another key signs a log from a time on, signed with the former and with the new one
/// (SPEC W-193): whoever knows the former learns the new one from it.
public struct LogKeyStatement: Equatable, Sendable {
    /// The name of the log.
    public let origin: String
    /// When it was made.
    public let madeAt: Instant
    /// Until when the former key signs beside the new one; `madeAt` where others may know it.
    public let until: Instant
    /// The former key, 32 bytes.
    public let former: [UInt8]
    /// The new key, 32 bytes.
    public let new: [UInt8]

    /// The first line of each.
    public static let title = "madar/log-key/1"

    /// Says it; nil where a key has not 32 bytes, or both are one.
    public init?(
        origin: String, madeAt: Instant, until: Instant, former: [UInt8], new: [UInt8]
    ) {
        guard former.count == 32, new.count == 32, former != new, madeAt <= until,
            madeAt.milliseconds >= 0
        else { return nil }
        (self.origin, self.madeAt, self.until) = (origin, madeAt, until)
        (self.former, self.new) = (former, new)
    }

    /// The text that both keys sign.
    public var text: String {
        [
            Self.title, origin, String(madeAt.milliseconds), String(until.milliseconds),
            "former " + Base64.encode(former), "new " + Base64.encode(new),
        ].map { $0 + "\n" }.joined()
    }

    private init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 7, let madeAt = Int64(lines[2]), let until = Int64(lines[3]),
            lines[4].hasPrefix("former "), lines[5].hasPrefix("new "),
            let former = Base64.decode(lines[4].dropFirst(7)),
            let new = Base64.decode(lines[5].dropFirst(4))
        else { return nil }
        self.init(
            origin: String(lines[1]), madeAt: Instant(milliseconds: madeAt),
            until: Instant(milliseconds: until), former: former, new: new)
        guard self.text == text else { return nil }
    }

    /// Reads a statement; nil for another form, and where not both keys have signed it.
    public init?(encoded bytes: [UInt8]) {
        guard bytes.count <= MerkleLimits.logKeyStatementByteCountMax,
            let note = try? SignedNote(encoded: bytes), let read = Self(text: note.text),
            let former = NoteKey(name: read.origin, publicKey: read.former),
            let new = NoteKey(name: read.origin, publicKey: read.new),
            (try? note.verify(keys: [former])) != nil, (try? note.verify(keys: [new])) != nil
        else { return nil }
        self = read
    }

    /// Cuts a file of statements, one behind the other, into statements.
    public static func cut(_ file: String) -> [String] {
        var statements: [String] = []
        for line in file.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line == title {
                statements.append("")
            } else if statements.isEmpty {
                return []
            }
            statements[statements.count - 1] += line + "\n"
        }
        return statements
    }

    /// The keys of a log as statements lead on from those that are known, the newest last.
    ///
    /// A statement counts where its former key is the newest that is known by then; what is no
    /// statement of this log is passed over.
    public static func follow(
        _ known: [[UInt8]], by statements: [String], of origin: String
    ) -> [[UInt8]] {
        var keys = known
        for statement in statements {
            guard let read = LogKeyStatement(encoded: Array(statement.utf8)),
                read.origin == origin, read.former == keys.last, !keys.contains(read.new)
            else { continue }
            keys.append(read.new)
        }
        return keys
    }
}
