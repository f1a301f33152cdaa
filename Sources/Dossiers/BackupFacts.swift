public import Basics
internal import Messages

/// What the leaf of a backup says of it, so that whoever holds the file can tell that it is the one
/// and what opens it.
public struct BackupFacts: Equatable, Sendable {
    /// How many wraps of a class a version of its key opens.
    public struct KeyUse: Equatable, Sendable {
        /// The class.
        public let dataClass: DataClass
        /// The version of the key-encryption key.
        public let version: UInt32
        /// How many wraps need it.
        public let count: UInt64

        /// Names a key and its wraps.
        public init(dataClass: DataClass, version: UInt32, count: UInt64) {
            self.dataClass = dataClass
            self.version = version
            self.count = count
        }
    }

    /// SHA-256 of the file.
    public var hash: [UInt8]
    /// How long it is, in bytes.
    public var byteCount: UInt64
    /// How many leaves its checkpoint covers.
    public var size: UInt64
    /// The root of their tree.
    public var root: [UInt8]
    /// The sequence of the keyring that opens it.
    public var keyringSequence: UInt64
    /// SHA-256 of the backup of the keys that was made with it.
    public var keysHash: [UInt8]
    /// Which versions of keys its wraps need.
    public var keys: [KeyUse]
    /// How many files it holds.
    public var files: UInt64
    /// How many envelopes of acts.
    public var acts: UInt64
    /// How many marks of erased envelopes.
    public var tombstones: UInt64
    /// How many attachments.
    public var attachments: UInt64

    /// Joins what is known of a backup.
    public init(
        hash: [UInt8], byteCount: UInt64, size: UInt64, root: [UInt8], keyringSequence: UInt64,
        keysHash: [UInt8], keys: [KeyUse], files: UInt64, acts: UInt64, tombstones: UInt64,
        attachments: UInt64
    ) {
        self.hash = hash
        self.byteCount = byteCount
        self.size = size
        self.root = root
        self.keyringSequence = keyringSequence
        self.keysHash = keysHash
        self.keys = keys
        self.files = files
        self.acts = acts
        self.tombstones = tombstones
        self.attachments = attachments
    }
}

extension WireBackupFacts {
    init(_ facts: BackupFacts) {
        self.init()
        sha256 = facts.hash.blob
        byteCount = facts.byteCount
        size = facts.size
        root = facts.root.blob
        keyringSequence = facts.keyringSequence
        keysSha256 = facts.keysHash.blob
        // A leaf holds so many: a store whose keys turned more often is rewrapped, or tells the rest
        // in its census.
        keys = facts.keys.suffix(MessageLimits.keyUsesMax).map { use in
            var item = WireKeyUse()
            item.dataClass = UInt32(use.dataClass.rawValue)
            item.version = use.version
            item.wraps = use.count
            return item
        }
        files = facts.files
        acts = facts.acts
        tombstones = facts.tombstones
        attachments = facts.attachments
    }
}
