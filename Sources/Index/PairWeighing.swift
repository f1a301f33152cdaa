import Circuit

/// What of a row two files are compared by, beside names and texts.
struct PairFacts: Equatable {
    let birthFirst: Int16
    let birthLast: Int16
    let birthDay: UInt16
    let sex: UInt32
    let commune: UInt32

    init(_ row: Row) {
        birthFirst = row.birthFirst
        birthLast = row.birthLast
        birthDay = row.birthDay
        sex = row.sex
        commune = row.commune
    }
}

extension Row {
    /// Whether a whole name is the same letter by letter.
    func sharesWholeName(with row: Row) -> Bool {
        let own = [wholes.0, wholes.1, wholes.2]
        return [row.wholes.0, row.wholes.1, row.wholes.2].contains { $0 != 0 && own.contains($0) }
    }
}

/// The texts of a row by which two files are compared: the ends of telephones, numbers in registers,
/// the record of the civil registry.
struct PairTexts {
    let phones: Set<String>
    let references: Set<[String]>
    let record: String?

    init(_ texts: [String], _ row: Row) {
        let counts = row.textCounts
        let rest = texts.dropFirst(PackedTexts.nameCount + Int(counts.0))
        phones = Set(rest.prefix(Int(counts.1)))
        let further = rest.dropFirst(Int(counts.1))
        references = Set(
            further.prefix(Int(counts.2)).map { NameNormaliser.words($0) }
                .filter(FileIndex.tells))
        record = further.dropFirst(Int(counts.2)).first
    }
}

/// What speaks for two files being of one child, less what speaks against it.
struct PairWeighing {
    private(set) var weight = 0
    private(set) var reasons: UInt16 = 0

    /// Whether a person should look at the two.
    var isEnough: Bool { weight >= IndexLimits.duplicateWeight }

    /// Whether it could be enough, where the names are the same and so are the people around.
    var isEnoughWithNames: Bool {
        weight + Worth.bestNames + Worth.fewNamesakes + Worth.relative
            >= IndexLimits.duplicateWeight
    }

    /// Whether both children were born on one day.
    var isOfOneDay: Bool { reasons & SearchReason.birthDay.mark != 0 }

    /// What counts how much, in points; names that are the same have about two thirds of what it takes.
    private enum Worth {
        static let leastNames = 25
        static let bestNames = 46
        static let fewNamesakes = 12
        static let someNamesakes = 5
        static let oneName = 8
        static let otherGiven = -40
        static let otherFamily = -15
        static let birthDay = 35
        static let otherDay = -10
        static let birthYear = 15
        static let wideYears = 8
        static let yearBeside = 5
        static let yearAway = -15
        static let otherYear = -60
        static let sex = 2
        static let otherSex = -40
        static let relative = 25
        static let otherRelative = -10
        static let commune = 5
        static let phone = 30
        static let reference = 45
        static let nearRecord = 50
        static let record = 100
        static let otherRecord = -30
    }

    private mutating func add(_ worth: Int, _ reason: SearchReason) {
        weight += worth
        reasons |= reason.mark
    }

    /// Weighs names; gives how alike they are, from 0 to 100.
    ///
    /// - Parameter nameCount: how many other files bear such names: of a rare one it says more that
    ///   two files bear it.
    mutating func weigh(
        _ names: ComparedNames.Likeness, nameCount: Int, isWhole: Bool
    ) -> Int {
        if isWhole { reasons |= SearchReason.wholeName.mark }
        switch names.relatives {
        case .alike: add(Worth.relative, .relative)
        case .other: weight += Worth.otherRelative
        case .unknown: break
        }
        guard let likeness = names.whole else {
            switch names.given {
            case .alike: weight += Worth.oneName
            case .other: weight += Worth.otherGiven
            case .unknown: break
            }
            if names.family == .other { weight += Worth.otherFamily }
            return 0
        }
        let least = IndexLimits.leastLikeness
        weight +=
            Worth.leastNames
            + (Worth.bestNames - Worth.leastNames) * (likeness - least) / (100 - least)
        if nameCount <= IndexLimits.fewNamesakes {
            weight += Worth.fewNamesakes
        } else if nameCount <= IndexLimits.someNamesakes {
            weight += Worth.someNamesakes
        }
        return likeness
    }

    /// Weighs birth, sex and commune.
    mutating func weigh(_ one: PairFacts, _ other: PairFacts) {
        weighBirth(one, other)
        let none = Symbols<String>.none
        if one.sex != none, other.sex != none {
            if one.sex == other.sex { add(Worth.sex, .sex) } else { weight += Worth.otherSex }
        }
        if one.commune != none, one.commune == other.commune { add(Worth.commune, .commune) }
    }

    private mutating func weighBirth(_ one: PairFacts, _ other: PairFacts) {
        if one.birthDay != Row.noDay, one.birthDay == other.birthDay {
            reasons |= SearchReason.birthYear.mark
            return add(Worth.birthDay, .birthDay)
        }
        guard one.birthFirst != Row.noYear, other.birthFirst != Row.noYear else { return }
        let gap = max(
            Int(one.birthFirst) - Int(other.birthLast), Int(other.birthFirst) - Int(one.birthLast),
            0)
        let areDays = one.birthDay != Row.noDay && other.birthDay != Row.noDay
        switch gap {
        case 0 where areDays: weight += Worth.otherDay
        case 0:
            let width = max(one.birthLast - one.birthFirst, other.birthLast - other.birthFirst)
            add(width <= 1 ? Worth.birthYear : Worth.wideYears, .birthYear)
        case 1 where !areDays: weight += Worth.yearBeside
        default: weight += max(gap * Worth.yearAway, Worth.otherYear)
        }
    }

    /// Weighs telephones and numbers.
    mutating func weigh(_ one: PairTexts, _ other: PairTexts) {
        if !one.phones.isDisjoint(with: other.phones) { add(Worth.phone, .phone) }
        if !one.references.isDisjoint(with: other.references) { add(Worth.reference, .reference) }
        guard let record = one.record, let second = other.record else { return }
        if record == second {
            add(Worth.record, .civilRegistry)
            // One birth has one record: whatever else differs, somebody looks at the two.
            weight = max(weight, Worth.record)
        } else if CivilRegistryEntry.numberAndYear(of: record)
            == CivilRegistryEntry.numberAndYear(of: second)
        {
            add(Worth.nearRecord, .civilRegistry)
        } else {
            weight += Worth.otherRecord
        }
    }
}
