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
    /// How many measures stand side by side in a table: with more, words are cut in two.
    static let measuresPerTableMax = 6
    /// Up to how many hours a time is told in hours.
    static let hoursToldMax: UInt64 = 72
    /// How many series a chart of lines has.
    static let linesMax = 3
    /// How many bars a chart of the codes of a list has.
    static let barsMax = 14
    /// How many lines a label of a chart has.
    static let labelLinesMax = 3
    /// How many tiles stand side by side.
    static let tilesPerRow = 6
    /// How many tiles a page has, of all its maps: past it the communes are in the CSV or JSON file.
    static let tilesPerPageMax = 480
    /// How much of a name a tile has room for, in characters.
    static let tileNameMax = 17
    /// How many rows a national table has on a page, and all of them together.
    static let nationalRowsPerTableMax = 60
    static let nationalRowsMax = 500
    /// How many bars a chart of national figures has, over all series.
    static let nationalBarsMax = 24
    /// How many charts of bars, and how many with a tile for each province, a page has.
    static let nationalChartsMax = 12
    static let nationalTilesMax = 2
    /// How many files that were not added are named on a page.
    static let nationalFilesMax = 164
}
