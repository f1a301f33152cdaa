extension CheckText {
    var english: String {
        switch self {
        case .unwitnessed: "no witness has seen the log for 30 days: nothing is erased"
        case .writtenSinceOrdered:
            "after this was ordered, acts were added that it would take: order it anew"
        case .noRightsRequest: "this act is not a request about the person's own data (F16)"
        case .wrongKind: "this is for files of another kind"
        case .numberInText:
            "no number of a file stands in this text: say what the situation is called"
        case .conferenceTooLong:
            "a conference ends after it begins, and lasts a day at most"
        case .missingField: "must be filled"
        case .wrongType: "the value is of another type"
        case .notInList: "the code is not in the list, or no longer valid"
        case .tooLong: "the text is too long"
        case .tooMany: "given more often than allowed"
        case .outOfRange: "the number is out of bounds"
        case .conditionNotMet: "does not apply here: leave it empty"
        case .forbiddenText: "the text holds a forbidden character"
        case .unknownForm: "unknown form"
        case .unknownField: "the form has no such field"
        case .unknownTerritory: "not a known commune or arrondissement"
        case .unknownFormVersion: "the form's version is out of date: unlock again"
        case .futureDate: "the date lies in the future"
        case .malformed: "not written as it should be"
        case .unknownParty:
            "no such member or organisation, or it may not act any more"
        case .wrongHeading: "the heading does not fit this kind of act"
        case .documentedAdult: "an adult by a document: no file is opened"
        case .presenceOutsideProvince: "the child is outside the province"
        case .wrongOpening: "the file exists already, or not yet"
        case .forbiddenTransition: "the circuit does not allow this transition"
        case .formNotForStage: "the form does not belong to this stage"
        case .riskRequired: "a level of risk is needed"
        case .reasonRequired: "a reason is needed"
        case .backdatedTooFar: "too far in the past"
        case .futureEvent: "the event lies in the future"
        case .changedMeanwhile: "the file moved to another stage meanwhile"
        case .stageMissing: "a stage that must come before was not passed"
        case .stillHeld:
            "an urgent measure, a referral or a judge's measure is still open"
        case .unknownMatter: "the file has no such matter"
        case .ownLeave: "nobody gives himself leave"
        case .unknownPerson: "there is no such person in the file"
        case .rightsSuspended:
            "this person's rights over the child are suspended, or the person is no longer around: somebody else agrees, or receives the child"
        case .unknownFile: "there is no other file with this number that you may see"
        case .establishmentFull:
            "full: choose another, or say who decided on this placement and why"
        case .outsideSpeciality:
            "the child is outside its speciality: choose another, or say who decided on this placement and why"
        case .notConsented:
            "no consent in force covers this: record one, or name a ground of the law"
        case .assentRefused: "the child refuses: say why it is referred all the same"
        case .assentDue: "by a document the child is twelve or older: it has to be asked"
        }
    }
}
