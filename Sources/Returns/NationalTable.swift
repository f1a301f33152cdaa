internal import Disclosure

/// A figure of the whole country: what provinces show, added.
public struct NationalCell: Equatable, Sendable {
    /// Of which value of each dimension; nil where the dimension is added up.
    public let codes: [String?]
    /// The sum of what provinces show.
    public private(set) var sum: UInt64 = 0
    /// How many provinces are in it.
    public private(set) var provinceCount = 0
    /// How many rounded cells were added.
    public private(set) var roundedCount = 0

    init(_ codes: [String?]) { self.codes = codes }

    /// How far the sum may lie from the truth.
    var error: RoundingError { RoundingError(cells: roundedCount) }
    /// How far the sum lies from the truth at most.
    public var worstError: Int { error.worst }
    /// The standard deviation of the sum at most, rounded up.
    public var deviation: Int { error.deviation }

    mutating func add(_ counts: [UInt32]) {
        for count in counts { sum += UInt64(count) }
        roundedCount += counts.count
        provinceCount += 1
    }
}

/// Of which values' sums, and of whose cells', a province is not that shows a table with less
/// detail.
public struct NationalGap: Equatable, Sendable {
    /// The code of the province.
    public let province: String
    /// The code of the dimension.
    public let dimension: String
    /// The values that it does not show by themselves; none of a dimension of which each province
    /// has its own, where it does not show that at all.
    public let values: [String]
}

/// A table of the whole country (SPEC W-224).
public struct NationalTable: Equatable, Sendable {
    /// What a province's table is to the national one.
    public enum Share: Equatable, Sendable {
        /// Every cell of it was added.
        case whole
        /// It shows less: its sums were added where they say the same.
        case coarsened
        /// The province withheld it.
        case withheld
        /// The province does not collect it.
        case notCollected
        /// It counts something else under the same code, or is not in the return.
        case unlike

        /// Whether the province is in the sums.
        var isAdded: Bool { self == .whole || self == .coarsened }

        /// The word for programs.
        public var code: String {
            switch self {
            case .whole: "whole"
            case .coarsened: "coarsened"
            case .withheld: "withheld"
            case .notCollected: "not_collected"
            case .unlike: "unlike"
            }
        }
    }

    /// The table's code.
    public let code: String
    /// The indicator.
    public let indicator: String
    /// The measure.
    public let measure: String
    /// By what it counts.
    public let dimensions: [ReturnDimension]
    /// The sums: the whole, each value of each dimension, then each cell.
    public let cells: [NationalCell]
    /// What each province that was added is to the table, in the order of their codes.
    public let shares: [(province: String, share: Share)]
    /// In which sums provinces are not that show less than others.
    public let gaps: [NationalGap]
    /// What each province shows in all, with how many rounded cells that is the sum of.
    public let totals: [(province: String, cell: NationalCell)]

    /// Whether two tables say the same.
    public static func == (one: Self, other: Self) -> Bool {
        one.code == other.code && one.indicator == other.indicator
            && one.measure == other.measure && one.dimensions == other.dimensions
            && one.cells == other.cells
            && one.gaps == other.gaps && one.shares.elementsEqual(other.shares, by: ==)
            && one.totals.elementsEqual(other.totals, by: ==)
    }

    /// The provinces with a share of that kind.
    public func provinces(_ share: Share) -> [String] {
        shares.filter { $0.share == share }.map(\.province)
    }

    /// Adds the tables of returns.
    static func tables(of returns: [ProvinceReturn]) -> [NationalTable] {
        var codes: [String] = []
        for content in returns {
            for table in content.tables where !codes.contains(table.code) {
                codes.append(table.code)
            }
        }
        return codes.compactMap { code in
            NationalTable(
                code,
                returns.map { content in
                    (content.province, content.tables.first { $0.code == code })
                })
        }
    }

