public import Circuit
internal import Messages

extension Measure.Rule {
    /// What tells the same children whatever the measure is called: its hash stands beside a
    /// published table (SPEC W-214); nil where children cannot be counted.
    public var countedBytes: [UInt8]? {
        guard let counted else { return nil }
        var wire = WireMeasure(
            Measure(
                terms: Terms(
                    code: "", labels: Labels(arabic: "", french: "", english: ""),
                    basis: .assumed, validity: Validity()),
                rule: counted))
        wire.clearTerms()
        return Array("madar/1 counted".utf8) + MessageCodec.encode(wire)
    }
}
