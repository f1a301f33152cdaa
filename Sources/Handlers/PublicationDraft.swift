internal import Authority
internal import Basics
internal import Circuit
internal import Disclosure
internal import Dossiers
internal import Index
internal import Messages

/// What would be published of a period, as it is counted and decided on, stretch by stretch.
struct PublicationDraft {
    private enum Stage {
        case counting(PopulationRun)
        case deciding(group: Int, PublicationRun)
        case whole
    }

    /// Who asked.
    let actor: Actor
    /// The period.
    let days: Range<Int32>
    /// When it was asked for last while it was being made.
    var asked: Instant
    /// By which a draft is known that another key rounds (LAYOUT L-82).
    var mark: UInt64
    private let list: PublishedList
    private var stage: Stage
    private var counted: PopulationRun?
    /// What became of each table, in the order of the list.
    private(set) var tables: [WirePublishedTable]
    /// The groups of which something is published of these days already.
    private let closed: Set<Int>

    /// Begins.
    ///
    /// - Parameter isClosed: whether something of the same children is published already.
    init(
        _ list: PublishedList, _ days: Range<Int32>, of actor: Actor, _ index: borrowing FileIndex,
        now: Instant, mark: UInt64, isClosed: (Measure.Rule) -> Bool
    ) {
        self.mark = mark
        self.actor = actor
        self.days = days
        self.list = list
        asked = now
        stage = .counting(
            index.populations(
                list.groups.map(\.population), from: CivilDate(days: days.lowerBound),
                until: CivilDate(days: days.upperBound), list.definition, now: now))
        tables = list.tables.indices.map(list.message)
        closed = Set(list.groups.indices.filter { isClosed(list.groups[$0].counted) })
        for group in closed {
            for place in list.groups[group].tables { tables[place] = list.withheld(place, .before) }
        }
    }

    /// What tells the key by which counts are rounded now from another one.
    ///
    /// - Throws: `Refusal.sealed`, or what the vault throws.
    static func mark(_ dossiers: Ledger) throws -> UInt64 {
        try dossiers.publicationDraw(Array("madar mark of the key".utf8))
    }

    /// Whether everything is decided.
    var isWhole: Bool { if case .whole = stage { true } else { false } }

    /// How far it has come; 100 once everything is decided.
    var percent: Int {
        switch stage {
        case .counting(let run): run.percent / 2
        case .deciding(let group, let run):
            50 + 49
                * (list.groups[..<group].reduce(0) { $0 + $1.tables.count } + run.decidedCount)
                / max(list.tables.count, 1)
        case .whole: 100
        }
    }

    /// Counts the next files, or looks at the next small counts.
    ///
    /// - Throws: `Refusal.sealed`, or what the vault throws.
    mutating func advance(_ index: borrowing FileIndex, _ dossiers: Ledger) throws {
        switch stage {
        case .counting(var run):
            try index.count(
                &run, upTo: HandlerLimits.figureFilesPerCall, key: dossiers.publicationKey)
            stage = .counting(run)
            guard run.isWhole else { return }
            counted = run
            try decide(from: 0, dossiers)
        case .deciding(let group, var run):
            let draws = Draws(dossiers)
            run.rounding = draws.rounding
            do throws(ShapeFault) {
                try run.advance(HandlerLimits.decidedPerCall)
            } catch {
                return try settle(group, nil, dossiers)
            }
            if let failure = draws.failure { throw failure }
            stage = .deciding(group: group, run)
            if let verdict = run.verdict { try settle(group, verdict, dossiers) }
        case .whole: break
        }
    }

    private mutating func settle(
        _ group: Int, _ verdict: PublicationVerdict?, _ dossiers: Ledger
    ) throws {
        for (number, place) in list.groups[group].tables.enumerated() {
            // Of what is too large to be looked at nothing is shown.
            tables[place] =
                verdict.map { list.message(place, $0.outcomes[number]) }
                ?? list.withheld(place, .unproved)
        }
        try decide(from: group + 1, dossiers)
    }

    /// Begins to decide on the next group of which nothing is published yet.
    private mutating func decide(from start: Int, _ dossiers: Ledger) throws {
        guard let group = (start..<list.groups.count).first(where: { !closed.contains($0) }) else {
            stage = .whole
            return
        }
        let draws = Draws(dossiers)
        do throws(ShapeFault) {
            let publication = try Publication(
                list.groups[group].universe, children: children(group), rounding: draws.rounding,
                smallBelow: list.definition.parts.smallBelow,
                entriesMax: DisclosureLimits.entriesBetweenCallsMax,
                pivotsMax: DisclosureLimits.pivotsBetweenCallsMax)
            stage = .deciding(
                group: group, try PublicationRun(publication, list.groups[group].planned))
        } catch {
            return try settle(group, nil, dossiers)
        }
        if let failure = draws.failure { throw failure }
    }

    /// The children of each atom of a group's universe.
    private func children(_ group: Int) -> [KeyedCount] {
        let universe = list.groups[group].universe
        var children = [KeyedCount](repeating: .none, count: universe.atomCount)
        for (values, tally) in counted?.tallies(of: group) ?? [:] {
            let places = zip(values, universe.dimensions).map { value, dimension in
                // A value that the list does not have is one that is not known.
                dimension.codes.firstIndex(of: value)
                    ?? dimension.codes.firstIndex(of: FigureDimension.unknown) ?? 0
            }
            let atom = universe.atom(places)
            children[atom] =
                children[atom] + KeyedCount(count: tally.count, keySum: tally.keySum)
        }
        return children
    }
}

/// The vault's draws for one stretch of work, and whether one of them failed.
final class Draws {
    private let dossiers: Ledger
    private(set) var failure: (any Error)?

    init(_ dossiers: Ledger) { self.dossiers = dossiers }

    var rounding: RandomRounding { RandomRounding(draw: draw) }

    /// A draw by name; any number where it failed.
    func draw(_ name: [UInt8]) -> UInt64 {
        do {
            return try dossiers.publicationDraw(name)
        } catch {
            failure = error
            return 0
        }
    }
}
