import Basics
import Foundation
import Framing
import Secrets

/// A province of one test: a store of its own, a daemon process, and what its people enrol with.
///
/// Write `defer { province.end() }` after making one: it kills the daemon and removes the folder.
final class Province {
    /// The test's folder, for this user alone.
    let root: String
    /// The operator's invitation, with the port that is served.
    private(set) var operates: InvitationText
    /// The coordinator's invitation, likewise.
    private(set) var coordinates: InvitationText
    /// What opens the store; nil where a credential file does.
    let passphrase: String?
    private(set) var daemon: RunningDaemon?
    private var servedPort = 0

    /// The folder of the store.
    var data: String { root + "/data" }
    /// The file that unseals.
    var credential: String { root + "/credential" }
    /// What the daemon tells.
    var log: String { root + "/madard.log" }

    /// Founds a province with `madard init`.
    ///
    /// - Parameter disk: a small disk on which it lies; it ends with the disk.
    init(
        code: String = "04.441", coordinatorRoles: [String] = ["UPE-WORKER"],
        passphrase: String? = nil, disk: SmallDisk? = nil
    ) throws {
        try Sodium.start()
        self.passphrase = passphrase
        root = try disk?.path ?? Self.makeFolder()
        var arguments = ["init", "--province", code, "--data", root + "/data"]
        for role in coordinatorRoles { arguments += ["--coordinator-role", role] }
        if passphrase == nil {
            arguments += ["--no-passphrase", "--credential", root + "/credential"]
        }
        let ended = try Program.run(
            "madard", arguments, home: root, input: passphrase.map { $0 + "\n" } ?? "")
        let texts = ended.output.split(separator: "\n").compactMap { InvitationText($0) }
        guard ended.status == 0, texts.count == 2 else {
            throw HarnessError.program("init", ended.status)
        }
        (operates, coordinates) = (texts[0], texts[1])
    }

    /// A new folder that only this user may enter.
    static func makeFolder() throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("madar-e2e-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        return folder
    }

    /// The port on which the daemon listens, the same after every start.
    var port: Int { servedPort }

    /// Starts the daemon; it opens the store by itself where there is a credential.
    ///
    /// - Parameter daysAhead: by how much its clock of the day is put forward.
    func start(sealed: Bool = false, definition: String? = nil, daysAhead: Int = 0) throws {
        var arguments = ["serve", "--data", data, "--listen", "127.0.0.1:\(servedPort)"]
        if let definition { arguments += ["--definition", definition] }
        if passphrase == nil, !sealed { arguments += ["--credential", credential] }
        let started = try RunningDaemon(
            arguments, home: root, log: log, daysAhead == 0 ? [:] : try clock(ahead: daysAhead))
        daemon = started
        servedPort = started.port
        operates = try served(operates)
        coordinates = try served(coordinates)
    }

    /// What puts a program's clock forward, made of the attacks' source.
    private func clock(ahead days: Int) throws -> [String: String] {
        [
            "LD_PRELOAD": try library("Attack/clock.c"),
            "CLOCK_AHEAD_S": String(days * 86_400),
        ]
    }

    /// A library that is loaded before a program, made of a source of the tests.
    func library(_ source: String, _ more: String...) throws -> String {
        let library = root + "/" + source.replacingOccurrences(of: "/", with: "-") + ".so"
        guard !FileManager.default.fileExists(atPath: library) else { return library }
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments =
            ["clang", "-shared", "-fPIC", "-o", library, tests.appendingPathComponent(source).path]
            + more + ["-ldl"]
        try compiler.run()
        compiler.waitUntilExit()
        guard compiler.terminationStatus == 0 else {
            throw HarnessError.program("clang", compiler.terminationStatus)
        }
        return library
    }

    /// An invitation with the address that is really served.
    func served(_ invitation: InvitationText, port: Int? = nil) throws -> InvitationText {
        guard
            let text = InvitationText(
                keyID: invitation.keyID, daemonKey: invitation.daemonKey,
                invitation: invitation.invitation, secret: invitation.secret,
                address: "127.0.0.1:\(port ?? servedPort)")
        else { throw HarnessError.noInvitation }
        return text
    }

    /// Ends the daemon as an operator does, and gives its exit status.
    func stop() -> Int32? {
        let status = daemon?.end(SIGTERM)
        daemon = nil
        return status
    }

    /// Ends the daemon as a power cut would.
    func killDaemon() {
        _ = daemon?.end(SIGKILL)
        daemon = nil
    }

    /// Runs `madard verify` on the stopped store.
    func verify() throws -> Ended {
        var arguments = ["verify", "--data", data]
        if passphrase == nil { arguments += ["--credential", credential] }
        return try Program.run("madard", arguments, home: root)
    }

    /// Kills what runs and removes what lies there.
    func end() {
        killDaemon()
        try? FileManager.default.removeItem(atPath: root)
    }

    /// Every file under the store's folder with its bytes; what SQLite shares between processes
    /// and the reserve of zeros are left out.
    func fingerprint() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: data)
        where !name.hasSuffix("-shm") && name != "reserve" {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: data + "/" + name))
            files[name] = SHA256.hash(Array(bytes))
        }
        return files
    }
}
