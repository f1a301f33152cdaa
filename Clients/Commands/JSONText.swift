public import Basics
internal import FoundationEssentials

/// JSON as the programs write it: keys in snake case and sorted, no escaped slashes.
public enum JSONText {
    /// The text of a document, over several lines or in one.
    public static func of(_ document: some Encodable, inOneLine: Bool = false) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if !inOneLine { encoder.outputFormatting.insert(.prettyPrinted) }
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }

    /// Reads a document.
    public static func read<Document: Decodable>(
        _ type: Document.Type, from bytes: [UInt8]
    ) throws -> Document {
        try JSONDecoder().decode(type, from: Data(bytes))
    }

    /// Reads a moment as ISO 8601 writes it, such as `2026-05-27T14:30:00Z`.
    public static func moment(_ text: String) -> Instant? {
        guard let date = try? Date(text, strategy: .iso8601) else { return nil }
        return Instant(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }
}
