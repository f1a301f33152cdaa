internal import AuditLog
internal import Authority
public import Basics
public import Circuit
public import Dossiers
internal import Merkle
internal import Secrets
internal import Store
internal import Vault

/// One thing that does not agree, in a form for which programs need not know the rooms: positions
/// only, never content.
public struct InspectionFinding: Equatable, Sendable {
    /// What kind of thing; the raw value is the code that programs read.
    public enum Kind: String, CaseIterable, Sendable {
        case checkpoint, missing, changed, moved, leaves, tile, damaged, cut, unsigned, tree, acts
        case actWithoutLeaf = "act_without_leaf"
        case tombstones, payload, act, chain, note, shorter, other
    }

    /// What kind of thing.
    public let kind: Kind
    /// Where: the index of a leaf, the row of an act or a file, or a size of the log.
    public let position: UInt64
    /// Up to where, from where, or how many leaves somebody signed; nil where one number says all.
    public let second: UInt64?

    init(_ kind: Kind, _ position: UInt64 = 0, _ second: UInt64? = nil) {
        self.kind = kind
        self.position = position
        self.second = second
    }

    init(_ failure: Verification.Failure) {
        switch failure {
        case .checkpoint: self.init(Kind.checkpoint, 0)
        case .missing(let first, let last): self.init(.missing, first, last)
        case .changed(let index): self.init(.changed, index)
        case .moved(let index, let origin): self.init(.moved, index, origin)
        case .leaves(let first, let last): self.init(.leaves, first, last)
        case .tile(let level, let index):
            let height = UInt64(level + 1) * 8
            self.init(.tile, index << height, (index + 1) << height - 1)
        case .damaged(let index): self.init(.damaged, index)
        case .cut(let size, let signed): self.init(.cut, size, signed)
        case .unsigned(let first, let last): self.init(.unsigned, first, last)
        case .tree(let size): self.init(.tree, size)
        case .acts(let leaf): self.init(.acts, leaf)
        case .actWithoutLeaf(let row): self.init(.actWithoutLeaf, UInt64(clamping: row))
        case .tombstones(let leaf): self.init(.tombstones, leaf)
        case .payload(let index): self.init(.payload, index)
        case .act(let row): self.init(.act, UInt64(clamping: row))
        case .chain(let file): self.init(.chain, UInt64(clamping: file))
        case .note(let size): self.init(.note, size)
        case .shorter(let size, let kept): self.init(.shorter, size, kept)
        case .other(let kept): self.init(.other, kept)
        }
    }
}

/// What checking a store found.
public struct InspectionReport: Sendable {
    /// How many leaves were read, and how many of them were opened.
    public let leaves: (read: UInt64, opened: UInt64)
    /// How many envelopes of acts were read and opened, and how many marks of erased ones there are.
    public let acts: (read: UInt64, opened: UInt64, erased: UInt64)
    /// How many files have the acts that their chains add up to.
    public let files: UInt64
    /// How many leaves the signed checkpoint covers; nil where it could not be read.
    public let signedSize: UInt64?
    /// How many things do not agree.
    public let failureCount: Int
    /// The first of them.
    public let failures: [InspectionFinding]
    /// Whether everything agrees.
    public var isClean: Bool { failureCount == 0 }

    private init(
        _ report: InspectionReport, failureCount: Int, failures: [InspectionFinding]
    ) {
        (leaves, acts, files) = (report.leaves, report.acts, report.files)
        signedSize = report.signedSize
        self.failureCount = failureCount
        self.failures = failures
    }

    /// The report without some of what was found, where that is as it was expected.
    func without(_ count: Int, leaving failures: [InspectionFinding]) -> InspectionReport {
        InspectionReport(self, failureCount: failureCount - count, failures: failures)
    }

    init(_ result: Verification) {
        leaves = (result.leafCount, result.payloadCount)
        acts = (result.actCount, result.openedActCount, result.tombstoneCount)
        files = result.fileCount
        signedSize = result.checkpoint?.size
        failureCount = result.failureCount
        failures = result.failures.map { InspectionFinding($0) }
    }
}

/// Checking a store from its bytes.
public enum Inspection {
    /// The note in a file that somebody kept: a note, as a witness gives it back, or the file of a
    /// proof, which ends with one; nil where it is neither.
    public static func note(in file: [UInt8]) -> [UInt8]? {
        if let proof = try? LeafProof(encoded: file) { return proof.note }
        return (try? SignedNote(encoded: file)) == nil ? nil : file
    }

    /// Checks the database, recomputes the log and compares every act with its leaf and back; with
    /// the vault unsealed, every leaf and act is opened and every file's chain compared, too.
    ///
    /// - Parameters:
    ///   - notes: notes of the log that clients or witnesses kept, which it has to continue.
    ///   - progress: hears how many of how many leaves are checked.
    /// - Throws: `StoreError` or `AuditError` where the store cannot be read at all.
    public static func verify(
        _ dossiers: Ledger, notes: [[UInt8]] = [],
        progress: @escaping (UInt64, UInt64) -> Void = { _, _ in }
    ) throws -> InspectionReport {
        try dossiers.store.checkIntegrity()
        let keys =
            dossiers.vault.status.isUnsealed
            ? (dossiers.vault, Permit.system(.verification)) : nil
        return try dossiers.store.group { transaction in
            InspectionReport(
                try LeafLog.verify(
                    origin: LeafLog.origin(of: dossiers.storeID), in: transaction,
                    VerificationAids(keys: keys, notes: notes, progress: progress)))
        }
    }

    /// Opens a store that no daemon serves, checks it and closes it.
    ///
    /// The keys are opened for the checking alone: a log that is not as it was signed is told by
    /// what is wrong with it, and not refused.
    /// - Throws: `StoreFault`.
    public static func verify(
        folder: String, definition: CircuitDefinition, credentialPath: String?,
        notes: [[UInt8]] = [], clock: @escaping () -> Instant,
        progress: @escaping (UInt64, UInt64) -> Void = { _, _ in }
    ) throws(StoreFault) -> InspectionReport {
        do {
            try Sodium.start()
            let dossiers = try Installation.open(
                folder: folder, definition: definition, clock: clock)
            // What is checked may be evidence: heads are not folded anew on the way out.
            defer {
                dossiers.vault.seal()
                dossiers.store.abandon()
            }
            if let credentialPath {
                let credential = try RecordVault.credential(at: credentialPath)
                try dossiers.vault.unseal(credential: credential)
            }
            return try verify(dossiers, notes: notes, progress: progress)
        } catch {
            throw StoreFault(error)
        }
    }
}
