import Circuit
import Testing

/// Whose children a published table tells (SPEC W-213).
@Suite struct CountedRuleTests {
    private func rule(
        _ kind: MeasureKind, _ codes: [String], _ values: [String] = [],
        _ change: (inout Measure.Rule) -> Void = { _ in }
    ) -> Measure.Rule {
        var rule = Measure.Rule(kind)
        rule.of = Sought(codes: codes, values: values)
        change(&rule)
        return rule
    }

    @Test(arguments: [MeasureKind.files, .occurrences, .matters])
    func whateverFindsTheSameFilesIsOne(kind: MeasureKind) {
        let one = rule(.files, ["A", "B"], ["x", "y"])
        let other = rule(kind, ["B", "A"], ["y", "x"]) { rule in
            rule.to = Sought(codes: ["C"])
            rule.until = ["D"]
            rule.limits = [MeasureLimit(risks: [], seconds: 60)]
            rule.percentile = 90
            rule.minimum = 1
            rule.maximum = 2
            rule.told = .places
        }
        #expect(one != other)
        #expect(other.counted != nil)
        #expect(one.counted == other.counted)
        #expect(rule(kind, ["A"], ["x", "y"]).counted != one.counted)
        #expect(rule(kind, ["A", "B"], ["x"]).counted != one.counted)
    }

    @Test func whatStandsIsAnother() {
        let standing = rule(.standing, ["A", "B"])
        #expect(standing.counted == rule(.standing, ["B", "A"], ["x"]).counted)
        #expect(standing.counted != nil)
        #expect(standing.counted != rule(.files, ["A", "B"]).counted)
    }

    @Test(arguments: MeasureKind.allCases)
    func nothingElseCountsChildren(kind: MeasureKind) {
        let counts = [MeasureKind.files, .occurrences, .matters, .standing].contains(kind)
        #expect((rule(kind, ["A"]).counted != nil) == counts)
    }
}
