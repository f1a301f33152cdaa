import Authority
import Basics
import Circuit
import DefinitionSupport
import Framing
import Index
import Mapping
import Messages
import ProvinceSupport
import Secrets
import Testing

@testable import Handlers

/// Two units that do not see each other's files, and two coordinators who see all.
private final class Bench {
    let province: TestProvince
    let office: Office
    let worker: Person
    let neighbour: Person
    let coordinator: Person
    let second: Person
    private let signer: SigningKey

    init() throws {
        province = try TestProvince()
        office = try Office(province)
        worker = try province.add(["UPE-WORKER"])
        neighbour = try province.add(["UPE-WORKER"])
        coordinator = try province.add(["CAPE-COORDINATOR"])
        signer = SigningKey(seed: SecretKey())
        second = try province.add(["CAPE-COORDINATOR"], signingKey: signer.publicKey)
    }

    func open(_ person: Person) throws -> WireOpenFileAnswer {
        let answer = try office.ask(person, .openFile, office.opening())
        return try MessageCodec.decode(WireOpenFileAnswer.self, from: answer.payload)
    }

    func approve(_ file: WireOpenFileAnswer) throws -> StatusCode {
        try office.ask(
            second, .approve, office.approving(try read(second, file), .stage, signer)
        ).status
    }

    func id(_ file: WireOpenFileAnswer) throws -> FileID {
        try #require(FileID(blob: file.file))
    }

    func sibling(_ number: String) -> WireActDraft {
        office.draft(
            .form, form: "PERSON",
            [
                FieldValue("person_name", .text("أخ")),
                FieldValue("person_tie", .choice("SIBLING")),
                FieldValue("person_legal", .flag(false)),
                FieldValue("person_in_household", .flag(true)),
                FieldValue("sibling_number", .text(number)),
            ])
    }

    func append(
        _ person: Person, _ file: WireOpenFileAnswer, after sequence: UInt64,
        _ draft: WireActDraft
    ) throws -> OutgoingAnswer {
        try office.ask(
            person, .appendAct, office.appending(try id(file), after: sequence, draft))
    }

    func read(_ person: Person, _ file: WireOpenFileAnswer) throws -> WireReadFileAnswer {
        let answer = try office.ask(person, .readFile, office.reading(try id(file)))
        return try MessageCodec.decode(WireReadFileAnswer.self, from: answer.payload)
    }

    func ties(_ person: Person, _ file: WireOpenFileAnswer) throws -> [FileTie] {
        try read(person, file).ties.compactMap { FileTie(wire: $0) }
    }

