import Basics
import Circuit
import Dossiers
import Framing
import Mapping
import Messages
import ProvinceSupport
import Secrets
import Testing

@testable import Handlers

/// A stage that needs a second person, as the closing of a file, takes effect once one has approved
/// it (SPEC W-130).
@Suite struct StageApprovalTests {
    /// A file that was triaged, an evaluation team that closes it without action, and the
    /// coordinator.
    private final class Bench {
        let province: TestProvince
        let office: Office
        let evaluator: Person
        let coordinator: Person
        let file: FileID
        private let signer: SigningKey
        var sequence: UInt64 = 4

        init() throws {
            province = try TestProvince()
            office = try Office(province)
            signer = SigningKey(seed: SecretKey())
            let worker = try province.add(["UPE-WORKER"])
            evaluator = try province.add(["CAPE-EVALUATION"])
            coordinator = try province.add(
                ["CAPE-COORDINATOR"], organisation: evaluator.organisation,
                signingKey: signer.publicKey)
            file = try office.openListened(worker)
            try #require(
                try append(evaluator, office.triagingToClose(by: evaluator)) == .ok)
        }

        func append(
            _ person: Person, _ draft: WireActDraft, further: [WireActDraft] = []
        ) throws -> StatusCode {
            var request = WireAppendActRequest()
            request.file = file.blob
            request.afterSequence = sequence
            request.draft = draft
            request.further = further
            let answer = try office.ask(person, .appendAct, MessageCodec.encode(request))
            guard answer.status == .ok else { return answer.status }
            let appended = try MessageCodec.decode(WireAppendActAnswer.self, from: answer.payload)
            sequence = appended.sequence + UInt64(appended.further.count)
            return .ok
        }

        func closing() -> WireActDraft { office.closingWithoutAction() }

        func measure() -> WireActDraft {
            office.draft(
                .form, form: "F7",
                [
                    FieldValue("measure_type", .choice("SHELTER")),
                    FieldValue("decided_by", .choice("NECESSITY")),
                    FieldValue("started_at", .instant(province.now)),
                    FieldValue(
                        "expires_at", .instant(province.now.adding(seconds: 86_400))),
                ])
        }

        func read() throws -> WireReadFileAnswer {
            let answer = try office.ask(coordinator, .readFile, office.reading(file))
            return try MessageCodec.decode(WireReadFileAnswer.self, from: answer.payload)
        }

        func stage() throws -> String? {
            try read().heads.compactMap(HeadPart.init(wire:))
                .first { $0.dataClass == .social }?.stage
        }

        func approve(_ kind: PendingKind = .stage, as person: Person? = nil) throws -> StatusCode {
            try office.ask(
                person ?? coordinator, .approve, try office.approving(try read(), kind, signer)
            ).status
        }
    }

    @Test func aClosingWaitsUntilASecondPersonApprovesIt() throws {
        let bench = try Bench()
        #expect(try bench.append(bench.evaluator, bench.closing()) == .ok)
        let answer = try bench.read()
        #expect(try bench.stage() == "TRIAGE")
        #expect(answer.proposedStage.standing == "TRIAGE")
        #expect(answer.proposedStage.proposed == "CLOSE-NOACT")
        #expect(answer.proposedStage.sequence == bench.sequence)
        #expect(!answer.hasDowngrade)
        // The digest tells which of two things that wait is meant, and this is none of them.
        #expect(try bench.approve(.risk) == .precondition)
        #expect(try bench.approve(as: bench.evaluator) == .permission)
        #expect(try bench.approve() == .ok)
        #expect(try bench.stage() == "CLOSE-NOACT")
        #expect(try !bench.read().hasProposedStage)
    }

    @Test func whoAskedForItDoesNotApproveIt() throws {
        let bench = try Bench()
        #expect(try bench.append(bench.coordinator, bench.closing()) == .ok)
        #expect(try bench.approve() == .secondApproval)
        #expect(try bench.stage() == "TRIAGE")
    }

    @Test func aMeasureThatBeginsMeanwhileKeepsTheFileOpen() throws {
        let bench = try Bench()
        #expect(try bench.append(bench.evaluator, bench.closing()) == .ok)
        #expect(try bench.append(bench.evaluator, bench.measure()) == .ok)
        #expect(try bench.approve() == .precondition)
        #expect(try bench.stage() == "TRIAGE")
        #expect(try bench.append(bench.evaluator, bench.closing()) == .precondition)
    }

    /// SPEC W-75.
    @Test func actsThatAreWrittenTogetherAreWrittenAllOrNone() throws {
        let bench = try Bench()
        let before = bench.sequence
        // The second of them is one that its author may not write.
        let referral = bench.office.draft(.form, form: "F10", [])
        #expect(
            try bench.append(bench.evaluator, bench.measure(), further: [referral]) != .ok)
        #expect(try bench.read().sequence == before)
        #expect(
            try bench.append(
                bench.evaluator, bench.measure(), further: [bench.measure(), bench.measure()])
                == .ok)
        #expect(try bench.read().sequence == before + 3)
        let social = try bench.read().heads.compactMap(HeadPart.init(wire:))
            .first { $0.dataClass == .social }
        #expect(social?.matters.count == 3)
        #expect(Set(social?.matters.map(\.act) ?? []).count == 3)
    }
}
