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
        let work = try await Work(context, mayBeOffline: true)
        let offset = work.definition.parts.offsetSeconds
        let last = until.flatMap { CivilDate($0) }
        var absence: WireAbsence?
        if let last {
            let first = from.flatMap { CivilDate($0) }
            var asked = WireAbsence()
            asked.fromMs = (first?.start(offsetSeconds: offset) ?? context.now).milliseconds
            // The last day is whole.
            asked.untilMs =
                CivilDate(days: last.days + 1).start(offsetSeconds: offset).milliseconds
            if let deputy = deputy.flatMap({ MemberID(hexadecimal: $0) }) {
                asked.deputy = deputy.blob
            }
            absence = asked
        }
        let call = try await work.session.client.prepareAbsence(absence)
        guard try await work.submit(call) != nil else {
            throw ExitCode(ExitStatus.unreachable.rawValue)
        }
        func iso(_ milliseconds: Int64) -> String {
            DateText.iso(Instant(milliseconds: milliseconds))
        }
        try context.emit(
            Document(
                from: absence.map { iso($0.fromMs) }, until: absence.map { iso($0.untilMs) },
                deputy: deputy))
        context.tell(last.map { .absenceSet(day: context.day($0)) } ?? .absenceEnded)
    }
}
