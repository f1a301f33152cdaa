public import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
public import Report
import Terminal

extension ReportLanguage: ExpressibleByArgument {}

/// In which form a report is written.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    /// For screen and paper.
    case html
    /// For a spreadsheet program.
    case csv
    /// For other programs.
    case json
}

/// `madar report`: a report of a period, as one file.
struct ReportCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: helpText(.reportCommand),
        discussion: examples(
            "madar report --list", "madar report OPERATIONS --month 2026-10 --out october.html",
            "madar report COMMITTEE --quarter 2026-3 --in both --out committee.html",
            "madar report HCP --year 2026 --format csv --out extract.csv"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var asked: FigureOptions
    @Option(name: .customLong("in"), help: help(.optionReportIn))
    var languages: ReportLanguage = .both
    @Option(help: help(.optionReportFormat)) var format: ReportFormat = .html
    @Option(help: help(.optionReportFile)) var out: String?
    @Flag(help: help(.optionReportList)) var list = false
    @Argument(help: help(.argumentReport)) var report: String?

    private struct Listed: Encodable {
        struct Body: Encodable {
            var code: String
            var labels: LabelsDocument
            var audience: String
            var each: String
            var indicators: [String]
        }

        var schema = "madar.reports/1"
        var reports: [Body]
    }

    private struct Document: Encodable {
        var schema = "madar.report/1"
        var outcome = Outcome.done.rawValue
        var report: String
        var format: String
        var byteCount: Int
        var path: String
        /// `true`, `small_hidden` or `published`.
        var figures: String
    }

    private struct PublishedReportDocument: Encodable {
        var schema = "madar.published-report/1"
        var report: String
        var from: String
        var to: String
        var publications: [PublicationDocument]
    }

    func validate() throws {
        guard !list else {
            guard !asked.isGiven, out == nil, report == nil else {
                throw ValidationError("--list")
            }
            return
        }
        guard report != nil else { throw ValidationError("<report>") }
        guard out != nil else { throw ValidationError("<--out>") }
        try asked.validatePeriod()
    }

    func perform(_ context: Context) async throws {
        guard !list else { return try Self.list(try await Work(context, mayBeOffline: true)) }
        guard let report, let out else { throw Failure(.badUsage) }
        let desk = try await FigureDesk(context, asked)
        let definition = desk.work.definition
        guard
            let kind = definition.report(report) ?? definition.report(report.uppercased())
        else { throw Failure(.unknownReport(code: report)) }
        let path = Input.path(out)
        // What cannot be written is told before anything is counted.
        let file = try NewFile(path)
        let made =
            switch kind.audience {
            case .centre: try await asTheyAre(kind, desk)
            case .committee: try await hidden(kind, desk)
            case .outside: try await published(kind, desk)
            }
        let bytes = Array(made.text.utf8)
        try file.write(bytes)
        try file.finish()
        try context.emit(
            Document(
                report: kind.code, format: format.rawValue, byteCount: bytes.count, path: path,
                figures: made.figures.rawValue))
        context.tell(
            .reportWritten(path: path, size: DataSize.text(bytes.count, context.language)))
        switch made.figures {
        case .asTheyAre: if asked.province { context.alarm(.figuresTrue) }
        case .smallHidden: context.tell(.figuresSmallHidden)
        case .published: context.tell(.reportOfPublished(count: String(made.publicationCount)))
        }
    }

    // MARK: - By whom it is read

    /// What a report was made of.
    private enum Figures: String {
        /// Of the figures as they are.
        case asTheyAre = "true"
        /// Of tables of which small counts are hidden.
        case smallHidden = "small_hidden"
        /// Of what is published.
        case published
    }

    private struct Made {
        let text: String
        let figures: Figures
        var publicationCount = 0
    }

    /// The centre's own report.
    private func asTheyAre(_ kind: FigureReport, _ desk: FigureDesk) async throws -> Made {
        let indicators = try kind.indicators.map { try desk.indicator($0) }
        var desk = desk
        // Registers are of the province, and of nothing less (SPEC W-227).
        if indicators.flatMap(\.measures).allSatisfy({
            desk.work.definition.countsRegister($0)
        }) {
            desk.isOfProvince = asked.organisation == nil
        }
        let figures = try await figures(indicators, desk, hasCharts: format == .html)
        return Made(
            text: try text(figures, kind, desk, desk.head(kind.labels)), figures: .asTheyAre)
    }

    /// A report with small counts hidden, whoever makes it, and what the province lacks.
    private func hidden(_ kind: FigureReport, _ desk: FigureDesk) async throws -> Made {
        try checkWhole(desk)
        let diagnosis = try DiagnosisDesk(desk.work, desk.period)
        let figures = try await diagnosis.figures(kind.indicators.map { try desk.indicator($0) })
        var desk = desk
        desk.isOfProvince = true
        var head = desk.head(kind.labels)
        head.telling = .forCommittee(smallBelow: desk.work.definition.parts.smallBelow)
        let gaps = try await diagnosis.gaps()
        return Made(
            text: try text(figures, kind, desk, head, gaps), figures: .smallHidden)
    }

    /// A report of what is published of the period and of its parts, and of nothing else.
    private func published(_ kind: FigureReport, _ desk: FigureDesk) async throws -> Made {
        try checkWhole(desk)
        let publications = try await PublicationDesk(desk.work).published(
            in: desk.period, of: kind.indicators)
        guard !publications.isEmpty else {
            throw Failure(desk.period.until <= desk.today ? .nothingPublished : .periodNotOver)
        }
        let text =
            switch format {
            case .html:
                PublicationPage.html(
                    publications, titled: kind.labels, of: desk.period, in: languages, desk.words)
            case .csv: PublicationSheet.text(publications, desk.words)
            case .json:
                try JSONText.of(
                    PublishedReportDocument(
                        report: kind.code, from: desk.period.first.text,
                        to: desk.period.last.text,
                        publications: publications.map { PublicationDocument($0, desk.words) }))
                    + "\n"
            }
        return Made(text: text, figures: .published, publicationCount: publications.count)
    }

    /// Refuses a report for others of less than the province, or of other days than those of the
    /// calendar.
    private func checkWhole(_ desk: FigureDesk) throws {
        if case .days = desk.period { throw Failure(.reportWhole) }
        guard asked.organisation == nil else { throw Failure(.reportWhole) }
    }

    private func text(
        _ figures: [ReportedFigure], _ kind: FigureReport, _ desk: FigureDesk, _ head: FigureHead,
        _ gaps: ProvinceGaps? = nil
    ) throws -> String {
        switch format {
        case .html:
            return FigurePage.html(
                figures, head, in: languages, desk.words, gaps: gaps)
        case .csv:
            let sheet = Self.sheet(figures, desk)
            let lacking = gaps.map {
                GapSheet.lines(
                    $0, below: sheet, province: desk.work.me.province, desk.words)
            }
            return sheet + (lacking ?? "")
        case .json:
            let figures = figures.map {
                FigureDocument($0.indicator, measure: nil, $0.figure, desk.words)
            }
            return try JSONText.of(
                desk.document(
                    figures, report: kind.code, gaps: gaps.map { GapsDocument($0, desk.work) }))
                + "\n"
        }
    }

    private static func sheet(_ figures: [ReportedFigure], _ desk: FigureDesk) -> String {
        figures.reduce(into: FigureSheet.heading) { text, figure in
            text += FigureSheet.lines(
                figure.figure, figure.indicator, figure.indicator.measures,
                province: desk.work.me.province, desk.words)
        }
    }

    /// Counts what the report tells, and what its charts need besides.
    ///
    /// The daemon counts all indicators of one question at once: they are asked question by question.
    private func figures(
        _ indicators: [Indicator], _ desk: FigureDesk, hasCharts: Bool = true
    ) async throws -> [ReportedFigure] {
        let crossed = indicators.indices.filter {
            ReportedFigure.measureByAgeAndSex(indicators[$0]) != nil
        }
        let traced = indicators.indices.filter { ReportedFigure.isToldByMonths(indicators[$0]) }
        let months = hasCharts ? desk.period.months(begunBy: desk.today) : []
        var headway = desk.headway(
            indicators.count + (hasCharts ? crossed.count : 0) + months.count * traced.count)
        var doneCount = 0
        func count(
            _ indicator: Indicator, by: [String] = [], measure: String? = nil,
            of period: FigurePeriod? = nil
        ) async throws -> WireFigure {
            let figure = try await desk.count(
                indicator, by: by, measure: measure, of: period
            ) { headway.reach(doneCount * 100 + $0) }
            doneCount += 1
            return figure
        }
        var figures: [ReportedFigure] = []
        for indicator in indicators {
            figures.append(
                ReportedFigure(indicator, try await count(indicator)))
        }
        if hasCharts {
            for place in crossed {
                figures[place].ageAndSex = try await count(
                    indicators[place],
                    by: [FigureDimension.age.rawValue, FigureDimension.sex.rawValue],
                    measure: ReportedFigure.measureByAgeAndSex(indicators[place])?.code)
            }
        }
        for month in months {
            for place in traced {
                figures[place].months.append(
                    (
                        month,
                        try await count(
                            indicators[place], by: [FigureDimension.sex.rawValue], of: month)
                    ))
            }
        }
        headway.end()
        return figures
    }

    private static func list(_ work: Work) throws {
        let context = work.context
        let reports = work.definition.parts.reports
        try context.emit(
            Listed(
                reports: reports.map {
                    Listed.Body(
                        code: $0.code, labels: LabelsDocument($0.labels),
                        audience: $0.audience.rawValue, each: $0.period.rawValue,
                        indicators: $0.indicators)
                }))
        guard !context.isJSON else { return }
        context.screen.table(
            [.report, .howOften, .indicator].map { (text: FigureText) in
                text.text(context.language)
            },
            rows: reports.map { report in
                [
                    report.code + " " + context.text(report.labels),
                    report.period.text.text(context.language), context.list(report.indicators),
                ]
            })
    }
}
