public import Basics

/// A day of the Gregorian calendar, without an hour and without a time zone.
public struct CivilDate: Comparable, Hashable, Sendable {
    /// Days since 1970-01-01; negative before it.
    public let days: Int32

    /// 0001-01-01, the first day that a field takes.
    public static let first = CivilDate(days: -719_162)
    /// 9999-12-31, the last day that a field takes.
    public static let last = CivilDate(days: 2_932_896)

    /// Makes a date from days since 1970-01-01.
    public init(days: Int32) { self.days = days }

    /// Makes a date from its parts, or nil where the calendar has no such day or the year lies
    /// outside 1...9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Self.length(ofMonth: month, year: year)).contains(day)
        else { return nil }
        // Years are counted from March, so that the leap day is the last day of a year.
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.days = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads a date written as `2024-05-27`, or nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    /// The day on which a moment falls at a given offset from UTC, in seconds.
    public init(_ instant: Instant, offsetSeconds: Int32) {
        let local = instant.adding(seconds: Int64(offsetSeconds)).milliseconds
        let (quotient, remainder) = local.quotientAndRemainder(dividingBy: 86_400_000)
        self.days = Int32(clamping: remainder < 0 ? quotient - 1 : quotient)
    }

    /// The moment at which the day begins at a given offset from UTC, in seconds.
    public func start(offsetSeconds: Int32) -> Instant {
        Instant(milliseconds: Int64(days) * 86_400_000).adding(seconds: -Int64(offsetSeconds))
    }

    /// The year, month and day.
    public var parts: (year: Int, month: Int, day: Int) {
        let shifted = Int(days) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The day a number of months later; the last day of the month where that month is shorter.
    public func adding(months: Int) -> Self {
        let (year, month, day) = parts
        // More months than the calendar has lead past its end in either case.
        let count = year * 12 + month - 1 + min(max(months, -240_000), 240_000)
        let newYear = count / 12
        let newMonth = count % 12 + 1
        guard (1...9999).contains(newYear) else { return Self(days: months < 0 ? .min : .max) }
        let last = Self.length(ofMonth: newMonth, year: newYear)
        return Self(year: newYear, month: newMonth, day: min(day, last)) ?? self
    }

    /// The day of the week, 1 for Monday to 7 for Sunday.
    public var weekday: Int {
        // 1970-01-01 was a Thursday.
        let shifted = (Int(days) + 3) % 7
        return (shifted < 0 ? shifted + 7 : shifted) + 1
    }

    /// The day a number of days later; the last one that there is past its end.
    public func adding(days count: Int) -> Self {
        Self(days: Int32(clamping: Int64(days) + Int64(clamping: count)))
    }

    /// The date as `2024-05-27`.
    public var text: String {
        let (year, month, day) = parts
        return Self.padded(year, to: 4) + "-" + Self.padded(month, to: 2) + "-"
            + Self.padded(day, to: 2)
    }

    /// Orders dates by time.
    public static func < (left: Self, right: Self) -> Bool { left.days < right.days }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
