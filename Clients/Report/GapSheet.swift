import Basics
import Catalog
import Circuit
import Messages

/// What a province lacks as lines of the sheet of figures, for a spreadsheet program.
///
/// What was not to be had stands as any figure does. Of the directory a line is of the day on which it
/// was read, under `FOCAL-POINTS` by sector or under `PLACES` by entry.
public enum GapSheet {
    /// The lines of what a province lacks.
    ///
    /// - Parameter sheet: what stands above them; a line that it has is not told again.
    public static func lines(
        _ gaps: ProvinceGaps, below sheet: String, province: String, _ words: FigureWords
    ) -> String {
        let known = Set(sheet.split(separator: "\r\n"))
        let services = gaps.services.map(\.reported).flatMap { told in
            FigureSheet.lines(
                told.figure, told.indicator, told.indicator.measures, province: province, words
            ).split(separator: "\r\n").filter { !known.contains($0) }.map { String($0) + "\r\n" }
        }
        let directory = gaps.directory.map { directory in
            let day = CivilDate(
                directory.readAt, offsetSeconds: words.definition.parts.offsetSeconds
            ).text
            let head = [province, day, day]
            return focalPoints(directory, head) + places(directory, words, head)
        }
        return (services + (directory ?? [])).joined()
    }

    private static func focalPoints(_ gaps: DirectoryGaps, _ head: [String]) -> [String] {
        gaps.sectors.flatMap { sector in
            let key = ["sector", sector.code, sector.labels.arabic, sector.labels.french]
            return [
                line(
                    head, ("FOCAL-POINTS", .gapSectors), ("focal_points", .gapFocalPoints), key,
                    value: Int64(sector.focalPointCount)),
                line(
                    head, ("FOCAL-POINTS", .gapSectors), ("communes_without", .gapBareCommunes),
                    key,
                    value: Int64(sector.bareCommuneCount), of: gaps.communeCount),
            ]
        }
    }

    private static func places(
        _ gaps: DirectoryGaps, _ words: FigureWords, _ head: [String]
    ) -> [String] {
        let dimension = FigureDimension.commune.rawValue
        return gaps.places.flatMap { place in
            let commune = place.commune ?? FigureDimension.unknown
            let label = words.code(commune, in: dimension)
            let key = [
                "entry", place.number, place.title, place.title, dimension, commune, label.arabic,
                label.french,
            ]
            return [
                line(
                    head, ("PLACES", .gapPlaces), ("free_places", Label.freePlaces), key,
                    value: place.free),
                line(
                    head, ("PLACES", .gapPlaces), ("capacity", Label.capacity), key,
                    value: place.capacity),
            ]
        }
    }

    private static func line(
        _ head: [String], _ what: (code: String, text: PageText),
        _ measure: (code: String, text: PageText), _ keys: [String], value: Int64?, of: Int? = nil
    ) -> String {
        line(head, what, measure.code, Labels(measure.text), keys, value: value, of: of)
    }

    private static func line(
        _ head: [String], _ what: (code: String, text: PageText),
        _ measure: (code: String, text: Label), _ keys: [String], value: Int64?
    ) -> String {
        line(head, what, measure.code, Labels(measure.text), keys, value: value, of: nil)
    }

    private static func line(
        _ head: [String], _ what: (code: String, text: PageText), _ measure: String,
        _ labels: Labels, _ keys: [String], value: Int64?, of: Int?
    ) -> String {
        var cells = head
        cells += [what.code, what.text.text(.arabic), what.text.text(.french)]
        cells += [measure, labels.arabic, labels.french]
        cells += [(of == nil ? MeasureShape.count : .share).code]
        cells += keys + Array(repeating: "", count: 8 - keys.count)
        let state: WireFigureState = value == nil ? .notCollected : .told
        cells += [state.code ?? "", value.map(String.init) ?? "", of.map(String.init) ?? ""]
        return SheetLine.text(cells, separator: ",")
    }
}
