public import Authority
public import Basics
internal import Circuit
internal import Mapping
internal import Messages
public import Registry
internal import Store
internal import Vault

/// What of a bundle between two provinces lies open (SPEC W-141).
public struct BundleHead: Sendable {
    let sealed: SealedTransfer

    /// The size of the head, in bytes.
    public static let byteCount = SealedTransfer.headByteCount

    /// Reads the head, which has the first 208 bytes; nil where it has not that form.
    public init?(_ bytes: [UInt8]) {
        guard let sealed = SealedTransfer(head: bytes) else { return nil }
        self.sealed = sealed
    }

    /// Whether it is the answer to a bundle.
    public var isReceipt: Bool { sealed.header.kind == .receipt }
    /// The code of the province that made it.
    public var from: String { sealed.header.from }
    /// The code of the province for which it was made.
    public var to: String { sealed.header.to }
    /// When it was made.
    public var madeAt: Instant { sealed.header.madeAt }
    /// The file, by the id that it has where it came from.
    public var file: FileID { sealed.header.file }
    /// The act that sent the file.
    public var transfer: ActID { sealed.header.transfer }
    /// How large the whole is, in bytes.
    public var byteCount: Int { sealed.byteCount }

    /// Whether a province has signed it.
    public func isSigned(by province: ProvinceTrust, at now: Instant) -> Bool {
        signer(of: province, at: now) != nil
    }

    /// The key of a province that has signed it; nil where none has.
    func signer(of province: ProvinceTrust, at now: Instant) -> [UInt8]? {
        province.logKeys(at: now).first { sealed.isSigned(by: $0) }
    }
}

/// How much a bundle holds, and how much of the file it does not.
public struct TransferCounts: Hashable, Sendable {
    /// Acts.
    public var acts = 0
    /// Parts of acts in class protected, which stay where they are.
    public var protectedParts = 0
    /// Pictures and documents, which stay where they are.
    public var attachments = 0
    /// Values that name members and organisations, which stay where they are.
    public var references = 0
}

/// What became of a bundle that was opened.
public enum OpenedBundle: Sendable {
    /// It does not open, or is not what its sender should have made.
    case altered
    /// It has codes that the definition here does not know.
    case unreadable([String])
    /// Its file was opened here.
    case received(TransferCounts)
}

/// What a receipt did to the file that it is about.
public struct SettledTransfer: Sendable {
    /// Whether the other province answers for the child now.
    public let isAccepted: Bool
    /// The act that says so.
    public let act: ActID
    /// Its position.
    public let sequence: UInt64
    /// How many acts the file got after those that were sent.
    public let later: UInt64
}

extension Heads {
    /// The act that sent the file to another province, and that province's code; nil where the
    /// file is not on its way.
    fileprivate func leaving(_ definition: CircuitDefinition) -> (act: ActID, province: String)? {
        guard definition.stage(stage, means: .transfers),
            let slot = self[.social]?.slots.first(where: { $0.meaning == .transferProvince }),
            case .territory(let code) = slot.entries.first?.value
        else { return nil }
        return (slot.writer, code)
    }
}

extension Turn {
    /// The bundle of a file that is on its way to a trusted province.
    ///
    /// - Throws: `Refusal.wrongState` where it is on its way nowhere, or the province is not
    ///   trusted, `tooLarge`, `absent`; `VaultError` or `StoreError`.
    public func bundle(
        of file: FileID, permit: Permit
    ) throws -> (bytes: [UInt8], counts: TransferCounts) {
        let (definition, vault) = (dossiers.definition, dossiers.vault)
        let fold = Permit.fold(of: permit)
        let entry = try dossiers.folded(file, permit: fold, in: transaction)
        guard let leaving = entry.heads.leaving(definition),
            let trust = dossiers.registry.trustedProvince(leaving.province),
            let row = transaction.row(of: file)
        else { throw Refusal.wrongState }
        try vault.checkSpine(of: file, permit: fold, in: transaction)
        var content = TransferContent()
        content.sequence = entry.position
        content.number = entry.heads[.identity]?.fileNumber?.text ?? ""
        let number = definition.field(meaning: .fileNumber)?.code
        for opened in try vault.acts(of: file, permit: permit, in: transaction) {
            let part = try dossiers.part(opened)
            content.add(
                part, at: opened.sequence, origin: part.heading.map(origin), fileNumber: number)
        }
        content.counts.protectedParts = try transaction.places(of: row)
            .count { $0.dataClass == .protected }
        let header = TransferHeader(
            kind: .file, madeAt: now, from: dossiers.province, to: trust.code, file: file,
            transfer: leaving.act)
        do throws(VaultError) {
            let bytes = try vault.seal(
                content.encoded, header, to: trust.transferKey, permit: permit)
            return (bytes, content.counts)
        } catch .limitExceeded {
            throw Refusal.tooLarge
        }
    }

    /// Who wrote an act, by the role in which he did.
    private func origin(_ heading: Heading) -> Origin {
        let grants = dossiers.registry.members[heading.author]?.roles ?? []
        let role = grants.first {
            $0.organisation == heading.organisation && $0.holds(at: heading.enteredAt)
        }
        return Origin(province: dossiers.province, function: role?.role ?? "")
    }

