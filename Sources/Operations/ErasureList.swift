internal import AuditLog
internal import Authority
internal import Basics
public import Dossiers
internal import Registry
internal import Secrets
internal import Store

/// What was erased of a store, as it goes into every backup of its keys, so that no older backup of
/// records brings it back (SPEC W-176, LAYOUT L-64).
///
/// It is signed with the key of the log: whoever puts another in its place has nothing erased.
public struct ErasureList: Sendable {
    /// The name of the file, among those that hold keys and in the folder of a restored store.
    static let fileName = "erasures"
    private static let title = "madar/erasures/1"

    /// The orders of the store's own registry that are in it.
    let orders: [OrderID]
    /// The file's content.
    let bytes: [UInt8]

    /// Lists what a store that is open has erased, and what was erased before it was restored.
    ///
    /// - Throws: `StoreFault`.
    public init(of ledger: Ledger) throws(StoreFault) {
        do {
            orders = ledger.carriedOutErasures
            // An order that was carried out before the store was restored may be so again, of what was
            // left: its acts are those of both times.
            let isRestored = ledger.registry.restoration.map { $0.erasures != .none } ?? false
            let former = isRestored ? try Self.read(in: ledger) : []
            let list = Self.joined(former + (try ledger.erasures(by: orders)))
                .map(Self.lines).joined()
            let text = Self.text(of: ledger.storeID, list)
            bytes = Array((try LeafLog.sign(text, with: ledger.vault) + "\n" + list).utf8)
        } catch {
            throw StoreFault(error)
        }
    }

    /// Whether it still tells all that a store has erased.
    public func isCurrent(for ledger: Ledger) -> Bool { orders == ledger.carriedOutErasures }

    /// Erases what stands in the list that came with a restored store, once; gives how many envelopes
    /// went.
    ///
    /// Once it is done, a list that gets lost keeps nobody from the store: then no backup of the keys is
    /// made without it.
    /// - Throws: `StoreFault.damagedBackup` where it is gone, or the log's key has not signed it; what
    ///   erasing throws.
    static func carryOutAgain(in ledger: Ledger) throws -> Int {
        let changes = ledger.registry.noteErasedAgain()
        guard !changes.isEmpty else { return 0 }
        let count = try ledger.eraseAgain(try read(in: ledger))
        try ledger.maintain(Permit.system(.erasure), nil) { transaction in
            try ledger.registry.apply(changes, in: transaction)
        }
        return count
    }

    /// The list in the folder of a store that was restored.
    ///
    /// - Throws: `StoreFault.damagedBackup` where it is gone, or the log's key has not signed it.
    static func read(in ledger: Ledger) throws -> [CarriedOutErasure] {
        let path = ledger.store.folder + "/" + fileName
        guard SafeFile.exists(path) else { throw StoreFault.damagedBackup }
        let bytes = try SafeFile.read(
            path, maximumByteCount: OperationsLimits.erasureListByteCountMax)
        // The note is a text, an empty line, and signatures; another empty line ends it.
        let parts = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw StoreFault.damagedBackup }
        let note = Array((parts[0] + "\n\n" + parts[1] + "\n").utf8)
        let signed = try ledger.store.group { transaction in
            try LeafLog.text(of: note, of: ledger.storeID, in: transaction)
        }
        guard signed == text(of: ledger.storeID, String(parts[2])),
            let erasures = parse(parts[2])
        else { throw StoreFault.damagedBackup }
        return erasures
    }

    private static func text(of store: StoreID, _ list: String) -> String {
        [title, store.hexadecimal, SHA256.hash(Array(list.utf8)).hexadecimal]
            .joined(separator: "\n") + "\n"
    }

    /// What each order has erased, all in all.
    private static func joined(_ erasures: [CarriedOutErasure]) -> [CarriedOutErasure] {
        var (joined, places) = ([CarriedOutErasure](), [OrderID: Int]())
        for erasure in erasures {
            guard let place = places[erasure.order] else {
                places[erasure.order] = joined.count
                joined.append(erasure)
                continue
            }
            for (dataClass, acts) in erasure.acts {
                let known = joined[place].acts[dataClass] ?? []
                joined[place].acts[dataClass] = known + acts.filter { !known.contains($0) }
            }
        }
        return joined
    }

    /// One line for each class.
    private static func lines(_ erasure: CarriedOutErasure) -> String {
        erasure.acts.sorted { $0.key.rawValue < $1.key.rawValue }.map { dataClass, acts in
            ([erasure.order.hexadecimal, erasure.file.hexadecimal, String(dataClass.rawValue)]
                + acts.map(\.hexadecimal)).joined(separator: " ") + "\n"
        }.joined()
    }

    private static func parse(_ list: Substring) -> [CarriedOutErasure]? {
        var erasures: [CarriedOutErasure] = []
        for line in list.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count > 3, let order = OrderID(hexadecimal: String(words[0])),
                let file = FileID(hexadecimal: String(words[1])),
                let dataClass = UInt8(words[2]).flatMap(DataClass.init(rawValue:))
            else { return nil }
            let acts = words[3...].compactMap { ActID(hexadecimal: String($0)) }
            guard acts.count == words.count - 3 else { return nil }
            if erasures.last?.order != order {
                erasures.append(CarriedOutErasure(order: order, file: file, acts: [:]))
            }
            erasures[erasures.count - 1].acts[dataClass] = acts
        }
        return erasures
    }
}
