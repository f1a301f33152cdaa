public import Authority
public import Basics
public import Merkle
public import Store
public import Vault

/// The log of everything that happened: sealed leaves in a Merkle tree with signed checkpoints.
///
/// One thread uses it, inside the store's transactions; a leaf gets its number there, and what is
/// taken back there is taken back here.
public final class LeafLog {
    /// The first line of every checkpoint: which log.
    public let origin: String
    private let vault: RecordVault
    private var tree: TreeState
    private var mustReload = false
    /// The last signed checkpoint; empty before the first.
    public private(set) var checkpoint: [UInt8]
    /// How many leaves the last signed checkpoint covers.
    public private(set) var signedSize: UInt64

    /// The origin of a store's log.
    public static func origin(of store: StoreID) -> String { "madar/" + store.hexadecimal }

    /// Takes up the log of a store and compares the stored leaves with the signed checkpoint.
    ///
    /// - Throws: `checkpointMismatch`, `note`, `damagedLeaf`, `store`; `olderKeyring` where a keyring
    ///   was put back that lacks keys of later ones.
    public init(vault: RecordVault, in reader: StoreReader) throws(AuditError) {
        self.vault = vault
        origin = Self.origin(of: vault.storeID)
        tree = try TreeState.load(reader)
        checkpoint = try Self.stored { () throws(StoreError) in try reader.meta(.checkpoint) } ?? []
        signedSize = 0
        guard !checkpoint.isEmpty else {
            guard tree.range.size == 0 else { throw .checkpointMismatch }
            return
        }
        let signed = try Self.signed(checkpoint, origin: origin, reader)
        // The checkpoint is signed in the transaction of its leaves, so both end at one size.
        guard signed.size == tree.range.size, signed.root == tree.range.root else {
            throw .checkpointMismatch
        }
        signedSize = signed.size
        // What a lost keyring sealed would be found out one act after the other, and what is sealed
        // meanwhile would be lost with the next one: better nothing before the right one is back.
        let last = try Self.stored { () throws(StoreError) in
            signed.size == 0 ? nil : try reader.leaf(signed.size - 1)
        }
        guard let last else { throw .damagedLeaf }
        guard try Leaf(encoded: last).keyringSequence <= vault.keyringSequence else {
            throw .olderKeyring
        }
    }

    static func stored<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(AuditError) -> Value {
        do throws(StoreError) {
            return try body()
        } catch {
            throw .store(error)
        }
    }

    private func opened<Value>(
        _ body: () throws(VaultError) -> Value
    ) throws(AuditError) -> Value {
        do throws(VaultError) {
            return try body()
        } catch {
            throw .vault(error)
        }
    }

    static func signed(
        _ note: [UInt8], origin: String, _ reader: StoreReader
    ) throws(AuditError) -> Checkpoint {
        let keys = try keys(origin: origin, reader)
        do throws(NoteError) {
            return try SignedNote.checkpoint(note, origin: origin, keys: keys)
        } catch {
            throw .note(error)
        }
    }

    /// The keys that may sign this log's checkpoints.
    static func keys(origin: String, _ reader: StoreReader) throws(AuditError) -> [NoteKey] {
        let bytes = try stored { () throws(StoreError) in try reader.meta(.logKeys) } ?? []
        guard bytes.count.isMultiple(of: 32), bytes.count / 32 <= AuditLimits.logKeyCount else {
            throw .note(.malformed)
        }
        return stride(from: 0, to: bytes.count, by: 32).compactMap {
            NoteKey(name: origin, publicKey: Array(bytes[$0..<$0 + 32]))
        }
    }

    /// The text of a note that one of some keys has signed under the log's name; nil where none has.
    public static func text(
        of note: [UInt8], of store: StoreID, signedBy keys: [[UInt8]]
    ) -> String? {
        let keys = keys.compactMap { NoteKey(name: origin(of: store), publicKey: $0) }
        guard let note = try? SignedNote(encoded: note),
            (try? note.verify(keys: keys)) != nil
        else { return nil }
        return note.text
    }

    /// How many leaves a checkpoint covers that one of the keys of the log has signed; nil where none
    /// has.
    ///
    /// - Throws: `store`, or `note(.malformed)` where the list of the keys cannot be read.
    public static func size(
        of note: [UInt8], of store: StoreID, in reader: StoreReader
    ) throws(AuditError) -> UInt64? {
        let origin = origin(of: store)
        let keys = try keys(origin: origin, reader)
        return try? SignedNote.checkpoint(note, origin: origin, keys: keys).size
    }

    /// Signs a text with the key of the log, under its name; gives the whole note.
    ///
    /// - Throws: `vault(.sealed)`.
    public static func sign(
        _ text: String, with vault: RecordVault
    ) throws(AuditError) -> String {
        do throws(VaultError) {
            return try note(text, signed: try vault.signLogNote(text), of: vault.storeID)
        } catch {
            throw .vault(error)
        }
    }

