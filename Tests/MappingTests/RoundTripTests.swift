import Basics
import Circuit
import Mapping
import Messages
import Support
import Testing

/// What goes out comes back the same, through the encoded bytes and their maxima.
@Suite struct RoundTripTests {
    private static let seeds: [UInt64] = Array(1...40)

    @Test(arguments: seeds) func `A part of an act survives the wire`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let part = generator.part()
        let bytes = MessageCodec.encode(WireActPart(part))
        let wire = try MessageCodec.decode(WireActPart.self, from: bytes)
        #expect(ActPart(wire: wire, dataClass: part.dataClass) == part)
    }

    @Test(arguments: seeds) func `An answered act keeps its order and place`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let part = generator.part()
        var act = try #require(
            PartialAct([part], definition: CircuitDefinition(CircuitDefinition.Parts())))
        act.values = part.values
        act.extract = part.extract
        act.classes = [.social, .protected]
        let bytes = MessageCodec.encode(WirePartialAct(act, sequence: seed))
        let wire = try MessageCodec.decode(WirePartialAct.self, from: bytes)
        #expect(SequencedAct(wire: wire) == SequencedAct(sequence: seed, act: act))
    }

    @Test(arguments: seeds) func `A draft survives the wire and becomes an act`(
        seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed)
        let draft = generator.draft()
        let bytes = MessageCodec.encode(WireActDraft(draft))
        let wire = try MessageCodec.decode(WireActDraft.self, from: bytes)
        let read = try #require(ActDraft(wire: wire))
        #expect(read == draft)
        let (id, author, place): (ActID, MemberID, OrganisationID) = (
            generator.id(), generator.id(), generator.id()
        )
        let now = Instant(milliseconds: 1_000)
        let act = read.act(
            id: id, author: author, organisation: place, enteredAt: now, from: "S1",
            definitionVersion: 7)
        #expect(act.id == id && act.values == draft.values && act.extract == draft.extract)
        #expect(act.heading.eventAt == draft.eventAt ?? now)
        #expect(act.heading.author == author && act.heading.organisation == place)
        #expect(act.heading.from == "S1" && act.heading.definitionVersion == 7)
        #expect(act.heading.to == draft.to && act.heading.corrects == draft.corrects)
        #expect(act.heading.matter == draft.matter)
    }

    @Test(arguments: seeds) func `A head survives the wire`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let head = generator.head()
        let bytes = MessageCodec.encode(WireHeadPart(stored: head))
        let wire = try MessageCodec.decode(WireHeadPart.self, from: bytes)
        #expect(HeadPart(wire: wire) == head)
        // Who reads a file is not sent what indicators count.
        #expect(!WireHeadPart(head).hasHappenings)
    }

    @Test(arguments: seeds) func `A stored head is read from its bytes as through its message`(
        seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed)
        let head = generator.head()
        let bytes = MessageCodec.encode(WireHeadPart(stored: head))
        #expect(HeadPart(stored: bytes) == head)
        for count in 0..<bytes.count {
            let cut = Array(bytes.prefix(count))
            let message = try? MessageCodec.decode(WireHeadPart.self, from: cut)
            #expect(HeadPart(stored: cut) == message.flatMap { HeadPart(wire: $0) }, "\(count)")
        }
        // Whatever one byte says, it is read or refused.
        for place in bytes.indices {
            var spoilt = bytes
            spoilt[place] ^= UInt8.random(in: 1 ... .max, using: &generator)
            _ = HeadPart(stored: spoilt)
        }
    }

    @Test func `A head with a field of a later version is read without it`() {
        let head = HeadPart(.health)
        let known = MessageCodec.encode(WireHeadPart(stored: head))
        let later: [[UInt8]] = [
            [0x78, 0x05], [0x79, 1, 2, 3, 4, 5, 6, 7, 8], [0x7A, 2, 1, 1], [0x7D, 1, 2, 3, 4],
        ]
        for field in later {
            #expect(HeadPart(stored: known + field) == head)
            #expect(HeadPart(stored: known + field.dropLast()) == nil)
        }
        #expect(HeadPart(stored: known + [0x7B]) == nil)
        #expect(HeadPart(stored: known + [0x7A] + [UInt8](repeating: 0xFF, count: 9) + [1]) == nil)
    }

    @Test func `Happenings whose lists differ or lead nowhere are refused`() throws {
        var head = HeadPart(.social)
        head.countedMark = 1
        head.happenings = [
            Happening(code: "A", value: "B", at: Instant(milliseconds: 60_000)),
            Happening(code: "A", at: Instant(milliseconds: 0)),
        ]
        let good = WireHeadPart(stored: head)
        #expect(HeadPart(wire: good) == head)
        let faults: [(inout WireHappenings) -> Void] = [
            { $0.mark = 0 }, { $0.code[0] = 2 }, { $0.value[0] = 3 }, { _ = $0.minute.popLast() },
            { $0.amount.append(1) }, { $0.matter = [] }, { $0.act.removeLast() },
            { $0.minute[0] = .max }, { $0.minute = [.max / 2, .max] },
        ]
        for (number, spoil) in faults.enumerated() {
            var bad = good
            spoil(&bad.happenings)
            #expect(HeadPart(wire: bad) == nil, "\(number)")
            #expect(HeadPart(stored: MessageCodec.encode(bad)) == nil, "\(number)")
        }
        #expect(HeadPart(stored: MessageCodec.encode(good)) == head)
    }

    @Test func `Tasks and errors survive the wire`() {
        let task = DueTask(
            task: "T", clock: "K", since: Instant(milliseconds: -1),
            due: Instant(milliseconds: .max), dataClass: .judicial, matter: ActID(high: 1, low: 2),
            owner: MemberID(high: 3, low: 4))
        #expect(DueTask(wire: WireTask(task)) == task)
        for code in CheckCode.allCases {
            let error = CheckError(code, form: "F1", field: "name", row: .max)
            #expect(CheckError(wire: WireFieldError(error)) == error)
        }
    }
}

