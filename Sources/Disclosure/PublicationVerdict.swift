/// A table of the fixed list, and how it shows less where it has to.
public struct PlannedTable: Equatable, Sendable {
    /// The table as it is meant to be shown.
    public let shape: TableShape
    /// The rungs down, each applied to what the ones before have left.
    public let ladder: [Coarsening]

    /// Plans a table.
    public init(_ shape: TableShape, ladder: [Coarsening] = []) {
        self.shape = shape
        self.ladder = ladder
    }
}

/// Why a table is withheld.
public enum WithheldReason: Equatable, Sendable {
    /// With it, a small count could be told with certainty.
    case tellsSmallCell
    /// That no small count can be told was not shown within the limits.
    case notProvedSafe
    /// It was to be a sum of tables that are not there as it needs them.
    case notASum
}

/// What becomes of a table.
public enum TableDecision: Equatable, Sendable {
    /// It is published as planned.
    case published
    /// It is published so many rungs lower.
    case coarsened(rungs: Int)
    /// It is not published.
    case withheld(WithheldReason)
}

/// A table of the list, what becomes of it, and what is shown.
public struct TableOutcome: Equatable, Sendable {
    /// The table's name.
    public let name: String
    /// What becomes of it.
    public let decision: TableDecision
    /// What is shown; nil where it is withheld.
    public let table: RoundedTable?

    init(_ name: String, _ decision: TableDecision, _ table: RoundedTable?) {
        self.name = name
        self.decision = decision
        self.table = table
    }
}

/// What an attacker can tell of the small counts; it holds no count and no name of a cell.
public struct DisclosureCheck: Equatable, Sendable {
    /// How many small counts were looked at.
    public var smallCount = 0
    /// How many of them are told with certainty, or more narrowly than is allowed.
    public var toldCount = 0
    /// For how many of them nothing was proved within the limits.
    public var unprovedCount = 0
    /// The narrowest interval that was left of one, as the number of values beside the true one.
    ///
    /// Nil: there is no small count, or all are without limit. Measured up to
    /// ``DisclosureLimits/measuredWidthMax`` on either side.
    public var narrowestWidth: Int?

    /// Whether every small count is proved to stay unknown.
    public var isSafe: Bool { toldCount == 0 && unprovedCount == 0 }

    mutating func note(_ interval: Interval) {
        smallCount += 1
        if let width = interval.width { narrowestWidth = min(narrowestWidth ?? width, width) }
    }
}

/// What a province publishes of a list of tables, and what is left unknown after it.
public struct PublicationVerdict: Equatable, Sendable {
    /// The tables of the list, in its order.
    public let outcomes: [TableOutcome]
    /// What can be told from everything published, former tables among it.
    public let check: DisclosureCheck
    /// What could be told before; where it is not safe, nothing further is published but sums.
    public let formerCheck: DisclosureCheck

    /// What is published.
    public var tables: [RoundedTable] { outcomes.compactMap(\.table) }
}
