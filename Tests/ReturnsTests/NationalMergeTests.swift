import Basics
import Circuit
import Disclosure
import Merkle
import Testing

@testable import Returns

/// Returns of provinces, checked and added (SPEC W-223, W-224).
@Suite struct NationalMergeTests {
    private let rabat: Neighbour
    private let sale: Neighbour
    private let temara: Neighbour
    private let list: ProvinceList

    init() throws {
        rabat = try Neighbour("04.421", seed: 1)
        sale = try Neighbour("04.441", seed: 2)
        temara = try Neighbour("04.501", seed: 3)
        list = try ProvinceList([
            sale.descriptor(), rabat.descriptor(), temara.descriptor(),
        ])
    }

    private func wanted(
        deadline: Int64? = nil, version: UInt32? = nil
    ) throws -> ReturnsWanted {
        ReturnsWanted(
            first: try #require(CivilDate("2026-07-01")),
            last: try #require(CivilDate("2026-09-30")),
            deadline: deadline.map { Instant(milliseconds: $0) }, definitionVersion: version)
    }

    private func file(_ bytes: [UInt8], _ name: String = "f") -> ReturnFile {
        ReturnFile(name: name, bytes: bytes)
    }

    private func file(
        _ province: Neighbour, _ tables: [ReturnTable], _ name: String = "f"
    ) throws -> ReturnFile {
        file(try province.file(province.content(tables)), name)
    }

    /// One good file of each.
    private func three() throws -> [ReturnFile] {
        try [
            file(rabat, [Told.bySexAndAge([12, 3, 0, 6, 9, 0])], "rabat"),
            file(sale, [Told.bySexAndAge([3, 3, 3, 0, 0, 0])], "sale"),
            file(temara, [Told.bySexAndAge([0, 6, 0, 0, 0, 3])], "temara"),
        ]
    }