    /// Signs that another key signs the log from now on, with the present one and with that
    /// (SPEC W-193); gives the whole note.
    ///
    /// - Throws: `vault`.
    public static func signStatement(
        _ statement: LogKeyStatement, with vault: RecordVault
    ) throws(AuditError) -> String {
        let text = statement.text
        do throws(VaultError) {
            return try note(
                text,
                signed: [
                    (key: statement.former, signature: try vault.signNote(text)),
                    (key: statement.new, signature: try vault.signPending(text)),
                ], of: vault.storeID)
        } catch {
            throw .vault(error)
        }
    }

    private static func note(
        _ text: String, signed: [(key: [UInt8], signature: [UInt8])], of store: StoreID
    ) throws(VaultError) -> String {
        var note: SignedNote?
        for (key, signature) in signed {
            guard let name = NoteKey(name: origin(of: store), publicKey: key) else {
                throw .keyMissing
            }
            if note == nil {
                note = SignedNote(text, signature: signature, key: name)
            } else if note?.add(signature, key: name) != true {
                throw .keyMissing
            }
        }
        guard let note else { throw .keyMissing }
        return note.encoded
    }

    /// Notes every key that the keyring says has signed this log where verifiers without keys find
    /// them: a store that was restored from before a change of the key does not know the later ones.
    ///
    /// - Throws: `vault(.sealed)`, `store`.
    public func noteKeys(in transaction: StoreTransaction) throws(AuditError) {
        for key in try opened({ () throws(VaultError) in try vault.logPublicKeys() }) {
            try add(key: key, in: transaction)
        }
    }

    // MARK: Appending

    /// How many leaves there are, which is the index of the next.
    ///
    /// - Throws: `store` where a refused call made the log read itself again and that failed.
    public func nextIndex(in reader: StoreReader) throws(AuditError) -> UInt64 {
        if mustReload {
            tree = try TreeState.load(reader)
            mustReload = false
        }
        return tree.range.size
    }

    /// Appends a leaf and gives its index.
    ///
    /// - Parameters:
    ///   - payload: what the auditor will read, at most 4,096 bytes; sealed as class audit.
    ///   - acts: the envelopes that were written, or erased, under this leaf's index.
    /// - Throws: `vault(.classNotPermitted)`, `vault(.sealed)`, `vault(.limitExceeded)`, `store`.
    public func append(
        _ kind: LeafKind, payload: [UInt8], acts: ActsHash = ActsHash(), time: Instant,
        permit: Permit, in transaction: StoreTransaction
    ) throws(AuditError) -> UInt64 {
        let index = try nextIndex(in: transaction)
        let sealed = try opened { () throws(VaultError) in
            try vault.sealLeaf(payload, index: index, permit: permit)
        }
        let leaf = Leaf(
            kind: kind, index: index, time: time, keyringSequence: vault.keyringSequence,
            actsHash: acts.bytes, payload: sealed)
        let bytes = leaf.encoded
        transaction.onRollback { [self] in mustReload = true }
        try Self.stored { () throws(StoreError) in
            try transaction.addLeaf(bytes, index: index)
            try tree.append(MerkleHash.leaf(bytes), in: transaction)
        }
        return index
    }

    /// Signs a checkpoint over what the group has appended; call it last in every group.
    ///
    /// Nothing is signed where nothing was appended.
    /// - Throws: `vault(.sealed)`, `store`.
    public func signCheckpoint(in transaction: StoreTransaction) throws(AuditError) {
        let size = try nextIndex(in: transaction)
        guard size != signedSize else { return }
        let text = Checkpoint(origin: origin, size: size, root: tree.range.root).text
        let key = try opened { () throws(VaultError) in try vault.logPublicKey() }
        try add(key: key, in: transaction)
        let bytes = Array(try Self.sign(text, with: vault).utf8)
        try Self.stored { () throws(StoreError) in
            try transaction.setMeta(.checkpoint, to: bytes)
        }
        let before = (checkpoint, signedSize)
        (checkpoint, signedSize) = (bytes, size)
        transaction.onRollback { [self] in (checkpoint, signedSize) = before }
    }

    /// The size at which the tree's edge was kept last, as far as this run knows.
    private var keptSize: UInt64 = 0

    /// How many leaves have come since the tree's edge was kept.
    public var unkeptLeafCount: UInt64 { signedSize - min(keptSize, signedSize) }

    /// Keeps the hashes that no full tile holds yet, so that a verification can name each leaf that
    /// was changed (LAYOUT L-32); for idle moments and before the store comes to rest.
    ///
    /// - Throws: `store`.
    public func keepEdge(in transaction: StoreTransaction) throws(AuditError) {
        let size = try nextIndex(in: transaction)
        try Self.stored { () throws(StoreError) in
            try transaction.setMeta(.logEdge, to: tree.edge.encoded)
        }
        let before = keptSize
        keptSize = size
        transaction.onRollback { [self] in keptSize = before }
    }

    private var knownKey: [UInt8] = []

