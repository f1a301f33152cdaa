import Synchronization
import Testing

@testable import Agent

/// The pause between two attempts to send what waits: an agent whose pause did not hold would
/// spin.
@Suite struct NapTests {
    private static let hours: Int64 = 10_000_000

    @Test func `A wake ends a nap, again and again`() async {
        let nap = Nap()
        for _ in 0..<200 {
            let sleeper = Task { await nap.sleep(milliseconds: Self.hours) }
            nap.wake()
            await sleeper.value
        }
    }

    @Test func `A nap after one that was ended is a nap`() async throws {
        let nap = Nap()
        nap.wake()
        await nap.sleep(milliseconds: Self.hours)
        let ends = Ends()
        let sleeper = Task {
            await nap.sleep(milliseconds: Self.hours)
            ends.count.wrappingAdd(1, ordering: .relaxed)
        }
        for _ in 0..<1_000 { await Task.yield() }
        #expect(ends.count.load(ordering: .relaxed) == 0)
        sleeper.cancel()
        await sleeper.value
        #expect(ends.count.load(ordering: .relaxed) == 1)
    }

    private final class Ends: Sendable {
        let count = Atomic(0)
    }
}
