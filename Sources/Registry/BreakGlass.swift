public import Basics

/// An access to a file out of reach in an emergency: for a reason, a while, and a review.
///
/// Why it was made and what the review found stand in acts of the file, where a child's story
/// belongs; a row of the registry is read while the daemon is sealed.
public struct BreakGlass: Equatable, Sendable {
    /// The access's id, made by its author's client.
    public var id: BreakGlassID
    /// Who.
    public var member: MemberID
    /// To which file.
    public var file: FileID
    /// The position of the act in the file that says why.
    public var sequence: UInt64
    /// Whether he says that the child's life is in danger now.
    public var isLifeDanger: Bool
    /// When.
    public var at: Instant
    /// Who agreed that it opens more than the identity, and when; nil as long as nobody has.
    public var approval: Word?
    /// Who looked into it and when; nil as long as nobody has.
    public var review: Word?
    /// The position of the act in the file that tells what the review found; 0 before it.
    public var reviewSequence: UInt64 = 0

    /// Who spoke, and when.
    public struct Word: Equatable, Sendable {
        /// Who.
        public var member: MemberID
        /// When.
        public var at: Instant
    }

    /// Names an access.
    public init(
        id: BreakGlassID, member: MemberID, file: FileID, sequence: UInt64, isLifeDanger: Bool,
        at: Instant
    ) {
        self.id = id
        self.member = member
        self.file = file
        self.sequence = sequence
        self.isLifeDanger = isLifeDanger
        self.at = at
    }

    /// Whether it opens more than the identity.
    public var isWhole: Bool { isLifeDanger || approval != nil }

    /// Until when it opens what it opens: the approval begins the time anew.
    public var until: Instant {
        (approval?.at ?? at).adding(seconds: RegistryLimits.breakGlassSeconds)
    }

    /// Until when its review is owed, and until when it may be approved.
    public var reviewDue: Instant { at.adding(seconds: RegistryLimits.breakGlassReviewSeconds) }
}

extension MemberRegistry {
    /// Opens a file to a member in an emergency; the same id with the same file is the same access.
    ///
    /// - Throws: `wrongState` where the id is there; `limitExceeded` where he made too many within
    ///   a day.
    public func breakGlass(_ access: BreakGlass) throws(RegistryError) -> [Change] {
        guard breakGlass[access.id] == nil else { throw .wrongState }
        let dayBefore = access.at.adding(seconds: -RegistryLimits.breakGlassReviewSeconds)
        let recent = breakGlass.values.count {
            $0.member == access.member && $0.at > dayBefore
        }
        guard recent < RegistryLimits.breakGlassPerDay else { throw .limitExceeded }
        // The log keeps what these rows told.
        let old = access.at.adding(seconds: -RegistryLimits.breakGlassKeptSeconds)
        return breakGlass.values.filter { $0.review != nil && $0.at < old }
            .sorted { $0.at < $1.at }
            .map { Change.remove(.breakGlass($0)) } + [.put(.breakGlass(access))]
    }

    /// Lets an access open more than the identity; nobody approves his own.
    ///
    /// - Throws: `notFound`; `wrongState` where it does so already; `invitationClosed` where it is
    ///   over.
    public func approve(
        _ id: BreakGlassID, by approver: MemberID, now: Instant
    ) throws(RegistryError) -> [Change] {
        guard var access = breakGlass[id] else { throw .notFound }
        guard approver != access.member, !access.isWhole, access.review == nil else {
            throw .wrongState
        }
        guard now < access.reviewDue else { throw .invitationClosed }
        access.approval = BreakGlass.Word(member: approver, at: now)
        return [.put(.breakGlass(access))]
    }

    /// Notes what a review found, which ends the access; nobody reviews his own.
    ///
    /// - Throws: `notFound`; `wrongState` where it was reviewed.
    public func review(
        _ id: BreakGlassID, by reviewer: MemberID, sequence: UInt64, now: Instant
    ) throws(RegistryError) -> [Change] {
        guard var access = breakGlass[id] else { throw .notFound }
        guard reviewer != access.member, access.review == nil else { throw .wrongState }
        access.review = BreakGlass.Word(member: reviewer, at: now)
        access.reviewSequence = sequence
        return [.put(.breakGlass(access))]
    }

    /// The access of a member to a file that opens most now; nil for none.
    public func brokenGlass(
        of member: MemberID, _ file: FileID, at now: Instant
    ) -> BreakGlass? {
        breakGlass.values.filter { access in
            access.member == member && access.file == file && access.at <= now
                && now < access.until && access.review == nil
        }.max { !$0.isWhole && $1.isWhole }
    }
}
