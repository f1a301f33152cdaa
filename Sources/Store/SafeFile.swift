internal import Glibc

/// Small files that hold keys: read only where nobody else may read them, replaced atomically.
public enum SafeFile {
    /// Reads a whole file of mode 0600 (or stricter) that is a regular file of this user.
    ///
    /// - Throws: `notFound`, `wrongMode`, `limitExceeded`, or `inputOutput`.
    public static func read(
        _ path: String, maximumByteCount: Int
    ) throws(StoreError) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { throw errno == ENOENT ? .notFound : lastError() }
        defer { Glibc.close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw lastError() }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0,
            status.st_uid == geteuid()
        else { throw .wrongMode }
        let size = Int(status.st_size)
        guard size <= maximumByteCount else { throw .limitExceeded }
        var bytes = [UInt8](repeating: 0, count: size)
        var filled = 0
        while filled < size {
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                return unsafe Glibc.read(file, rest.baseAddress, rest.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw lastError() }
            filled += count
        }
        return bytes
    }

    /// Writes a new file beside the old, syncs it, renames it over the old and syncs the folder.
    ///
    /// A crash leaves the old bytes or the new ones, never a mixture.
    /// - Throws: `diskFull`, or `inputOutput`; the old file then stands. `notSynced` where the new one
    ///   stands, and may be lost with the power.
    public static func replace(_ path: String, with bytes: [UInt8]) throws(StoreError) {
        let fresh = path + ".new"
        _ = unsafe unlink(fresh)
        let file = unsafe open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw lastError() }
        do throws(StoreError) {
            try writeAll(bytes, to: file)
            guard fsync(file) == 0 else { throw lastError() }
        } catch {
            Glibc.close(file)
            _ = unsafe unlink(fresh)
            throw error
        }
        Glibc.close(file)
        guard unsafe rename(fresh, path) == 0 else {
            let failure = lastError()
            _ = unsafe unlink(fresh)
            throw failure
        }
        try settle(folderOf: path)
    }

    /// Removes a file, if it is there, and syncs its folder.
    ///
    /// - Throws: `inputOutput`; `notSynced` where the file is gone, and may be there again after a
    ///   power loss.
    public static func remove(_ path: String) throws(StoreError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw lastError() }
        try settle(folderOf: path)
    }

    /// Whether something has this name.
    public static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    static func writeAll(_ bytes: [UInt8], to file: Int32) throws(StoreError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
                return unsafe write(file, rest.baseAddress, rest.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw lastError() }
            written += count
        }
    }

    /// Syncs the folder in which something has changed.
    static func settle(folderOf path: String) throws(StoreError) {
        do throws(StoreError) { try syncFolder(of: path) } catch { throw .notSynced }
    }

    /// Syncs the folder of a file: what was renamed or removed in it stays so.
    ///
    /// - Throws: `diskFull`, `inputOutput`.
    public static func syncFolder(of path: String) throws(StoreError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        try sync(folder: folder.isEmpty ? "/" : folder)
    }

    static func sync(folder: String) throws(StoreError) {
        let handle = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw lastError() }
        defer { Glibc.close(handle) }
        guard fsync(handle) == 0 else { throw lastError() }
    }

    static func lastError() -> StoreError {
        let number = errno
        return [ENOSPC, EFBIG, EDQUOT].contains(number)
            ? .diskFull : .inputOutput(code: 0, errno: number)
    }
}

/// The lock that keeps a second daemon away from a store, held as long as this value lives.
@safe final class LockFile {
    private var file: Int32

    /// - Throws: `inUse` where another process holds it.
    init(path: String) throws(StoreError) {
        let file = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SafeFile.lastError() }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let failure = SafeFile.lastError()
            Glibc.close(file)
            throw isHeld ? .inUse : failure
        }
        self.file = file
    }

    /// Lets the next opener in.
    ///
    /// Closing alone would not: a process that is just being started holds a copy of the
    /// descriptor until it runs its program, and the lock belongs to both.
    func release() {
        guard file >= 0 else { return }
        flock(file, LOCK_UN)
        Glibc.close(file)
        file = -1
    }

    deinit { release() }
}

/// Room on the disk that is kept for the leaves of reads once the disk is full.
struct Reserve {
    let path: String
    let byteCount: Int

    var isHeld: Bool { SafeFile.exists(path) }

    /// Takes the room; tells whether there was enough.
    func take() -> Bool {
        guard byteCount > 0, !isHeld else { return true }
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        defer { Glibc.close(file) }
        guard posix_fallocate(file, 0, off_t(byteCount)) == 0, fsync(file) == 0 else {
            _ = unsafe unlink(path)
            return false
        }
        return true
    }

    /// Takes the room again after it was given up.
    ///
    /// What was given up is itself free room: taken back at once, a full disk would look as if it
    /// had recovered. So half as much again has to be free beside it.
    /// - Parameter freeByteCount: what the disk has left; asked of the system where nil.
    func takeAgain(freeByteCount: UInt64? = nil) -> Bool {
        guard byteCount > 0, !isHeld else { return true }
        guard let free = freeByteCount ?? Self.freeByteCount(beside: path),
            free >= UInt64(byteCount) + UInt64(byteCount / 2)
        else { return false }
        return take()
    }

    private static func freeByteCount(beside path: String) -> UInt64? {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        var status = statvfs()
        guard unsafe statvfs(folder.isEmpty ? "/" : folder, &status) == 0 else { return nil }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    /// Gives the room back to the disk.
    func giveUp() { _ = unsafe unlink(path) }
}
