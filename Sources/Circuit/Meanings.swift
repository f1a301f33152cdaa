public import Basics

/// What a field means to the code; the definition attaches a meaning to a field.
///
/// A meaning has a name for the definition and a number for disk and wire; both are stable.
public enum FieldMeaning: UInt8, CaseIterable, Hashable, Sendable {
    /// The number of the file, given by the daemon.
    case fileNumber = 1
    /// The family name in Arabic script.
    case familyNameArabic = 2
    /// The given name in Arabic script.
    case givenNameArabic = 3
    /// The family name in Latin script.
    case familyNameLatin = 4
    /// The given name in Latin script.
    case givenNameLatin = 5
    /// Another name by which the child is known, in either script.
    case knownAs = 6
    /// The date of birth.
    case birthDate = 7
    /// How exact the date of birth is.
    case birthPrecision = 8
    /// The age in years that somebody estimated.
    case estimatedAge = 9
    /// The sex.
    case sex = 10
    /// The commune in which the child is present.
    case presence = 11
    /// The commune of residence.
    case residence = 12
    /// A telephone number.
    case phone = 13
    /// Whether the birth stands in the civil registry.
    case civilStatus = 14
    /// The number of the file that stays where two are of one child.
    case masterNumber = 15
    /// When the transition to majority was prepared.
    case majorityPrepared = 16
    /// The level of risk.
    case risk = 20
    /// Until when an evaluation of risk holds.
    case riskValidUntil = 21
    /// How urgent a report is.
    case urgency = 22
    /// Whether the child is in immediate danger.
    case danger = 23
    /// The member who answers for the file.
    case referent = 24
    /// The organisation that answers for the file.
    case responsibleOrganisation = 25
    /// A target category of the child.
    case category = 26
    /// Whether the category of the same row is the principal one.
    case principalCategory = 27
    /// When a judge ordered a social inquiry.
    case inquiryOrdered = 28
    /// When a social inquiry is due.
    case inquiryDue = 29
    /// When a social inquiry was delivered.
    case inquiryDelivered = 30
    /// A lower level of risk that waits for a second person; no field carries it.
    case proposedRisk = 31
    /// The members who wrote that level, the last one last; no field carries it.
    case proposedRiskAuthor = 32
    /// A stage that waits for a second person; no field carries it.
    case proposedStage = 33
    /// The members who asked for that stage, the last one last; no field carries it.
    case proposedStageAuthor = 34
    /// Whether an offence is suspected.
    case offenceSuspected = 40
    /// When the prosecutor was notified.
    case prosecutorNotified = 41
    /// The prosecutor's office to which the file was transmitted.
    case transmittedTo = 42
    /// The court that is seized.
    case court = 43
    /// The court's social bureau or delegate who reports on a measure.
    case courtBureau = 44
    /// When a judge decided.
    case decisionDate = 45
    /// What a judge decided.
    case decisionType = 46
    /// The day on which a judge's measure ends.
    case measureTerm = 47
    /// Since when the child is placed outside the family.
    case placedOn = 48
    /// When a report on a judge's measure was received.
    case reportReceived = 49
    /// When a court hears the child or the matter next.
    case hearing = 52
    /// What became of a hearing.
    case hearingOutcome = 53
    /// Whether a reporter asked for secrecy.
    case secrecyWanted = 50
    /// The establishment in which the child stays.
    case establishment = 51
    /// Who decided to place the child where it does not fit, and why.
    case placementException = 54
    /// Since when the place fits.
    case placementSettled = 55
    /// The court of guardianship that follows a kafala.
    case kafalaCourt = 56
    /// Why a file was opened out of reach.
    case glassReason = 60
    /// Whether that was because the child's life was in danger.
    case lifeDanger = 61
    /// Whether the review found it justified.
    case glassJustified = 62
    /// What the review found.
    case glassReview = 63
    /// When somebody spoke with the child about what it refuses.
    case assentHeard = 64
    /// When it was decided last that a closed file is kept on.
    case keptOn = 65
    /// When the child was last visited or met.
    case contact = 70
    /// When the child is to be visited or met.
    case nextContact = 71
    /// What an urgent measure consists of.
    case measureType = 72
    /// When an urgent measure expires.
    case measureExpires = 73
    /// The organisation to which a referral goes.
    case addressee = 74
    /// The service that a referral asks for.
    case service = 75
    /// When an answer to a referral is due.
    case answerDue = 76
    /// When the individual plan is to be reviewed.
    case planReview = 77
    /// When a conference is to review the file next.
    case nextReview = 78
    /// What somebody has to do.
    case taskText = 79
    /// Who has to do it.
    case taskOwner = 80
    /// Until when it has to be done.
    case taskDue = 81
    /// The earliest day of which acts may be entered beyond the limit.
    case backdatingFrom = 82
    /// Who may enter them.
    case backdatingFor = 83
    /// Who sits in a case conference.
    case conferenceMember = 84
    /// Until when the file lies on its table.
    case conferenceUntil = 85
    /// What a data subject asks for.
    case rightsNature = 86
    /// When a data subject's request was received.
    case rightsReceived = 87
    /// Why the file was closed.
    case closingReason = 88
    /// The province to which a file is transferred.
    case transferProvince = 89
    /// The type of an act of violence.
    case violence = 90
    /// What a consent is for.
    case consentPurpose = 91
    /// Whether somebody consents.
    case consentGiven = 92
    /// The sectors with which a consent lets information be shared.
    case consentSectors = 93
    /// An organisation with which it does.
    case consentOrganisation = 94
    /// The last day of a consent.
    case consentUntil = 95
    /// What the child says to it.
    case childAssent = 96
    /// On what a referral's sharing rests.
    case sharingGround = 97
    /// Why a child is referred that refuses it.
    case assentException = 98
    /// When the last consent ends on which a referral rests; no field carries it, no head keeps it.
    case basisLost = 99
    /// When the preliminary judgment on a child of unknown parents was posted.
    case kafalaPosted = 100
    /// When the civil registry was notified of a kafala.
    case registryNotified = 101
    /// The child's legal status.
    case legalStatus = 102
    /// Who agrees for the child, as a legal representative does.
    case guardianAgreement = 103
    /// Who of the people around the child receives it.
    case handedTo = 104
    /// The name of somebody around the child.
    case personName = 105
    /// What such a person is to the child.
    case personTie = 106
    /// Whether such a person represents the child by law.
    case legalRepresentative = 107
    /// Whether such a person lives with the child.
    case inHousehold = 108
    /// The number of the file of a brother or sister.
    case siblingNumber = 109
    /// The register from which a file was taken over.
    case registerName = 110
    /// The number of the child's entry in that register.
    case registerReference = 111
    /// When the child was entered there.
    case registerDate = 112
    /// When an incident of security happened.
    case incidentAt = 120
    /// When the national authority was told of it.
    case authorityTold = 121
    /// The office of civil registry in which the birth is written down.
    case registryOffice = 122
    /// The year of that record.
    case registryYear = 123
    /// The number of that record.
    case registryNumber = 124
    /// The number of a file of another kind than a child's, given by the daemon.
    case recordNumber = 125
    /// What such a file is called in lists.
    case recordTitle = 126
    /// The day of which it tells, as that of a session.
    case recordDate = 127
    /// The commune of which it tells.
    case recordCommune = 128
    /// The sector of which it tells.
    case recordSector = 129
    /// How many members a committee has.
    case seats = 130
    /// Whether somebody was present.
    case attendance = 131
    /// A figure that says how things stand: how far an action has come, how many places are free.
    case recordStanding = 132
    /// Who holds a seat or a post of which it tells.
    case recordPerson = 133
    /// Who does so in that person's place.
    case recordAlternate = 134
    /// From when on a conference lies open to who sits in it.
    case conferenceFrom = 140
    /// The number of a file of another kind than a child's that a field names, as that of a session.
    case recordReference = 141
    /// How many members have to be present at a session.
    case membersNeeded = 142

