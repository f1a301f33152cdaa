public import Basics

/// That the store was restored from a backup, once two people have signed it: only then a device that
/// saw more of the log takes the shorter one (SPEC W-175).
public struct StoreRestoration: Equatable, Sendable {
    /// Its id.
    public var id: RestorationID
    /// When the store was restored.
    public var at: Instant
    /// The note of the log that was in the backup.
    public var note: [UInt8]
    /// A note of the log as it was before, with the most leaves that somebody kept; empty as long as
    /// nobody has signed.
    public var lost: [UInt8] = []
    /// Who signed first; nil as long as nobody has.
    public var proposer: MemberID?
    /// When; the epoch's beginning as long as nobody has.
    public var proposed = Instant(milliseconds: 0)
    /// Who signed as the second person; nil as long as nobody has.
    public var approver: MemberID?
    /// When; the epoch's beginning as long as nobody has.
    public var approvedAt = Instant(milliseconds: 0)

    /// What became of the list of what had been erased before.
    public var erasures = Erasures.none

    /// A list of what was erased before the store was restored (LAYOUT L-64).
    public enum Erasures: UInt8, Sendable {
        /// None came with the backup of the keys.
        case none = 0
        /// One came, and is carried out before anybody is served.
        case came = 1
        /// It was carried out, and goes on in the backups of the keys.
        case carriedOut = 2
    }

    /// Until when the second person may sign.
    public var expires: Instant { proposed.adding(seconds: RegistryLimits.proposalSeconds) }

    /// Whether it waits for the second person now.
    public func waits(at now: Instant) -> Bool {
        proposer != nil && approver == nil && now < expires
    }

    /// Names a restoration that nobody has signed.
    public init(id: RestorationID, at: Instant, note: [UInt8]) {
        self.id = id
        self.at = at
        self.note = note
    }
}

extension MemberRegistry {
    /// The last restoration, as long as two people have not signed it; nil else.
    public var unsignedRestoration: StoreRestoration? {
        restoration.flatMap { $0.approver == nil ? $0 : nil }
    }

    /// Notes that the store was restored, in the place of an earlier time.
    ///
    /// One that two people have signed goes on being told: a device that was away since before it would
    /// else hear of a log that has nothing to do with the one that it saw. The oldest of these go.
    /// - Throws: `limitExceeded` where the note is too long.
    public func note(_ restoration: StoreRestoration) throws(RegistryError) -> [Change] {
        var changes: [Change] = []
        if let before = self.restoration {
            changes.append(.remove(.restoration(before)))
            if before.approver != nil {
                changes += formerRestorations.values.sorted { $0.at > $1.at }
                    .dropFirst(BasicsLimits.formerRestorationsMax - 1)
                    .map { .remove(.formerRestoration($0)) }
                changes.append(.put(.formerRestoration(before)))
            }
        }
        return changes + [.put(.restoration(restoration))]
    }

    /// Notes that what had been erased before was erased again; nothing where that is known.
    public func noteErasedAgain() -> [Change] {
        guard var restoration, restoration.erasures == .came else { return [] }
        restoration.erasures = .carriedOut
        return [.put(.restoration(restoration))]
    }

    /// Signs the restoration as the first of two, in the place of who did before: a note with more
    /// leaves may come later.
    ///
    /// - Throws: `notFound`.
    public func propose(
        _ id: RestorationID, lost: [UInt8], by proposer: MemberID, now: Instant
    ) throws(RegistryError) -> [Change] {
        guard var signed = restoration, signed.id == id else { throw .notFound }
        (signed.lost, signed.proposer, signed.proposed) = (lost, proposer, now)
        (signed.approver, signed.approvedAt) = (nil, Instant(milliseconds: 0))
        return [.put(.restoration(signed))]
    }

    /// Signs the restoration as the second.
    ///
    /// - Throws: `notFound`; `wrongState` where it does not wait, or the approver signed first.
    public func approve(
        _ id: RestorationID, by approver: MemberID, now: Instant
    ) throws(RegistryError) -> [Change] {
        guard var signed = restoration, signed.id == id else { throw .notFound }
        guard signed.waits(at: now), signed.proposer != approver else { throw .wrongState }
        (signed.approver, signed.approvedAt) = (approver, now)
        return [.put(.restoration(signed))]
    }
}
