public import Basics
import Circuit

// A search has four steps. The filter is asked which files it lets through, the same number of times
// whatever is sought. The words asked for are compared with the names of the lexicon, which are the
// same whoever asks. Each file in reach is looked at for names that are alike. Those that bear them
// are scored. So a name that is borne out of reach alone takes the steps of one that nobody bears;
// where their sounds part, a comparison of two names ends earlier or later, and no step is added.

/// The files that a filter lets through, decided before anything of them is looked at.
///
/// It is good until the index changes.
public struct ReachableFiles: Sendable {
    /// By row, and the rows that are.
    fileprivate let isReachable: [Bool]
    fileprivate let places: [UInt32]
    /// How often the filter was asked.
    fileprivate let questionCount: Int
}

/// How much work a search was: what of it may depend on the files that are out of reach is their
/// number, and nothing that they say.
struct SearchWork: Hashable, Sendable {
    /// How often the filter was asked.
    var questions = 0
    /// How many names of the lexicon the words were compared with.
    var names = 0
    /// How many files were looked at.
    var files = 0
    /// How many of them were scored.
    var scored = 0
}

extension FileIndex {
    /// The files that a filter lets through.
    ///
    /// Files with nothing but a referent and an organisation are decided on together. A filter lets a
    /// file through for good or from some moment on at which it was taken up.
    public func reachable(where isAllowed: (FileOwner) -> Bool) -> ReachableFiles {
        var isReachable = [Bool](repeating: false, count: rows.count)
        var places: [UInt32] = []
        places.reserveCapacity(byFile.count)
        var questionCount = 0
        var decided = [Decided](repeating: .not, count: desks.count)
        for place in searchRows.indices {
            let (desk, isApart) = (searchRows[place].desk, searchRows[place].isApart)
            guard desk != Symbols<FileDesk>.none else { continue }
            var answer = isApart ? .each : decided[Int(desk)]
            if answer == .not {
                let isAlways = isAllowed(owner(place, takenUpAt: nil))
                let isEver = isAllowed(owner(place, takenUpAt: Self.laterThanAll))
                questionCount += 2
                answer = isAlways == isEver ? isEver ? .all : .none : .each
                decided[Int(desk)] = answer
            }
            if answer == .each {
                questionCount += 1
                answer = isAllowed(owner(place)) ? .all : .none
            }
            guard answer == .all else { continue }
            isReachable[place] = true
            places.append(UInt32(truncatingIfNeeded: place))
        }
        return ReachableFiles(
            isReachable: isReachable, places: places, questionCount: questionCount)
    }

    /// What a filter says of the files for which the same people answer.
    private enum Decided: UInt8 {
        case not
        case all
        case none
        /// It depends on when a file was taken up.
        case each
    }

    /// Later than any file was taken up.
    private static let laterThanAll = Instant(milliseconds: .max)

    private func owner(_ place: Int, takenUpAt: Instant?) -> FileOwner {
        FileOwner(
            referent: members[desk(place).referent],
            organisation: organisations[desk(place).organisation], takenUpAt: takenUpAt,
            kind: .child, ties: Ties())
    }

    /// The file of a number, where it is in reach.
    public func find(number: FileNumber, in reachable: ReachableFiles) -> IndexedFile? {
        place(of: number.value).flatMap { entry(Int($0), in: reachable) }
    }

    /// What the index holds of a file, where it is in reach.
    public func file(_ file: FileID, in reachable: ReachableFiles) -> IndexedFile? {
        place(of: file).flatMap { entry(Int($0), in: reachable) }
    }

    /// The files that bear a record of the civil registry but for its office, which hands spell
    /// otherwise, as far as they are in reach.
    ///
    /// - Parameter record: a record in the form in which records are compared.
    public func files(near record: String, in reachable: ReachableFiles) -> [IndexedFile] {
        let sought = CivilRegistryEntry.numberAndYear(of: record)
        return places(near: sought) { reachable.isReachable[Int($0)] }.map { entry(Int($0)) }
            .filter { $0.civilRegistry.map(CivilRegistryEntry.numberAndYear) == sought }
    }

    private func entry(_ place: Int, in reachable: ReachableFiles) -> IndexedFile? {
        reachable.isReachable[place] ? entry(place) : nil
    }

    /// The files that a query may mean, the best first, at most as many as are told at once.
    ///
    /// What is out of reach is neither looked at nor scored, so a search of which all that it matches
    /// is forbidden is one that matches nothing. A query without words finds files by their telephone
    /// or reference alone, and nothing without those.
    public func search(
        _ query: SearchQuery, limit: Int = IndexLimits.candidatesPerSearch,
        in reachable: ReachableFiles
    ) -> [Candidate] {
        found(query, limit: limit, in: reachable).candidates
    }

