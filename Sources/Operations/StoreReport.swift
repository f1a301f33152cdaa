public import Basics
public import Dossiers
internal import Secrets
public import Store
internal import Vault

/// What may be told of a key.
public struct KeyReport: Sendable {
    /// What it is for, by its number (LAYOUT L-15).
    public let kind: UInt8
    /// The class; nil where it is for none.
    public let dataClass: DataClass?
    /// Its version.
    public let version: UInt32
    /// Where it stands, by its number (LAYOUT L-15).
    public let state: UInt8
    /// When it was made.
    public let created: Instant
    /// When its state last changed.
    public let changed: Instant
    /// How many data keys it wraps; 0 where they were not counted.
    public let wrapCount: UInt64

    /// Whether it seals, or signs, now.
    public var isActive: Bool { state == KeyState.active.rawValue }
}

extension StoreReport {
    /// The keys of an open store, by kind, class and version; none of a sealed one.
    ///
    /// - Parameter census: also counts what each wraps, which looks at every wrap.
    /// - Throws: `StoreError`.
    public static func keys(
        of dossiers: Ledger, census: Bool, in transaction: StoreTransaction
    ) throws -> [KeyReport] {
        let counts = census ? try transaction.census() : []
        return dossiers.vault.status.keys.map { key in
            let count = counts.first {
                key.kind == .dataKeys && $0.dataClass == key.dataClass
                    && $0.kekVersion == key.version
            }
            return KeyReport(
                kind: key.kind.rawValue, dataClass: key.dataClass, version: key.version,
                state: key.state.rawValue, created: key.created, changed: key.changed,
                wrapCount: UInt64(clamping: count?.count ?? 0))
        }
        .sorted {
            ($0.kind, $0.dataClass?.rawValue ?? 0, $0.version) < (
                $1.kind, $1.dataClass?.rawValue ?? 0, $1.version
            )
        }
    }
}

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
    /// How many groups were committed that wrote something, and how long that took.
    public let commits: (count: UInt64, seconds: Double)

    /// Whether the disk has room; the number is what the wire says.
    public enum Disk: UInt32, Sendable {
        /// Writes and reads are served.
        case normal = 0
        /// The reserve is given up: writes are refused.
        case reserveSpent = 1
        /// The reserve is full, too: reads are refused.
        case full = 2
    }

    /// The version of SQLite, and whether it has the fault that the rule of the one checkpointer
    /// keeps away.
    public static var engine: (version: String, needsRule: Bool) {
        let (version, hasFault) = RecordStore.engine
        return (version, hasFault)
    }

    /// Whether the kernel refused to lock memory for keys since the process started.
    public static var wasLockRefused: Bool { Sodium.wasLockRefused }

    /// Reads the state of a store by itself.
    ///
    /// - Throws: `StoreError`.
    public init(_ dossiers: Ledger) throws {
        self = try dossiers.store.group { try StoreReport(dossiers, in: $0) }
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
        commits = (dossiers.store.commits.count, dossiers.store.commits.seconds)
    }
}
