public import Basics

/// What a province publishes of a period, once a second person has approved it (SPEC W-215).
public struct PublicationRecord: Equatable, Sendable {
    /// The publication's id, made by the client of who proposed it.
    public var id: PublicationID
    /// The first day, in days since 1970-01-01.
    public var from: Int32
    /// The day after the last one.
    public var until: Int32
    /// Who proposed it.
    public var proposer: MemberID
    /// When.
    public var proposed: Instant
    /// Who approved it; nil where it waits.
    public var approver: MemberID?
    /// When it was published; the epoch's beginning where it waits.
    public var publishedAt = Instant(milliseconds: 0)
    /// The encoded tables, which this room does not read.
    public var content: [UInt8]

    /// Until when it may be approved.
    public var expires: Instant { proposed.adding(seconds: RegistryLimits.proposalSeconds) }

    /// Whether it waits for a second person.
    public func waits(at now: Instant) -> Bool { approver == nil && now < expires }

    /// Whether it has days in common with a period.
    public func overlaps(from: Int32, until: Int32) -> Bool {
        self.from < until && from < self.until
    }

    /// Names a publication that waits for a second person.
    public init(
        id: PublicationID, from: Int32, until: Int32, proposer: MemberID, proposed: Instant,
        content: [UInt8]
    ) {
        self.id = id
        self.from = from
        self.until = until
        self.proposer = proposer
        self.proposed = proposed
        self.content = content
    }
}

extension MemberRegistry {
    /// Proposes to publish.
    ///
    /// - Throws: `wrongState` where the id is there, or what has days in common with it waits;
    ///   `limitExceeded` where there are too many.
    public func propose(
        _ publication: PublicationRecord, now: Instant
    ) throws(RegistryError) -> [Change] {
        let known = publications.values.filter { $0.approver != nil || $0.waits(at: now) }
        guard publications[publication.id] == nil,
            !known.contains(where: { other in
                other.approver == nil
                    && other.overlaps(from: publication.from, until: publication.until)
            })
        else { throw .wrongState }
        guard known.count < RegistryLimits.publicationCount else { throw .limitExceeded }
        // What nobody approved in time makes room.
        return publications.values.filter { $0.approver == nil && !$0.waits(at: now) }
            .sorted { $0.proposed < $1.proposed }
            .map { Change.remove(.publication($0)) } + [.put(.publication(publication))]
    }

    /// Publishes what waits.
    ///
    /// - Throws: `notFound`; `wrongState` where it does not wait or the approver proposed it;
    ///   `invitationClosed` where it is over.
    public func approve(
        _ id: PublicationID, by approver: MemberID, now: Instant
    ) throws(RegistryError) -> [Change] {
        guard var publication = publications[id] else { throw .notFound }
        guard publication.approver == nil, approver != publication.proposer else {
            throw .wrongState
        }
        guard now < publication.expires else { throw .invitationClosed }
        publication.approver = approver
        publication.publishedAt = now
        return [.put(.publication(publication))]
    }

    /// Takes back what waits; what is published stays.
    ///
    /// - Throws: `notFound`, `wrongState`.
    public func cancel(_ id: PublicationID) throws(RegistryError) -> [Change] {
        guard let publication = publications[id] else { throw .notFound }
        guard publication.approver == nil else { throw .wrongState }
        return [.remove(.publication(publication))]
    }
}
