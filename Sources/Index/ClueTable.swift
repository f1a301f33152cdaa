/// Which rows have a clue in common that is the same or another, and never merely alike: the end of
/// a telephone number, a number in a register, a record of the civil registry.
///
/// A clue is its hash of 32 bits, so that a row whose clue falls together with another one is found
/// too: who asks compares what the rows say. Nearly every clue is of one row.
struct ClueTable: Sendable {
    /// An open table with linear probing; a slot is the hash and one row that has it; its length is a
    /// power of two.
    private var slots: [UInt64] = []
    private var count = 0
    /// The other rows of a clue that more than one has.
    private var others: [UInt32: [UInt32]] = [:]

    private static let free = UInt64.max
    private static let leastLength = 16

    /// The rows with a clue; none where so many have it that it tells nothing, as the number of a
    /// school or a zero that stands for none.
    func places(_ clue: UInt32) -> [UInt32] {
        guard let slot = slot(of: clue) else { return [] }
        let more = others[clue] ?? []
        guard more.count < IndexLimits.filesPerClue else { return [] }
        return [UInt32(truncatingIfNeeded: slots[slot])] + more
    }

    /// Those of them that somebody may know of; none where these alone are so many: the others make no
    /// difference.
    func places(_ clue: UInt32, where isKnown: (UInt32) -> Bool) -> [UInt32] {
        guard let slot = slot(of: clue) else { return [] }
        let all = [UInt32(truncatingIfNeeded: slots[slot])] + (others[clue] ?? [])
        let known = all.filter(isKnown)
        return known.count <= IndexLimits.filesPerClue ? known : []
    }

    /// Puts a row under a clue.
    mutating func insert(_ place: UInt32, _ clue: UInt32) {
        if slot(of: clue) != nil { return others[clue, default: []].append(place) }
        if (count + 1) * 4 > slots.count * 3 { grow() }
        put(UInt64(clue) << 32 | UInt64(place))
        count += 1
    }

    /// Takes a row from under a clue.
    mutating func remove(_ place: UInt32, _ clue: UInt32) {
        guard let slot = slot(of: clue) else { return }
        if UInt32(truncatingIfNeeded: slots[slot]) != place {
            others[clue]?.removeAll { $0 == place }
        } else if let next = others[clue]?.popLast() {
            slots[slot] = UInt64(clue) << 32 | UInt64(next)
        } else {
            clear(slot)
        }
        if others[clue]?.isEmpty == true { others[clue] = nil }
    }

    /// Overwrites and forgets every row.
    mutating func wipe() {
        Index.wipe(&slots)
        others = [:]
        count = 0
    }

    private func slot(of clue: UInt32) -> Int? {
        guard !slots.isEmpty else { return nil }
        var slot = start(clue)
        while slots[slot] != Self.free {
            if UInt32(slots[slot] >> 32) == clue { return slot }
            slot = after(slot)
        }
        return nil
    }

    private mutating func clear(_ slot: Int) {
        count -= 1
        var gap = slot
        // What stands behind the gap moves up, where it would not be found beyond it.
        var slot = after(gap)
        while slots[slot] != Self.free {
            let fromHome = (slot - start(UInt32(slots[slot] >> 32))) & (slots.count - 1)
            if fromHome >= (slot - gap) & (slots.count - 1) {
                slots[gap] = slots[slot]
                gap = slot
            }
            slot = after(slot)
        }
        slots[gap] = Self.free
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](
            repeating: Self.free, count: max(slots.count * 2, Self.leastLength))
        for slot in old where slot != Self.free { put(slot) }
    }

    private mutating func put(_ entry: UInt64) {
        var slot = start(UInt32(entry >> 32))
        while slots[slot] != Self.free { slot = after(slot) }
        slots[slot] = entry
    }

    private func start(_ clue: UInt32) -> Int { Int(clue) & (slots.count - 1) }

    private func after(_ slot: Int) -> Int { (slot + 1) & (slots.count - 1) }
}
