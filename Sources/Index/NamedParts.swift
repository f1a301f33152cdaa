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

    var isFamily: Bool { self == .familyArabic || self == .familyLatin }
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
///
/// It is an object so that it goes from thread to thread without a copy.
public final class PreparedFile: Sendable {
    let indexed: IndexedFile
    let texts: PackedTexts
    let named: NamedParts
    let clues: Set<UInt32>

    /// Takes the names of a file apart.
    public init(_ file: IndexedFile, _ known: inout KnownNames) {
        texts = PackedTexts(file)
        named = NamedParts(file, &known)
        clues = FileIndex.clues(in: texts.bytes[...], texts.counts)
        // Last, so that it need not be copied.
        indexed = file
    }

    /// The file.
    public var file: FileID { indexed.file }
}

/// The sounds of a name as the lexicon knows it, with their hash.
struct HeardName: Sendable {
    let sounds: [UInt8]
    let hash: UInt64

    /// What of some sounds counts; nil for none.
    init?(_ sounds: [UInt8]) {
        guard !sounds.isEmpty else { return nil }
        self.sounds = Array(sounds.prefix(IndexLimits.soundsPerName))
        hash = Lexicon.hash(self.sounds[...])
    }
}

/// A name, taken apart, with what of it is the same on whatever file it stands.
final class TakenName: Sendable {
    /// The text as it is given, and the hash of its bytes.
    let text: String
    fileprivate let textHash: Int
    let tokens: [String]
    /// The sounds of its words, as many as count.
    let heard: [HeardName]
    /// The sounds of all words as one, where there is more than one.
    let heardWhole: HeardName?
    /// Whether it is one word.
    let isOne: Bool
    /// What it begins with where names are sorted, with either script first.
    let beginnings: (arabic: [UInt8], latin: [UInt8])
    /// Its words, each with its hash.
    private let words: [(text: String, hash: UInt32)]
    /// Whether its last word is joined to one that follows.
    private let isOpen: Bool

    fileprivate init(_ text: String, _ textHash: Int) {
        self.text = text
        self.textHash = textHash
        tokens = NameNormaliser.tokens(text)
        let sounds = NameSounds(tokens: tokens)
        heard = sounds.words.prefix(IndexLimits.wordsPerPart).compactMap { HeardName($0) }
        heardWhole = sounds.whole.flatMap { HeardName($0) }
        isOne = sounds.words.count == 1
        let bytes = Array(text.utf8)[...]
        beginnings = (
            NameOrder.beginning(bytes, .arabic), NameOrder.beginning(bytes, .latin)
        )
        words = NameNormaliser.words(tokens).map { ($0, Self.hash($0)) }
        isOpen = tokens.last.map(NameNormaliser.isJoined) ?? false
    }

    /// A hash of the words of a name, and of one behind it, that does not depend on their order; 0 for
    /// no word.
    ///
    /// Where it is wrong a candidate stands one place too high.
    func whole(with other: TakenName) -> UInt32 {
        if isOpen { return Self.whole(tokens + other.tokens) }
        var sum = words.reduce(0) { $0 &+ $1.hash }
        // A word counts once.
        for word in other.words
        where !words.contains(where: { $0.hash == word.hash && $0.text == word.text }) {
            sum &+= word.hash
        }
        return sum
    }

    /// As above, of words that were taken apart together.
    static func whole(_ tokens: [String]) -> UInt32 {
        NameNormaliser.words(tokens).reduce(0) { $0 &+ hash($1) }
    }

    private static func hash(_ word: String) -> UInt32 {
        var hasher = Hasher()
        hasher.combine(word)
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }
}

/// Names that were taken apart before: most children bear names that other children bear.
public struct KnownNames: Sendable {
    /// An open table with linear probing, twice as long as there may be names.
    private var slots: [TakenName?] = []
    private var count = 0
    private let most: Int

    /// Knows no name yet, and will know so many that are read one after the other for an index.
    public init() { self.init(most: IndexLimits.knownNames) }

    private init(most: Int) { self.most = most }

    /// Knows no name, and will know none.
    static let none = KnownNames(most: 0)

    /// A name, taken apart.
    mutating func name(_ text: String) -> TakenName {
        let hash = Self.hash(text)
        guard most > 0 else { return TakenName(text, hash) }
        if slots.isEmpty { slots = Array(repeating: nil, count: 2 * most) }
        var slot = hash & (slots.count - 1)
        while let known = slots[slot] {
            if known.textHash == hash, known.text == text { return known }
            slot = (slot + 1) & (slots.count - 1)
        }
        let name = TakenName(text, hash)
        // What is rare drives nothing out: names come back by how common they are.
        if count < most {
            slots[slot] = name
            count += 1
        }
        return name
    }

    /// A hash of the bytes of a text: that of a text goes by its letters, which takes longer.
    private static func hash(_ text: String) -> Int {
        var hasher = Hasher()
        let isDone: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
            unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        }
        if isDone == nil { for byte in text.utf8 { hasher.combine(byte) } }
        return hasher.finalize()
    }
}

/// The names of a file, taken apart once for all that is made of them.
struct NamedParts: Sendable {
    struct Part: Sendable {
        let field: NameField
        let name: TakenName
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
        parts.reserveCapacity(names.count + file.relatives.count)
        for (field, name) in zip(fields, names) where !name.tokens.isEmpty {
            parts.append(Part(field: field, name: name))
        }
        for relative in file.relatives.prefix(IndexLimits.relativesPerFile) {
            parts.append(Part(field: .relative, name: known.name(relative)))
        }
        wholes = (
            names[0].whole(with: names[1]), names[2].whole(with: names[3]),
            TakenName.whole(names[4].tokens)
        )
        starts = NameStarts(names)
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
        bytes.reserveCapacity(2 * IndexLimits.expectedNameBytes)
        for text in file.names.all { append(text) }
        for texts in [relatives, phones, references] {
            for text in texts { append(text) }
        }
        if let registry = file.civilRegistry { append(registry) }
    }

    private mutating func append(_ text: String) {
        let count = text.utf8.count
        guard count > IndexLimits.nameBytes else {
            bytes.append(UInt8(truncatingIfNeeded: count))
            bytes.append(contentsOf: text.utf8)
            return
        }
        var cut = Array(text.utf8.prefix(IndexLimits.nameBytes))
        // A cut may not end inside a character.
        while let last = cut.last, last & 0xC0 == 0x80 { cut.removeLast() }
        cut.removeLast()
        bytes.append(UInt8(truncatingIfNeeded: cut.count))
        bytes += cut
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

    /// The texts of a run, without so many that come first.
    static func texts(in run: ArraySlice<UInt8>, from first: Int = 0) -> [String] {
        var texts: [String] = []
        var (rest, place) = (run, 0)
        while let count = rest.popFirst() {
            if place >= first {
                texts.append(String(decoding: rest.prefix(Int(count)), as: UTF8.self))
            }
            rest = rest.dropFirst(Int(count))
            place += 1
        }
        return texts
    }
}
