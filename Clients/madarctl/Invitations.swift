import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// An invitation as programs read it.
struct InvitationDocument: Encodable {
    struct Grant: Encodable {
        var role: String
        var organisation: String?
        var organisationName: String
    }

    var invitation: String
    var memberName: String
    var roles: [Grant]
    var issuedBy: String
    var state: String
    var expiresAt: String
    var overdue: Bool
    var digest: String
    var contestedAt: String?

    init(_ invitation: WireInvitation) {
        self.invitation = invitation.invitation.hexadecimal
        memberName = invitation.memberName
        roles = invitation.roles.map { grant in
            Grant(
                role: grant.role,
                organisation: grant.organisation.isEmpty ? nil : grant.organisation.hexadecimal,
                organisationName: grant.organisationName)
        }
        issuedBy = invitation.issuedBy
        state = InvitationState(invitation.state).code
        expiresAt = DateText.iso(Instant(milliseconds: invitation.expiresAtMs))
        overdue = invitation.overdue
        digest = invitation.digest.hexadecimal
        contestedAt =
            invitation.contestedAtMs == 0
            ? nil : DateText.iso(Instant(milliseconds: invitation.contestedAtMs))
    }
}

/// The states of an invitation, by their numbers on the wire.
enum InvitationState: UInt32 {
    case unknown = 0
    case waiting = 1
    case open = 2
    case used = 3
    case confirmed = 4
    case expired = 5

    init(_ number: UInt32) { self = InvitationState(rawValue: number) ?? .unknown }

    var code: String { String(describing: self) }

    var label: Label {
        switch self {
        case .unknown: .unknown
        case .waiting: .invitationWaiting
        case .open: .invitationOpen
        case .used: .invitationUsed
        case .confirmed: .invitationConfirmed
        case .expired: .invitationExpired
        }
    }
}

/// How an invitation is told to a person.
struct InvitationText {
    let context: Context
    let definition: CircuitDefinition?

    func roles(_ invitation: WireInvitation) -> String {
        invitation.roles.map { grant in
            let role = definition?.role(grant.role).map { context.text($0.labels) } ?? grant.role
            return role + " — " + grant.organisationName
        }.joined(separator: "\n")
    }

    /// When another key tried it; empty where none did.
    func contested(_ invitation: WireInvitation) -> String {
        invitation.contestedAtMs == 0
            ? "" : context.moment(milliseconds: invitation.contestedAtMs)
    }

    func details(_ invitation: WireInvitation) -> [LabelledValue] {
        [
            LabelledValue(context.text(.invitation), invitation.invitation.hexadecimal),
            LabelledValue(context.text(.name), invitation.memberName),
            LabelledValue(context.text(.memberID), invitation.member.hexadecimal),
            LabelledValue(context.text(.roles), roles(invitation)),
            LabelledValue(context.text(.issuedBy), invitation.issuedBy),
            LabelledValue(
                context.text(.state), context.text(InvitationState(invitation.state).label)),
            LabelledValue(
                context.text(.expires), context.moment(milliseconds: invitation.expiresAtMs)),
            LabelledValue(context.text(.digest), invitation.digest.hexadecimal),
        ]
            + (invitation.contestedAtMs == 0
                ? []
                : [
                    LabelledValue(
                        context.text(.contestedAt), contested(invitation), style: .alarm)
                ])
    }
}

/// `madarctl invitations`.
struct InvitationsCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "invitations", abstract: helpText(.invitations),
        discussion: examples("madarctl invitations", "madarctl invitations --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.invitations/1"
        var invitations: [InvitationDocument]
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let answer = try await context.waiting(.connecting) {
            try await session.client.listInvitations()
        }
        try context.emit(Document(invitations: answer.invitations.map(InvitationDocument.init)))
        if !context.isJSON { await show(answer, session, context) }
        let contested = answer.invitations.count { $0.contestedAtMs != 0 }
        guard contested > 0 else { return }
        context.alarm(.contestedAlarm(count: context.count(contested, .invitations)))
        throw ExitCode(ExitStatus.negative.rawValue)
    }

    private func show(
        _ answer: WireListInvitationsAnswer, _ session: UserSession, _ context: Context
    ) async {
        guard !answer.invitations.isEmpty else {
            context.tell(.nothingListed)
            return
        }
        let text = InvitationText(
            context: context, definition: try? await session.client.definition())
        let labels: [Label] = [
            .name, .roles, .state, .issuedBy, .expires, .contestedAt, .invitation,
        ]
        context.screen.table(
            labels.map { context.text($0) },
            rows: answer.invitations.map { invitation in
                [
                    invitation.memberName, text.roles(invitation),
                    context.text(InvitationState(invitation.state).label), invitation.issuedBy,
                    context.moment(milliseconds: invitation.expiresAtMs),
                    text.contested(invitation), invitation.invitation.hexadecimal,
                ]
            })
    }
}
