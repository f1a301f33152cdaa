import AuditLog
import Authority
import Basics
import Circuit
import Dossiers
import Foundation
import Framing
import Mapping
import Messages
import Operations
import ProvinceSupport
import Registry
import Secrets
import Testing
import Vault

@testable import Handlers
@testable import Store

/// What takes two people: ordered, approved, and carried out after a wait (SPEC W-155, W-156).
@Suite struct OrderTests {
    /// A file with acts of several classes, who orders, and who approves.
    final class Bench {
        let province: TestProvince
        let office: Office
        let coordinator: Person
        let officer: Person
        let worker: Person
        let evaluator: Person
        let file: FileID
        let number: String
        let signer: SigningKey
        var sequence: UInt64 = 4

        /// With a child's file, or with a session of the committee instead.
        init(ofSession: Bool = false) throws {
            province = try TestProvince()
            signer = SigningKey(seed: SecretKey())
            office = try Office(province)
            coordinator = try province.add(["CAPE-COORDINATOR"], signingKey: signer.publicKey)
            officer = try province.add(["DPO"], signingKey: signer.publicKey)
            worker = try province.add(["UPE-WORKER"])
            evaluator = try province.add(["CAPE-EVALUATION"])
            file =
                ofSession
                ? try Self.session(office, coordinator) : try office.openListened(worker)
            let answer = try office.ask(coordinator, .readFile, office.reading(file))
            number = try MessageCodec.decode(WireReadFileAnswer.self, from: answer.payload).number
        }

        private static func session(_ office: Office, _ person: Person) throws -> FileID {
            var request = WireOpenFileRequest()
            request.opening = office.draft(
                .opening, form: "SESSION", to: "SESSION-CALLED",
                [
                    FieldValue("session_title", .text("دورة")),
                    FieldValue("session_kind", .choice("ORDINARY")),
                    FieldValue("session_on", .date(CivilDate(days: 20_600))),
                    FieldValue("session_seats", .number(11)),
                    FieldValue("agenda_item", row: 0, .text("x")),
                ])
            let answer = try office.ask(person, .openFile, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            let opened = try MessageCodec.decode(WireOpenFileAnswer.self, from: answer.payload)
            return try #require(FileID(blob: opened.file))
        }

        /// Minutes of the session with an account of what was said.
        func minutes(_ account: String) -> WireActDraft {
            office.draft(
                .transition, form: "SESSION-MIN", to: "SESSION-HELD",
                [
                    FieldValue("attends_as", row: 0, .choice("SEAT")),
                    FieldValue("attends_sector", row: 0, .choice("HEALTH")),
                    FieldValue("attended", row: 0, .choice("MEMBER")),
                    FieldValue("session_minutes", .text(account)),
                ])
        }

        /// The head of class social, as whoever coordinates reads it.
        func head() throws -> HeadPart? {
            let answer = try office.ask(coordinator, .readFile, office.reading(file))
            guard answer.status == .ok else { return nil }
            return try MessageCodec.decode(WireReadFileAnswer.self, from: answer.payload)
                .heads.compactMap(HeadPart.init(wire:)).first { $0.dataClass == .social }
        }

        /// Adds a note of a class, and gives its sequence.
        func add(_ draft: WireActDraft, by person: Person) throws -> UInt64 {
            let answer = try office.ask(
                person, .appendAct, office.appending(file, after: sequence, draft))
            try #require(answer.status == .ok)
            sequence += 1
            return sequence
        }

        func addHealth() throws -> UInt64 {
            try add(
                office.draft(
                    .form, form: "F2",
                    [
                        FieldValue("interview_at", .instant(province.now)),
                        FieldValue("narration", .text("كلام الطفل")),
                    ]), by: evaluator)
        }

        /// Adds a request of a data subject, and gives its sequence.
        func letter(_ nature: String) throws -> UInt64 {
            try add(
                office.draft(
                    .transition, form: "F16", to: "RIGHTS-ASKED",
                    [
                        FieldValue("requester", .text("الأم")),
                        FieldValue("requester_quality", .choice("GUARDIAN")),
                        FieldValue("request_nature", .choice(nature)),
                        FieldValue("request_received_at", .instant(province.now)),
                    ]), by: coordinator)
        }

        func order(
            _ classes: ClassSet, acts: [UInt64] = [], by person: Person? = nil,
            number: String? = nil, reason: String = "بطلب", ground: WireOrderGround = .retention,
            request: UInt64 = 0
        ) throws -> StatusCode {
            try office.ask(
                person ?? coordinator, .order,
                office.ordering(
                    classes, of: file, acts: acts, number: number, reason: reason, ground: ground,
                    request: request)
            ).status
        }

        func list(_ person: Person? = nil) throws -> WireListOrdersAnswer {
            let answer = try office.ask(
                person ?? officer, .listOrders, MessageCodec.encode(WireListOrdersRequest()))
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireListOrdersAnswer.self, from: answer.payload)
        }

