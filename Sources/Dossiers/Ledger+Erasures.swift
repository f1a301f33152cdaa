internal import AuditLog
internal import Authority
public import Basics
internal import Registry
internal import Store
internal import Vault

// What was erased stays erased, in a store that was restored from an older backup too.

/// What one order has erased, by which it is erased again from an older copy of the store.
///
/// It names acts and tells nothing of what they said. An act that it names never comes back, whatever
/// was written since, in whichever course of the log.
public struct CarriedOutErasure: Equatable, Sendable {
    /// The order.
    public var order: OrderID
    /// The file.
    public var file: FileID
    /// The acts whose envelopes went, by class.
    public var acts: [DataClass: [ActID]]

    /// Names what went.
    public init(order: OrderID, file: FileID, acts: [DataClass: [ActID]]) {
        self.order = order
        self.file = file
        self.acts = acts
    }
}

extension Ledger {
    /// The orders of erasure that were carried out, in the order of their leaves.
    public var carriedOutErasures: [OrderID] {
        registry.orders.values.filter { $0.kind == .erasure && $0.execution != nil }
            .sorted { ($0.execution?.leaf ?? 0) < ($1.execution?.leaf ?? 0) }
            .map(\.id)
    }

    /// What some orders have erased, as the marks tell that stayed.
    ///
    /// - Throws: `StoreError`.
    public func erasures(by orders: [OrderID]) throws -> [CarriedOutErasure] {
        try store.group { transaction in
            try orders.compactMap { id in
                guard let order = registry.orders[id], let leaf = order.execution?.leaf,
                    let row = transaction.row(of: order.file)
                else { return nil }
                let marks = try transaction.tombstones(of: row).filter { $0.erasure == leaf }
                return CarriedOutErasure(
                    order: id, file: order.file,
                    acts: Dictionary(grouping: marks, by: \.dataClass)
                        .mapValues { $0.map(\.record) })
            }
        }
    }

    /// Erases again what is there of acts that were erased once, with one leaf for each order; gives
    /// how many envelopes went.
    ///
    /// What the copy never had, and what was erased from it already, is passed over.
    /// - Throws: `VaultError`, `AuditError` or `StoreError`; what was erased until then stays so.
    public func eraseAgain(_ erasures: [CarriedOutErasure]) throws -> Int {
        var count = 0
        for erasure in erasures {
            count += try store.group { transaction in try eraseAgain(erasure, in: transaction) }
        }
        if count > 0 { forgetErased() }
        return count
    }

    private func eraseAgain(
        _ erasure: CarriedOutErasure, in transaction: StoreTransaction
    ) throws -> Int {
        guard let log, let row = transaction.row(of: erasure.file) else { return 0 }
        let permit = Permit.system(.erasure)
        let leaf = try log.nextIndex(in: transaction)
        var (hash, note) = (ActsHash(), LeafNote(.erase, file: erasure.file))
        note.subject = erasure.order.bytes
        var count = 0
        for (dataClass, acts) in erasure.acts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let acts = Set(acts)
            var (going, stays) = (Set<UInt64>(), false)
            for place in try transaction.places(of: row) where place.dataClass == dataClass {
                guard let act = try transaction.act(row: place.act) else { continue }
                if acts.contains(act.record) {
                    going.insert(place.sequence)
                } else {
                    stays = true
                }
            }
            guard !going.isEmpty else { continue }
            // Where nothing stays the keys go too.
            count += try vault.erase(
                dataClass, of: erasure.file, only: stays ? going : nil, leaf: leaf, acts: &hash,
                permit: permit, in: transaction)
            note.classes.insert(ClassSet(dataClass))
        }
        guard count > 0 else { return 0 }
        note.count = count
        heads[erasure.file] = nil
        // Where what is left cannot be folded, no token of what went stays.
        if note.classes.contains(.identity) { try transaction.deleteTokens(of: row) }
        _ = try log.append(
            note.kind, payload: note.payload(of: nil, refusal: nil), acts: hash, time: clock(),
            permit: permit, in: transaction)
        try log.signCheckpoint(in: transaction)
        noteErased()
        // What is left is folded anew, and the file compared with its spine. Where something else of
        // it is damaged, that is told to who reads it, and keeps nobody from all other files.
        do {
            let fold = Permit.fold(of: permit)
            let left = try folded(erasure.file, permit: fold, in: transaction)
            if note.classes.contains(.identity) {
                try followErasure(of: erasure.file, left.heads, permit: fold, in: transaction)
            }
            noteErasure(of: erasure.file)
        } catch let error as StoreError {
            throw error
        } catch {
            heads[erasure.file] = nil
        }
        return count
    }
}
