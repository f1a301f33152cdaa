internal import AuditLog
internal import Authority
public import Basics
public import Circuit
public import Dossiers
internal import Framing
internal import Index
internal import Messages
internal import Operations
public import Registry

// Finding and listing: the index answers, filtered by what the caller may see before anything is
// compared.

extension UseCases {
    func find(_ turn: Turn) throws -> Reply {
        let request = try decode(WireFindRequest.self, turn)
        let permit = try permit(.search, turn)
        if let actor = turn.call.actor {
            try searches.take(
                actor.device, for: request.register ? .register : .name, now: turn.now)
        }
        let query = try query(request)
        let record = try record(request)
        // Decided before anything is looked for, so that it takes the same whatever there is.
        let reachable = index.reachable(where: try reach(turn))
        var answer = WireFindAnswer()
        // One name in forty of nine letters reads as a number, too.
        let numbered = FileNumber(request.text).flatMap { index.find(number: $0, in: reachable) }
        if let numbered {
            answer.candidates = [candidate(numbered, permit)]
        } else {
            let limit = request.limit == 0 ? MessageLimits.candidatesMax : Int(request.limit)
            let found = index.search(
                query, limit: min(limit, MessageLimits.candidatesMax), in: reachable)
            answer.candidates = found.map { found in
                var item = candidate(found.file, permit)
                item.likeness = UInt32(clamping: found.likeness)
                item.fits = found.reasons.reduce(0) { $0 | 1 << $1.bit }
                return item
            }
        }
        if let record {
            let limit = request.limit == 0 ? MessageLimits.candidatesMax : Int(request.limit)
            answer.candidates = Array(
                try with(record, answer.candidates, reachable, permit, turn).prefix(limit))
        }
        answer.names = names(in: answer.candidates)
        answer.indexPercent = indexPercent
        let payload = Self.even(&answer)
        var note = LeafNote(.search)
        note.count = answer.candidates.count
        // Of what was asked the log keeps a keyed hash alone; of a name alone the same as ever.
        let beside =
            query.relatives + [
                query.phone, query.reference, query.sex ?? "", query.commune ?? "",
                query.birthYears.map { "\($0.lowerBound) \($0.upperBound)" } ?? "",
                query.birthDay.map { "\($0)" } ?? "", query.isOfRegister ? "1" : "",
                record?.compared ?? "",
            ]
        let asked = [query.text] + (beside.allSatisfy(\.isEmpty) ? [] : beside)
        note.query = Array(
            asked.map { NameNormaliser.words($0).joined(separator: " ") }.joined(separator: "/")
                .utf8)
        return try turn.release(permit, note, payload: payload)
    }

    /// What a request asks for.
    private func query(_ request: WireFindRequest) throws(Refusal) -> SearchQuery {
        let (first, last) = (Int(request.birthYearMin), Int(request.birthYearMax))
        guard (first == 0) == (last == 0), first <= last else { throw .malformed }
        var query = SearchQuery(request.text)
        query.birthYears = first == 0 ? nil : first...last
        if request.birthDay != 0 {
            guard let day = UInt16(exactly: request.birthDay), day < .max else { throw .malformed }
            query.birthDay = day
            let year = CivilDate(days: request.birthDay).parts.year
            query.birthYears = query.birthYears ?? year...year
        }
        query.isOfRegister = request.register
        query.sex = request.sex.isEmpty ? nil : request.sex
        query.commune = request.commune.isEmpty ? nil : request.commune
        query.relatives = request.relatives
        query.phone = request.phone
        query.reference = request.reference
        if query.isOfRegister {
            // What every row says that may become a file: who tries names would have to guess it.
            guard !query.text.isEmpty, query.sex != nil, let years = query.birthYears,
                years.count <= HandlerLimits.yearsOfRegisterMax
            else { throw .malformed }
        }
        return query
    }

    /// The record of the civil registry that a request names, if it names one.
    private func record(_ request: WireFindRequest) throws(Refusal) -> CivilRegistryEntry? {
        guard request.hasRecord else { return nil }
        let record = CivilRegistryEntry(
            office: request.record.office, year: Int64(request.record.year),
            number: request.record.number)
        guard let record else { throw .malformed }
        return record
    }

