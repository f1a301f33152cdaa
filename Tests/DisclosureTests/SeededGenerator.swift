/// SplitMix64 (Steele, Lea and Flood 2014), so that a failure can be seen again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        return Self.mix(state)
    }

    static func mix(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }

    /// A keyed draw from bytes, for tests only: no attacker of theirs breaks it.
    static func draw(key: UInt64) -> @Sendable ([UInt8]) -> UInt64 {
        { bytes in bytes.reduce(mix(key)) { mix($0 ^ UInt64($1) &+ 0x9e37_79b9_7f4a_7c15) } }
    }
}