        func approve(_ order: WireOrder, by person: Person? = nil) throws -> StatusCode {
            var statement = WireApprovalStatement()
            statement.operation = UInt32(WireMethod.order.rawValue)
            statement.target = order.order
            statement.digest = SHA256.hash(try #require(order.signedBytes)).blob
            statement.nonce = Random.bytes(16).blob
            statement.expiresAtMs = province.now.adding(seconds: 60).milliseconds
            statement.store = province.ledger.storeID.blob
            let bytes = MessageCodec.encode(statement)
            var request = WireApproveRequest()
            request.statement = bytes.blob
            request.signature = signer.sign((Array(Approvals.label.utf8) + bytes).rawSpan).blob
            return try office.ask(
                person ?? officer, .approve, MessageCodec.encode(request)
            ).status
        }

        func settle(
            _ order: WireOrder, _ settlement: WireOrderSettlement, by person: Person? = nil
        ) throws -> (status: StatusCode, answer: WireSettleOrderAnswer) {
            let id = try #require(OrderID(blob: order.order))
            let answer = try office.ask(
                person ?? coordinator, .settleOrder, office.settling(id, settlement))
            guard answer.status == .ok else { return (answer.status, WireSettleOrderAnswer()) }
            return (
                .ok, try MessageCodec.decode(WireSettleOrderAnswer.self, from: answer.payload)
            )
        }

        /// The check codes with which a settlement is refused.
        func codes(
            of order: WireOrder, _ settlement: WireOrderSettlement
        ) throws -> [CheckCode?] {
            let id = try #require(OrderID(blob: order.order))
            let answer = try office.ask(
                coordinator, .settleOrder, office.settling(id, settlement))
            try #require(answer.status == .precondition)
            return try MessageCodec.decode(WireError.self, from: answer.payload).fields.map {
                CheckCode(rawValue: UInt16($0.code))
            }
        }

        /// Orders, approves, waits, and has it carried out.
        func erase(_ classes: ClassSet, acts: [UInt64] = []) throws -> WireSettleOrderAnswer {
            // Who chooses acts reads them.
            let giver = acts.isEmpty ? coordinator : evaluator
            try #require(try order(classes, acts: acts, by: giver) == .ok)
            let waiting = try #require(try list().orders.first)
            try #require(try approve(waiting) == .ok)
            wait()
            let settled = try settle(waiting, .carryOut)
            try #require(settled.status == .ok)
            return settled.answer
        }

        /// An act with the classes that are left of it.
        func act(_ sequence: UInt64) throws -> (id: ActID, classes: ClassSet) {
            let answer = try office.ask(
                evaluator, .readAct, office.readingAct(file, sequence))
            try #require(answer.status == .ok)
            let act = try MessageCodec.decode(WireReadActAnswer.self, from: answer.payload).act
            return (
                try #require(ActID(blob: act.act)),
                ClassSet(rawValue: UInt8(truncatingIfNeeded: act.classes))
            )
        }

        /// The wrapped data keys of class health, as the database holds them.
        func wraps() throws -> [[UInt8]] {
            try province.ledger.store.group { transaction in
                let row = try #require(transaction.row(of: file))
                return try transaction.wraps(of: row).filter { $0.dataClass == .health }
                    .map(\.wrap)
            }
        }

        /// The first bytes of the envelopes of class health: an envelope may span pages.
        func envelopes() throws -> [[UInt8]] {
            try province.ledger.store.group { transaction in
                let row = try #require(transaction.row(of: file))
                return try transaction.places(of: row).filter { $0.dataClass == .health }
                    .map {
                        Array(try #require(try transaction.act(row: $0.act)).envelope.prefix(68))
                    }
            }
        }

        /// Whether some bytes stand in a file of the store's folder.
        func folder(holds bytes: [UInt8]) throws -> Bool {
            try FileManager.default.contentsOfDirectory(atPath: province.folder).contains {
                let data = try Data(contentsOf: URL(filePath: province.folder + "/" + $0))
                return data.range(of: Data(bytes)) != nil
            }
        }

        /// Has the file closed without action, by two.
        func close() throws {
            _ = try add(office.triagingToClose(by: evaluator), by: evaluator)
            _ = try add(office.closingWithoutAction(), by: evaluator)
            let read = try office.ask(coordinator, .readFile, office.reading(file))
            let shown = try MessageCodec.decode(WireReadFileAnswer.self, from: read.payload)
            let approved = try office.ask(
                coordinator, .approve, try office.approving(shown, .stage, signer))
            try #require(approved.status == .ok)
            sequence += 1
        }

        /// A request of a data subject for which all of the closed file may be erased now.
        func dueWholeErasure() throws -> (letter: UInt64, order: WireOrder) {
            let letter = try letter("ERASURE")
            try close()
            try #require(
                try self.order(DataClass.content, ground: .dataSubject, request: letter) == .ok)
            let order = try #require(try list().orders.first)
            try #require(try approve(order) == .ok)
            wait()
            return (letter, order)
        }

        func wait() { province.now = province.now.adding(seconds: 7 * 86_400) }

        func erased(by person: Person) throws -> [WireErased] {
            let answer = try office.ask(person, .readFile, office.reading(file))
            return try MessageCodec.decode(WireReadFileAnswer.self, from: answer.payload).erased
        }

        func classes(by person: Person) throws -> Set<DataClass> {
            let answer = try office.ask(person, .readFile, office.reading(file))
            try #require(answer.status == .ok)
            let heads = try MessageCodec.decode(WireReadFileAnswer.self, from: answer.payload).heads
            return Set(heads.compactMap(HeadPart.init(wire:)).map(\.dataClass))
        }
    }

