/// The limits of this room, each with its unit in its name.
enum ReportLimits {
    /// The longest text that stands in both columns, in Unicode scalars; a longer one stands once,
    /// over both.
    static let shortTextScalarsMax = 40
    /// The longest list of which every item has a box on a blank form, in items.
    static let boxedItemsMax = 48
    /// How many rows of a repeating group a blank form offers.
    static let blankRowsMax = 3
    /// The longest text that a blank form gives one line, in Unicode scalars.
    static let oneLineScalarsMax = 200
    /// The longest text that a blank form gives a few lines, in Unicode scalars.
    static let fewLinesScalarsMax = 1_000
}
