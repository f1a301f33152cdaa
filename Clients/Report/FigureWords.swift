public import Basics
public import Catalog
public import Circuit
public import Messages

extension FigureText {
    /// The text in the three languages.
    public var labels: Labels {
        Labels(arabic: text(.arabic), french: text(.french), english: text(.english))
    }
}

extension Labels {
    /// The same in the three languages.
    init(all text: String) { self.init(arabic: text, french: text, english: text) }

    /// What is made of each language.
    init(_ make: (Language) -> String) {
        self.init(arabic: make(.arabic), french: make(.french), english: make(.english))
    }

    func text(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }
}

extension FigurePeriod {
    /// The words for the period.
    public var labels: Labels {
        Labels { language in
            switch self {
            case .month(let month, let year): DateText.month(month, year: year, language)
            case .quarter(let quarter, let year):
                DateText.quarter(quarter, year: year, language)
            case .year(let year): String(year)
            case .days(let first, let last):
                DateText.span(DayParts(first), DayParts(last), language)
            }
        }
    }
}

extension DayParts {
    init(_ date: CivilDate) {
        let parts = date.parts
        self.init(year: parts.year, month: parts.month, day: parts.day)
    }
}

extension ReportPeriod {
    /// The words for how often.
    public var text: FigureText {
        switch self {
        case .month: .monthly
        case .quarter: .quarterly
        case .year: .yearly
        }
    }
}

extension WireFigureState {
    /// The word for the state.
    public var text: FigureText {
        switch self {
        case .told: .told
        case .notCollected: .notCollected
        case .hidden: .hidden
        case .rounded: .rounded
        case .unspecified, .UNRECOGNIZED: .notBrokenDown
        }
    }
}

/// In what a time is told.
public enum DelayUnit: Sendable {
    /// In hours, of 60 minutes.
    case hours
    /// In days, of 24 hours.
    case days

    /// The words for the unit.
    public var text: FigureText { self == .hours ? .inHours : .inDays }

    var minutes: UInt64 { self == .hours ? 60 : 1_440 }

    /// The unit in which several times are read best.
    public init(_ minutes: some Sequence<UInt64>) {
        let longest = minutes.max() ?? 0
        self = longest < ReportLimits.hoursToldMax * 60 ? .hours : .days
    }
}

/// The words and the order of what figures are broken down by.
public struct FigureWords: Sendable {
    let definition: CircuitDefinition
    private let sexes: [CodeItem]
    private let reportLines: [CodeItem]
    private let name: @Sendable (OrganisationID) -> String?

    /// Makes the words of a definition.
    ///
    /// - Parameter name: what an organisation is called, where that is known.
    public init(
        _ definition: CircuitDefinition,
        name: @escaping @Sendable (OrganisationID) -> String? = { _ in nil }
    ) {
        self.definition = definition
        self.name = name
        func items(_ list: String?) -> [CodeItem] {
            list.flatMap { definition.list($0) }?.items ?? []
        }
        sexes = items(definition.field(meaning: .sex)?.list)
        let categories = definition.field(meaning: .category)?.list
        reportLines = items(categories.flatMap { definition.list($0)?.reportLines })
    }

    /// What a dimension is called; a list, track or field has a name of its own.
    public func dimension(_ name: String) -> Labels {
        switch FigureDimension(rawValue: name) {
        case .sex: FigureText.dimensionSex.labels
        case .age: FigureText.dimensionAge.labels
        case .protectionAge: FigureText.dimensionProtectionAge.labels
        case .milieu: FigureText.dimensionMilieu.labels
        case .commune: FigureText.dimensionCommune.labels
        case .category: FigureText.dimensionCategory.labels
        case .unit: FigureText.dimensionUnit.labels
        case nil:
            definition.track(name)?.labels ?? definition.list(name)?.labels
                ?? definition.organisationField(name)?.labels ?? Labels(all: name)
        }
    }

    /// What a code in a dimension is called; one that the definition no longer knows stands for
    /// itself, and so does an organisation of which no answer told the name.
    public func code(_ code: String, in dimension: String) -> Labels {
        if definition.isOfOrganisations(dimension) { return organisation(code) }
        guard code != FigureDimension.unknown else { return FigureText.unknownCode.labels }
        switch FigureDimension(rawValue: dimension) {
        case .sex: return sexes.first { $0.code == code }?.labels ?? Labels(all: code)
        case .age, .protectionAge: return Self.band(code)
        case .milieu:
            switch TerritoryKind(rawValue: code) {
            case .urban: return FigureText.urban.labels
            case .rural: return FigureText.rural.labels
            default: return Labels(all: code)
            }
        case .commune:
            guard let territory = definition.territory(code) else { return Labels(all: code) }
            return Labels(
                arabic: territory.nameArabic, french: territory.nameFrench,
                english: territory.nameFrench)
        case .category: return reportLines.first { $0.code == code }?.labels ?? Labels(all: code)
        case .unit, nil:
            return definition.item(code, list: dimension)?.labels
                ?? definition.stage(code)?.labels ?? Labels(all: code)
        }
    }

    private func organisation(_ code: String) -> Labels {
        guard code != FigureDimension.unknown else { return FigureText.noOrganisation.labels }
        return Labels(all: OrganisationID(hexadecimal: code).flatMap(name) ?? code)
    }

    private static func band(_ code: String) -> Labels {
        let ages = code.split { $0 == "-" || $0 == "+" }.map { Int($0) }
        guard let first = ages.first ?? nil, ages.count <= 2, !ages.contains(nil) else {
            return Labels(all: code)
        }
        let last = ages.count == 2 ? ages[1] : nil
        return Labels { AgeText.band(first, through: last, $0) }
    }

