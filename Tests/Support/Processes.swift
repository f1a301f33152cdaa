public import Foundation

/// A real process that a test talks to over its standard input and output.
public final class TestProcess {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// Starts a program with arguments.
    ///
    /// - Throws: where it cannot be started.
    public init(_ program: URL, _ arguments: [String], environment: [String: String] = [:]) throws {
        process.executableURL = program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(environment) { _, new in new }
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// The process's id.
    public var identifier: Int32 { process.processIdentifier }

    /// Reads the next line that the process prints; nil at its end.
    public func line() -> String? {
        var bytes: [UInt8] = []
        while let byte = try? output.fileHandleForReading.read(upToCount: 1), let first = byte.first
        {
            if first == UInt8(ascii: "\n") { break }
            bytes.append(first)
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// Writes to the process's input.
    public func write(_ bytes: [UInt8]) {
        try? input.fileHandleForWriting.write(contentsOf: Data(bytes))
    }

    /// Closes the process's input.
    public func closeInput() { try? input.fileHandleForWriting.close() }

    /// Closes the process's input and gives what is left of its output and its exit status.
    public func finish() -> (output: String, status: Int32) {
        try? input.fileHandleForWriting.close()
        let rest = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        return (String(decoding: rest, as: UTF8.self), process.terminationStatus)
    }

    /// Sends a signal.
    public func signal(_ number: Int32) { kill(process.processIdentifier, number) }
}

/// Where the programs that this package builds lie.
public enum Programs {
    /// The folder of the test bundle, which is that of the executables.
    public static var folder: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent()
    }

    /// An executable of this package.
    public static func named(_ name: String) -> URL {
        for bundle in [folder, URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()] {
            let candidate = bundle.appendingPathComponent(name)
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
        }
        let build = FileManager.default.currentDirectoryPath + "/.build/debug/" + name
        return URL(fileURLWithPath: build)
    }

    /// The Python that has the packages which the tests need; `MADAR_PYTHON` names it.
    public static var python: URL? {
        ProcessInfo.processInfo.environment["MADAR_PYTHON"].map { URL(fileURLWithPath: $0) }
    }
}
