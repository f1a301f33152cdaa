import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madarctl approve`.
struct ApproveCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: helpText(.approve),
        discussion: examples(
            "madarctl approve",
            "madarctl approve 0123456789abcdef0123456789abcdef --yes-i-have-read"))

    @OptionGroup var options: GlobalOptions
    @Flag(name: .customLong("yes-i-have-read"), help: help(.optionYesApprove))
    var hasRead = false
    @Argument(help: help(.argumentInvitation)) var invitation: String?

    private struct Document: Encodable {
        var schema = "madar.approved/1"
        var outcome = Outcome.done.rawValue
        var invitation: String
        var digest: String
    }

    func validate() throws {
        guard invitation.map({ InvitationID(hexadecimal: $0) != nil }) ?? !hasRead else {
            throw ValidationError("INVITATION")
        }
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let answer = try await context.waiting(.connecting) {
            try await session.client.listInvitations()
        }
        let waiting = answer.invitations.filter { InvitationState($0.state) == .waiting }
        let text = InvitationText(
            context: context, definition: try? await session.client.definition())
        guard let chosen = try choose(waiting, text, context) else {
            context.tell(.nothingWaits)
            throw ExitCode(ExitStatus.negative.rawValue)
        }
        // What is shown is what is signed, or nothing is asked.
        try DaemonClient.digest(of: chosen)
        // What is signed is what is shown here, not what the daemon lists a moment later.
        for line in context.screen.lines(of: text.details(chosen)) where !context.isJSON {
            context.screen.show(line)
        }
        if !hasRead { try confirm(context) }
        try await context.waiting(.connecting) {
            try await session.client.approve(chosen, from: answer)
        }
        try context.emit(
            Document(
                invitation: chosen.invitation.hexadecimal, digest: chosen.digest.hexadecimal))
        context.tell(.approved(name: context.screen.value(chosen.memberName)))
    }

    private func choose(
        _ waiting: [WireInvitation], _ text: InvitationText, _ context: Context
    ) throws -> WireInvitation? {
        if let invitation {
            guard
                let found = waiting.first(where: {
                    $0.invitation.hexadecimal == invitation.lowercased()
                })
            else { throw Failure(.unknownInvitation) }
            return found
        }
        guard !waiting.isEmpty else { return nil }
        context.prompt.tell(context.ask(.approveWhich))
        let items = waiting.map { invitation in
            MenuItem(
                code: invitation.invitation.hexadecimal,
                label: invitation.memberName + " — " + text.roles(invitation))
        }
        let menu = Menu(items, words: context.menuWords, screen: context.screen)
        guard case .item(let place) = try menu.ask(context.prompt) else { throw Failure(.gaveUp) }
        return waiting[place]
    }

    private func confirm(_ context: Context) throws {
        let word = context.ask(.approveWord)
        let typed = try context.prompt.line(context.say(.typeToApprove(word: word))).trimmed
        guard SearchKey.of(typed) == SearchKey.of(word) else { throw Failure(.approvalNotTyped) }
    }
}
