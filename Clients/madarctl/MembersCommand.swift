import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// A role of a member as programs read it.
struct HeldRoleDocument: Encodable {
    var role: String
    var organisation: String
    var organisationName: String
    var from: String
    var until: String?

    init(_ role: WireHeldRole) {
        self.role = role.role
        organisation = role.organisation.hexadecimal
        organisationName = role.organisationName
        from = DateText.iso(Instant(milliseconds: role.fromMs))
        until =
            role.untilMs == 0 ? nil : DateText.iso(Instant(milliseconds: role.untilMs))
    }
}

/// A change of rights that waits, as programs read it.
struct ProposalDocument: Encodable {
    var proposal: String
    var change: String
    var member: String
    var memberName: String
    var role: HeldRoleDocument?
    var proposedBy: String
    var proposedAt: String
    var expiresAt: String
    var overdue: Bool
    var digest: String

    init(_ proposal: WireProposal) {
        self.proposal = proposal.proposal.hexadecimal
        change = proposal.change == .grantRole ? "grant_role" : "resume"
        member = proposal.member.hexadecimal
        memberName = proposal.memberName
        role = proposal.change == .grantRole ? HeldRoleDocument(proposal.role) : nil
        proposedBy = proposal.proposedBy
        proposedAt = DateText.iso(Instant(milliseconds: proposal.proposedAtMs))
        expiresAt = DateText.iso(Instant(milliseconds: proposal.expiresAtMs))
        overdue = proposal.overdue
        digest = proposal.digest.hexadecimal
    }
}

/// How members and their rights are told to a person.
struct MemberText {
    let context: Context
    let definition: CircuitDefinition?

    func role(_ held: WireHeldRole) -> String {
        let name = definition?.role(held.role).map { context.text($0.labels) } ?? held.role
        var text = name + " — " + held.organisationName
        let now = context.now.milliseconds
        if held.untilMs != 0, held.untilMs <= now {
            return text + " (" + context.text(.over) + ")"
        }
        if held.fromMs > now {
            text += ", " + context.text(.fromDay) + " " + context.moment(milliseconds: held.fromMs)
        }
        if held.untilMs != 0 {
            text += ", " + context.text(.until) + " " + context.moment(milliseconds: held.untilMs)
        }
        return text
    }

    func change(_ proposal: WireProposal) -> String {
        proposal.change == .grantRole
            ? context.text(.changeGrant) + ": " + role(proposal.role)
            : context.text(.changeResume)
    }

    /// All that an approval signs.
    func details(_ proposal: WireProposal) -> [LabelledValue] {
        [
            LabelledValue(context.text(.name), proposal.memberName),
            LabelledValue(context.text(.memberID), proposal.member.hexadecimal),
            LabelledValue(context.text(.change), change(proposal)),
            LabelledValue(context.text(.proposedBy), proposal.proposedBy),
            LabelledValue(
                context.text(.expires), context.moment(milliseconds: proposal.expiresAtMs)),
            LabelledValue(context.text(.digest), proposal.digest.hexadecimal),
        ]
    }
}

/// `madarctl members`.
struct MembersCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "members", abstract: helpText(.members),
        discussion: examples("madarctl members", "madarctl members --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        struct MemberDocument: Encodable {
            var member: String
            var name: String
            var state: String
            var roles: [HeldRoleDocument]
            var devices: UInt32
        }
        var schema = "madar.members/1"
        var members: [MemberDocument]
        var proposals: [ProposalDocument]
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let list = try await context.waiting(.connecting) {
            try await session.client.listMembers()
        }
        try context.emit(
            Document(
                members: list.members.map { member in
                    Document.MemberDocument(
                        member: member.member.hexadecimal, name: member.name,
                        state: DeviceState(member.state).code,
                        roles: member.roles.map(HeldRoleDocument.init), devices: member.devices)
                }, proposals: list.proposals.map(ProposalDocument.init)))
        guard !context.isJSON else { return }
        let text = MemberText(
            context: context, definition: try? await session.client.definition())
        let labels: [Label] = [.name, .state, .roles, .deviceCount, .memberID]
        context.screen.table(
            labels.map { context.text($0) },
            rows: list.members.map { member in
                [
                    member.name, context.text(DeviceState(member.state).label),
                    member.roles.map(text.role).joined(separator: "\n"), String(member.devices),
                    member.member.hexadecimal,
                ]
            })
        guard !list.proposals.isEmpty else { return }
        context.screen.show("")
        context.screen.title(context.text(.waits))
        for proposal in list.proposals {
            context.show(text.details(proposal))
            if proposal.overdue {
                context.screen.show(context.screen.styled(context.text(.renewalOverdue), .alarm))
            }
            context.screen.show(proposal.proposal.hexadecimal)
        }
    }
}
