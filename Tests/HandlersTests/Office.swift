import Basics
import Circuit
import Dossiers
import Foundation
import Framing
import Index
import Mapping
import Messages
import Operations
import ProvinceSupport
import Secrets
import Testing

@testable import Handlers

/// The use cases over a whole store, called as the front desk calls them.
final class Office {
    let province: TestProvince
    let handlers: UseCases
    /// The backups that were begun: a test makes them, and hands over what came of it.
    private(set) var begun: [Backup] = []
    private let inbox = Inbox()

    private final class Inbox {
        var take: (Backup) -> Void = { _ in }
    }

    init(
        _ province: TestProvince, credentialPath: String? = nil, isIndexed: Bool = true,
        aside: @escaping (@escaping @Sendable () -> Void) -> Void = { $0() }
    ) throws {
        self.province = province
        var content: [UInt8] = []
        for item in try DefinitionStream.encode(province.ownDefinition) {
            Delimited.append(item, to: &content)
        }
        handlers = UseCases(
            dossiers: province.ledger,
            surroundings: Surroundings(
                software: "test", libsodium: "", startedAt: province.now,
                connectionCount: { 0 }, diskFreeByteCount: { 1 << 40 },
                isCredentialBeside: { true }, credentialPath: credentialPath,
                random: Random.number,
                definition: (content, SHA256.hash(content)), settings: ["MADAR_LISTEN=[::1]:0"],
                makeBackup: { [inbox] in inbox.take($0) }, aside: aside),
            clock: { [unowned province] in province.now })
        inbox.take = { [unowned self] in begun.append($0) }
        if isIndexed { while handlers.idle() {} }
    }

