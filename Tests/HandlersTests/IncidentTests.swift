import AuditLog
import Basics
import Circuit
import Dossiers
import Framing
import Mapping
import Messages
import ProvinceSupport
import Registry
import Testing

@testable import Handlers
@testable import Store

/// The register of incidents of security, and who answers for the data (SPEC W-157, W-158).
@Suite struct IncidentTests {
    private final class Bench {
        let province: TestProvince
        let office: Office
        let auditor: Person
        let officer: Person
        let coordinator: Person
        let runner: Person

        init() throws {
            province = try TestProvince()
            office = try Office(province)
            auditor = try province.add(["AUDITOR"])
            officer = try province.add(["DPO"])
            coordinator = try province.add(["CAPE-COORDINATOR"])
            runner = try province.add(["OPERATOR"])
        }

        func values(_ text: String = "سرقة حاسوب", declared: Bool = false) -> [FieldValue] {
            let earlier = province.now.adding(seconds: -3_600)
            return [
                FieldValue("breach_at", .instant(earlier)),
                FieldValue("breach_kind", .choice("LOSS")),
                FieldValue("data_touched", .text(text)),
            ] + (declared ? [FieldValue("declared_dgssi_at", .instant(province.now))] : [])
        }

        func report(
            _ id: IncidentID, after versions: UInt32 = 0, _ values: [FieldValue],
            by person: Person? = nil, key: OperationKey? = nil
        ) throws -> OutgoingAnswer {
            try office.ask(
                person ?? auditor, .reportIncident,
                office.reportingIncident(id, after: versions, values), key: key)
        }

        func list(after id: IncidentID? = nil, by person: Person? = nil) throws
            -> WireListIncidentsAnswer
        {
            var request = WireListIncidentsRequest()
            if let id { request.after = id.blob }
            let answer = try office.ask(
                person ?? officer, .listIncidents, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            #expect(answer.payload.count <= FramingLimits.messageByteCountMax)
            return try MessageCodec.decode(WireListIncidentsAnswer.self, from: answer.payload)
        }

        func incidentsDue() throws -> UInt32 {
            try MessageCodec.decode(
                WireStatusAnswer.self, from: office.ask(runner, .status).payload
            ).incidentsDue
        }

        func controller(_ person: Person) throws -> WireController? {
            let answer = try MessageCodec.decode(
                WireWhoAmIAnswer.self, from: office.ask(person, .whoAmI).payload)
            return answer.hasController ? answer.controller : nil
        }
    }

    @Test func anIncidentIsDueUntilAVersionSaysThatItWasDeclared() throws {
        let bench = try Bench()
        let id: IncidentID = bench.province.newID()
        #expect(try bench.incidentsDue() == 0)
        let answer = try bench.report(id, bench.values())
        #expect(answer.status == .ok)
        let said = try MessageCodec.decode(WireReportIncidentAnswer.self, from: answer.payload)
        #expect(said.due && said.versions == 1)
        #expect(try bench.incidentsDue() == 1)
        bench.province.now = bench.province.now.adding(seconds: 7_200)
        let later = try bench.report(
            id, after: 1, bench.values("حاسوب واحد", declared: true), by: bench.officer)
        #expect(later.status == .ok)
        #expect(try bench.incidentsDue() == 0)
        let list = try bench.list()
        let item = try #require(list.incidents.first)
        #expect(list.total == 1 && list.due == 0 && !list.more)
        #expect(!item.due && item.versions == 2)
        #expect(item.first.member == bench.auditor.member.blob && item.first.leaf == said.leaf)
        #expect(item.last.member == bench.officer.member.blob && item.last.leaf > said.leaf)
        #expect(item.last.atMs == bench.province.now.milliseconds)
        #expect(
            [FieldValue](wire: item.values)?.contains {
                $0 == FieldValue("data_touched", .text("حاسوب واحد"))
            } == true)
        // What was said first stays, and the log holds with it.
        let first = try #require(try bench.province.leaves(from: said.leaf).first)
        #expect(first.kind == .incident)
        #expect(first.body.values.contains { $0.value.text == "سرقة حاسوب" })
        #expect(try bench.province.isClean())
    }

