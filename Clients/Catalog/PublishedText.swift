/// The words of what a province publishes.
public enum PublishedText: CaseIterable, Equatable, Sendable {
    /// “Published figures”.
    case title
    /// “What would be published”.
    case draftTitle
    /// “Publication”.
    case publication
    /// “as planned”.
    case stateTold
    /// “with less detail”.
    case stateCoarsened
    /// “withheld”.
    case stateWithheld
    /// “waits for a second person”.
    case stateWaits
    /// “published”.
    case statePublished
    /// “Why”.
    case why
    /// “with all that is published a small count could be worked out”.
    case reasonTells
    /// “it was not shown that no small count can be worked out”.
    case reasonUnproved
    /// “the tables are not there whose sum it is”.
    case reasonNoSum
    /// “of the same children something is published of these days already”.
    case reasonBefore
    /// “in full it would tell too much”.
    case reasonLess
    /// “Approved by”.
    case approvedBy
    /// “Count”.
    case count
    /// “Hash”.
    case hash
    /// “Each count is rounded to a multiple of 3, up or down at random, by 2 at most: 0 may stand for 1 or 2 children. Totals are not told, as a sum of rounded counts is further off”.
    case rounded
    /// “Of the same children and days something is published once: what is entered or corrected later changes nothing here”.
    case once

    /// The text in a language.
    public func text(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }
}
