/// Why a definition is refused.
public enum DefinitionFault: String, CaseIterable, Sendable {
    /// A folder or file cannot be read.
    case unreadable
    /// The file is larger than the limit.
    case tooLarge = "too_large"
    /// The file is not YAML, or holds a key twice.
    case syntax
    /// The file holds an anchor or an alias.
    case alias
    /// A key is not known.
    case unknownKey = "unknown_key"
    /// A key that must be there is missing.
    case missingKey = "missing_key"
    /// A node is of another kind than the place asks for.
    case wrongKind = "wrong_kind"
    /// A value is not one of those that the place allows.
    case wrongValue = "wrong_value"
    /// A code is given twice.
    case duplicateCode = "duplicate_code"
    /// A code is named that is not defined.
    case unknownReference = "unknown_reference"
    /// A label is missing in one of the three languages.
    case missingLabel = "missing_label"
    /// A meaning is attached to a field of another type, class or number than it asks for.
    case misplacedMeaning = "misplaced_meaning"
    /// Items contradict each other.
    case contradiction
    /// Something that every definition needs is missing.
    case incomplete
}

/// One reason why a definition is refused: where, which rule, and a sentence.
public struct DefinitionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which rule.
    public let fault: DefinitionFault
    /// The name of the file; empty where the fault lies in the definition as a whole.
    public let file: String
    /// The line, from 1; 0 where the fault is not in one line.
    public let line: Int
    /// What is wrong, in English.
    public let sentence: String

    /// The error in one line: file, line, code, sentence.
    public var description: String {
        "\(file.isEmpty ? "-" : file):\(line): \(fault.rawValue): \(sentence)"
    }
}

/// Every reason why a definition is refused, by file and line.
public struct DefinitionFaults: Error, Equatable, Sendable, CustomStringConvertible {
    /// The faults, as many as are kept.
    public let faults: [DefinitionError]
    /// How many more were found than are kept.
    public let omitted: Int

    /// How many were found.
    public var count: Int { faults.count + omitted }

    /// The faults, each in its line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
