import Basics

// Lists in the order of the children's names. Rows hold the first four bytes of what a name sorts
// by; the rest is made from the name where those are equal, for the few rows of a page.

extension FileIndex {
    private struct NamedHit {
        let start: UInt32
        let place: Int
    }

    private struct NamedRow: Comparable {
        let name: [UInt8]
        let file: FileKey
        let place: Int

        static func < (left: Self, right: Self) -> Bool {
            left.name == right.name
                ? left.file < right.file : left.name.lexicographicallyPrecedes(right.name)
        }

        static func == (left: Self, right: Self) -> Bool {
            left.name == right.name && left.file == right.file
        }
    }

    /// The files of a work list by name, with one script first.
    func list(
        _ filter: ListFilter, _ script: NameOrder.Script, after position: PagePosition?,
        limit: Int, where isAllowed: (FileOwner) -> Bool
    ) -> Page<IndexedFile> {
        let count = min(max(limit, 1), IndexLimits.itemsPerPage)
        let last = position.map {
            NamedRow(name: $0.name, file: FileKey($0.file), place: 0)
        }
        let firstStart = last.map { NameOrder.start($0.name) } ?? 0
        var hits: [NamedHit] = []
        var total = 0
        for place in matches(filter) where isAllowed(owner(place)) {
            total += 1
            let starts = rows[place].nameStarts
            let start = script == .arabic ? starts.arabic : starts.latin
            if start >= firstStart { hits.append(NamedHit(start: start, place: place)) }
        }
        hits.sort { $0.start < $1.start }
        var found: [NamedRow] = []
        var next = 0
        // One more than the page has, to know whether another follows.
        while found.count <= count, next < hits.count {
            let start = hits[next].start
            while next < hits.count, hits[next].start == start {
                let place = hits[next].place
                let named = NamedRow(
                    name: NameOrder.key(PackedTexts.names(in: names[rows[place].texts]), script),
                    file: rows[place].key, place: place)
                if last.map({ $0 < named }) ?? true { found.append(named) }
                next += 1
            }
        }
        found.sort()
        let shown = found.prefix(count)
        var page = Page(items: shown.map { entry($0.place) }, next: nil, total: total)
        if found.count > count, let last = shown.last {
            page.next = PagePosition(key: 0, file: last.file.id, name: last.name)
        }
        return page
    }
}
