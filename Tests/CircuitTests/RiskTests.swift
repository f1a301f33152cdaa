import Basics
import Circuit
import DefinitionSupport
import Testing

/// A lower level of risk takes effect only once a second person has approved it.
@Suite struct RiskTests {
    let definition: CircuitDefinition

    init() throws { definition = try Shipped.definition() }

    private static let second = MemberID(high: 1, low: 2)
    private static let third = MemberID(high: 1, low: 3)

    private static func id(_ number: UInt64) -> ActID { ActID(high: 0, low: number) }

    private static func at(_ seconds: Int64) -> Instant { Sample.now.adding(seconds: seconds) }

    /// An act with a level, or without one; its number is its time, too.
    private static func level(
        _ number: UInt64, _ level: String?, corrects: UInt64? = nil, by author: MemberID? = nil
    ) -> Act {
        var heading = Sample.heading(
            corrects == nil ? .form : .correction, form: "F3", from: "TRIAGE",
            corrects: corrects.map(id), eventAt: at(Int64(number)))
        if let author { heading.author = author }
        return Sample.act(
            number, heading,
            [FieldValue("risk_decision", .choice("ASSESS"))]
                + (level.map { [FieldValue("risk_level", .choice($0))] } ?? []))
    }

    private static func approval(_ number: UInt64, of act: UInt64) -> Act {
        var heading = Sample.heading(
            .approval, form: nil, from: "TRIAGE", eventAt: at(Int64(number)))
        heading.approves = id(act)
        return Sample.act(number, heading)
    }

    private func head(_ acts: Act...) throws -> HeadPart {
        // Whatever else stands in the head, what is folded of a class is a function of its parts.
        let whole = Sample.heads(acts, definition)
        var pieces = Heads()
        for act in acts {
            pieces.fold(act, definition)
            pieces = Heads(pieces.all)
        }
        #expect(whole == pieces)
        return try #require(whole[.social])
    }

    @Test func `The order of the list is the rank`() {
        let codes = definition.riskLevels.map(\.code)
        #expect(codes == ["R0", "R1", "R2", "R3", "R4"])
        for (place, code) in codes.enumerated() {
            for (other, above) in codes.enumerated() {
                #expect(definition.isLower(risk: code, than: above) == (place < other))
            }
        }
        // What nobody can rank takes effect on nobody's word alone.
        #expect(definition.isLower(risk: "X", than: "R0"))
        #expect(definition.isLower(risk: "R4", than: "X"))
        #expect(!definition.isLower(risk: "X", than: "X"))
    }

    @Test func `The first level stands at once, a higher or equal one too`() throws {
        let raised = try head(Self.level(1, "R1"), Self.level(2, "R4"))
        #expect(raised.risk == "R4" && raised.proposedRisk == nil)
        #expect(raised.slot(.risk)?.at == Self.at(2))
        let same = try head(Self.level(1, "R2"), Self.level(2, "R2"))
        #expect(same.slot(.risk)?.writer == Self.id(2) && same.proposedRisk == nil)
        #expect(try head(Self.level(1, nil), Self.level(2, "R0")).risk == "R0")
    }

    @Test func `A lower level waits beside the one that stands`() throws {
        let waits = try head(Self.level(1, "R4"), Self.level(2, "R1", by: Self.second))
        #expect(waits.risk == "R4")
        #expect(waits.slot(.risk)?.at == Self.at(1))
        let proposed = try #require(waits.proposedRisk)
        #expect(proposed.act == Self.id(2) && proposed.level == "R1")
        #expect(proposed.at == Self.at(2) && proposed.authors == [Self.second])
        // An act without a level leaves both.
        let later = try head(Self.level(1, "R4"), Self.level(2, "R1"), Self.level(3, nil))
        #expect(later.risk == "R4" && later.proposedRisk?.act == Self.id(2))
        // A later one takes its place, and knows nothing of its author.
        let again = try head(
            Self.level(1, "R4"), Self.level(2, "R1", by: Self.second), Self.level(3, "R3"))
        #expect(again.proposedRisk?.level == "R3")
        #expect(again.proposedRisk?.authors == [Sample.author])
        // A level that is lower than none that stands raises what was proposed no further.
        let raised = try head(Self.level(1, "R3"), Self.level(2, "R1"), Self.level(3, "R4"))
        #expect(raised.risk == "R4" && raised.proposedRisk == nil)
        let confirmed = try head(Self.level(1, "R3"), Self.level(2, "R1"), Self.level(3, "R3"))
        #expect(confirmed.slot(.risk)?.at == Self.at(3) && confirmed.proposedRisk == nil)
    }

