public import Catalog
internal import Glibc
public import MadarClient
internal import Terminal

/// Where a text comes from that is never an argument.
public enum Input {
    /// The bytes of a file, or of the standard input for `-`.
    ///
    /// - Throws: `Failure`; `tooLarge` where there are more bytes than are wanted.
    public static func bytes(
        _ path: String, byteCountMax: Int = CommandLimits.inputByteCountMax, tooLarge: Fault? = nil
    ) throws -> [UInt8] {
        if path == "-" {
            guard let bytes = StandardStream.readInput(byteCountMax: byteCountMax) else {
                throw Failure(.noSuchInput(path: "-"))
            }
            return bytes
        }
        var bytes: [UInt8] = []
        try pieces(path) { piece in
            bytes += piece
            guard bytes.count <= byteCountMax else {
                throw Failure(tooLarge ?? .noSuchInput(path: path))
            }
        }
        return bytes
    }

    /// Reads a file, or the standard input for `-`, piece by piece, however large it is.
    ///
    /// - Throws: `Failure`; what `take` throws.
    public static func pieces(_ path: String, _ take: (ArraySlice<UInt8>) throws -> Void) throws {
        let isInput = path == "-"
        let descriptor = isInput ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(.noSuchInput(path: path)) }
        defer { if !isInput { close(descriptor) } }
        var chunk = [UInt8](repeating: 0, count: CommandLimits.readByteCount)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { buffer in
                unsafe read(descriptor, buffer.baseAddress, buffer.count)
            }
            if count == 0 { return }
            if count < 0, errno != EINTR { throw Failure(.noSuchInput(path: path)) }
            try take(chunk.prefix(max(count, 0)))
        }
    }

    /// The files that a path names: those of a folder by name, but for hidden ones, or itself.
    ///
    /// - Throws: `Failure` where more stand in a folder than are wanted.
    public static func files(_ path: String, countMax: Int, tooMany: Fault) throws -> [String] {
        guard let folder = unsafe opendir(path) else { return [path] }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard !name.hasPrefix(".") else { continue }
            names.append(path + (path.hasSuffix("/") ? "" : "/") + name)
            guard names.count <= countMax else { throw Failure(tooMany) }
        }
        return names.sorted()
    }

    /// A path as people type it: `~` for the home folder, quotes that a terminal puts around what
    /// is dropped on it.
    public static func path(_ typed: String) -> String {
        var path = typed
        for quote in ["'", "\""] where path.count > 1 && path.hasPrefix(quote) {
            if path.hasSuffix(quote) { path = String(path.dropFirst().dropLast()) }
        }
        guard path.hasPrefix("~/"), let home = unsafe getenv("HOME") else { return path }
        return unsafe String(cString: home) + path.dropFirst()
    }

    /// The text of a file or of the standard input, without blanks at its ends.
    public static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self).trimmed
    }
}

/// A new file that its owner alone can read; unless it is finished nothing of it is left.
public final class NewFile {
    private let path: String
    private let descriptor: Int32
    private var isFinished = false

    /// Makes the file.
    ///
    /// - Throws: `Failure` where something stands there already, or it cannot be made.
    public init(_ path: String) throws {
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST ? Failure(.fileExists(path: path)) : Self.failure(path)
        }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        if !isFinished { _ = unsafe unlink(path) }
    }

    private static func failure(_ path: String) -> Failure {
        Failure(
            errno == ENOSPC || errno == EDQUOT
                ? .noRoomToWrite(path: path) : .cannotWrite(path: path))
    }

    /// Writes what comes next.
    public func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
            }
            guard count > 0 || errno == EINTR else { throw Self.failure(path) }
            rest = rest.dropFirst(max(count, 0))
        }
    }

    /// Makes what was written durable.
    public func finish() throws {
        guard fsync(descriptor) == 0 else { throw Self.failure(path) }
        isFinished = true
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

    /// A new passphrase: from a file, or typed twice.
    public func newPassphrase(
        file: String?, asking question: Question = .newPassphrase
    ) throws -> Passphrase {
        if let file { return try passphrase(file: file, question: "") }
        let words = NewSecretWords(
            choose: ask(question), again: ask(.repeatPassphrase),
            tooShort: Fault.passphraseTooShort.happened(language),
            differ: Fault.passphrasesDiffer.happened(language))
        var bytes = try prompt.newSecret(words, byteCountMin: ClientLimits.passphraseByteCountMin)
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
