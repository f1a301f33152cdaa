public import Basics

/// The type of a field's value.
public enum ValueType: String, CaseIterable, Hashable, Sendable {
    /// Text in normal form C.
    case text
    /// A day of the calendar.
    case date
    /// A moment.
    case instant
    /// Yes or no.
    case flag
    /// A whole number.
    case number
    /// One code of a list.
    case choice
    /// Several codes of a list, each at most once.
    case choices
    /// The code of a territory.
    case territory
    /// A member.
    case member
    /// An organisation.
    case organisation
    /// A picture or document.
    case attachment
    /// Somebody around the child.
    case person
}

/// What a field holds.
public enum Value: Hashable, Sendable {
    /// Text in normal form C.
    case text(String)
    /// A day of the calendar.
    case date(CivilDate)
    /// A moment.
    case instant(Instant)
    /// Yes or no.
    case flag(Bool)
    /// A whole number.
    case number(Int64)
    /// The code of one item of the field's list.
    case choice(String)
    /// The codes of several items of the field's list.
    case choices([String])
    /// The code of a territory.
    case territory(String)
    /// A member.
    case member(MemberID)
    /// An organisation.
    case organisation(OrganisationID)
    /// A picture or document.
    case attachment(Attachment)
    /// Somebody around the child, by the act that began that person's matter in the file.
    case person(ActID)

    /// The type of the value.
    public var type: ValueType {
        switch self {
        case .text: .text
        case .date: .date
        case .instant: .instant
        case .flag: .flag
        case .number: .number
        case .choice: .choice
        case .choices: .choices
        case .territory: .territory
        case .member: .member
        case .organisation: .organisation
        case .attachment: .attachment
        case .person: .person
        }
    }
}

/// One value of an act: which field, which row of a repeating group, what it holds.
public struct FieldValue: Hashable, Sendable {
    /// The code of the field.
    public var field: String
    /// The row of the repeating group, from 0; 0 for a field outside a group.
    public var row: UInt16
    /// What the field holds.
    public var value: Value

    /// Makes a value of a field.
    public init(_ field: String, row: UInt16 = 0, _ value: Value) {
        self.field = field
        self.row = row
        self.value = value
    }
}