    func key() throws -> OperationKey { try #require(OperationKey(province.newKey())) }

    func incoming(
        _ person: Person, _ method: WireMethod, _ payload: [UInt8] = [],
        key: OperationKey? = nil, generation: UInt32 = 1,
        deliver: @escaping @Sendable (OutgoingAnswer) -> Void
    ) throws -> IncomingCall {
        let number = UInt16(method.rawValue)
        let writes = MethodTable.traits(number)?.isMutating == true
        return IncomingCall(
            method: number, expiresAt: nil, operationKey: try key ?? (writes ? self.key() : nil),
            payload: payload, caller: .device(person.device, generation: generation),
            session: SessionID(high: 1, low: 1), deliver: deliver)
    }

    /// Makes one call and gives its one answer.
    func ask(
        _ person: Person, _ method: WireMethod, _ payload: [UInt8] = [],
        key: OperationKey? = nil, generation: UInt32 = 1
    ) throws -> OutgoingAnswer {
        let answers = Answers()
        handlers.serve([
            try incoming(person, method, payload, key: key, generation: generation) {
                answers.list.append($0)
            }
        ])
        try #require(answers.list.count == 1)
        return answers.list[0]
    }

    /// Answers arrive on the thread of the test before `serve` returns.
    private final class Answers: @unchecked Sendable {
        var list: [OutgoingAnswer] = []
    }

    // MARK: - Requests

    func draft(
        _ kind: WireActKind, form: String = "", to stage: String = "", _ values: [FieldValue]
    ) -> WireActDraft {
        var draft = WireActDraft()
        draft.kind = kind
        draft.form = form
        draft.formVersion = form.isEmpty ? 0 : 1
        draft.toStage = stage
        draft.values = values.map { WireFieldValue($0) }
        return draft
    }

    func opening() -> [UInt8] {
        var request = WireOpenFileRequest()
        request.opening = draft(.opening, form: "F0", to: "DETECT", SampleActs.child)
        return MessageCodec.encode(request)
    }

    func appending(_ file: FileID, after sequence: UInt64, _ draft: WireActDraft) -> [UInt8] {
        var request = WireAppendActRequest()
        request.file = file.blob
        request.afterSequence = sequence
        request.draft = draft
        return MessageCodec.encode(request)
    }

    func listening(_ file: FileID, after sequence: UInt64) -> [UInt8] {
        appending(
            file, after: sequence,
            draft(.form, form: "F2", SampleActs.listening("x", at: province.now)))
    }

    /// Opens a file and leads it to the stage in which children are listened to: four acts.
    func openListened(_ worker: Person) throws -> FileID {
        let answer = try ask(worker, .openFile, opening())
        let opened = try MessageCodec.decode(WireOpenFileAnswer.self, from: answer.payload)
        let file = try #require(FileID(blob: opened.file))
        let steps = SampleActs.steps(by: worker, at: province.now) { province.newID() }
        for (index, act) in steps.enumerated() {
            let step = draft(
                .transition, form: act.heading.form ?? "", to: act.heading.to ?? "", act.values)
            let answer = try ask(
                worker, .appendAct, appending(file, after: UInt64(index) + 1, step))
            try #require(answer.status == .ok)
        }
        return file
    }

    func reading(_ file: FileID) -> [UInt8] {
        var request = WireReadFileRequest()
        request.file = file.blob
        return MessageCodec.encode(request)
    }

    func readingAct(_ file: FileID, _ sequence: UInt64) -> [UInt8] {
        var request = WireReadActRequest()
        request.file = file.blob
        request.sequence = sequence
        return MessageCodec.encode(request)
    }

    func history(_ file: FileID) -> [UInt8] {
        var request = WireHistoryRequest()
        request.file = file.blob
        return MessageCodec.encode(request)
    }

    func inviting(_ id: InvitationID, member: MemberID) -> [UInt8] {
        var request = WireInviteRequest()
        request.invitation = id.blob
        request.secret = [UInt8](repeating: 9, count: 32).blob
        request.member = member.blob
        return MessageCodec.encode(request)
    }

    func approving(_ id: InvitationID) -> [UInt8] {
        var statement = WireApprovalStatement()
        statement.operation = UInt32(WireMethod.invite.rawValue)
        statement.target = id.blob
        statement.digest = [UInt8](repeating: 0, count: 32).blob
        statement.nonce = Random.bytes(16).blob
        statement.store = province.ledger.storeID.blob
        var request = WireApproveRequest()
        request.statement = MessageCodec.encode(statement).blob
        request.signature = [UInt8](repeating: 0, count: 64).blob
        return MessageCodec.encode(request)
    }

    /// The approval of what a list told, over the digest of what a person was shown.
    func approving(
        _ operation: WireMethod, _ target: Data, digest: [UInt8], _ signer: borrowing SigningKey
    ) -> [UInt8] {
        var statement = WireApprovalStatement()
        statement.operation = UInt32(operation.rawValue)
        statement.target = target
        statement.digest = digest.blob
        statement.nonce = Random.bytes(16).blob
        statement.expiresAtMs = province.now.adding(seconds: 60).milliseconds
        statement.store = province.ledger.storeID.blob
        let bytes = MessageCodec.encode(statement)
        var request = WireApproveRequest()
        request.statement = bytes.blob
        request.signature = signer.sign((Array(Approvals.label.utf8) + bytes).rawSpan).blob
        return MessageCodec.encode(request)
    }

    /// The approval of what waits on a file, as it was read.
    func approving(
        _ answer: WireReadFileAnswer, _ kind: PendingKind, _ signer: borrowing SigningKey
    ) throws -> [UInt8] {
        let shown = try #require(
            answer.proposedStage.signedBytes(kind, file: answer.file, number: answer.number))
        var statement = WireApprovalStatement()
        statement.operation = UInt32(WireMethod.appendAct.rawValue)
        statement.target = answer.file
        statement.digest = SHA256.hash(shown).blob
        statement.nonce = Random.bytes(16).blob
        statement.expiresAtMs = answer.proposedStage.expiresAtMs
        statement.logSize = answer.proposedStage.logSize
        statement.store = answer.proposedStage.store
        let bytes = MessageCodec.encode(statement)
        var request = WireApproveRequest()
        request.statement = bytes.blob
        request.signature =
            signer.sign((Array("madar/1 approval".utf8) + bytes).rawSpan).blob
        return MessageCodec.encode(request)
    }

    func changing(_ device: DeviceID, _ change: WireDeviceChange) -> [UInt8] {
        var request = WireChangeDeviceRequest()
        request.device = device.blob
        request.change = change
        return MessageCodec.encode(request)
    }

