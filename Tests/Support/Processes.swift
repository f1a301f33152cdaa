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

/// Programs of the system that tests compare with, by their names.
public enum StockProgram {
    /// How a program ended, and what it wrote.
    public struct Ended: Sendable {
        /// The exit status.
        public let status: Int32
        /// What it wrote to its output.
        public let output: [UInt8]
        /// What it wrote to its error stream.
        public let talk: String
    }

    /// Whether a program is there, or has to be.
    public static func shouldRun(_ name: String) -> Bool {
        path(name) != nil || Vectors.areRequired
    }

    private static func path(_ name: String) -> String? {
        ["/usr/bin/", "/usr/local/bin/"].map { $0 + name }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs a program to its end.
    ///
    /// - Throws: where it cannot be started.
    public static func run(
        _ name: String, _ arguments: [String], input: [UInt8] = []
    ) throws -> Ended {
        let process = Process()
        let (into, output, talk) = (Pipe(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: path(name) ?? name)
        process.arguments = arguments
        process.standardInput = into
        process.standardOutput = output
        process.standardError = talk
        try process.run()
        try into.fileHandleForWriting.write(contentsOf: Data(input))
        try into.fileHandleForWriting.close()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        let told = try talk.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Ended(
            status: process.terminationStatus, output: Array(said),
            talk: String(decoding: told, as: UTF8.self))
    }
}

/// The service manager's end of `NOTIFY_SOCKET`.
public final class NotifySocket {
    private let socket: Int32

    /// Listens under a name in the file system, or, after `@`, under an abstract one.
    ///
    /// - Throws: where the name cannot be had.
    public init(_ name: String) throws {
        socket = Foundation.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = name.utf8.enumerated().map { $0 == 0 && $1 == UInt8(ascii: "@") ? 0 : $1 }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        let code = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(socket, $0, length)
            }
        }
        guard code == 0 else { throw POSIXError(.EADDRINUSE) }
        // A message that never comes is a failure, and not a test that never ends.
        var wait = timeval(tv_sec: 30, tv_usec: 0)
        unsafe setsockopt(
            socket, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(socket) }

    /// The next message; nil where none comes.
    public func next() -> String? {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = unsafe recv(socket, &bytes, bytes.count, 0)
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
    }

    /// The messages up to one that begins so; nil where it does not come.
    public func messages(upTo wanted: String) -> [String]? {
        var seen: [String] = []
        while let message = next() {
            seen.append(message)
            if message.hasPrefix(wanted) { return seen }
        }
        return nil
    }
}
