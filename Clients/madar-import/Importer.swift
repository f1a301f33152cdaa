import Agent
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Messages
import Terminal

/// Compares a plan with the province, and carries it out.
struct Importer {
    let desk: ImportDesk
    let lanes: Lanes
    let journal: ImportJournal
    var plan: Plan
    /// What ended it early.
    private(set) var error: ClientError?
    /// Whether it was told to stop.
    private(set) var isStopped = false

    init(_ desk: ImportDesk, _ journal: ImportJournal, _ plan: Plan) async throws {
        self.desk = desk
        self.journal = journal
        self.plan = plan
        lanes = try await Lanes(desk.context)
    }

    private func headway(_ total: Int, _ text: @escaping (String, String) -> ImportText) -> Headway
    {
        let context = desk.context
        return Headway(total, isShown: !context.isJSON && !context.screen.isPlain) {
            text(String($0), String(total)).text(context.language)
        }
    }

    // MARK: - Comparing

    /// What a search says of a row.
    private enum Found {
        case nothing
        /// The file bears the entry's own reference.
        case entry(FileNumber?)
        case similar([String])
        case failed(ClientError)
    }

    /// Looks for a file of each child that would get one, among those that the member may see.
    ///
    /// - Parameter takesSimilar: whether somebody has looked: only the file of the entry itself counts
    ///   then.
    /// - Throws: `ClientError` where the search could not be finished: nothing was written.
    mutating func compare(takesSimilar: Bool) async throws {
        let places = plan.places { $0 == .ready }
        var headway = headway(places.count) { .searching(done: $0, total: $1) }
        defer { headway.end() }
        let marks = EntryMarks(desk.definition)
        let items = places.map { (place: $0, row: plan.rows[$0]) }
        var done = 0
        try await lanes.work(items) { item, client in
            await Self.search(item.row, marks, client)
        } take: { item, found in
            switch found {
            case .nothing: break
            case .entry(let number): plan.set(item.place, .there(number))
            case .similar(let numbers):
                if !takesSimilar { plan.set(item.place, .similar(numbers)) }
            case .failed(let error): self.error = self.error ?? error
            }
            done += 1
            headway.reach(done)
            isStopped = Interruption.hasCome
            return error == nil && !isStopped
        }
        if let error { throw error }
        // What was not compared is not told as if it had been.
        for place in places.dropFirst(done) where plan.rows[place].state == .ready {
            plan.set(place, .unsent)
        }
    }

    /// Searches for a row; where the daemon has had enough of searches it waits for the next.
    private static func find(
        _ row: PlannedRow, _ client: DaemonClient
    ) async throws(ClientError) -> WireFindAnswer {
        while true {
            do throws(ClientError) {
                return try await client.find(row.likeness.request)
            } catch {
                guard error.code == .searchLimit, !Interruption.hasCome else { throw error }
            }
            try? await Task.sleep(for: .seconds(ImportLimits.searchPauseSeconds))
        }
    }

    private static func search(
        _ row: PlannedRow, _ marks: EntryMarks, _ client: DaemonClient
    ) async -> Found {
        guard !row.likeness.query.isEmpty else { return .nothing }
        do throws(ClientError) {
            let answer = try await find(row, client)
            let similar = answer.candidates.filter(row.likeness.fits)
            if marks.reference(of: row.draft) == nil {
                return similar.isEmpty ? .nothing : .similar(similar.map(\.number))
            }
            for candidate in similar.prefix(ImportLimits.candidatesReadMax) {
                guard let file = FileID(blob: candidate.file) else { continue }
                let view = try await client.readFile(.id(file))
                if marks.isEntry(of: row.draft, view) { return .entry(view.number) }
            }
            return similar.isEmpty ? .nothing : .similar(similar.map(\.number))
        } catch {
            return .failed(error)
        }
    }

    // MARK: - Opening

