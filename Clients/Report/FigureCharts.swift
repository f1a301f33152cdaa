import Catalog
import Circuit
import Messages

extension ReportedFigure {
    /// The charts of the figure: which ones, its measures say.
    ///
    /// - Parameter places: the codes of the communes of which each map has a tile.
    func charts(_ words: FigureWords, _ places: [String]) -> [Chart] {
        var charts: [Chart] = []
        charts += [monthly(), ageAndSex(words), stages(words), delays(words)].compactMap(\.self)
        charts += [codes(words), communes(words, places)].compactMap(\.self)
        if charts.allSatisfy(\.isEmpty) { charts = [compared(words)].compactMap(\.self) }
        return charts.filter { !$0.isEmpty }
    }

    /// The place of the first measure that counts children or files.
    private var counted: Int? {
        indicator.measures.firstIndex { measure in
            measure.shape == .count
                && (measure.rule.kind == .files || measure.rule.kind == .standing)
        }
    }

    private func rows(by dimension: String, _ words: FigureWords) -> [WireFigureRow] {
        words.sorted(figure.rows.filter { $0.keys.map(\.dimension) == [dimension] })
    }

    private static func value(
        _ value: WireFigureValue, _ shape: MeasureShape, _ words: FigureWords,
        _ unit: DelayUnit = .days
    ) -> Chart.Value {
        let isTold = value.state == .told || value.state == .rounded
        let isMeasured = shape == .count || value.of > 0
        return Chart.Value(
            amount: isTold && isMeasured ? value.value : nil,
            text: .init(words.value(value, shape, unit)))
    }

    /// The counts of the whole, month by month.
    private func monthly() -> Chart? {
        let places = indicator.measures.indices.filter { place in
            let kind = indicator.measures[place].rule.kind
            return indicator.measures[place].shape == .count
                && (kind == .files || kind == .occurrences || kind == .matters)
        }.prefix(ReportLimits.linesMax)
        guard months.count > 1, !places.isEmpty else { return nil }
        return Chart(
            kind: .lines, title: titled(.chartMonths),
            series: places.map { .init(indicator.measures[$0].labels) },
            points: months.map { month in
                let values = month.figure.rows.first { $0.keys.isEmpty }?.values ?? []
                return Chart.Point(
                    label: .init(both: String(month.period.first.text.prefix(7))),
                    values: places.map { place in
                        let value = place < values.count ? values[place] : WireFigureValue()
                        let isTold = value.state == .told || value.state == .rounded
                        return Chart.Value(
                            amount: isTold ? value.value : nil,
                            text: isTold
                                ? .init(both: String(value.value)) : .init(value.state.text.labels))
                    })
            })
    }

    /// The first count, by age, a bar for each sex.
    private func ageAndSex(_ words: FigureWords) -> Chart? {
        guard let ageAndSex, let counted else { return nil }
        let (age, sex) = (FigureDimension.age.rawValue, FigureDimension.sex.rawValue)
        let rows = ageAndSex.rows.filter { Set($0.keys.map(\.dimension)) == [age, sex] }
        func code(_ row: WireFigureRow, _ dimension: String) -> String {
            row.keys.first { $0.dimension == dimension }?.code ?? FigureDimension.unknown
        }
        func ordered(_ dimension: String) -> [String] {
            Set(rows.map { code($0, dimension) }).sorted {
                words.place($0, in: dimension) < words.place($1, in: dimension)
            }
        }
        let (ages, sexes) = (ordered(age), ordered(sex))
        return Chart(
            kind: .bars, title: titled(.chartAgeAndSex, indicator.measures[counted].labels),
            series: sexes.map { .init(words.code($0, in: sex)) },
            points: ages.map { band in
                Chart.Point(
                    label: .init(words.code(band, in: age)),
                    values: sexes.map { other in
                        let row = rows.first { code($0, age) == band && code($0, sex) == other }
                        var value = WireFigureValue()
                        value.state = .told
                        return Self.value(row?.values.first ?? value, .count, words)
                    })
            })
    }

