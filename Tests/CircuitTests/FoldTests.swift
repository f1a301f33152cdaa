import Basics
import Circuit
import DefinitionSupport
import Testing

@Suite struct FoldTests {
    let definition: CircuitDefinition

    init() throws { definition = try Shipped.definition() }

    @Test func `The path through the track gives the heads that lists need`() throws {
        let heads = Sample.heads(Sample.path, definition)
        let social = try #require(heads[.social])
        #expect(social.stage == "ASSESS")
        #expect(social.openedAt == Sample.now)
        #expect(social.risk == "R3")
        #expect(social.categories == ["VIC-VIO", "RSK-SCH"])
        #expect(social.referent == MemberID(high: 9, low: 1))
        #expect(social.responsibleOrganisation == OrganisationID(high: 9, low: 9))
        #expect(social.actCount == 10)
        let identity = try #require(heads[.identity])
        #expect(identity.texts(.givenNameArabic) == ["سلمى"])
        #expect(identity.texts(.phone) == ["0600000001"])
        #expect(identity.birth(definition) == .exact(Sample.born))
        #expect(identity.stage == nil)
        #expect(heads[.judicial]?.flag(.offenceSuspected) == true)
        #expect(heads[.protected]?.flag(.secrecyWanted) == true)
        #expect(heads[.health]?.actCount == 2)
    }

    @Test func `Whoever opens a file answers for it until it is assigned`() {
        let heads = Sample.heads([Sample.opening], definition)
        #expect(heads[.social]?.referent == Sample.author)
        #expect(heads[.social]?.responsibleOrganisation == Sample.unit)
    }

    /// SPEC W-81.
    @Test func `A file that goes to another organisation leaves its referent behind`() {
        let (mine, other) = (OrganisationID(high: 9, low: 9), OrganisationID(high: 9, low: 8))
        let member = MemberID(high: 9, low: 1)
        var heads = Sample.heads(Sample.path, definition)
        heads.fold(Sample.given(20, to: mine, nil), definition)
        #expect(heads[.social]?.referent == member)
        heads.fold(Sample.given(21, to: other, nil), definition)
        #expect(heads[.social]?.referent == nil)
        #expect(heads[.social]?.responsibleOrganisation == other)
        // A correction of an earlier assignment does not bring the member back.
        let mended = Sample.act(
            22,
            Sample.heading(
                .correction, form: "ASSIGN", from: "ASSESS", corrects: ActID(high: 0, low: 21)),
            Sample.given(22, to: other, nil).values)
        heads.fold(mended, definition)
        #expect(heads[.social]?.referent == nil)
        heads.fold(Sample.given(23, to: mine, MemberID(high: 9, low: 2)), definition)
        #expect(heads[.social]?.referent == MemberID(high: 9, low: 2))
    }

    @Test func `A class is folded from its own parts alone`() {
        let parts = Sample.path.flatMap { $0.split(definition) }
        let heads = Sample.heads(Sample.path, definition)
        for dataClass in DataClass.content.classes {
            var alone = HeadPart(dataClass)
            for part in parts where part.dataClass == dataClass { alone.fold(part, definition) }
            #expect(heads[dataClass] == alone)
            // Parts of other classes change nothing.
            var mixed = HeadPart(dataClass)
            for part in parts { mixed.fold(part, definition) }
            #expect(mixed == alone)
        }
    }

