import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Report
import Terminal

/// `madar figures`: indicators of a period, on the terminal, as JSON or as a sheet.
struct FiguresCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures", abstract: helpText(.figures),
        discussion: examples(
            "madar figures --list", "madar figures I01 I02 --month 2026-10",
            "madar figures I01 --quarter 2026-3 --by age --by sex --measure children",
            "madar figures I01 --year 2026 --province --csv figures.csv"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var asked: FigureOptions
    @Option(help: help(.optionBy)) var by: [String] = []
    @Option(help: help(.optionFigureMeasure)) var measure: String?
    @Option(help: help(.optionSheetFile)) var csv: String?
    @Flag(help: help(.optionFiguresList)) var list = false
    @Argument(help: help(.argumentIndicators)) var indicators: [String] = []

    private struct Listed: Encodable {
        var schema = "madar.indicators/1"
        var indicators: [IndicatorDocument]
    }

    func validate() throws {
        guard !list else {
            guard !asked.isGiven, by.isEmpty, measure == nil, csv == nil, indicators.isEmpty else {
                throw ValidationError("--list")
            }
            return
        }
        guard !indicators.isEmpty else { throw ValidationError("<indicators>") }
        try asked.validatePeriod()
        guard measure == nil || indicators.count == 1 else { throw ValidationError("--measure") }
        guard by.count < MessageLimits.figureDimensionsMax || measure != nil else {
            throw ValidationError("<--measure>")
        }
        guard by.count <= MessageLimits.figureDimensionsMax, Set(by).count == by.count else {
            throw ValidationError("--by")
        }
    }

    func perform(_ context: Context) async throws {
        guard !list else { return try Self.list(try await Work(context, mayBeOffline: true)) }
        let desk = try await FigureDesk(context, asked)
        let chosen = try indicators.map { try desk.indicator($0) }
        for indicator in chosen { try check(indicator) }
        // What cannot be written is told before anything is counted.
        let sheet = try csv.map { try NewFile(Input.path($0)) }
        var headway = desk.headway(chosen.count)
        var figures: [(Indicator, WireFigure)] = []
        for indicator in chosen {
            let before = figures.count * 100
            let figure = try await desk.count(indicator, by: by, measure: measure) {
                headway.reach(before + $0)
            }
            figures.append((indicator, figure))
        }
        headway.end()
        try context.emit(
            desk.document(
                figures.map { FigureDocument($0, measure: measure, $1, desk.words) }))
        if !context.isJSON { for (indicator, figure) in figures { show(indicator, figure, desk) } }
        if let sheet, let csv {
            let text = figures.reduce(into: FigureSheet.heading) { text, item in
                text += FigureSheet.lines(
                    item.1, item.0, measures(of: item.0), province: desk.work.me.province,
                    desk.words)
            }
            try sheet.write(Array(text.utf8))
            try sheet.finish()
            context.tell(
                .reportWritten(
                    path: csv, size: DataSize.text(text.utf8.count, context.language)))
        }
        if figures.contains(where: \.1.smallHidden) {
            context.tell(.figuresSmallHidden)
        } else if asked.province {
            context.alarm(.figuresTrue)
        }
    }

    /// Whether the indicator has what is asked of it.
    private func check(_ indicator: Indicator) throws {
        if let measure, !indicator.measures.contains(where: { $0.code == measure }) {
            throw Failure(.unknownMeasure(code: measure))
        }
        for name in by
        where FigureDimension(rawValue: name) == nil && !indicator.lists.contains(name) {
            throw Failure(.unknownBreakdown(code: name))
        }
    }

    private func measures(of indicator: Indicator) -> [Measure] {
        indicator.measures.filter { measure == nil || $0.code == measure }
    }

    // MARK: - The terminal

    private func show(_ indicator: Indicator, _ figure: WireFigure, _ desk: FigureDesk) {
        let (context, words) = (desk.context, desk.words)
        let measures = measures(of: indicator)
        context.screen.title(
            "\(indicator.code) · \(context.text(indicator.labels)) · "
                + context.text(desk.period.labels))
        let times = figure.rows.flatMap { row in
            zip(measures, row.values).filter { $0.0.shape == .minutes }.map(\.1.value)
        }
        let unit = DelayUnit(times)
        let columns = measures.map { measure in
            measure.shape == .minutes
                ? "\(context.text(measure.labels)) (\(unit.text.text(context.language)))"
                : context.text(measure.labels)
        }
        func cells(_ row: WireFigureRow) -> [String] {
            zip(measures, row.values).map { context.text(words.value($1, $0.shape, unit)) }
        }
        for dimensions in tables(figure, indicator, words) {
            let rows = words.sorted(
                figure.rows.filter {
                    $0.keys.map(\.dimension) == dimensions
                        || !dimensions.isEmpty && $0.keys.isEmpty
                })
            let heads =
                dimensions.isEmpty
                ? [FigureText.breakdown.text(context.language)]
                : dimensions.map { context.text(words.dimension($0)) }
            context.screen.table(
                heads + columns,
                rows: rows.filter { dimensions.isEmpty || !$0.keys.isEmpty }.map { row in
                    let labels = row.keys.map {
                        context.text(words.code($0.code, in: $0.dimension))
                    }
                    let whole = [FigureText.whole.text(context.language)]
                    return (labels.isEmpty ? whole : labels) + cells(row)
                })
            context.screen.show("")
        }
        var notes = [
            LabelledValue(
                FigureText.unitOfCount.text(context.language), context.text(indicator.unit)),
            LabelledValue(
                FigureText.source.text(context.language), context.text(indicator.source)),
            LabelledValue(
                FigureText.caution.text(context.language), context.text(indicator.caution)),
        ]
        if case .legal(let article) = indicator.terms.basis {
            notes.append(
                LabelledValue(
                    FigureText.basis.text(context.language),
                    context.text(FigureWords.article(article))))
        }
        context.screen.list(notes)
        context.screen.show("")
    }

    /// The dimensions of each table, the whole first; two at once where two were asked for.
    private func tables(
        _ figure: WireFigure, _ indicator: Indicator, _ words: FigureWords
    ) -> [[String]] {
        let single = words.dimensions(of: figure.rows.filter { $0.keys.count == 1 }, indicator)
        guard by.count == MessageLimits.figureDimensionsMax else {
            return [[]] + single.map { [$0] }
        }
        return [[], by]
    }

    private static func list(_ work: Work) throws {
        let context = work.context
        let indicators = work.definition.parts.indicators
        try context.emit(Listed(indicators: indicators.map { IndicatorDocument($0) }))
        guard !context.isJSON else { return }
        context.screen.table(
            [.indicator, .howOften, .breakdown, .measure].map { (text: FigureText) in
                text.text(context.language)
            },
            rows: indicators.map { indicator in
                [
                    indicator.code + " " + context.text(indicator.labels),
                    context.list(indicator.periods.map { $0.text.text(context.language) }),
                    context.list(indicator.lists),
                    context.list(
                        indicator.measures.map { "\($0.code) (\(context.text($0.labels)))" }),
                ]
            })
    }
}
