import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// `madar duplicates`: files that may be of one child.
struct DuplicatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duplicates", abstract: helpText(.duplicates),
        subcommands: [
            DuplicatesListCommand.self, DuplicatesDistinctCommand.self,
            DuplicatesAgainCommand.self, DuplicatesJoinCommand.self,
        ],
        defaultSubcommand: DuplicatesListCommand.self)
}

/// `madar duplicates list`.
struct DuplicatesListCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: helpText(.duplicatesList),
        discussion: examples(
            "madar duplicates", "madar duplicates list --settled",
            "madar duplicates list --limit 5 --json"))

    @OptionGroup var options: GlobalOptions
    @Flag(help: help(.optionSettled)) var settled = false
    @Option(help: help(.optionLimit)) var limit = UInt32(MessageLimits.pairsPerPageMax)

    private struct Document: Encodable {
        struct Pair: Encodable {
            var first: CandidateDocument
            var second: CandidateDocument
            var likeness: UInt32?
            var fits: [String]
            var since: String
            var due: String?
            var settledBy: String?
            var settledAt: String?
        }
        var schema = "madar.duplicates/1"
        var pairs: [Pair]
        var total: UInt64
        var indexPercent: UInt32
        var waiting: UInt32
    }

    func validate() throws {
        guard 1...MadarLimits.pairsMax ~= limit else {
            throw ValidationError("--limit 1...\(MadarLimits.pairsMax)")
        }
    }

    func perform(_ context: Context) async throws {
        let work = try await Work(context)
        let client = work.session.client
        let answer = try await context.waiting(.connecting) { try await pages(client) }
        try context.emit(
            Document(
                pairs: answer.pairs.map { document($0, client) }, total: answer.total,
                indexPercent: answer.indexPercent, waiting: answer.waiting))
        guard !context.isJSON else { return }
        if answer.indexPercent < 100 {
            context.tell(.indexBuilding(percent: Int(answer.indexPercent)))
        } else if answer.waiting > 0 {
            context.tell(.comparing(files: context.count(Int(answer.waiting), .files)))
        }
        guard !answer.pairs.isEmpty else { return context.tell(.nothingListed) }
        for pair in answer.pairs { show(pair, work) }
        context.show([LabelledValue(context.text(.pairs), String(answer.total))])
    }

    /// As many pairs as are asked for, page by page.
    private func pages(_ client: DaemonClient) async throws -> WireListDuplicatesAnswer {
        let most = UInt32(MessageLimits.pairsPerPageMax)
        var answer = try await client.duplicates(limit: min(limit, most), settled: settled)
        while !answer.cursor.isEmpty, answer.pairs.count < Int(limit) {
            let left = limit - UInt32(answer.pairs.count)
            let next = try await client.duplicates(
                limit: min(left, most), settled: settled, after: Array(answer.cursor))
            answer.pairs += next.pairs
            answer.cursor = next.cursor
        }
        return answer
    }

    private func document(_ pair: WireDuplicatePair, _ client: DaemonClient) -> Document.Pair {
        let isSettled = !pair.settledBy.isEmpty
        return Document.Pair(
            first: CandidateDocument(pair.first, client),
            second: CandidateDocument(pair.second, client),
            likeness: isSettled ? nil : pair.likeness, fits: CandidateDocument.reasons(pair.fits),
            since: DateText.iso(Instant(milliseconds: pair.sinceMs)),
            due: isSettled ? nil : DateText.iso(Instant(milliseconds: pair.dueMs)),
            settledBy: isSettled ? pair.settledByName : nil,
            settledAt: isSettled ? DateText.iso(Instant(milliseconds: pair.settledMs)) : nil)
    }

    private func show(_ pair: WireDuplicatePair, _ work: Work) {
        let context = work.context
        let list = CandidateList(work: work)
        for file in [pair.first, pair.second] {
            let stage = work.values.stage(file.stage)
            let referent = MemberID(blob: file.referent)
                .flatMap { work.session.client.name(of: $0) }
            context.screen.line(
                list.parts(file) + [stage, referent ?? ""].filter { !$0.isEmpty })
        }
        var items: [LabelledValue] = []
        if pair.settledBy.isEmpty {
            items.append(LabelledValue(context.text(.fits), list.fits(pair.fits)))
            let due = work.values.due(Instant(milliseconds: pair.dueMs))
            items.append(LabelledValue(context.text(.due), due.text))
        } else {
            let at = context.moment(milliseconds: pair.settledMs)
            items.append(
                LabelledValue(context.text(.twoChildren), pair.settledByName + " " + at))
        }
        context.show(items)
        context.screen.show("")
    }
}

