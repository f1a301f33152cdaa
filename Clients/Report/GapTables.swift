import Basics
import Catalog
public import Circuit
import Messages

/// What a province lacks, as tables for a page or a terminal, in the three languages.
public struct GapTables {
    /// A table: what it is called, its columns, and its rows.
    public struct Table {
        /// What it is called.
        public let title: Labels
        /// The heads of its columns.
        public let columns: [Labels]
        /// Its rows; none where nothing was recorded.
        public let rows: [[Labels]]
        /// What stands below it: where it comes from, and what it does not tell.
        public let notes: [Labels]
    }

    private let words: FigureWords

    /// Makes the tables of a definition.
    public init(_ definition: CircuitDefinition) { words = FigureWords(definition) }

    /// What was recorded as not to be had, where no focal point stands, and where no place is free.
    public func all(_ gaps: ProvinceGaps) -> [Table] {
        let services = gaps.services.map { self.services($0, gaps) }
        guard let directory = gaps.directory else {
            return services + [
                Table(
                    title: PageText.gapSectors.labels, columns: [], rows: [],
                    notes: [PageText.directoryClosed.labels])
            ]
        }
        return services + [sectors(directory), places(directory)]
    }

    private func note(_ label: Labels, _ value: Labels) -> Labels {
        Labels { label.text($0) + ($0 == .french ? " : " : ": ") + value.text($0) }
    }

    /// An indicator of a diagnosis.
    func figures(_ told: DiagnosedIndicator) -> Table {
        table(
            told, Labels { "\(told.indicator.code) · " + told.indicator.labels.text($0) },
            notes: [
                told.isEmpty
                    ? FigureText.nothingCounted.labels : told.indicator.caution
            ])
    }

    private func services(_ told: DiagnosedIndicator, _ gaps: ProvinceGaps) -> Table {
        table(
            told, PageText.gapServices.labels,
            notes: [
                told.isEmpty
                    ? PageText.noGapRecorded.labels : PageText.diagnosisUnit.labels,
                note(
                    FigureText.source.labels,
                    Labels { "\(told.indicator.code), " + told.indicator.source.text($0) }),
                note(FigureText.period.labels, gaps.period.labels),
                note(
                    FigureText.countedAt.labels,
                    Labels { DateText.moment(gaps.countedAt, $0) }),
            ])
    }

    private func table(
        _ told: DiagnosedIndicator, _ title: Labels, notes: [Labels]
    ) -> Table {
        Table(
            title: title,
            columns: [FigureText.breakdown.labels] + told.measures.map(\.labels),
            rows: told.isEmpty ? [] : rows(told), notes: notes)
    }

    /// The rows of an indicator: what each is about, then its values.
    private func rows(_ told: DiagnosedIndicator) -> [[Labels]] {
        let whole = told.rows.prefix(1).map { row in
            [FigureText.whole.labels] + values(row, told)
        }
        let rest = words.dimensions(of: told.rows, told.indicator).flatMap { dimension in
            let rows = words.sorted(told.rows.filter { $0.keys.first?.dimension == dimension })
            let name = words.dimension(dimension)
            if let hidden = rows.nothingShown {
                return [[note(name, PageText.everyLine.labels)] + values(hidden, told)]
            }
            return rows.map { row in
                [note(name, words.value(row.keys.first?.code ?? "", in: dimension))]
                    + values(row, told)
            }
        }
        return whole + rest
    }

    private func values(_ row: WireFigureRow, _ told: DiagnosedIndicator) -> [Labels] {
        zip(told.measures, row.values).map { measure, value in
            words.value(value, measure.shape, .hours)
        }
    }

    private func sectors(_ gaps: DirectoryGaps) -> Table {
        Table(
            title: PageText.gapSectors.labels,
            columns: [
                PageText.gapSector.labels, PageText.gapFocalPoints.labels,
                PageText.gapBareCommunes.labels,
            ],
            rows: gaps.sectors.map { sector in
                [
                    sector.labels,
                    sector.focalPointCount == 0
                        ? PageText.gapNone.labels : Labels(all: String(sector.focalPointCount)),
                    Labels(all: "\(sector.bareCommuneCount) / \(gaps.communeCount)"),
                ]
            }, notes: [directory(gaps)])
    }

    private func places(_ gaps: DirectoryGaps) -> Table {
        let unknown = PageText.gapNotKnown.labels
        var notes = [directory(gaps)]
        if gaps.places.isEmpty { notes.insert(PageText.noPlacesRecorded.labels, at: 0) }
        return Table(
            title: PageText.gapPlaces.labels,
            columns: [
                Labels(Label.recordTitle), Labels(Label.commune),
                Labels(Label.stage), Labels(Label.capacity),
                Labels(Label.freePlaces), PageText.gapSeenOn.labels,
            ],
            rows: gaps.places.map { place in
                [
                    Labels(all: place.title),
                    place.commune.map {
                        words.code($0, in: FigureDimension.commune.rawValue)
                    } ?? unknown,
                    words.definition.stage(place.stage)?.labels ?? Labels(all: place.stage),
                    place.capacity.map { Labels(all: String($0)) } ?? unknown,
                    place.free.map { Labels(all: String($0)) } ?? unknown,
                    place.seenAt.map { seen in Labels { DateText.moment(seen, $0) } } ?? unknown,
                ]
            }, notes: notes)
    }

    private func directory(_ gaps: DirectoryGaps) -> Labels {
        note(PageText.directoryReadAt.labels, Labels { DateText.moment(gaps.readAt, $0) })
    }
}

extension [WireFigureRow] {
    /// One of several rows that all say the same, where something is hidden: dozens of such lines tell
    /// a reader no more than one; nil for others.
    var nothingShown: WireFigureRow? {
        guard let first, count > 1, first.values.contains(where: { $0.state == .hidden }),
            allSatisfy({ $0.values == first.values })
        else { return nil }
        return first
    }
}

extension PageText {
    /// The text in the three languages.
    var labels: Labels { Labels { text($0) } }
}
