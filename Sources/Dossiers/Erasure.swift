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
        _ = try dossiers.folded(file, permit: Permit.fold(of: permit), in: turn.transaction)
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
        var chosen = Set(sequences)
        guard chosen.isSubset(of: acts.map(\.sequence)) else { throw Refusal.absent }
        var records = Set(acts.filter { chosen.contains($0.sequence) }.map(\.record))
        // An act follows what it corrects and the matter that it is of, so one pass finds all.
        for opened in acts where !chosen.contains(opened.sequence) {
            let part = try dossiers.part(opened)
            let roots = [part.corrects, part.heading?.matter].compactMap(\.self)
            guard roots.contains(where: records.contains) else { continue }
            chosen.insert(opened.sequence)
            records.insert(opened.record)
        }
        return chosen.sorted()
    }

    /// Whether nothing is in hand any more in a file: it is closed, and nothing holds it.
    ///
    /// - Throws: `Refusal.absent`, `VaultError` or `StoreError`.
    public func isAtRest(_ file: FileID, permit: Permit) throws -> Bool {
        let definition = dossiers.definition
        let heads = try dossiers.folded(
            file, permit: Permit.fold(of: permit), in: transaction
        ).heads
        return definition.stage(heads.stage, means: .closes)
            && heads.holding(at: now, definition).isEmpty
    }

    /// What the leaf of an order tells: the number of the file, why, and the act with the request.
    ///
    /// - Throws: `AuditError`, `VaultError` or `StoreError`.
    public func order(
        in leaf: UInt64, permit: Permit
    ) throws -> (number: String, reason: String, request: UInt64) {
        guard let log = dossiers.log else { throw Refusal.sealed }
        let opened = try log.leaf(leaf, permit: permit, in: transaction)
        guard let told = try? MessageCodec.decode(WireLeaf.self, from: opened.payload) else {
            throw Refusal.storage
        }
        return (told.number, told.motive, told.sequence)
    }
}
