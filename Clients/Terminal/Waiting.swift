/// Says on the error stream that something takes its time: on a terminal only, not before a moment
/// has passed, and erased at the end.
public enum Waiting {
    /// Runs the work and shows the text while it lasts.
    public static func show<Result: Sendable>(
        _ text: String, isShown: Bool, while work: () async throws -> Result
    ) async throws -> Result {
        guard isShown, StandardStream.error.isTerminal else { return try await work() }
        let notice = Task { @concurrent in
            guard
                (try? await Task.sleep(for: .milliseconds(TerminalLimits.patienceMilliseconds)))
                    != nil
            else { return false }
            StandardStream.error.write("\r" + text)
            return true
        }
        do {
            let result = try await work()
            await erase(notice)
            return result
        } catch {
            await erase(notice)
            throw error
        }
    }

    private static func erase(_ notice: Task<Bool, Never>) async {
        notice.cancel()
        if await notice.value { StandardStream.error.write("\r\u{1B}[K") }
    }
}
