internal import AuditLog
internal import Authority
public import Basics
internal import Dossiers
internal import Store
internal import Vault

/// Jobs that go on a step at a time between calls, as their rows hold them.
///
/// One thread uses it, outside the store's groups but for what people ask for, which is written in
/// the group of the call that asks for it.
public class KeptJobs<Job: KeptJob> {
    let ledger: Ledger
    let clock: () -> Instant
    let permit = Permit.system(.rotation)
    private let rows: Set<Int64>
    /// From the beginning of the last step until the next may be taken: a clock that was set back ends
    /// it.
    private var rest = Instant(milliseconds: 0)..<Instant(milliseconds: 0)
    /// The last job of each row.
    var kept: [Int64: Job] = [:]
    /// The rows that are not believed: they were not written by this store's daemon.
    private(set) var forged: Set<Int64> = []

    init(in rows: Set<Int64>, _ ledger: Ledger, clock: @escaping () -> Instant) {
        (self.rows, self.ledger, self.clock) = (rows, ledger, clock)
    }

    /// Reads the jobs of a store that was unsealed; a row whose tag is not right is not believed.
    ///
    /// - Throws: `VaultError` or `StoreError`.
    public func takeUp() throws {
        putDown()
        let found = try ledger.store.group { try $0.jobs() }
        for (row, bytes) in found where rows.contains(row) {
            let content = try JobRow.content(bytes, of: row, ledger)
            if let job = content.flatMap(Job.init(encoded:)), job.row == row {
                kept[row] = job
            } else {
                forged.insert(row)
            }
        }
    }

    /// Forgets what was read, as the keys are.
    public func putDown() {
        (kept, forged) = ([:], [])
        rest = rest.lowerBound..<rest.lowerBound
    }

    // MARK: Steps

    /// How many of them have work, now or after a rest.
    public var busyCount: Int { busy(at: clock()).count }

    /// After how many seconds a step may be taken; nil where there is no work.
    public func restSeconds(now: Instant) -> Double? {
        next(at: now).map { _ in
            rest.contains(now)
                ? Double(rest.upperBound.milliseconds - now.milliseconds) / 1_000 : 0
        }
    }

    private func next(at now: Instant) -> Job? {
        busy(at: now).min { $0.row < $1.row }
    }

    private func busy(at now: Instant) -> [Job] {
        ledger.isUnsealed ? kept.values.filter { $0.isBusy(at: now) } : []
    }

    /// Takes one step, unless it has to rest first, so that callers are served: a third of the time at
    /// most goes into it.
    ///
    /// - Returns: whether a step was taken.
    public func step(now: Instant) -> Bool {
        guard !rest.contains(now), let job = next(at: now) else { return false }
        if let failure = JobStep.take(of: ledger, { try take(job) }) {
            guard let halted = halted(kept[job.row] ?? job, by: failure) else {
                // It is tried again after a rest.
                rest = now..<max(now, clock()).adding(seconds: OperationsLimits.retrySeconds)
                return false
            }
            halt(halted)
        }
        rest = JobStep.rest(after: now, until: clock())
        return true
    }

    /// Takes a step, without a rest before or after.
    func take(_ job: Job) throws {}

    /// A job that a failure halts, as it stands then; nil where it is tried again.
    func halted(_ job: Job, by failure: StepFailure) -> Job? { nil }

    // MARK: Rows

    /// Keeps a job that is halted; where not even that can be written, it halts until the next start.
    func halt(_ halted: Job) {
        try? ledger.maintain(permit, nil) { try store(halted, in: $0) }
        kept[halted.row] = halted
    }

    /// Writes a job that has moved in a group of its own, with a leaf where one is noted.
    func write(
        _ job: Job, _ note: LeafNote? = nil, _ change: (inout Job, Instant) -> Void,
        beside: (StoreTransaction) throws -> Void = { _ in }
    ) throws {
        var next = job
        change(&next, clock())
        try ledger.maintain(permit, note) {
            try store(next, in: $0)
            try beside($0)
        }
        kept[job.row] = next
        // Nothing has come of a plan that lapses or is taken back: what two people agreed on, and is
        // carried out, stands in the place of a row that was not believed.
        if next.approver != .zero { forged.remove(job.row) }
    }

    /// Writes a job in the group of the call that asks for it.
    func put(_ next: Job, in transaction: StoreTransaction) throws {
        let before = kept[next.row]
        try store(next, in: transaction)
        kept[next.row] = next
        transaction.onRollback { [self] in kept[next.row] = before }
    }

    /// Writes a job in a group that is begun.
    func store(_ job: Job, in transaction: StoreTransaction) throws {
        try JobRow.put(job.encoded, in: job.row, ledger, transaction)
    }
}
