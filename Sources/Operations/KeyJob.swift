public import Basics

/// The rotation of a key of which there is one, as its row holds it (LAYOUT L-65): that of the blind
/// index, or that of the log.
///
/// Which key takes the place of which, the keyring alone says.
public struct KeyJob: KeptRotation, Equatable, Sendable {
    /// Which kind of key: a number of LAYOUT L-15.
    public let kind: UInt8
    /// The rotation's id, made by the client of who planned it; zeros where the daemon began it itself.
    public let id: RotationID
    /// Of the key of the log: whether others may know the former one, which then signs no more.
    public internal(set) var isCompromised = false
    /// Who planned it and who approved it; how many files there were to do, and were done.
    public internal(set) var facts: JobFacts
    /// Where it stands; of the states of a rotation it is never rolled back.
    public private(set) var standing: JobStanding
    /// How much of what was done was left, since it could not be read.
    public internal(set) var skippedCount: UInt64 = 0
    /// The first files of those.
    public internal(set) var unread: [FileID] = []
    /// Of the key of the log: whether the time of the former one was over when it came to stand here;
    /// that counts once it still is a day later.
    private(set) var isSeenOver = false
    /// Whether somebody has decided that what cannot be read is left without a token.
    var leavesUnread = false
    /// The version under which every token is; 0 where that is not known.
    var whole: UInt32
    /// The version under which tokens are being made; 0 before the first.
    var filling: UInt32 = 0
    /// The row of the first file that has no token under it yet.
    var next: Int64 = 1

    /// The row that holds it.
    public var row: Int64 {
        kind == IndexRotation.kind
            ? OperationsLimits.indexRotationRow : OperationsLimits.logRotationRow
    }

    /// Whether it waits for a second person now.
    public func waits(at now: Instant) -> Bool { state == .planned && now < expires }

    /// Until when it stays where it stands: what waits may be approved; the former key of the log
    /// signs beside the new one.
    public var until: Instant? {
        switch state {
        case .planned: expires
        case .cooling:
            changed.adding(
                seconds: isCompromised
                    ? 0
                    : isSeenOver
                        ? OperationsLimits.logKeyLookSeconds : OperationsLimits.logKeySeconds)
        default: nil
        }
    }

    /// Whether there is something that the daemon does by itself at a time.
    public func isBusy(at now: Instant) -> Bool {
        switch state {
        case .armed, .proving, .activating, .running, .verifying, .retiring: true
        // A clock that was put right since the wait was seen to be over is a reason to look again.
        case .cooling: isSeenOver && now < changed || (until.map { $0 <= now } ?? false)
        case .planned, .paused, .rollingBack, .cancelled, .retirement, .retired: false
        }
    }

    /// Whether another one may take its place.
    public func isOver(at now: Instant) -> Bool {
        switch state {
        case .cancelled, .retired: true
        case .planned: expires <= now
        default: false
        }
    }

    init(
        _ kind: UInt8, id: RotationID, planner: MemberID, state: RotationJob.State = .planned,
        whole: UInt32, now: Instant
    ) {
        self.kind = kind
        self.id = id
        self.whole = whole
        standing = JobStanding(state)
        facts = JobFacts(planner: planner, now: now)
    }

    mutating func move(to state: RotationJob.State, _ now: Instant) {
        standing.move(to: state)
        facts.changed = now
        isSeenOver = false
    }

    /// Notes that the time of the log's former key is over by the clock.
    mutating func seeOver(_ now: Instant) {
        move(to: .cooling, now)
        isSeenOver = true
    }

    mutating func halt(_ reason: RotationJob.Pause, _ now: Instant) {
        standing.halt(reason)
        facts.changed = now
    }

    /// The job as it stands once it is halted.
    func halted(_ reason: RotationJob.Pause, _ now: Instant) -> KeyJob {
        var halted = self
        halted.halt(reason, now)
        return halted
    }

    // MARK: Bytes

    private static let magic: [UInt8] = [0x4A, 0x4B]

    /// The bytes of the row, without its tag.
    public var encoded: [UInt8] {
        var bytes = Self.magic + [1, kind] + standing.encoded
        bytes.append((isCompromised ? 1 : 0) | (leavesUnread ? 2 : 0) | (isSeenOver ? 4 : 0))
        bytes.append(id)
        bytes += facts.encoded
        bytes.appendBigEndian(skippedCount)
        bytes.appendBigEndian(whole)
        bytes.appendBigEndian(filling)
        bytes.appendBigEndian(next)
        for file in unread { bytes.append(file) }
        return bytes
    }

    /// Reads the bytes of a row; nil where they are none.
    public init?(encoded bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        do throws(ByteReaderError) {
            guard try Array(reader.take(2)) == Self.magic, try reader.integer(UInt8.self) == 1
            else { return nil }
            kind = try reader.integer()
            guard [IndexRotation.kind, LogRotation.kind].contains(kind),
                let standing = try JobStanding(from: &reader)
            else { return nil }
            let flags = try reader.integer(UInt8.self)
            guard flags <= 7 else { return nil }
            id = try reader.identifier()
            facts = try JobFacts(from: &reader)
            skippedCount = try reader.integer()
            whole = try reader.integer()
            filling = try reader.integer()
            next = try reader.integer()
            var unread: [FileID] = []
            while reader.remaining > 0 { unread.append(try reader.identifier()) }
            (self.standing, self.unread) = (standing, unread)
            (isCompromised, leavesUnread) = (flags & 1 != 0, flags & 2 != 0)
            isSeenOver = flags & 4 != 0
        } catch {
            return nil
        }
    }
}
