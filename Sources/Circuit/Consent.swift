import Basics

// Consents: each is a matter of the file, on the track of that meaning, for one purpose.
//
// - It is in force from the stage that begins it until a stage that none follows, or until the last
//   day that it names. A record that says that nobody consents, and on what ground of the law that
//   is done without, is kept beside the others and is no consent.
// - It covers a referral where its purpose is sharing and it names the sector of the service that
//   is asked for, or the organisation to which the referral goes.
// - What is shared is shared at the moment of the daemon, whatever day the act tells: a consent
//   counts if it is in force then.
// - A consent that ends undoes nothing. A referral that rests on it stays with its service, which
//   keeps what it was told, for the child may be in care there; nothing more is told on that ground,
//   and whoever answers for the file is to decide: another ground, a new consent, or the end of the
//   referral.

extension Heads {
    /// The consents of the file, in the order in which they were written down.
    public func consents(_ definition: CircuitDefinition) -> [Matter] {
        guard let track = definition.track(meaning: .consent) else { return [] }
        return self[track.dataClass]?.consents(definition) ?? []
    }
}

extension HeadPart {
    func consents(_ definition: CircuitDefinition) -> [Matter] {
        guard let track = definition.track(meaning: .consent) else { return [] }
        return matters.filter { $0.track == track.code }
    }

    /// Since when, or from when on, no consent covers a referral that rests on one; nil where one
    /// does without an end, and where the referral rests on something else or is not with a service.
    func basisLost(_ referral: Matter, _ definition: CircuitDefinition) -> Instant? {
        guard definition.stage(referral.stage, means: .addressed),
            let target = SharingTarget(referral.slots, definition), target.restsOnConsent
        else { return nil }
        var last = referral.passages.first?.at
        for consent in consents(definition) where consent.isConsent && consent.covers(target) {
            guard let end = consent.consentEnd(definition) else { return nil }
            last = last.map { max($0, end) } ?? end
        }
        return last
    }
}

extension [Matter] {
    /// The same, with consents that count no more after all others.
    public func consentsApart(on day: CivilDate, _ definition: CircuitDefinition) -> [Matter] {
        filter { !$0.isEndedConsent(on: day, definition) }
            + filter { $0.isEndedConsent(on: day, definition) }
    }
}

extension Matter {
    /// Whether somebody consents, and not nobody.
    public var isConsent: Bool { values(.consentGiven).first == .flag(true) }

    /// The code of what a consent is for.
    public var consentPurpose: String? {
        if case .choice(let code) = values(.consentPurpose).first { code } else { nil }
    }

    /// The last day of a consent; nil where it names none.
    public var consentUntil: CivilDate? {
        if case .date(let day) = values(.consentUntil).first { day } else { nil }
    }

    /// Whether a record of consent counts on a day: nothing has ended it, and its last day is not
    /// past.
    public func isInForce(on day: CivilDate, _ definition: CircuitDefinition) -> Bool {
        !isOver(definition) && consentUntil.map { day <= $0 } ?? true
    }

    /// Whether it is a record of consent that counts no more on a day.
    public func isEndedConsent(on day: CivilDate, _ definition: CircuitDefinition) -> Bool {
        definition.track(track)?.meaning == .consent && !isInForce(on: day, definition)
    }

    /// When it ended or ends; nil where nothing says so.
    func consentEnd(_ definition: CircuitDefinition) -> Instant? {
        let expiry = consentUntil?.adding(days: 1)
            .start(offsetSeconds: definition.parts.offsetSeconds)
        guard isOver(definition), let ended = passages.last?.at else { return expiry }
        return expiry.map { min($0, ended) } ?? ended
    }

    /// Whether it speaks of sharing with a sector or an organisation.
    func covers(_ target: SharingTarget) -> Bool {
        guard consentPurpose == target.purpose else { return false }
        let sectors = values(.consentSectors).contains { value in
            if case .choices(let codes) = value, let sector = target.sector {
                codes.contains(sector)
            } else {
                false
            }
        }
        return sectors
            || target.addressee.map {
                values(.consentOrganisation).contains(.organisation($0))
            } ?? false
    }

    /// When the child gave an answer of that meaning; nil where the last one was another.
    func assent(_ meaning: ItemMeaning, _ definition: CircuitDefinition) -> Said? {
        guard let slot = slots.first(where: { $0.meaning == .childAssent }),
            case .choice(let code) = slot.entries.first?.value,
            definition.meaning(ofItem: code, for: .childAssent) == meaning
        else { return nil }
        return Said(at: slot.at, order: slot.order)
    }
}

/// When something was said; of two at one moment, what was written last is the later.
struct Said: Comparable {
    let at: Instant
    let order: UInt32

    static func < (left: Said, right: Said) -> Bool {
        (left.at, left.order) < (right.at, right.order)
    }
}

