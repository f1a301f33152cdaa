import Basics

/// What a head knows of a birth.
public enum Birth: Hashable, Sendable {
    /// A date that stands on a document, exact to the day.
    case exact(CivilDate)
    /// A year that stands on a document.
    case year(Int)
    /// A date that nobody has on paper.
    case estimatedDate(CivilDate)
    /// An age in full years that somebody estimated on a day.
    case estimatedAge(Int, on: CivilDate)

    /// The age in full years on a day, as the range in which it lies; nil before the birth.
    public func years(on day: CivilDate) -> ClosedRange<Int>? {
        switch self {
        case .exact(let date), .estimatedDate(let date):
            return Self.fullYears(from: date, to: day).map { $0...$0 }
        case .year(let year):
            let age = day.parts.year - year
            return age < 0 ? nil : max(0, age - 1)...age
        case .estimatedAge(let years, let then):
            guard let passed = Self.fullYears(from: then, to: day) else { return nil }
            return years + passed...years + passed + 1
        }
    }

    /// Tells whether a document shows that the person is an adult on a day.
    ///
    /// It may show it by the date, or by a year of birth after which no birthday leaves a doubt.
    /// An estimate never does.
    public func isDocumentedAdult(on day: CivilDate) -> Bool {
        documentedYears(on: day).map { $0 >= CircuitLimits.majorityYears } ?? false
    }

    /// The age in full years that a document shows to be reached on a day; nil where none does.
    func documentedYears(on day: CivilDate) -> Int? {
        switch self {
        case .exact, .year: years(on: day)?.lowerBound
        case .estimatedDate, .estimatedAge: nil
        }
    }

    /// The day of birth that stands on a document, in days since 1970-01-01; nil where none does, and
    /// before that day.
    public var day: UInt16? {
        if case .exact(let date) = self { UInt16(exactly: date.days) } else { nil }
    }

    /// The year or years of birth that a search compares, or nil where none can be told.
    public var birthYears: ClosedRange<Int>? {
        switch self {
        case .exact(let date), .estimatedDate(let date): return date.parts.year...date.parts.year
        case .year(let year): return year...year
        case .estimatedAge(let years, let day):
            let latest = day.parts.year - years
            return latest - 1...latest
        }
    }

    /// Full years between two days; a birthday on 29 February falls on 1 March in common years.
    private static func fullYears(from start: CivilDate, to end: CivilDate) -> Int? {
        guard start <= end else { return nil }
        let first = start.parts
        let last = end.parts
        let before = (last.month, last.day) < (first.month, first.day)
        return last.year - first.year - (before ? 1 : 0)
    }
}

extension Birth {
    /// What is known of a birth; a date prevails over an estimated age, and a date whose
    /// precision is not said is an estimate.
    static func known(
        date: CivilDate?, precision: ItemMeaning?, age: (years: Int64, on: CivilDate)?
    ) -> Birth? {
        if let date {
            switch precision {
            case .exactDate: return .exact(date)
            case .yearOnly: return .year(date.parts.year)
            default: return .estimatedDate(date)
            }
        }
        guard let age, (0...150).contains(age.years) else { return nil }
        return .estimatedAge(Int(age.years), on: age.on)
    }
}

extension HeadPart {
    /// What the head knows of the birth, or nil where it knows nothing.
    public func birth(_ definition: CircuitDefinition) -> Birth? {
        let precision = definition.meaning(ofItem: code(.birthPrecision), for: .birthPrecision)
        var age: (years: Int64, on: CivilDate)?
        if let slot = slot(.estimatedAge), case .number(let years) = slot.entries.first?.value {
            age = (years, CivilDate(slot.at, offsetSeconds: definition.parts.offsetSeconds))
        }
        return Birth.known(date: date(.birthDate), precision: precision, age: age)
    }
}

extension CircuitDefinition {
    /// The meaning of an item in the list of the field of a meaning.
    func meaning(ofItem code: String?, for meaning: FieldMeaning) -> ItemMeaning? {
        guard let code else { return nil }
        return itemMeaning(code, ofField: meaning)
    }
}
