import ArgumentParser
import Catalog
import Commands
import SwiftCSV
import Terminal

/// What stands between two cells of a sheet.
enum Delimiter: String, CaseIterable, ExpressibleByArgument {
    case comma
    case semicolon
    case tab

    var character: Character {
        switch self {
        case .comma: ","
        case .semicolon: ";"
        case .tab: "\t"
        }
    }
}

/// A sheet of text: its header, and its rows as a spreadsheet program numbers them.
struct Sheet {
    struct Row {
        /// Its number; the header is row 1.
        let number: Int
        let cells: [String]
    }

    let header: [String]
    let rows: [Row]

    /// Reads a sheet.
    ///
    /// - Throws: `Failure`, which names a row and nothing of what stands there.
    init(_ bytes: [UInt8], name: String, delimiter given: Delimiter?) throws {
        // Excel's plain "CSV" is in the code page of the machine, and which one no byte tells: an
        // Arabic name read as Latin is a wrong name in a child's file. So nothing is guessed.
        guard let text = String(validating: bytes, as: UTF8.self),
            !text.unicodeScalars.contains("\0")
        else { throw Failure(.sheetNotText(path: name)) }
        guard let delimiter = given ?? Self.delimiter(of: text) else {
            throw Failure(.sheetDelimiter)
        }
        let lines = try Self.lines(text, delimiter)
        guard let first = lines.first, !first.allSatisfy(\.isEmpty) else {
            throw Failure(.sheetEmpty(path: name))
        }
        header = first
        rows = lines.enumerated().dropFirst().compactMap { place, cells in
            cells.allSatisfy(\.isEmpty) ? nil : Row(number: place + 1, cells: cells)
        }
        guard rows.count <= ImportLimits.rowsMax else {
            throw Failure(.sheetTooLarge(rows: String(ImportLimits.rowsMax)))
        }
    }

    /// The one character of the three that stands in the header outside quotation marks; a comma
    /// where none does, and nil where several do.
    private static func delimiter(of text: String) -> Delimiter? {
        var isQuoted = false
        var found: Set<Delimiter> = []
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if character.isNewline { break }
            if let delimiter = Delimiter.allCases.first(where: { $0.character == character }) {
                found.insert(delimiter)
            }
        }
        return found.count > 1 ? nil : found.first ?? .comma
    }

    private static func lines(_ text: String, _ delimiter: Delimiter) throws -> [[String]] {
        func read(_ limit: Int? = nil) throws -> [[String]] {
            let sheet = try EnumeratedCSV(
                string: text, delimiter: .character(delimiter.character), loadColumns: false,
                rowLimit: limit)
            return [sheet.header.map(cell)] + sheet.rows.map { $0.map(cell) }
        }
        let lines: [[String]]
        do {
            lines = try read()
        } catch {
            throw Failure(.sheetQuote(row: firstBad(in: text) { (try? read($0)) != nil }))
        }
        // The parser takes the end of the file for the end of a quotation, and so all that follows
        // an open one for one cell.
        guard text.utf8.count(where: { $0 == UInt8(ascii: "\"") }).isMultiple(of: 2) else {
            throw Failure(.sheetQuote(row: lines.count))
        }
        return lines
    }

    /// A cell without blanks at its ends, its lines ended as a form takes them.
    private static func cell(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\r")) else { return text.trimmed }
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .joined(separator: "\n").trimmed
    }

    /// The number of the first row that cannot be read: the parser does not tell it.
    private static func firstBad(in text: String, _ reads: (Int) -> Bool) -> Int {
        var (good, bad) = (0, text.utf8.count { $0 == UInt8(ascii: "\n") } + 1)
        while bad - good > 1 {
            let middle = (good + bad) / 2
            if reads(middle) { good = middle } else { bad = middle }
        }
        return bad + 1
    }
}
