import Foundation
import Support
import Testing

extension EndToEnd {
    /// What `madard doctor` finds around real stores.
    @Suite struct Doctors {
        private struct Document: Decodable {
            struct Finding: Decodable {
                var code: String
                var level: String
                var subject: String?
                var sentence: String
                var advice: String?
            }
            var faults: Int
            var findings: [Finding]

            /// The codes, without those that tell of this machine.
            var codes: Set<String> {
                let machine = ["swap", "clock", "locked_memory", "disk", "sqlite", "libsodium"]
                return Set(
                    findings.map(\.code).filter { code in
                        !machine.contains { code.hasPrefix($0) }
                    })
            }
        }

        private func doctor(
            _ province: Province, _ flags: [String] = []
        ) throws -> (Document, status: Int32) {
            let ended = try Program.run(
                "madard", ["doctor", "--data", province.data, "--json"] + flags,
                home: province.root)
            let document = try JSONDecoder().decode(
                Document.self, from: Data(ended.output.utf8))
            #expect((document.faults > 0) == (ended.status == 2))
            #expect(document.faults == document.findings.count { $0.level == "fault" })
            return (document, ended.status)
        }

        @Test func aStoreIsLookedAtWhetherItIsServedOrNot() throws {
            let province = try Province()
            defer { province.end() }
            let flags = ["--credential", province.credential]
            // SQLite leaves an empty log of writes where it has opened a database.
            func bytes() throws -> [String: [UInt8]] {
                try province.fingerprint().filter { !$0.key.hasSuffix("-wal") }
            }
            let before = try bytes()
            let resting: Set = [
                "daemon_rests", "cores_forbidden", "files_right", "credential_beside",
                "journal_right", "backups_unplanned",
            ]
            #expect(try doctor(province, flags).0.codes == resting)
            #expect(try bytes() == before)

            try province.start()
            let served: Set = [
                "daemon_runs", "cores_forbidden", "files_right", "credential_beside",
                "journal_right", "backups_unasked",
            ]
            #expect(try doctor(province, flags).0.codes == served)
            // The daemon still has its lock, and nothing else has.
            let second = try Program.run(
                "madard", ["serve", "--data", province.data, "--listen", "127.0.0.1:0"],
                home: province.root)
            #expect(second.status == 75)
            // What a killed daemon leaves is told, and taken up by the next.
            province.killDaemon()
            #expect(try doctor(province).0.codes.contains("daemon_rests"))
            try province.start()
            #expect(province.stop() == 0)
            #expect(try doctor(province, flags).0.codes == resting)
        }

        @Test func whatIsWrongWithFilesIsToldByName() throws {
            let province = try Province()
            defer { province.end() }
            let files = FileManager.default
            func set(_ mode: Int, _ path: String) throws {
                try files.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            }
            try set(0o644, province.data + "/slots")
            try set(0o755, province.data)
            try files.removeItem(atPath: province.data + "/reserve")
            try files.removeItem(atPath: province.data + "/transport")
            try Data().write(to: URL(fileURLWithPath: province.data + "/madar.db-journal"))
            let (found, status) = try doctor(province, ["--credential", "/nothing/credential"])
            #expect(status == 2)
            let told = Dictionary(
                found.findings.map { ($0.code, $0.subject) },
                uniquingKeysWith: { first, _ in first })
            #expect(told["file_open"] == province.data + "/slots")
            #expect(told["folder_open"] == province.data)
            #expect(told["file_missing"] == province.data + "/transport")
            #expect(told["credential_missing"] == "/nothing/credential")
            for code in ["reserve_spent", "journal_foreign", "store_unreadable"] {
                #expect(told.keys.contains(code), "\(code)")
            }
            #expect(!told.keys.contains("files_right"))
            for finding in found.findings {
                #expect((finding.advice == nil) == (finding.level == "ok"), "\(finding.code)")
            }
        }

        @Test func aFolderWithoutAStoreIsNone() throws {
            let folder = try Province.makeFolder()
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let ended = try Program.run("madard", ["doctor", "--data", folder], home: folder)
            #expect(ended.status == 66)
            #expect(ended.output.isEmpty)
        }
    }
}
