import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// `madar absence`: when I am away, and who stands in for me.
struct AbsenceCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "absence", abstract: helpText(.absence),
        discussion: examples(
            "madar absence --from 2026-08-01 --until 2026-08-21 --deputy 0123abcd…",
            "madar absence --end"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionAwayFrom)) var from: String?
    @Option(help: help(.optionAwayUntil)) var until: String?
    @Option(help: help(.optionDeputy)) var deputy: String?
    @Flag(help: help(.optionAbsenceEnd)) var end = false

    private struct Document: Encodable {
        var schema = "madar.absence/1"
        var outcome = Outcome.done.rawValue
        var from: String?
        var until: String?
        var deputy: String?
    }

    func validate() throws {
        guard end == (until == nil), !end || (from == nil && deputy == nil) else {
            throw ValidationError("--until --from --deputy | --end")
        }
        guard from.map({ CivilDate($0) != nil }) ?? true else { throw ValidationError("--from") }
        guard until.map({ CivilDate($0) != nil }) ?? true else {
            throw ValidationError("--until")
        }
        guard deputy.map({ MemberID(hexadecimal: $0) != nil }) ?? true else {
            throw ValidationError("--deputy")
        }
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let client = session.client
        guard let last = until.flatMap({ CivilDate($0) }) else {
            try await context.waiting(.connecting) { try await client.setAbsence(nil) }
            try context.emit(Document())
            return context.tell(.absenceEnded)
        }
        let offset = try await context.waiting(.connecting) {
            try await client.definition().parts.offsetSeconds
        }
        let first = from.flatMap { CivilDate($0) }
        var absence = WireAbsence()
        absence.fromMs = (first?.start(offsetSeconds: offset) ?? context.now).milliseconds
        // The last day is whole.
        absence.untilMs =
            CivilDate(days: last.days + 1).start(offsetSeconds: offset).milliseconds
        if let deputy = deputy.flatMap({ MemberID(hexadecimal: $0) }) {
            absence.deputy = deputy.blob
        }
        let asked = absence
        try await context.waiting(.connecting) { try await client.setAbsence(asked) }
        try context.emit(
            Document(
                from: DateText.iso(Instant(milliseconds: asked.fromMs)),
                until: DateText.iso(Instant(milliseconds: asked.untilMs)), deputy: deputy))
        context.tell(.absenceSet(day: context.day(last)))
    }
}
