import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages

/// In which order `madar files` stands.
enum FileSort: String, CaseIterable, ExpressibleByArgument {
    case stage
    case name
    case changed
    case due
    case opened

    /// The number on the wire (SPEC W-188): names stand in the order of the language of the screen.
    func number(_ language: Language) -> UInt32 {
        switch self {
        case .stage: 0
        case .name: language == .arabic ? 1 : 2
        case .changed: 3
        case .due: 4
        case .opened: 5
        }
    }
}

/// What a list of files is narrowed to, as options.
struct FileFilters: ParsableArguments {
    @Flag(help: help(.optionUnit)) var unit = false
    @Option(help: help(.optionHeldBy)) var organisation: String?
    @Option(help: help(.optionStage)) var stage: String?
    @Option(help: help(.optionRisk)) var risk: String?
    @Option(help: help(.optionCategory)) var category: String?
    @Option(help: help(.optionCommuneStart)) var commune: String?
    @Option(help: help(.optionReferent)) var referent: String?
    @Flag(help: help(.optionUnassigned)) var unassigned = false
    @Flag(help: help(.optionOverdue)) var overdue = false
    @Flag(help: help(.optionUrgentOnly)) var urgent = false
    @Option(help: help(.optionQuietDays)) var quietDays: UInt16?
    @Option(help: help(.optionOpenedFrom)) var openedFrom: String?
    @Option(help: help(.optionOpenedUntil)) var openedUntil: String?
    @Option(help: help(.optionWrittenFrom)) var writtenFrom: String?
    @Option(help: help(.optionWrittenUntil)) var writtenUntil: String?
    @Option(help: help(.optionDueFrom)) var dueFrom: String?
    @Option(help: help(.optionDueUntil)) var dueUntil: String?
    @Option(help: help(.optionSort)) var sort: FileSort?

    func validate() throws {
        guard referent == nil || !unassigned else {
            throw ValidationError("--referent | --unassigned")
        }
        guard referent.map({ MemberID(hexadecimal: $0) != nil }) ?? true else {
            throw ValidationError("--referent 32 x 0-9a-f")
        }
        guard organisation.map({ OrganisationID(hexadecimal: $0) != nil }) ?? true else {
            throw ValidationError("--organisation 32 x 0-9a-f")
        }
        guard quietDays.map({ UInt32($0) <= MessageLimits.dayMax }) ?? true else {
            throw ValidationError("--quiet-days 0...\(MessageLimits.dayMax)")
        }
        for (name, first, last) in [
            ("opened", openedFrom, openedUntil), ("written", writtenFrom, writtenUntil),
            ("due", dueFrom, dueUntil),
        ] {
            let days = try (
                first: Self.day(first, "--\(name)-from"), last: Self.day(last, "--\(name)-until")
            )
            guard days.first == 0 || days.last == 0 || days.first <= days.last else {
                throw ValidationError("--\(name)-from ≤ --\(name)-until")
            }
        }
    }

    /// Whether nothing is asked.
    var isEmpty: Bool {
        !unit && sort == nil && (try? request(.english)) == WireListFilesRequest()
    }

    /// The list that is narrowed.
    var kind: FileListKind { unit ? .organisation : .all }

    /// A request as the options by which it is typed.
    static func options(of asked: WireListFilesRequest) -> [String] {
        let sorts: [UInt32: FileSort] = [
            1: .name, 2: .name, 3: .changed, 4: .due, 5: .opened,
        ]
        func day(_ days: UInt32) -> String? {
            let start = CivilDate(days: Int32(clamping: days)).start(offsetSeconds: 0)
            return days == 0 ? nil : String(DateText.iso(start).prefix { $0 != "T" })
        }
        func text(_ text: String) -> String? { text.isEmpty ? nil : text }
        let flags = [
            ("--unit", asked.kind == 2), ("--unassigned", asked.unassigned),
            ("--overdue", asked.overdue), ("--urgent", asked.urgent),
        ]
        let values = [
            ("--organisation", OrganisationID(blob: asked.organisation)?.hexadecimal),
            ("--stage", text(asked.stage)), ("--risk", text(asked.risk)),
            ("--category", text(asked.category)), ("--commune", text(asked.commune)),
            ("--referent", MemberID(blob: asked.referent)?.hexadecimal),
            ("--quiet-days", asked.quietDays == 0 ? nil : String(asked.quietDays)),
            ("--opened-from", day(asked.openedFrom)), ("--opened-until", day(asked.openedUntil)),
            ("--written-from", day(asked.writtenFrom)),
            ("--written-until", day(asked.writtenUntil)),
            ("--due-from", day(asked.dueFrom)), ("--due-until", day(asked.dueUntil)),
            ("--sort", sorts[asked.sort]?.rawValue),
        ]
        return flags.filter(\.1).map(\.0)
            + values.compactMap { name, value in value.map { name + " " + $0 } }
    }

    /// The options of a saved search of which the daemon knows nothing any more.
    static func unknown(of saved: WireSavedSearch) -> [String] {
        let names: [UInt32: String] = [
            2: "--stage", 7: "--risk", 8: "--commune", 9: "--referent", 14: "--organisation",
            15: "--category",
        ]
        return options(of: saved.search).filter { option in
            saved.unknown.contains { names[$0].map { option.hasPrefix($0 + " ") } ?? false }
        }
    }

    /// What is asked of a list.
    func request(_ language: Language) throws -> WireListFilesRequest {
        var asked = WireListFilesRequest()
        asked.stage = stage ?? ""
        asked.risk = risk ?? ""
        asked.category = category ?? ""
        asked.commune = commune ?? ""
        asked.referent = referent.flatMap { MemberID(hexadecimal: $0) }?.blob ?? [].blob
        asked.organisation =
            organisation.flatMap { OrganisationID(hexadecimal: $0) }?.blob ?? [].blob
        asked.unassigned = unassigned
        asked.overdue = overdue
        asked.urgent = urgent
        asked.quietDays = UInt32(quietDays ?? 0)
        asked.openedFrom = try Self.day(openedFrom, "--opened-from")
        asked.openedUntil = try Self.day(openedUntil, "--opened-until")
        asked.writtenFrom = try Self.day(writtenFrom, "--written-from")
        asked.writtenUntil = try Self.day(writtenUntil, "--written-until")
        asked.dueFrom = try Self.day(dueFrom, "--due-from")
        asked.dueUntil = try Self.day(dueUntil, "--due-until")
        asked.sort = sort?.number(language) ?? 0
        return asked
    }

    /// A day as the wire tells it, 0 for none.
    private static func day(_ text: String?, _ option: String) throws -> UInt32 {
        guard let text else { return 0 }
        guard let day = CivilDate(text), day.days > 0, day.days <= Int32(MessageLimits.dayMax)
        else { throw ValidationError("\(option) 2026-01-31") }
        return UInt32(day.days)
    }
}
