import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Report
import Terminal

/// The options that name a period.
struct PeriodOptions: ParsableArguments {
    @Option(help: help(.optionMonth)) var month: String?
    @Option(help: help(.optionQuarter)) var quarter: String?
    @Option(help: help(.optionYear)) var year: String?
    @Option(help: help(.optionPeriodFrom)) var from: String?
    @Option(help: help(.optionPeriodTo)) var to: String?

    /// Whether any of them is given.
    var isGiven: Bool { [month, quarter, year, from, to].contains { $0 != nil } }

    /// Checks that one period is named, and that it is one.
    func validatePeriod() throws {
        let given = [month != nil, quarter != nil, year != nil, from != nil || to != nil]
        switch given.count(where: \.self) {
        case 0: throw ValidationError("<--month | --quarter | --year | --from --to>")
        case 1: break
        default: throw ValidationError("--month | --quarter | --year | --from --to")
        }
        if let month, FigurePeriod(month: Digits.ascii(month)) == nil {
            throw ValidationError("--month")
        }
        if let quarter, FigurePeriod(quarter: Digits.ascii(quarter)) == nil {
            throw ValidationError("--quarter")
        }
        if let year, FigurePeriod(year: Digits.ascii(year)) == nil {
            throw ValidationError("--year")
        }
        if given[3] {
            guard let from, Self.day(from) != nil else { throw ValidationError("--from") }
            guard let to, Self.day(to) != nil else { throw ValidationError("--to") }
        }
    }

    /// The period.
    ///
    /// - Throws: `Failure` where it ends before it begins.
    func period() throws -> FigurePeriod {
        if let read = month.flatMap({ FigurePeriod(month: Digits.ascii($0)) })
            ?? quarter.flatMap({ FigurePeriod(quarter: Digits.ascii($0)) })
            ?? year.flatMap({ FigurePeriod(year: Digits.ascii($0)) })
        {
            return read
        }
        guard let first = from.flatMap(Self.day), let last = to.flatMap(Self.day) else {
            throw Failure(.badUsage)
        }
        guard first <= last else { throw Failure(.periodReversed) }
        return .days(first, through: last)
    }

    /// A day as people type it.
    static func day(_ text: String) -> CivilDate? {
        DateText.readDay(Digits.ascii(text)).flatMap {
            CivilDate(year: $0.year, month: $0.month, day: $0.day)
        }
    }
}

/// The options that name a period and whose files are counted.
struct FigureOptions: ParsableArguments {
    @OptionGroup var dates: PeriodOptions
    @Flag(help: help(.optionFiguresProvince)) var province = false
    @Option(help: help(.optionFiguresOrganisation)) var organisation: String?

    /// Whether any of them is given.
    var isGiven: Bool { dates.isGiven || organisation != nil || province }

    /// Checks that one period is named, and that it is one.
    func validatePeriod() throws { try dates.validatePeriod() }

    /// The period.
    ///
    /// - Throws: `Failure` where it ends before it begins, or lies in the future.
    func period(today: CivilDate) throws -> FigurePeriod {
        let period = try dates.period()
        guard period.first <= today else { throw Failure(.periodFuture) }
        return period
    }
}

/// Counts figures for a command, and tells how far it is.
struct FigureDesk {
    let work: Work
    let period: FigurePeriod
    let words: FigureWords
    let today: CivilDate
    /// Whether all files of the province are counted.
    var isOfProvince: Bool
    private let organisation: OrganisationID?
    /// What the organisation is called; empty for none.
    let organisationName: String

    var context: Context { work.context }

    init(_ context: Context, _ options: FigureOptions) async throws {
        let work = try await Work(context)
        let offset = work.definition.parts.offsetSeconds
        today = CivilDate(context.now, offsetSeconds: offset)
        period = try options.period(today: today)
        self.work = work
        isOfProvince = options.province
        let client = work.session.client
        words = FigureWords(work.definition) { client.name(of: $0) }
        guard let typed = options.organisation else {
            (organisation, organisationName) = (nil, "")
            return
        }
        let found = try await Self.organisation(typed, work)
        (organisation, organisationName) = found
    }

    /// The organisation of that name, or whose id begins like that.
    private static func organisation(
        _ typed: String, _ work: Work
    ) async throws -> (OrganisationID, String) {
        let known = work.me.organisations
        let listed = (try? await work.session.client.listOrganisations())?.organisations ?? []
        let all =
            known
            + listed.compactMap { item in
                OrganisationID(blob: item.id).map { ($0, item.name) }
            }.filter { item in !known.contains { $0.id == item.0 } }
        let begin = Digits.ascii(typed).lowercased()
        let found = all.filter { $0.name == typed || $0.id.hexadecimal.hasPrefix(begin) }
        if found.count == 1 { return found[0] }
        if found.isEmpty, let id = OrganisationID(hexadecimal: begin) { return (id, begin) }
        throw Failure(.unknownOrganisation)
    }

    /// The indicator of a code, however it is written.
    func indicator(_ code: String) throws -> Indicator {
        let definition = work.definition
        guard
            let found = definition.indicator(code) ?? definition.indicator(code.uppercased())
        else { throw Failure(.unknownIndicator(code: code)) }
        return found
    }

    /// Counts one indicator.
    func count(
        _ indicator: Indicator, by: [String] = [], measure: String? = nil,
        of period: FigurePeriod? = nil, progress: (Int) -> Void
    ) async throws -> WireFigure {
        var asked = AskedFigures(indicator.code, of: period ?? self.period)
        asked.by = by
        asked.measure = measure
        asked.organisation = organisation
        asked.isOfProvince = isOfProvince
        do throws(ClientError) {
            let figure = try await work.session.client.figures(asked, progress: progress)
            // An answer holds few names; who may name an organisation in an act learns the others.
            let told = figure.rows.flatMap(\.keys).filter {
                work.definition.isOfOrganisations($0.dimension)
            }
            await work.session.client.learnNames(
                of: told.compactMap { OrganisationID(hexadecimal: $0.code) })
            return figure
        } catch {
            guard isOfProvince else { throw error }
            switch error.code {
            case .permission: throw Failure(.figuresNotGranted)
            // Tables in which small counts are hidden are of a period that is over.
            case .precondition: throw Failure(.periodNotOver)
            // Nor are they told by what another table tells more finely, or by organisation.
            case .badMessage where !by.isEmpty:
                throw Failure(.breakdownNotFree(code: by.joined(separator: ", ")))
            default: throw error
            }
        }
    }

    /// Tells how far the counting of several things is, on one line.
    func headway(_ count: Int) -> Headway {
        let what = context.text(period.labels)
        return Headway(count * 100, isShown: !context.isJSON) { done in
            context.say(.counting(what: what, percent: done / max(count, 1)))
        }
    }

    /// What stands above figures for programs.
    func document(
        _ figures: [FigureDocument], report: String? = nil, gaps: GapsDocument? = nil
    ) -> FiguresDocument {
        FiguresDocument(
            report: report, province: work.me.province, from: period.first.text,
            to: period.last.text, countedAt: DateText.iso(context.now),
            countedBy: work.me.name, organisation: organisation?.hexadecimal,
            ofProvince: isOfProvince, definitionVersion: work.definition.version,
            figures: figures, gaps: gaps)
    }

    /// What stands at the head of a report.
    func head(_ title: Labels) -> FigureHead {
        var head = FigureHead(
            title: title, province: work.me.province, period: period, countedAt: context.now,
            countedBy: work.me.name)
        head.organisation = organisationName
        head.isOfProvince = isOfProvince
        return head
    }
}
