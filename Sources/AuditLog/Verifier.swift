internal import Basics
internal import Dispatch
internal import Merkle
internal import Store
internal import Synchronization
internal import Vault

/// Walks leaves and envelopes side by side: rows are written in the order of their leaves.
///
/// While one batch of leaves is hashed by two threads, one of them has read the next and compared
/// the acts of this one before it helps.
final class Verifier {
    private(set) var result = Verification()
    private let transaction: StoreTransaction
    private let aids: VerificationAids
    private let signed: Checkpoint?
    private var kept: [Checkpoint] = []
    /// How many leaves the store says that it has.
    private let storedSize: UInt64
    /// How many of them are read.
    private let size: UInt64
    private var tree: ComputedTree
    private var acts: ActWalk
    private var erased: [UInt64: ActsHash] = [:]
    /// The marks of erased envelopes by their rows, where some envelope was sealed anew.
    private var buried: [Int64: Tombstone] = [:]
    /// How many hashes of envelopes that were sealed anew no leaf was found for yet.
    private var formerCount: UInt64
    private var damaged: [UInt64] = []
    private var nextIndex: UInt64 = 0
    private var failure: AuditError?

    init(
        origin: String, _ transaction: StoreTransaction, _ aids: VerificationAids
    ) throws(AuditError) {
        self.transaction = transaction
        self.aids = aids
        let keys = try Self.keys(origin: origin, transaction, aids)
        let (note, edge, size, marks, formerCount) = try LeafLog.stored { () throws(StoreError) in
            (
                try transaction.meta(.checkpoint), try transaction.meta(.logEdge),
                try transaction.leafCount(), try transaction.tombstones(),
                try transaction.formerEnvelopeCount()
            )
        }
        storedSize = size
        self.formerCount = formerCount
        signed = note.flatMap { try? SignedNote.checkpoint($0, origin: origin, keys: keys) }
        let most = (signed?.size ?? 0).addingReportingOverflow(AuditLimits.unsignedLeafCount)
        self.size = most.overflow ? size : min(size, most.partialValue)
        result.checkpoint = signed
        if signed == nil { result.fail(.checkpoint) }
        for note in aids.notes {
            guard let checkpoint = try? SignedNote.checkpoint(note, origin: origin, keys: keys)
            else {
                let claimed = try? Checkpoint(text: SignedNote(encoded: note).text)
                result.fail(.note(size: claimed?.size ?? 0))
                continue
            }
            kept.append(checkpoint)
        }
        tree = ComputedTree(
            size: self.size, edge: edge.flatMap { TreeEdge(encoded: $0) },
            askedSizes: (kept + [signed].compactMap { $0 }).map(\.size))
        acts = ActWalk(marks)
        result.tombstoneCount = UInt64(marks.count)
        for mark in marks {
            erased[mark.erasure, default: ActsHash()].add(
                record: mark.record, mark.dataClass, hash: mark.hash)
            if formerCount > 0 { buried[mark.row] = mark }
        }
    }

    /// The keys that may sign: those that the store names, and with the vault open those of its own
    /// alone, since whoever changes a store may name another.
    private static func keys(
        origin: String, _ reader: StoreReader, _ aids: VerificationAids
    ) throws(AuditError) -> [NoteKey] {
        let named = (try? LeafLog.keys(origin: origin, reader)) ?? []
        guard let vault = aids.keys?.vault else { return named }
        do throws(VaultError) {
            let own = try vault.logPublicKeys()
            // A store from before a change of the key does not name the later ones.
            guard named.contains(where: { own.contains($0.publicKey) }) else { return [] }
            return own.compactMap { NoteKey(name: origin, publicKey: $0) }
        } catch {
            throw .vault(error)
        }
    }

    func run() throws(AuditError) {
        try readLeaves()
        while let act = try nextAct(through: .max) { result.fail(.actWithoutLeaf(row: act.row)) }
        for leaf in erased.keys.sorted() { result.fail(.tombstones(leaf: leaf)) }
        if formerCount > 0 { try nameLeavesThatResealNothing() }
        try compareTree()
        compareNotes()
        try checkChains()
    }

    // MARK: Leaves

    private func readLeaves() throws(AuditError) {
        let step = TreeState.tileHashCount * AuditLimits.batchTileCount
        var current = LeafBatch()
        var next = LeafBatch()
        try read(0..<step, into: current)
        var start: UInt64 = 0
        while start < size {
            let tiles = LeafTile.tiles(of: current)
            let following = start + step..<start + 2 * step
            try hash(tiles, of: current, following, into: next)
            try LeafLog.stored { () throws(StoreError) in
                for tile in tiles { try tree.add(tile, transaction) }
            }
            swap(&current, &next)
            start = following.lowerBound
            aids.progress(min(start, size), size)
        }
        passTo(size)
    }

