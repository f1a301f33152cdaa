import Basics
public import Circuit
internal import Messages

// A start reads the heads of every file there is, and the messages between bytes and values would
// take longer than all the rest of it. What is read here was sealed by the daemon itself, so that no
// maximum is looked at, which stands against what others send.

extension HeadPart {
    /// Reads the head of a class as `WireHeadPart(stored:)` is encoded; nil for an unknown class or
    /// meaning, or a part that is wrong.
    public init?(stored bytes: [UInt8]) {
        var dataClass: DataClass?
        var head = HeadPart(.social)
        head.slots.reserveCapacity(MappingLimits.expectedSlots)
        var place = 0
        while place < bytes.count {
            guard let field = EncodedField(bytes, &place, bytes.count) else { return nil }
            switch (field.number, field.kind) {
            case (1, .number):
                dataClass = UInt8(exactly: field.value).flatMap(DataClass.init(rawValue:))
            case (2, .number): head.actCount = field.short
            case (3, .number): head.openedAt = field.instant
            case (4, .number): head.lastActAt = field.instant
            case (5, .bytes):
                guard let passage = Passage(bytes, field.range) else { return nil }
                head.passages.append(passage)
            case (6, .bytes):
                guard let slot = HeadSlot(bytes, field.range) else { return nil }
                head.slots.append(slot)
            case (7, .bytes):
                guard let matter = Matter(bytes, field.range) else { return nil }
                head.matters.append(matter)
            case (8, .bytes):
                guard let lists = EncodedHappenings(bytes, field.range), lists.mark != 0,
                    let happenings = lists.all(bytes)
                else { return nil }
                (head.happenings, head.countedMark) = (happenings, lists.mark)
            default: break
            }
        }
        guard let dataClass else { return nil }
        head.dataClass = dataClass
        self = head
    }
}

/// A field of an encoded message.
private struct EncodedField {
    /// How a value is encoded.
    enum Kind { case number, bytes, other }

    /// The number of the field.
    let number: UInt64
    let kind: Kind
    /// The number that it holds; where it holds bytes, how many.
    let value: UInt64
    /// Where what it holds begins.
    private let start: Int

    /// Reads a field, and goes on behind it; nil where it does not end before `end`.
    init?(_ bytes: [UInt8], _ place: inout Int, _ end: Int) {
        guard let tag = Varint.read(bytes.span, &place) else { return nil }
        number = tag >> 3
        switch tag & 7 {
        case 0:
            guard let found = Varint.read(bytes.span, &place) else { return nil }
            (kind, value, start) = (.number, found, place)
        case 2:
            guard let count = Varint.read(bytes.span, &place), place <= end,
                count <= UInt64(end - place)
            else { return nil }
            (kind, value, start) = (.bytes, count, place)
            place += Int(count)
        case 5:
            guard place <= end - 4 else { return nil }
            (kind, value) = (.number, UInt64(bytes.short(at: place)))
            start = place
            place += 4
        case 1:
            (kind, value, start) = (.other, 0, place)
            place += 8
        default: return nil
        }
        guard place <= end else { return nil }
    }

    /// Where the bytes lie that it holds.
    var range: Range<Int> { start..<start + Int(value) }

    /// The number, of four bytes.
    var short: UInt32 { UInt32(truncatingIfNeeded: value) }

    /// The number, which may be negative.
    var signed: Int64 { Varint.signed(value) }

    var instant: Instant { Instant(milliseconds: signed) }

    /// The text that it holds; nil where it is none.
    func text(_ bytes: [UInt8]) -> String? {
        guard let text = try? UTF8Span(validating: bytes.span.extracting(range)) else {
            return nil
        }
        return String(copying: text)
    }

    /// The identifier that it holds; nil where it has not 16 bytes.
    func id<Kind>(_ bytes: [UInt8]) -> Identifier<Kind>? {
        guard range.count == 16 else { return nil }
        let (high, low) = unsafe (
            bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self),
            bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: start + 8, as: UInt64.self)
        )
        return Identifier(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
    }
}