/// `madar duplicates distinct`.
struct DuplicatesDistinctCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "distinct", abstract: helpText(.duplicatesDistinct),
        discussion: examples(
            "madar duplicates distinct 7K3M-92QA-Y 2XHD-4W8C-0 --reason \"deux cousins\""))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentPairFile)) var file: String
    @Argument(help: help(.argumentPairOther)) var other: String
    @Option(help: help(.optionPairReason)) var reason: String

    func validate() throws {
        try Settling.validate(reason)
        guard !reason.trimmed.isEmpty else { throw ValidationError("--reason") }
    }

    func perform(_ context: Context) async throws {
        try await Settling(context).settle(file, other, .distinct, reason: reason)
        context.tell(.pairDistinct)
    }
}

/// `madar duplicates again`.
struct DuplicatesAgainCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "again", abstract: helpText(.duplicatesAgain),
        discussion: examples("madar duplicates again 7K3M-92QA-Y 2XHD-4W8C-0"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentPairFile)) var file: String
    @Argument(help: help(.argumentPairOther)) var other: String
    @Option(help: help(.optionPairReason)) var reason: String?

    func validate() throws { try Settling.validate(reason ?? "") }

    func perform(_ context: Context) async throws {
        try await Settling(context).settle(file, other, .doubted, reason: reason ?? "")
        context.tell(.pairDoubted)
    }
}

/// `madar duplicates join`: the form that joins a file to another one.
struct DuplicatesJoinCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "join", abstract: helpText(.duplicatesJoin),
        discussion: examples(
            "madar duplicates join 2XHD-4W8C-0 7K3M-92QA-Y --reason \"même acte de naissance\""))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentEndingFile)) var ending: String
    @Argument(help: help(.argumentStayingFile)) var staying: String
    @Option(help: help(.optionPairReason)) var reason: String

    func perform(_ context: Context) async throws {
        let file = try Work.file(ending)
        guard case .number(let number) = try Work.file(staying) else {
            throw Failure(.badFileNumber)
        }
        let work = try await Work(context)
        let definition = work.definition
        let form = definition.parts.forms.first { form in
            form.fields.contains { $0.meaning == .masterNumber }
        }
        guard let form, let field = form.fields.first(where: { $0.meaning == .masterNumber }),
            let stage = form.stages.first(where: { definition.stage($0, means: .joins) })
        else { throw Failure(.unknownForm(code: FieldMeaning.masterNumber.name)) }
        let input = ActInput(
            form: form.code, to: stage, reason: reason,
            values: [field.code: .text(number.text)])
        try await AddCommand.add(work, file, input: input)
    }
}

/// What a person says of two files.
enum PairVerdict: UInt32 {
    case distinct = 1
    case doubted = 2
}

/// Says of two files what a person decided.
private struct Settling {
    private struct Document: Encodable {
        var schema = "madar.duplicate/1"
        var outcome = Outcome.done.rawValue
        var files: [String]
    }

    let context: Context

    init(_ context: Context) { self.context = context }

    static func validate(_ reason: String) throws {
        guard reason.utf8.count <= MessageLimits.orderReasonByteCountMax else {
            throw ValidationError("--reason")
        }
    }

    func settle(
        _ file: String, _ other: String, _ verdict: PairVerdict, reason: String
    ) async throws {
        let names = [try Work.file(file), try Work.file(other)]
        let work = try await Work(context)
        var files: [FileID] = []
        for name in names { files.append(try await work.target(name).file) }
        guard files[0] != files[1] else { throw Failure(.badFileNumber) }
        try await context.waiting(.connecting) {
            try await work.session.client.settleDuplicate(
                files[0], files[1], verdict: verdict.rawValue, reason: reason)
        }
        try context.emit(Document(files: files.map(\.hexadecimal)))
    }
}
