import Foundation
import Support

/// Why a test's surroundings could not be made.
enum HarnessError: Error, Equatable {
    case program(String, Int32)
    case didNotStart
    case noInvitation
    case refused(UInt16)
    case tooSlow
    case noSuchText(String, String)
}

/// How a program ended.
struct Ended {
    let status: Int32
    let output: String
    let talk: String
}

/// Programs of this package as processes of their own.
enum Program {
    /// The test's own variables would be settings of the programs, so none of them is handed on.
    static func environment(home: String) -> [String: String] {
        var kept = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("MADAR_") }
        kept["HOME"] = home
        kept["MADAR_LANG"] = "en"
        return kept
    }

    /// Runs a program to its end.
    ///
    /// - Parameter more: what its environment has beside.
    static func run(
        _ name: String, _ arguments: [String], home: String, input: String = "",
        _ more: [String: String] = [:]
    ) throws -> Ended {
        let process = Process()
        let (into, output, talk) = (Pipe(), Pipe(), Pipe())
        process.executableURL = Programs.named(name)
        process.arguments = arguments
        process.environment = environment(home: home).merging(more) { $1 }
        process.standardInput = into
        process.standardOutput = output
        process.standardError = talk
        try process.run()
        into.fileHandleForWriting.write(Data(input.utf8))
        try into.fileHandleForWriting.close()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        let told = try talk.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Ended(
            status: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
            talk: String(decoding: told, as: UTF8.self))
    }
}

/// A daemon that serves, as a process of its own; it dies with the object.
final class RunningDaemon {
    /// Where it listens.
    let port: Int
    private let process = Process()

    /// Starts a daemon and waits until it listens; what it tells goes to the end of a file.
    ///
    /// - Parameter starter: a program with its arguments that puts the daemon in its own place.
    init(
        _ arguments: [String], home: String, log: String, _ more: [String: String] = [:],
        by starter: [String] = []
    ) throws {
        if !FileManager.default.fileExists(atPath: log) {
            try Data().write(to: URL(fileURLWithPath: log))
        }
        let talk = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        try talk.seekToEnd()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = starter + [Programs.named("madard").path] + arguments
        process.environment = Program.environment(home: home).merging(more) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = talk
        try process.run()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 {
            line.append(byte)
        }
        let address = String(decoding: line, as: UTF8.self)
        guard let port = address.split(separator: ":").last.flatMap({ Int($0) }) else {
            process.waitUntilExit()
            throw HarnessError.program("serve", process.terminationStatus)
        }
        self.port = port
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// The process's id.
    var identifier: Int32 { process.processIdentifier }

    /// Sends a signal that does not end the process.
    func signal(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Sends a signal and gives the exit status, or the signal that ended the process.
    func end(_ signal: Int32) -> Int32 {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return process.terminationStatus
    }
}
