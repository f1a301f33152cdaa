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
        request.text = text
        request.limit = limit
    }

    /// Takes a line: an age, a year of birth or two of them, a telephone number, a number in a register,
    /// or the name of somebody around the child; false where no more of that kind are taken.
    mutating func add(_ line: String) -> Bool {
        let text = Digits.ascii(line).trimmed
        if let years = Self.years(text, now: now) {
            born(in: years)
            return true
        }
        let digits = text.filter { ("0"..."9").contains($0) }
        if digits.count >= MadarLimits.phoneDigitsLeast,
            text.allSatisfy({ digits.contains($0) || " +-.()".contains($0) })
        {
            request.phone = digits
            return true
        }
        if text.contains("/"), !digits.isEmpty {
            request.reference = text
            return true
        }
        guard request.relatives.count < MessageLimits.relativesPerQueryMax else { return false }
        request.relatives.append(text)
        return true
    }

    mutating func born(in years: ClosedRange<Int>) {
        request.birthYearMin = Int32(clamping: years.lowerBound)
        request.birthYearMax = Int32(clamping: years.upperBound)
    }

    mutating func isOf(sex: String?, commune: String?) {
        request.sex = sex ?? ""
        request.commune = commune ?? ""
    }

    /// The years of birth that an age, a year, or two years with a stroke between mean.
    static func years(_ text: String, now: Instant) -> ClosedRange<Int>? {
        let text = Digits.ascii(text).trimmed
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            .map { Int(String($0).trimmed) }
        let thisYear = CivilDate(now, offsetSeconds: 0).parts.year
        let possible = thisYear - MadarLimits.ageMax...thisYear
        if parts.count == 2, let first = parts[0], let last = parts[1] {
            guard first <= last, possible.contains(first), possible.contains(last) else {
                return nil
            }
            return first...last
        }
        guard parts.count == 1, let number = parts[0] else { return nil }
        if possible.contains(number) { return number...number }
        // Who is nine now was born nine years ago, or ten where the birthday is yet to come.
        return (0...MadarLimits.ageMax).contains(number)
            ? thisYear - number - 1...thisYear - number : nil
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
