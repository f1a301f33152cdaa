public import Basics
public import Circuit
import Framing
public import Mapping
public import Messages

/// How a file is named.
public enum FileName: Hashable, Sendable {
    /// By its identifier.
    case id(FileID)
    /// By its number, as it is said on the phone.
    case number(FileNumber)
}

/// What a reader may see of a file.
public struct FileView: Equatable, Sendable {
    /// The file.
    public var file: FileID
    /// Its number; nil where the reader may not see it.
    public var number: FileNumber?
    /// The place of its last act.
    public var sequence: UInt64
    /// Its acts folded, for the classes that were opened.
    public var heads: Heads
    /// What is owed on it.
    public var tasks: [DueTask]
    /// The classes that the reader may open.
    public var classes: ClassSet
    /// The lower level of risk that waits for a second person.
    public var downgrade: WirePendingChange?
    /// The stage that waits for a second person.
    public var proposedStage: WirePendingChange?
    /// The files that go with it and that the reader may find.
    public var ties: [FileTie]
    /// How many matters had no room in the heads.
    public var leftOut: Int
    /// What was erased of the classes that the reader may open, the newest first.
    public var erased: [WireErased]

    /// Joins what is known of a file.
    public init(
        file: FileID, number: FileNumber?, sequence: UInt64, heads: Heads, tasks: [DueTask],
        classes: ClassSet, downgrade: WirePendingChange? = nil,
        proposedStage: WirePendingChange? = nil, ties: [FileTie] = [], leftOut: Int = 0,
        erased: [WireErased] = []
    ) {
        self.file = file
        self.number = number
        self.sequence = sequence
        self.heads = heads
        self.tasks = tasks
        self.classes = classes
        self.downgrade = downgrade
        self.proposedStage = proposedStage
        self.ties = ties
        self.leftOut = leftOut
        self.erased = erased
    }

    /// What of a kind waits for a second person.
    public func pending(_ kind: PendingKind) -> WirePendingChange? {
        switch kind {
        case .risk: downgrade
        case .stage: proposedStage
        }
    }
}

/// Which files a list shows.
public enum FileListKind: Hashable, Sendable {
    /// Those whose referent is the caller.
    case mine
    /// Those of the caller's organisation.
    case organisation
    /// Those on which something is owed.
    case due
    /// All that the caller may see.
    case all
    /// Those with a referral that lies with an organisation of the caller; nothing of them is told
    /// but which they are.
    case referred
    /// Those that are taken out of the daemon under an order.
    case export(OrderID)
    /// Those of other kinds than a child's that the caller reads, or of one of these kinds.
    case records(String?)

    /// The number on the wire (SPEC W-80).
    var rawValue: UInt32 {
        switch self {
        case .mine: 1
        case .organisation: 2
        case .due: 3
        case .all: 4
        case .referred: 5
        case .export: 6
        case .records: 7
        }
    }
}

extension DaemonClient {
    // MARK: - Writing

    /// Opens a file with its first act.
    public func openFile(_ draft: ActDraft) async throws(ClientError) -> OpenedFile {
        let prepared = try await prepareOpening(draft)
        let outcome = try Self.outcome(of: prepared, try await perform(prepared))
        guard case .opened(let file) = outcome else {
            throw ClientError(.badAnswer, outcome: .unknown)
        }
        await finish(prepared)
        return file
    }

    /// Appends an act to a file whose last act, as its author saw it, has a place.
    ///
    /// - Throws: `conflict` where the file changed meanwhile.
    public func appendAct(
        _ file: FileID, after sequence: UInt64, _ draft: ActDraft
    ) async throws(ClientError) -> AppendedAct {
        let prepared = try await prepareAct(file, after: sequence, draft)
        let outcome = try Self.outcome(of: prepared, try await perform(prepared))
        guard case .appended(let act) = outcome else {
            throw ClientError(.badAnswer, outcome: .unknown)
        }
        await finish(prepared)
        return act
    }

    /// Makes an opening ready to be sent, now or later.
    ///
    /// - Parameter key: the key of the kept draft that it was, where there is one.
    public func prepareOpening(
        _ draft: ActDraft, key: [UInt8]? = nil
    ) async throws(ClientError) -> PreparedCall {
        var request = WireOpenFileRequest()
        request.opening = WireActDraft(draft)
        return try await prepare(.openFile, MessageCodec.encode(request), key: key)
    }

