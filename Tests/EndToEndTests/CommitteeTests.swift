import Foundation
import Testing

extension EndToEnd {
    /// A committee that opens the store, from its keys on sticks to the unsealing (SPEC W-180 to
    /// W-184).
    @Suite struct ACommittee {
        private static let people = ["amina", "youssef", "salma", "coffre"]

        /// A province with operator and coordinator, and people with custody keys.
        private static func opened(_ body: (Province, Desk) throws -> Void) throws {
            try Desk.staffed(["CAPE-COORDINATOR"], body)
        }

        private static func stick(_ desk: Desk, _ name: String) -> String {
            desk.root + "/" + name + ".key"
        }

        /// Makes a custody key, and gives its public half.
        private static func key(_ desk: Desk, _ name: String) throws -> String {
            let made = try desk.run(
                "madarctl", "anybody", "custody", "key", "--output", stick(desk, name),
                "--passphrase-file", desk.root + "/passphrase")
            try #require(made.status == 0)
            let shown = try desk.run(
                "madarctl", "anybody", "custody", "show", stick(desk, name),
                "--passphrase-file", desk.root + "/passphrase")
            #expect(shown.text("fingerprint") == made.text("fingerprint"))
            return name + "=" + (made.text("key") ?? "")
        }

        private static func with(
            _ desk: Desk, _ name: String, _ command: String..., option: String = "--key"
        ) throws -> Desk.Said {
            try desk.run(
                "madarctl", "operator",
                command + [
                    option, stick(desk, name), "--passphrase-file", desk.root + "/passphrase",
                ])
        }

        private static func unseal(_ desk: Desk, _ name: String) throws -> Desk.Said {
            try with(desk, name, "unseal", option: "--custody-key")
        }

        /// Proposes and approves a committee of which two of three open, with an escrow key.
        private static func approve(_ desk: Desk) throws {
            let keys = try people.map { try key(desk, $0) }
            let proposed = try desk.run(
                "madarctl", "operator", "committee", "propose", "--compared", "--needs", "2",
                "--member", keys[0], "--member", keys[1], "--member", keys[2], "--escrow",
                keys[3])
            let plan = try #require(proposed.text("plan"))
            #expect(
                try desk.run("madarctl", "operator", "approve", plan, "--yes-i-have-read").status
                    != 0)
            let approved = try desk.run(
                "madarctl", "coordinator", "approve", plan, "--yes-i-have-read")
            try #require(approved.status == 0 && approved.text("committee") == plan)
        }

        @Test func itIsFoundedTriedAndOpensTheStore() throws {
            try Self.opened { province, desk in
                try Self.approve(desk)
                let before = try Data(contentsOf: URL(fileURLWithPath: province.credential))
                let waiting = try desk.run("madarctl", "operator", "committee", "show")
                #expect(waiting.text("state") == "proving")
                #expect(waiting.document["credential_goes_along"] as? Bool == true)
                // A power cut in the middle changes nothing.
                #expect(try Self.with(desk, "amina", "committee", "prove").status == 0)
                province.killDaemon()
                try province.start()
                try desk.restart("operator")
                let second = try Self.with(desk, "salma", "committee", "prove")
                #expect(second.document["is_complete"] as? Bool == false)
                let last = try Self.with(desk, "coffre", "committee", "prove")
                #expect(last.document["is_complete"] as? Bool == true)
                #expect(
                    try Self.with(desk, "amina", "committee", "prove").code == "no_committee_plan")
                let status = try desk.run("madarctl", "operator", "status")
                #expect(status.document["root_epoch"] as? Int == 2)
                #expect(status.document["slots_dropped"] as? Int == 0)
                let metrics = try desk.run("madarctl", "operator", "metrics")
                #expect(metrics.text("schema") == "madar.metrics/1")
                #expect(metrics.text("text")?.contains("\nmadar_vault_sealed 0\n") == true)
                let state = try #require(status.document["committee"] as? [String: Any])
                #expect(state["members_proved"] as? Int == 2 && state["members"] as? Int == 3)
                // The credential was made anew, and opens by itself after a crash.
                #expect(
                    try Data(contentsOf: URL(fileURLWithPath: province.credential)) != before)
                province.killDaemon()
                try province.start()
                try desk.restart("operator")
                #expect(try Self.with(desk, "youssef", "committee", "drill").status == 0)
                let tried = try desk.run("madarctl", "operator", "status")
                let proved = try #require(tried.document["committee"] as? [String: Any])
                #expect(proved["members_proved"] as? Int == 3)

