import Basics
import Catalog
import Circuit
import Commands
import Report
import Terminal

/// What is told of a plan: by row, and nothing of what a row holds.
struct RowReport {
    let desk: ImportDesk
    let mapping: RegisterMapping
    let plan: Plan
    private var context: Context { desk.context }

    struct Document: Encodable {
        struct Row: Encodable {
            var row: Int
            var state: String
            var fileNumber: String?
            var like: Int?
            var similar: [String]?
            var fields: [FieldFault]?
        }
        struct FieldFault: Encodable {
            var field: String
            var code: UInt16
            var row: UInt16
        }
        var schema = "madar.import/1"
        var written: Bool
        var counts: [String: Int]
        var unmappedColumns: [String]
        var leftOutColumns: [String]
        var agesCounted: Int
        var rows: [Row]
    }

    /// How the program ends: the worst of the rows decides.
    var status: ExitStatus {
        var status = ExitStatus.done
        for row in plan.rows {
            switch row.state {
            case .faulty, .overfull: return .badInput
            case .equal, .alike, .similar, .changed: status = .negative
            case .unsent: status = .tryAgain
            case .ready, .sentBefore, .there, .made: break
            }
        }
        return status
    }

    // MARK: - For people

    /// Shows the columns that go nowhere, each row, and the counts; rows that follow each other and
    /// say the same stand on one line.
    func show(isDone: Bool) {
        for (names, text) in [
            (mapping.unmapped, ImportText.unmapped(names: joined(mapping.unmapped))),
            (mapping.leftOut, .leftOut(names: joined(mapping.leftOut))),
        ] where !names.isEmpty {
            context.screen.show(text.text(context.language))
        }
        var run: (first: Int, last: Int, text: String)?
        func tell() {
            guard let run else { return }
            let first = context.screen.digits.shown(String(run.first))
            let last = context.screen.digits.shown(String(run.last))
            let line =
                run.first == run.last
                ? ImportText.rowSays(row: first, text: run.text)
                : .rowsSay(rows: first + "–" + last, text: run.text)
            context.screen.show(line.text(context.language))
        }
        for row in plan.rows {
            for text in texts(row.state) {
                if run?.text == text, run?.last == row.number - 1 {
                    run?.last = row.number
                } else {
                    tell()
                    run = (row.number, row.number, text)
                }
            }
        }
        tell()
        context.screen.list(
            counts.filter { $0.count > 0 }.map {
                LabelledValue($0.text.text(context.language), context.count($0.count, .rows))
            })
        if plan.agedCount > 0 {
            context.screen.show(
                ImportText.agesCounted(rows: context.count(plan.agedCount, .rows))
                    .text(context.language))
        }
        if plan.rows.contains(where: { Self.isHeld($0.state) }) {
            context.screen.talk(ImportText.heldAdvice.text(context.language))
        }
        if !isDone { context.screen.talk(ImportText.dryRun.text(context.language)) }
    }

    private func joined(_ names: [String]) -> String {
        names.map { context.screen.value($0) }
            .joined(separator: context.language == .arabic ? "، " : ", ")
    }

    /// What is said of a row: a line, or one for each fault.
    private func texts(_ state: RowState) -> [String] {
        func one(_ text: ImportText) -> [String] { [text.text(context.language)] }
        switch state {
        case .ready: return one(.ready)
        case .sentBefore: return one(.sentBefore)
        case .faulty(let errors):
            return errors.map { $0.line(desk.definition, context.language) }
        case .overfull: return one(.overfull)
        case .equal(let row): return one(.equal(row: row))
        case .alike(let row): return one(.alike(row: row))
        case .similar(let numbers): return one(.similar(numbers: joined(numbers)))
        case .there(let number):
            return one(number.map { .there(number: $0.text) } ?? .thereUnnumbered)
        case .changed(let number): return one(.changed(number: number.text))
        case .made(let number): return one(.made(number: number.text))
        case .unsent: return one(.unsent)
        }
    }

    private static func isFaulty(_ state: RowState) -> Bool {
        switch state {
        case .faulty, .overfull: true
        default: false
        }
    }

    private static func isHeld(_ state: RowState) -> Bool {
        switch state {
        case .alike, .similar: true
        default: false
        }
    }

    private var counts: [(name: String, text: ImportText, count: Int)] {
        func count(_ isWanted: (RowState) -> Bool) -> Int { plan.places(isWanted).count }
        return [
            ("ready", .countReady, count { $0 == .ready || $0 == .sentBefore }),
            ("opened", .countMade, count { if case .made = $0 { true } else { false } }),
            ("there", .countThere, count { if case .there = $0 { true } else { false } }),
            ("faulty", .countFaulty, count(Self.isFaulty)),
            ("equal", .countEqual, count { if case .equal = $0 { true } else { false } }),
            ("held", .countHeld, count(Self.isHeld)),
            ("changed", .countChanged, count { if case .changed = $0 { true } else { false } }),
            ("unsent", .countUnsent, count { $0 == .unsent }),
        ]
    }

    // MARK: - For programs

    func document(isDone: Bool) -> Document {
        Document(
            written: isDone,
            counts: Dictionary(
                counts.map { ($0.name, $0.count) }, uniquingKeysWith: { first, _ in first }),
            unmappedColumns: mapping.unmapped, leftOutColumns: mapping.leftOut,
            agesCounted: plan.agedCount, rows: plan.rows.map(Self.row))
    }

    private static func row(_ row: PlannedRow) -> Document.Row {
        var told = Document.Row(row: row.number, state: row.state.name)
        switch row.state {
        case .ready, .sentBefore, .unsent, .overfull: break
        case .faulty(let errors):
            told.fields = errors.map {
                Document.FieldFault(field: $0.field, code: $0.code.rawValue, row: $0.row)
            }
        case .equal(let other), .alike(let other): told.like = other
        case .similar(let numbers): told.similar = numbers
        case .there(let number): told.fileNumber = number?.text
        case .changed(let number), .made(let number): told.fileNumber = number.text
        }
        return told
    }

    /// Writes the report as a sheet, for this user alone.
    func write(to file: NewFile) throws {
        let header: [ImportText] = [.row, .state, .remark]
        let titles = header.map { $0.text(context.language) } + [context.text(.fileNumber)]
        var text = SheetLine.byteOrderMark + SheetLine.text(titles, separator: ",")
        for row in plan.rows {
            let number = Self.row(row).fileNumber ?? ""
            for line in texts(row.state) {
                text += SheetLine.text(
                    [String(row.number), row.state.name, line.withoutIsolates, number],
                    separator: ",")
            }
        }
        try file.write(Array(text.utf8))
        try file.finish()
    }
}

extension RowState {
    /// The name by which programs know the state.
    var name: String {
        switch self {
        case .ready: "ready"
        case .sentBefore: "sent_before"
        case .faulty: "faulty"
        case .overfull: "overfull"
        case .equal: "equal"
        case .alike: "alike"
        case .similar: "similar"
        case .there: "there"
        case .changed: "changed"
        case .made: "opened"
        case .unsent: "unsent"
        }
    }
}