extension [UInt8] {
    /// The number of four bytes at a place.
    fileprivate func short(at place: Int) -> UInt32 {
        let number = unsafe span.bytes.unsafeLoadUnaligned(
            fromByteOffset: place, as: UInt32.self)
        return UInt32(littleEndian: number)
    }
}

extension Passage {
    fileprivate init?(_ bytes: [UInt8], _ range: Range<Int>) {
        self.init(stage: "", at: Instant(milliseconds: 0))
        var place = range.lowerBound
        while place < range.upperBound {
            guard let field = EncodedField(bytes, &place, range.upperBound) else { return nil }
            switch (field.number, field.kind) {
            case (1, .bytes):
                guard let text = field.text(bytes) else { return nil }
                stage = text
            case (2, .number): at = field.instant
            default: break
            }
        }
        guard !stage.isEmpty else { return nil }
    }
}

extension Matter {
    fileprivate init?(_ bytes: [UInt8], _ range: Range<Int>) {
        var act: ActID?
        var track = ""
        var passages: [Passage] = []
        var slots: [HeadSlot] = []
        var place = range.lowerBound
        while place < range.upperBound {
            guard let field = EncodedField(bytes, &place, range.upperBound) else { return nil }
            switch (field.number, field.kind) {
            case (1, .bytes): act = field.id(bytes)
            case (2, .bytes):
                guard let text = field.text(bytes) else { return nil }
                track = text
            case (3, .bytes):
                guard let passage = Passage(bytes, field.range) else { return nil }
                passages.append(passage)
            case (4, .bytes):
                guard let slot = HeadSlot(bytes, field.range) else { return nil }
                slots.append(slot)
            default: break
            }
        }
        guard let act, !track.isEmpty else { return nil }
        self.init(act: act, track: track, passages: passages, slots: slots)
    }
}

extension HeadSlot {
    fileprivate init?(_ bytes: [UInt8], _ range: Range<Int>) {
        var meaning: FieldMeaning?
        var entries: [HeadEntry] = []
        var writer: ActID?
        var at = Instant(milliseconds: 0)
        var order: UInt32 = 0
        var place = range.lowerBound
        while place < range.upperBound {
            guard let field = EncodedField(bytes, &place, range.upperBound) else { return nil }
            switch (field.number, field.kind) {
            case (1, .number):
                meaning = UInt8(exactly: field.value).flatMap(FieldMeaning.init(rawValue:))
            case (2, .bytes):
                guard let entry = HeadEntry(bytes, field.range) else { return nil }
                entries.append(entry)
            case (3, .bytes): writer = field.id(bytes)
            case (4, .number): at = field.instant
            case (5, .number): order = field.short
            default: break
            }
        }
        guard let meaning, let writer else { return nil }
        self.init(meaning: meaning, entries: entries, writer: writer, at: at, order: order)
    }
}

extension HeadEntry {
    fileprivate init?(_ bytes: [UInt8], _ range: Range<Int>) {
        var row: UInt16 = 0
        var value: Value?
        var place = range.lowerBound
        while place < range.upperBound {
            guard let field = EncodedField(bytes, &place, range.upperBound) else { return nil }
            switch (field.number, field.kind) {
            case (1, .number):
                guard let number = UInt16(exactly: field.value) else { return nil }
                row = number
            case (2, .bytes): value = Value(bytes, field.range)
            default: break
            }
        }
        guard let value else { return nil }
        self.init(row: row, value: value)
    }
}

