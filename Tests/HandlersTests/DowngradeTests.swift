import AuditLog
import Basics
import Circuit
import DefinitionSupport
import Dossiers
import Framing
import Mapping
import Messages
import ProvinceSupport
import Registry
import Secrets
import Testing

@testable import Handlers

/// A lower level of risk takes effect only once a second person has approved it (SPEC W-120,
/// W-121).
@Suite struct DowngradeTests {
    /// A file that was triaged at R4, an evaluation team, and the coordinator.
    private final class Bench {
        let province: TestProvince
        let office: Office
        let worker: Person
        let evaluator: Person
        let coordinator: Person
        let file: FileID
        private let signer: SigningKey
        private(set) var sequence: UInt64 = 4
        private(set) var acts: [ActID] = []

        init() throws {
            province = try TestProvince()
            office = try Office(province)
            signer = SigningKey(seed: SecretKey())
            worker = try province.add(["UPE-WORKER"])
            evaluator = try province.add(["CAPE-EVALUATION"])
            coordinator = try province.add(
                ["CAPE-COORDINATOR"], organisation: evaluator.organisation,
                signingKey: signer.publicKey)
            file = try office.openListened(worker)
            try #require(try evaluate(evaluator, "R4", to: "TRIAGE") == .ok)
        }

        /// Writes an evaluation.
        func evaluate(
            _ person: Person, _ level: String, to stage: String = "", corrects: ActID? = nil
        ) throws -> StatusCode {
            let now = province.now
            var draft = office.draft(
                corrects != nil ? .correction : stage.isEmpty ? .form : .transition, form: "F3",
                to: stage,
                [
                    FieldValue("risk_level", .choice(level)),
                    FieldValue("category", .choice("VIC-VIO")),
                    FieldValue("category_principal", .flag(true)),
                    FieldValue("evaluator", .member(person.member)),
                    FieldValue("risk_valid_until", .instant(now.adding(seconds: 9_000_000))),
                    FieldValue("risk_decision", .choice("ASSESS")),
                ])
            if let corrects {
                draft.corrects = corrects.blob
                draft.reason = "x"
            }
            let answer = try office.ask(
                person, .appendAct, office.appending(file, after: sequence, draft))
            guard answer.status == .ok else { return answer.status }
            let appended = try MessageCodec.decode(WireAppendActAnswer.self, from: answer.payload)
            sequence = appended.sequence
            acts.append(try #require(ActID(blob: appended.act)))
            return .ok
        }

        func read(_ person: Person? = nil) throws -> WireReadFileAnswer {
            let answer = try office.ask(person ?? coordinator, .readFile, office.reading(file))
            return try MessageCodec.decode(WireReadFileAnswer.self, from: answer.payload)
        }

        /// The level that stands, and the one that waits.
        func levels() throws -> (String?, String?) {
            let heads = try read().heads.compactMap { HeadPart(wire: $0) }
            let social = try #require(heads.first { $0.dataClass == .social })
            return (social.risk, social.proposedRisk?.level)
        }

        func list(_ person: Person, kind: UInt32) throws -> [WireCandidate] {
            let answer = try office.ask(person, .listFiles, office.listing(kind: kind))
            return try MessageCodec.decode(WireListFilesAnswer.self, from: answer.payload).files
        }

        /// The statement over what was read.
        func statement(_ answer: WireReadFileAnswer) throws -> WireApprovalStatement {
            let shown = try #require(
                answer.downgrade.signedBytes(
                    .risk, file: answer.file, number: answer.number))
            var statement = WireApprovalStatement()
            statement.operation = UInt32(WireMethod.appendAct.rawValue)
            statement.target = answer.file
            statement.digest = SHA256.hash(shown).blob
            statement.nonce = Random.bytes(16).blob
            statement.expiresAtMs = answer.downgrade.expiresAtMs
            statement.logSize = answer.downgrade.logSize
            statement.store = answer.downgrade.store
            return statement
        }

        /// The request with the coordinator's signature.
        func signed(_ statement: WireApprovalStatement) -> [UInt8] {
            let bytes = MessageCodec.encode(statement)
            let text = Array("madar/1 approval".utf8) + bytes
            var request = WireApproveRequest()
            request.statement = bytes.blob
            request.signature = signer.sign(text.rawSpan).blob
            return MessageCodec.encode(request)
        }

