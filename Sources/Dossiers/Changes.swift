public import Authority
public import Basics
public import Circuit
internal import Mapping
internal import Messages
public import Store
internal import Vault

/// What a commit may change: files, acts, registry rows.
public final class Changes {
    let turn: Turn
    let permit: Permit
    /// The index of the leaf that the commit writes.
    public let leaf: UInt64
    private(set) var actsHash = ActsHash()

    init(turn: Turn, permit: Permit, leaf: UInt64) {
        self.turn = turn
        self.permit = permit
        self.leaf = leaf
    }

    /// The transaction, for the registry's own rows.
    public var transaction: StoreTransaction { turn.transaction }

    /// Names what puts back something in memory where the commit is taken back.
    public func onRollback(_ body: @escaping () -> Void) { turn.transaction.onRollback(body) }

    /// Opens a file with its first act.
    ///
    /// - Throws: `Refusal.invalid`, `VaultError` or `StoreError`.
    public func open(_ file: FileID, with act: Act) throws -> UInt64 {
        try turn.dossiers.vault.createFile(file, permit: permit, in: turn.transaction)
        return try append(act, to: file, heads: Heads(), position: 0, permit)
    }

    /// Appends an act to a file that the author has seen up to `position`; nil for an act of the
    /// daemon's own, which depends on nothing that was seen.
    ///
    /// - Parameter own: the permit for this file, in a commit that touches several; nil for that of
    ///   the commit.
    /// - Throws: `Refusal.changedMeanwhile`, `invalid`, `absent`, `overloaded`, where nothing was
    ///   written; `VaultError` or `StoreError`.
    public func append(
        _ act: Act, to file: FileID, after seen: UInt64?, under own: Permit? = nil
    ) throws -> UInt64 {
        let permit = own ?? self.permit
        precondition(permit.actor == self.permit.actor)
        let entry = try turn.dossiers.folded(
            file, permit: Permit.fold(of: permit), in: turn.transaction)
        let position = entry.position
        guard seen ?? position == position else { throw Refusal.changedMeanwhile }
        guard position < DossierLimits.actsPerFile else { throw Refusal.overloaded }
        var act = act
        act.heading.from = entry.heads.origin(
            to: act.heading.to, matter: act.heading.matter, turn.dossiers.definition)
        keepNumber(of: entry.heads, in: &act)
        if let root = act.heading.corrects {
            try turn.dossiers.checkCorrection(
                of: root, as: act.heading.form, in: file, permit: Permit.fold(of: permit),
                turn.transaction)
        }
        return try append(act, to: file, heads: entry.heads, position: position, permit)
    }

    /// Appends the act that puts a lower level of risk, or a stage, in force.
    ///
    /// - Throws: `Refusal.changedMeanwhile` where something else waits by now, `overloaded`,
    ///   `absent`; `VaultError` or `StoreError`.
    public func approve(
        _ waiting: PendingChange, of file: FileID, by actor: Actor, as id: ActID
    ) throws -> UInt64 {
        let entry = try turn.dossiers.folded(
            file, permit: Permit.fold(of: permit), in: turn.transaction)
        guard entry.position < DossierLimits.actsPerFile else { throw Refusal.overloaded }
        let heading = Heading(
            kind: .approval, definitionVersion: turn.dossiers.definition.version,
            from: entry.heads.stage, eventAt: turn.now, enteredAt: turn.now,
            author: actor.member, organisation: permit.organisation ?? actor.organisation,
            approves: waiting.act)
        return try append(
            Act(id: id, heading: heading), to: file, heads: entry.heads,
            position: entry.position, permit)
    }

    /// Erases a class of a file, or some acts of it; gives how many envelopes went.
    func erase(
        _ dataClass: DataClass, of file: FileID, only chosen: Set<UInt64>?
    ) throws -> Int {
        try turn.dossiers.vault.erase(
            dataClass, of: file, only: chosen, leaf: leaf, acts: &actsHash, permit: permit,
            in: turn.transaction)
    }

