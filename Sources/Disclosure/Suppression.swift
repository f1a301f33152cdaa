import Basics

/// Hides small counts of a table, and as many others as keep them hidden.
///
/// **What is hidden first.** Counts and totals of 1 … `smallBelow` − 1. A zero stays shown, for
/// that nobody is there names nobody, but in two kinds of lines: where the line's total is small,
/// and where a single cell is not zero, however large. There the zeros would say of every child of
/// the line in which cell it is (attribute disclosure), and the whole line is hidden, save zeros
/// that the zero of a total tells anyhow.
///
/// **What is hidden for their sake.** As long as a hidden count can be computed from what is shown
/// into an interval of fewer values than allowed, one more count is hidden: one that is not zero
/// in a line of the endangered one, and where there is none, a total. Greedy and audited anew
/// after each step, as in Willenborg and de Waal, "Elements of Statistical Disclosure Control"
/// (2001), with exact intervals in place of hypercubes; it loses more cells than an optimum would
/// (Fischetti and Salazar 2000) and is never less safe. It ends, since in the end nothing is shown.
///
/// **Against whoever runs this program** on every table that agrees with what is shown, and drops
/// those of which it would have shown something else (the minimality attack of Wong, Fu, Wang and
/// Pei 2007). Were the smallest count hidden next, 10, 10, 4 and a total of 24 would be left alone
/// with its look. So the order of hiding is drawn from a secret and the table's name; whether one
/// more count is hidden depends on what is shown and not on what is hidden; and in each line in
/// which small counts are hidden, one that is not small is hidden with them where there is one, as
/// else three hidden counts with a total of 12 were each known to be 4.
///
/// A matrix of rows, columns and total is that of a network, so that the bounds over the reals are
/// those over whole numbers.
///
/// **What it does not do.** Tables released apart can be taken from each other: for those of a
/// fixed list see ``Publication``. Free tables are for the committee, under the roll of its
/// members' reads.
public struct Suppression {
    /// Below which count a cell that is not zero is small.
    public let smallBelow: Int
    /// How many values a hidden count must at least have beside its own.
    public let widthMin: Int

    private let draw: ([UInt8]) -> UInt64

    /// Takes the rule, and the keyed function that draws, which must be pseudo-random to all
    /// without its key.
    public init(
        smallBelow: Int = DisclosureLimits.smallBelow,
        widthMin: Int = DisclosureLimits.hiddenWidthMin,
        draw: @escaping ([UInt8]) -> UInt64
    ) {
        self.draw = draw
        self.smallBelow = smallBelow
        self.widthMin = max(1, widthMin)
    }

    /// Hides what has to be hidden of a table.
    ///
    /// - Parameter name: what the table counts, of which children, in which period; the same table
    ///   hides alike whenever it is asked for, and no other should, lest the order be learned.
    /// - Throws: ``BoundsFault/exhausted`` where that could not be found out within the limits.
    public func callAsFunction(
        _ table: FreeTable, name: String
    ) throws(BoundsFault) -> SuppressedTable {
        var run = try begin(table, name: name)
        while true {
            if let hidden = run.table { return hidden }
            try run.advance(.max)
        }
    }

    /// Begins to hide what has to be hidden of a table, for whoever does other things in between.
    ///
    /// - Parameters:
    ///   - name: as for the whole of it.
    ///   - margins: of a table of two dimensions, what the tables of each of them alone show: its totals
    ///     are theirs, so that neither tells what another hides.
    /// - Throws: ``BoundsFault/exhausted`` where the table is too large to be looked at.
    public func begin(
        _ table: FreeTable, name: String, margins: [SuppressedTable] = []
    ) throws(BoundsFault) -> SuppressionRun {
        let order = order(of: table.counts.count + table.totals.count, name)
        var pattern = HidingPattern(table, smallBelow: smallBelow, margins: margins)
        pattern.mixKinds(order: order)
        return try SuppressionRun(pattern, order: order, widthMin: widthMin)
    }

    /// The place of each cell and, after these, of each total in the order of hiding.
    private func order(of count: Int, _ name: String) -> [UInt64] {
        (0..<count).map { index in
            var bytes = Array("madar order of hiding".utf8)
            bytes.appendBigEndian(UInt32(index))
            bytes.append(contentsOf: name.utf8)
            return draw(bytes)
        }
    }
}

/// The hiding of a table's small counts, question by question: what is hidden does not depend on
/// where it is left in between.
public struct SuppressionRun {
    /// The table once it is known what is hidden of it.
    public private(set) var table: SuppressedTable?
    private var pattern: HidingPattern
    private var audit: HidingAudit
    private let order: [UInt64]
    private let widthMin: Int

    init(_ pattern: HidingPattern, order: [UInt64], widthMin: Int) throws(BoundsFault) {
        audit = try pattern.audit()
        self.pattern = pattern
        self.order = order
        self.widthMin = widthMin
    }

    /// Looks at some hidden counts more.
    ///
    /// - Throws: ``BoundsFault/exhausted`` where something could not be found out within the limits.
    public mutating func advance(_ questions: Int) throws(BoundsFault) {
        var left = questions
        while left > 0, table == nil {
            guard audit.isOver else {
                try audit.advance(widthMin: widthMin)
                left -= 1
                continue
            }
            if let endangered = audit.endangered, pattern.protect(endangered, order: order) {
                audit = try pattern.audit()
            } else {
                table = pattern.shown(narrowestWidth: audit.narrowestWidth)
            }
        }
    }
}
