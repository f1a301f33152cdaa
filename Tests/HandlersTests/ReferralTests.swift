import Authority
import Basics
import Circuit
import DefinitionSupport
import Dossiers
import Foundation
import Framing
import Mapping
import Messages
import ProvinceSupport
import Registry
import Testing

@testable import Handlers

/// What a service is told of a child that is referred to it, and how it answers (SPEC W-133).
@Suite struct ReferralTests {
    /// A province in which the orientation team reads health, so that it may tell a hospital of it.
    private struct Bench {
        let province: TestProvince
        var office: Office
        let worker: Person
        let sender: Person
        let school: Person
        let clinic: Person
        let file: FileID
        /// The last act of the file.
        var sequence: UInt64 = 4

        init(shipped: Bool = false) throws {
            let definition = try Shipped.definition()
            var parts = definition.parts
            parts.roles = parts.roles.map { role in
                guard role.code == "CAPE-ORIENTATION", !shipped else { return role }
                let cells = role.cells.map { cell in
                    AccessCell(
                        dataClass: cell.dataClass, create: cell.create,
                        read: cell.dataClass == .health ? .full : cell.read, update: cell.update)
                }
                return Role(
                    terms: role.terms, scope: role.scope, cells: cells, stages: role.stages,
                    abilities: role.abilities)
            }
            province = try TestProvince(definition: CircuitDefinition(parts))
            office = try Office(province)
            worker = try province.add(["UPE-WORKER"])
            sender = try province.add(["CAPE-ORIENTATION"])
            school = try province.add(["SERVICE-FOCAL"])
            clinic = try province.add(["HEALTH-FOCAL"])
            file = try office.openListened(worker)
        }

        static let extract: [FieldValue] = [
            FieldValue("given_name_ar", .text("طفلة")),
            FieldValue("school_name", .text("مدرسة النور")),
        ]
        static let wound = FieldValue("health_at_entry", .text("plaie"))

        /// The draft of a referral to a service.
        func referral(
            to service: Person, _ extract: [FieldValue] = extract, stage: String = "SENT",
            urgency: String = "LOW"
        ) -> WireActDraft {
            var draft = office.draft(
                .transition, form: "F10", to: stage,
                [
                    FieldValue("to_service", .organisation(service.organisation)),
                    FieldValue("referral_service", .choice("EDU-INS")),
                    FieldValue("referral_reason", .text("retour à l'école")),
                    FieldValue("consent_basis", .choice("LEGAL-DUTY")),
                    FieldValue("legal_basis_note", .text("art. 4")),
                    FieldValue("referral_urgency", .choice(urgency)),
                ])
            draft.extract = extract.map { WireFieldValue($0) }
            return draft
        }

        /// Adds an act to the file.
        mutating func append(
            _ person: Person, _ draft: WireActDraft
        ) throws -> (status: StatusCode, act: Blob) {
            let answer = try office.ask(
                person, .appendAct, office.appending(file, after: sequence, draft))
            guard answer.status == .ok else { return (answer.status, Blob()) }
            sequence += 1
            let told = try MessageCodec.decode(WireAppendActAnswer.self, from: answer.payload)
            return (.ok, told.act)
        }

        /// Refers the child, which has to be taken.
        mutating func refer(
            to service: Person, _ extract: [FieldValue] = extract, stage: String = "SENT"
        ) throws -> Blob {
            let sent = try append(sender, referral(to: service, extract, stage: stage))
            try #require(sent.status == .ok)
            return sent.act
        }

        /// Answers a referral.
        mutating func move(
            _ person: Person, _ matter: Blob, to stage: String, form: String = "",
            reason: String = "", _ values: [FieldValue] = []
        ) throws -> StatusCode {
            var draft = office.draft(.transition, form: form, to: stage, values)
            draft.matter = matter
            draft.reason = reason
            return try append(person, draft).status
        }