    /// A file keeps the number that it was opened with: what an author sends for it is dropped, and
    /// a correction of what stands beside it says it again.
    private func keepNumber(of heads: Heads, in act: inout Act) {
        let definition = turn.dossiers.definition
        act.values.removeAll { definition.field($0.field)?.meaning?.isOwnNumber == true }
        let form = act.heading.form.flatMap { definition.form($0) }
        guard
            let field = form?.fields.first(where: { $0.meaning?.isOwnNumber == true }),
            let meaning = field.meaning, let head = heads[field.dataClass],
            let slot = head.slot(meaning), act.heading.corrects == slot.writer,
            let number = head.fileNumber,
            act.values.contains(where: {
                definition.field($0.field)?.dataClass == field.dataClass
            })
        else { return }
        act.values.append(FieldValue(field.code, .text(number.text)))
    }

    private func append(
        _ act: Act, to file: FileID, heads: Heads, position: UInt64, _ permit: Permit
    ) throws -> UInt64 {
        let dossiers = turn.dossiers
        let act = act.normalised()
        var present: [OrganisationID: Int] = [:]
        // Whoever says why the child is placed all the same need not wait for the count.
        let isExcepted = act.says(.placementException, dossiers.definition)
        for house in isExcepted ? [] : act.establishments(dossiers.definition) {
            present[house.organisation] = try dossiers.childCount(
                in: house.organisation, besides: file)
        }
        let errors = act.check(
            against: heads, dossiers.definition,
            CheckContext(
                now: turn.now, province: dossiers.province, asks: permit.asks, present: present))
        guard errors.isEmpty else {
            throw errors.contains { $0.code == .changedMeanwhile }
                ? Refusal.changedMeanwhile : Refusal.invalid(errors)
        }
        let parts = act.split(dossiers.definition)
        let (appended, after) = try write(act.id, parts, to: file, heads: heads, permit)
        if let last = appended.rows.last {
            let classes = parts.reduce(into: ClassSet()) { $0.insert(ClassSet($1.dataClass)) }
            dossiers.noteAct(
                ActNotice(
                    position: UInt64(last), file: file, sequence: appended.sequence,
                    classes: classes, author: act.heading.author,
                    addressee: try addressee(of: act, appended.sequence, in: file, after, permit)),
                in: turn.transaction)
        }
        return appended.sequence
    }

    /// Seals the parts of an act and folds them, without looking at what they say.
    func write(
        _ id: ActID, _ parts: [ActPart], to file: FileID, heads: Heads, _ permit: Permit
    ) throws -> (appended: AppendedAct, heads: Heads) {
        let dossiers = turn.dossiers
        let encoded = parts.map { ($0.dataClass, MessageCodec.encode(WireActPart($0))) }
        guard encoded.reduce(0, { $0 + $1.1.count }) <= DossierLimits.actByteCount else {
            throw Refusal.tooLarge
        }
        let appended = try dossiers.vault.append(
            encoded, record: id, to: file, leaf: leaf, time: turn.now, acts: &actsHash,
            permit: permit, in: turn.transaction)
        var after = heads
        for part in parts { after.fold(part, dossiers.definition) }
        if heads[.identity]?.civilRegistry != after[.identity]?.civilRegistry {
            try dossiers.keepToken(of: file, after, permit: permit, in: turn.transaction)
        }
        let before = dossiers.heads[file]
        dossiers.heads[file] = FoldedHeads(heads: after, position: appended.sequence)
        turn.transaction.onRollback { dossiers.heads[file] = before }
        dossiers.noteChange(file)
        return (appended, after)
    }

    /// The organisation to which an act is addressed that was just added.
    private func addressee(
        of act: Act, _ sequence: UInt64, in file: FileID, _ heads: Heads, _ permit: Permit
    ) throws -> OrganisationID? {
        let definition = turn.dossiers.definition
        guard act.heading.corrects == nil else {
            // Only the act that is corrected tells of which referral it is.
            guard !heads.referrals(definition).isEmpty else { return nil }
            return try turn.addressees(in: file, permit)[sequence]
        }
        return heads.addressee(of: act.heading.matter ?? act.id, definition)
    }
}
