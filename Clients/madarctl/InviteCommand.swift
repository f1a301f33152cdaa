import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// `madarctl invite`.
struct InviteCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: helpText(.invite),
        discussion: examples(
            "madarctl invite", "madarctl invite --output invitation.txt",
            "madarctl invite --name-file - --role UPE-WORKER --new-organisation \"UPE 1\" --json"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionName)) var nameFile: String?
    @Option(help: help(.optionRole)) var role: String?
    @Option(help: help(.optionOrganisation)) var organisation: String?
    @Option(help: help(.optionNewOrganisation)) var newOrganisation: String?
    @Option(help: help(.optionOutput)) var output: String?

    private struct Document: Encodable {
        var schema = "madar.invited/1"
        var outcome = Outcome.done.rawValue
        var invitation: String
        var text: String?
        var path: String?
        var needsApproval: Bool
        var expiresAt: String
    }

    func validate() throws {
        guard organisation == nil || newOrganisation == nil else {
            throw ValidationError("--organisation, --new-organisation")
        }
        guard organisation.map({ OrganisationID(hexadecimal: $0) != nil }) ?? true else {
            throw ValidationError("--organisation")
        }
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let definition = try await context.waiting(.connecting) {
            try await session.client.definition()
        }
        let name =
            try nameFile.map(Input.text)
            ?? context.prompt.line(context.ask(.memberName)).trimmed
        var grant = WireRoleGrant()
        grant.role = try chosenRole(definition, context)
        try await choose(&grant, session, context)
        let issued = try await context.writing { [grant] in
            try await session.client.invite(memberName: name, roles: [grant])
        }
        try handOver(issued, context)
        await session.client.finish(issued.write)
    }

    private func chosenRole(_ definition: CircuitDefinition, _ context: Context) throws -> String {
        if let role {
            guard let known = definition.role(role) ?? definition.role(role.uppercased()) else {
                throw Failure(.unknownRole(code: role))
            }
            return known.code
        }
        context.prompt.tell(context.ask(.chooseRole))
        let roles = definition.parts.roles
        let items = roles.map {
            MenuItem(code: $0.code, label: $0.code + "  " + context.text($0.labels))
        }
        let menu = Menu(items, words: context.menuWords, screen: context.screen)
        guard case .item(let place) = try menu.ask(context.prompt) else { throw Failure(.gaveUp) }
        return roles[place].code
    }

    /// An organisation that invitations or the caller's own roles know already, or a new one.
    private func choose(
        _ grant: inout WireRoleGrant, _ session: UserSession, _ context: Context
    ) async throws {
        if let id = organisation.flatMap({ OrganisationID(hexadecimal: $0) }) {
            grant.organisation = id.blob
            return
        }
        if let newOrganisation {
            grant.organisationName = newOrganisation
            return
        }
        var known: [WireRoleGrant] = []
        let grants =
            try await session.client.whoAmI().roles
            + session.client.listInvitations().invitations.flatMap(\.roles)
        for other in grants where !other.organisation.isEmpty && !other.organisationName.isEmpty {
            if !known.contains(where: { $0.organisation == other.organisation }) {
                known.append(other)
            }
        }
        if !known.isEmpty {
            context.prompt.tell(context.ask(.chooseOrganisation))
            let items = known.map {
                MenuItem(code: $0.organisation.hexadecimal, label: $0.organisationName)
            }
            let menu = Menu(items, words: context.menuWords, screen: context.screen)
            if case .item(let place) = try menu.ask(context.prompt) {
                grant.organisation = known[place].organisation
                return
            }
        }
        let name = try context.prompt.line(context.ask(.newOrganisation)).trimmed
        guard !name.isEmpty else { throw Failure(.gaveUp) }
        grant.organisationName = name
    }

    private func handOver(_ issued: IssuedInvitation, _ context: Context) throws {
        if let output {
            let file = try NewFile(output)
            try file.write(Array((issued.text + "\n").utf8))
            try file.finish()
        }
        try context.emit(
            Document(
                invitation: issued.id.hexadecimal, text: output == nil ? issued.text : nil,
                path: output, needsApproval: issued.needsApproval,
                expiresAt: DateText.iso(issued.expiresAt)))
        guard !context.isJSON else { return }
        if let output {
            context.tell(.invitationWritten(path: output))
            issued.tellTerms(context)
        } else {
            issued.show(context)
        }
    }
}

extension IssuedInvitation {
    /// Shows the text, which is not shown again.
    func show(_ context: Context) {
        context.tell(.invitationShownOnce)
        context.screen.show(context.screen.value(text))
        tellTerms(context)
    }

    fileprivate func tellTerms(_ context: Context) {
        context.tell(.expiresAt(moment: context.moment(expiresAt)))
        if needsApproval { context.tell(.needsApproval) }
    }
}