    private func cell(
        _ table: NationalTable, _ codes: [String?]
    ) throws -> NationalCell { try #require(table.cells.first { $0.codes == codes }) }

    // MARK: - Sums

    @Test func threeProvincesAreAddedByHand() throws {
        let merge = NationalMerge(try three(), of: list, try wanted())
        #expect(merge.isWhole)
        #expect(merge.countedCount == 3)
        let table = try #require(merge.tables.first)
        #expect(merge.tables.count == 1)
        let expected: [([String?], UInt64, Int)] = [
            ([nil, nil], 48, 18),
            (["M", nil], 30, 9), (["F", nil], 18, 9),
            ([nil, "0-4"], 21, 6), ([nil, "5-9"], 21, 6), ([nil, "?"], 6, 6),
            (["M", "0-4"], 15, 3), (["M", "5-9"], 12, 3), (["M", "?"], 3, 3),
            (["F", "0-4"], 6, 3), (["F", "5-9"], 9, 3), (["F", "?"], 3, 3),
        ]
        #expect(table.cells.map(\.codes) == expected.map(\.0))
        for (codes, sum, rounded) in expected {
            let cell = try cell(table, codes)
            #expect(cell.sum == sum)
            #expect(cell.provinceCount == 3)
            #expect(cell.roundedCount == rounded)
            // Each rounded cell is off by 2 at most and has variance 2.
            #expect(cell.error.worst == 2 * rounded)
            #expect(cell.error.variance == 2 * rounded)
        }
        #expect(try cell(table, [nil, nil]).error.deviation == 6)
        #expect(table.totals.map(\.province) == ["04.421", "04.441", "04.501"])
        #expect(table.totals.map(\.cell.sum) == [30, 9, 9])
    }

    /// The order of the files changes nothing but their own order.
    @Test func theOrderOfFilesDoesNotMatter() throws {
        let one = NationalMerge(try three(), of: list, try wanted())
        let other = NationalMerge(try three().reversed(), of: list, try wanted())
        #expect(one.tables == other.tables)
        #expect(one.provinces == other.provinces)
    }

    /// A coarsened table is in the sums that it shows, a withheld one in none.
    @Test func whatShowsLessIsInFewerSums() throws {
        let coarsened = ReturnTable(
            code: "SA", indicator: "I01", measure: "children", state: .coarsened,
            dimensions: [Told.sex], cells: [6, 3])
        let withheld = ReturnTable(
            code: "SA", indicator: "I01", measure: "children", state: .withheld,
            dimensions: [Told.sex, Told.age])
        let files = try [
            file(rabat, [Told.bySexAndAge([12, 3, 0, 6, 9, 0])]), file(sale, [coarsened]),
            file(temara, [withheld]),
        ]
        let merge = NationalMerge(files, of: list, try wanted())
        let table = try #require(merge.tables.first)
        #expect(table.provinces(.whole) == ["04.421"])
        #expect(table.provinces(.coarsened) == ["04.441"])
        #expect(table.provinces(.withheld) == ["04.501"])
        let whole = try cell(table, [nil, nil])
        #expect(whole.sum == 39)
        #expect(whole.provinceCount == 2)
        #expect(whole.roundedCount == 8)
        let boys = try cell(table, ["M", nil])
        #expect(boys.sum == 21)
        #expect(boys.provinceCount == 2)
        let small = try cell(table, [nil, "0-4"])
        #expect(small.sum == 18)
        #expect(small.provinceCount == 1)
        #expect(try cell(table, ["M", "0-4"]).provinceCount == 1)
    }

    /// Values that were merged into one stand for none of those that others tell.
    @Test func mergedValuesAreNotTakenForOthers() throws {
        let merged = ReturnTable(
            code: "SA", indicator: "I01", measure: "children", state: .coarsened,
            dimensions: [Told.sex, ReturnDimension("age", ["0-4", "5-9|?"])],
            cells: [3, 0, 0, 9])
        let files = try [
            file(rabat, [Told.bySexAndAge([12, 3, 0, 6, 9, 0])]), file(sale, [merged]),
        ]
        let table = try #require(NationalMerge(files, of: list, try wanted()).tables.first)
        #expect(try cell(table, [nil, nil]).sum == 42)
        #expect(try cell(table, ["M", nil]).sum == 18)
        // What it shows by itself is added, and what it shows as one is not.
        #expect(try cell(table, [nil, "0-4"]).sum == 21)
        #expect(try cell(table, [nil, "0-4"]).provinceCount == 2)
        #expect(try cell(table, ["M", "0-4"]).sum == 15)
        #expect(try cell(table, [nil, "5-9"]).sum == 12)
        #expect(try cell(table, [nil, "?"]).provinceCount == 1)
        #expect(try cell(table, ["F", "?"]).sum == 0)
        #expect(table.cells.allSatisfy { $0.codes.count == 2 })
        #expect(table.cells.count == 12)
    }

    /// The table names in which sums and cells a province is not that shows less.
    @Test func whatIsShownWithLessDetailIsNamed() throws {
        let merged = ReturnTable(
            code: "SA", indicator: "I01", measure: "children", state: .coarsened,
            dimensions: [Told.sex, ReturnDimension("age", ["0-4", "5-9|?"])],
            cells: [3, 0, 0, 9])
        let dropped = ReturnTable(
            code: "SA", indicator: "I01", measure: "children", state: .coarsened,
            dimensions: [Told.age], cells: [3, 0, 6])
        let files = try [
            file(rabat, [Told.bySexAndAge([12, 3, 0, 6, 9, 0])]), file(sale, [merged]),
            file(temara, [dropped]),
        ]
        let table = try #require(NationalMerge(files, of: list, try wanted()).tables.first)
        #expect(
            table.gaps == [
                NationalGap(province: "04.441", dimension: "age", values: ["5-9", "?"]),
                NationalGap(province: "04.501", dimension: "sex", values: ["M", "F"]),
            ])
        // A province is in just those sums that are not named.
        #expect(try cell(table, [nil, nil]).provinceCount == 3)
        #expect(try cell(table, ["M", nil]).provinceCount == 2)
        #expect(try cell(table, [nil, "0-4"]).provinceCount == 3)
        #expect(try cell(table, [nil, "?"]).provinceCount == 2)
        #expect(try cell(table, ["F", "0-4"]).provinceCount == 2)
        #expect(try cell(table, ["F", "?"]).provinceCount == 1)
    }

