// A search has four steps. The words asked for are compared with the names of the lexicon, which
// are the same whoever asks. The lists of the names that are alike say which files may be meant.
// Of those the filter is asked. Only what it lets through is scored.

extension FileIndex {
    /// The files that a query may mean, the best first, at most as many as are told at once.
    ///
    /// The filter is asked before anything is scored, so a search of which all that it matches is
    /// forbidden is one that matches nothing. A query without words finds files by their telephone
    /// or reference alone, and nothing without those.
    public func search(
        _ query: SearchQuery, limit: Int = IndexLimits.candidatesPerSearch,
        where isAllowed: (FileOwner) -> Bool
    ) -> [Candidate] {
        found(query, limit: limit, where: isAllowed).candidates
    }

    /// What a search found, and how many files it scored.
    func found(
        _ query: SearchQuery, limit: Int, where isAllowed: (FileOwner) -> Bool
    ) -> (candidates: [Candidate], scoredCount: Int) {
        guard query.text.utf8.count <= IndexLimits.queryBytes else { return ([], 0) }
        let asked = AskedNames(query, lexicon)
        let particulars = Particulars(query, lexicon, self)
        var best = AskedNames.Best(asked)
        var scored: [Scored] = []
        var scoredCount = 0
        for place in matches(asked, particulars) where isAllowed(owner(place)) {
            scoredCount += 1
            if let score = score(place, &best, particulars) { scored.append(score) }
        }
        scored.sort { ($1.score, $0.file) < ($0.score, $1.file) }
        let count = min(max(limit, 1), IndexLimits.candidatesPerSearch)
        let candidates = scored.prefix(count).map { best in
            Candidate(
                file: entry(best.place), score: best.score, likeness: best.likeness,
                reasons: Set(SearchReason.allCases.filter { best.reasons & $0.mark != 0 }))
        }
        return (candidates, scoredCount)
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
    private func matches(_ asked: AskedNames, _ particulars: Particulars) -> [Int] {
        guard asked.count > 0 else {
            guard particulars.isExact else { return [] }
            return rows.indices.filter { rows[$0].isLive }
        }
        var marks = [UInt8](repeating: 0, count: rows.count)
        for span in asked.spans {
            for number in span.likenesses.indices where span.likenesses[number] > 0 {
                for place in lexicon.places(UInt32(truncatingIfNeeded: number)) {
                    marks[Int(place)] |= span.mark
                }
            }
        }
        let needed = asked.count > 2 ? asked.count - 1 : asked.count
        return marks.indices.filter { marks[$0].nonzeroBitCount >= needed }
    }

    private func score(
        _ place: Int, _ best: inout AskedNames.Best, _ particulars: Particulars
    ) -> Scored? {
        let row = rows[place]
        let uses = uses[row.uses]
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
            } else {
                scored.score -= min(gap * Worth.yearAway, Worth.otherYear)
            }
        }
        if let sex = particulars.sex, row.sex != Symbols<String>.none {
            if row.sex == sex { add(Worth.sex, .sex) } else { scored.score -= Worth.otherSex }
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
        let sex: UInt32?
        let commune: UInt32?
        let relatives: [[[UInt8]]]
        private let phone: [UInt8]
        private let reference: [String]

        init(_ query: SearchQuery, _ lexicon: Lexicon, _ index: borrowing FileIndex) {
            birthYears = query.birthYears
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
            }
            return likeness
        }

        /// What a name loses of which one part was asked for alone.
        private static let onePart = 6

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
