import Basics
import Circuit
import Testing

@testable import Definition

@Suite struct ShippedTests {
    @Test func `The shipped definition loads whole`() throws {
        let definition = try Loader.shipped()
        #expect(definition.version == 15)
        // The year is told whole; what is told more often, by what is told so often.
        #expect(
            definition.report("ANNUAL")?.indicators == definition.parts.indicators.map(\.code))
        #expect(
            definition.report("OPERATIONS")?.indicators
                == definition.parts.indicators.filter { $0.periods.contains(.month) }.map(\.code))
        #expect(
            definition.parts.reports.map(\.code) == [
                "OPERATIONS", "COMMITTEE", "DIAGNOSIS", "ANNUAL", "MINISTRY", "HCP", "RIGHTS",
            ])
        #expect(
            definition.parts.reports.map(\.audience) == [
                .centre, .committee, .committee, .centre, .outside, .outside, .centre,
            ])
        #expect(
            Set(definition.parts.forms.map(\.code)) == [
                "F0", "F1", "DANGER", "F2", "F3", "F5", "PSY", "F4", "F6", "F6-END", "F6-WORD",
                "F7", "F7-END", "F9",
                "F10",
                "F10-ANS", "F10-REF", "F10-RET", "F11", "F12", "F12-FIT", "F12-EXIT", "F13",
                "CPPE-CONF", "CPPE-CONF-END", "TASK",
                "F8",
                "F8-DEC", "F8-APP", "F8-REP", "F8-HEAR", "F8-HELD", "F8-END", "KAF", "F18",
                "ASSIGN", "F14", "F15",
                "DUP", "F16", "F16-LOCK", "F16-ANS", "KEEP", "F17", "MAJ", "BACKDATE", "GLASS",
                "GLASS-REVIEW",
                "PERSON", "PERSON-RIGHTS",
                "AWARE", "AWARE-RES", "TRAIN", "TRAIN-RES", "OUTING", "OUTING-RES", "KITS",
                "KITS-RES",
                "CPPE", "CPPE-NEW", "SEAT", "SESSION", "SESSION-DATE", "SESSION-MIN", "SESSION-PV",
                "TAP", "TAP-ADOPT", "TAP-ACTION", "TAP-PROGRESS", "TAP-REVIEW", "TAP-END",
                "DIR", "DIR-FREE", "FOCAL", "FOCAL-NEW",
            ])
        #expect(
            definition.recordTracks.map(\.code)
                == ["ACTIVITY", "COMMITTEE", "SESSION", "PLAN", "SERVICE"])
        #expect(definition.riskLevels.map(\.code) == ["R0", "R1", "R2", "R3", "R4"])
    }

    @Test func `The territories are those of the official code`() throws {
        let definition = try Loader.shipped()
        let territories = definition.parts.territories
        #expect(territories.count { $0.level == .region } == 12)
        #expect(territories.count { $0.level == .province } == 83)
        #expect(territories.count { $0.level == .commune } == 1503)
        #expect(territories.count { $0.level == .arrondissement } == 41)
        #expect(definition.deviceTerritories.count == 82)
        #expect(definition.deviceTerritories.count { $0.kind == .province } == 62)
        #expect(definition.deviceTerritories.count { $0.kind == .prefecture } == 12)
        #expect(definition.deviceTerritories.count { $0.kind == .arrondissements } == 8)
        #expect(definition.territory("06.141")?.hasDevice == false)
        #expect(definition.territory("01.511.01.0")?.nameFrench == "Tanger")
        #expect(definition.territory("01.511.05.19")?.kind == .rural)
        #expect(definition.territory("04.421.01.05", liesIn: "04.421"))
        #expect(definition.territory("06.141.01.01", liesIn: "06.141.01.00"))
        #expect(!definition.territory("06.141.01.01", liesIn: "06.141.01.10"))
    }

    @Test func `The categories stand on the twelve lines of the published report`() throws {
        let definition = try Loader.shipped()
        let list = try #require(definition.field(meaning: .category)?.list)
        let categories = try #require(definition.list(list))
        let lines = try #require(categories.reportLines.flatMap { definition.list($0) })
        #expect(lines.items.count == 12)
        #expect(categories.items.count == 32)
        #expect(Set(categories.items.compactMap(\.reportLine)) == Set(lines.items.map(\.code)))
        let without = categories.items.filter { $0.reportLine == nil }.map(\.code)
        #expect(without == ["RSK", "OTH"])
    }
}
