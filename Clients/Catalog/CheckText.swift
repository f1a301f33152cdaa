/// The words for what is wrong with a field, by the number of the check.
public enum CheckText: UInt16, CaseIterable, Sendable {
    /// “must be filled”.
    case missingField = 1
    /// “the value is of another type”.
    case wrongType = 2
    /// “the code is not in the list, or no longer valid”.
    case notInList = 3
    /// “the text is too long”.
    case tooLong = 4
    /// “given more often than allowed”.
    case tooMany = 5
    /// “the number is out of bounds”.
    case outOfRange = 6
    /// “does not apply here: leave it empty”.
    case conditionNotMet = 7
    /// “the text holds a forbidden character”.
    case forbiddenText = 8
    /// “unknown form”.
    case unknownForm = 9
    /// “the form has no such field”.
    case unknownField = 10
    /// “not a known commune or arrondissement”.
    case unknownTerritory = 11
    /// “the form's version is out of date: unlock again”.
    case unknownFormVersion = 12
    /// “the date lies in the future”.
    case futureDate = 13
    /// “not written as it should be”.
    case malformed = 14
    /// “no such member or organisation, or it may not act any more”.
    case unknownParty = 15
    /// “the heading does not fit this kind of act”.
    case wrongHeading = 20
    /// “an adult by a document: no file is opened”.
    case documentedAdult = 21
    /// “the child is outside the province”.
    case presenceOutsideProvince = 22
    /// “the file exists already, or not yet”.
    case wrongOpening = 23
    /// “the circuit does not allow this transition”.
    case forbiddenTransition = 24
    /// “the form does not belong to this stage”.
    case formNotForStage = 25
    /// “a level of risk is needed”.
    case riskRequired = 26
    /// “a reason is needed”.
    case reasonRequired = 27
    /// “too far in the past”.
    case backdatedTooFar = 28
    /// “the event lies in the future”.
    case futureEvent = 29
    /// “the file moved to another stage meanwhile”.
    case changedMeanwhile = 30
    /// “a stage that must come before was not passed”.
    case stageMissing = 31
    /// “an urgent measure, a referral or a judge's measure is still open”.
    case stillHeld = 32
    /// “the file has no such matter”.
    case unknownMatter = 33
    /// “nobody gives himself leave”.
    case ownLeave = 34
    /// “the file has no such person”.
    case unknownPerson = 35
    /// “this person's rights over the child are suspended…”.
    case rightsSuspended = 36
    /// “there is no such file that you may see”.
    case unknownFile = 37
    /// “full: choose another, or say who decided…”.
    case establishmentFull = 38
    /// “the child is outside its speciality: choose another, or say who decided…”.
    case outsideSpeciality = 39
    /// “no consent in force covers this…”.
    case notConsented = 40
    /// “the child refuses: say why…”.
    case assentRefused = 41
    /// “twelve or more by a document: the child is asked”.
    case assentDue = 42
    /// “no witness has seen the log for 30 days: nothing is erased”.
    case unwitnessed = 43
    /// “after this was ordered, acts were added that it would take…”.
    case writtenSinceOrdered = 44
    /// “this act is no request of a data subject…”.
    case noRightsRequest = 45
    /// “this is for files of another kind”.
    case wrongKind = 46
    /// “no number of a file stands in this text…”.
    case numberInText = 49
    /// “a conference ends after it begins, and lasts a day at most”.
    case conferenceTooLong = 50

    /// The text in a language.
    public func text(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }
}
