import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Messages
import Terminal

/// What becomes of a row.
enum RowState: Equatable {
    /// A file would be opened.
    case ready
    /// It was sent before and is not known to be done.
    case sentBefore
    /// It has faults.
    case faulty([CheckError])
    /// It has more cells than the header.
    case overfull
    /// It is the entry of another row.
    case equal(Int)
    /// It looks like another row.
    case alike(Int)
    /// It looks like children who have files.
    case similar([String])
    /// It was taken over before.
    case there(FileNumber?)
    /// It says something else than when it was taken over.
    case changed(FileNumber)
    /// Its file was opened.
    case made(FileNumber)
    /// It was ready and not sent.
    case unsent
}

/// A row of the register on its way to a file.
struct PlannedRow {
    let number: Int
    let draft: ActDraft
    let entry: RegisterEntry
    /// What the search compares.
    let likeness: Likeness
    var state: RowState
}

/// What of a child a search compares: names, years of birth, sex.
struct Likeness: Hashable {
    let query: String
    let years: ClosedRange<Int>?
    let sex: String?

    /// - Parameter act: the opening.
    init(_ act: Act, _ definition: CircuitDefinition) {
        var head = HeadPart(.identity)
        for part in act.split(definition) where part.dataClass == .identity {
            head.fold(part, definition)
        }
        func name(_ meanings: FieldMeaning...) -> String {
            meanings.flatMap { head.texts($0) }.joined(separator: " ")
        }
        let names = [
            name(.givenNameArabic, .familyNameArabic), name(.givenNameLatin, .familyNameLatin),
            name(.knownAs),
        ]
        query = names.first { !$0.isEmpty } ?? ""
        years = head.birth(definition)?.birthYears
        sex = head.slot(.sex)?.entries.first.flatMap { entry in
            if case .choice(let code) = entry.value { code } else { nil }
        }
    }

    /// What the daemon is asked: a row that says what a register says may be searched for as often as
    /// a register has rows (SPEC W-236).
    var request: WireFindRequest {
        var request = WireFindRequest()
        request.text = query
        request.limit = ImportLimits.candidatesMax
        guard let years, let sex else { return request }
        request.register = true
        request.birthYearMin = Int32(clamping: years.lowerBound)
        request.birthYearMax = Int32(clamping: years.upperBound)
        request.sex = sex
        return request
    }

    /// Two rows of this key look alike; nil where no name is known.
    var key: [String]? {
        guard !query.isEmpty else { return nil }
        let words = SearchKey.of(query).split(separator: " ").map(String.init).sorted()
        return words + ["", years.map { "\($0)" } ?? "", sex ?? ""]
    }

    /// Whether a file that bears the names may be this child's: nothing that is known of both
    /// differs, and a year of birth may be one off.
    func fits(_ candidate: WireCandidate) -> Bool {
        if let years, candidate.birthYearMin != 0 {
            let (first, last) = (Int(candidate.birthYearMin) - 1, Int(candidate.birthYearMax) + 1)
            guard first <= last, years.overlaps(first...last) else { return false }
        }
        return sex == nil || candidate.sex.isEmpty || candidate.sex == sex
    }
}

/// The rows of a sheet, each with what becomes of it.
struct Plan {
    private(set) var rows: [PlannedRow] = []
    /// How many ages were counted on.
    private(set) var agedCount = 0

    /// Reads the rows that are wanted, and compares them with each other and with what this device
    /// has taken over; nothing is asked of the daemon.
    init(
        _ sheet: Sheet, _ reader: RowReader, _ journal: ImportJournal, day: UInt32,
        where isWanted: (Int) -> Bool
    ) async throws {
        let (desk, context) = (reader.desk, reader.desk.context)
        let wanted = sheet.rows.filter { isWanted($0.number) }
        var headway = Headway(wanted.count, isShown: !context.isJSON && !context.screen.isPlain) {
            ImportText.reading(done: String($0), total: String(wanted.count))
                .text(context.language)
        }
        defer { headway.end() }
        let marks = EntryMarks(desk.definition)
        var entries: [[UInt8]: Int] = [:]
        var children: [[String]: Int] = [:]
        for (place, row) in wanted.enumerated() {
            let reading = reader.read(row.cells)
            let act = reader.act(reading.draft)
            let entry = await journal.entry(
                of: reading.draft, register: marks.register(of: reading.draft) ?? "",
                reference: marks.reference(of: reading.draft))
            let likeness = Likeness(act, desk.definition)
            var state = RowState.ready
            let standing = await journal.standing(entry, day: day)
            if reading.isOverfull {
                state = .overfull
            } else if let first = entries[entry.key] {
                state = .equal(first)
            } else if case .done(let number, let isChanged) = standing {
                state = isChanged ? number.map { .changed($0) } ?? .there(nil) : .there(number)
            } else if !reading.errors.isEmpty {
                state = .faulty(reading.errors)
            } else if standing == .sent {
                state = .sentBefore
            } else if let first = likeness.key.flatMap({ children[$0] }) {
                state = .alike(first)
            }
            if entries[entry.key] == nil { entries[entry.key] = row.number }
            if let key = likeness.key, children[key] == nil { children[key] = row.number }
            if reading.isAged { agedCount += 1 }
            rows.append(
                PlannedRow(
                    number: row.number, draft: reading.draft, entry: entry, likeness: likeness,
                    state: state))
            headway.reach(place + 1)
        }
    }

    /// The places of the rows in a state.
    func places(_ isWanted: (RowState) -> Bool) -> [Int] {
        rows.indices.filter { isWanted(rows[$0].state) }
    }

    mutating func set(_ place: Int, _ state: RowState) { rows[place].state = state }

    /// Takes rows that look like another for what they are: somebody has looked.
    mutating func takeAlike() {
        for place in rows.indices {
            if case .alike = rows[place].state { rows[place].state = .ready }
        }
    }
}
