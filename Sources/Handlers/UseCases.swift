internal import AuditLog
internal import Authority
public import Basics
internal import Circuit
public import Dossiers
internal import Framing
internal import Index
internal import Messages
public import Operations
internal import Registry

/// What the use cases need to know of the process around them.
public struct Surroundings {
    /// The software's name and version.
    public var software: String
    /// The version of libsodium.
    public var libsodium: String
    /// When the process started.
    public var startedAt: Instant
    /// How many connections there are now.
    public var connectionCount: () -> Int
    /// How many bytes of disk are free where the store lies.
    public var diskFreeByteCount: () -> UInt64
    /// Whether the file that unseals at start lies where the store does (SPEC W-63).
    public var isCredentialBeside: () -> Bool
    /// The file that unseals at start; nil where there is none.
    public var credentialPath: String?
    /// Random 64-bit numbers, for ids and file numbers.
    public var random: () -> UInt64
    /// The definition as it is served: delimited items, and their SHA-256.
    public var definition: (content: [UInt8], hash: [UInt8])
    /// What the process was told at start, one setting a line, for the backup of the keys.
    public var settings: [String]
    /// What the process counts of itself, as Prometheus reads it.
    public var metrics: () -> String
    /// Makes a backup apart from the keeper's thread and hands what came of it to `finishBackup`.
    public var makeBackup: (Backup) -> Void
    /// Does some work apart from the keeper's thread, where there is another one.
    public var aside: (@escaping @Sendable () -> Void) -> Void

    /// Joins what is known.
    public init(
        software: String, libsodium: String, startedAt: Instant,
        connectionCount: @escaping () -> Int, diskFreeByteCount: @escaping () -> UInt64,
        isCredentialBeside: @escaping () -> Bool, credentialPath: String? = nil,
        random: @escaping () -> UInt64,
        definition: (content: [UInt8], hash: [UInt8]), settings: [String],
        metrics: @escaping () -> String = { "" }, makeBackup: @escaping (Backup) -> Void,
        aside: @escaping (@escaping @Sendable () -> Void) -> Void = { $0() }
    ) {
        self.software = software
        self.libsodium = libsodium
        self.startedAt = startedAt
        self.connectionCount = connectionCount
        self.diskFreeByteCount = diskFreeByteCount
        self.isCredentialBeside = isCredentialBeside
        self.credentialPath = credentialPath
        self.random = random
        self.definition = definition
        self.settings = settings
        self.metrics = metrics
        self.makeBackup = makeBackup
        self.aside = aside
    }
}

/// The use cases: from a decoded request to a permit, to what Dossiers does under it.
///
/// They belong to the keeper's thread, as the rooms below do.
public final class UseCases {
    let dossiers: Ledger
    let policy: AccessPolicy
    let surroundings: Surroundings
    let clock: () -> Instant
    let rotations: Rotations
    let indexRotation: IndexRotation
    let logRotation: LogRotation
    let renewals: Renewals
    var index: FileIndex
    var searches = SearchAllowance()
    /// Figures that are being counted, or were a moment ago.
    var figureRuns = CountedRuns<AskedFigures, FigureRun>()
    /// Tables in which small counts are hidden, likewise.
    var freeTables = CountedRuns<FreeTableQuestion, FreeTableRun>()
    /// The building of the index; nil once it is whole.
    var indexBuild: IndexBuild?
    /// Publications that are being prepared, or were a moment ago, the newest last.
    var drafts: [PublicationDraft] = []
    /// Devices that were told the daemon's newest key by the calls of this round.
    var told: Set<DeviceID> = []
    /// Invitations that a second key tried to use in this round.
    var contests: Set<InvitationID> = []
    /// Stream calls that have not ended.
    var streams: [StreamID: OpenStream] = [:]
    /// How far a subscription may lag behind, in positions; a test sets a smaller one.
    var lagPositionsMax = HandlerLimits.lagPositionsMax
    /// How often the files of a member have changed since the unseal: whoever tells him what falls
    /// due has to look again.
    var dueRevisions: [MemberID: UInt64] = [:]
    /// Rises with every access by break-glass, and with what becomes of one.
    var glassRevision: UInt64 = 0
    /// How often a file has changed on which something is owed by whoever has an ability.
    var sharedDueRevision: UInt64 = 0
    /// Files that an offer did not move, each tried once since the unseal.
    var leftBehind: [HandOverID: Set<FileID>] = [:]
    /// What custodians have contributed to an unsealing.
    var contributions: Contributions
    /// Bundles that come piece by piece, by the device that brings them.
    var staged: [DeviceID: StagedBundle] = [:]
    /// The backup that is being made, and what became of the last one.
    let backups: BackupDesk
    /// A new slot that waits for a second person, or for its passphrase.
    var slotPlan: SlotPlan?
    /// The plan of a slot that was taken back last.
    var cancelledSlot: SlotPlanID?
    /// Run on the keeper's thread when a group is durable, before its answers go: what handshakes
    /// know has to be new before a caller hears that it is.
    public var onCommit: (() -> Void)?

