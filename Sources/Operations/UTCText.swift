internal import Basics
internal import Circuit

/// A moment as names of files bear it.
enum UTCText {
    /// ISO 8601 in its basic form, to the second, in UTC: 20261129T035500Z.
    static func basic(_ time: Instant) -> String {
        let date = CivilDate(time, offsetSeconds: 0)
        let (year, month, day) = date.parts
        let second =
            (time.milliseconds - date.start(offsetSeconds: 0).milliseconds) / 1_000
        return digits(year, 4) + digits(month, 2) + digits(day, 2) + "T"
            + digits(Int(second / 3_600), 2) + digits(Int(second / 60 % 60), 2)
            + digits(Int(second % 60), 2) + "Z"
    }

    private static func digits(_ value: Int, _ count: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(count - text.utf8.count, 0)) + text
    }
}
