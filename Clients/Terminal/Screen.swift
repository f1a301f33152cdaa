/// How this process shows things: direction, width, colour, digits.
public struct Screen: Sendable {
    /// Whether lines run from right to left.
    public let isRightToLeft: Bool
    /// Whether output is for other programs: tabs, no colour, no isolates, no wrapping.
    public let isPlain: Bool
    /// Whether colour is used.
    public let hasColour: Bool
    /// The width in columns.
    public let columns: Int
    /// The digits in which numbers are shown.
    public let digits: Digits

    /// Makes a screen.
    public init(
        isRightToLeft: Bool, isPlain: Bool, hasColour: Bool, columns: Int, digits: Digits = .ascii
    ) {
        self.isRightToLeft = isRightToLeft
        self.isPlain = isPlain
        self.hasColour = hasColour
        self.columns = columns
        self.digits = digits
    }

    /// Makes the screen of this process.
    ///
    /// Colour needs a terminal that takes it, and that neither `NO_COLOR` (when it holds
    /// something), nor the caller says no.
    public static func ofProcess(
        isRightToLeft: Bool, isPlain: Bool, colourAllowed: Bool, digits: Digits,
        environment: (String) -> String?
    ) -> Screen {
        let refuses = environment("NO_COLOR").map { !$0.isEmpty } ?? false
        let terminal = StandardStream.output.isTerminal && environment("TERM") != "dumb"
        return Screen(
            isRightToLeft: isRightToLeft, isPlain: isPlain,
            hasColour: colourAllowed && !isPlain && !refuses && terminal,
            columns: TerminalSize.columns, digits: digits)
    }

    /// A value ready to stand inside a line: printable, isolated where its direction differs.
    public func value(_ text: String) -> String {
        let printable = Printable.text(text)
        guard !isPlain else { return printable }
        return Bidi.isolated(digits.shown(printable), inRightToLeft: isRightToLeft)
    }

    /// A text in a style, where colour is used.
    public func styled(_ text: String, _ style: Style) -> String {
        hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Writes lines of data to the output.
    public func show(_ text: String) { StandardStream.output.write(text + "\n") }

    /// Writes talk to the error stream, wrapped to the width.
    public func talk(_ text: String) {
        let lines = isPlain ? [text] : TextWrap.lines(of: text, columns: columns)
        StandardStream.error.write(lines.joined(separator: "\n") + "\n")
    }

    /// Writes a title above what follows.
    public func title(_ text: String) {
        guard !isPlain else { return }
        show(styled(text, .bold))
    }
}

/// How a piece of text stands out.
public enum Style: String, Sendable {
    /// Bold.
    case bold = "1"
    /// Faint.
    case faint = "2"
    /// Red: something is wrong or late.
    case alarm = "31"
    /// Green: something is as it should be.
    case good = "32"
    /// Yellow: something needs a look.
    case notice = "33"
}
