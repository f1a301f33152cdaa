/// The row of each file, or of each number, in four bytes a slot: the keys lie in the rows.
struct PlaceTable: Sendable {
    /// What of a row is its key.
    enum Kind: Sendable {
        case file
        case number
    }

    private let kind: Kind
    /// An open table with linear probing; its length is a power of two.
    private var slots: [UInt32] = []
    private(set) var count = 0

    private static let free = UInt32.max
    private static let leastLength = 16

    init(_ kind: Kind) { self.kind = kind }

    /// The row of a file.
    func place(of file: FileKey, _ rows: borrowing [Row]) -> UInt32? {
        var slot = start(Self.hash(file))
        while !slots.isEmpty, slots[slot] != Self.free {
            if rows[Int(slots[slot])].key == file { return slots[slot] }
            slot = after(slot)
        }
        return nil
    }

    /// The row of a number.
    func place(of number: UInt64, _ rows: borrowing [Row]) -> UInt32? {
        var slot = start(Self.hash(number))
        while !slots.isEmpty, slots[slot] != Self.free {
            if rows[Int(slots[slot])].number == number { return slots[slot] }
            slot = after(slot)
        }
        return nil
    }

    /// Makes room for so many rows.
    mutating func reserve(_ count: Int, _ rows: borrowing [Row]) {
        var length = max(slots.count, Self.leastLength)
        while length * 3 < count * 4 { length *= 2 }
        guard length > slots.count else { return }
        let old = slots
        slots = [UInt32](repeating: Self.free, count: length)
        for place in old where place != Self.free { put(place, rows) }
    }

    /// Puts a row in, in place of another one that has the same key.
    mutating func insert(_ place: UInt32, _ rows: borrowing [Row]) {
        reserve(count + 1, rows)
        if put(place, rows) { count += 1 }
    }

    /// Takes a row out, if it is the one that its key leads to.
    mutating func remove(_ place: UInt32, _ rows: borrowing [Row]) {
        guard !slots.isEmpty else { return }
        var gap = start(hash(rows[Int(place)]))
        while slots[gap] != place {
            if slots[gap] == Self.free { return }
            gap = after(gap)
        }
        count -= 1
        // What stands behind the gap moves up, where it would not be found beyond it.
        var slot = after(gap)
        while slots[slot] != Self.free {
            let home = start(hash(rows[Int(slots[slot])]))
            let fromHome = (slot - home) & (slots.count - 1)
            if fromHome >= (slot - gap) & (slots.count - 1) {
                slots[gap] = slots[slot]
                gap = slot
            }
            slot = after(slot)
        }
        slots[gap] = Self.free
    }

    /// Forgets every row.
    mutating func wipe() {
        Index.wipe(&slots)
        count = 0
    }

    /// Tells whether the key was new.
    @discardableResult
    private mutating func put(_ place: UInt32, _ rows: borrowing [Row]) -> Bool {
        var slot = start(hash(rows[Int(place)]))
        while slots[slot] != Self.free, !isSame(rows[Int(slots[slot])], rows[Int(place)]) {
            slot = after(slot)
        }
        let isNew = slots[slot] == Self.free
        slots[slot] = place
        return isNew
    }

    private func start(_ hash: Int) -> Int { hash & (slots.count - 1) }

    private func after(_ slot: Int) -> Int { (slot + 1) & (slots.count - 1) }

    private func isSame(_ left: Row, _ right: Row) -> Bool {
        kind == .file ? left.key == right.key : left.number == right.number
    }

    private func hash(_ row: Row) -> Int {
        kind == .file ? Self.hash(row.key) : Self.hash(row.number)
    }

    private static func hash(_ key: some Hashable) -> Int {
        var hasher = Hasher()
        hasher.combine(key)
        return hasher.finalize()
    }
}