    /// The kinds of task of which more people are told than those who answer for the file.
    let sharedTasks: Set<String>
    /// What the kinds of task mean that mean something.
    let taskMeanings: [String: TaskMeaning]
    /// The stages in which nothing is in hand any more.
    let closedStages: Set<String>

    var definition: CircuitDefinition { dossiers.definition }

    /// Joins the rooms; Dossiers may be sealed.
    public init(
        dossiers: Ledger, surroundings: Surroundings, clock: @escaping () -> Instant
    ) {
        self.dossiers = dossiers
        self.surroundings = surroundings
        self.clock = clock
        policy = AccessPolicy(dossiers.definition)
        contributions = Contributions(
            nonce: Identifier(high: surroundings.random(), low: surroundings.random()))
        backups = BackupDesk(dossiers, settings: surroundings.settings)
        rotations = Rotations(
            dossiers, clock: clock, diskFreeByteCount: surroundings.diskFreeByteCount,
            keepKeys: { [backups] in try backups.keepKeys(at: clock(), isProof: true) })
        indexRotation = IndexRotation(
            dossiers, clock: clock, diskFreeByteCount: surroundings.diskFreeByteCount,
            keepKeys: { [backups] in try backups.keepKeys(at: clock(), isProof: true) })
        logRotation = LogRotation(
            dossiers, clock: clock,
            keepKeys: { [backups] in try backups.keepKeys(at: clock(), isProof: true) })
        renewals = Renewals(
            dossiers, clock: clock, diskFreeByteCount: surroundings.diskFreeByteCount)
        sharedTasks = Set(
            dossiers.definition.parts.tasks.filter { $0.ability != nil }.map(\.code))
        // What comes to more people than those who answer for a file is looked up by its kind.
        index = FileIndex(
            watching: sharedTasks.union(
                dossiers.definition.parts.clocks.filter { $0.escalation != nil }.map(\.code)))
        taskMeanings = Dictionary(
            dossiers.definition.parts.tasks.compactMap { kind in
                kind.meaning.map { (kind.code, $0) }
            }, uniquingKeysWith: { first, _ in first })
        closedStages = Set(
            dossiers.definition.parts.tracks.flatMap(\.stages)
                .filter { $0.meanings.contains(.closes) }.map(\.code))
        dossiers.observe(self)
        if dossiers.isUnsealed { opened() }
    }

    // MARK: - Serving

    /// Serves calls that arrived together; each hears exactly one answer.
    public func serve(_ calls: [IncomingCall]) { serve(calls.map { .call($0) }) }

    /// Serves what arrived together, in groups, and lets each stream call that has something to do
    /// take one step.
    public func serve(_ arrivals: [Arrival]) {
        var group: [Job] = []
        var callers: Set<DeviceID> = []
        func serveGroup() {
            if !group.isEmpty { dossiers.serve(group) }
            group = []
            startAskedBackup()
        }
        func gather(_ job: Job) {
            group.append(job)
            if group.count == DossierLimits.callsPerGroup { serveGroup() }
        }
        for arrival in arrivals {
            switch arrival {
            case .call(let call):
                if let device = device(of: call.caller) { callers.insert(device) }
                guard isAlone(call.method) else {
                    gather(job(call))
                    continue
                }
                serveGroup()
                serveAlone(call)
            case .stream(let stream):
                if let device = device(of: stream.call.caller) { callers.insert(device) }
                gather(open(stream))
            case .signal(let id, let signal):
                if waitsToBegin(id) { serveGroup() }
                note(signal, of: id)
            }
        }
        for job in streamJobs() { gather(job) }
        serveGroup()
        // Failing to note the hour of a call is no reason to fail the call.
        try? dossiers.noteSeen(callers)
        for invitation in contests { noteContested(invitation) }
        contests = []
        if !told.isEmpty {
            try? dossiers.noteTold(told)
            told = []
        }
    }

