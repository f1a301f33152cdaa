import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madarctl controller`: who answers for the data of the province, as its pages tell it.
struct ControllerCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "controller", abstract: helpText(.controller),
        discussion: examples(
            "madarctl controller",
            "madarctl controller --name \"...\" --authorisation \"...\" --contact \"...\""))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionControllerName)) var name: String?
    @Option(help: help(.optionControllerAuthorisation)) var authorisation: String?
    @Option(help: help(.optionControllerContact)) var contact: String?

    private struct Document: Encodable {
        var schema = "madar.controller/1"
        var name: String
        var authorisation: String
        var contact: String
    }

    func validate() throws {
        for (word, text, byteCountMax) in [
            ("--name", name, MessageLimits.controllerByteCountMax),
            ("--authorisation", authorisation, MessageLimits.authorisationByteCountMax),
            ("--contact", contact, MessageLimits.controllerByteCountMax),
        ] where (text ?? "").utf8.count > byteCountMax {
            throw ValidationError(word)
        }
    }

    func perform(_ context: Context) async throws {
        let client = try await UserSession(context).client
        var answer = try await context.waiting(.connecting) { try await client.whoAmI() }
        let isSetting = [name, authorisation, contact].contains { $0 != nil }
        if isSetting {
            // What is not named stays as it is.
            var controller = answer.controller
            if let name { controller.name = name.trimmed }
            if let authorisation { controller.authorisation = authorisation.trimmed }
            if let contact { controller.contact = contact.trimmed }
            let chosen = controller
            try await context.waiting(.sending) { try await client.set(chosen) }
            answer = try await client.whoAmI()
        }
        let told = answer.controller
        try context.emit(
            Document(
                name: told.name, authorisation: told.authorisation, contact: told.contact))
        let items: [(Label, String)] = [
            (.controllerName, told.name), (.controllerAuthorisation, told.authorisation),
            (.controllerContact, told.contact),
        ]
        context.show(
            items.map { label, text in
                LabelledValue(
                    context.text(label), text.isEmpty ? context.text(.notSet) : text,
                    style: text.isEmpty ? .notice : nil)
            })
        if isSetting { context.tell(.controllerSet) }
    }
}
