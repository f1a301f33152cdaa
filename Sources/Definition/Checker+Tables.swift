internal import Circuit

// The tables that a province publishes (SPEC W-213).

extension Checker {
    func checkTables() {
        // Of the same children no two tables of different periods: they would tell differences.
        var others: [Measure.Rule: (rule: Measure.Rule, period: ReportPeriod)] = [:]
        for (place, table) in parts.tables.enumerated() {
            let path = ItemPath("tables", table.code)
            require(
                place < DefinitionLimits.tables, .wrongValue, path,
                "there are more than \(DefinitionLimits.tables) published tables")
            require(
                table.period != .month, .wrongValue, path, at: "each",
                "tables are published by quarter or by year")
            guard isDecided("indicators"), isDecided(path, "indicator", "measure") else { continue }
            let indicator = definition.indicator(table.indicator)
            require(
                indicator != nil, .unknownReference, path, at: "indicator",
                "there is no indicator '\(table.indicator)'")
            guard let indicator else { continue }
            let measure = definition.measure(of: table)
            require(
                measure != nil, .unknownReference, path, at: "measure",
                "'\(indicator.code)' has no measure '\(table.measure)'")
            guard let measure else { continue }
            let (rule, counted) = (measure.rule, measure.rule.counted)
            require(
                rule.kind == .uncollected || counted != nil && !measure.isRate, .contradiction,
                path, at: "measure", "the measure counts no children")
            if let counted {
                let other = others[counted] ?? (rule, table.period)
                others[counted] = other
                require(
                    other.period == table.period, .contradiction, path, at: "each",
                    "the same children are published for other periods")
                // Of matters only the first speaks, of files everything: the values would differ.
                require(
                    other.rule == rule, .contradiction, path, at: "measure",
                    "another table counts the same children by another rule")
            }
            check(table, indicator, path)
        }
    }

    private func check(_ table: TablePlan, _ indicator: Indicator, _ path: ItemPath) {
        let most = 1...DefinitionLimits.dimensionsPerTable
        require(
            most.contains(table.dimensions.count) || !isDecided(path, "by"), .wrongValue, path,
            at: "by",
            "a table counts by \(most.lowerBound) to \(most.upperBound) dimensions")
        var values: [String: [String]] = [:]
        var cells = 1
        for dimension in table.dimensions {
            let isKnown =
                FigureDimension(rawValue: dimension) != nil || indicator.lists.contains(dimension)
            require(
                isKnown, .unknownReference, path, at: "by", naming: dimension,
                "'\(indicator.code)' is not told by '\(dimension)'")
            require(
                !definition.isOfOrganisations(dimension), .contradiction, path, at: "by",
                naming: dimension, "nothing is published by organisation")
            let known = definition.values(of: dimension)
            values[dimension] = known ?? []
            cells *= max(known?.count ?? DefinitionLimits.communes, 1)
            require(
                known?.count ?? 0 <= DefinitionLimits.communes, .wrongValue, path, at: "by",
                naming: dimension, "'\(dimension)' has too many values for a table")
        }
        let isLarge = cells > DefinitionLimits.cellsPerTable
        require(
            !isLarge, .wrongValue, path, at: "by",
            "it has more than \(DefinitionLimits.cellsPerTable) cells")
        require(
            definition.areApart(table.dimensions), .contradiction, path, at: "by",
            "two of its dimensions tell the same property")
        var left = Set(table.dimensions)
        // What is shown as one, rung by rung: what was merged before is merged as a whole.
        var groups = values.mapValues { $0.map { [$0] } }
        for rung in table.ladder {
            require(
                left.contains(rung.dimension) || !isDecided(path, "by"), .unknownReference, path,
                at: "ladder", naming: rung.dimension,
                "the table does not show '\(rung.dimension)' there")
            if rung.merged.isEmpty {
                left.remove(rung.dimension)
                continue
            }
            guard let known = values[rung.dimension] else { continue }
            let parted = (groups[rung.dimension] ?? []).map { group in
                (group, isMerged: !Set(group).isDisjoint(with: rung.merged))
            }
            let merged = parted.filter(\.isMerged).flatMap(\.0)
            groups[rung.dimension] = parted.filter { !$0.isMerged }.map(\.0) + [merged]
            require(
                merged.joined(separator: TablePlan.joint).utf8.count <= DefinitionLimits.codeBytes,
                .wrongValue, path, at: "ladder",
                "the rungs merge too many values: their code would be too long")
            for value in rung.merged {
                require(
                    known.contains(value), .unknownReference, path, at: "ladder", naming: value,
                    "'\(rung.dimension)' has no value '\(value)' to merge")
            }
        }
        require(
            !left.isEmpty || table.dimensions.isEmpty, .contradiction, path, at: "ladder",
            "the last rung leaves no dimension")
    }
}
