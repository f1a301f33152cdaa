import Basics
import Catalog
import Circuit
import DefinitionSupport
import Foundation
import Messages
import Testing

@testable import Report

/// Figures for every indicator that ships, told of as many communes as a province has.
struct CountedFigures {
    let definition: CircuitDefinition
    let communes: [String]

    /// As many organisations as answer for files in a large province.
    private static let organisations = Dictionary(
        uniqueKeysWithValues: (1...8).map {
            (OrganisationID(high: 7, low: UInt64($0)), "UPE \($0)")
        })

    var words: FigureWords { FigureWords(definition) { Self.organisations[$0] } }

    init(communes count: Int = 60) throws {
        definition = try Shipped.definition()
        communes = definition.parts.territories.filter {
            $0.kind == .urban || $0.kind == .rural
        }.prefix(count).map(\.code)
    }

    /// A value of a measure that a reader can tell from others.
    static func value(_ number: UInt64, _ measure: Measure) -> WireFigureValue {
        var value = WireFigureValue()
        value.state = measure.rule.kind == .uncollected ? .notCollected : .told
        value.value = measure.shape == .minutes ? number * 900 : number
        value.of = measure.shape == .count ? 0 : number * 2
        return value
    }

    private static func row(
        _ keys: [(String, String)], _ indicator: Indicator, _ number: UInt64
    ) -> WireFigureRow {
        var row = WireFigureRow()
        row.keys = keys.map { dimension, code in
            var key = WireFigureKey()
            (key.dimension, key.code) = (dimension, code)
            return key
        }
        row.values = indicator.measures.map { value(number, $0) }
        return row
    }

    func figure(_ indicator: Indicator) -> WireFigure {
        var figure = WireFigure()
        figure.indicator = indicator.code
        figure.fromDay = CivilDate(year: 2026, month: 1, day: 1)?.days ?? 0
        figure.untilDay = CivilDate(year: 2027, month: 1, day: 1)?.days ?? 0
        func codes(_ dimension: FigureDimension) -> [String] {
            switch dimension {
            case .sex: ["F", "M", "?"]
            case .age: ["0-4", "5-9", "10-14", "15-17", "18+", "?"]
            case .protectionAge: ["0-5", "6-11", "12-17", "?"]
            case .milieu: ["rural", "urban", "?"]
            case .commune: communes + ["?"]
            case .category: definition.list("REPORT-LINES")?.items.map(\.code) ?? []
            case .unit: Self.organisations.keys.map(\.hexadecimal) + ["?"]
            }
        }
        figure.rows = [Self.row([], indicator, 1_234)]
        var number: UInt64 = 5
        for dimension in FigureDimension.allCases {
            for code in codes(dimension) {
                number += 1
                figure.rows.append(
                    Self.row([(dimension.rawValue, code)], indicator, number))
            }
        }
        for list in indicator.lists {
            let codes =
                definition.track(list)?.stages.map(\.code)
                ?? definition.list(list)?.items.map(\.code)
                ?? Self.organisations.keys.map(\.hexadecimal)
            for code in codes {
                number += 1
                figure.rows.append(Self.row([(list, code)], indicator, number))
            }
        }
        return figure
    }

    /// An indicator as the committee is told it: by sex and by its lists or the categories, most of a long
    /// list hidden; of the first by age and commune too.
    func hidden(_ indicator: Indicator, isFirst: Bool) -> ReportedFigure {
        let own = definition.freeLists(of: indicator)
        let wholes = Set(indicator.measures.compactMap(\.rule.over))
        let measures = indicator.measures.filter {
            definition.tellsWhole($0) || $0.rule.counted != nil && !wholes.contains($0.code)
        }
        let dimensions =
            ["sex"] + (isFirst ? ["age", "commune"] : [])
            + (indicator.code == "I03" ? ["category"] : own)
        let all = figure(indicator).rows
        return DiagnosedIndicator(
            indicator,
            measures.map { measure in
                let place = indicator.measures.firstIndex { $0.code == measure.code } ?? 0
                var told = WireFigure()
                for (number, row) in all.enumerated() {
                    let dimension = row.keys.first?.dimension
                    let isWhole = definition.tellsWhole(measure)
                    guard dimension == nil || !isWhole && dimensions.contains(dimension ?? "")
                    else {
                        continue
                    }
                    var one = row
                    one.values = [row.values[place]]
                    // Of a long list every third line is told.
                    let isLong = dimension == "commune" || own.contains(dimension ?? "")
                    if isLong, number % 3 > 0 { one.values[0].state = .hidden }
                    told.rows.append(one)
                }
                return (measure, [told])
            }
        ).reported
    }

