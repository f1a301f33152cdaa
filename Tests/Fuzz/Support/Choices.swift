/// One input of a fuzzer, taken from its front: where it has run out, zeros follow.
public struct Choices {
    private var rest: ArraySlice<UInt8>

    /// Takes the bytes that the fuzzer gives.
    public init(_ start: UnsafePointer<UInt8>?, _ count: Int) {
        rest = unsafe Array(UnsafeBufferPointer(start: start, count: count))[...]
    }

    /// Whether nothing is left.
    public var isEmpty: Bool { rest.isEmpty }

    /// The next byte.
    public mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    /// Yes or no.
    public mutating func flag() -> Bool { byte() & 1 == 1 }

    /// The next four bytes as a number.
    public mutating func number() -> UInt32 {
        (0..<4).reduce(0) { number, _ in number << 8 | UInt32(byte()) }
    }

    /// At most so many bytes, fewer where the input ends.
    public mutating func bytes(_ count: Int) -> [UInt8] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// Exactly so many bytes.
    public mutating func filled(_ count: Int) -> [UInt8] {
        let taken = bytes(count)
        return taken + [UInt8](repeating: 0, count: count - taken.count)
    }

    /// All that is left.
    public mutating func all() -> [UInt8] { bytes(rest.count) }

    /// One of a list that is not empty.
    public mutating func one<Item>(of items: [Item]) -> Item { items[Int(byte()) % items.count] }
}

/// What cannot fail where both ends are ours; whatever is thrown all the same is a finding.
public func must<Result: ~Copyable>(_ body: () throws -> Result) -> Result {
    do {
        return try body()
    } catch {
        fatalError("\(error)")
    }
}
