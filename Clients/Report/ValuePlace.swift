/// Where a value stands in a file, as whoever prints names it: `narration`, or `narration:4`.
public struct ValuePlace: Hashable, Sendable {
    /// What stands in the place of a field for why an act was done, which no form asks.
    static let reason = "reason"

    /// The code of the field.
    public let field: String
    /// The place of the act in the file, from 1; nil for every act.
    public let act: UInt64?

    /// Joins both.
    public init(field: String, act: UInt64? = nil) {
        self.field = field
        self.act = act
    }

    /// Reads what was typed; nil where it is no place.
    public init?(_ typed: String) {
        let parts = typed.split(separator: ":", omittingEmptySubsequences: false)
        guard let field = parts.first, !field.isEmpty, parts.count <= 2 else { return nil }
        let act = parts.count == 2 ? UInt64(parts[1]) : nil
        guard parts.count == 1 || act ?? 0 > 0 else { return nil }
        self.init(field: String(field), act: act)
    }

    /// As it is typed.
    public var text: String { act.map { "\(field):\($0)" } ?? field }
}
