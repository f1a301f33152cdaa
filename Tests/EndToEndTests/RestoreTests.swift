import Foundation
import Testing

extension EndToEnd {
    /// A machine that is lost, from the plan of backups to the day after (SPEC W-170 to W-175).
    @Suite struct AMachineIsLost {
        /// A province with its operator, its coordinator and one who works with children.
        static func opened(_ body: (Province, Desk) throws -> Void) throws {
            try Desk.staffed(["UPE-WORKER", "CAPE-COORDINATOR"]) { province, desk in
                let worker = try desk.invite("Salma", as: "UPE-WORKER", of: "UPE Tabriquet")
                try desk.join("worker", worker)
                try body(province, desk)
            }
        }

        /// Two recipients with their keys, and a plan of which both people know.
        static func plan(_ desk: Desk, in folder: String) throws {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            var recipients: [String] = []
            for name in ["first", "second"] {
                let path = desk.root + "/" + name + ".age"
                _ = try Exports.age("age-keygen", ["-o", path])
                let key = try Exports.age("age-keygen", ["-y", path])
                recipients += [
                    "--recipient",
                    String(decoding: key, as: UTF8.self).trimmingCharacters(
                        in: .whitespacesAndNewlines),
                ]
            }
            let proposed = try desk.run(
                "madarctl", "operator", ["backup", "plan", "--folder", folder] + recipients)
            try #require(proposed.status == 0)
            let approved = try desk.run(
                "madarctl", "coordinator", "approve", proposed.text("plan") ?? "",
                "--yes-i-have-read")
            try #require(approved.status == 0)
        }

        /// Runs a command of madard on the backups in a folder.
        static func madard(
            _ province: Province, _ command: String, _ more: [String]
        ) throws -> (status: Int32, document: [String: Any]) {
            let ended = try Program.run(
                "madard",
                ["backup", command] + more + [
                    "--identity-file", province.root + "/second.age", "--credential",
                    province.credential, "--json",
                ], home: province.root)
            let document =
                try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any]
            return (ended.status, document ?? [:])
        }

        /// Backs up, and gives the path of the file.
        static func backUp(_ desk: Desk) throws -> String {
            let made = try desk.run("madarctl", "operator", "backup", "now")
            return try #require((made.document["backup"] as? [String: Any])?["path"] as? String)
        }

