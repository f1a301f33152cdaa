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
import Testing
import Vault

@testable import Handlers

/// Files that go to another province and come from one (SPEC W-141 to W-143).
@Suite struct TransferTests {
    /// Two provinces that trust each other, and a file that is on its way from one to the other.
    private final class Bench {
        let here: Neighbour
        let there: Neighbour
        let worker: Person
        let file: FileID
        var position: UInt64 = 3

        init(definition: CircuitDefinition? = nil) throws {
            here = try Neighbour("04.441")
            there = try Neighbour("04.421", definition: definition)
            try here.trust(there)
            try there.trust(here)
            let province = here.province
            worker = try province.add(["UPE-WORKER"])
            let answer = try here.office.ask(worker, .openFile, here.office.opening())
            let opened = try MessageCodec.decode(WireOpenFileAnswer.self, from: answer.payload)
            file = try #require(FileID(blob: opened.file))
            let step = SampleActs.steps(by: worker, at: province.now) { province.newID() }[0]
            let reported = here.office.draft(.transition, form: "F1", to: "SIGNAL", step.values)
            try #require(
                try here.office.ask(
                    worker, .appendAct, here.office.appending(file, after: 1, reported)
                ).status == .ok)
            // What the coordinator who sends it never reads.
            let psychologist = try province.add(
                ["UPE-PSYCHOLOGIST"], organisation: worker.organisation)
            let note = here.office.draft(
                .form, form: "PSY",
                [
                    FieldValue("psychologist_seen_at", .instant(province.now)),
                    FieldValue("psychologist_note", .text("anxiété")),
                ])
            try #require(
                try here.office.ask(
                    psychologist, .appendAct, here.office.appending(file, after: 2, note)
                ).status == .ok)
        }

        func leave(for code: String = "04.421") throws -> StatusCode {
            let draft = here.office.draft(
                .transition, form: "F15", to: "TRANSFER",
                [FieldValue("to_province", .territory(code))])
            let status = try here.office.ask(
                here.coordinator, .appendAct,
                here.office.appending(file, after: position, draft)
            ).status
            if status == .ok { position += 1 }
            return status
        }

        func bundle() throws -> [UInt8] {
            let answer = try here.office.ask(
                here.coordinator, .sendTransfer, here.office.sending(file))
            try #require(answer.status == .ok)
            return try #require(answer.content)
        }

        /// Hands bytes to the receiver in pieces of a size.
        func bring(
            _ bytes: [UInt8], by person: Person? = nil, pieceByteCount: Int = 61_440,
            to neighbour: Neighbour? = nil
        ) throws -> WireReceiveTransferAnswer {
            let neighbour = neighbour ?? there
            var offset = 0
            while true {
                let piece = Array(bytes[offset..<min(offset + pieceByteCount, bytes.count)])
                let answer = try neighbour.office.ask(
                    person ?? neighbour.coordinator, .receiveTransfer,
                    neighbour.office.bringing(piece, of: bytes.count, at: offset))
                try #require(answer.status == .ok)
                #expect(answer.payload.count <= 256)
                let told = try MessageCodec.decode(
                    WireReceiveTransferAnswer.self, from: answer.payload)
                guard told.result == .goesOn else { return told }
                try #require(Int(told.next) > offset && Int(told.next) < bytes.count)
                offset = Int(told.next)
            }
        }

        func receipt(for transfer: Blob) throws -> [UInt8] {
            var request = WireSendTransferRequest()
            request.transfer = transfer
            let answer = try there.office.ask(
                there.coordinator, .sendTransfer, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            return try #require(answer.content)
        }

        func settle(
            _ receipt: [UInt8], by person: Person? = nil
        ) throws -> (status: StatusCode, answer: WireSettleTransferAnswer?) {
            var request = WireSettleTransferRequest()
            request.receipt = receipt.blob
            let answer = try here.office.ask(
                person ?? here.coordinator, .settleTransfer, MessageCodec.encode(request))
            return (
                answer.status,
                try? MessageCodec.decode(WireSettleTransferAnswer.self, from: answer.payload)
            )
        }
    }

    private func read(
        _ file: FileID, _ neighbour: Neighbour
    ) throws -> (answer: WireReadFileAnswer, heads: Heads) {
        let answer = try MessageCodec.decode(
            WireReadFileAnswer.self,
            from: try neighbour.office.ask(
                neighbour.coordinator, .readFile, neighbour.office.reading(file)
            ).payload)
        return (answer, Heads(answer.heads.compactMap { HeadPart(wire: $0) }))
    }

    private func history(
        _ file: FileID, _ neighbour: Neighbour, by person: Person? = nil
    ) throws -> [SequencedAct] {
        let content = try #require(
            try neighbour.office.ask(
                person ?? neighbour.coordinator, .history, neighbour.office.history(file)
            ).content)
        return try #require(Delimited.split(content)).compactMap {
            SequencedAct(wire: try MessageCodec.decode(WirePartialAct.self, from: $0))
        }
    }

    /// SPEC W-142: whom a value names by an act is named by that act's id here.
    @Test func thePeopleAroundAChildGoWithIt() throws {
        let bench = try Bench()
        let (here, there) = (bench.here, bench.there)
        let mother = here.office.draft(
            .form, form: "PERSON",
            [
                FieldValue("person_name", .text("أم")),
                FieldValue("person_tie", .choice("MOTHER")),
                FieldValue("person_legal", .flag(true)),
                FieldValue("person_in_household", .flag(true)),
            ])
        let added = try here.office.ask(
            bench.worker, .appendAct, here.office.appending(bench.file, after: 3, mother))
        try #require(added.status == .ok)
        let told = try MessageCodec.decode(WireAppendActAnswer.self, from: added.payload)
        let person = try #require(ActID(blob: told.act))
        let consent = here.office.draft(
            .form, form: "F6",
            [
                FieldValue("consent_purpose", .choice("SERVICES")),
                FieldValue("consent_given", .flag(true)),
                FieldValue("consent_by", .choice("PARENT")),
                FieldValue("consent_person", .person(person)),
                FieldValue("child_assent", .choice("UNDER-12")),
                FieldValue(
                    "consent_date",
                    .date(CivilDate(here.province.now, offsetSeconds: 3_600))),
            ])
        let consented = try here.office.ask(
            bench.worker, .appendAct, here.office.appending(bench.file, after: 4, consent))
        try #require(consented.status == .ok)
        bench.position = 5
        try #require(try bench.leave() == .ok)
        let came = try bench.bring(try bench.bundle())
        #expect(came.result == .received)
        let acts = try history(try #require(FileID(blob: came.file)), there)
        let arrived = try #require(acts.first { $0.act.heading?.form == "PERSON" }).act.id
        let named = try #require(acts.first { $0.act.heading?.form == "F6" }).act.values
            .first { $0.field == "consent_person" }?.value
        #expect(arrived != person && named == .person(arrived))
    }

    /// SPEC W-142, W-143.
    @Test func aFileGoesAndItsReceiptComesBack() throws {
        let bench = try Bench()
        let (here, there) = (bench.here, bench.there)
        // Before the act of transfer there is nothing to send.
        let early = try here.office.ask(
            here.coordinator, .sendTransfer, here.office.sending(bench.file))
        #expect(early.status == .precondition)
        #expect(try bench.leave() == .ok)
        let before = (try here.province.leafCount(), try there.province.leafCount())
        let bundle = try bench.bundle()
        // What lies open is codes and random ids; nothing of the child.
        for word in ["اختبار", "طفلة", "essai", "anxiété"] {
            #expect(bundle.firstRange(of: Array(word.utf8)) == nil)
        }
        let came = try bench.bring(bundle, pieceByteCount: 300)
        #expect(came.result == .received)
        #expect(came.acts == 4)
        // The reporter's wish for secrecy stayed, and who received the report.
        #expect(came.protectedParts == 1 && came.references == 1 && came.attachments == 0)
        let file = try #require(FileID(blob: came.file))
        #expect(file != bench.file)
        let (theirs, heads) = try read(file, there)
        let (ours, _) = try read(bench.file, here)
        #expect(!theirs.number.isEmpty && theirs.number != ours.number)
        #expect(heads.stage == "RECEIVE")
        #expect(heads[.identity]?.texts(.familyNameArabic) == ["اختبار"])
        #expect(heads[.social]?.referent == there.coordinator.member)
        #expect(heads[.social]?.responsibleOrganisation == there.coordinator.organisation)
        // Who reads health there reads it, and the coordinator no more than before.
        let evaluator = try there.province.add(["CAPE-EVALUATION"])
        let note = try #require(
            try history(file, there, by: evaluator).first { $0.act.heading?.form == "PSY" })
        #expect(note.act.values.contains { $0.value == .text("anxiété") })
        #expect(note.act.heading?.origin?.function == "UPE-PSYCHOLOGIST")
        // The acts of the other province say so, and name nobody.
        let acts = try history(file, there)
        #expect(acts.map(\.act.heading?.to) == [nil, "DETECT", "SIGNAL", "TRANSFER", "RECEIVE"])
        #expect(
            acts.map(\.act.heading?.origin) == [
                nil, Origin(province: "04.441", function: "UPE-WORKER"),
                Origin(province: "04.441", function: "UPE-WORKER"),
                Origin(province: "04.441", function: "CAPE-COORDINATOR"), nil,
            ])
        for act in acts where act.act.heading?.origin != nil {
            #expect(act.act.heading?.author == .zero && act.act.heading?.organisation == .zero)
        }
        let sent = try history(bench.file, here)
        #expect(Set(acts.map(\.act.id)).isDisjoint(with: sent.map(\.act.id)))
        #expect(acts[2].act.eventAt == sent[1].act.eventAt)
        // Until the receipt the sender answers for the child, and the clock runs.
        let owed = try #require(ours.tasks.first { $0.code == "TRANSFER" })
        #expect(owed.dueMs - owed.sinceMs == 5 * 86_400_000)
        let clock = here.province.ownDefinition.parts.clocks.first { $0.code == owed.clock }
        #expect(clock?.escalation?.ability == .coordinates)
        let receipt = try bench.receipt(for: came.transfer)
        let settled = try bench.settle(receipt)
        #expect(settled.status == .ok && settled.answer?.result == .received)
        #expect(settled.answer?.sequence == 5 && settled.answer?.later == 0)
        let (after, end) = try read(bench.file, here)
        #expect(end.stage == "TRANSFERRED" && after.tasks.isEmpty)
        let last = try #require(try history(bench.file, here).last?.act.heading)
        #expect(last.reason == "04.421 · " + theirs.number)
        // Both logs tell of it, and everything agrees after a restart.
        #expect(
            try here.province.leaves(from: before.0).map(\.kind).filter { $0 != .read }
                == [
                    .export, .read, .update, .read,
                ].filter { $0 != .read })
        let kinds = try there.province.leaves(from: before.1).map(\.kind)
        #expect(kinds.filter { $0 == .create }.count == 1)
        #expect(kinds.filter { $0 == .transfer }.count > 2)
        for neighbour in [here, there] {
            #expect(try neighbour.province.isClean())
            try neighbour.province.restart()
            #expect(try neighbour.province.isClean())
        }
        #expect(there.province.ledger.registry.incoming.count == 1)
    }

    /// SPEC W-142: the same bundle twice is one file; a receipt is settled once.
    @Test func nothingHappensTwice() throws {
        let bench = try Bench()
        #expect(try bench.leave() == .ok)
        let bundle = try bench.bundle()
        let first = try bench.bring(bundle)
        let files = bench.there.province.ledger.registry.incoming.count
        for again in [bundle, try bench.bundle()] {
            let answer = try bench.bring(again)
            #expect(answer.result == .already && answer.file == first.file)
        }
        #expect(bench.there.province.ledger.registry.incoming.count == files)
        // Nor can it be refused any more.
        let refusing = bench.there.office.bringing(bundle, refusing: "non")
        let refused = try MessageCodec.decode(
            WireReceiveTransferAnswer.self,
            from: try bench.there.office.ask(
                bench.there.coordinator, .receiveTransfer, refusing
            ).payload)
        #expect(refused.result == .already)
        let receipts = [
            try bench.receipt(for: first.transfer), try bench.receipt(for: first.transfer),
        ]
        #expect(try bench.settle(receipts[0]).status == .ok)
        for receipt in receipts { #expect(try bench.settle(receipt).status == .precondition) }
    }

    /// SPEC W-142, W-143: a refusal gives the file back to its sender.
    @Test func whatIsRefusedComesBack() throws {
        let bench = try Bench()
        #expect(try bench.leave() == .ok)
        let bundle = try bench.bundle()
        let head = Array(bundle.prefix(BundleHead.byteCount))
        let answer = try bench.there.office.ask(
            bench.there.coordinator, .receiveTransfer,
            bench.there.office.bringing(head, of: bundle.count, refusing: "hors compétence"))
        let told = try MessageCodec.decode(WireReceiveTransferAnswer.self, from: answer.payload)
        #expect(told.result == .refused)
        #expect(try bench.bring(bundle).result == .wasRefused)
        let receipt = try bench.receipt(for: told.transfer)
        let settled = try bench.settle(receipt)
        #expect(settled.answer?.result == .refused)
        #expect(try read(bench.file, bench.here).heads.stage == "RECEIVE")
        #expect(
            try history(bench.file, bench.here).last?.act.heading?.reason
                == "04.421 · hors compétence")
        #expect(try bench.settle(receipt).status == .precondition)
        #expect(try bench.there.province.isClean() && bench.here.province.isClean())
    }

    /// SPEC W-142: what is not taken, and why.
    @Test func whatIsNotTaken() throws {
        let bench = try Bench()
        let (here, there) = (bench.here, bench.there)
        #expect(try bench.leave() == .ok)
        let bundle = try bench.bundle()
        // Any part of it changed, cut, or something else.
        for place in [0, 2, 3, 12, 28, 44, 60, 76, 108, 112, 144, 207, 208, bundle.count - 1] {
            var changed = bundle
            changed[place] ^= 1
            let result = try bench.bring(changed).result
            #expect(
                result == .altered || result == .otherProvince || result == .notTrusted, "\(place)")
        }
        for wrong in [Array(bundle.dropLast()), bundle + [0], [1], Array(bundle.prefix(208))] {
            #expect(try bench.bring(wrong).result == .altered)
        }
        #expect(there.province.ledger.registry.incoming.isEmpty)
        // For another province; from one that is not trusted; of the other kind.
        let third = try Neighbour("04.501")
        try third.trust(here)
        #expect(try bench.bring(bundle, to: third).result == .otherProvince)
        let impostor = try Neighbour("04.441")
        try impostor.trust(there)
        let stranger = try Neighbour("04.421")
        #expect(try bench.bring(bundle, to: stranger).result == .notTrusted)
        try stranger.trust(impostor)
        #expect(try bench.bring(bundle, to: stranger).result == .altered)
        // Who may not: whatever he brings, and whatever he asks to be sent.
        for person in [try there.province.add(["UPE-COORDINATOR"]), there.runner] {
            #expect(
                try there.office.ask(person, .receiveTransfer, there.office.bringing(bundle)).status
                    == .permission)
        }
        for person in [bench.worker, here.runner] {
            #expect(
                try here.office.ask(person, .sendTransfer, here.office.sending(bench.file)).status
                    == .permission)
        }
        // Too old, and from a time to come.
        let days: Int64 = 86_400
        there.province.now = here.province.now.adding(seconds: -2 * days)
        #expect(try bench.bring(bundle).result == .tooOld)
        there.province.now = here.province.now.adding(seconds: 31 * days)
        #expect(try bench.bring(bundle).result == .tooOld)
        there.province.now = here.province.now.adding(seconds: 29 * days)
        let came = try bench.bring(bundle)
        #expect(came.result == .received)
        // A receipt is no bundle, a bundle no receipt, and one's own is not for oneself.
        let receipt = try bench.receipt(for: came.transfer)
        #expect(try bench.bring(receipt).result == .otherProvince)
        #expect(try bench.bring(receipt, to: here).result == .otherProvince)
        here.province.now = there.province.now
        #expect(try bench.settle(Array(bundle.prefix(4_096))).answer?.result == .otherProvince)
        for place in [44, 144, 208, receipt.count - 1] {
            var changed = receipt
            changed[place] ^= 1
            let (status, answer) = try bench.settle(changed)
            #expect(status == .notAvailable || answer?.result == .altered, "\(place)")
        }
        #expect(try bench.settle(receipt, by: bench.worker).status == .permission)
        #expect(try bench.settle(receipt).answer?.result == .received)
        #expect(try here.province.isClean() && there.province.isClean())
    }

    /// SPEC W-142: what the definition here cannot read is not taken, and told.
    @Test func whatCannotBeReadIsTold() throws {
        var parts = try Shipped.definition().parts
        parts.forms = parts.forms.map { form in
            guard form.code == "F1" else { return form }
            return Form(
                terms: form.terms, version: form.version, homeClass: form.homeClass,
                stages: form.stages, meaning: form.meaning, begins: form.begins,
                groups: form.groups, fields: form.fields.filter { $0.code != "alleged_facts" })
        }
        let bench = try Bench(definition: CircuitDefinition(parts))
        #expect(try bench.leave() == .ok)
        let answer = try bench.bring(try bench.bundle())
        #expect(answer.result == .unreadable)
        #expect(answer.unknown == ["alleged_facts"] && answer.unknownCount == 1)
        #expect(bench.there.province.ledger.registry.incoming.isEmpty)
        #expect(try bench.there.province.isClean())
    }

    /// SPEC W-142: an act of a file of another kind than a child's is not taken for a child's.
    @Test func whatIsOfAnotherKindIsNotTaken() throws {
        var parts = try Shipped.definition().parts
        parts.forms = parts.forms.map { form in
            guard form.code == "PSY" else { return form }
            return Form(
                terms: form.terms, version: form.version, homeClass: form.homeClass,
                stages: form.stages, meaning: form.meaning, begins: form.begins,
                kinds: ["SESSION"], groups: form.groups, fields: form.fields)
        }
        let bench = try Bench(definition: CircuitDefinition(parts))
        #expect(try bench.leave() == .ok)
        let answer = try bench.bring(try bench.bundle())
        #expect(answer.result == .unreadable)
        #expect(
            answer.unknown == ["PSY", "psychologist_note", "psychologist_seen_at"]
                && answer.unknownCount == 3)
        #expect(bench.there.province.ledger.registry.incoming.isEmpty)
        // Nor is a stage of theirs.
        parts = try Shipped.definition().parts
        parts.tracks = parts.tracks.map { track in
            guard track.code == "SOCIAL" || track.code == "ACTIVITY" else { return track }
            let moved = parts.tracks.flatMap(\.stages).filter { $0.code == "SIGNAL" }
            return Track(
                terms: track.terms, meaning: track.meaning, dataClass: track.dataClass,
                kinds: track.kinds,
                stages: track.code == "ACTIVITY"
                    ? track.stages + moved : track.stages.filter { $0.code != "SIGNAL" })
        }
        let other = try Bench(definition: CircuitDefinition(parts))
        #expect(try other.leave() == .ok)
        let told = try other.bring(try other.bundle())
        #expect(told.result == .unreadable && told.unknown.contains("SIGNAL"))
        #expect(other.there.province.ledger.registry.incoming.isEmpty)
    }

    /// SPEC W-142: a file goes only to a trusted province, which it names.
    @Test func whereAFileMayGo() throws {
        let bench = try Bench()
        #expect(try bench.leave(for: "04.501") == .ok)
        #expect(
            try bench.here.office.ask(
                bench.here.coordinator, .sendTransfer, bench.here.office.sending(bench.file)
            ).status == .precondition)
        #expect(
            try bench.here.office.ask(
                bench.here.coordinator, .sendTransfer,
                bench.here.office.sending(bench.here.province.newID())
            ).status == .notAvailable)
    }

    /// SPEC W-142: what has come in pieces is forgotten at the seal, and makes room in time.
    @Test func piecesAreNotKeptForEver() throws {
        let bench = try Bench()
        #expect(try bench.leave() == .ok)
        let bundle = try bench.bundle()
        let there = bench.there
        let head = Array(bundle.prefix(300))
        func begin(_ person: Person) throws -> StatusCode {
            try there.office.ask(
                person, .receiveTransfer, there.office.bringing(head, of: bundle.count)
            ).status
        }
        func goOn(_ person: Person) throws -> StatusCode {
            try there.office.ask(
                person, .receiveTransfer,
                there.office.bringing(Array(bundle.dropFirst(300)), of: bundle.count, at: 300)
            ).status
        }
        #expect(try goOn(there.coordinator) == .precondition)
        #expect(try begin(there.coordinator) == .ok)
        there.province.seal()
        try there.province.unseal()
        #expect(try goOn(there.coordinator) == .precondition)
        for _ in 0..<8 { #expect(try begin(there.province.add(["CAPE-COORDINATOR"])) == .ok) }
        #expect(try begin(there.coordinator) == .overloaded)
        there.province.now = there.province.now.adding(seconds: 601)
        #expect(try begin(there.coordinator) == .ok)
        #expect(try goOn(there.coordinator) == .ok)
        #expect(there.province.ledger.registry.incoming.count == 1)
    }
}