    @Test func `Only the home part tells what an act is`() {
        for part in Sample.reported.split(definition) {
            #expect((part.heading != nil) == (part.dataClass == .social))
            for value in part.values {
                #expect(definition.field(value.field)?.dataClass == part.dataClass)
            }
        }
        #expect(
            Sample.reported.classes(definition) == [.social, .judicial, .protected])
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `Splitting and joining in any order gives the act back`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let act = RandomActs.act(&generator, definition)
            let parts = act.split(definition).shuffled(using: &generator)
            let whole = try #require(PartialAct(parts, definition: definition)?.act)
            #expect(whole.id == act.id && whole.heading == act.heading)
            #expect(whole.values.count == act.values.count, "seed \(seed)")
            #expect(Set(whole.values) == Set(act.values), "seed \(seed)")
            // The joined act splits into the same parts, so that joining is stable.
            let again = try #require(
                PartialAct(whole.split(definition), definition: definition)?.act)
            #expect(again == whole, "seed \(seed)")
        }
    }

    @Test func `Parts of different acts are not joined`() {
        let parts = Sample.opening.split(definition) + Sample.reported.split(definition)
        #expect(PartialAct(parts, definition: definition) == nil)
        #expect(PartialAct([], definition: definition) == nil)
    }

    @Test(arguments: [11, 12, 13] as [UInt64])
    func `Folding is a function of the sequence and takes it in any pieces`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            let acts = (0..<12).map { _ in RandomActs.act(&generator, definition) }
            let whole = Sample.heads(acts, definition)
            let cut = Int.random(in: 0...acts.count, using: &generator)
            var pieces = Sample.heads(Array(acts[..<cut]), definition)
            // A head that was stored and read again goes on where it stood.
            pieces = Heads(pieces.all)
            for act in acts[cut...] { pieces.fold(act, definition) }
            #expect(whole == pieces, "seed \(seed)")
            #expect(whole == Sample.heads(acts, definition), "seed \(seed)")
        }
    }

    @Test(arguments: [21, 22, 23] as [UInt64])
    func `A correction gives what the act would have given with its values`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var acts = (0..<8).map { index in
                var act = RandomActs.formAct(&generator, definition)
                act.id = ActID(high: seed, low: UInt64(index))
                // The level of risk has rules of its own.
                act.values.removeAll { definition.field($0.field)?.meaning == .risk }
                return act
            }
            let target = Int.random(in: 0..<acts.count, using: &generator)
            // The same fields with other values: the rule is exact for what the act carried.
            let corrected = RandomActs.changed(acts[target], &generator, definition)
            var correction = corrected
            correction.id = ActID(high: seed, low: 99)
            correction.heading.kind = .correction
            correction.heading.corrects = acts[target].id
            let incremental = Sample.heads(acts + [correction], definition)
            acts[target] = corrected
            let replaced = Sample.heads(acts, definition)
            for dataClass in DataClass.content.classes {
                #expect(
                    incremental[dataClass]?.slots == replaced[dataClass]?.slots, "seed \(seed)")
                #expect(
                    incremental[dataClass]?.passages == replaced[dataClass]?.passages,
                    "seed \(seed)")
            }
        }
    }

    @Test func `A correction that leaves a value out takes it away`() {
        var heads = Sample.heads([Sample.opening], definition)
        var correction = Sample.opening.setting("relative_phone", nil)
        correction.id = ActID(high: 5, low: 5)
        correction.heading.kind = .correction
        correction.heading.to = nil
        correction.heading.corrects = Sample.opening.id
        heads.fold(correction, definition)
        #expect(heads[.identity]?.texts(.phone) == [])
        #expect(heads[.identity]?.texts(.givenNameArabic) == ["سلمى"])
        #expect(heads.stage == "DETECT")
        // Who answers for the file came from the heading, which a correction does not touch.
        #expect(heads[.social]?.referent == Sample.author)
    }

    @Test func `A later act stands against the correction of an earlier one`() {
        let refilled = Sample.act(
            30, Sample.heading(.form, form: "F0", from: "DETECT"),
            [FieldValue("given_name_ar", .text("مريم"))])
        var correction = Sample.opening.setting("given_name_ar", .text("سارة"))
        correction.id = ActID(high: 5, low: 5)
        correction.heading.kind = .correction
        correction.heading.to = nil
        correction.heading.corrects = Sample.opening.id
        let heads = Sample.heads([Sample.opening, refilled, correction], definition)
        #expect(heads[.identity]?.texts(.givenNameArabic) == ["مريم"])
    }

    @Test(arguments: [31, 32] as [UInt64])
    func `Guards, folds and clocks end on whatever they are given`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            var heads = Heads()
            for _ in 0..<4 {
                let act = RandomActs.wild(&generator, definition).normalised()
                let errors = act.check(against: heads, definition, Sample.context)
                #expect(errors.count <= CircuitLimits.errorsPerCheck, "seed \(seed)")
                heads.fold(act, definition)
                for head in heads.all {
                    let tasks = head.tasks(definition)
                    // Of each kind one is owed on the file, and one on each matter of it.
                    let owed = tasks.map { [$0.task, $0.matter?.hexadecimal ?? ""] }
                    #expect(Set(owed).count == tasks.count, "seed \(seed)")
                    _ = head.birth(definition)
                }
            }
        }
    }
}