    /// The files that a query may mean, of those that a filter lets through.
    public func search(
        _ query: SearchQuery, limit: Int = IndexLimits.candidatesPerSearch,
        where isAllowed: (FileOwner) -> Bool
    ) -> [Candidate] {
        search(query, limit: limit, in: reachable(where: isAllowed))
    }

    /// What a search found, and how much work it was.
    func found(
        _ query: SearchQuery, limit: Int, in reachable: ReachableFiles
    ) -> (candidates: [Candidate], work: SearchWork) {
        var work = SearchWork(questions: reachable.questionCount)
        guard query.text.utf8.count <= IndexLimits.queryBytes else { return ([], work) }
        let asked = AskedNames(query, lexicon)
        let particulars = Particulars(query, lexicon, self)
        work.names = (asked.spans.count + particulars.wordCount) * lexicon.nameCount
        work.files = reachable.places.count
        var best = AskedNames.Best(asked)
        var scored: [Scored] = []
        for place in matches(asked, particulars, reachable.places) {
            work.scored += 1
            if let score = score(Int(place), &best, particulars) { scored.append(score) }
        }
        scored.sort { ($1.score, $0.file) < ($0.score, $1.file) }
        let count = min(max(limit, 1), IndexLimits.candidatesPerSearch)
        let candidates = scored.prefix(count).map { best in
            Candidate(
                file: entry(best.place), score: best.score, likeness: best.likeness,
                reasons: Set(SearchReason.allCases.filter { best.reasons & $0.mark != 0 }))
        }
        return (candidates, work)
    }

    private struct Scored {
        var place: Int
        var file: FileKey
        var score: Int
        var likeness: Int
        /// The marks of the reasons: a set of them would be a room of its own for each row.
        var reasons: UInt16
    }

    /// The rows that bear names like enough of those asked for: all of one or two, and all but one
    /// of more, since papers leave names out.
    private func matches(
        _ asked: AskedNames, _ particulars: Particulars, _ places: [UInt32]
    ) -> [UInt32] {
        guard asked.count > 0 else { return particulars.isExact ? places : [] }
        var marks = [UInt8](repeating: 0, count: lexicon.count)
        for span in asked.spans {
            for number in span.likenesses.indices where span.likenesses[number] > 0 {
                marks[number] |= span.mark
            }
        }
        let needed = asked.count > 2 ? asked.count - 1 : asked.count
        return places.filter { place in
            let own = searchRows[Int(place)].ownUses
            var found: UInt8 = 0
            for index in own { found |= marks[Int(uses[index].number)] }
            if found.nonzeroBitCount >= needed { return true }
            // Of a child whose family name nobody knows the family name cannot be like.
            return found != 0 && !own.contains { uses[$0].field.isFamily }
        }
    }

    private func score(
        _ place: Int, _ best: inout AskedNames.Best, _ particulars: Particulars
    ) -> Scored? {
        let row = rows[place]
        let uses = uses[searchRows[place].uses]
        let asked = best.asked
        let likeness = best.likeness(uses)
        guard asked.count > 0 || particulars.fits(names[row.texts], row) else { return nil }
        guard asked.count == 0 || likeness >= IndexLimits.leastNameLikeness else { return nil }
        var scored = Scored(
            place: place, file: row.key, score: likeness * Worth.likeness, likeness: likeness,
            reasons: 0)
        func add(_ worth: Int, _ reason: SearchReason) {
            scored.score += worth
            scored.reasons |= reason.mark
        }
        let whole = asked.whole
        if whole != 0, row.wholes.0 == whole || row.wholes.1 == whole || row.wholes.2 == whole {
            add(Worth.whole, .wholeName)
        }
        if let years = particulars.birthYears, row.birthFirst != Row.noYear {
            let gap = max(
                years.lowerBound - Int(row.birthLast), Int(row.birthFirst) - years.upperBound, 0)
            if gap == 0 {
                add(Worth.birthYear, .birthYear)
            } else if particulars.isOfRegister, gap > IndexLimits.yearsBesideRegister {
                return nil
            } else {
                scored.score -= min(gap * Worth.yearAway, Worth.otherYear)
            }
        }
        // A day that differs is a slip of the pen as often as another child.
        if let day = particulars.birthDay, row.birthDay == day { add(Worth.birthDay, .birthDay) }
        if let sex = particulars.sex, row.sex != Symbols<String>.none {
            if row.sex == sex {
                add(Worth.sex, .sex)
            } else if particulars.isOfRegister {
                return nil
            } else {
                scored.score -= Worth.otherSex
            }
        }
        if let commune = particulars.commune, row.commune == commune {
            add(Worth.commune, .commune)
        }
        for relative in particulars.relatives {
            let likeness = AskedNames.likeness(of: relative, to: uses)
            if likeness >= IndexLimits.leastLikeness {
                add(Worth.relative * likeness / 100, .relative)
            } else if row.textCounts.0 > 0 {
                scored.score -= Worth.otherRelative
            }
        }
        if particulars.isExact {
            let texts = names[row.texts]
            if particulars.hasPhone(texts, row) { add(Worth.phone, .phone) }
            if particulars.hasReference(texts, row) { add(Worth.reference, .reference) }
        }
        return scored
    }

