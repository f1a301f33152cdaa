/// The days of which figures tell.
public enum FigurePeriod: Hashable, Sendable {
    /// A month of a year, from 1.
    case month(Int, year: Int)
    /// A quarter of a year, from 1.
    case quarter(Int, year: Int)
    /// A year.
    case year(Int)
    /// From a day to a day, both counted; the last is not before the first.
    case days(CivilDate, through: CivilDate)

    /// The first day.
    public var first: CivilDate {
        switch self {
        case .month(let month, let year): Self.day(year, month)
        case .quarter(let quarter, let year): Self.day(year, quarter * 3 - 2)
        case .year(let year): Self.day(year, 1)
        case .days(let first, _): first
        }
    }

    /// The last day.
    public var last: CivilDate { until.adding(days: -1) }

    /// The day after the last one.
    public var until: CivilDate {
        switch self {
        case .month: first.adding(months: 1)
        case .quarter: first.adding(months: 3)
        case .year: first.adding(months: 12)
        case .days(_, let last): last.adding(days: 1)
        }
    }

    /// The months of a quarter or year that have begun on a day; none of anything else.
    public func months(begunBy day: CivilDate) -> [FigurePeriod] {
        let numbers: (of: ClosedRange<Int>, year: Int)
        switch self {
        case .month, .days: return []
        case .quarter(let quarter, let year):
            numbers = (quarter * 3 - 2...quarter * 3, year)
        case .year(let year): numbers = (1...12, year)
        }
        return numbers.of.map { .month($0, year: numbers.year) }.filter { $0.first <= day }
    }

    /// The month, quarter or year of the calendar in which a day lies.
    public init(_ kind: ReportPeriod, holding day: CivilDate) {
        let (year, month, _) = day.parts
        switch kind {
        case .month: self = .month(month, year: year)
        case .quarter: self = .quarter((month + 2) / 3, year: year)
        case .year: self = .year(year)
        }
    }

    /// The month, quarter or year of the calendar that two days bound, the second one after the last;
    /// nil for other days.
    public init?(from first: CivilDate, until: CivilDate) {
        let all = ReportPeriod.allCases.map { FigurePeriod($0, holding: first) }
        guard let found = all.first(where: { $0.first == first && $0.until == until }) else {
            return nil
        }
        self = found
    }

    /// Reads a month such as `2026-10`; nil for anything else.
    public init?(month text: some StringProtocol) {
        guard let (year, number) = Self.parts(text), (1...12).contains(number) else { return nil }
        self = .month(number, year: year)
    }

    /// Reads a quarter such as `2026-3`; nil for anything else.
    public init?(quarter text: some StringProtocol) {
        guard let (year, number) = Self.parts(text), (1...4).contains(number) else { return nil }
        self = .quarter(number, year: year)
    }

    /// Reads a year such as `2026`; nil for anything else.
    public init?(year text: some StringProtocol) {
        guard let year = Self.number(text), Self.years.contains(year) else { return nil }
        self = .year(year)
    }

    private static let years = 1900...9998

    private static func day(_ year: Int, _ month: Int) -> CivilDate {
        CivilDate(year: year, month: month, day: 1) ?? .first
    }

    private static func parts(_ text: some StringProtocol) -> (year: Int, number: Int)? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let year = number(parts[0]), years.contains(year),
            let number = number(parts[1])
        else { return nil }
        return (year, number)
    }

    private static func number(_ text: some StringProtocol) -> Int? {
        guard (1...4).contains(text.utf8.count),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(text)
    }
}
