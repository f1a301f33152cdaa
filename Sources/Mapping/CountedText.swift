public import Circuit
internal import Messages

extension Measure.Rule {
    /// What tells the same children whatever the measure is called: its hash stands beside a
    /// published table (SPEC W-214).
    public var countedBytes: [UInt8] {
        var rule = self
        rule.of = Sought(codes: of.codes.sorted(), values: of.values.sorted())
        var wire = WireMeasure(
            Measure(
                terms: Terms(
                    code: "", labels: Labels(arabic: "", french: "", english: ""),
                    basis: .assumed, validity: Validity()),
                rule: rule))
        wire.clearTerms()
        return Array("madar/1 counted".utf8) + MessageCodec.encode(wire)
    }
}