    /// The next leaf is this one: those between are missing.
    private func passTo(_ index: UInt64) {
        if nextIndex < index { result.fail(.missing(from: nextIndex, to: index - 1)) }
        nextIndex = index
    }

    private func read(_ indexes: Range<UInt64>, into batch: LeafBatch) throws(AuditError) {
        try LeafLog.stored { () throws(StoreError) in try transaction.read(indexes, into: batch) }
    }

    /// Hashes tiles on several threads; the first reads the next leaves and checks these before.
    private func hash(
        _ tiles: [LeafTile], of batch: LeafBatch, _ following: Range<UInt64>,
        into next: LeafBatch
    ) throws(AuditError) {
        let taken = Atomic(0)
        // The first thread alone touches the verifier and the next batch; each tile has one thread,
        // and nobody changes the batch.
        nonisolated(unsafe) let (verifier, tiles, batch, next) = (self, tiles, batch, next)
        DispatchQueue.concurrentPerform(iterations: AuditLimits.hashingThreadCount) { thread in
            if thread == 0 { unsafe verifier.prepare(following, into: next, checking: batch) }
            while true {
                let tile = taken.wrappingAdd(1, ordering: .relaxed).oldValue
                guard unsafe tile < tiles.count else { break }
                unsafe tiles[tile].hash(batch)
            }
        }
        if let failure { throw failure }
    }

    private func prepare(
        _ indexes: Range<UInt64>, into next: LeafBatch, checking batch: LeafBatch
    ) {
        do throws(AuditError) {
            try read(indexes, into: next)
            try check(batch)
        } catch {
            failure = error
        }
    }

    /// Compares the leaves of a batch with the acts, and opens them with the keys.
    private func check(_ batch: LeafBatch) throws(AuditError) {
        for position in 0..<batch.count {
            let index = batch.index(position)
            passTo(index)
            nextIndex += 1
            result.leafCount += 1
            let header = batch.withLeaf(position) { try? LeafHeader($0) }
            if header?.index != index, damaged.count < AuditLimits.failureCount {
                damaged.append(index)
            }
            try compareActs(of: header, index)
            if header != nil { openPayload(batch, position) }
        }
    }

    private func compareActs(of header: LeafHeader?, _ index: UInt64) throws(AuditError) {
        var found = ActsHash()
        while let act = try nextAct(through: index) {
            if act.leaf == index, header?.kind.isWrite == true {
                let hash = try writtenHash(of: act)
                found.add(record: act.record, act.dataClass, hash: hash)
            } else {
                result.fail(.actWithoutLeaf(row: act.row))
            }
        }
        guard let header else { return }
        if header.kind.isWrite, found.count == 0 || found.bytes != header.actsHash.bytes {
            result.fail(.acts(leaf: index))
        }
        if header.kind == .reseal, try resealed(under: index).bytes != header.actsHash.bytes {
            result.fail(.acts(leaf: index))
        }
        guard header.kind == .erase else { return }
        let marks = erased.removeValue(forKey: index) ?? ActsHash()
        if marks.bytes != header.actsHash.bytes { result.fail(.tombstones(leaf: index)) }
    }

    // MARK: What was sealed anew

    /// The hash that an envelope had when its act was written.
    private func writtenHash(of act: Tombstone) throws(AuditError) -> [UInt8] {
        guard formerCount > 0 else { return act.hash }
        return try formers(of: act.row).first?.hash ?? act.hash
    }

    private func formers(of act: Int64) throws(AuditError) -> [FormerEnvelope] {
        try LeafLog.stored { () throws(StoreError) in try transaction.formerEnvelopes(of: act) }
    }

    /// Tells the leaves that hashes of envelopes name and that are none of a sealing anew.
    private func nameLeavesThatResealNothing() throws(AuditError) {
        let leaves = try LeafLog.stored { () throws(StoreError) in
            try transaction.resealLeaves()
        }
        for leaf in leaves {
            let bytes = try LeafLog.stored { () throws(StoreError) in
                try transaction.leaf(leaf)
            }
            let header = bytes.flatMap { try? LeafHeader($0.rawSpan) }
            if header?.kind != .reseal { result.fail(.acts(leaf: leaf)) }
        }
    }

    /// The hash over the envelopes that a leaf made of others.
    ///
    /// Each is what it was until the next such leaf, or is now: every hash is so bound by one leaf,
    /// the first by that of the writing.
    private func resealed(under leaf: UInt64) throws(AuditError) -> ActsHash {
        var hash = ActsHash()
        let marks = try LeafLog.stored { () throws(StoreError) in
            try transaction.formerEnvelopes(under: leaf)
        }
        for mark in marks {
            formerCount -= 1
            let later = try formers(of: mark.act).first { $0.leaf > leaf }
            let act = try LeafLog.stored { () throws(StoreError) in
                try transaction.act(row: mark.act)
            }
            let now = act.map {
                Tombstone(of: $0, hash: ActsHash.hash(of: $0.envelope), erasure: 0)
            }
            guard let now = now ?? buried[mark.act] else {
                result.fail(.actWithoutLeaf(row: mark.act))
                continue
            }
            hash.add(record: now.record, now.dataClass, hash: later?.hash ?? now.hash)
        }
        return hash
    }

