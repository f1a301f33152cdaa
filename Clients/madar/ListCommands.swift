import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// `madar mine`.
struct MineCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "mine", abstract: helpText(.mine),
        discussion: examples("madar mine", "madar mine --stage LISTEN --json"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionStage)) var stage: String?
    @Option(help: help(.optionLimit)) var limit: UInt32 = MadarLimits.filesPerPageDefault

    func validate() throws { try FileLists.validate(limit) }

    func perform(_ context: Context) async throws {
        try await FileLists.show(try await Work(context), .mine, stage: stage, limit: limit)
    }
}

/// `madar due`.
struct DueCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: helpText(.due),
        discussion: examples("madar due", "madar due --json"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionStage)) var stage: String?
    @Option(help: help(.optionLimit)) var limit: UInt32 = MadarLimits.filesPerPageDefault

    func validate() throws { try FileLists.validate(limit) }

    func perform(_ context: Context) async throws {
        try await FileLists.show(try await Work(context), .due, stage: stage, limit: limit)
    }
}

/// `madar referrals`: what was referred to one's service and lies with it.
struct ReferralsCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "referrals", abstract: helpText(.referrals),
        discussion: examples("madar referrals", "madar referrals --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.referrals/1"
        var files: [HistoryDocument]
    }

    func perform(_ context: Context) async throws { try await Self.show(try await Work(context)) }

    static func show(_ work: Work) async throws {
        let context = work.context
        let client = work.session.client
        let answer = try await context.waiting(.connecting) {
            try await client.listFiles(.referred, limit: MadarLimits.filesPerPageDefault)
        }
        var documents: [HistoryDocument] = []
        for candidate in answer.files {
            guard let file = FileID(blob: candidate.file) else { continue }
            let acts = try await client.history(file)
            documents.append(HistoryDocument(file, acts.map { (file, $0) }, client))
            guard !context.isJSON else { continue }
            context.show([LabelledValue(context.text(.fileID), file.hexadecimal)])
            for act in acts { HistoryCommand.show(work, act, work.values) }
            for matter in Work.heads(of: acts, work.definition).all.flatMap(\.matters) {
                context.show([
                    LabelledValue(
                        work.values.matter(matter),
                        matter.stage.map { work.values.stage($0) } ?? "")
                ])
            }
        }
        try context.emit(Document(files: documents))
        guard documents.isEmpty else { return }
        context.tell(.nothingListed)
    }
}

/// What the lists of files share.
enum FileLists {
    static func validate(_ limit: UInt32) throws {
        guard (1...100).contains(limit) else { throw ValidationError("--limit 1...100") }
    }

    static func show(
        _ work: Work, _ kind: FileListKind, stage: String? = nil,
        limit: UInt32 = MadarLimits.filesPerPageDefault
    ) async throws {
        var asked = WireListFilesRequest()
        asked.stage = stage ?? ""
        asked.limit = limit
        try await show(work, kind, asked)
    }

    static func show(
        _ work: Work, _ kind: FileListKind, _ asked: WireListFilesRequest
    ) async throws {
        let answer = try await work.context.waiting(.connecting) {
            try await work.session.client.listFiles(kind, asked)
        }
        try CandidateList(work: work).show(
            answer.files, total: answer.total, indexPercent: answer.indexPercent,
            empty: .nothingListed)
    }
}
