import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// `madar day`.
struct DayCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "day", abstract: helpText(.day),
        discussion: examples("madar day", "madar day --limit 8 --json"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionDayLimit)) var limit: UInt32 = MadarLimits.filesPerDayPartDefault

    func validate() throws {
        guard 1...UInt32(MessageLimits.filesPerDayPartMax) ~= limit else {
            throw ValidationError("--limit 1...\(MessageLimits.filesPerDayPartMax)")
        }
    }

    func perform(_ context: Context) async throws {
        try await DayView(work: try await Work(context)).show(limit: limit)
    }
}

/// `madar team`.
struct TeamCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "team", abstract: helpText(.team),
        discussion: examples("madar team", "madar team --json"))

    @OptionGroup var options: GlobalOptions

    func perform(_ context: Context) async throws {
        try await DayView(work: try await Work(context)).showTeam()
    }
}

/// A part of a day, as the daemon numbers it (SPEC W-135).
enum DayPartKind: UInt32, CaseIterable {
    case danger = 1
    case triage, approval, hearing, overdue, review, coming, answer, referral, committee, duplicate

    var label: Label {
        switch self {
        case .danger: .dayDanger
        case .triage: .dayTriage
        case .approval: .dayApproval
        case .hearing: .dayHearing
        case .overdue: .dayOverdue
        case .review: .dayReview
        case .coming: .dayComing
        case .answer: .dayAnswer
        case .referral: .dayReferral
        case .committee: .dayCommittee
        case .duplicate: .dayDuplicate
        }
    }

    /// Whether somebody should not oversee it.
    var isAlarming: Bool { self == .danger || self == .overdue }
}

/// Shows a day, and a team.
struct DayView {
    let work: Work
    private var context: Context { work.context }
    private var client: DaemonClient { work.session.client }

    func show(limit: UInt32 = MadarLimits.filesPerDayPartDefault) async throws {
        let answer = try await context.waiting(.connecting) { try await client.day(limit: limit) }
        try context.emit(DayDocument(answer, client))
        guard !context.isJSON else { return }
        tellIndex(answer)
        context.show([LabelledValue(context.text(.openFiles), String(answer.fileCount))])
        for part in answer.parts { show(part) }
        if answer.parts.isEmpty { context.tell(.dayEmpty) }
    }

    func showTeam() async throws {
        let answer = try await context.waiting(.connecting) { try await client.day(team: true) }
        try context.emit(DayDocument(answer, client))
        guard !context.isJSON else { return }
        tellIndex(answer)
        let labels: [Label] = [.name, .openFiles, .overdueFiles, .urgentFiles, .risk]
        context.screen.table(
            labels.map { context.text($0) },
            rows: answer.team.map { load in
                [
                    load.name, String(load.files), String(load.overdue), String(load.urgent),
                    load.risks.map {
                        work.values.choice($0.risk, meaning: .risk) + ": \($0.files)"
                    }.joined(separator: ", "),
                ]
            })
        if answer.team.isEmpty { context.tell(.nothingListed) }
        for part in answer.parts where DayPartKind(rawValue: part.kind) == .approval { show(part) }
    }

    /// For whoever opens the menu: how much of each part there is, one line a part.
    static func summary(_ answer: WireDayAnswer, _ context: Context) -> String {
        let parts = answer.parts.compactMap { part in
            DayPartKind(rawValue: part.kind).map {
                context.text($0.label) + ": " + String(part.total)
            }
        }
        return parts.isEmpty ? context.say(.dayEmpty) : parts.joined(separator: "\n")
    }

    private func tellIndex(_ answer: WireDayAnswer) {
        guard answer.indexPercent < 100 else { return }
        context.tell(.indexBuilding(percent: Int(answer.indexPercent)))
    }

    private func show(_ part: WireDayPart) {
        // A newer daemon may have parts that this program has no word for.
        guard let kind = DayPartKind(rawValue: part.kind) else { return }
        context.screen.show("")
        context.show([
            LabelledValue(
                context.text(kind.label), String(part.total), style: kind.isAlarming ? .alarm : nil)
        ])
        guard kind != .referral else {
            context.screen.line(["madar referrals"])
            return
        }
        let list = CandidateList(work: work)
        for file in part.files {
            let at = Instant(milliseconds: file.dueMs)
            // The day of an answer is past, and nobody is late with it.
            let isDated = kind == .answer || context.screen.isPlain
            let when = isDated ? context.moment(at) : work.values.span(to: at).text
            context.screen.line(
                [numbers(file), list.name(file), work.values.task(file.task), when]
                    .filter { !$0.isEmpty })
        }
        if kind == .duplicate { context.screen.line(["madar duplicates"]) }
    }

    /// The number of a file, and of the other one that may be of the same child.
    private func numbers(_ file: WireCandidate) -> String {
        file.other.isEmpty ? file.number : file.number + " ≈ " + file.other
    }
}

/// `madar day`, `madar team`.
struct DayDocument: Encodable {
    struct Part: Encodable {
        var part: String
        var total: UInt64
        var files: [CandidateDocument]
    }

    struct Load: Encodable {
        var member: String
        var name: String
        var files: UInt32
        var overdue: UInt32
        var urgent: UInt32
        var risks: [String: UInt32]
    }

    var schema = "madar.day/1"
    var openFiles: UInt64
    var indexPercent: UInt32
    var parts: [Part]
    var team: [Load]

    init(_ answer: WireDayAnswer, _ client: DaemonClient) {
        openFiles = answer.fileCount
        indexPercent = answer.indexPercent
        parts = answer.parts.map { part in
            Part(
                part: DayPartKind(rawValue: part.kind).map { String(describing: $0) }
                    ?? String(part.kind),
                total: part.total, files: part.files.map { CandidateDocument($0, client) })
        }
        team = answer.team.map { load in
            Load(
                member: load.member.hexadecimal, name: load.name, files: load.files,
                overdue: load.overdue, urgent: load.urgent,
                risks: Dictionary(
                    load.risks.map { ($0.risk, $0.files) }, uniquingKeysWith: { first, _ in first })
            )
        }
    }
}
