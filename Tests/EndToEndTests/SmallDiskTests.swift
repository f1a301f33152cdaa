import Foundation
import Support
import Testing

/// A file system in memory of a few megabytes, that can be filled and freed.
final class SmallDisk {
    /// Where it is mounted.
    let path: String

    /// Whether a file system may be mounted here, or has to be: a machine may forbid that to everybody,
    /// to root in a container too.
    static let mayMount = Vectors.areRequired || (try? SmallDisk(megabytes: 1)) != nil

    init(megabytes: Int) throws {
        path = try Province.makeFolder()
        try Self.run(
            "mount", "-t", "tmpfs", "-o", "size=\(megabytes)m,mode=0700", "tmpfs", path)
    }

    deinit {
        try? Self.run("umount", "-l", path)
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func run(_ name: String, _ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw HarnessError.program(name, process.terminationStatus)
        }
    }

    /// Takes all the room that is left.
    func fill() throws {
        let name = path + "/filler-\(UUID().uuidString)"
        try Data().write(to: URL(fileURLWithPath: name))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: name))
        defer { try? file.close() }
        var size = 1 << 20
        while size > 0 {
            do { try file.write(contentsOf: Data(count: size)) } catch { size /= 2 }
        }
    }

    /// Gives the room back that was taken.
    func free() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: path)
        where name.hasPrefix("filler-") {
            try FileManager.default.removeItem(atPath: path + "/" + name)
        }
    }
}

extension EndToEnd {
    /// Disks that are full, as they are: file systems of their own.
    @Suite(.enabled(if: SmallDisk.mayMount, "nothing may be mounted here")) struct SmallDisks {
        /// Tries something until it is so; the daemon looks for room once a second.
        private static func until(_ isSo: () throws -> Bool) throws -> Bool {
            for _ in 0..<240 {
                if try isSo() { return true }
                Thread.sleep(forTimeInterval: 0.25)
            }
            return false
        }

        @Test func onAFullDiskItRefusesGoesOnReadingAndWritesAgainWhenThereIsRoom() throws {
            let disk = try SmallDisk(megabytes: 160)
            let home = try Province.makeFolder()
            defer { try? FileManager.default.removeItem(atPath: home) }
            let province = try Province(disk: disk)
            defer { province.killDaemon() }
            try province.start()
            let desk = try Desk(home)
            defer { desk.end() }
            try #require(try desk.enrol("worker", province.coordinates).status == 0)
            try #require(try desk.enrol("operator", province.operates).status == 0)
            for profile in ["worker", "operator"] {
                try #require(try desk.unlock(profile).status == 0)
            }
            let first = try #require(try Terminals.open(desk).text("file_number"))
            try disk.fill()
            for name in ["سندباد", "علي"] {
                let refused = try Terminals.open(desk, ["given_name_ar": name])
                #expect(refused.status == 74, "\(refused.status)")
                #expect(refused.code == "disk_full")
            }
            // The room of the reserve serves the leaves of what is read.
            #expect(try desk.run("madar", "worker", "show", first).status == 0)
            #expect(
                !FileManager.default.fileExists(atPath: province.data + "/reserve"))
            // That is taken as well: what could not be noted is not told.
            try disk.fill()
            var last: Desk.Said?
            #expect(
                try Self.until {
                    let said = try desk.run("madar", "worker", "show", first)
                    if said.status != 0 { last = said }
                    return said.status != 0
                })
            #expect(last?.code == "disk_full" && last?.status == 74)
            for (language, words) in [
                ("ar", "قرص الخادم ممتلئ"), ("fr", "Le disque du serveur est plein"),
                ("en", "The daemon's disk is full"),
            ] {
                desk.language = language
                for (program, profile, arguments) in [
                    ("madar", "worker", ["show", first]), ("madarctl", "operator", ["status"]),
                ] {
                    let said = try desk.screen(program, profile, arguments)
                    #expect(said.status == 74 && said.text.contains(words), "\(said)")
                }
            }
            desk.language = "en"
            // A kill meanwhile leaves what there is, and a start on a full disk serves nothing new.
            province.killDaemon()
            try disk.free()
            try province.start()
            var number: String?
            #expect(
                try Self.until {
                    number = try Terminals.open(desk, ["given_name_ar": "ليلى"])
                        .text("file_number")
                    return number != nil
                })
            for file in [first, try #require(number)] {
                #expect(try desk.run("madar", "worker", "show", file).status == 0)
            }
            #expect(
                try Self.until {
                    FileManager.default.fileExists(atPath: province.data + "/reserve")
                })
            province.killDaemon()
            let verified = try province.verify()
            #expect(verified.status == 0, "\(verified.output)")
            #expect(verified.output.contains("Everything agrees"))
        }

        @Test func aBackupOntoAFullDiskIsAnAlarmUntilTheNextIsMade() throws {
            let disk = try SmallDisk(megabytes: 160)
            try AMachineIsLost.opened { province, desk in
                let folder = disk.path + "/backups"
                try AMachineIsLost.plan(desk, in: folder)
                #expect(try Terminals.open(desk).status == 0)
                try #require(try desk.run("madarctl", "operator", "backup", "now").status == 0)
                let kept = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                try disk.fill()
                let refused = try desk.run("madarctl", "operator", "backup", "now")
                #expect(refused.status == 74, "\(refused.status)")
                #expect(refused.code == "backup_no_room", "\(refused.code ?? "")")
                #expect(
                    try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == kept)
                let alarmed = try desk.run("madarctl", "operator", "backup", "list")
                #expect(alarmed.document["failure"] as? String == "backup_no_room", "\(alarmed)")
                // Beside the records lie the keys.
                #expect(alarmed.status == 0 && alarmed.list("backups").count == kept.count - 1)
                // Children's files are written all the while.
                #expect(try Terminals.open(desk, ["given_name_ar": "سندباد"]).status == 0)
                try disk.free()
                try #require(try desk.run("madarctl", "operator", "backup", "now").status == 0)
                let listed = try desk.run("madarctl", "operator", "backup", "list")
                #expect(listed.document["failure"] == nil)
                #expect(listed.list("backups").count >= kept.count)
                let drilled = try AMachineIsLost.madard(province, "drill", [folder])
                #expect(drilled.status == 0 && drilled.document["isProved"] as? Bool == true)
            }
        }
    }
}
