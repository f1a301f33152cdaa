/// Other provinces of which the same would have been published, as whoever knows the truth finds
/// them: by moving single children.
///
/// Such a province is a proof that the attacker cannot tell it from the true one, whatever she
/// computes, and it is found in a few steps where linear programming over all unknowns would need
/// a large tableau. Where none is found nothing is proved.
struct Alternatives {
    private let attacker: Attacker
    /// The true count of each unknown.
    private let truth: [Int]

    /// Starts from the truth, by atoms.
    ///
    /// - Precondition: the truth agrees with what is published.
    init(_ attacker: Attacker, truth atoms: [Int]) {
        self.attacker = attacker
        truth = attacker.members.map { $0.reduce(0) { $0 + atoms[$1] } }
    }

    /// An interval whose ends other provinces attain, at most `width` wide on either side of the
    /// truth: the attacker's own is no narrower.
    ///
    /// - Parameter moves: how many moves of a child were looked at, added to what it was.
    func interval(
        of question: Attacker.Question, upTo width: Int, moves: inout Int
    ) -> Interval {
        let low = attained(question.inner, direction: -1, steps: width, &moves)
        if question.isOpen { return Interval(low: low, high: nil) }
        return Interval(
            low: low, high: attained(question.outer, direction: 1, steps: width, &moves))
    }

    private func attained(
        _ unknowns: [Int], direction: Int, steps: Int, _ moves: inout Int
    ) -> Int {
        var province = Province(attacker, counts: truth, unknowns: unknowns, direction: direction)
        var value = unknowns.reduce(0) { $0 + truth[$1] }
        for _ in 0..<steps where province.move() { value += direction }
        moves += province.moveCount
        return value
    }
}

/// A province on its way to another of which the same is published.
private struct Province {
    private let attacker: Attacker
    private var counts: [Int]
    /// The sum of each fact.
    private var sums: [Int]
    private let unknowns: [Int]
    private let isAsked: [Bool]
    private let direction: Int
    private var movesLeft = 0
    /// How many moves were looked at.
    private(set) var moveCount = 0
    /// In which direction an unknown has been changed.
    private var changes: [Int: Int] = [:]

    init(_ attacker: Attacker, counts: [Int], unknowns: [Int], direction: Int) {
        self.attacker = attacker
        self.counts = counts
        self.unknowns = unknowns
        self.direction = direction
        sums = attacker.facts.map { fact in fact.unknowns.reduce(0) { $0 + counts[$1] } }
        var isAsked = [Bool](repeating: false, count: counts.count)
        for unknown in unknowns { isAsked[unknown] = true }
        self.isAsked = isAsked
    }

    /// Goes to a province in which one child more, or less, is in the set asked about; tells
    /// whether one was found.
    mutating func move() -> Bool {
        movesLeft = DisclosureLimits.movesMax
        changes = [:]
        for depth in 1...DisclosureLimits.changesMax {
            for unknown in unknowns where change(unknown, direction, depth: depth) { return true }
            if movesLeft == 0 { return false }
        }
        return false
    }

    /// Changes one count and repairs what that breaks, or leaves all as it was.
    private mutating func change(_ unknown: Int, _ delta: Int, depth: Int) -> Bool {
        guard movesLeft > 0, counts[unknown] + delta >= 0 else { return false }
        movesLeft -= 1
        moveCount += 1
        apply(unknown, delta)
        if repair(depth: depth - 1) { return true }
        apply(unknown, -delta)
        return false
    }

    private mutating func repair(depth: Int) -> Bool {
        guard let (broken, delta) = firstBroken() else { return true }
        guard depth > 0 else { return false }
        for unknown in broken
        where !isAsked[unknown] && (changes[unknown] ?? 0) * delta >= 0 {
            if change(unknown, delta, depth: depth) { return true }
        }
        return false
    }

    /// The unknowns of a fact that does not hold, and in which direction their sum has to go.
    private func firstBroken() -> (unknowns: [Int], delta: Int)? {
        for unknown in changes.keys.sorted() {
            for index in attacker.memberships[unknown] {
                let fact = attacker.facts[index]
                if sums[index] < fact.low { return (fact.unknowns, 1) }
                if sums[index] > fact.high ?? .max { return (fact.unknowns, -1) }
            }
        }
        return attacker.brokenDifference(counts, sums: sums).map { ($0, 1) }
    }

    private mutating func apply(_ unknown: Int, _ delta: Int) {
        counts[unknown] += delta
        for index in attacker.memberships[unknown] { sums[index] += delta }
        let change = (changes[unknown] ?? 0) + delta
        changes[unknown] = change == 0 ? nil : change
    }
}
