internal import Basics
internal import Circuit

/// Puts the items of several files together and remembers where each stands.
struct Assembly {
    private static let sections: Set<String> = [
        "version", "utc_offset_seconds", "calendar", "forms", "lists", "tracks", "tasks", "clocks",
        "roles", "territories", "establishments", "indicators", "reports", "small_below",
        "tables",
    ]

    let diagnostics = Diagnostics()
    private(set) var parts = CircuitDefinition.Parts()
    private(set) var places = Places()
    /// Items of the folder that is read, in which no code may stand twice.
    private var current: Set<ItemPath> = []
    private var hasVersion = false

    mutating func beginFolder() { current = [] }

    /// Takes note that something may stand anywhere that could not be read.
    mutating func undecideAll() { places.undecide(Self.sections) }

    mutating func add(_ file: Source) {
        guard let entries = file.mapping(Self.sections) else { return undecideAll() }
        if let version = entries.read("version", { $0.integer(1...Int64(UInt32.max)) }) {
            parts.version = UInt32(clamping: version)
            hasVersion = true
        }
        let bounds = -DefinitionLimits.offsetSeconds...DefinitionLimits.offsetSeconds
        if let offset = entries.read("utc_offset_seconds", { $0.integer(bounds) }) {
            parts.offsetSeconds = Int32(clamping: offset)
        }
        if let calendar = entries.read("calendar", { Decoding.calendar($0) }) {
            parts.calendar = calendar
        }
        if let bound = entries.read("small_below", { $0.integer(DefinitionLimits.smallBelow) }) {
            parts.smallBelow = Int(bound)
        }
        add(entries, "forms", \.forms, Decoding.form)
        add(entries, "tracks", \.tracks, Decoding.track)
        add(entries, "tasks", \.tasks, Decoding.task)
        add(entries, "clocks", \.clocks, Decoding.clock)
        add(entries, "roles", \.roles, Decoding.role)
        add(entries, "establishments", \.establishments, Decoding.establishment)
        add(entries, "indicators", \.indicators, Decoding.indicator)
        add(entries, "reports", \.reports, Decoding.report)
        add(entries, "tables", \.tables, Decoding.table)
        addLists(entries)
        addTerritories(entries)
        places.undecide(entries.undecided)
    }

    /// The definition, unless something is wrong with it.
    func finish() throws(DefinitionFaults) -> CircuitDefinition {
        if !hasVersion, places.isDecided("version") {
            report(.incomplete, "the definition has no version")
        }
        let definition = CircuitDefinition(parts)
        Checker(definition: definition, assembly: self).run()
        guard diagnostics.isEmpty else { throw diagnostics.faults }
        return definition
    }

    /// Records a fault of the definition as a whole.
    func report(_ fault: DefinitionFault, _ sentence: String) {
        diagnostics.record(DefinitionError(fault: fault, file: "", line: 0, sentence: sentence))
    }

    /// Records a fault of an item, at its line or at that of a text under one of its keys.
    func report(
        _ fault: DefinitionFault, _ path: ItemPath, _ key: String?, _ text: String?,
        _ sentence: String
    ) {
        let place = places.place(path, key, text)
        diagnostics.record(
            DefinitionError(
                fault: fault, file: place.file, line: place.line,
                sentence: "\(path.text): \(sentence)"))
    }

    private mutating func add<Item: DefinedItem>(
        _ entries: Entries, _ section: String,
        _ path: WritableKeyPath<CircuitDefinition.Parts, [Item]>,
        _ decode: (Source) -> Decoded<Item>?
    ) {
        for decoded in entries.items(section, decode) {
            let item = decoded.item
            guard remember(ItemPath(section, item.code), decoded) else { continue }
            if let index = parts[keyPath: path].firstIndex(where: { $0.code == item.code }) {
                parts[keyPath: path][index] = item
            } else {
                parts[keyPath: path].append(item)
            }
        }
    }

    private mutating func addLists(_ entries: Entries) {
        let lists = entries.items("lists", Decoding.list)
        places.undecide(entries.undecided)
        for (decoded, extends) in lists {
            let list = decoded.item
            let index = parts.lists.firstIndex { $0.code == list.code }
            guard remember(ItemPath("lists", list.code), decoded) else { continue }
            guard let index else {
                if extends, places.isDecided("lists") {
                    decoded.entries.source.report(
                        .unknownReference, "there is no list '\(list.code)' to extend")
                }
                parts.lists.append(list)
                continue
            }
            parts.lists[index] = extends ? parts.lists[index].extended(by: list) : list
        }
    }

    private mutating func addTerritories(_ entries: Entries) {
        let territories = entries.items("territories", Decoding.territory)
        guard !territories.isEmpty else { return }
        var index = Dictionary(
            parts.territories.enumerated().map { ($1.code, $0) },
            uniquingKeysWith: { first, _ in first })
        for decoded in territories {
            let territory = decoded.item
            guard remember(ItemPath("territories", territory.code), decoded) else { continue }
            if let place = index[territory.code] {
                parts.territories[place] = territory
            } else {
                index[territory.code] = parts.territories.count
                parts.territories.append(territory)
            }
        }
    }

    /// Remembers where an item stands; false where its folder has one of its code already.
    private mutating func remember<Item>(_ path: ItemPath, _ decoded: Decoded<Item>) -> Bool {
        guard current.insert(path).inserted else {
            decoded.entries.source.report(
                .duplicateCode, "'\(path.code)' stands twice in \(path.section)")
            return false
        }
        places.remember(path, decoded)
        return true
    }
}

extension CodeList {
    /// The list with the items of another, which stand in place of those with the same code.
    fileprivate func extended(by list: CodeList) -> CodeList {
        var items = items
        for item in list.items {
            if let place = items.firstIndex(where: { $0.code == item.code }) {
                items[place] = item
            } else {
                items.append(item)
            }
        }
        return CodeList(
            terms: list.terms, reportLines: list.reportLines ?? reportLines,
            sectors: list.sectors ?? sectors, meaning: list.meaning ?? meaning, items: items)
    }
}