        /// Takes the machine away, and starts another one with what is in a backup.
        static func lose(
            _ province: Province, andRestore backup: String, keptIn folder: String
        ) throws {
            province.killDaemon()
            try FileManager.default.removeItem(atPath: province.data)
            let keys = try #require(
                try FileManager.default.contentsOfDirectory(atPath: folder)
                    .first { $0.hasSuffix("-keys.age") })
            let restored = try Self.madard(
                province, "restore",
                [backup, "--keys", folder + "/" + keys, "--data", province.data])
            #expect(restored.status == 0)
            #expect(restored.document["isRestored"] as? Bool == true)
            let found = try Program.run(
                "madard", ["doctor", "--data", province.data], home: province.root)
            #expect(found.output.contains("madarctl restored --sign"))
            try province.start()
        }

        /// SPEC W-177.
        @Test func whoWasAwayWhileTheStoreWasRestoredTwiceGoesOn() throws {
            try Self.opened { province, desk in
                let folder = province.root + "/backups"
                try Self.plan(desk, in: folder)
                let number = try #require(try Terminals.open(desk).text("file_number"))
                let first = try Self.backUp(desk)
                // The worker saw a log that is lost, and then stays away.
                #expect(try Terminals.open(desk, ["given_name_ar": "سندباد"]).status == 0)
                try desk.restart("worker")
                try #require(try desk.run("madar", "worker", "show", number).status == 0)
                let note = province.root + "/note"
                try #require(
                    try desk.run("madar", "worker", "restored", "--save-note", note).status == 0)
                /// Both sign, and the second has seen no more than the note that the first gives.
                func sign(_ note: String) throws {
                    for (profile, more) in [("operator", ["--note", note]), ("coordinator", [])] {
                        let signed = try desk.run(
                            "madarctl", profile,
                            ["restored", "--sign", "--yes-i-have-read"] + more)
                        #expect(signed.status == 0, "\(profile): \(signed.code ?? "")")
                    }
                }
                try Self.lose(province, andRestore: first, keptIn: folder)
                try sign(note)
                // The log grows beyond what the worker saw before it is backed up again.
                for _ in 0..<20 { _ = try desk.run("madarctl", "operator", "devices") }
                let second = try Self.backUp(desk)
                try desk.restart("coordinator")
                try #require(try desk.run("madarctl", "coordinator", "devices").status == 0)
                let later = province.root + "/later"
                try #require(
                    try desk.run("madarctl", "coordinator", "restored", "--save-note", later)
                        .status == 0)
                try Self.lose(province, andRestore: second, keptIn: folder)
                try sign(later)

                #expect(try desk.run("madar", "worker", "show", number).code == "forked")
                let taken = try desk.run("madar", "worker", "restored", "--yes-i-have-read")
                #expect(taken.status == 0, "\(taken.code ?? "")")
                #expect(taken.document["is_taken"] as? Bool == true)
                #expect(try desk.run("madar", "worker", "show", number).status == 0)
                #expect(try desk.run("madar", "worker", "restored").status == 0)
            }
        }

        @Test func aProvinceGoesOnFromItsBackupOnceTwoHaveSignedThat() throws {
            try Self.opened { province, desk in
                let folder = province.root + "/backups"
                try Self.plan(desk, in: folder)
                let kept = try Terminals.open(desk)
                let number = try #require(kept.text("file_number"))
                let backup = try Self.backUp(desk)
                // It is tried before it is needed, and the daemon takes the note.
                let drilled = try Self.madard(province, "drill", [folder])
                #expect(drilled.status == 0 && drilled.document["file"] as? String == backup)
                #expect(drilled.document["isProved"] as? Bool == true)
                // A file that is opened after the backup is lost with the machine.
                let lost = try Terminals.open(desk, ["given_name_ar": "سندباد"])
                #expect(lost.status == 0)
                try desk.restart("worker")
                for profile in ["worker", "operator", "coordinator"] {
                    #expect(try desk.run("madar", profile, "whoami").status == 0)
                }
                _ = try desk.run("madar", "worker", "show", number)
                #expect(try desk.run("madar", "worker", "restored").status == 2)
                try Self.lose(province, andRestore: backup, keptIn: folder)

                // Whoever saw more writes nothing, and is told why.
                let alarms = ["rollback_suspected", "forked"]
                let refused = try Terminals.open(desk, ["given_name_ar": "علي"])
                #expect(alarms.contains(refused.code ?? ""))
                let unsigned = try desk.run("madar", "worker", "restored", "--yes-i-have-read")
                #expect(unsigned.code == "restoration_unsigned" && unsigned.status == 2)
                // Who may not sign signs nothing.
                let intruder = try desk.run(
                    "madar", "worker", "restored", "--sign", "--yes-i-have-read")
                #expect(intruder.status == 77)
                #expect(alarms.contains(try desk.run("madar", "worker", "mine").code ?? ""))

                // The operator signs, with what his device saw; the coordinator's saw more.
                func sign(_ profile: String, _ more: String...) throws -> Desk.Said {
                    try desk.run(
                        "madarctl", profile, ["restored", "--sign", "--yes-i-have-read"] + more)
                }
                // Whoever saw most gives what he saw.
                let note = province.root + "/note"
                let saved = try desk.run("madar", "worker", "restored", "--save-note", note)
                #expect(saved.status == 0)
                #expect(try sign("operator", "--note", note).status == 0)
                #expect(try sign("operator").code == "second_approval")
                let second = try sign("coordinator")
                #expect(
                    second.status == 0 && (second.document["signed_by"] as? [String])?.count == 2)
                let taken = try desk.run("madar", "worker", "restored", "--yes-i-have-read")
                #expect(taken.status == 0, "\(taken.code ?? "")")
                #expect(taken.document["is_taken"] as? Bool == true)
                #expect(try desk.run("madar", "worker", "show", number).status == 0)
                // What was lost is entered again, and was waiting on no device.
                #expect(
                    try Terminals.open(desk, ["given_name_ar": "سندباد"]).status == 0)
                #expect(try desk.run("madarctl", "operator", "status").status == 0)
            }
        }
    }
}
