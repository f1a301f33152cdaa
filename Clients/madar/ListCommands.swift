import ArgumentParser
import Catalog
import Commands
import MadarClient
import Messages

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

/// What the lists of files share.
enum FileLists {
    static func validate(_ limit: UInt32) throws {
        guard (1...100).contains(limit) else { throw ValidationError("--limit 1...100") }
    }

    static func show(
        _ work: Work, _ kind: FileListKind, stage: String? = nil,
        limit: UInt32 = MadarLimits.filesPerPageDefault
    ) async throws {
        let answer = try await work.context.waiting(.connecting) {
            try await work.session.client.listFiles(kind, stage: stage, limit: limit)
        }
        try CandidateList(work: work).show(
            answer.files, total: answer.total, indexPercent: answer.indexPercent,
            empty: .nothingListed)
    }
}
