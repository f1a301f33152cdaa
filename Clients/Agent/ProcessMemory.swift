import CPlatform

/// The memory of this process.
public enum ProcessMemory {
    /// Sees to it that a crash leaves nothing of it behind, and that no debugger of the same user
    /// reads it; whether the system took that.
    @discardableResult public static func forbidDumps() -> Bool { madar_forbid_dumps() == 0 }
}
