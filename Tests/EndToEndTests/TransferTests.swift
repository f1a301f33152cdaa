import Foundation
import Testing

extension EndToEnd {
    /// A child moves: the file goes from one daemon to another at four terminals, as a sealed
    /// bundle in a file, and the receipt comes back (SPEC W-140 to W-143).
    @Suite struct AFileThatMoves {
        /// A province with its people, who are unlocked.
        private struct Place {
            let province: Province
            let desk: Desk

            init(_ code: String) throws {
                province = try Province(
                    code: code, coordinatorRoles: ["CAPE-COORDINATOR", "UPE-WORKER"])
                try province.start()
                desk = try Desk(province.root)
                // The founder opens files, too, hence his profile's name.
                for (profile, text) in [
                    ("operator", province.operates), ("worker", province.coordinates),
                ] {
                    try #require(try desk.enrol(profile, text).status == 0)
                    try #require(try desk.unlock(profile).status == 0)
                }
            }

            func end() {
                desk.end()
                province.end()
            }

            func path(_ name: String) -> String { desk.root + "/" + name }

            func take(_ name: String, from other: Place) throws {
                try FileManager.default.copyItem(atPath: other.path(name), toPath: path(name))
            }

            /// Trusts what a descriptor says, with both people.
            func trust(_ name: String) throws {
                let said = try desk.run(
                    "madarctl", "operator", "province", "trust", path(name), "--compared")
                let id = try #require(said.text("trust"))
                let approved = try desk.run(
                    "madarctl", "worker", "approve", id, "--yes-i-have-read")
                try #require(approved.status == 0)
            }

            func act(_ file: String, _ form: String, _ stage: String, _ values: [String: Any])
                throws -> Desk.Said
            {
                let path = try desk.write(
                    "act.json", ["form": form, "to": stage, "values": values])
                return try desk.run("madar", "worker", "act", "add", file, "--act", path)
            }

            func stage(_ file: String) throws -> String? {
                try desk.run("madar", "worker", "show", file).text("stage")
            }
        }

        @Test func theFileGoesAndTheReceiptComesBack() throws {
            let here = try Place("04.441")
            defer { here.end() }
            let there = try Place("04.421")
            defer { there.end() }
            for (place, name) in [(here, "sale"), (there, "rabat")] {
                let said = try place.desk.run(
                    "madarctl", "operator", "province", "export", "--output", place.path(name))
                #expect(said.status == 0)
            }
            try here.take("rabat", from: there)
            try there.take("sale", from: here)
            try there.trust("sale")

            let number = try #require(try Terminals.open(here.desk).text("file_number"))
            let me = try here.desk.member("worker")
            #expect(
                try here.act(
                    number, "F1", "SIGNAL",
                    [
                        "received_at": "2026-01-20T17:40:00Z", "channel": "WALK-IN",
                        "reporter_wants_secrecy": true, "alleged_facts": "essai",
                        "author_has_access": "NO", "immediate_danger": "NO", "receiver": me,
                        "urgency": "LOW", "offence_suspected": false,
                    ]
                ).status == 0)
            func send() throws -> Desk.Said {
                try here.desk.run(
                    "madar", "worker", "transfer", "send", number, "--output",
                    here.path("dossier"))
            }
            #expect(try send().code == "not_on_its_way")
            #expect(try here.act(number, "F15", "TRANSFER", ["to_province": "04.421"]).status == 0)
            #expect(try send().code == "province_not_trusted")
            try here.trust("rabat")
            #expect(try send().status == 0)

            // In clear it tells nothing of the child, and only the other province opens it.
            let bundle = try Data(contentsOf: URL(fileURLWithPath: here.path("dossier")))
            for word in ["essai", "اختبار", number] {
                #expect(bundle.firstRange(of: Data(word.utf8)) == nil)
            }
            func receive(_ place: Place, _ name: String, _ receipt: String) throws -> Desk.Said {
                try place.desk.run(
                    "madar", "worker", "transfer", "receive", place.path(name), "--output",
                    place.path(receipt))
            }
            #expect(try receive(here, "dossier", "none").code == "bundle_for_other")
            var altered = bundle
            altered[altered.count - 1] ^= 1
            try altered.write(to: URL(fileURLWithPath: there.path("altered")))
            #expect(try receive(there, "altered", "none").code == "bundle_altered")
            try Data("no bundle".utf8).write(to: URL(fileURLWithPath: there.path("none.txt")))
            #expect(try receive(there, "none.txt", "none").code == "bundle_altered")
            try there.take("dossier", from: here)
            let came = try receive(there, "dossier", "receipt")
            #expect(came.status == 0 && came.document["is_new"] as? Bool == true)
            let theirs = try #require(came.text("file_number"))
            #expect(theirs != number)
            let again = try receive(there, "dossier", "receipt-again")
            #expect(again.document["is_new"] as? Bool == false)
            #expect(again.text("file_number") == theirs)
            let refused = try there.desk.run(
                "madar", "worker", "transfer", "refuse", there.path("dossier"), "--reason", "non",
                "--output", there.path("refusal"))
            #expect(refused.code == "bundle_is_here")
            #expect(try there.stage(theirs) == "RECEIVE")
            let acts = try there.desk.run("madar", "worker", "history", theirs).list("acts")
            let origins = acts.map { ($0["origin"] as? [String: Any])?["province"] as? String }
            #expect(origins == [nil, "04.441", "04.441", "04.441", nil])

            // The sender answers for the child until the receipt is there.
            #expect(try here.stage(number) == "TRANSFER")
            try here.take("receipt", from: there)
            func settle() throws -> Desk.Said {
                try here.desk.run("madar", "worker", "transfer", "receipt", here.path("receipt"))
            }
            let settled = try settle()
            #expect(settled.status == 0 && settled.document["accepted"] as? Bool == true)
            #expect(try here.stage(number) == "TRANSFERRED")
            #expect(try settle().code == "not_waiting")
            for place in [here, there] {
                #expect(place.province.stop() == 0)
                #expect(try place.province.verify().output.contains("Everything agrees"))
            }
        }
    }
}
