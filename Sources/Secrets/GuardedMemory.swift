internal import CSodium
internal import Synchronization

/// Slots of locked memory between guard pages, shared by all keys of the process.
///
/// One `sodium_malloc` costs about 28 µs and four pages, so it serves a slab of 1,024 slots and
/// not one key. Slots are wiped when given back; slabs live as long as the process.
enum GuardedMemory {
    /// The size of a slot, in bytes: an Ed25519 secret key, or a 32-byte key and room.
    static let slotByteCount = 64
    private static let slotsPerSlab = 1024

    /// A bare address; each is handed to one `Slot` at a time, so no two threads hold it.
    @safe private struct Address: @unchecked Sendable {
        let pointer: UnsafeMutableRawPointer
    }

    /// The addresses that nobody holds.
    private static let free = Mutex<[Address]>([])

    /// Whether the kernel ever refused to lock memory for keys since the process started.
    static let wasRefused = Atomic(false)

    static func take() -> UnsafeMutableRawPointer {
        let slot = free.withLock { free in
            if free.isEmpty { addSlab(to: &free) }
            return free.removeLast()
        }
        return unsafe slot.pointer
    }

    static func giveBack(_ address: UnsafeMutableRawPointer) {
        unsafe sodium_memzero(address, slotByteCount)
        let slot = unsafe Address(pointer: address)
        free.withLock { $0.append(slot) }
    }

    private static func addSlab(to free: inout [Address]) {
        guard sodium_init() >= 0,
            let slab = unsafe sodium_malloc(slotByteCount * slotsPerSlab)
        else {
            // Without memory for keys nothing safe can follow; no key exists yet to lose.
            fatalError("no guarded memory for keys")
        }
        // Whoever waits for a key in the middle of work gets one all the same; it is told of.
        unsafe checkLock(slab, slotByteCount * slotsPerSlab)
        for index in (0..<slotsPerSlab).reversed() {
            unsafe free.append(Address(pointer: slab + index * slotByteCount))
        }
    }

    /// Sees whether the kernel has locked what `sodium_malloc` gave, which goes on silently where it
    /// has not; a range that is locked already costs nothing of the limit.
    @discardableResult
    static func checkLock(_ memory: UnsafeMutableRawPointer, _ byteCount: Int) -> Bool {
        guard unsafe sodium_mlock(memory, byteCount) == 0 else {
            wasRefused.store(true, ordering: .relaxed)
            return false
        }
        return true
    }

    /// Checks that the kernel locks as much more as a slab of keys takes.
    static func probeLock() throws(SecretsError) {
        let byteCount = slotByteCount * slotsPerSlab
        guard let probe = unsafe sodium_malloc(byteCount) else { throw .memoryNotLocked }
        defer { unsafe sodium_free(probe) }
        guard unsafe checkLock(probe, byteCount) else { throw .memoryNotLocked }
    }
}

/// One slot of guarded memory; wiped and given back when its owner goes.
///
/// It may cross threads: it has one owner, which cannot be copied, and concurrent borrows only read.
@safe struct Slot: ~Copyable, @unchecked Sendable {
    let address: UnsafeMutableRawPointer

    init() { unsafe address = GuardedMemory.take() }

    deinit { unsafe GuardedMemory.giveBack(address) }
}

/// Bytes of any count in guarded memory, for plaintext that holds keys and for passphrases.
///
/// Each costs four pages and about 28 µs: take it for a ceremony, not for a record. It may cross
/// threads: it has one owner, which fills it before it lends it out; borrows after that only read.
@safe public struct SecretBuffer: ~Copyable, @unchecked Sendable {
    private let address: UnsafeMutableRawPointer
    /// How many bytes the buffer holds.
    public let byteCount: Int

    /// Takes zeroed guarded memory of a size in bytes.
    public init(byteCount: Int) {
        guard sodium_init() >= 0, let memory = unsafe sodium_malloc(max(byteCount, 1)) else {
            fatalError("no guarded memory")
        }
        unsafe GuardedMemory.checkLock(memory, max(byteCount, 1))
        unsafe sodium_memzero(memory, max(byteCount, 1))
        unsafe address = memory
        self.byteCount = byteCount
    }

    /// Copies bytes into guarded memory and wipes the array that they came from.
    public init(wiping bytes: inout [UInt8]) {
        self.init(byteCount: bytes.count)
        unsafe bytes.withUnsafeBytes { source in
            unsafe withMutableBytes { unsafe $0.copyMemory(from: source) }
        }
        Sodium.wipe(&bytes)
    }

    deinit { unsafe sodium_free(address) }

    /// Lends the bytes for the length of a call.
    public borrowing func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeRawBufferPointer(start: address, count: byteCount))
    }

    /// Lends the bytes for writing, for the length of a call.
    public borrowing func withMutableBytes<Result, Failure: Error>(
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeMutableRawBufferPointer(start: address, count: byteCount))
    }
}
