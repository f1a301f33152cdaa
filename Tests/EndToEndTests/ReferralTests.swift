import Basics
import Foundation
import Framing
import Messages
import Session
import Support
import Testing

/// The partner's example in Python, as a process of its own.
private struct ServiceDesk {
    static let passphrase = "les hirondelles reviennent"
    let python: URL
    let folder: String

    private static var client: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Clients/Python")
    }

    /// Begins one of the examples, and says to it what it asks for.
    func begin(
        _ example: String, _ words: String..., saying lines: [String] = []
    ) throws -> TestProcess {
        let program = Self.client.appendingPathComponent("examples/" + example).path
        return try begin([program, folder] + words, saying: [Self.passphrase] + lines)
    }

    /// Begins a program that is given as text, in the same way.
    func begin(program: String, _ words: String...) throws -> TestProcess {
        try begin(["-c", program, folder] + words, saying: [Self.passphrase])
    }

    /// Enrols; the invitation is asked for first.
    func enrol(_ invitation: String) throws -> TestProcess {
        let program = Self.client.appendingPathComponent("examples/enrol.py").path
        return try begin([program, folder, "school"], saying: [invitation, Self.passphrase])
    }

    private func begin(_ arguments: [String], saying lines: [String]) throws -> TestProcess {
        let process = try TestProcess(
            python, arguments, environment: ["PYTHONPATH": Self.client.path])
        process.write(Array(lines.map { $0 + "\n" }.joined().utf8))
        return process
    }
}

extension EndToEnd {
    /// A child is referred to a school, whose program is in Python and whose line is bad.
    @Suite struct ReferralOfAChild {
        private static let told = "مدرسة النور"
        private static let untold = "ce que le service n'a pas à savoir"

        private func referral(
            of file: FileID, after sequence: UInt64, to organisation: Blob, for service: String
        ) -> [UInt8] {
            var request = WireAppendActRequest()
            request.file = file.blob
            request.afterSequence = sequence
            request.draft.kind = .transition
            request.draft.form = "F10"
            request.draft.formVersion = 1
            request.draft.toStage = "SENT"
            request.draft.values = [
                value("to_service") { $0.organisation = organisation },
                value("referral_service") { $0.choice = service },
                value("referral_reason") { $0.text = "retour à l'école" },
                value("consent_basis") { $0.choice = "LEGAL-DUTY" },
                value("legal_basis_note") { $0.text = "art. 4" },
            ]
            request.draft.extract = [
                value("given_name_ar") { $0.text = "طفلة" },
                value("school_name") { $0.text = Self.told },
            ]
            return MessageCodec.encode(request)
        }

        /// Reads what the program says up to a line that begins so; all of it.
        private func heard(_ process: TestProcess, upTo start: String) -> [String] {
            var lines: [String] = []
            while let line = process.line() {
                lines.append(line)
                if line.hasPrefix(start) { break }
            }
            return lines
        }

        private func name(_ act: Blob) -> String { String(Array(act).hexadecimal.prefix(8)) }

