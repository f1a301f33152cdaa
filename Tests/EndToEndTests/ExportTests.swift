import Foundation
import Support
import Testing

extension EndToEnd {
    /// A caseload is taken out by two people, for whoever holds the key of an age recipient.
    @Suite struct Exports {
        static func age(_ tool: String, _ arguments: [String]) throws -> Data {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/" + tool)
            process.arguments = arguments
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            let said = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0)
            return said
        }

        @Test func aCaseloadIsTakenOutForWhoeverHoldsTheKey() throws {
            try AWitness.staffed { province, desk in
                let path = { desk.root + "/" + $0 }
                _ = try Self.age("age-keygen", ["-o", path("key")])
                let recipient = String(
                    decoding: try Self.age("age-keygen", ["-y", path("key")]), as: UTF8.self
                ).trimmingCharacters(in: .whitespacesAndNewlines)
                let number = try #require(
                    try Terminals.open(desk, ["given_name_ar": "سندباد"]).text("file_number"))
                let me = try desk.run("madar", "worker", "whoami")
                let given = try desk.run(
                    "madar", "worker", "order", "caseload", try #require(me.text("member")),
                    "--ground", "oversight", "--reason", "x")
                let wrapped = try #require(given.document["order"] as? [String: Any])
                let order = try #require(wrapped["order"] as? String)
                let out = path("caseload.age")
                func export(_ to: String, by profile: String = "worker") throws -> Desk.Said {
                    try desk.run(
                        "madar", profile, "order", "export", order, "--recipient", to,
                        "--output", out)
                }
                #expect(try export(recipient).code == "order_not_approved")
                #expect(
                    try desk.run(
                        "madar", "officer", "order", "approve", order, "--yes-i-have-read"
                    ).status == 0)
                #expect(try export("age1none").code == "bad_recipient")
                #expect(!FileManager.default.fileExists(atPath: out))
                let done = try export(recipient)
                #expect(done.status == 0 && done.document["files"] as? Int == 1)
                #expect(try export(recipient).code == "file_exists")
                let mode = try FileManager.default.attributesOfItem(atPath: out)
                #expect(mode[.posixPermissions] as? Int == 0o600)
                let sealed = try Data(contentsOf: URL(filePath: out))
                #expect(sealed.range(of: Data("سندباد".utf8)) == nil)
                let lines = try Self.age("age", ["-d", "-i", path("key"), out])
                    .split(separator: UInt8(ascii: "\n"))
                    .map {
                        try #require(
                            JSONSerialization.jsonObject(with: $0) as? [String: Any])
                    }
                #expect(
                    lines.map { $0["schema"] as? String } == [
                        "madar.export/1", "madar.export-file/1",
                    ])
                #expect(lines.last?["file_number"] as? String == number)
                let history = try #require(lines.last?["history"] as? [String: Any])
                #expect((history["acts"] as? [Any])?.count == 1)
                #expect(String(describing: history).contains("سندباد"))
            }
        }
    }
}
