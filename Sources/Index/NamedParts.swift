public import Basics

/// The part of a file that a name stands in.
enum NameField: UInt32, CaseIterable, Sendable {
    case familyArabic
    case givenArabic
    case familyLatin
    case givenLatin
    case knownAs
    /// Somebody around the child: told beside the child's name, and not found by it.
    case relative
}

/// That a part of a file bears a name of the lexicon, in four bytes.
struct NameUse: Sendable, BitwiseCopyable {
    private let bits: UInt32

    /// What stands where a use was.
    static let none = NameUse(bits: .max)

    private init(bits: UInt32) { self.bits = bits }

    /// - Parameters:
    ///   - isWord: whether it is one word of the part.
    ///   - isWhole: whether the part has nothing else.
    init(_ number: UInt32, _ field: NameField, isWord: Bool, isWhole: Bool) {
        bits =
            number & Self.numbers | field.rawValue << 29 | (isWord ? 1 << 28 : 0)
            | (isWhole ? 1 << 27 : 0)
    }

    var number: UInt32 { bits & Self.numbers }
    var field: NameField { NameField(rawValue: bits >> 29) ?? .relative }
    var isWord: Bool { bits & 1 << 28 != 0 }
    var isWhole: Bool { bits & 1 << 27 != 0 }

    private static let numbers: UInt32 = 1 << 27 - 1
}

/// A file made ready for the index: its names are taken apart, the costly part of taking it in, which
/// needs no index.
public struct PreparedFile: Sendable {
    let indexed: IndexedFile
    let texts: PackedTexts
    let named: NamedParts

    /// Takes the names of a file apart.
    public init(_ file: IndexedFile, _ known: inout KnownNames) {
        indexed = file
        texts = PackedTexts(file)
        named = NamedParts(file, &known)
    }

    /// The file.
    public var file: FileID { indexed.file }
}

/// Names that were taken apart before: most children bear names that other children bear.
public struct KnownNames: Sendable {
    struct Name: Sendable {
        let tokens: [String]
        let sounds: NameSounds
    }

    private var names: [String: Name] = [:]
    private let most: Int

    /// Knows no name yet, and will know so many that are read one after the other for an index.
    public init() { self.init(most: IndexLimits.knownNames) }

    private init(most: Int) { self.most = most }

    /// Knows no name, and will know none.
    static let none = KnownNames(most: 0)

    /// A name, taken apart.
    mutating func name(_ text: String) -> Name {
        if let name = names[text] { return name }
        let tokens = NameNormaliser.tokens(text)
        let name = Name(tokens: tokens, sounds: NameSounds(tokens: tokens))
        // What is rare drives nothing out: names come back by how common they are.
        if names.count < most { names[text] = name }
        return name
    }
}

/// The names of a file, taken apart once for all that is made of them.
struct NamedParts: Sendable {
    struct Part: Sendable {
        let field: NameField
        var sounds: NameSounds
    }

    var parts: [Part] = []
    /// One hash for each whole name: in Arabic script, in Latin script, and the other name.
    let wholes: (UInt32, UInt32, UInt32)
    /// How the names sort.
    let starts: NameStarts

    init(_ file: IndexedFile) {
        var none = KnownNames.none
        self.init(file, &none)
    }

    init(_ file: IndexedFile, _ known: inout KnownNames) {
        let fields: [NameField] = [
            .familyArabic, .givenArabic, .familyLatin, .givenLatin, .knownAs,
        ]
        let names = file.names.all.map { known.name($0) }
        for (field, name) in zip(fields, names) where !name.tokens.isEmpty {
            parts.append(Part(field: field, sounds: name.sounds))
        }
        for relative in file.relatives.prefix(IndexLimits.relativesPerFile) {
            parts.append(Part(field: .relative, sounds: known.name(relative).sounds))
        }
        wholes = (
            Self.whole(names[0].tokens + names[1].tokens),
            Self.whole(names[2].tokens + names[3].tokens), Self.whole(names[4].tokens)
        )
        starts = NameStarts(file.names)
    }

    /// A hash of words that does not depend on their order; 0 for no word.
    ///
    /// Where it is wrong a candidate stands one place too high.
    static func whole(_ tokens: [String]) -> UInt32 {
        NameNormaliser.words(tokens).reduce(0) { sum, word in
            var hasher = Hasher()
            hasher.combine(word)
            return sum &+ UInt32(truncatingIfNeeded: hasher.finalize())
        }
    }
}

/// The texts of a file as one run of bytes, each behind its length.
struct PackedTexts: Sendable {
    private(set) var bytes: [UInt8] = []
    /// How many relatives, telephones and references there are behind the names; the record of the
    /// civil registry stands behind them all.
    let counts: (UInt8, UInt8, UInt8)

    /// How many texts are the child's own names.
    static let nameCount = 5

    init(_ file: IndexedFile) {
        let relatives = file.relatives.prefix(IndexLimits.relativesPerFile)
        let phones = file.phoneEnds.prefix(IndexLimits.phonesPerFile)
        let references = file.references.prefix(IndexLimits.referencesPerFile)
        counts = (UInt8(relatives.count), UInt8(phones.count), UInt8(references.count))
        let registry = file.civilRegistry.map { [$0] } ?? []
        for text in file.names.all + relatives + phones + references + registry {
            let cut = Self.cut(text)
            bytes.append(UInt8(truncatingIfNeeded: cut.count))
            bytes += cut
        }
    }

    private static func cut(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8.prefix(IndexLimits.nameBytes))
        // A cut may not end inside a character.
        if bytes.count < text.utf8.count {
            while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
            bytes = bytes.dropLast()
        }
        return bytes
    }

    /// Whether one of some texts of a run is as a check of its bytes wants it, none of them copied.
    static func contains(
        _ run: ArraySlice<UInt8>, _ places: Range<Int>, where isWanted: (ArraySlice<UInt8>) -> Bool
    ) -> Bool {
        var (rest, place) = (run, 0)
        while place < places.upperBound, let count = rest.popFirst() {
            if place >= places.lowerBound, isWanted(rest.prefix(Int(count))) { return true }
            rest = rest.dropFirst(Int(count))
            place += 1
        }
        return false
    }

    /// The child's own names of a run, not copied.
    static func names(in run: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var names: [ArraySlice<UInt8>] = []
        var rest = run
        while names.count < nameCount, let count = rest.popFirst() {
            names.append(rest.prefix(Int(count)))
            rest = rest.dropFirst(Int(count))
        }
        return names
    }

    /// The texts of a run.
    static func texts(in run: ArraySlice<UInt8>) -> [String] {
        var texts: [String] = []
        var rest = run
        while let count = rest.popFirst() {
            texts.append(String(decoding: rest.prefix(Int(count)), as: UTF8.self))
            rest = rest.dropFirst(Int(count))
        }
        return texts
    }
}
