/// Values by key, a bounded number; where a new key finds no room, one value goes that was not
/// used since the hand last passed it (second chance).
///
/// A working set that fits is kept whole, and one that does not costs one value per new key.
public struct BoundedCache<Key: Hashable, Value> {
    @usableFromInline
    struct Slot {
        @usableFromInline var key: Key
        @usableFromInline var value: Value
        @usableFromInline var isUsed: Bool

        @inlinable
        init(key: Key, value: Value) {
            self.key = key
            self.value = value
            isUsed = true
        }
    }

    /// How many values there may be.
    public let countMax: Int
    @usableFromInline var slots: [Slot?] = []
    @usableFromInline var places: [Key: Int] = [:]
    @usableFromInline var free: [Int] = []
    @usableFromInline var hand = 0

    /// Makes an empty cache.
    ///
    /// - Precondition: `countMax` is at least 1.
    @inlinable
    public init(countMax: Int) {
        precondition(countMax >= 1)
        self.countMax = countMax
    }

    /// How many values there are.
    @inlinable public var count: Int { places.count }

    /// The keys of the values that there are.
    @inlinable public var keys: Dictionary<Key, Int>.Keys { places.keys }

    /// The value of a key; reading counts as use, and nil takes the value out.
    @inlinable
    public subscript(_ key: Key) -> Value? {
        mutating get {
            guard let place = places[key] else { return nil }
            slots[place]?.isUsed = true
            return slots[place]?.value
        }
        set {
            guard let newValue else { return remove(key) }
            let place = places[key] ?? room()
            slots[place] = Slot(key: key, value: newValue)
            places[key] = place
        }
    }

    /// Takes every value out.
    @inlinable
    public mutating func removeAll() { self = BoundedCache(countMax: countMax) }

    @inlinable
    mutating func remove(_ key: Key) {
        guard let place = places.removeValue(forKey: key) else { return }
        slots[place] = nil
        free.append(place)
    }

    /// A place without a value: one that was left, a new one, or the one whose value has to go.
    @inlinable
    mutating func room() -> Int {
        if let place = free.popLast() { return place }
        if slots.count < countMax {
            slots.append(nil)
            return slots.count - 1
        }
        while let slot = slots[hand], slot.isUsed {
            slots[hand]?.isUsed = false
            hand = (hand + 1) % countMax
        }
        let place = hand
        if let old = slots[place] { places[old.key] = nil }
        hand = (hand + 1) % countMax
        return place
    }
}
