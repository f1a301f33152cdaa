internal import Basics
internal import Secrets

/// What a sealed record is; part of the sealed context and never on disk (LAYOUT L-10).
enum RecordType: UInt16 {
    case act = 1
    case head = 2
    case spine = 3
    case leaf = 4
    case attachment = 5
}

/// Where a sealed record lies: the context that is rebuilt from the row and never stored.
struct EnvelopePlace {
    var file: FileID
    var record: ActID
    var type: RecordType
    var sequence: UInt64
    var dataClass: DataClass
}

/// A sealed envelope SE1 (LAYOUT L-9 to L-12).
enum Envelope {
    static let headerByteCount = 12
    static let overheadByteCount = 84
    static let magic: [UInt8] = [0x53, 0x45]
    static let version: UInt8 = 1
    static let suite: UInt8 = 1
    static let paddedFlag: UInt8 = 1
    /// The one schema id of this layout: it tells nothing about the act.
    static let schema: UInt16 = 1
    /// The eight letters "ST1.seal".
    static let label: UInt64 = 0x5354_312E_7365_616C
    static let personal: StaticString = "SE1.derive+commt"

    /// The header, in an array with room for the envelope that begins with it.
    static func header(
        _ dataClass: DataClass, isPadded: Bool, generation: UInt32, envelopeByteCount: Int = 0
    ) -> [UInt8] {
        var header: [UInt8] = []
        header.reserveCapacity(max(headerByteCount, envelopeByteCount))
        header += magic
        header.append(version)
        header.append(suite)
        header.append(dataClass.rawValue)
        header.append(isPadded ? paddedFlag : 0)
        header.appendBigEndian(schema)
        header.appendBigEndian(generation)
        return header
    }

    /// The 80 bytes that subkey and tag are bound to, as ten words in memory order: every act that
    /// is sealed or opened needs them, and an array would cost a place on the heap each time.
    static func context(
        store: StoreID, place: EnvelopePlace, header: borrowing RawSpan
    ) -> InlineArray<10, UInt64> {
        precondition(header.byteCount >= headerByteCount)
        let begin = unsafe UInt32(
            bigEndian: header.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt32.self))
        let end = unsafe header.unsafeLoadUnaligned(fromByteOffset: 4, as: UInt64.self)
        let type = UInt64(place.type.rawValue) << 48
        return [
            label.bigEndian, store.high.bigEndian, store.low.bigEndian,
            place.file.high.bigEndian, place.file.low.bigEndian,
            place.record.high.bigEndian, place.record.low.bigEndian,
            (type | place.sequence >> 32).bigEndian,
            (place.sequence << 32 | UInt64(begin)).bigEndian,
            end,
        ]
    }

    /// Whether the record type is padded: leaves, acts and heads are, the fixed spine is not.
    static func isPadded(_ type: RecordType) -> Bool { type != .spine }

    static func seal(
        _ plaintext: [UInt8], at place: EnvelopePlace, store: StoreID, generation: UInt32,
        key: borrowing SecretKey
    ) -> [UInt8] {
        let padded =
            isPadded(place.type) ? Padding.byteCount(plaintext.count, place.dataClass) : nil
        var envelope = header(
            place.dataClass, isPadded: padded != nil, generation: generation,
            envelopeByteCount: overheadByteCount + (padded ?? plaintext.count))
        let context = context(store: store, place: place, header: envelope.rawSpan)
        unsafe CommittingAEAD.seal(
            plaintext.span.bytes, paddedTo: padded, context: context.span.bytes,
            personal: personal, key: key, appendingTo: &envelope)
        return envelope
    }

    /// The generation in the header, once everything else in the header is as it must be.
    static func generation(
        of envelope: [UInt8], at place: EnvelopePlace
    ) throws(VaultError) -> UInt32 {
        guard envelope.count >= overheadByteCount else { throw .damaged }
        guard envelope[0] == magic[0], envelope[1] == magic[1] else { throw .damaged }
        guard envelope[2] == version, envelope[3] == suite,
            DataClass(rawValue: envelope[4]) != nil,
            envelope[5] == (isPadded(place.type) ? paddedFlag : 0),
            UInt16(envelope[6]) << 8 | UInt16(envelope[7]) == schema
        else { throw .unsupportedLayout }
        guard envelope[4] == place.dataClass.rawValue else { throw .wrongKeyOrContext }
        return envelope[8..<12].reduce(0) { $0 << 8 | UInt32($1) }
    }

    static func open(
        _ envelope: [UInt8], at place: EnvelopePlace, store: StoreID, key: borrowing SecretKey
    ) throws(VaultError) -> [UInt8] {
        let context = context(store: store, place: place, header: envelope.rawSpan)
        var plaintext = unsafe try Sealed.open(
            envelope, from: headerByteCount, context: context.span.bytes, personal: personal,
            key: key)
        if isPadded(place.type) { try Padding.unpad(&plaintext, place.dataClass) }
        return plaintext
    }
}

/// The committing cipher with this room's errors.
enum Sealed {
    static func open(
        _ sealed: [UInt8], from start: Int, context: RawSpan, personal: StaticString,
        key: borrowing SecretKey
    ) throws(VaultError) -> [UInt8] {
        let whole = unsafe sealed.span.bytes
        do throws(SecretsError) {
            return try CommittingAEAD.open(
                whole.extracting(start..<sealed.count), context: context,
                personal: personal, key: key)
        } catch {
            throw error == .wrongKeyOrContext ? .wrongKeyOrContext : .damaged
        }
    }

    /// A key out of 32 opened bytes, which are wiped.
    static func key(_ bytes: inout [UInt8]) throws(VaultError) -> SecretKey {
        do throws(SecretsError) {
            return try SecretKey(wiping: &bytes)
        } catch {
            throw .damaged
        }
    }
}

/// Padding that hides lengths (LAYOUT L-12): 0x80 and zeros up to the next allowed size.
enum Padding {
    /// The padded size for a plaintext, in bytes.
    static func byteCount(_ plaintextByteCount: Int, _ dataClass: DataClass) -> Int {
        let least = plaintextByteCount + 1
        if dataClass == .identity, least <= 1024 { return 1024 }
        if least <= 4096 { return (least + 255) & ~255 }
        let step = 1 << (Int.bitWidth - 1 - least.leadingZeroBitCount - 3)
        return (least + step - 1) & ~(step - 1)
    }

    static func unpad(_ padded: inout [UInt8], _ dataClass: DataClass) throws(VaultError) {
        let mark = lastNonzero(padded)
        guard mark >= 0, padded[mark] == 0x80,
            byteCount(mark, dataClass) == padded.count
        else { throw .damaged }
        padded.removeLast(padded.count - mark)
    }

    /// The place of the last byte that is not zero, or -1: by eight zeros, then one at a time.
    private static func lastNonzero(_ padded: [UInt8]) -> Int {
        unsafe padded.withUnsafeBytes { bytes in
            var end = bytes.count
            while end >= 8,
                unsafe bytes.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self) == 0
            {
                end -= 8
            }
            while end > 0, unsafe bytes[end - 1] == 0 { end -= 1 }
            return end - 1
        }
    }
}