/// Whatever this version does not know, or what is not whole, is refused and never guessed.
@Suite struct RefusalTests {
    @Test func `A value without a kind and one with a short id are none`() {
        #expect(Value(wire: WireValue()) == nil)
        var wire = WireValue()
        wire.kind = .member([UInt8](repeating: 1, count: 15).blob)
        #expect(Value(wire: wire) == nil)
        wire.kind = .organisation([UInt8](repeating: 1, count: 17).blob)
        #expect(Value(wire: wire) == nil)
        var field = WireFieldValue()
        field.field = "name"
        #expect(FieldValue(wire: field) == nil)
        field.value = WireValue(.flag(true))
        field.row = 65_536
        #expect(FieldValue(wire: field) == nil)
        field.row = 65_535
        #expect(FieldValue(wire: field)?.row == .max)
    }

    @Test func `An unknown kind of act, meaning, class or code of an error is refused`() {
        var generator = SeededGenerator(seed: 7)
        for kind in [WireActKind.unspecified, .UNRECOGNIZED(99)] {
            var heading = WireHeading(generator.heading())
            heading.kind = kind
            #expect(Heading(wire: heading) == nil)
            var part = WireActPart(generator.part())
            part.heading = heading
            #expect(ActPart(wire: part, dataClass: .social) == nil)
            var draft = WireActDraft(generator.draft())
            draft.kind = kind
            #expect(ActDraft(wire: draft) == nil)
        }
        // An approval is the daemon's alone: it is kept and read, and never entered.
        var approval = WireHeading(generator.heading())
        approval.kind = .approval
        #expect(Heading(wire: approval)?.kind == .approval)
        var draft = WireActDraft(generator.draft())
        draft.kind = .approval
        #expect(ActDraft(wire: draft) == nil)
        var head = WireHeadPart(HeadPart(.social))
        head.dataClass = 99
        #expect(HeadPart(wire: head) == nil)
        head.dataClass = 256 + 2
        #expect(HeadPart(wire: head) == nil)
        var error = WireFieldError(CheckError(.missingField))
        error.code = 999
        #expect(CheckError(wire: error) == nil)
        #expect(ClassSet(wire: 1) == nil)
        #expect(ClassSet(wire: 1 << 8) == nil)
        #expect(ClassSet(wire: 0xFE) == ClassSet(rawValue: 0xFE))
    }

    @Test func `A reference to an act is empty or has sixteen bytes`() {
        var generator = SeededGenerator(seed: 8)
        var part = WireActPart(generator.part())
        part.corrects = [UInt8]().blob
        #expect(ActPart(wire: part, dataClass: .social)?.corrects == nil)
        part.corrects = [1].blob
        #expect(ActPart(wire: part, dataClass: .social) == nil)
        var heading = WireHeading(generator.heading())
        heading.approves = [1].blob
        #expect(Heading(wire: heading) == nil)
        var act = WirePartialAct()
        act.act = ActID(high: 1, low: 1).blob
        act.classes = 4
        #expect(SequencedAct(wire: act) == nil)
        act.sequence = 1
        #expect(SequencedAct(wire: act) != nil)
    }
}
