import NIOCore
import NIOEmbedded
import Support

/// What will happen, by virtual time; nothing in a simulation looks at a real clock.
final class Agenda {
    private struct Item {
        let time: NIODeadline
        let number: Int
        let work: () -> Void
    }

    /// The event loop of every channel; its timers stand still until the agenda moves them.
    let loop = EmbeddedEventLoop()
    private var items: [Item] = []
    private var lastNumber = 0

    var now: NIODeadline { loop.now }
    /// Milliseconds since the beginning.
    var milliseconds: Int64 { Int64(loop.now.uptimeNanoseconds / 1_000_000) }

    func after(_ milliseconds: Int64, _ work: @escaping () -> Void) {
        lastNumber += 1
        let item = Item(
            time: now + .milliseconds(milliseconds), number: lastNumber, work: work)
        let place =
            items.lastIndex { ($0.time, $0.number) < (item.time, item.number) }.map { $0 + 1 } ?? 0
        items.insert(item, at: place)
    }

    /// Nothing more will happen.
    func forget() { items = [] }

    /// Takes the next thing; false where nothing is left to happen.
    func advance() -> Bool {
        guard !items.isEmpty else { return false }
        let item = items.removeFirst()
        loop.advanceTime(to: item.time)
        item.work()
        loop.run()
        return true
    }
}

/// Choices of one part of the world, all out of the seed: another order of events in one part
/// leaves the choices of the others as they are.
struct Chance {
    private var generator: SeededGenerator

    init(_ seed: UInt64, _ parts: UInt64...) {
        generator = SeededGenerator(seed: parts.reduce(seed) { $0 &* 0x1_0000_01B3 &+ $1 &+ 1 })
    }

    mutating func within(_ range: ClosedRange<Int64>) -> Int64 {
        Int64.random(in: range, using: &generator)
    }

    mutating func happens(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &generator) < percent
    }

    mutating func bytes(_ count: Int) -> [UInt8] { generator.bytes(count) }
    mutating func number() -> UInt64 { generator.next() }
}
