public import Agent
public import Basics
internal import Catalog
public import MadarClient
public import Messages

/// The unlocked session of a profile, through its agent.
public struct UserSession: Sendable {
    /// The agent, which holds keys and connection.
    public let agent: AgentClient
    /// The calls.
    public let client: DaemonClient

    /// Connects to the agent of the context's profile.
    ///
    /// - Throws: `Failure`, also where nobody enrolled.
    public init(_ context: Context) async throws {
        guard context.profile.isEnrolled else {
            throw Failure(.notEnrolled(profile: context.profile.name))
        }
        agent = try await AgentClient.connect(context.profile)
        client = DaemonClient(caller: agent, keeper: agent)
    }
}

/// Who works: what fields of members and organisations can be filled with.
public struct Myself: Sendable {
    /// The member.
    public let member: MemberID
    /// The name.
    public let name: String
    /// The province.
    public let province: String
    /// The organisations of the roles, each once.
    public let organisations: [(id: OrganisationID, name: String)]
    /// The codes of the roles.
    public let roles: [String]
    /// Who answers for the data of the province, as far as that is set.
    public let controller: WireController

    /// Reads an answer; nil where an id is none.
    public init?(_ answer: WireWhoAmIAnswer) {
        guard let member = MemberID(blob: answer.member) else { return nil }
        self.member = member
        name = answer.name
        province = answer.province
        roles = answer.roles.map(\.role)
        controller = answer.controller
        var found: [(id: OrganisationID, name: String)] = []
        for grant in answer.roles {
            guard let id = OrganisationID(blob: grant.organisation),
                !found.contains(where: { $0.id == id })
            else { continue }
            found.append((id, grant.organisationName))
        }
        organisations = found
    }
}