extension Value {
    /// Reads a value; nil where it has none or one that is wrong.
    fileprivate init?(_ bytes: [UInt8], _ range: Range<Int>) {
        var value: Value?
        var place = range.lowerBound
        while place < range.upperBound {
            guard let field = EncodedField(bytes, &place, range.upperBound) else { return nil }
            switch (field.number, field.kind) {
            case (1, .bytes): value = field.text(bytes).map { .text($0) }
            case (2, .number):
                value = .date(CivilDate(days: Int32(truncatingIfNeeded: field.signed)))
            case (3, .number): value = .instant(field.instant)
            case (4, .number): value = .flag(field.value != 0)
            case (5, .number): value = .number(field.signed)
            case (6, .bytes): value = field.text(bytes).map { .choice($0) }
            case (8, .bytes): value = field.text(bytes).map { .territory($0) }
            case (9, .bytes): value = field.id(bytes).map { .member($0) }
            case (10, .bytes): value = field.id(bytes).map { .organisation($0) }
            case (12, .bytes): value = field.id(bytes).map { .person($0) }
            // Few heads hold one of these.
            case (7, .bytes), (11, .bytes): value = Value(whole: bytes[range])
            default: continue
            }
            if value == nil { return nil }
        }
        guard let value else { return nil }
        self = value
    }

    private init?(whole bytes: ArraySlice<UInt8>) {
        guard let wire = try? MessageCodec.decode(WireValue.self, from: bytes) else { return nil }
        self.init(wire: wire)
    }
}

/// Where in a head the lists lie of what happened: each is one field, as it is encoded.
private struct EncodedHappenings {
    private(set) var mark: UInt32 = 0
    private var texts: [String] = []
    private var (code, value, minute) = (0..<0, 0..<0, 0..<0)
    private var (amount, matter, act) = (0..<0, 0..<0, 0..<0)

    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        var place = range.lowerBound
        while place < range.upperBound {
            guard let field = EncodedField(bytes, &place, range.upperBound) else { return nil }
            switch (field.number, field.kind) {
            case (1, .number): mark = field.short
            case (2, .bytes):
                guard let text = field.text(bytes) else { return nil }
                texts.append(text)
            case (3, .bytes): code = field.range
            case (4, .bytes): value = field.range
            case (5, .bytes): minute = field.range
            case (6, .bytes): amount = field.range
            case (7, .bytes): matter = field.range
            case (8, .bytes): act = field.range
            default: break
            }
        }
    }

    /// Reads them all; nil where lists differ in length or name a text that is not there.
    func all(_ bytes: [UInt8]) -> [Happening]? {
        let fixed = MemoryLayout<UInt32>.size
        guard matter.count.isMultiple(of: fixed), act.count == matter.count else { return nil }
        let count = matter.count / fixed
        var (codes, values) = (code.lowerBound, value.lowerBound)
        var (minutes, amounts) = (minute.lowerBound, amount.lowerBound)
        func next(_ place: inout Int, _ list: Range<Int>) -> UInt64? {
            guard let number = Varint.read(bytes.span, &place), place <= list.upperBound else {
                return nil
            }
            return number
        }
        var last: Int64 = 0
        var happenings: [Happening] = []
        happenings.reserveCapacity(count)
        for index in 0..<count {
            guard let codeNumber = next(&codes, code), let valueNumber = next(&values, value),
                let passed = next(&minutes, minute), let amount = next(&amounts, amount)
            else { return nil }
            let ofCode = Int(UInt32(truncatingIfNeeded: codeNumber))
            let ofValue = Int(UInt32(truncatingIfNeeded: valueNumber))
            guard ofCode < texts.count, ofValue <= texts.count else { return nil }
            let (now, isOver) = last.addingReportingOverflow(Varint.signed(passed))
            let (moment, isAlsoOver) = now.multipliedReportingOverflow(
                by: CircuitLimits.minuteMilliseconds)
            guard !isOver, !isAlsoOver else { return nil }
            last = now
            happenings.append(
                Happening(
                    code: texts[ofCode], value: ofValue == 0 ? "" : texts[ofValue - 1],
                    at: Instant(milliseconds: moment),
                    amount: UInt32(truncatingIfNeeded: amount),
                    matter: bytes.short(at: matter.lowerBound + index * fixed),
                    act: bytes.short(at: act.lowerBound + index * fixed)))
        }
        // All lists end together.
        guard codes == code.upperBound, values == value.upperBound,
            minutes == minute.upperBound, amounts == amount.upperBound
        else { return nil }
        return happenings
    }
}