    func reported(_ indicator: Indicator) -> ReportedFigure {
        var reported = ReportedFigure(indicator, figure(indicator))
        if ReportedFigure.measureByAgeAndSex(indicator) != nil {
            var crossed = WireFigure()
            for (place, age) in ["0-4", "5-9", "10-14", "15-17", "?"].enumerated() {
                for (other, sex) in ["F", "M", "?"].enumerated() {
                    var row = Self.row(
                        [("age", age), ("sex", sex)], indicator, UInt64(10 * place + other))
                    row.values = Array(row.values.prefix(1))
                    crossed.rows.append(row)
                }
            }
            reported.ageAndSex = crossed
        }
        if ReportedFigure.isToldByMonths(indicator) {
            reported.months = (1...12).map { month in
                var figure = WireFigure()
                figure.rows = [Self.row([], indicator, UInt64(month * 7))]
                return (.month(month, year: 2026), figure)
            }
        }
        return reported
    }

    var all: [ReportedFigure] { definition.parts.indicators.map(reported) }

    func head(province: Bool = false, by name: String = "سعاد المنصوري") -> FigureHead {
        var head = FigureHead(
            title: definition.report("ANNUAL")?.labels
                ?? Labels(arabic: "", french: "", english: ""),
            province: "04.441", period: .year(2026),
            countedAt: Instant(milliseconds: 1_796_000_000_000),
            countedBy: name)
        head.isOfProvince = province
        return head
    }
}

@Suite struct FigurePageTests {
    private static func places(_ text: String, _ word: String) -> [String] {
        text.components(separatedBy: word).dropFirst().map { String($0.prefix(400)) }
    }

    @Test(arguments: ReportLanguage.allCases)
    func theWholeYearOfTheLargestProvinceIsOneSmallFile(language: ReportLanguage) throws {
        let counted = try CountedFigures(communes: 89)
        let html = FigurePage.html(
            counted.all, counted.head(), in: language, counted.words)
        #expect(html.utf8.count <= 500_000, "\(html.utf8.count)")
        // For whoever looks at what was made: a person does, before it ships.
        if let folder = ProcessInfo.processInfo.environment["MADAR_REPORT_OUT"] {
            try Data(html.utf8).write(
                to: URL(fileURLWithPath: "\(folder)/annual-\(language.rawValue).html"))
        }
        #expect(!html.contains("<script") && !html.contains("javascript:"))
        #expect(!html.contains("http://") && !html.contains("https://") && !html.contains("src=\""))

        // What is opened is closed.
        for name in [
            "table", "tbody", "tr", "td", "th", "section", "figure", "svg", "g", "text", "span",
            "div", "p", "dl", "ol", "ul", "li", "bdi",
        ] {
            let opened = [" ", ">"].map { Self.places(html, "<\(name)\($0)").count }
            #expect(
                opened.reduce(0, +) == Self.places(html, "</\(name)>").count, "\(name)")
        }

