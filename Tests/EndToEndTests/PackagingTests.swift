import Foundation
import Support
import Testing

extension EndToEnd {
    /// Units, folders and sample settings, as the programs that read them see them.
    @Suite struct Packaging {
        private static var folder: URL {
            URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("Sources/Packaging")
        }

        private static func text(_ path: String) throws -> String {
            try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
        }

        private static func names(_ path: String) throws -> [String] {
            try FileManager.default.contentsOfDirectory(
                atPath: folder.appendingPathComponent(path).path
            ).sorted()
        }

        /// Runs `systemd-analyze verify` on copies of all units, in which madard is the one that was
        /// built, each with a line added.
        private func verify(adding line: String = "") throws -> StockProgram.Ended {
            let copies = try Province.makeFolder()
            defer { try? FileManager.default.removeItem(atPath: copies) }
            var paths: [String] = []
            for name in try Self.names("systemd") {
                let unit = try Self.text("systemd/" + name).replacingOccurrences(
                    of: "/usr/bin/madard", with: Programs.named("madard").path)
                paths.append(copies + "/" + name)
                try (unit + line).write(
                    toFile: copies + "/" + name, atomically: true, encoding: .utf8)
            }
            return try StockProgram.run("systemd-analyze", ["verify", "--man=no"] + paths)
        }

        @Test(.enabled(if: StockProgram.shouldRun("systemd-analyze"), "no `systemd-analyze`"))
        func systemdUnderstandsEveryLine() throws {
            let ended = try verify()
            #expect(ended.status == 0)
            #expect(ended.talk.isEmpty, "\(ended.talk)")
            // The check bites.
            #expect(try verify(adding: "\nNoSuchKey=1\n").talk.contains("NoSuchKey"))
        }

        @Test(.enabled(if: StockProgram.shouldRun("systemd-analyze"), "no `systemd-analyze`"))
        func everyServiceIsShutIn() throws {
            func exposure(_ path: String) throws -> Int32 {
                try StockProgram.run(
                    "systemd-analyze", ["security", "--offline=true", "--threshold=15", path]
                ).status
            }
            let services = try Self.names("systemd").filter { $0.hasSuffix(".service") }
            #expect(services.count >= 3)
            for name in services {
                let path = Self.folder.appendingPathComponent("systemd/" + name).path
                #expect(try exposure(path) == 0, "\(name)")
            }
            let bare = try Province.makeFolder()
            defer { try? FileManager.default.removeItem(atPath: bare) }
            try "[Service]\nExecStart=/bin/true\n".write(
                toFile: bare + "/bare.service", atomically: true, encoding: .utf8)
            #expect(try exposure(bare + "/bare.service") != 0)
        }

        /// A unit names no flag that its command does not know.
        @Test func commandsOfTheUnitsExist() throws {
            var count = 0
            for name in try Self.names("systemd") {
                let unit = try Self.text("systemd/" + name)
                    .replacingOccurrences(of: "\\\n", with: " ")
                for line in unit.split(separator: "\n") where line.contains("=/usr/bin/madard ") {
                    count += 1
                    let words = line.split(separator: " ").dropFirst().map(String.init)
                    let command = words.prefix { !$0.hasPrefix("-") && !$0.hasPrefix("/") }
                    let help = try Program.run("madard", command + ["--help"], home: "/")
                    #expect(help.status == 0, "\(name): \(command)")
                    for flag in words where flag.hasPrefix("--") {
                        #expect(help.output.contains(flag), "\(name): \(flag)")
                    }
                }
            }
            #expect(count == 2)
        }

        /// Whoever sets a machine up makes the user and the folders that the units name.
        @Test(.enabled(if: StockProgram.shouldRun("systemd-sysusers"), "no `systemd-sysusers`"))
        func usersAndFoldersAreThoseOfTheUnits() throws {
            let root = try Province.makeFolder()
            defer { try? FileManager.default.removeItem(atPath: root) }
            try FileManager.default.createDirectory(
                atPath: root + "/etc", withIntermediateDirectories: false)
            let isRoot = geteuid() == 0
            let users = Self.folder.appendingPathComponent("sysusers.d/madar.conf").path
            let ended = try StockProgram.run(
                "systemd-sysusers", ["--root=\(root)"] + (isRoot ? [] : ["--dry-run"]) + [users])
            #expect(ended.status == 0, "\(ended.talk)")
            #expect(ended.talk.contains("'madar'"))
            let folders = try Self.text("tmpfiles.d/madar.conf").split(separator: "\n")
                .filter { $0.hasPrefix("d ") }.map { $0.split(separator: " ").map(String.init) }
            for folder in folders { #expect(folder[3...4] == ["madar", "madar"]) }
            let made = Set(folders.map { $0[1] })
            for name in try Self.names("systemd") where name.hasSuffix(".service") {
                let lines = try Self.text("systemd/" + name).split(separator: "\n")
                #expect(lines.contains("User=madar"), "\(name)")
                for line in lines where line.hasPrefix("ReadWritePaths=") {
                    let paths = line.dropFirst("ReadWritePaths=".count).split(separator: " ")
                    for path in paths.map({ $0.drop { $0 == "-" } }) {
                        #expect(made.contains(String(path)), "\(name): \(path)")
                    }
                }
            }
            guard isRoot else { return }
            let tmpfiles = Self.folder.appendingPathComponent("tmpfiles.d/madar.conf").path
            let created = try StockProgram.run(
                "systemd-tmpfiles", ["--root=\(root)", "--create", tmpfiles])
            #expect(created.status == 0, "\(created.talk)")
            for folder in folders {
                let mode = try FileManager.default.attributesOfItem(atPath: root + folder[1])[
                    .posixPermissions]
                #expect((mode as? Int).map { "0" + String($0, radix: 8) } == folder[2])
            }
        }

        @Test func sampleSettingsPass() throws {
            let samples = try Self.names("settings")
            #expect(samples.count == 2)
            for name in samples {
                let path = Self.folder.appendingPathComponent("settings/" + name).path
                let ended = try Program.run(
                    "madard", ["config", "check", "--settings", path], home: "/")
                #expect(ended.status == 0, "\(name): \(ended.talk)")
            }
            // With what it only suggests, the sample names every setting.
            let whole = try Self.text("settings/madard.yaml").replacing(
                /\n# (?<line>[a-z-]+: \/)/, with: { "\n\($0.output.line)" })
            let home = try Province.makeFolder()
            defer { try? FileManager.default.removeItem(atPath: home) }
            let path = home + "/madard.yaml"
            try whole.write(toFile: path, atomically: true, encoding: .utf8)
            let check = try Program.run(
                "madard", ["config", "check", "--settings", path], home: home)
            #expect(check.status == 0, "\(check.talk)")
            let shown = try Program.run(
                "madard", ["config", "show", "--origin", "--settings", path], home: home)
            let lines = shown.output.split(separator: "\n")
            #expect(lines.count == 6)
            for line in lines { #expect(line.contains("# " + path), "\(line)") }
        }
    }
}
