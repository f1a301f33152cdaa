/// The name of an item, or of an item inside one: `forms` `F0`, or its `fields` `sex`.
struct ItemPath: Hashable {
    var section: String
    var code: String
    var part = ""
    var partCode = ""

    init(_ section: String, _ code: String) {
        self.section = section
        self.code = code
    }

    func inner(_ part: String, _ code: String) -> ItemPath {
        var path = self
        (path.part, path.partCode) = (part, code)
        return path
    }

    /// The path as a sentence begins with it.
    var text: String {
        part.isEmpty ? "\(section) '\(code)'" : "\(section) '\(code)', \(part) '\(partCode)'"
    }
}

/// An item as it was read: where a key could not be, something stands in its place.
struct Decoded<Item> {
    var item: Item
    var entries: Entries
    /// The items inside it, with the names of the sequences in which they stand.
    var inner: [(part: String, code: String, entries: Entries)] = []
}

/// Where the items of a definition stand, and what of them could not be read.
struct Places {
    private var entries: [ItemPath: Entries] = [:]
    /// The sections in which something may stand that could not be read.
    private var undecided: Set<String> = []

    mutating func remember<Item>(_ path: ItemPath, _ decoded: Decoded<Item>) {
        entries[path] = decoded.entries
        for item in decoded.inner {
            entries[path.inner(item.part, item.code)] = item.entries
        }
    }

    mutating func undecide(_ sections: Set<String>) { undecided.formUnion(sections) }

    /// Whether everything that stands in a section was read.
    func isDecided(_ section: String) -> Bool { !undecided.contains(section) }

    /// Whether keys of an item were read, or were rightly left out.
    func isDecided(_ path: ItemPath, _ keys: String...) -> Bool {
        guard let found = entries[path]?.undecided, !found.isEmpty else { return true }
        return found.isDisjoint(with: keys)
    }

    /// The place of an item, or of a text under one of its keys.
    func place(_ path: ItemPath, _ key: String?, _ text: String?) -> (file: String, line: Int) {
        var outer = path
        (outer.part, outer.partCode) = ("", "")
        guard let entries = entries[path] ?? entries[outer] else { return ("", 0) }
        let source = key.flatMap { entries[$0] } ?? entries.source
        return (source.file, text.flatMap { source.line(of: $0) } ?? source.line)
    }
}
