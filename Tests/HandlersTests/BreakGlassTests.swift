import AuditLog
import Authority
import Basics
import Circuit
import Dossiers
import Framing
import Mapping
import Messages
import ProvinceSupport
import Registry
import Secrets
import Testing

@testable import Handlers

/// Files out of reach in an emergency (SPEC W-118 to W-121).
@Suite struct BreakGlassTests {
    private struct Bench {
        let province: TestProvince
        let office: Office
        let owner: Person
        let mobile: Person
        let centre: Person
        let chief: Person
        let file: FileID
        let id: BreakGlassID

        init() throws {
            province = try TestProvince()
            office = try Office(province)
            owner = try province.add(["UPE-WORKER"])
            mobile = try province.add(["SAS-AGENT"])
            centre = try province.add(["CAPE-COORDINATOR"])
            chief = try province.add(["UPE-COORDINATOR"])
            file = try office.openListened(owner)
            id = province.newID()
        }

        func breaks(
            _ person: Person? = nil, as other: BreakGlassID? = nil, lifeDanger: Bool = false
        ) throws -> OutgoingAnswer {
            try office.ask(
                person ?? mobile, .breakGlass,
                office.breaking(file, as: other ?? id, lifeDanger: lifeDanger))
        }

        /// The classes that a person reads, without and with a motive; nil where he reads nothing.
        func reads(_ person: Person, _ motive: String = "") throws -> ClassSet? {
            var request = WireReadFileRequest()
            request.file = file.blob
            request.motive = motive
            let answer = try office.ask(person, .readFile, MessageCodec.encode(request))
            guard answer.status == .ok else { return nil }
            let read = try MessageCodec.decode(WireReadFileAnswer.self, from: answer.payload)
            return ClassSet(rawValue: UInt8(truncatingIfNeeded: read.classes))
        }

        func list(_ person: Person) throws -> WireListBreakGlassAnswer {
            try MessageCodec.decode(
                WireListBreakGlassAnswer.self,
                from: try office.ask(person, .listBreakGlass, []).payload)
        }

        /// Approves as a person would whose device has a signing key, over a digest.
        func approve(
            _ person: Person, digest: [UInt8], _ target: BreakGlassID? = nil
        ) throws -> StatusCode {
            let signing = SigningKey(seed: SecretKey())
            let registry = province.ledger.registry
            var device = try #require(registry.devices[person.device])
            device.signingKey = signing.publicKey
            let changed = device
            try province.ledger.maintain(.system(.bootstrap), nil) {
                try registry.apply([.put(.device(changed))], in: $0)
            }
            var statement = WireApprovalStatement()
            statement.operation = UInt32(WireMethod.breakGlass.rawValue)
            statement.target = (target ?? id).blob
            statement.digest = digest.blob
            statement.nonce = Random.bytes(16).blob
            statement.expiresAtMs = province.now.adding(seconds: 600).milliseconds
            statement.store = province.ledger.storeID.blob
            let bytes = MessageCodec.encode(statement)
            var request = WireApproveRequest()
            request.statement = bytes.blob
            let signed = Array("madar/1 approval".utf8) + bytes
            request.signature = signing.sign(signed.rawSpan).blob
            return try office.ask(person, .approve, MessageCodec.encode(request)).status
        }

        func wait(_ seconds: Int64) { province.now = province.now.adding(seconds: seconds) }

        var whole: ClassSet { [.identity, .social, .health] }
    }

    @Test func theIdentityFirstAndTheRestAfterASecondPerson() throws {
        let bench = try Bench()
        #expect(try bench.reads(bench.mobile) == nil)
        let answer = try MessageCodec.decode(
            WireBreakGlassAnswer.self, from: try bench.breaks().payload)
        #expect(answer.file == bench.file.blob)
        #expect(ClassSet(rawValue: UInt8(answer.classes)) == .identity)
        #expect(try bench.reads(bench.mobile) == .identity)
        #expect(try bench.reads(bench.mobile, "a motive opens no more") == .identity)
        let listed = try #require(try bench.list(bench.centre).accesses.first)
        #expect(listed.reason == "خطر" && !listed.number.isEmpty && !listed.whole)
        #expect(try bench.approve(bench.centre, digest: Array(listed.digest)) == .ok)
        #expect(try bench.reads(bench.mobile) == bench.whole)
        // Four hours from the approval, and no second more.
        bench.wait(4 * 3_600 - 1)
        #expect(try bench.reads(bench.mobile) == bench.whole)
        bench.wait(1)
        #expect(try bench.reads(bench.mobile) == nil)
        #expect(try bench.province.isClean())
    }