                // Without the credential the daemon starts sealed, and two members open it.
                try #require(province.stop() == 0)
                try province.start(sealed: true)
                try desk.restart("operator")
                let first = try Self.unseal(desk, "youssef")
                #expect(first.text("state") == "sealed")
                let between = try desk.run("madarctl", "operator", "status")
                #expect(between.document["contributed"] as? [String] == ["youssef"])
                #expect(try Self.unseal(desk, "amina").text("state") == "serving")
                #expect(try Self.unseal(desk, "amina").code == "already_unsealed")
                try #require(
                    try desk.run(
                        "madarctl", "operator", "seal", "--yes-interrupt-everybody"
                    ).status == 0)
                // The escrow key opens alone, and a stranger's nothing.
                _ = try Self.key(desk, "stranger")
                #expect(try Self.unseal(desk, "stranger").code == "not_custodian")
                #expect(try Self.unseal(desk, "coffre").text("state") == "serving")
                try #require(province.stop() == 0)
                #expect(try province.verify().status == 0)
            }
        }

        @Test func aChangeIsStoppedAndTheKeyOfAFormerCommitteeOpensNothing() throws {
            try Self.opened { province, desk in
                try Self.approve(desk)
                #expect(
                    try desk.run("madarctl", "operator", "committee", "cancel").code
                        == "permission")
                #expect(
                    try desk.run("madarctl", "coordinator", "committee", "cancel").status == 0)
                for name in Self.people {
                    try FileManager.default.removeItem(atPath: Self.stick(desk, name))
                }
                try Self.approve(desk)
                for name in ["amina", "youssef", "coffre"] {
                    #expect(try Self.with(desk, name, "committee", "prove").status == 0)
                }
                // Salma leaves: the two others let a new committee take the place of theirs.
                let (amina, youssef) = (
                    try desk.run(
                        "madarctl", "anybody", "custody", "show", Self.stick(desk, "amina"),
                        "--passphrase-file", desk.root + "/passphrase"
                    ).text("key") ?? "",
                    try Self.key(desk, "new")
                )
                let proposed = try desk.run(
                    "madarctl", "operator", "committee", "propose", "--compared", "--needs", "2",
                    "--member", "amina=" + amina, "--member", youssef)
                let plan = try #require(proposed.text("plan"))
                try #require(
                    try desk.run(
                        "madarctl", "coordinator", "approve", plan, "--yes-i-have-read"
                    ).status == 0)
                #expect(try Self.with(desk, "amina", "committee", "prove").status == 0)
                #expect(
                    try Self.with(desk, "new", "committee", "prove")
                        .document["is_complete"] as? Bool == false)
                #expect(
                    try Self.with(desk, "salma", "committee", "prove")
                        .document["is_complete"] as? Bool == true)
                try #require(
                    try desk.run(
                        "madarctl", "operator", "seal", "--yes-interrupt-everybody"
                    ).status == 0)
                for name in ["salma", "youssef", "coffre"] {
                    #expect(try Self.unseal(desk, name).code == "not_custodian")
                }
                #expect(try Self.unseal(desk, "new").text("state") == "sealed")
                #expect(try Self.unseal(desk, "amina").text("state") == "serving")
                #expect(
                    try desk.run("madarctl", "operator", "status").document["root_epoch"] as? Int
                        == 3)
            }
        }
    }
}