    @Test func whatIsSaidStandsInNoRowOfTheRegistry() throws {
        let bench = try Bench()
        let id: IncidentID = bench.province.newID()
        #expect(try bench.report(id, bench.values()).status == .ok)
        let row = try #require(bench.province.ledger.registry.incidents[id])
        #expect(row.reporter == bench.auditor.member && row.leaves.count == 1 && !row.isDeclared)
        // It is there after a crash, and is read once the store is open again.
        try bench.province.restart(crashing: true)
        let office = try Office(bench.province)
        let answer = try office.ask(
            bench.officer, .listIncidents, MessageCodec.encode(WireListIncidentsRequest()))
        let list = try MessageCodec.decode(WireListIncidentsAnswer.self, from: answer.payload)
        #expect(list.incidents.first?.values.count == 3)
    }

    @Test func theFormSaysWhatMayBeSaid() throws {
        let bench = try Bench()
        let now = bench.province.now
        func refused(_ values: [FieldValue]) throws -> [(field: String, code: CheckCode?)] {
            let answer = try bench.report(bench.province.newID(), values)
            #expect(answer.status == .invalidArgument)
            let error = try MessageCodec.decode(WireError.self, from: answer.payload)
            return error.fields.map { ($0.field, CheckCode(rawValue: UInt16($0.code))) }
        }
        #expect(
            try refused([FieldValue("breach_at", .instant(now))]).map(\.field) == ["breach_kind"])
        #expect(
            try refused(bench.values() + [FieldValue("narration", .text("x"))]).map(\.code)
                == [.unknownField])
        #expect(
            try refused(bench.values() + [FieldValue("cndp_notice", .flag(true))]).map(\.code)
                == [.wrongType])
        let ahead = FieldValue("declared_dgssi_at", .instant(now.adding(seconds: 86_400)))
        #expect(try refused(bench.values() + [ahead]).map(\.code) == [.futureDate])
        #expect(
            try refused([
                FieldValue("breach_at", .instant(now)),
                FieldValue("breach_kind", .choice("NONE")),
            ]).map(\.code) == [.notInList])
        #expect(try bench.list().total == 0)
    }

    @Test func aVersionHasTheRoomOfALeaf() throws {
        let bench = try Bench()
        let id: IncidentID = bench.province.newID()
        let fixed = bench.values("")
        func values(_ count: Int) -> [FieldValue] {
            fixed.filter { $0.field != "data_touched" }
                + [
                    FieldValue("data_touched", .text(String(repeating: "a", count: 1_700))),
                    FieldValue("breach_actions", .text(String(repeating: "b", count: count))),
                ]
        }
        func size(_ count: Int) -> Int {
            var request = WireReportIncidentRequest()
            request.values = values(count).map(WireFieldValue.init)
            return request.valuesByteCount
        }
        let room = 1_000 + MessageLimits.incidentByteCountMax - size(1_000)
        #expect(try bench.report(id, values(room + 1)).status == .tooLarge)
        #expect(try bench.report(id, values(room)).status == .ok)
        #expect(try bench.list().incidents.first?.values.count == 4)
        #expect(try bench.province.isClean())
    }

    @Test func whoHasNotSeenTheLastVersionLooksAgain() throws {
        let bench = try Bench()
        let id: IncidentID = bench.province.newID()
        let key = try bench.office.key()
        #expect(try bench.report(id, bench.values(), key: key).status == .ok)
        // A repeat is the same version.
        #expect(try bench.report(id, bench.values(), key: key).status == .ok)
        #expect(try bench.report(id, bench.values("آخر")).status == .conflict)
        for version in 1..<UInt32(MessageLimits.incidentVersionsMax) {
            #expect(try bench.report(id, after: version, bench.values()).status == .ok)
        }
        #expect(try bench.report(id, after: 16, bench.values()).status == .overloaded)
        #expect(try bench.list().incidents.map(\.versions) == [16])
    }

    @Test func theRegisterIsToldPageByPageTheNewestFirst() throws {
        let bench = try Bench()
        let long = String(repeating: "ط", count: 1_650)
        var ids: [IncidentID] = []
        for _ in 0..<14 {
            let id: IncidentID = bench.province.newID()
            ids.append(id)
            #expect(try bench.report(id, bench.values(long)).status == .ok)
            bench.province.now = bench.province.now.adding(seconds: 1)
        }
        let first = try bench.list()
        #expect(first.total == 14 && first.due == 14 && first.more)
        #expect(first.incidents.map(\.incident) == ids.reversed().prefix(12).map(\.blob))
        let last = try #require(first.incidents.last.flatMap { IncidentID(blob: $0.incident) })
        let second = try bench.list(after: last)
        #expect(second.incidents.map(\.incident) == ids.prefix(2).reversed().map(\.blob))
        #expect(!second.more)
        var request = WireListIncidentsRequest()
        request.after = bench.province.newID(IncidentID.self).blob
        #expect(
            try bench.office.ask(bench.officer, .listIncidents, MessageCodec.encode(request)).status
                == .notAvailable)
    }

    @Test func onlyWhoWatchesOverDataKeepsTheRegister() throws {
        let bench = try Bench()
        let both = try bench.province.add(["DPO", "OPERATOR"])
        for person in [bench.coordinator, bench.runner, both] {
            let answer = try bench.report(bench.province.newID(), bench.values(), by: person)
            #expect(answer.status == .permission)
            #expect(
                try bench.office.ask(
                    person, .listIncidents, MessageCodec.encode(WireListIncidentsRequest())
                ).status == .permission)
        }
        for person in [bench.auditor, bench.officer] {
            let answer = try bench.report(bench.province.newID(), bench.values(), by: person)
            #expect(answer.status == .ok)
            #expect(try bench.list(by: person).total > 0)
        }
    }

    /// SPEC W-158.
    @Test func whoAnswersForTheDataIsToldToEverybody() throws {
        let bench = try Bench()
        #expect(try bench.controller(bench.runner) == nil)
        func set(_ payload: [UInt8], by person: Person) throws -> StatusCode {
            try bench.office.ask(person, .changeSettings, payload).status
        }
        let payload = bench.office.settingController(
            "إقليم سلا", authorisation: "A-PO-1/2026", contact: "7, rue X")
        for person in [bench.auditor, bench.runner] {
            #expect(try set(payload, by: person) == .permission)
        }
        #expect(try set(payload, by: bench.coordinator) == .ok)
        let told = try #require(try bench.controller(bench.runner))
        #expect(
            [told.name, told.authorisation, told.contact]
                == ["إقليم سلا", "A-PO-1/2026", "7, rue X"])
        // It is set whole.
        #expect(
            try set(bench.office.settingController("Salé"), by: bench.officer) == .ok)
        let tooLong = bench.office.settingController(String(repeating: "x", count: 241))
        #expect(try set(tooLong, by: bench.officer) == .badMessage)
        #expect(try set([], by: bench.officer) == .badMessage)
        try bench.province.restart()
        #expect(
            bench.province.ledger.registry.controller
                == DataController(name: "Salé", authorisation: "", contact: ""))
    }

    @Test func anIncidentWhoseLeafIsDamagedHidesNoOther() throws {
        let bench = try Bench()
        let (first, second) = (
            bench.province.newID(IncidentID.self), bench.province.newID(IncidentID.self)
        )
        #expect(try bench.report(first, bench.values()).status == .ok)
        #expect(try bench.report(second, bench.values("فيروس")).status == .ok)
        let leaf = try #require(
            try bench.list().incidents.first { $0.incident == first.blob }
        ).last.leaf
        try bench.province.ledger.store.group { group in
            try group.connection.execute(
                "UPDATE leaf SET bytes = zeroblob(300) WHERE row = \(leaf)")
        }
        let list = try bench.list()
        #expect(list.incidents.count == 2 && list.due == 2)
        let damaged = try #require(list.incidents.first { $0.incident == first.blob })
        #expect(damaged.unreadable && damaged.values.isEmpty && damaged.last.leaf == leaf)
        #expect(list.incidents.contains { $0.incident == second.blob && !$0.unreadable })
        // It is said anew.
        #expect(try bench.report(first, after: 1, bench.values()).status == .ok)
        #expect(try bench.list().incidents.allSatisfy { !$0.unreadable })
    }
}