    /// What was found otherwise, and before it the files that bear a record of the civil registry: these
    /// are known before the index is whole.
    private func with(
        _ record: CivilRegistryEntry, _ others: [WireCandidate], _ reachable: ReachableFiles,
        _ permit: Permit, _ turn: Turn
    ) throws -> [WireCandidate] {
        guard permit.opens.contains(.identity) else { throw Refusal.authority(.classClosed) }
        var found: [WireCandidate] = []
        for file in try turn.files(with: record, permit: permit) {
            guard let known = try known(file, in: reachable, turn) else { continue }
            var item = others.first { $0.file == file.blob } ?? candidate(known, permit)
            item.fits |= 1 << SearchReason.civilRegistry.bit
            found.append(item)
            if found.count == MessageLimits.candidatesMax { break }
        }
        // The same number and year in an office that is spelled otherwise, or is another one.
        for file in index.files(near: record.compared, in: reachable)
        where !(found + others).contains(where: { $0.file == file.file.blob }) {
            found.append(candidate(file, permit))
        }
        let rest = others.filter { other in !found.contains { $0.file == other.file } }
        return found + rest
    }

    /// What is known of a file that the caller may find, from its heads before the index has it: until
    /// then, for some seconds after an unsealing, whether there are such files takes its time.
    ///
    /// One that is damaged is told to who reads it.
    private func known(
        _ file: FileID, in reachable: ReachableFiles, _ turn: Turn
    ) throws -> IndexedFile? {
        if index.owner(of: file) != nil { return index.file(file, in: reachable) }
        guard !isIndexWhole, let heads = try? turn.indexedHeads(of: file) else { return nil }
        let known = IndexedFile(file: file, heads: heads, definition: definition)
        return try reach(turn)(known.owner) ? known : nil
    }

    /// The answer to a search, filled up to the one length that all have.
    ///
    /// How many children bear a name shows in no frame. What does not fit is left out: the
    /// last names first, then the last candidates.
    static func even(_ answer: inout WireFindAnswer) -> [UInt8] {
        let target = MethodTable.traits(UInt16(WireMethod.find.rawValue))?.evenByteCount ?? 0
        // The least that padding takes: its tag and its length.
        let headByteCount = 2
        (answer.padding, answer.evenness) = ([].blob, 0)
        var payload = MessageCodec.encode(answer)
        while payload.count + headByteCount > target {
            if !answer.names.isEmpty {
                answer.names.removeLast()
            } else if !answer.candidates.isEmpty {
                answer.candidates.removeLast()
            } else {
                break
            }
            payload = MessageCodec.encode(answer)
        }
        var left = target - payload.count - headByteCount
        if left == 0 {
            // An empty field is not sent at all.
            answer.evenness = 1
        } else if left == 128 {
            // A length of 128 takes one byte more, and 127 leaves one over.
            answer.evenness = 1
            left -= 2
        }
        if left > 128 { left -= 1 }
        answer.padding = [UInt8](repeating: 0, count: max(left, 0)).blob
        return MessageCodec.encode(answer)
    }

    func listFiles(_ turn: Turn) throws -> Reply {
        let request = try decode(WireListFilesRequest.self, turn)
        guard request.kind == 6 || request.order.isEmpty else { throw Refusal.malformed }
        try check(request)
        if request.kind == 5 { return try listReferrals(request, turn) }
        let permit = try permit(request.kind == 7 ? .listRecords : .list, turn)
        let limit = request.limit == 0 ? HandlerLimits.filesPerPageDefault : Int(request.limit)
        let (answer, payload) = try Self.fitted(limit) {
            let answer = try page(of: request, $0, permit, turn)
            return (answer, MessageCodec.encode(answer))
        }
        var note = LeafNote(.list)
        note.count = answer.files.count
        note.subject = Array(request.order)
        return try turn.release(permit, note, payload: payload)
    }

    /// A page of a list, shorter than was asked for where long names make it larger than a message: it
    /// has its cursor all the same.
    static func fitted<Answer>(
        _ limit: Int, _ page: (Int) throws -> (answer: Answer, payload: [UInt8])
    ) throws -> (answer: Answer, payload: [UInt8]) {
        var limit = limit
        while true {
            let (answer, payload) = try page(limit)
            guard payload.count > FramingLimits.messageByteCountMax, limit > 1 else {
                return (answer, payload)
            }
            limit /= 2
        }
    }

