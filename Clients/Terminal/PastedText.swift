/// A text as it comes from a terminal, line by line.
///
/// A terminal that was asked to puts marks around what is pasted, so that the line ends in it end
/// no answer.
public struct PastedText: Sendable {
    /// Asks the terminal for the marks, and to leave them away again.
    static let (begin, end) = ("\u{1B}[?2004h", "\u{1B}[?2004l")
    private static let open = Array("\u{1B}[200~".utf8)
    private static let close = Array("\u{1B}[201~".utf8)

    private var bytes: [UInt8] = []
    private var lineCount = 0
    /// Whether the end of what is pasted has not come yet.
    private(set) var isOpen = false
    /// Whether a line was as long as a terminal takes, so that its end may be missing.
    public private(set) var isCut = false

    /// Nothing yet.
    init() {}

    /// The text so far.
    public var text: String {
        var whole = bytes[...]
        // Where the terminal cut a letter in two, its first half is none.
        if isCut, let last = whole.lastIndex(where: { $0 & 0xC0 != 0x80 }),
            String(validating: whole[last...], as: UTF8.self) == nil
        {
            whole = whole[..<last]
        }
        return String(decoding: whole, as: UTF8.self)
    }

    /// Takes the next line, without its end.
    mutating func take(_ line: [UInt8]) {
        if lineCount > 0 { bytes.append(UInt8(ascii: "\n")) }
        lineCount += 1
        var rest = line[...]
        while let next = rest.first {
            if rest.starts(with: Self.open) || rest.starts(with: Self.close) {
                isOpen = rest.starts(with: Self.open)
                rest = rest.dropFirst(Self.open.count)
            } else {
                bytes.append(next)
                rest = rest.dropFirst()
            }
        }
        // The mark of the end may be in what was cut off: nothing more belongs to this text.
        isCut = line.count >= TerminalLimits.lineByteCountMax - 1
        isOpen = isOpen && !isCut
    }
}
