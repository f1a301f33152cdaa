import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// `madarctl member`: what an operator or a coordinator does to another member's rights.
struct MemberCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: helpText(.member),
        subcommands: [
            GrantCommand.self, EndCommand.self, SuspendMemberCommand.self,
            ResumeMemberCommand.self, RevokeMemberCommand.self, WithdrawCommand.self,
        ])

    struct Document: Encodable {
        var schema = "madar.member-changed/1"
        var outcome = Outcome.done.rawValue
        var member: String?
        var proposal: String?
        var needsApproval: Bool
    }
}

/// What the commands share: the list in which members and organisations are looked up.
private struct Roster {
    let context: Context
    let client: DaemonClient
    let list: WireListMembersAnswer

    init(_ context: Context) async throws {
        let session = try await UserSession(context)
        self.context = context
        client = session.client
        list = try await context.waiting(.connecting) { try await session.client.listMembers() }
    }

    /// The one member of that name, or whose id begins so.
    func member(_ typed: String) throws -> (item: WireMember, id: MemberID) {
        let named = list.members.filter { $0.name == typed }
        let found =
            named.isEmpty
            ? list.members.filter { $0.member.hexadecimal.hasPrefix(typed.lowercased()) } : named
        guard found.count == 1, let id = MemberID(blob: found[0].member) else {
            throw Failure(.unknownMember)
        }
        return (found[0], id)
    }

    /// The organisation of that name or id; without one, that of all the member's roles.
    func organisation(_ typed: String?, of member: WireMember) throws -> WireHeldRole {
        let known = list.members.flatMap(\.roles)
        let found = typed.map { typed in
            known.filter {
                $0.organisationName == typed || $0.organisation.hexadecimal == typed.lowercased()
            }
        }
        let roles = found ?? member.roles
        guard let first = roles.first, Set(roles.map(\.organisation)).count == 1 else {
            throw Failure(.unknownOrganisation)
        }
        var role = WireHeldRole()
        role.organisation = first.organisation
        role.organisationName = first.organisationName
        return role
    }

    /// Makes a change: it is done, or waits for a second person.
    func change(
        _ id: MemberID, _ change: WireMemberChange, role: WireHeldRole = WireHeldRole(),
        _ done: Notice? = nil
    ) async throws {
        let proposal = try await context.writing {
            try await client.change(id, change, role: role)
        }
        try context.emit(
            MemberCommand.Document(
                member: id.hexadecimal, proposal: proposal?.hexadecimal,
                needsApproval: proposal != nil))
        if let proposal { context.tell(.proposalMade(id: proposal.hexadecimal)) }
        if let done { context.tell(done) }
    }

    func role(_ code: String) async throws -> String {
        let definition = try await client.definition()
        guard let role = definition.role(code) ?? definition.role(code.uppercased()) else {
            throw Failure(.unknownRole(code: code))
        }
        return role.code
    }
}

/// `madarctl member grant`.
private struct GrantCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant", abstract: helpText(.memberGrant),
        discussion: examples(
            "madarctl member grant 0123abcd --role UPE-COORDINATOR --until 2027-06-30"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionRole)) var role: String
    @Option(help: help(.optionOrganisationName)) var organisation: String?
    @Option(help: help(.optionRoleFrom)) var from: String?
    @Option(help: help(.optionRoleUntil)) var until: String?
    @Argument(help: help(.argumentMember)) var member: String

    func validate() throws {
        guard from.map({ CivilDate($0) != nil }) ?? true else { throw ValidationError("--from") }
        guard until.map({ CivilDate($0) != nil }) ?? true else {
            throw ValidationError("--until")
        }
    }

    func perform(_ context: Context) async throws {
        let roster = try await Roster(context)
        let (item, id) = try roster.member(member)
        var held = try roster.organisation(organisation, of: item)
        held.role = try await roster.role(role)
        let offset = try await roster.client.definition().parts.offsetSeconds
        if let day = from.flatMap({ CivilDate($0) }) {
            held.fromMs = day.start(offsetSeconds: offset).milliseconds
        }
        if let day = until.flatMap({ CivilDate($0) }) {
            // The last day is whole.
            held.untilMs =
                CivilDate(days: day.days + 1).start(offsetSeconds: offset).milliseconds
        }
        try await roster.change(id, .grantRole, role: held)
    }
}

/// `madarctl member end`.
private struct EndCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: helpText(.memberEnd),
        discussion: examples("madarctl member end 0123abcd --role UPE-WORKER"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionRole)) var role: String
    @Option(help: help(.optionOrganisationName)) var organisation: String?
    @Argument(help: help(.argumentMember)) var member: String

    func perform(_ context: Context) async throws {
        let roster = try await Roster(context)
        let (item, id) = try roster.member(member)
        var held = try roster.organisation(organisation, of: item)
        held.role = try await roster.role(role)
        try await roster.change(id, .endRole, role: held, .roleEnded(name: item.name))
    }
}

/// `madarctl member suspend`.
private struct SuspendMemberCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: helpText(.memberSuspend),
        discussion: examples("madarctl member suspend 0123abcd"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentMember)) var member: String

    func perform(_ context: Context) async throws {
        let roster = try await Roster(context)
        let (item, id) = try roster.member(member)
        try await roster.change(id, .suspend, .memberSuspendedNow(name: item.name))
    }
}

/// `madarctl member resume`.
private struct ResumeMemberCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: helpText(.memberResume),
        discussion: examples("madarctl member resume 0123abcd"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentMember)) var member: String

    func perform(_ context: Context) async throws {
        let roster = try await Roster(context)
        let (_, id) = try roster.member(member)
        try await roster.change(id, .resume, .resumeDevices)
    }
}

/// `madarctl member revoke`.
private struct RevokeMemberCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: helpText(.memberRevoke),
        discussion: examples("madarctl member revoke 0123abcd"))

    @OptionGroup var options: GlobalOptions
    @Flag(help: help(.optionYesRevoke)) var yes = false
    @Argument(help: help(.argumentMember)) var member: String

    func perform(_ context: Context) async throws {
        let roster = try await Roster(context)
        let (item, id) = try roster.member(member)
        if !yes {
            let text = MemberText(
                context: context, definition: try? await roster.client.definition())
            let word = String(id.hexadecimal.prefix(8))
            context.show([
                LabelledValue(context.text(.name), item.name),
                LabelledValue(
                    context.text(.roles), item.roles.map(text.role).joined(separator: "\n")),
                LabelledValue(context.text(.memberID), id.hexadecimal),
            ])
            let typed = try context.prompt.line(
                context.say(.typeToRevokeMember(word: word))
            ).trimmed
            guard Digits.ascii(typed).lowercased() == word else {
                throw Failure(.approvalNotTyped)
            }
        }
        try await roster.change(id, .revoke, .memberRevokedNow(name: item.name))
    }
}

/// `madarctl member withdraw`.
private struct WithdrawCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: helpText(.memberWithdraw),
        discussion: examples("madarctl member withdraw 0123abcd"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentProposal)) var proposal: String

    func perform(_ context: Context) async throws {
        let roster = try await Roster(context)
        let found = roster.list.proposals.filter {
            $0.proposal.hexadecimal.hasPrefix(proposal.lowercased())
        }
        guard found.count == 1, let id = ProposalID(blob: found[0].proposal) else {
            throw Failure(.unknownProposal)
        }
        try await context.writing { try await roster.client.withdraw(id) }
        try context.emit(
            MemberCommand.Document(
                member: found[0].member.hexadecimal, proposal: id.hexadecimal,
                needsApproval: false))
        context.tell(.withdrawn)
    }
}
