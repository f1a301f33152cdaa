import Basics
import Catalog
import Circuit
import DefinitionSupport
import Foundation
import Merkle
import Returns
import Secrets
import Testing

@testable import Report

/// National figures of all provinces, as a page and as a sheet.
@Suite struct NationalPageTests {
    private static func key(_ seed: UInt8) throws -> SigningKey {
        SigningKey(seed: try SecretKey(copying: [UInt8](repeating: seed, count: 32).rawSpan))
    }

    private static func origin(_ seed: UInt8) -> String {
        "madar/" + [UInt8](repeating: seed, count: 16).hexadecimal
    }

    private static func list(_ codes: [String]) throws -> ProvinceList {
        try ProvinceList(
            codes.enumerated().map { place, code in
                let key = try key(UInt8(place + 1))
                let origin = origin(UInt8(place + 1))
                let descriptor = try #require(
                    ProvinceDescriptor(
                        code: code, madeAt: Instant(milliseconds: 1_795_000_000_000),
                        staticKey: [UInt8](repeating: 1, count: 32),
                        transferKey: [UInt8](repeating: 2, count: 32), logKey: key.publicKey,
                        address: ""))
                let signature = unsafe key.sign(descriptor.text.utf8.span.bytes)
                return (
                    descriptor,
                    try #require(descriptor.signed(origin: origin, signature: signature))
                )
            })
    }

    private static func file(
        _ code: String, seed: UInt8, _ tables: [ReturnTable], name: String? = nil,
        published: Int64 = 1_796_000_000_000
    ) throws -> ReturnFile {
        let (first, last) = (
            try #require(CivilDate("2026-07-01")), try #require(CivilDate("2026-09-30"))
        )
        let content = try #require(
            ProvinceReturn(
                province: code, first: first, last: last, definitionVersion: 10,
                definitionHash: [UInt8](repeating: seed, count: 32),
                publication: [UInt8](repeating: seed, count: 16),
                publishedAt: Instant(milliseconds: published), base: 3, tables: tables))
        let key = try key(seed)
        let signature = unsafe key.sign(content.text.utf8.span.bytes)
        let name = name ?? "\(code).txt"
        let noteKey = try #require(
            SignedReturn.key(log: origin(seed), publicKey: key.publicKey))
        let signed = try #require(SignedReturn(content, signature: signature, key: noteKey))
        return ReturnFile(name: name, bytes: Array(signed.encoded.utf8))
    }

    private static func wanted() throws -> ReturnsWanted {
        ReturnsWanted(
            first: try #require(CivilDate("2026-07-01")),
            last: try #require(CivilDate("2026-09-30")),
            deadline: Instant(milliseconds: 1_796_500_000_000))
    }

    private static let sex = ReturnDimension("sex", ["M", "F", "?"])
    private static let age = ReturnDimension("age", ["0-4", "5-9", "10-14", "15-17", "18+", "?"])

    private static func table(
        _ code: String, _ indicator: String, _ measure: String, _ dimensions: [ReturnDimension],
        state: ReturnState = .told, seed: Int
    ) -> ReturnTable {
        let count = dimensions.reduce(1) { $0 * $1.values.count }
        return ReturnTable(
            code: code, indicator: indicator, measure: measure, state: state,
            dimensions: dimensions,
            cells: state.hasCells
                ? (0..<count).map { UInt32(($0 * 7 + seed * 5) % 19 * 3) } : [])
    }

    /// The tables of a province: one that it may coarsen, and one that it may withhold.
    private static func tables(
        _ place: Int, _ communes: [String], lines: [String]
    ) -> [ReturnTable] {
        [
            place % 9 == 4
                ? table(
                    "T01", "I01", "children",
                    [sex, ReturnDimension("age", ["0-4|5-9", "10-14", "15-17", "18+", "?"])],
                    state: .coarsened, seed: place)
                : table("T01", "I01", "children", [sex, age], seed: place),
            table(
                "T02", "I03", "reported", [ReturnDimension("category", lines)],
                state: place % 7 == 3 ? .withheld : .told, seed: place),
            table(
                "T03", "I01", "children", [ReturnDimension("commune", communes + ["?"])],
                seed: place),
            table("T04", "I10", "sent", [sex], seed: place),
            table("T05", "I02", "opened", [], seed: place),
        ]
    }

    /// A country of which one province is missing, one altered and one late.
    private static func country() throws -> (NationalMerge, CircuitDefinition) {
        let definition = try Shipped.definition()
        let provinces = definition.parts.territories.filter(\.hasDevice).map(\.code)
        let lines = (definition.list("REPORT-LINES")?.items.map(\.code) ?? []) + ["?", "*"]
        var files: [ReturnFile] = []
        for (place, code) in provinces.enumerated() where place != 5 {
            let communes = definition.parts.territories.filter {
                ($0.kind == .urban || $0.kind == .rural)
                    && definition.territory($0.code, liesIn: code)
            }.map(\.code)
            files.append(
                try file(
                    code, seed: UInt8(place + 1), tables(place, communes, lines: lines),
                    published: place == 7 ? 1_797_000_000_000 : 1_796_000_000_000))
        }
        let altered = String(decoding: files[10].bytes, as: UTF8.self)
            .replacing("base 3", with: "base 9")
        files[10] = ReturnFile(name: "<b>\(files[10].name)</b>", bytes: Array(altered.utf8))
        return (
            NationalMerge(files, of: try list(provinces), try wanted()), definition
        )
    }

    private static func count(_ text: String, _ word: String) -> Int {
        text.components(separatedBy: word).count - 1
    }

    @Test(arguments: ReportLanguage.allCases)
    func theCountryIsOneSmallFile(language: ReportLanguage) throws {
        let (merge, definition) = try Self.country()
        #expect(merge.countedCount == 79)
        let html = NationalPage.html(
            merge, madeAt: Instant(milliseconds: 1_796_600_000_000), in: language,
            FigureWords(definition))
        #expect(html.utf8.count <= 500_000, "\(html.utf8.count)")
        // For whoever looks at what was made: a person does, before it ships.
        if let folder = ProcessInfo.processInfo.environment["MADAR_REPORT_OUT"] {
            try Data(html.utf8).write(
                to: URL(fileURLWithPath: "\(folder)/national-\(language.rawValue).html"))
        }
        #expect(!html.contains("<script") && !html.contains("javascript:"))
        #expect(!html.contains("http://") && !html.contains("https://") && !html.contains("src=\""))
        #expect(!html.contains("<b>"))
        for name in [
            "table", "tbody", "tr", "td", "th", "section", "figure", "svg", "g", "text", "span",
            "div", "p", "dl", "ol", "ul", "li", "bdi",
        ] {
            let opened = [" ", ">"].map { Self.count(html, "<\(name)\($0)") }.reduce(0, +)
            #expect(opened == Self.count(html, "</\(name)>"), "\(name)")
        }
        let charts = html.components(separatedBy: "<svg class=\"chart\"").dropFirst()
        #expect(charts.count >= 4)
        for chart in charts {
            #expect(chart.contains("<title id=\"c") && chart.contains("<desc id=\"c"))
        }
        let whole = merge.tables[0].cells[0]
        for word in [
            ">\(whole.sum)</td>", ">± \(whole.worstError)</td>", ">\(whole.deviation)</td>",
            ">79 / 82</td>",
        ] { #expect(html.contains(word), "\(word)") }
        for state: NationalText in [.stateMissing, .stateLate, .stateAltered] {
            for language in language.languages {
                #expect(html.contains(state.text(language).escaped), "\(state)")
            }
        }
        // What provinces did with their tables is told by their codes.
        #expect(html.contains(merge.tables[0].provinces(.coarsened).joined(separator: " · ")))
        #expect(html.contains(merge.tables[1].provinces(.withheld).joined(separator: " · ")))
        if language != .arabic { #expect(html.contains("Enfants signalés")) }
        if language != .french { #expect(html.contains("الأطفال المبلغ عنهم")) }
        let gap = try #require(merge.tables[0].gaps.first)
        #expect(html.contains(NationalText.notInSums.text(language.languages[0]).escaped))
        #expect(html.contains(gap.province + " ("))
        if language == .arabic { #expect(html.contains("<html lang=\"ar\" dir=\"rtl\">")) }
    }

    /// As many tables, cells and provinces as may come, with codes as long as they may be.
    @Test(arguments: ReportLanguage.allCases)
    func theLargestReturnsAreOneSmallFile(language: ReportLanguage) throws {
        let codes = (0..<82).map { "province-num-\($0 + 100)" }
        func long(_ letter: String, _ number: Int) -> String {
            String(repeating: letter, count: 60) + "\(number + 1_000)"
        }
        let files = try codes.enumerated().map { place, code in
            try Self.file(
                code, seed: UInt8(place + 1),
                (0..<64).map { table in
                    Self.table(
                        long("t", table), long("i", table), long("m", table),
                        [
                            ReturnDimension(
                                long("d", 0), (0..<(table % 2 == 0 ? 12 : 40)).map { long("v", $0) }
                            )
                        ],
                        state: (table + place) % 3 == 0 ? .withheld : .told, seed: place)
                })
        }
        let merge = NationalMerge(files, of: try Self.list(codes), try Self.wanted())
        #expect(merge.isWhole)
        let html = NationalPage.html(
            merge, madeAt: Instant(milliseconds: 1_796_600_000_000), in: language,
            FigureWords(CircuitDefinition(CircuitDefinition.Parts())))
        #expect(html.utf8.count <= 500_000, "\(html.utf8.count)")
        #expect(html.contains(NationalText.cellsInFile.text(language.languages[0]).escaped))
    }

    @Test func everySumHasItsLineAndNoFormula() throws {
        let (merge, definition) = try Self.country()
        let sheet = NationalSheet.text(merge, FigureWords(definition))
        let lines = sheet.components(separatedBy: "\r\n")
        let expected = merge.tables.reduce(1) { $0 + $1.cells.count + $1.totals.count }
        #expect(lines.count == expected + 1 && lines.last == "")
        let heads = lines[0].dropFirst().components(separatedBy: ",")
        #expect(heads.count == 35 && heads.last == "not_in_sums_of")
        let whole = merge.tables[0].cells[0]
        let first = lines[1].components(separatedBy: ",")
        #expect(
            first.suffix(6).map { $0 } == [
                "79", "82", "\(whole.sum)", "\(whole.worstError)", "\(whole.deviation)", "",
            ])
        // In which sums a province is not stands beside its whole.
        let gap = try #require(merge.tables[0].gaps.first)
        #expect(
            lines.contains {
                $0.contains(",\(gap.province),") && $0.contains(",T01,")
                    && $0.hasSuffix(([gap.dimension] + gap.values).joined(separator: " "))
            })
        #expect(lines[1].hasPrefix("2026-07-01,2026-09-30,10,,,,T01,I01,"))
        #expect(lines.contains { $0.contains(",04.441,سلا,Salé,T01,I01,") })
        // A code that a spreadsheet would run.
        let table = ReturnTable(
            code: "=1+1", indicator: "@cmd", measure: "-m", state: .told,
            dimensions: [ReturnDimension("+d", ["=x"])], cells: [3])
        let other = NationalMerge(
            [try Self.file("04.441", seed: 1, [table])], of: try Self.list(["04.441"]),
            try Self.wanted())
        for line in NationalSheet.text(other, FigureWords(definition))
            .components(separatedBy: "\r\n").dropFirst().dropLast()
        {
            for cell in line.components(separatedBy: ",") {
                #expect(!"=+-@".contains(cell.first ?? " "), "\(cell)")
            }
        }
    }

    @Test func valuesThatStandForSeveralHaveTheirWords() throws {
        let words = FigureWords(try Shipped.definition())
        #expect(words.value("*", in: "category").french == "plusieurs")
        #expect(words.value("0-4|5-9", in: "age").arabic.contains(" + "))
        #expect(
            words.value("M", in: "sex") == words.code("M", in: "sex"))
        #expect(FigurePeriod(.first, through: .last) == .days(.first, through: .last))
        for (first, last, period) in [
            ("2026-07-01", "2026-07-31", FigurePeriod.month(7, year: 2026)),
            ("2026-07-01", "2026-09-30", .quarter(3, year: 2026)),
            ("2026-01-01", "2026-12-31", .year(2026)),
        ] {
            let days = (try #require(CivilDate(first)), try #require(CivilDate(last)))
            #expect(FigurePeriod(days.0, through: days.1) == period)
        }
    }
}