    @Test func `An approval puts what waits in force, from its own time on`() throws {
        let approved = try head(
            Self.level(1, "R4"), Self.level(2, "R1"), Self.approval(3, of: 2))
        #expect(approved.risk == "R1" && approved.proposedRisk == nil)
        #expect(approved.slots.allSatisfy { !$0.meaning.isDerived })
        #expect(approved.slot(.risk)?.at == Self.at(3))
        #expect(approved.stage == nil)
        // It counts for the act that it names alone.
        let stale = try head(
            Self.level(1, "R4"), Self.level(2, "R1"), Self.level(3, "R2"),
            Self.approval(4, of: 2))
        #expect(stale.risk == "R4" && stale.proposedRisk?.act == Self.id(3))
        let nothing = try head(Self.level(1, "R4"), Self.approval(2, of: 1))
        #expect(nothing.risk == "R4")
        // What was approved is lowered again by an approval alone.
        let lower = try head(
            Self.level(1, "R4"), Self.level(2, "R3"), Self.approval(3, of: 2),
            Self.level(4, "R2", corrects: 2))
        #expect(lower.risk == "R3" && lower.proposedRisk?.level == "R2")
    }

    @Test func `A correction is no way round`() throws {
        let lower = try head(
            Self.level(1, "R4"), Self.level(2, "R0", corrects: 1, by: Self.second))
        #expect(lower.risk == "R4")
        #expect(lower.proposedRisk?.act == Self.id(2))
        #expect(lower.proposedRisk?.authors == [Self.second])
        // Left out, the level stands: otherwise the next act would be the first to give one.
        let out = try head(
            Self.level(1, "R4"), Self.level(2, nil, corrects: 1), Self.level(3, "R0"))
        #expect(out.risk == "R4" && out.proposedRisk?.level == "R0")
        // Raised or repeated, it stands where it stood, and what a later act proposed waits on.
        let higher = try head(
            Self.level(1, "R3"), Self.level(2, "R1"), Self.level(3, "R4", corrects: 1))
        #expect(higher.risk == "R4" && higher.slot(.risk)?.at == Self.at(1))
        #expect(higher.proposedRisk?.act == Self.id(2))
        // The correction of an act that a later one has overtaken changes nothing.
        let old = try head(
            Self.level(1, "R1"), Self.level(2, "R4"), Self.level(3, "R0", corrects: 1))
        #expect(old.risk == "R4" && old.proposedRisk == nil)
        let dropped = try head(
            Self.level(1, "R4"), Self.level(2, "R1"), Self.level(3, "R2"),
            Self.level(4, "R0", corrects: 2))
        #expect(dropped.proposedRisk?.act == Self.id(3))
        // An act that gave no level gives the first one by its correction.
        let first = try head(Self.level(1, nil), Self.level(2, "R1", corrects: 1))
        #expect(first.risk == "R1" && first.proposedRisk == nil)
    }

    @Test func `A correction of the act that proposed changes what waits`() throws {
        let changed = try head(
            Self.level(1, "R4"), Self.level(2, "R1", by: Self.second),
            Self.level(3, "R2", corrects: 2, by: Self.third))
        #expect(changed.risk == "R4" && changed.proposedRisk?.level == "R2")
        // An approval of what was shown before counts no more, and neither author approves.
        #expect(changed.proposedRisk?.act == Self.id(3))
        #expect(changed.proposedRisk?.authors == [Self.second, Self.third])
        // It waits since it was proposed: no correction puts off when it falls due.
        #expect(changed.slot(.proposedRisk)?.at == Self.at(2))
        let approved = try head(
            Self.level(1, "R4"), Self.level(2, "R1"), Self.level(3, "R2", corrects: 2),
            Self.approval(4, of: 3))
        #expect(approved.risk == "R2" && approved.proposedRisk == nil)
        let withdrawn = try head(
            Self.level(1, "R4"), Self.level(2, "R1"), Self.level(3, nil, corrects: 2))
        #expect(withdrawn.risk == "R4" && withdrawn.proposedRisk == nil)
        // Had the act said so at once, it would have raised the level or confirmed it then.
        for level in ["R3", "R4"] {
            let raised = try head(
                Self.level(1, "R3"), Self.level(2, "R1"), Self.level(3, level, corrects: 2))
            #expect(raised.risk == level && raised.proposedRisk == nil)
            #expect(raised.slot(.risk)?.writer == Self.id(2))
            #expect(raised.slot(.risk)?.at == Self.at(2))
        }
        // A lowering by a correction is taken back by the next one.
        let back = try head(
            Self.level(1, "R3"), Self.level(2, "R1", corrects: 1),
            Self.level(3, "R3", corrects: 1))
        #expect(back.risk == "R3" && back.proposedRisk == nil)
        #expect(back.slot(.risk)?.at == Self.at(1))
    }

