internal import AuditLog
public import Authority
public import Basics
internal import Circuit
internal import Messages
internal import Store
internal import Vault

// Lawful erasure (09-08 art. 3, 8): keys and envelopes go, marks stay that let the log be verified.

extension Changes {
    /// Erases classes of a file, or some acts of them, under the leaf of this commit, which has to
    /// be one of an erasure; gives how many envelopes went.
    ///
    /// - Throws: `Refusal.absent`, `VaultError` or `StoreError`; nothing was erased then.
    public func erase(
        _ classes: ClassSet, of file: FileID, only sequences: [UInt64]
    ) throws -> Int {
        let dossiers = turn.dossiers
        let chosen = sequences.isEmpty ? nil : Set(sequences)
        var count = 0
        for dataClass in classes.classes {
            count += try erase(dataClass, of: file, only: chosen)
        }
        let before = dossiers.heads[file]
        dossiers.heads[file] = nil
        turn.transaction.onRollback { dossiers.heads[file] = before }
        // What is left is folded anew, and the file compared with its spine.
        let fold = Permit.fold(of: permit)
        let left = try dossiers.folded(file, permit: fold, in: turn.transaction)
        if classes.contains(.identity) {
            try dossiers.followErasure(
                of: file, left.heads, permit: fold, in: turn.transaction)
        }
        dossiers.noteErasure(of: file)
        return count
    }
}

/// What one order has erased of a file.
public struct Erased: Sendable {
    /// The classes.
    public var classes: ClassSet = []
    /// How many parts of acts.
    public var count = 0
    /// When.
    public let at: Instant
    /// The index of the leaf.
    public let leaf: UInt64
}

extension Turn {
    /// What was erased of the classes of a file that a permit opens, the newest first.
    ///
    /// - Throws: `AuditError` or `StoreError`.
    public func erased(of file: FileID, permit: Permit) throws -> [Erased] {
        guard let row = transaction.row(of: file) else { return [] }
        var found: [UInt64: Erased] = [:]
        for mark in try transaction.tombstones(of: row)
        where permit.opens.contains(mark.dataClass) {
            if found[mark.erasure] == nil {
                guard let bytes = try transaction.leaf(mark.erasure) else { continue }
                found[mark.erasure] = Erased(
                    at: try Leaf(encoded: bytes).time, leaf: mark.erasure)
            }
            found[mark.erasure]?.classes.insert(ClassSet(mark.dataClass))
            found[mark.erasure]?.count += 1
        }
        return found.values.sorted { $0.leaf > $1.leaf }
    }

    /// The acts of a class that go with some acts: what corrects them, and what was done in the
    /// matters that they began.
    ///
    /// - Throws: `Refusal.absent` where one of them says nothing in the class; `VaultError` or
    ///   `StoreError`.
    public func belonging(
        to sequences: [UInt64], _ dataClass: DataClass, in file: FileID, permit: Permit
    ) throws -> [UInt64] {
        let acts = try dossiers.vault.acts(
            of: file, permit: Permit.fold(of: permit), in: transaction
        ).filter { $0.dataClass == dataClass }
        let parts = try acts.map { (opened: $0, part: try dossiers.part($0)) }
        let named = Set(sequences)
        guard named.isSubset(of: acts.map(\.sequence)) else { throw Refusal.absent }
        // Without a correction, what it corrects would stand again: the two go together.
        var records = Set(
            parts.filter { named.contains($0.opened.sequence) }
                .map { $0.part.corrects ?? $0.opened.record })
        // An act follows what it corrects and the matter that it is of, so one pass finds all.
        for (opened, part) in parts {
            let roots = [part.corrects, part.heading?.matter].compactMap(\.self)
            if roots.contains(where: records.contains) { records.insert(opened.record) }
        }
        return acts.filter { records.contains($0.record) }.map(\.sequence).sorted()
    }

    /// Whether acts of some classes, or of some acts, were written after a leaf, other than those
    /// in the matter of the request on which it all rests: its answer belongs to it.
    ///
    /// - Parameter request: the act that holds the request; 0 for none.
    /// - Throws: `Refusal.absent`, `VaultError` or `StoreError`.
    public func goesOn(
        _ file: FileID, after leaf: UInt64, in classes: ClassSet, only sequences: [UInt64],
        but request: UInt64, permit: Permit
    ) throws -> Bool {
        let acts = try dossiers.vault.acts(
            of: file, permit: Permit.fold(of: permit), in: transaction)
        let matter = request == 0 ? nil : acts.first { $0.sequence == request }?.record
        // What an act is about stands in one of its parts, and holds for all of them.
        var answers: Set<ActID> = []
        for act in acts where act.leaf > leaf && matter != nil {
            if try dossiers.part(act).heading?.matter == matter { answers.insert(act.record) }
        }
        return acts.contains { act in
            act.leaf > leaf && classes.contains(act.dataClass) && !answers.contains(act.record)
                && (sequences.isEmpty || sequences.contains(act.sequence))
        }
    }

    /// Whether nothing is in hand any more in a file: it stands where it rests, and nothing holds it.
    ///
    /// - Throws: `Refusal.absent`, `VaultError` or `StoreError`.
    public func isAtRest(_ file: FileID, permit: Permit) throws -> Bool {
        let definition = dossiers.definition
        let heads = try dossiers.folded(
            file, permit: Permit.fold(of: permit), in: transaction
        ).heads
        return definition.restsAt(heads.stage) && heads.holding(at: now, definition).isEmpty
    }

    /// Whether an act of a file is the request of a data subject (law 09-08, articles 7 and 8).
    ///
    /// - Throws: `VaultError` or `StoreError`.
    public func isRightsRequest(
        _ sequence: UInt64, of file: FileID, permit: Permit
    ) throws -> Bool {
        let opened: OpenedAct
        do throws(VaultError) {
            opened = try dossiers.vault.act(
                of: file, sequence: sequence, .social, permit: Permit.fold(of: permit),
                in: transaction)
        } catch .notFound {
            return false
        }
        return try dossiers.part(opened).values.contains {
            dossiers.definition.field($0.field)?.meaning == .rightsNature
        }
    }

    /// What the leaf of an order tells: the number of the file, why, and the act with the request;
    /// nil where it is damaged.
    ///
    /// - Throws: `Refusal.sealed` or `StoreError`.
    public func order(
        in leaf: UInt64, permit: Permit
    ) throws -> (number: String, reason: String, request: UInt64)? {
        try told(by: leaf, permit: permit).map { _, content in
            (content.number, content.motive, content.sequence)
        }
    }
}
