public import Basics
public import Circuit

/// The files that a file names by their numbers.
struct Kin: Equatable, Sendable {
    var master: UInt64?
    var siblings: Set<UInt64> = []

    var named: Set<UInt64> { siblings.union(master.map { [$0] } ?? []) }
}

extension FileIndex {
    /// The files that go with one: those that it names and those that name it, as far as the filter
    /// lets them through; siblings first, then by number, at most as many as are told at once.
    ///
    /// What two files say of each other is told once.
    public func ties(
        of file: FileID, where isAllowed: (FileOwner) -> Bool
    ) -> [FileTie] {
        guard let place = place(of: file) else { return [] }
        let own = kin[place] ?? Kin()
        var siblings = Set(own.siblings.compactMap { self.place(of: $0) })
        var joined: Set<UInt32> = []
        let number = rows[Int(place)].number
        for other in namers[number] ?? [] {
            if kin[other]?.siblings.contains(number) == true { siblings.insert(other) }
            if kin[other]?.master == number { joined.insert(other) }
        }
        let stays = Set([own.master].compactMap { $0.flatMap { self.place(of: $0) } })
        var found: [FileTie] = []
        for (kind, places) in [
            (FileTieKind.sibling, siblings), (.joined, joined), (.stays, stays),
        ] {
            found += places.filter { $0 != place && isAllowed(owner(Int($0))) }
                .map { rows[Int($0)] }.sorted { ($0.number, $0.key) < ($1.number, $1.key) }
                .map { FileTie(kind: kind, file: $0.key.id, number: FileNumber(value: $0.number)) }
        }
        return Array(found.prefix(IndexLimits.tiesPerFile))
    }

    /// Keeps what a file names, in place of what it named before.
    mutating func relate(_ place: UInt32, _ new: Kin) {
        let old = kin[place] ?? Kin()
        guard old != new else { return }
        for number in old.named.subtracting(new.named) {
            namers[number]?.removeAll { $0 == place }
            if namers[number]?.isEmpty == true { namers[number] = nil }
        }
        for number in new.named.subtracting(old.named) {
            namers[number, default: []].append(place)
        }
        kin[place] = new == Kin() ? nil : new
    }
}
