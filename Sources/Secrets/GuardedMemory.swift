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
        for index in (0..<slotsPerSlab).reversed() {
            unsafe free.append(Address(pointer: slab + index * slotByteCount))
        }
    }

    /// Checks that the kernel really locks memory: `sodium_malloc` goes on silently if it does not.
    static func probeLock() throws(SecretsError) {
        let byteCount = 1 << 16
        guard let probe = unsafe sodium_malloc(byteCount) else { throw .memoryNotLocked }
        defer { unsafe sodium_free(probe) }
        guard unsafe sodium_mlock(probe, byteCount) == 0 else { throw .memoryNotLocked }
        unsafe sodium_munlock(probe, byteCount)
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