/// With whom a referral shares what, and on what ground.
struct SharingTarget {
    /// The code of the purpose of consents to sharing.
    let purpose: String
    /// The sector of the service that is asked for.
    let sector: String?
    let addressee: OrganisationID?
    let restsOnConsent: Bool

    /// Reads it from the values of a referral; nil in a definition that knows no consent to sharing.
    init?(
        service: Value?, addressee: Value?, ground: Value?, _ definition: CircuitDefinition
    ) {
        guard let list = definition.field(meaning: .consentPurpose)?.list,
            let purpose = definition.list(list)?.items.first(where: { $0.meaning == .sharing })
        else { return nil }
        self.purpose = purpose.code
        sector = service.flatMap { definition.sector(ofService: $0) }
        if case .organisation(let id) = addressee {
            self.addressee = id
        } else {
            self.addressee = nil
        }
        if case .choice(let code) = ground {
            restsOnConsent = definition.meaning(ofItem: code, for: .sharingGround) == .consent
        } else {
            restsOnConsent = false
        }
    }

    init?(_ slots: [HeadSlot], _ definition: CircuitDefinition) {
        func value(_ meaning: FieldMeaning) -> Value? {
            slots.first { $0.meaning == meaning }?.entries.first?.value
        }
        self.init(
            service: value(.service), addressee: value(.addressee), ground: value(.sharingGround),
            definition)
    }
}

extension CircuitDefinition {
    /// The code of the sector that gives a service.
    public func sector(ofService service: Value) -> String? {
        guard case .choice(let code) = service, let list = field(meaning: .service)?.list else {
            return nil
        }
        return item(code, list: list)?.sector
    }
}

extension Check {
    /// A referral that comes to its service, or is corrected while it lies there, rests on a consent
    /// in force that covers it, or on a ground of the law; that the child refuses is never passed
    /// over in silence.
    mutating func checkSharing() {
        guard heading.form.flatMap({ definition.form($0) })?.meaning == .refers, shares,
            let target = SharingTarget(
                service: values(.service).first?.value, addressee: values(.addressee).first?.value,
                ground: values(.sharingGround).first?.value, definition),
            let ground = values(.sharingGround).first
        else { return }
        let today = CivilDate(context.now, offsetSeconds: definition.parts.offsetSeconds)
        let covering = heads.consents(definition).filter { $0.covers(target) }
        let inForce = covering.filter { $0.isInForce(on: today, definition) }
        if target.restsOnConsent, !inForce.contains(where: \.isConsent) {
            report(.notConsented, ground)
        }
        // A refusal lasts until the child agrees: it ends neither with its matter nor by a day.
        let refused = covering.compactMap { $0.assent(.assentRefused, definition) }.max()
        let agreed = inForce.compactMap { $0.assent(.assented, definition) }.max()
        if let refused, agreed.map({ $0 < refused }) ?? true, !touches(.assentException) {
            report(.assentRefused, ground)
        }
    }

    /// Whether the act puts something before a service: it brings a referral there, or corrects one
    /// that lies there.
    private var shares: Bool {
        guard let corrected = heading.corrects else { return heading.addresses(definition) }
        return heads[.social]?.matters.contains { matter in
            definition.stage(matter.stage, means: .addressed)
                && (matter.act == corrected || matter.slots.contains { $0.writer == corrected })
        } ?? false
    }

    /// A consent to sharing names with whom; from twelve full years on the child is asked.
    ///
    /// An age that is a guess refuses nothing.
    mutating func checkConsent() {
        if let purpose = values(.consentPurpose).first, case .choice(let code) = purpose.value,
            definition.meaning(ofItem: code, for: .consentPurpose) == .sharing,
            !touches(.consentSectors), !touches(.consentOrganisation)
        {
            report(.missingField, field: definition.field(meaning: .consentSectors)?.code ?? "")
        }
        let refuses = heads.consents(definition).contains {
            $0.act == heading.matter && $0.assent(.assentRefused, definition) != nil
        }
        for value in values(.childAssent) where refuses {
            guard case .choice(let code) = value.value else { continue }
            let meaning = definition.meaning(ofItem: code, for: .childAssent)
            // A refusal is not written over by an answer that says nothing of the child's will.
            if meaning != .assented, meaning != .assentRefused { report(.assentRefused, value) }
        }
        let day = CivilDate(heading.eventAt, offsetSeconds: definition.parts.offsetSeconds)
        for value in values(.childAssent) where !stood(value, .childAssent) {
            guard case .choice(let code) = value.value,
                definition.meaning(ofItem: code, for: .childAssent) == .tooYoung,
                let years = heads[.identity]?.birth(definition)?.documentedYears(on: day),
                years >= CircuitLimits.assentYears
            else { continue }
            report(.assentDue, value)
        }
    }
}