    /// The receipt for a file that came, as its sender takes it.
    ///
    /// - Throws: `Refusal.wrongState` where the sender is not trusted any more; `VaultError` or
    ///   `StoreError`.
    public func receipt(of incoming: IncomingTransfer, permit: Permit) throws -> [UInt8] {
        guard let trust = dossiers.registry.trustedProvince(incoming.from) else {
            throw Refusal.wrongState
        }
        var receipt = WireTransferReceipt()
        receipt.accepted = incoming.file != nil
        receipt.atMs = incoming.at.milliseconds
        receipt.sequence = incoming.sequence
        receipt.reason = incoming.reason
        if let file = incoming.file {
            let entry = try dossiers.folded(
                file, permit: Permit.fold(of: permit), in: transaction)
            receipt.number = entry.heads[.identity]?.fileNumber?.text ?? ""
        }
        let header = TransferHeader(
            kind: .receipt, madeAt: now, from: dossiers.province, to: incoming.from,
            file: incoming.origin, transfer: incoming.id)
        return try dossiers.vault.seal(
            MessageCodec.encode(receipt), header, to: trust.transferKey, permit: permit)
    }
}

extension Changes {
    /// Opens a whole bundle and, with it, a file here, which its new acts bring to where a child is
    /// received.
    ///
    /// - Throws: `Refusal`, `VaultError` or `StoreError`; nothing was written then, nor where the
    ///   bundle is altered or cannot be read here.
    public func receive(
        _ bundle: [UInt8], _ head: BundleHead, from trust: ProvinceTrust, as file: FileID,
        numbered number: FileNumber, newID: () -> ActID
    ) throws -> OpenedBundle {
        let dossiers = turn.dossiers
        let definition = dossiers.definition
        guard let plaintext = try opened(bundle, head, from: trust),
            let content = TransferContent(plaintext)
        else { return .altered }
        let unknown = content.unknownCodes(definition)
        guard unknown.isEmpty else { return .unreadable(unknown) }
        guard let member = permit.actor?.member, let stage = definition.stage(meaning: .receives)
        else { throw Refusal.wrongState }
        try dossiers.vault.createFile(file, permit: permit, in: turn.transaction)
        var opening = own(.opening, newID(), member)
        if let field = definition.field(meaning: .fileNumber) {
            opening.values = [FieldValue(field.code, .text(number.text))]
        }
        var heads = try write(
            opening.id, opening.split(definition), to: file, heads: Heads(), permit
        ).heads
        var ids: [ActID: ActID] = [:]
        func here(_ there: ActID) -> ActID {
            if let known = ids[there] { return known }
            let id = newID()
            ids[there] = id
            return id
        }
        for act in content.acts {
            let parts = act.parts.map { $0.renamed(here) }
            heads = try write(here(act.parts[0].act), parts, to: file, heads: heads, permit).heads
        }
        var reception = own(.transition, newID(), member)
        reception.heading.to = stage.code
        _ = try append(reception, to: file, after: nil)
        try note(
            IncomingTransfer(
                id: head.transfer, from: head.from, origin: head.file,
                sequence: content.sequence, file: file, at: turn.now, member: member))
        return .received(content.counts)
    }

    /// Notes what became of a file that came from another province.
    ///
    /// - Throws: `Refusal.wrongState` where that was noted before; `StoreError`.
    public func note(_ incoming: IncomingTransfer) throws {
        let registry = turn.dossiers.registry
        try Refusal.catching {
            try registry.apply(try registry.note(incoming), in: turn.transaction)
        }
    }

    /// Lets a receipt end the sender's answering for a file, or give the file back to him.
    ///
    /// - Returns: nil where the receipt does not open.
    /// - Throws: `Refusal.wrongState` where the file is not on its way so; `Refusal`, `VaultError`
    ///   or `StoreError`.
    public func settle(
        _ bytes: [UInt8], _ head: BundleHead, from trust: ProvinceTrust, as id: ActID
    ) throws -> SettledTransfer? {
        let dossiers = turn.dossiers
        guard let plaintext = try opened(bytes, head, from: trust),
            let receipt = try? MessageCodec.decode(WireTransferReceipt.self, from: plaintext)
        else { return nil }
        let entry = try dossiers.folded(
            head.file, permit: Permit.fold(of: permit), in: turn.transaction)
        guard let leaving = entry.heads.leaving(dossiers.definition),
            leaving.act == head.transfer, leaving.province == head.from,
            let member = permit.actor?.member,
            let stage = dossiers.definition.stage(
                meaning: receipt.accepted ? .transferred : .receives)
        else { throw Refusal.wrongState }
        var act = own(.transition, id, member)
        act.heading.to = stage.code
        // The number there is what its people look for when they are called.
        act.heading.reason = [head.from, receipt.number, receipt.reason]
            .filter { !$0.isEmpty }.joined(separator: " · ")
        let sequence = try append(act, to: head.file, after: nil)
        return SettledTransfer(
            isAccepted: receipt.accepted, act: id, sequence: sequence,
            later: receipt.accepted && entry.position > receipt.sequence
                ? entry.position - receipt.sequence : 0)
    }

    private func opened(
        _ bytes: [UInt8], _ head: BundleHead, from trust: ProvinceTrust
    ) throws -> [UInt8]? {
        guard let key = head.signer(of: trust, at: turn.now) else { return nil }
        do throws(VaultError) {
            return try turn.dossiers.vault.open(
                head.sealed, bytes, from: key, permit: permit)
        } catch .damaged, .wrongKeyOrContext {
            return nil
        }
    }

    /// An act of the caller's own that says nothing yet.
    private func own(_ kind: ActKind, _ id: ActID, _ member: MemberID) -> Act {
        Act(
            id: id,
            heading: Heading(
                kind: kind, definitionVersion: turn.dossiers.definition.version,
                eventAt: turn.now, enteredAt: turn.now, author: member,
                organisation: permit.organisation ?? .zero))
    }
}
