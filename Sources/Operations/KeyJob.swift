public import Basics

/// The rotation of a key of which there is one, as its row holds it (LAYOUT L-65): that of the blind
/// index, or that of the log.
///
/// Which key takes the place of which, the keyring alone says.
public struct KeyJob: Equatable, Sendable {
    /// Which kind of key: a number of LAYOUT L-15.
    public let kind: UInt8
    /// The rotation's id, made by the client of who planned it; zeros where the daemon began it itself.
    public let id: RotationID
    /// Where it stands; of the states of a rotation it is never rolled back.
    public internal(set) var state: RotationJob.State
    /// What a halted one goes on with.
    public internal(set) var resumesAs: RotationJob.State
    /// Why it is halted; nil where it is not.
    public internal(set) var pause: RotationJob.Pause?
    /// Of the key of the log: whether others may know the former one, which then signs no more.
    public internal(set) var isCompromised = false
    /// Who planned it; zero where the daemon began it itself.
    public let planner: MemberID
    /// When.
    public let planned: Instant
    /// Who approved it; zero as long as nobody has.
    public internal(set) var approver = MemberID.zero
    /// When; the epoch's beginning as long as nobody has.
    public internal(set) var approved = Instant(milliseconds: 0)
    /// When it came to stand where it stands.
    public internal(set) var changed: Instant
    /// How much there was to do when it began.
    public internal(set) var totalCount: UInt64 = 0
    /// How much was done.
    public internal(set) var doneCount: UInt64 = 0
    /// How much of that was left, since it could not be read.
    public internal(set) var skippedCount: UInt64 = 0
    /// The version under which every token is; 0 where that is not known.
    var whole: UInt32
    /// The version under which tokens are being made; 0 before the first.
    var filling: UInt32 = 0
    /// The row of the first file that has no token under it yet.
    var next: Int64 = 1

    /// Until when it may be approved.
    public var expires: Instant { planned.adding(seconds: OperationsLimits.rotationPlanSeconds) }

    /// Whether it waits for a second person now.
    public func waits(at now: Instant) -> Bool { state == .planned && now < expires }

    /// Until when it stays where it stands: what waits may be approved; the former key of the log
    /// signs beside the new one.
    public var until: Instant? {
        switch state {
        case .planned: expires
        case .cooling:
            changed.adding(seconds: isCompromised ? 0 : OperationsLimits.logKeySeconds)
        default: nil
        }
    }

    /// Whether there is something that the daemon does by itself now.
    public var isBusy: Bool {
        switch state {
        case .armed, .proving, .activating, .running, .verifying, .retiring: true
        case .planned, .paused, .cooling, .rollingBack, .cancelled, .retirement, .retired: false
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
        self.planner = planner
        self.whole = whole
        self.state = state
        resumesAs = state
        planned = now
        changed = now
    }

    mutating func move(to state: RotationJob.State, _ now: Instant) {
        (self.state, resumesAs, pause, changed) = (state, state, nil, now)
    }

    mutating func halt(_ reason: RotationJob.Pause, _ now: Instant) {
        (resumesAs, state, pause, changed) = (state, .paused, reason, now)
    }

    // MARK: Bytes

    private static let magic: [UInt8] = [0x4A, 0x4B]

    /// The bytes of the row, without its tag.
    var encoded: [UInt8] {
        var bytes = Self.magic
        bytes += [1, kind, state.rawValue, resumesAs.rawValue, pause?.rawValue ?? 0]
        bytes.append(isCompromised ? 1 : 0)
        bytes.append(id)
        bytes.append(planner)
        bytes.appendBigEndian(planned.milliseconds)
        bytes.append(approver)
        bytes.appendBigEndian(approved.milliseconds)
        bytes.appendBigEndian(changed.milliseconds)
        bytes.appendBigEndian(totalCount)
        bytes.appendBigEndian(doneCount)
        bytes.appendBigEndian(skippedCount)
        bytes.appendBigEndian(whole)
        bytes.appendBigEndian(filling)
        bytes.appendBigEndian(next)
        return bytes
    }

    /// Reads the bytes of a row; nil where they are none.
    init?(encoded bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        do throws(ByteReaderError) {
            guard try Array(reader.take(2)) == Self.magic, try reader.integer(UInt8.self) == 1
            else { return nil }
            kind = try reader.integer()
            guard let state = RotationJob.State(rawValue: try reader.integer()),
                let resumesAs = RotationJob.State(rawValue: try reader.integer())
            else { return nil }
            let reason = try reader.integer(UInt8.self)
            pause = RotationJob.Pause(rawValue: reason)
            guard pause != nil || reason == 0 else { return nil }
            let flags = try reader.integer(UInt8.self)
            guard flags <= 1, let id = RotationID(try reader.take(16)),
                let planner = MemberID(try reader.take(16))
            else { return nil }
            planned = Instant(milliseconds: try reader.integer())
            guard let approver = MemberID(try reader.take(16)) else { return nil }
            approved = Instant(milliseconds: try reader.integer())
            changed = Instant(milliseconds: try reader.integer())
            totalCount = try reader.integer()
            doneCount = try reader.integer()
            skippedCount = try reader.integer()
            whole = try reader.integer()
            filling = try reader.integer()
            next = try reader.integer()
            try reader.finish()
            isCompromised = flags == 1
            (self.state, self.resumesAs, self.id) = (state, resumesAs, id)
            (self.planner, self.approver) = (planner, approver)
        } catch {
            return nil
        }
    }
}
