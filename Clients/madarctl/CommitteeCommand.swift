import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madarctl committee`: who together opens the store.
struct CommitteeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "committee", abstract: helpText(.committee),
        subcommands: [
            CommitteeShowCommand.self, CommitteeProposeCommand.self, CommitteeRenewCommand.self,
            CommitteeProveCommand.self,
            CommitteePassphraseCommand.self, CommitteeCancelCommand.self,
            CommitteeDrillCommand.self,
        ])
}

/// How a committee is told to a person.
struct CommitteeText {
    let context: Context

    /// What waits, as whoever approves it signs it.
    func details(_ plan: WireCommitteePlan) -> [LabelledValue] {
        terms(plan.committee)
            + plan.committee.custodians.flatMap { custodian in
                [
                    LabelledValue(kind(custodian), context.screen.value(custodian.label)),
                    LabelledValue(context.text(.fingerprint), fingerprint(custodian)),
                ]
            } + [
                LabelledValue(context.text(.proposedBy), context.screen.value(plan.proposedBy)),
                LabelledValue(
                    context.text(.expires), context.moment(milliseconds: plan.expiresAtMs)),
                LabelledValue(context.text(.digest), plan.digest.hexadecimal),
            ]
    }

    /// Who opens together.
    func terms(_ committee: WireCommittee) -> [LabelledValue] {
        let members = committee.custodians.count { !isEscrow($0) }
        let escrow =
            committee.custodians.count == members
            ? context.text(.none)
            : committee.escrowMembersNeeded == 0
                ? context.text(.escrowAlone)
                : context.text(.escrowBeside) + " " + String(committee.escrowMembersNeeded)
        return [
            LabelledValue(
                context.text(.quorumNeeded),
                context.say(.outOf(count: String(committee.membersNeeded), total: String(members)))),
            LabelledValue(
                context.text(.slotEscrow), escrow,
                style: committee.custodians.count == members ? .alarm : nil),
        ]
    }

    func isEscrow(_ custodian: WireCustodian) -> Bool {
        custodian.index >= UInt32(BasicsLimits.firstEscrowIndex)
    }

    func kind(_ custodian: WireCustodian) -> String {
        context.text(isEscrow(custodian) ? .slotEscrow : .committeeMember)
    }

    func fingerprint(_ custodian: WireCustodian) -> String {
        CustodyKey.fingerprint(of: Array(custodian.key))
    }

    func proved(_ custodian: WireCustodian) -> String {
        custodian.provedAtMs == 0
            ? context.text(.never) : context.moment(milliseconds: custodian.provedAtMs)
    }

    /// What the automatic slot or the passphrase becomes with a change.
    func fate(_ label: Label, _ state: UInt32) -> [LabelledValue] {
        guard state != 0 else { return [] }
        return [
            LabelledValue(
                context.text(label), context.text(state == 2 ? .goesAlong : .isDropped),
                style: state == 2 ? .good : .alarm)
        ]
    }

    /// A line of the table of custodians.
    func row(_ custodian: WireCustodian) -> [String] {
        [
            custodian.label, kind(custodian), proved(custodian), fingerprint(custodian),
        ]
    }

    func table(_ committee: WireCommittee) {
        context.screen.table(
            [Label.name, .custodianKind, .provedAt, .fingerprint].map { context.text($0) },
            rows: committee.custodians.map(row))
    }
}

/// A custodian as programs read it.
private struct CustodianDocument: Encodable {
    var number: UInt32
    var name: String
    var isEscrow: Bool
    var key: String
    var fingerprint: String
    var provedAt: String?

    init(_ custodian: WireCustodian, _ context: Context) {
        let text = CommitteeText(context: context)
        number = custodian.index
        name = custodian.label
        isEscrow = text.isEscrow(custodian)
        key = CustodyKey.text(of: Array(custodian.key))
        fingerprint = text.fingerprint(custodian)
        if custodian.provedAtMs != 0 {
            provedAt = DateText.iso(Instant(milliseconds: custodian.provedAtMs))
        }
    }
}

/// `madarctl committee show`.
private struct CommitteeShowCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: helpText(.committeeShow),
        discussion: examples("madarctl committee show", "madarctl committee show --json"))

    @OptionGroup var options: GlobalOptions

    private struct CommitteeDocument: Encodable {
        var epoch: UInt32
        var membersNeeded: UInt32
        var escrowMembersNeeded: UInt32
        var custodians: [CustodianDocument]

        init(_ committee: WireCommittee, _ context: Context) {
            epoch = committee.epoch
            membersNeeded = committee.membersNeeded
            escrowMembersNeeded = committee.escrowMembersNeeded
            custodians = committee.custodians.map { CustodianDocument($0, context) }
        }
    }

    private struct Document: Encodable {
        var schema = "madar.committee/1"
        var committee: CommitteeDocument?
        var contributed: [UInt32]
        var next: CommitteeDocument?
        var plan: String?
        var state: String
        var formersProved: [UInt32]
        var passphraseGoesAlong: Bool?
        var credentialGoesAlong: Bool?

        init(_ list: WireListCommitteeAnswer, _ context: Context) {
            if list.hasCommittee { committee = CommitteeDocument(list.committee, context) }
            contributed = list.contributed
            if list.hasPlan { next = CommitteeDocument(list.plan.committee, context) }
            plan = list.hasPlan ? list.plan.plan.hexadecimal : nil
            state = !list.hasPlan ? "none" : list.plan.nonce.isEmpty ? "waiting" : "proving"
            formersProved = list.plan.formersProved
            passphraseGoesAlong = list.plan.passphrase == 0 ? nil : list.plan.passphrase == 2
            credentialGoesAlong = list.plan.credential == 0 ? nil : list.plan.credential == 2
        }
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let list = try await context.waiting(.connecting) {
            try await session.client.listCommittee()
        }
        try context.emit(Document(list, context))
        guard !context.isJSON else { return }
        let text = CommitteeText(context: context)
        if list.hasCommittee {
            context.show(
                [LabelledValue(context.text(.rootEpoch), String(list.committee.epoch))]
                    + text.terms(list.committee))
            text.table(list.committee)
        } else {
            context.tell(.noCommitteeYet)
        }
        guard list.hasPlan else { return }
        let isWaiting = list.plan.nonce.isEmpty
        context.tell(isWaiting ? .committeeWaits : .committeeProves)
        let formers = list.committee.custodians
            .filter { list.plan.formersProved.contains($0.index) }.map(\.label)
        context.show(
            text.terms(list.plan.committee)
                + [
                    LabelledValue(
                        context.text(.expires),
                        context.moment(milliseconds: list.plan.expiresAtMs))
                ]
                + (isWaiting || !list.hasCommittee
                    ? []
                    : [
                        LabelledValue(
                            context.text(.formersProved),
                            formers.isEmpty ? context.text(.none) : context.list(formers))
                    ])
                + text.fate(.slotPassphrase, list.plan.passphrase)
                + text.fate(.slotCredential, list.plan.credential))
        text.table(list.plan.committee)
    }
}

/// `madarctl committee propose`.
private struct CommitteeProposeCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose", abstract: helpText(.committeePropose),
        discussion: examples(
            "madarctl committee propose --needs 2 --member 'Amina=MADARK-…' --member 'Youssef=MADARK-…' --member 'Salma=MADARK-…' --escrow 'Coffre=MADARK-…'"
        ))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionNeeds)) var needs: Int
    @Option(help: help(.optionMemberKey)) var member: [String] = []
    @Option(help: help(.optionEscrowKey)) var escrow: [String] = []
    @Option(help: help(.optionEscrowMembers)) var escrowMembers = 0
    @Flag(help: help(.optionKeysCompared)) var compared = false

    private func terms() throws -> CommitteeTerms {
        let custodians =
            try member.enumerated().map { try custodian($0.element, 1 + $0.offset) }
            + escrow.enumerated().map {
                try custodian($0.element, Int(BasicsLimits.firstEscrowIndex) + $0.offset)
            }
        guard
            let terms = CommitteeTerms(
                membersNeeded: needs, escrowMembersNeeded: escrowMembers,
                custodians: custodians)
        else { throw Failure(.badCommittee) }
        return terms
    }

    private func custodian(_ typed: String, _ number: Int) throws -> CommitteeTerms.Custodian {
        guard let cut = typed.lastIndex(of: "="), let index = UInt8(exactly: number),
            let key = CustodyKey.publicKey(of: typed[typed.index(after: cut)...])
        else { throw Failure(.badCustodyKey(typed: typed)) }
        return CommitteeTerms.Custodian(
            index: index, label: String(typed[..<cut]).trimmed, publicKey: key)
    }

    func perform(_ context: Context) async throws {
        let terms = try terms()
        let session = try await UserSession(context)
        let shown = WireCommittee.shown(terms)
        let text = CommitteeText(context: context)
        if !context.isJSON {
            context.show(text.terms(shown))
            text.table(shown)
        }
        if !compared {
            context.tell(.compareCustodyKeys)
            guard try context.confirm(context.ask(.confirmCustodyKeys)) else {
                throw Failure(.gaveUp)
            }
        }
        try await context.propose(terms, shown, session.client)
    }
}

/// A proposal as programs read it.
private struct ProposedDocument: Encodable {
    var schema = "madar.committee-proposed/1"
    var outcome = Outcome.done.rawValue
    var plan: String
    var custodians: [CustodianDocument]
    var needsApproval = true
}

extension Context {
    /// Proposes a committee, and tells what waits.
    fileprivate func propose(
        _ terms: CommitteeTerms, _ shown: WireCommittee, _ client: DaemonClient
    ) async throws {
        let proposed: (plan: CommitteePlanID, expiresAtMs: Int64)
        do {
            proposed = try await writing { try await client.propose(terms) }
        } catch let error as ClientError where error.code == .precondition {
            throw Failure(.committeePending)
        }
        try emit(
            ProposedDocument(
                plan: proposed.plan.hexadecimal,
                custodians: shown.custodians.map { CustodianDocument($0, self) }))
        tell(.committeeProposed(id: proposed.plan.hexadecimal))
    }
}

/// `madarctl committee renew`.
private struct CommitteeRenewCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew", abstract: helpText(.committeeRenew),
        discussion: examples("madarctl committee renew"))

    @OptionGroup var options: GlobalOptions

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let list = try await context.waiting(.connecting) {
            try await session.client.listCommittee()
        }
        guard list.hasCommittee else { throw Failure(.noCommittee) }
        // The same people and keys, which were compared when it was founded.
        let custodians = list.committee.custodians.compactMap { custodian in
            UInt8(exactly: custodian.index).map {
                CommitteeTerms.Custodian(
                    index: $0, label: custodian.label, publicKey: Array(custodian.key))
            }
        }
        guard
            let terms = CommitteeTerms(
                membersNeeded: Int(list.committee.membersNeeded),
                escrowMembersNeeded: Int(list.committee.escrowMembersNeeded),
                custodians: custodians)
        else { throw Failure(.badCommittee) }
        let shown = WireCommittee.shown(terms)
        if !context.isJSON {
            let text = CommitteeText(context: context)
            context.show(text.terms(shown))
            text.table(shown)
        }
        try await context.propose(terms, shown, session.client)
    }
}

extension WireCommittee {
    /// Terms as they are shown before they are sent.
    fileprivate static func shown(_ terms: CommitteeTerms) -> WireCommittee {
        var committee = WireCommittee()
        committee.membersNeeded = UInt32(terms.membersNeeded)
        committee.escrowMembersNeeded = UInt32(terms.escrowMembersNeeded)
        committee.custodians = terms.custodians.map { one in
            var custodian = WireCustodian()
            custodian.index = UInt32(one.index)
            custodian.label = one.label
            custodian.key = one.publicKey.blob
            return custodian
        }
        return committee
    }
}

/// What a proof tells programs.
private struct ProofDocument: Encodable {
    var schema = "madar.custody-proof/1"
    var outcome = Outcome.done.rawValue
    var name: String
    var isComplete: Bool
}

/// `madarctl committee prove`.
private struct CommitteeProveCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove", abstract: helpText(.committeeProve),
        discussion: examples("madarctl committee prove --key /media/stick/custody.key"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionPassphraseFile)) var passphraseFile: String?
    @Option(help: help(.optionCustodyKey)) var key: String

    func perform(_ context: Context) async throws {
        let opened = try context.custodyKey(key, passphraseFile: passphraseFile)
        let session = try await UserSession(context)
        let proved = try await context.custody { try await session.client.prove(opened) }
        try context.emit(ProofDocument(name: proved.label, isComplete: proved.isComplete))
        let name = context.screen.value(proved.label)
        context.tell(proved.isComplete ? .committeeChanged : .custodyProved(name: name))
    }
}

/// `madarctl committee drill`.
private struct CommitteeDrillCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill", abstract: helpText(.committeeDrill),
        discussion: examples("madarctl committee drill --key /media/stick/custody.key"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionPassphraseFile)) var passphraseFile: String?
    @Option(help: help(.optionCustodyKey)) var key: String

    func perform(_ context: Context) async throws {
        let opened = try context.custodyKey(key, passphraseFile: passphraseFile)
        let session = try await UserSession(context)
        let proved = try await context.custody { try await session.client.drill(opened) }
        try context.emit(ProofDocument(name: proved.label, isComplete: proved.isComplete))
        context.tell(.drillNoted(name: context.screen.value(proved.label)))
    }
}

/// `madarctl committee passphrase`.
private struct CommitteePassphraseCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "passphrase", abstract: helpText(.committeePassphrase),
        discussion: examples("madarctl committee passphrase"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionPassphraseFile)) var passphraseFile: String?

    private struct Document: Encodable {
        var schema = "madar.committee-passphrase/1"
        var outcome = Outcome.done.rawValue
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let passphrase = try context.passphrase(
            file: passphraseFile, question: context.ask(.unsealPassphrase))
        context.tell(.deriving)
        do {
            try await session.client.takeAlong(passphrase)
        } catch {
            switch error.code {
            case .precondition: throw Failure(.noCommitteePlan)
            // The daemon does not tell a wrong passphrase from a role that may not unseal.
            case .permission: throw Failure(.unsealRefused)
            default: throw Failure(error)
            }
        }
        try context.emit(Document())
        context.tell(.passphraseTaken)
    }
}

/// `madarctl committee cancel`.
private struct CommitteeCancelCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: helpText(.committeeCancel),
        discussion: examples("madarctl committee cancel"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.committee-cancelled/1"
        var outcome = Outcome.done.rawValue
        var plan: String
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let list = try await context.waiting(.connecting) {
            try await session.client.listCommittee()
        }
        guard list.hasPlan else { throw Failure(.noCommitteePlan) }
        try await context.writing { try await session.client.cancel(list.plan) }
        try context.emit(Document(plan: list.plan.plan.hexadecimal))
        context.tell(.committeeCancelled)
    }
}
