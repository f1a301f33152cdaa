public import AuditLog
internal import Authority
public import Basics
public import Circuit
internal import Messages
public import Registry
public import Store
public import Vault

/// What hears of files that a commit changed; it is told after the commit, with what they fold to.
public protocol CommitObserver: AnyObject {
    /// A file was opened or got an act.
    func changed(_ file: FileID, heads: Heads)
    /// The store was sealed: forget everything.
    func wiped()
    /// A group is durable and its replies are about to go.
    func committed()
    /// How many children stay with an establishment, but for those of some files, as far as groups
    /// are durable; nil where that is not known yet.
    func childCount(in establishment: OrganisationID, but files: Set<FileID>) -> Int?
}

/// One call of a group, and where its answer goes.
public struct Job {
    let call: CallContext
    let work: (Turn) throws -> Reply
    let deliver: (Reply) -> Void

    /// Joins a call, what it does, and what hears its reply once it is durable.
    public init(
        _ call: CallContext, deliver: @escaping (Reply) -> Void,
        work: @escaping (Turn) throws -> Reply
    ) {
        self.call = call
        self.work = work
        self.deliver = deliver
    }
}

/// Files and their acts: the one room that opens a write transaction.
///
/// It belongs to one thread, the keeper's. Calls that arrive together are done in one transaction
/// with one sync; each is taken back alone if it is refused, and its refusal gets a leaf of its
/// own. Nothing goes out before it is durable.
public final class Ledger {
    /// The database.
    public let store: RecordStore
    /// The keys.
    public let vault: RecordVault
    /// Members, devices and invitations.
    public let registry: MemberRegistry
    /// The circuit.
    public let definition: CircuitDefinition
    /// The territory whose store this is.
    public let province: String
    /// The log; nil while sealed.
    public private(set) var log: LeafLog?
    private(set) var opKeys: OpKeys?
    var heads = BoundedCache<FileID, FoldedHeads>(countMax: DossierLimits.cachedHeadCount)
    /// Files whose stored heads lag behind their acts.
    var lagging: Set<FileID> = []
    /// When old operation keys and invitations were swept last.
    var sweptAt = Instant(milliseconds: 0)
    /// When the disk was last asked for room for the reserve.
    private var reserveAskedAt = Instant(milliseconds: 0)
    /// What the running group has changed, told once it is durable.
    private var changed: [FileID] = []
    /// Whether the log of writes may hold what was erased: by the running group, or by a run before
    /// that crashed.
    private var hasErased = true
    /// Acts of the running group, which are told once it is durable.
    private var appended: [ActNotice] = []
    /// The newest acts that are durable.
    private(set) var recentActs = RecentActs()
    private weak var observer: (any CommitObserver)?
    let clock: () -> Instant

    /// Joins the rooms; the vault may be sealed.
    public init(
        store: RecordStore, vault: RecordVault, registry: MemberRegistry,
        definition: CircuitDefinition,
        province: String, clock: @escaping () -> Instant
    ) {
        self.store = store
        self.vault = vault
        self.registry = registry
        self.definition = definition
        self.province = province
        self.clock = clock
    }

    /// Names who hears of changed files.
    public func observe(_ observer: any CommitObserver) { self.observer = observer }

    /// The store's id.
    public var storeID: StoreID { store.id }

    /// Whether content can be opened.
    public var isUnsealed: Bool { log != nil }

    // MARK: - Groups

    /// Serves calls in one transaction; every job hears exactly one reply, after the commit.
    public func serve(_ jobs: [Job]) {
        reclaimReserve(now: clock())
        var replies = attempt(jobs, refusing: store.space == .normal ? nil : .diskFull)
        if replies == nil, store.space != .full {
            // The disk filled up under this group: nothing of it was kept. It runs again with its
            // writes refused, so that reads and leaves go on from the reserve.
            replies = attempt(jobs, refusing: .diskFull)
        }
        let reason: Refusal = store.space == .normal ? .storage : .diskFull
        let final = replies ?? jobs.map { _ in Reply(.refused(reason)) }
        forgetErased()
        tellChanges()
        observer?.committed()
        for (job, reply) in zip(jobs, final) { job.deliver(reply) }
    }

    /// Empties the log of writes where a group has erased something, which still stands in it.
    func forgetErased() {
        guard hasErased else { return }
        // Where the disk refuses it stands there until the next checkpoint, and what was erased is
        // in no table.
        hasErased = (try? store.checkpoint(truncate: true)) != true
    }

    /// Takes the reserve again where the disk has room; the disk is asked once a second at most.
    func reclaimReserve(now: Instant) {
        guard store.space != .normal,
            now >= reserveAskedAt.adding(seconds: DossierLimits.reserveSeconds)
        else { return }
        reserveAskedAt = now
        _ = store.reclaimReserve()
    }

    private func attempt(_ jobs: [Job], refusing refusal: Refusal?) -> [Reply]? {
        changed = []
        appended = []
        do {
            return try store.group { transaction in
                var replies: [Reply] = []
                replies.reserveCapacity(jobs.count)
                for job in jobs {
                    replies.append(try serve(job, refusing: refusal, in: transaction))
                }
                try log?.signCheckpoint(in: transaction)
                return replies
            }
        } catch {
            // The group was taken back whole, in memory too; only the caches of this room, which
            // hold folded heads of acts that are not there, have to go.
            heads.removeAll()
            changed = []
            appended = []
            return nil
        }
    }

