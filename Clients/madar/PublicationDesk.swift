import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Report
import Terminal

/// What the commands of publishing share.
struct PublicationDesk {
    let work: Work
    let words: FigureWords

    var context: Context { work.context }
    var client: DaemonClient { work.session.client }

    init(_ work: Work) {
        self.work = work
        words = FigureWords(work.definition)
    }

    // MARK: - Asking

    /// What is published and what waits, the latest period first.
    func all() async throws -> [WirePublication] {
        try await context.waiting(.connecting) {
            var all: [WirePublication] = []
            while true {
                let page = try await client.listPublications(after: all.last).publications
                all += page
                guard page.count == MessageLimits.publicationsPerListMax else { return all }
            }
        }
    }

    /// The publication whose id begins like that.
    func choose(_ typed: String) async throws -> WirePublication {
        let begin = Digits.ascii(typed).lowercased()
        let found = try await all().filter { $0.publication.hexadecimal.hasPrefix(begin) }
        guard found.count == 1 else { throw Failure(.unknownPublication) }
        return found[0]
    }

    /// The publication whose id begins like that, with its tables.
    func read(_ typed: String) async throws -> WireReadPublicationAnswer {
        try await read(try await choose(typed))
    }

    /// A publication with its tables.
    private func read(_ listed: WirePublication) async throws -> WireReadPublicationAnswer {
        let id = try listed.id()
        return try await context.waiting(.connecting) {
            try await client.readPublication(id)
        }
    }

    /// What is published of a period or of parts of it, the first days first, with the tables of some
    /// indicators alone.
    func published(
        in period: FigurePeriod, of indicators: [String]
    ) async throws -> [WirePublication] {
        let days = period.first.days..<period.until.days
        let all: [WirePublication]
        do {
            all = try await self.all()
        } catch let error as ClientError where error.code == .permission {
            throw Failure(.figuresNotGranted)
        }
        let found = all.filter { item in
            item.isPublished && days.contains(item.fromDay) && item.untilDay <= days.upperBound
        }
        var publications: [WirePublication] = []
        for item in found.reversed() {
            var publication = try await read(item).publication
            publication.tables.removeAll { !indicators.contains($0.indicator) }
            if !publication.tables.isEmpty { publications.append(publication) }
        }
        return publications
    }

    /// Has the daemon prepare a period, and tells how far it is.
    func prepare(_ period: FigurePeriod) async throws -> WirePublication {
        let offset = work.definition.parts.offsetSeconds
        guard period.until <= CivilDate(context.now, offsetSeconds: offset) else {
            throw Failure(.periodNotOver)
        }
        let what = context.text(period.labels)
        var headway = Headway(100, isShown: !context.isJSON) { percent in
            context.say(.preparing(what: what, percent: percent))
        }
        defer { headway.end() }
        do throws(ClientError) {
            return try await client.preparePublication(of: period) { percent, isAnew in
                if isAnew { context.alarm(.preparedAnew) }
                headway.reach(percent)
            }
        } catch {
            if error.code == .permission { throw Failure(.figuresNotGranted) }
            guard error.isOfLine || error.code == .timedOut else { throw error }
            // What is prepared stays with the daemon for a while.
            var failure = Failure(error, profile: context.profile.name)
            failure.advice = { Notice.prepareAgain.text($0) }
            throw failure
        }
    }

    // MARK: - Telling

    /// Where a publication stands, in words.
    func state(_ item: WirePublication) -> String {
        let text =
            item.isPublished
            ? PublishedText.statePublished
            : item.publication.isEmpty ? .draftTitle : .stateWaits
        return text.text(context.language)
    }

    func document(_ publication: WirePublication) -> PublicationDocument {
        PublicationDocument(publication, words)
    }

    /// What the caller has approved, where the daemon's own account of it did not come: when it was
    /// published, only the daemon knows.
    func document(approved shown: WirePublication) -> PublicationDocument {
        var document = document(shown)
        document.state = PublicationDocument.published
        document.approvedBy = work.me.name
        document.expiresAt = nil
        return document
    }

    func emit(_ publication: WirePublication) throws { try context.emit(document(publication)) }

