import Basics
public import Circuit
public import Messages

extension WireValue {
    /// The value as it stands on the wire and in envelopes.
    public init(_ value: Value) {
        self.init()
        switch value {
        case .text(let text): kind = .text(text)
        case .date(let date): kind = .date(date.days)
        case .instant(let instant): kind = .instantMs(instant.milliseconds)
        case .flag(let flag): kind = .flag(flag)
        case .number(let number): kind = .number(number)
        case .choice(let code): kind = .choice(code)
        case .choices(let codes):
            var choices = WireChoices()
            choices.codes = codes
            kind = .choices(choices)
        case .territory(let code): kind = .territory(code)
        case .member(let id): kind = .member(id.blob)
        case .organisation(let id): kind = .organisation(id.blob)
        case .attachment(let attachment): kind = .attachment(WireAttachment(attachment))
        case .person(let id): kind = .person(id.blob)
        }
    }
}

extension Value {
    /// Reads a value; nil where none is set, or where an identifier has not 16 bytes.
    public init?(wire: WireValue) {
        switch wire.kind {
        case nil: return nil
        case .text(let text): self = .text(text)
        case .date(let days): self = .date(CivilDate(days: days))
        case .instantMs(let milliseconds): self = .instant(Instant(milliseconds: milliseconds))
        case .flag(let flag): self = .flag(flag)
        case .number(let number): self = .number(number)
        case .choice(let code): self = .choice(code)
        case .choices(let choices): self = .choices(choices.codes)
        case .territory(let code): self = .territory(code)
        case .member(let bytes):
            guard let id = MemberID(blob: bytes) else { return nil }
            self = .member(id)
        case .organisation(let bytes):
            guard let id = OrganisationID(blob: bytes) else { return nil }
            self = .organisation(id)
        case .attachment(let wire):
            guard let attachment = Attachment(wire: wire) else { return nil }
            self = .attachment(attachment)
        case .person(let bytes):
            guard let id = ActID(blob: bytes) else { return nil }
            self = .person(id)
        }
    }
}

extension WireAttachment {
    /// The attachment as it stands on the wire and in envelopes.
    public init(_ attachment: Attachment) {
        self.init()
        id = attachment.id.blob
        kind =
            switch attachment.kind {
            case .jpeg: .jpeg
            case .png: .png
            case .pdf: .pdf
            }
        byteCount = attachment.byteCount
        sha256 = attachment.sha256.blob
        name = attachment.name
    }
}

extension Attachment {
    /// Reads an attachment; nil where its id has not 16 bytes or its kind is unknown.
    public init?(wire: WireAttachment) {
        guard let id = AttachmentID(blob: wire.id),
            let kind = UInt8(exactly: wire.kind.rawValue).flatMap(AttachmentKind.init)
        else { return nil }
        self.init(
            id: id, kind: kind, byteCount: wire.byteCount, sha256: Array(wire.sha256),
            name: wire.name)
    }
}

extension WireFieldValue {
    /// The value of a field as it stands on the wire and in envelopes.
    public init(_ value: FieldValue) {
        self.init()
        field = value.field
        row = UInt32(value.row)
        self.value = WireValue(value.value)
    }
}

extension FieldValue {
    /// Reads the value of a field; nil where there is none or the row is too large.
    public init?(wire: WireFieldValue) {
        guard wire.hasValue, let value = Value(wire: wire.value),
            let row = UInt16(exactly: wire.row), !wire.field.isEmpty
        else { return nil }
        self.init(wire.field, row: row, value)
    }
}

extension [FieldValue] {
    /// Reads values of fields; nil where any of them is none.
    public init?(wire: [WireFieldValue]) {
        guard let values = wire.all(FieldValue.init(wire:)) else { return nil }
        self = values
    }
}

extension Sequence {
    /// Transforms every element, or gives nil where one cannot be: a list is whole or it is not.
    func all<Result>(_ transform: (Element) -> Result?) -> [Result]? {
        var results: [Result] = []
        results.reserveCapacity(underestimatedCount)
        for element in self {
            guard let result = transform(element) else { return nil }
            results.append(result)
        }
        return results
    }
}

extension String {
    /// The text, or nil where it is empty, which on the wire means that there is none.
    var ifAny: String? { isEmpty ? nil : self }
}
