import Basics
import Circuit
import Foundation
import Framing
import MadarClient
import Mapping
import Messages
import Secrets
import Session
import Support
import Testing

/// A member with a device on a machine of its own, through the clients' library.
final class Person {
    let device: UnlockedDevice
    let client: DaemonClient

    /// Enrols and unlocks, as `madar enrol` and `madar unlock` do.
    init(_ name: String, _ invitation: String, home: String) async throws {
        guard let profile = Profile(name, home: home + "/" + name) else {
            throw HarnessError.noInvitation
        }
        _ = try await Enrolment.enrol(
            profile, invitation: invitation, label: "test", try Self.passphrase())
        device = try UnlockedDevice.unlock(profile, try Self.passphrase())
        client = DaemonClient(device)
    }

    static func passphrase(_ text: String = "a passphrase of a device") throws -> Passphrase {
        var bytes = Array(text.utf8)
        guard let passphrase = Passphrase(wiping: &bytes) else {
            throw HarnessError.noInvitation
        }
        return passphrase
    }
}

extension EndToEnd {
    /// What people do, through the clients' library.
    @Suite struct People {
        private static let secret = "the province's passphrase"

        /// SPEC W-73, W-83.
        @Test func aSealedDaemonAnswersSealedUntilTheOperatorUnsealsIt() async throws {
            let province = try Province(passphrase: Self.secret)
            defer { province.end() }
            try province.start()
            let homes = province.root + "/homes"
            // Both founders enrol with the sealed daemon, which knows them before any key.
            let operates = try await Person("operator", province.operates.text, home: homes)
            let coordinates = try await Person(
                "coordinator", province.coordinates.text, home: homes)
            #expect(try await coordinates.client.whoAmI().sealed)
            #expect(await Self.code { _ = try await coordinates.client.find("x") } == .sealed)
            let wrong = try Person.passphrase("not the province's one")
            #expect(await Self.unseal(operates, wrong) == .wrongPassphrase)
            #expect(try await operates.client.whoAmI().sealed)
            #expect(await Self.unseal(operates, try Person.passphrase(Self.secret)) == nil)
            #expect(try await !coordinates.client.whoAmI().sealed)

            var grant = WireRoleGrant()
            grant.role = "UPE-WORKER"
            grant.organisationName = "UPE Salé"
            let issued = try await coordinates.client.invite(memberName: "amina", roles: [grant])
            #expect(issued.needsApproval)
            let list = try await operates.client.listInvitations()
            let waiting = try #require(
                list.invitations.first { $0.invitation == issued.id.blob })
            try await operates.client.approve(waiting, from: list)
            let worker = try await Person("amina", issued.text, home: homes)
            let opened = try await worker.client.openFile(Drafts.opening())

