extension NationalText {
    var english: String {
        switch self {
        case .notInSums:
            "Not in the sums of what it shows with less detail"
        case .title: "National figures, from the returns of the provinces"
        case .provinces: "Provinces"
        case .files: "Files that were not added"
        case .file: "File"
        case .returned: "Return"
        case .publishedAt: "Published on"
        case .madeAt: "Added on"
        case .provincesAdded: "Provinces added"
        case .deadline: "Deadline"
        case .tableCode: "Table"
        case .sum: "Sum"
        case .offByAtMost: "Off by at most"
        case .deviation: "Standard deviation at most"
        case .ofProvinces: "Provinces in the sum"
        case .severalValues: "several"
        case .noProvince: "no province"
        case .showsLess: "Shown with less detail by"
        case .withheldBy: "Withheld, so that no child can be told, by"
        case .notCollectedBy: "Not collected by"
        case .unlikeBy: "Told in another form, or not at all, and not added, of"
        case .cellsInFile: "What is not shown here stands in the CSV and JSON files."
        case .errorExplained:
            "Each province rounds each count to a multiple of 3, up or down at random, by 2 at most: no child can be told, and nothing is added in the mean. The larger the sum, the less that matters. What the largest possible difference is stands beside every sum; two thirds of all sums lie within one standard deviation."
        case .sumsNotEqual:
            "A sum of all provinces may be of more provinces than the sums of its parts: where a province shows less detail, only the sums that it shows hold it."
        case .missingNotEstimated:
            "What provinces are missing is not estimated: the sums are of those that are named."
        case .definitionsDiffer:
            "The definitions of the circuit have one version and differ in what is each province's own, such as its establishments."
        case .byProvince: "Province by province"
        case .tilesOfProvinces:
            "One tile for each province, in the order of the official code; it is no map to scale. The denser the pattern, the larger the number. A tile with a dash is of a province that is not in the sum."
        case .stateAdded: "added"
        case .stateMissing: "missing"
        case .stateRepeated: "the same file again"
        case .stateUnreadable: "no return"
        case .stateUnknownProvince: "of no province of the list"
        case .stateAltered: "altered: not as the province signed it"
        case .stateOtherPeriod: "of another period"
        case .stateOtherBase: "rounded to another base"
        case .stateOtherDefinition: "made from another version of the definition"
        case .stateLate: "late"
        case .stateContradicted: "twice, and not the same: neither was added"
        }
    }
}
