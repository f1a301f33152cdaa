import Basics
import Circuit
import DefinitionSupport
import Framing
import Mapping
import Messages
import ProvinceSupport
import Testing

@testable import Handlers

/// A province with two houses of one place each, one of them for girls alone.
private final class Bench {
    let province: TestProvince
    let office: Office
    let worker: Person
    let coordinator: Person
    let followUp: Person
    let teacher: Person
    /// Takes anybody.
    let open: OrganisationID
    /// Takes boys; the children of the samples are girls.
    let boys: OrganisationID
    /// A house that the definition does not know.
    let unknown: OrganisationID

    init() throws {
        // The registry of a test counts its ids: who is added first is known before.
        let ids = [3, 6].map { OrganisationID(high: 0x7E57, low: $0) }
        var parts = try Shipped.definition().parts
        parts.establishments = zip(ids, [[], ["BOYS"]]).map { id, specialities in
            Establishment(
                terms: Terms(
                    code: "H\(id.low)",
                    labels: Labels(arabic: "دار", french: "Maison", english: "House")),
                organisation: id, kind: "CHILD-PROTECTION", specialities: specialities,
                capacity: 1)
        }
        province = try TestProvince(definition: CircuitDefinition(parts))
        open = try province.add(["EPS-STAFF"]).organisation
        boys = try province.add(["EPS-STAFF"]).organisation
        unknown = try province.add(["EPS-STAFF"]).organisation
        try #require([open, boys] == ids)
        office = try Office(province)
        worker = try province.add(["UPE-WORKER"])
        coordinator = try province.add(["CAPE-COORDINATOR"])
        followUp = try province.add(["CAPE-FOLLOWUP"])
        teacher = try province.add(["UPE-PSYCHOLOGIST"])
    }

    func openFile() throws -> FileID {
        let answer = try office.ask(worker, .openFile, office.opening())
        let opened = try MessageCodec.decode(WireOpenFileAnswer.self, from: answer.payload)
        return try #require(FileID(blob: opened.file))
    }

    func placing(
        _ file: FileID, _ house: OrganisationID, after sequence: UInt64 = 1, because: String = ""
    ) -> [UInt8] {
        var values = [
            FieldValue("establishment", .organisation(house)),
            FieldValue("registration_number", .text("7")),
            FieldValue("entry_date", .date(CivilDate(province.now, offsetSeconds: 0))),
            FieldValue("placement_decision", .choice("JUDGE")),
        ]
        if !because.isEmpty { values.append(FieldValue("placement_exception", .text(because))) }
        return office.appending(
            file, after: sequence, office.draft(.form, form: "F12", values))
    }

    /// Places a child; gives the act, or the codes of what is wrong with the house.
    func place(
        _ file: FileID, _ house: OrganisationID, after sequence: UInt64 = 1, because: String = ""
    ) throws -> (act: ActID?, codes: [CheckCode]) {
        try read(
            office.ask(
                worker, .appendAct, placing(file, house, after: sequence, because: because)))
    }

    func read(_ answer: OutgoingAnswer) throws -> (act: ActID?, codes: [CheckCode]) {
        guard answer.status != .ok else {
            let saved = try MessageCodec.decode(WireAppendActAnswer.self, from: answer.payload)
            return (ActID(blob: saved.act), [])
        }
        #expect(answer.status == .precondition)
        let error = try MessageCodec.decode(WireError.self, from: answer.payload)
        #expect(Set(error.fields.map(\.field)) == ["establishment"])
        return (
            nil, error.fields.compactMap { UInt16(exactly: $0.code).flatMap(CheckCode.init) }
        )
    }

    func leave(_ file: FileID, _ stay: ActID, after sequence: UInt64) throws -> StatusCode {
        var draft = office.draft(
            .transition, form: "F12-EXIT", to: "STAY-OUT",
            [
                FieldValue("exit_date", .date(CivilDate(province.now, offsetSeconds: 0))),
                FieldValue("exit_reason", .choice("FAMILY-RETURN")),
                FieldValue("delivered_to", .text("Khadija")),
                FieldValue("delivery_decision", .text("Judge")),
            ])
        draft.matter = stay.blob
        return try office.ask(
            followUp, .appendAct, office.appending(file, after: sequence, draft)
        ).status
    }

