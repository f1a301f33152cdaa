public import Circuit

/// What one definition adds to another, replaces and leaves out, in one kind of item.
public struct DefinitionChanges: Equatable, Sendable {
    /// The key under which such items stand, as `forms`; items inside others too, as `fields`.
    ///
    /// What a definition has once, as its `calendar`, stands under `definition`.
    public let section: String
    /// The codes that the other does not have; that of a list's item after its list's.
    public let added: [String]
    /// The codes of items that differ.
    public let replaced: [String]
    /// The codes that only the other has.
    public let removed: [String]

    /// The changes from one definition to another, for each kind of item that has some.
    public static func between(
        _ old: CircuitDefinition, _ new: CircuitDefinition
    ) -> [DefinitionChanges] {
        let (old, new) = (old.parts, new.parts)
        let changes = [
            changes("definition", named(old), named(new)),
            changes("forms", old.forms.map(named), new.forms.map(named)),
            changes(
                "fields", old.forms.flatMap(\.fields).map(named),
                new.forms.flatMap(\.fields).map(named)),
            changes("lists", old.lists.map(named), new.lists.map(named)),
            changes("items", items(old), items(new)),
            changes("tracks", old.tracks.map(named), new.tracks.map(named)),
            changes(
                "stages", old.tracks.flatMap(\.stages).map(named),
                new.tracks.flatMap(\.stages).map(named)),
            changes("tasks", old.tasks.map(named), new.tasks.map(named)),
            changes("clocks", old.clocks.map(named), new.clocks.map(named)),
            changes("roles", old.roles.map(named), new.roles.map(named)),
            changes(
                "territories", old.territories.map { ($0.code, $0) },
                new.territories.map { ($0.code, $0) }),
            changes(
                "establishments", old.establishments.map(named), new.establishments.map(named)),
        ]
        return changes.filter { !$0.isEmpty }
    }

    private var isEmpty: Bool { added.isEmpty && replaced.isEmpty && removed.isEmpty }

    private static func named<Item: DefinedItem>(_ item: Item) -> (code: String, item: Item) {
        (item.code, item)
    }

    /// What a definition has once, by its key.
    private static func named(
        _ parts: CircuitDefinition.Parts
    ) -> [(code: String, item: AnyHashable)] {
        [
            ("version", AnyHashable(parts.version)),
            ("utc_offset_seconds", AnyHashable(parts.offsetSeconds)),
            ("calendar", AnyHashable(parts.calendar)),
        ]
    }

    private static func items(
        _ parts: CircuitDefinition.Parts
    ) -> [(code: String, item: CodeItem)] {
        parts.lists.flatMap { list in list.items.map { (list.code + "/" + $0.code, $0) } }
    }

    private static func changes<Item: Equatable>(
        _ section: String, _ old: [(code: String, item: Item)], _ new: [(code: String, item: Item)]
    ) -> DefinitionChanges {
        let before = Dictionary(
            old.map { ($0.code, $0.item) }, uniquingKeysWith: { first, _ in first })
        let after = Set(new.map(\.code))
        return DefinitionChanges(
            section: section, added: new.map(\.code).filter { before[$0] == nil },
            replaced: new.filter { item in before[item.code].map { $0 != item.item } ?? false }
                .map(\.code),
            removed: old.map(\.code).filter { !after.contains($0) })
    }
}