    /// What there is to know of a meaning.
    struct Traits {
        let name: String
        let type: ValueType
        let dataClass: DataClass
    }

    /// The name by which the definition attaches the meaning.
    public var name: String { traits.name }

    /// The type that a field of this meaning must have.
    public var type: ValueType { traits.type }

    /// The class in which a field of this meaning must lie, so that heads hold what they must.
    public var dataClass: DataClass { traits.dataClass }

    /// The meaning of a name that the definition uses, or nil for an unknown one.
    public init?(name: String) {
        guard let meaning = Self.named[name] else { return nil }
        self = meaning
    }

    /// Whether the fold gives it and no field may carry it.
    public var isDerived: Bool {
        switch self {
        case .proposedRisk, .proposedRiskAuthor, .proposedStage, .proposedStageAuthor,
            .basisLost:
            true
        default: false
        }
    }

    /// Whether a field of it is the number of another file.
    public var isOtherFile: Bool {
        switch self {
        case .masterNumber, .siblingNumber, .recordReference: true
        default: false
        }
    }

    /// Whether a field of it names who stands for the child, which a person with suspended rights
    /// does not.
    var standsForChild: Bool { self == .guardianAgreement || self == .handedTo }

    private static let named = Dictionary(
        allCases.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    private var traits: Traits {
        switch self {
        case .fileNumber: Traits("file_number", .text, .identity)
        case .familyNameArabic: Traits("family_name_ar", .text, .identity)
        case .givenNameArabic: Traits("given_name_ar", .text, .identity)
        case .familyNameLatin: Traits("family_name_fr", .text, .identity)
        case .givenNameLatin: Traits("given_name_fr", .text, .identity)
        case .knownAs: Traits("known_as", .text, .identity)
        case .birthDate: Traits("birth_date", .date, .identity)
        case .birthPrecision: Traits("birth_precision", .choice, .identity)
        case .estimatedAge: Traits("estimated_age", .number, .identity)
        case .sex: Traits("sex", .choice, .identity)
        case .presence: Traits("presence", .territory, .identity)
        case .residence: Traits("residence", .territory, .identity)
        case .phone: Traits("phone", .text, .identity)
        case .civilStatus: Traits("civil_status", .choice, .identity)
        case .masterNumber: Traits("master_number", .text, .identity)
        case .registryOffice: Traits("registry_office", .text, .identity)
        case .registryYear: Traits("registry_year", .number, .identity)
        case .registryNumber: Traits("registry_number", .text, .identity)
        case .majorityPrepared: Traits("majority_prepared", .date, .identity)
        case .risk: Traits("risk", .choice, .social)
        case .riskValidUntil: Traits("risk_valid_until", .instant, .social)
        case .urgency: Traits("urgency", .choice, .social)
        case .danger: Traits("danger", .choice, .social)
        case .referent: Traits("referent", .member, .social)
        case .responsibleOrganisation: Traits("responsible_organisation", .organisation, .social)
        case .category: Traits("category", .choice, .social)
        case .principalCategory: Traits("principal_category", .flag, .social)
        case .inquiryOrdered: Traits("inquiry_ordered", .instant, .social)
        case .inquiryDue: Traits("inquiry_due", .instant, .social)
        case .inquiryDelivered: Traits("inquiry_delivered", .instant, .social)
        case .proposedRisk: Traits("proposed_risk", .choice, .social)
        case .proposedRiskAuthor: Traits("proposed_risk_author", .member, .social)
        case .proposedStage: Traits("proposed_stage", .choice, .social)
        case .proposedStageAuthor: Traits("proposed_stage_author", .member, .social)
        case .offenceSuspected: Traits("offence_suspected", .flag, .judicial)
        case .prosecutorNotified: Traits("prosecutor_notified", .instant, .judicial)
        case .transmittedTo: Traits("transmitted_to", .organisation, .judicial)
        case .court: Traits("court", .organisation, .judicial)
        case .courtBureau: Traits("court_bureau", .organisation, .judicial)
        case .decisionDate: Traits("decision_date", .date, .judicial)
        case .decisionType: Traits("decision_type", .choice, .judicial)
        case .measureTerm: Traits("measure_term", .date, .judicial)
        case .placedOn: Traits("placement_from", .date, .judicial)
        case .reportReceived: Traits("report_received", .instant, .judicial)
        case .hearing: Traits("hearing", .instant, .judicial)
        case .hearingOutcome: Traits("hearing_outcome", .choice, .judicial)
        case .kafalaCourt: Traits("kafala_court", .organisation, .judicial)
        case .secrecyWanted: Traits("secrecy_wanted", .flag, .protected)
        case .establishment: Traits("establishment", .organisation, .protected)
        case .placementException: Traits("placement_exception", .text, .social)
        case .placementSettled: Traits("placement_settled", .date, .social)
        case .glassReason: Traits("glass_reason", .text, .social)
        case .lifeDanger: Traits("life_danger", .flag, .social)
        case .glassJustified: Traits("glass_justified", .flag, .social)
        case .glassReview: Traits("glass_review", .text, .social)
        case .assentHeard: Traits("assent_heard", .date, .social)
        case .contact: Traits("contact", .date, .social)
        case .nextContact: Traits("next_contact", .date, .social)
        case .measureType: Traits("measure_type", .choice, .social)
        case .measureExpires: Traits("measure_expires", .instant, .social)
        case .addressee: Traits("addressee", .organisation, .social)
        case .service: Traits("service", .choice, .social)
        case .answerDue: Traits("answer_due", .instant, .social)
        case .planReview: Traits("plan_review", .date, .social)
        case .nextReview: Traits("next_review", .date, .social)
        case .taskText: Traits("task_text", .text, .social)
        case .taskOwner: Traits("task_owner", .member, .social)
        case .taskDue: Traits("task_due", .instant, .social)
        case .backdatingFrom: Traits("backdating_from", .date, .social)
        case .backdatingFor: Traits("backdating_for", .member, .social)
        case .conferenceMember: Traits("conference_member", .member, .social)
        case .conferenceUntil: Traits("conference_until", .instant, .social)
        case .rightsNature: Traits("rights_nature", .choice, .social)
        case .rightsReceived: Traits("rights_received", .instant, .social)
        case .closingReason: Traits("closing_reason", .choice, .social)
        case .transferProvince: Traits("transfer_province", .territory, .social)
        case .violence: Traits("violence", .choice, .social)
        case .consentPurpose: Traits("consent_purpose", .choice, .social)
        case .consentGiven: Traits("consent_given", .flag, .social)
        case .consentSectors: Traits("consent_sectors", .choices, .social)
        case .consentOrganisation: Traits("consent_organisation", .organisation, .social)
        case .consentUntil: Traits("consent_until", .date, .social)
        case .childAssent: Traits("child_assent", .choice, .social)
        case .sharingGround: Traits("sharing_ground", .choice, .social)
        case .keptOn: Traits("kept_on", .date, .social)
        case .assentException: Traits("assent_exception", .text, .social)
        case .basisLost: Traits("basis_lost", .instant, .social)
        case .kafalaPosted: Traits("kafala_posted", .date, .judicial)
        case .registryNotified: Traits("registry_notified", .instant, .judicial)
        case .legalStatus: Traits("legal_status", .choice, .judicial)
        case .guardianAgreement: Traits("guardian_agreement", .person, .social)
        case .handedTo: Traits("handed_to", .person, .social)
        case .personName: Traits("person_name", .text, .identity)
        case .personTie: Traits("person_tie", .choice, .identity)
        case .legalRepresentative: Traits("legal_representative", .flag, .identity)
        case .inHousehold: Traits("in_household", .flag, .identity)
        case .siblingNumber: Traits("sibling_number", .text, .identity)
        case .registerName: Traits("register_name", .text, .identity)
        case .registerReference: Traits("register_reference", .text, .identity)
        case .registerDate: Traits("register_date", .date, .social)
        case .recordNumber: Traits("record_number", .text, .social)
        case .recordTitle: Traits("record_title", .text, .social)
        case .recordDate: Traits("record_date", .date, .social)
        case .recordCommune: Traits("record_commune", .territory, .social)
        case .recordSector: Traits("record_sector", .choice, .social)
        case .seats: Traits("seats", .number, .social)
        case .attendance: Traits("attendance", .choice, .social)
        case .recordStanding: Traits("record_standing", .number, .social)
        case .recordPerson: Traits("record_person", .text, .social)
        case .recordAlternate: Traits("record_alternate", .text, .social)
        case .conferenceFrom: Traits("conference_from", .instant, .social)
        case .recordReference: Traits("record_reference", .text, .social)
        case .membersNeeded: Traits("members_needed", .number, .social)
        case .incidentAt: Traits("incident_at", .instant, .audit)
        case .authorityTold: Traits("authority_told", .instant, .audit)
        }
    }
}

extension FieldMeaning.Traits {
    fileprivate init(_ name: String, _ type: ValueType, _ dataClass: DataClass) {
        self.init(name: name, type: type, dataClass: dataClass)
    }
}

/// What a form means to the code.
public enum FormMeaning: String, CaseIterable, Hashable, Sendable {
    /// It opens a file: it says who the child is and where the child is present.
    case opens
    /// It opens a file of another kind than a child's.
    case founds
    /// It gives a file to a member or an organisation.
    case assigns
    /// It says why a file was opened out of reach; the daemon alone writes it.
    case breaksGlass = "breaks_glass"
    /// It tells what the review of that found; the daemon alone writes it.
    case reviewsGlass = "reviews_glass"
    /// It refers the child to a service, with an extract of the file.
    case refers
    /// It lets a member enter acts beyond the limit of back-dating.
    case backdates
    /// It tells that a child is in danger now.
    case warns
    /// It takes an urgent measure.
    case measures
    /// It tells the prosecutor; where nothing has begun on the judicial track, that begins with it.
    case transmits
    /// It says what an incident of security was; its acts stand in a register, and in no file.
    case recordsIncident = "records_incident"
}

/// What a stage means to the code.
public enum StageMeaning: String, CaseIterable, Hashable, Sendable {
    /// A file, or a matter, may begin here.
    case opens
    /// A file on which nothing has begun on the track is here.
    case unbegun
    /// The child needs help at once.
    case urgent
    /// A file may not be here without a level of risk.
    case needsRisk = "needs_risk"
    /// Whoever moves a file here says why.
    case needsReason = "needs_reason"
    /// A file comes here only once a second person has approved it.
    case needsSecond = "needs_second"
    /// The work on the file ends here, unless something on it still holds.
    case closes
    /// What is here keeps its file from being closed, until its term.
    case holds
    /// A referral is here with the organisation to which it is addressed.
    case addressed
    /// The organisation to which a referral is addressed has said something.
    case answered
    /// A file begins here whose child was followed in a register before.
    case takenOver = "taken_over"
    /// A person who is here neither agrees for the child nor receives it.
    case suspends
    /// A file that is here is joined to the one whose number it gives.
    case joins
    /// The file is on its way to another province, and its sender still answers for it.
    case transfers
    /// Another province answers for the child: nothing is owed here any more.
    case transferred
    /// A child is received here who comes from another province, or comes back from it.
    case receives
    /// The data of the file is locked while this goes on: nobody reads it without a reason.
    case locks
    /// A service of the directory is here that takes or helps children.
    case serves
    /// The focal point of a sector in a commune is here.
    case represents
    /// A file of another kind than a child's begins a version of its own here, as a plan that was
    /// adopted.
    case versions
}

extension StageMeaning {
    /// Whether it says what an entry of a directory is.
    public var isOfDirectory: Bool { self == .serves || self == .represents }
}

/// What a kind of task means to the code: the part of somebody's day in which it stands.
public enum TaskMeaning: String, CaseIterable, Hashable, Sendable {
    /// A child is in danger now.
    case danger
    /// A situation is to be triaged.
    case triage
    /// Something waits for a second person.
    case approval
    /// A court hears the child or the matter.
    case hearing
    /// A risk, a plan or a file is to be reviewed.
    case review
}

/// What a track means to the code.
public enum TrackMeaning: String, CaseIterable, Hashable, Sendable {
    /// The track of social protection; a file is on it once.
    case social
    /// The judicial track; a file is on it once.
    case judicial
    /// The track of kafala; a file is on it once.
    case kafala
    /// The track of referrals; a file has as many matters on it as referrals.
    case referral
    /// The track of stays in an establishment; a file has as many matters on it as stays.
    case stay
    /// The track of the people around the child; a file has as many matters on it as people.
    case person
    /// The track of consents; a file has as many matters on it as consents.
    case consent
    /// A track of any other matters.
    case matter
    /// The stages of files of another kind than a child's; the track's code is that kind's.
    case record