    func granting(
        _ member: MemberID, _ role: String, _ organisation: OrganisationID,
        from: Int64 = 0, until: Int64 = 0, as id: ProposalID? = nil
    ) -> [UInt8] {
        var request = WireChangeMemberRequest()
        request.change = .grantRole
        request.member = member.blob
        request.role.role = role
        request.role.organisation = organisation.blob
        request.role.fromMs = from
        request.role.untilMs = until
        request.proposal = (id ?? province.newID()).blob
        return MessageCodec.encode(request)
    }

    func changing(
        _ member: MemberID, _ change: WireMemberChange, _ role: String = "",
        in organisation: OrganisationID? = nil, proposal: ProposalID? = nil
    ) -> [UInt8] {
        var request = WireChangeMemberRequest()
        request.change = change
        request.member = member.blob
        request.role.role = role
        if let organisation { request.role.organisation = organisation.blob }
        if let proposal { request.proposal = proposal.blob }
        return MessageCodec.encode(request)
    }

    func breaking(
        _ file: FileID, as id: BreakGlassID? = nil, reason: String = "خطر", lifeDanger: Bool = false
    ) -> [UInt8] {
        var request = WireBreakGlassRequest()
        request.access = (id ?? province.newID()).blob
        request.file = file.blob
        request.reason = reason
        request.lifeDanger = lifeDanger
        return MessageCodec.encode(request)
    }

    func reviewing(_ id: BreakGlassID, justified: Bool = true, note: String = "ok") -> [UInt8] {
        var request = WireReviewBreakGlassRequest()
        request.access = id.blob
        request.justified = justified
        request.note = note
        return MessageCodec.encode(request)
    }

    func away(
        _ member: MemberID? = nil, from: Instant, seconds: Int64, deputy: MemberID? = nil
    ) -> [UInt8] {
        var request = WireSetAbsenceRequest()
        if let member { request.member = member.blob }
        request.absence.fromMs = from.milliseconds
        request.absence.untilMs = from.adding(seconds: seconds).milliseconds
        if let deputy { request.absence.deputy = deputy.blob }
        return MessageCodec.encode(request)
    }

    func offering(
        _ to: MemberID, from: MemberID? = nil, in organisation: OrganisationID? = nil,
        as id: HandOverID? = nil
    ) -> [UInt8] {
        var request = WireHandOverRequest()
        request.handOver = (id ?? province.newID()).blob
        request.receiver = to.blob
        if let from { request.giver = from.blob }
        if let organisation { request.organisation = organisation.blob }
        request.reason = "leaves"
        return MessageCodec.encode(request)
    }

    func answering(_ id: HandOverID, _ reply: WireHandOverReply) -> [UInt8] {
        var request = WireAnswerHandOverRequest()
        request.handOver = id.blob
        request.reply = reply
        return MessageCodec.encode(request)
    }

    func proving(_ sequence: UInt64, of file: FileID, size: UInt64) -> [UInt8] {
        var request = WireProveLeafRequest()
        request.file = file.blob
        request.sequence = sequence
        request.size = size
        return MessageCodec.encode(request)
    }

    func proving(_ leaf: UInt64, size: UInt64) -> [UInt8] {
        var request = WireProveLeafRequest()
        request.leaf = leaf
        request.size = size
        return MessageCodec.encode(request)
    }

    func trusting(_ descriptor: String, as id: ProvinceTrustID) -> [UInt8] {
        var request = WireChangeProvinceRequest()
        request.change = .trust
        request.province = id.blob
        request.descriptor = descriptor
        return MessageCodec.encode(request)
    }

    func forgetting(_ id: ProvinceTrustID) -> [UInt8] {
        var request = WireChangeProvinceRequest()
        request.change = .forget
        request.province = id.blob
        return MessageCodec.encode(request)
    }

    func trusting(witness name: String, _ key: [UInt8], as id: WitnessTrustID) -> [UInt8] {
        var request = WireChangeWitnessRequest()
        request.change = .trust
        request.witness = id.blob
        request.name = name
        request.key = key.blob
        return MessageCodec.encode(request)
    }

    func slot(
        _ change: WireSlotChange, _ id: SlotPlanID, passphrase: String = ""
    ) -> [UInt8] {
        var request = WireChangeSlotRequest()
        request.change = change
        request.plan = id.blob
        request.passphrase = Array(passphrase.utf8).blob
        return MessageCodec.encode(request)
    }

