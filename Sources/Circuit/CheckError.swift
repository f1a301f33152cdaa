/// Why an act is refused; the numbers are stable and stand on the wire.
public enum CheckCode: UInt16, CaseIterable, Hashable, Sendable {
    /// A field that must have a value has none.
    case missingField = 1
    /// The value is of another type than the field.
    case wrongType = 2
    /// The code is not in the field's list, or does not hold on the day of the event.
    case notInList = 3
    /// The text is longer than the field allows.
    case tooLong = 4
    /// A field, a row or a choice is given more often than allowed.
    case tooMany = 5
    /// The number lies outside the field's bounds.
    case outOfRange = 6
    /// The field has a value though the condition under which it is asked does not hold.
    case conditionNotMet = 7
    /// The text holds a control character.
    case forbiddenText = 8
    /// The definition has no such form.
    case unknownForm = 9
    /// The form has no such field.
    case unknownField = 10
    /// The definition has no such territory, or it is no commune or arrondissement.
    case unknownTerritory = 11
    /// The form is written in a version that the definition does not have.
    case unknownFormVersion = 12
    /// A date that tells of the past lies in the future.
    case futureDate = 13
    /// The text is not in the form that the field's meaning asks for.
    case malformed = 14
    /// There is no such member or organisation that may act.
    case unknownParty = 15
    /// The heading does not fit the kind of the act.
    case wrongHeading = 20
    /// The person was an adult on the day of opening, by a document that is exact to the day.
    case documentedAdult = 21
    /// The place where the child is present lies outside the province.
    case presenceOutsideProvince = 22
    /// The file does not exist yet, or exists already.
    case wrongOpening = 23
    /// The circuit does not allow the transition.
    case forbiddenTransition = 24
    /// The transition needs another form, or the form is not filled in this stage.
    case formNotForStage = 25
    /// The stage may not be entered without a level of risk.
    case riskRequired = 26
    /// The act needs a reason and gives none.
    case reasonRequired = 27
    /// The event lies further before its entry than is allowed.
    case backdatedTooFar = 28
    /// The event lies in the future.
    case futureEvent = 29
    /// The file is in another stage than the author saw.
    case changedMeanwhile = 30
    /// The file has not passed a stage that must come before.
    case stageMissing = 31
    /// Something on the file keeps it from being closed.
    case stillHeld = 32
    /// The file has no such matter on the track.
    case unknownMatter = 33
    /// Nobody gives himself leave.
    case ownLeave = 34
    /// The file has no such person.
    case unknownPerson = 35
    /// The person may not stand for the child at that time: the rights are suspended, or the person
    /// is no longer around.
    case rightsSuspended = 36
    /// There is no such file that the author may find.
    case unknownFile = 37
    /// The establishment has no room, and the act does not say who decided otherwise.
    case establishmentFull = 38
    /// The child is outside the establishment's speciality, and the act does not say who decided
    /// otherwise.
    case outsideSpeciality = 39
    /// The referral rests on consent, and no consent in force covers the service or its sector.
    case notConsented = 40
    /// The child refuses, and the referral does not say why it goes all the same.
    case assentRefused = 41
    /// By a document the child is old enough to be asked.
    case assentDue = 42
    /// Nothing is erased as long as no witness has seen the log lately.
    case unwitnessed = 43
    /// After the erasure was ordered, acts were written that it would take.
    case writtenSinceOrdered = 44
    /// The act that is named as the request of a data subject is none.
    case noRightsRequest = 45
    /// The form, or the stage, is for files of another kind.
    case wrongKind = 46
    /// In a file of another kind than a child's a text holds the number of a file.
    case numberInText = 49
    /// A conference lies open for no time, or for longer than it may.
    case conferenceTooLong = 50

    /// Whether it speaks of the file and where it stands, and not of what was entered (SPEC W-81).
    public var isOfFile: Bool {
        switch self {
        case .numberInText, .conferenceTooLong: false
        default: rawValue >= 20
        }
    }
}

extension CheckCode {
    /// What the field means that, once it is filled, mends the error beside the field that is told;
    /// nil where only another value of that field does.
    public var mendedBy: FieldMeaning? {
        switch self {
        case .establishmentFull, .outsideSpeciality: .placementException
        case .assentRefused: .assentException
        default: nil
        }
    }
}

/// One reason why an act is refused: a code and a place, never a value of the record.
public struct CheckError: Error, Hashable, Sendable {
    /// Why.
    public let code: CheckCode
    /// The code of the form; empty where the act has none.
    public let form: String
    /// The code of the field as the definition knows it; empty for the heading.
    public let field: String
    /// The row of the repeating group.
    public let row: UInt16

    /// Makes an error.
    public init(_ code: CheckCode, form: String = "", field: String = "", row: UInt16 = 0) {
        self.code = code
        self.form = form
        self.field = field
        self.row = row
    }
}
