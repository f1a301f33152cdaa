/// Lines of a sheet that a spreadsheet program opens (RFC 4180).
public enum SheetLine {
    /// What tells Excel that a sheet is UTF-8.
    public static let byteOrderMark = "\u{FEFF}"

    /// One line with its end.
    ///
    /// A cell that a program would take for a formula, since it begins with `=`, `+`, `-`, `@` or a
    /// tab, is told as text by an apostrophe before it.
    public static func text(_ cells: [String], separator: Character) -> String {
        cells.map { quoted(harmless($0), separator) }.joined(separator: String(separator)) + "\r\n"
    }

    private static func harmless(_ cell: String) -> String {
        guard let first = cell.unicodeScalars.first else { return cell }
        return "=+-@\t\r".unicodeScalars.contains(first) ? "'" + cell : cell
    }

    private static func quoted(_ cell: String, _ separator: Character) -> String {
        let needs = cell.contains { $0 == separator || $0 == "\"" || $0.isNewline }
        // A reader may drop blanks at the ends of a cell that is not quoted.
        guard needs || cell.first == " " || cell.last == " " else { return cell }
        return "\""
            + cell.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }
}
