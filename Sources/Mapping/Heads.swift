import Basics
public import Circuit
public import Messages

extension WireHeadPart {
    /// The head of a class as it stands on the wire and in envelopes.
    public init(_ head: HeadPart) {
        self.init()
        dataClass = UInt32(head.dataClass.rawValue)
        actCount = head.actCount
        if let opened = head.openedAt { openedAtMs = opened.milliseconds }
        if let last = head.lastActAt { lastActAtMs = last.milliseconds }
        passages = head.passages.map(WirePassage.init)
        slots = head.slots.map(WireHeadSlot.init)
        matters = head.matters.map(WireMatter.init)
    }

    /// The head of a class as it is kept: with what indicators may count.
    ///
    /// `HeadPart(stored:)` reads its bytes, so that a new field is to be read there, too.
    public init(stored head: HeadPart) {
        self.init(head)
        if head.countedMark != 0 {
            happenings = WireHappenings(head.happenings, mark: head.countedMark)
        }
    }
}

extension WirePassage {
    init(_ passage: Passage) {
        self.init()
        stage = passage.stage
        atMs = passage.at.milliseconds
    }
}

extension Passage {
    init?(wire: WirePassage) {
        guard let stage = wire.stage.ifAny else { return nil }
        self.init(stage: stage, at: Instant(milliseconds: wire.atMs))
    }
}

extension WireMatter {
    /// The matter as it is told.
    public init(_ matter: Matter) {
        self.init()
        act = matter.act.blob
        track = matter.track
        passages = matter.passages.map(WirePassage.init)
        slots = matter.slots.map(WireHeadSlot.init)
    }
}

extension Matter {
    /// Reads a matter; nil where anything of it is wrong.
    init?(wire: WireMatter) {
        guard let act = ActID(blob: wire.act), let track = wire.track.ifAny,
            let passages = wire.passages.all(Passage.init(wire:)),
            let slots = wire.slots.all(HeadSlot.init(wire:))
        else { return nil }
        self.init(act: act, track: track, passages: passages, slots: slots)
    }
}

extension HeadPart {
    /// Reads the head of a class; nil for an unknown class or meaning, or a part that is wrong.
    public init?(wire: WireHeadPart) {
        guard let dataClass = UInt8(exactly: wire.dataClass).flatMap(DataClass.init(rawValue:)),
            let slots = wire.slots.all(HeadSlot.init(wire:)),
            let passages = wire.passages.all(Passage.init(wire:)),
            let matters = wire.matters.all(Matter.init(wire:))
        else { return nil }
        self.init(dataClass)
        actCount = wire.actCount
        if wire.hasOpenedAtMs { openedAt = Instant(milliseconds: wire.openedAtMs) }
        if wire.hasLastActAtMs { lastActAt = Instant(milliseconds: wire.lastActAtMs) }
        self.passages = passages
        self.slots = slots
        self.matters = matters
        if wire.hasHappenings {
            // What nothing was noted by has noted nothing.
            guard wire.happenings.mark != 0, let happenings = wire.happenings.all else {
                return nil
            }
            self.happenings = happenings
            countedMark = wire.happenings.mark
        }
    }
}

extension WireHappenings {
    init(_ happenings: [Happening], mark: UInt32) {
        self.init()
        self.mark = mark
        var places: [String: UInt32] = [:]
        func place(_ text: String) -> UInt32 {
            if let place = places[text] { return place }
            let place = UInt32(texts.count)
            places[text] = place
            texts.append(text)
            return place
        }
        var last: Int64 = 0
        for happening in happenings {
            code.append(place(happening.code))
            value.append(happening.value.isEmpty ? 0 : place(happening.value) + 1)
            let now = happening.at.milliseconds / CircuitLimits.minuteMilliseconds
            minute.append(now - last)
            last = now
            amount.append(happening.amount)
            matter.append(happening.matter)
            act.append(happening.act)
        }
    }

