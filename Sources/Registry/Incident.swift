public import Basics

/// An incident of security (law 05-20, article 8).
///
/// What is said of it stands in its leaves, which are sealed as all leaves are: the rows of the
/// registry are open to whoever holds the transport key file.
public struct Incident: Equatable, Sendable {
    /// The incident's id, made by the client of who reports it.
    public var id: IncidentID
    /// Who reported it first.
    public var reporter: MemberID
    /// When.
    public var reported: Instant
    /// The leaves of its versions, the first one first.
    public var leaves: [UInt64]
    /// Whether the last version says that the national authority was told.
    public var isDeclared: Bool

    /// Names an incident.
    public init(
        id: IncidentID, reporter: MemberID, reported: Instant, leaves: [UInt64], isDeclared: Bool
    ) {
        self.id = id
        self.reporter = reporter
        self.reported = reported
        self.leaves = leaves
        self.isDeclared = isDeclared
    }
}

extension MemberRegistry {
    /// The incidents, the newest first.
    public var incidentsByAge: [Incident] {
        incidents.values.sorted { left, right in
            (right.reported, right.id.hexadecimal) < (left.reported, left.id.hexadecimal)
        }
    }

    /// How many incidents there are of which the national authority was not told.
    public var incidentsDueCount: Int { incidents.values.count { !$0.isDeclared } }

    /// Notes a new incident, or another version of one.
    ///
    /// - Parameter seen: how many versions its author has seen; 0 for a new incident.
    /// - Throws: `wrongState` where there are others meanwhile; `limitExceeded`.
    public func report(
        _ id: IncidentID, after seen: Int, by member: MemberID, leaf: UInt64, isDeclared: Bool,
        now: Instant
    ) throws(RegistryError) -> [Change] {
        var incident =
            incidents[id]
            ?? Incident(id: id, reporter: member, reported: now, leaves: [], isDeclared: false)
        guard incident.leaves.count == seen else { throw .wrongState }
        guard incident.leaves.count < RegistryLimits.versionsPerIncident,
            !incident.leaves.isEmpty || incidents.count < RegistryLimits.incidentCount
        else { throw .limitExceeded }
        incident.leaves.append(leaf)
        incident.isDeclared = isDeclared
        return [.put(.incident(incident))]
    }
}
