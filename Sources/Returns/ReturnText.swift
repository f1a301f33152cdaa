internal import Basics
internal import Circuit

// The text of a return: one for each publication (SPEC W-220).

extension ProvinceReturn {
    /// The first line of every return.
    public static let title = "madar-return/1"

    /// The text that is signed.
    public var text: String {
        var lines = [
            Self.title, "province \(province)", "from \(first.text)", "to \(last.text)",
            "definition \(definitionVersion) \(definitionHash.hexadecimal)",
            "publication \(publication.hexadecimal)", "published \(publishedAt.milliseconds)",
            "base \(base)", "tables \(tables.count)",
        ]
        for table in tables {
            lines += [
                "table \(table.code)", "indicator \(table.indicator)", "measure \(table.measure)",
                "state \(table.state.rawValue)",
            ]
            lines += table.dimensions.map { dimension in
                "by \(dimension.code) " + dimension.values.joined(separator: " ")
            }
            for (place, count) in table.cells.enumerated() {
                lines.append(
                    (["cell"] + table.codes(ofCell: place) + [String(count)])
                        .joined(separator: " "))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads the text of a return; nil for anything that the writer would not have written.
    init?(text: String) {
        var lines = Lines(text)
        guard lines.next() == Self.title, let province = lines.value("province"),
            let first = lines.value("from").flatMap({ CivilDate($0) }),
            let last = lines.value("to").flatMap({ CivilDate($0) }),
            let definition = lines.words("definition"), definition.count == 2,
            let version = UInt32(definition[0]),
            let hash = [UInt8](hexadecimal: definition[1]),
            let publication = lines.value("publication").flatMap({ [UInt8](hexadecimal: $0) }),
            let published = lines.value("published").flatMap({ Int64($0) }),
            let base = lines.value("base").flatMap({ UInt32($0) }),
            let count = lines.value("tables").flatMap({ Int($0) }),
            (1...ReturnsLimits.tablesMax).contains(count)
        else { return nil }
        var tables: [ReturnTable] = []
        for _ in 0..<count {
            guard let table = lines.table() else { return nil }
            tables.append(table)
        }
        guard
            let read = ProvinceReturn(
                province: province, first: first, last: last, definitionVersion: version,
                definitionHash: hash, publication: publication,
                publishedAt: Instant(milliseconds: published), base: base, tables: tables),
            // What was read is written again: so there is one text, down to the last byte.
            read.text.utf8.elementsEqual(text.utf8)
        else { return nil }
        self = read
    }
}

/// The lines of a text, one after the other.
private struct Lines {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    mutating func next() -> String? {
        guard let line = peek() else { return nil }
        rest = rest.dropFirst(line.utf8.count + 1)
        return line
    }

    private func peek() -> String? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        return String(Substring(rest[..<end]))
    }

    /// What stands after a line's name, as words.
    mutating func words(_ name: String) -> [String]? {
        guard let line = next() else { return nil }
        let words = line.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard words.count > 1, words[0] == name else { return nil }
        return Array(words.dropFirst())
    }

    /// The one word that stands after a line's name.
    mutating func value(_ name: String) -> String? {
        guard let words = words(name), words.count == 1 else { return nil }
        return words[0]
    }

    mutating func table() -> ReturnTable? {
        guard let code = value("table"), let indicator = value("indicator"),
            let measure = value("measure"),
            let state = value("state").flatMap({ ReturnState(rawValue: $0) })
        else { return nil }
        var dimensions: [ReturnDimension] = []
        while dimensions.count < ReturnsLimits.dimensionsMax,
            rest.starts(with: "by ".utf8), let words = words("by")
        {
            dimensions.append(ReturnDimension(words[0], Array(words.dropFirst())))
        }
        var cells: [UInt32] = []
        if state.hasCells {
            guard let count = ReturnTable.cellCount(dimensions) else { return nil }
            for _ in 0..<count {
                // The codes before the count are compared when all is written again.
                guard let count = words("cell")?.last.flatMap({ UInt32($0) }) else { return nil }
                cells.append(count)
            }
        }
        return ReturnTable(
            code: code, indicator: indicator, measure: measure, state: state,
            dimensions: dimensions, cells: cells)
    }
}
