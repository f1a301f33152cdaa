import Basics
import Catalog
import Circuit
import Commands
import Messages
import Report

/// What a province lacks, as programs read it; keys are stable, unknown ones are to be ignored.
struct GapsDocument: Encodable {
    struct Sector: Encodable {
        var sector: String
        var labels: LabelsDocument
        var focalPoints: Int
        var communesWithout: Int
        var communes: Int
    }
    struct Places: Encodable {
        var title: String
        var fileNumber: String
        var commune: String?
        var stage: String
        /// Whether it is known to take no child now.
        var isGap: Bool
        var capacity: Int64?
        var free: Int64?
        var seenAt: String?
    }
    struct Directory: Encodable {
        var readAt: String
        var sectors: [Sector]
        var places: [Places]
    }

    var schema = "madar.gaps/1"
    var province: String
    var from: String
    var to: String
    var countedAt: String
    var services: [FigureDocument]
    /// Not there where the directory is closed to whoever asks.
    var directory: Directory?

    init(_ gaps: ProvinceGaps, _ work: Work) {
        let words = FigureWords(work.definition)
        province = work.me.province
        from = gaps.period.first.text
        to = gaps.period.last.text
        countedAt = DateText.iso(gaps.countedAt)
        services = gaps.services.flatMap { told in
            told.measures.indices.map { FigureDocument(told, measure: $0, words) }
        }
        directory = gaps.directory.map { directory in
            Directory(
                readAt: DateText.iso(directory.readAt),
                sectors: directory.sectors.map {
                    Sector(
                        sector: $0.code, labels: LabelsDocument($0.labels),
                        focalPoints: $0.focalPointCount, communesWithout: $0.bareCommuneCount,
                        communes: directory.communeCount)
                },
                places: directory.places.map {
                    Places(
                        title: $0.title, fileNumber: $0.number, commune: $0.commune,
                        stage: $0.stage, isGap: $0.isGap, capacity: $0.capacity, free: $0.free,
                        seenAt: $0.seenAt.map { DateText.iso($0) })
                })
        }
    }
}

extension FigureDocument {
    /// One measure of a diagnosed indicator.
    fileprivate init(_ told: DiagnosedIndicator, measure place: Int, _ words: FigureWords) {
        var figure = WireFigure()
        figure.smallHidden = true
        figure.rows = told.rows.map { row in
            var one = row
            one.values = [row.values[place]]
            return one
        }
        self.init(told.indicator, measure: told.measures[place].code, figure, words)
    }
}