    /// Notes the log's public key where verifiers without keys find it.
    private func add(key: [UInt8], in transaction: StoreTransaction) throws(AuditError) {
        guard key != knownKey else { return }
        try Self.stored { () throws(StoreError) in
            let keys = try transaction.meta(.logKeys) ?? []
            let isKnown = stride(from: 0, to: keys.count, by: 32).contains {
                Array(keys[$0..<min($0 + 32, keys.count)]) == key
            }
            if !isKnown { try transaction.setMeta(.logKeys, to: keys + key) }
        }
        knownKey = key
        transaction.onRollback { [self] in knownKey = [] }
    }

    // MARK: Reading

    /// A leaf with its payload opened.
    ///
    /// - Throws: `vault(.classNotPermitted)`, `damagedLeaf`, `proof(.outOfRange)`, `store`.
    public func leaf(
        _ index: UInt64, permit: Permit, in reader: StoreReader
    ) throws(AuditError) -> (leaf: Leaf, payload: [UInt8]) {
        let bytes = try Self.stored { () throws(StoreError) in try reader.leaf(index) }
        guard let bytes else { throw .proof(.outOfRange) }
        let leaf = try Leaf(encoded: bytes)
        guard leaf.index == index else { throw .damagedLeaf }
        let payload = try opened { () throws(VaultError) in
            try vault.openLeaf(leaf.payload, index: index, permit: permit)
        }
        return (leaf, payload)
    }

    /// The proof that a leaf is in the tree of `size` leaves (RFC 6962 §2.1.1).
    ///
    /// - Throws: `proof(.outOfRange)`, `store`.
    public func inclusionProof(
        index: UInt64, size: UInt64, in reader: StoreReader
    ) throws(AuditError) -> [MerkleHash] {
        guard size <= (try nextIndex(in: reader)) else { throw .proof(.outOfRange) }
        return try hashes(reader) { () throws(ProofError) in
            try Proof.inclusionNodes(index: index, size: size)
        }
    }

    /// The hash of a leaf, and the hashes that prove that it is in the tree of `size` leaves; nil
    /// where no checkpoint covers so many, or where they do not hold the leaf.
    ///
    /// - Throws: `store`.
    public func proof(
        ofLeaf index: UInt64, size: UInt64, in reader: StoreReader
    ) throws(AuditError) -> (hash: [UInt8], proof: [[UInt8]])? {
        guard index < size, size <= signedSize else { return nil }
        let proof = try inclusionProof(index: index, size: size, in: reader)
        let hash = try Self.stored { () throws(StoreError) in
            try tree.hash(of: NodeID(level: 0, index: index), reader)
        }
        return (hash.bytes, proof.map(\.bytes))
    }

    /// The proof that the tree of `new` leaves continues the one of `old` (RFC 6962 §2.1.2).
    ///
    /// - Throws: `proof(.outOfRange)`, `store`.
    public func consistencyProof(
        old: UInt64, new: UInt64, in reader: StoreReader
    ) throws(AuditError) -> [MerkleHash] {
        guard new <= (try nextIndex(in: reader)) else { throw .proof(.outOfRange) }
        return try hashes(reader) { () throws(ProofError) in
            try Proof.consistencyNodes(old: old, new: new)
        }
    }

    /// The last signed checkpoint, and the hashes that prove that it continues the log of a size;
    /// nil before the first checkpoint, and where the size is larger than the one it covers.
    ///
    /// - Throws: `store`.
    public func checkpoint(
        after knownSize: UInt64, in reader: StoreReader
    ) throws(AuditError) -> (note: [UInt8], proof: [[UInt8]])? {
        guard !checkpoint.isEmpty, knownSize <= signedSize else { return nil }
        guard knownSize > 0, knownSize < signedSize else { return (checkpoint, []) }
        let proof = try consistencyProof(old: knownSize, new: signedSize, in: reader)
        return (checkpoint, proof.map(\.bytes))
    }

    /// Whether this log goes on from a note: its leaves begin with those that the note covers.
    ///
    /// - Throws: `store`.
    public func continues(_ note: [UInt8], in reader: StoreReader) throws(AuditError) -> Bool {
        let keys = try Self.keys(origin: origin, reader)
        guard let old = try? SignedNote.checkpoint(note, origin: origin, keys: keys),
            let new = try? SignedNote.checkpoint(checkpoint, origin: origin, keys: keys),
            old.size <= new.size
        else { return false }
        let proof = try consistencyProof(old: old.size, new: new.size, in: reader)
        return
            (try? Proof.verifyConsistency(
                old: old.size, new: new.size, oldRoot: old.root, newRoot: new.root, proof: proof))
            != nil
    }

    private func hashes(
        _ reader: StoreReader, _ nodes: () throws(ProofError) -> [[NodeID]]
    ) throws(AuditError) -> [MerkleHash] {
        let wanted: [[NodeID]]
        do throws(ProofError) { wanted = try nodes() } catch { throw .proof(error) }
        return try Self.stored { () throws(StoreError) in
            try Proof.hashes(of: wanted) { node throws(StoreError) in
                try tree.hash(of: node, reader)
            }
        }
    }
}
