public import AuditLog
public import Authority
public import Basics
internal import Circuit
internal import Messages
public import Registry
public import Store
internal import Vault

extension Turn {
    /// Reads counts and states of the store; never content.
    public func report<Value>(_ body: (StoreTransaction) throws -> Value) throws -> Value {
        try body(transaction)
    }

    /// The last signed checkpoint, and the proof that it continues the one of a size; nil while
    /// sealed, or where the size is larger than the log.
    ///
    /// - Throws: `AuditError`.
    public func checkpoint(knownSize: UInt64) throws -> (note: [UInt8], proof: [[UInt8]])? {
        try dossiers.log?.checkpoint(after: knownSize, in: transaction)
    }

    /// How many leaves a note of the log covers; nil where it is none, or not signed by its key.
    ///
    /// - Throws: `AuditError`.
    public func head(of note: [UInt8]) throws -> UInt64? {
        try LeafLog.size(of: note, of: dossiers.storeID, in: transaction)
    }

    /// Whether a note of the log tells of this log as it is, and not of another past.
    ///
    /// - Throws: `AuditError`.
    public func isOwn(_ note: [UInt8]) throws -> Bool {
        try dossiers.log?.continues(note, in: transaction) ?? false
    }

    /// The hash of a leaf, and the proof that it is in the tree of `size` leaves; nil while sealed,
    /// where the log has not so many, or where they do not hold the leaf.
    ///
    /// - Throws: `AuditError`.
    public func proof(
        ofLeaf index: UInt64, size: UInt64
    ) throws -> (hash: [UInt8], proof: [[UInt8]])? {
        try dossiers.log?.proof(ofLeaf: index, size: size, in: transaction)
    }

    /// What a note of the log tells that witnesses gave back.
    ///
    /// - Parameter witnesses: the names and keys of those whose lines are looked at.
    /// - Throws: `CosignedNote.Fault`, `AuditError` or `Refusal.sealed`.
    public func cosigned(
        _ note: [UInt8], by witnesses: [(name: String, key: [UInt8])]
    ) throws -> CosignedNote {
        guard let log = dossiers.log else { throw Refusal.sealed }
        return try log.cosigned(note, by: witnesses, in: transaction)
    }

    /// What a leaf of the daemon's own tells; nil where it is damaged, so that one that is takes
    /// nothing else with it.
    ///
    /// - Throws: `Refusal.sealed` or `StoreError`.
    func told(
        by index: UInt64, permit: Permit
    ) throws -> (leaf: Leaf, content: WireLeaf)? {
        guard let log = dossiers.log else { throw Refusal.sealed }
        do throws(AuditError) {
            let (leaf, payload) = try log.leaf(index, permit: permit, in: transaction)
            return (try? MessageCodec.decode(WireLeaf.self, from: payload)).map { (leaf, $0) }
        } catch .store(let error) {
            throw error
        } catch .vault(.store(let error)) {
            throw error
        } catch {
            return nil
        }
    }

    /// The index of the leaf under which an act of the caller's own was written.
    ///
    /// - Throws: `Refusal.absent` for an act of another's, and for one that is not there;
    ///   `VaultError` or `StoreError`.
    public func leaf(
        ofOwnAct sequence: UInt64, of file: FileID, permit: Permit
    ) throws -> UInt64 {
        try ownAct(sequence, of: file, permit: permit).leaf
    }

    /// An act of the caller's own, read under the fold of the permit: who writes in a class that he
    /// may not read is the author all the same.
    ///
    /// - Throws: as `leaf(ofOwnAct:of:permit:)`.
    func ownAct(
        _ sequence: UInt64, of file: FileID, permit: Permit
    ) throws -> (leaf: UInt64, parts: [ActPart]) {
        var leaf: UInt64?
        var parts: [ActPart] = []
        for dataClass in DataClass.content.classes {
            do {
                let opened = try dossiers.vault.act(
                    of: file, sequence: sequence, dataClass, permit: Permit.fold(of: permit),
                    in: transaction)
                leaf = opened.leaf
                parts.append(try dossiers.part(opened))
            } catch VaultError.notFound {
                continue
            }
        }
        guard let leaf, let author = parts.lazy.compactMap({ $0.heading?.author }).first,
            author == permit.actor?.member
        else { throw Refusal.absent }
        return (leaf, parts)
    }
}

extension Ledger {
    /// The public key that verifies the log's checkpoints, 32 bytes; empty before the first.
    ///
    /// - Throws: `StoreError`.
    public func logPublicKey(in transaction: StoreTransaction) throws -> [UInt8] {
        // The newest key stands last.
        Array(try transaction.meta(.logKeys)?.suffix(32) ?? [])
    }
}

extension Refusal {
    /// Turns what the rooms below throw into what a caller hears; another refusal stays.
    public static func catching<Value>(_ body: () throws -> Value) throws(Refusal) -> Value {
        do {
            return try body()
        } catch let refusal as Refusal {
            throw refusal
        } catch let error as VaultError {
            throw (try? Ledger.refusal(error)) ?? .storage
        } catch let error as RegistryError {
            throw Refusal(error)
        } catch {
            throw .storage
        }
    }

    /// What a caller hears of a registry that refuses.
    public init(_ error: RegistryError) {
        switch error {
        case .notFound: self = .absent
        case .wrongState, .invitationClosed, .boundToAnotherKey: self = .wrongState
        case .limitExceeded: self = .overloaded
        default: self = .storage
        }
    }
}