    /// Whether a file has matters on the track, each with a stage of its own.
    public var isOfMatters: Bool {
        switch self {
        case .social, .judicial, .kafala, .record: false
        case .referral, .stay, .person, .consent, .matter: true
        }
    }
}

/// What a code list means to the code.
public enum ListMeaning: String, CaseIterable, Hashable, Sendable {
    /// The kinds of establishments.
    case establishmentKinds = "establishment_kinds"
    /// Whom establishments are fit to take.
    case establishmentSpecialities = "establishment_specialities"
}

/// What an item of a code list means to the code.
public enum ItemMeaning: String, CaseIterable, Hashable, Sendable {
    /// A birth date that stands on a document and is exact to the day.
    case exactDate = "exact_date"
    /// A birth date of which a document gives the year only.
    case yearOnly = "year_only"
    /// A birth date that nobody has on paper.
    case estimated
    /// An answer that says that the child is in danger now.
    case dangerNow = "danger_now"
    /// An answer that is taken in an emergency where nobody gives another.
    case assumed
    /// The purpose of a consent: information is shared.
    case sharing
    /// The ground of a referral: somebody consents.
    case consent
    /// An answer that says that the child was asked and refuses.
    case assentRefused = "assent_refused"
    /// An answer that says that the child was asked and agrees.
    case assented
    /// An answer that says that the child is too young to be asked.
    case tooYoung = "too_young"
    /// An answer that says that somebody was present, or another in his place.
    case present
    /// An answer that says that what a child needs is not to be had.
    case unavailable
}

/// What a role may do beside reading and writing classes.
public enum Ability: String, CaseIterable, Hashable, Sendable {
    /// Runs the daemon: seals, unseals, enrols, backs up; never reads content.
    case operates
    /// Invites and approves for the province beside the operator.
    case coordinates
    /// Approves for the province what has waited beyond its limit.
    case oversees
    /// Gives files to the members of the own organisation.
    case assigns
    /// Gives files to other organisations and their members too; it needs `assigns`.
    case transfers
    /// Takes up files that come from other provinces.
    case receivesTransfers = "receives_transfers"
    /// Opens a file out of reach in an emergency, for a reason, a while, and a review.
    case breaksGlass = "breaks_glass"
    /// Puts a lower level of risk in force that another has proposed.
    case approvesDowngrades = "approves_downgrades"
    /// Lets a file come to a stage that another has proposed, as the closing of a file.
    case approvesStages = "approves_stages"
    /// Lets another enter acts beyond the limit of back-dating.
    case approvesBackdating = "approves_backdating"
    /// Sees to it that the prosecutor is told of every offence that is recorded.
    case transmits
    /// Gives orders that take two people: erasures, reports of the log, exports.
    case orders
    /// Approves what another has ordered.
    case approvesOrders = "approves_orders"
    /// Keeps the register of incidents of security.
    case incidents
    /// Reads what is published, in which no child can be told.
    case figures
    /// Reads tables of the province in which small counts are hidden, of any period that is over.
    case deliberates
    /// Reads the figures of the province as they are, small ones too.
    case counts
    /// Reads the log and verifies it; never reads content.
    case audits
}

/// What of a file waits for a second person.
public enum PendingKind: CaseIterable, Hashable, Sendable {
    /// A lower level of risk.
    case risk
    /// A stage, such as the closing of the file.
    case stage

    /// The ability of whoever may put it in force.
    public var ability: Ability {
        switch self {
        case .risk: .approvesDowngrades
        case .stage: .approvesStages
        }
    }
}

/// How a service of the basket is given.
public enum ServiceMode: String, CaseIterable, Hashable, Sendable {
    /// By the territorial device itself.
    case direct
    /// By referral to a service.
    case referral
    /// By order of a judge.
    case order
}