        // Each chart tells who does not see it what it shows.
        let charts = Self.places(html, "<svg class=\"chart\"")
        #expect(charts.count > 20)
        for chart in charts {
            #expect(chart.contains("role=\"img\"") && chart.contains("aria-labelledby=\"c"))
            #expect(chart.contains("<title id=\"c") && chart.contains("<desc id=\"c"))
            #expect(!chart.contains("<title id=\"c\"></title>"))
        }
        // What is named by an id is there, once.
        let ids = Self.places(html, " id=\"").map { String($0.prefix { $0 != "\"" }) }
        #expect(Set(ids).count == ids.count)
        let named =
            Self.places(html, "aria-labelledby=\"").flatMap {
                $0.prefix { $0 != "\"" }.split(separator: " ").map(String.init)
            } + Self.places(html, "href=\"#").map { String($0.prefix { $0 != "\"" }) }
            + Self.places(html, "url(#").map { String($0.prefix { $0 != ")" }) }
        #expect(Set(named).subtracting(ids).isEmpty)
        for indicator in counted.definition.parts.indicators {
            #expect(html.contains("id=\"i-\(indicator.code)\""))
            #expect(
                language == .arabic || html.contains(indicator.caution.french.escaped),
                "\(indicator.code)")
            #expect(
                language == .french || html.contains(indicator.caution.arabic.escaped),
                "\(indicator.code)")
            #expect(language == .french || html.contains(indicator.unit.arabic.escaped))
        }
    }

    /// A number that is longer than the margin of its axis would be cut where the drawing ends.
    @Test(arguments: ReportLanguage.allCases)
    func noNumberOfAnAxisLeavesItsChart(language: ReportLanguage) throws {
        let counted = try CountedFigures()
        var reported = try #require(counted.all.first { !$0.months.isEmpty })
        reported.months[0].1.rows[0].values[0].value = 12_345
        let html = FigurePage.html([reported], counted.head(), in: language, counted.words)
        let number =
            /<text class="n"(?<end> text-anchor="end")? x="(?<x>\d+)" y="\d+">(?<digits>\d+)</
        var found = 0
        for match in html.matches(of: number) {
            let x = try #require(Int(match.x))
            // No digit of a label is wider.
            let width = 7 * match.digits.count
            #expect(match.end == nil ? x + width <= 640 : x - width >= 0, "\(match.0)")
            found += 1
        }
        #expect(found >= 3)
    }

    @Test func eachLanguageRunsInItsDirection() throws {
        let counted = try CountedFigures()
        func html(_ language: ReportLanguage) -> String {
            FigurePage.html(
                [counted.all[0]], counted.head(), in: language, counted.words)
        }
        #expect(html(.arabic).contains("<html lang=\"ar\" dir=\"rtl\">"))
        #expect(html(.french).contains("<html lang=\"fr\" dir=\"ltr\">"))
        #expect(html(.both).contains("<html lang=\"fr\" dir=\"ltr\">"))
        // Nothing of one language is left in a report in the other, but the name of who counted.
        let arabicLetters = html(.french).replacingOccurrences(of: "سعاد المنصوري", with: "")
            .unicodeScalars.filter { (0x600...0x6FF).contains($0.value) }
        #expect(arabicLetters.isEmpty)
        #expect(!html(.arabic).contains("lang=\"fr\""))
        #expect(!html(.arabic).contains("Enfants") && !html(.arabic).contains("Unité"))
        // Side by side, a French cell stands before the Arabic one of the same.
        let both = html(.both)
        let french = try #require(both.range(of: "<th scope=\"row\">Fille</th>"))
        let arabic = try #require(both.range(of: "<th lang=\"ar\">أنثى</th>"))
        #expect(french.lowerBound < arabic.lowerBound)
        #expect(both.contains("th[lang=ar]{direction:rtl}"))
        // Numbers keep to Western digits.
        #expect(!both.unicodeScalars.contains { (0x660...0x669).contains($0.value) })
    }

    @Test func whatIsWrittenByPeopleIsNoMarkup() throws {
        let counted = try CountedFigures()
        var head = counted.head(by: "<script>alert(1)</script>")
        head.organisation = "\"><img onerror='x'>"
        let html = FigurePage.html([counted.all[0]], head, in: .both, counted.words)
        #expect(!html.contains("<script") && !html.contains("<img"))
        #expect(html.contains("&lt;script&gt;") && html.contains("&quot;&gt;&lt;img"))
    }

    @Test func aCellSaysWhyItHoldsNoNumber() throws {
        let counted = try CountedFigures()
        let indicator = try #require(counted.definition.indicator("I01"))
        var figure = counted.figure(indicator)
        figure.rows[0].values[0].state = .hidden
        figure.rows[0].values[1].state = .rounded
        let html = FigurePage.html(
            [ReportedFigure(indicator, figure)], counted.head(), in: .both,
            counted.words)
        for language in [Language.french, .arabic] {
            #expect(html.contains(">" + FigureText.hidden.text(language) + "<"))
        }
        #expect(html.contains("≈\u{00A0}1234"))
        let outings = try #require(counted.definition.indicator("I25"))
        var uncollected = counted.figure(outings)
        uncollected.rows = Array(uncollected.rows.prefix(1))
        for place in uncollected.rows[0].values.indices {
            uncollected.rows[0].values[place].state = .notCollected
        }
        let none = FigurePage.html(
            [ReportedFigure(outings, uncollected)],
            counted.head(), in: .both, counted.words)
        #expect(none.contains(FigureText.notCollected.text(.arabic)))
        #expect(none.contains(FigureText.notCollected.text(.french)))
        #expect(!none.contains(FigureText.dimensionSex.text(.french)))
    }

    @Test func whatHasManyMeasuresIsToldInSeveralTables() throws {
        let counted = try CountedFigures()
        let indicator = try #require(counted.definition.indicator("I18"))
        #expect(indicator.measures.count == 13)
        let html = FigurePage.html(
            [ReportedFigure(indicator, counted.figure(indicator))],
            counted.head(), in: .both, counted.words)
        let tables = html.components(separatedBy: "<table class=\"figures\">").dropFirst()
        let widths = tables.map { table in
            table.components(separatedBy: "<th scope=\"col\">").count - 1
        }
        #expect(widths == [4, 4, 5])
        for table in tables {
            // The whole and each breakdown stand in each of them.
            #expect(table.contains("class=\"whole\""))
            #expect(table.contains(FigureText.dimensionSex.text(.french)))
        }
        for measure in indicator.measures {
            #expect(
                html.components(separatedBy: ">" + measure.labels.arabic + "<").count == 2,
                "\(measure.code)")
        }
    }

    @Test func smallNumbersStayInTheCentre() throws {
        let counted = try CountedFigures()
        let indicator = try #require(counted.definition.indicator("I01"))
        func warns(_ number: UInt64, province: Bool = false) -> Bool {
            var figure = counted.figure(indicator)
            figure.rows[3].values[0].value = number
            return FigurePage.html(
                [ReportedFigure(indicator, figure)],
                counted.head(province: province), in: .french, counted.words
            ).contains(FigureText.centreOnly.text(.french))
        }
        #expect(warns(1) && warns(4) && !warns(5) && !warns(0))
        #expect(warns(5, province: true))
        // A time says nothing of a child, but of how few children it is told.
        let delays = try #require(counted.definition.indicator("I20"))
        for (minutes, count, isSmall): (UInt64, UInt64, Bool) in [(3, 9, false), (900, 2, true)] {
            var figure = counted.figure(delays)
            figure.rows = [figure.rows[0]]
            figure.rows[0].values[0].value = minutes
            figure.rows[0].values[0].of = count
            #expect(ReportedFigure(delays, figure).hasSmallNumber(below: 5) == isSmall)
        }
    }

    /// What is laid before the committee: small counts are hidden, and the page says so in the number of
    /// the definition.
    @Test(arguments: ReportLanguage.allCases)
    func aPageForTheCommitteeSaysWhatItHidesAndWhatIsMissing(language: ReportLanguage) throws {
        let shipped = try Shipped.definition()
        var parts = shipped.parts
        parts.smallBelow = 8
        let definition = CircuitDefinition(parts)
        let indicator = try #require(definition.indicator("I01"))
        let children = try #require(indicator.measures.first { $0.code == "children" })
        func row(_ dimension: String?, _ code: String, _ count: UInt64?) -> WireFigureRow {
            var row = WireFigureRow()
            if let dimension {
                var key = WireFigureKey()
                (key.dimension, key.code) = (dimension, code)
                row.keys = [key]
            }
            var value = WireFigureValue()
            value.state = count == nil ? .hidden : .told
            value.value = count ?? 0
            row.values = [value]
            return row
        }
        var (sex, age) = (WireFigure(), WireFigure())
        sex.rows = [row(nil, "", 31), row("sex", "F", 17), row("sex", "M", 14)]
        age.rows = [row(nil, "", 31)] + ["0-4", "5-9", "10-14"].map { row("age", $0, nil) }
        let told = DiagnosedIndicator(indicator, [(children, [sex, age])])
        var head = FigureHead(
            title: definition.report("COMMITTEE")?.labels ?? indicator.labels, province: "04.441",
            period: .quarter(3, year: 2026), countedAt: Instant(milliseconds: 1_796_000_000_000),
            countedBy: "N. B.")
        head.telling = .forCommittee(smallBelow: definition.parts.smallBelow)
        let gaps = ProvinceGaps(
            period: head.period, countedAt: head.countedAt, services: [],
            directory: DirectoryGaps(
                readAt: head.countedAt, communeCount: 16,
                sectors: [
                    CoveredSector(
                        labels: Labels(arabic: "الصحة", french: "Santé", english: "Health"),
                        code: "HEALTH", focalPointCount: 0, bareCommuneCount: 16)
                ], places: []))
        let html = FigurePage.html(
            [told.reported], head, in: language, FigureWords(definition), gaps: gaps)
        for language in language.languages {
            #expect(html.contains(SmallCountText.hidden(8, language).escaped))
            #expect(html.contains(FigureText.committeeOnly.text(language).escaped))
            #expect(html.contains(FigureText.hidden.text(language)))
            #expect(html.contains(PageText.everyLine.text(language)))
            #expect(html.contains(PageText.gapSectors.text(language).escaped))
            #expect(html.contains(FigureText.childrenOnce.text(language).escaped))
            #expect(!html.contains(FigureText.centreOnly.text(language).escaped))
        }
        #expect(SmallCountText.hidden(8, .arabic).contains("8"))
        // What is hidden of a whole breakdown is one line, and what is told stands.
        #expect(html.contains("<td>17</td>") && html.contains("16 / 16"))
        #expect(!html.contains(">" + FigureWords(definition).code("5-9", in: "age").french + "<"))
    }

    /// The committee's quarterly file of a province as large as there is one, as a session gets it.
    @Test(arguments: ReportLanguage.allCases)
    func theCommitteesFileOfALargeProvinceIsShort(language: ReportLanguage) throws {
        let counted = try CountedFigures(communes: 89)
        let report = try #require(counted.definition.report("COMMITTEE"))
        let figures = report.indicators.enumerated().compactMap { place, code in
            counted.definition.indicator(code).map { counted.hidden($0, isFirst: place == 0) }
        }
        var head = counted.head()
        head.telling = .forCommittee(smallBelow: 5)
        head.period = .quarter(3, year: 2026)
        let html = FigurePage.html(figures, head, in: language, counted.words)
        #expect(html.utf8.count <= 150_000, "\(html.utf8.count)")
        #expect(html.components(separatedBy: "<svg class=\"chart\"").count == 2)
        if let folder = ProcessInfo.processInfo.environment["MADAR_REPORT_OUT"] {
            try Data(html.utf8).write(
                to: URL(fileURLWithPath: "\(folder)/committee-\(language.rawValue).html"))
        }
    }

    /// A rounded share tells no number that it was made from.
    @Test func aRoundedShareIsToldAlone() throws {
        let words = FigureWords(try Shipped.definition())
        var value = WireFigureValue()
        (value.state, value.value, value.of) = (.rounded, 45, 100)
        #expect(words.value(value, .share, .days).french == "≈\u{00A0}45\u{00A0}%")
    }

    @Test func aPeriodWithNothingIsSaidSo() throws {
        let counted = try CountedFigures()
        let indicator = try #require(counted.definition.indicator("I01"))
        var figure = counted.figure(indicator)
        figure.rows = [figure.rows[0]]
        figure.rows[0].values = indicator.measures.map { CountedFigures.value(0, $0) }
        let html = FigurePage.html(
            [ReportedFigure(indicator, figure)], counted.head(), in: .french,
            counted.words)
        #expect(html.contains(FigureText.nothingCounted.text(.french).escaped))
        #expect(!html.contains("<svg class=\"chart\""))
    }

    @Test func tilesFallIntoClassesThatHoldEveryNumber() {
        for largest: UInt64 in 1...40 {
            let classes = ChartPen.classes(upTo: largest)
            #expect(classes.count <= 4)
            #expect(classes.flatMap { Array($0) } == Array(1...largest))
        }
        #expect(ChartPen.classes(upTo: 0).isEmpty)
    }
}

