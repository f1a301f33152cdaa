internal import Basics

/// What the writer holds in memory: where files and unfolded acts lie (LAYOUT L-8).
final class StoreState {
    var rows: [FileID: FileRow] = [:]
    var ids: [FileRow: FileID] = [:]
    var lastFile: Int64 = 0
    var lastAct: Int64 = 0
    var lastTail: Int64 = 0
    /// Acts that the table of places does not hold yet.
    var unfolded: [FileRow: [Place]] = [:]
    var unfoldedCount = 0
    var foldedAct: Int64 = 0
    /// The newest row of the tail of each file that has one.
    var tails: [FileRow: Int64] = [:]
    var pendingCount = 0

    func load(_ reader: StoreReader) throws(StoreError) {
        rows.removeAll()
        ids.removeAll()
        try reader.forEachFile { row, id throws(StoreError) in
            guard rows.updateValue(row, forKey: id) == nil else { throw .damaged(code: 0) }
            ids[row] = id
            lastFile = row.value
        }
        foldedAct = try reader.metaNumber(.foldedAct)
        lastAct = foldedAct
        for tombstone in try reader.tombstones() { lastAct = max(lastAct, tombstone.row) }
        let acts = try reader.query(.actPlacesFrom)
        defer { acts.reset() }
        acts.bind(foldedAct, 0)
        while try acts.next() {
            guard let dataClass = StoreReader.dataClass(acts.integer(3)) else {
                throw .damaged(code: 0)
            }
            let place = Place(
                sequence: UInt64(bitPattern: acts.integer(2)), dataClass: dataClass,
                act: acts.integer(0))
            unfolded[FileRow(acts.integer(1)), default: []].append(place)
            unfoldedCount += 1
            lastAct = max(lastAct, place.act)
        }
        let newest = try reader.query(.tails)
        defer { newest.reset() }
        while try newest.next() {
            lastTail = newest.integer(0)
            tails[FileRow(newest.integer(1))] = lastTail
        }
        let pending = try reader.query(.pendingCount)
        if try pending.next() { pendingCount = Int(pending.integer(0)) }
        pending.reset()
    }
}
