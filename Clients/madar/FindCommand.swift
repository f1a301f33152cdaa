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
            "madar find --born 2014-2016 --sex F", "madar find --stdin --json < name.txt"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionFileNumber)) var fileNumber: String?
    @Flag(help: help(.optionStdin)) var stdin = false
    @Option(help: help(.optionBorn)) var born: String?
    @Option(help: help(.optionSex)) var sex: String?
    @Option(help: help(.optionCommune)) var commune: String?
    @Option(help: help(.optionLimit)) var limit: UInt32 = ClientLimits.candidatesDefault

    func validate() throws {
        guard (1...20).contains(limit) else { throw ValidationError("--limit 1...20") }
    }

    func perform(_ context: Context) async throws {
        // What can be wrong is found before a call; a person is asked only once the line stands.
        let given = try given()
        let years = try born.map { text in
            guard let years = SearchTerms.years(text, now: context.now) else {
                throw ValidationError("--born 9 | 2016 | 2014-2016")
            }
            return years
        }
        let work = try await Work(context)
        let lines =
            try given ?? [context.prompt.line(context.ask(.searchText)).trimmed]
        var terms = SearchTerms(lines.first ?? "", limit: limit, now: context.now)
        for (number, line) in lines.enumerated().dropFirst() where !terms.add(line) {
            // The line itself may be a name.
            throw ValidationError("--stdin \(number + 1)")
        }
        if let years { terms.born(in: years, on: born.flatMap(SearchTerms.day)) }
        terms.isOf(sex: sex, commune: commune)
        let found = try await Self.find(work, terms, mayAsk: given == nil)
        if found.isEmpty { throw ExitCode(ExitStatus.negative.rawValue) }
    }

    @discardableResult
    static func find(
        _ work: Work, _ terms: SearchTerms, mayAsk: Bool = true
    ) async throws -> [WireCandidate] {
        var searching = Searching(work, terms)
        return try await searching.run(mayAsk: mayAsk) { answer in
            try CandidateList(work: work).show(
                answer.candidates, total: UInt64(answer.candidates.count),
                indexPercent: answer.indexPercent, empty: .noneFound, isSearch: true)
        }
    }

    /// What was asked for on the line or on the standard input: the name, and what else is known.
    private func given() throws -> [String]? {
        if let fileNumber {
            let name = try Work.file(fileNumber)
            guard case .number(let number) = name else { throw Failure(.badFileNumber) }
            return [number.text]
        }
        guard stdin else { return nil }
        return try Input.text("-").split(whereSeparator: \.isNewline).map { String($0).trimmed }
            .filter { !$0.isEmpty }
    }
}