@Suite struct FigureWordsTests {
    private func words() throws -> FigureWords { FigureWords(try Shipped.definition()) }

    private func value(
        _ value: UInt64, of whole: UInt64 = 0, _ state: WireFigureState = .told
    ) -> WireFigureValue {
        var wire = WireFigureValue()
        (wire.value, wire.of, wire.state) = (value, whole, state)
        return wire
    }

    @Test func valuesReadAsTheirShapeSays() throws {
        let words = try words()
        #expect(words.value(value(12), .count, .days).french == "12")
        #expect(words.value(value(1, of: 3), .share, .days).french == "33\u{00A0}% (1/3)")
        #expect(words.value(value(2, of: 3), .share, .days).arabic == "67\u{00A0}% (2/3)")
        #expect(words.value(value(0, of: 0), .share, .days).french == "–")
        #expect(words.value(value(90, of: 4), .minutes, .hours).french == "1,5")
        #expect(words.value(value(90, of: 4), .minutes, .hours).english == "1.5")
        #expect(words.value(value(2_160, of: 4), .minutes, .days).arabic == "1,5")
        #expect(words.value(value(1_439, of: 1), .minutes, .days).french == "1,0")
        #expect(words.value(value(0, of: 0), .minutes, .days).french == "–")
        #expect(words.value(value(7, of: 2_000), .rate, .days).french == "3,5")
        #expect(words.value(value(.max, of: .max), .share, .days).french.hasPrefix("100\u{00A0}%"))
        #expect(words.value(value(3, .unspecified), .count, .days).french.isEmpty)
    }

