import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// What is known of a child beside the name, as people type it: one thing a line.
struct SearchTerms {
    /// What the daemon is asked.
    private(set) var request = WireFindRequest()
    private let now: Instant

    init(_ text: String, limit: UInt32 = ClientLimits.candidatesDefault, now: Instant) {
        self.now = now
        request.limit = limit
        // Whoever knows a telephone alone, or a number in a register, gives that.
        if FileNumber(text) != nil || !addNumber(Digits.ascii(text).trimmed) {
            request.text = text
        }
    }

    /// Takes a line: an age, a year of birth or two of them, a day of birth, a telephone number, a number
    /// in a register, a record of the civil registry (1234/2015 and the office), or the name of somebody
    /// around the child; false where it is none of these, or no
    /// more are taken.
    mutating func add(_ line: String) -> Bool {
        let text = Digits.ascii(line).trimmed
        if let years = Self.years(text, now: now) {
            born(in: years, on: Self.day(text))
            return true
        }
        if addNumber(text) { return true }
        guard !text.contains(where: { ("0"..."9").contains($0) }),
            request.relatives.count < MessageLimits.relativesPerQueryMax
        else { return false }
        request.relatives.append(text)
        return true
    }

    /// Takes a telephone number, or a number in a register, which has a stroke.
    private mutating func addNumber(_ text: String) -> Bool {
        let digits = text.filter { ("0"..."9").contains($0) }
        if digits.count >= MadarLimits.phoneDigitsLeast,
            text.allSatisfy({ digits.contains($0) || " +-.()".contains($0) })
        {
            request.phone = digits
            return true
        }
        guard text.contains("/"), !digits.isEmpty else { return false }
        request.reference = text
        if let record = Self.record(text) { request.record = record }
        return true
    }

    /// A record of the civil registry: number, stroke and year, with the office before or behind them.
    ///
    /// Whether it is one, or a number in another register, only the files tell.
    private static func record(_ text: String) -> WireCivilRecord? {
        let joined = text.split(separator: "/").map { String($0).trimmed }.joined(separator: "/")
        let words = joined.split(separator: " ").map(String.init)
        for (place, word) in words.enumerated() {
            let parts = word.split(separator: "/").map(String.init)
            guard parts.count == 2, parts[1].count == 4, let year = Int32(parts[1]),
                parts[0].contains(where: \.isNumber)
            else { continue }
            var record = WireCivilRecord()
            record.number = parts[0]
            record.year = year
            record.office = (words[..<place] + words[(place + 1)...]).joined(separator: " ")
            return record.office.contains(where: \.isLetter) ? record : nil
        }
        return nil
    }

    mutating func born(in years: ClosedRange<Int>, on day: CivilDate? = nil) {
        request.birthDay = day?.days ?? 0
        request.birthYearMin = Int32(clamping: years.lowerBound)
        request.birthYearMax = Int32(clamping: years.upperBound)
    }

    mutating func isOf(sex: String?, commune: String?) {
        request.sex = sex ?? ""
        request.commune = commune ?? ""
    }

    /// The day of birth that day, month and year mean, or year, month and day; nil where there is none.
    static func day(_ text: String) -> CivilDate? {
        let numbers = Digits.ascii(text).trimmed.split(whereSeparator: { "-/.".contains($0) })
            .compactMap { Int(String($0).trimmed) }
        guard numbers.count == 3 else { return nil }
        let isYearFirst = numbers[0] > numbers[2]
        let day = CivilDate(
            year: isYearFirst ? numbers[0] : numbers[2], month: numbers[1],
            day: isYearFirst ? numbers[2] : numbers[0])
        // Earlier days are on no file of a child.
        return day.flatMap { $0.days > 0 ? $0 : nil }
    }

    /// The years of birth that an age, a year, a day, or two ages or years with a stroke between mean;
    /// a word behind an age is passed over.
    static func years(_ text: String, now: Instant) -> ClosedRange<Int>? {
        let thisYear = CivilDate(now, offsetSeconds: 0).parts.year
        let possible = thisYear - MadarLimits.ageMax...thisYear
        let ages = 0...MadarLimits.ageMax
        let text = Digits.ascii(text).trimmed
        let parts = text.split(whereSeparator: { "-/.".contains($0) }).map {
            String($0).trimmed
        }
        let numbers = parts.compactMap { Int($0) }
        if parts.count == 3, numbers.count == 3 {
            return [numbers[0], numbers[2]].first(where: possible.contains).map { $0...$0 }
        }
        if parts.count == 2, numbers.count == 2, !text.contains("/"), !text.contains("."),
            numbers[0] <= numbers[1]
        {
            let (first, last) = (numbers[0], numbers[1])
            if possible.contains(first), possible.contains(last) { return first...last }
            guard ages.contains(first), ages.contains(last) else { return nil }
            return thisYear - last - 1...thisYear - first
        }
        // Nine, or nine years.
        let words = text.split(separator: " ")
        guard let first = words.first, let number = Int(first), words.count <= 2,
            words.dropFirst().allSatisfy({ $0.allSatisfy(\.isLetter) })
        else { return nil }
        if possible.contains(number) { return number...number }
        // Who is nine now was born nine years ago, or ten where the birthday is yet to come.
        return ages.contains(number) ? thisYear - number - 1...thisYear - number : nil
    }
}

/// Finds files, and asks for more where many are alike.
struct Searching {
    let work: Work
    var terms: SearchTerms
    private var context: Context { work.context }

    init(_ work: Work, _ terms: SearchTerms) {
        self.work = work
        self.terms = terms
    }

    /// Searches, shows, and searches anew with what else a person knows, for as long as many are found.
    mutating func run(
        mayAsk: Bool, show: (WireFindAnswer) throws -> Void
    ) async throws -> [WireCandidate] {
        while true {
            let request = terms.request
            let answer = try await context.waiting(.connecting) {
                try await work.session.client.find(request)
            }
            try show(answer)
            guard mayAsk, !context.isJSON, context.prompt.isAvailable,
                answer.candidates.count > MadarLimits.candidatesAlike, try more()
            else { return answer.candidates }
        }
    }

    /// Asks for one thing more; false where nothing is known.
    private mutating func more() throws -> Bool {
        while true {
            let line = try context.prompt.line(context.ask(.narrowSearch)).trimmed
            guard !line.isEmpty else { return false }
            if terms.add(line) { return true }
        }
    }
}
