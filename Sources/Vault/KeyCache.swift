internal import Basics
internal import Store

/// Names a data key.
struct DataKeyID: Hashable {
    var file: FileRow
    var dataClass: DataClass
    var generation: UInt32
}

/// Unwrapped data keys, a bounded number, the unused ones wiped first (second chance).
struct KeyCache {
    private struct Entry {
        var id: DataKeyID
        var box: KeyBox
        var isUsed: Bool
    }

    private var entries: [Entry?]
    private var index: [DataKeyID: Int] = [:]
    private var hand = 0

    init(count: Int = VaultLimits.dataKeyCount) {
        entries = Array(repeating: nil, count: count)
    }

    var count: Int { index.count }

    mutating func find(_ id: DataKeyID) -> KeyBox? {
        guard let slot = index[id] else { return nil }
        entries[slot]?.isUsed = true
        return entries[slot]?.box
    }

    mutating func insert(_ box: KeyBox, _ id: DataKeyID) {
        while let entry = entries[hand], entry.isUsed {
            entries[hand]?.isUsed = false
            hand = (hand + 1) % entries.count
        }
        if let old = entries[hand] { index[old.id] = nil }
        entries[hand] = Entry(id: id, box: box, isUsed: true)
        index[id] = hand
        hand = (hand + 1) % entries.count
    }

    mutating func remove(_ id: DataKeyID) {
        guard let slot = index.removeValue(forKey: id) else { return }
        entries[slot] = nil
    }

    mutating func remove(_ dataClass: DataClass, of file: FileRow) {
        for id in index.keys where id.file == file && id.dataClass == dataClass { remove(id) }
    }

    mutating func removeAll() {
        self = KeyCache(count: entries.count)
    }
}
