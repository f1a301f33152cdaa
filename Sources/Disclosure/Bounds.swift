/// What is known of whole counts of at least zero: facts about their sums.
///
/// It answers between which values a sum must lie, exactly where the limits suffice: linear
/// programming bounds it over the reals, which is never too narrow, and branching finds the whole
/// counts that attain the bound. Facts whose matrix is totally unimodular (a table of one or two
/// dimensions with its totals) need no branch.
public struct Bounds {
    private var simplex: Simplex
    /// Further facts that counts break; they are many, and only those that matter are ever added.
    private let broken: @Sendable ([Int]) -> SumFact?

    /// Takes facts about unknowns 0 ..< `count`.
    ///
    /// - Parameter broken: tells of counts a further fact that they break; nil where they break
    ///   none. Such a fact bounds a sum from below only.
    /// - Throws: where the facts contradict each other, or are too many.
    public init(
        unknowns count: Int, facts: [SumFact],
        broken: @escaping @Sendable ([Int]) -> SumFact? = { _ in nil }
    ) throws(BoundsFault) {
        try self.init(unknowns: count, facts: facts, meter: nil, broken: broken)
    }

    /// Takes facts, and what they and all questions about them may cost.
    init(
        unknowns count: Int, facts: [SumFact], meter: PivotMeter?,
        broken: @escaping @Sendable ([Int]) -> SumFact?
    ) throws(BoundsFault) {
        // Known at once, before any work on facts that will be too many.
        let (entries, overflow) = count.multipliedReportingOverflow(by: facts.count)
        guard !overflow, entries <= DisclosureLimits.tableauEntriesMax else { throw .exhausted }
        simplex = Simplex(unknowns: count)
        simplex.meter = meter
        self.broken = broken
        for fact in facts { try simplex.add(fact) }
    }

    /// Between which values a sum of whole counts must lie.
    ///
    /// - Throws: ``BoundsFault/exhausted`` where the limits do not suffice to find counts at all.
    public func bracket(of unknowns: [Int]) throws(BoundsFault) -> Bracket {
        var low = Search(broken: broken, unknowns: unknowns, direction: -1)
        let least = try low.run(simplex)
        var high = Search(broken: broken, unknowns: unknowns, direction: 1)
        let largest = try high.run(simplex)
        return Bracket(
            inner: Interval(
                low: -(least.attained ?? 0), high: largest.bound == nil ? nil : largest.attained),
            outer: Interval(low: -(least.bound ?? 0), high: largest.bound))
    }

    /// The exact least and largest value of a sum of whole counts.
    ///
    /// - Throws: ``BoundsFault/exhausted`` where the limits do not suffice.
    public func interval(of unknowns: [Int]) throws(BoundsFault) -> Interval {
        let bracket = try bracket(of: unknowns)
        guard bracket.isExact else { throw .exhausted }
        return bracket.inner
    }

    /// The least and largest value of a sum over the reals, rounded inwards: the exact ones lie
    /// between these.
    public func outerInterval(of unknowns: [Int]) throws(BoundsFault) -> Interval {
        var simplex = simplex
        let high = try simplex.maximum(of: unknowns)
        return Interval(low: try simplex.minimum(of: unknowns), high: high)
    }
}

/// Branch and bound for one end of an interval, depth first.
private struct Search {
    let broken: @Sendable ([Int]) -> SumFact?
    let unknowns: [Int]
    /// 1: the largest value is looked for; −1: the least, as the largest of its negative.
    let direction: Int
    /// The largest value that whole counts have attained.
    private var best: Int?
    /// No value is larger than this; nil: there is no limit.
    private var root: Int?
    private var isUnbounded = false
    private var branches = 0

    init(
        broken: @escaping @Sendable ([Int]) -> SumFact?, unknowns: [Int], direction: Int
    ) {
        self.broken = broken
        self.unknowns = unknowns
        self.direction = direction
    }

    /// Searches; what is attained and what cannot be passed differ where the limits did not
    /// suffice.
    ///
    /// - Throws: where nothing is attained at all.
    mutating func run(
        _ simplex: Simplex
    ) throws(BoundsFault) -> (attained: Int?, bound: Int?) {
        do throws(BoundsFault) {
            try explore(simplex)
            if isUnbounded { return (nil, nil) }
            guard let best else { throw .contradiction }
            return (best, best)
        } catch .exhausted where best != nil {
            return (best, root)
        }
    }

    private mutating func explore(_ start: Simplex) throws(BoundsFault) {
        branches += 1
        guard branches <= DisclosureLimits.branchesMax else { throw .exhausted }
        var simplex = start
        while let bound = try bound(&simplex) {
            if branches == 1 { root = bound }
            if let best, bound <= best { return }
            if let (unknown, below) = simplex.fraction {
                return try branch(simplex, unknown, below)
            }
            let counts = simplex.counts
            guard let fact = broken(counts) else {
                best = direction * unknowns.reduce(0) { $0 + counts[$1] }
                return
            }
            do throws(BoundsFault) {
                try simplex.add(fact)
            } catch .contradiction {
                return
            }
        }
        // A sum without a largest real value has none in whole numbers either, as the facts are
        // rational, if whole counts agree with them at all; the search for the least value, which
        // comes first, has found some. Facts told late bound nothing from above.
        isUnbounded = true
    }

    /// No sum is better than this; nil: there is no bound.
    private func bound(_ simplex: inout Simplex) throws(BoundsFault) -> Int? {
        direction > 0
            ? try simplex.maximum(of: unknowns) : -(try simplex.minimum(of: unknowns))
    }

    private mutating func branch(
        _ simplex: Simplex, _ unknown: Int, _ below: Int
    ) throws(BoundsFault) {
        for fact in [
            SumFact([unknown], low: 0, high: below), SumFact([unknown], low: below + 1, high: nil),
        ] {
            var branch = simplex
            do throws(BoundsFault) {
                try branch.add(fact)
            } catch .contradiction {
                continue
            }
            try explore(branch)
        }
    }
}
