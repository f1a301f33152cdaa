import Basics
import Circuit
import Mapping
import Support

/// Values of every shape, from a seed.
extension SeededGenerator {
    mutating func text() -> String {
        let pieces = ["", "a", "سلمى", "é", "\u{1F600}", "-", "0", "\n", "Fès "]
        return (0..<Int.random(in: 0...6, using: &self))
            .map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
    }

    mutating func code() -> String { "C" + String(UInt32.random(in: 0...9_999, using: &self)) }

    mutating func maybe<Result>(_ make: (inout Self) -> Result) -> Result? {
        Bool.random(using: &self) ? make(&self) : nil
    }

    mutating func id<Kind>() -> Identifier<Kind> { Identifier(high: next(), low: next()) }

    mutating func instant() -> Instant {
        Instant(milliseconds: Int64.random(in: .min ... .max, using: &self))
    }

    mutating func list<Result>(_ count: Int, _ make: (inout Self) -> Result) -> [Result] {
        (0..<Int.random(in: 0...count, using: &self)).map { _ in make(&self) }
    }

    mutating func value() -> Value {
        switch Int.random(in: 0..<12, using: &self) {
        case 0: .text(text())
        case 1: .date(CivilDate(days: Int32.random(in: .min ... .max, using: &self)))
        case 2: .instant(instant())
        case 3: .flag(Bool.random(using: &self))
        case 4: .number(Int64.random(in: .min ... .max, using: &self))
        case 5: .choice(code())
        case 6: .choices(list(5) { $0.code() })
        case 7: .territory("01." + String(UInt16.random(in: 0...999, using: &self)))
        case 8: .member(id())
        case 9: .organisation(id())
        case 10: .person(id())
        default:
            .attachment(
                Attachment(
                    id: id(), kind: AttachmentKind.allCases.randomElement(using: &self) ?? .pdf,
                    byteCount: UInt32.random(in: 1...9_999_999, using: &self),
                    sha256: (0..<32).map { _ in UInt8.random(in: 0...255, using: &self) },
                    name: text()))
        }
    }

    mutating func fieldValue() -> FieldValue {
        FieldValue(code(), row: UInt16.random(in: 0 ... .max, using: &self), value())
    }

    mutating func heading() -> Heading {
        Heading(
            kind: ActKind.allCases.randomElement(using: &self) ?? .form, form: maybe { $0.code() },
            formVersion: UInt16.random(in: 0 ... .max, using: &self),
            definitionVersion: UInt32.random(in: 0 ... .max, using: &self),
            from: maybe { $0.code() }, to: maybe { $0.code() }, eventAt: instant(),
            enteredAt: instant(), author: id(), organisation: id(), corrects: maybe { $0.id() },
            approves: maybe { $0.id() }, matter: maybe { $0.id() }, reason: text(),
            origin: maybe { Origin(province: "04.421", function: $0.code()) })
    }

    mutating func part() -> ActPart {
        ActPart(
            act: id(), dataClass: DataClass.allCases.randomElement(using: &self) ?? .social,
            eventAt: instant(), corrects: maybe { $0.id() }, heading: maybe { $0.heading() },
            values: list(8) { $0.fieldValue() }, extract: list(4) { $0.fieldValue() })
    }

    mutating func draft() -> ActDraft {
        ActDraft(
            kind: ActKind.allCases.filter { $0 != .approval }.randomElement(using: &self) ?? .form,
            form: maybe { $0.code() },
            formVersion: UInt16.random(in: 0 ... .max, using: &self),
            definitionVersion: UInt32.random(in: 0 ... .max, using: &self), to: maybe { $0.code() },
            eventAt: maybe { Instant(milliseconds: Int64.random(in: 1 ... .max, using: &$0)) },
            corrects: maybe { $0.id() }, matter: maybe { $0.id() }, reason: text(),
            values: list(8) { $0.fieldValue() }, extract: list(4) { $0.fieldValue() })
    }

    mutating func head() -> HeadPart {
        var head = HeadPart(DataClass.allCases.randomElement(using: &self) ?? .social)
        head.actCount = UInt32.random(in: 0 ... .max, using: &self)
        head.openedAt = maybe { $0.instant() }
        head.lastActAt = maybe { $0.instant() }
        head.passages = passages()
        head.slots = slots()
        head.matters = list(3) { generator in
            Matter(
                act: generator.id(), track: generator.code(), passages: generator.passages(),
                slots: generator.slots())
        }
        if Bool.random(using: &self) {
            head.countedMark = UInt32.random(in: 1 ... .max, using: &self)
            head.happenings = list(6) { generator in
                Happening(
                    code: generator.code(),
                    value: Bool.random(using: &generator) ? generator.code() : "",
                    at: generator.instant(),
                    amount: UInt32.random(in: 0 ... .max, using: &generator),
                    matter: UInt32.random(in: 0 ... .max, using: &generator),
                    act: UInt32.random(in: 0 ... .max, using: &generator))
            }
        }
        return head
    }

    private mutating func passages() -> [Passage] {
        list(4) { Passage(stage: $0.code(), at: $0.instant()) }
    }

    private mutating func slots() -> [HeadSlot] {
        list(4) { generator in
            HeadSlot(
                meaning: FieldMeaning.allCases.randomElement(using: &generator) ?? .sex,
                entries: generator.list(3) {
                    HeadEntry(row: UInt16.random(in: 0 ... .max, using: &$0), value: $0.value())
                },
                writer: generator.id(), at: generator.instant(),
                order: UInt32.random(in: 0 ... .max, using: &generator))
        }
    }
}
