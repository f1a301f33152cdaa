internal import Authority
internal import Basics
internal import Circuit
internal import Mapping
internal import Messages

/// What a bundle holds: the acts of a file, part by part (SPEC W-141).
struct TransferContent {
    /// One act as it came: its parts of the classes that follow the child.
    struct Item {
        var sequence: UInt64
        var parts: [ActPart]
    }

    /// How many there are, and what stays behind.
    var counts = TransferCounts()
    /// The position of the file's last act.
    var sequence: UInt64 = 0
    /// What the people there call the file.
    var number = ""
    var acts: [Item] = []

    init() {}

    /// Reads the plaintext of a bundle; nil where anything of it is not as SPEC W-141 says.
    ///
    /// No act may name a member, an organisation or an attachment: the ids of another province
    /// mean nothing here, or somebody else.
    init?(_ plaintext: [UInt8]) {
        guard let items = MessageCodec.split(plaintext), let first = items.first,
            let head = try? MessageCodec.decode(WireTransferHead.self, from: first)
        else { return nil }
        sequence = head.sequence
        number = head.number
        var seen: Set<ActID> = []
        for item in items.dropFirst() {
            guard let message = try? MessageCodec.decode(WireTransferPart.self, from: item),
                let dataClass = UInt8(exactly: message.dataClass).flatMap(
                    DataClass.init(rawValue:)),
                Permit.transferred.contains(dataClass),
                let part = ActPart(wire: message.part, dataClass: dataClass), part.mayCome,
                message.sequence <= head.sequence
            else { return nil }
            if let last = acts.last, last.sequence == message.sequence {
                guard last.parts.allSatisfy({ $0.act == part.act && $0.dataClass != dataClass })
                else { return nil }
                acts[acts.count - 1].parts.append(part)
                continue
            }
            guard message.sequence > acts.last?.sequence ?? 0, seen.insert(part.act).inserted
            else { return nil }
            acts.append(Item(sequence: message.sequence, parts: [part]))
        }
        guard !acts.isEmpty, items.count == Int(head.parts) + 1 else { return nil }
        counts = TransferCounts(
            acts: acts.count, protectedParts: Int(head.protectedParts),
            attachments: Int(head.attachments), references: Int(head.references))
    }

    var encoded: [UInt8] {
        var head = WireTransferHead()
        head.number = number
        head.sequence = sequence
        head.parts = UInt32(acts.reduce(0) { $0 + $1.parts.count })
        head.protectedParts = UInt32(counts.protectedParts)
        head.attachments = UInt32(counts.attachments)
        head.references = UInt32(counts.references)
        var content: [UInt8] = []
        MessageCodec.append(head, to: &content)
        for act in acts {
            for part in act.parts {
                var message = WireTransferPart()
                message.sequence = act.sequence
                message.dataClass = UInt32(part.dataClass.rawValue)
                message.part = WireActPart(part)
                MessageCodec.append(message, to: &content)
            }
        }
        return content
    }

    /// Takes up a part without what has a meaning only where it comes from.
    mutating func add(_ part: ActPart, at place: UInt64, origin: Origin?, fileNumber: String?) {
        var part = part
        part.heading?.author = .zero
        part.heading?.organisation = .zero
        // What came from a third province keeps where it came from.
        if part.heading?.origin == nil { part.heading?.origin = origin }
        part.values = outgoing(part.values, fileNumber)
        part.extract = outgoing(part.extract, fileNumber)
        if acts.last?.sequence == place {
            acts[acts.count - 1].parts.append(part)
        } else {
            acts.append(Item(sequence: place, parts: [part]))
        }
        counts.acts = acts.count
    }

    private mutating func outgoing(_ values: [FieldValue], _ number: String?) -> [FieldValue] {
        values.filter { value in
            switch value.value {
            case .member, .organisation: counts.references += 1
            case .attachment: counts.attachments += 1
            default: return value.field != number
            }
            return false
        }
    }

    /// The codes that a definition does not know, knows in another class, or knows of files of other
    /// kinds than a child's: what such acts say could not be read here, or would make of a child's
    /// file something else.
    func unknownCodes(_ definition: CircuitDefinition) -> [String] {
        var unknown: Set<String> = []
        for part in acts.flatMap(\.parts) {
            if let form = part.heading?.form,
                definition.form(form).map({ definition.form($0, fits: .child) }) != true
            {
                unknown.insert(form)
            }
            for stage in [part.heading?.from, part.heading?.to].compactMap(\.self)
            where definition.track(ofStage: stage).map({ definition.track($0, fits: .child) })
                != true
            { unknown.insert(stage) }
            for field in (part.values + part.extract).map(\.field)
            where definition.field(field)?.dataClass != part.dataClass
                || definition.form(ofField: field).map({ definition.form($0, fits: .child) })
                    != true
            { unknown.insert(field) }
        }
        return unknown.sorted()
    }
}

extension ActPart {
    /// Whether a part may come from another province: nothing of it names somebody.
    fileprivate var mayCome: Bool {
        if let heading {
            guard heading.author == .zero, heading.organisation == .zero, heading.origin != nil
            else { return false }
        }
        return (values + extract).allSatisfy { value in
            switch value.value {
            case .member, .organisation, .attachment: false
            default: true
            }
        }
    }

    /// The part with the ids that its act and those that it names get here.
    func renamed(_ here: (ActID) -> ActID) -> ActPart {
        var part = self
        part.act = here(act)
        part.corrects = corrects.map(here)
        part.heading?.corrects = heading?.corrects.map(here)
        part.heading?.approves = heading?.approves.map(here)
        part.heading?.matter = heading?.matter.map(here)
        part.values = values.map { $0.renamed(here) }
        part.extract = extract.map { $0.renamed(here) }
        return part
    }
}

extension FieldValue {
    /// The value, where it names somebody around the child by the id that the person's act gets here.
    fileprivate func renamed(_ here: (ActID) -> ActID) -> FieldValue {
        guard case .person(let there) = value else { return self }
        return FieldValue(field, row: row, .person(here(there)))
    }
}