    @Test func aClassIsErasedByTwoPeopleAfterAWait() throws {
        let bench = try Bench()
        _ = try bench.addHealth()
        #expect(try bench.classes(by: bench.evaluator).contains(.health))
        #expect(try bench.order(.health) == .ok)
        let waiting = try #require(try bench.list().orders.first)
        #expect(waiting.number == bench.number && waiting.reason == "بطلب")
        #expect(!waiting.hasApproved && waiting.fromMs == 0)
        // Not before it is approved, and not by who ordered it.
        #expect(try bench.settle(waiting, .carryOut).status == .precondition)
        #expect(try bench.approve(waiting, by: bench.coordinator) == .secondApproval)
        #expect(try bench.approve(waiting, by: bench.worker) == .permission)
        #expect(try bench.approve(waiting) == .ok)
        // Not before the wait is over.
        #expect(try bench.settle(waiting, .carryOut).status == .precondition)
        #expect(try bench.classes(by: bench.evaluator).contains(.health))
        bench.wait()
        #expect(try bench.settle(waiting, .carryOut, by: bench.worker).status == .permission)
        let before = try bench.province.leafCount()
        let settled = try bench.settle(waiting, .carryOut)
        #expect(settled.status == .ok && settled.answer.erased == 1)
        #expect(settled.answer.leaf == before)
        #expect(try !bench.classes(by: bench.evaluator).contains(.health))
        #expect(try bench.settle(waiting, .carryOut).status == .precondition)
        // Who may open the class is told that it was erased, and who may not is told nothing.
        let erased = try bench.erased(by: bench.evaluator)
        #expect(erased.map(\.leaf) == [before] && erased.first?.parts == 1)
        #expect(erased.first?.classes == UInt32(ClassSet.health.rawValue))
        #expect(erased.first?.atMs == bench.province.now.milliseconds)
        #expect(try bench.erased(by: bench.worker).isEmpty)
        let done = try #require(try bench.list().orders.first)
        #expect(done.carriedOut.leaf == before && done.erased == 1)
        #expect(done.approved.member == bench.officer.member.blob)
        #expect(try bench.province.isClean())
        // It is gone for good, and the file goes on.
        try bench.province.restart()
        #expect(try bench.province.isClean())
        let office = try Office(bench.province)
        let answer = try office.ask(bench.evaluator, .readFile, office.reading(bench.file))
        let heads = try MessageCodec.decode(WireReadFileAnswer.self, from: answer.payload).heads
        #expect(
            Set(heads.compactMap(HeadPart.init(wire:)).map(\.dataClass)) == [.identity, .social])
    }

    /// SPEC W-207.
    @Test func minutesFromWhichAChildCanBeToldAreErasedAndKeptAnew() throws {
        let bench = try Bench(ofSession: true)
        bench.sequence = 1
        let first = try bench.add(bench.minutes("un enfant"), by: bench.coordinator)
        #expect(try bench.head()?.stage == "SESSION-HELD")
        // What it is goes with the whole alone, and there is no class but one.
        #expect(try bench.order(.social, acts: [1]) == .precondition)
        #expect(try bench.order(.social) == .badMessage)
        #expect(try bench.order(.health) == .badMessage)
        #expect(try bench.order(DataClass.content) == .precondition)
        #expect(try bench.order(.social, acts: [9]) == .notAvailable)
        // A request of whom they are about stands in that child's file.
        let byRequest = try bench.order(
            .social, acts: [first], ground: .dataSubject, request: first)
        #expect(byRequest == .precondition)
        #expect(try bench.order(.social, acts: [first], by: bench.evaluator) == .notAvailable)
        #expect(try bench.order(.social, acts: [first], ground: .dataSubject) == .ok)
        let waiting = try #require(try bench.list().orders.first)
        #expect(waiting.sequences == [first] && waiting.number == bench.number)
        #expect(try bench.approve(waiting) == .ok)
        bench.wait()
        #expect(try bench.settle(waiting, .carryOut).answer.erased == 1)
        // The session stands where the rest brought it, and its minutes are written anew.
        let head = try #require(try bench.head())
        #expect(head.stage == "SESSION-CALLED" && head.values(.attendance).isEmpty)
        #expect(head.values(.recordTitle) == [.text("دورة")])
        #expect(try bench.erased(by: bench.coordinator).map(\.parts) == [1])
        let second = try bench.add(bench.minutes("Situation 1"), by: bench.coordinator)
        #expect(second == 3)
        #expect(try bench.head()?.stage == "SESSION-HELD")
        #expect(try bench.province.isClean())
        try bench.province.restart()
        #expect(try bench.province.isClean())
    }