    /// What is shown as one has to be made of the form's own values, whole and each once.
    @Test(arguments: [
        [ReturnDimension("sex", ["M", "F"]), ReturnDimension("age", ["0-4", "5-9"])],
        [ReturnDimension("sex", ["M|F"]), ReturnDimension("age", ["0-4|5-9", "5-9|?"])],
        [ReturnDimension("sex", ["M|F|X"])], [ReturnDimension("category", ["A", "B"])],
    ])
    func whatIsCoarsenedOtherwiseIsNotAdded(dimensions: [ReturnDimension]) throws {
        let count = dimensions.reduce(1) { $0 * $1.values.count }
        let other = ReturnTable(
            code: "SA", indicator: "I01", measure: "children", state: .coarsened,
            dimensions: dimensions, cells: [UInt32](repeating: 300, count: count))
        var files = try three()
        files[1] = try file(sale, [other])
        let table = try #require(NationalMerge(files, of: list, try wanted()).tables.first)
        #expect(table.provinces(.unlike) == ["04.441"])
        #expect(try cell(table, [nil, nil]).sum == 39)
    }

    /// Where all show less, each in its way, they are added in what they share.
    @Test func tablesThatAllShowLessAreAddedWhereTheyShare() throws {
        func coarsened(_ dimensions: [ReturnDimension], _ cells: [UInt32]) -> ReturnTable {
            ReturnTable(
                code: "SA", indicator: "I01", measure: "children", state: .coarsened,
                dimensions: dimensions, cells: cells)
        }
        let wide = ReturnDimension("age", ["0-4|5-9", "?"])
        let files = try [
            file(rabat, [coarsened([wide], [6, 3])]),
            file(sale, [coarsened([Told.sex, wide], [3, 0, 0, 9])]),
            file(temara, [coarsened([Told.age], [3, 3, 3])]),
        ]
        let table = try #require(NationalMerge(files, of: list, try wanted()).tables.first)
        #expect(table.dimensions == [wide])
        #expect(table.cells.map(\.sum) == [30, 9, 15])
        #expect(table.cells.map(\.provinceCount) == [3, 2, 3])
        #expect(table.cells.map(\.roundedCount) == [9, 3, 4])
        #expect(
            table.gaps == [
                NationalGap(province: "04.501", dimension: "age", values: ["0-4|5-9"])
            ])
    }

    /// A province without a rural commune, or without an urban one, counts nobody there, which is no
    /// estimate: it is in every sum.
    @Test func aProvinceOfOneMilieuIsInEverySum() throws {
        func table(
            _ milieus: [String], _ cells: [UInt32], _ state: ReturnState = .told
        ) -> ReturnTable {
            ReturnTable(
                code: "MS", indicator: "I01", measure: "children", state: state,
                dimensions: [ReturnDimension("milieu", milieus), Told.sex], cells: cells)
        }
        let urban = table(["urban", "?"], [3, 6, 0, 3])
        let rural = table(["rural", "?"], [9, 0, 0, 0])
        let both = table(["urban", "rural", "?"], [3, 3, 6, 0, 0, 0])
        for files in [
            try [file(rabat, [urban]), file(sale, [rural]), file(temara, [both])],
            try [file(rabat, [both]), file(sale, [rural]), file(temara, [urban])],
        ] {
            let merge = NationalMerge(files, of: list, try wanted())
            let table = try #require(merge.tables.first)
            #expect(table.provinces(.whole).count == 3 && table.gaps.isEmpty)
            #expect(table.dimensions[0].values == ["urban", "rural", "?"])
            #expect(table.cells.allSatisfy { $0.provinceCount == 3 })
            #expect(try cell(table, [nil, nil]).sum == 33)
            #expect(try cell(table, ["urban", nil]).sum == 15)
            // What cannot be is not rounded, and adds nothing to the error.
            #expect(try cell(table, ["urban", nil]).roundedCount == 4)
            #expect(try cell(table, ["rural", "M"]).sum == 15)
            #expect(try cell(table, ["rural", "M"]).roundedCount == 2)
            #expect(try cell(table, ["?", "F"]).sum == 3)
        }
        // Two of them alone make the form together.
        let two = try [file(rabat, [urban]), file(sale, [rural])]
        let merged = try #require(NationalMerge(two, of: list, try wanted()).tables.first)
        #expect(merged.dimensions[0].values == ["urban", "rural", "?"])
        #expect(merged.cells.allSatisfy { $0.provinceCount == 2 })
        // One that shows milieus as one is not in their sums.
        let joined = ReturnTable(
            code: "MS", indicator: "I01", measure: "children", state: .coarsened,
            dimensions: [ReturnDimension("milieu", ["urban|rural", "?"])], cells: [9, 0])
        let files = try [file(rabat, [both]), file(sale, [joined])]
        let less = try #require(NationalMerge(files, of: list, try wanted()).tables.first)
        #expect(try cell(less, ["urban", nil]).provinceCount == 1)
        #expect(try cell(less, ["?", nil]).provinceCount == 2)
        #expect(try cell(less, [nil, nil]).sum == 21)
    }

    /// Those that tell a table as the list has it may all be of one milieu: who shows less of the other
    /// one is in the sums all the same.
    @Test(arguments: [["rural", "?"], ["urban", "rural", "?"], ["urban|rural", "?"]])
    func aMilieuThatOnlyACoarsenedTableShowsIsInTheForm(milieus: [String]) throws {
        func table(
            _ dimensions: [ReturnDimension], _ cells: [UInt32], _ state: ReturnState
        ) -> ReturnTable {
            ReturnTable(
                code: "MS", indicator: "I01", measure: "children", state: state,
                dimensions: dimensions, cells: cells)
        }
        let urban = table(
            [ReturnDimension("milieu", ["urban", "?"]), Told.sex], [3, 6, 0, 3], .told)
        let less = table(
            [ReturnDimension("milieu", milieus)], milieus.map { _ in 9 }, .coarsened)
        let files = try [file(rabat, [urban]), file(sale, [urban]), file(temara, [less])]
        let merged = try #require(NationalMerge(files, of: list, try wanted()).tables.first)
        #expect(merged.provinces(.whole).count == 2)
        #expect(merged.provinces(.coarsened) == ["04.501"])
        #expect(merged.dimensions[0].values == ["urban", "rural", "?"])
        #expect(try cell(merged, [nil, nil]).sum == 24 + 9 * UInt64(milieus.count))
        let rural = try cell(merged, ["rural", nil])
        #expect(rural.sum == (milieus.contains("rural") ? 9 : 0))
        #expect(rural.provinceCount == (milieus.contains("rural") ? 3 : 2))
        // What is of no form at all adds no milieu to it.
        let other = table(
            [ReturnDimension("milieu", ["rural", "?"]), ReturnDimension("age", ["0-4"])], [3, 3],
            .coarsened)
        let unlike = try [file(rabat, [urban]), file(sale, [other])]
        let alone = try #require(NationalMerge(unlike, of: list, try wanted()).tables.first)
        #expect(alone.provinces(.unlike) == ["04.441"])
        #expect(alone.dimensions[0].values == ["urban", "?"])
    }

    /// Where most show milieus as one, a province that shows them one by one is not among those who
    /// have nobody there.
    @Test func aJoinedMilieuIsNoMilieuThatAProvinceLacks() throws {
        func table(_ milieus: [String], _ cells: [UInt32]) -> ReturnTable {
            ReturnTable(
                code: "MS", indicator: "I01", measure: "children", state: .coarsened,
                dimensions: [ReturnDimension("milieu", milieus)], cells: cells)
        }
        let joined = table(["urban|rural", "?"], [9, 0])
        let files = try [
            file(rabat, [joined]), file(sale, [joined]),
            file(temara, [table(["urban", "rural", "?"], [30, 60, 3])]),
        ]
        let merged = try #require(NationalMerge(files, of: list, try wanted()).tables.first)
        #expect(merged.provinces(.coarsened).count == 3)
        let both = try cell(merged, ["urban|rural"])
        #expect(both.sum == 18 && both.provinceCount == 2)
        #expect(merged.gaps.filter { $0.province == "04.501" }.map(\.values) == [["urban|rural"]])
        #expect(try cell(merged, ["?"]).provinceCount == 3)
        #expect(try cell(merged, [nil]).sum == 111)
    }

    /// Tables of one code that count something else are not added, and are named.
    @Test func whatIsUnlikeIsNotAdded() throws {
        let other = ReturnTable(
            code: "SA", indicator: "I02", measure: "children", state: .told,
            dimensions: [Told.sex, Told.age], cells: [300, 300, 300, 300, 300, 300])
        let longer = ReturnTable(
            code: "SA", indicator: "I01", measure: "children", state: .told,
            dimensions: [Told.sex], cells: [300, 300])
        var files = try three()
        files[1] = try file(sale, [other])
        var table = try #require(NationalMerge(files, of: list, try wanted()).tables.first)
        #expect(table.provinces(.unlike) == ["04.441"])
        #expect(try cell(table, [nil, nil]).sum == 39)
        files[1] = try file(sale, [longer])
        table = try #require(NationalMerge(files, of: list, try wanted()).tables.first)
        #expect(table.provinces(.unlike) == ["04.441"])
        #expect(try cell(table, ["M", nil]).sum == 21)
        // A return without the table.
        files[1] = try file(sale, [Told.whole(3)])
        let merge = NationalMerge(files, of: list, try wanted())
        #expect(merge.tables.map(\.code) == ["SA", "W"])
        #expect(merge.tables[0].provinces(.unlike) == ["04.441"])
        #expect(merge.tables[1].provinces(.unlike) == ["04.421", "04.501"])
        #expect(try cell(merge.tables[1], []).sum == 3)
    }

    /// Communes are each province's own: they stand side by side.
    @Test func communesStandSideBySide() throws {
        func communes(_ codes: [String], _ cells: [UInt32]) -> ReturnTable {
            ReturnTable(
                code: "C", indicator: "I01", measure: "children", state: .told,
                dimensions: [ReturnDimension("commune", codes)], cells: cells)
        }
        let files = try [
            file(rabat, [communes(["04.421.01.01", "?"], [9, 3])]),
            file(sale, [communes(["04.441.01.01", "04.441.01.03", "?"], [6, 0, 3])]),
        ]
        let table = try #require(NationalMerge(files, of: list, try wanted()).tables.first)
        #expect(table.provinces(.whole) == ["04.421", "04.441"])
        #expect(
            table.cells.map(\.codes.first) == [
                .some(nil), "04.421.01.01", "?", "04.441.01.01", "04.441.01.03",
            ])
        #expect(table.cells.map(\.sum) == [21, 9, 6, 6, 0])
        #expect(table.cells.map(\.provinceCount) == [2, 1, 2, 1, 1])
    }

    // MARK: - Faults

    private func verdicts(_ files: [ReturnFile], deadline: Int64? = nil) throws -> [FileVerdict] {
        NationalMerge(files, of: list, try wanted(deadline: deadline)).files.map(\.verdict)
    }

    @Test func whoeverIsMissingIsNamed() throws {
        let merge = NationalMerge(Array(try three().dropLast()), of: list, try wanted())
        #expect(!merge.isWhole)
        #expect(merge.provinces.map { $0.isMissing } == [false, false, true])
        #expect(merge.provinces.last?.code == "04.501")
        #expect(merge.countedCount == 2)
        #expect(try cell(merge.tables[0], [nil, nil]).provinceCount == 2)
    }

    /// A count that was changed, whether or not the base divides it still.
    @Test(arguments: ["cell M 0-4 33\n", "cell M 0-4 34\n"])
    func whatWasAlteredIsNamed(cell: String) throws {
        var files = try three()
        let text = String(decoding: files[1].bytes, as: UTF8.self)
        let altered = text.split(separator: "cell M 0-4 3\n", omittingEmptySubsequences: false)
            .joined(separator: cell)
        #expect(altered != text)
        files[1] = file(Array(altered.utf8), "sale")
        let merge = NationalMerge(files, of: list, try wanted())
        #expect(merge.files[1] == JudgedFile(name: "sale", province: "04.441", verdict: .altered))
        #expect(merge.provinces[1].fault == .altered)
        #expect(merge.countedCount == 2)
        #expect(try self.cell(merge.tables[0], [nil, nil]).sum == 39)
    }

    /// Another province of the list signs in a province's place.
    @Test func anotherProvincesKeyIsNotTaken() throws {
        var files = try three()
        let content = try sale.content([Told.bySexAndAge([3, 3, 3, 0, 0, 0])])
        files[1] = file(try rabat.file(content), "sale")
        let merge = NationalMerge(files, of: list, try wanted())
        #expect(merge.provinces[1].fault == .altered)
        // Under the right name, with the right hash, the signature is still another's.
        let signature = try rabat.sign(content.text)
        let forged = try #require(
            SignedReturn(content, signature: signature, key: try sale.noteKey))
        files[1] = file(Array(forged.encoded.utf8))
        #expect(try verdicts(files) == [.counted, .altered, .counted])
    }

    @Test func otherPeriodsBasesAndDefinitionsAreNamed() throws {
        let tables = [Told.bySexAndAge([3, 3, 3, 0, 0, 0])]
        let cases: [(ProvinceReturn, FileVerdict)] = try [
            (
                sale.content(tables, first: "2026-04-01", last: "2026-06-30"),
                .otherPeriod(
                    first: #require(CivilDate("2026-04-01")),
                    last: #require(CivilDate("2026-06-30")))
            ),
            (
                sale.content(
                    [Told.bySexAndAge([5, 5, 5, 0, 0, 0])], base: 5), .otherBase(5)
            ),
            (sale.content(tables, version: 9), .otherDefinition(version: 9)),
        ]
        for (content, verdict) in cases {
            var files = try three()
            files[1] = file(try sale.file(content))
            let merge = NationalMerge(files, of: list, try wanted())
            #expect(merge.files.map(\.verdict) == [.counted, verdict, .counted])
            #expect(merge.provinces[1].fault == verdict)
            #expect(try cell(merge.tables[0], [nil, nil]).sum == 39)
        }
        // Which version counts may be said; else most decide, and of as many the latest.
        let nine = file(try sale.file(cases[2].0))
        let one = NationalMerge([nine], of: list, try wanted(version: 10))
        #expect(one.provinces[1].fault == .otherDefinition(version: 9))
        let both = NationalMerge([try three()[0], nine], of: list, try wanted())
        #expect(both.definitionVersion == 10)
        #expect(both.provinces[1].fault == .otherDefinition(version: 9))
    }

    /// Two definitions of one version: provinces have establishments of their own.
    @Test func definitionsOfOneVersionAreCounted() throws {
        var files = try three()
        files[1] = file(
            try sale.file(sale.content([Told.bySexAndAge([3, 3, 3, 0, 0, 0])], hash: 0xCD)))
        let merge = NationalMerge(files, of: list, try wanted())
        #expect(merge.isWhole)
        #expect(merge.definitionCount == 2)
        #expect(merge.otherContents == [merge.provinces[1].code])
        let same = NationalMerge(try three(), of: list, try wanted())
        #expect(same.definitionCount == 1 && same.otherContents.isEmpty)
        // Where as many have one as the other, whoever comes first is the measure.
        let two = NationalMerge([files[1], files[2]], of: list, try wanted())
        #expect(two.otherContents == [merge.provinces[2].code])
    }

    @Test func whatIsLateIsNamed() throws {
        let files = try three()
        #expect(
            try verdicts(files, deadline: 1_796_000_000_001) == [.counted, .counted, .counted])
        let late = FileVerdict.late(publishedAt: Instant(milliseconds: 1_796_000_000_000))
        #expect(try verdicts(files, deadline: 1_796_000_000_000) == [late, late, late])
        // What is late has no word in which version counts.
        let table = Told.bySexAndAge([3, 3, 3, 0, 0, 0])
        let votes = [
            files[0],
            file(try sale.file(sale.content([table], at: 1_797_000_000_000, version: 11))),
            file(try temara.file(temara.content([table], at: 1_797_000_000_000, version: 11))),
        ]
        let merge = NationalMerge(votes, of: list, try wanted(deadline: 1_796_500_000_000))
        #expect(merge.definitionVersion == 10 && merge.countedCount == 1)
    }

    /// The same file twice is harmless; two different ones are both left out.
    @Test func whatIsThereTwiceIsNamed() throws {
        var files = try three()
        files.append(files[1])
        var merge = NationalMerge(files, of: list, try wanted())
        #expect(merge.isWhole)
        #expect(merge.files.map(\.verdict) == [.counted, .counted, .counted, .repeated])
        #expect(try cell(merge.tables[0], [nil, nil]).sum == 48)
        files[3] = file(
            try sale.file(
                sale.content([Told.bySexAndAge([3, 3, 3, 0, 0, 3])], publication: 8)))
        merge = NationalMerge(files, of: list, try wanted())
        #expect(!merge.isWhole)
        #expect(
            merge.files.map(\.verdict) == [.counted, .contradicted, .counted, .contradicted])
        #expect(merge.provinces[1].fault == .contradicted)
        #expect(try cell(merge.tables[0], [nil, nil]).sum == 39)
        // One that is late, or altered, contradicts nothing, and is named all the same.
        files[3] = file(
            try sale.file(
                sale.content(
                    [Told.bySexAndAge([3, 3, 3, 0, 0, 3])], publication: 8,
                    at: 1_797_000_000_000)))
        merge = NationalMerge(files, of: list, try wanted(deadline: 1_796_500_000_000))
        #expect(merge.provinces.allSatisfy { $0.content != nil })
        #expect(!merge.isWhole)
    }

    @Test func strangersAreNamed() throws {
        let fes = try Neighbour("03.231", seed: 4)
        var files = try three()
        files.append(try file(fes, [Told.whole(3)], "fes"))
        files.append(file(Array("hello\n".utf8), "note"))
        files.append(file([], "empty"))
        let merge = NationalMerge(files, of: list, try wanted())
        #expect(
            merge.files.map(\.verdict).suffix(3) == [.unknownProvince, .unreadable, .unreadable])
        #expect(merge.files[3].province == "03.231")
        #expect(merge.files[4].province == nil)
        #expect(!merge.isWhole)
        #expect(merge.countedCount == 3)
    }

    @Test func nothingIsAddedOfNothing() throws {
        let merge = NationalMerge([], of: list, try wanted())
        #expect(merge.tables.isEmpty)
        #expect(merge.definitionVersion == nil)
        #expect(merge.provinces.allSatisfy { $0.isMissing })
    }

    // MARK: - The list

    @Test func aDescriptorTwiceIsOne() throws {
        let list = try ProvinceList([
            sale.descriptor(), sale.descriptor(at: 1_795_000_000_001), rabat.descriptor(),
        ])
        #expect(list.provinces.map(\.code) == ["04.421", "04.441"])
        #expect(list.renewed.isEmpty)
        #expect(list.provinces[1].madeAt == Instant(milliseconds: 1_795_000_000_001))
    }

    /// Of two descriptors with other keys the newer one counts, in whatever order, and that is told.
    @Test func aNewerDescriptorTakesThePlaceOfAnOlderOne() throws {
        let renewed = try Neighbour("04.441", seed: 9)
        let both = [try sale.descriptor(), try renewed.descriptor(at: 1_795_000_000_001)]
        for descriptors in [both, both.reversed()] {
            let list = try ProvinceList(descriptors)
            #expect(list.renewed == ["04.441"])
            let tables = [Told.whole(3)]
            let files = try [file(sale, tables), file(renewed, tables)]
            let merge = NationalMerge(files, of: list, try wanted())
            #expect(merge.files.map(\.verdict) == [.altered, .counted])
        }
        #expect(throws: ProvinceList.Fault.contradicting(code: "04.441")) {
            try ProvinceList([sale.descriptor(), renewed.descriptor()])
        }
    }

    @Test func aCountryOfProvincesIsAdded() throws {
        let provinces = try (0..<82).map { try Neighbour("P\($0)", seed: UInt8($0 + 1)) }
        let list = try ProvinceList(provinces.map { try $0.descriptor() })
        let files = try provinces.map { try file($0, [Told.bySexAndAge([3, 0, 0, 0, 0, 6])]) }
        let merge = NationalMerge(files, of: list, try wanted())
        #expect(merge.isWhole)
        let cell = try cell(merge.tables[0], ["M", "0-4"])
        #expect(cell.sum == 246)
        // 82 rounded cells: 164 at most, and the root of 164 is not above 13.
        #expect(cell.error == RoundingError(cellsPerProvince: 1))
        #expect(cell.error.worst == 164)
        #expect(cell.error.deviation == 13)
    }
}
