import CPlatform
import Glibc
public import MadarClient

/// Starts the agent in the background: this program again, under a hidden subcommand.
public enum AgentLauncher {
    static let ready = "ready"

    /// Starts it, hands the passphrase through a pipe, and waits until it serves or says why not;
    /// about a second.
    ///
    /// - Throws: what kept the agent from starting; `agentFailed` where it said nothing.
    public static func start(
        arguments: [String], _ passphrase: borrowing Passphrase
    ) throws(ClientError) {
        var input = try Pipe()
        var output = try Pipe()
        // Written before our reading end is closed: a child that is gone already is an end of
        // file below and no signal here. A passphrase fits the buffer of a pipe.
        let isWritten = unsafe passphrase.withBytes { bytes in
            unsafe write(input.writing, bytes.baseAddress, bytes.count) == bytes.count
        }
        guard isWritten else { throw ClientError(.inputOutput) }
        let child = spawn(["madar"] + arguments, input: input.reading, output: output.writing)
        input.closeBoth()
        output.closeWriting()
        guard child > 0 else { throw ClientError(.agentFailed) }
        let line = output.line()
        guard line != ready else { return }
        // It has ended, or is about to: nothing is left behind.
        var status: Int32 = 0
        unsafe waitpid(pid_t(child), &status, 0)
        throw ClientError(ClientError.Code(rawValue: line) ?? .agentFailed)
    }

    private static func spawn(_ arguments: [String], input: Int32, output: Int32) -> Int64 {
        var pointers: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) }
        defer { unsafe pointers.forEach { unsafe free($0) } }
        unsafe pointers.append(nil)
        return unsafe madar_spawn("/proc/self/exe", pointers, input, output)
    }

    /// Both ends of a pipe; what is still open is closed with it.
    private struct Pipe: ~Copyable {
        private(set) var reading: Int32
        private(set) var writing: Int32

        init() throws(ClientError) {
            var ends: [Int32] = [-1, -1]
            guard unsafe madar_pipe(&ends) == 0 else { throw ClientError(.inputOutput) }
            reading = ends[0]
            writing = ends[1]
        }

        deinit {
            if reading >= 0 { close(reading) }
            if writing >= 0 { close(writing) }
        }

        mutating func closeWriting() {
            close(writing)
            writing = -1
        }

        mutating func closeBoth() {
            close(reading)
            reading = -1
            closeWriting()
        }

        func line() -> String {
            var bytes: [UInt8] = []
            var byte: UInt8 = 0
            while bytes.count < AgentLimits.readyLineByteCountMax {
                let count = unsafe read(reading, &byte, 1)
                if count < 0, errno == EINTR { continue }
                guard count == 1, byte != UInt8(ascii: "\n") else { break }
                bytes.append(byte)
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