    @Test func `The level never falls without an approval`() {
        var generator = SeededGenerator(seed: 41)
        let codes = definition.riskLevels.map(\.code)
        for _ in 0..<2_000 {
            var head = HeadPart(.social)
            for number in 1...12 as ClosedRange<UInt64> {
                let before = head
                var act: Act
                switch Int.random(in: 0...3, using: &generator) {
                case 0:
                    act = Self.approval(
                        number, of: UInt64.random(in: 1...number, using: &generator))
                case 1:
                    act = Self.level(
                        number, codes.randomElement(using: &generator),
                        corrects: UInt64.random(in: 1...number, using: &generator))
                default: act = Self.level(number, codes.randomElement(using: &generator))
                }
                if Int.random(in: 0...4, using: &generator) == 0 { act.values = [] }
                for part in act.split(definition) { head.fold(part, definition) }
                guard let old = before.risk else { continue }
                let new = head.risk ?? ""
                if act.heading.kind == .approval, head.risk != old {
                    #expect(before.proposedRisk?.act == act.heading.approves)
                    #expect(before.proposedRisk?.level == new)
                } else {
                    #expect(!definition.isLower(risk: new, than: old))
                }
                // What waits is lower than what stands.
                if let proposed = head.proposedRisk {
                    #expect(definition.isLower(risk: proposed.level, than: new))
                }
            }
        }
    }

    @Test func `What waits falls due, and clocks of the level run on until it is approved`() throws
    {
        func tasks(_ head: HeadPart) -> [String: Instant] {
            Dictionary(
                head.tasks(definition).map { ($0.task, $0.due) },
                uniquingKeysWith: { first, _ in first })
        }
        let waits = try head(Self.level(1, "R4"), Self.level(2, "R2"))
        #expect(tasks(waits)["CONFIRM-DOWNGRADE"] == Self.at(2).adding(seconds: 259_200))
        #expect(tasks(waits)["REVIEW"] == Self.at(1).adding(seconds: 604_800))
        let approved = try head(
            Self.level(1, "R4"), Self.level(2, "R2"), Self.approval(9, of: 2))
        #expect(tasks(approved)["CONFIRM-DOWNGRADE"] == nil)
        let clock = try #require(definition.parts.clocks.first { $0.code == "REVIEW-3M" })
        let due = clock.limit.end(
            from: Self.at(9), offsetSeconds: definition.parts.offsetSeconds)
        #expect(tasks(approved)["REVIEW"] == due)
        #expect(
            definition.task("CONFIRM-DOWNGRADE")?.ability == .approvesDowngrades)
    }

    @Test func `An approval says what it approves and nothing else`() {
        let heads = Sample.heads(
            [Sample.opening, Self.level(11, "R4"), Self.level(12, "R1")], definition)
        func codes(_ act: Act) -> [CheckCode] {
            act.with { $0.from = heads.stage }.check(against: heads, definition, Sample.context)
                .map(\.code)
        }
        // The context's moment lies before these acts by seconds only.
        let approval = Self.approval(13, of: 12)
        #expect(codes(approval) == [])
        #expect(codes(approval.with { $0.approves = nil }).contains(.wrongHeading))
        #expect(codes(approval.with { $0.approves = Self.id(11) }).contains(.changedMeanwhile))
        #expect(codes(approval.with { $0.to = "TRIAGE" }).contains(.wrongHeading))
        #expect(codes(approval.with { $0.form = "F3" }).contains(.wrongHeading))
        #expect(codes(approval.with { $0.corrects = Self.id(12) }).contains(.wrongHeading))
        var full = approval
        full.values = [FieldValue("risk_level", .choice("R0"))]
        #expect(codes(full).contains(.wrongHeading))
        let act = Self.level(14, "R4").with { $0.approves = Self.id(12) }
        #expect(codes(act).contains(.wrongHeading))
    }
}
