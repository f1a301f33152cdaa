public import Authority
public import Basics
public import Circuit
public import Mapping
internal import Messages
internal import Store
internal import Vault

/// A lower level of risk, or a stage, that waits for a second person, as it is shown to whoever reads
/// the file.
public struct PendingChange: Hashable, Sendable {
    /// Which of the two.
    public let kind: PendingKind
    /// The act that gave it last, a correction perhaps.
    public let act: ActID
    /// The place of that act in its file.
    public let sequence: UInt64
    /// When that act happened.
    public let at: Instant
    /// Everybody who wrote it, the author of that act at the end.
    public let authors: [MemberID]
    /// The code of the level or stage that stands.
    public let standing: String
    /// The code of the level or stage that waits.
    public let proposed: String
}

/// What a reader gets of a file: the head parts that his permit opens.
public struct FileView: Sendable {
    /// The head parts.
    public let heads: [HeadPart]
    /// The sequence of the last act.
    public let position: UInt64
    /// What is owed now, by the clocks of the classes that were opened.
    public let tasks: [DueTask]
    /// The lower level of risk that waits, where class social was opened.
    public let downgrade: PendingChange?
    /// The stage that waits, where class social was opened.
    public let proposedStage: PendingChange?
}

extension Ledger {
    // MARK: - Folding

    /// The heads of a file folded to its last act: from memory, or from the stored heads and the
    /// acts since.
    ///
    /// The first time in a run, the file's rows are compared with its spine.
    func folded(
        _ file: FileID, permit: Permit, in transaction: StoreTransaction
    ) throws -> FoldedHeads {
        if let entry = heads[file] { return entry }
        guard transaction.row(of: file) != nil else { throw Refusal.absent }
        try vault.checkSpine(of: file, permit: permit, in: transaction)
        let position = try vault.position(of: file, permit: permit, in: transaction)
        let folded = try forward(
            file, DataClass.content, permit: permit, in: transaction)
        let entry = FoldedHeads(heads: folded, position: position)
        heads[file] = entry
        return entry
    }

    /// The stored heads of some classes, folded forward by the acts that are not in them yet.
    func forward(
        _ file: FileID, _ wanted: ClassSet, permit: Permit, in transaction: StoreTransaction
    ) throws -> Heads {
        var folded = Heads()
        var from: [DataClass: UInt64] = [:]
        let stored = try vault.heads(of: file, wanted, permit: permit, in: transaction)
        for (dataClass, opened) in stored {
            guard let part = try Self.head(opened.plaintext, definition) else { continue }
            folded[dataClass] = part
            from[dataClass] = opened.position
        }
        let acts = try vault.acts(
            of: file, afterHeads: from, permit: permit, in: transaction)
        for opened in acts where wanted.contains(opened.dataClass) {
            folded.fold(try part(opened), definition)
        }
        // After a crash, or in a restored store, heads lag of which nothing else would tell.
        if !acts.isEmpty { lagging.insert(file) }
        return folded
    }

    /// Decodes an opened head part; nil where what indicators count has changed since, so that all
    /// acts are to be folded again.
    static func head(
        _ plaintext: [UInt8], _ definition: CircuitDefinition
    ) throws -> HeadPart? {
        guard let head = HeadPart(stored: plaintext) else { throw Refusal.storage }
        return head.countedMark == definition.countedMark ? head : nil
    }

    /// Decodes one opened envelope of an act.
    func part(_ opened: OpenedAct) throws -> ActPart {
        guard let message = try? MessageCodec.decode(WireActPart.self, from: opened.plaintext),
            let part = ActPart(wire: message, dataClass: opened.dataClass),
            part.act == opened.record
        else { throw Refusal.storage }
        return part
    }

    /// Checks that a correction names an act of the file that is no correction itself, and its form.
    func checkCorrection(
        of root: ActID, as form: String?, in file: FileID, permit: Permit,
        _ transaction: StoreTransaction
    ) throws {
        let acts = try vault.acts(of: file, permit: permit, in: transaction)
            .filter { $0.record == root }
        guard !acts.isEmpty, try acts.allSatisfy({ try part($0).corrects == nil }) else {
            throw Refusal.absent
        }
        // Under another form's rights it would undo what its author may not do (SPEC W-81).
        let heading = try acts.compactMap { try part($0).heading }.first
        guard heading?.form == form else { throw Refusal.invalid([CheckError(.wrongHeading)]) }
    }
}

