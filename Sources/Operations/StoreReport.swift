public import Basics
public import Dossiers
public import Store
internal import Vault

/// The state of a store in counts and states, never content or keys.
public struct StoreReport: Sendable {
    /// The store.
    public let store: StoreID
    /// The territory's code.
    public let province: String
    /// How many files there are.
    public let files: Int
    /// How many envelopes of acts there are.
    public let acts: UInt64
    /// How many leaves the log has.
    public let logSize: UInt64
    /// How many leaves wait for the next unsealing.
    public let pendingLeaves: Int
    /// Whether the disk has room.
    public let disk: Disk
    /// Whether the keys are in memory.
    public let isUnsealed: Bool
    /// The epoch of the root key; 0 while sealed.
    public let rootEpoch: UInt32
    /// The sequence of the keyring; 0 while sealed.
    public let keyringSequence: UInt64
    /// The slots that open the store, by the number of their type.
    public let slots: [(type: UInt8, id: UInt32)]
    /// Ways of unsealing that a change of the root key did not take along, as bits (SPEC W-182).
    public let slotsDropped: UInt8
    /// The version of SQLite.
    public let engineVersion: String
    /// Whether the rule of the one checkpointer is what keeps this version safe.
    public let engineNeedsRule: Bool

    /// Whether the disk has room; the number is what the wire says.
    public enum Disk: UInt32, Sendable {
        /// Writes and reads are served.
        case normal = 0
        /// The reserve is given up: writes are refused.
        case reserveSpent = 1
        /// The reserve is full, too: reads are refused.
        case full = 2
    }

    /// Reads the state of a store.
    ///
    /// - Throws: `StoreError`.
    public init(_ dossiers: Ledger, in transaction: StoreTransaction) throws {
        store = dossiers.storeID
        province = dossiers.province
        files = transaction.fileCount
        logSize = try transaction.leafCount()
        acts = transaction.actCount
        pendingLeaves = transaction.pendingLeafCount
        disk =
            switch dossiers.store.space {
            case .normal: .normal
            case .reserveSpent: .reserveSpent
            case .full: .full
            }
        let keys = dossiers.vault.status
        isUnsealed = keys.isUnsealed
        rootEpoch = keys.rootEpoch
        keyringSequence = keys.keyringSequence
        slots = keys.slots.map { ($0.type.rawValue, $0.id) }
        slotsDropped = keys.dropped.rawValue
        (engineVersion, engineNeedsRule) = RecordStore.engine
    }
}
