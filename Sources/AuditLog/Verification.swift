public import Authority
internal import Basics
public import Merkle
public import Store
public import Vault

/// What a verification found; every finding is a failure, never a warning.
public struct Verification: Sendable {
    /// One thing that does not agree; positions only, never content.
    public enum Failure: Hashable, Sendable {
        /// A leaf is missing, or its bytes are not a leaf with this index.
        case leaf(index: UInt64)
        /// The stored leaves do not lead to the root of the signed checkpoint.
        case tree(size: UInt64)
        /// The signed checkpoint cannot be read, or is signed by nobody known.
        case checkpoint
        /// A write leaf's hash is not that of the envelopes that name it.
        case acts(leaf: UInt64)
        /// An envelope names a leaf that is no write leaf, or is not there.
        case actWithoutLeaf(row: Int64)
        /// An erased mark is not covered by the ERASE leaf that it names.
        case tombstones(leaf: UInt64)
        /// A leaf's payload does not open.
        case payload(index: UInt64)
    }

    /// How many leaves were read.
    public internal(set) var leafCount: UInt64 = 0
    /// How many envelopes were read.
    public internal(set) var actCount: UInt64 = 0
    /// How many erased marks were read.
    public internal(set) var tombstoneCount: UInt64 = 0
    /// How many payloads were opened; 0 without the audit key.
    public internal(set) var payloadCount: UInt64 = 0
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

extension LeafLog {
    /// Verifies the log and the acts against each other, in both directions.
    ///
    /// It needs no key: the root of the stored leaves against the signed checkpoint, every
    /// envelope and tombstone against its write leaf, every tombstone against its ERASE leaf.
    /// With `payloads`, every payload is opened with the audit key as well.
    /// - Throws: `store` where the rows cannot be read at all.
    public static func verify(
        origin: String, in reader: StoreReader,
        payloads: (vault: RecordVault, permit: Permit)? = nil
    ) throws(AuditError) -> Verification {
        var verifier = try Verifier(origin: origin, reader: reader)
        try verifier.run(payloads: payloads)
        return verifier.result
    }
}

/// Walks leaves and envelopes side by side: rows are written in the order of their leaves.
private struct Verifier {
    var result = Verification()
    private let reader: StoreReader
    private let signed: Checkpoint?
    private var range = CompactRange()
    private var marks: [Tombstone]
    private var markIndex = 0
    private var erased: [UInt64: ActsHash] = [:]
    private var batch: [ActRow] = []
    private var batchIndex = 0
    private var lastRow: Int64 = 0

    init(origin: String, reader: StoreReader) throws(AuditError) {
        self.reader = reader
        let note = try LeafLog.stored { () throws(StoreError) in try reader.meta(.checkpoint) }
        marks = try LeafLog.stored { () throws(StoreError) in try reader.tombstones() }
        signed = note.flatMap { try? LeafLog.signed($0, origin: origin, reader) }
        if signed == nil { result.fail(.checkpoint) }
        result.checkpoint = signed
        for mark in marks {
            erased[mark.erasure, default: ActsHash()].add(
                record: mark.record, mark.dataClass, hash: mark.hash)
        }
        result.tombstoneCount = UInt64(marks.count)
    }

    mutating func run(payloads: (vault: RecordVault, permit: Permit)?) throws(AuditError) {
        var index: UInt64 = 0
        while true {
            let leaves = try LeafLog.stored { () throws(StoreError) in
                try reader.leaves(from: index, limit: AuditLimits.batchRowCount)
            }
            guard !leaves.isEmpty else { break }
            for stored in leaves {
                if stored.index != index { result.fail(.leaf(index: index)) }
                index = stored.index + 1
                range.append(MerkleHash.leaf(stored.bytes))
                result.leafCount += 1
                try check(stored.index, stored.bytes, payloads: payloads)
            }
        }
        while let act = try nextAct(through: .max) {
            result.fail(.actWithoutLeaf(row: act.row))
        }
        for leaf in erased.keys.sorted() { result.fail(.tombstones(leaf: leaf)) }
        if let signed, signed.size != range.size || signed.root != range.root {
            result.fail(.tree(size: signed.size))
        }
    }

    private mutating func check(
        _ index: UInt64, _ bytes: [UInt8], payloads: (vault: RecordVault, permit: Permit)?
    ) throws(AuditError) {
        let leaf = try? Leaf(encoded: bytes)
        if leaf?.index != index { result.fail(.leaf(index: index)) }
        var acts = ActsHash()
        while let act = try nextAct(through: index) {
            if act.leaf == index, leaf?.kind.isWrite == true {
                acts.add(record: act.record, act.dataClass, hash: act.hash)
            } else {
                result.fail(.actWithoutLeaf(row: act.row))
            }
        }
        guard let leaf else { return }
        if leaf.kind.isWrite, acts.count == 0 || acts.bytes != leaf.actsHash {
            result.fail(.acts(leaf: index))
        }
        if leaf.kind == .erase {
            let marks = erased.removeValue(forKey: index) ?? ActsHash()
            if marks.bytes != leaf.actsHash { result.fail(.tombstones(leaf: index)) }
        }
        guard let payloads else { return }
        do throws(VaultError) {
            _ = try payloads.vault.openLeaf(leaf.payload, index: index, permit: payloads.permit)
            result.payloadCount += 1
        } catch {
            result.fail(.payload(index: index))
        }
    }

    /// The next envelope or tombstone by row number whose leaf is not after `index`.
    private mutating func nextAct(through index: UInt64) throws(AuditError) -> Tombstone? {
        if batchIndex == batch.count {
            batch = try LeafLog.stored { () throws(StoreError) in
                try reader.acts(after: lastRow, limit: AuditLimits.batchRowCount)
            }
            batchIndex = 0
        }
        let act = batchIndex < batch.count ? batch[batchIndex] : nil
        let mark = markIndex < marks.count ? marks[markIndex] : nil
        if let mark, mark.row < act?.row ?? .max {
            guard mark.leaf <= index else { return nil }
            markIndex += 1
            return mark
        }
        guard let act, act.leaf <= index else { return nil }
        batchIndex += 1
        lastRow = act.row
        result.actCount += 1
        return Tombstone(of: act, hash: ActsHash.hash(of: act.envelope), erasure: 0)
    }
}
