/// The limits of this room, each with its unit in its name.
enum DefinitionLimits {
    /// The largest file, in bytes.
    static let fileBytes = 4 << 20
    /// How many files a folder may hold.
    static let filesPerFolder = 64
    /// The longest code, in bytes.
    static let codeBytes = 64
    /// The longest label, in Unicode scalars.
    static let labelScalars = 400
    /// The longest text that a field may ask for, in Unicode scalars.
    static let textScalars: Int64 = 20_000
    /// The most rows of a repeating group.
    static let rowsPerGroup: Int64 = 100
    /// The longest limit of a clock, in seconds: twenty years.
    static let clockSeconds: Int64 = 20 * 366 * 86_400
    /// The longest limit of a clock, in months: twenty years.
    static let clockMonths: Int64 = 240
    /// The longest limit of a clock, in days.
    static let clockDays: Int64 = 366
    /// The farthest offset of civil time from UTC, in seconds.
    static let offsetSeconds: Int64 = 14 * 3600
    /// How many establishments a definition knows.
    static let establishments = 512
    /// The most children that one of them takes.
    static let capacityChildren: Int64 = 10_000
    /// How many indicators a definition has.
    static let indicators = 64
    /// How many reports of them.
    static let reports = 64
    /// How many published tables.
    static let tables = 64
    /// How many cells one of them has.
    static let cellsPerTable = 1_024
    /// How many values a dimension has, and how many communes are reckoned for a province.
    static let communes = 128
    /// By how many dimensions one of them counts.
    static let dimensionsPerTable = 4
    /// Below which number of children a count may be taken for small.
    static let smallBelow: ClosedRange<Int64> = 3...100
    /// The most files of a load.
    static let filesPerLoad: Int64 = 10_000
    /// The highest age of which a speciality speaks, in years.
    static let ageYears: Int64 = 120
    /// How many faults of one definition are kept; the others are counted.
    static let faultsPerDefinition = 1000
}