        static func feedback(_ now: Instant) -> [FieldValue] {
            [
                FieldValue("feedback_service", .text("inscrite")),
                FieldValue("feedback_date", .date(CivilDate(now, offsetSeconds: 3600))),
                FieldValue("feedback_result", .choice("MET")),
            ]
        }

        func history(_ person: Person) throws -> (status: StatusCode, acts: [WirePartialAct]) {
            let answer = try office.ask(person, .history, office.history(file))
            let content = try #require(Delimited.split(answer.content ?? []))
            return (
                answer.status,
                try content.map { try MessageCodec.decode(WirePartialAct.self, from: Array($0)) }
            )
        }

        func act(_ person: Person, _ sequence: UInt64) throws -> WirePartialAct? {
            let answer = try office.ask(person, .readAct, office.readingAct(file, sequence))
            guard answer.status == .ok else {
                #expect(answer.status == .notAvailable)
                return nil
            }
            return try MessageCodec.decode(WireReadActAnswer.self, from: answer.payload).act
        }

        func referrals(_ person: Person) throws -> [Blob] {
            let answer = try office.ask(person, .listFiles, office.listing(kind: 5))
            try #require(answer.status == .ok)
            let told = try MessageCodec.decode(WireListFilesAnswer.self, from: answer.payload)
            #expect(told.total == UInt64(told.files.count) && told.names.isEmpty)
            for file in told.files {
                var bare = WireCandidate()
                bare.file = file.file
                #expect(file == bare)
            }
            return told.files.map(\.file)
        }

        func subscribe(_ person: Person, after position: UInt64? = nil) throws -> OpenCall {
            var request = WireSubscribeRequest()
            if let position { request.afterPosition = position }
            return try OpenCall(office, person, .subscribe, MessageCodec.encode(request))
        }
    }

    private func fields(_ values: [WireFieldValue]) -> [String] { values.map(\.field) }

    @Test func `A service reads the referral and nothing else of the file`() throws {
        var bench = try Bench()
        let matter = try bench.refer(to: bench.school, Bench.extract + [Bench.wound])
        #expect(try bench.referrals(bench.school) == [bench.file.blob])
        let (status, acts) = try bench.history(bench.school)
        #expect(status == .ok && acts.map(\.sequence) == [5])
        let told = try #require(acts.first)
        #expect(told.act == matter && told.heading.toStage == "SENT")
        #expect(fields(told.values).contains("referral_reason"))
        // The classes that its role reads in what is addressed to it: health is none of them.
        #expect(fields(told.extract) == ["given_name_ar", "school_name"])
        #expect(told.classes == UInt32((ClassSet.identity.union(.social)).rawValue))
        #expect(try bench.act(bench.school, 5)?.extract == told.extract)
        for other in UInt64(1)...4 { #expect(try bench.act(bench.school, other) == nil) }

        // Of the file itself it learns what an answer has to name, and may not search or list.
        let read = try bench.office.ask(
            bench.school, .readFile, bench.office.reading(bench.file))
        var bare = WireReadFileAnswer()
        bare.file = bench.file.blob
        bare.sequence = 5
        #expect(read.status == .ok)
        #expect(try MessageCodec.decode(WireReadFileAnswer.self, from: read.payload) == bare)
        var find = WireFindRequest()
        find.text = "طفلة"
        let found = try bench.office.ask(bench.school, .find, MessageCodec.encode(find))
        #expect(found.status == .notAvailable)
        for kind in UInt32(1)...4 {
            let listed = try bench.office.ask(
                bench.school, .listFiles, bench.office.listing(kind: kind))
            #expect(listed.status == .notAvailable)
        }
    }

    @Test func `A hospital is told of health what the sender chose`() throws {
        var bench = try Bench()
        _ = try bench.refer(to: bench.clinic, Bench.extract + [Bench.wound])
        let told = try #require(try bench.history(bench.clinic).acts.first)
        #expect(fields(told.extract) == ["given_name_ar", "school_name", "health_at_entry"])
        #expect(
            told.classes == UInt32(ClassSet([.identity, .social, .health]).rawValue))
        // A unit that reads of health its own acts alone reads none of it in this one.
        let unit = try #require(try bench.act(bench.worker, 5))
        #expect(fields(unit.extract) == ["given_name_ar", "school_name"])
    }

