internal import Circuit

extension Decoding {
    static func indicator(_ source: Source) -> Decoded<Indicator>? {
        guard
            let entries = source.mapping(
                termKeys.union(["unit", "source", "caution", "each", "by", "measures"]))
        else { return nil }
        let terms = terms(entries)
        let none = Labels(arabic: "", french: "", english: "")
        let unit = entries.required("unit") { labels($0) }
        let told = entries.required("source") { labels($0) }
        let caution = entries.required("caution") { labels($0) }
        _ = entries.required("each") { $0 }
        let periods = entries.values("each", ReportPeriod.self)
        let lists = entries.codes("by")
        let measures = inner(entries, "measures", isRequired: true) { measure($0, terms?.basis) }
        guard let terms else { return nil }
        return Decoded(
            item: Indicator(
                terms: terms, unit: unit ?? none, source: told ?? none, caution: caution ?? none,
                periods: periods, lists: lists, measures: measures.map(\.1.item)),
            entries: entries,
            inner: measures.map { ("measures", $0.code, $0.1.entries) })
    }

    static func report(_ source: Source) -> Decoded<FigureReport>? {
        guard
            let entries = source.mapping(
                termKeys.union(["each", "for", "indicators", "kinds"]))
        else { return nil }
        let terms = terms(entries)
        let period = entries.required("each") { $0.value(ReportPeriod.self) }
        _ = entries.required("indicators") { $0 }
        let indicators = entries.codes("indicators")
        let kinds = entries.codes("kinds")
        let audience = entries.required("for") { $0.value(FigureAudience.self) }
        guard let terms else { return nil }
        return Decoded(
            item: FigureReport(
                terms: terms, period: period ?? .month, indicators: indicators, kinds: kinds,
                audience: audience ?? .centre),
            entries: entries)
    }

    static func table(_ source: Source) -> Decoded<TablePlan>? {
        guard
            let entries = source.mapping(
                termKeys.union(["each", "indicator", "measure", "by", "ladder"]))
        else { return nil }
        let terms = terms(entries)
        let period = entries.required("each") { $0.value(ReportPeriod.self) }
        let indicator = entries.required("indicator") { $0.code() }
        let measure = entries.required("measure") { $0.code() }
        _ = entries.required("by") { $0 }
        let dimensions = entries.codes("by")
        let ladder = entries.items("ladder") { rung($0) }
        guard let terms else { return nil }
        return Decoded(
            item: TablePlan(
                terms: terms, period: period ?? .quarter, indicator: indicator ?? "",
                measure: measure ?? "", dimensions: dimensions, ladder: ladder),
            entries: entries)
    }

    private static func rung(_ source: Source) -> TableRung? {
        guard let entries = source.mapping(["drop", "merge", "of"]) else { return nil }
        if let dimension = entries["drop"] {
            guard entries["merge"] == nil, entries["of"] == nil else {
                source.report(.contradiction, "a rung drops a dimension or merges values of one")
                return nil
            }
            return dimension.code().map { TableRung(dimension: $0) }
        }
        let dimension = entries.required("merge") { $0.code() }
        // What is not known, and ages from some year on, are values and no codes.
        let values = entries.required("of") { $0.sequence() }?.compactMap { $0.string() }
        guard let dimension, let values else { return nil }
        guard values.count > 1, Set(values).count == values.count else {
            source.report(.wrongValue, "a rung merges two values at least, each once")
            return nil
        }
        return TableRung(dimension: dimension, merged: values)
    }

    private static func measure(
        _ source: Source, _ basis: Basis?
    ) -> (code: String, Decoded<Measure>)? {
        guard
            let entries = source.mapping(
                termKeys.union([
                    "count", "of", "values", "to", "to_values", "stop", "limits", "percentile",
                    "over", "minimum", "maximum", "fact", "told", "rate",
                ]))
        else { return nil }
        let terms = terms(entries, within: basis ?? .assumed)
        let kind = entries.required("count") { $0.value(MeasureKind.self) }
        var rule = Measure.Rule(kind ?? .told)
        rule.of = Sought(codes: entries.codes("of"), values: entries.codes("values"))
        let to = Sought(codes: entries.codes("to"), values: entries.codes("to_values"))
        if !to.codes.isEmpty || !to.values.isEmpty { rule.to = to }
        rule.until = entries.codes("stop")
        rule.limits = entries.items("limits") { limit($0) }
        rule.percentile = entries.read("percentile") { $0.integer(1...99) }.map { Int($0) } ?? 50
        rule.over = entries.read("over") { $0.code() }
        let files = 0...DefinitionLimits.filesPerLoad
        rule.minimum = entries.read("minimum") { $0.integer(files) }.map { Int($0) } ?? 0
        rule.maximum = entries.read("maximum") { $0.integer(files) }.map { Int($0) }
        rule.fact = entries.read("fact") { $0.value(FileFact.self) }
        rule.told = entries.read("told") { $0.value(ToldFigure.self) }
        let isRate = entries.read("rate") { $0.flag() } ?? false
        guard let terms else { return nil }
        let measure = Measure(terms: terms, rule: rule, isRate: isRate)
        return (measure.code, Decoded(item: measure, entries: entries))
    }

    private static func limit(_ source: Source) -> MeasureLimit? {
        guard let entries = source.mapping(["risks", "seconds", "early"]) else { return nil }
        let seconds = entries.required("seconds") {
            $0.integer(0...DefinitionLimits.clockSeconds)
        }
        let early = entries.read("early") { $0.integer(0...DefinitionLimits.clockSeconds) }
        let risks = entries.codes("risks")
        return seconds.map { MeasureLimit(risks: risks, seconds: $0, early: early ?? 0) }
    }
}
