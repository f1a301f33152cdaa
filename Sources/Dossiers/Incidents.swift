internal import AuditLog
public import Authority
public import Basics
public import Circuit
internal import Mapping
internal import Messages
internal import Store

/// What one version of an incident says, as its leaf holds it.
public struct IncidentSaid: Sendable {
    /// What is said, by the form that records incidents.
    public let values: [FieldValue]
    /// Who said it.
    public let member: MemberID
    /// When.
    public let at: Instant
}

extension Turn {
    /// What the leaf of an incident tells; nil where it is damaged.
    ///
    /// - Throws: `Refusal.sealed` or `StoreError`.
    public func incident(in leaf: UInt64, permit: Permit) throws -> IncidentSaid? {
        guard let (leaf, content) = try told(by: leaf, permit: permit), leaf.kind == .incident,
            let values = [FieldValue](wire: content.values),
            let member = MemberID(blob: content.member)
        else { return nil }
        return IncidentSaid(values: values, member: member, at: leaf.time)
    }
}
