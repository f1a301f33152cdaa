internal import Basics
internal import CSodium
internal import Synchronization

/// What holds for the whole room: start-up, wiping, comparison.
public enum Sodium {
    /// Overwrites an array with zeros in a way that the compiler keeps, then empties it.
    ///
    /// It reaches the array's own storage only: a copy made before is another storage.
    public static func wipe(_ bytes: inout [UInt8]) {
        unsafe bytes.withUnsafeMutableBytes { buffer in
            if let start = buffer.baseAddress { unsafe sodium_memzero(start, buffer.count) }
        }
        bytes.removeAll()
    }

    /// Compares two runs of bytes in a time that depends on their count alone.
    public static func areEqual(_ left: RawSpan, _ right: RawSpan) -> Bool {
        guard left.byteCount == right.byteCount else { return false }
        return unsafe left.withUnsafeBytes { a in
            unsafe right.withUnsafeBytes { b in
                guard let first = a.baseAddress, let second = b.baseAddress else { return true }
                return unsafe sodium_memcmp(first, second, a.count) == 0
            }
        }
    }

    /// Compares two arrays in a time that depends on their count alone.
    public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        areEqual(left.rawSpan, right.rawSpan)
    }

    /// The version of libsodium that is loaded.
    public static var libraryVersion: String {
        unsafe String(cString: sodium_version_string())
    }

    /// Starts libsodium, checks that keys can be locked in memory and that every primitive gives
    /// its known answer; call it once before anything else.
    ///
    /// - Throws: `selfTestFailed` or `memoryNotLocked`.
    public static func start(requireLockedMemory: Bool = true) throws(SecretsError) {
        guard sodium_init() >= 0 else { throw .selfTestFailed }
        if requireLockedMemory { try self.requireLockedMemory() }
        try SelfTest.run()
    }

    /// Checks that the kernel locks memory for more keys; call it before keys are opened.
    ///
    /// - Throws: `memoryNotLocked`.
    public static func requireLockedMemory() throws(SecretsError) {
        try GuardedMemory.probeLock()
    }

    /// Whether the kernel refused to lock memory for keys at any time since the process started: such
    /// keys may have gone to swap.
    public static var wasLockRefused: Bool {
        GuardedMemory.wasRefused.load(ordering: .relaxed)
    }
}

/// Random bytes from the operating system, through libsodium.
public enum Random {
    /// As many random bytes as asked.
    public static func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        unsafe bytes.withUnsafeMutableBytes { buffer in
            if let start = buffer.baseAddress { unsafe randombytes_buf(start, buffer.count) }
        }
        return bytes
    }

    /// A random 64-bit number.
    public static func number() -> UInt64 {
        var number: UInt64 = 0
        unsafe withUnsafeMutableBytes(of: &number) { buffer in
            if let start = buffer.baseAddress { unsafe randombytes_buf(start, buffer.count) }
        }
        return number
    }
}
