import Circuit
import Foundation
import Testing

extension EndToEnd {
    /// Two provinces publish a quarter, each by two people, and the ministry adds what their daemons
    /// signed (SPEC W-214 to W-224).
    @Suite struct Publications {
        /// A province with its people, who are unlocked.
        private struct Place {
            let province: Province
            let desk: Desk

            init(_ code: String) throws {
                province = try Province(code: code, coordinatorRoles: ["CAPE-COORDINATOR"])
                try province.start()
                desk = try Desk(province.root)
                try desk.join("operator", province.operates)
                try desk.join("coordinator", province.coordinates)
                try desk.join(
                    "support", try desk.invite("نعيمة", as: "CAPE-SUPPORT", of: "CAPE"))
            }

            func end() {
                desk.end()
                province.end()
            }

            func path(_ name: String) -> String { desk.root + "/" + name }

            /// Proposes as the coordinator, approves as the other, and gives the id.
            func publish(_ quarter: String) throws -> String {
                let proposed = try desk.run(
                    "madar", "coordinator", "publish", "propose", "--quarter", quarter)
                try #require(proposed.status == 0, "\(proposed.code ?? "")")
                let id = try #require(proposed.text("publication"))
                let approved = try desk.run(
                    "madar", "support", "publish", "approve", String(id.prefix(8)),
                    "--yes-i-have-read")
                try #require(approved.status == 0, "\(approved.code ?? "")")
                #expect(approved.text("state") == "published")
                return id
            }

            func returned(_ quarter: String, _ name: String) throws -> Desk.Said {
                try desk.run(
                    "madar", "coordinator", "return", "--quarter", quarter, "--output",
                    path(name))
            }
        }

        /// The last quarter that is over.
        private static var quarter: String {
            let parts = Calendar(identifier: .gregorian)
                .dateComponents([.year, .month], from: Date())
            let (year, quarter) = (parts.year ?? 0, ((parts.month ?? 1) - 1) / 3)
            return quarter == 0 ? "\(year - 1)-4" : "\(year)-\(quarter)"
        }

        @Test func twoProvincesPublishAndAreAdded() throws {
            let here = try Place("04.441")
            defer { here.end() }
            let there = try Place("04.421")
            defer { there.end() }
            let quarter = Self.quarter
            try refusals(here, quarter)
            try committee(here, quarter)
            try here.desk.join(
                "hcp", try here.desk.invite("Younes", as: "HCP", of: "HCP Rabat"))
            try outside(here, quarter, .unpublished)
            let id = try here.publish(quarter)
            try report(here, quarter, id)
            try outside(here, quarter, .published)
            _ = try there.publish(quarter)
            // Once is enough, and what is published stays.
            for (arguments, code) in [
                (["publish", "propose", "--quarter", quarter], "published_before"),
                (["publish", "withdraw", id], "published_already"),
            ] { #expect(try here.desk.run("madar", "coordinator", arguments).code == code) }
            let (shown, text) = try Desk(here.desk.root, language: "fr").screen(
                "madar", "coordinator", ["publish", "show", id])
            #expect(shown == 0 && text.contains("comme prévu") && text.contains("T01"))
            let sheet = try here.desk.run(
                "madar", "coordinator", "publish", "write", id, "--format", "csv", "--out",
                here.path("sheet.csv"))
            #expect(sheet.status == 0)

            // What the ministry has of each: a descriptor, and a file of counts.
            let ministry = here.path("ministry")
            try FileManager.default.createDirectory(
                atPath: ministry, withIntermediateDirectories: true)
            for (place, name) in [(here, "sale"), (there, "rabat")] {
                #expect(try place.returned(quarter, name).status == 0)
                let mode = try FileManager.default.attributesOfItem(
                    atPath: place.path(name))[.posixPermissions]
                #expect(mode as? Int == 0o600)
                let exported = try place.desk.run(
                    "madarctl", "operator", "province", "export", "--output",
                    place.path(name + ".province"))
                #expect(exported.status == 0)
                for file in [name, name + ".province"] {
                    try FileManager.default.moveItem(
                        atPath: place.path(file), toPath: ministry + "/" + file)
                }
            }
            try FileManager.default.createDirectory(
                atPath: ministry + "/provinces", withIntermediateDirectories: true)
            for name in ["sale.province", "rabat.province"] {
                try FileManager.default.moveItem(
                    atPath: ministry + "/" + name, toPath: ministry + "/provinces/" + name)
            }
            let merged = try here.desk.run(
                "madar", "nobody", "national", "merge", "--provinces", ministry + "/provinces",
                "--quarter", quarter, "--out", ministry + "/national", ministry + "/sale",
                ministry + "/rabat")
            #expect(merged.status == 0, "\(merged.code ?? "")")
            #expect(merged.document["is_whole"] as? Bool == true)
            #expect(merged.document["added"] as? Int == 2)
        }

        /// The ministry's report tells what is published, where something is (SPEC W-225).
        private func report(_ place: Place, _ quarter: String, _ publication: String) throws {
            let path = place.path("ministry.json")
            let said = try place.desk.run(
                "madar", "chair", "report", "MINISTRY", "--quarter", quarter, "--format", "json",
                "--out", path)
            #expect(said.status == 0 && said.text("figures") == "published")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.contains(publication) && text.contains("madar.published-report/1"))
            let page = place.path("ministry.html")
            #expect(
                try place.desk.run(
                    "madar", "chair", "report", "MINISTRY", "--quarter", quarter, "--in", "both",
                    "--out", page
                ).status == 0)
            #expect(try String(contentsOfFile: page, encoding: .utf8).contains(publication))
        }

