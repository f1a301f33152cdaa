/// The limits of this room, each with its unit in its name.
public enum MappingLimits {
    /// How many territories one item of the definition's stream carries.
    public static let territoriesPerItem = 256
    /// The longest code, in bytes.
    static let codeByteCount = 64
    /// The longest code of a territory, type, level, kind, scope or rule, in bytes.
    static let shortCodeByteCount = 16
    /// The longest label, in bytes.
    static let labelByteCount = 1_024
    /// The longest name of a territory or article of law, in bytes.
    static let nameByteCount = 256
    /// How many codes, stages, fields of choice or groups one list of an item holds.
    static let codesPerList = 64
    /// How many fields a form holds.
    static let fieldsPerForm = 256
    /// For how many slots a head that is read from the store has room before it grows.
    static let expectedSlots = 16
    /// How many items a code list holds.
    static let itemsPerList = 1_024
    /// How many meanings, tests or abilities one item holds.
    static let meaningsPerItem = 16
    /// How many establishments a definition knows.
    static let establishments = 512
    /// How many indicators a definition has.
    static let indicators = 64
    /// How many published tables.
    static let tables = 64
    /// By how many dimensions one of them counts.
    static let dimensionsPerTable = 4
    /// Below which number of children a count may be taken for small.
    static let smallBelow = 3...100
    /// How many reports of them.
    static let reports = 64
    /// How many holidays the head holds.
    static let holidays = 512
    /// How many cells a role holds.
    static let cellsPerRole = 8
    /// How many kinds of files, other than a child's, a role has to do with.
    static let recordsPerRole = 16
}
