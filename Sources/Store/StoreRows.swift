public import Basics

/// The integer that stands for a file in every other row, given at creation.
@frozen
public struct FileRow: Hashable, Comparable, Sendable {
    /// The row number, from 1.
    public let value: Int64

    /// Names a row.
    @inlinable
    public init(_ value: Int64) { self.value = value }

    /// Orders files by creation.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// One envelope of an act as it stands on disk.
public struct ActRow: Equatable, Sendable {
    /// The row number, from 1, in the order of writing.
    public var row: Int64
    /// The file.
    public var file: FileRow
    /// The position of the act in its file, from 1.
    public var sequence: UInt64
    /// The class that the envelope is sealed under.
    public var dataClass: DataClass
    /// The act's id.
    public var record: ActID
    /// The index of the leaf that the act was written with.
    public var leaf: UInt64
    /// When it was written.
    public var time: Instant
    /// The sealed envelope.
    public var envelope: [UInt8]

    /// Names a row to be written; the row number is given by the store.
    public init(
        file: FileRow, sequence: UInt64, dataClass: DataClass, record: ActID, leaf: UInt64,
        time: Instant, envelope: [UInt8]
    ) {
        self.row = 0
        self.file = file
        self.sequence = sequence
        self.dataClass = dataClass
        self.record = record
        self.leaf = leaf
        self.time = time
        self.envelope = envelope
    }
}

/// What stays of an erased envelope.
public struct Tombstone: Equatable, Sendable {
    /// The row number that the envelope had.
    public var row: Int64
    /// The file.
    public var file: FileRow
    /// The position of the act in its file.
    public var sequence: UInt64
    /// The class that was erased.
    public var dataClass: DataClass
    /// The act's id.
    public var record: ActID
    /// The index of the leaf that the act was written with.
    public var leaf: UInt64
    /// SHA-256 of the envelope.
    public var hash: [UInt8]
    /// The index of the ERASE leaf.
    public var erasure: UInt64

    /// The mark of an act's envelope, erased under a leaf.
    public init(of act: ActRow, hash: [UInt8], erasure: UInt64) {
        self.init(
            row: act.row, file: act.file, sequence: act.sequence, dataClass: act.dataClass,
            record: act.record, leaf: act.leaf, hash: hash, erasure: erasure)
    }

    init(
        row: Int64, file: FileRow, sequence: UInt64, dataClass: DataClass, record: ActID,
        leaf: UInt64, hash: [UInt8], erasure: UInt64
    ) {
        self.row = row
        self.file = file
        self.sequence = sequence
        self.dataClass = dataClass
        self.record = record
        self.leaf = leaf
        self.hash = hash
        self.erasure = erasure
    }
}

/// What stays of an envelope that was sealed anew: its hash, which the leaf before binds.
public struct FormerEnvelope: Equatable, Sendable {
    /// The row number of the act's envelope.
    public let act: Int64
    /// The index of the leaf under which it was sealed anew.
    public let leaf: UInt64
    /// SHA-256 of the envelope as it was until then.
    public let hash: [UInt8]
}

/// Where an envelope of a file lies.
public struct Place: Equatable, Sendable {
    /// The position of the act in its file.
    public let sequence: UInt64
    /// The class of the envelope.
    public let dataClass: DataClass
    /// The number of its row.
    public let act: Int64
}

/// A wrapped data key.
public struct WrapRow: Equatable, Sendable {
    /// The file.
    public var file: FileRow
    /// The class that the key seals.
    public var dataClass: DataClass
    /// The generation of the data key, from 1.
    public var generation: UInt32
    /// The version of the key-encryption key, a copy of what the wrap says.
    public var kekVersion: UInt32
    /// The 120 bytes of the wrap.
    public var wrap: [UInt8]

    /// Names a row.
    public init(
        file: FileRow, dataClass: DataClass, generation: UInt32, kekVersion: UInt32,
        wrap: [UInt8]
    ) {
        self.file = file
        self.dataClass = dataClass
        self.generation = generation
        self.kekVersion = kekVersion
        self.wrap = wrap
    }
}

/// How many wraps refer to a version of a class's key-encryption key.
public struct WrapCount: Equatable, Sendable {
    /// The class.
    public let dataClass: DataClass
    /// The version of the key-encryption key.
    public let kekVersion: UInt32
    /// The number of wraps.
    public let count: Int64
}

/// A head part as it stands on disk.
public struct HeadRow: Equatable, Sendable {
    /// The file.
    public let file: FileRow
    /// The sequence of the last act that is folded in.
    public let position: UInt64
    /// The sealed part.
    public let envelope: [UInt8]
}

/// A stored answer, found by its op key.
public struct OpKeyRow: Equatable, Sendable {
    /// The row number, from 1; never used twice.
    public var row: Int64
    /// When it was written.
    public var time: Instant
    /// The keyed digest of the method and the payload, 32 bytes.
    public var digest: [UInt8]
    /// The sealed answer.
    public var answer: [UInt8]

    /// Names a row.
    public init(row: Int64, time: Instant, digest: [UInt8], answer: [UInt8]) {
        self.row = row
        self.time = time
        self.digest = digest
        self.answer = answer
    }
}

/// What is needed to find a stored answer.
public struct OpKeyPlace: Equatable, Sendable {
    /// The row number.
    public let row: Int64
    /// When it was written.
    public let time: Instant
    /// The masked tag of the device.
    public let device: Int64
    /// The keyed digest of device and op key, 16 bytes.
    public let place: [UInt8]
    /// Whether the device has confirmed the answer, which is then empty.
    public let isAcknowledged: Bool
}