extension Turn {
    /// Who works on a file and for which organisation; nil where there is no such file.
    ///
    /// It decides on scope before anything is opened for the caller; no value of it leaves here.
    public func facts(of file: FileID) throws -> FileFacts? {
        guard transaction.row(of: file) != nil else { return nil }
        let permit = Permit.system(.indexBuild)
        let heads = try dossiers.indexedHeads(
            file, permit.opens.intersection(DataClass.content), permit: permit, in: transaction)
        // Of a file that was erased whole nobody is told that it was there.
        guard !heads.all.isEmpty else { return nil }
        let ties = heads.ties(dossiers.definition)
        let social = heads[.social]
        return FileFacts(
            referent: social?.referent, organisation: social?.responsibleOrganisation,
            takenUpAt: social?.takenUpAt, kind: heads.kind(dossiers.definition),
            ties: ties.organisations,
            conference: ties.conference(at: now), isLocked: ties.isLocked)
    }

    /// The organisation to which the referral is addressed that an act would move.
    ///
    /// It decides on the right to answer before anything is opened for the caller.
    public func addressee(of matter: ActID, in file: FileID) throws -> OrganisationID? {
        guard transaction.row(of: file) != nil else { return nil }
        return try dossiers.indexedHeads(
            file, .social, permit: Permit.system(.indexBuild), in: transaction
        ).addressee(of: matter, dossiers.definition)
    }

    /// The head parts that a permit opens.
    ///
    /// - Throws: `Refusal.absent`, `VaultError` or `StoreError`.
    public func view(_ file: FileID, permit: Permit) throws -> FileView {
        let entry = try dossiers.folded(
            file, permit: Permit.fold(of: permit), in: transaction)
        let parts = permit.opens.classes.compactMap { entry.heads[$0] }
        let social = parts.first { $0.dataClass == .social }
        return FileView(
            heads: parts, position: entry.position,
            tasks: entry.heads.tasks(of: permit.opens, dossiers.definition)
                .filter { $0.since <= now },
            downgrade: try social.flatMap { head in
                guard let proposed = head.proposedRisk, let standing = head.risk else { return nil }
                return try pending(
                    .risk, proposed.act, proposed.at, proposed.authors, standing,
                    proposed.level, file, entry.position, permit)
            },
            proposedStage: try social.flatMap { head in
                guard let proposed = head.proposedStage, let standing = head.stage else {
                    return nil
                }
                return try pending(
                    .stage, proposed.act, proposed.at, proposed.authors, standing,
                    proposed.stage, file, entry.position, permit)
            })
    }

    /// What waits, with the place of its act, which is searched from the last act on.
    private func pending(
        _ kind: PendingKind, _ act: ActID, _ at: Instant, _ authors: [MemberID],
        _ standing: String, _ proposed: String, _ file: FileID, _ position: UInt64, _ permit: Permit
    ) throws -> PendingChange? {
        for sequence in (1...max(position, 1)).reversed() {
            do {
                let opened = try dossiers.vault.act(
                    of: file, sequence: sequence, .social, permit: permit, in: transaction)
                guard opened.record == act else { continue }
            } catch VaultError.notFound {
                continue
            }
            return PendingChange(
                kind: kind, act: act, sequence: sequence, at: at, authors: authors,
                standing: standing, proposed: proposed)
        }
        return nil
    }

    /// One act, as far as a permit opens it.
    ///
    /// - Throws: `Refusal.absent`, `VaultError` or `StoreError`.
    public func act(
        _ sequence: UInt64, of file: FileID, permit: Permit
    ) throws -> SequencedAct {
        var parts: [ActPart] = []
        for dataClass in permit.opens.intersection(DataClass.content).classes {
            do {
                let opened = try dossiers.vault.act(
                    of: file, sequence: sequence, dataClass, permit: permit, in: transaction)
                parts.append(try dossiers.part(opened))
            } catch VaultError.notFound {
                continue
            }
        }
        parts += try ownParts(of: file, [sequence: parts], permit)[sequence] ?? []
        parts += try addressedParts(of: file, sequence...sequence, permit)[sequence] ?? []
        guard let act = PartialAct(parts, definition: dossiers.definition) else {
            throw Refusal.absent
        }
        return SequencedAct(sequence: sequence, act: act)
    }

