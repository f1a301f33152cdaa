import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Terminal

/// `madarctl witness`: what goes to somebody outside who signs that the log only grows.
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness", abstract: helpText(.witnessRequest),
        subcommands: [WitnessRequestCommand.self])
}

/// `madarctl witness request`.
private struct WitnessRequestCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: helpText(.witnessRequest),
        discussion: examples(
            "madarctl witness request --output checkpoint.txt",
            "madarctl witness request --after 1204 --output checkpoint.txt"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionAfter)) var after: UInt64 = 0
    @Option(help: help(.optionProofOutput)) var output: String

    private struct Document: Encodable {
        var schema = "madar.witness-request/1"
        var outcome = Outcome.done.rawValue
        var after: UInt64
        var path: String
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let text = try await context.waiting(.connecting) {
            try await session.client.witnessRequest(after: after)
        }
        let file = try NewFile(output)
        try file.write(Array(text.utf8))
        try file.finish()
        try context.emit(Document(after: after, path: output))
        context.tell(.witnessRequestWritten(path: output))
    }
}