    /// Adds the tables of one code; nil where there is none.
    private init?(_ code: String, _ own: [(province: String, table: ReturnTable?)]) {
        guard let form = NationalForm(own.compactMap(\.table)) else { return nil }
        self.code = code
        (indicator, measure) = (form.indicator, form.measure)
        let shares = own.map { province, table in
            (province: province, share: form.share(table))
        }
        let added = zip(own, shares).compactMap { own, share in
            share.share.isAdded ? own.table.map { (own.province, $0) } : nil
        }
        let dimensions = form.dimensions.map { dimension in
            guard dimension.code == NationalForm.local else { return dimension }
            let communes = added.flatMap { $0.1.dimensions }
                .filter { $0.code == NationalForm.local }.flatMap(\.values)
            var seen: Set<String> = []
            return ReturnDimension(
                NationalForm.local, communes.filter { seen.insert($0).inserted })
        }
        self.dimensions = dimensions
        self.shares = shares
        gaps = added.filter { $0.1.state == .coarsened }.flatMap { province, table in
            form.gaps(table).map {
                NationalGap(province: province, dimension: $0.dimension, values: $0.values)
            }
        }
        var totals: [(province: String, cell: NationalCell)] = []
        var sums = Sums(dimensions)
        for (province, table) in added {
            sums.add(form.shown(table))
            var total = NationalCell(dimensions.map { _ in nil })
            total.add(table.cells)
            totals.append((province, total))
        }
        self.totals = totals
        cells = sums.cells
    }
}

/// The sums of a table in the making.
private struct Sums {
    private let dimensions: [ReturnDimension]
    private let values: [Set<String>]
    private var sums: [[String?]: Int] = [:]
    private(set) var cells: [NationalCell] = []

    init(_ dimensions: [ReturnDimension]) {
        self.dimensions = dimensions
        values = dimensions.map { Set($0.values) }
        open(none)
        for (place, dimension) in dimensions.enumerated() {
            for value in dimension.values { open(only(value, at: place)) }
        }
    }

    private var none: [String?] { [String?](repeating: nil, count: dimensions.count) }

    private func only(_ value: String, at place: Int) -> [String?] {
        var codes = none
        codes[place] = value
        return codes
    }

    private mutating func open(_ codes: [String?]) {
        guard sums[codes] == nil else { return }
        sums[codes] = cells.count
        cells.append(NationalCell(codes))
    }

    /// Adds a province's table.
    ///
    /// To the whole always, to a value where it shows that by itself, and to a cell where it shows
    /// all values of it so. What it shows as one has another code, and what it shows besides is
    /// summed over.
    mutating func add(_ table: ShownTable) {
        add(table.cells, to: none)
        let places = dimensions.map { dimension in
            table.dimensions.firstIndex { $0.code == dimension.code }
        }
        let codes = table.cells.indices.map { table.codes(ofCell: $0) }
        for (place, own) in places.enumerated() {
            guard let own else { continue }
            var parts: [String: [UInt32?]] = [:]
            for (count, codes) in zip(table.cells, codes) {
                parts[codes[own], default: []].append(count)
            }
            for value in table.dimensions[own].values where values[place].contains(value) {
                add(parts[value] ?? [], to: only(value, at: place))
            }
        }
        guard dimensions.count > 1, !places.contains(nil) else { return }
        var order: [[String?]] = []
        var parts: [[String?]: [UInt32?]] = [:]
        for (count, own) in zip(table.cells, codes) {
            let cell = places.map { place in place.map { own[$0] } }
            let isShown = zip(cell, values).allSatisfy { code, values in
                code.map(values.contains) ?? false
            }
            guard isShown else { continue }
            if parts[cell] == nil { order.append(cell) }
            parts[cell, default: []].append(count)
        }
        for cell in order { add(parts[cell] ?? [], to: cell) }
    }

    /// Adds what a province shows; where nobody can be there is nothing that was rounded.
    private mutating func add(_ counts: [UInt32?], to codes: [String?]) {
        open(codes)
        if let place = sums[codes] { cells[place].add(counts.compactMap(\.self)) }
    }
}