    private func openPayload(_ batch: LeafBatch, _ position: Int) {
        guard let keys = aids.keys else { return }
        let payload = batch.withLeaf(position) {
            [UInt8](copying: $0.extracting(Leaf.headerByteCount..<$0.byteCount))
        }
        let index = batch.index(position)
        do throws(VaultError) {
            _ = try keys.vault.openLeaf(payload, index: index, permit: keys.permit)
            result.payloadCount += 1
        } catch {
            result.fail(.payload(index: index))
        }
    }

    // MARK: Acts

    /// The next envelope or tombstone by row number whose leaf is not after `index`.
    private func nextAct(through index: UInt64) throws(AuditError) -> Tombstone? {
        let step = try LeafLog.stored { () throws(StoreError) in
            try acts.next(through: index, transaction)
        }
        switch step {
        case nil: return nil
        case .mark(let mark): return mark
        case .act(let act):
            result.actCount += 1
            open(act)
            return Tombstone(of: act, hash: ActsHash.hash(of: act.envelope), erasure: 0)
        }
    }

    private func open(_ act: ActRow) {
        guard let keys = aids.keys else { return }
        do throws(VaultError) {
            guard let file = transaction.file(act.file) else { throw .notFound }
            _ = try keys.vault.open(act, of: file, permit: keys.permit, in: transaction)
            result.openedActCount += 1
        } catch {
            result.fail(.act(row: act.row))
        }
    }

    private func checkChains() throws(AuditError) {
        guard let keys = aids.keys else { return }
        var files: [(FileRow, FileID)] = []
        try LeafLog.stored { () throws(StoreError) in
            try transaction.forEachFile { row, id in files.append((row, id)) }
        }
        for (row, file) in files {
            do throws(VaultError) {
                try keys.vault.checkSpine(
                    of: file, again: true, permit: keys.permit, in: transaction)
                result.fileCount += 1
            } catch {
                result.fail(.chain(file: row.value))
            }
        }
    }

    // MARK: Tree

    private func compareTree() throws(AuditError) {
        try LeafLog.stored { () throws(StoreError) in try tree.fold(transaction) }
        let isWhole = signed?.size == size
        let root = isWhole ? signed?.root : nil
        let found = try LeafLog.stored { () throws(StoreError) in
            try tree.differences(signed: root, transaction)
        }
        var named: Set<UInt64> = []
        for failure in found {
            result.fail(failure)
            switch failure {
            case .changed(let index), .moved(let index, _): named.insert(index)
            default: break
            }
        }
        for index in damaged where !named.contains(index) { result.fail(.damaged(index: index)) }
        guard let signed else { return }
        if size < signed.size { result.fail(.cut(size: size, signed: signed.size)) }
        if storedSize > signed.size {
            result.fail(.unsigned(from: signed.size, to: storedSize - 1))
        }
        // Where the stored hashes lead to the signed root, what differs from them says it all.
        let isTold = isWhole && tree.storedRoot == signed.root
        if size >= signed.size, tree.root(signed.size) != signed.root, !isTold {
            result.fail(.tree(size: signed.size))
        }
    }

    private func compareNotes() {
        for note in kept {
            if note.size > size {
                result.fail(.shorter(size: size, kept: note.size))
            } else if tree.root(note.size) != note.root {
                result.fail(.other(kept: note.size))
            }
        }
    }
}

/// The envelopes and tombstones of a store by row number.
private struct ActWalk {
    enum Step {
        case act(ActRow)
        case mark(Tombstone)
    }

    private let marks: [Tombstone]
    private var markIndex = 0
    private var batch: [ActRow] = []
    private var batchIndex = 0
    private var lastRow: Int64 = 0
    private var isAtEnd = false

    init(_ marks: [Tombstone]) { self.marks = marks }

    /// The next one whose leaf is not after `index`.
    mutating func next(
        through index: UInt64, _ reader: StoreReader
    ) throws(StoreError) -> Step? {
        if batchIndex == batch.count, !isAtEnd {
            batch = try reader.acts(after: lastRow, limit: AuditLimits.batchRowCount)
            batchIndex = 0
            isAtEnd = batch.isEmpty
        }
        let act = batchIndex < batch.count ? batch[batchIndex] : nil
        let mark = markIndex < marks.count ? marks[markIndex] : nil
        if let mark, mark.row < act?.row ?? .max {
            guard mark.leaf <= index else { return nil }
            markIndex += 1
            return .mark(mark)
        }
        guard let act, act.leaf <= index else { return nil }
        batchIndex += 1
        lastRow = act.row
        return .act(act)
    }
}
