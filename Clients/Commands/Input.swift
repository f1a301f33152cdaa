internal import Catalog
internal import Glibc
public import MadarClient
internal import Terminal

/// Where a text comes from that is never an argument.
public enum Input {
    /// The largest input, in bytes.
    static let byteCountMax = 1 << 20

    /// The bytes of a file, or of the standard input for `-`.
    ///
    /// - Throws: `Failure`.
    public static func bytes(_ path: String) throws -> [UInt8] {
        if path == "-" {
            guard let bytes = StandardStream.readInput(byteCountMax: byteCountMax) else {
                throw Failure(.noSuchInput(path: "-"))
            }
            return bytes
        }
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(.noSuchInput(path: path)) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= byteCountMax {
            let count = unsafe chunk.withUnsafeMutableBytes { buffer in
                unsafe read(descriptor, buffer.baseAddress, buffer.count)
            }
            if count == 0 { return bytes }
            if count < 0, errno != EINTR { break }
            bytes += chunk.prefix(max(count, 0))
        }
        throw Failure(.noSuchInput(path: path))
    }

    /// The text of a file or of the standard input, without blanks at its ends.
    public static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self).trimmed
    }

    /// Writes a text to a new file that its owner alone can read.
    public static func write(_ text: String, to path: String) throws {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Failure(errno == EEXIST ? .fileExists(path: path) : .cannotWrite(path: path))
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        let count = unsafe bytes.withUnsafeBytes { buffer in
            unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        }
        guard count == bytes.count, fsync(descriptor) == 0 else {
            throw Failure(.cannotWrite(path: path))
        }
    }
}

extension Context {
    /// A passphrase from a file, from the standard input, or typed without echo.
    public func passphrase(file: String?, question: String) throws -> Passphrase {
        var bytes: [UInt8]
        if let file {
            bytes = try Input.bytes(file)
            while bytes.last == UInt8(ascii: "\n") || bytes.last == UInt8(ascii: "\r") {
                bytes.removeLast()
            }
        } else {
            bytes = try prompt.secret(question)
        }
        return try Self.passphrase(wiping: &bytes)
    }

    /// A passphrase of what was typed, which is wiped.
    public static func passphrase(wiping bytes: inout [UInt8]) throws -> Passphrase {
        do {
            try ClientStart.prepare()
        } catch {
            throw Failure(error)
        }
        guard let passphrase = Passphrase(wiping: &bytes) else {
            throw Failure(.passphraseTooShort)
        }
        return passphrase
    }
}
