import Foundation
import Framing
import Support
import Testing

extension EndToEnd {
    /// A worker who leaves hands his caseload to a colleague, at three terminals (SPEC W-125 to
    /// W-127).
    @Suite struct CaseloadOfALeaver {
        private func number(_ said: Desk.Said, _ key: String) -> Int? {
            said.document[key] as? Int
        }

        @Test func threeFilesGoToTheColleagueWhoAcceptsThem() throws {
            let province = try Province(coordinatorRoles: ["CAPE-COORDINATOR"])
            defer { province.end() }
            try province.start()
            let desk = try Desk(province.root)
            defer { desk.end() }
            for (profile, text) in [
                ("operator", province.operates), ("coordinator", province.coordinates),
            ] {
                try #require(try desk.enrol(profile, text).status == 0)
                try #require(try desk.unlock(profile).status == 0)
            }
            for (profile, name, role) in [
                ("worker", "Omar Alaoui", "UPE-WORKER"),
                ("colleague", "Salma Idrissi", "UPE-WORKER"),
                ("chief", "Nadia Berrada", "UPE-COORDINATOR"),
            ] {
                let text = try desk.invite(name, as: role, of: "UPE Salé")
                try #require(try desk.enrol(profile, text).status == 0)
                try #require(try desk.unlock(profile).status == 0)
            }
            let numbers = try (0..<3).map { _ in
                try #require(try Terminals.open(desk).text("file_number"))
            }
            func mine(_ profile: String) throws -> Set<String> {
                Set(
                    try desk.run("madar", profile, "mine").list("files")
                        .compactMap { $0["file_number"] as? String })
            }
            #expect(try mine("worker") == Set(numbers))

            // A name that nobody has is refused.
            let nobody = try desk.run("madar", "worker", "handover", "give", "--to", "Personne")
            #expect(nobody.code == "unknown_member")
            let offered = try desk.run(
                "madar", "chief", "handover", "give", "--to", try desk.member("colleague"),
                "--from", try desk.member("worker"), "--reason", "mutation")
            #expect(offered.status == 0)
            let offer = try #require(offered.text("hand_over"))
            let listed = try desk.run("madar", "colleague", "handover", "list")
            let item = try #require(listed.list("hand_overs").first)
            #expect(item["from_name"] as? String == "Omar Alaoui")
            #expect(item["to_name"] as? String == "Salma Idrissi")
            #expect(item["files"] as? Int == 3 && item["reason"] as? String == "mutation")
            // Until she accepts, they are his, and nobody accepts for her.
            #expect(try mine("worker") == Set(numbers) && mine("colleague").isEmpty)
            for profile in ["worker", "chief", "coordinator"] {
                let said = try desk.run("madar", profile, "handover", "accept", offer)
                #expect(said.status != 0 && said.code == "permission", "\(profile)")
            }
            let declined = try desk.run("madar", "colleague", "handover", "decline", offer)
            #expect(declined.status == 0)

            // He gives them himself.
            let again = try desk.run(
                "madar", "worker", "handover", "give", "--to", try desk.member("colleague"))
            let second = try #require(again.text("hand_over"))
            let begins = String(second.prefix(10))
            let taken = try desk.run("madar", "colleague", "handover", "accept", begins)
            #expect(taken.status == 0)
            #expect(number(taken, "moved") == 3 && number(taken, "left_behind") == 0)
            #expect(try mine("colleague") == Set(numbers) && mine("worker").isEmpty)
            #expect(try desk.run("madar", "colleague", "show", numbers[0]).status == 0)
            let none = try desk.run("madar", "worker", "handover", "list")
            #expect(none.status == 0 && none.list("hand_overs").isEmpty)
            let gone = try desk.run("madar", "colleague", "handover", "accept", begins)
            #expect(gone.code == "unknown_proposal")
            // Now that she answers for files of the unit, he knows her name, as the coordinator
            // knows everybody's.
            for (profile, name) in [
                ("worker", "Salma Idrissi"), ("coordinator", "Nadia Berrada"),
            ] {
                let named = try desk.run(
                    "madar", profile, "handover", "give", "--to", name)
                let offer = try #require(named.text("hand_over"))
                #expect(
                    try desk.run("madar", profile, "handover", "withdraw", offer).status == 0)
            }

            #expect(province.stop() == 0)
            #expect(try province.verify().output.contains("Everything agrees"))
        }
    }
}
