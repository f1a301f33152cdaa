public import Basics
import Circuit

extension FileIndex {
    private struct Hit: Comparable {
        var key: Int64
        var file: FileKey
        var task: String
        var place: Int
        var slot: Int

        static func < (left: Self, right: Self) -> Bool {
            (left.key, left.file, left.task) < (right.key, right.file, right.task)
        }

        static func == (left: Self, right: Self) -> Bool {
            left.key == right.key && left.file == right.file && left.task == right.task
        }

        /// Tells whether the item comes after a position.
        func follows(_ position: PagePosition?) -> Bool {
            guard let position else { return true }
            return (key, file, task) > (position.key, FileKey(position.file), position.task)
        }
    }

    /// The files whose names hold every word of a query, in whatever order and of either script.
    ///
    /// Files whose whole name is asked for come first, then by file. The filter is asked before
    /// anything is scored; a query without words finds nothing.
    public func search(
        _ query: String, after position: PagePosition? = nil, limit: Int,
        where isAllowed: (FileOwner) -> Bool
    ) -> Page<Candidate> {
        guard query.utf8.count <= IndexLimits.queryBytes else { return Page(items: [], next: nil) }
        let asked = Array(NameNormaliser.words(query).prefix(IndexLimits.wordsPerQuery))
        guard let places = places(of: asked) else { return Page(items: [], next: nil) }
        let whole = Self.whole(asked)
        var hits: [Hit] = []
        for place in places where isAllowed(owner(place)) {
            let wholes = rows[place].wholes
            let isWhole = wholes.0 == whole || wholes.1 == whole || wholes.2 == whole
            let rank: Int64 = isWhole ? 0 : 1
            let hit = Hit(key: rank, file: rows[place].key, task: "", place: place, slot: 0)
            if hit.follows(position) { hits.append(hit) }
        }
        return page(&hits, limit) { hit in
            Candidate(file: entry(hit.place), isWhole: hit.key == 0)
        }
    }

    /// The files of a work list, those that wait longest in their stage first.
    public func list(
        _ filter: ListFilter, after position: PagePosition? = nil, limit: Int,
        where isAllowed: (FileOwner) -> Bool
    ) -> Page<IndexedFile> {
        var hits: [Hit] = []
        var total = 0
        for place in matches(filter) where isAllowed(owner(place)) {
            total += 1
            let row = rows[place]
            let hit = Hit(key: row.stageSince, file: row.key, task: "", place: place, slot: 0)
            if hit.follows(position) { hits.append(hit) }
        }
        return page(&hits, limit, total: total) { entry($0.place) }
    }

    /// The files with a referral that lies with one of some organisations, in the order of their
    /// ids.
    public func referrals(
        to organisations: Set<OrganisationID>, after position: PagePosition? = nil, limit: Int
    ) -> Page<FileID> {
        var hits: [Hit] = []
        var total = 0
        for (place, ties) in ties
        where !(ties.organisations[.referral] ?? []).isDisjoint(with: organisations) {
            total += 1
            let hit = Hit(
                key: 0, file: rows[Int(place)].key, task: "", place: Int(place), slot: 0)
            if hit.follows(position) { hits.append(hit) }
        }
        return page(&hits, limit, total: total) { rows[$0.place].key.id }
    }

    /// The files of a work list, all of them, in the order of their ids.
    public func files(_ filter: ListFilter) -> [FileID] {
        matches(filter).map { rows[$0].key }.sorted().map(\.id)
    }

    /// What is owed until a moment on the files of a work list, the earliest due first; what is
    /// of a kind that the filter names is owed on every file of its organisation and stage.
    public func tasks(
        _ filter: ListFilter, until: Instant, after position: PagePosition? = nil, limit: Int,
        where isAllowed: (FileOwner) -> Bool
    ) -> Page<ListedTask> {
        var hits: [Hit] = []
        var total = 0
        let kinds = Set(filter.kinds.compactMap { codes.known($0) })
        let escalated = Dictionary(
            filter.escalated.compactMap { code, moment in
                codes.known(code).map { ($0, moment.milliseconds) }
            }, uniquingKeysWith: max)
        let referents = numbers(of: filter.referents)
        let member = filter.member.flatMap { members.known($0) }
        var anybody = filter
        if !kinds.isEmpty || !escalated.isEmpty || member != nil { anybody.referents = nil }
        for place in matches(anybody) where isAllowed(owner(place)) {
            let isOwn = referents?.contains(rows[place].referent) ?? true
            for (slot, task) in tasks[place].enumerated()
            where task.due <= until.milliseconds && filter.classes.contains(task.dataClass)
                && (kinds.contains(task.task)
                    || escalated[task.clock].map { task.due <= $0 } ?? false
                    || (task.owner == Symbols<MemberID>.none ? isOwn : task.owner == member))
            {
                total += 1
                let hit = Hit(
                    key: task.due, file: rows[place].key, task: codes[task.task] ?? "",
                    place: place, slot: slot)
                if hit.follows(position) { hits.append(hit) }
            }
        }
        return page(&hits, limit, total: total) { hit in
            ListedTask(file: entry(hit.place), task: task(tasks[hit.place][hit.slot]))
        }
    }

    /// The rows of the files that hold every word; nil for no word.
    private func places(of asked: [String]) -> [Int]? {
        var lists: [[UInt32]] = []
        for word in asked { lists.append(words[Self.hash(word)] ?? []) }
        lists.sort { $0.count < $1.count }
        guard var found = lists.first.map({ Set($0) }) else { return nil }
        for list in lists.dropFirst() {
            guard !found.isEmpty else { break }
            found.formIntersection(list)
        }
        return found.map { Int($0) }
    }

    /// The rows that a filter lets through; a code or id that no file holds matches none.
    private func matches(_ filter: ListFilter) -> [Int] {
        let referents = numbers(of: filter.referents)
        let offices = filter.organisations.map { Set($0.compactMap { organisations.known($0) }) }
        let stage = filter.stage.map { codes.known($0) ?? .max - 1 }
        return rows.indices.filter { place in
            let row = rows[place]
            return row.isLive && (referents?.contains(row.referent) ?? true)
                && (offices?.contains(row.organisation) ?? true)
                && (stage.map { $0 == row.stage } ?? true)
        }
    }

    private func numbers(of referents: Set<MemberID>?) -> Set<UInt32>? {
        referents.map { Set($0.compactMap { members.known($0) }) }
    }

    private func page<Item>(
        _ hits: inout [Hit], _ limit: Int, total: Int? = nil, _ item: (Hit) -> Item
    ) -> Page<Item> {
        let total = total ?? hits.count
        hits.sort()
        let count = min(max(limit, 1), IndexLimits.itemsPerPage)
        let shown = hits.prefix(count)
        var next: PagePosition?
        if hits.count > count, let last = shown.last {
            next = PagePosition(key: last.key, file: last.file.id, task: last.task)
        }
        return Page(items: shown.map(item), next: next, total: total)
    }
}
