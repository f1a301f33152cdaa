/// One rung of a table's ladder: how it shows less.
public enum Coarsening: Equatable, Sendable {
    /// Groups of an axis, by their labels, are shown as one under a new label.
    case merge(dimension: String, labels: [String], into: String)
    /// An axis is no longer shown.
    case drop(dimension: String)
}

extension TableShape {
    /// The table one rung lower.
    ///
    /// - Throws: where it has no such axis or group, or keeps none.
    public func coarsened(by rung: Coarsening) throws(ShapeFault) -> TableShape {
        var axes = axes
        switch rung {
        case .drop(let dimension):
            let place = try place(of: dimension)
            // Who belongs to no group of the axis is not counted, then as before.
            let codes = axes.remove(at: place).groups.flatMap(\.codes)
            let kept = slices.first { $0.dimension == dimension }?.codes ?? codes
            let slice = Slice(dimension, codes.filter(kept.contains))
            return TableShape(
                name, axes, slices: slices.filter { $0.dimension != dimension } + [slice],
                sumOf: sumOf)
        case .merge(let dimension, let labels, let into):
            let place = try place(of: dimension)
            let groups = axes[place].groups
            for label in labels where !groups.contains(where: { $0.label == label }) {
                throw .unknown(label)
            }
            guard let first = groups.firstIndex(where: { labels.contains($0.label) }) else {
                throw .empty(dimension)
            }
            let codes = groups.filter { labels.contains($0.label) }.flatMap(\.codes)
            var merged = groups.filter { !labels.contains($0.label) }
            merged.insert(CodeGroup(into, codes), at: first)
            axes[place] = Axis(dimension, merged)
            return TableShape(name, axes, slices: slices, sumOf: sumOf)
        }
    }

    private func place(of dimension: String) throws(ShapeFault) -> Int {
        guard let place = axes.firstIndex(where: { $0.dimension == dimension }) else {
            throw .unknown(dimension)
        }
        return place
    }
}
