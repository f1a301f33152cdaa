import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madar find`.
struct FindCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: helpText(.find),
        discussion: examples(
            "madar find", "madar find --file-number 7K3M-92QA-Y",
            "madar find --stdin --json < name.txt"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionFileNumber)) var fileNumber: String?
    @Flag(help: help(.optionStdin)) var stdin = false
    @Option(help: help(.optionLimit)) var limit: UInt32 = ClientLimits.candidatesDefault

    func validate() throws {
        guard (1...20).contains(limit) else { throw ValidationError("--limit 1...20") }
    }

    func perform(_ context: Context) async throws {
        // What can be wrong is found before a call; a person is asked only once the line stands.
        let given = try given()
        let work = try await Work(context)
        let text = try given ?? context.prompt.line(context.ask(.searchText)).trimmed
        let found = try await Self.find(work, text, limit: limit)
        if found.isEmpty { throw ExitCode(ExitStatus.negative.rawValue) }
    }

    @discardableResult
    static func find(_ work: Work, _ text: String, limit: UInt32 = ClientLimits.candidatesDefault)
        async throws
        -> [WireCandidate]
    {
        let answer = try await work.context.waiting(.connecting) {
            try await work.session.client.find(text, limit: limit)
        }
        try CandidateList(work: work).show(
            answer.candidates, total: UInt64(answer.candidates.count),
            indexPercent: answer.indexPercent, empty: .noneFound)
        return answer.candidates
    }

    private func given() throws -> String? {
        if let fileNumber {
            let name = try Work.file(fileNumber)
            guard case .number(let number) = name else { throw Failure(.badFileNumber) }
            return number.text
        }
        return stdin ? try Input.text("-") : nil
    }
}
