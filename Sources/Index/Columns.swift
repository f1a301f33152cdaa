import Basics
import Circuit
import Glibc

/// An id as two integers, which can be ordered.
struct FileKey: Comparable, Hashable, Sendable {
    var high: UInt64
    var low: UInt64

    init(_ id: FileID) {
        high = id.high
        low = id.low
    }

    var id: FileID { FileID(high: high, low: low) }

    static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

/// One number for each different value, so that a row holds a number and not the value.
struct Symbols<Symbol: Hashable & Sendable>: Sendable {
    private var numbers: [Symbol: UInt32] = [:]
    private var symbols: [Symbol] = []

    /// The number that stands for no value.
    static var none: UInt32 { .max }

    mutating func number(_ symbol: Symbol?) -> UInt32 {
        guard let symbol else { return Self.none }
        if let number = numbers[symbol] { return number }
        let number = UInt32(truncatingIfNeeded: symbols.count)
        numbers[symbol] = number
        symbols.append(symbol)
        return number
    }

    /// How many different values there are.
    var count: Int { symbols.count }

    /// The number of a symbol that may never have been seen.
    func known(_ symbol: Symbol) -> UInt32? { numbers[symbol] }

    /// The numbers of all symbols that a check lets through.
    func numbers(where isWanted: (Symbol) -> Bool) -> Set<UInt32> {
        Set(symbols.indices.filter { isWanted(symbols[$0]) }.map { UInt32($0) })
    }

    subscript(_ number: UInt32) -> Symbol? {
        Int(number) < symbols.count ? symbols[Int(number)] : nil
    }
}

/// The number of a code, of a commune among them, in two bytes: past so many codes, which no province
/// reaches, a new one has no number.
@propertyWrapper
struct Short: Sendable {
    private var bits: UInt16

    init(wrappedValue: UInt32) { bits = UInt16(exactly: wrappedValue) ?? .max }

    var wrappedValue: UInt32 {
        get { bits == .max ? .max : UInt32(bits) }
        set { self = Short(wrappedValue: newValue) }
    }
}

/// What the index keeps of one file, packed; the texts lie in one run of bytes for all files.
struct Row: Sendable {
    var key: FileKey
    var number: UInt64
    var stageSince: Int64
    var lastActAt: Int64
    var takenUpAt: Int64
    var answeredAt: Int64
    var textsStart: UInt32
    var happeningsStart: UInt32 = 0
    var tasksStart: UInt32 = 0
    var wholes: (UInt32, UInt32, UInt32)
    /// How the names sort, as far as four bytes tell.
    var nameStarts = NameStarts()
    @Short var commune = Symbols<String>.none
    @Short var stage = Symbols<String>.none
    @Short var risk = Symbols<String>.none
    @Short var proposedRisk = Symbols<String>.none
    @Short var sex = Symbols<String>.none
    var textsCount: UInt16
    var happeningsCount: UInt16 = 0
    var tasksCount: UInt16 = 0
    var birthFirst: Int16
    var birthLast: Int16
    /// Days since 1970-01-01.
    var birthDay: UInt16
    /// How many relatives, telephones and references there are.
    var textCounts: (UInt8, UInt8, UInt8)
    var flags: Flags = [.live]
    /// Days since 1970-01-01.
    var openedOn = Row.noDay
    /// The number of the set of target categories.
    var categories = Row.noCategories

    /// Stands for a moment, number or year that is not known.
    static let unknown = Int64.min
    static let noNumber = UInt64.max
    static let noYear = Int16.min
    static let noDay = UInt16.max
    static let noCategories = UInt16.max

    /// What is so of a file or not, in one byte.
    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        static let live = Flags(rawValue: 1)
        static let urgent = Flags(rawValue: 2)
        static let record = Flags(rawValue: 4)
        static let waits = Flags(rawValue: 8)
    }

    var isLive: Bool {
        get { flags.contains(.live) }
        set { set(.live, newValue) }
    }
    var isUrgent: Bool {
        get { flags.contains(.urgent) }
        set { set(.urgent, newValue) }
    }
    /// Whether the file is of another kind than a child's.
    var isRecord: Bool {
        get { flags.contains(.record) }
        set { set(.record, newValue) }
    }
    /// Whether the row waits to be compared with the others.
    var waits: Bool {
        get { flags.contains(.waits) }
        set { set(.waits, newValue) }
    }

    private mutating func set(_ flag: Flags, _ isSet: Bool) {
        if isSet { flags.insert(flag) } else { flags.remove(flag) }
    }