    /// Opens the files, a piece at a time: that a piece will be sent is durable before it is, and
    /// what it came to before its operation keys are given up.
    mutating func open(day: UInt32) async throws {
        let again = plan.places { $0 == .sentBefore }
        let fresh = plan.places { $0 == .ready }
        var headway = headway(again.count + fresh.count) { .opening(done: $0, total: $1) }
        defer { headway.end() }
        var done = 0
        for (places, isFresh) in [(again, false), (fresh, true)] {
            for start in stride(from: 0, to: places.count, by: ImportLimits.entriesPerPiece) {
                guard error == nil, !isStopped else { break }
                let piece = Array(places[start...].prefix(ImportLimits.entriesPerPiece))
                if isFresh {
                    try await journal.begin(piece.map { plan.rows[$0].entry }, day: day)
                }
                try await send(piece, isFresh: isFresh) {
                    done += 1
                    headway.reach(done)
                }
            }
        }
        for place in plan.places({ $0 == .ready }) { plan.set(place, .unsent) }
    }

    private mutating func send(
        _ piece: [Int], isFresh: Bool, _ count: () -> Void
    ) async throws {
        var items: [(place: Int, draft: ActDraft, key: [UInt8])] = []
        for place in piece {
            guard let key = await journal.operationKey(plan.rows[place].entry) else { continue }
            items.append((place, plan.rows[place].draft, key))
        }
        var finished: [[UInt8]] = []
        var left = Set(piece)
        try await lanes.work(items) { item, client -> Result<PreparedOutcome, ClientError> in
            do throws(ClientError) {
                return .success(try await client.send(client.opening(item.draft, under: item.key)))
            } catch {
                return .failure(error)
            }
        } take: { item, result in
            left.remove(item.place)
            if await note(item.place, result) { finished.append(item.key) }
            count()
            isStopped = Interruption.hasCome
            return error == nil && !isStopped
        }
        // What never left is as if it had not been begun.
        if isFresh {
            for place in left { await journal.refused(plan.rows[place].entry) }
        }
        try await journal.save()
        for key in finished { await desk.session.agent.finish(key) }
    }

    /// Notes what became of a row; true where its operation key is wanted no more.
    private mutating func note(
        _ place: Int, _ result: Result<PreparedOutcome, ClientError>
    ) async -> Bool {
        let entry = plan.rows[place].entry
        switch result {
        case .success(.opened(let file)):
            await journal.done(entry, file.number)
            plan.set(place, .made(file.number))
            return true
        case .success: return false
        case .failure(let failure) where failure.code == .operationMismatch:
            // The daemon took the entry as an earlier sheet had it, and its answer was lost.
            await journal.done(entry, nil)
            plan.set(place, .there(nil))
            return true
        case .failure(let failure) where failure.outcome == .refused && !failure.fields.isEmpty:
            await journal.refused(entry)
            plan.set(place, .faulty(failure.fields))
            return true
        case .failure(let failure):
            if failure.outcome != .unknown, plan.rows[place].state == .ready {
                await journal.refused(entry)
            }
            error = error ?? failure
            return false
        }
    }
}

/// By what an entry is known again in a file: the register's name and the entry's number there.
struct EntryMarks: Sendable {
    private let name: String?
    private let reference: String?

    init(_ definition: CircuitDefinition) {
        name = definition.field(meaning: .registerName)?.code
        reference = definition.field(meaning: .registerReference)?.code
    }

    /// The register of which a draft says that it comes from there.
    func register(of draft: ActDraft) -> String? { text(name, draft) }

    /// The number that its entry has there.
    func reference(of draft: ActDraft) -> String? { text(reference, draft) }

    /// Whether a file is that of a draft's entry; a draft without a number has none of its own.
    func isEntry(of draft: ActDraft, _ view: FileView) -> Bool {
        guard let register = register(of: draft), let reference = reference(of: draft),
            let head = view.heads[.identity]
        else { return false }
        return head.texts(.registerName).first.map { Digits.ascii($0) } == register
            && head.texts(.registerReference).first.map { Digits.ascii($0) } == reference
    }

    private func text(_ field: String?, _ draft: ActDraft) -> String? {
        for value in draft.values where value.field == field {
            if case .text(let text) = value.value {
                return Digits.ascii(TextNormaliser.normalise(text))
            }
        }
        return nil
    }
}