    func parting(_ file: FileID, _ other: FileID) -> [UInt8] {
        var request = WireSettleDuplicateRequest()
        request.file = file.blob
        request.other = other.blob
        request.verdict = 1
        request.reason = "x"
        return MessageCodec.encode(request)
    }

    func signing(_ id: RestorationID, lost: String) -> [UInt8] {
        var request = WireSignRestorationRequest()
        request.restoration = id.blob
        request.lost = lost
        return MessageCodec.encode(request)
    }

    func planning(
        in folder: String, keysIn keyFolder: String? = nil, to recipients: [[UInt8]]? = nil,
        hours: UInt32 = 24, kept: UInt32 = 2, as id: BackupPlanID? = nil
    ) -> [UInt8] {
        var request = WirePlanBackupsRequest()
        request.plan = (id ?? province.newID()).blob
        request.recipients =
            (recipients ?? [AgreementKey().publicKey, AgreementKey().publicKey]).map(\.blob)
        request.folder = folder
        request.keyFolder = keyFolder ?? folder
        request.hours = hours
        request.kept = kept
        return MessageCodec.encode(request)
    }

    func removing(_ id: WitnessTrustID) -> [UInt8] {
        var request = WireChangeWitnessRequest()
        request.change = .remove
        request.witness = id.blob
        return MessageCodec.encode(request)
    }

    func cancelling(_ id: CommitteePlanID) -> [UInt8] {
        var request = WireChangeCommitteeRequest()
        request.change = .cancel
        request.plan = id.blob
        return MessageCodec.encode(request)
    }

    func provingNothing() -> [UInt8] {
        var request = WireProveCustodyRequest()
        request.index = 1
        request.nonce = Random.bytes(16).blob
        request.signature = Random.bytes(64).blob
        return MessageCodec.encode(request)
    }

    func contributingNothing() -> [UInt8] {
        var request = WireContributeRequest()
        request.index = 1
        request.nonce = Random.bytes(16).blob
        request.secret = Random.bytes(32).blob
        return MessageCodec.encode(request)
    }

    func rotating(
        _ id: RotationID, _ change: WireRotationChange, _ dataClass: DataClass? = nil,
        isCompromised: Bool = false
    ) -> [UInt8] {
        var request = WireChangeRotationRequest()
        request.change = change
        request.rotation = id.blob
        request.dataClass = UInt32(dataClass?.rawValue ?? 0)
        request.compromised = isCompromised
        return MessageCodec.encode(request)
    }

    /// The order of new data keys for files; where none is named, for all.
    func takingBack(_ id: PublicationID) -> [UInt8] {
        var request = WireChangePublicationRequest()
        request.change = .cancel
        request.publication = id.blob
        return MessageCodec.encode(request)
    }

    func readingPublication(_ id: PublicationID) -> [UInt8] {
        var request = WireReadPublicationRequest()
        request.publication = id.blob
        return MessageCodec.encode(request)
    }

    func returning(_ id: PublicationID) -> [UInt8] {
        var request = WireReturnRequest()
        request.publication = id.blob
        return MessageCodec.encode(request)
    }

    func renewing(
        _ id: RenewalID, _ change: WireRenewalChange, _ classes: ClassSet = [],
        of files: [FileID] = []
    ) -> [UInt8] {
        var request = WireChangeRenewalRequest()
        request.change = change
        request.renewal = id.blob
        request.classes = UInt32(classes.rawValue)
        request.files = files.map(\.blob)
        request.whole = change == .plan && files.isEmpty
        return MessageCodec.encode(request)
    }

    func cosigned(_ note: String) -> [UInt8] {
        var request = WireAddCosignatureRequest()
        request.note = note
        return MessageCodec.encode(request)
    }