    /// One page of a list of files or of what is due on them.
    private func page(
        of request: WireListFilesRequest, _ limit: Int, _ permit: Permit, _ turn: Turn
    ) throws -> WireListFilesAnswer {
        let isAllowed = try reach(turn)
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        var filter = try filter(request, permit, turn.now)
        let after =
            request.cursor.isEmpty ? nil : try ListCursor(of: request, turn).position
        var answer = WireListFilesAnswer()
        let next: PagePosition?
        switch request.kind {
        case 1, 2, 4:
            if request.kind == 1 { filter.answer(of: answeredFor(by: actor, turn.now)) }
            if request.kind == 2 { filter.lie(with: actor.organisations) }
            let page = index.list(filter, after: after, limit: limit, where: isAllowed)
            answer.files = page.items.map { candidate($0, permit) }
            (answer.total, next) = (UInt64(min(page.total, HandlerLimits.countedMax)), page.next)
        case 3:
            filter.owed(as: due(to: actor, permit, turn.now))
            filter.referents = answeredFor(by: actor, turn.now)
            let until = turn.now.adding(seconds: HandlerLimits.dueHorizonSeconds)
            let page = index.tasks(
                filter, until: until, after: after, limit: limit, where: isAllowed)
            answer.files = page.items.map { item in
                var due = candidate(item.file, permit)
                due.dueMs = item.task.due.milliseconds
                due.task = item.task.task
                return due
            }
            (answer.total, next) = (UInt64(min(page.total, HandlerLimits.countedMax)), page.next)
        case 6:
            let order = try export(request.order, turn)
            filter.answer(of: [order.member])
            let page = index.list(filter, after: after, limit: limit, where: isAllowed)
            answer.files = page.items.map { candidate($0, permit) }
            (answer.total, next) = (UInt64(min(page.total, HandlerLimits.countedMax)), page.next)
        case 7:
            let page = index.list(
                filter, after: after, limit: limit, where: try recordReach(turn))
            answer.files = page.items.map { candidate($0, permit) }
            (answer.total, next) = (UInt64(min(page.total, HandlerLimits.countedMax)), page.next)
        case 0: throw Refusal.malformed
        default: throw Refusal.unknownValue
        }
        if let next { answer.cursor = try ListCursor.seal(next, for: request, turn).blob }
        answer.indexPercent = indexPercent
        answer.names = names(in: answer.files)
        return answer
    }

