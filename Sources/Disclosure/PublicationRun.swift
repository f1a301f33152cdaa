/// What an attacker can tell of every small count, looked at stretch by stretch.
struct CheckRun {
    private let publication: Publication
    private let attacker: Attacker
    private let alternatives: Alternatives
    private let sets: [AtomSet]
    private var next = 0
    private var bounds: Bounds?
    /// Whether all facts together cost more than one small count may.
    private var isTooMuch = false
    private let meter = PivotMeter()
    private var spent = Stretch.none
    private(set) var check = DisclosureCheck()

    /// Begins to look at what tables tell together.
    ///
    /// - Throws: where a table does not fit the universe.
    init(_ publication: Publication, _ tables: [RoundedTable]) throws(ShapeFault) {
        self.publication = publication
        var knowledge = Knowledge(publication.universe)
        for table in tables { try knowledge.learn(table) }
        attacker = Attacker(knowledge)
        let counts = publication.children.map(\.count)
        sets =
            try SmallCells(
                tables.map(\.shape), in: publication.universe, attacker: attacker,
                counts: counts, below: publication.smallBelow
            ).sets
        alternatives = Alternatives(attacker, truth: counts)
    }

    /// Whether every small count has been looked at.
    var isWhole: Bool { next >= sets.count }

    /// Looks at the next small counts, until so much was done.
    mutating func advance(_ stretch: Stretch) {
        spent = .none
        while next < sets.count, spent.isLess(than: stretch) {
            look(at: sets[next])
            next += 1
            spent.sets += 1
        }
    }

    private mutating func look(at set: AtomSet) {
        let widthMin = publication.widthMin
        let interval = alternatives.interval(
            of: attacker.question(set),
            upTo: max(widthMin, DisclosureLimits.measuredWidthMax), moves: &spent.moves)
        guard interval.width ?? .max < widthMin else { return check.note(interval) }
        meter.left = publication.pivotsMax
        defer { spent.pivots += publication.pivotsMax - meter.left }
        do throws(BoundsFault) {
            let facts = if let bounds { bounds } else { try facts() }
            bounds = facts
            let bracket = try attacker.bracket(of: set, within: facts)
            check.note(bracket.inner)
            if bracket.outer.width ?? .max < widthMin {
                check.toldCount += 1
            } else if bracket.inner.width ?? .max < widthMin {
                check.unprovedCount += 1
            }
        } catch {
            check.note(interval)
            check.unprovedCount += 1
        }
    }

    private mutating func facts() throws(BoundsFault) -> Bounds {
        let (entries, overflow) = attacker.unknownCount.multipliedReportingOverflow(
            by: attacker.facts.count)
        guard !isTooMuch, !overflow, entries <= publication.entriesMax else { throw .exhausted }
        do throws(BoundsFault) {
            return try attacker.bounds(meter)
        } catch {
            isTooMuch = true
            throw error
        }
    }
}

/// How much is done between two calls; a last small count may go beyond it.
public struct Stretch: Sendable {
    /// How many small counts are looked at.
    public var sets: Int
    /// How many moves of a child are looked at, in the search for another province.
    public var moves: Int
    /// How many pivots of linear programs are made.
    public var pivots: Int

    /// Says how much.
    public init(sets: Int, moves: Int, pivots: Int) {
        self.sets = sets
        self.moves = moves
        self.pivots = pivots
    }

    static let none = Stretch(sets: 0, moves: 0, pivots: 0)
    static let all = Stretch(sets: .max, moves: .max, pivots: .max)

    func isLess(than other: Self) -> Bool {
        sets < other.sets && moves < other.moves && pivots < other.pivots
    }
}

/// The decision on a list of tables, made stretch by stretch, so that whoever has other things to
/// do does them in between.
public struct PublicationRun {
    /// A table as it is tried, on one rung of its ladder.
    private struct Trial {
        var table: RoundedTable
        var decision: TableDecision
        var check: CheckRun
    }

    /// How cells are rounded from now on; the function that draws has to be the same.
    public var rounding: RandomRounding {
        get { publication.rounding }
        set { publication.rounding = newValue }
    }

    private var publication: Publication
    private let list: [PlannedTable]
    private var published: [RoundedTable]
    private var outcomes: [TableOutcome] = []
    private var former: CheckRun
    private var check: DisclosureCheck?
    private var trial: Trial?
    /// The rung that is tried next of the table that is decided on, and its shape so far.
    private var rung = 0
    private var shape: TableShape?
    private var reason = WithheldReason.notASum

    /// Begins to decide what of a list is published, after what has been.
    ///
    /// - Throws: as ``Publication/decide(_:after:)``.
    public init(
        _ publication: Publication, _ list: [PlannedTable], after former: [RoundedTable] = []
    ) throws(ShapeFault) {
        var names: Set<String> = []
        for name in former.map(\.shape.name) + list.map(\.shape.name)
        where !names.insert(name).inserted {
            throw .twice(name)
        }
        for table in former { try publication.checkFit(table, among: former) }
        self.publication = publication
        self.list = list
        published = former
        self.former = try CheckRun(publication, former)
    }

    /// How many tables of the list are decided on.
    public var decidedCount: Int { outcomes.count }

    /// What was decided; nil before all is.
    public var verdict: PublicationVerdict? {
        guard former.isWhole, outcomes.count == list.count else { return nil }
        return PublicationVerdict(
            outcomes: outcomes, check: check ?? former.check, formerCheck: former.check)
    }

    /// Looks at the next small counts, or begins with the next table or rung.
    ///
    /// What is decided does not depend on how much is done at a time.
    ///
    /// - Throws: where a table does not fit the universe.
    public mutating func advance(_ stretch: Stretch) throws(ShapeFault) {
        guard former.isWhole else {
            former.advance(stretch)
            return
        }
        guard outcomes.count < list.count else { return }
        let planned = list[outcomes.count]
        guard var trial else { return try begin(planned) }
        trial.check.advance(stretch)
        let found = trial.check.check
        // One that is told is enough; whether others are changes nothing.
        guard trial.check.isWhole || found.toldCount > 0 else {
            self.trial = trial
            return
        }
        self.trial = nil
        if found.isSafe {
            check = found
            settle(planned, trial.decision, trial.table)
        } else {
            reason = found.toldCount > 0 ? .tellsSmallCell : .notProvedSafe
        }
    }

    /// Takes the next rung of a table, or gives the table up.
    private mutating func begin(_ planned: PlannedTable) throws(ShapeFault) {
        guard rung <= planned.ladder.count else {
            return settle(planned, .withheld(reason), nil)
        }
        var next = shape ?? planned.shape
        if rung > 0 { next = try next.coarsened(by: planned.ladder[rung - 1]) }
        let decision = rung == 0 ? TableDecision.published : .coarsened(rungs: rung)
        shape = next
        rung += 1
        if !next.sumOf.isEmpty {
            // It tells nothing that those of which it is the sum do not.
            if let table = try publication.sum(next, of: published) {
                settle(planned, decision, table)
            }
            return
        }
        let table = try RoundedTable(
            next, of: publication.children, in: publication.universe, by: publication.rounding)
        trial = Trial(
            table: table, decision: decision,
            check: try CheckRun(publication, published + [table]))
    }

    private mutating func settle(
        _ planned: PlannedTable, _ decision: TableDecision, _ table: RoundedTable?
    ) {
        outcomes.append(TableOutcome(planned.shape.name, decision, table))
        if let table { published.append(table) }
        (rung, shape, reason) = (0, nil, .notASum)
    }
}
