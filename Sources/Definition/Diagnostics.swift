/// Gathers the faults of a definition: one does not hide the next.
///
/// Files, nodes and rules share one of them, so it is a reference.
final class Diagnostics {
    private var found: Set<DefinitionError> = []
    private var omitted = 0

    var isEmpty: Bool { found.isEmpty }

    func record(_ error: DefinitionError) {
        guard found.count < DefinitionLimits.faultsPerDefinition else {
            omitted += 1
            return
        }
        found.insert(error)
    }

    /// What was found, by file and line.
    var faults: DefinitionFaults {
        let sorted = found.sorted { left, right in
            (left.file, left.line, left.fault.rawValue, left.sentence)
                < (right.file, right.line, right.fault.rawValue, right.sentence)
        }
        return DefinitionFaults(faults: sorted, omitted: omitted)
    }
}
