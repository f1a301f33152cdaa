import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// `madar secrecy`: what binds whoever reads here, accepted once a year.
struct SecrecyCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "secrecy", abstract: helpText(.secrecy),
        discussion: examples("madar secrecy", "madar secrecy --yes-i-have-read"))

    @OptionGroup var options: GlobalOptions
    @Flag(name: .customLong("yes-i-have-read"), help: help(.optionYesSecrecy))
    var hasRead = false

    private struct Document: Encodable {
        var schema = "madar.secrecy/1"
        var outcome = Outcome.done.rawValue
        var until: String
    }

    func perform(_ context: Context) async throws {
        let client = try await UserSession(context).client
        context.tell(.secrecyText)
        if !hasRead {
            guard try context.confirm(context.ask(.confirmSecrecy)) else { throw Failure(.gaveUp) }
        }
        let answer = try await context.waiting(.connecting) {
            try await client.acceptSecrecy()
            return try await client.whoAmI()
        }
        let until = Instant(milliseconds: answer.secrecyDueMs)
        try context.emit(Document(until: DateText.iso(until)))
        context.tell(.secrecyAccepted(day: context.moment(until)))
    }
}
