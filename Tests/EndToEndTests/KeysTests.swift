import Basics
import Foundation
import Support
import Testing

extension EndToEnd {
    /// What an operator sees of keys that are replaced.
    @Suite struct Keys {
        @Test("A rotation is followed from its plan over its approval to its end (W-160)")
        func aRotationIsFollowed() throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let desk = try Desk(province.root)
            defer { desk.end() }
            try #require(try desk.enrol("operator", province.operates).status == 0)
            try #require(try desk.enrol("worker", province.coordinates).status == 0)
            try #require(try desk.unlock("operator").status == 0)
            try #require(try desk.unlock("worker").status == 0)
            let followed = try desk.start(
                "madarctl", "operator", ["keys", "rotate", "identity", "--watch"])
            var plan: String?
            while plan == nil {
                let listed = try desk.run("madarctl", "worker", "keys", "list")
                plan = listed.list("rotations").first?["rotation"] as? String
            }
            let approved = try desk.run(
                "madarctl", "worker", "approve", try #require(plan), "--yes-i-have-read")
            #expect(approved.status == 0)
            let end = try followed()
            #expect(end.status == 0 && end.text("state") == "cooling")
            #expect(end.text("rotation") == plan)
            // Its keys are counted by version, and keys that wrap nothing are not told.
            try #require(try Terminals.open(desk).status == 0)
            let counted = try desk.run("madarctl", "operator", "keys", "census").list("keys")
            let identity = counted.filter {
                $0["data_class"] as? Int == Int(DataClass.identity.rawValue)
            }
            #expect(identity.map { $0["version"] as? Int } == [1, 2])
            #expect(identity.map { $0["data_keys"] as? Int } == [0, 1])
            #expect(counted.count == 7)
            // So few data keys tell nothing of a rate.
            let estimate = try desk.run(
                "madarctl", "operator", "keys", "rotate", "social", "--dry-run")
            #expect(estimate.text("basis") == "assumed")
            #expect(estimate.document["per_second"] as? Int == 5_000)
        }
    }
}