    /// SPEC W-207.
    @Test func aSessionIsErasedWholeAtRest() throws {
        let bench = try Bench(ofSession: true)
        bench.sequence = 1
        var cancelled = bench.office.draft(.transition, to: "SESSION-CANCELLED", [])
        cancelled.reason = "x"
        _ = try bench.add(cancelled, by: bench.coordinator)
        #expect(try bench.order(DataClass.content, by: bench.officer) == .notAvailable)
        #expect(try bench.order(DataClass.content) == .ok)
        let waiting = try #require(try bench.list().orders.first)
        #expect(try bench.approve(waiting) == .ok)
        bench.wait()
        #expect(try bench.settle(waiting, .carryOut).answer.erased == 2)
        // It is found by nobody any more.
        var request = WireListFilesRequest()
        request.kind = 7
        let listed = try bench.office.ask(
            bench.coordinator, .listFiles, MessageCodec.encode(request))
        #expect(
            try MessageCodec.decode(WireListFilesAnswer.self, from: listed.payload).files.isEmpty)
        var named = WireReadFileRequest()
        named.number = bench.number
        #expect(
            try bench.office.ask(bench.coordinator, .readFile, MessageCodec.encode(named)).status
                == .notAvailable)
        #expect(try bench.province.isClean())
        try bench.province.restart()
        #expect(try bench.province.isClean())
    }

    @Test func whatIsErasedStandsInNoFileOfTheFolder() throws {
        let bench = try Bench()
        _ = try bench.addHealth()
        let wraps = try bench.wraps()
        let envelopes = try bench.envelopes()
        #expect(!wraps.isEmpty && !envelopes.isEmpty)
        // The search finds what is there.
        #expect(try (wraps + envelopes).allSatisfy { try bench.folder(holds: $0) })
        _ = try bench.erase(.health)
        #expect(try bench.wraps().isEmpty && bench.envelopes().isEmpty)
        #expect(try (wraps + envelopes).allSatisfy { try !bench.folder(holds: $0) })
    }

    @Test func whoChoosesActsReadsWhatTheySay() throws {
        let bench = try Bench()
        let note = try bench.addHealth()
        // Whoever coordinates reads health only with a reason, and judicial not at all.
        #expect(try bench.order(.judicial, acts: [2]) == .notAvailable)
        #expect(try bench.order(.health, acts: [note]) == .notAvailable)
        let cell = try bench.province.add(["CAPE-FOLLOWUP"])
        #expect(try bench.order(.judicial, acts: [2], by: cell) == .ok)
        #expect(try bench.order(.judicial, acts: [1], by: cell) == .notAvailable)
        let waiting = try #require(try bench.list().orders.first)
        #expect(try bench.approve(waiting) == .ok)
        bench.wait()
        // The offence is gone from the file of whoever watches over it, and so is what it owed.
        #expect(try bench.classes(by: cell).contains(.judicial))
        #expect(try bench.settle(waiting, .carryOut).answer.erased == 1)
        #expect(try !bench.classes(by: cell).contains(.judicial))
        #expect(try bench.province.isClean())
    }

    @Test func actsOfAClassAreErasedWithWhatCorrectsThem() throws {
        let bench = try Bench()
        let (first, second) = (try bench.addHealth(), try bench.addHealth())
        let root = try bench.act(first).id
        var draft = bench.office.draft(
            .correction, form: "F2",
            [
                FieldValue("interview_at", .instant(bench.province.now)),
                FieldValue("narration", .text("تصحيح")),
            ])
        draft.corrects = root.blob
        draft.reason = "x"
        let third = try bench.add(draft, by: bench.evaluator)
        #expect(try bench.order(.health, acts: [first], by: bench.evaluator) == .ok)
        #expect(try bench.list().orders.first?.sequences == [first, third])
        let waiting = try #require(try bench.list().orders.first)
        #expect(try bench.approve(waiting) == .ok)
        bench.wait()
        #expect(try bench.settle(waiting, .carryOut).answer.erased == 2)
        #expect(try bench.act(first).classes == [.social])
        #expect(try bench.act(second).classes == [.social, .health])
        #expect(try bench.act(third).classes == [.social])
        #expect(try bench.province.isClean())
        try bench.province.restart()
        #expect(try bench.province.isClean())
    }

    @Test func whoAChildIsGoesOnlyWithAllTheRestAndAtRest() throws {
        let bench = try Bench()
        #expect(try bench.order(.identity) == .badMessage)
        #expect(try bench.order([.identity, .social]) == .badMessage)
        // It is in hand.
        #expect(try bench.order(DataClass.content) == .precondition)
        // Whether there is anything of a class is told by nothing but its erasure.
        #expect(try bench.erase(.protected).erased == 1)
        #expect(try bench.erase(.health).erased == 0)
        #expect(try bench.province.isClean())
        #expect(try bench.order(.audit) == .badMessage)
        _ = try bench.addHealth()
        #expect(try bench.order(.health, reason: "") == .badMessage)
        #expect(try bench.order(.health, number: "00000000") == .notAvailable)
        // Who neither coordinates nor protects data; who protects data reads of no child.
        #expect(try bench.order(.health, by: bench.worker) == .permission)
        #expect(try bench.order(.health, by: bench.officer) == .notAvailable)
        #expect(try bench.order(.health) == .ok)
        #expect(try bench.order(.health) == .precondition)
        let waiting = try #require(try bench.list().orders.first)
        #expect(try bench.settle(waiting, .withdraw).status == .ok)
        #expect(try bench.list().orders.allSatisfy(\.hasCarriedOut))
        #expect(try bench.approve(waiting) == .notAvailable)
    }

    @Test func ofAnOrderHearsWhoHasAPartInItOrMightHaveGivenIt() throws {
        let bench = try Bench()
        let auditor = try bench.province.add(["AUDITOR"])
        let second = try bench.province.add(["CAPE-COORDINATOR"])
        #expect(try bench.order(.health, by: bench.evaluator) == .ok)
        let order = try #require(try bench.list().orders.first)
        for person in [bench.officer, bench.evaluator, bench.coordinator, second] {
            #expect(try bench.list(person).orders.map(\.order) == [order.order])
        }
        // Who audits reads of no child, and so hears of no order about one.
        #expect(try bench.list(auditor).orders.isEmpty && bench.list(auditor).total == 0)
        #expect(try bench.settle(order, .withdraw, by: auditor).status == .notAvailable)
        // Somebody else's order is taken back by whoever might have refused it.
        let cell = try bench.province.add(["CAPE-FOLLOWUP"])
        #expect(try bench.settle(order, .withdraw, by: cell).status == .permission)
        #expect(try bench.settle(order, .withdraw, by: second).status == .ok)
        #expect(try bench.order(.health) == .ok)
        let own = try #require(try bench.list().orders.first)
        #expect(try bench.settle(own, .withdraw, by: bench.coordinator).status == .ok)
    }

    @Test func whatWasWrittenAfterAnOrderIsNotErasedByIt() throws {
        let bench = try Bench()
        _ = try bench.addHealth()
        #expect(try bench.order(.health) == .ok)
        let order = try #require(try bench.list().orders.first)
        #expect(try bench.approve(order) == .ok)
        _ = try bench.addHealth()
        bench.wait()
        #expect(try bench.codes(of: order, .carryOut) == [.writtenSinceOrdered])
        #expect(try bench.classes(by: bench.evaluator).contains(.health))
        #expect(try bench.settle(order, .withdraw).status == .ok)
        #expect(try bench.erase(.health).erased == 2)
    }

    @Test func theAnswerToARequestIsErasedWithTheFileThatItAskedFor() throws {
        let bench = try Bench()
        let (letter, order) = try bench.dueWholeErasure()
        var answer = bench.office.draft(
            .transition, form: "F16-ANS", to: "RIGHTS-GRANTED",
            [
                FieldValue("request_decision", .choice("GRANTED")),
                FieldValue("answered_at", .instant(bench.province.now)),
            ])
        answer.matter = try bench.act(letter).id.blob
        _ = try bench.add(answer, by: bench.coordinator)
        #expect(try bench.settle(order, .carryOut).status == .ok)
        #expect(
            try bench.office.ask(
                bench.coordinator, .readFile, bench.office.reading(bench.file)
            ).status == .notAvailable)
        #expect(try bench.province.isClean())
    }

    @Test func aNoteAfterTheOrderKeepsTheWholeFile() throws {
        let bench = try Bench()
        let order = try bench.dueWholeErasure().order
        // Another letter is another matter.
        _ = try bench.letter("ACCESS")
        #expect(try bench.codes(of: order, .carryOut) == [.writtenSinceOrdered])
        #expect(try bench.classes(by: bench.coordinator).contains(.identity))
    }

    @Test func anOrderWhoseLeafIsDamagedHidesNoOther() throws {
        let bench = try Bench()
        #expect(try bench.order(.health) == .ok)
        #expect(try bench.order(.judicial) == .ok)
        let before = try bench.list().orders
        let damaged = try #require(before.first { $0.classes == UInt32(ClassSet.health.rawValue) })
        try bench.province.ledger.store.group { group in
            try group.connection.execute(
                "UPDATE leaf SET bytes = zeroblob(300) WHERE row = \(damaged.asked.leaf)")
        }
        let list = try bench.list().orders
        #expect(list.count == 2)
        let kept = try #require(list.first { $0.order == damaged.order })
        #expect(kept.unreadable && kept.reason.isEmpty && kept.digest.isEmpty)
        #expect(list.contains { $0.order != damaged.order && !$0.unreadable && !$0.digest.isEmpty })
        // What was shown before is not approved, and it can be taken back.
        #expect(try bench.approve(damaged) == .storage)
        #expect(try bench.settle(damaged, .withdraw).status == .ok)
    }

    @Test func aFullListOfOrdersWithLongReasonsIsOneMessage() throws {
        let bench = try Bench()
        let name = String(repeating: "N", count: 120)
        let reason = String(repeating: "س", count: 200)
        let approver = try bench.province.add(
            ["DPO"], signingKey: bench.signer.publicKey, name: name)
        let people = try (0..<4).map { _ in
            try bench.province.add(["CAPE-COORDINATOR"], name: name)
        }
        for index in 0..<MessageLimits.ordersPerListMax {
            let file = try bench.office.openListened(bench.worker)
            let order = bench.office.ordering(.health, of: file, reason: reason)
            try #require(
                try bench.office.ask(people[index / 16], .order, order).status == .ok)
        }
        for order in bench.province.ledger.registry.orders.values {
            var one = WireListOrdersRequest()
            one.order = order.id.blob
            let answer = try bench.office.ask(approver, .listOrders, MessageCodec.encode(one))
            let told = try MessageCodec.decode(WireListOrdersAnswer.self, from: answer.payload)
            try #require(
                try bench.approve(try #require(told.orders.first), by: approver) == .ok)
        }
        let list = try bench.list()
        #expect(list.total == UInt32(MessageLimits.ordersPerListMax))
        #expect(list.orders.count == MessageLimits.ordersPerListMax)
        #expect(MessageCodec.encode(list).count <= FramingLimits.messageByteCountMax)
        #expect(list.orders.allSatisfy { $0.reason == reason && $0.approved.name == name })
    }

    @Test func whoHasNotAcceptedSecrecyReadsOfNoOrder() throws {
        let bench = try Bench()
        #expect(try bench.order(.health) == .ok)
        bench.province.now = bench.province.now.adding(seconds: 366 * 86_400)
        for (method, request) in [
            (WireMethod.listOrders, MessageCodec.encode(WireListOrdersRequest())),
            (.accessReport, bench.office.reporting(bench.province.newID(OrderID.self))),
        ] {
            #expect(
                try bench.office.ask(bench.officer, method, request).status == .secrecyDue)
        }
    }

    @Test func aCaseloadIsTakenOutByTheTwoWhoAgreedOnIt() throws {
        let bench = try Bench()
        let other = try bench.office.openListened(bench.worker)
        let elsewhere = try bench.office.openListened(try bench.province.add(["UPE-WORKER"]))
        let id = bench.province.newID(OrderID.self)
        var request = WireOrderRequest()
        (request.order, request.kind, request.ground) = (id.blob, .export, .oversight)
        (request.member, request.reason) = (bench.worker.member.blob, "départ")
        try #require(
            try bench.office.ask(bench.coordinator, .order, MessageCodec.encode(request)).status
                == .ok)
        func list(
            _ person: Person, limit: UInt32 = 0, after cursor: [UInt8] = [], kind: UInt32 = 6
        ) throws -> (status: StatusCode, answer: WireListFilesAnswer) {
            var list = WireListFilesRequest()
            (list.kind, list.order, list.limit) = (kind, id.blob, limit)
            list.cursor = cursor.blob
            let answer = try bench.office.ask(person, .listFiles, MessageCodec.encode(list))
            guard answer.status == .ok else { return (answer.status, .init()) }
            return (.ok, try MessageCodec.decode(WireListFilesAnswer.self, from: answer.payload))
        }
        func history(_ file: FileID, _ person: Person) throws -> OutgoingAnswer {
            var history = WireHistoryRequest()
            (history.file, history.order, history.motive) = (file.blob, id.blob, "départ")
            return try bench.office.ask(person, .history, MessageCodec.encode(history))
        }
        #expect(try list(bench.coordinator).status == .precondition)
        #expect(try history(other, bench.coordinator).status == .precondition)
        try #require(try bench.approve(try #require(bench.list().orders.first)) == .ok)
        let all = try list(bench.coordinator)
        #expect(all.answer.total == 2)
        #expect(Set(all.answer.files.map(\.file)) == [bench.file.blob, other.blob])
        // Page by page it is the same, and a cursor of this list is one of no other.
        let first = try list(bench.coordinator, limit: 1).answer
        let second = try list(bench.coordinator, limit: 1, after: Array(first.cursor)).answer
        #expect(
            Set((first.files + second.files).map(\.file)) == [bench.file.blob, other.blob])
        #expect(second.cursor.isEmpty)
        #expect(try list(bench.coordinator, kind: 4).status == .badMessage)
        let acts = try history(other, bench.coordinator)
        #expect(acts.status == .ok && acts.content?.isEmpty == false)
        // Who protects data agreed to it, and reads of no child all the same.
        #expect(try list(bench.officer).answer.files.isEmpty)
        #expect(try history(other, bench.officer).status == .notAvailable)
        #expect(try history(elsewhere, bench.coordinator).status == .notAvailable)
        let stranger = try bench.province.add(["CAPE-COORDINATOR"])
        #expect(try list(stranger).status == .notAvailable)
        #expect(try history(other, stranger).status == .notAvailable)
        #expect(try list(bench.worker).status == .permission)
        // It stands in the child's own log, under its order.
        let log = try #require(bench.province.ledger.log)
        let taken = try bench.province.ledger.store.group { transaction in
            try (0..<log.nextIndex(in: transaction)).compactMap { index in
                let (leaf, payload) = try log.leaf(
                    index, permit: .system(.verification), in: transaction)
                guard leaf.kind == .export else { return nil as WireLeaf? }
                return try MessageCodec.decode(WireLeaf.self, from: payload)
            }
        }
        #expect(taken.map(\.file) == [other.blob])
        #expect(taken.allSatisfy { $0.subject == id.blob && $0.motive == "départ" })
        bench.province.now = bench.province.now.adding(seconds: 31 * 86_400)
        #expect(try list(bench.coordinator).status == .precondition)
    }

    @Test func anOrderEndsWithTheRightsOfThoseOnWhomItRests() throws {
        let bench = try Bench()
        _ = try bench.addHealth()
        #expect(try bench.order(.health) == .ok)
        let order = try #require(try bench.list().orders.first)
        let second = try bench.province.add(["CAPE-COORDINATOR"])
        #expect(try bench.approve(order) == .ok)
        bench.wait()
        var member = try #require(bench.province.ledger.registry.members[bench.officer.member])
        let roles = member.roles
        func hold(_ roles: [RoleGrant]) throws {
            member.roles = roles
            try bench.province.ledger.store.group { transaction in
                try bench.province.ledger.registry.apply([.put(.member(member))], in: transaction)
            }
        }
        try hold([])
        #expect(try bench.settle(order, .carryOut, by: second).status == .precondition)
        try hold(roles)
        // Who gave it has to do with orders still, and reads nothing of the file any more.
        member = try #require(bench.province.ledger.registry.members[bench.coordinator.member])
        let coordinates = member.roles
        try hold(
            coordinates.map { grant in
                var grant = grant
                grant.role = "AUDITOR"
                return grant
            })
        #expect(try bench.settle(order, .carryOut, by: second).status == .precondition)
        try hold(coordinates)
        #expect(try bench.settle(order, .carryOut, by: second).status == .ok)
    }

    @Test func ordersOfOneFileDoNotOverlapAndNobodyFillsTheList() throws {
        let bench = try Bench()
        let (first, second) = (try bench.addHealth(), try bench.addHealth())
        #expect(try bench.order(.health, acts: [first], by: bench.evaluator) == .ok)
        #expect(try bench.order(.health, acts: [first], by: bench.evaluator) == .precondition)
        #expect(try bench.order([.health, .judicial]) == .precondition)
        #expect(try bench.order(.health, acts: [second], by: bench.evaluator) == .ok)
        #expect(try bench.order(.judicial) == .ok)
        let reports = try (0..<16).map { _ in
            var request = WireOrderRequest()
            request.order = bench.province.newID(OrderID.self).blob
            request.kind = .export
            request.ground = .oversight
            request.member = try bench.province.add(["UPE-WORKER"]).member.blob
            request.reason = String(repeating: "ن", count: 200)
            return try bench.office.ask(
                bench.officer, .order, MessageCodec.encode(request)
            ).status
        }
        #expect(reports == Array(repeating: .ok, count: 16))
        #expect(try bench.order(.protected, by: bench.coordinator) == .ok)
        var request = WireOrderRequest()
        request.order = bench.province.newID(OrderID.self).blob
        request.kind = .accessReport
        request.ground = .oversight
        request.number = bench.number
        request.reason = "x"
        let more = try bench.office.ask(bench.officer, .order, MessageCodec.encode(request))
        #expect(more.status == .overloaded)
    }

    @Test func aCorrectionGoesOnlyWithWhatItCorrects() throws {
        let bench = try Bench()
        let first = try bench.addHealth()
        var draft = bench.office.draft(
            .correction, form: "F2",
            [
                FieldValue("interview_at", .instant(bench.province.now)),
                FieldValue("narration", .text("تصحيح")),
            ])
        draft.corrects = try bench.act(first).id.blob
        draft.reason = "x"
        let second = try bench.add(draft, by: bench.evaluator)
        #expect(try bench.order(.health, acts: [second], by: bench.evaluator) == .ok)
        #expect(try bench.list().orders.first?.sequences == [first, second])
    }

    /// SPEC W-159.
    @Test func lockedDataIsReadByNobodyWithoutAReason() throws {
        let bench = try Bench()
        let letter = try bench.letter("LOCKING")
        let matter = try bench.act(letter).id
        func read(_ person: Person, motive: String = "") throws -> StatusCode {
            var request = WireReadFileRequest()
            request.file = bench.file.blob
            request.motive = motive
            return try bench.office.ask(
                person, .readFile, MessageCodec.encode(request)
            ).status
        }
        let people = [bench.worker, bench.evaluator, bench.coordinator]
        #expect(try people.map { try read($0) } == [.ok, .ok, .ok])
        func move(_ form: String, to stage: String, _ values: [FieldValue]) throws {
            var draft = bench.office.draft(.transition, form: form, to: stage, values)
            draft.matter = matter.blob
            _ = try bench.add(draft, by: bench.coordinator)
        }
        try move(
            "F16-LOCK", to: "RIGHTS-LOCKED",
            [
                FieldValue("locked_on", .date(CivilDate(bench.province.now, offsetSeconds: 0))),
                FieldValue("lock_reason", .text("معطيات متنازع فيها")),
            ])
        #expect(
            try people.map { try read($0) }
                == [.purposeMissing, .purposeMissing, .purposeMissing])
        #expect(try people.map { try read($0, motive: "خطر") } == [.ok, .ok, .ok])
        // Work goes on, also after a new start, when the index is built anew.
        _ = try bench.addHealth()
        try bench.province.restart()
        let office = try Office(bench.province)
        let anew = try office.ask(bench.worker, .readFile, office.reading(bench.file))
        #expect(anew.status == .purposeMissing)
        let draft = office.draft(
            .transition, form: "F16-ANS", to: "RIGHTS-GRANTED",
            [
                FieldValue("request_decision", .choice("GRANTED")),
                FieldValue("answered_at", .instant(bench.province.now)),
            ])
        var request = try MessageCodec.decode(
            WireAppendActRequest.self,
            from: office.appending(bench.file, after: bench.sequence, draft))
        request.draft.matter = matter.blob
        #expect(
            try office.ask(bench.coordinator, .appendAct, MessageCodec.encode(request)).status
                == .ok)
        #expect(
            try office.ask(bench.worker, .readFile, office.reading(bench.file)).status == .ok)
    }

    @Test func aRequestOfADataSubjectIsAnActOfTheFile() throws {
        let bench = try Bench()
        let note = try bench.addHealth()
        #expect(try bench.order(.health, ground: .dataSubject) == .precondition)
        #expect(try bench.order(.health, ground: .dataSubject, request: note) == .precondition)
        #expect(try bench.order(.health, ground: .court, request: note) == .precondition)
        let letter = try bench.letter("ERASURE")
        #expect(try bench.order(.health, ground: .dataSubject, request: letter) == .ok)
        #expect(try bench.list().orders.first?.request == letter)
    }

    /// SPEC W-154.
    @Test func whoUsedAFileIsToldToTheTwoWhoAgreedOnIt() throws {
        let bench = try Bench()
        let note = try bench.addHealth()
        let motive = String(repeating: "س", count: 900)
        for _ in 0..<40 {
            var read = WireReadFileRequest()
            read.file = bench.file.blob
            read.motive = motive
            let answer = try bench.office.ask(
                bench.evaluator, .readFile, MessageCodec.encode(read))
            try #require(answer.status == .ok)
        }
        let other = try bench.office.openListened(bench.worker)
        #expect(
            try bench.office.ask(bench.worker, .readFile, bench.office.reading(other)).status == .ok
        )
        var request = WireOrderRequest()
        let id = bench.province.newID(OrderID.self)
        request.order = id.blob
        request.kind = .accessReport
        request.ground = .oversight
        request.number = bench.number
        request.reason = "plainte"
        try #require(
            try bench.office.ask(bench.coordinator, .order, MessageCodec.encode(request)).status
                == .ok)
        func report(
            _ person: Person, from leaf: UInt64 = 0
        ) throws -> (status: StatusCode, answer: WireAccessReportAnswer) {
            let answer = try bench.office.ask(
                person, .accessReport, bench.office.reporting(id, from: leaf))
            guard answer.status == .ok else { return (answer.status, .init()) }
            return (
                .ok,
                try MessageCodec.decode(WireAccessReportAnswer.self, from: answer.payload)
            )
        }
        #expect(try report(bench.coordinator).status == .precondition)
        try #require(try bench.approve(try #require(bench.list().orders.first)) == .ok)
        // To neither of the two, though they have to do with orders.
        let second = try bench.province.add(["CAPE-COORDINATOR"])
        #expect(try report(second).status == .notAvailable)
        #expect(try report(bench.worker).status == .permission)
        var found: [WireAccess] = []
        var leaf: UInt64 = 0
        var pieces = 0
        repeat {
            let answer = try report(bench.officer, from: leaf).answer
            #expect(answer.nextLeaf == 0 || answer.nextLeaf > leaf)
            found += answer.accesses
            leaf = answer.nextLeaf
            pieces += 1
        } while leaf > 0
        #expect(pieces > 2)
        let reads = found.filter { $0.kind == 1 && $0.member == bench.evaluator.member.blob }
        #expect(reads.count == 40 && reads.allSatisfy { $0.motive == motive })
        #expect(found.contains { $0.kind == 5 && $0.sequence == note })
        #expect(found.contains { $0.kind == 25 && $0.member == bench.officer.member.blob })
        #expect(found.contains { $0.kind == 4 && $0.member == bench.worker.member.blob })
        #expect(found.map(\.leaf) == found.map(\.leaf).sorted())
        // The log has not one use more of this file, and none of another.
        let log = try #require(bench.province.ledger.log)
        let named = try bench.province.ledger.store.group { transaction in
            try (0..<found.last!.leaf).count { index in
                let payload = try log.leaf(
                    index, permit: .system(.verification), in: transaction
                ).payload
                return try MessageCodec.decode(WireLeaf.self, from: payload).file
                    == bench.file.blob
            }
        }
        #expect(found.count == named + 1)
        // What was looked at stands in the log, too.
        let again = try report(bench.coordinator, from: found.last!.leaf + 1).answer.accesses
        #expect(again.contains { $0.kind == 2 && $0.member == bench.officer.member.blob })
        bench.province.now = bench.province.now.adding(seconds: 31 * 86_400)
        #expect(try report(bench.officer).status == .precondition)
    }

    @Test func whatNobodyApprovesOrCarriesOutEnds() throws {
        let bench = try Bench()
        _ = try bench.addHealth()
        #expect(try bench.order(.health) == .ok)
        let waiting = try #require(try bench.list().orders.first)
        bench.province.now = bench.province.now.adding(seconds: 7 * 86_400)
        #expect(try bench.approve(waiting) == .precondition)
        #expect(try bench.order(.health) == .ok)
        let second = try #require(try bench.list().orders.first)
        #expect(try bench.approve(second) == .ok)
        bench.province.now = bench.province.now.adding(seconds: 37 * 86_400)
        #expect(try bench.settle(second, .carryOut).status == .precondition)
        #expect(try bench.classes(by: bench.evaluator).contains(.health))
    }
}
