import Foundation
import Framing
import Support
import Testing

/// People at terminals: `madar` and `madarctl` as processes, each profile with its own agent.
final class Desk {
    struct Said {
        let status: Int32
        let document: [String: Any]
        let code: String?

        func text(_ key: String) -> String? { document[key] as? String }
        func list(_ key: String) -> [[String: Any]] { document[key] as? [[String: Any]] ?? [] }
    }

    let root: String
    /// The language of what the programs say.
    var language: String
    private var profiles: [String] = []

    /// - Parameters:
    ///   - root: a folder of the test's own.
    ///   - language: the code of a language.
    init(_ root: String, language: String = "en") throws {
        self.root = root
        self.language = language
        for folder in ["/run", "/homes"] {
            try FileManager.default.createDirectory(
                atPath: root + folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
        // Whole or not at all: another desk of the same province may be reading it.
        try Data("a passphrase of a device".utf8)
            .write(to: URL(fileURLWithPath: root + "/passphrase"), options: .atomic)
    }

    /// Runs a program for a profile, which may ask nothing.
    @discardableResult
    func run(_ program: String, _ profile: String, _ arguments: String...) throws -> Said {
        try run(program, profile, arguments)
    }

    /// The same for arguments that are at hand as a list.
    @discardableResult
    func run(_ program: String, _ profile: String, _ arguments: [String]) throws -> Said {
        try start(program, profile, arguments)()
    }

    /// Starts a program likewise; what is given back waits for its end.
    func start(
        _ program: String, _ profile: String, _ arguments: [String]
    ) throws -> () throws -> Said {
        let process = process(program, profile, arguments)
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        return {
            let said = try output.fileHandleForReading.readToEnd() ?? Data()
            let told = try errors.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            let document = try? JSONSerialization.jsonObject(with: said) as? [String: Any]
            let error = try? JSONSerialization.jsonObject(with: told) as? [String: Any]
            return Said(
                status: process.terminationStatus, document: document ?? [:],
                code: (error?["error"] as? [String: Any])?["code"] as? String)
        }
    }

    func enrol(_ profile: String, _ invitation: InvitationText) throws -> Said {
        let path = root + "/invitation"
        try Data(invitation.text.utf8).write(to: URL(fileURLWithPath: path))
        return try run(
            "madar", profile, "enrol", "--invitation-file", path, "--device-label", profile,
            "--passphrase-file", root + "/passphrase")
    }

    /// Invites somebody as the operator does, and has the second person approve.
    func invite(
        _ name: String, as role: String, of organisation: String,
        approver: String = "coordinator"
    ) throws -> InvitationText {
        let (path, nameFile) = (root + "/for-" + role, root + "/name")
        // Another may be invited as the same: no program writes over what is there.
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(name.utf8).write(to: URL(fileURLWithPath: nameFile))
        let invited = try run(
            "madarctl", "operator", "invite", "--name-file", nameFile, "--role", role,
            "--new-organisation", organisation, "--output", path)
        let id = invited.text("invitation") ?? ""
        _ = try run("madarctl", approver, "approve", id, "--yes-i-have-read")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        guard
            let invitation = InvitationText(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else { throw HarnessError.noInvitation }
        return invitation
    }

    /// The id of the member behind a profile.
    func member(_ profile: String) throws -> String {
        try run("madar", profile, "whoami").text("member") ?? ""
    }

    func unlock(_ profile: String) throws -> Said {
        if !profiles.contains(profile) { profiles.append(profile) }
        return try run("madar", profile, "unlock", "--passphrase-file", root + "/passphrase")
    }

    /// Locks and unlocks: what follows is a new process with a new connection.
    func restart(_ profile: String) throws {
        _ = try run("madar", profile, "lock")
        _ = try unlock(profile)
    }

    /// What lies on the disk of one machine now, on another one.
    func copy(_ profile: String, to other: String) throws {
        try FileManager.default.createDirectory(
            atPath: root + "/homes/" + other, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let name = "/device.key"
        try FileManager.default.copyItem(
            atPath: root + "/homes/" + profile + name, toPath: root + "/homes/" + other + name)
    }

    /// Runs `madar watch --new`, and gives what it told, a document a line.
    func news(_ profile: String) throws -> [[String: Any]] {
        let told = try output(process("madar", profile, ["watch", "--new"]))
        return try told.split(separator: "\n").map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
        }
    }

    /// Runs a program that prints text, and gives that.
    func text(_ program: String, _ profile: String, _ arguments: String...) throws -> String {
        try output(process(program, profile, arguments, isJSON: false))
    }

    /// Runs a program that prints text, and gives how it ended with all that a person sees.
    func screen(
        _ program: String, _ profile: String, _ arguments: [String]
    ) throws -> (status: Int32, text: String) {
        let process = process(program, profile, arguments, isJSON: false)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }

    private func output(_ process: Process) throws -> String {
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw HarnessError.program("", process.terminationStatus)
        }
        return String(decoding: said, as: UTF8.self)
    }

    /// A program of a profile, not yet started.
    func process(
        _ program: String, _ profile: String, _ arguments: [String], isJSON: Bool = true
    ) -> Process {
        let process = Process()
        process.executableURL = Programs.named(program)
        process.arguments =
            arguments + ["--profile", profile, "--lang", language, "--no-input"]
            + (isJSON ? ["--json"] : [])
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        return process
    }

    private var environment: [String: String] {
        Program.environment(home: root).merging([
            "MADAR_HOME": root + "/homes", "XDG_RUNTIME_DIR": root + "/run",
        ]) { $1 }
    }

    /// A person who sits down before a program.
    func sit(_ profile: String, _ arguments: String...) throws -> Sitting {
        try Sitting(
            "madar", arguments + ["--profile", profile, "--lang", language],
            environment: environment)
    }

    /// What lies, sealed, in a profile, by its name.
    func kept(_ profile: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: root + "/homes/" + profile + "/kept"
        ).sorted()
    }

    /// Writes a document for a program to read.
    func write(_ name: String, _ document: [String: Any]) throws -> String {
        let path = root + "/" + name
        try JSONSerialization.data(withJSONObject: document)
            .write(to: URL(fileURLWithPath: path))
        return path
    }

    /// Ends the agents that were started.
    func end() { for profile in profiles { _ = try? run("madar", profile, "lock") } }
}

extension Desk {
    /// Enrols somebody with an invitation, and unlocks his profile.
    func join(_ profile: String, _ invitation: InvitationText) throws {
        try #require(try enrol(profile, invitation).status == 0)
        try #require(try unlock(profile).status == 0)
    }

    /// A desk beside a running province, at which its operator and its coordinator have joined.
    ///
    /// - Parameter coordinator: the profile of whoever holds the coordinator's roles.
    static func staffed(
        _ coordinatorRoles: [String], as coordinator: String = "coordinator",
        language: String = "en", _ body: (Province, Desk) throws -> Void
    ) throws {
        let province = try Province(coordinatorRoles: coordinatorRoles)
        defer { province.end() }
        try province.start()
        let desk = try Desk(province.root, language: language)
        defer { desk.end() }
        try desk.join("operator", province.operates)
        try desk.join(coordinator, province.coordinates)
        try body(province, desk)
    }
}
