public import Basics

/// The rotation of the key that wraps the data keys of one class, as its row holds it (LAYOUT L-33).
///
/// Which key takes the place of which, the keyring alone says.
public struct RotationJob: KeptRotation, Equatable, Sendable {
    /// Where a rotation stands.
    public enum State: UInt8, CaseIterable, Sendable {
        /// Waits for a second person.
        case planned = 1
        /// May begin.
        case armed = 2
        /// The new key is made; whether it is kept is looked at.
        case proving = 3
        /// The new key takes the place of the old one.
        case activating = 4
        /// Data keys are wrapped anew.
        case running = 5
        /// Halted; `pause` says why.
        case paused = 6
        /// Every wrap is opened under the new key alone.
        case verifying = 7
        /// Nothing refers to the old key any more; it stays until the wait is over.
        case cooling = 8
        /// The old key is active again, and data keys are wrapped back.
        case rollingBack = 9
        /// Taken back.
        case cancelled = 10
        /// That the old key is taken out of the keyring waits for a second person.
        case retirement = 11
        /// The old key is taken out of the keyring.
        case retiring = 12
        /// The old key is gone.
        case retired = 13
    }

    /// Why a rotation is halted.
    public enum Pause: UInt8, CaseIterable, Sendable {
        /// An operator asked for it.
        case asked = 1
        /// The disk has no room.
        case disk = 2
        /// The new key does not stand in the keyring on disk.
        case notKept = 3
        /// A wrap does not open.
        case damaged = 4

        /// Why a failure halts one; nil where it is tried again.
        init?(_ failure: StepFailure) {
            switch failure {
            case .disk: self = .disk
            case .damaged: self = .damaged
            case .forNow: return nil
            }
        }
    }

    /// The rotation's id, made by the client of who planned it.
    public let id: RotationID
    /// The class.
    public let dataClass: DataClass
    /// Whether the old key may be known to others: then nothing of it is kept for long.
    public let isCompromised: Bool
    /// Who planned it, or asked last that the old key goes; who approved it; how many wraps there were
    /// to do, and were done.
    public internal(set) var facts: JobFacts
    /// Where it stands.
    public private(set) var standing = JobStanding(.planned)
    /// The version that was active before; 0 as long as it still is.
    public internal(set) var former: UInt32 = 0
    /// The newest version that an earlier rotation took out of use as compromised; 0 for none.
    public internal(set) var compromisedBefore: UInt32 = 0

    /// The newest version of the class that is out of use, and may be known to others; 0 for none.
    public var compromised: UInt32 {
        max(compromisedBefore, isCompromised ? former : 0)
    }

    /// The row that holds it.
    public var row: Int64 { Int64(dataClass.rawValue) }

    /// Whether it waits for a second person now.
    public func waits(at now: Instant) -> Bool {
        (state == .planned || state == .retirement) && now < expires
    }

    /// Until when it stays where it stands: what waits may be approved; cooling, the old key opens.
    public var until: Instant? {
        switch state {
        case .planned, .retirement: expires
        case .cooling:
            changed.adding(
                seconds: isCompromised ? 0 : OperationsLimits.coolingSeconds(dataClass))
        default: nil
        }
    }

    /// Whether there is something that the daemon does by itself.
    public func isBusy(at now: Instant) -> Bool {
        switch state {
        case .armed, .proving, .activating, .running, .verifying, .rollingBack, .retiring: true
        case .planned, .paused, .cooling, .cancelled, .retirement, .retired: false
        }
    }

    /// Whether another rotation of the class may take its place.
    public func isOver(at now: Instant) -> Bool {
        switch state {
        case .cancelled, .retired: true
        case .planned, .cooling, .retirement: until.map { $0 <= now } ?? true
        default: false
        }
    }

    init(
        id: RotationID, dataClass: DataClass, isCompromised: Bool, planner: MemberID, now: Instant,
        after last: RotationJob?
    ) {
        compromisedBefore = last?.compromised ?? 0
        self.id = id
        self.dataClass = dataClass
        self.isCompromised = isCompromised
        facts = JobFacts(planner: planner, now: now)
    }

    mutating func move(to state: State, _ now: Instant) {
        standing.move(to: state)
        facts.changed = now
    }

    mutating func halt(_ reason: Pause, _ now: Instant) {
        standing.halt(reason)
        facts.changed = now
    }

    /// The job as it stands once it is halted.
    func halted(_ reason: Pause, _ now: Instant) -> RotationJob {
        var halted = self
        halted.halt(reason, now)
        return halted
    }

    // MARK: Bytes

    private static let magic: [UInt8] = [0x4A, 0x42]

    /// The bytes of the row, without its tag.
    public var encoded: [UInt8] {
        var bytes = Self.magic + [1] + standing.encoded
        bytes += [dataClass.rawValue, isCompromised ? 1 : 0]
        bytes.append(id)
        bytes += facts.encoded
        bytes.appendBigEndian(former)
        bytes.appendBigEndian(compromisedBefore)
        return bytes
    }

    /// Reads the bytes of a row; nil where they are none.
    public init?(encoded bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        do throws(ByteReaderError) {
            guard try Array(reader.take(2)) == Self.magic, try reader.integer(UInt8.self) == 1,
                let standing = try JobStanding(from: &reader),
                let dataClass = DataClass(rawValue: try reader.integer())
            else { return nil }
            let flags = try reader.integer(UInt8.self)
            guard flags <= 1 else { return nil }
            id = try reader.identifier()
            facts = try JobFacts(from: &reader)
            former = try reader.integer()
            if reader.remaining > 0 { compromisedBefore = try reader.integer() }
            try reader.finish()
            (self.standing, self.dataClass, isCompromised) = (standing, dataClass, flags == 1)
        } catch {
            return nil
        }
    }
}

/// How many wraps one transaction takes: as many as keep it short for callers who wait.
struct BatchSize {
    private(set) var count = OperationsLimits.wrapsPerBatchMin

    /// Learns how long a full batch took before it was committed: the next is as large as would have
    /// taken the time that is meant for one, and at most twice as large or half.
    ///
    /// What the disk takes to commit it is no part of that: a slow one is as slow with fewer.
    mutating func learn(_ spent: Duration) {
        let growth = spent > .zero ? min(max(OperationsLimits.batchTime / spent, 0.5), 2) : 2
        count = min(
            max(Int(Double(count) * growth), OperationsLimits.wrapsPerBatchMin),
            OperationsLimits.wrapsPerBatchMax)
    }
}