    private func serve(
        _ job: Job, refusing refusal: Refusal?, in transaction: StoreTransaction
    ) throws -> Reply {
        let turn = Turn(
            dossiers: self, transaction: transaction, call: job.call, now: clock(),
            refusingWrites: refusal)
        do {
            return try transaction.attempt {
                if job.call.isMutating {
                    // A write that was done before has its answer, whatever the disk says now.
                    if let repeated = try turn.repeated() { return repeated }
                    if let refusal { throw refusal }
                }
                return try job.work(turn)
            }
        } catch let refusal as Refusal {
            return try turn.refuse(refusal)
        } catch let error as VaultError {
            return try turn.refuse(try Self.refusal(error))
        } catch let error as AuditError {
            return try turn.refuse(try Self.refusal(error))
        } catch let error as RegistryError {
            if case .store(let inner) = error { throw inner }
            return try turn.refuse(Refusal(error))
        }
    }

    /// What a caller hears of a failure of the log: a leaf that is damaged fails the calls that
    /// read it, and no others of their group.
    static func refusal(_ error: AuditError) throws -> Refusal {
        switch error {
        case .vault(let inner): return try refusal(inner)
        case .store(let inner): throw inner
        case .olderKeyring: return .damagedKeyring
        default: return .storage
        }
    }

    /// What a caller hears of a failure of the vault; a failure of the store ends the group.
    static func refusal(_ error: VaultError) throws -> Refusal {
        switch error {
        case .sealed: return .sealed
        case .notFound: return .absent
        case .limitExceeded: return .overloaded
        case .wrongPassphrase, .wrongCredential, .noSlot, .unsuitablePassphrase:
            return .wrongPassphrase
        case .damagedKeyring, .weakPasswordHash: return .damagedKeyring
        case .store(let inner): throw inner
        default: return .storage
        }
    }

    private func tellChanges() {
        for file in changed {
            if let entry = heads[file] { observer?.changed(file, heads: entry.heads) }
        }
        changed = []
        recentActs.add(appended)
        appended = []
    }

    /// How many other children stay with an establishment, those counted whom this group has brought
    /// there before, and those not whom it has taken away: two who come together do not take one
    /// place.
    ///
    /// - Throws: `Refusal.overloaded` while nobody knows.
    func childCount(in establishment: OrganisationID, besides file: FileID) throws(Refusal) -> Int {
        // What was taken back and is not at hand any more is as the observer knows it.
        var inHand: [FileID: Heads] = [:]
        for other in changed { inHand[other] = heads[other]?.heads }
        let durable = observer.map {
            $0.childCount(in: establishment, but: Set(inHand.keys).union([file]))
        }
        // Without an observer, as in a restored store, there is nobody to ask and nobody to refuse.
        guard let known = durable ?? 0 else { throw .overloaded }
        inHand[file] = nil
        return known
            + inHand.values.count {
                $0.ties(definition).organisations[.placement]?.contains(establishment) == true
            }
    }

    func noteChange(_ file: FileID) {
        changed.append(file)
        lagging.insert(file)
    }

    /// Notes that something of a file was erased: what it folds to now is told as a change.
    func noteErasure(of file: FileID) {
        noteErased()
        noteChange(file)
    }

    /// Notes that the log of writes holds what was erased, which it forgets with the next group of calls.
    public func noteErased() { hasErased = true }

    /// Notes an act of the running group; it is taken back with its job.
    func noteAct(_ notice: ActNotice, in transaction: StoreTransaction) {
        appended.append(notice)
        transaction.onRollback { [self] in _ = appended.popLast() }
    }

    /// The position of the last durable act among all acts of the store; 0 while sealed.
    public var actPosition: UInt64 { recentActs.position }

    // MARK: - Publication

    /// The key of a child in published tables.
    ///
    /// - Throws: `Refusal.sealed`, or `VaultError`.
    public func publicationKey(of file: FileID) throws -> UInt64 {
        guard let opKeys else { throw Refusal.sealed }
        return try opKeys.publicationKey(of: file)
    }

    /// A draw of published tables by name.
    ///
    /// - Throws: `Refusal.sealed`, or `VaultError`.
    public func publicationDraw(_ name: [UInt8]) throws -> UInt64 {
        guard let opKeys else { throw Refusal.sealed }
        return try opKeys.publicationDraw(name)
    }

    // MARK: - Sealing

    /// Takes up log and operation keys after the vault was unsealed, and appends what happened
    /// while it was sealed.
    ///
    /// - Throws: `AuditError` where the log does not agree with its checkpoint; the vault is then
    ///   sealed again.
    public func takeUp() throws {
        do {
            try store.group { transaction in
                let log = try LeafLog(vault: vault, in: transaction)
                opKeys = try OpKeys(vault: vault, in: transaction)
                self.log = log
                try log.noteKeys(in: transaction)
                try appendPending(to: log, in: transaction)
                try log.signCheckpoint(in: transaction)
                recentActs.reset(to: transaction.actCount)
            }
        } catch {
            putDown()
            throw error
        }
    }

    /// Wipes keys and everything that was opened with them.
    public func putDown() {
        // Without the newest edge a verification tells less, and nothing else is lost.
        try? keepEdge(after: 1)
        log = nil
        opKeys = nil
        heads.removeAll()
        recentActs.reset(to: 0)
        vault.seal()
        observer?.wiped()
    }
}
