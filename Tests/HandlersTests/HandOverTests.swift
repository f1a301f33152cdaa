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

/// A caseload goes from one member to another, who has to accept it (SPEC W-125 … W-127).
@Suite struct HandOverTests {
    private struct Bench {
        let province: TestProvince
        let office: Office
        let worker: Person
        let colleague: Person
        let chief: Person
        let centre: Person
        let stranger: Person

        init() throws {
            province = try TestProvince()
            office = try Office(province)
            worker = try province.add(["UPE-WORKER"])
            colleague = try province.add(["UPE-WORKER"], organisation: worker.organisation)
            chief = try province.add(["UPE-COORDINATOR"], organisation: worker.organisation)
            centre = try province.add(["CAPE-COORDINATOR"])
            stranger = try province.add(["UPE-WORKER"])
        }

        func open(_ count: Int = 1, by person: Person? = nil) throws -> [FileID] {
            try (0..<count).map { _ in
                let answer = try office.ask(person ?? worker, .openFile, office.opening())
                let opened = try MessageCodec.decode(
                    WireOpenFileAnswer.self, from: answer.payload)
                return try #require(FileID(blob: opened.file))
            }
        }

        func offer(
            _ person: Person, to: Person, from: Person? = nil, in place: OrganisationID? = nil,
            as id: HandOverID
        ) throws -> StatusCode {
            try office.ask(
                person, .handOver,
                office.offering(to.member, from: from?.member, in: place, as: id)
            ).status
        }

        func say(
            _ person: Person, _ reply: WireHandOverReply, _ id: HandOverID
        ) throws -> StatusCode {
            try office.ask(person, .answerHandOver, office.answering(id, reply)).status
        }

        func accept(
            _ person: Person, _ id: HandOverID
        ) throws -> (moved: UInt32, left: UInt32, behind: UInt32) {
            let answer = try office.ask(person, .answerHandOver, office.answering(id, .accept))
            try #require(answer.status == .ok)
            let told = try MessageCodec.decode(
                WireAnswerHandOverAnswer.self, from: answer.payload)
            return (told.moved, told.left, told.leftBehind)
        }

        func listed(_ person: Person) throws -> [WireHandOver] {
            try MessageCodec.decode(
                WireListHandOversAnswer.self,
                from: office.ask(person, .listHandOvers, []).payload
            ).handOvers
        }

        func mine(_ person: Person) throws -> Set<Blob> {
            Set(
                try MessageCodec.decode(
                    WireListFilesAnswer.self,
                    from: office.ask(person, .listFiles, office.listing(kind: 1)).payload
                ).files.map(\.file))
        }
    }

