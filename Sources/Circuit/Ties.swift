public import Basics

/// A case conference on a file: who sits in it, and for which time.
public struct Conference: Hashable, Sendable {
    /// Who sits in it.
    public let members: Set<MemberID>
    /// From when on the file lies on its table; nil for the moment at which that was written.
    public let from: Instant?
    /// Until when.
    public let until: Instant

    /// Makes a conference.
    public init(members: Set<MemberID>, from: Instant?, until: Instant) {
        self.members = members
        self.from = from
        self.until = until
    }

    /// What one act says of a conference; nil where it names nobody, or no end.
    ///
    /// Who sat in one conference is not let in by the term of another.
    fileprivate init?(_ slots: [HeadSlot]) {
        guard let end = slots.first(where: { $0.meaning == .conferenceUntil }),
            case .instant(let until) = end.entries.first?.value,
            let present = slots.first(where: {
                $0.meaning == .conferenceMember && $0.writer == end.writer
            })
        else { return nil }
        var members: Set<MemberID> = []
        for case .member(let id) in present.entries.map(\.value) { members.insert(id) }
        var from: Instant?
        if let begin = slots.first(where: {
            $0.meaning == .conferenceFrom && $0.writer == end.writer
        }), case .instant(let moment) = begin.entries.first?.value {
            from = moment
        }
        self.init(members: members, from: from, until: until)
    }

    fileprivate func isOpen(at moment: Instant) -> Bool {
        (from.map { $0 <= moment } ?? true) && moment < until
    }
}

/// What is done on a file that access to it turns on, beside who answers for it: to which
/// organisations and members it is tied, and whether it is locked.
public struct Ties: Hashable, Sendable {
    /// The organisations, by the scope that the tie opens.
    public var organisations: [Scope: Set<OrganisationID>] = [:]
    /// The case conferences on the file that were called and not ended.
    public var conferences: [Conference] = []

    /// Whether the data subject had the data locked (law 09-08, article 8): everybody who reads the
    /// file gives a reason.
    public var isLocked = false

    /// No tie.
    public init() {}

    /// Whether there is none.
    public var isEmpty: Bool { organisations.isEmpty && conferences.isEmpty && !isLocked }

    /// Who sits in a conference that is open at a moment.
    public func conference(at moment: Instant) -> Set<MemberID> {
        conferences.filter { $0.isOpen(at: moment) }
            .reduce(into: []) { $0.formUnion($1.members) }
    }

    fileprivate mutating func tie(_ scope: Scope, _ values: [Value]) {
        for case .organisation(let id) in values { organisations[scope, default: []].insert(id) }
    }
}

extension Heads {
    /// The ties of the file, as far as its heads at hand tell.
    ///
    /// - `referral`: the addressee of a referral that is sent and neither refused nor done.
    /// - `placement`: the establishment of the stay that goes on, in this province.
    /// - `transmission`: the prosecutor's office, as long as the judicial track is not at its end.
    /// - `seizure`, `inquiry`: the court of a measure that holds, and the bureau that reports on it.
    /// - `seizure` too: the court that follows a kafala, until the file is closed, for its follow-up
    ///   has no stage after it.
    /// - the members of a case conference, for the time that it names.
    public func ties(_ definition: CircuitDefinition) -> Ties {
        var ties = Ties()
        for matter in self[.social]?.matters ?? [] {
            if definition.stage(matter.stage, means: .locks) { ties.isLocked = true }
            switch definition.track(matter.track)?.meaning {
            case .referral where matter.isAddressed(definition):
                ties.tie(.referral, matter.values(.addressee))
            case .stay
            where !matter.isOver(definition) && !definition.stage(stage, means: .transferred):
                // The address lies in another class; the slot tells which act gave it.
                guard let place = self[.protected]?.slot(.establishment),
                    place.writer == matter.act
                else { break }
                ties.tie(.placement, place.entries.map(\.value))
            default: break
            }
        }
        if let track = definition.track(meaning: .judicial),
            let stage = self[track.dataClass]?.passage(on: track)?.stage,
            definition.stage(stage)?.next.isEmpty == false
        {
            ties.tie(.transmission, self[track.dataClass]?.values(.transmittedTo) ?? [])
        }
        for matter in self[.judicial]?.matters ?? [] where matter.isHeld(definition) {
            ties.tie(.seizure, matter.values(.court))
            ties.tie(.inquiry, matter.values(.courtBureau))
        }
        if let track = definition.track(meaning: .kafala), let head = self[track.dataClass],
            head.passage(on: track) != nil, !definition.stage(stage, means: .closes)
        {
            ties.tie(.seizure, head.values(.kafalaCourt))
        }
        if let social = self[.social] {
            // One that is a matter ends with it, before its time too.
            let open = social.matters.filter { !$0.isOver(definition) }.map(\.slots)
            ties.conferences = ([social.slots] + open).compactMap { Conference($0) }
        }
        return ties
    }

    /// What is owed by the heads of some classes, the earliest due first.
    ///
    /// On a file that is closed nothing is owed by its identity, and nothing at all on one for which
    /// another province answers.
    public func tasks(
        of classes: ClassSet = DataClass.content, _ definition: CircuitDefinition
    ) -> [DueTask] {
        guard !definition.stage(stage, means: .transferred) else { return [] }
        let isClosed = definition.stage(stage, means: .closes)
        var found: [DueTask] = []
        var owing = 0
        for head in all
        where classes.contains(head.dataClass) && !(isClosed && head.dataClass == .identity) {
            let tasks = head.tasks(definition)
            if !tasks.isEmpty { owing += 1 }
            found += tasks
        }
        // What one head owes is in order.
        guard owing > 1 else { return found }
        return found.sorted { ($0.due, $0.task, $0.clock) < ($1.due, $1.task, $1.clock) }
    }

    /// The referrals that lie with an organisation now, each by the act that began it.
    public func referrals(_ definition: CircuitDefinition) -> [ActID: OrganisationID] {
        var found: [ActID: OrganisationID] = [:]
        for matter in self[.social]?.matters ?? [] {
            found[matter.act] = addressee(of: matter.act, definition)
        }
        return found
    }

    /// The organisation to which the referral is addressed that an act would move; nil where it
    /// moves none, or one that is not with its addressee.
    public func addressee(of matter: ActID, _ definition: CircuitDefinition) -> OrganisationID? {
        guard let matter = self[.social]?.matter(matter), matter.isAddressed(definition),
            case .organisation(let id) = matter.values(.addressee).first
        else { return nil }
        return id
    }
}

extension HeadPart {
    /// When a service said something last on a referral; nil where none has.
    public func answeredAt(_ definition: CircuitDefinition) -> Instant? {
        matters.filter { definition.stage($0.stage, means: .answered) }
            .compactMap { $0.passages.last?.at }.max()
    }
}

extension Heading {
    /// Tells whether the act brings a referral to its addressee, or moves it there.
    public func addresses(_ definition: CircuitDefinition) -> Bool {
        if let to, let track = definition.track(ofStage: to), track.meaning == .referral {
            return definition.stage(to, means: .addressed)
        }
        guard matter == nil, let begun = form.flatMap({ definition.form($0)?.begins }) else {
            return false
        }
        return definition.track(begun)?.opening?.meanings.contains(.addressed) ?? false
    }
}

extension Matter {
    /// Tells whether it is a referral that lies with its addressee.
    fileprivate func isAddressed(_ definition: CircuitDefinition) -> Bool {
        definition.stage(stage, means: .addressed)
    }
}
