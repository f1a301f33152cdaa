internal import Yams

/// A node of a file, which tells where it stands when something about it is wrong.
///
/// Whatever reads a node records what is wrong with it and gives nil.
struct Source {
    let file: String
    let node: Node
    let diagnostics: Diagnostics

    var isScalar: Bool { node.scalar != nil }

    var line: Int { node.mark?.line ?? 0 }

    func report(_ fault: DefinitionFault, _ sentence: String) {
        diagnostics.record(
            DefinitionError(fault: fault, file: file, line: line, sentence: sentence))
    }

    private func inner(_ node: Node) -> Source {
        Source(file: file, node: node, diagnostics: diagnostics)
    }

    /// The pairs of a mapping whose keys must all be known.
    func mapping(_ allowed: Set<String>) -> Entries? {
        guard case .mapping(let mapping) = node else {
            report(.wrongKind, "a mapping is expected here")
            return nil
        }
        var pairs: [String: Source] = [:]
        pairs.reserveCapacity(mapping.count)
        var hasStrayKey = false
        for (key, value) in mapping {
            let source = inner(key)
            guard let name = source.string() else {
                hasStrayKey = true
                continue
            }
            guard allowed.contains(name) else {
                source.report(.unknownKey, "the key '\(name)' is not known here")
                hasStrayKey = true
                continue
            }
            pairs[name] = inner(value)
        }
        // A key that is not known may be any of those that are not there, misspelt.
        return Entries(
            source: self, pairs: pairs,
            undecided: hasStrayKey ? allowed.subtracting(pairs.keys) : [])
    }

    /// The items of a sequence.
    func sequence() -> [Source]? {
        guard case .sequence(let sequence) = node else {
            report(.wrongKind, "a sequence is expected here")
            return nil
        }
        return sequence.map { inner($0) }
    }

    /// The text of a scalar as it is written, so that a bare `no` or `01` stays what it is.
    func string() -> String? {
        guard case .scalar(let scalar) = node else {
            report(.wrongKind, "a text is expected here")
            return nil
        }
        return scalar.string
    }

    /// A code: one to 64 letters, digits, `-`, `_` and `.`.
    func code() -> String? {
        guard let text = string() else { return nil }
        let isCode = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
        guard isCode, (1...DefinitionLimits.codeBytes).contains(text.utf8.count) else {
            report(.wrongValue, "a code has 1 to 64 letters, digits, '-', '_' and '.'")
            return nil
        }
        return text
    }

    /// `true` or `false`, nothing else.
    func flag() -> Bool? {
        switch string() {
        case "true"?: return true
        case "false"?: return false
        case nil: return nil
        default:
            report(.wrongValue, "only 'true' or 'false' may stand here")
            return nil
        }
    }

    /// A whole number within bounds.
    func integer(_ bounds: ClosedRange<Int64>) -> Int64? {
        guard let text = string() else { return nil }
        guard let number = Int64(text), bounds.contains(number) else {
            report(
                .wrongValue,
                "a whole number from \(bounds.lowerBound) to \(bounds.upperBound) is expected")
            return nil
        }
        return number
    }

    /// One value of a closed list.
    func value<Choice: RawRepresentable & CaseIterable>(
        _ type: Choice.Type = Choice.self
    ) -> Choice? where Choice.RawValue == String {
        guard let text = string() else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            report(.wrongValue, "'\(text)' is none of: \(known)")
            return nil
        }
        return choice
    }

    /// Refuses anchors, without which no alias can be, so that no node stands in two places.
    ///
    /// It does not look inside a node with an anchor: aliases of aliases would never end.
    func refuseAnchors() -> Bool {
        guard node.anchor == nil else {
            report(.alias, "anchors and aliases are refused")
            return false
        }
        var isClean = true
        switch node {
        case .scalar, .alias: break
        case .sequence(let sequence):
            for item in sequence where !inner(item).refuseAnchors() { isClean = false }
        case .mapping(let mapping):
            for (key, value) in mapping {
                if !inner(key).refuseAnchors() { isClean = false }
                if !inner(value).refuseAnchors() { isClean = false }
            }
        }
        return isClean
    }

    /// The line of the first text in the node that reads so.
    func line(of text: String) -> Int? {
        switch node {
        case .scalar(let scalar): scalar.string == text ? line : nil
        case .sequence(let sequence): sequence.lazy.compactMap { inner($0).line(of: text) }.first
        case .mapping(let mapping):
            mapping.lazy.compactMap { inner($0.value).line(of: text) }.first
        case .alias: nil
        }
    }
}

/// The pairs of a mapping, and which of them could not be read.
///
/// A key that could not be read is undecided: no rule about it is applied, since whatever that
/// said would be about the fault and not about the definition.
final class Entries {
    let source: Source
    let pairs: [String: Source]
    private(set) var undecided: Set<String>

    init(source: Source, pairs: [String: Source], undecided: Set<String>) {
        self.source = source
        self.pairs = pairs
        self.undecided = undecided
    }

    subscript(_ key: String) -> Source? { pairs[key] }

    func undecide(_ key: String) { undecided.insert(key) }

    /// The value of a key; nil where it is not there or cannot be read.
    func read<Value>(_ key: String, _ decode: (Source) -> Value?) -> Value? {
        guard let source = pairs[key] else { return nil }
        guard let value = decode(source) else {
            undecide(key)
            return nil
        }
        return value
    }

    /// The value of a key that has to be there.
    func required<Value>(_ key: String, _ decode: (Source) -> Value?) -> Value? {
        if pairs[key] == nil {
            source.report(.missingKey, "the key '\(key)' is missing")
            undecide(key)
        }
        return read(key, decode)
    }

    /// The items of a sequence that can be read.
    func items<Value>(_ key: String, _ decode: (Source) -> Value?) -> [Value] {
        (read(key) { $0.sequence() } ?? []).compactMap { item in
            let value = decode(item)
            if value == nil { undecide(key) }
            return value
        }
    }

    /// The codes of a sequence, each at most once.
    func codes(_ key: String) -> [String] {
        var seen: Set<String> = []
        let read = items(key) { item in item.code().map { (item, $0) } }
        return read.compactMap { item, code in
            guard seen.insert(code).inserted else {
                item.report(.duplicateCode, "'\(code)' stands here twice")
                return nil
            }
            return code
        }
    }

    func values<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Choice.Type = Choice.self
    ) -> [Choice] where Choice.RawValue == String {
        items(key) { $0.value(Choice.self) }
    }
}
