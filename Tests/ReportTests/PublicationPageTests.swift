import Basics
import Catalog
import Circuit
import DefinitionSupport
import Foundation
import Messages
import Testing

@testable import Report

/// What a province publishes, as people and spreadsheets read it.
@Suite struct PublicationPageTests {
    private static func table(
        _ code: String, _ state: WirePublishedState, _ dimensions: [(String, [String])] = [],
        reason: WirePublishedReason = .unspecified, from first: UInt32 = 0
    ) -> WirePublishedTable {
        var table = WirePublishedTable()
        table.code = code
        (table.indicator, table.measure) = ("I01", "children")
        (table.state, table.reason) = (state, reason)
        table.dimensions = dimensions.map { code, values in
            var dimension = WirePublishedDimension()
            (dimension.code, dimension.values) = (code, values)
            return dimension
        }
        guard state == .told || state == .coarsened else { return table }
        let count = dimensions.reduce(1) { $0 * $1.1.count }
        table.cells = (0..<UInt32(count)).map { first + $0 * 3 }
        return table
    }

    private static func publication() -> WirePublication {
        var publication = WirePublication()
        publication.publication = Data(repeating: 0xAB, count: 16)
        publication.province = "04.441"
        publication.fromDay = FigurePeriod.quarter(3, year: 2026).first.days
        publication.untilDay = FigurePeriod.quarter(3, year: 2026).until.days
        (publication.definitionVersion, publication.base) = (10, 3)
        publication.definitionHash = Data(repeating: 1, count: 32)
        publication.hash = Data(repeating: 2, count: 32)
        publication.publishedAtMs = 1_796_000_000_000
        publication.tables = [
            table("T01", .told, [("sex", ["M", "F", "?"]), ("age", ["0-4", "5-9"])], from: 30),
            table("T02", .coarsened, [("milieu", ["urban|rural", "?"])], from: 90),
            table("T03", .withheld, reason: .tells),
            table("T04", .withheld, reason: .before),
            table("T05", .notCollected),
            table("T06", .told, from: 300),
            table("T07", .told, [("sex", ["=1+1", "@x"]), ("<b>", ["+x", "-y"])]),
        ]
        return publication
    }

    /// A report of a year from what is published of its quarters (SPEC W-225).
    @Test func severalPublicationsStandOnOnePage() throws {
        let words = FigureWords(try Shipped.definition())
        let first = Self.publication()
        var second = first
        second.publication = Data(repeating: 0xCD, count: 16)
        let title = try #require(words.definition.report("HCP")).labels
        let html = PublicationPage.html(
            [first, second], titled: title, of: .year(2026), in: .both, words)
        for one in [first, second] {
            #expect(
                html.components(separatedBy: one.publication.map { String($0, radix: 16) }.joined())
                    .count > 1)
        }
        #expect(html.contains(title.french.escaped) && html.contains(title.arabic.escaped))
        #expect(html.components(separatedBy: "<h2>").count == 1 + 2 * first.tables.count)
        let sheet = PublicationSheet.text([first, second], words)
        let alone = PublicationSheet.text(first, words).components(separatedBy: "\r\n").count
        #expect(sheet.components(separatedBy: "\r\n").count == 2 * alone - 2)
    }

    @Test(arguments: ReportLanguage.allCases)
    func aPageTellsEveryTableAndWhy(language: ReportLanguage) throws {
        let words = FigureWords(try Shipped.definition())
        let html = PublicationPage.html(Self.publication(), in: language, words)
        for name in ["table", "tr", "th", "td", "section", "span", "dl", "ul", "li", "bdi", "p"] {
            let opened = [" ", ">"].map { html.components(separatedBy: "<\(name)\($0)").count - 1 }
            #expect(
                opened.reduce(0, +) == html.components(separatedBy: "</\(name)>").count - 1,
                "\(name)")
        }
        #expect(!html.contains("<b>") && !html.contains("http:"))
        for language in language.languages {
            for text: PublishedText in [
                .title, .stateCoarsened, .stateWithheld, .reasonTells, .reasonBefore, .reasonLess,
                .rounded, .once,
            ] { #expect(html.contains(text.text(language).escaped), "\(text)") }
        }
        // A row for each value of the first dimension, a column for each of the last.
        #expect(html.contains("<td>30</td><td>33</td>") && html.contains("<td>42</td><td>45</td>"))
        #expect(html.contains("<td>300</td>") && html.contains("<td>93</td>"))
        #expect(html.contains("abababababababab"))
    }

    @Test func aSheetHasALineForEachCellAndNoFormula() throws {
        let publication = Self.publication()
        let words = FigureWords(try Shipped.definition())
        let lines = PublicationSheet.text(publication, words).components(separatedBy: "\r\n")
        let expected = publication.tables.reduce(1) { $0 + max($1.cells.count, 1) }
        #expect(lines.count == expected + 1 && lines.last == "")
        let heads = lines[0].components(separatedBy: ",")
        #expect(heads.count == 32 && heads.last == "count")
        #expect(lines[1].hasPrefix("04.441,2026-07-01,2026-09-30,abab"))
        #expect(lines[1].contains(",T01,I01,") && lines[1].hasSuffix(",30"))
        #expect(lines[6].contains(",sex,?,") && lines[6].hasSuffix(",45"))
        #expect(lines.contains { $0.contains(",T03,") && $0.contains(",withheld,tells,") })
        for line in lines.dropFirst().dropLast() {
            let cells = line.components(separatedBy: ",")
            #expect(cells.count == 32, "\(line)")
            for cell in cells { #expect(!"=+-@".contains(cell.first ?? " "), "\(cell)") }
        }
    }
}
