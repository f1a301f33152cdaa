/// Hides small counts of a table, and as many others as keep them hidden.
///
/// **What is hidden first.** Counts and totals of 1 … `smallBelow` − 1. A zero stays shown, for
/// that nobody is there names nobody, but in two kinds of lines: where the line's total is small,
/// and where a single cell is not zero, however large. There the zeros would say of every child of
/// the line in which cell it is (attribute disclosure), and the whole line is hidden, save zeros
/// that the zero of a total tells anyhow.
///
/// **What is hidden for their sake.** As long as a hidden count can be computed from what is shown
/// into an interval of fewer values than allowed, one more count is hidden: in a line of the
/// endangered one, the smallest that is as large as the wanted width, or else the largest; where
/// no line has one, a total. Greedy and audited anew after each step, as in Willenborg and de
/// Waal, "Elements of Statistical Disclosure Control" (2001), with the exact intervals of Bounds
/// in place of hypercubes; it loses more cells than an optimum would (Fischetti and Salazar 2000)
/// and is never less safe. It ends, since in the end nothing is shown.
///
/// **Against whom the audit holds.** The attacker knows the rules and all that is shown; she is
/// even told which hidden counts are not zero. A matrix of rows, columns and total is that of a
/// network, so that the bounds over the reals are those over whole numbers.
///
/// **What it does not do.** Tables released apart can be taken from each other: for those of a
/// fixed list see ``Publication``. Free tables are for the committee, under the roll of its
/// members' reads.
public struct Suppression: Sendable {
    /// Below which count a cell that is not zero is small.
    public let smallBelow: Int
    /// How many values a hidden count must at least have beside its own.
    public let widthMin: Int

    /// Takes the rule.
    public init(
        smallBelow: Int = DisclosureLimits.smallBelow,
        widthMin: Int = DisclosureLimits.hiddenWidthMin
    ) {
        self.smallBelow = smallBelow
        self.widthMin = max(1, widthMin)
    }

    /// Hides what has to be hidden of a table.
    ///
    /// - Throws: ``BoundsFault/exhausted`` where that could not be found out within the limits.
    public func callAsFunction(_ table: FreeTable) throws(BoundsFault) -> SuppressedTable {
        var pattern = HidingPattern(table, smallBelow: smallBelow)
        while true {
            let audit = try pattern.audit(widthMin: widthMin)
            guard let endangered = audit.endangered else {
                return pattern.shown(narrowestWidth: audit.narrowestWidth)
            }
            pattern.protect(endangered, widthMin: widthMin)
        }
    }
}
