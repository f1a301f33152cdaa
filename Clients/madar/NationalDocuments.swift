import Basics
import Catalog
import Circuit
import Commands
import Report
import Returns

// National figures as programs read them; keys are stable, unknown ones are to be ignored.

/// What became of a province's return.
struct NationalProvinceDocument: Encodable {
    var code: String
    var labels: LabelsDocument
    var state: String
    var publication: String?
    var publishedAt: String?
    var definitionHash: String?

    init(_ share: ProvinceShare, _ words: FigureWords) {
        code = share.code
        labels = LabelsDocument(words.place(share.code))
        state = share.stateCode
        publication = share.content?.publication.hexadecimal
        publishedAt = share.content.map { DateText.iso($0.publishedAt) }
        definitionHash = share.content?.definitionHash.hexadecimal
    }
}

/// What a file was to the figures.
struct NationalFileDocument: Encodable {
    var name: String
    var province: String?
    var state: String
    var from: String?
    var to: String?
    var definitionVersion: UInt32?
    var base: UInt32?
    var publishedAt: String?

    init(_ file: JudgedFile) {
        name = file.name
        province = file.province
        state = file.verdict.code
        switch file.verdict {
        case .otherPeriod(let first, let last): (from, to) = (first.text, last.text)
        case .otherBase(let other): base = other
        case .otherDefinition(let version): definitionVersion = version
        case .late(let moment): publishedAt = DateText.iso(moment)
        default: break
        }
    }
}

/// A national table.
struct NationalTableDocument: Encodable {
    struct Sum: Encodable {
        var codes: [String: String]
        var provinces: Int
        var sum: UInt64?
        var offByAtMost: Int?
        var standardDeviation: Int?

        init(_ cell: NationalCell, _ dimensions: [ReturnDimension]) {
            codes = Dictionary(
                zip(dimensions, cell.codes).compactMap { dimension, code in
                    code.map { (dimension.code, $0) }
                }, uniquingKeysWith: { first, _ in first })
            provinces = cell.provinceCount
            guard provinces > 0 else { return }
            sum = cell.sum
            (offByAtMost, standardDeviation) = (cell.worstError, cell.deviation)
        }
    }
    struct Whole: Encodable {
        var province: String
        var sum: UInt64
        var offByAtMost: Int
        var standardDeviation: Int
    }

    /// In which sums a province is not that shows less: the codes of values, none for all.
    struct Gap: Encodable {
        var province: String
        var dimension: String
        var values: [String]
    }

    var code: String
    var indicator: String
    var measure: String
    var labels: LabelsDocument
    var dimensions: [TableDimensionDocument]
    var sums: [Sum]
    var provinces: [Whole]
    var coarsened: [String]
    var notInSums: [Gap]
    var withheld: [String]
    var notCollected: [String]
    var unlike: [String]

    init(_ table: NationalTable, _ words: FigureWords) {
        code = table.code
        indicator = table.indicator
        measure = table.measure
        labels = LabelsDocument(words.title(table))
        dimensions = table.dimensions.map {
            TableDimensionDocument($0.code, $0.values, words)
        }
        sums = table.cells.map { Sum($0, table.dimensions) }
        provinces = table.totals.map { province, cell in
            Whole(
                province: province, sum: cell.sum, offByAtMost: cell.worstError,
                standardDeviation: cell.deviation)
        }
        coarsened = table.provinces(.coarsened)
        notInSums = table.gaps.map {
            Gap(province: $0.province, dimension: $0.dimension, values: $0.values)
        }
        withheld = table.provinces(.withheld)
        notCollected = table.provinces(.notCollected)
        unlike = table.provinces(.unlike)
    }
}

/// National figures.
struct NationalDocument: Encodable {
    var schema = "madar.national/1"
    var from: String
    var to: String
    var madeAt: String
    var deadline: String?
    var definitionVersion: UInt32?
    /// The provinces whose definition of that version holds something else than that of most.
    var otherContents: [String]
    var isWhole: Bool
    var added: Int
    var asked: Int
    var provinces: [NationalProvinceDocument]
    var files: [NationalFileDocument]
    /// Only in the file for programs.
    var tables: [NationalTableDocument]?
    /// Which files were written; only on the output.
    var written: [String]?

    init(_ merge: NationalMerge, madeAt: Instant, _ words: FigureWords) {
        from = merge.wanted.first.text
        to = merge.wanted.last.text
        self.madeAt = DateText.iso(madeAt)
        deadline = merge.wanted.deadline.map { DateText.iso($0) }
        definitionVersion = merge.definitionVersion
        otherContents = merge.otherContents
        isWhole = merge.isWhole
        (added, asked) = (merge.countedCount, merge.provinces.count)
        provinces = merge.provinces.map { NationalProvinceDocument($0, words) }
        files = merge.files.map { NationalFileDocument($0) }
    }
}