    /// The order to erase classes of a file, or some acts of one.
    func ordering(
        _ classes: ClassSet, of file: FileID, acts: [UInt64] = [], number: String? = nil,
        reason: String = "بطلب", ground: WireOrderGround = .retention, request act: UInt64 = 0
    ) -> [UInt8] {
        var request = WireOrderRequest()
        request.order = province.newID(OrderID.self).blob
        request.kind = .erasure
        request.ground = ground
        request.request = act
        request.file = file.blob
        request.number = number ?? handlers.index.file(file)?.number?.text ?? ""
        request.classes = UInt32(classes.rawValue)
        request.sequences = acts
        request.reason = reason
        return MessageCodec.encode(request)
    }

    func settingController(
        _ name: String = "المسؤول", authorisation: String = "", contact: String = ""
    ) -> [UInt8] {
        var request = WireChangeSettingsRequest()
        request.controller.name = name
        request.controller.authorisation = authorisation
        request.controller.contact = contact
        return MessageCodec.encode(request)
    }

    func reportingIncident(
        _ incident: IncidentID, after versions: UInt32 = 0, _ values: [FieldValue]
    ) -> [UInt8] {
        var request = WireReportIncidentRequest()
        request.incident = incident.blob
        request.versions = versions
        request.values = values.map(WireFieldValue.init)
        return MessageCodec.encode(request)
    }

    /// A triage that ends in a closing without action.
    func triagingToClose(by evaluator: Person) -> WireActDraft {
        draft(
            .transition, form: "F3", to: "TRIAGE",
            [
                FieldValue("risk_level", .choice("R1")),
                FieldValue("category", .choice("VIC-VIO")),
                FieldValue("category_principal", .flag(true)),
                FieldValue("evaluator", .member(evaluator.member)),
                FieldValue(
                    "risk_valid_until", .instant(province.now.adding(seconds: 9_000_000))),
                FieldValue("risk_decision", .choice("CLOSE")),
            ])
    }

    func closingWithoutAction() -> WireActDraft {
        var closing = draft(
            .transition, form: "F14", to: "CLOSE-NOACT",
            [
                FieldValue("closing_reason", .choice("OUT-OF-SCOPE")),
                FieldValue("outcome", .choice("UNKNOWN")),
                FieldValue("last_risk_level", .choice("R1")),
            ])
        closing.reason = "x"
        return closing
    }

    func settling(_ order: OrderID, _ settlement: WireOrderSettlement) -> [UInt8] {
        var request = WireSettleOrderRequest()
        request.order = order.blob
        request.settlement = settlement
        return MessageCodec.encode(request)
    }

    func reporting(_ order: OrderID, from leaf: UInt64 = 0) -> [UInt8] {
        var request = WireAccessReportRequest()
        request.order = order.blob
        request.fromLeaf = leaf
        return MessageCodec.encode(request)
    }

    func sending(_ file: FileID) -> [UInt8] {
        var request = WireSendTransferRequest()
        request.file = file.blob
        return MessageCodec.encode(request)
    }

    /// A piece of a bundle, or the whole.
    func bringing(
        _ piece: [UInt8], of byteCount: Int? = nil, at offset: Int = 0, refusing reason: String = ""
    ) -> [UInt8] {
        var request = WireReceiveTransferRequest()
        request.byteCount = UInt32(byteCount ?? piece.count)
        request.offset = UInt32(offset)
        request.piece = piece.blob
        request.refuse = !reason.isEmpty
        request.reason = reason
        return MessageCodec.encode(request)
    }

    func transport(_ change: WireTransportChange, _ id: UInt32 = 0) -> [UInt8] {
        var request = WireChangeTransportRequest()
        request.change = change
        request.keyID = id
        return MessageCodec.encode(request)
    }

    func listing(kind: UInt32) -> [UInt8] {
        var request = WireListFilesRequest()
        request.kind = kind
        return MessageCodec.encode(request)
    }

    func saving(_ name: String, _ change: (inout WireListFilesRequest) -> Void) -> [UInt8] {
        var request = WireSaveSearchRequest()
        request.name = name
        request.search = WireListFilesRequest()
        change(&request.search)
        return MessageCodec.encode(request)
    }

    func forgetting(_ name: String) -> [UInt8] {
        var request = WireForgetSearchRequest()
        request.name = name
        return MessageCodec.encode(request)
    }

    func confirming(_ digest: [UInt8]) -> [UInt8] {
        var request = WireConfirmKeyRequest()
        request.digest = digest.blob
        return MessageCodec.encode(request)
    }
}