            // Started again it is sealed; the worker's device is known all the same.
            #expect(province.stop() == 0)
            try province.start()
            #expect(try await worker.client.whoAmI().sealed)
            #expect(
                await Self.code { _ = try await worker.client.readFile(.id(opened.file)) }
                    == .sealed)
            #expect(
                await Self.code { _ = try await worker.client.openFile(Drafts.opening()) }
                    == .sealed)
            // A worker may not unseal, whatever he knows.
            #expect(
                await Self.unseal(worker, try Person.passphrase(Self.secret)) == .permission)
            #expect(await Self.unseal(operates, wrong) == .wrongPassphrase)
            #expect(await Self.unseal(operates, try Person.passphrase(Self.secret)) == nil)
            // A number is looked up in the index, which is built after unsealing.
            try await Self.indexed(operates)
            let view = try await worker.client.readFile(.number(opened.number))
            #expect(view.file == opened.file)
            #expect(view.sequence == 1)
            let report = Drafts.act(
                "F1", to: "SIGNAL", Drafts.report(by: worker.device.deviceInfo.member))
            #expect(
                try await worker.client.appendAct(opened.file, after: 1, report).sequence == 2)
            let status = try await operates.client.status()
            #expect(status.files == 1)
            #expect(status.sealedLeaves == 0)
            // And it can be sealed again by hand.
            try await operates.client.seal()
            #expect(
                await Self.code { _ = try await worker.client.readFile(.id(opened.file)) }
                    == .sealed)
            #expect(province.stop() == 0)
            let verified = try province.verify()
            #expect(verified.status == 0)
            #expect(verified.output.contains("Everything agrees"))
        }

        /// Waits until the index is whole.
        private static func indexed(_ person: Person) async throws {
            for _ in 0..<200 {
                if try await person.client.status().indexPercent == 100 { return }
                try await Task.sleep(for: .milliseconds(30))
            }
            throw HarnessError.tooSlow
        }

        private static func unseal(
            _ person: Person, _ passphrase: borrowing Passphrase
        ) async -> ClientError.Code? {
            do throws(ClientError) {
                try await person.client.unseal(passphrase)
                return nil
            } catch {
                return error.code
            }
        }

        private static func code(_ body: () async throws -> Void) async -> ClientError.Code? {
            do {
                try await body()
                return nil
            } catch {
                return (error as? ClientError)?.code
            }
        }

        /// What is planted in a child's file, by where it lies.
        private static let planted = [
            "بنسعيدالمزروعة", "غيثةالمزروعة", "Benplantsaid", "Ghitaplanted", "Ghitounaplant",
            "+212661908172", "Douar Plantedville", "Rapportée par la voisine planted",
            "Voisine Plantedname", "0537-90-81-72", "Elle dit plantedwords",
            "Besoin plantedneed", "Récit plantednarration", "Note plantedpsy",
            "Avis plantedopinion", "Enfant plantedview", "Tuteur plantedguardian",
            "Procureur plantedprosecutor", "Motif plantedmotive", "Brouillon planteddraft",
        ]

        @Test func twoDevicesCarryAChildFromDetectionToAssessmentAndNothingLiesInClear()
            async throws
        {
            // The commune's UPE and the centre are two organisations: the worker is invited.
            let province = try Province(coordinatorRoles: ["CAPE-EVALUATION"])
            defer { province.end() }
            try province.start()
            let homes = province.root + "/homes"
            let operates = try await Device.enrol(province.operates)
            let centre = try await Person("centre", province.coordinates.text, home: homes)
            var grant = WireRoleGrant()
            grant.role = "UPE-WORKER"
            grant.organisationName = "UPE Salé"
            let issued = try await centre.client.invite(memberName: "amina", roles: [grant])
            let text = try #require(InvitationText(issued.text))
            try await operates.approve(text)
            let worker = try await Person("amina", issued.text, home: homes)
            let definition = try await worker.client.definition()
            #expect(definition.stage("ASSESS") != nil)

            let plant = Self.planted
            let opened = try await worker.client.openFile(
                Drafts.opening(
                    names: (plant[0], plant[1]),
                    [
                        FieldValue("family_name_fr", .text(plant[2])),
                        FieldValue("given_name_fr", .text(plant[3])),
                        FieldValue("known_as", .text(plant[4])),
                        FieldValue("presence_place", .text(plant[6])),
                        FieldValue("relative_link", row: 1, .choice("MOTHER")),
                        FieldValue("relative_phone", row: 1, .text(plant[5])),
                    ]))
            let member = worker.device.deviceInfo.member
            let steps = [
                Drafts.act(
                    "F1", to: "SIGNAL",
                    Drafts.report(by: member, plant[7]).filter { $0.field != "offence_suspected" }
                        + [
                            FieldValue("offence_suspected", .flag(true)),
                            FieldValue("prosecutor_notified_at", .instant(Drafts.past)),
                            FieldValue("prosecutor_recipient", .text(plant[17])),
                            FieldValue("reporter_name", .text(plant[8])),
                            FieldValue("reporter_contact", .text(plant[9])),
                            FieldValue("child_words", .text(plant[10])),
                        ]),
                Drafts.act(nil, to: "RECEIVE"),
                Drafts.act(
                    "F2", to: "LISTEN",
                    [
                        FieldValue("interview_at", .instant(Drafts.past)),
                        FieldValue("needs_expressed", .text(plant[11])),
                        FieldValue("narration", .text(plant[12])),
                        FieldValue("emotional_state", .text(plant[13])),
                    ]),
            ]
            for (number, draft) in steps.enumerated() {
                let act = try await worker.client.appendAct(
                    opened.file, after: UInt64(number + 1), draft)
                #expect(act.sequence == UInt64(number + 2))
            }
            // The worker may not go on to triage; the centre finds the child by name and does.
            #expect(
                await Self.code {
                    _ = try await worker.client.appendAct(
                        opened.file, after: 4, Drafts.risk(by: member))
                } == .permission)
            let found = try await centre.client.find(plant[2] + " " + plant[3])
            let candidate = try #require(found.candidates.first)
            #expect(candidate.file == opened.file.blob)
            #expect(candidate.stage == "LISTEN")
            let evaluator = centre.device.deviceInfo.member
            let seen = try await centre.client.readFile(
                .number(opened.number), motive: plant[18])
            #expect(seen.sequence == 4)
            _ = try await centre.client.appendAct(
                opened.file, after: 4, Drafts.risk(by: evaluator))
            _ = try await centre.client.appendAct(
                opened.file, after: 5,
                Drafts.act(
                    "F5", to: "ASSESS",
                    [
                        FieldValue("opinion", .text(plant[14])),
                        FieldValue("child_view", .text(plant[15])),
                        FieldValue("guardian_view", .text(plant[16])),
                        FieldValue(
                            "inquiry_due_at",
                            .instant(Device.now().adding(seconds: 86_400))),
                    ]))
            let stages = try await centre.client.readFile(.id(opened.file), motive: "x").heads
            #expect(stages.stage == "ASSESS")
            #expect(stages[.social]?.risk == "R2")
            #expect(
                stages[.social]?.passages.map(\.stage) == [
                    "DETECT", "SIGNAL", "RECEIVE", "LISTEN", "TRIAGE", "ASSESS",
                ])
            // The history is the same acts to both, each with what its reader may see.
            let centres = try await centre.client.history(opened.file, motive: "x")
            let workers = try await worker.client.history(opened.file)
            #expect(centres.map(\.sequence) == [1, 2, 3, 4, 5, 6])
            #expect(workers.map(\.sequence) == centres.map(\.sequence))
            #expect(Self.sees(plant[13], workers) && Self.sees(plant[13], centres))
            #expect(Self.sees(plant[8], centres) && !Self.sees(plant[8], workers))
            // The first call of each device compared the log already.
            #expect(try await !worker.client.checkpoint().isFirst)

            // What a client keeps is sealed, too.
            try await worker.device.keep("draft-1", Array(plant[19].utf8))
            #expect(try await worker.device.recall("draft-1") == Array(plant[19].utf8))
            #expect(province.stop() == 0)
            #expect(try province.verify().output.contains("Everything agrees"))
            let hunt = Hunt(Self.planted + [Drafts.facts])
            #expect(try hunt.run(in: province.root).isEmpty)
            try Self.provesItself(hunt, in: province)
        }

        private static func sees(_ text: String, _ acts: [SequencedAct]) -> Bool {
            acts.contains { $0.act.values.contains { $0.value == .text(text) } }
        }

        /// The hunt finds what is really there, in every form that it knows.
        private static func provesItself(_ hunt: Hunt, in province: Province) throws {
            let places = [province.data + "/planted", province.root + "/homes/amina/planted"]
            let forms: [[UInt8]] = [
                Array("...\(planted[0])...".utf8),
                Array(Data("ab\(planted[7])c".utf8).base64EncodedString().utf8),
                Array("x\(planted[12])".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
                Array("x\(planted[5])".utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] },
                Array(Array(planted[14].utf8).hexadecimal.utf8),
                Array(Array(planted[15].utf8).hexadecimal.uppercased().utf8),
            ]
            for place in places {
                for form in forms {
                    try Data(form).write(to: URL(fileURLWithPath: place))
                    #expect(try hunt.run(in: province.root) == [place])
                }
                try FileManager.default.removeItem(atPath: place)
            }
        }
    }
}