    /// Where files stand, in the order of the track.
    private func stages(_ words: FigureWords) -> Chart? {
        guard
            let place = indicator.measures.firstIndex(where: { $0.rule.kind == .standing }),
            let track = indicator.lists.first(where: { words.definition.track($0) != nil })
        else { return nil }
        return Chart(
            kind: .flow, title: titled(.chartStages),
            points: rows(by: track, words).compactMap { row in
                guard place < row.values.count, row.values[place].state != .unspecified,
                    row.values[place].state != .told || row.values[place].value > 0
                else { return nil }
                return Chart.Point(
                    label: .init(words.code(row.keys[0].code, in: track)),
                    values: [Self.value(row.values[place], .count, words)])
            })
    }

    /// The times of the whole.
    private func delays(_ words: FigureWords) -> Chart? {
        let whole = figure.rows.first { $0.keys.isEmpty }?.values ?? []
        let told = zip(indicator.measures, whole).filter { $0.0.shape == .minutes }
        guard !told.isEmpty else { return nil }
        let unit = DelayUnit(told.map(\.1.value))
        return Chart(
            kind: .bars,
            title: titled(.chartDelays, unit.text.labels),
            points: told.map { measure, value in
                Chart.Point(
                    label: .init(measure.labels),
                    values: [Self.value(value, .minutes, words, unit)])
            })
    }

    /// The first count by the codes of the indicator's first list, or by the lines of the report.
    private func codes(_ words: FigureWords) -> Chart? {
        let list = indicator.lists.first { words.definition.track($0) == nil }
        guard indicator.lists.isEmpty || list != nil else { return nil }
        let dimension = list ?? FigureDimension.category.rawValue
        let rows = rows(by: dimension, words)
        let place = indicator.measures.indices.first { place in
            indicator.measures[place].shape == .count
                && rows.contains { place < $0.values.count && $0.values[place].state == .told }
        }
        guard let place else { return nil }
        let points = rows.compactMap { row -> Chart.Point? in
            guard place < row.values.count else { return nil }
            let value = Self.value(row.values[place], .count, words)
            guard value.amount != 0 else { return nil }
            return Chart.Point(
                label: .init(words.code(row.keys[0].code, in: dimension)), values: [value])
        }
        // The longest bars, in the order of the list.
        let shown = points.enumerated()
            .sorted { ($0.element.values[0].amount ?? 0) > ($1.element.values[0].amount ?? 0) }
            .prefix(ReportLimits.barsMax).sorted { $0.offset < $1.offset }.map(\.element)
        return Chart(
            kind: .bars,
            title: titled(
                .init(words.dimension(dimension)), .init(indicator.measures[place].labels)),
            points: shown)
    }

    /// The first count, commune by commune.
    private func communes(_ words: FigureWords, _ places: [String]) -> Chart? {
        let dimension = FigureDimension.commune.rawValue
        let rows = rows(by: dimension, words)
        guard let counted, !rows.isEmpty else { return nil }
        let told = Dictionary(
            rows.map { ($0.keys[0].code, $0) }, uniquingKeysWith: { first, _ in first })
        return Chart(
            kind: .tiles, title: titled(.chartCommunes, indicator.measures[counted].labels),
            points: places.map { code in
                var value = WireFigureValue()
                value.state = .told
                if let row = told[code], counted < row.values.count { value = row.values[counted] }
                return Chart.Point(
                    label: .init(words.code(code, in: dimension)),
                    values: [Self.value(value, .count, words)])
            })
    }

    /// Several counts of the whole side by side.
    private func compared(_ words: FigureWords) -> Chart? {
        let whole = figure.rows.first { $0.keys.isEmpty }?.values ?? []
        let told = zip(indicator.measures, whole).filter {
            $0.0.shape == .count && ($0.1.state == .told || $0.1.state == .rounded)
        }
        guard told.count > 1 else { return nil }
        return Chart(
            kind: .bars, title: titled(.chartMeasures),
            points: told.map { measure, value in
                Chart.Point(
                    label: .init(measure.labels), values: [Self.value(value, .count, words)])
            })
    }

    /// The indicator and what of it a chart shows.
    private func titled(_ text: FigureText, _ more: Labels? = nil) -> Bilingual {
        titled(.init(text.labels), more.map { .init($0) })
    }

    private func titled(_ text: Bilingual, _ more: Bilingual?) -> Bilingual {
        func title(_ language: Language) -> String {
            ([indicator.labels.text(language), text.text(language)]
                + [more].compactMap { $0?.text(language) }).joined(separator: " – ")
        }
        return Bilingual(french: title(.french), arabic: title(.arabic))
    }
}
