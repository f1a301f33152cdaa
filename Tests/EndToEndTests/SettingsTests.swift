import Foundation
import Testing

extension EndToEnd {
    /// What `madard config` says of settings.
    @Suite struct SettingsFiles {
        private func config(
            _ command: String, _ text: String, _ flags: [String] = []
        ) throws -> (Ended, path: String) {
            let folder = try Province.makeFolder()
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let path = folder + "/madard.yaml"
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            let ended = try Program.run(
                "madard", ["config", command, "--settings", path] + flags, home: folder)
            return (ended, path)
        }

        @Test func everyFaultIsToldWithItsLine() throws {
            let wrong: [(text: String, told: [String])] = [
                ("data: 5\n", ["1: the value of 'data' has to be a text"]),
                (
                    "# first\nlog: [text]\nfoo: x\ndata: here\n",
                    [
                        "2: the value of 'log' has to be a text", "3: the key 'foo' is not known",
                        "4: the value of 'data' has to be a path from the root",
                    ]
                ),
                ("data: /d\nlog: text\nlog: json\n", ["2: a key stands twice: log"]),
                ("- data\n", ["1: a mapping of keys to texts is expected"]),
                ("data: /d\nlisten: 7411\n", ["2: the value of 'listen' has to be a text"]),
                ("data: /d\nlisten: here\n", ["2: listen"]),
                ("data: /d\nlog: xml\n", ["2: log"]),
                ("data: [\n", ["2: "]),
                ("# nothing\n", ["MADAR_DATA"]),
            ]
            for (text, told) in wrong {
                let (ended, path) = try config("check", text)
                #expect(ended.status == 78, "\(text)")
                for sentence in told {
                    let isOfFile = sentence.first?.isNumber == true
                    let wanted = (isOfFile ? path + ":" : "") + sentence
                    #expect(ended.talk.contains(wanted), "\(text): \(ended.talk)")
                }
            }
            let none = try Program.run(
                "madard", ["config", "check", "--settings", "/nothing.yaml"], home: "/")
            #expect(none.status == 78)
            #expect(none.talk.contains("/nothing.yaml:0: the file cannot be read"))
        }

        @Test func whatIsShownIsASettingsFileThatSaysTheSame() throws {
            let text = "data: /srv/madar\nlisten: \"[::1]:7\"\n"
            let (shown, _) = try config("show", text, ["--log", "json"])
            #expect(shown.status == 0)
            #expect(shown.output == "data: /srv/madar\nlisten: \"[::1]:7\"\nlog: json\n")
            let (again, _) = try config("show", shown.output)
            #expect(again.output == shown.output)
            #expect(try config("check", shown.output).0.status == 0)
            let (origins, path) = try config("show", text, ["--log", "json", "--origin"])
            #expect(
                origins.output.split(separator: "\n").map { $0.split(separator: "# ").last } == [
                    "\(path):1", "\(path):2", "flag",
                ])
        }
    }
}
