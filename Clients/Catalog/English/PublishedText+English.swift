extension PublishedText {
    var english: String {
        switch self {
        case .title: "Published figures"
        case .draftTitle: "What would be published"
        case .publication: "Publication"
        case .stateTold: "as planned"
        case .stateCoarsened: "with less detail"
        case .stateWithheld: "withheld"
        case .stateWaits: "waits for a second person"
        case .statePublished: "published"
        case .why: "Why"
        case .reasonTells: "with all that is published a small count could be worked out"
        case .reasonUnproved: "it was not shown that no small count can be worked out"
        case .reasonNoSum: "the tables are not there whose sum it is"
        case .reasonBefore: "of the same children something is published of these days already"
        case .reasonLess: "in full it would tell too much"
        case .approvedBy: "Approved by"
        case .count: "Count"
        case .hash: "Hash"
        case .rounded:
            "Each count is rounded to a multiple of 3, up or down at random, by 2 at most: 0 may stand for 1 or 2 children. Totals are not told, as a sum of rounded counts is further off."
        case .once:
            "Of the same children and days something is published once: what is entered or corrected later changes nothing here."
        }
    }
}
