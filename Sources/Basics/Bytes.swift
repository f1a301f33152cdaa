/// Why a reader of bytes stopped.
@frozen
public enum ByteReaderError: Error, Equatable, Sendable {
    /// Fewer bytes are left than the field needs.
    case short
    /// Bytes are left where the layout ends.
    case trailing
}

/// Reads big-endian integers and runs of bytes from the front of an array, never past its end.
///
/// Every fixed layout of Madar is read with it, so that a short or long input has one answer.
@frozen
public struct ByteReader: Sendable {
    @usableFromInline let bytes: [UInt8]
    @usableFromInline var position: Int
    @usableFromInline let end: Int

    /// Starts at the first byte of `bytes`.
    @inlinable
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        self.position = 0
        self.end = bytes.count
    }

    /// Starts at the first byte of a slice, without copying it.
    @inlinable
    public init(_ slice: ArraySlice<UInt8>) {
        self.bytes = [UInt8](slice)
        self.position = 0
        self.end = bytes.count
    }

    /// How many bytes are left.
    @inlinable
    public var remaining: Int { end - position }

    /// Reads one big-endian integer.
    @inlinable
    public mutating func integer<Value: FixedWidthInteger>(
        _ type: Value.Type = Value.self
    ) throws(ByteReaderError) -> Value {
        let width = Value.bitWidth / 8
        guard remaining >= width else { throw .short }
        var value: Value = 0
        for index in position..<position + width {
            value = (width == 1 ? 0 : value << 8) | Value(truncatingIfNeeded: bytes[index])
        }
        position += width
        return value
    }

    /// Reads `count` bytes.
    @inlinable
    public mutating func take(_ count: Int) throws(ByteReaderError) -> ArraySlice<UInt8> {
        guard count >= 0, remaining >= count else { throw .short }
        defer { position += count }
        return bytes[position..<position + count]
    }

    /// Reads a 16-byte identifier.
    @inlinable
    public mutating func identifier<Kind>(
        _ kind: Identifier<Kind>.Type = Identifier<Kind>.self
    ) throws(ByteReaderError) -> Identifier<Kind> {
        guard let id = Identifier<Kind>(try take(Identifier<Kind>.byteCount)) else { throw .short }
        return id
    }

    /// Reads `count` bytes and tells whether all of them are zero.
    @inlinable
    public mutating func zeros(_ count: Int) throws(ByteReaderError) -> Bool {
        try take(count).allSatisfy { $0 == 0 }
    }

    /// Checks that nothing is left.
    @inlinable
    public func finish() throws(ByteReaderError) {
        guard remaining == 0 else { throw .trailing }
    }
}

extension [UInt8] {
    /// The bytes as a raw span, which is what the primitives of Secrets read.
    @inlinable
    public var rawSpan: RawSpan {
        @_lifetime(borrow self)
        get {
            let elements = span
            return unsafe elements.bytes
        }
    }

    /// Lends the bytes for writing in place.
    @inlinable
    public mutating func withMutableRawSpan<Result, Failure: Error>(
        _ body: (inout MutableRawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var elements = mutableSpan
        var bytes = unsafe elements.mutableBytes
        return try body(&bytes)
    }

    /// Copies the bytes of a raw span.
    @inlinable
    public init(copying span: RawSpan) {
        self = unsafe span.withUnsafeBytes { unsafe [UInt8]($0) }
    }

    /// Appends an integer in big-endian order.
    @inlinable
    public mutating func appendBigEndian<Value: FixedWidthInteger>(_ value: Value) {
        unsafe Swift.withUnsafeBytes(of: value.bigEndian) { unsafe append(contentsOf: $0) }
    }

    /// Appends the 16 bytes of an identifier.
    @inlinable
    public mutating func append<Kind>(_ id: Identifier<Kind>) {
        appendBigEndian(id.high)
        appendBigEndian(id.low)
    }

    /// Appends `count` zero bytes.
    @inlinable
    public mutating func appendZeros(_ count: Int) {
        append(contentsOf: repeatElement(0, count: count))
    }

    /// Reads hexadecimal digits of either case; nil for an odd count or another character.
    public init?(hexadecimal text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.hexadecimalValue(digits[index]),
                let low = Self.hexadecimalValue(digits[index + 1])
            else { return nil }
            bytes.append(high << 4 | low)
        }
        self = bytes
    }

    private static func hexadecimalValue(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension Collection<UInt8> {
    /// The bytes as lower-case hexadecimal digits.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(count * 2)
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