    @Test func codesHaveTheirWordsAndStandInTheirOrder() throws {
        let words = try words()
        #expect(words.code("0-4", in: "age").french == "0–4 ans")
        #expect(words.code("18+", in: "age").french == "18 ans et plus")
        #expect(words.code("18+", in: "age").arabic == "18 سنة فأكثر")
        #expect(words.code("5-9", in: "age").arabic == "من 5 إلى 9 سنوات")
        #expect(words.code("6-11", in: "age_cp").arabic == "من 6 إلى 11 سنة")
        #expect(words.code("old", in: "age").arabic == "old")
        #expect(words.code("?", in: "commune").arabic == FigureText.unknownCode.text(.arabic))
        #expect(words.code("F", in: "sex").french == "Fille")
        #expect(words.code("3.1", in: "category").french.contains("état civil"))
        #expect(words.code("TRIAGE", in: "SOCIAL").french != "TRIAGE")
        #expect(words.code("GONE", in: "SOCIAL").french == "GONE")
        let ages = ["?", "15-17", "5-9", "18+", "0-4", "10-14"].sorted {
            words.place($0, in: "age") < words.place($1, in: "age")
        }
        #expect(ages == ["0-4", "5-9", "10-14", "15-17", "18+", "?"])
    }

    /// SPEC W-228.
    @Test func organisationsAreCalledByTheirNamesAndStandInTheirOrder() throws {
        let definition = try Shipped.definition()
        let ids = (1...3).map { OrganisationID(high: 7, low: UInt64($0)) }
        let names = [ids[0]: "UPE Salé", ids[1]: "CAPE"]
        let words = FigureWords(definition) { names[$0] }
        for dimension in ["unit", "to_service", "delegate", "establishment"] {
            #expect(words.code(ids[0].hexadecimal, in: dimension).arabic == "UPE Salé")
            // One of which nobody told the name.
            #expect(words.code(ids[2].hexadecimal, in: dimension).french == ids[2].hexadecimal)
            #expect(words.code("?", in: dimension) == FigureText.noOrganisation.labels)
        }
        #expect(words.dimension("unit").french == "Organisme responsable du dossier")
        #expect(words.dimension("to_service").french == "Service destinataire")
        let indicator = try #require(definition.indicator("I14"))
        var figure = WireFigure()
        figure.rows = ["?", ids[0].hexadecimal, ids[1].hexadecimal].map { code in
            var row = WireFigureRow()
            var key = WireFigureKey()
            (key.dimension, key.code) = ("to_service", code)
            row.keys = [key]
            row.values = indicator.measures.map { CountedFigures.value(3, $0) }
            return row
        }
        #expect(
            words.sorted(figure.rows).map { words.code($0.keys[0].code, in: "to_service").french }
                == ["CAPE", "UPE Salé", "aucun organisme"])
        let sheet = FigureSheet.lines(
            figure, indicator, indicator.measures, province: "04.441", words)
        #expect(sheet.contains(",to_service,\(ids[0].hexadecimal),UPE Salé,UPE Salé,"))
        #expect(sheet.contains(",to_service,?,بدون جهة,aucun organisme,"))
        let counted = try CountedFigures()
        for language in ReportLanguage.allCases {
            let html = FigurePage.html(
                [ReportedFigure(indicator, figure)], counted.head(), in: language, words)
            #expect(html.contains("UPE Salé") && html.contains("CAPE"))
            #expect(!html.contains(ids[0].hexadecimal))
        }
    }

    @Test func anArticleIsCitedInTheLanguageOfTheReader() {
        let article = FigureWords.article("law 103-13 art. 1")
        #expect(
            article.french == "loi 103-13 art. 1" && article.arabic == "القانون 103-13 المادة 1")
        #expect(FigureWords.article("CPP 471, 510").arabic == "ق.م.ج 471, 510")
    }

    @Test func periodsHaveTheirWords() {
        #expect(FigurePeriod.month(10, year: 2026).labels.french == "octobre 2026")
        #expect(FigurePeriod.quarter(1, year: 2026).labels.french == "1er trimestre 2026")
        #expect(FigurePeriod.quarter(3, year: 2026).labels.arabic == "الفصل الثالث من سنة 2026")
        #expect(FigurePeriod.year(2026).labels.arabic == "2026")
        let first = CivilDate(year: 2026, month: 8, day: 1)
        let days = first.map { FigurePeriod.days($0, through: $0.adding(days: 2)) }
        #expect(days?.labels.french == "du 1er août 2026 au 3 août 2026")
    }
}

