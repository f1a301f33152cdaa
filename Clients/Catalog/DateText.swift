public import Basics
internal import Glibc

/// A day of the calendar in its parts.
public struct DayParts: Equatable, Sendable {
    /// The year.
    public let year: Int
    /// The month, from 1.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int

    /// Makes a day of its parts, which may name a day that no calendar has.
    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }
}

/// Dates and times as people of Morocco write them, at the offset of this machine.
public enum DateText {
    /// A day, with the name of its month: a number could be read two ways.
    public static func day(_ parts: DayParts, _ language: Language) -> String {
        guard (1...12).contains(parts.month) else { return "" }
        let first = language == .french && parts.day == 1
        let day = first ? "1er" : String(parts.day)
        return "\(day) \(months(language)[parts.month - 1]) \(parts.year)"
    }

    /// A month of a year.
    public static func month(_ month: Int, year: Int, _ language: Language) -> String {
        guard (1...12).contains(month) else { return "" }
        return "\(months(language)[month - 1]) \(year)"
    }

    /// A quarter of a year, from 1.
    public static func quarter(_ quarter: Int, year: Int, _ language: Language) -> String {
        guard (1...4).contains(quarter) else { return "" }
        return switch language {
        case .arabic: "الفصل \(["الأول", "الثاني", "الثالث", "الرابع"][quarter - 1]) من سنة \(year)"
        case .french: (quarter == 1 ? "1er" : "\(quarter)e") + " trimestre \(year)"
        case .english: "quarter \(quarter) of \(year)"
        }
    }

    /// From a day to a day.
    public static func span(
        _ first: DayParts, _ last: DayParts, _ language: Language
    ) -> String {
        let (from, to) = (day(first, language), day(last, language))
        return switch language {
        case .arabic: "من \(from) إلى \(to)"
        case .french: "du \(from) au \(to)"
        case .english: "\(from) to \(to)"
        }
    }

    /// A moment to the minute, at this machine's local time.
    public static func moment(_ instant: Instant, _ language: Language) -> String {
        var seconds = time_t(floorSeconds(instant))
        var local = unsafe tm()
        guard unsafe localtime_r(&seconds, &local) != nil else { return "" }
        let parts = unsafe DayParts(
            year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday))
        let time = unsafe twoDigits(Int(local.tm_hour)) + ":" + twoDigits(Int(local.tm_min))
        let comma = language == .arabic ? "،" : ","
        return day(parts, language) + comma + " " + time
    }

    /// A moment in UTC as ISO 8601 writes it, for other programs.
    public static func iso(_ instant: Instant) -> String {
        var seconds = time_t(floorSeconds(instant))
        var utc = unsafe tm()
        guard unsafe gmtime_r(&seconds, &utc) != nil else { return "" }
        let year = String(unsafe Int(utc.tm_year) + 1900)
        let date =
            unsafe String(repeating: "0", count: max(0, 4 - year.count)) + year + "-"
            + twoDigits(Int(utc.tm_mon) + 1) + "-" + twoDigits(Int(utc.tm_mday))
        return unsafe date + "T" + twoDigits(Int(utc.tm_hour)) + ":" + twoDigits(Int(utc.tm_min))
            + ":" + twoDigits(Int(utc.tm_sec)) + "Z"
    }

    /// Reads a day as people type it: `2019-05-27`, `27/05/2019`, `27-5-2019`, `27.5.2019`, with
    /// ASCII digits; whether the calendar has it is the caller's question.
    public static func readDay(_ text: some StringProtocol) -> DayParts? {
        let parts = text.split(omittingEmptySubsequences: false) { "-/.".contains($0) }
            .map { Int($0) ?? -1 }
        guard parts.count == 3, parts.allSatisfy({ $0 > 0 }) else { return nil }
        let first = text.prefix { $0.isNumber }
        if first.count == 4 { return DayParts(year: parts[0], month: parts[1], day: parts[2]) }
        guard parts[2] >= 1000 else { return nil }
        return DayParts(year: parts[2], month: parts[1], day: parts[0])
    }

    /// Reads a moment at this machine's local time: a day, a blank, `14:30`; or a time alone,
    /// which is today's by `now`.
    public static func readMoment(_ text: some StringProtocol, now: Instant) -> Instant? {
        let words = text.split { $0 == " " || $0 == "T" }
        guard let last = words.last, words.count <= 2 else { return nil }
        var day: DayParts?
        if words.count == 2 {
            guard let read = readDay(words[0]) else { return nil }
            day = read
        } else {
            day = today(now)
        }
        let time = last.split(separator: ":").map { Int($0) ?? -1 }
        guard let day, time.count == 2, (0...23).contains(time[0]), (0...59).contains(time[1])
        else { return nil }
        return moment(day, hour: time[0], minute: time[1])
    }

    /// The day on which a moment falls at this machine's local time.
    public static func today(_ now: Instant) -> DayParts? {
        var seconds = time_t(floorSeconds(now))
        var local = unsafe tm()
        guard unsafe localtime_r(&seconds, &local) != nil else { return nil }
        return unsafe DayParts(
            year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday))
    }

    private static func moment(_ day: DayParts, hour: Int, minute: Int) -> Instant? {
        var local = unsafe tm()
        unsafe local.tm_year = Int32(clamping: day.year - 1900)
        unsafe local.tm_mon = Int32(clamping: day.month - 1)
        unsafe local.tm_mday = Int32(clamping: day.day)
        unsafe local.tm_hour = Int32(hour)
        unsafe local.tm_min = Int32(minute)
        unsafe local.tm_isdst = -1
        let seconds = unsafe mktime(&local)
        // mktime moves a day that the calendar has not; such a day was not meant.
        guard unsafe Int(local.tm_mday) == day.day, unsafe Int(local.tm_mon) == day.month - 1 else {
            return nil
        }
        return Instant(milliseconds: Int64(seconds) * 1000)
    }

    private static func floorSeconds(_ instant: Instant) -> Int64 {
        let (quotient, remainder) = instant.milliseconds.quotientAndRemainder(dividingBy: 1000)
        return remainder < 0 ? quotient - 1 : quotient
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }

    private static func months(_ language: Language) -> [String] {
        switch language {
        case .arabic:
            [
                "يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر",
                "أكتوبر", "نونبر", "دجنبر",
            ]
        case .french:
            [
                "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
                "septembre", "octobre", "novembre", "décembre",
            ]
        case .english:
            [
                "January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December",
            ]
        }
    }
}