    /// The acts of a file from a position on, as far as a permit opens them, up to a size.
    ///
    /// - Throws: `Refusal.absent`, `VaultError` or `StoreError`.
    public func history(
        of file: FileID, from first: UInt64, permit: Permit
    ) throws -> [SequencedAct] {
        // The comparison with the spine is made with the fold's permit; it opens no content.
        try dossiers.vault.checkSpine(
            of: file, permit: Permit.fold(of: permit), in: transaction)
        let opened = try dossiers.vault.acts(
            of: file, after: first == 0 ? 0 : first - 1, permit: permit, in: transaction)
        var bySequence: [UInt64: [ActPart]] = [:]
        for envelope in opened {
            bySequence[envelope.sequence, default: []].append(
                try dossiers.part(envelope))
        }
        let own = try ownParts(of: file, bySequence, permit)
        let addressed = try addressedParts(of: file, first...UInt64.max, permit)
        for (sequence, parts) in addressed { bySequence[sequence, default: []] += parts }
        return bySequence.keys.sorted().compactMap { sequence in
            let parts = (bySequence[sequence] ?? []) + (own[sequence] ?? [])
            return PartialAct(parts, definition: dossiers.definition)
                .map { SequencedAct(sequence: sequence, act: $0) }
        }
    }

    /// The parts of classes that the reader may open only in acts that are addressed to one of his
    /// organisations.
    private func addressedParts(
        of file: FileID, _ wanted: ClosedRange<UInt64>, _ permit: Permit
    ) throws -> [UInt64: [ActPart]] {
        guard !permit.opensAddressed.isEmpty else { return [:] }
        let widened = Permit.addressedActs(of: permit)
        var found: [UInt64: [ActPart]] = [:]
        for (sequence, addressee) in try addressees(in: file, permit)
        where wanted.contains(sequence) {
            for dataClass in (permit.opensAddressed[addressee] ?? []).classes {
                do {
                    let part = try dossiers.vault.act(
                        of: file, sequence: sequence, dataClass, permit: widened,
                        in: transaction)
                    found[sequence, default: []].append(try dossiers.part(part))
                } catch VaultError.notFound {
                    continue
                }
            }
        }
        return found
    }

    /// To which organisation acts of a file are addressed now, by their sequence: those of a referral
    /// that lies with it, from the one on that sent it, and what corrects them.
    ///
    /// It is found out under the fold's permit, and nothing else of the acts leaves this room.
    func addressees(in file: FileID, _ permit: Permit) throws -> [UInt64: OrganisationID] {
        let (definition, fold) = (dossiers.definition, Permit.fold(of: permit))
        let heads = try dossiers.folded(file, permit: fold, in: transaction).heads
        let addressed = heads.referrals(definition)
        guard !addressed.isEmpty else { return [:] }
        var sent: Set<ActID> = []
        var shown: [ActID: OrganisationID] = [:]
        var found: [UInt64: OrganisationID] = [:]
        let acts = try dossiers.vault.acts(of: file, permit: fold, in: transaction)
        for opened in acts where opened.dataClass == .social {
            let part = try dossiers.part(opened)
            if let corrected = part.corrects {
                found[opened.sequence] = shown[corrected]
                continue
            }
            let matter = part.heading?.matter ?? part.act
            guard let addressee = addressed[matter], let heading = part.heading else { continue }
            // What was drafted before it was sent is not addressed to anybody.
            if heading.addresses(definition) { sent.insert(matter) }
            guard sent.contains(matter) else { continue }
            shown[part.act] = addressee
            found[opened.sequence] = addressee
        }
        return found
    }

    /// The parts of classes that the reader may open in his own acts only: an act is his where
    /// its heading, which he may read, names him.
    private func ownParts(
        of file: FileID, _ acts: [UInt64: [ActPart]], _ permit: Permit
    ) throws -> [UInt64: [ActPart]] {
        guard !permit.opensOwnActs.isEmpty, let member = permit.actor?.member else { return [:] }
        let widened = Permit.ownActs(of: permit)
        var found: [UInt64: [ActPart]] = [:]
        for (sequence, parts) in acts
        where parts.contains(where: { $0.heading?.author == member }) {
            for dataClass in permit.opensOwnActs.classes {
                do {
                    let opened = try dossiers.vault.act(
                        of: file, sequence: sequence, dataClass, permit: widened,
                        in: transaction)
                    found[sequence, default: []].append(try dossiers.part(opened))
                } catch VaultError.notFound {
                    continue
                }
            }
        }
        return found
    }
}