    private func job(_ call: IncomingCall) -> Job {
        let deliver = call.deliver
        guard let traits = MethodTable.traits(call.method) else {
            return refusing(call, .unknownMethod)
        }
        do {
            let context = try admit(call, traits)
            return Job(context, deliver: { deliver(OutgoingAnswer($0)) }) { [self] turn in
                try perform(traits.method, call, turn)
            }
        } catch {
            return refusing(call, error)
        }
    }

    /// A job that does nothing but leave the leaf of a refusal.
    func refusing(
        _ call: IncomingCall, _ refusal: Refusal, deliver: ((Reply) -> Void)? = nil
    ) -> Job {
        let answer = call.deliver
        let context = CallContext(
            method: call.method, isMutating: false, operationKey: nil, payload: [],
            device: device(of: call.caller), generation: generation(of: call.caller),
            session: call.session, actor: actor(of: call.caller))
        return Job(context, deliver: deliver ?? { answer(OutgoingAnswer($0)) }) { _ in
            throw refusal
        }
    }

    private func generation(of caller: Caller) -> UInt32 {
        if case .device(_, let generation) = caller { generation } else { 0 }
    }

    private func device(of caller: Caller) -> DeviceID? {
        if case .device(let id, _) = caller { id } else { nil }
    }

    /// Checks what holds for every call: deadline, size, seal, device; and finds who calls.
    func admit(
        _ call: IncomingCall, _ traits: MethodTraits, isBegun: Bool = false
    ) throws(Refusal) -> CallContext {
        if !isBegun, let expiresAt = call.expiresAt, clock() > expiresAt { throw .expired }
        guard call.payload.count <= traits.requestByteCountMax else { throw .tooLarge }
        var isEnrolling = false
        if case .enrolling = call.caller { isEnrolling = true }
        guard traits.isEnrolment == isEnrolling else { throw .unknownMethod }
        if case .device(let id, let generation) = call.caller {
            guard let device = dossiers.registry.devices[id], device.standing == .active,
                device.generation == generation
            else { throw .revoked }
        }
        guard dossiers.isUnsealed || traits.isServedWhileSealed else { throw .sealed }
        return CallContext(
            method: call.method, isMutating: traits.isMutating,
            operationKey: call.operationKey?.bytes, payload: call.payload,
            device: device(of: call.caller), generation: generation(of: call.caller),
            session: call.session, actor: actor(of: call.caller))
    }

    /// The member behind a device, with the posts that he holds now.
    func actor(of caller: Caller) -> Actor? {
        guard case .device(let id, _) = caller, let device = dossiers.registry.devices[id] else {
            return nil
        }
        return Actor(
            member: device.member, device: id,
            posts: dossiers.registry.roles(of: device.member, at: clock()).map {
                Post(role: $0.role, organisation: $0.organisation)
            },
            secrecyUntil: dossiers.registry.members[device.member]?.secrecyUntil
                ?? Instant(milliseconds: 0))
    }

