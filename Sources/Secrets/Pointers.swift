/// How this room hands memory to libsodium: as byte pointers that are never null.
extension UnsafeRawBufferPointer {
    /// The first byte, or an address that is never read where there is none: libsodium declares
    /// its parameters non-null even for a count of zero.
    var bytePointer: UnsafePointer<UInt8> {
        guard let start = baseAddress else { return unsafe UnsafePointer(nothing) }
        return unsafe start.assumingMemoryBound(to: UInt8.self)
    }
}

extension UnsafeMutableRawBufferPointer {
    /// The first byte, or an address that is never written where there is none.
    var bytePointer: UnsafeMutablePointer<UInt8> {
        guard let start = baseAddress else { return unsafe nothing }
        return unsafe start.assumingMemoryBound(to: UInt8.self)
    }
}

/// One byte that stands for "no bytes"; nothing reads or writes it.
nonisolated(unsafe) private let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)

/// Lends two spans to libsodium.
func withPointers<Result>(
    _ first: RawSpan, _ second: RawSpan,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Result
) -> Result {
    unsafe first.withUnsafeBytes { first in
        unsafe second.withUnsafeBytes { second in
            unsafe body(first, second)
        }
    }
}