    /// SPEC W-206.
    @Test func sessionsAndActivitiesGoWithTheCaseload() throws {
        let bench = try Bench()
        func founded(
            _ person: Person, _ form: String, _ stage: String, _ values: [FieldValue]
        ) throws -> FileID {
            var request = WireOpenFileRequest()
            request.opening = bench.office.draft(.opening, form: form, to: stage, values)
            let answer = try bench.office.ask(person, .openFile, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            return try #require(
                FileID(
                    blob: MessageCodec.decode(WireOpenFileAnswer.self, from: answer.payload).file))
        }
        let activity = try founded(
            bench.worker, "AWARE", "AWARE-PLANNED",
            [
                FieldValue("aware_title", .text("a")), FieldValue("aware_theme", .choice("RIGHTS")),
                FieldValue("aware_on", .date(CivilDate(days: 20_900))),
                FieldValue("aware_commune", .territory("04.441.01.0")),
                FieldValue("aware_audience", .choices(["CHILDREN"])),
            ])
        let child = try bench.open(1)
        let id: HandOverID = bench.province.newID()
        #expect(try bench.offer(bench.worker, to: bench.colleague, as: id) == .ok)
        #expect(try bench.listed(bench.colleague).map(\.files) == [2])
        #expect(try bench.accept(bench.colleague, id) == (2, 0, 0))
        #expect(try bench.mine(bench.colleague) == Set(child.map(\.blob)))
        let office = bench.office
        func referent(_ file: FileID, _ person: Person) throws -> MemberID? {
            let answer = try office.ask(person, .readFile, office.reading(file))
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireReadFileAnswer.self, from: answer.payload)
                .heads.compactMap(HeadPart.init(wire:)).first { $0.dataClass == .social }?.referent
        }
        #expect(try referent(activity, bench.chief) == bench.colleague.member)
        // What its receiver may not read stays behind, as a child's file does.
        let session = try founded(
            bench.centre, "SESSION", "SESSION-CALLED",
            [
                FieldValue("session_title", .text("s")),
                FieldValue("session_kind", .choice("ORDINARY")),
                FieldValue("session_on", .date(CivilDate(days: 20_900))),
                FieldValue("session_seats", .number(11)),
                FieldValue("agenda_item", row: 0, .text("x")),
            ])
        let evaluator = try bench.province.add(
            ["CAPE-EVALUATION"], organisation: bench.centre.organisation)
        let support = try bench.province.add(
            ["CAPE-SUPPORT"], organisation: bench.centre.organisation)
        let (first, second) = (
            bench.province.newID() as HandOverID, bench.province.newID() as HandOverID
        )
        #expect(try bench.offer(bench.centre, to: evaluator, as: first) == .ok)
        #expect(try bench.accept(evaluator, first) == (0, 0, 1))
        #expect(try referent(session, bench.centre) == bench.centre.member)
        #expect(try bench.offer(bench.centre, to: support, as: second) == .ok)
        #expect(try bench.accept(support, second) == (1, 0, 0))
        #expect(try referent(session, bench.centre) == support.member)
    }

    /// SPEC W-125, W-126, W-127.
    @Test func aCaseloadGoesToWhoAcceptsIt() throws {
        let bench = try Bench()
        let files = try bench.open(3)
        let theirs = Set(files.map(\.blob))
        let id: HandOverID = bench.province.newID()
        #expect(try bench.offer(bench.worker, to: bench.colleague, as: id) == .ok)
        // Until he accepts, the other answers for them.
        #expect(try bench.mine(bench.worker) == theirs && bench.mine(bench.colleague).isEmpty)
        for person in [bench.worker, bench.colleague, bench.chief, bench.centre] {
            let item = try #require(try bench.listed(person).first)
            #expect(item.handOver == id.blob && item.files == 3)
            #expect(item.giver == bench.worker.member.blob && !item.giverName.isEmpty)
            #expect(item.receiver == bench.colleague.member.blob && !item.receiverName.isEmpty)
            #expect(item.reason == "leaves" && item.organisation.isEmpty)
        }
        #expect(try bench.listed(bench.stranger).isEmpty)
        for (person, status) in [
            (bench.worker, StatusCode.permission), (bench.chief, .permission),
            (bench.centre, .permission), (bench.stranger, .notAvailable),
        ] {
            #expect(try bench.say(person, .accept, id) == status)
            #expect(try bench.say(person, .decline, id) == status)
        }
        // One that came meanwhile goes too.
        let late = try bench.open(1)
        let told = try bench.accept(bench.colleague, id)
        #expect(told == (4, 0, 0))
        #expect(try bench.mine(bench.worker).isEmpty)
        #expect(try bench.mine(bench.colleague) == theirs.union(late.map(\.blob)))
        #expect(try bench.listed(bench.colleague).isEmpty)
        #expect(try bench.say(bench.colleague, .accept, id) == .notAvailable)
        // The act is his who accepted, and the organisation is as it was.
        let seen = try MessageCodec.decode(
            WireReadActAnswer.self,
            from: bench.office.ask(
                bench.colleague, .readAct, bench.office.readingAct(files[0], 2)
            ).payload
        ).act
        #expect(seen.heading.author == bench.colleague.member.blob)
        #expect(seen.heading.form == "ASSIGN")
        #expect(seen.heading.organisation == bench.worker.organisation.blob)
        #expect(bench.province.ledger.registry.handOvers.isEmpty)
        #expect(try bench.province.isClean())
    }

    /// SPEC W-126: at most 100 files a call, each call with a key of its own.
    @Test func aLargeCaseloadGoesInParts() throws {
        let bench = try Bench()
        _ = try bench.open(103)
        let id: HandOverID = bench.province.newID()
        #expect(try bench.offer(bench.worker, to: bench.colleague, as: id) == .ok)
        let payload = bench.office.answering(id, .accept)
        let key = try bench.office.key()
        let first = try bench.office.ask(bench.colleague, .answerHandOver, payload, key: key)
        let told = try MessageCodec.decode(WireAnswerHandOverAnswer.self, from: first.payload)
        #expect((told.moved, told.left, told.leftBehind) == (100, 3, 0))
        // A repeat has the same answer and moves nothing.
        let again = try bench.office.ask(bench.colleague, .answerHandOver, payload, key: key)
        #expect(again.payload == first.payload)
        #expect(try bench.listed(bench.worker).first?.files == 3)
        let rest = try bench.accept(bench.colleague, id)
        #expect(rest == (3, 0, 0))
        #expect(try bench.province.isClean())
    }

    /// SPEC W-126: two calls that arrive together give no file twice.
    @Test func callsThatArriveTogetherGiveEachFileOnce() throws {
        let bench = try Bench()
        let file = try bench.open(1)[0]
        let id: HandOverID = bench.province.newID()
        let second: HandOverID = bench.province.newID()
        #expect(try bench.offer(bench.worker, to: bench.colleague, as: id) == .ok)
        #expect(
            try bench.offer(
                bench.chief, to: bench.colleague, from: bench.worker,
                in: bench.worker.organisation, as: second) == .ok)
        final class Heard: @unchecked Sendable { var answers: [OutgoingAnswer] = [] }
        let heard = Heard()
        bench.office.handlers.serve(
            try [id, second].map { one in
                try bench.office.incoming(
                    bench.colleague, .answerHandOver, bench.office.answering(one, .accept)
                ) { heard.answers.append($0) }
            })
        let told = try heard.answers.map {
            try MessageCodec.decode(WireAnswerHandOverAnswer.self, from: $0.payload)
        }
        #expect(told.map(\.moved) == [1, 0] && told.map(\.leftBehind) == [0, 0])
        let view = try MessageCodec.decode(
            WireReadFileAnswer.self,
            from: bench.office.ask(bench.colleague, .readFile, bench.office.reading(file)).payload)
        #expect(view.sequence == 2)
        #expect(try bench.province.isClean())
    }

    /// SPEC W-126: what may not be given stays, is counted, and is not tried for ever.
    @Test func whatMayNotBeGivenStays() throws {
        let bench = try Bench()
        let file = try bench.open(1)[0]
        _ = try bench.open(1)
        // The centre lends the worker to a file of another unit, where the colleague is nobody.
        let values = [
            FieldValue("assigned_organisation", .organisation(bench.stranger.organisation)),
            FieldValue("assigned_member", .member(bench.worker.member)),
        ]
        #expect(
            try bench.office.ask(
                bench.centre, .appendAct,
                bench.office.appending(
                    file, after: 1, bench.office.draft(.form, form: "ASSIGN", values))
            ).status == .ok)
        let id: HandOverID = bench.province.newID()
        #expect(try bench.offer(bench.worker, to: bench.colleague, as: id) == .ok)
        #expect(try bench.listed(bench.colleague).first?.files == 1)
        let told = try bench.accept(bench.colleague, id)
        #expect(told == (1, 0, 1))
        #expect(try bench.mine(bench.worker) == [file.blob])
        // Who transfers gives that one, too.
        let other: HandOverID = bench.province.newID()
        #expect(
            try bench.offer(bench.centre, to: bench.colleague, from: bench.worker, as: other)
                == .ok)
        let rest = try bench.accept(bench.colleague, other)
        #expect(rest == (1, 0, 0))
        #expect(try bench.mine(bench.worker).isEmpty)
    }

    /// SPEC W-125: who may offer, and what is refused.
    @Test func anOfferIsMadeByWhoMayGive() throws {
        let bench = try Bench()
        let (worker, colleague, stranger) = (bench.worker, bench.colleague, bench.stranger)
        func fresh() -> HandOverID { bench.province.newID() }
        #expect(try bench.offer(worker, to: stranger, as: fresh()) == .permission)
        #expect(try bench.offer(stranger, to: colleague, from: worker, as: fresh()) == .permission)
        #expect(
            try bench.offer(colleague, to: worker, from: bench.chief, as: fresh()) == .permission)
        #expect(
            try bench.offer(bench.chief, to: stranger, from: worker, as: fresh()) == .permission)
        #expect(try bench.offer(bench.centre, to: stranger, from: worker, as: fresh()) == .ok)
        #expect(try bench.offer(bench.chief, to: colleague, from: worker, as: fresh()) == .ok)
        let id = fresh()
        // To himself, and the same a second time.
        #expect(try bench.offer(worker, to: worker, as: id) == .precondition)
        #expect(try bench.offer(worker, to: colleague, as: id) == .precondition)
        #expect(
            try bench.offer(worker, to: colleague, in: worker.organisation, as: id) == .ok)
        #expect(try bench.offer(colleague, to: worker, as: id) == .precondition)
    }

    /// SPEC W-125, W-126: an offer ends by itself, by its receiver or by who made it.
    @Test func anOfferEnds() throws {
        let bench = try Bench()
        _ = try bench.open(2)
        func offered() throws -> HandOverID {
            let id: HandOverID = bench.province.newID()
            #expect(try bench.offer(bench.worker, to: bench.colleague, as: id) == .ok)
            return id
        }
        let declined = try offered()
        #expect(try bench.say(bench.colleague, .withdraw, declined) == .permission)
        #expect(try bench.say(bench.colleague, .decline, declined) == .ok)
        #expect(try bench.say(bench.colleague, .accept, declined) == .notAvailable)
        let withdrawn = try offered()
        #expect(try bench.say(bench.worker, .withdraw, withdrawn) == .ok)
        #expect(try bench.say(bench.colleague, .accept, withdrawn) == .notAvailable)
        let late = try offered()
        bench.province.now = bench.province.now.adding(seconds: 7 * 86_400 - 1)
        #expect(try bench.listed(bench.colleague).map(\.handOver) == [late.blob])
        bench.province.now = bench.province.now.adding(seconds: 1)
        #expect(try bench.say(bench.colleague, .accept, late) == .notAvailable)
        #expect(try bench.listed(bench.colleague).isEmpty)
        // It makes room for the next.
        let next = try offered()
        #expect(Set(bench.province.ledger.registry.handOvers.keys) == [next])
        #expect(try bench.mine(bench.worker).count == 2)
    }

    /// SPEC W-126: nothing is given while the index is being built.
    @Test func theIndexHasToBeWhole() throws {
        let bench = try Bench()
        _ = try bench.open(1)
        let id: HandOverID = bench.province.newID()
        #expect(try bench.offer(bench.worker, to: bench.colleague, as: id) == .ok)
        bench.office.handlers.startIndex()
        #expect(try bench.say(bench.colleague, .accept, id) == .overloaded)
        while bench.office.handlers.idle() {}
        let told = try bench.accept(bench.colleague, id)
        #expect(told == (1, 0, 0))
    }
}