    @Test func `An extract is sealed by class and folded into no head`() throws {
        var bench = try Bench()
        func heads() throws -> [WireHeadPart] {
            let answer = try bench.office.ask(
                bench.sender, .readFile, bench.office.reading(bench.file))
            return try MessageCodec.decode(WireReadFileAnswer.self, from: answer.payload).heads
        }
        let before = try heads()
        let names = [
            FieldValue("given_name_ar", .text("اسم آخر")), FieldValue("sex", .choice("M")),
            FieldValue("risk_level", .choice("R4")), Bench.wound,
        ]
        _ = try bench.refer(to: bench.clinic, names)
        let after = try heads()
        for (old, new) in zip(before, after) {
            #expect(old.slots == new.slots && old.dataClass == new.dataClass)
        }
        let social = try #require(
            after.first { $0.dataClass == UInt32(DataClass.social.rawValue) })
        let meanings = try #require(social.matters.last).slots.map(\.meaning)
        #expect(!meanings.contains(UInt32(FieldMeaning.risk.rawValue)))
        // Started again, the heads are folded from the acts.
        try bench.province.restart(crashing: true)
        bench.office = try Office(bench.province)
        #expect(try heads() == after)
        #expect(try bench.province.isClean())
        var find = WireFindRequest()
        find.text = "آخر"
        let found = try bench.office.ask(bench.sender, .find, MessageCodec.encode(find))
        #expect(
            try MessageCodec.decode(WireFindAnswer.self, from: found.payload).candidates.isEmpty)
    }

    @Test func `A service answers until it is done, and then the file is closed to it`() throws {
        var bench = try Bench()
        let matter = try bench.refer(to: bench.school)
        #expect(try bench.move(bench.school, matter, to: "ACCEPTED", form: "F10-ANS") == .ok)
        // Once is enough, and no stage is left out.
        #expect(
            try bench.move(bench.school, matter, to: "ACCEPTED", form: "F10-ANS") == .precondition)
        #expect(
            try bench.move(
                bench.school, matter, to: "DONE", form: "F10-RET",
                Bench.feedback(bench.province.now)) == .precondition)
        #expect(try bench.move(bench.school, matter, to: "IN-SERVICE", form: "F10-ANS") == .ok)
        #expect(try bench.history(bench.school).acts.map(\.sequence) == [5, 6, 7])
        #expect(
            try bench.move(bench.school, matter, to: "INTERRUPTED", form: "F10-RET")
                == .precondition)
        // It writes an answer and nothing else.
        let note = bench.office.draft(
            .form, form: "F2", SampleActs.listening("x", at: bench.province.now))
        #expect(try bench.append(bench.school, note).status == .notAvailable)
        var telling = bench.office.draft(
            .transition, form: "F10-RET", to: "DONE", Bench.feedback(bench.province.now))
        telling.matter = matter
        telling.extract = Bench.extract.map { WireFieldValue($0) }
        #expect(try bench.append(bench.school, telling).status == .notAvailable)
        #expect(
            try bench.move(
                bench.school, matter, to: "DONE", form: "F10-RET",
                Bench.feedback(bench.province.now)) == .ok)
        #expect(try bench.referrals(bench.school).isEmpty)
        #expect(try bench.history(bench.school).status == .notAvailable)
        #expect(try bench.act(bench.school, 5) == nil)
        // The sender reads all of it.
        let answers = try bench.history(bench.sender).acts.suffix(3)
        #expect(answers.map(\.heading.toStage) == ["ACCEPTED", "IN-SERVICE", "DONE"])
        #expect(
            answers.map(\.heading.organisation).allSatisfy { $0 == bench.school.organisation.blob })
        #expect(answers.last?.values.first?.value.text == "inscrite")
    }

    @Test func `A referral is closed before it is sent, and once it has ended`() throws {
        var bench = try Bench()
        let draft = try bench.refer(
            to: bench.school, [FieldValue("school_level", .text("brouillon"))], stage: "DRAFT")
        #expect(try bench.referrals(bench.school).isEmpty)
        #expect(try bench.history(bench.school).status == .notAvailable)
        #expect(
            try bench.move(bench.school, draft, to: "ACCEPTED", form: "F10-ANS") == .notAvailable)
        var sent = bench.referral(to: bench.school)
        sent.matter = draft
        #expect(try bench.append(bench.sender, sent).status == .ok)
        // What was drafted before is told to nobody.
        let told = try bench.history(bench.school).acts
        #expect(told.map(\.sequence) == [6] && told[0].heading.matter == draft)
        #expect(fields(told[0].extract) == ["given_name_ar", "school_name"])
        #expect(try bench.act(bench.school, 5) == nil)
        #expect(
            try bench.move(
                bench.school, draft, to: "REFUSED", form: "F10-REF",
                [FieldValue("refusal_reason", .choice("NO-PLACE"))]) == .ok)
        #expect(try bench.history(bench.school).status == .notAvailable)

        let second = try bench.refer(to: bench.school)
        #expect(try bench.history(bench.school).acts.map(\.act) == [second])
        #expect(try bench.move(bench.sender, second, to: "EXPIRED", reason: "sans réponse") == .ok)
        #expect(try bench.history(bench.school).status == .notAvailable)
        #expect(
            try bench.move(bench.school, second, to: "ACCEPTED", form: "F10-ANS") == .notAvailable)
        // Of two referrals each is shown as long as it lies with the service.
        let third = try bench.refer(to: bench.school)
        #expect(try bench.history(bench.school).acts.map(\.act) == [third])
    }

    @Test func `Another organisation is told nothing`() throws {
        var bench = try Bench()
        let other = try bench.province.add(["SERVICE-FOCAL"])
        let matter = try bench.refer(to: bench.school)
        let theirs = try bench.refer(to: bench.clinic, [Bench.wound])
        #expect(try bench.referrals(other).isEmpty)
        #expect(try bench.history(other).status == .notAvailable)
        #expect(try bench.act(other, 5) == nil)
        #expect(try bench.move(other, matter, to: "ACCEPTED", form: "F10-ANS") == .notAvailable)
        // Two services on one file: each has its own.
        #expect(try bench.history(bench.school).acts.map(\.act) == [matter])
        #expect(try bench.history(bench.clinic).acts.map(\.act) == [theirs])
        #expect(
            try bench.move(bench.school, theirs, to: "ACCEPTED", form: "F10-ANS") == .notAvailable)
    }

    @Test func `What is addressed to an organisation is read in the roles that are held there`()
        throws
    {
        var bench = try Bench()
        // At the school he is its focal point, at the clinic he has nothing to do with referrals;
        // in a second clinic he is the hospital's.
        let hospital = try bench.province.add(["HEALTH-FOCAL"])
        let both = try bench.province.add(
            ["SERVICE-FOCAL"], organisation: bench.school.organisation)
        let registry = bench.province.ledger.registry
        var member = try #require(registry.members[both.member])
        for (role, organisation) in [
            ("MINISTRY", bench.clinic.organisation), ("HEALTH-FOCAL", hospital.organisation),
        ] {
            member.roles.append(
                RoleGrant(
                    role: role, organisation: organisation, from: Instant(milliseconds: 0)))
        }
        try bench.province.ledger.maintain(Permit.system(.bootstrap), nil) {
            try registry.apply(try registry.set(member), in: $0)
        }
        _ = try bench.refer(to: bench.clinic, [Bench.wound])
        #expect(try bench.referrals(both).isEmpty)
        #expect(try bench.history(both).status == .notAvailable)
        _ = try bench.refer(to: bench.school, Bench.extract + [Bench.wound])
        _ = try bench.refer(to: hospital, [Bench.wound])
        let told = try bench.history(both).acts
        #expect(told.map(\.sequence) == [6, 7])
        #expect(fields(told[0].extract) == ["given_name_ar", "school_name"])
        #expect(fields(told[1].extract) == ["health_at_entry"])
    }

    @Test func `The sender reads what he copies, and copies nothing of justice`() throws {
        var shipped = try Bench(shipped: true)
        let health = shipped.referral(to: shipped.clinic, [Bench.wound])
        #expect(try shipped.append(shipped.sender, health).status == .notAvailable)
        var bench = try Bench()
        for code in ["offence_suspected", "reporter_wants_secrecy"] {
            let closed = bench.referral(to: bench.school, [FieldValue(code, .flag(true))])
            #expect(try bench.append(bench.sender, closed).status == .notAvailable, "\(code)")
        }
        // Nor could a role that read all of it.
        let definition = bench.province.ownDefinition
        let judicial = try #require(
            ActDraft(
                wire: bench.referral(
                    to: bench.school,
                    [
                        FieldValue("offence_suspected", .flag(true)),
                        FieldValue(
                            "photo",
                            .attachment(
                                Attachment(
                                    id: bench.province.newID(), kind: .jpeg, byteCount: 1,
                                    sha256: [UInt8](repeating: 0, count: 32), name: ""))),
                    ])))
        let act = judicial.act(
            id: bench.province.newID(), author: bench.sender.member,
            organisation: bench.sender.organisation, enteredAt: bench.province.now, from: nil,
            definitionVersion: definition.version)
        let errors = act.check(
            against: Heads(), definition,
            CheckContext(now: bench.province.now, province: TestProvince.code))
        let refused = errors.filter { $0.code == .unknownField }.map(\.field)
        #expect(Set(refused) == ["offence_suspected", "photo"])
    }

    @Test func `An extract says fields of other forms, once each, in a referral alone`() throws {
        var bench = try Bench()
        func refused(_ draft: WireActDraft, _ code: CheckCode, field: String = "") throws {
            let answer = try bench.office.ask(
                bench.sender, .appendAct,
                bench.office.appending(bench.file, after: bench.sequence, draft))
            let error = try MessageCodec.decode(WireError.self, from: answer.payload)
            #expect(answer.status == .invalidArgument)
            #expect(error.fields.map(\.code) == [UInt32(code.rawValue)], "\(field)")
            #expect(error.fields.map(\.field) == [field])
        }
        func draft(_ extract: FieldValue...) -> WireActDraft {
            bench.referral(to: bench.school, extract)
        }
        try refused(
            draft(FieldValue("referral_need", .text("x"))), .unknownField, field: "referral_need")
        try refused(draft(FieldValue("no_such_field", .text("x"))), .unknownField)
        try refused(draft(FieldValue("sex", .text("F"))), .wrongType, field: "sex")
        try refused(draft(FieldValue("sex", .choice("NO-SUCH"))), .notInList, field: "sex")
        let twice = FieldValue("school_level", .text("x"))
        try refused(draft(twice, twice), .tooMany, field: "school_level")
        var other = bench.office.draft(.transition, to: "ORIENT", [])
        other.extract = [WireFieldValue(twice)]
        let plain = try bench.office.ask(
            bench.sender, .appendAct, bench.office.appending(bench.file, after: 4, other))
        let codes = try MessageCodec.decode(WireError.self, from: plain.payload).fields.map(\.code)
        #expect(codes.contains(UInt32(CheckCode.tooMany.rawValue)))
        // More than the schema lets a draft hold is no message (W-58).
        var many = bench.referral(to: bench.school, [])
        many.extract = (0..<257).map {
            WireFieldValue(FieldValue("relative_name", row: UInt16($0), .text("x")))
        }
        #expect(try bench.append(bench.sender, many).status == .badMessage)
    }

    @Test func `A correction of what is addressed is told, and may send it elsewhere`() throws {
        var bench = try Bench()
        let call = try bench.subscribe(bench.school)
        let matter = try bench.refer(to: bench.school)
        call.run()
        #expect(try call.events().map(\.sequence) == [0, 5])
        var correction = bench.referral(to: bench.school, [], urgency: "HIGH")
        correction.kind = .correction
        correction.toStage = ""
        correction.corrects = matter
        correction.reason = "faute de frappe"
        let withExtract = {
            var draft = correction
            draft.extract = [WireFieldValue(FieldValue("school_level", .text("x")))]
            return draft
        }()
        #expect(try bench.append(bench.sender, withExtract).status == .invalidArgument)
        #expect(try bench.append(bench.sender, correction).status == .ok)
        call.run()
        #expect(try call.events().map(\.sequence) == [6])
        #expect(try bench.history(bench.school).acts.map(\.sequence) == [5, 6])
        #expect(try bench.act(bench.school, 6)?.corrects == matter)
        // Addressed to the wrong service: it is the other's from then on.
        correction = bench.referral(to: bench.clinic, [])
        correction.kind = .correction
        correction.toStage = ""
        correction.corrects = matter
        correction.reason = "mauvais service"
        #expect(try bench.append(bench.sender, correction).status == .ok)
        call.run()
        #expect(try call.events().isEmpty)
        #expect(try bench.history(bench.school).status == .notAvailable)
        #expect(try bench.history(bench.clinic).acts.map(\.sequence) == [5, 6, 7])
    }

    @Test func `A subscription tells the service of its referrals alone`() throws {
        var bench = try Bench()
        let first = try bench.subscribe(bench.school)
        let start = try #require(try first.events().last?.position)
        let matter = try bench.refer(to: bench.school)
        _ = try bench.refer(to: bench.clinic)
        let listening = bench.office.draft(
            .form, form: "F2", SampleActs.listening("x", at: bench.province.now))
        #expect(try bench.append(bench.worker, listening).status == .ok)
        first.run()
        let told = try first.events()
        #expect(told.map(\.kind) == [.act] && told.map(\.sequence) == [5])
        #expect(told.map(\.file) == [bench.file.blob])
        // What a colleague answered is told, what one answered oneself is not.
        let colleague = try bench.province.add(
            ["SERVICE-FOCAL"], organisation: bench.school.organisation)
        #expect(try bench.move(colleague, matter, to: "ACCEPTED", form: "F10-ANS") == .ok)
        #expect(try bench.move(bench.school, matter, to: "IN-SERVICE", form: "F10-ANS") == .ok)
        first.run()
        #expect(try first.events().map(\.sequence) == [8])
        first.send(.lost)
        // From the store, after a start: nothing is missed.
        try bench.province.restart(crashing: true)
        bench.office = try Office(bench.province)
        let again = try bench.subscribe(bench.school, after: start)
        #expect(try again.events().map(\.sequence) == [5, 8, 0])
        #expect(
            try bench.move(
                colleague, matter, to: "DONE", form: "F10-RET",
                Bench.feedback(bench.province.now)) == .ok)
        again.run()
        #expect(try again.events().isEmpty)
        again.send(.lost)
        // What is not addressed any more is not told either.
        let late = try bench.subscribe(bench.school, after: start)
        #expect(try late.events().map(\.kind) == [.ready])
    }

    /// SPEC W-117.
    @Test func `Whoever owes professional secrecy is not told of referrals`() throws {
        var bench = try Bench()
        _ = try bench.refer(to: bench.school)
        bench.province.now = bench.province.now.adding(seconds: 366 * 86_400)
        let listed = try bench.office.ask(
            bench.school, .listFiles, bench.office.listing(kind: 5))
        #expect(listed.status == .secrecyDue)
        #expect(try bench.subscribe(bench.school).seen.answer?.status == .secrecyDue)
        #expect(try bench.history(bench.school).status == .secrecyDue)
    }

    /// SPEC W-80, W-112.
    @Test func `Referrals are listed page by page, by who has them`() throws {
        let bench = try Bench()
        var files: [Blob] = []
        for _ in 0..<5 {
            let file = try bench.office.openListened(bench.worker)
            let draft = bench.referral(to: bench.school)
            for sequence in UInt64(4)...5 {
                // Two referrals of one file are one line of the list.
                let answer = try bench.office.ask(
                    bench.sender, .appendAct,
                    bench.office.appending(file, after: sequence, draft))
                try #require(answer.status == .ok)
            }
            files.append(file.blob)
        }
        var found: [Blob] = []
        var request = WireListFilesRequest()
        request.kind = 5
        request.limit = 2
        repeat {
            let answer = try bench.office.ask(
                bench.school, .listFiles, MessageCodec.encode(request))
            let page = try MessageCodec.decode(WireListFilesAnswer.self, from: answer.payload)
            #expect(page.total == 5)
            found += page.files.map(\.file)
            request.cursor = page.cursor
        } while !request.cursor.isEmpty
        #expect(found == files.sorted { $0.lexicographicallyPrecedes($1) })
        for person in [bench.worker, bench.sender, try bench.province.add(["OPERATOR"])] {
            let refused = try bench.office.ask(
                person, .listFiles, bench.office.listing(kind: 5))
            #expect(refused.status == .permission)
        }
        #expect(try bench.referrals(bench.clinic).isEmpty)
    }

    /// SPEC W-75.
    @Test func `Several acts are written together or not at all`() throws {
        let bench = try Bench()
        let drafts = [
            bench.referral(to: bench.school), bench.referral(to: bench.clinic, [Bench.wound]),
        ]
        func ask(
            _ person: Person, _ first: WireActDraft, _ further: [WireActDraft]
        ) throws -> OutgoingAnswer {
            var request = WireAppendActRequest()
            request.file = bench.file.blob
            request.afterSequence = 4
            request.draft = first
            request.further = further
            return try bench.office.ask(person, .appendAct, MessageCodec.encode(request))
        }
        let leaves = try bench.province.leafCount()
        // The second is refused: the first is not there either.
        var wrong = drafts[1]
        wrong.values.removeAll()
        #expect(try ask(bench.sender, drafts[0], [wrong]).status == .invalidArgument)
        #expect(try ask(bench.worker, drafts[0], [drafts[1]]).status == .permission)
        let listening = bench.office.draft(
            .form, form: "F2", SampleActs.listening("x", at: bench.province.now))
        #expect(try ask(bench.worker, listening, [drafts[0]]).status == .permission)
        let many = [WireActDraft](repeating: drafts[1], count: 8)
        #expect(try ask(bench.sender, drafts[0], many).status == .badMessage)
        #expect(try bench.history(bench.sender).acts.count == 4)
        #expect(try bench.referrals(bench.school).isEmpty)

        let before = try bench.province.leafCount()
        let answer = try ask(bench.sender, drafts[0], [drafts[1]])
        let told = try MessageCodec.decode(WireAppendActAnswer.self, from: answer.payload)
        #expect(answer.status == .ok && told.sequence == 5 && told.further.count == 1)
        #expect(try bench.province.leafCount() == before + 1 && before > leaves)
        let acts = try bench.history(bench.sender).acts
        #expect(acts.suffix(2).map(\.act) == [told.act] + told.further)
        #expect(acts.map(\.sequence) == Array(1...6))
        // Each service has its own, whichever came with which.
        #expect(try bench.history(bench.school).acts.map(\.act) == [told.act])
        #expect(try bench.history(bench.clinic).acts.map(\.act) == told.further)
        #expect(try bench.province.isClean())
    }
}
