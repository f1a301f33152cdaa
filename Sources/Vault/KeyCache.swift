internal import Basics
internal import Secrets
internal import Store

/// Names a data key.
struct DataKeyID: Hashable {
    var file: FileRow
    var dataClass: DataClass
    var generation: UInt32

    /// What the generations of one key have in common.
    fileprivate var scope: DataKeyID {
        DataKeyID(file: file, dataClass: dataClass, generation: 0)
    }
}

/// Unwrapped data keys, a bounded number; a key is wiped when the last reference to its box goes.
struct KeyCache {
    private var boxes: BoundedCache<DataKeyID, KeyBox>
    /// The newest generation of a file's class, under the id of generation 0.
    private var generations: BoundedCache<DataKeyID, UInt32>
    /// Whether a key was used since this was set to false.
    var wasUsed = false

    init(count: Int = VaultLimits.dataKeyCount) {
        boxes = BoundedCache(countMax: count)
        generations = BoundedCache(countMax: count)
    }

    var count: Int { boxes.count }

    mutating func find(_ id: DataKeyID) -> KeyBox? {
        guard let box = boxes[id] else { return nil }
        wasUsed = true
        return box
    }

    /// The newest key of a file's class, where it is known which one that is.
    mutating func findNewest(
        _ dataClass: DataClass, of file: FileRow
    ) -> (box: KeyBox, generation: UInt32)? {
        var id = DataKeyID(file: file, dataClass: dataClass, generation: 0)
        guard let generation = generations[id] else { return nil }
        id.generation = generation
        return find(id).map { ($0, generation) }
    }

    /// Notes that a key is the newest of its file's class.
    mutating func noteNewest(_ id: DataKeyID) { generations[id.scope] = id.generation }

    mutating func insert(_ box: KeyBox, _ id: DataKeyID) {
        boxes[id] = box
        wasUsed = true
    }

    mutating func remove(_ id: DataKeyID) {
        boxes[id] = nil
        generations[id.scope] = nil
    }

    mutating func remove(_ dataClass: DataClass, of file: FileRow) {
        for id in boxes.keys where id.file == file && id.dataClass == dataClass { remove(id) }
    }

    mutating func removeAll() {
        boxes.removeAll()
        generations.removeAll()
    }
}
