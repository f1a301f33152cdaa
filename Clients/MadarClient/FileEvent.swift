public import Basics
import Framing
import Messages

/// Something that a subscription tells (SPEC W-111).
public struct FileEvent: Equatable, Sendable {
    /// What it tells.
    public enum Kind: Hashable, Sendable {
        /// All that was missed has been told; what follows is new.
        case ready
        /// Events were lost: the lists are to be looked at again.
        case resync
        /// Another member added an act to a file.
        case act(FileID, sequence: UInt64)
        /// A task of a file fell due.
        case due(FileID, task: String, at: Instant)
        /// A file was opened by break-glass; the review is owed until then.
        case breakGlass(BreakGlassID, FileID, reviewDue: Instant)
    }

    /// What it tells.
    public let kind: Kind
    /// Where a subscription goes on once this was dealt with.
    public let place: EventPlace

    init(kind: Kind, place: EventPlace) {
        self.kind = kind
        self.place = place
    }

    /// The event as the agent hands it on: the message in which a daemon puts it, with a length
    /// u16, then the place.
    public var bytes: [UInt8] {
        let message = MessageCodec.encode(WireEvent(kind))
        var bytes: [UInt8] = []
        bytes.appendBigEndian(UInt16(clamping: message.count))
        return bytes + message + place.bytes
    }

    /// Reads what `bytes` gave; nil for anything else.
    public init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard let count = try? reader.integer(UInt16.self),
            let message = try? reader.take(Int(count)),
            let rest = try? reader.take(reader.remaining), let place = EventPlace(Array(rest)),
            let event = try? MessageCodec.decode(WireEvent.self, from: message),
            let kind = Kind(event)
        else { return nil }
        self.init(kind: kind, place: place)
    }
}

/// How far somebody has dealt with the events of a subscription; to be kept, it is a few bytes.
public struct EventPlace: Equatable, Sendable {
    /// The position of the last event; nil to begin now.
    public private(set) var position: UInt64?
    /// When the last task fell due that was told, in milliseconds; 0 for none.
    private(set) var dueMilliseconds: Int64 = 0
    /// The tasks that fell due at that very time and were told: the daemon tells them again.
    private var told: [FileEvent.Kind] = []
    private static let version: UInt8 = 1

    /// The beginning: what happens from now on.
    public init() {}

    /// Takes in what the daemon tells; nil for what was told before.
    mutating func take(_ kind: FileEvent.Kind, position: UInt64) -> FileEvent? {
        self.position = position
        if case .due(_, _, let at) = kind {
            if at.milliseconds != dueMilliseconds { told = [] }
            dueMilliseconds = at.milliseconds
            guard !told.contains(kind) else { return nil }
            told.append(kind)
        }
        return FileEvent(kind: kind, place: self)
    }

    /// Passes over what this version does not know.
    mutating func pass(_ position: UInt64) { self.position = position }

    /// The place as it is kept.
    ///
    /// The layout: version u8 = 1, 0 or 1 and the position u64, the time u64, then for each task
    /// its file 16 and its code with a length u8.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = [Self.version, position == nil ? 0 : 1]
        bytes.appendBigEndian(position ?? 0)
        bytes.appendBigEndian(UInt64(bitPattern: dueMilliseconds))
        for case .due(let file, let task, _) in told {
            bytes.append(file)
            bytes.append(UInt8(clamping: task.utf8.count))
            bytes += task.utf8.prefix(255)
        }
        return bytes
    }

    /// Reads what `bytes` gave; nil for anything else.
    public init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard (try? reader.integer(UInt8.self)) == Self.version,
            let mark = try? reader.integer(UInt8.self), mark <= 1,
            let position = try? reader.integer(UInt64.self),
            let due = try? reader.integer(UInt64.self)
        else { return nil }
        self.position = mark == 1 ? position : nil
        dueMilliseconds = Int64(bitPattern: due)
        while reader.remaining > 0 {
            guard let file: FileID = try? reader.identifier(),
                let count = try? reader.integer(UInt8.self),
                let code = try? reader.take(Int(count)),
                let task = String(validating: code, as: UTF8.self)
            else { return nil }
            told.append(.due(file, task: task, at: Instant(milliseconds: dueMilliseconds)))
        }
    }
}

extension FileEvent.Kind {
    /// What a message tells; nil for one that says nothing of what its kind needs.
    init?(_ event: WireEvent) {
        switch event.kind {
        case .ready: self = .ready
        case .resync: self = .resync
        case .act:
            guard let file = FileID(blob: event.file), event.sequence > 0 else { return nil }
            self = .act(file, sequence: event.sequence)
        case .due:
            guard let file = FileID(blob: event.file), !event.task.isEmpty else { return nil }
            self = .due(file, task: event.task, at: Instant(milliseconds: event.dueMs))
        case .breakGlass:
            guard let access = BreakGlassID(blob: event.access),
                let file = FileID(blob: event.file)
            else { return nil }
            self = .breakGlass(access, file, reviewDue: Instant(milliseconds: event.dueMs))
        case .unspecified, .UNRECOGNIZED: return nil
        }
    }
}

extension WireEvent {
    /// The message of what is told.
    fileprivate init(_ kind: FileEvent.Kind) {
        self.init()
        switch kind {
        case .ready: self.kind = .ready
        case .resync: self.kind = .resync
        case .act(let file, let sequence):
            self.kind = .act
            self.file = file.blob
            self.sequence = sequence
        case .due(let file, let task, let at):
            self.kind = .due
            self.file = file.blob
            self.task = task
            dueMs = at.milliseconds
        case .breakGlass(let access, let file, let reviewDue):
            self.kind = .breakGlass
            self.access = access.blob
            self.file = file.blob
            dueMs = reviewDue.milliseconds
        }
    }
}