    /// Shows what a publication is, what became of each table and why, and the counts.
    func show(_ item: WirePublication, hasCells: Bool) {
        guard !context.isJSON else { return }
        let language = context.language
        context.screen.title(state(item) + " · " + context.text(item.period.labels))
        context.show(
            [
                LabelledValue(
                    PublishedText.publication.text(language), item.publication.hexadecimal),
                LabelledValue(context.text(.proposedBy), item.proposedBy),
                LabelledValue(PublishedText.approvedBy.text(language), item.approvedBy),
                LabelledValue(PublishedText.hash.text(language), item.hash.hexadecimal),
            ].filter { !$0.value.isEmpty })
        if hasCells { for table in item.tables where !table.cells.isEmpty { show(table) } }
        context.screen.table(
            [
                NationalText.tableCode.text(language), context.text(.state),
                PublishedText.why.text(language),
            ],
            rows: item.tables.map { table in
                [
                    table.code + " " + context.text(words.title(table)),
                    context.text(table.state.labels), table.why?.text(language) ?? "",
                ]
            })
        context.screen.show("")
        context.screen.show(PublishedText.rounded.text(language))
    }

    private func show(_ table: WirePublishedTable) {
        context.screen.title(table.code + " · " + context.text(words.title(table)))
        context.screen.table(
            [FigureText.breakdown.text(context.language)]
                + words.columns(of: table).map { context.text($0) },
            rows: table.rows.map { row in
                [context.text(words.row(row.codes, of: table))] + row.counts.map { String($0) }
            })
        context.screen.show("")
    }
}

extension WirePublication {
    /// Whether a second person has approved it.
    var isPublished: Bool { publishedAtMs != 0 }

    /// Whether any table of it tells anything.
    var isTold: Bool { tables.contains { $0.state == .told || $0.state == .coarsened } }

    /// The first characters of its id, by which people name it.
    var shortID: String { String(publication.hexadecimal.prefix(8)) }

    /// Its id.
    func id() throws -> PublicationID {
        guard let id = PublicationID(blob: publication) else { throw Failure(.protocolBroken) }
        return id
    }
}

/// A publication as programs read it; keys are stable, unknown ones are to be ignored.
struct PublicationDocument: Encodable {
    struct Cell: Encodable {
        var codes: [String: String]
        var count: UInt32
    }
    struct Table: Encodable {
        var code: String
        var indicator: String
        var measure: String
        var labels: LabelsDocument
        var state: String
        var reason: String?
        var rungs: UInt32?
        var dimensions: [TableDimensionDocument]
        var cells: [Cell]

        init(_ table: WirePublishedTable, _ words: FigureWords) {
            code = table.code
            indicator = table.indicator
            measure = table.measure
            labels = LabelsDocument(words.title(table))
            state = table.state.code
            reason = table.reason.code
            rungs = table.state == .coarsened ? table.rungs : nil
            dimensions = table.dimensions.map {
                TableDimensionDocument($0.code, $0.values, words)
            }
            cells = table.counts.map { codes, count in
                Cell(
                    codes: Dictionary(
                        zip(table.dimensions.map(\.code), codes),
                        uniquingKeysWith: { first, _ in first }),
                    count: count)
            }
        }
    }

    /// The state of what a second person has approved.
    static let published = "published"

    var schema = "madar.publication/1"
    var publication: String?
    var state: String
    var province: String
    var from: String
    var to: String
    var definitionVersion: UInt32
    var base: UInt32
    var proposedBy: String?
    var proposedAt: String?
    var expiresAt: String?
    var approvedBy: String?
    var publishedAt: String?
    var hash: String
    var tables: [Table]?

    init(_ item: WirePublication, _ words: FigureWords) {
        func moment(_ milliseconds: Int64) -> String? {
            milliseconds == 0 ? nil : DateText.iso(Instant(milliseconds: milliseconds))
        }
        publication = item.publication.isEmpty ? nil : item.publication.hexadecimal
        state = item.isPublished ? Self.published : item.publication.isEmpty ? "draft" : "waits"
        province = item.province
        (from, to) = (item.period.first.text, item.period.last.text)
        (definitionVersion, base) = (item.definitionVersion, item.base)
        proposedBy = item.proposedBy.isEmpty ? nil : item.proposedBy
        approvedBy = item.approvedBy.isEmpty ? nil : item.approvedBy
        proposedAt = moment(item.proposedAtMs)
        expiresAt = moment(item.expiresAtMs)
        publishedAt = moment(item.publishedAtMs)
        hash = item.hash.hexadecimal
        tables = item.tables.isEmpty ? nil : item.tables.map { Table($0, words) }
    }
}
