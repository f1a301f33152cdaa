internal import Basics
internal import Glibc
internal import Store

/// What the system tells of the machine, and of the daemon that has a store open.
struct Machine {
    /// Whether a process holds the store's lock.
    var isDaemonRunning: Bool
    /// Whether the machine has swap.
    var hasSwap: Bool
    /// Whether the daemon's memory is kept out of it.
    var isSwapForbidden: Bool
    /// How large the daemon's core dumps may be; nil where no daemon runs, or none is told.
    var coreLimit: UInt64?
    /// What is done with core dumps.
    var corePattern: String
    /// How much memory may be locked, in bytes, by the daemon or else by a process of who asks; nil
    /// where nothing limits it.
    var lockedMemoryLimit: UInt64?
    /// What the system says of its clock; nil where it says nothing.
    var isClockSynchronised: Bool?
    /// Now.
    var now: Instant

    /// Reads what there is; `lock` is the file that a daemon holds.
    init(lock: String, isClockSynchronised: Bool?, now: Instant) {
        let holder = Self.holder(of: lock)
        isDaemonRunning = holder != nil
        let process = holder.flatMap { $0 > 0 ? String($0) : nil }
        // The first line is the heading.
        hasSwap = Self.text("/proc/swaps").split(separator: "\n").count > 1
        isSwapForbidden = process.map { Self.isSwapForbidden($0) } ?? false
        corePattern = String(
            Self.text("/proc/sys/kernel/core_pattern").prefix { $0 != "\n" })
        coreLimit = process.flatMap { Self.limit("Max core file size", of: $0) ?? .max }
        lockedMemoryLimit = Self.limit("Max locked memory", of: process ?? "self")
        self.isClockSynchronised = isClockSynchronised
        self.now = now
    }

    /// The process that holds a lock, as the kernel lists it: asking for the lock would keep a daemon
    /// out that is just being started; nil where none does, 0 where the process is hidden.
    private static func holder(of lock: String) -> Int? {
        var status = stat()
        guard unsafe stat(lock, &status) == 0 else { return nil }
        for line in text("/proc/locks").split(separator: "\n") {
            // 1: FLOCK ADVISORY WRITE 711 fe:00:1048 0 EOF
            let words = line.split(separator: " ")
            guard words.count >= 6, words[1] == "FLOCK", let process = Int(words[4]) else {
                continue
            }
            let place = words[5].split(separator: ":")
            guard place.count == 3, let major = UInt32(place[0], radix: 16),
                let minor = UInt32(place[1], radix: 16),
                device(status) == (major, minor), UInt64(place[2]) == UInt64(status.st_ino)
            else { continue }
            return max(process, 0)
        }
        return nil
    }

    private static func device(_ status: stat) -> (major: UInt32, minor: UInt32) {
        let number = UInt64(status.st_dev)
        return (
            UInt32(truncatingIfNeeded: (number >> 8) & 0xFFF | (number >> 32) & 0xFFFF_F000),
            UInt32(truncatingIfNeeded: number & 0xFF | (number >> 12) & 0xFFFF_FF00)
        )
    }

    /// Whether the unit of a process, or one around it, may not swap.
    private static func isSwapForbidden(_ process: String) -> Bool {
        let line = text("/proc/\(process)/cgroup").split(separator: "\n")
            .first { $0.hasPrefix("0::") }
        guard var path = line?.dropFirst(3) else { return false }
        while path.count > 1 {
            if text("/sys/fs/cgroup\(path)/memory.swap.max") == "0\n" { return true }
            path = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
        }
        return false
    }

    /// A limit of a process that is in force; nil where there is none.
    private static func limit(_ name: String, of process: String) -> UInt64? {
        let line = text("/proc/\(process)/limits").split(separator: "\n")
            .first { $0.hasPrefix(name) }
        return line?.dropFirst(name.count).split(separator: " ").first.flatMap { UInt64($0) }
    }

    /// A small file of the kernel; empty where it cannot be read.
    private static func text(_ path: String) -> String {
        guard let file = try? PlainFile.read(path) else { return "" }
        var text: [UInt8] = []
        var piece: [UInt8] = []
        while (try? file.read(into: &piece, maximumByteCount: OperationsLimits.kernelPieceByteCount))
            != nil, !piece.isEmpty
        {
            text += piece
        }
        return String(decoding: text, as: UTF8.self)
    }
}
