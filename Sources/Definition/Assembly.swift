internal import Basics
internal import Circuit

/// Puts the items of several files together and remembers where each stands.
struct Assembly {
    /// Where an item stands.
    struct Place {
        var file: String
        var line: Int
    }

    private(set) var parts = CircuitDefinition.Parts()
    private var places: [String: Place] = [:]
    /// Items of the folder that is read, in which no code may stand twice.
    private var current: Set<String> = []
    private var hasVersion = false

    mutating func beginFolder() { current = [] }

    mutating func add(_ file: Source) throws(DefinitionError) {
        let entries = try file.mapping([
            "version", "utc_offset_seconds", "calendar", "forms", "lists", "tracks", "tasks",
            "clocks",
            "roles", "territories",
        ])
        if let source = entries["version"] {
            parts.version = UInt32(clamping: try source.integer(1...Int64(UInt32.max)))
            hasVersion = true
        }
        if let source = entries["utc_offset_seconds"] {
            let limit = DefinitionLimits.offsetSeconds
            parts.offsetSeconds = Int32(clamping: try source.integer(-limit...limit))
        }
        if let source = entries["calendar"] { parts.calendar = try Decoding.calendar(source) }
        try add(entries, "forms", \.forms, Decoding.form)
        try add(entries, "tracks", \.tracks, Decoding.track)
        try add(entries, "tasks", \.tasks, Decoding.task)
        try add(entries, "clocks", \.clocks, Decoding.clock)
        try add(entries, "roles", \.roles, Decoding.role)
        for source in try entries.items("lists") { try addList(source) }
        try addTerritories(entries)
    }

    func finish() throws(DefinitionError) -> CircuitDefinition {
        guard hasVersion else {
            throw DefinitionError(
                fault: .incomplete, file: "", line: 0, sentence: "the definition has no version")
        }
        let definition = CircuitDefinition(parts)
        try Checker(definition: definition, assembly: self).run()
        return definition
    }

    /// The error of a rule about an item.
    func fail(
        _ fault: DefinitionFault, _ section: String, _ code: String, _ sentence: String
    ) -> DefinitionError {
        let place = places[section + "/" + code]
        return DefinitionError(
            fault: fault, file: place?.file ?? "", line: place?.line ?? 0,
            sentence: "\(section) '\(code)': \(sentence)")
    }

    private mutating func add<Item: DefinedItem>(
        _ entries: Entries, _ section: String,
        _ path: WritableKeyPath<CircuitDefinition.Parts, [Item]>,
        _ decode: (Source) throws(DefinitionError) -> Item
    ) throws(DefinitionError) {
        for source in try entries.items(section) {
            let item = try decode(source)
            try remember(section, item.code, source)
            if let index = parts[keyPath: path].firstIndex(where: { $0.code == item.code }) {
                parts[keyPath: path][index] = item
            } else {
                parts[keyPath: path].append(item)
            }
        }
    }

    private mutating func addList(_ source: Source) throws(DefinitionError) {
        let (list, extends) = try Decoding.list(source)
        try remember("lists", list.code, source)
        guard let index = parts.lists.firstIndex(where: { $0.code == list.code }) else {
            guard !extends else {
                throw source.fail(.unknownReference, "there is no list '\(list.code)' to extend")
            }
            parts.lists.append(list)
            return
        }
        guard extends else {
            parts.lists[index] = list
            return
        }
        var items = parts.lists[index].items
        for item in list.items {
            if let place = items.firstIndex(where: { $0.code == item.code }) {
                items[place] = item
            } else {
                items.append(item)
            }
        }
        parts.lists[index] = CodeList(
            terms: list.terms, reportLines: list.reportLines ?? parts.lists[index].reportLines,
            sectors: list.sectors ?? parts.lists[index].sectors, items: items)
    }

    private mutating func addTerritories(_ entries: Entries) throws(DefinitionError) {
        let sources = try entries.items("territories")
        guard !sources.isEmpty else { return }
        var index = Dictionary(
            parts.territories.enumerated().map { ($1.code, $0) },
            uniquingKeysWith: { first, _ in first })
        for source in sources {
            let territory = try Decoding.territory(source)
            try remember("territories", territory.code, source)
            if let place = index[territory.code] {
                parts.territories[place] = territory
            } else {
                index[territory.code] = parts.territories.count
                parts.territories.append(territory)
            }
        }
    }

    private mutating func remember(
        _ section: String, _ code: String, _ source: Source
    ) throws(DefinitionError) {
        let key = section + "/" + code
        guard current.insert(key).inserted else {
            throw source.fail(.duplicateCode, "'\(code)' stands twice in \(section)")
        }
        places[key] = Place(file: source.file, line: source.line)
    }
}