    /// The place of a code in the order of its dimension: what is not known comes last.
    public func place(_ code: String, in dimension: String) -> Int {
        guard code != FigureDimension.unknown else { return .max }
        let codes: [String]
        switch FigureDimension(rawValue: dimension) {
        case .sex: codes = sexes.map(\.code)
        case .age, .protectionAge:
            return Int(code.prefix { $0.isNumber }) ?? .max - 1
        case .milieu: codes = [TerritoryKind.urban.rawValue, TerritoryKind.rural.rawValue]
        case .commune:
            return definition.parts.territories.firstIndex { $0.code == code } ?? .max - 1
        case .category: codes = reportLines.map(\.code)
        case .unit, nil:
            codes =
                definition.track(dimension)?.stages.map(\.code)
                ?? definition.list(dimension)?.items.map(\.code) ?? []
        }
        return codes.firstIndex(of: code) ?? .max - 1
    }

    /// The communes of a province and those of which figures tell besides, in their order.
    func communes(of province: String, and figures: [WireFigure]) -> [String] {
        let dimension = FigureDimension.commune.rawValue
        let own = definition.parts.territories.filter { territory in
            (territory.kind == .urban || territory.kind == .rural)
                && definition.territory(territory.code, liesIn: province)
        }.map(\.code)
        let told = figures.flatMap(\.rows).flatMap(\.keys).filter { $0.dimension == dimension }
        return Set(own + told.map(\.code)).sorted {
            (place($0, in: dimension), $0) < (place($1, in: dimension), $1)
        }
    }

    /// The dimensions of rows in the order in which they are told: those of every figure, then the
    /// lists and tracks of the indicator.
    public func dimensions(of rows: [WireFigureRow], _ indicator: Indicator) -> [String] {
        let found = Set(rows.compactMap { $0.keys.first?.dimension })
        let known = FigureDimension.allCases.map(\.rawValue) + indicator.lists
        return known.filter { found.contains($0) } + found.subtracting(known).sorted()
    }

    /// Rows in the order of their codes, organisations in that of their names.
    public func sorted(_ rows: [WireFigureRow]) -> [WireFigureRow] {
        let organisations = Set(
            rows.flatMap(\.keys).filter { definition.isOfOrganisations($0.dimension) }.map(\.code)
        ).map { (organisation($0).french, $0) }.sorted { $0 < $1 }.map(\.1)
        func place(_ key: WireFigureKey) -> Int {
            let known = self.place(key.code, in: key.dimension)
            guard known != .max, definition.isOfOrganisations(key.dimension) else { return known }
            return organisations.firstIndex(of: key.code) ?? known
        }
        return rows.map { row in (row.keys.map(place), row) }
            .sorted { $0.0.lexicographicallyPrecedes($1.0) }.map(\.1)
    }

    /// An article of law, which the definition names as it is cited in short.
    public static func article(_ cited: String) -> Labels {
        let words: [Substring: (french: String, arabic: String)] = [
            "law": ("loi", "القانون"), "art.": ("art.", "المادة"), "CPP": ("CPP", "ق.م.ج"),
            "CP": ("CP", "ق.ج"),
        ]
        let parts = cited.split(separator: " ")
        return Labels(
            arabic: parts.map { words[$0]?.arabic ?? String($0) }.joined(separator: " "),
            french: parts.map { words[$0]?.french ?? String($0) }.joined(separator: " "),
            english: cited)
    }

    // MARK: - Values

    /// A value as people read it.
    ///
    /// - Parameter unit: in what a time is told.
    public func value(
        _ value: WireFigureValue, _ shape: MeasureShape, _ unit: DelayUnit
    ) -> Labels {
        switch value.state {
        case .told, .rounded:
            let mark = value.state == .rounded ? "≈\u{00A0}" : ""
            return Labels { mark + number(value, shape, unit, $0) }
        case .unspecified, .UNRECOGNIZED: return Labels(all: "")
        case .hidden, .notCollected: return value.state.text.labels
        }
    }

    private func number(
        _ value: WireFigureValue, _ shape: MeasureShape, _ unit: DelayUnit, _ language: Language
    ) -> String {
        switch shape {
        case .count: return String(value.value)
        case .share:
            guard value.of > 0 else { return "–" }
            let percent = value.value.percent(of: value.of)
            // What is rounded is of no number that is told.
            guard value.state != .rounded else { return "\(percent)\u{00A0}%" }
            return "\(percent)\u{00A0}% (\(value.value)/\(value.of))"
        case .minutes:
            guard value.of > 0 else { return "–" }
            return Self.tenths(value.value, by: unit.minutes, language)
        case .rate:
            guard value.of > 0 else { return "–" }
            let (thousand, isOver) = value.value.multipliedReportingOverflow(by: 1_000)
            return isOver ? "–" : Self.tenths(thousand, by: value.of, language)
        }
    }

    /// A quotient with one digit behind the point.
    private static func tenths(
        _ value: UInt64, by divisor: UInt64, _ language: Language
    ) -> String {
        let (whole, rest) = value.quotientAndRemainder(dividingBy: divisor)
        let part = (rest.multipliedFullWidth(by: 10))
        var (tenths, left) = divisor.dividingFullWidth(part)
        if left >= divisor - left { tenths += 1 }
        let point = language == .english ? "." : ","
        return String(whole + tenths / 10) + point + String(tenths % 10)
    }
}

extension UInt64 {
    /// The share of a whole in percent, rounded.
    func percent(of whole: UInt64) -> UInt64 {
        guard whole > 0 else { return 0 }
        let product = self.multipliedFullWidth(by: 100)
        guard product.high < whole else { return 0 }
        let (percent, left) = whole.dividingFullWidth(product)
        return left >= whole - left ? percent + 1 : percent
    }
}