    /// Reads them all; nil where lists differ in length or name a text that is not there.
    var all: [Happening]? {
        guard value.count == code.count, minute.count == code.count, amount.count == code.count,
            matter.count == code.count, act.count == code.count
        else { return nil }
        var last: Int64 = 0
        var happenings: [Happening] = []
        happenings.reserveCapacity(code.count)
        for index in code.indices {
            guard Int(code[index]) < texts.count, Int(value[index]) <= texts.count else {
                return nil
            }
            let (now, isOver) = last.addingReportingOverflow(minute[index])
            let (moment, isAlsoOver) = now.multipliedReportingOverflow(
                by: CircuitLimits.minuteMilliseconds)
            guard !isOver, !isAlsoOver else { return nil }
            last = now
            happenings.append(
                Happening(
                    code: texts[Int(code[index])],
                    value: value[index] == 0 ? "" : texts[Int(value[index]) - 1],
                    at: Instant(milliseconds: moment), amount: amount[index],
                    matter: matter[index], act: act[index]))
        }
        return happenings
    }
}

extension WireHeadSlot {
    /// A slot of a head as it stands on the wire and in envelopes.
    init(_ slot: HeadSlot) {
        self.init()
        meaning = UInt32(slot.meaning.rawValue)
        entries = slot.entries.map { entry in
            var wire = WireHeadEntry()
            wire.row = UInt32(entry.row)
            wire.value = WireValue(entry.value)
            return wire
        }
        writer = slot.writer.blob
        atMs = slot.at.milliseconds
        order = slot.order
    }
}

extension HeadSlot {
    /// Reads a slot; nil where anything of it is wrong.
    init?(wire: WireHeadSlot) {
        guard let meaning = UInt8(exactly: wire.meaning).flatMap(FieldMeaning.init(rawValue:)),
            let writer = ActID(blob: wire.writer),
            let entries: [HeadEntry] = wire.entries.all({ entry in
                guard entry.hasValue, let row = UInt16(exactly: entry.row) else { return nil }
                return Value(wire: entry.value).map { HeadEntry(row: row, value: $0) }
            })
        else { return nil }
        self.init(
            meaning: meaning, entries: entries, writer: writer,
            at: Instant(milliseconds: wire.atMs), order: wire.order)
    }
}

extension WireTask {
    /// The task as it is answered.
    public init(_ task: DueTask) {
        self.init()
        code = task.task
        clock = task.clock
        sinceMs = task.since.milliseconds
        dueMs = task.due.milliseconds
        dataClass = UInt32(task.dataClass.rawValue)
        if let matter = task.matter { self.matter = matter.blob }
        if let owner = task.owner { self.owner = owner.blob }
    }
}

extension DueTask {
    /// Reads a task; nil where it or its clock has no code, or an id is wrong.
    public init?(wire: WireTask) {
        guard let task = wire.code.ifAny, let clock = wire.clock.ifAny,
            let matter = OptionalAct(wire.matter),
            let dataClass = UInt8(exactly: wire.dataClass).flatMap(DataClass.init(rawValue:))
        else { return nil }
        let owner = MemberID(wire.owner)
        guard owner != nil || wire.owner.isEmpty else { return nil }
        self.init(
            task: task, clock: clock, since: Instant(milliseconds: wire.sinceMs),
            due: Instant(milliseconds: wire.dueMs), dataClass: dataClass, matter: matter.act,
            owner: owner)
    }
}

extension WireFileTie {
    /// The tie as it is answered.
    public init(_ tie: FileTie) {
        self.init()
        kind =
            switch tie.kind {
            case .sibling: .sibling
            case .joined: .joined
            case .stays: .stays
            }
        file = tie.file.blob
        number = tie.number.text
    }
}

extension FileTie {
    /// Reads a tie; nil where its kind is unknown, or id or number are wrong.
    public init?(wire: WireFileTie) {
        let kind: FileTieKind? =
            switch wire.kind {
            case .sibling: .sibling
            case .joined: .joined
            case .stays: .stays
            case .unspecified, .UNRECOGNIZED: nil
            }
        guard let kind, let file = FileID(blob: wire.file), let number = FileNumber(wire.number)
        else { return nil }
        self.init(kind: kind, file: file, number: number)
    }
}

extension WireFieldError {
    /// The error as it is answered.
    public init(_ error: CheckError) {
        self.init()
        code = UInt32(error.code.rawValue)
        form = error.form
        field = error.field
        row = UInt32(error.row)
    }
}

extension CheckError {
    /// Reads an error; nil for a code of a later version, or a row that is too large.
    public init?(wire: WireFieldError) {
        guard let code = UInt16(exactly: wire.code).flatMap(CheckCode.init(rawValue:)),
            let row = UInt16(exactly: wire.row)
        else { return nil }
        self.init(code, form: wire.form, field: wire.field, row: row)
    }
}