    /// How many children are told of each house; nil where nothing is told.
    func told(_ person: Person) throws -> [OrganisationID: UInt32]? {
        let answer = try office.ask(person, .listOrganisations)
        guard answer.status == .ok else { return nil }
        let list = try MessageCodec.decode(WireListOrganisationsAnswer.self, from: answer.payload)
        let pairs = list.occupancies.compactMap { item in
            OrganisationID(blob: item.organisation).map { ($0, item.children) }
        }
        return pairs.isEmpty ? nil : Dictionary(uniqueKeysWithValues: pairs)
    }

    func isOwed(_ person: Person) throws -> Bool {
        let answer = try office.ask(person, .listFiles, office.listing(kind: 3))
        let list = try MessageCodec.decode(WireListFilesAnswer.self, from: answer.payload)
        return list.files.contains { $0.task == "FIT-PLACE" }
    }
}

/// A placement respects whom an establishment takes, and how many (SPEC W-144).
@Suite struct PlacementTests {
    @Test func `A second child is refused where there is one place, until the first has left`()
        throws
    {
        let bench = try Bench()
        let (first, second) = (try bench.openFile(), try bench.openFile())
        let stay = try #require(try bench.place(first, bench.open).act)
        let refused = try bench.place(second, bench.open)
        #expect(refused.act == nil && refused.codes == [.establishmentFull])
        // Nothing was written: the file is where its author saw it.
        #expect(try bench.told(bench.worker) == [bench.open: 1, bench.boys: 0])
        #expect(try bench.leave(first, stay, after: 2) == .ok)
        #expect(try bench.told(bench.worker) == [bench.open: 0, bench.boys: 0])
        #expect(try bench.place(second, bench.open).act != nil)
    }

