public import Basics

/// Something that waits for a second person, as far as access turns on it.
public struct WaitingFacts: Hashable, Sendable {
    /// Who asked for it.
    public let asker: MemberID
    /// The codes of the roles that he holds or held.
    public let askerRoles: [String]
    /// For whom it is.
    public let member: MemberID
    /// Since when it waits.
    public let since: Instant

    /// Makes facts.
    public init(asker: MemberID, askerRoles: [String], member: MemberID, since: Instant) {
        self.asker = asker
        self.askerRoles = askerRoles
        self.member = member
        self.since = since
    }
}

/// A member who is away now, in whose place the caller acts.
public struct Represented: Hashable, Sendable {
    /// The member.
    public let member: MemberID
    /// The posts that he holds.
    public let posts: [Post]

    /// Names him.
    public init(member: MemberID, posts: [Post]) {
        self.member = member
        self.posts = posts
    }
}
