import Foundation
import Support
import Testing

extension EndToEnd {
    /// The short programs as processes of their own, on a disk whose n-th call fails: their exit
    /// status, their words, and what they leave.
    @Suite struct DiskFaults {
        /// What a failing disk is told as in each language, by exit status; a page that cannot be read is
        /// a damaged one to SQLite.
        private static let words: [String: [Int32: String]] = [
            "en": [
                74: "The disk refuses to read or write. What was under way was not kept.",
                1: "The database is damaged. No file was touched: restore a backup.",
            ],
            "fr": [
                74: "Le disque refuse de lire ou d'écrire. L'opération n'a pas été gardée.",
                1:
                    "La base est endommagée. Les fichiers n'ont pas été touchés : restaurez une sauvegarde.",
            ],
            "ar": [
                74: "رفض القرص القراءة أو الكتابة. لم يُحفظ ما كان جاريا.",
                1: "قاعدة البيانات تالفة. لم تُمسّ الملفات: استرجع نسخة احتياطية.",
            ],
        ]

        /// The language of a try: each has its turn.
        private static func language(_ call: Int) -> String { ["en", "fr", "ar"][call / 5 % 3] }

        private static func told(_ ended: Ended, _ call: Int) -> Bool {
            words[language(call)]?[ended.status].map { ended.talk == "madard: \($0)\n" } ?? false
        }

        /// Runs a command with its n-th call failing, every fifth n, until none is reached.
        ///
        /// What failed says at which call: `MADAR_EVERY_FAULT=1` strikes that one again.
        private static func each(
            _ province: Province, _ arguments: [String], under: String,
            _ look: (Int, Bool, Ended) throws -> Void
        ) throws {
            let struck = province.root + "/struck"
            let library = try province.library(
                "FaultCalls/calls.c", "-DFAULTS_PRELOAD",
                "-I"
                    + URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                    .deletingLastPathComponent().appendingPathComponent("FaultCalls/include").path)
            for call in struckCalls(every: 5, through: 1_000) {
                try? FileManager.default.removeItem(atPath: struck)
                let ended = try Program.run(
                    "madard", arguments, home: province.root,
                    [
                        "LD_PRELOAD": library, "FAULT_UNDER": under, "FAULT_AT": String(call),
                        "FAULT_KIND": "1", "FAULT_STRUCK": struck, "MADAR_LANG": language(call),
                    ])
                let hasFailed = FileManager.default.fileExists(atPath: struck)
                do { try look(call, hasFailed, ended) } catch {
                    Issue.record(error, "call \(call)")
                    throw error
                }
                guard hasFailed else {
                    #expect(ended.status == 0 && call > 30)
                    return
                }
            }
            Issue.record("more calls than the loop tries")
        }

        @Test func restoreAndDrillSayWhatFailedAndLeaveNothingInTheWay() throws {
            try AMachineIsLost.opened { province, desk in
                let folder = province.root + "/backups"
                try AMachineIsLost.plan(desk, in: folder)
                _ = try Terminals.open(desk)
                let made = try desk.run("madarctl", "operator", "backup", "now")
                let backup = try #require(
                    (made.document["backup"] as? [String: Any])?["path"] as? String)
                province.killDaemon()
                let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                let keys = try #require(names.first { $0.hasSuffix("-keys.age") })
                let secrets = [
                    "--identity-file", province.root + "/second.age", "--credential",
                    province.credential, "--json",
                ]
                let place = province.root + "/restored"
                try Self.each(
                    province,
                    ["backup", "restore", backup, "--keys", folder + "/" + keys, "--data", place]
                        + secrets, under: place + ":" + folder
                ) { call, hasFailed, ended in
                    if ended.status != 0 {
                        #expect(
                            hasFailed && Self.told(ended, call), "\(call): \(ended)"
                        )
                        #expect(!FileManager.default.fileExists(atPath: place), "\(call)")
                    } else {
                        try FileManager.default.removeItem(atPath: place)
                    }
                }
                let scratch = province.root + "/scratch"
                try FileManager.default.createDirectory(
                    atPath: scratch, withIntermediateDirectories: false)
                try Self.each(
                    province, ["backup", "drill", backup, "--scratch", scratch] + secrets,
                    under: scratch + ":" + folder
                ) { call, hasFailed, ended in
                    if ended.status != 0 {
                        #expect(
                            hasFailed && Self.told(ended, call), "\(call): \(ended)"
                        )
                    }
                    // A note that blames the backup has two lines and no signature.
                    let note =
                        (try? String(contentsOfFile: backup + ".drill", encoding: .utf8)) ?? ""
                    #expect(!note.contains("failed"), "\(call): \(note)")
                }
            }
        }
    }
}
