public import Catalog
public import Circuit
public import Returns

extension NationalText {
    /// The text in the three languages.
    public var labels: Labels { Labels { text($0) } }
}

extension FileVerdict {
    /// The words for what a file is to the national figures.
    public var text: NationalText {
        switch self {
        case .counted: .stateAdded
        case .repeated: .stateRepeated
        case .unreadable: .stateUnreadable
        case .unknownProvince: .stateUnknownProvince
        case .altered: .stateAltered
        case .otherPeriod: .stateOtherPeriod
        case .otherBase: .stateOtherBase
        case .otherDefinition: .stateOtherDefinition
        case .late: .stateLate
        case .contradicted: .stateContradicted
        }
    }

    /// The words, with what the file says instead of what was wanted.
    public var labels: Labels {
        Labels { language in
            let detail: String
            switch self {
            case .otherPeriod(let first, let last):
                detail = DateText.span(DayParts(first), DayParts(last), language)
            case .otherBase(let base): detail = String(base)
            case .otherDefinition(let version): detail = String(version)
            case .late(let published): detail = DateText.moment(published, language)
            default: return text.text(language)
            }
            return text.text(language) + " (\(detail))"
        }
    }
}

extension ProvinceShare {
    /// The words for what a province gave.
    public var labels: Labels {
        content != nil
            ? NationalText.stateAdded.labels
            : fault?.labels ?? NationalText.stateMissing.labels
    }

    /// The word for programs.
    public var stateCode: String { content != nil ? "counted" : fault?.code ?? "missing" }
}

extension FigureWords {
    /// What a territory is called; its code where nobody knows.
    public func place(_ code: String) -> Labels {
        self.code(code, in: FigureDimension.commune.rawValue)
    }

    /// What a value of a published table is called: several that are shown as one are joined.
    public func value(_ code: String, in dimension: String) -> Labels {
        guard code != Self.several else { return NationalText.severalValues.labels }
        let parts = code.split(separator: Self.joint, omittingEmptySubsequences: false)
            .map { self.code(String($0), in: dimension) }
        return Labels { language in
            parts.map { $0.text(language) }.joined(separator: " + ")
        }
    }

    private static let several = "*"
    private static let joint: Character = "|"

    /// What an indicator is called.
    public func indicator(_ table: NationalTable) -> Labels { indicator(table.indicator) }

    /// What a measure is called.
    public func measure(_ table: NationalTable) -> Labels {
        measure(table.measure, of: table.indicator)
    }

    /// What a table tells: the measure, and by what.
    public func title(_ table: NationalTable) -> Labels {
        title(table.measure, of: table.indicator, by: table.dimensions.map(\.code))
    }

    func indicator(_ code: String) -> Labels {
        definition.indicator(code)?.labels ?? Labels(all: code)
    }

    func measure(_ code: String, of indicator: String) -> Labels {
        definition.indicator(indicator)?.measures.first { $0.code == code }?.labels
            ?? Labels(all: code)
    }

    func title(_ measure: String, of indicator: String, by dimensions: [String]) -> Labels {
        Labels { language in
            let names = dimensions.map { dimension($0).text(language) }
            return
                ([
                    self.indicator(indicator).text(language),
                    self.measure(measure, of: indicator).text(language),
                ] + (names.isEmpty ? [] : [names.joined(separator: " × ")]))
                .joined(separator: " – ")
        }
    }
}