        /// SPEC W-133, W-55.
        @Test(
            .enabled(if: Vectors.areRequired || Programs.python != nil, "set MADAR_PYTHON"))
        func `It is accepted, begun and done over a line that is cut, each once`() async throws {
            let province = try Province(coordinatorRoles: ["CAPE-COORDINATOR"])
            defer { province.end() }
            try province.start()
            let operates = try await Device.enrol(province.operates)
            let coordinates = try await Device.enrol(province.coordinates)
            func invite(
                _ name: String, _ role: String, _ organisation: String
            ) async throws -> InvitationText {
                let text = try await operates.invite(name, role: role, organisation: organisation)
                try await coordinates.approve(text)
                return text
            }
            let worker = try await Device.enrol(try await invite("Omar", "UPE-WORKER", "UPE"))
            let sender = try await Device.enrol(
                try await invite("Nadia", "CAPE-ORIENTATION", "CAPE"))
            let asked = try await invite("Salma", "SERVICE-FOCAL", "Collège")
            let line = try await BrokenLine.open(to: province.port, every: 700)
            let invitation = try #require(
                InvitationText(
                    keyID: asked.keyID, daemonKey: asked.daemonKey, invitation: asked.invitation,
                    secret: asked.secret, address: "127.0.0.1:\(line.port)"))
            let desk = ServiceDesk(
                python: try #require(Programs.python), folder: province.root + "/school")
            let enrolled = try desk.enrol(invitation.text).finish()
            try #require(enrolled.status == 0 && enrolled.output.contains("SERVICE-FOCAL"))
            let members = try MessageCodec.decode(
                WireListMembersAnswer.self, from: try await coordinates.connection.get(.listMembers)
            )
            let school = try #require(members.members.first { $0.name == "Salma" })
            let organisation = try #require(school.roles.first).organisation

            let file = try await worker.openListened().file
            _ = try await worker.connection.put(
                .appendAct,
                Requests.act(file, after: 4, form: "F2", Requests.listening(Self.untold)))
            let follows = try desk.begin(
                "partner.py", "follow", "--take", "EDU-INS", "--language", "en")
            var (matters, said): ([Blob], [String]) = ([], [])
            for (index, service) in ["EDU-INS", "HEA-PRI"].enumerated() {
                // Some of it happens on another connection than what went before.
                try #require(await line.isCut(2 * (index + 1)))
                let sequence = UInt64(5 + 2 * index)
                let answer = try MessageCodec.decode(
                    WireAppendActAnswer.self,
                    from: try await sender.connection.put(
                        .appendAct,
                        referral(of: file, after: sequence, to: organisation, for: service)))
                matters.append(answer.act)
                let stage = index == 0 ? "ACCEPTED ✓" : "REFUSED ✓"
                said += heard(follows, upTo: name(answer.act) + " " + stage)
            }
            // As a power cut would end it: what was answered stands, and no profile is lost.
            follows.signal(SIGKILL)
            let end = follows.finish()
            let all = (said + [end.output]).joined(separator: "\n")
            #expect(all.contains(Self.told) && all.contains("Reason of the referral: retour"))
            #expect(!all.contains(Self.untold))

            // What lies open to the school: its referral that goes on, and nothing else.
            let reads = """
                import sys
                from pathlib import Path
                from madar_client import Client, Device
                file = bytes.fromhex(sys.argv[2])
                with Client(Device.unlock(Path(sys.argv[1]), input().encode())) as client:
                    print(*(part.sequence for part in client.history(file)))
                    print(*{client.read_act(file, n).status_name for n in (1, 2, 3, 4, 5, 8, 9)})
                    print(client.find("طفلة").status_name, client.list_files(4).status_name)
                    print(client.read_file(file).answer().classes)
                """
            let seen = try desk.begin(program: reads, Array(file.blob).hexadecimal).finish()
            #expect(seen.output == "6 7\nNOT_AVAILABLE\nNOT_AVAILABLE NOT_AVAILABLE\n0\n")

            let begun = try desk.begin("partner.py", "begin", name(matters[0])).finish()
            #expect(begun.status == 0)
            let done = try desk.begin(
                "partner.py", "done", name(matters[0]), saying: ["inscrite", "MET", "", ""]
            ).finish()
            #expect(done.status == 0)
            let after = try desk.begin(program: reads, Array(file.blob).hexadecimal).finish()
            #expect(after.status != 0 && after.output.isEmpty)

            // Each answer is there once, and the sender reads it.
            let acts = try await sender.connection.history(file)
            #expect(
                acts.dropFirst(5).map(\.heading.toStage) == [
                    "SENT", "ACCEPTED", "SENT", "REFUSED", "IN-SERVICE", "DONE",
                ])
            #expect(
                acts.dropFirst(5).map(\.heading.matter) == [
                    Blob(), matters[0], Blob(), matters[1], matters[0], matters[0],
                ])
            let feedback = try #require(acts.last).values
            #expect(
                feedback.contains { $0.field == "feedback_service" && $0.value.text == "inscrite" })
            #expect(line.cuts >= 4)
            await line.close()
            for device in [operates, coordinates, worker, sender] {
                await device.connection.close()
            }
            #expect(province.stop() == 0)
            #expect(try province.verify().output.contains("Everything agrees"))
        }
    }
}
