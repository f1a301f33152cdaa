internal import Yams

/// A node of a file, which tells where it stands when something about it is wrong.
struct Source {
    let file: String
    let node: Node

    init(file: String, node: Node) {
        self.file = file
        self.node = node
    }

    var isScalar: Bool { node.scalar != nil }

    var line: Int { node.mark?.line ?? 0 }

    func fail(_ fault: DefinitionFault, _ sentence: String) -> DefinitionError {
        DefinitionError(fault: fault, file: file, line: line, sentence: sentence)
    }

    /// The pairs of a mapping whose keys must all be known.
    func mapping(_ allowed: Set<String>) throws(DefinitionError) -> Entries {
        guard case .mapping(let mapping) = node else {
            throw fail(.wrongKind, "a mapping is expected here")
        }
        var pairs: [String: Source] = [:]
        pairs.reserveCapacity(mapping.count)
        for (key, value) in mapping {
            let keySource = Source(file: file, node: key)
            let name = try keySource.string()
            guard allowed.contains(name) else {
                throw keySource.fail(.unknownKey, "the key '\(name)' is not known here")
            }
            pairs[name] = Source(file: file, node: value)
        }
        return Entries(source: self, pairs: pairs)
    }

    /// The items of a sequence.
    func sequence() throws(DefinitionError) -> [Source] {
        guard case .sequence(let sequence) = node else {
            throw fail(.wrongKind, "a sequence is expected here")
        }
        return sequence.map { Source(file: file, node: $0) }
    }

    /// The text of a scalar as it is written, so that a bare `no` or `01` stays what it is.
    func string() throws(DefinitionError) -> String {
        guard case .scalar(let scalar) = node else {
            throw fail(.wrongKind, "a text is expected here")
        }
        return scalar.string
    }

    /// A code: one to 64 letters, digits, `-`, `_` and `.`.
    func code() throws(DefinitionError) -> String {
        let text = try string()
        let isCode = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
        guard isCode, (1...DefinitionLimits.codeBytes).contains(text.utf8.count) else {
            throw fail(.wrongValue, "a code has 1 to 64 letters, digits, '-', '_' and '.'")
        }
        return text
    }

    /// The codes of a sequence, each at most once.
    func codes() throws(DefinitionError) -> [String] {
        var codes: [String] = []
        for item in try sequence() {
            let code = try item.code()
            guard !codes.contains(code) else {
                throw item.fail(.duplicateCode, "'\(code)' stands here twice")
            }
            codes.append(code)
        }
        return codes
    }

    /// `true` or `false`, nothing else.
    func flag() throws(DefinitionError) -> Bool {
        switch try string() {
        case "true": return true
        case "false": return false
        default: throw fail(.wrongValue, "only 'true' or 'false' may stand here")
        }
    }

    /// A whole number within bounds.
    func integer(_ bounds: ClosedRange<Int64>) throws(DefinitionError) -> Int64 {
        guard let number = Int64(try string()), bounds.contains(number) else {
            throw fail(
                .wrongValue,
                "a whole number from \(bounds.lowerBound) to \(bounds.upperBound) is expected")
        }
        return number
    }

    /// One value of a closed list.
    func value<Choice: RawRepresentable & CaseIterable>(
        _ type: Choice.Type = Choice.self
    ) throws(DefinitionError) -> Choice where Choice.RawValue == String {
        let text = try string()
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw fail(.wrongValue, "'\(text)' is none of: \(known)")
        }
        return choice
    }

    /// Refuses anchors, without which no alias can be, so that no node stands in two places.
    func refuseAnchors() throws(DefinitionError) {
        guard node.anchor == nil else {
            throw fail(.alias, "anchors and aliases are refused")
        }
        switch node {
        case .scalar, .alias: break
        case .sequence(let sequence):
            for item in sequence { try Source(file: file, node: item).refuseAnchors() }
        case .mapping(let mapping):
            for (key, value) in mapping {
                try Source(file: file, node: key).refuseAnchors()
                try Source(file: file, node: value).refuseAnchors()
            }
        }
    }
}

/// The pairs of a mapping.
struct Entries {
    let source: Source
    let pairs: [String: Source]

    subscript(_ key: String) -> Source? { pairs[key] }

    func required(_ key: String) throws(DefinitionError) -> Source {
        guard let value = pairs[key] else {
            throw source.fail(.missingKey, "the key '\(key)' is missing")
        }
        return value
    }

    func codes(_ key: String) throws(DefinitionError) -> [String] {
        try pairs[key]?.codes() ?? []
    }

    func items(_ key: String) throws(DefinitionError) -> [Source] {
        try pairs[key]?.sequence() ?? []
    }

    func values<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Choice.Type = Choice.self
    ) throws(DefinitionError) -> [Choice] where Choice.RawValue == String {
        var values: [Choice] = []
        for item in try items(key) { values.append(try item.value(Choice.self)) }
        return values
    }
}
