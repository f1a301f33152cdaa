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
    /// Whether an offence is suspected.
    case offenceSuspected = 40
    /// When the prosecutor was notified.
    case prosecutorNotified = 41
    /// Whether a reporter asked for secrecy.
    case secrecyWanted = 50
    /// Why a file was opened out of reach.
    case glassReason = 60
    /// Whether that was because the child's life was in danger.
    case lifeDanger = 61
    /// Whether the review found it justified.
    case glassJustified = 62
    /// What the review found.
    case glassReview = 63

    /// The name by which the definition attaches the meaning.
    public var name: String { Self.names[self] ?? "" }

    /// The meaning of a name that the definition uses, or nil for an unknown one.
    public init?(name: String) {
        guard let meaning = Self.meanings[name] else { return nil }
        self = meaning
    }

    /// Whether the fold gives it and no field may carry it.
    public var isDerived: Bool { self == .proposedRisk || self == .proposedRiskAuthor }

    /// The type that a field of this meaning must have.
    public var type: ValueType {
        switch self {
        case .fileNumber, .familyNameArabic, .givenNameArabic, .familyNameLatin,
            .givenNameLatin, .knownAs, .phone, .glassReason, .glassReview:
            .text
        case .birthDate: .date
        case .estimatedAge: .number
        case .presence, .residence: .territory
        case .birthPrecision, .sex, .civilStatus, .risk, .proposedRisk, .urgency, .danger,
            .category:
            .choice
        case .principalCategory, .offenceSuspected, .secrecyWanted, .lifeDanger, .glassJustified:
            .flag
        case .referent, .proposedRiskAuthor: .member
        case .responsibleOrganisation: .organisation
        case .riskValidUntil, .inquiryOrdered, .inquiryDue, .inquiryDelivered,
            .prosecutorNotified:
            .instant
        }
    }

    private static let names: [Self: String] = [
        .fileNumber: "file_number", .familyNameArabic: "family_name_ar",
        .givenNameArabic: "given_name_ar", .familyNameLatin: "family_name_fr",
        .givenNameLatin: "given_name_fr", .knownAs: "known_as", .birthDate: "birth_date",
        .birthPrecision: "birth_precision", .estimatedAge: "estimated_age", .sex: "sex",
        .presence: "presence", .residence: "residence", .phone: "phone",
        .civilStatus: "civil_status", .risk: "risk", .riskValidUntil: "risk_valid_until",
        .urgency: "urgency", .danger: "danger", .referent: "referent",
        .responsibleOrganisation: "responsible_organisation", .category: "category",
        .principalCategory: "principal_category", .inquiryOrdered: "inquiry_ordered",
        .inquiryDue: "inquiry_due", .inquiryDelivered: "inquiry_delivered",
        .proposedRisk: "proposed_risk", .proposedRiskAuthor: "proposed_risk_author",
        .offenceSuspected: "offence_suspected", .prosecutorNotified: "prosecutor_notified",
        .secrecyWanted: "secrecy_wanted", .glassReason: "glass_reason",
        .lifeDanger: "life_danger", .glassJustified: "glass_justified",
        .glassReview: "glass_review",
    ]

    private static let meanings = Dictionary(
        names.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
}

/// What a form means to the code.
public enum FormMeaning: String, CaseIterable, Hashable, Sendable {
    /// It opens a file: it says who the child is and where the child is present.
    case opens
    /// It gives a file to a member or an organisation.
    case assigns
    /// It says why a file was opened out of reach; the daemon alone writes it.
    case breaksGlass = "breaks_glass"
    /// It tells what the review of that found; the daemon alone writes it.
    case reviewsGlass = "reviews_glass"
}

/// What a stage means to the code.
public enum StageMeaning: String, CaseIterable, Hashable, Sendable {
    /// A file may begin here.
    case opens
    /// The child needs help at once.
    case urgent
    /// A file may not be here without a level of risk.
    case needsRisk = "needs_risk"
    /// Whoever moves a file here says why.
    case needsReason = "needs_reason"
}

/// What a track means to the code.
public enum TrackMeaning: String, CaseIterable, Hashable, Sendable {
    /// The track of social protection, kept in class social.
    case social
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
    /// Opens a file out of reach in an emergency, for a reason, a while, and a review.
    case breaksGlass = "breaks_glass"
    /// Puts a lower level of risk in force that another has proposed.
    case approvesDowngrades = "approves_downgrades"
    /// Reads figures in which no child can be told.
    case figures
    /// Reads the log and verifies it; never reads content.
    case audits
}
