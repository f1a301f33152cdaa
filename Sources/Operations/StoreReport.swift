internal import AuditLog
internal import Authority
public import Basics
public import Circuit
public import Dossiers
internal import Secrets
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
        (engineVersion, engineNeedsRule) = RecordStore.engine
    }
}

/// What checking a store found.
public struct InspectionReport: Sendable {
    /// How many leaves were read, and how many of them were opened.
    public let leaves: (read: UInt64, opened: UInt64)
    /// How many envelopes of acts were read, and how many marks of erased ones.
    public let acts: (read: UInt64, erased: UInt64)
    /// How many things do not agree.
    public let failureCount: Int
    /// The first of them: positions, never content.
    public let failures: [String]
    /// Whether everything agrees.
    public var isClean: Bool { failureCount == 0 }
}

/// Checking a store from its bytes.
public enum Inspection {
    /// Checks the database, recomputes the log and compares every act with its leaf and back;
    /// with the vault unsealed, every leaf is opened too.
    ///
    /// - Throws: `StoreError` or `AuditError` where the store cannot be read at all.
    public static func verify(_ dossiers: Ledger) throws -> InspectionReport {
        try dossiers.store.checkIntegrity()
        let result = try dossiers.store.group { transaction in
            try LeafLog.verify(
                origin: LeafLog.origin(of: dossiers.storeID), in: transaction,
                payloads: dossiers.isUnsealed
                    ? (dossiers.vault, Permit.system(.verification)) : nil)
        }
        return InspectionReport(
            leaves: (result.leafCount, result.payloadCount),
            acts: (result.actCount, result.tombstoneCount), failureCount: result.failureCount,
            failures: result.failures.map { "\($0)" })
    }

    /// Opens a store that no daemon serves, checks it and closes it.
    ///
    /// - Throws: `StoreFault`.
    public static func verify(
        folder: String, definition: CircuitDefinition, credentialPath: String?,
        clock: @escaping () -> Instant
    ) throws(StoreFault) -> InspectionReport {
        do {
            try Sodium.start()
            let dossiers = try Installation.open(
                folder: folder, definition: definition, clock: clock)
            if let credentialPath {
                try Sealing.unseal(dossiers, credentialPath: credentialPath)
            }
            let report = try verify(dossiers)
            try dossiers.close()
            return report
        } catch {
            throw StoreFault(error)
        }
    }
}
