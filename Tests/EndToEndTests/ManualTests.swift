import Foundation
import Support
import Testing

extension EndToEnd {
    /// The pages of the manual, against what the programs say of themselves.
    @Suite struct Manual {
        private static let pages = ["madar.1", "madarctl.8", "madard.8"]

        /// What a program tells of its commands.
        private struct Told: Decodable {
            struct Argument: Decodable {
                struct Name: Decodable {
                    var kind: String
                    var name: String
                }
                var kind: String
                var names: [Name]?
                var valueName: String?
                var shouldDisplay: Bool

                /// The argument as a page writes it.
                var written: String? {
                    guard shouldDisplay else { return nil }
                    if kind == "positional" { return valueName.map { "Ar " + $0 } }
                    return names?.first { $0.kind == "long" }.map { "Fl -" + $0.name }
                }
            }
            struct Command: Decodable {
                var commandName: String
                var arguments: [Argument]?
                var subcommands: [Command]?
                var shouldDisplay: Bool

                /// Every command that does something, with its words.
                func leaves(_ words: [String] = []) -> [(words: String, arguments: [Argument])] {
                    let inner = (subcommands ?? []).filter {
                        $0.shouldDisplay && $0.commandName != "help"
                    }
                    guard inner.isEmpty else {
                        return inner.flatMap { $0.leaves(words + [$0.commandName]) }
                    }
                    return [(words.joined(separator: " "), arguments ?? [])]
                }
            }
            var command: Command
        }

        private static func path(_ page: String) -> String {
            URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("Sources/Packaging/man/" + page).path
        }

        /// A page's lines by the command that they tell of; those of the options of all commands
        /// under an empty name.
        private static func parts(_ page: String) throws -> [String: Set<String>] {
            let text = try String(contentsOfFile: path(page), encoding: .utf8)
            var parts: [String: Set<String>] = [:]
            var part: String?
            for line in text.split(separator: "\n") {
                if line.hasPrefix(".Sh ") { part = line == ".Sh OPTIONS" ? "" : nil }
                if line.hasPrefix(".It Ic ") { part = String(line.dropFirst(".It Ic ".count)) }
                guard let part else { continue }
                parts[part, default: []].formUnion(
                    line.hasPrefix(".It ") ? [String(line.dropFirst(".It ".count))] : [])
            }
            return parts
        }

        @Test(arguments: pages) func everyCommandAndFlagStandsInItsPage(page: String) throws {
            let program = String(page.prefix { $0 != "." })
            let ended = try Program.run(program, ["--experimental-dump-help"], home: "/")
            let told = try JSONDecoder().decode(Told.self, from: Data(ended.output.utf8))
            let leaves = told.command.leaves()
            #expect(leaves.count >= 10)
            let parts = try Self.parts(page)
            let common = try #require(parts[""])
            #expect(Set(parts.keys) == Set(leaves.map(\.words) + [""]))
            for (words, arguments) in leaves {
                let written = Set(arguments.compactMap(\.written))
                let lines = parts[words] ?? []
                // An entry begins with the flag, behind which its value may stand.
                func isThere(_ argument: String, _ lines: Set<String>) -> Bool {
                    lines.contains { $0 == argument || $0.hasPrefix(argument + " ") }
                }
                for argument in written where !["Fl -version", "Fl -help"].contains(argument) {
                    #expect(
                        isThere(argument, lines) || isThere(argument, common),
                        "\(words): \(argument)")
                }
                for line in lines where !line.hasPrefix("Ic ") {
                    let entry = line.split(separator: " ").prefix(2).joined(separator: " ")
                    #expect(written.contains(entry), "\(words): \(line)")
                }
            }
        }

        @Test(.enabled(if: StockProgram.shouldRun("mandoc"), "no `mandoc`"))
        func mandocFindsNothing() throws {
            let ended = try StockProgram.run(
                "mandoc", ["-T", "lint"] + Self.pages.map { Self.path($0) })
            // Our own pages are not installed where they are checked.
            let found = String(decoding: ended.output, as: UTF8.self).split(separator: "\n")
                .filter { !$0.contains("referenced manual not found: Xr madar") }
            #expect(found == [])
            // The check bites.
            let bad = try StockProgram.run(
                "mandoc", ["-T", "lint"], input: Array(".Dd today\n.Sh NAME\n".utf8))
            #expect(!bad.output.isEmpty)
        }
    }
}