    /// What counts how much, in points of a score.
    ///
    /// A name alone has up to a thousand.
    private enum Worth {
        static let likeness = 10
        /// With nothing else to go by, a name to the letter stands before every other.
        static let whole = 30
        static let birthYear = 60
        static let birthDay = 90
        static let yearAway = 60
        static let otherYear = 400
        static let sex = 20
        static let otherSex = 250
        static let commune = 60
        static let relative = 200
        static let otherRelative = 40
        static let phone = 250
        static let reference = 400
    }

    /// What a query says beside the name, in the numbers of the rows.
    private struct Particulars {
        let birthYears: ClosedRange<Int>?
        let birthDay: UInt16?
        let isOfRegister: Bool
        let sex: UInt32?
        let commune: UInt32?
        let relatives: [[[UInt8]]]
        private let phone: [UInt8]
        private let reference: [String]

        init(_ query: SearchQuery, _ lexicon: Lexicon, _ index: borrowing FileIndex) {
            birthYears = query.birthYears
            birthDay = query.birthDay
            isOfRegister = query.isOfRegister
            // A code that no file bears is another one than each of theirs.
            sex = query.sex.map { index.codes.known($0) ?? .max - 1 }
            commune = query.commune.flatMap { index.codes.known($0) }
            relatives = query.relatives.prefix(IndexLimits.relativesPerFile).map { name in
                NameSounds(name).words.prefix(IndexLimits.wordsPerRelative)
                    .map { lexicon.likenesses($0) }
            }.filter { !$0.isEmpty }
            phone = Array((IndexedFile.phoneEnd(query.phone) ?? "").utf8)
            reference = NameNormaliser.words(query.reference)
        }

        /// How many words of the names of people are compared.
        var wordCount: Int { relatives.reduce(0) { $0 + $1.count } }

        var isExact: Bool { !phone.isEmpty || !reference.isEmpty }

        func fits(_ texts: ArraySlice<UInt8>, _ row: Row) -> Bool {
            hasPhone(texts, row) || hasReference(texts, row)
        }

        func hasPhone(_ texts: ArraySlice<UInt8>, _ row: Row) -> Bool {
            let start = PackedTexts.nameCount + Int(row.textCounts.0)
            return !phone.isEmpty
                && PackedTexts.contains(texts, start..<start + Int(row.textCounts.1)) {
                    $0.suffix(phone.count).elementsEqual(phone)
                }
        }

        func hasReference(_ texts: ArraySlice<UInt8>, _ row: Row) -> Bool {
            let start =
                PackedTexts.nameCount + Int(row.textCounts.0) + Int(row.textCounts.1)
            return !reference.isEmpty
                && PackedTexts.contains(texts, start..<start + Int(row.textCounts.2)) {
                    NameNormaliser.words(String(decoding: $0, as: UTF8.self)) == reference
                }
        }
    }
}

/// The words of a query, each compared with all names.
struct AskedNames {
    /// Words that stand together in the query, and how like they are to each name as one.
    struct Span {
        let likenesses: [UInt8]
        /// A bit for each of the words.
        let mark: UInt8
    }

    /// How many words there are.
    let count: Int
    /// The hash of all words, letter by letter.
    let whole: UInt32
    let spans: [Span]
    /// The place in `spans` of each stretch of words, by first word and count; -1 where none is.
    fileprivate let places: [Int]