/// Looks for planted texts in every file under a folder.
struct Hunt {
    private let patterns: [Data]

    /// Looks for texts in UTF-8, UTF-16 of both orders, hexadecimal and base64.
    init(_ texts: [String]) {
        patterns = texts.flatMap { text in
            let bytes = Array(text.utf8)
            let wide = Array(text.utf16)
            return [
                Data(bytes), Data(bytes.hexadecimal.utf8),
                Data(bytes.hexadecimal.uppercased().utf8),
                Data(wide.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
                Data(wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }),
            ] + (0..<3).map { Self.base64(bytes, offset: $0) }
        }
    }

    /// What of a text's base64 does not hang on the bytes around it, where it begins so many
    /// bytes into a group of three.
    private static func base64(_ bytes: [UInt8], offset: Int) -> Data {
        let whole = [UInt8](repeating: 0, count: offset) + bytes
        let usable = whole.count / 3 * 3
        let text = Data(whole.prefix(usable)).base64EncodedString()
        return Data(text.dropFirst(offset == 0 ? 0 : 4).utf8)
    }

    /// The files that hold one of the texts.
    func run(in folder: String) throws -> [String] {
        let root = URL(fileURLWithPath: folder)
        guard
            let walk = FileManager.default.enumerator(
                at: root, includingPropertiesForKeys: [.isRegularFileKey])
        else { throw HarnessError.didNotStart }
        var found: [String] = []
        var count = 0
        for case let file as URL in walk {
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
            else { continue }
            count += 1
            let content = try Data(contentsOf: file)
            // The reserve is a file of zeros that is given up when the disk is full.
            if content == Data(count: content.count) { continue }
            if patterns.contains(where: { content.range(of: $0) != nil }) {
                found.append(file.path)
            }
        }
        // Database, keys and two homes: fewer files were not looked at.
        guard count >= 8 else { throw HarnessError.didNotStart }
        return found.sorted()
    }
}

