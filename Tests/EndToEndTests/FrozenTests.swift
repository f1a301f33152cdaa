import Foundation
import GRDB
import Testing

extension EndToEnd {
    /// Stores as earlier versions wrote them, each with its backup, that this one has to open.
    ///
    /// A layout that is no longer written has its store here as its last version left it; a store is
    /// never made again. `layout-1` has three files, a key that took another's place, and a plan.
    @Suite struct Frozen {
        /// What lies in a frozen store's archive, unpacked in a folder of its own.
        private static func thawed(_ name: String, _ body: (String) throws -> Void) throws {
            let root =
                FileManager.default.temporaryDirectory.path + "/frozen-\(UUID().uuidString)"
            try FileManager.default.createDirectory(
                atPath: root, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            defer { try? FileManager.default.removeItem(atPath: root) }
            let archive = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("Frozen/\(name).tar.gz").path
            let tar = Process()
            tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            tar.arguments = ["tar", "-xzf", archive, "-C", root, "--no-same-owner", "-p"]
            try tar.run()
            tar.waitUntilExit()
            try #require(tar.terminationStatus == 0)
            try body(root)
        }

        private static func madard(
            _ root: String, _ arguments: String...
        ) throws -> Ended {
            try Program.run("madard", arguments, home: root)
        }

        private static func verify(_ root: String, _ folder: String) throws -> Ended {
            try madard(
                root, "verify", "--data", root + folder, "--credential", root + "/credential")
        }

        @Test(arguments: ["layout-1"])
        func aStoreOfAnEarlierVersionOpensWholeAndServes(_ name: String) throws {
            try Self.thawed(name) { root in
                let before = try Self.verify(root, "/store")
                #expect(before.status == 0, "\(before.talk)")
                #expect(before.output.contains("Opened as well: 52 leaves, 6 acts, 3 files."))
                let daemon = try RunningDaemon(
                    [
                        "serve", "--data", root + "/store", "--listen", "127.0.0.1:0",
                        "--credential", root + "/credential",
                    ], home: root, log: root + "/log", [:])
                #expect(daemon.end(SIGTERM) == 0)
                let after = try Self.verify(root, "/store")
                #expect(after.status == 0, "\(after.talk)")
                #expect(after.output.contains("6 acts, 3 files."))
            }
        }

        @Test(arguments: ["layout-1"])
        func aBackupOfAnEarlierVersionIsRestored(_ name: String) throws {
            try Self.thawed(name) { root in
                let names = try FileManager.default.contentsOfDirectory(
                    atPath: root + "/backups")
                let keys = try #require(names.first { $0.hasSuffix("-keys.age") })
                let records = try #require(names.first { $0 != keys })
                let restored = try Self.madard(
                    root, "backup", "restore", root + "/backups/" + records, "--keys",
                    root + "/backups/" + keys, "--identity-file", root + "/k1", "--data",
                    root + "/again", "--credential", root + "/credential")
                #expect(restored.status == 0, "\(restored.talk)")
                let verified = try Self.verify(root, "/again")
                #expect(verified.status == 0, "\(verified.talk)")
                #expect(verified.output.contains("6 acts, 3 files."))
            }
        }

        /// LAYOUT L-4.
        @Test func aStoreOfALaterVersionIsLeftAlone() throws {
            try Self.thawed("layout-1") { root in
                let queue = try DatabaseQueue(path: root + "/store/madar.db")
                try queue.write { database in
                    try database.execute(
                        sql: "UPDATE meta SET value = x'0000000000000002' WHERE key = 1")
                }
                try queue.close()
                let refused = try Self.verify(root, "/store")
                #expect(refused.status == 78)
                #expect(refused.talk.contains("newer version"))
            }
        }
    }
}
