public import Basics

/// An order of new data keys for some files or for all, as its row holds it (LAYOUT L-78).
public struct RenewalJob: KeptJob, Equatable, Sendable {
    /// Where an order stands.
    public enum State: UInt8, CaseIterable, Sendable {
        /// Waits for a second person.
        case planned = 1
        /// Files get their new keys, one after the other.
        case running = 2
        /// Halted; `pause` says why.
        case paused = 3
        /// The former keys leave the log of writes.
        case sweeping = 4
        /// Every file has its new keys.
        case done = 5
        /// Taken back; files that had their new keys by then keep them.
        case cancelled = 6
    }

    /// Why an order is halted.
    public enum Pause: UInt8, CaseIterable, Sendable {
        /// An operator asked for it.
        case asked = 1
        /// The disk has no room.
        case disk = 2
        /// Something of a file is not as it was written: it is not sealed anew.
        case damaged = 3

        /// Why a failure halts one; nil where it is tried again.
        init?(_ failure: StepFailure) {
            switch failure {
            case .disk: self = .disk
            case .damaged: self = .damaged
            case .forNow: return nil
            }
        }
    }

    /// The order's id, made by the client of who planned it.
    public let id: RenewalID
    /// The classes that get new keys.
    public let classes: ClassSet
    /// The files; empty where it is all that there were when it began.
    public let files: [FileID]
    /// Who planned it; who approved it; how many files there are to do, and how many it has come by.
    public internal(set) var facts: JobFacts
    /// Where it stands.
    public internal(set) var state = State.planned
    /// Why it is halted; nil where it is not.
    public internal(set) var pause: Pause?
    /// The classes of the file it has come to that have their new keys, with some of their attachments;
    /// none where nothing of it is done yet.
    var begun: ClassSet = []
    /// How many of those it has come by were left as they were, since something of them is not as it was written.
    public internal(set) var skippedCount: UInt64 = 0
    /// The version of the key-encryption key of each class, by the class's number, under which all
    /// files got new data keys last; 0 where they never did.
    public internal(set) var wholeUnder: [UInt32]

    /// The row that holds it.
    public var row: Int64 { OperationsLimits.renewalRow }

    /// Whether it is for all files.
    public var isWhole: Bool { files.isEmpty }

    /// Whether it waits for a second person now.
    public func waits(at now: Instant) -> Bool { state == .planned && now < expires }

    /// Whether there is something that the daemon does by itself.
    public func isBusy(at now: Instant) -> Bool { state == .running || state == .sweeping }

    /// Whether another order may take its place.
    public func isOver(at now: Instant) -> Bool {
        switch state {
        case .done, .cancelled: true
        case .planned: expires <= now
        case .running, .paused, .sweeping: false
        }
    }

    mutating func move(to state: State, _ now: Instant, pause: Pause? = nil) {
        (self.state, self.pause, facts.changed) = (state, pause, now)
    }

    init(
        id: RenewalID, classes: ClassSet, files: [FileID], planner: MemberID, now: Instant,
        after former: RenewalJob?
    ) {
        self.id = id
        self.classes = classes
        self.files = files
        facts = JobFacts(planner: planner, now: now)
        wholeUnder = former?.wholeUnder ?? [UInt32](repeating: 0, count: Self.classCount)
    }

    // MARK: Bytes

    private static let magic: [UInt8] = [0x4A, 0x44]
    /// One more than the number of the last class.
    static let classCount = 8

    /// The bytes of the row, without its tag.
    public var encoded: [UInt8] {
        var bytes = Self.magic
        bytes += [1, state.rawValue, pause?.rawValue ?? 0, UInt8(classes.rawValue)]
        bytes += [begun.rawValue, 0]
        bytes.append(id)
        bytes += facts.encoded
        bytes.appendBigEndian(skippedCount)
        for version in wholeUnder { bytes.appendBigEndian(version) }
        bytes.appendBigEndian(UInt16(clamping: files.count))
        for file in files { bytes.append(file) }
        return bytes
    }

    /// Reads the bytes of a row; nil where they are none.
    public init?(encoded bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        do throws(ByteReaderError) {
            guard try Array(reader.take(2)) == Self.magic, try reader.integer(UInt8.self) == 1,
                let state = State(rawValue: try reader.integer())
            else { return nil }
            let reason = try reader.integer(UInt8.self)
            pause = Pause(rawValue: reason)
            classes = ClassSet(rawValue: try reader.integer())
            begun = ClassSet(rawValue: try reader.integer())
            guard pause != nil || reason == 0, try reader.zeros(1) else { return nil }
            id = try reader.identifier()
            facts = try JobFacts(from: &reader)
            skippedCount = try reader.integer()
            var versions: [UInt32] = []
            for _ in 0..<Self.classCount { versions.append(try reader.integer()) }
            wholeUnder = versions
            let count = Int(try reader.integer(UInt16.self))
            guard count <= OperationsLimits.renewedFilesMax else { return nil }
            var files: [FileID] = []
            for _ in 0..<count { files.append(try reader.identifier()) }
            try reader.finish()
            (self.state, self.files) = (state, files)
        } catch {
            return nil
        }
    }
}