/// What people enter, as the clients' library takes it.
enum Drafts {
    static let past = Instant(milliseconds: 1_750_000_000_000)
    static let facts = "Faits plantedfacts"

    static func act(
        _ form: String?, to stage: String? = nil, _ values: [FieldValue] = []
    ) -> ActDraft {
        ActDraft(
            kind: stage == nil ? .form : .transition, form: form,
            formVersion: form == nil ? 0 : 1, definitionVersion: 1, to: stage, values: values)
    }

    static func opening(
        names: (family: String, given: String) = ("اختبار", "طفلة"), _ more: [FieldValue] = []
    ) -> ActDraft {
        ActDraft(
            kind: .opening, form: "F0", formVersion: 1, definitionVersion: 1, to: "DETECT",
            values: [
                FieldValue("family_name_ar", .text(names.family)),
                FieldValue("given_name_ar", .text(names.given)),
                FieldValue("sex", .choice("F")), FieldValue("estimated_age", .number(9)),
                FieldValue("nationality", .choice("MAR")),
                FieldValue("civil_status", .choice("UNKNOWN")),
                FieldValue("presence_commune", .territory("04.441.01.0")),
                FieldValue("milieu", .choice("U")),
                FieldValue("school_status", .choice("ENROLLED")),
            ] + more)
    }

    static func report(by member: MemberID, _ text: String = facts) -> [FieldValue] {
        [
            FieldValue("received_at", .instant(past)), FieldValue("channel", .choice("WALK-IN")),
            FieldValue("reporter_wants_secrecy", .flag(false)),
            FieldValue("alleged_facts", .text(text)),
            FieldValue("author_has_access", .choice("NO")),
            FieldValue("immediate_danger", .choice("NO")),
            FieldValue("receiver", .member(member)), FieldValue("urgency", .choice("LOW")),
            FieldValue("offence_suspected", .flag(false)),
        ]
    }

    static func risk(by member: MemberID) -> ActDraft {
        act(
            "F3", to: "TRIAGE",
            [
                FieldValue("risk_level", .choice("R2")), FieldValue("evaluator", .member(member)),
                FieldValue("risk_valid_until", .instant(Device.now().adding(seconds: 86_400))),
                FieldValue("risk_decision", .choice("ASSESS")),
            ])
    }
}