    @Test func aLifeInDangerOpensAtOnceAndNeverJusticeNorTheProtected() throws {
        let bench = try Bench()
        #expect(try bench.breaks(lifeDanger: true).status == .ok)
        #expect(try bench.reads(bench.mobile, "x") == bench.whole)
        // It writes nothing, finds nothing and lists nothing.
        #expect(
            try bench.office.ask(
                bench.mobile, .appendAct, bench.office.listening(bench.file, after: 5)
            ).status == .notAvailable)
        for method in [WireMethod.find, .listFiles] {
            var find = WireFindRequest()
            find.text = "اختبار"
            let payload =
                method == .find ? MessageCodec.encode(find) : bench.office.listing(kind: 4)
            #expect(try bench.office.ask(bench.mobile, method, payload).status == .notAvailable)
        }
        // Nor is it anybody else's.
        #expect(try bench.reads(try bench.province.add(["SAS-AGENT"])) == nil)
    }

    @Test func theFileAndTheLogTellOfIt() throws {
        let bench = try Bench()
        let first = try bench.province.leafCount()
        _ = try bench.breaks(lifeDanger: true)
        _ = try bench.reads(bench.mobile)
        let leaves = try bench.province.leaves(from: first)
        #expect(leaves.map(\.kind) == [.breakGlass, .read])
        #expect(leaves.allSatisfy { $0.body.subject == bench.id.blob })
        #expect(leaves[0].body.motive == "خطر")
        // Whoever answers for the child reads it in the file.
        let answer = try bench.office.ask(
            bench.owner, .readAct, bench.office.readingAct(bench.file, 5))
        let act = try MessageCodec.decode(WireReadActAnswer.self, from: answer.payload).act
        #expect(act.heading.form == "GLASS" && act.heading.author == bench.mobile.member.blob)
        // And nobody writes such an act but by opening the file so.
        for form in ["GLASS", "GLASS-REVIEW"] {
            let draft = bench.office.draft(
                .form, form: form, [FieldValue("glass_reason", .text("x"))])
            #expect(
                try bench.office.ask(
                    bench.owner, .appendAct,
                    bench.office.appending(bench.file, after: 5, draft)
                ).status == .permission)
        }
        #expect(try bench.province.isClean())
    }

    /// SPEC W-120.
    @Test func aReviewIsOwedAndEndsIt() throws {
        let bench = try Bench()
        _ = try bench.breaks(lifeDanger: true)
        func owed(_ person: Person) throws -> UInt32 {
            try MessageCodec.decode(
                WireWhoAmIAnswer.self, from: try bench.office.ask(person, .whoAmI, []).payload
            ).breakGlassCount
        }
        #expect(try owed(bench.centre) == 1)
        #expect(try owed(bench.mobile) == 0 && owed(bench.chief) == 0)
        for nobody in [bench.mobile, bench.chief] {
            #expect(
                try bench.office.ask(nobody, .reviewBreakGlass, bench.office.reviewing(bench.id))
                    .status == .permission)
        }
        #expect(
            try bench.office.ask(
                bench.centre, .reviewBreakGlass,
                bench.office.reviewing(bench.id, justified: false, note: "لا خطر")
            ).status == .ok)
        #expect(try bench.reads(bench.mobile) == nil)
        #expect(try owed(bench.centre) == 0)
        let told = try #require(try bench.list(bench.centre).accesses.first)
        #expect(told.review == "لا خطر" && !told.justified && told.reviewedAtMs > 0)
        #expect(
            try bench.office.ask(
                bench.centre, .reviewBreakGlass, bench.office.reviewing(bench.id)
            ).status == .precondition)
        // It is all there after a restart.
        try bench.province.restart()
        let again = try Office(bench.province)
        let kept = try MessageCodec.decode(
            WireListBreakGlassAnswer.self,
            from: try again.ask(bench.centre, .listBreakGlass, []).payload)
        #expect(kept.accesses == [told])
    }

    /// SPEC W-119.
    @Test func whoSeesWhich() throws {
        let bench = try Bench()
        _ = try bench.breaks()
        #expect(try bench.list(bench.mobile).accesses.count == 1)
        // He reads no social file, so not even his own words.
        #expect(try bench.list(bench.mobile).accesses[0].reason.isEmpty)
        #expect(try bench.list(bench.chief).accesses.isEmpty)
        let near = try bench.province.add(
            ["UPE-COORDINATOR"], organisation: bench.mobile.organisation)
        let seen = try #require(try bench.list(near).accesses.first)
        // The member is his; the child is not.
        #expect(seen.number.isEmpty && seen.reason.isEmpty)
        let member = try bench.province.add(["OPERATOR"])
        #expect(try bench.office.ask(member, .listBreakGlass, []).status == .permission)
    }

    @Test func whatIsApprovedIsWhatWasShown() throws {
        let bench = try Bench()
        _ = try bench.breaks()
        let digest = Array(try #require(try bench.list(bench.centre).accesses.first).digest)
        var other = digest
        other[0] ^= 1
        #expect(try bench.approve(bench.centre, digest: other) == .precondition)
        #expect(
            try bench.approve(bench.centre, digest: digest, bench.province.newID())
                == .notAvailable)
        // Neither he himself, nor who runs the daemon.
        #expect(try bench.approve(bench.mobile, digest: digest) == .permission)
        #expect(
            try bench.approve(try bench.province.add(["OPERATOR"]), digest: digest) == .permission)
        #expect(try bench.approve(bench.centre, digest: digest) == .ok)
        #expect(try bench.approve(bench.centre, digest: digest) == .precondition)
        // After a day there is nothing left to approve.
        let late: BreakGlassID = bench.province.newID()
        _ = try bench.breaks(as: late)
        let second = try #require(
            try bench.list(bench.centre).accesses.first { $0.access == late.blob })
        bench.wait(86_400)
        #expect(
            try bench.approve(bench.centre, digest: Array(second.digest), late) == .precondition)
    }

    @Test func itIsNoHabit() throws {
        let bench = try Bench()
        #expect(try bench.breaks().status == .ok)
        #expect(try bench.breaks().status == .precondition)
        for _ in 2...16 { #expect(try bench.breaks(as: bench.province.newID()).status == .ok) }
        #expect(try bench.breaks(as: bench.province.newID()).status == .overloaded)
        #expect(try bench.breaks(bench.owner, as: bench.province.newID()).status == .ok)
        bench.wait(86_400)
        #expect(try bench.breaks(as: bench.province.newID()).status == .ok)
        // A reason that no act may hold is told by its field.
        let answer = try bench.office.ask(
            bench.owner, .breakGlass, bench.office.breaking(bench.file, reason: "  "))
        #expect(answer.status == .invalidArgument)
        #expect(
            try MessageCodec.decode(WireError.self, from: answer.payload).fields.map(\.field)
                == ["glass_reason"])
    }

    /// SPEC W-111: whoever watches over him is told at once, and as long as the review is owed.
    @Test func whoWatchesOverHimIsTold() throws {
        let bench = try Bench()
        func told(_ call: OpenCall) throws -> [WireEvent] {
            call.run()
            return try call.events().filter { $0.kind == .breakGlass }
        }
        func subscribe(_ session: UInt64) throws -> OpenCall {
            try OpenCall(
                bench.office, bench.centre, .subscribe,
                MessageCodec.encode(WireSubscribeRequest()), session: session)
        }
        let watching = try subscribe(1)
        #expect(try told(watching).isEmpty)
        _ = try bench.breaks()
        let event = try #require(try told(watching).first)
        #expect(event.access == bench.id.blob && event.file == bench.file.blob)
        #expect(event.dueMs == bench.province.now.adding(seconds: 86_400).milliseconds)
        #expect(try told(watching).isEmpty)
        #expect(try told(try subscribe(2)).count == 1)
        _ = try bench.office.ask(
            bench.centre, .reviewBreakGlass, bench.office.reviewing(bench.id))
        #expect(try told(try subscribe(3)).isEmpty)
    }
}
