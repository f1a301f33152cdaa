import Basics
import Catalog
import Circuit

/// Into whose hands a page goes.
public enum PageRecipient: String, CaseIterable, Sendable {
    /// Whoever works on the file.
    case insider = "internal"
    /// A prosecutor or judge.
    case justice
    /// A partner service.
    case service
    /// A school.
    case school
    /// An employer.
    case employer
    /// The person whose data it is, or who stands for him by law.
    case subject

    /// Whether it may see whatever the person who prints reads.
    var isWhole: Bool { self == .insider || self == .justice }

    /// Whether it sees what the rule names and nothing else.
    public var isNarrow: Bool { self == .school || self == .employer }

    /// Whether what tells of somebody else than the child is masked (law 09-08, article 7).
    public var masksOthers: Bool { self == .subject }

    /// The words for it.
    var text: PageText {
        switch self {
        case .insider: .recipientInternal
        case .justice: .recipientJustice
        case .service: .recipientService
        case .school: .recipientSchool
        case .employer: .recipientEmployer
        case .subject: .recipientSubject
        }
    }
}

/// What a recipient may see on paper, of what the person who prints may read.
///
/// A school and an employer see what is named here and nothing else, so that neither a new field
/// nor a new item of a list shows them what they must not know: that a child is under kafala, was
/// abandoned, or that a parent is unknown.
struct RecipientRule {
    let recipient: PageRecipient
    let definition: CircuitDefinition
    /// What is masked by hand.
    var masks: Set<ValuePlace> = []
    /// Who of the people around the child is given the page, and so reads of himself.
    var reader: ActID?

    var isNarrow: Bool { recipient.isNarrow }

    /// Whether a value of a field stands as a mark.
    ///
    /// - Parameter matter: the person around the child of whom it tells, if it does.
    func masks(_ field: Field, of matter: ActID?) -> Bool {
        recipient.masksOthers && field.isThirdParty && !isOfReader(matter)
    }

    /// Whether somebody around the child is told by name.
    func names(_ person: ActID) -> Bool { !recipient.masksOthers || isOfReader(person) }

    private func isOfReader(_ matter: ActID?) -> Bool { matter != nil && matter == reader }

    /// The classes of which something may be shown.
    ///
    /// What a judge decides is for who decides and who carries it out (CPP 505); the protected class
    /// hides reporters and shelters.
    func shows(_ dataClass: DataClass) -> Bool {
        switch recipient {
        case .insider, .justice: true
        case .service, .subject: [.identity, .social, .health].contains(dataClass)
        case .school, .employer: [.identity, .social].contains(dataClass)
        }
    }

    func shows(_ track: Track) -> Bool {
        shows(track.dataClass) && (!isNarrow || track.meaning == .referral)
    }

    /// Whether acts with this form may be shown at all.
    func shows(_ form: Form) -> Bool {
        shows(form.homeClass) && (!isNarrow || isOfReferrals(form))
    }

    /// Whether a value of a field may be shown, on an act with a form.
    func shows(_ field: Field, on form: Form?) -> Bool {
        guard shows(field.dataClass), field.meaning.map(isOfThisChild) ?? true,
            !(field.isWithheld && recipient.masksOthers)
        else { return false }
        guard isNarrow else { return true }
        guard let form, field.dataClass == .social, field.group == nil, shows(field.terms) else {
            return false
        }
        guard form.meaning == .refers else { return field.type != .attachment }
        // The ground on which data is shared is told; why it holds, and what the child said to it, is a
        // matter of whoever shares.
        return field.condition == nil && field.meaning != .assentException
            && (field.meaning != nil || field.type == .text || field.type == .organisation)
    }

    /// Whether a value that the head keeps for a meaning may be shown.
    func shows(_ meaning: FieldMeaning, of dataClass: DataClass) -> Bool {
        shows(dataClass) && isOfThisChild(meaning)
            && (!isNarrow || Self.identity.contains(meaning))
    }

    /// Whether what it means may leave the people who work on the file: that a brother or sister has
    /// a file tells of another child.
    private func isOfThisChild(_ meaning: FieldMeaning) -> Bool {
        recipient == .insider || meaning != .siblingNumber
    }

    /// Whether words from outside the program may be shown.
    func shows(_ words: Bilingual) -> Bool {
        !isNarrow || !(Telltale.tells(words.french) || Telltale.tells(words.arabic))
    }

    /// Whether an item of the definition may be named.
    func shows(_ terms: Terms) -> Bool {
        !isNarrow
            || ![terms.labels.arabic, terms.labels.french, terms.labels.english, terms.code]
                .contains { Telltale.tells($0) }
    }

    /// By what anybody knows a child that is referred to him.
    ///
    /// How exact a birth date is tells of the civil registry, so it is not among them; nor is where
    /// the child is.
    static let identity: [FieldMeaning] = [
        .familyNameArabic, .givenNameArabic, .familyNameLatin, .givenNameLatin, .birthDate, .sex,
    ]

    private func isOfReferrals(_ form: Form) -> Bool {
        form.meaning == .refers
            || definition.parts.tracks.filter { $0.meaning == .referral }.flatMap(\.stages)
                .contains { $0.entryForms.contains(form.code) }
    }
}