        func approve(
            _ statement: WireApprovalStatement, as person: Person? = nil,
            key: OperationKey? = nil
        ) throws -> StatusCode {
            let answer = try office.ask(
                person ?? coordinator, .approve, signed(statement), key: key)
            // The approval is an act of the file.
            if answer.status == .ok { sequence += 1 }
            return answer.status
        }
    }

    @Test func aLowerLevelWaitsAndIsShown() throws {
        let bench = try Bench()
        #expect(try bench.levels() == ("R4", nil))
        #expect(try !bench.read().hasDowngrade)
        #expect(try bench.evaluate(bench.evaluator, "R1") == .ok)
        #expect(try bench.levels() == ("R4", "R1"))
        let answer = try bench.read()
        let shown = answer.downgrade
        #expect(shown.act == bench.acts.last?.blob && shown.sequence == 6)
        #expect(shown.standing == "R4" && shown.proposed == "R1")
        #expect(shown.author == bench.evaluator.member.blob)
        let name = bench.province.ledger.registry.members[bench.evaluator.member]?.name
        #expect(shown.authorName == name && !shown.authorName.isEmpty)
        #expect(shown.atMs == bench.province.now.milliseconds)
        #expect(shown.store == bench.province.ledger.storeID.blob)
        // Whoever reads the level sees that a lower one waits; whoever does not, does not.
        #expect(try bench.read(bench.worker).downgrade.proposed == "R1")
        let court = try bench.province.add(["OPERATOR"])
        let refused = try bench.office.ask(court, .readFile, bench.office.reading(bench.file))
        #expect(refused.status == .permission)
        for person in [bench.worker, bench.coordinator] {
            let listed = try #require(
                try bench.list(person, kind: 4).first { $0.file == bench.file.blob })
            #expect(listed.risk == "R4" && listed.proposedRisk == "R1")
        }
        // It falls due for whoever may approve it, and for whom the file is given to.
        func isOwed(_ person: Person) throws -> Bool {
            try bench.list(person, kind: 3).contains { $0.task == "CONFIRM-DOWNGRADE" }
        }
        #expect(try isOwed(bench.coordinator))
        #expect(try isOwed(bench.worker))
        #expect(try !isOwed(bench.evaluator))
        // A higher one takes effect at once and drops it.
        #expect(try bench.evaluate(bench.worker, "R4") == .ok)
        #expect(try bench.levels() == ("R4", nil))
        #expect(try !isOwed(bench.coordinator))
        #expect(try !bench.list(bench.worker, kind: 4).contains { !$0.proposedRisk.isEmpty })
    }

    @Test func aSecondPersonPutsItInForceOnce() throws {
        let bench = try Bench()
        #expect(try bench.evaluate(bench.evaluator, "R1") == .ok)
        let proposed = try #require(bench.acts.last)
        let statement = try bench.statement(try bench.read())
        let leaves = try bench.province.leafCount()
        let key = try bench.office.key()
        bench.province.now = bench.province.now.adding(seconds: 60)
        let request = bench.signed(statement)
        let first = try bench.office.ask(bench.coordinator, .approve, request, key: key)
        #expect(first.status == .ok)
        #expect(try bench.levels() == ("R1", nil))
        // The same call again is the same answer, and no second act.
        let again = try bench.office.ask(bench.coordinator, .approve, request, key: key)
        #expect(again.status == .ok && again.payload == first.payload)
        // Another call has nothing to approve any more.
        #expect(try bench.approve(statement) == .precondition)

        let history = try bench.office.ask(
            bench.coordinator, .history, bench.office.history(bench.file))
        let acts = try #require(Delimited.split(history.content ?? [])).map {
            try MessageCodec.decode(WirePartialAct.self, from: $0)
        }
        #expect(acts.map(\.sequence) == [1, 2, 3, 4, 5, 6, 7])
        let act = try #require(acts.last)
        #expect(act.heading.kind == .approval && act.heading.approves == proposed.blob)
        #expect(act.heading.author == bench.coordinator.member.blob)
        #expect(act.heading.eventAtMs == bench.province.now.milliseconds)
        #expect(act.values.isEmpty && act.classes == UInt32(ClassSet.social.rawValue))

        let leaf = try #require(
            try bench.province.leaves(from: leaves).first { !$0.body.statement.isEmpty })
        #expect(leaf.kind == .update && leaf.body.method == 19)
        #expect(leaf.body.file == bench.file.blob && leaf.body.act == act.act)
        #expect(leaf.body.sequence == 7 && leaf.body.subject == bench.file.blob)
        #expect(leaf.body.statement == MessageCodec.encode(statement).blob)
        #expect(leaf.body.signature.count == 64)
        let kept = bench.province.ledger.registry.approvals
        #expect(kept.values.contains { $0.statement == MessageCodec.encode(statement) })
        #expect(try bench.province.isClean())
        // Heads are folded anew from the acts.
        try bench.province.restart(crashing: true)
        let later = try Office(bench.province)
        let answer = try later.ask(bench.coordinator, .readFile, later.reading(bench.file))
        let read = try MessageCodec.decode(WireReadFileAnswer.self, from: answer.payload)
        let social = read.heads.compactMap { HeadPart(wire: $0) }
            .first { $0.dataClass == .social }
        #expect(social?.risk == "R1" && !read.hasDowngrade)
    }

    @Test func nobodyApprovesWhatHeWrote() throws {
        let bench = try Bench()
        #expect(try bench.evaluate(bench.coordinator, "R1") == .ok)
        let own = try #require(bench.acts.last)
        #expect(try bench.approve(bench.statement(bench.read())) == .secondApproval)
        // Neither does who wrote it first, where another corrected it.
        #expect(try bench.evaluate(bench.evaluator, "R2", corrects: own) == .ok)
        #expect(try bench.levels() == ("R4", "R2"))
        #expect(try bench.approve(bench.statement(bench.read())) == .secondApproval)
        // Another's evaluation is another's.
        #expect(try bench.evaluate(bench.evaluator, "R3") == .ok)
        #expect(try bench.approve(bench.statement(bench.read())) == .ok)
        #expect(try bench.levels() == ("R3", nil))
        // A correction of the level that stands is a lower level like another.
        let last = try #require(bench.acts.last)
        #expect(try bench.evaluate(bench.coordinator, "R0", corrects: last) == .ok)
        #expect(try bench.levels() == ("R3", "R0"))
        #expect(try bench.approve(bench.statement(bench.read())) == .secondApproval)
    }

    @Test func onlyWhoMayApproveDoesAndLearnsWhetherAnythingWaits() throws {
        let bench = try Bench()
        let statement: WireApprovalStatement
        do {
            #expect(try bench.evaluate(bench.evaluator, "R1") == .ok)
            statement = try bench.statement(try bench.read())
        }
        for role in try Shipped.definition().parts.roles.map(\.code)
        where role != "CAPE-COORDINATOR" {
            let person = try bench.province.add([role], organisation: bench.worker.organisation)
            #expect(try bench.approve(statement, as: person) == .permission, "\(role)")
            var nowhere = statement
            nowhere.target = FileID(high: 1, low: 1).blob
            #expect(try bench.approve(nowhere, as: person) == .permission, "\(role)")
        }
        var nowhere = statement
        nowhere.target = FileID(high: 1, low: 1).blob
        #expect(try bench.approve(nowhere) == .notAvailable)
        #expect(try bench.levels() == ("R4", "R1"))
        // Whoever has not accepted professional secrecy reads nothing, and approves nothing.
        bench.province.now = bench.province.now.adding(seconds: 400 * 86_400)
        #expect(try bench.approve(statement) == .secrecyDue)
    }

    @Test func theStatementHasToBeTheOneThatIsOwed() throws {
        let bench = try Bench()
        #expect(try bench.evaluate(bench.evaluator, "R1") == .ok)
        let read = try bench.read()
        let right = try bench.statement(read)
        func approve(_ change: (inout WireApprovalStatement) -> Void) throws -> StatusCode {
            var statement = right
            statement.nonce = Random.bytes(16).blob
            change(&statement)
            return try bench.approve(statement)
        }
        let now = bench.province.now.milliseconds
        #expect(try approve { $0.digest = Random.bytes(32).blob } == .precondition)
        #expect(try approve { $0.store = Random.bytes(16).blob } == .precondition)
        #expect(try approve { $0.logSize = .max } == .precondition)
        #expect(try approve { $0.expiresAtMs = now - 1 } == .precondition)
        #expect(try approve { $0.expiresAtMs = now + 7 * 86_400_000 + 1 } == .precondition)
        #expect(try approve { $0.operation = 26 } == .notAvailable)
        #expect(try approve { $0.operation = 49 } == .precondition)
        #expect(try approve { $0.nonce = [UInt8]().blob } == .badMessage)
        #expect(try approve { $0.target = [UInt8]().blob } == .badMessage)
        // Each thing that is shown is signed.
        let changes: [(inout WireReadFileAnswer) -> Void] = [
            { $0.number = "00000000-0" }, { $0.downgrade.act = Random.bytes(16).blob },
            { $0.downgrade.sequence = 5 }, { $0.downgrade.standing = "R3" },
            { $0.downgrade.proposed = "R0" }, { $0.downgrade.author = Random.bytes(16).blob },
            { $0.downgrade.authorName = "x" }, { $0.downgrade.atMs += 1 },
        ]
        for change in changes {
            var shown = read
            change(&shown)
            #expect(try bench.approve(bench.statement(shown)) == .precondition)
        }
        // A signature of another key, and one over other bytes.
        let stranger = try bench.province.add(["CAPE-COORDINATOR"])
        #expect(try bench.approve(right, as: stranger) == .precondition)
        #expect(try bench.levels() == ("R4", "R1"))

        // What waits has changed since it was read: by another act, or by its correction.
        let proposed = try #require(bench.acts.last)
        #expect(try bench.evaluate(bench.evaluator, "R1", corrects: proposed) == .ok)
        #expect(try bench.approve(right) == .precondition)
        let corrected = try bench.statement(try bench.read())
        #expect(try bench.evaluate(bench.worker, "R1") == .ok)
        #expect(try bench.approve(corrected) == .precondition)
        // A statement waits for its person, while others write other things.
        let waits = try bench.statement(try bench.read())
        let listening = bench.office.draft(
            .form, form: "ASSIGN",
            [
                FieldValue("assigned_member", .member(bench.worker.member)),
                FieldValue("assigned_organisation", .organisation(bench.worker.organisation)),
            ])
        let answer = try bench.office.ask(
            bench.coordinator, .appendAct,
            bench.office.appending(bench.file, after: bench.sequence, listening))
        #expect(answer.status == .ok)
        bench.province.now = Instant(milliseconds: waits.expiresAtMs)
        #expect(try bench.approve(waits) == .ok)
        #expect(try bench.levels() == ("R1", nil))
        // A nonce counts once.
        var second = right
        second.nonce = waits.nonce
        #expect(try bench.approve(second) == .precondition)
    }

    /// SPEC W-120: an approval is no act that anybody enters.
    @Test func nobodyEntersAnApproval() throws {
        let bench = try Bench()
        #expect(try bench.evaluate(bench.evaluator, "R1") == .ok)
        for person in [bench.coordinator, bench.evaluator, bench.worker] {
            let draft = bench.office.draft(.approval, [])
            let appending = bench.office.appending(bench.file, after: bench.sequence, draft)
            #expect(
                try bench.office.ask(person, .appendAct, appending).status == .invalidArgument)
            var opening = WireOpenFileRequest()
            opening.opening = draft
            #expect(
                try bench.office.ask(person, .openFile, MessageCodec.encode(opening)).status
                    == .invalidArgument)
        }
        #expect(try bench.levels() == ("R4", "R1"))
    }

    @Test func theCoordinatorIsToldWhenItFallsDue() throws {
        let bench = try Bench()
        func subscribe(_ person: Person, session: UInt64) throws -> OpenCall {
            try OpenCall(
                bench.office, person, .subscribe, MessageCodec.encode(WireSubscribeRequest()),
                session: session)
        }
        let told = try subscribe(bench.coordinator, session: 1)
        let other = try subscribe(bench.evaluator, session: 2)
        #expect(try other.events().map(\.kind) == [.ready])
        #expect(try told.events().map(\.kind) == [.ready])
        #expect(try bench.evaluate(bench.evaluator, "R1") == .ok)
        told.run()
        #expect(try told.events().allSatisfy { $0.kind != .due })
        bench.province.now = bench.province.now.adding(seconds: 259_200)
        #expect(bench.office.handlers.hasReadyStreams)
        told.run()
        let due = try told.events().filter { $0.kind == .due }
        #expect(due.map(\.task) == ["CONFIRM-DOWNGRADE"])
        #expect(due.map(\.file) == [bench.file.blob])
        other.run()
        #expect(try other.events().allSatisfy { $0.kind != .due })
        // Approved, it is owed no more, and is not told again to whoever begins.
        #expect(try bench.approve(bench.statement(bench.read())) == .ok)
        let later = try subscribe(bench.coordinator, session: 3)
        #expect(try later.events().map(\.kind) == [.ready])
        for call in [told, other, later] { call.send(.lost) }
    }
}