    @Test func `A child outside the speciality, or in a full house, is there on somebody's word`()
        throws
    {
        let bench = try Bench()
        let (first, second) = (try bench.openFile(), try bench.openFile())
        #expect(try bench.place(first, bench.boys).codes == [.outsideSpeciality])
        #expect(try !bench.isOwed(bench.coordinator))
        #expect(try bench.place(first, bench.boys, because: "Judge").act != nil)
        #expect(try bench.isOwed(bench.coordinator))
        #expect(
            try bench.place(second, bench.boys).codes == [.outsideSpeciality, .establishmentFull])
        let stay = try #require(try bench.place(second, bench.boys, because: "Judge").act)
        #expect(try bench.told(bench.coordinator) == [bench.open: 0, bench.boys: 2])
        #expect(try bench.leave(second, stay, after: 2) == .ok)
        #expect(try bench.told(bench.coordinator) == [bench.open: 0, bench.boys: 1])
    }

    @Test func `A child who stays there takes no second place, and an unknown house any child`()
        throws
    {
        let bench = try Bench()
        let (first, second) = (try bench.openFile(), try bench.openFile())
        let stay = try #require(try bench.place(first, bench.open).act)
        // Where a child stays that it has not left yet, nothing is told of another house.
        for house in [bench.open, bench.unknown] {
            let answer = try bench.office.ask(
                bench.worker, .appendAct, bench.placing(first, house, after: 2))
            let error = try MessageCodec.decode(WireError.self, from: answer.payload)
            #expect(error.fields.map(\.code) == [UInt32(CheckCode.stageMissing.rawValue)])
        }
        #expect(try bench.told(bench.worker) == [bench.open: 1, bench.boys: 0])
        #expect(try bench.leave(first, stay, after: 2) == .ok)
        for file in [first, second] {
            let sequence: UInt64 = file == first ? 3 : 1
            #expect(try bench.place(file, bench.unknown, after: sequence).act != nil)
        }
        #expect(try bench.told(bench.worker) == [bench.open: 0, bench.boys: 0])
    }

    @Test func `Two who come in one group do not take one place`() throws {
        let bench = try Bench()
        let files = [try bench.openFile(), try bench.openFile()]
        let answers = Answers()
        bench.office.handlers.serve(
            try files.map { file in
                try bench.office.incoming(
                    bench.worker, .appendAct, bench.placing(file, bench.open)
                ) { answers.list.append($0) }
            })
        let read = try answers.list.map { try bench.read($0) }
        #expect(read.map { $0.act != nil } == [true, false])
        #expect(read.map(\.codes) == [[], [.establishmentFull]])
        // A refusal of the group leaves the count as it was.
        #expect(try bench.told(bench.worker) == [bench.open: 1, bench.boys: 0])
    }

    /// Answers arrive on the thread of the test before `serve` returns.
    private final class Answers: @unchecked Sendable {
        var list: [OutgoingAnswer] = []
    }

    @Test func `Who finds children a place is told how many are there, and nobody else`() throws {
        let bench = try Bench()
        let empty: [OrganisationID: UInt32] = [bench.open: 0, bench.boys: 0]
        #expect(try bench.told(bench.worker) == empty)
        #expect(try bench.told(bench.coordinator) == empty)
        #expect(try bench.told(bench.followUp) == empty)
        #expect(try bench.told(bench.teacher) == nil)
    }

    /// SPEC W-228, W-229, W-231.
    @Test func `Figures tell of each house, and to nobody else in which of them children are`()
        throws
    {
        let bench = try Bench()
        _ = try bench.place(try bench.openFile(), bench.open)
        let support = try bench.province.add(["CAPE-SUPPORT"])
        let today = CivilDate(bench.province.now, offsetSeconds: 3_600).days
        var request = WireFiguresRequest()
        request.indicator = "I17"
        (request.fromDay, request.untilDay, request.province) = (today - 9, today + 9, true)
        request.by = ["establishment"]
        func answer(_ person: Person) throws -> OutgoingAnswer {
            while bench.office.handlers.idle() {}
            return try bench.office.ask(person, .figures, MessageCodec.encode(request))
        }
        func told(_ person: Person) throws -> [String: [UInt64]] {
            let figure = try MessageCodec.decode(
                WireFiguresAnswer.self, from: answer(person).payload
            ).figure
            return Dictionary(
                uniqueKeysWithValues: figure.rows.map {
                    ($0.keys.first?.code ?? "", $0.values.filter { $0.state == .told }.map(\.value))
                })
        }
        // Begun, ended, the median of none, places, free ones and stays that part siblings; of a house its
        // places alone, since of one child that came somewhere they would tell where.
        let all =
            [
                "": [1, 0, 0, 2, 1, 0], bench.open.hexadecimal: [1, 0],
                bench.boys.hexadecimal: [1, 1],
            ] as [String: [UInt64]]
        #expect(try told(bench.coordinator) == all)
        #expect(try told(support) == all)
        // With nothing else at once.
        request.organisation = bench.worker.organisation.blob
        #expect(try answer(bench.coordinator).status == .badMessage)
        request.by = []
        #expect(
            try MessageCodec.decode(
                WireFiguresAnswer.self, from: answer(bench.coordinator).payload
            ).figure.rows.flatMap(\.keys).allSatisfy { $0.dimension != "establishment" })
        (request.organisation, request.by) = ([].blob, ["establishment", "sex"])
        request.measure = "begun"
        #expect(try answer(bench.coordinator).status == .badMessage)
        // Who may not read where the child is counts it, and learns nothing else.
        (request.by, request.measure, request.province) = (["establishment"], "", false)
        let own = try told(bench.worker)
        #expect(own.keys.sorted() == [""] && own[""]?.first == 1)
        request.by = []
        let kinds = try MessageCodec.decode(
            WireFiguresAnswer.self, from: answer(bench.worker).payload
        ).figure.rows.flatMap(\.keys).map(\.dimension)
        #expect(kinds.contains("unit") && !kinds.contains("establishment"))
    }

    @Test func `A restart counts whom it finds`() throws {
        let bench = try Bench()
        #expect(try bench.place(try bench.openFile(), bench.open).act != nil)
        let again = try Office(bench.province)
        let answer = try again.ask(bench.worker, .listOrganisations)
        let list = try MessageCodec.decode(WireListOrganisationsAnswer.self, from: answer.payload)
        #expect(list.occupancies.map(\.children) == [1, 0])
    }
}