    /// The files with a referral that lies with an organisation of the caller.
    ///
    /// It tells which they are, and nothing of them: what a referral says stands in its acts.
    private func listReferrals(_ request: WireListFilesRequest, _ turn: Turn) throws -> Reply {
        let permit = try permit(.referrals, turn)
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        let limit = request.limit == 0 ? HandlerLimits.filesPerPageDefault : Int(request.limit)
        let after =
            request.cursor.isEmpty ? nil : try ListCursor(of: request, turn).position
        let services = policy.services(of: actor, now: turn.now)
        let page = index.referrals(to: services, after: after, limit: limit)
        var answer = WireListFilesAnswer()
        answer.files = page.items.map { file in
            var item = WireCandidate()
            item.file = file.blob
            return item
        }
        answer.total = UInt64(min(page.total, HandlerLimits.countedMax))
        if let next = page.next {
            answer.cursor = try ListCursor.seal(next, for: request, turn).blob
        }
        answer.indexPercent = indexPercent
        var note = LeafNote(.list)
        note.count = answer.files.count
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    /// The right to be told of files: of those in reach, or of the referrals to one's services.
    func permitToFollow(_ turn: Turn) throws(Refusal) -> Permit {
        do {
            return try permit(.list, turn)
        } catch .authority(.classClosed) {
            do {
                return try permit(.referrals, turn)
            } catch .authority(.notGranted) {
                // Who is no service hears what a list would say.
                throw .authority(.classClosed)
            }
        }
    }

    /// Whose files a member answers for now: his own, and those of whom he stands in for.
    func answeredFor(by actor: Actor, _ now: Instant) -> Set<MemberID> {
        Set(dossiers.registry.represented(by: actor.member, at: now).map(\.id))
            .union([actor.member])
    }

    /// What is due to a member: on the files that he answers for, what is his by name, and what
    /// his abilities bring to him on every file that his roles reach, at once or once overdue.
    func due(to actor: Actor, _ permit: Permit, _ now: Instant) -> ListFilter {
        var filter = ListFilter(
            referents: [actor.member], kinds: taskKinds(of: actor, now))
        filter.member = actor.member
        filter.classes = permit.opens
        let abilities = policy.abilities(of: actor, now: now)
        for clock in definition.parts.clocks {
            guard let goesOn = clock.escalation, abilities.contains(goesOn.ability) else {
                continue
            }
            filter.escalated[clock.code] = now.adding(seconds: -goesOn.seconds)
        }
        return filter
    }

    /// The kinds of task that a member is told of on every file that his roles reach.
    func taskKinds(of actor: Actor, _ now: Instant) -> Set<String> {
        let abilities = policy.abilities(of: actor, now: now)
        return Set(
            definition.parts.tasks.filter { $0.ability.map(abilities.contains) ?? false }
                .map(\.code))
    }

    func reach(_ turn: Turn) throws(Refusal) -> (FileOwner) -> Bool {
        guard let actor = turn.call.actor else { throw .authority(.noRole) }
        let reach = policy.reach(of: actor, now: turn.now)
        let now = turn.now
        return { reach.includes(FileFacts($0, now: now)) }
    }

    /// The files of other kinds than a child's that the caller reads.
    func recordReach(_ turn: Turn) throws(Refusal) -> (FileOwner) -> Bool {
        guard let actor = turn.call.actor else { throw .authority(.noRole) }
        let reach = policy.recordReach(of: actor, now: turn.now)
        let now = turn.now
        return { reach.includes(FileFacts($0, now: now)) }
    }

    /// A file of another kind than a child's, as a list tells it to who reads it.
    private func record(_ file: IndexedFile) -> WireCandidate {
        var item = WireCandidate()
        item.file = file.file.blob
        item.number = file.number?.text ?? ""
        item.title = file.title
        item.commune = file.commune ?? ""
        item.stage = file.stage ?? ""
        item.stageSinceMs = file.stageSince?.milliseconds ?? 0
        if let referent = file.referent { item.referent = referent.blob }
        if let task = file.tasks.first {
            item.task = task.task
            item.dueMs = task.due.milliseconds
        }
        return item
    }

    func candidate(_ file: IndexedFile, _ permit: Permit) -> WireCandidate {
        guard file.kind == .child else { return record(file) }
        var item = WireCandidate()
        item.file = file.file.blob
        if permit.opens.contains(.identity) {
            item.number = file.number?.text ?? ""
            item.nameAr = [file.names.givenArabic, file.names.familyArabic]
                .filter { !$0.isEmpty }.joined(separator: " ")
            item.nameFr = [file.names.givenLatin, file.names.familyLatin]
                .filter { !$0.isEmpty }.joined(separator: " ")
            item.knownAs = file.names.knownAs
            item.sex = file.sex ?? ""
            item.commune = file.commune ?? ""
            if let years = file.birthYears {
                item.birthYearMin = Int32(years.lowerBound)
                item.birthYearMax = Int32(years.upperBound)
            }
        }
        if permit.opens.contains(.social) {
            item.stage = file.stage ?? ""
            item.risk = file.risk ?? ""
            item.proposedRisk = file.proposedRisk ?? ""
            item.stageSinceMs = file.stageSince?.milliseconds ?? 0
            if let referent = file.referent { item.referent = referent.blob }
            if let task = file.tasks.first(where: { permit.opens.contains($0.dataClass) }) {
                item.task = task.task
                item.dueMs = task.due.milliseconds
            }
        }
        return item
    }
}

extension UseCases: CommitObserver {
    /// Takes a changed file into the index.
    public func changed(_ file: FileID, heads: Heads) {
        let changed = IndexedFile(file: file, heads: heads, definition: definition)
        let before = index.owner(of: file)?.referent
        let wasOwed = index.owes(sharedTasks, on: file)
        // A file that was erased whole folds to nothing, and nobody finds it any more.
        if heads.all.isEmpty { index.remove(file) } else { index.update(changed) }
        indexBuild?.changed(file)
        if wasOwed || index.owes(sharedTasks, on: file) { sharedDueRevision += 1 }
        for member in Set([before, changed.referent].compactMap { $0 }) {
            dueRevisions[member, default: 0] += 1
        }
    }

    /// Forgets every file.
    public func wiped() {
        staged = [:]
        rotations.putDown()
        indexRotation.putDown()
        logRotation.putDown()
        renewals.putDown()
        index.wipe()
        figureRuns = CountedRuns()
        freeTables = CountedRuns()
        indexBuild?.abandon()
        indexBuild = nil
        drafts = []
        dueRevisions = [:]
        sharedDueRevision = 0
        leftBehind = [:]
        endStreams(.sealed)
    }

    /// How many children stay with an establishment, but for those of some files; nil while the
    /// index is being built.
    public func childCount(in establishment: OrganisationID, but files: Set<FileID>) -> Int? {
        isIndexWhole ? index.childCount(in: establishment, but: files) : nil
    }

    /// Tells whoever waits for it that a group is durable.
    public func committed() { onCommit?() }

    /// Notes that another key tried an invitation.
    public func noteContested(_ invitation: InvitationID) {
        // Where the store refuses, the alarm stands in the daemon's own log.
        try? dossiers.noteContested(invitation)
    }