    /// Makes an act ready to be sent, now or later, with others that are written with it or not at
    /// all.
    ///
    /// - Parameter key: the key of the kept draft that it was, where there is one.
    public func prepareAct(
        _ file: FileID, after sequence: UInt64, _ draft: ActDraft, further: [ActDraft] = [],
        key: [UInt8]? = nil
    ) async throws(ClientError) -> PreparedCall {
        var request = WireAppendActRequest()
        request.file = file.blob
        request.afterSequence = sequence
        request.draft = WireActDraft(draft)
        request.further = further.map { WireActDraft($0) }
        return try await prepare(.appendAct, MessageCodec.encode(request), key: key)
    }

    /// Sends a prepared write, which the caller keeps, for the first time or again; once its
    /// outcome is used, `finish` it.
    public func send(_ prepared: PreparedCall) async throws(ClientError) -> PreparedOutcome {
        try Self.outcome(of: prepared, try await call(prepared.request))
    }

    /// What the answer to a prepared write says.
    public static func outcome(
        of prepared: PreparedCall, _ answer: CallAnswer
    ) throws(ClientError) -> PreparedOutcome {
        let unreadable = ClientError(.badAnswer, outcome: .unknown)
        switch prepared.method {
        case .openFile:
            let opened = try message(answer, isWrite: true) {
                try MessageCodec.decode(WireOpenFileAnswer.self, from: $0)
            }
            guard let file = FileID(blob: opened.file), let act = ActID(blob: opened.act),
                let number = FileNumber(opened.number)
            else { throw unreadable }
            return .opened(
                OpenedFile(file: file, number: number, act: act, sequence: opened.sequence))
        case .appendAct:
            let appended = try message(answer, isWrite: true) {
                try MessageCodec.decode(WireAppendActAnswer.self, from: $0)
            }
            guard let act = ActID(blob: appended.act) else { throw unreadable }
            return .appended(AppendedAct(act: act, sequence: appended.sequence))
        default: return .done
        }
    }

    // MARK: - Reading

    /// What the caller may see of a file; protected fields need a motive, which stands in the log.
    public func readFile(
        _ name: FileName, motive: String = ""
    ) async throws(ClientError) -> FileView {
        var request = WireReadFileRequest()
        switch name {
        case .id(let id): request.file = id.blob
        case .number(let number): request.number = number.text
        }
        request.motive = motive
        let answer: WireReadFileAnswer
        do throws(ClientError) {
            answer = try await ask(.readFile, MessageCodec.encode(request)) {
                try MessageCodec.decode(WireReadFileAnswer.self, from: $0)
            }
        } catch {
            // What is no longer there, or no longer for this reader, is not kept here either.
            if error.code == .notAvailable { try? await SeenFiles.forget(name, keeper) }
            throw error
        }
        names.learn(answer.names)
        var heads = Heads()
        for wire in answer.heads {
            guard let head = HeadPart(wire: wire) else { throw ClientError(.badAnswer) }
            heads[head.dataClass] = head
        }
        let tasks = answer.tasks.compactMap(DueTask.init(wire:))
        let ties = answer.ties.compactMap(FileTie.init(wire:))
        guard let file = FileID(blob: answer.file), let classes = ClassSet(wire: answer.classes),
            tasks.count == answer.tasks.count, ties.count == answer.ties.count
        else { throw ClientError(.badAnswer) }
        let view = FileView(
            file: file, number: FileNumber(answer.number), sequence: answer.sequence,
            heads: heads, tasks: tasks, classes: classes,
            downgrade: answer.hasDowngrade ? answer.downgrade : nil,
            proposedStage: answer.hasProposedStage ? answer.proposedStage : nil, ties: ties,
            leftOut: Int(answer.leftOut), erased: answer.erased)
        // For work without a line; a file that cannot be kept is read again.
        try? await SeenFiles.saw(SeenFile(view, at: ClientFile.now), keeper)
        return view
    }