    func tie(_ kind: FileTieKind, _ file: WireOpenFileAnswer) throws -> FileTie {
        FileTie(
            kind: kind, file: try id(file), number: try #require(FileNumber(file.number)))
    }

    /// How often a number stands in what READ_FILE, READ_ACT and HISTORY tell of a file's
    /// people, in this order.
    func told(_ number: String, _ person: Person, _ file: WireOpenFileAnswer) throws -> [Int] {
        let heads = try read(person, file).heads.compactMap { HeadPart(wire: $0) }
        let numbers = heads.flatMap(\.matters).flatMap { $0.values(.siblingNumber) }
        let act = try office.ask(person, .readAct, office.readingAct(try id(file), 2))
        let history = try office.ask(person, .history, office.history(try id(file)))
        let wanted = Array(number.utf8)
        return [
            numbers.count { $0 == .text(number) },
            Self.count(wanted, act.payload), Self.count(wanted, try #require(history.content)),
        ]
    }

    private static func count(_ wanted: [UInt8], _ bytes: [UInt8]) -> Int {
        guard bytes.count >= wanted.count else { return 0 }
        return (0...bytes.count - wanted.count).count {
            bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
        }
    }
}

/// The files that go with one another, and to whom that is told (SPEC W-138, W-139).
@Suite struct TieTests {
    @Test func `A sibling's file is told from both sides to who may read both`() throws {
        let bench = try Bench()
        let (sister, brother) = (try bench.open(bench.worker), try bench.open(bench.worker))
        let saved = try bench.append(
            bench.worker, sister, after: 1, bench.sibling(brother.number))
        #expect(saved.status == .ok)
        #expect(try bench.ties(bench.worker, sister) == [bench.tie(.sibling, brother)])
        #expect(try bench.ties(bench.worker, brother) == [bench.tie(.sibling, sister)])
        #expect(try bench.told(brother.number, bench.worker, sister) == [1, 1, 1])
        #expect(try bench.ties(bench.coordinator, brother) == [bench.tie(.sibling, sister)])
    }

    @Test func `Who may not read a sibling's file learns from no answer that there is one`() throws
    {
        let bench = try Bench()
        let (sister, brother) = (try bench.open(bench.worker), try bench.open(bench.neighbour))
        let saved = try bench.append(
            bench.coordinator, sister, after: 1, bench.sibling(brother.number))
        #expect(saved.status == .ok)
        #expect(try bench.told(brother.number, bench.worker, sister) == [0, 0, 0])
        #expect(try bench.ties(bench.worker, sister) == [])
        #expect(try bench.ties(bench.neighbour, brother) == [])
        #expect(try bench.told(brother.number, bench.coordinator, sister) == [1, 1, 1])
        #expect(try bench.ties(bench.coordinator, sister) == [bench.tie(.sibling, brother)])
        // The person stands there all the same, under the name that was given.
        let people = try bench.read(bench.worker, sister).heads
            .compactMap { HeadPart(wire: $0) }.flatMap(\.matters)
        #expect(people.map(\.personName) == ["أخ"])
    }

    @Test func `A number that its author cannot find is refused as one that nobody bears`() throws {
        let bench = try Bench()
        let (own, foreign) = (try bench.open(bench.worker), try bench.open(bench.neighbour))
        var answers: [OutgoingAnswer] = []
        for number in [foreign.number, FileNumber(value: 77).text, own.number] {
            answers.append(
                try bench.append(bench.worker, own, after: 1, bench.sibling(number)))
        }
        #expect(Set(answers.map(\.status)) == [.precondition])
        #expect(Set(answers.map(\.payload)).count == 1)
        let error = try MessageCodec.decode(WireError.self, from: answers[0].payload)
        #expect(error.fields.map(\.code) == [UInt32(CheckCode.unknownFile.rawValue)])
        #expect(error.fields.map(\.field) == ["sibling_number"])
    }

    @Test func `Files of one child are seen from both sides until the one is reopened`() throws {
        let bench = try Bench()
        let (stays, other) = (try bench.open(bench.worker), try bench.open(bench.worker))
        let now = bench.province.now
        let report = try #require(
            SampleActs.steps(by: bench.worker, at: now) { bench.province.newID() }.first)
        #expect(
            try bench.append(
                bench.worker, other, after: 1,
                bench.office.draft(.transition, form: "F1", to: "SIGNAL", report.values)
            ).status == .ok)
        func joining(_ number: String) -> WireActDraft {
            var draft = bench.office.draft(
                .transition, form: "DUP", to: "DUPLICATE",
                [FieldValue("master_number", .text(number))])
            draft.reason = "one child"
            return draft
        }
        // To a file that is not there, or to itself, none is joined.
        for number in [FileNumber(value: 77).text, other.number] {
            #expect(
                try bench.append(bench.coordinator, other, after: 2, joining(number)).status
                    == .precondition)
        }
        #expect(
            try bench.append(bench.coordinator, other, after: 2, joining(stays.number)).status
                == .ok)
        // It waits for a second person.
        #expect(try bench.ties(bench.worker, stays) == [])
        #expect(try bench.approve(other) == .ok)
        for person in [bench.worker, bench.coordinator] {
            #expect(try bench.ties(person, stays) == [bench.tie(.joined, other)])
            #expect(try bench.ties(person, other) == [bench.tie(.stays, stays)])
        }
        var again = bench.office.draft(.transition, to: "REOPEN", [])
        again.reason = "two children"
        #expect(try bench.append(bench.coordinator, other, after: 4, again).status == .ok)
        #expect(try bench.ties(bench.worker, stays) == [])
        #expect(try bench.ties(bench.worker, other) == [])
    }

    /// No search and no list is by a child's offence: what lies in class judicial changes nothing of
    /// what a search, a list or a count of files without tasks tells.
    @Test func `Nothing judicial is searched, listed, counted or sorted by`() throws {
        let definition = try Shipped.definition()
        var judicial = HeadPart(.judicial)
        let track = try #require(definition.track(meaning: .judicial))
        judicial.passages = [Passage(stage: track.stages[1].code, at: Instant(milliseconds: 1))]
        let fields = definition.parts.forms.flatMap(\.fields).filter { $0.dataClass == .judicial }
        #expect(fields.contains { $0.meaning == .offenceSuspected })
        judicial.slots = fields.compactMap(\.meaning).map { meaning in
            HeadSlot(
                meaning: meaning, entries: [HeadEntry(value: .text("infraction"))],
                writer: .zero, at: Instant(milliseconds: 1), order: 1)
        }
        var social = HeadPart(.social)
        social.openedAt = Instant(milliseconds: 1)
        let file = FileID(high: 1, low: 1)
        var without = IndexedFile(file: file, heads: Heads([social]), definition: definition)
        var with = IndexedFile(
            file: file, heads: Heads([social, judicial]), definition: definition)
        // What is owed by a judge's decision is told to who reads that class; no tie is by it.
        #expect(with.tasks.allSatisfy { $0.dataClass == .judicial || without.tasks.contains($0) })
        (with.tasks, without.tasks) = ([], [])
        #expect(with == without)
        // A list is narrowed by a stage of the social track alone, and a search by names.
        let bench = try Bench()
        let opened = try bench.open(bench.worker)
        var request = WireListFilesRequest()
        request.kind = 4
        request.stage = track.stages[1].code
        let listed = try MessageCodec.decode(
            WireListFilesAnswer.self,
            from: bench.office.ask(
                bench.worker, .listFiles, MessageCodec.encode(request)
            ).payload)
        #expect(listed.files.isEmpty && !opened.file.isEmpty)
    }
}