/// Random acts for properties.
enum RandomActs {
    static func value(
        _ field: Field, _ generator: inout SeededGenerator, _ definition: CircuitDefinition
    ) -> Value {
        let codes = field.list.flatMap { definition.list($0) }?.items.map(\.code) ?? ["X"]
        switch field.type {
        case .text: return .text("text \(Int.random(in: 0...999, using: &generator))")
        case .date: return .date(CivilDate(days: Int32.random(in: 0...20_000, using: &generator)))
        case .instant:
            return .instant(
                Instant(milliseconds: Int64.random(in: 0...9_999_999_999_999, using: &generator)))
        case .flag: return .flag(Bool.random(using: &generator))
        case .number: return .number(Int64.random(in: 0...30, using: &generator))
        case .choice: return .choice(codes.randomElement(using: &generator) ?? "X")
        case .choices: return .choices(Array(codes.shuffled(using: &generator).prefix(2)))
        case .territory: return .territory("04.421.01.0")
        case .member: return .member(MemberID(high: 1, low: generator.next()))
        case .organisation: return .organisation(OrganisationID(high: 1, low: generator.next()))
        case .attachment:
            return .attachment(
                Attachment(
                    id: AttachmentID(high: 1, low: generator.next()), kind: .jpeg, byteCount: 9,
                    sha256: [UInt8](repeating: 7, count: 32), name: "photo"))
        case .person: return .person(ActID(high: 1, low: generator.next()))
        }
    }

    /// An act of some form with some of its fields, with or without a stage.
    static func act(_ generator: inout SeededGenerator, _ definition: CircuitDefinition) -> Act {
        var act = formAct(&generator, definition)
        let stages = definition.parts.tracks.flatMap(\.stages).map(\.code)
        act.heading.kind = ActKind.allCases.randomElement(using: &generator) ?? .form
        if act.heading.kind == .opening || act.heading.kind == .transition {
            act.heading.to = stages.randomElement(using: &generator)
        }
        if act.heading.kind == .correction {
            act.heading.corrects = ActID(high: 7, low: generator.next() % 12)
        }
        return act
    }

    static func formAct(_ generator: inout SeededGenerator, _ definition: CircuitDefinition) -> Act
    {
        let form = definition.parts.forms.randomElement(using: &generator)
        var values: [FieldValue] = []
        for field in form?.fields ?? [] where Bool.random(using: &generator) {
            let rows: UInt16 = field.group == nil ? 1 : UInt16.random(in: 1...3, using: &generator)
            for row in 0..<rows {
                values.append(
                    FieldValue(field.code, row: row, value(field, &generator, definition)))
            }
        }
        let when = Sample.now.adding(seconds: Int64.random(in: -99_999...0, using: &generator))
        return Act(
            id: ActID(high: 7, low: generator.next() % 12),
            heading: Sample.heading(.form, form: form?.code, from: nil, eventAt: when),
            values: values)
    }

    /// The act with another value in each field that it carries.
    static func changed(
        _ act: Act, _ generator: inout SeededGenerator, _ definition: CircuitDefinition
    ) -> Act {
        var act = act
        for index in act.values.indices {
            guard let field = definition.field(act.values[index].field) else { continue }
            act.values[index].value = value(field, &generator, definition)
        }
        return act
    }

    /// An act that no client would send.
    static func wild(_ generator: inout SeededGenerator, _ definition: CircuitDefinition) -> Act {
        var act = act(&generator, definition)
        let extremes: [Value] = [
            .text(""), .text("\u{0}\u{202E}"), .number(.min), .number(.max),
            .date(CivilDate(days: .max)), .date(CivilDate(days: .min)),
            .instant(Instant(milliseconds: .max)), .instant(Instant(milliseconds: .min)),
            .choices([]), .choice(""), .territory(""), .flag(true),
        ]
        for index in act.values.indices where Int.random(in: 0...3, using: &generator) == 0 {
            act.values[index].value = extremes.randomElement(using: &generator) ?? .flag(true)
            if Bool.random(using: &generator) { act.values[index].row = .max }
            if Int.random(in: 0...5, using: &generator) == 0 { act.values[index].field = "?" }
        }
        let moments: [Int64] = [.min, .max, 0, Sample.now.milliseconds]
        act.heading.eventAt = Instant(milliseconds: moments.randomElement(using: &generator) ?? 0)
        act.heading.enteredAt = Instant(milliseconds: moments.randomElement(using: &generator) ?? 0)
        act.heading.from = ["DETECT", "?", nil].randomElement(using: &generator) ?? nil
        if Bool.random(using: &generator) { act.heading.to = "?" }
        if Int.random(in: 0...5, using: &generator) == 0 { act.heading.form = nil }
        return act
    }
}
