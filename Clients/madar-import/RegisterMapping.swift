import Basics
import Catalog
import Circuit
import Commands
import Terminal

/// Which column of a register goes to which field, and which of its words stand for which code: a
/// sheet that a coordinator edits.
///
/// Its columns are, in this order: the register's column, the form, the field, what the register
/// writes, the code; what follows is for the reader. A field of a group bears the number of its row:
/// `relative_name.2`. A line says one of these:
/// - column and field: the column goes there; a code beside them is for empty cells;
/// - column alone, or with `-` as field: the column is left out;
/// - field and code: the code is for every row;
/// - field, what the register writes and code: so it is written; with `-` as code it says nothing.
struct RegisterMapping {
    /// A field, and the row of its group.
    struct Target: Hashable {
        let field: Field
        let row: UInt16

        static func == (left: Self, right: Self) -> Bool {
            left.row == right.row && left.field.code == right.field.code
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(field.code)
            hasher.combine(row)
        }
    }

    /// The columns of each field, in the order of the sheet.
    private(set) var columns: [(target: Target, places: [Int])] = []
    /// What an empty cell means.
    private(set) var defaults: [Target: String] = [:]
    /// What every row says.
    private(set) var constants: [(target: Target, text: String)] = []
    /// What a word of the register stands for, by the field's code and the word made comparable; an
    /// empty one stands for nothing.
    private(set) var words: [String: [String: String]] = [:]
    /// Columns that no line names.
    private(set) var unmapped: [String] = []
    /// Columns that a line leaves out.
    private(set) var leftOut: [String] = []

    private static let nothing = "-"

    /// Compares a mapping with the form and the sheet.
    ///
    /// - Throws: `Failure` with everything that is wrong, by line.
    init(_ lines: Sheet, for sheet: Sheet, _ form: Form, _ desk: ImportDesk) throws {
        var faults: [(line: Int, text: ImportText)] = []
        var named: Set<Int> = []
        for line in lines.rows {
            func cell(_ place: Int) -> String {
                place < line.cells.count ? line.cells[place] : ""
            }
            let (name, formCode, code) = (cell(0), cell(1), cell(2))
            let (word, given) = (cell(3), cell(4))
            var place: Int?
            if !name.isEmpty {
                let found = Self.places(of: name, in: sheet.header)
                place = found.first
                if found.count != 1 {
                    faults.append(
                        (
                            line.number,
                            found.isEmpty ? .noColumn(name: name) : .columnTwice(name: name)
                        ))
                    continue
                }
                if let place = found.first { named.insert(place) }
            }
            guard !code.isEmpty, code != Self.nothing else {
                if place != nil { leftOut.append(name) }
                continue
            }
            guard let target = Self.target(code, formCode, form) else {
                faults.append((line.number, .noField(code: formCode + " " + code)))
                continue
            }
            guard place != nil || !given.isEmpty else { continue }
            guard desk.asks.contains(ClassSet(target.field.dataClass)) else {
                faults.append((line.number, .fieldClosed(code: code)))
                continue
            }
            if !given.isEmpty, given != Self.nothing, desk.value(given, target.field) == nil {
                faults.append((line.number, .noCode(code: given)))
                continue
            }
            if !word.isEmpty {
                words[target.field.code, default: [:]][SearchKey.of(word)] =
                    given == Self.nothing ? "" : given
            } else if let place {
                if !given.isEmpty { defaults[target] = given }
                if let known = columns.firstIndex(where: { $0.target == target }) {
                    if target.field.type == .text {
                        columns[known].places.append(place)
                    } else {
                        faults.append((line.number, .fieldTwice(code: code)))
                    }
                } else {
                    columns.append((target, [place]))
                }
            } else {
                constants.append((target, given))
            }
        }
        let targets = columns.map(\.target) + constants.map(\.target)
        if let name = desk.definition.field(meaning: .registerName),
            !targets.contains(where: { $0.field.code == name.code })
        {
            faults.append((0, .noRegister(code: name.code)))
        }
        if !faults.isEmpty { throw Self.failure(faults, desk) }
        unmapped = sheet.header.indices.filter { !named.contains($0) }.map { sheet.header[$0] }
            .filter { !$0.isEmpty }
    }

    private static func places(of name: String, in header: [String]) -> [Int] {
        let key = SearchKey.of(name)
        return header.indices.filter { SearchKey.of(header[$0]) == key }
    }

    private static func target(_ code: String, _ formCode: String, _ form: Form) -> Target? {
        let parts = code.split(separator: ".")
        guard formCode.uppercased() == form.code.uppercased(), let name = parts.first,
            parts.count <= 2,
            let field = form.fields.first(where: { $0.code == name.lowercased() }), field.isImported
        else { return nil }
        guard let group = form.groups.first(where: { $0.code == field.group }) else {
            return parts.count == 1 ? Target(field: field, row: 0) : nil
        }
        let number = parts.count == 2 ? UInt16(Digits.ascii(parts[1])) ?? 0 : 1
        guard number > 0, number <= group.rowsMax else { return nil }
        return Target(field: field, row: number - 1)
    }

    private static func failure(
        _ faults: [(line: Int, text: ImportText)], _ desk: ImportDesk
    ) -> Failure {
        var failure = Failure(
            .mappingWrong(count: desk.context.count(faults.count, .errors)))
        failure.details = { language in
            faults.map { line, text in
                line == 0
                    ? text.text(language)
                    : Notice.errorAtLine(line: line, text: text.text(language)).text(language)
            }
        }
        return failure
    }
}

extension Field {
    /// Whether a register can say it: the daemon gives the number of a file, and a sheet holds no
    /// picture.
    var isImported: Bool { meaning != .fileNumber && type != .attachment }
}