/// Who stands for a child, and what of the people around it is told (SPEC W-137).
@Suite struct PeopleTests {
    private static func person(_ office: Office) -> WireActDraft {
        office.draft(
            .form, form: "PERSON",
            [
                FieldValue("person_name", .text("أب")), FieldValue("person_tie", .choice("FATHER")),
                FieldValue("person_legal", .flag(true)),
                FieldValue("person_in_household", .flag(true)),
            ])
    }

    private func act(_ answer: OutgoingAnswer) throws -> ActID {
        try #require(answer.status == .ok)
        let appended = try MessageCodec.decode(WireAppendActAnswer.self, from: answer.payload)
        return try #require(ActID(blob: appended.act))
    }

    @Test
    func `The daemon takes no agreement of whose rights are suspended, whatever a client says`()
        throws
    {
        let bench = try Bench()
        let (office, file) = (bench.office, try bench.open(bench.worker))
        let father = try act(
            bench.append(bench.worker, file, after: 1, Self.person(office)))
        func consent(_ person: ActID) -> WireActDraft {
            office.draft(
                .form, form: "F6",
                [
                    FieldValue("consent_purpose", .choice("SERVICES")),
                    FieldValue("consent_given", .flag(true)),
                    FieldValue("consent_by", .choice("GUARDIAN")),
                    FieldValue("consent_person", .person(person)),
                    FieldValue("child_assent", .choice("UNDER-12")),
                    FieldValue("consent_date", .date(CivilDate(days: 20_000))),
                ])
        }
        #expect(try bench.append(bench.worker, file, after: 2, consent(father)).status == .ok)
        var suspends = office.draft(
            .transition, form: "PERSON-RIGHTS", to: "PERSON-SUSPENDED",
            [
                FieldValue("rights_decided_by", .choice("JUDGE")),
                FieldValue("rights_decision_date", .date(CivilDate(days: 20_000))),
                FieldValue("rights_basis", .text("essai")),
            ])
        suspends.matter = father.blob
        _ = try act(bench.append(bench.worker, file, after: 3, suspends))
        for (person, code) in [
            (father, CheckCode.rightsSuspended), (ActID(high: 9, low: 9), .unknownPerson),
        ] {
            let refused = try bench.append(bench.worker, file, after: 4, consent(person))
            #expect(refused.status == .precondition)
            let error = try MessageCodec.decode(WireError.self, from: refused.payload)
            #expect(error.fields.map(\.code) == [UInt32(code.rawValue)])
        }
    }

    @Test
    func `Who may not read what is judicial learns of no person that he is the alleged author`()
        throws
    {
        let bench = try Bench()
        let office = bench.office
        let follower = try bench.province.add(["CAPE-FOLLOWUP"])
        let file = try bench.open(bench.worker)
        let father = try act(
            bench.append(bench.worker, file, after: 1, Self.person(office)))
        let incident = office.draft(
            .form, form: "F4",
            [
                FieldValue("violence_type", .choice("V2")),
                FieldValue("author_person", .person(father)),
                FieldValue("incident_offence", .flag(false)),
            ])
        _ = try act(bench.append(bench.worker, file, after: 2, incident))
        func fields(_ person: Person) throws -> [String] {
            let answer = try office.ask(
                person, .readAct, office.readingAct(try bench.id(file), 3))
            return try MessageCodec.decode(WireReadActAnswer.self, from: answer.payload)
                .act.values.map(\.field).sorted()
        }
        #expect(try fields(bench.worker) == ["violence_type"])
        #expect(try fields(bench.coordinator) == ["violence_type"])
        #expect(
            try fields(follower) == ["author_person", "incident_offence", "violence_type"])
        // The person himself looks the same to all of them.
        for person in [bench.worker, bench.coordinator, follower] {
            let people = try bench.read(person, file).heads.compactMap { HeadPart(wire: $0) }
                .flatMap(\.matters)
            #expect(people.map(\.act) == [father])
            #expect(people.flatMap(\.slots).map(\.meaning).contains(.personName))
        }
    }
}
