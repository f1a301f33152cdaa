internal import Glibc

/// A standard stream of the process: data goes to the output, talk goes to the error stream.
public enum StandardStream: Int32, Sendable {
    /// The standard input.
    case input = 0
    /// The standard output.
    case output = 1
    /// The standard error stream.
    case error = 2

    /// Whether the stream is a terminal.
    public var isTerminal: Bool { isatty(rawValue) == 1 }

    /// Writes the whole text; false where the stream takes no more.
    @discardableResult
    public func write(_ text: String) -> Bool { Descriptor.write(Array(text.utf8), to: rawValue) }

    /// Writes all bytes; false where the stream takes no more.
    public func write(_ bytes: [UInt8]) -> Bool { Descriptor.write(bytes, to: rawValue) }

    /// Reads to the end, up to a number of bytes; nil for an error or for more than that.
    public static func readInput(byteCountMax: Int) -> [UInt8]? {
        Descriptor.readAll(0, byteCountMax: byteCountMax)
    }
}

/// The width of the terminal behind the output or the error stream, in columns.
public enum TerminalSize {
    /// The columns that the terminal tells, or the default.
    public static var columns: Int {
        for stream in [StandardStream.output, .error] {
            var size = winsize()
            if unsafe ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0,
                size.ws_col >= TerminalLimits.columnsMin
            {
                return Int(size.ws_col)
            }
        }
        return TerminalLimits.columnsDefault
    }
}

/// The few calls on file descriptors that this room needs.
enum Descriptor {
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    static func readAll(_ descriptor: Int32, byteCountMax: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        while let chunk = read(descriptor, upTo: TerminalLimits.readByteCount) {
            if chunk.isEmpty { return bytes }
            bytes += chunk
            if bytes.count > byteCountMax { return nil }
        }
        return nil
    }

    /// Reads what is there; an empty array at the end, nil for an error.
    static func read(_ descriptor: Int32, upTo byteCountMax: Int) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: byteCountMax)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count)
            }
            if count >= 0 {
                // What was typed may be a secret; the buffer keeps no copy of it.
                defer { for index in buffer.indices { buffer[index] = 0 } }
                return Array(buffer.prefix(count))
            }
            if errno != EINTR { return nil }
        }
    }
}
