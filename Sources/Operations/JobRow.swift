public import Basics
internal import Dossiers
internal import Store
internal import Vault

/// What the rows of all jobs say in one way: who planned it, who approved it, how far it came
/// (LAYOUT L-33, L-65, L-78).
public struct JobFacts: Equatable, Sendable {
    /// Who planned it; zero where the daemon began it itself.
    public internal(set) var planner: MemberID
    /// When.
    public internal(set) var planned: Instant
    /// Who approved it; zero as long as nobody has.
    public internal(set) var approver = MemberID.zero
    /// When; the epoch's beginning as long as nobody has.
    public internal(set) var approved = Instant(milliseconds: 0)
    /// When it came to stand where it stands.
    public internal(set) var changed: Instant
    /// How much there was to do when it began; 0 before that.
    public internal(set) var totalCount: UInt64 = 0
    /// How much was done.
    public internal(set) var doneCount: UInt64 = 0

    init(planner: MemberID, now: Instant) {
        self.planner = planner
        planned = now
        changed = now
    }

    /// The bytes of a row that say it.
    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(planner)
        bytes.appendBigEndian(planned.milliseconds)
        bytes.append(approver)
        bytes.appendBigEndian(approved.milliseconds)
        bytes.appendBigEndian(changed.milliseconds)
        bytes.appendBigEndian(totalCount)
        bytes.appendBigEndian(doneCount)
        return bytes
    }

    init(from reader: inout ByteReader) throws(ByteReaderError) {
        planner = try reader.identifier()
        planned = Instant(milliseconds: try reader.integer())
        approver = try reader.identifier()
        approved = Instant(milliseconds: try reader.integer())
        changed = Instant(milliseconds: try reader.integer())
        totalCount = try reader.integer()
        doneCount = try reader.integer()
    }
}

/// A job that goes on between calls, and is kept in a row.
public protocol KeptJob {
    /// Who planned it, who approved it, how far it came.
    var facts: JobFacts { get }
    /// The row that holds it.
    var row: Int64 { get }
    /// The bytes of the row, without its tag.
    var encoded: [UInt8] { get }
    /// Reads the bytes of a row; nil where they are none.
    init?(encoded: [UInt8])
    /// Whether it waits for a second person at a time.
    func waits(at now: Instant) -> Bool
    /// Whether there is something that the daemon does by itself at a time.
    func isBusy(at now: Instant) -> Bool
}

/// The rotation of a key, as it is kept.
public protocol KeptRotation: KeptJob {
    /// The rotation's id, made by the client of who planned it; zeros where the daemon began it itself.
    var id: RotationID { get }
    /// Whether others may know the key that is replaced.
    var isCompromised: Bool { get }
    /// Where it stands.
    var standing: JobStanding { get }
    /// Until when it stays where it stands; nil where nobody can say that.
    var until: Instant? { get }
}

extension KeptRotation {
    /// Where it stands.
    public var state: RotationJob.State { standing.state }
    /// What a halted one goes on with.
    public var resumesAs: RotationJob.State { standing.resumesAs }
    /// Why it is halted; nil where it is not.
    public var pause: RotationJob.Pause? { standing.pause }
}

extension KeptJob {
    /// Who planned it; zero where the daemon began it itself.
    public var planner: MemberID { facts.planner }
    /// When.
    public var planned: Instant { facts.planned }
    /// Who approved it; zero as long as nobody has.
    public var approver: MemberID { facts.approver }
    /// When; the epoch's beginning as long as nobody has.
    public var approved: Instant { facts.approved }
    /// When it came to stand where it stands.
    public var changed: Instant { facts.changed }
    /// How much there was to do when it began; 0 before that.
    public var totalCount: UInt64 { facts.totalCount }
    /// How much was done.
    public var doneCount: UInt64 { facts.doneCount }
    /// Until when it may be approved.
    public var expires: Instant { planned.adding(seconds: OperationsLimits.rotationPlanSeconds) }
}

/// Where the rotation of a key stands, as its row says it.
public struct JobStanding: Equatable, Sendable {
    /// The state.
    public private(set) var state: RotationJob.State
    /// What a halted one goes on with.
    public private(set) var resumesAs: RotationJob.State
    /// Why it is halted; nil where it is not.
    public private(set) var pause: RotationJob.Pause?

    init(_ state: RotationJob.State) { (self.state, resumesAs) = (state, state) }

    mutating func move(to state: RotationJob.State) { self = JobStanding(state) }

    mutating func halt(_ reason: RotationJob.Pause) {
        (resumesAs, state, pause) = (state, .paused, reason)
    }

    /// The bytes of a row that say it.
    var encoded: [UInt8] { [state.rawValue, resumesAs.rawValue, pause?.rawValue ?? 0] }

    /// Reads them; nil where they are none.
    init?(from reader: inout ByteReader) throws(ByteReaderError) {
        guard let state = RotationJob.State(rawValue: try reader.integer()),
            let resumesAs = RotationJob.State(rawValue: try reader.integer())
        else { return nil }
        let reason = try reader.integer(UInt8.self)
        pause = RotationJob.Pause(rawValue: reason)
        guard pause != nil || reason == 0 else { return nil }
        (self.state, self.resumesAs) = (state, resumesAs)
    }
}

/// The rows of jobs, each under a tag by which it is known that this store's daemon wrote it
/// (LAYOUT L-21).
enum JobRow {
    /// What a row says; nil where its tag is not right.
    ///
    /// - Throws: `VaultError`.
    static func content(
        _ bytes: [UInt8], of row: Int64, _ ledger: Ledger
    ) throws -> [UInt8]? {
        let content = Array(bytes.dropLast(OperationsLimits.jobTagByteCount))
        let tag = Array(bytes.suffix(OperationsLimits.jobTagByteCount))
        return try ledger.vault.jobTag(row, content) == tag ? content : nil
    }

    /// Writes what a row says.
    ///
    /// - Throws: `VaultError`, `StoreError`.
    static func put(
        _ content: [UInt8], in row: Int64, _ ledger: Ledger, _ transaction: StoreTransaction
    ) throws {
        try transaction.putJob(row, bytes: content + ledger.vault.jobTag(row, content))
    }
}
