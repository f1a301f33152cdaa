internal import Synchronization

/// A pause that somebody else may end.
///
/// A stream of events is no pause: once a task that waits for it was cancelled it has ended, and
/// whoever waits again waits no more.
final class Nap: Sendable {
    private struct State {
        var sleep: Task<Void, Never>?
        var wasWoken = false
    }

    private let state = Mutex(State())

    /// Sleeps for so long, or until it is woken, or its task is cancelled.
    ///
    /// A wake that came since the last sleep ends this one at once.
    func sleep(milliseconds: Int64) async {
        let sleep = state.withLock { state -> Task<Void, Never>? in
            defer { state.wasWoken = false }
            guard !state.wasWoken else { return nil }
            let sleep = Task<Void, Never> {
                try? await Task.sleep(for: .milliseconds(milliseconds))
            }
            state.sleep = sleep
            return sleep
        }
        guard let sleep else { return }
        await withTaskCancellationHandler {
            await sleep.value
        } onCancel: {
            sleep.cancel()
        }
        state.withLock { state in
            state.sleep = nil
            state.wasWoken = false
        }
    }

    /// Ends the sleep, or the next one where there is none.
    func wake() {
        state.withLock { state in
            state.wasWoken = true
            state.sleep?.cancel()
        }
    }
}
