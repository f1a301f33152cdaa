/// All the dimensions by which children of one measure are counted; an atom is one code of each.
///
/// The atoms are what nobody publishes and what an attacker looks for: every cell of every table,
/// total, period and report is a sum of them. Tables of one universe are thereby linked exactly
/// and not only through the margins that they happen to share.
public struct Universe: Equatable, Sendable {
    /// The dimensions in order.
    public let dimensions: [Dimension]
    /// How many atoms there are.
    public let atomCount: Int

    /// Joins dimensions.
    ///
    /// - Throws: where a name or code stands twice, a dimension is empty, or there are too many
    ///   atoms.
    public init(_ dimensions: [Dimension]) throws(ShapeFault) {
        var count = 1
        var names: Set<String> = []
        for dimension in dimensions {
            guard names.insert(dimension.name).inserted else { throw .twice(dimension.name) }
            guard !dimension.codes.isEmpty else { throw .empty(dimension.name) }
            var codes: Set<String> = []
            for code in dimension.codes where !codes.insert(code).inserted { throw .twice(code) }
            let (product, overflow) = count.multipliedReportingOverflow(by: dimension.codes.count)
            guard !overflow, product <= DisclosureLimits.atomsMax else { throw .tooLarge }
            count = product
        }
        self.dimensions = dimensions
        atomCount = count
    }

    /// The atom of one code of each dimension, by their places, the last dimension running fastest.
    public func atom(_ places: [Int]) -> Int {
        precondition(places.count == dimensions.count)
        return zip(places, dimensions).reduce(0) { $0 * $1.1.codes.count + $1.0 }
    }

    /// The place that an atom has in each dimension.
    func places(of atom: Int) -> [Int] {
        var rest = atom
        return dimensions.reversed().map { dimension in
            defer { rest /= dimension.codes.count }
            return rest % dimension.codes.count
        }.reversed()
    }
}
