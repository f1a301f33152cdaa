import ArgumentParser
import Basics
import Catalog
import Circuit
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
        var invitation: String?
        var proposal: String?
        var province: String?
        var witness: String?
        var backupPlan: String?
        var committee: String?
        var rotation: String?
        var renewal: String?
        var slot: String?
        var digest: String
    }

    /// One thing that waits for a second person.
    private enum Waiting {
        case invitation(WireInvitation)
        case proposal(WireProposal)
        case province(WireProvince)
        case witness(WireWitness)
        case backupPlan(WireBackupPlan)
        case committee(WireCommitteePlan)
        case rotation(WireRotation)
        case renewal(WireRenewal)
        case slot(WireSlotPlan)

        var id: String {
            switch self {
            case .invitation(let invitation): invitation.invitation.hexadecimal
            case .proposal(let proposal): proposal.proposal.hexadecimal
            case .province(let province): province.province.hexadecimal
            case .witness(let witness): witness.witness.hexadecimal
            case .backupPlan(let plan): plan.plan.hexadecimal
            case .committee(let plan): plan.plan.hexadecimal
            case .rotation(let rotation): rotation.rotation.hexadecimal
            case .renewal(let renewal): renewal.renewal.hexadecimal
            case .slot(let plan): plan.plan.hexadecimal
            }
        }
    }

    func validate() throws {
        guard invitation.map({ InvitationID(hexadecimal: $0) != nil }) ?? !hasRead else {
            throw ValidationError("INVITATION")
        }
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let (invitations, members, provinces, witnesses, backups, committee, keys) =
            try await context.waiting(.connecting) {
                (
                    try await session.client.listInvitations(),
                    try await session.client.listMembers(),
                    try await session.client.listProvinces(),
                    try await session.client.listWitnesses(),
                    try await session.client.listBackups(),
                    try await session.client.listCommittee(),
                    try await session.client.listKeys()
                )
            }
        let waiting =
            invitations.invitations.filter { InvitationState($0.state) == .waiting }
            .map(Waiting.invitation) + members.proposals.map(Waiting.proposal)
            + provinces.provinces.filter { $0.trustedAtMs == 0 }.map(Waiting.province)
            + witnesses.witnesses.filter { !$0.digest.isEmpty }.map(Waiting.witness)
            + (backups.hasProposed ? [Waiting.backupPlan(backups.proposed)] : [])
            + (committee.hasPlan && !committee.plan.digest.isEmpty
                ? [Waiting.committee(committee.plan)] : [])
            + keys.rotations.filter { !$0.digest.isEmpty }.map(Waiting.rotation)
            + (keys.hasRenewal && !keys.renewal.digest.isEmpty
                ? [Waiting.renewal(keys.renewal)] : [])
            + (committee.hasSlotPlan && !committee.slotPlan.digest.isEmpty
                ? [Waiting.slot(committee.slotPlan)] : [])
        let definition = try? await session.client.definition()
        guard let chosen = try choose(waiting, definition, context) else {
            context.tell(.nothingWaits)
            throw ExitCode(ExitStatus.negative.rawValue)
        }
        // What is shown is what is signed, or nothing is asked; and not what the daemon lists a
        // moment later.
        switch chosen {
        case .invitation(let invitation):
            try DaemonClient.digest(of: invitation)
            let text = InvitationText(context: context, definition: definition)
            try show(text.details(invitation), context)
            try await context.writing {
                try await session.client.approve(invitation, from: invitations)
            }
            try context.emit(
                Document(invitation: chosen.id, digest: invitation.digest.hexadecimal))
            context.tell(.approved(name: context.screen.value(invitation.memberName)))
        case .proposal(let proposal):
            try DaemonClient.digest(of: proposal)
            let text = MemberText(context: context, definition: definition)
            try show(text.details(proposal), context)
            try await context.writing {
                try await session.client.approve(proposal, from: members)
            }
            try context.emit(Document(proposal: chosen.id, digest: proposal.digest.hexadecimal))
            context.tell(.changeApproved(name: context.screen.value(proposal.memberName)))
        case .province(let province):
            try DaemonClient.digest(of: province)
            context.tell(.compareFingerprint)
            try show(ProvinceText(context: context).details(province), context)
            try await context.writing {
                try await session.client.approve(province, from: provinces)
            }
            try context.emit(Document(province: chosen.id, digest: province.digest.hexadecimal))
            context.tell(.trustApproved(code: province.code))
        case .committee(let plan):
            try DaemonClient.digest(of: plan)
            context.tell(.compareCustodyKeys)
            try show(CommitteeText(context: context).details(plan), context)
            try await context.writing {
                try await session.client.approve(plan, from: committee)
            }
            try context.emit(Document(committee: chosen.id, digest: plan.digest.hexadecimal))
            context.tell(.committeeApproved)
        case .witness(let witness):
            try DaemonClient.digest(of: witness)
            if !witness.isTrusted { context.tell(.compareWitnessKey) }
            try show(WitnessText(context: context).details(witness), context)
            try await context.writing {
                try await session.client.approve(witness, from: witnesses)
            }
            try context.emit(Document(witness: chosen.id, digest: witness.digest.hexadecimal))
            let name = context.screen.value(witness.name)
            context.tell(
                witness.isTrusted ? .witnessRemoved(name: name) : .witnessApproved(name: name))
        case .backupPlan(let plan):
            try DaemonClient.digest(of: plan)
            context.tell(.compareRecipients)
            try show(BackupText(context: context).details(plan), context)
            try await context.writing {
                try await session.client.approveBackupPlan(from: backups)
            }
            try context.emit(Document(backupPlan: chosen.id, digest: plan.digest.hexadecimal))
            context.tell(.backupPlanApproved)
        case .slot(let plan):
            try DaemonClient.digest(of: plan)
            try show(SlotText(context: context).details(plan), context)
            try await context.writing { try await session.client.approve(plan, from: committee) }
            try context.emit(Document(slot: chosen.id, digest: plan.digest.hexadecimal))
            context.tell(
                plan.change == .credential ? .credentialRenewed : .passphraseApproved)
        case .rotation(let rotation):
            try DaemonClient.digest(of: rotation)
            try show(RotationText(context: context).details(rotation), context)
            try await context.writing { try await session.client.approve(rotation, from: keys) }
            try context.emit(Document(rotation: chosen.id, digest: rotation.digest.hexadecimal))
            context.tell(
                rotation.state == .retirement ? .retirementApproved : .rotationApproved)
        case .renewal(let renewal):
            try DaemonClient.digest(of: renewal)
            try show(RenewalText(context: context).details(renewal), context)
            try await context.writing { try await session.client.approveRenewal(from: keys) }
            try context.emit(Document(renewal: chosen.id, digest: renewal.digest.hexadecimal))
            context.tell(.renewalApproved)
        }
    }

    /// Shows what is approved, and asks whether it is.
    private func show(_ details: [LabelledValue], _ context: Context) throws {
        for line in context.screen.lines(of: details) where !context.isJSON {
            context.screen.show(line)
        }
        if !hasRead { try context.confirmApproval() }
    }

    private func choose(
        _ waiting: [Waiting], _ definition: CircuitDefinition?, _ context: Context
    ) throws -> Waiting? {
        if let invitation {
            guard let found = waiting.first(where: { $0.id == invitation.lowercased() }) else {
                throw Failure(.unknownInvitation)
            }
            return found
        }
        guard !waiting.isEmpty else { return nil }
        context.prompt.tell(context.ask(.approveWhich))
        let items = waiting.map { waiting in
            let label =
                switch waiting {
                case .invitation(let invitation):
                    invitation.memberName + " — "
                        + InvitationText(context: context, definition: definition)
                        .roles(invitation)
                case .proposal(let proposal):
                    proposal.memberName + " — "
                        + MemberText(context: context, definition: definition).change(proposal)
                case .province(let province):
                    context.text(.province) + " " + province.code + " — " + province.fingerprint
                case .witness(let witness):
                    context.text(.witnessWord) + " " + witness.name + " — "
                        + WitnessText(context: context).state(witness)
                case .backupPlan(let plan):
                    context.text(.backupPlanWord) + " — " + plan.folder
                case .rotation(let rotation):
                    context.text(.rotationWord) + " — "
                        + RotationText(context: context).subject(rotation)
                case .renewal(let renewal):
                    context.text(.renewalWord) + " — "
                        + RenewalText(context: context).classes(renewal)
                case .slot(let plan):
                    context.text(.newSlot) + " — "
                        + context.text(
                            plan.change == .credential ? .slotCredential : .slotPassphrase)
                case .committee(let plan):
                    context.text(.committeeChange) + " — "
                        + plan.committee.custodians.map(\.label).joined(separator: " · ")
                }
            return MenuItem(code: waiting.id, label: label)
        }
        let menu = Menu(items, words: context.menuWords, screen: context.screen)
        guard case .item(let place) = try menu.ask(context.prompt) else { throw Failure(.gaveUp) }
        return waiting[place]
    }
}