    // MARK: - Building the index

    /// How much of the index is there, in percent.
    var indexPercent: UInt32 {
        guard dossiers.isUnsealed else { return 0 }
        return indexBuild?.percent ?? HandlerLimits.wholePercent
    }

    /// Whether every file is in the index.
    public var isIndexWhole: Bool { indexBuild == nil }

    /// Begins to take in every file that there is.
    func startIndex() {
        // Where they cannot be read, none goes on, and the list of keys says what it is.
        try? rotations.takeUp()
        try? indexRotation.takeUp()
        try? logRotation.takeUp()
        try? renewals.takeUp()
        guard let files = try? dossiers.fileList() else { return }
        index.reserve(files.count)
        indexBuild = IndexBuild(files)
    }

    /// Opens the next slice, and takes in what is ready; true while there is more.
    public func buildIndexSlice() -> Bool {
        guard let build = indexBuild else { return false }
        let definition = dossiers.definition
        if let slice = build.next() {
            if let opened = try? dossiers.openedHeads(of: slice) {
                build.read(opened, of: slice.count, definition, aside: surroundings.aside)
            } else {
                build.tryEach(slice)
            }
        }
        for file in build.ready() {
            switch file {
            case .read(let file): index.update(file)
            case .unread(let id):
                guard let heads = try? dossiers.indexedHeads(of: id), !heads.all.isEmpty else {
                    continue
                }
                index.update(IndexedFile(file: id, heads: heads, definition: definition))
            }
        }
        if build.isWhole { indexBuild = nil }
        return indexBuild != nil
    }

    /// What is done when no call waits; true while there is more to do.
    public func idle() -> Bool {
        forgetOldContributions()
        if CommitteeCeremony.isUnsettled(dossiers, at: clock()) { settleCommittee() }
        if buildIndexSlice() { return true }
        let comparesOn = index.compareNext()
        // A disk that refuses is no reason to stop serving; heads are written at a later idle.
        return (try? dossiers.idle()) ?? false || comparesOn
    }

    /// Does what is done when no call waits for as long as it is quiet, and no rotation has rested
    /// enough; true while there is more to do.
    public func idle(while isQuiet: () -> Bool) -> Bool {
        while idle() {
            // Children compared with each other by the hundred thousand would hold it up for minutes.
            if rotationRestSeconds == 0 || !isQuiet() { return true }
        }
        return false
    }

    /// Unseals with a credential file at start.
    ///
    /// - Throws: what the vault or the log says; the daemon then starts sealed.
    public func unseal(credentialPath: String) throws {
        try Sealing.unseal(dossiers, credentialPath: credentialPath)
        opened()
    }

    // MARK: - What the process asks

    /// The registry, for what is published to event loops.
    public var registry: MemberRegistry { dossiers.registry }

    /// Rises with every change of the registry and of the daemon's keys.
    public var registryRevision: UInt64 { dossiers.registry.revision }

    /// Brings the store to rest before the process stops.
    ///
    /// - Throws: `StoreError`.
    public func close() throws { try dossiers.close() }
}

extension FileFacts {
    /// What the index knows of a file that access turns on.
    init(_ owner: FileOwner, now: Instant) {
        self.init(
            referent: owner.referent, organisation: owner.organisation,
            takenUpAt: owner.takenUpAt, kind: owner.kind, ties: owner.ties.organisations,
            conference: owner.ties.conference(at: now), isLocked: owner.ties.isLocked)
    }
}

extension SearchReason {
    /// The bit that tells it (SPEC W-79).
    var bit: UInt32 {
        switch self {
        case .wholeName: 0
        case .birthYear: 1
        case .sex: 2
        case .relative: 3
        case .commune: 4
        case .phone: 5
        case .reference: 6
        case .civilRegistry: 7
        case .birthDay: 8
        }
    }
}

extension ListFilter {
    /// Narrows the list to the files of some members: what was asked of one of them stays.
    fileprivate mutating func answer(of members: Set<MemberID>) {
        referents = referents.map { $0.intersection(members) } ?? members
    }

    /// Narrows the list to the files of some organisations: what was asked of one of them stays.
    fileprivate mutating func lie(with offices: Set<OrganisationID>) {
        organisations = organisations.map { $0.intersection(offices) } ?? offices
    }

    /// Takes over whose tasks are owed; what is asked of the files stays.
    fileprivate mutating func owed(as other: ListFilter) {
        (kinds, member, escalated) = (other.kinds, other.member, other.escalated)
    }
}
