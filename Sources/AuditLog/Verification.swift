public import Authority
internal import Basics
public import Merkle
public import Store
public import Vault

/// What a verification found; every finding is a failure, never a warning.
public struct Verification: Sendable {
    /// One thing that does not agree; positions only, never content.
    public enum Failure: Hashable, Sendable {
        /// The signed checkpoint is not there, cannot be read, or is signed by nobody known.
        case checkpoint
        /// Leaves are missing.
        case missing(from: UInt64, to: UInt64)
        /// A leaf is not the one that was signed at this index.
        case changed(index: UInt64)
        /// A leaf stands at this index that was signed at another.
        case moved(index: UInt64, from: UInt64)
        /// At least one of these leaves is not the one that was signed; the hashes that would tell
        /// which were changed with it.
        case leaves(from: UInt64, to: UInt64)
        /// A stored tile is missing, or holds other hashes than those that were signed.
        case tile(level: Int, index: UInt64)
        /// A leaf is as it was signed and yet no leaf with this index.
        case damaged(index: UInt64)
        /// The log ends before the signed checkpoint does.
        case cut(size: UInt64, signed: UInt64)
        /// Leaves stand after the last that the signed checkpoint covers.
        case unsigned(from: UInt64, to: UInt64)
        /// The first leaves, so many, do not lead to the root of the signed checkpoint.
        case tree(size: UInt64)
        /// A write leaf's hash is not that of the envelopes that name it.
        case acts(leaf: UInt64)
        /// An envelope names a leaf that is no write leaf, or is not there.
        case actWithoutLeaf(row: Int64)
        /// An erased mark is not covered by the ERASE leaf that it names.
        case tombstones(leaf: UInt64)
        /// A leaf's payload does not open.
        case payload(index: UInt64)
        /// An envelope does not open as what its row says.
        case act(row: Int64)
        /// The acts of a file are not those that its chain adds up to.
        case chain(file: Int64)
        /// A kept note is signed by no key of this log, or is no note of it.
        case note(size: UInt64)
        /// The log is shorter than a note that somebody kept: a former state was put back.
        case shorter(size: UInt64, kept: UInt64)
        /// The log does not continue the tree of a note that somebody kept.
        case other(kept: UInt64)
    }

    /// How many leaves were read.
    public internal(set) var leafCount: UInt64 = 0
    /// How many envelopes were read.
    public internal(set) var actCount: UInt64 = 0
    /// How many erased marks were read.
    public internal(set) var tombstoneCount: UInt64 = 0
    /// How many payloads of leaves were opened; 0 without keys.
    public internal(set) var payloadCount: UInt64 = 0
    /// How many envelopes were opened; 0 without keys.
    public internal(set) var openedActCount: UInt64 = 0
    /// How many files have the acts of their chains; 0 without keys.
    public internal(set) var fileCount: UInt64 = 0
    /// The first failures, 100 at most.
    public internal(set) var failures: [Failure] = []
    /// How many failures there are.
    public internal(set) var failureCount = 0
    /// The head of the log that was compared; nil where it could not be read.
    public internal(set) var checkpoint: Checkpoint?

    /// Whether all agrees.
    public var isClean: Bool { failureCount == 0 }

    mutating func fail(_ failure: Failure) {
        failureCount += 1
        if failures.count < AuditLimits.failureCount { failures.append(failure) }
    }
}

/// What a verification has besides the rows.
public struct VerificationAids {
    /// The keys, and the permit to use them: leaves, envelopes and chains are opened as well.
    public var keys: (vault: RecordVault, permit: Permit)?
    /// Notes of the log that clients or witnesses kept, which it has to continue.
    public var notes: [[UInt8]]
    /// Hears how many of how many leaves are checked.
    public var progress: (UInt64, UInt64) -> Void

    /// Joins them.
    public init(
        keys: (vault: RecordVault, permit: Permit)? = nil, notes: [[UInt8]] = [],
        progress: @escaping (UInt64, UInt64) -> Void = { _, _ in }
    ) {
        self.keys = keys
        self.notes = notes
        self.progress = progress
    }
}

extension LeafLog {
    /// Verifies the log and the acts against each other, in both directions.
    ///
    /// It needs no key: the tree of the stored leaves against the signed checkpoint and the stored
    /// tiles, every envelope and tombstone against its write leaf, every tombstone against its
    /// ERASE leaf. With keys every payload and every envelope is opened as well, and the chain of
    /// every file is compared with its acts.
    /// - Throws: `store` where the rows cannot be read at all; `vault(.sealed)`.
    public static func verify(
        origin: String, in transaction: StoreTransaction,
        _ aids: VerificationAids = VerificationAids()
    ) throws(AuditError) -> Verification {
        let verifier = try Verifier(origin: origin, transaction, aids)
        try verifier.run()
        return verifier.result
    }
}
