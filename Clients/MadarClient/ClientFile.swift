import Basics
import Glibc
import Secrets

/// Files of this user alone: read with their mode checked, written whole or not at all.
enum ClientFile {
    static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.hasPrefix("/") ? text : nil
    }

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// The names in a folder; none where there is no folder.
    static func names(in folder: String) -> [String] {
        guard let stream = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { buffer in
                unsafe String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Makes a folder and those above it, for this user alone.
    static func makeFolder(_ path: String) throws(ClientError) {
        guard !exists(path), path.hasPrefix("/") else { return }
        if let cut = path.lastIndex(of: "/"), cut != path.startIndex {
            try makeFolder(String(path[..<cut]))
        }
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw ClientError(.inputOutput)
        }
    }

    /// Reads a whole file; nil where there is none.
    ///
    /// - Throws: `wrongMode` where others may read it or it is another user's; `inputOutput`.
    static func read(_ path: String, byteCountMax: Int) throws(ClientError) -> [UInt8]? {
        let file = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw ClientError(errno == EACCES ? .wrongMode : .inputOutput)
        }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw ClientError(.inputOutput) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0,
            status.st_uid == geteuid()
        else { throw ClientError(.wrongMode) }
        guard status.st_size <= byteCountMax else { throw ClientError(.inputOutput) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                return unsafe Glibc.read(file, rest.baseAddress, rest.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw ClientError(.inputOutput) }
            filled += count
        }
        return bytes
    }

    /// Writes a file beside the old one, syncs it, renames it over the old one and syncs the
    /// folder: a crash leaves the old bytes or the new ones.
    static func replace(_ path: String, with bytes: [UInt8]) throws(ClientError) {
        // Two processes of one user may write at once; each has a name of its own.
        let fresh = path + "." + Random.bytes(8).hexadecimal + ".new"
        let file = unsafe open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw ClientError(.inputOutput) }
        let isWritten = writeAll(bytes, to: file) && fsync(file) == 0
        close(file)
        guard isWritten, unsafe rename(fresh, path) == 0 else {
            _ = unsafe unlink(fresh)
            throw ClientError(.inputOutput)
        }
        try syncFolder(of: path)
    }

    /// Removes a file where it is there.
    static func remove(_ path: String) throws(ClientError) {
        if unsafe unlink(path) == 0 { return try syncFolder(of: path) }
        guard errno == ENOENT else { throw ClientError(.inputOutput) }
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
                return unsafe write(file, rest.baseAddress, rest.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }

    private static func syncFolder(of path: String) throws(ClientError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let file = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw ClientError(.inputOutput) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw ClientError(.inputOutput) }
    }

    /// The clock of this machine, for the handshake's greeting alone.
    static var now: Instant {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(
            milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

/// The turn of one process to change a file of a folder; others wait for theirs.
///
/// The lock is the folder's own and ends with the process that holds it, so no file is left over.
struct FolderTurn {
    private let folder: Int32

    /// Waits for the turn.
    ///
    /// - Throws: `notEnrolled` where the folder is not there, `inputOutput`.
    init(_ path: String) throws(ClientError) {
        folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else {
            throw ClientError(errno == ENOENT ? .notEnrolled : .inputOutput)
        }
        while flock(folder, LOCK_EX) != 0 {
            guard errno == EINTR else {
                close(folder)
                throw ClientError(.inputOutput)
            }
        }
    }

    /// Gives the turn to the next.
    func end() { close(folder) }
}