    var texts: Range<Int> { Int(textsStart)..<Int(textsStart) + Int(textsCount) }
    var happenings: Range<Int> {
        Int(happeningsStart)..<Int(happeningsStart) + Int(happeningsCount)
    }
    var tasks: Range<Int> { Int(tasksStart)..<Int(tasksStart) + Int(tasksCount) }
}

/// Who answers for a file, in numbers.
struct FileDesk: Hashable, Sendable {
    let organisation: UInt32
    let referent: UInt32

    static let none = FileDesk(
        organisation: Symbols<OrganisationID>.none, referent: Symbols<MemberID>.none)
}

/// What every search looks at of each file, apart from its row: so much can be walked in little time.
struct SearchRow: Sendable {
    /// The number of who answers for the file; none where there is no file.
    var desk = Symbols<FileDesk>.none
    var usesStart: UInt32
    var usesCount: UInt8
    /// How many of the uses are of the child's own names: these come first.
    var ownUsesCount: UInt8
    /// Whether more than who answers for the file decides who reaches it: it is tied to somebody else,
    /// or no child's.
    var isApart = false

    var uses: Range<Int> { Int(usesStart)..<Int(usesStart) + Int(usesCount) }
    var ownUses: Range<Int> { Int(usesStart)..<Int(usesStart) + Int(ownUsesCount) }
}

/// What the index keeps of a file of another kind than a child's beside its row.
struct RecordFacts: Hashable, Sendable {
    let kind: String
    let title: String
}

/// Which rows have something in common, so that few are looked at where many are there.
struct PlaceLists: Sendable {
    /// What the rows of a list have in common.
    enum Key: Hashable, Sendable {
        /// The member who answers for the file.
        case referent(UInt32)
        /// A member to whom a task on the file is given by name.
        case owner(UInt32)
        /// A task or a clock on the file.
        case code(UInt32)
        /// The establishment in which the child stays.
        case establishment(UInt32)
    }

    private var places: [Key: [UInt32]] = [:]

    /// The rows of a list, in no order.
    subscript(_ key: Key) -> [UInt32] { places[key] ?? [] }

    /// Moves a row from some lists to others; of either each stands there once.
    mutating func move(_ place: UInt32, from before: [Key], to after: [Key]) {
        for key in before where !after.contains(key) {
            guard let index = places[key]?.firstIndex(of: place) else { continue }
            let last = places[key]?.popLast()
            if let last, last != place { places[key]?[index] = last }
            if places[key]?.isEmpty == true { places[key] = nil }
        }
        for key in after where !before.contains(key) { places[key, default: []].append(place) }
    }
}

extension Symbols where Symbol == Set<String> {
    /// The number of a set of target categories, in two bytes.
    ///
    /// Past so many different sets, which no province reaches, a new one has no number, and its file
    /// is found by no category.
    mutating func packed(_ categories: Set<String>) -> UInt16 {
        if categories.isEmpty { return Row.noCategories }
        if known(categories) == nil, count >= Int(Row.noCategories) { return Row.noCategories }
        return UInt16(truncatingIfNeeded: number(categories))
    }
}

extension Optional where Wrapped == CivilDate {
    var packed: UInt16 { self.map { UInt16(clamping: $0.days) } ?? Row.noDay }

    init(packed: UInt16) { self = packed == Row.noDay ? nil : CivilDate(days: Int32(packed)) }
}

extension Optional where Wrapped == Instant {
    var packed: Int64 { self?.milliseconds ?? Row.unknown }

    init(packed: Int64) {
        self = packed == Row.unknown ? nil : Instant(milliseconds: packed)
    }
}

/// Overwrites what an array holds, so that nothing of it stays in freed memory.
func wipe<Element: BitwiseCopyable>(_ array: inout [Element]) {
    unsafe array.withUnsafeMutableBytes { bytes in
        if let base = bytes.baseAddress { unsafe explicit_bzero(base, bytes.count) }
    }
    array = []
}

/// Appends to an array, and overwrites what it held where it has to move to more room.
func append<Element: BitwiseCopyable>(
    _ elements: some Collection<Element>, to array: inout [Element]
) {
    let count = array.count + elements.count
    if count > array.capacity {
        var larger: [Element] = []
        larger.reserveCapacity(max(count, array.capacity * 2))
        larger.append(contentsOf: array)
        wipe(&array)
        array = larger
    }
    array.append(contentsOf: elements)
}
