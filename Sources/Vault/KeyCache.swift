internal import Basics
internal import Secrets
internal import Store

/// Names a data key.
struct DataKeyID: Hashable {
    var file: FileRow
    var dataClass: DataClass
    var generation: UInt32
}

/// Unwrapped data keys, a bounded number; a key is wiped when the last reference to its box goes.
struct KeyCache {
    private var boxes: BoundedCache<DataKeyID, KeyBox>
    /// Whether a key was used since this was set to false.
    var wasUsed = false

    init(count: Int = VaultLimits.dataKeyCount) { boxes = BoundedCache(countMax: count) }

    var count: Int { boxes.count }

    mutating func find(_ id: DataKeyID) -> KeyBox? {
        guard let box = boxes[id] else { return nil }
        wasUsed = true
        return box
    }

    mutating func insert(_ box: KeyBox, _ id: DataKeyID) {
        boxes[id] = box
        wasUsed = true
    }

    mutating func remove(_ id: DataKeyID) { boxes[id] = nil }

    mutating func remove(_ dataClass: DataClass, of file: FileRow) {
        for id in boxes.keys where id.file == file && id.dataClass == dataClass { remove(id) }
    }

    mutating func removeAll() { boxes.removeAll() }
}
