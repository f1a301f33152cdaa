import Basics
import DefinitionSupport
import Testing

@testable import Circuit

/// What heads keep for indicators (SPEC W-210).
@Suite struct HappeningTests {
    let definition: CircuitDefinition

    init() throws { definition = try Shipped.definition() }

    private func said(_ heads: Heads, _ code: String) -> [Happening] {
        heads.all.flatMap(\.happenings).filter { $0.code == code }
    }

    @Test func everyEntryIntoAStageIsKeptAndNotOnlyTheLatest() throws {
        var path = Sample.path
        for number in 0..<2 {
            let at = Sample.now.adding(seconds: Int64(number + 1) * 86_400)
            for (place, stage) in ["URGENT", "ASSESS"].enumerated() {
                var act = Sample.act(
                    UInt64(40 + 2 * number + place),
                    Sample.heading(.transition, form: nil, from: "ASSESS", to: stage))
                act.heading.eventAt = at
                act.heading.reason = "R"
                path.append(act)
            }
        }
        let heads = Sample.heads(path, definition)
        #expect(said(heads, "URGENT").count == 2 && said(heads, "ASSESS").count == 3)
        #expect(heads[.social]?.passages.count { $0.stage == "URGENT" } == 1)
        #expect(said(heads, "SIGNAL").map(\.at) == [Sample.now.toTheMinute])
        // J1 of the judicial track came with the report, in its class.
        #expect(heads[.judicial]?.happenings.contains { $0.code == "offence_suspected" } == true)
        #expect(heads[.social]?.happenings.contains { $0.code == "offence_suspected" } == false)
        #expect(said(heads, "alleged_facts").isEmpty)
    }

    @Test func aCorrectionSaysInItsPlaceWhatItCorrects() throws {
        var later = Sample.heading(
            .correction, form: "F3", from: "ASSESS", corrects: Sample.triaged.id)
        later.eventAt = Sample.now.adding(seconds: 9 * 86_400)
        let values = Sample.risk.map { value in
            value.field == "risk_level" ? FieldValue("risk_level", .choice("R4")) : value
        }
        let before = Sample.heads(Sample.path, definition)
        let risks = said(before, "risk_level")
        #expect(risks.map(\.value) == ["R3"])
        let correction = Sample.act(50, later, values)
        let after = Sample.heads(Sample.path + [correction], definition)
        #expect(said(after, "risk_level").map(\.value) == ["R4"])
        // It was then, whenever it was corrected.
        #expect(said(after, "risk_level").map(\.at) == risks.map(\.at))
        #expect(said(after, "TRIAGE") == said(before, "TRIAGE"))
    }

