import Basics
import Circuit
import Foundation
import Framing
import Index
import Mapping
import Messages
import ProvinceSupport
import Testing

@testable import Handlers

/// Files of other kinds than a child's (SPEC W-202, W-203, W-204).
@Suite struct RecordTests {
    fileprivate struct Bench {
        let province: TestProvince
        let office: Office
        let coordinator: Person
        let chair: Person
        let member: Person
        let worker: Person
        let colleague: Person

        init() throws {
            province = try TestProvince()
            office = try Office(province)
            coordinator = try province.add(["CAPE-COORDINATOR"])
            chair = try province.add(["CPPE-CHAIR"])
            member = try province.add(["CPPE-MEMBER"])
            worker = try province.add(["UPE-WORKER"])
            colleague = try province.add(["UPE-WORKER"])
        }

        static func session(_ title: String = "دورة يونيو") -> [FieldValue] {
            [
                FieldValue("session_title", .text(title)),
                FieldValue("session_kind", .choice("ORDINARY")),
                FieldValue("session_on", .date(CivilDate(days: 20_900))),
                FieldValue("session_seats", .number(11)),
            ]
        }

        static func action(_ title: String) -> [FieldValue] {
            [
                FieldValue("aware_title", .text(title)),
                FieldValue("aware_theme", .choice("RIGHTS")),
                FieldValue("aware_on", .date(CivilDate(days: 20_900))),
                FieldValue("aware_commune", .territory("04.441.01.0")),
                FieldValue("aware_audience", .choices(["CHILDREN"])),
            ]
        }

        func opening(
            _ person: Person, _ form: String, _ stage: String, _ values: [FieldValue]
        ) throws -> OutgoingAnswer {
            var request = WireOpenFileRequest()
            request.opening = office.draft(.opening, form: form, to: stage, values)
            return try office.ask(person, .openFile, MessageCodec.encode(request))
        }

        func open(
            _ person: Person, _ form: String, _ stage: String, _ values: [FieldValue]
        ) throws -> (file: FileID, number: String) {
            let answer = try opening(person, form, stage, values)
            try #require(answer.status == .ok)
            let opened = try MessageCodec.decode(WireOpenFileAnswer.self, from: answer.payload)
            return (try #require(FileID(blob: opened.file)), opened.number)
        }

        func add(
            _ person: Person, _ file: FileID, after sequence: UInt64, _ draft: WireActDraft
        ) throws -> StatusCode {
            try office.ask(
                person, .appendAct, office.appending(file, after: sequence, draft)
            ).status
        }

        func decision(_ owner: Person, seconds: Int64 = 86_400) -> WireActDraft {
            office.draft(
                .form, form: "TASK",
                [
                    FieldValue("task_text", .text("x")),
                    FieldValue("task_owner", .member(owner.member)),
                    FieldValue("task_due", .instant(province.now.adding(seconds: seconds))),
                ])
        }

        func list(
            _ person: Person, kind: UInt32 = 7,
            _ change: (inout WireListFilesRequest) -> Void = {
                _ in
            }
        ) throws -> (status: StatusCode, answer: WireListFilesAnswer) {
            var request = WireListFilesRequest()
            request.kind = kind
            change(&request)
            let answer = try office.ask(person, .listFiles, MessageCodec.encode(request))
            guard answer.status == .ok else { return (answer.status, WireListFilesAnswer()) }
            return (.ok, try MessageCodec.decode(WireListFilesAnswer.self, from: answer.payload))
        }

        func read(_ person: Person, _ number: String) throws -> (StatusCode, WireReadFileAnswer) {
            var request = WireReadFileRequest()
            request.number = number
            request.motive = "x"
            let answer = try office.ask(person, .readFile, MessageCodec.encode(request))
            guard answer.status == .ok else { return (answer.status, WireReadFileAnswer()) }
            return (.ok, try MessageCodec.decode(WireReadFileAnswer.self, from: answer.payload))
        }

        func find(_ person: Person, _ text: String) throws -> [WireCandidate] {
            var request = WireFindRequest()
            request.text = text
            let answer = try office.ask(person, .find, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireFindAnswer.self, from: answer.payload).candidates
        }

        func day(_ person: Person) throws -> [WireCandidate] {
            let answer = try office.ask(
                person, .day, MessageCodec.encode(WireDayRequest()))
            try #require(answer.status == .ok)
            let day = try MessageCodec.decode(WireDayAnswer.self, from: answer.payload)
            #expect(day.fileCount == 0)
            return day.parts.flatMap(\.files)
        }
    }

    @Test func `A session is opened, read by its number and listed to who reads sessions`() throws {
        let bench = try Bench()
        let opened = try bench.open(
            bench.coordinator, "SESSION", "SESSION-CALLED", Bench.session())
        #expect(FileNumber(opened.number) != nil)
        for person in [bench.coordinator, bench.chair, bench.member] {
            let (status, answer) = try bench.read(person, opened.number)
            #expect(status == .ok && answer.number == opened.number)
            #expect(answer.classes == UInt32(ClassSet.social.rawValue))
            #expect(answer.heads.map(\.dataClass) == [UInt32(DataClass.social.rawValue)])
            let listed = try bench.list(person)
            #expect(listed.answer.files.map(\.title) == ["دورة يونيو"])
            #expect(listed.answer.files.map(\.number) == [opened.number])
            #expect(listed.answer.files.map(\.stage) == ["SESSION-CALLED"])
            #expect(listed.answer.total == 1)
        }
        // A unit reads none: for it there is no such file.
        #expect(try bench.read(bench.worker, opened.number).0 == .notAvailable)
        #expect(try bench.list(bench.worker).answer.files.isEmpty)
        for role in ["MINISTRY", "HCP", "AUDITOR", "OPERATOR"] {
            let person = try bench.province.add([role])
            let refused = try bench.list(person).status
            #expect(refused != .ok, "\(role)")
            #expect(try bench.read(person, opened.number).0 != .ok, "\(role)")
        }
    }

    @Test func `Nothing that looks for children meets a file of another kind`() throws {
        let bench = try Bench()
        let name = "سلمى التازي"
        let opened = try bench.open(
            bench.coordinator, "SESSION", "SESSION-CALLED", Bench.session(name))
        _ = try bench.open(
            bench.coordinator, "SESSION", "SESSION-CALLED", Bench.session(name))
        while bench.office.handlers.idle() {}
        #expect(try bench.find(bench.coordinator, name).isEmpty)
        #expect(try bench.find(bench.coordinator, opened.number).isEmpty)
        for kind: UInt32 in [1, 2, 3, 4] {
            #expect(try bench.list(bench.coordinator, kind: kind).answer.files.isEmpty, "\(kind)")
        }
        // Two that are called alike are no pair, and wait for no comparison.
        let answer = try bench.office.ask(
            bench.coordinator, .listDuplicates,
            MessageCodec.encode(WireListDuplicatesRequest()))
        let pairs = try MessageCodec.decode(WireListDuplicatesAnswer.self, from: answer.payload)
        #expect(answer.status == .ok && pairs.pairs.isEmpty && pairs.waiting == 0)
        #expect(
            bench.office.handlers.index.loads(of: nil, closed: [], now: bench.province.now).isEmpty)
        // Nor does a list of them meet a child.
        let child = try bench.office.openListened(bench.worker)
        #expect(
            try bench.list(bench.coordinator).answer.files.allSatisfy { $0.file != child.blob })
    }

    @Test func `A list asks for one kind, a stage and a commune, and for nothing of a child`()
        throws
    {
        let bench = try Bench()
        _ = try bench.open(bench.coordinator, "SESSION", "SESSION-CALLED", Bench.session("a"))
        _ = try bench.open(bench.coordinator, "AWARE", "AWARE-PLANNED", Bench.action("b"))
        func titles(_ change: (inout WireListFilesRequest) -> Void) throws -> [String] {
            let (status, answer) = try bench.list(bench.coordinator, change)
            #expect(status == .ok)
            return answer.files.map(\.title).sorted()
        }
        #expect(try titles { _ in } == ["a", "b"])
        #expect(try titles { $0.record = "ACTIVITY" } == ["b"])
        #expect(try titles { $0.record = "PLAN" }.isEmpty)
        #expect(try titles { $0.record = "SOCIAL" }.isEmpty)
        #expect(try titles { $0.stage = "SESSION-CALLED" } == ["a"])
        #expect(try titles { $0.commune = "04.441" } == ["b"])
        for change: (inout WireListFilesRequest) -> Void in [
            { $0.risk = "R1" }, { $0.urgent = true }, { $0.sort = 2 }, { $0.sort = 1 },
        ] {
            #expect(try bench.list(bench.coordinator, change).status == .badMessage)
        }
        // A focal point is found by its sector and commune.
        _ = try bench.open(
            bench.coordinator, "FOCAL", "FOCAL-LISTED",
            [
                FieldValue("focal_title", .text("c")),
                FieldValue("focal_sector", .choice("HEALTH")),
                FieldValue("focal_commune", .territory("04.441.01.0")),
                FieldValue("focal_name", .text("x")),
            ])
        #expect(
            try titles {
                $0.category = "HEALTH"
                $0.commune = "04.441"
            } == ["c"])
        #expect(try titles { $0.category = "EDUCATION" }.isEmpty)
        // Which kind is asked of no other list.
        let other = try bench.list(bench.coordinator, kind: 4) { $0.record = "ACTIVITY" }
        #expect(other.status == .badMessage)
        // Page by page each once.
        var seen: [String] = []
        var cursor = Blob()
        repeat {
            let (_, answer) = try bench.list(bench.coordinator) {
                $0.limit = 1
                $0.cursor = cursor
            }
            seen += answer.files.map(\.title)
            cursor = answer.cursor
        } while !cursor.isEmpty
        #expect(seen.sorted() == ["a", "b", "c"])
    }

    @Test func `A unit's activity is its own, and no child's form is filled on it`() throws {
        let bench = try Bench()
        let opened = try bench.open(bench.worker, "AWARE", "AWARE-PLANNED", Bench.action("a"))
        #expect(try bench.read(bench.worker, opened.number).0 == .ok)
        #expect(try bench.read(bench.colleague, opened.number).0 == .notAvailable)
        #expect(try bench.list(bench.colleague).answer.files.isEmpty)
        #expect(
            try bench.opening(bench.worker, "SESSION", "SESSION-CALLED", Bench.session()).status
                != .ok)
        #expect(
            try bench.add(bench.worker, opened.file, after: 1, bench.evaluation()) != .ok)
        let number = try bench.read(bench.worker, opened.number).1.number
        let result = bench.office.draft(
            .transition, form: "AWARE-RES", to: "AWARE-HELD",
            [
                FieldValue("aware_held_on", .date(CivilDate(days: 20_600))),
                FieldValue("aware_age", row: 0, .choice("A12")),
                FieldValue("aware_female", row: 0, .number(40)),
                FieldValue("aware_male", row: 0, .number(35)),
            ])
        #expect(try bench.add(bench.worker, opened.file, after: 1, result) == .ok)
        #expect(number == opened.number)
        // Nor is a session's form on a child's file, of whoever may write in both.
        let child = try bench.office.openListened(bench.worker)
        let stray = bench.office.draft(
            .transition, form: "AWARE-RES", to: "AWARE-HELD", [])
        #expect(try bench.add(bench.worker, child, after: 4, stray) == .precondition)
    }

    @Test func `A decision of a session stands in its owner's day, whether he reads it or not`()
        throws
    {
        let bench = try Bench()
        let opened = try bench.open(
            bench.coordinator, "SESSION", "SESSION-CALLED", Bench.session())
        #expect(
            try bench.add(bench.coordinator, opened.file, after: 1, bench.decision(bench.member))
                == .ok)
        #expect(
            try bench.add(bench.coordinator, opened.file, after: 2, bench.decision(bench.worker))
                == .ok)
        func duties(_ person: Person) throws -> [WireCandidate] {
            try bench.day(person).filter { $0.task == "DUTY" }
        }
        let ofMember = try duties(bench.member)
        #expect(ofMember.map(\.number) == [opened.number])
        #expect(ofMember.map(\.title) == ["دورة يونيو"])
        #expect(ofMember.map(\.stage) == ["SESSION-CALLED"])
        let ofWorker = try duties(bench.worker)
        #expect(ofWorker.map(\.number) == [opened.number])
        // Who does not read the session is told which it is, and no more.
        #expect(ofWorker.map(\.stage) == [""])
        #expect(try duties(bench.colleague).isEmpty)
        #expect(try duties(bench.chair).isEmpty)
        // Once it is done it is owed no more; a member of the committee says so himself.
        let answer = try bench.read(bench.member, opened.number).1
        let matters = answer.heads.flatMap(\.matters).map(\.act)
        var done = bench.office.draft(.transition, to: "TASK-DONE", [])
        done.matter = matters[0]
        #expect(try bench.add(bench.member, opened.file, after: 3, done) == .ok)
        #expect(try duties(bench.member).isEmpty)
        // What is long overdue goes on to who coordinates, as on a child's file.
        bench.province.now = bench.province.now.adding(seconds: 4 * 86_400)
        #expect(try duties(bench.coordinator).map(\.number) == [opened.number])
    }

    @Test func `The number is the daemon's, and a correction keeps it`() throws {
        let bench = try Bench()
        let opened = try bench.open(
            bench.coordinator, "SESSION", "SESSION-CALLED",
            Bench.session() + [FieldValue("session_number", .text("7K3M-92QA-Y"))])
        #expect(opened.number != "7K3M-92QA-Y")
        let answer = try bench.read(bench.coordinator, opened.number).1
        let slots = answer.heads.flatMap(\.slots)
        let title = try #require(
            slots.first { $0.meaning == UInt32(FieldMeaning.recordTitle.rawValue) })
        var correction = bench.office.draft(
            .correction, form: "SESSION",
            Bench.session("b") + [FieldValue("session_number", .text("7K3M-92QA-Y"))])
        correction.corrects = title.writer
        correction.reason = "x"
        #expect(try bench.add(bench.coordinator, opened.file, after: 1, correction) == .ok)
        let (status, corrected) = try bench.read(bench.coordinator, opened.number)
        #expect(status == .ok && corrected.number == opened.number)
        #expect(try bench.list(bench.chair).answer.files.map(\.title) == ["b"])
    }

    /// SPEC W-206.
    @Test func `What is owed by somebody who has left is told to whoever coordinates`() throws {
        let bench = try Bench()
        let support = try bench.province.add(["CAPE-SUPPORT"])
        let opened = try bench.open(support, "SESSION", "SESSION-CALLED", Bench.session())
        func holds(_ person: Person) throws -> [String] {
            try bench.day(person).filter { $0.task == "HOLD" }.map(\.number)
        }
        // The day of the session is past, and nobody has held it.
        let day = CivilDate(days: 20_901).start(
            offsetSeconds: bench.office.handlers.definition.parts.offsetSeconds)
        bench.province.now = day.adding(seconds: 3600)
        #expect(try holds(support) == [opened.number])
        #expect(try holds(bench.coordinator).isEmpty)
        bench.province.now = day.adding(seconds: 3 * 86_400)
        #expect(try holds(bench.coordinator) == [opened.number])
        #expect(try holds(bench.chair).isEmpty && holds(bench.member).isEmpty)
        // Whoever is given the session owes it then.
        let second = try bench.province.add(
            ["CAPE-SUPPORT"], organisation: support.organisation)
        let given = bench.office.draft(
            .form, form: "ASSIGN",
            [
                FieldValue("assigned_organisation", .organisation(support.organisation)),
                FieldValue("assigned_member", .member(second.member)),
            ])
        #expect(try bench.add(support, opened.file, after: 1, given) == .permission)
        #expect(try bench.add(bench.coordinator, opened.file, after: 1, given) == .ok)
        #expect(try holds(second) == [opened.number])
        #expect(try holds(support).isEmpty)
    }

    /// SPEC W-201.
    @Test func `An establishment keeps the free places of its own entry`() throws {
        let bench = try Bench()
        let educator = try bench.province.add(["EPS-STAFF"])
        let stranger = try bench.province.add(["EPS-STAFF"])
        let opened = try bench.open(
            bench.coordinator, "DIR", "SERVICE-LISTED",
            [
                FieldValue("dir_title", .text("دار الأطفال")),
                FieldValue("dir_sector", .choice("EPS")),
                FieldValue("dir_commune", .territory("04.441.01.0")),
                FieldValue("dir_capacity", .number(40)), FieldValue("dir_shelters", .flag(false)),
            ])
        func free(_ count: Int64) -> WireActDraft {
            bench.office.draft(
                .form, form: "DIR-FREE",
                [
                    FieldValue("free_on", .date(CivilDate(days: 20_600))),
                    FieldValue("free_places", .number(count)),
                ])
        }
        #expect(try bench.add(educator, opened.file, after: 1, free(3)) == .notAvailable)
        let given = bench.office.draft(
            .form, form: "ASSIGN",
            [FieldValue("assigned_organisation", .organisation(educator.organisation))])
        #expect(try bench.add(bench.coordinator, opened.file, after: 1, given) == .ok)
        #expect(try bench.list(educator).answer.files.map(\.number) == [opened.number])
        #expect(try bench.list(stranger).answer.files.isEmpty)
        #expect(try bench.add(educator, opened.file, after: 2, free(3)) == .ok)
        #expect(try bench.add(stranger, opened.file, after: 3, free(0)) == .notAvailable)
        let answer = try bench.read(bench.worker, opened.number).1
        let head = try #require(answer.heads.compactMap(HeadPart.init(wire:)).first)
        #expect(head.values(.recordStanding) == [.number(3)])
        // It moves the entry nowhere.
        let suspended = bench.office.draft(.transition, to: "SERVICE-SUSPENDED", [])
        #expect(try bench.add(educator, opened.file, after: 3, suspended) != .ok)
    }

    /// SPEC W-208.
    @Test func `A conference opens one file to those present, with a reason, for its time`() throws
    {
        let bench = try Bench()
        let guest = try bench.province.add(["CPPE-MEMBER", "CPPE-CONFERENCE"])
        let absent = try bench.province.add(["CPPE-MEMBER", "CPPE-CONFERENCE"])
        let session = try bench.open(
            bench.coordinator, "SESSION", "SESSION-CALLED", Bench.session())
        let (file, other) = (
            try bench.office.openListened(bench.worker),
            try bench.office.openListened(bench.worker)
        )
        let begin = bench.province.now.adding(seconds: 3600)
        func called(_ number: String) -> WireActDraft {
            bench.office.draft(
                .form, form: "CPPE-CONF",
                [
                    FieldValue("conf_session", .text(number)),
                    FieldValue("conf_called", .text("Situation 1")),
                    FieldValue("conf_motive", .text("x")),
                    FieldValue("conf_from", .instant(begin)),
                    FieldValue("conf_until", .instant(begin.adding(seconds: 7200))),
                    FieldValue("conf_member", row: 0, .member(guest.member)),
                    FieldValue("conf_member", row: 1, .member(bench.chair.member)),
                ])
        }
        // A number that is none of a session which the author reads, as a child's own, is none.
        let child = try MessageCodec.decode(
            WireReadFileAnswer.self,
            from: bench.office.ask(
                bench.coordinator, .readFile, bench.office.reading(file)
            ).payload)
        #expect(
            try bench.add(bench.coordinator, file, after: 4, called(child.number)) == .precondition)
        // Nobody but who coordinates lays a file before the committee.
        #expect(try bench.add(bench.worker, file, after: 4, called(session.number)) != .ok)
        #expect(try bench.add(guest, file, after: 4, called(session.number)) == .notAvailable)
        #expect(try bench.add(bench.coordinator, file, after: 4, called(session.number)) == .ok)

        func read(_ person: Person, _ file: FileID, motive: String) throws -> OutgoingAnswer {
            var request = WireReadFileRequest()
            request.file = file.blob
            request.motive = motive
            return try bench.office.ask(person, .readFile, MessageCodec.encode(request))
        }
        func expect(
            _ inside: StatusCode, _ without: StatusCode, _ place: String,
            _ location: SourceLocation = #_sourceLocation
        ) throws {
            for person in [guest, bench.chair] {
                #expect(
                    try read(person, file, motive: "séance").status == inside, "\(place)",
                    sourceLocation: location)
                #expect(
                    try read(person, file, motive: "").status == without, "\(place)",
                    sourceLocation: location)
            }
            for person in [absent, bench.member] {
                #expect(
                    try read(person, file, motive: "séance").status == .notAvailable,
                    "\(place)", sourceLocation: location)
            }
            for person in [guest, bench.chair] {
                #expect(
                    try read(person, other, motive: "séance").status == .notAvailable,
                    "\(place)", sourceLocation: location)
            }
        }
        try expect(.notAvailable, .notAvailable, "before")
        bench.province.now = begin
        try expect(.ok, .purposeMissing, "at its beginning")
        let answer = try MessageCodec.decode(
            WireReadFileAnswer.self, from: read(guest, file, motive: "séance").payload)
        #expect(answer.classes == UInt32(ClassSet([.identity, .social]).rawValue))
        // Who looked, at what, and why, stands in the log.
        let leaf = try #require(try bench.province.leaves().last)
        #expect(leaf.body.member == guest.member.blob && leaf.body.file == file.blob)
        #expect(leaf.body.motive == "séance")
        // Nothing is written by who only sits there.
        #expect(try bench.add(guest, file, after: 5, bench.evaluation()) == .notAvailable)
        bench.province.now = begin.adding(seconds: 7199)
        try expect(.ok, .purposeMissing, "at its last second")
        bench.province.now = begin.adding(seconds: 7200)
        try expect(.notAvailable, .notAvailable, "after")
        // It is over before its time once somebody has written what came of it.
        bench.province.now = begin
        try expect(.ok, .purposeMissing, "again within")
        let matter = try #require(
            answer.heads.flatMap(\.matters).first { $0.track == "CONFERENCE" })
        // Who may correct what lies there does not open the file anew with it.
        var again = called(session.number)
        again.kind = .correction
        again.corrects = matter.act
        again.reason = "x"
        #expect(try bench.add(bench.worker, file, after: 5, again) == .permission)
        #expect(try bench.add(bench.coordinator, file, after: 5, again) == .ok)
        var ended = bench.office.draft(
            .transition, form: "CPPE-CONF-END", to: "CONF-HELD",
            [
                FieldValue("conf_held_on", .date(CivilDate(days: 20_600))),
                FieldValue("conf_conclusions", .text("x")),
            ])
        ended.matter = matter.act
        #expect(try bench.add(bench.coordinator, file, after: 6, ended) == .ok)
        try expect(.notAvailable, .notAvailable, "ended")
        // The session has not been told anything of the child.
        let (_, shown) = try bench.read(bench.member, session.number)
        let told = shown.heads.flatMap(\.slots).flatMap(\.entries).map { "\($0.value)" }.joined()
        #expect(!told.contains(child.number))
    }

    /// LAYOUT L-81.
    @Test func `After an unsealing they are what they were`() throws {
        let bench = try Bench()
        let opened = try bench.open(
            bench.coordinator, "SESSION", "SESSION-CALLED", Bench.session())
        let again = try Office(bench.province)
        var request = WireListFilesRequest()
        request.kind = 7
        let answer = try again.ask(bench.chair, .listFiles, MessageCodec.encode(request))
        let listed = try MessageCodec.decode(WireListFilesAnswer.self, from: answer.payload)
        #expect(listed.files.map(\.number) == [opened.number])
    }
}

extension RecordTests.Bench {
    fileprivate func evaluation() -> WireActDraft {
        office.draft(
            .form, form: "F11",
            [FieldValue("contact_on", .date(CivilDate(days: 20_600)))])
    }
}