        private enum Told { case unpublished, published }

        /// Readers outside have what is published, and no table beside it (SPEC W-225, W-240).
        private func outside(_ place: Place, _ quarter: String, _ told: Told) throws {
            let path = place.path("extract.csv")
            let said = try place.desk.run(
                "madar", "hcp", "report", "HCP", "--quarter", quarter, "--format", "csv", "--out",
                path)
            switch told {
            case .unpublished:
                #expect(said.code == "nothing_published")
                #expect(!FileManager.default.fileExists(atPath: path))
            case .published:
                #expect(said.status == 0 && said.text("figures") == "published")
                #expect(try String(contentsOfFile: path, encoding: .utf8).contains("T01"))
            }
            for arguments in [
                ["--measure", "opened", "--by", "sex"], ["--measure", "opened"], [],
            ] {
                let asked = ["figures", "I02", "--province", "--quarter", quarter] + arguments
                #expect(
                    try place.desk.run("madar", "hcp", asked).code == "figures_not_granted",
                    "\(arguments)")
            }
        }

        /// Who may not see the true figures is told a table of a period that is over (SPEC W-240).
        private func committee(_ place: Place, _ quarter: String) throws {
            let desk = place.desk
            try desk.join("chair", try desk.invite("خالد", as: "CPPE-CHAIR", of: "CPPE"))
            let asked = ["figures", "I02", "--province", "--quarter", quarter]
            let table = asked + ["--measure", "opened", "--by", "sex", "--by", "age"]
            let told = try desk.run("madar", "chair", table)
            #expect(told.status == 0, "\(told.code ?? "")")
            let figure = try #require(told.list("figures").first)
            #expect((figure["rows"] as? [Any])?.isEmpty == false)
            #expect(figure["small_hidden"] as? Bool == true)
            let (status, screen) = try Desk(desk.root, language: "fr").screen(
                "madar", "chair", table)
            #expect(status == 0 && screen.contains("Ce qui est masqué"))
            #expect(!screen.contains("pour le centre seul"))
            #expect(try desk.run("madar", "chair", asked).code == "figures_not_granted")
            let year = "\(Calendar(identifier: .gregorian).component(.year, from: Date()))"
            #expect(
                try desk.run(
                    "madar", "chair", "figures", "I02", "--province", "--year", year, "--measure",
                    "opened", "--by", "sex"
                ).code == "period_not_over")
        }

        /// What is no period of which is published, nobody's, or one's own is refused in a sentence.
        private func refusals(_ place: Place, _ quarter: String) throws {
            let desk = place.desk
            #expect(try place.returned(quarter, "none").code == "nothing_published")
            #expect(!FileManager.default.fileExists(atPath: place.path("none")))
            #expect(
                try desk.run("madar", "support", "publish", "prepare", "--year", "2999").code
                    == "period_not_over")
            let proposed = try desk.run(
                "madar", "support", "publish", "propose", "--quarter", quarter)
            let id = try #require(proposed.text("publication"))
            for (arguments, code) in [
                (["publish", "approve", id, "--yes-i-have-read"], "own_publication"),
                (["publish", "propose", "--quarter", quarter], "days_wait"),
                (["publish", "write", id, "--out", place.path("page")], "publication_waits"),
            ] { #expect(try desk.run("madar", "support", arguments).code == code) }
            #expect(
                try desk.run("madar", "coordinator", "publish", "withdraw", id).status == 0)
        }
    }
}