    private func perform(
        _ method: WireMethod, _ call: IncomingCall, _ turn: Turn
    ) throws -> Reply {
        switch method {
        case .whoAmI: try whoAmI(turn)
        case .status: try status(turn)
        case .definition: try serveDefinition(turn)
        case .checkpoint: try checkpoint(turn)
        case .proveLeaf: try proveLeaf(turn)
        case .listCommittee: try listCommittee(turn)
        case .changeCommittee: try changeCommittee(turn)
        case .takePassphrase: try takePassphrase(turn)
        case .listKeys: try listKeys(turn)
        case .changeRotation: try changeRotation(turn)
        case .changeRenewal: try changeRenewal(turn)
        case .figures: try figures(turn)
        case .preparePublication: try preparePublication(turn)
        case .changePublication: try changePublication(turn)
        case .listPublications: try listPublications(turn)
        case .readPublication: try readPublication(turn)
        case .return: try returnPublication(turn)
        case .listWitnesses: try listWitnesses(turn)
        case .changeWitness: try changeWitness(turn)
        case .addCosignature: try addCosignature(turn)
        case .ackOperations: try acknowledgeOperations(turn)
        case .enrol: try enrol(turn, call.caller)
        case .enrolConfirm: try confirmEnrolment(turn, call.caller)
        case .invite: try invite(turn)
        case .approve: try approve(turn)
        case .listDevices: try listDevices(turn)
        case .listMembers: try listMembers(turn)
        case .changeMember: try changeMember(turn)
        case .setAbsence: try setAbsence(turn)
        case .acceptSecrecy: try acceptSecrecy(turn)
        case .breakGlass: try breakGlass(turn)
        case .listBreakGlass: try listBreakGlass(turn)
        case .reviewBreakGlass: try reviewBreakGlass(turn)
        case .listInvitations: try listInvitations(turn)
        case .handOver: try handOver(turn)
        case .answerHandOver: try answerHandOver(turn)
        case .listHandOvers: try listHandOvers(turn)
        case .listOrganisations: try listOrganisations(turn)
        case .listProvinces: try listProvinces(turn)
        case .changeProvince: try changeProvince(turn)
        case .sendTransfer: try sendTransfer(turn)
        case .receiveTransfer: try receiveTransfer(turn)
        case .settleTransfer: try settleTransfer(turn)
        case .order: try order(turn)
        case .listOrders: try listOrders(turn)
        case .settleOrder: try settleOrder(turn)
        case .accessReport: try accessReport(turn)
        case .changeSettings: try changeSettings(turn)
        case .reportIncident: try reportIncident(turn)
        case .listIncidents: try listIncidents(turn)
        case .listDuplicates: try listDuplicates(turn)
        case .settleDuplicate: try settleDuplicate(turn)
        case .backup: try backUp(turn)
        case .listBackups: try listBackups(turn)
        case .planBackups: try planBackups(turn)
        case .signRestoration: try signRestoration(turn)
        case .changeSlot: try changeSlot(turn)
        case .changeDevice: try changeDevice(turn)
        case .renewKey: try renewKey(turn)
        case .confirmKey: try confirmKey(turn)
        case .changeTransport: try changeTransport(turn)
        case .openFile: try openFile(turn)
        case .appendAct: try appendAct(turn)
        case .readFile: try readFile(turn)
        case .readAct: try readAct(turn)
        case .history: try history(turn)
        case .find: try find(turn)
        case .listFiles: try listFiles(turn)
        case .saveSearch: try saveSearch(turn)
        case .listSavedSearches: try listSavedSearches(turn)
        case .forgetSearch: try forgetSearch(turn)
        case .day: try day(turn)
        case .uploadStatus: try uploadStatus(turn)
        // Served apart: those that stream both ways, those that change the seal, and PING.
        case .upload, .download, .subscribe, .ping, .seal, .unseal, .proveCustody, .contribute:
            throw Refusal.unknownMethod
        case .unspecified, .UNRECOGNIZED: throw Refusal.unknownMethod
        }
    }

    // MARK: - Helpers of all use cases

    func decode<Message: Bounded & WireRequest>(
        _ type: Message.Type, _ turn: Turn
    ) throws(Refusal) -> Message {
        do {
            return try Message.decoded(from: turn.call.payload)
        } catch {
            throw .malformed
        }
    }

    /// The permit for a request, or the refusal that Authority gave.
    func permit(
        _ request: Request, _ turn: Turn, facts: FileFacts? = nil
    ) throws(Refusal) -> Permit {
        guard let actor = turn.call.actor else { throw .authority(.noRole) }
        switch policy.decide(actor, request, facts: facts, now: turn.now) {
        case .granted(let permit): return permit
        case .refused(let reason): throw .authority(reason)
        }
    }

    func newID<Kind>(_ kind: Identifier<Kind>.Type = Identifier<Kind>.self) -> Identifier<Kind> {
        Identifier(high: surroundings.random(), low: surroundings.random())
    }
}
