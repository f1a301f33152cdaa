import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Terminal

/// Makes the act of a row, and checks it as the daemon will.
struct RowReader {
    let desk: ImportDesk
    let mapping: RegisterMapping
    let header: [String]
    /// The day of the import, and the moment.
    let now: Instant

    /// What a row came to.
    struct Reading {
        var draft: ActDraft
        var errors: [CheckError] = []
        /// Whether its age was counted on to today.
        var isAged = false
        /// Whether it has more cells than the header: a separator that stands in a cell without
        /// quotation marks moves all that follows.
        var isOverfull = false
    }

    private typealias Target = RegisterMapping.Target
    private var definition: CircuitDefinition { desk.definition }

    /// Reads the cells of a row.
    ///
    /// The act happens now, at the stage for what is taken over: entering old acts at their old days
    /// would need leave beyond a year, would have every clock of the circuit overdue since then, and
    /// would say that somebody opened a file on a day on which nobody did. The register's day stands
    /// in a field of its own.
    func read(_ cells: [String]) -> Reading {
        var reading = Reading(
            draft: ActDraft(
                kind: .opening, form: desk.form.code, formVersion: desk.form.version,
                definitionVersion: definition.version, to: desk.stage.code))
        reading.isOverfull = cells.dropFirst(header.count).contains { !$0.isEmpty }
        var values: [Target: Value] = [:]
        // What the mapping says and no cell does, which a condition may leave out.
        var assumed: Set<Target> = []
        var isYearAlone = false
        for (target, places) in mapping.columns {
            var text = text(of: target, places, cells)
            if text.isEmpty, let given = mapping.defaults[target] {
                text = given
                assumed.insert(target)
            } else if !text.isEmpty, target.field.type != .text,
                let word = mapping.words[target.field.code]?[SearchKey.of(text)]
            {
                text = word
            }
            guard !text.isEmpty else { continue }
            if let value = desk.value(text, target.field) {
                values[target] = value
            } else if target.field.meaning == .birthDate, let day = Self.firstDay(ofYear: text) {
                values[target] = .date(day)
                isYearAlone = true
            } else {
                report(target, &reading)
            }
        }
        let begun = Set(values.keys.compactMap(Self.row))
        for (target, text) in mapping.constants where values[target] == nil {
            // A relation without a relative is none.
            if let row = Self.row(target), !begun.contains(row) { continue }
            guard let value = desk.value(text, target.field) else { continue }
            values[target] = value
            assumed.insert(target)
        }
        if isYearAlone { lowerPrecision(&values) }
        countAge(&values, &reading)
        settle(values, assumed, &reading)
        return reading
    }

    /// What identifies a row of a group; nil outside groups.
    private static func row(_ target: Target) -> [String]? {
        target.field.group.map { [$0, String(target.row)] }
    }

    /// The text of a field's columns.
    ///
    /// Parts of a name or of a number stand beside each other; of other texts each bears the name of
    /// its column.
    private func text(of target: Target, _ places: [Int], _ cells: [String]) -> String {
        let parts = places.filter { $0 < cells.count && !cells[$0].isEmpty }
        guard places.count > 1, target.field.meaning == nil else {
            return parts.map { cells[$0] }.joined(separator: " ")
        }
        return parts.map { header[$0] + ": " + cells[$0] }.joined(separator: "\n")
    }

    /// The first day of a year, which is how a birth is kept of which nothing else is known.
    private static func firstDay(ofYear text: String) -> CivilDate? {
        let digits = Digits.ascii(text)
        guard digits.count == 4 else { return nil }
        return Int(digits).flatMap { CivilDate(year: $0, month: 1, day: 1) }
    }

    /// Lowers the precision of a birth, of which the register tells the year alone, from a day to a
    /// year: what the mapping says of whole dates is not true of it.
    private func lowerPrecision(_ values: inout [Target: Value]) {
        guard let field = definition.field(meaning: .birthPrecision) else { return }
        let items = field.list.flatMap { definition.list($0) }?.items ?? []
        let target = Target(field: field, row: 0)
        if let exact = items.first(where: { $0.meaning == .exactDate }),
            let year = items.first(where: { $0.meaning == .yearOnly }),
            values[target] == .choice(exact.code)
        {
            values[target] = .choice(year.code)
        }
    }

    /// Counts an age on from the day on which the register told it: a child who was seven then is
    /// not seven now.
    private func countAge(_ values: inout [Target: Value], _ reading: inout Reading) {
        func target(_ meaning: FieldMeaning) -> Target? {
            values.keys.first { $0.field.meaning == meaning }
        }
        guard let age = target(.estimatedAge), case .number(let years) = values[age],
            let told = target(.registerDate), case .date(let then) = values[told],
            let whole = Int(exactly: years),
            let today = Birth.estimatedAge(whole, on: then).years(
                on: CivilDate(now, offsetSeconds: definition.parts.offsetSeconds))
        else { return }
        reading.isAged = today.lowerBound != whole
        values[age] = .number(Int64(today.lowerBound))
    }

    /// Checks the values, without those that nobody wrote and whose condition does not hold.
    private func settle(
        _ given: [Target: Value], _ assumed: Set<Target>, _ reading: inout Reading
    ) {
        var values = given
        while true {
            reading.draft.values = values.map { FieldValue($0.field.code, row: $0.row, $1) }
                .sorted { ($0.field, $0.row) < ($1.field, $1.row) }
            let found = check(reading.draft)
            let stray = assumed.filter { target in
                values[target] != nil
                    && found.contains {
                        $0.code == .conditionNotMet && $0.field == target.field.code
                            && $0.row == target.row
                    }
            }
            guard stray.isEmpty else {
                for target in stray { values[target] = nil }
                continue
            }
            // A cell that cannot be read is told as such, not as missing too.
            let told = reading.errors
            reading.errors += found.filter { error in
                !(error.code == .missingField
                    && told.contains { $0.field == error.field && $0.row == error.row })
            }
            return
        }
    }

    private func check(_ draft: ActDraft) -> [CheckError] {
        act(draft).check(
            against: Heads(), definition,
            CheckContext(now: now, province: desk.me.province, asks: desk.asks))
    }

    /// The act that a draft becomes.
    func act(_ draft: ActDraft) -> Act {
        draft.act(
            id: .zero, author: desk.me.member,
            organisation: desk.me.organisations.first?.id ?? .zero, enteredAt: now, from: nil,
            definitionVersion: definition.version
        ).normalised()
    }

    /// Tells that a cell says nothing that its field takes.
    private func report(_ target: Target, _ reading: inout Reading) {
        let code: CheckCode =
            switch target.field.type {
            case .choice, .choices: .notInList
            case .territory: .unknownTerritory
            default: .malformed
            }
        reading.errors.append(
            CheckError(code, form: desk.form.code, field: target.field.code, row: target.row))
    }
}