    init(_ query: SearchQuery, _ lexicon: Lexicon) {
        let tokens = NameNormaliser.tokens(query.text)
        var words: [[UInt8]] = []
        for word in NameSounds(tokens: tokens).words where !words.contains(word) {
            words.append(word)
        }
        words = Array(words.prefix(IndexLimits.wordsPerQuery))
        count = words.count
        whole = TakenName.whole(tokens)
        var spans: [Span] = []
        var places = [Int](repeating: -1, count: words.count * (words.count + 1))
        for first in words.indices {
            for length in 1...min(IndexLimits.wordsPerSpan, words.count - first) {
                let sounds = NameSounds.collapsed(
                    words[first..<first + length].flatMap { $0 })
                places[first * (words.count + 1) + length] = spans.count
                spans.append(
                    Span(
                        likenesses: lexicon.likenesses(sounds),
                        mark: (first..<first + length).reduce(0) { $0 | 1 << UInt8($1) }))
            }
        }
        self.spans = spans
        self.places = places
    }

    /// How like a name, given by the likenesses of its words, is to that of somebody around the
    /// child.
    static func likeness(of words: [[UInt8]], to uses: ArraySlice<NameUse>) -> Int {
        var sum = 0
        for word in words {
            var best = 0
            for use in uses where use.field == .relative {
                best = max(best, Int(word[Int(use.number)]))
            }
            sum += best
        }
        return sum / max(words.count, 1)
    }

    /// Of one file after the other: how like each stretch of words is to a word of each part, and
    /// to the part.
    struct Best {
        let asked: AskedNames
        private var words: [UInt8]
        private var wholes: [UInt8]
        private var counts = [Int](repeating: 0, count: Self.fieldCount)
        private static let fieldCount = NameField.allCases.count

        init(_ asked: AskedNames) {
            self.asked = asked
            words = [UInt8](repeating: 0, count: asked.spans.count * Self.fieldCount)
            wholes = words
        }

        /// How like the names of a file are to those asked for, from 0 to 100: the given name first
        /// or the family name, or one of them alone, or the other name.
        mutating func likeness(_ uses: ArraySlice<NameUse>) -> Int {
            let count = asked.count
            guard count > 0 else { return 0 }
            look(uses)
            var likeness = max(
                part(0, count, .knownAs), max(given(0, count), family(0, count)) - Self.onePart)
            for split in 1..<count {
                let rest = count - split
                let givenFirst = split * given(0, split) + rest * family(split, rest)
                let familyFirst = split * family(0, split) + rest * given(split, rest)
                likeness = max(likeness, max(givenFirst, familyFirst) / count)
                guard !hasFamily else { continue }
                let alone = max(given(0, split), given(split, rest))
                likeness = max(likeness, alone - Self.withoutFamily)
            }
            return likeness
        }

        /// What a name loses of which one part was asked for alone.
        private static let onePart = 6

        /// What the name of a child loses whose family name nobody knows, where one was asked for.
        private static let withoutFamily = 30

        private var hasFamily: Bool {
            counts[Int(NameField.familyArabic.rawValue)] > 0
                || counts[Int(NameField.familyLatin.rawValue)] > 0
        }

        private mutating func look(_ uses: ArraySlice<NameUse>) {
            for index in words.indices {
                words[index] = 0
                wholes[index] = 0
            }
            for index in counts.indices { counts[index] = 0 }
            for use in uses where use.field != .relative {
                let field = Int(use.field.rawValue)
                if use.isWord { counts[field] += 1 }
                for span in asked.spans.indices {
                    let likeness = asked.spans[span].likenesses[Int(use.number)]
                    guard likeness > 0 else { continue }
                    let at = span * Self.fieldCount + field
                    if use.isWord { words[at] = max(words[at], likeness) }
                    if use.isWhole { wholes[at] = max(wholes[at], likeness) }
                }
            }
        }

        func given(_ first: Int, _ count: Int) -> Int {
            max(part(first, count, .givenArabic), part(first, count, .givenLatin))
        }

        func family(_ first: Int, _ count: Int) -> Int {
            max(part(first, count, .familyArabic), part(first, count, .familyLatin))
        }

        /// How like some words are to one part: as a whole, or word by word.
        func part(_ first: Int, _ count: Int, _ field: NameField) -> Int {
            let own = counts[Int(field.rawValue)]
            guard own > 0 else { return 0 }
            var sum = 0
            for word in first..<first + count { sum += stretch(words, word, 1, field) }
            // A word of the file answers one word; what the paper leaves out counts little.
            var apart = min(sum, own * 100) / count
            apart -= max(own - count, 0) * Self.leftOut
            return max(apart, stretch(wholes, first, count, field), 0)
        }

        private static let leftOut = 4

        private func stretch(
            _ found: borrowing [UInt8], _ first: Int, _ count: Int, _ field: NameField
        ) -> Int {
            let span = asked.places[first * (asked.count + 1) + count]
            return span < 0 ? 0 : Int(found[span * Self.fieldCount + Int(field.rawValue)])
        }
    }
}
