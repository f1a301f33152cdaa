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
    /// What the leaf of an incident tells.
    ///
    /// - Throws: `Refusal.sealed`, `Refusal.storage`; `AuditError`, `VaultError` or `StoreError`.
    public func incident(in leaf: UInt64, permit: Permit) throws -> IncidentSaid {
        guard let log = dossiers.log else { throw Refusal.sealed }
        let opened = try log.leaf(leaf, permit: permit, in: transaction)
        guard opened.leaf.kind == .incident,
            let told = try? MessageCodec.decode(WireLeaf.self, from: opened.payload),
            let values = [FieldValue](wire: told.values), let member = MemberID(blob: told.member)
        else { throw Refusal.storage }
        return IncidentSaid(values: values, member: member, at: opened.leaf.time)
    }
}
