internal import Foundation

/// What the system tells of this process.
enum OwnProcess {
    /// The memory that the process holds, in bytes; 0 where the system does not say.
    static var residentByteCount: UInt64 {
        // A file of /proc has no size that could be asked for ahead.
        guard let file = FileHandle(forReadingAtPath: "/proc/self/statm"),
            let bytes = try? file.readToEnd(),
            let pages = String(decoding: bytes, as: UTF8.self).split(separator: " ").dropFirst()
                .first.flatMap({ UInt64($0) })
        else { return 0 }
        return pages * UInt64(sysconf(Int32(_SC_PAGESIZE)))
    }
}
