public import Basics
public import Circuit
public import Messages

/// What a person enters; the daemon makes an act of it.
public struct ActDraft: Hashable, Sendable {
    /// What the act does.
    public var kind: ActKind
    /// The code of the form, or nil for an act without one.
    public var form: String?
    /// The version of the form, or 0 for an act without one.
    public var formVersion: UInt16
    /// The number of the definition under which it was entered.
    public var definitionVersion: UInt32
    /// The stage to which the act moves the file, or nil where it stays.
    public var to: String?
    /// When it happened; nil means now, by the daemon's clock.
    public var eventAt: Instant?
    /// The act whose values a correction replaces.
    public var corrects: ActID?
    /// The matter that the act moves, by the act that began it.
    public var matter: ActID?
    /// Why; empty where nothing was asked.
    public var reason: String
    /// What it says.
    public var values: [FieldValue]
    /// What a referral tells the service.
    public var extract: [FieldValue]

    /// Makes a draft.
    public init(
        kind: ActKind, form: String? = nil, formVersion: UInt16 = 0, definitionVersion: UInt32,
        to: String? = nil, eventAt: Instant? = nil, corrects: ActID? = nil, matter: ActID? = nil,
        reason: String = "", values: [FieldValue] = [],
        extract: [FieldValue] = []
    ) {
        self.kind = kind
        self.form = form
        self.formVersion = formVersion
        self.definitionVersion = definitionVersion
        self.to = to
        self.eventAt = eventAt
        self.corrects = corrects
        self.matter = matter
        self.reason = reason
        self.values = values
        self.extract = extract
    }

    /// Reads a draft; nil for an unknown kind or one that nobody enters, a wrong identifier or a
    /// value that is none.
    public init?(wire: WireActDraft) {
        guard let kind = ActKind(wire: wire.kind), kind != .approval,
            let formVersion = UInt16(exactly: wire.formVersion),
            let corrects = OptionalAct(wire.corrects), let matter = OptionalAct(wire.matter),
            let values = wire.values.all(FieldValue.init(wire:)),
            let extract = wire.extract.all(FieldValue.init(wire:))
        else { return nil }
        self.init(
            kind: kind, form: wire.form.ifAny, formVersion: formVersion,
            definitionVersion: wire.definitionVersion, to: wire.toStage.ifAny,
            eventAt: wire.eventAtMs == 0 ? nil : Instant(milliseconds: wire.eventAtMs),
            corrects: corrects.act, matter: matter.act, reason: wire.reason,
            values: values, extract: extract)
    }

    /// The act that the draft becomes: who, where and when are the daemon's knowledge.
    ///
    /// The definition's number is the one under which the daemon checks the act; whether the
    /// draft's own may still be taken is the daemon's to decide.
    public func act(
        id: ActID, author: MemberID, organisation: OrganisationID, enteredAt: Instant,
        from: String?, definitionVersion: UInt32
    ) -> Act {
        Act(
            id: id,
            heading: Heading(
                kind: kind, form: form, formVersion: formVersion,
                definitionVersion: definitionVersion, from: from, to: to,
                eventAt: eventAt ?? enteredAt, enteredAt: enteredAt, author: author,
                organisation: organisation, corrects: corrects, matter: matter, reason: reason),
            values: values, extract: extract)
    }
}

extension WireActDraft {
    /// The draft as it is sent.
    public init(_ draft: ActDraft) {
        self.init()
        kind = WireActKind(draft.kind)
        form = draft.form ?? ""
        formVersion = UInt32(draft.formVersion)
        definitionVersion = draft.definitionVersion
        toStage = draft.to ?? ""
        eventAtMs = draft.eventAt?.milliseconds ?? 0
        if let corrected = draft.corrects { corrects = corrected.blob }
        if let moved = draft.matter { matter = moved.blob }
        reason = draft.reason
        values = draft.values.map(WireFieldValue.init)
        extract = draft.extract.map(WireFieldValue.init)
    }
}
