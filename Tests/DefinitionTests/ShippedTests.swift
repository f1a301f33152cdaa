import Basics
import Circuit
import Testing

@testable import Definition

@Suite struct ShippedTests {
    @Test func `The shipped definition loads whole`() throws {
        let definition = try Loader.shipped()
        #expect(definition.version == 1)
        #expect(
            Set(definition.parts.forms.map(\.code)) == [
                "F0", "F1", "F2", "F3", "F5", "PSY", "ASSIGN", "GLASS",
                "GLASS-REVIEW",
            ])
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

    @Test func `The social track goes from detection to assessment`() throws {
        let definition = try Loader.shipped()
        let track = try #require(definition.parts.tracks.first)
        let next = Dictionary(uniqueKeysWithValues: track.stages.map { ($0.code, $0.next) })
        #expect(
            next == [
                "DETECT": ["SIGNAL"], "SIGNAL": ["RECEIVE", "TRIAGE"],
                "RECEIVE": ["LISTEN", "TRIAGE"], "LISTEN": ["TRIAGE", "ASSESS", "URGENT"],
                "TRIAGE": ["URGENT", "ASSESS"], "URGENT": ["ASSESS"], "ASSESS": ["URGENT"],
            ])
    }

    @Test func `A clock is legal only with its article`() throws {
        let definition = try Loader.shipped()
        let legal = definition.parts.clocks.compactMap { clock -> String? in
            guard case .legal(let article) = clock.terms.basis else { return nil }
            return "\(clock.code): \(article)"
        }
        #expect(legal == ["INQUIRY-ORDERED: CPP 471, 514", "PROSECUTOR-NOW: CPP 42"])
    }
}
