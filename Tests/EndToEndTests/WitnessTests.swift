import Foundation
import Testing

extension EndToEnd {
    /// What is carried out of a province so that others can tell whether its log only grows
    /// (SPEC W-146 to W-148).
    @Suite struct AWitness {
        /// A province whose founder opens files and exports its descriptor.
        private static func opened(
            _ body: (Province, Desk, (String) -> String) throws -> Void
        ) throws {
            let province = try Province(coordinatorRoles: ["CAPE-COORDINATOR", "UPE-WORKER"])
            defer { province.end() }
            try province.start()
            let desk = try Desk(province.root)
            defer { desk.end() }
            try #require(try desk.enrol("worker", province.coordinates).status == 0)
            try #require(try desk.unlock("worker").status == 0)
            let path = { desk.root + "/" + $0 }
            let exported = try desk.run(
                "madarctl", "worker", "province", "export", "--output", path("province"))
            try #require(exported.status == 0)
            try body(province, desk, path)
        }

        private static func witness(
            _ desk: Desk, _ command: String, _ more: String...
        ) throws -> Desk.Said {
            try desk.run(
                "madar", "committee",
                ["witness", command, "--passphrase-file", desk.root + "/passphrase"] + more)
        }

        @Test func theProofOfAnActIsVerifiedWithoutADaemon() throws {
            try Self.opened { province, desk, path in
                let file = try #require(try Terminals.open(desk).text("file_number"))
                let proved = try desk.run(
                    "madar", "worker", "proof", file, "1", "--output", path("proof"))
                let hash = try #require(proved.text("hash"))
                #expect(
                    try desk.run("madar", "worker", "proof", file, "2").code == "not_your_act")
                #expect(
                    try desk.run("madar", "worker", "proof", "--leaf", "0").code == "permission")
                try #require(province.stop() == 0)
                func verify(_ name: String) throws -> Desk.Said {
                    try desk.run(
                        "madar", "anybody", "verify", path(name), "--province", path("province"))
                }
                let verified = try verify("proof")
                #expect(verified.status == 0 && verified.text("hash") == hash)
                let text = try String(contentsOfFile: path("proof"), encoding: .utf8)
                for word in ["اختبار", file] { #expect(!text.contains(word)) }
                try text.replacing("\nindex ", with: "\nindex 1")
                    .write(toFile: path("moved"), atomically: true, encoding: .utf8)
                #expect(try verify("moved").code == "leaf_not_proved")
                try String(text.dropLast(30))
                    .write(toFile: path("cut"), atomically: true, encoding: .utf8)
                #expect(try verify("cut").code == "log_file_unreadable")
            }
        }

        /// Where every device of a province forgets with its daemon, the witness does not.
        @Test func aWitnessKnowsALogThatWasPutBackAndGrewAnew() throws {
            try Self.opened { province, desk, path in
                let made = try Self.witness(desk, "init", "--name", "comite.sale")
                let key = try #require(made.text("key"))
                let trusted = try Self.witness(desk, "trust", path("province"), "--compared")
                #expect(trusted.status == 0)
                func request(_ name: String, after size: String) throws -> Desk.Said {
                    try desk.run(
                        "madarctl", "worker", "witness", "request", "--after", size, "--output",
                        path(name))
                }
                func sign(_ name: String) throws -> Desk.Said {
                    try Self.witness(desk, "sign", path(name), "--output", path(name + "-signed"))
                }
                try #require(province.stop() == 0)
                let kept = province.root + "/kept"
                try FileManager.default.copyItem(atPath: province.data, toPath: kept)
                try province.start()
                try desk.restart("worker")
                #expect(try request("first", after: "0").status == 0)
                let first = try sign("first")
                #expect(first.status == 0)
                let size = try #require(first.document["log_size"] as? Int)
                let verified = try desk.run(
                    "madar", "anybody", "verify", path("first-signed"), "--province",
                    path("province"), "--witness", key)
                let cosigned = verified.list("cosigned")
                #expect(cosigned.map { $0["witness"] as? String } == ["comite.sale"])
                #expect(try request("second", after: String(size)).status == 0)
                #expect(try sign("second").status == 0)
                // What begins at a size before the last is refused, and is no alarm.
                let seen = try request("third", after: String(size))
                #expect(seen.status == 0)
                #expect(try sign("third").code == "witness_elsewhere")

                try #require(province.stop() == 0)
                try FileManager.default.removeItem(atPath: province.data)
                try FileManager.default.copyItem(atPath: kept, toPath: province.data)
                try province.start()
                // The only device forgets, too.
                _ = try desk.run("madar", "worker", "lock")
                try FileManager.default.removeItem(atPath: desk.root + "/homes/worker/kept")
                _ = try desk.unlock("worker")
                for _ in 0..<20 {
                    #expect(try desk.run("madar", "worker", "mine").status == 0)
                }
                let signed = try String(contentsOfFile: path("second-signed"), encoding: .utf8)
                let last = try #require(signed.split(separator: "\n").dropFirst().first)
                #expect(try request("fork", after: String(last)).status == 0)
                #expect(try sign("fork").code == "log_forked")
                #expect(!FileManager.default.fileExists(atPath: path("fork-signed")))
            }
        }
    }
}
