/// Numbers as protobuf encodes them: seven bits in a byte, the lowest first.
@frozen
public enum Varint {
    /// Reads the number at a place and goes on behind it; nil where it is cut or too long.
    @inlinable
    public static func read(_ bytes: Span<UInt8>, _ place: inout Int) -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard place < bytes.count else { return nil }
            let byte = bytes[place]
            place += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }

    /// A number that may be negative, of how it stands in its field: the sign in the lowest bit.
    @inlinable
    public static func signed(_ value: UInt64) -> Int64 {
        Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
}
