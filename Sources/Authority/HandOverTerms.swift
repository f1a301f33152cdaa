public import Basics

/// An offer of all files of a member to another, as far as access turns on it.
public struct HandOverTerms: Hashable, Sendable {
    /// Whose files they are.
    public let from: MemberID
    /// To whom they are offered.
    public let to: MemberID
    /// The posts that the receiver holds now.
    public let receiverPosts: [Post]
    /// The organisation whose files alone are meant; nil for all.
    public let organisation: OrganisationID?
    /// Who asked for it.
    public let asker: MemberID
    /// The posts that he holds now: an offer stands no longer than the right to make it.
    public let askerPosts: [Post]
    /// Since when it waits for its receiver.
    public let asked: Instant
    /// Who stands in for the receiver, where he is away now.
    public let receiverDeputy: MemberID?

    /// Makes terms.
    public init(
        from: MemberID, to: MemberID, receiverPosts: [Post], organisation: OrganisationID?,
        asker: MemberID, askerPosts: [Post], asked: Instant, receiverDeputy: MemberID? = nil
    ) {
        self.from = from
        self.to = to
        self.receiverPosts = receiverPosts
        self.organisation = organisation
        self.asker = asker
        self.askerPosts = askerPosts
        self.asked = asked
        self.receiverDeputy = receiverDeputy
    }
}

/// What is said to an offer of files.
public enum HandOverReply: Hashable, Sendable, CaseIterable {
    /// The receiver takes them.
    case accept
    /// The receiver does not.
    case decline
    /// It is taken back.
    case withdraw
}
