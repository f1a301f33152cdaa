internal import Glibc

/// A file that is read or written from its beginning to its end, for what is too large to hold.
public struct PlainFile: ~Copyable {
    private let file: Int32

    /// Makes a file of mode 0600 that is not there yet.
    ///
    /// - Throws: `alreadyExists`, `diskFull`, `inputOutput`.
    public static func create(_ path: String) throws(StoreError) -> PlainFile {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw errno == EEXIST ? .alreadyExists : SafeFile.lastError() }
        return PlainFile(file: file)
    }

    /// Opens a file to read it; what is no regular file is refused, and never waited for.
    ///
    /// - Throws: `notFound`, `inputOutput`.
    public static func read(_ path: String) throws(StoreError) -> PlainFile {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw errno == ENOENT ? .notFound : SafeFile.lastError() }
        let opened = PlainFile(file: file)
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .inputOutput(code: 0, errno: EINVAL)
        }
        return opened
    }

    private init(file: Int32) { self.file = file }

    deinit { Glibc.close(file) }

    /// How long the file is, in bytes.
    public var byteCount: UInt64 {
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { return 0 }
        return UInt64(clamping: status.st_size)
    }

    /// Appends bytes.
    ///
    /// - Throws: `diskFull`, `inputOutput`.
    public borrowing func write(_ bytes: [UInt8]) throws(StoreError) {
        try SafeFile.writeAll(bytes, to: file)
    }

    /// Reads what follows into `bytes`, as many as are asked for unless the file ends before; they are
    /// none at the end.
    ///
    /// - Throws: `inputOutput`.
    public borrowing func read(
        into bytes: inout [UInt8], maximumByteCount: Int
    ) throws(StoreError) {
        // No more than the file has need be made room for; where it grows, the next call finds the rest.
        // What the kernel makes as it is read, under /proc, says that it has nothing.
        let size = byteCount
        let room = size == 0 ? maximumByteCount : min(maximumByteCount, Int(clamping: size))
        if bytes.count != room { bytes = [UInt8](repeating: 0, count: room) }
        var filled = 0
        while filled < room {
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                return unsafe Glibc.read(file, rest.baseAddress, rest.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SafeFile.lastError() }
            if count == 0 { break }
            filled += count
        }
        bytes.removeLast(room - filled)
    }

    /// Waits until what was written is on the disk.
    ///
    /// - Throws: `diskFull`, `inputOutput`.
    public borrowing func sync() throws(StoreError) {
        guard fsync(file) == 0 else { throw SafeFile.lastError() }
    }
}

/// Folders in which whole files come and go.
public enum PlainFolder {
    /// Whether a folder has this name.
    public static func exists(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes a folder of mode 0700, or empties the one that has the name of the files that it may
    /// hold.
    ///
    /// - Throws: `diskFull`, `inputOutput`; `alreadyExists` where it holds anything else.
    public static func renew(_ path: String, mayHold names: [String]) throws(StoreError) {
        try remove(path, mayHold: names)
        guard unsafe mkdir(path, 0o700) == 0 else { throw SafeFile.lastError() }
    }

    /// Makes a folder of mode 0700 under a name that nobody else has, in another folder.
    ///
    /// - Throws: `diskFull`, `inputOutput`.
    public static func makeScratch(in folder: String) throws(StoreError) -> String {
        var name = Array((folder + "/madar.XXXXXX").utf8CString)
        let made = unsafe name.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return false }
            return unsafe mkdtemp(start) != nil
        }
        guard made else { throw SafeFile.lastError() }
        return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether a folder holds nothing; one that is not there does not.
    public static func isEmpty(_ path: String) -> Bool { names(in: path)?.isEmpty ?? false }

    /// The names of what lies in a folder, sorted; nil where it cannot be read.
    public static func names(in path: String) -> [String]? {
        guard let folder = unsafe opendir(path) else { return nil }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a folder with the files that it may hold, if it is there.
    ///
    /// - Throws: `alreadyExists` where it holds anything else; `inputOutput`.
    public static func remove(_ path: String, mayHold names: [String]) throws(StoreError) {
        guard exists(path) else { return }
        for name in names { _ = unsafe unlink(path + "/" + name) }
        guard unsafe rmdir(path) == 0 else {
            throw errno == ENOTEMPTY || errno == EEXIST ? .alreadyExists : SafeFile.lastError()
        }
    }

    /// Gives a file the owner and the group of another, where this process may do that.
    public static func giveOwner(of model: String, to path: String) {
        var status = stat()
        guard unsafe stat(model, &status) == 0 else { return }
        _ = unsafe lchown(path, status.st_uid, status.st_gid)
    }

    /// Gives a file or a folder its final name, in the place of one that has it, and syncs the folder
    /// that it lies in.
    ///
    /// - Throws: `inputOutput`; `notSynced` where it has its name, and may lose it with the power.
    public static func rename(_ path: String, to final: String) throws(StoreError) {
        // What lies in a folder stays in it.
        if exists(path) { try SafeFile.sync(folder: path) }
        guard unsafe Glibc.rename(path, final) == 0 else { throw SafeFile.lastError() }
        try SafeFile.settle(folderOf: final)
    }

    /// How many bytes of the disk that holds a folder are free, and which disk it is.
    ///
    /// - Throws: `inputOutput`.
    public static func space(
        of path: String
    ) throws(StoreError) -> (freeByteCount: UInt64, disk: UInt64) {
        var (space, status) = (statvfs(), stat())
        guard unsafe statvfs(path, &space) == 0, unsafe stat(path, &status) == 0 else {
            throw SafeFile.lastError()
        }
        return (UInt64(space.f_bavail) * UInt64(space.f_frsize), UInt64(status.st_dev))
    }

    /// How long a file is, in bytes; 0 where it is not there.
    public static func byteCount(of path: String) -> UInt64 {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return 0 }
        return UInt64(clamping: status.st_size)
    }
}
