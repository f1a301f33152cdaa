internal import AuditLog
internal import Authority
internal import Basics
public import Dossiers
internal import Registry
internal import Secrets
internal import Store
internal import Vault

/// What was erased of a store, as it goes into every backup of its keys, so that no older backup of
/// records brings it back (SPEC W-176, LAYOUT L-64).
///
/// It is signed with the key of the log: whoever puts another in its place has nothing erased. The
/// newest key counts alone, as it does with the log of a restored store: a former one may be known to
/// others, which is a reason to replace it.
public struct ErasureList: Sendable {
    /// The name of the file, among those that hold keys and in the folder of a restored store.
    static let fileName = "erasures"
    private static let title = "madar/erasures/1"

    /// The orders of the store's own registry that are in it.
    let orders: [OrderID]
    /// The file's content.
    let bytes: [UInt8]
    /// The newest key of the log that signed it.
    private let signer: [UInt8]

    /// Lists what a store that is open has erased, and what was erased before it was restored.
    ///
    /// - Throws: `StoreFault`.
    public init(of ledger: Ledger) throws(StoreFault) {
        do {
            orders = ledger.carriedOutErasures
            // An order that was carried out before the store was restored may be so again, of what was
            // left: its acts are those of both times.
            let former = Self.isOfRestored(ledger) ? try Self.read(in: ledger) : []
            let list = Self.joined(former + (try ledger.erasures(by: orders)))
                .map(Self.lines).joined()
            bytes = try Self.signed(list, with: ledger)
            signer = try ledger.vault.logPublicKey()
        } catch {
            throw StoreFault(error)
        }
    }

    /// Whether it still tells all that a store has erased, and the log's newest key has signed it.
    public func isCurrent(for ledger: Ledger) -> Bool {
        orders == ledger.carriedOutErasures && signer == (try? ledger.vault.logPublicKey())
    }

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
        let list = try content(in: ledger, signedBy: [try ledger.vault.logPublicKey()])
        guard let erasures = parse(list) else { throw StoreFault.damagedBackup }
        return erasures
    }

    /// Signs the list in the folder of a store that was restored with the keys that sign the log now,
    /// as its key is replaced.
    ///
    /// A list that is lost stays so, and keeps no key from being replaced.
    /// - Throws: `StoreError` where it cannot be written; `AuditError`.
    static func signAnew(in ledger: Ledger) throws {
        let keys = try ledger.vault.signingLogKeys()
        guard isOfRestored(ledger), let list = try? content(in: ledger, signedBy: keys) else {
            return
        }
        try SafeFile.replace(
            ledger.store.folder + "/" + fileName, with: try signed(String(list), with: ledger))
    }

    /// Whether a list came with the backup that the store was restored from.
    private static func isOfRestored(_ ledger: Ledger) -> Bool {
        ledger.registry.restoration.map { $0.erasures != .none } ?? false
    }

    private static func signed(_ list: String, with ledger: Ledger) throws -> [UInt8] {
        let text = text(of: ledger.storeID, list)
        return Array((try LeafLog.sign(text, with: ledger.vault) + "\n" + list).utf8)
    }

    /// The lines of the list in the folder of a store, which one of some keys has signed.
    private static func content(
        in ledger: Ledger, signedBy keys: [[UInt8]]
    ) throws -> Substring {
        let path = ledger.store.folder + "/" + fileName
        guard SafeFile.exists(path) else { throw StoreFault.damagedBackup }
        let bytes = try SafeFile.read(
            path, maximumByteCount: OperationsLimits.erasureListByteCountMax)
        // The note is a text, an empty line, and signatures; another empty line ends it.
        let parts = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw StoreFault.damagedBackup }
        let note = Array((parts[0] + "\n\n" + parts[1] + "\n").utf8)
        let signed = LeafLog.text(of: note, of: ledger.storeID, signedBy: keys)
        guard signed == text(of: ledger.storeID, String(parts[2])) else {
            throw StoreFault.damagedBackup
        }
        return parts[2]
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
