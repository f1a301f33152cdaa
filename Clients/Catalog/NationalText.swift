/// The words of national figures, which are added from the returns of provinces.
public enum NationalText: CaseIterable, Equatable, Sendable {
    /// “Not in the sums of what it shows with less detail”.
    case notInSums
    /// “National figures, from the returns of the provinces”.
    case title
    /// “Provinces”.
    case provinces
    /// “Files that were not added”.
    case files
    /// “File”.
    case file
    /// “Return”.
    case returned
    /// “Published on”.
    case publishedAt
    /// “Added on”.
    case madeAt
    /// “Provinces added”.
    case provincesAdded
    /// “Deadline”.
    case deadline
    /// “Table”.
    case tableCode
    /// “Sum”.
    case sum
    /// “Off by at most”.
    case offByAtMost
    /// “Standard deviation at most”.
    case deviation
    /// “Provinces in the sum”.
    case ofProvinces
    /// “several”.
    case severalValues
    /// “no province”.
    case noProvince
    /// “Shown with less detail by”.
    case showsLess
    /// “Withheld, so that no child can be told, by”.
    case withheldBy
    /// “Not collected by”.
    case notCollectedBy
    /// “Told in another form, or not at all, and not added, of”.
    case unlikeBy
    /// “What is not shown here stands in the CSV and JSON files”.
    case cellsInFile
    /// “Each province rounds each count to a multiple of 3, up or down at random, by 2 at most: no child can be told, and nothing is added in the mean. The larger the sum, the less that matters. What the largest possible difference is stands beside every sum; two thirds of all sums lie within one standard deviation”.
    case errorExplained
    /// “A sum of all provinces may be of more provinces than the sums of its parts: where a province shows less detail, only the sums that it shows hold it”.
    case sumsNotEqual
    /// “What provinces are missing is not estimated: the sums are of those that are named”.
    case missingNotEstimated
    /// “The definitions of the circuit have one version and differ in what is each province's own, such as its establishments”.
    case definitionsDiffer
    /// “Province by province”.
    case byProvince
    /// “One tile for each province, in the order of the official code; it is no map to scale. The denser the pattern, the larger the number. A tile with a dash is of a province that is not in the sum”.
    case tilesOfProvinces
    /// “added”.
    case stateAdded
    /// “missing”.
    case stateMissing
    /// “the same file again”.
    case stateRepeated
    /// “no return”.
    case stateUnreadable
    /// “of no province of the list”.
    case stateUnknownProvince
    /// “altered: not as the province signed it”.
    case stateAltered
    /// “of another period”.
    case stateOtherPeriod
    /// “rounded to another base”.
    case stateOtherBase
    /// “made from another version of the definition”.
    case stateOtherDefinition
    /// “late”.
    case stateLate
    /// “twice, and not the same: neither was added”.
    case stateContradicted

    /// The text in a language.
    public func text(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }
}