    @Test func whatWaitsForASecondPersonHappensOnceItIsApproved() {
        var closing = Sample.act(
            70, Sample.heading(.transition, form: "F14", from: "ASSESS", to: "CLOSE-NOACT"),
            [
                FieldValue("closing_reason", .choice("LOST")),
                FieldValue("outcome", .choice("UNKNOWN")),
            ])
        closing.heading.eventAt = Sample.now.adding(seconds: 86_400)
        let waiting = Sample.path + [closing]
        #expect(said(Sample.heads(waiting, definition), "closing_reason").count == 1)
        #expect(said(Sample.heads(waiting, definition), "CLOSE-NOACT").isEmpty)
        // Another move drops it, and then nothing of it happened.
        var urgent = Sample.act(
            71, Sample.heading(.transition, form: nil, from: "ASSESS", to: "URGENT"))
        urgent.heading.reason = "R"
        #expect(
            said(Sample.heads(waiting + [urgent], definition), "closing_reason").isEmpty)
        var approval = Sample.act(72, Sample.heading(.approval, form: nil, from: "ASSESS"))
        approval.heading.approves = closing.id
        approval.heading.eventAt = Sample.now.adding(seconds: 3 * 86_400)
        let approved = Sample.heads(waiting + [approval], definition)
        #expect(
            said(approved, "closing_reason").map(\.at)
                == [approval.heading.eventAt.toTheMinute])
        #expect(said(approved, "CLOSE-NOACT").map(\.at) == [approval.heading.eventAt.toTheMinute])
    }

    @Test func theOrderOfTheActsSaysWhereAFileStands() {
        var back = Sample.act(
            80, Sample.heading(.transition, form: nil, from: "ASSESS", to: "URGENT"))
        back.heading.eventAt = Sample.now.adding(seconds: -3_600)
        back.heading.reason = "R"
        let heads = Sample.heads(Sample.path + [back], definition)
        #expect(said(heads, "URGENT").map(\.at) == said(heads, "ASSESS").map(\.at))
    }

    @Test func theFieldsOfARowSpeakOfOneThing() {
        let plan = Sample.act(
            60, Sample.heading(.form, form: "F9", from: "ASSESS"),
            [
                FieldValue("service_code", row: 0, .choice("HEA-PSY")),
                FieldValue("plan_status", row: 0, .choice("UNAVAILABLE")),
                FieldValue("service_code", row: 1, .choice("SOC-LIS")),
                FieldValue("plan_status", row: 1, .choice("PROPOSED")),
            ])
        let heads = Sample.heads(Sample.path + [plan], definition)
        let services = said(heads, "service_code")
        let states = said(heads, "plan_status")
        #expect(services.map(\.matter) == states.map(\.matter))
        #expect(Set(services.map(\.matter)).count == 2 && !services.contains { $0.matter == 0 })
    }

    /// SPEC W-228: to whom a matter is addressed is kept with it, and a correction says it anew.
    @Test func anOrganisationIsKeptWithTheMatterThatNamesIt() throws {
        let service = OrganisationID(high: 4, low: 4)
        let house = OrganisationID(high: 4, low: 5)
        let bureau = OrganisationID(high: 4, low: 6)
        let path = Sample.walk(
            [
                Sample.Step(
                    form: "F10", to: "SENT",
                    values: [FieldValue("to_service", .organisation(service))]),
                Sample.Step(
                    form: "F12", values: [FieldValue("establishment", .organisation(house))]),
                Sample.Step(form: "F8", to: "J1"), Sample.Step(to: "J2"),
                Sample.Step(
                    form: "F8-DEC", to: "J4",
                    values: [FieldValue("delegate", .organisation(bureau))]),
            ], after: Array(Sample.path.prefix(6)), definition)
        let heads = Sample.heads(path, definition)
        for (field, stage, organisation, dataClass) in [
            ("to_service", "SENT", service, DataClass.social),
            ("establishment", "STAY-IN", house, .protected),
            ("delegate", "decision_type", bureau, .judicial),
        ] {
            let found = try #require(said(heads, field).first)
            #expect(found.value == organisation.hexadecimal && found.matter != 0)
            #expect(said(heads, stage).map(\.matter) == [found.matter], "\(field)")
            #expect(heads[dataClass]?.happenings.contains(found) == true)
        }
        let referral = try #require(path.first { $0.heading.form == "F10" })
        var later = Sample.heading(.correction, form: "F10", from: "ASSESS", corrects: referral.id)
        later.eventAt = Sample.now.adding(seconds: 86_400)
        let corrected = Sample.heads(
            path + [Sample.act(90, later, [FieldValue("to_service", .organisation(house))])],
            definition)
        #expect(said(corrected, "to_service").map(\.value) == [house.hexadecimal])
        #expect(said(corrected, "to_service").map(\.matter) == said(heads, "SENT").map(\.matter))
        // No list, no track and no field of another type.
        let names = ["delegate", "SECTORS", "SOCIAL", "sex", "unit", "nothing", "court_name"]
        #expect(
            names.map { definition.organisationField($0) != nil } == [true]
                + Array(repeating: false, count: 6))
        #expect(
            names.map { definition.isOfOrganisations($0) } == [
                true, false, false, false, true, false, false,
            ])
    }

    @Test func onlySoMuchIsKeptAndTheOldestGoes() {
        var heads = Sample.heads(Sample.path, definition)
        for number in 0..<CircuitLimits.happeningsPerHead {
            let act = Sample.act(
                UInt64(1_000 + number), Sample.heading(.form, form: "F11", from: "ASSESS"),
                [FieldValue("child_seen_alone", .flag(number.isMultiple(of: 2)))])
            heads.fold(act, definition)
        }
        #expect(heads[.social]?.happenings.count == CircuitLimits.happeningsPerHead)
        #expect(said(heads, "SIGNAL").isEmpty)
    }

    @Test func whatIsCountedToldByTheDefinitionMarksTheHead() throws {
        let heads = Sample.heads(Sample.path, definition)
        #expect(heads[.social]?.countedMark == definition.countedMark)
        var parts = definition.parts
        parts.indicators = []
        let none = CircuitDefinition(parts)
        #expect(none.countedMark == 0 && definition.countedMark != 0)
        #expect(Sample.heads(Sample.path, none).all.allSatisfy { $0.happenings.isEmpty })
        parts.indicators = Array(definition.parts.indicators.prefix(3))
        #expect(CircuitDefinition(parts).countedMark != definition.countedMark)
    }
}

extension Instant {
    fileprivate var toTheMinute: Instant {
        Instant(milliseconds: milliseconds - milliseconds % 60_000)
    }
}
