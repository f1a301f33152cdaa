import ArgumentParser
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madarctl metrics`.
struct MetricsCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics", abstract: helpText(.metricsControl),
        discussion: examples("madarctl metrics", "madarctl metrics | promtool check metrics"))

    @OptionGroup var options: GlobalOptions

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let answer = try await context.waiting(.connecting) {
            try await session.client.status(metrics: true)
        }
        try context.emit(MetricsDocument(text: answer.metrics))
        guard context.isJSON || StandardStream.output.write(answer.metrics) else {
            throw Failure(.outputFailed)
        }
    }
}

/// `madarctl metrics --json`.
struct MetricsDocument: Encodable {
    var schema = "madar.metrics/1"
    var text: String
}
