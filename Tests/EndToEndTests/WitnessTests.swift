import Foundation
import Testing

extension EndToEnd {
    /// What is carried out of a province so that others can tell whether its log only grows
    /// (SPEC W-146 to W-152).
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
                // And the daemon knows that its own key signed what it does not hold.
                let returned = try desk.run(
                    "madarctl", "worker", "witness", "cosigned", path("second-signed"))
                #expect(returned.code == "note_forked" && returned.status == 2)
            }
        }

        /// Who runs the daemon, who coordinates, and who watches over data.
        static func staffed(_ body: (Province, Desk) throws -> Void) throws {
            try opened { province, desk, _ in
                try #require(try desk.enrol("operator", province.operates).status == 0)
                try #require(try desk.unlock("operator").status == 0)
                let invitation = try desk.invite(
                    "Driss", as: "DPO", of: "CNDP", approver: "worker")
                try #require(try desk.enrol("officer", invitation).status == 0)
                try #require(try desk.unlock("officer").status == 0)
                try body(province, desk)
            }
        }

        /// Makes a witness and has it cosign the newest checkpoint.
        private static func cosign(_ desk: Desk, _ name: String) throws {
            let path = { desk.root + "/" + $0 }
            try #require(try witness(desk, "init", "--name", "comite.sale").status == 0)
            try #require(
                try witness(desk, "trust", path("province"), "--compared").status == 0)
            let written = try desk.run(
                "madarctl", "worker", "witness", "request", "--output", path(name))
            try #require(written.status == 0)
            let signed = try witness(
                desk, "sign", path(name), "--output", path(name + "-signed"))
            try #require(signed.status == 0)
        }

        private static func witnesses(_ desk: Desk) throws -> [[String: Any]] {
            let status = try desk.run("madarctl", "operator", "status")
            try #require(status.status == 0)
            return status.list("witnesses")
        }

        @Test func whatAWitnessCosignedComesBackAndKeepsErasure() throws {
            try Self.staffed { province, desk in
                let path = { desk.root + "/" + $0 }
                let alone = try desk.screen("madarctl", "operator", ["status"])
                #expect(alone.text.contains("none: nobody outside"))
                let key = try #require(
                    try Self.witness(desk, "init", "--name", "comite.sale").text("key"))
                try #require(
                    try Self.witness(desk, "trust", path("province"), "--compared").status == 0)
                let proposed = try desk.run(
                    "madarctl", "operator", "witness", "add", key, "--compared")
                let id = try #require(proposed.text("witness"))
                #expect(
                    try desk.run("madarctl", "worker", "witness", "add", key, "--compared").code
                        == "witness_known")
                #expect(try Self.witnesses(desk).isEmpty)
                func approve(_ profile: String, _ id: String) throws -> Desk.Said {
                    try desk.run("madarctl", profile, "approve", id, "--yes-i-have-read")
                }
                #expect(try approve("operator", id).code == "second_approval")
                #expect(try approve("worker", id).status == 0)
                let never = try #require(try Self.witnesses(desk).first)
                #expect(never["level"] as? Int == 2 && never["cosigned_at"] == nil)

                func request(_ name: String, after size: Int = 0) throws {
                    let written = try desk.run(
                        "madarctl", "operator", "witness", "request", "--after", String(size),
                        "--output", path(name))
                    try #require(written.status == 0)
                }
                func handIn(_ name: String) throws -> Desk.Said {
                    try desk.run("madarctl", "operator", "witness", "cosigned", path(name))
                }
                try request("first")
                let signed = try Self.witness(
                    desk, "sign", path("first"), "--output", path("first-signed"))
                let size = try #require(signed.document["log_size"] as? Int)
                let kept = try handIn("first-signed")
                #expect(kept.document["is_newer"] as? Bool == true)
                #expect(kept.document["witnesses"] as? [String] == ["comite.sale"])
                #expect(try handIn("first-signed").document["is_newer"] as? Bool == false)
                let seen = try #require(try Self.witnesses(desk).first)
                #expect(seen["level"] as? Int == 0 && seen["cosigned_size"] as? Int == size)
                #expect((seen["leaves_since"] as? Int ?? 0) > 0)
                try Self.refusals(desk)

                // An erasure that is due a week later is carried out, and another a month later not.
                let file = try #require(try Terminals.open(desk).text("file_number"))
                func ordered(_ name: String) throws -> String {
                    let given = try desk.run(
                        "madar", "worker", "order", "erase", file, "--class", name, "--ground",
                        "retention", "--reason", "x")
                    let order = try #require(given.text("order"))
                    let approved = try desk.run(
                        "madar", "officer", "order", "approve", order, "--yes-i-have-read")
                    try #require(approved.status == 0)
                    return order
                }
                func carryOut(_ order: String) throws -> Desk.Said {
                    try desk.run(
                        "madar", "worker", "order", "carry-out", order, "--yes-i-have-read")
                }
                func restart(daysAhead: Int) throws {
                    try #require(province.stop() == 0)
                    try province.start(daysAhead: daysAhead)
                    for profile in ["worker", "operator", "officer"] {
                        try desk.restart(profile)
                    }
                }
                let first = try ordered("protected")
                try restart(daysAhead: 8)
                #expect(try Self.witnesses(desk).map { $0["level"] as? Int } == [1])
                let done = try carryOut(first)
                let order = try #require(done.document["order"] as? [String: Any])
                #expect(done.status == 0 && order["witnessed_size"] as? Int == size)
                let second = try ordered("health")
                try restart(daysAhead: 31)
                #expect(try Self.witnesses(desk).map { $0["level"] as? Int } == [2])
                let refused = try carryOut(second)
                #expect(refused.code == "log_unwitnessed" && refused.status == 2)
                // No one person has it go on by taking the witness away.
                let removed = try desk.run(
                    "madarctl", "operator", "witness", "remove", "comite.sale")
                #expect(removed.document["needs_approval"] as? Bool == true)
                #expect(try carryOut(second).code == "log_unwitnessed")
                #expect(try approve("worker", try #require(removed.text("witness"))).status == 0)
                let last = try carryOut(second)
                let alone2 = try #require(last.document["order"] as? [String: Any])
                #expect(last.status == 0 && alone2["witnessed_size"] == nil)
                try #require(province.stop() == 0)
                #expect(try province.verify().status == 0)
            }
        }

        /// Notes of an untrusted witness, altered ones, and one of another province.
        private static func refusals(_ desk: Desk) throws {
            let path = { desk.root + "/" + $0 }
            func handIn(_ name: String) throws -> Desk.Said {
                try desk.run("madarctl", "operator", "witness", "cosigned", path(name))
            }
            func stranger(_ command: String, _ more: String...) throws -> Desk.Said {
                try desk.run(
                    "madar", "stranger",
                    ["witness", command, "--passphrase-file", desk.root + "/passphrase"] + more)
            }
            try #require(try stranger("init", "--name", "comite.sale").status == 0)
            try #require(try stranger("trust", path("province"), "--compared").status == 0)
            try #require(
                try stranger("sign", path("first"), "--output", path("strange")).status == 0)
            #expect(try handIn("strange").code == "witness_not_trusted")
            let text = try String(contentsOfFile: path("first-signed"), encoding: .utf8)
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                .map(String.init)
            lines[1] += "0"
            try lines.joined(separator: "\n")
                .write(toFile: path("altered"), atomically: true, encoding: .utf8)
            #expect(try handIn("altered").code == "log_file_forged")
            try opened { _, other, _ in
                let written = try other.run(
                    "madarctl", "worker", "witness", "request", "--output",
                    desk.root + "/other")
                try #require(written.status == 0)
            }
            let note = try String(contentsOfFile: path("other"), encoding: .utf8)
                .split(separator: "\n\n", maxSplits: 1).last.map(String.init)
            try #require(note).write(
                toFile: path("other-note"), atomically: true, encoding: .utf8)
            #expect(try handIn("other-note").code == "log_file_of_other")
        }

        @Test func manyProofsInOneFileAreEachVerified() throws {
            try Self.staffed { province, desk in
                let path = { desk.root + "/" + $0 }
                let file = try #require(try Terminals.open(desk).text("file_number"))
                let leaves = try desk.run(
                    "madar", "officer", "proof", "--leaf", "2", "--to", "13", "--output",
                    path("leaves"))
                #expect(leaves.document["proofs"] as? Int == 12)
                #expect(
                    try desk.run(
                        "madar", "worker", "proof", "--leaf", "2", "--to", "3", "--output",
                        path("none")
                    ).code == "permission")
                // Of what is not one's own nothing is proved, and that is no fault.
                let acts = try desk.run(
                    "madar", "worker", "proof", file, "1", "9", "--output", path("acts"))
                #expect(acts.document["proofs"] as? Int == 1)
                #expect(
                    try desk.run(
                        "madar", "worker", "proof", file, "5", "9", "--output", path("none")
                    ).code == "not_your_act")
                #expect(!FileManager.default.fileExists(atPath: path("none")))
                // By what a witness cosigned, a proof bears the cosignature; what came later is not in it.
                try Self.cosign(desk, "checkpoint")
                let key = try #require(
                    try Self.witness(desk, "show").text("key"))
                #expect(
                    try desk.run(
                        "madar", "worker", "proof", file, "1", "--note",
                        path("checkpoint-signed"), "--output", path("witnessed")
                    ).status == 0)
                let size = try #require(acts.document["log_size"] as? Int)
                #expect(
                    try desk.run(
                        "madar", "officer", "proof", "--leaf", String(size + 40), "--note",
                        path("checkpoint-signed"), "--output", path("late")
                    ).code == "no_such_leaf")
                try #require(province.stop() == 0)
                func verify(_ name: String, _ more: String...) throws -> Desk.Said {
                    try desk.run(
                        "madar", "anybody",
                        ["verify", path(name), "--province", path("province")] + more)
                }
                let seen = try verify("witnessed", "--witness", key)
                #expect(seen.status == 0 && seen.list("cosigned").count == 1)
                #expect(try verify("leaves", "--witness", key).code == "proofs_fail")
                let whole = try verify("leaves")
                #expect(whole.status == 0 && whole.document["proofs"] as? Int == 12)
                #expect(try verify("acts").text("hash") != nil)
                let text = try String(contentsOfFile: path("leaves"), encoding: .utf8)
                try text.replacing("\nindex 7\n", with: "\nindex 8\n")
                    .write(toFile: path("moved"), atomically: true, encoding: .utf8)
                let moved = try verify("moved")
                #expect(moved.code == "proofs_fail" && moved.status == 2)
                #expect(moved.document["failed"] as? Int == 1)
                let failure = try #require(moved.list("failures").first)
                #expect(failure["proof"] as? Int == 6 && failure["leaf"] as? Int == 8)
                #expect(failure["code"] as? String == "leaf_not_proved")
                let said = try desk.screen(
                    "madar", "anybody",
                    ["verify", path("moved"), "--province", path("province")])
                #expect(said.text.contains("Proof 6"))
            }
        }
    }
}