    /// One act of a file, as far as the caller may see it.
    public func readAct(
        _ file: FileID, _ sequence: UInt64, motive: String = ""
    ) async throws(ClientError) -> SequencedAct {
        var request = WireReadActRequest()
        request.file = file.blob
        request.sequence = sequence
        request.motive = motive
        let answer = try await ask(.readAct, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireReadActAnswer.self, from: $0)
        }
        names.learn(answer.act.names)
        guard let act = SequencedAct(wire: answer.act) else { throw ClientError(.badAnswer) }
        return act
    }

    /// The acts of a file from a place on, in their order, as far as the caller may see them.
    public func history(
        _ file: FileID, from first: UInt64 = 1, motive: String = "", order: OrderID? = nil
    ) async throws(ClientError) -> [SequencedAct] {
        var acts: [SequencedAct] = []
        var request = WireHistoryRequest()
        request.file = file.blob
        request.motive = motive
        if let order { request.order = order.blob }
        var next = first
        for _ in 0..<ClientLimits.historyPagesMax {
            request.fromSequence = next
            let content = try await call(.history, MessageCodec.encode(request)).content
            for act in try self.acts(in: content) {
                guard act.sequence >= next, act.sequence < .max else {
                    throw ClientError(.badAnswer)
                }
                next = act.sequence + 1
                acts.append(act)
            }
            // A page that has room for one more message was not cut.
            if content.count <= ClientLimits.wholePageByteCountMax { return acts }
        }
        throw ClientError(.tooLarge)
    }

    private func acts(in content: [UInt8]) throws(ClientError) -> [SequencedAct] {
        guard let messages = Delimited.split(content) else { throw ClientError(.badAnswer) }
        var acts: [SequencedAct] = []
        for message in messages {
            guard let wire = try? MessageCodec.decode(WirePartialAct.self, from: message),
                let act = SequencedAct(wire: wire)
            else { throw ClientError(.badAnswer) }
            names.learn(wire.names)
            acts.append(act)
        }
        return acts
    }

    /// Files by a name in either script, or by a number.
    public func find(
        _ text: String, limit: UInt32 = ClientLimits.candidatesDefault
    ) async throws(ClientError) -> WireFindAnswer {
        var request = WireFindRequest()
        request.text = text
        request.limit = limit
        return try await find(request)
    }

    /// Files by a name and what else is known of the child (SPEC W-79).
    public func find(_ request: WireFindRequest) async throws(ClientError) -> WireFindAnswer {
        let answer = try await ask(.find, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireFindAnswer.self, from: $0)
        }
        names.learn(answer.names)
        return answer
    }

    /// Pairs of files that may be of one child, the likeliest first (SPEC W-190).
    ///
    /// - Parameter settled: those of which somebody said that they are of two children, instead.
    public func duplicates(
        limit: UInt32, settled: Bool = false, after cursor: [UInt8] = []
    ) async throws(ClientError) -> WireListDuplicatesAnswer {
        var request = WireListDuplicatesRequest()
        request.limit = limit
        request.settled = settled
        request.cursor = cursor.blob
        let answer = try await ask(.listDuplicates, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireListDuplicatesAnswer.self, from: $0)
        }
        names.learn(answer.names)
        return answer
    }

    /// Says that two files are of two children, or that they are to be looked at again (SPEC W-191).
    public func settleDuplicate(
        _ file: FileID, _ other: FileID, verdict: UInt32, reason: String
    ) async throws(ClientError) {
        var request = WireSettleDuplicateRequest()
        request.file = file.blob
        request.other = other.blob
        request.verdict = verdict
        request.reason = reason
        _ = try await write(.settleDuplicate, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireNothing.self, from: $0)
        }
    }

    /// What waits for the caller today.
    ///
    /// - Parameters:
    ///   - limit: how many files of each part are told; 0 for as many as the daemon finds fit.
    ///   - team: whether to tell what those have in hand over whose work the caller watches.
    public func day(
        limit: UInt32 = 0, team: Bool = false
    ) async throws(ClientError) -> WireDayAnswer {
        var request = WireDayRequest()
        request.limit = limit
        request.team = team
        let answer = try await ask(.day, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireDayAnswer.self, from: $0)
        }
        names.learn(answer.names)
        return answer
    }

    /// A list of files, one page of it.
    ///
    /// - Parameter cursor: of the page before; empty for the first page.
    public func listFiles(
        _ kind: FileListKind, stage: String? = nil,
        limit: UInt32 = ClientLimits.filesPerPageDefault, after cursor: [UInt8] = []
    ) async throws(ClientError) -> WireListFilesAnswer {
        var asked = WireListFilesRequest()
        asked.stage = stage ?? ""
        asked.limit = limit
        asked.cursor = cursor.blob
        return try await listFiles(kind, asked)
    }

    /// A list of files, narrowed by what a request asks of them (SPEC W-80).
    public func listFiles(
        _ kind: FileListKind, _ asked: WireListFilesRequest
    ) async throws(ClientError) -> WireListFilesAnswer {
        var request = asked
        request.kind = kind.rawValue
        if case .export(let order) = kind { request.order = order.blob }
        let answer = try await ask(.listFiles, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireListFilesAnswer.self, from: $0)
        }
        names.learn(answer.names)
        return answer
    }
}
