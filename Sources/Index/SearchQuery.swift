/// What a search asks for: a name, and what else is known of the child.
public struct SearchQuery: Hashable, Sendable {
    /// The name as it was heard, in either script, in any order.
    public var text: String
    /// The years in which the child may have been born.
    public var birthYears: ClosedRange<Int>?
    /// The day of birth, in days since 1970-01-01.
    public var birthDay: UInt16?
    /// The code of the sex.
    public var sex: String?
    /// The names of people around the child, of mother and father above all.
    public var relatives: [String] = []
    /// The code of the commune in which the child is.
    public var commune: String?
    /// A telephone number on the file, or its last digits: six at least.
    public var phone = ""
    /// The child's number in a register.
    public var reference = ""
    /// Whether it is of a row of a register that is brought in: whoever is known to be of another sex,
    /// or more than a year older or younger, is left out then.
    public var isOfRegister = false

    /// Asks for a name alone.
    public init(_ text: String) { self.text = text }
}

/// Why a file is a candidate, beside the likeness of names.
public enum SearchReason: UInt8, CaseIterable, Hashable, Sendable {
    /// The words are the whole name in one script, or another name, letter by letter.
    case wholeName
    /// The child may have been born in a year that was asked for.
    case birthYear
    /// The sex is the one that was asked for.
    case sex
    /// Somebody who was named is around the child.
    case relative
    /// The child is in the commune that was asked for.
    case commune
    /// A telephone number on the file ends so.
    case phone
    /// The number in a register is the child's.
    case reference
    /// The birth stands at that place of the civil registry.
    case civilRegistry
    /// The child was born on that day.
    case birthDay

    /// A bit for the reason.
    var mark: UInt16 { 1 << UInt16(rawValue) }
}

/// A file that a search found.
public struct Candidate: Hashable, Sendable {
    /// What the index holds of it.
    public let file: IndexedFile
    /// How well it fits: candidates with more stand first.
    public let score: Int
    /// How alike the names are, from 0 to 100.
    public let likeness: Int
    /// Why it fits.
    public let reasons: Set<SearchReason>

    /// Whether the words asked for are the whole name in one script, or another name.
    public var isWhole: Bool { reasons.contains(.wholeName) }
}
