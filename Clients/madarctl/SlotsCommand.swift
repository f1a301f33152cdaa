import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madarctl slots`: what unseals the store, and a new one in the place of what is lost.
struct SlotsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slots", abstract: helpText(.slots),
        subcommands: [
            SlotsListCommand.self, SlotsCredentialCommand.self, SlotsPassphraseCommand.self,
            SlotsCancelCommand.self,
        ])

    struct Document: Encodable {
        var schema = "madar.slot-planned/1"
        var outcome = Outcome.done.rawValue
        var plan: String
        var change: String
        var expiresAt: String
        var needsApproval = true
    }

    static func propose(
        _ change: WireSlotChange, _ client: DaemonClient, _ context: Context
    ) async throws {
        let plan: WireSlotPlan
        do {
            plan = try await context.waiting(.sending) { try await client.planSlot(change) }
        } catch let error as ClientError where error.code == .precondition {
            throw Failure(.noSlotPlan)
        }
        try tell(plan, context)
    }

    static func tell(_ plan: WireSlotPlan, _ context: Context) throws {
        try context.emit(
            Document(
                plan: plan.plan.hexadecimal, change: String(describing: plan.change),
                expiresAt: DateText.iso(Instant(milliseconds: plan.expiresAtMs))))
        context.tell(.slotPlanned(id: plan.plan.hexadecimal))
    }
}

/// `madarctl slots list`.
private struct SlotsListCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: helpText(.slotsList),
        discussion: examples("madarctl slots list", "madarctl slots list --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.slots/1"
        var slots: [UInt32]
        var plan: String?
        var isApproved: Bool?
    }

    func perform(_ context: Context) async throws {
        let client = try await UserSession(context).client
        let (status, list) = try await context.waiting(.connecting) {
            (try await client.status(), try await client.listCommittee())
        }
        let plan = list.hasSlotPlan ? list.slotPlan : nil
        try context.emit(
            Document(
                slots: status.slots.map(\.type), plan: plan?.plan.hexadecimal,
                isApproved: plan.map { !$0.approvedBy.isEmpty }))
        guard !context.isJSON else { return }
        let text = SlotText(context: context)
        context.show(text.counts(status.slots.map(\.type)))
        guard let plan else { return }
        context.show(text.details(plan))
        if plan.failed { context.alarm(.credentialNotRenewed) }
    }
}

/// `madarctl slots credential`.
private struct SlotsCredentialCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "credential", abstract: helpText(.slotsCredential),
        discussion: examples("madarctl slots credential"))

    @OptionGroup var options: GlobalOptions

    func perform(_ context: Context) async throws {
        let client = try await UserSession(context).client
        try await SlotsCommand.propose(.credential, client, context)
    }
}

/// `madarctl slots passphrase`.
private struct SlotsPassphraseCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "passphrase", abstract: helpText(.slotsPassphrase),
        discussion: examples(
            "madarctl slots passphrase", "madarctl slots passphrase --passphrase-file FILE"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionPassphraseFile)) var passphraseFile: String?

    private struct Document: Encodable {
        var schema = "madar.passphrase-set/1"
        var outcome = Outcome.done.rawValue
        var plan: String
    }

    func perform(_ context: Context) async throws {
        let client = try await UserSession(context).client
        let list = try await context.waiting(.connecting) { try await client.listCommittee() }
        // What was agreed on is set; before that it is proposed, once.
        if list.hasSlotPlan, list.slotPlan.change == .passphrase, !list.slotPlan.digest.isEmpty {
            return try SlotsCommand.tell(list.slotPlan, context)
        }
        guard list.hasSlotPlan, list.slotPlan.change == .passphrase,
            !list.slotPlan.approvedBy.isEmpty
        else { return try await SlotsCommand.propose(.passphrase, client, context) }
        let passphrase = try context.newPassphrase(
            file: passphraseFile, asking: .newUnsealPassphrase)
        context.tell(.deriving)
        try await client.setPassphrase(passphrase, list.slotPlan)
        try context.emit(Document(plan: list.slotPlan.plan.hexadecimal))
        context.tell(.passphraseSet)
    }
}

/// `madarctl slots cancel`.
private struct SlotsCancelCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: helpText(.slotsCancel),
        discussion: examples("madarctl slots cancel"))

    @OptionGroup var options: GlobalOptions

    func perform(_ context: Context) async throws {
        let client = try await UserSession(context).client
        let list = try await context.waiting(.connecting) { try await client.listCommittee() }
        guard list.hasSlotPlan else {
            context.tell(.nothingWaits)
            throw ExitCode(ExitStatus.negative.rawValue)
        }
        try await context.waiting(.sending) { try await client.cancel(list.slotPlan) }
        context.tell(.slotPlanCancelled)
    }
}

/// How slots are told to a person.
struct SlotText {
    let context: Context

    /// How many slots of each kind there are, by the numbers of their types.
    func counts(_ types: [UInt32]) -> [LabelledValue] {
        [(Label.slotCredential, 1), (.slotPassphrase, 4), (.slotQuorum, 2), (.slotEscrow, 3)]
            .map { label, type in
                let count = types.count { $0 == UInt32(type) }
                return LabelledValue(
                    context.text(label), String(count), style: count == 0 ? .notice : nil)
            }
    }

    /// A plan; of one that waits, what whoever approves it signs.
    func details(_ plan: WireSlotPlan) -> [LabelledValue] {
        var items = [
            LabelledValue(
                context.text(.newSlot),
                context.text(plan.change == .credential ? .slotCredential : .slotPassphrase)),
            LabelledValue(context.text(.proposedBy), context.screen.value(plan.proposedBy)),
            LabelledValue(
                context.text(.expires), context.moment(milliseconds: plan.expiresAtMs)),
        ]
        if !plan.approvedBy.isEmpty {
            items.append(
                LabelledValue(context.text(.approvedBy), context.screen.value(plan.approvedBy)))
        }
        if !plan.digest.isEmpty {
            items.append(LabelledValue(context.text(.digest), plan.digest.hexadecimal))
        }
        return items
    }
}
