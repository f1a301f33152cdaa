/// The words of figures and of the reports that tell them.
public enum FigureText: CaseIterable, Equatable, Sendable {
    /// “Unit of count”.
    case unitOfCount
    /// “Source”.
    case source
    /// “Caution”.
    case caution
    /// “Basis”.
    case basis
    /// “proposal, which the province may change”.
    case basisAssumed
    /// “Period”.
    case period
    /// “Counted on”.
    case countedAt
    /// “Counted by”.
    case countedBy
    /// “Files counted”.
    case scope
    /// “all files of the province”.
    case scopeProvince
    /// “the files in reach of whoever counted”.
    case scopeReach
    /// “True figures, small numbers among them: for the centre only, not to be handed on”.
    case centreOnly
    /// “For the committee: two tables side by side may tell more than each”.
    case committeeOnly
    /// “Child of the whole province, once in a table”.
    case childrenOnce
    /// “not collected”.
    case notCollected
    /// “not broken down so”.
    case notBrokenDown
    /// “hidden”.
    case hidden
    /// “rounded”.
    case rounded
    /// “told”.
    case told
    /// “not known”.
    case unknownCode
    /// “no organisation”.
    case noOrganisation
    /// “All”.
    case whole
    /// “Indicator”.
    case indicator
    /// “Measure”.
    case measure
    /// “Broken down by”.
    case breakdown
    /// “Value”.
    case value
    /// “Out of”.
    case outOf
    /// “State”.
    case stateWord
    /// “First day”.
    case fromDay
    /// “Last day”.
    case lastDay
    /// “Sex”.
    case dimensionSex
    /// “Age”.
    case dimensionAge
    /// “Age (bands of child protection)”.
    case dimensionProtectionAge
    /// “Milieu”.
    case dimensionMilieu
    /// “Commune”.
    case dimensionCommune
    /// “Line of the report”.
    case dimensionCategory
    /// “Organisation that answers for the file”.
    case dimensionUnit
    /// “urban”.
    case urban
    /// “rural”.
    case rural
    /// “in hours”.
    case inHours
    /// “in days”.
    case inDays
    /// “for each 1,000”.
    case perThousand
    /// “monthly”.
    case monthly
    /// “quarterly”.
    case quarterly
    /// “yearly”.
    case yearly
    /// “How often”.
    case howOften
    /// “Report”.
    case report
    /// “Contents”.
    case contents
    /// “By age and sex”.
    case chartAgeAndSex
    /// “Where files stand, stage by stage”.
    case chartStages
    /// “Delays”.
    case chartDelays
    /// “Month by month”.
    case chartMonths
    /// “Commune by commune”.
    case chartCommunes
    /// “Compared”.
    case chartMeasures
    /// “One tile for each commune, in the order of the official code; it is no map to scale. The denser the pattern, the larger the number”.
    case tilesNotScaled
    /// “Nothing was counted in this period”.
    case nothingCounted
    /// “By commune: in the CSV or JSON file”.
    case communesInFile
    /// “The figures are of cases that the device knows. They do not tell how frequent the thing is”.
    case knownNotPrevalence
    /// “What is entered late changes past figures: two reports of one period may differ”.
    case entriesLate
    /// “What the caution says is counted “as it is now” is of the day of counting, not of the period”.
    case whatStandsNow
    /// “Definition of the circuit, version”.
    case definitionVersion
    /// “No child is named”.
    case noChild
    /// “–: nothing to divide or to measure”.
    case dash

    /// The text in a language.
    public func text(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }
}