@Suite struct FigureSheetTests {
    @Test func everyCellHasItsLineAndNoFormula() throws {
        let counted = try CountedFigures()
        let indicator = try #require(counted.definition.indicator("I06"))
        let words = FigureWords(counted.definition)
        var figure = counted.figure(indicator)
        figure.rows = Array(figure.rows.prefix(2))
        figure.rows[1].keys[0].code = "=SUM(A1)"
        figure.rows[1].values[2].state = .hidden
        figure.rows[0].values[2].state = .unspecified
        let text =
            FigureSheet.heading
            + FigureSheet.lines(
                figure, indicator, indicator.measures, province: "04.441", words)
        #expect(text.hasPrefix("\u{FEFF}province,from,to,indicator,"))
        let lines = text.components(separatedBy: "\r\n").dropLast()
        #expect(lines.count == 1 + 2 + 3)
        #expect(lines[1].hasPrefix("04.441,2026-01-01,2026-12-31,I06,"))
        #expect(lines[1].hasSuffix("told,1110600,2468"))
        #expect(lines[3].contains(",sex,'=SUM(A1),'=SUM(A1),'=SUM(A1),"))
        #expect(lines[5].hasSuffix("hidden,,"))
        for line in lines { #expect(!line.contains(",=")) }
    }
}

extension String {
    /// The text as it stands in markup.
    var escaped: String {
        var markup = Markup()
        markup.say(self)
        return markup.text
    }
}
