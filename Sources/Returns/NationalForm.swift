internal import Circuit

/// In what form the national table of a code is told, and how a province's own lies on it.
struct NationalForm {
    let indicator: String
    let measure: String
    private(set) var dimensions: [ReturnDimension]
    /// Whether a province tells it so; else all of them show less, each in its way.
    private let isTold: Bool

    /// The form that most provinces tell as the list has it, else that most show at all; of
    /// several, that of the first province.
    ///
    /// Nil where there is no table.
    init?(_ tables: [ReturnTable]) {
        for state in [ReturnState.told, .coarsened, .withheld, .notCollected] {
            let mine = tables.filter { $0.state == state }
            var counts: [Shape: Int] = [:]
            for table in mine { counts[Shape(table), default: 0] += 1 }
            let most = counts.values.max()
            guard let model = mine.first(where: { counts[Shape($0)] == most }) else { continue }
            indicator = model.indicator
            measure = model.measure
            isTold = state == .told
            dimensions = model.dimensions
            if let place = dimensions.firstIndex(where: { $0.code == Self.milieu }) {
                dimensions[place] = settle(place, tables)
            }
            return
        }
        return nil
    }

    // MARK: - What is each province's own

    /// The dimension whose values are each province's own: a commune lies in one province.
    static let local = FigureDimension.commune.rawValue
    /// The dimension of which a province may lack a value: some have no urban commune, some no rural
    /// one.
    private static let milieu = FigureDimension.milieu.rawValue
    private static let settled = [TerritoryKind.urban.rawValue, TerritoryKind.rural.rawValue]
    private static let milieus = settled + [FigureDimension.unknown]

    /// The milieus that any table tells that can be added: also one that shows less, as it may be of
    /// the only province that has one of them.
    private func settle(_ place: Int, _ tables: [ReturnTable]) -> ReturnDimension {
        let joined = dimensions[place].values.filter { !Self.milieus.contains($0) }
        let whole = ReturnDimension(Self.milieu, Self.milieus + joined)
        var form = self
        form.dimensions[place] = whole
        let added = tables.filter { form.share($0).isAdded }
        let told = Set(
            added.flatMap(\.dimensions).filter { $0.code == Self.milieu }.flatMap(\.parts))
        // What the form shows as one it does not show by itself as well.
        let hidden = Set(ReturnDimension(Self.milieu, joined).parts)
        let known = Self.milieus.filter { told.contains($0) && !hidden.contains($0) }
        return ReturnDimension(Self.milieu, known + joined)
    }

    /// What has to be alike so that tables can be added cell by cell.
    private struct Shape: Hashable {
        let indicator: String
        let measure: String
        let dimensions: [ReturnDimension]

        init(_ table: ReturnTable) {
            indicator = table.indicator
            measure = table.measure
            dimensions = table.dimensions.map { dimension in
                switch dimension.code {
                case NationalForm.local: ReturnDimension(dimension.code, [])
                case NationalForm.milieu:
                    ReturnDimension(
                        dimension.code,
                        dimension.values.filter { !NationalForm.milieus.contains($0) })
                default: dimension
                }
            }
        }
    }

    // MARK: - A province's table

    /// What a province's table is to the national one.
    func share(_ table: ReturnTable?) -> NationalTable.Share {
        guard let table, table.indicator == indicator, table.measure == measure else {
            return .unlike
        }
        switch table.state {
        case .withheld: return .withheld
        case .notCollected: return .notCollected
        case .told:
            let isAlike = zip(table.dimensions, dimensions).allSatisfy { own, whole in
                switch own.code {
                case Self.local: whole.code == Self.local
                case Self.milieu: whole.code == Self.milieu && own.isPart(of: whole)
                default: own == whole
                }
            }
            return isAlike && table.dimensions.count == dimensions.count ? .whole : .unlike
        case .coarsened: return isLess(table) ? .coarsened : .unlike
        }
    }

    /// Whether a table shows less of the form: fewer dimensions, or values of one as one, and none
    /// of something else.
    private func isLess(_ table: ReturnTable) -> Bool {
        table.dimensions.allSatisfy { own in
            guard let whole = dimensions.first(where: { $0.code == own.code }) else {
                // Where all show less, one may show what another does not; it is summed over.
                return !isTold
            }
            guard own.code != Self.local else { return true }
            let (parts, all) = (own.parts, Set(whole.parts))
            guard Set(parts).count == parts.count else { return false }
            return own.code == Self.milieu ? all.isSuperset(of: parts) : all == Set(parts)
        }
    }

    /// What a province's table shows, with a place for each milieu that the province does not have.
    func shown(_ table: ReturnTable) -> ShownTable {
        var shown = ShownTable(table)
        if let place = table.dimensions.firstIndex(where: { $0.code == Self.milieu }),
            let whole = dimensions.first(where: { $0.code == Self.milieu })
        {
            let parts = Set(table.dimensions[place].parts)
            // A value that stands for several is no milieu that a province may lack.
            let missing = whole.values.filter {
                Self.settled.contains($0) && !parts.contains($0)
            }
            shown.addPlaces(for: missing, at: place)
        }
        return shown
    }

    /// In the sums of which values a province is not, that shows less.
    func gaps(_ table: ReturnTable) -> [(dimension: String, values: [String])] {
        let own = shown(table).dimensions
        return dimensions.compactMap { whole in
            guard let mine = own.first(where: { $0.code == whole.code }) else {
                return (whole.code, whole.code == Self.local ? [] : whole.values)
            }
            guard whole.code != Self.local else { return nil }
            let missing = whole.values.filter { !mine.values.contains($0) }
            return missing.isEmpty ? nil : (whole.code, missing)
        }
    }
}

/// The cells of a province's table as they are added.
struct ShownTable {
    private(set) var dimensions: [ReturnDimension]
    /// Row by row; nil where nobody can be, as the province has no such milieu.
    private(set) var cells: [UInt32?]

    init(_ table: ReturnTable) {
        dimensions = table.dimensions
        cells = table.cells
    }

    /// The codes of a cell, one of each dimension.
    func codes(ofCell place: Int) -> [String] { dimensions.codes(ofCell: place) }

    /// Adds values of a dimension that nobody can have.
    mutating func addPlaces(for values: [String], at place: Int) {
        guard !values.isEmpty else { return }
        let old = dimensions[place]
        let run = dimensions[(place + 1)...].reduce(1) { $0 * $1.values.count }
        let block = old.values.count * run
        let added = [UInt32?](repeating: nil, count: values.count * run)
        var wider: [UInt32?] = []
        for start in stride(from: 0, to: cells.count, by: block) {
            wider += cells[start..<min(start + block, cells.count)] + added
        }
        cells = wider
        dimensions[place] = ReturnDimension(old.code, old.values + values)
    }
}

extension ReturnDimension {
    /// The values that are shown by themselves or in one with others.
    fileprivate var parts: [String] {
        values.flatMap { value in
            value.split(
                separator: Character(TablePlan.joint), omittingEmptySubsequences: false
            ).map(String.init)
        }
    }

    /// Whether it has the values of another in their order, or some of them.
    fileprivate func isPart(of other: Self) -> Bool {
        values == other.values.filter(values.contains)
    }
}

extension [ReturnDimension] {
    /// The codes of a cell, one of each dimension.
    func codes(ofCell place: Int) -> [String] {
        var rest = place
        return reversed().map { dimension in
            defer { rest /= dimension.values.count }
            return dimension.values[rest % dimension.values.count]
        }.reversed()
    }
}
