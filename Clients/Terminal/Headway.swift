/// How far long work has come, on the error stream: on a terminal one line that is written over and
/// erased at the end, else a line at each tenth of the way.
public struct Headway {
    private let total: Int
    private let isShown: Bool
    private let isTerminal: Bool
    private let text: (Int) -> String
    private let start: ContinuousClock.Instant
    private var shownAt: ContinuousClock.Instant?
    private var tenth = 0

    /// Begins at nothing of a total.
    public init(_ total: Int, isShown: Bool, text: @escaping (Int) -> String) {
        self.total = total
        self.isShown = isShown
        self.text = text
        isTerminal = StandardStream.error.isTerminal
        start = ContinuousClock.now
    }

    /// So much is done.
    public mutating func reach(_ done: Int) {
        guard isShown, total > 0 else { return }
        let now = ContinuousClock.now
        guard isTerminal else {
            // Work that is over in a moment is not told step by step.
            let reached = done * 10 / total
            if reached > tenth, now - start > .milliseconds(TerminalLimits.patienceMilliseconds) {
                StandardStream.error.write(text(done) + "\n")
                tenth = reached
            }
            return
        }
        let next = (shownAt ?? start).advanced(
            by: .milliseconds(
                shownAt == nil
                    ? TerminalLimits.patienceMilliseconds : TerminalLimits.headwayMilliseconds))
        guard now >= next else { return }
        StandardStream.error.write("\r" + text(done) + "\u{1B}[K")
        shownAt = now
    }

    /// Takes the line away.
    public func end() {
        if isTerminal, shownAt != nil { StandardStream.error.write("\r\u{1B}[K") }
    }
}
