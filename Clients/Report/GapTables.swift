import Basics
public import Catalog
public import Circuit
import Messages

/// What a province lacks, as tables for a page or a terminal.
public struct GapTables {
    /// A table: what it is called, its columns, and its rows.
    public struct Table {
        /// What it is called.
        public let title: String
        /// The heads of its columns.
        public let columns: [String]
        /// Its rows; none where nothing was recorded.
        public let rows: [[String]]
        /// What stands below it: where it comes from, and what it does not tell.
        public let notes: [String]
    }

    private let words: FigureWords
    private let language: Language

    /// Makes the tables of a definition.
    public init(_ definition: CircuitDefinition, _ language: Language) {
        words = FigureWords(definition)
        self.language = language
    }

    /// What was recorded as not to be had, where no focal point stands, and where no place is free.
    public func all(_ gaps: ProvinceGaps) -> [Table] {
        let services = gaps.services.map { self.services($0, gaps) }
        guard let directory = gaps.directory else {
            return services + [
                Table(
                    title: PageText.gapSectors.text(language), columns: [], rows: [],
                    notes: [PageText.directoryClosed.text(language)])
            ]
        }
        return services + [sectors(directory), places(directory)]
    }

    private func note(_ label: String, _ value: String) -> String {
        label + (language == .french ? " : " : ": ") + value
    }

    /// An indicator of a diagnosis.
    func figures(_ told: DiagnosedIndicator) -> Table {
        table(
            told, "\(told.indicator.code) · " + told.indicator.labels.text(language),
            notes: [
                told.isEmpty
                    ? FigureText.nothingCounted.text(language)
                    : told.indicator.caution.text(language)
            ])
    }

    private func services(_ told: DiagnosedIndicator, _ gaps: ProvinceGaps) -> Table {
        table(
            told, PageText.gapServices.text(language),
            notes: [
                told.isEmpty
                    ? PageText.noGapRecorded.text(language) : PageText.diagnosisUnit.text(language),
                note(
                    FigureText.source.text(language),
                    "\(told.indicator.code), " + told.indicator.source.text(language)),
                note(FigureText.period.text(language), gaps.period.labels.text(language)),
                note(
                    FigureText.countedAt.text(language), DateText.moment(gaps.countedAt, language)),
            ])
    }

    private func table(
        _ told: DiagnosedIndicator, _ title: String, notes: [String]
    ) -> Table {
        Table(
            title: title,
            columns: [FigureText.breakdown.text(language)]
                + told.measures.map { $0.labels.text(language) },
            rows: told.isEmpty ? [] : rows(told), notes: notes)
    }

    /// The rows of an indicator: what each is about, then its values.
    private func rows(_ told: DiagnosedIndicator) -> [[String]] {
        let whole = told.rows.prefix(1).map { row in
            [FigureText.whole.text(language)] + values(row, told)
        }
        let rest = words.dimensions(of: told.rows, told.indicator).flatMap { dimension in
            let rows = words.sorted(told.rows.filter { $0.keys.first?.dimension == dimension })
            let name = words.dimension(dimension).text(language)
            if let hidden = nothingShown(rows) {
                return [[note(name, PageText.everyLine.text(language))] + values(hidden, told)]
            }
            return rows.map { row in
                [note(name, row.keys.map { label($0.code, in: dimension) }.joined())]
                    + values(row, told)
            }
        }
        return whole + rest
    }

    /// One of several rows that all say the same, where something is hidden: dozens of such lines tell
    /// a reader no more than one.
    private func nothingShown(_ rows: [WireFigureRow]) -> WireFigureRow? {
        guard let first = rows.first, rows.count > 1,
            first.values.contains(where: { $0.state == .hidden }),
            rows.allSatisfy({ $0.values == first.values })
        else { return nil }
        return first
    }

    private func label(_ code: String, in dimension: String) -> String {
        let labels =
            code == TablePlan.several
            ? NationalText.severalValues.labels : words.code(code, in: dimension)
        return labels.text(language)
    }

    private func values(_ row: WireFigureRow, _ told: DiagnosedIndicator) -> [String] {
        zip(told.measures, row.values).map { measure, value in
            words.value(value, measure.shape, .hours).text(language)
        }
    }

    private func sectors(_ gaps: DirectoryGaps) -> Table {
        Table(
            title: PageText.gapSectors.text(language),
            columns: [
                PageText.gapSector.text(language), PageText.gapFocalPoints.text(language),
                PageText.gapBareCommunes.text(language),
            ],
            rows: gaps.sectors.map { sector in
                [
                    sector.labels.text(language),
                    sector.focalPointCount == 0
                        ? PageText.gapNone.text(language) : String(sector.focalPointCount),
                    "\(sector.bareCommuneCount) / \(gaps.communeCount)",
                ]
            }, notes: [directory(gaps)])
    }

    private func places(_ gaps: DirectoryGaps) -> Table {
        let unknown = PageText.gapNotKnown.text(language)
        var notes = [directory(gaps)]
        if gaps.places.isEmpty { notes.insert(PageText.noPlacesRecorded.text(language), at: 0) }
        return Table(
            title: PageText.gapPlaces.text(language),
            columns: [
                Label.recordTitle.text(language), Label.commune.text(language),
                Label.stage.text(language), Label.capacity.text(language),
                Label.freePlaces.text(language), PageText.gapSeenOn.text(language),
            ],
            rows: gaps.places.map { place in
                [
                    place.title,
                    place.commune.map {
                        words.code($0, in: FigureDimension.commune.rawValue).text(language)
                    } ?? unknown,
                    words.definition.stage(place.stage)?.labels.text(language) ?? place.stage,
                    place.capacity.map { String($0) } ?? unknown,
                    place.free.map { String($0) } ?? unknown,
                    place.seenAt.map { DateText.moment($0, language) } ?? unknown,
                ]
            }, notes: notes)
    }

    private func directory(_ gaps: DirectoryGaps) -> String {
        note(PageText.directoryReadAt.text(language), DateText.moment(gaps.readAt, language))
    }
}
