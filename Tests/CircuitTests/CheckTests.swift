import Basics
import Circuit
import DefinitionSupport
import Testing

@Suite struct CheckTests {
    let definition: CircuitDefinition

    init() throws { definition = try Shipped.definition() }

    func codes(_ act: Act, against heads: Heads? = nil) -> [CheckCode] {
        let before = heads ?? Sample.heads(before: act, definition)
        return act.normalised().check(against: before, definition, Sample.context).map(\.code)
    }

    @Test func `A complete act of every shipped form passes`() {
        var seen: Set<String> = []
        for path in [Sample.wholePath(definition), Sample.duplicatePath(definition)]
            + Sample.recordPaths(definition)
        {
            var heads = Heads()
            for act in path {
                #expect(
                    codes(act, against: heads) == [], "\(act.heading.form ?? "no form")")
                heads.fold(act, definition)
                seen.insert(act.heading.form ?? "")
            }
        }
        #expect(seen.subtracting([""]) == Set(definition.parts.forms.map(\.code)))
    }

    /// SPEC W-81.
    @Test func `Each required field that is taken away is named`() {
        var taken = 0
        for act in Sample.path {
            for value in act.values {
                guard let field = definition.field(value.field), field.need == .required else {
                    continue
                }
                let act = act.setting(value.field, nil, row: value.row)
                let errors = act.check(
                    against: Sample.heads(before: act, definition), definition, Sample.context)
                let wanted = CheckError(
                    .missingField, form: act.heading.form ?? "", field: value.field,
                    row: value.row)
                // A row whose only value goes is a row that is not begun.
                let begun = act.values.contains { other in
                    let same = definition.field(other.field)?.group == field.group
                    return same && other.row == value.row
                }
                let asked = field.group == nil || begun
                if field.code == "birth_precision" || asked {
                    #expect(errors.contains(wanted), "\(value.field)")
                    taken += 1
                }
            }
        }
        #expect(taken >= 30)
    }

    /// SPEC W-81.
    @Test func `A field is asked of who may write its class, and of nobody else`() {
        let silent = Sample.reported.setting("offence_suspected", nil)
            .setting("prosecutor_notified_at", nil).setting("prosecutor_recipient", nil)
        let before = Sample.heads(before: Sample.reported, definition)
        let coordinator = CheckContext(
            now: Sample.now, province: Sample.province,
            asks: definition.writable(by: ["CAPE-COORDINATOR"]).union(.protected))
        #expect(silent.check(against: before, definition, coordinator) == [])
        #expect(codes(silent) == [.missingField])
        // Of the classes that he writes, nothing is let off.
        let unsaid = silent.setting("reporter_wants_secrecy", nil)
        #expect(
            unsaid.check(against: before, definition, coordinator).map(\.code) == [.missingField])
        let some = definition.writable(by: ["CAPE-COORDINATOR", "NOBODY"])
        #expect(some.contains(.judicial) == false)
        #expect(definition.writable(by: ["UPE-WORKER"]) == DataClass.content)
    }

    @Test func `Names are asked unless nobody knows them`() {
        let nameless = Sample.opening.setting("family_name_ar", nil).setting("given_name_ar", nil)
        #expect(codes(nameless) == [.missingField, .missingField])
        #expect(codes(nameless.setting("name_unknown", .flag(true))) == [])
        #expect(codes(nameless.setting("name_unknown", .flag(false))).count == 2)
    }

    @Test func `A birth is a date with its precision or an estimated age, not both and not none`() {
        let ageless = Sample.opening.setting("birth_date", nil).setting("birth_precision", nil)
        #expect(codes(ageless) == [.missingField])
        #expect(codes(ageless.setting("estimated_age", .number(9))) == [])
        #expect(codes(Sample.opening.setting("estimated_age", .number(9))) == [.conditionNotMet])
        #expect(codes(Sample.opening.setting("birth_precision", nil)) == [.missingField])
    }

    @Test func `A documented adult is refused at opening and at no other time`() {
        let adult = Sample.opening.setting(
            "birth_date", CivilDate(year: 2000, month: 1, day: 1).map { .date($0) })
        #expect(codes(adult) == [.documentedAdult])
        #expect(codes(adult.setting("birth_precision", .choice("YEAR"))) == [.documentedAdult])
        #expect(codes(adult.setting("birth_precision", .choice("ESTIMATED"))) == [])
        let guessed = Sample.opening.setting("birth_date", nil)
            .setting("birth_precision", nil).setting("estimated_age", .number(30))
        #expect(codes(guessed) == [])
        let later = adult.with { heading in
            heading.kind = .form
            heading.from = "DETECT"
            heading.to = nil
        }
        #expect(codes(later, against: Sample.heads([Sample.opening], definition)) == [])
    }

    @Test func `The eighteenth birthday itself makes an adult and the day before does not`() throws
    {
        let today = CivilDate(Sample.now, offsetSeconds: 3600).parts
        let birthday = try #require(
            CivilDate(year: today.year - 18, month: today.month, day: today.day))
        #expect(codes(Sample.opening.setting("birth_date", .date(birthday))) == [.documentedAdult])
        let tomorrow = CivilDate(days: birthday.days + 1)
        #expect(codes(Sample.opening.setting("birth_date", .date(tomorrow))) == [])
    }

    @Test func `Presence must lie in the province and residence may lie anywhere`() {
        let elsewhere = Sample.opening.setting("presence_commune", .territory("01.511.01.0"))
        #expect(codes(elsewhere) == [.presenceOutsideProvince])
        let resident = Sample.opening.setting("residence_commune", .territory("01.511.01.0"))
        #expect(codes(resident) == [])
        let quarter = Sample.opening.setting("presence_commune", .territory("04.421.01.05"))
        #expect(codes(quarter) == [])
        let region = Sample.opening.setting("presence_commune", .territory("04"))
        #expect(codes(region).contains(.unknownTerritory))
        let nowhere = Sample.opening.setting("presence_commune", .territory("99.999"))
        #expect(codes(nowhere) == [.unknownTerritory])
    }

    @Test func `Bad values have codes of their own`() {
        let opening = Sample.opening
        #expect(codes(opening.setting("sex", .text("F"))) == [.wrongType])
        #expect(codes(opening.setting("sex", .choice("X"))) == [.notInList])
        #expect(
            codes(opening.setting("known_as", .text(String(repeating: "a", count: 101))))
                == [.tooLong])
        #expect(codes(opening.setting("known_as", .text("a\u{0}b"))) == [.forbiddenText])
        #expect(codes(opening.setting("siblings_count", .number(41))) == [.outOfRange])
        #expect(codes(opening.setting("siblings_count", .number(-1))) == [.outOfRange])
        #expect(codes(opening.setting("urgency", .choice("HIGH"))) == [.unknownField])
        #expect(codes(opening.setting("file_number", .text("12"))) == [.malformed])
        #expect(
            codes(opening.setting("birth_date", .date(CivilDate(days: 30_000)))) == [.futureDate])
        #expect(codes(opening.setting("sex", .choice("F"), row: 1)) == [.tooMany])
        var twice = opening
        twice.values.append(FieldValue("sex", .choice("M")))
        #expect(codes(twice) == [.tooMany])
        #expect(
            codes(opening.setting("languages", .choices(["DARIJA", "DARIJA"]))) == [.tooMany])
        #expect(codes(opening.setting("languages", .choices([]))) == [.missingField])
        #expect(codes(opening.with { $0.form = "F99" }) == [.unknownForm])
        #expect(codes(opening.with { $0.formVersion = 2 }) == [.unknownFormVersion])
    }

    @Test func `Exactly one category is the principal one`() {
        let both = Sample.triaged.setting("category_principal", .flag(true))
        #expect(codes(both) == [.tooMany])
        let neither = Sample.triaged.setting("category_principal", .flag(false), row: 1)
        #expect(codes(neither) == [.missingField])
    }

    @Test func `An error never holds a value of the record`() {
        let secret = "a-secret-somebody-typed"
        let act = Sample.opening.setting(secret, .text(secret)).setting("sex", .choice(secret))
        let errors = act.with { $0.reason = secret }
            .check(against: Heads(), definition, Sample.context)
        #expect(errors.count == 2)
        #expect(!"\(errors)".contains(secret))
        let unknown = act.with { $0.form = secret }
            .check(against: Heads(), definition, Sample.context)
        #expect(!"\(unknown)".contains(secret))
    }

    @Test func `A transition needs the form, the level of risk and the reason of its stage`() {
        #expect(codes(Sample.reported.with { $0.form = nil }).contains(.formNotForStage))
        let early = Sample.act(
            4, Sample.heading(.form, form: "F5", from: "RECEIVE"), Sample.inquiry)
        #expect(codes(early) == [.formNotForStage])
        let listened = Sample.heads(before: Sample.triaged, definition)
        let blind = Sample.act(
            5, Sample.heading(.transition, form: nil, from: "LISTEN", to: "ASSESS"))
        #expect(codes(blind, against: listened) == [.riskRequired])
        let seeing = Sample.act(
            5, Sample.heading(.transition, form: "F3", from: "LISTEN", to: "ASSESS"), Sample.risk)
        #expect(codes(seeing, against: listened) == [])
        let triaged = Sample.heads(before: Sample.assessing, definition)
        let urgent = Sample.act(
            6, Sample.heading(.transition, form: nil, from: "TRIAGE", to: "URGENT"))
        #expect(codes(urgent, against: triaged) == [.reasonRequired])
        #expect(codes(urgent.with { $0.reason = "Shelter" }, against: triaged) == [])
    }

    @Test func `An act on a file that moved meanwhile is refused as such`() {
        let heads = Sample.heads(before: Sample.listened, definition)
        #expect(codes(Sample.received, against: heads) == [.changedMeanwhile])
        #expect(codes(Sample.opening, against: heads) == [.wrongOpening])
        #expect(codes(Sample.reported, against: Heads()).contains(.wrongOpening))
    }

    @Test func `An event may lie back with a reason, and never ahead`() {
        func moved(_ seconds: Int64, reason: String = "") -> [CheckCode] {
            codes(
                Sample.opening.with { heading in
                    heading.eventAt = Sample.now.adding(seconds: seconds)
                    heading.reason = reason
                })
        }
        #expect(moved(-86_400) == [])
        #expect(moved(-86_401) == [.reasonRequired])
        #expect(moved(-86_401, reason: "No line") == [])
        #expect(moved(-367 * 86_400, reason: "Old") == [.backdatedTooFar])
        #expect(moved(300) == [])
        #expect(moved(301) == [.futureEvent])
        #expect(
            codes(Sample.opening.with { $0.enteredAt = Instant(milliseconds: .max) }).contains(
                .futureEvent))
    }

    @Test func `A correction is checked in the classes that it touches`() {
        let heads = Sample.heads(before: Sample.listened, definition)
        let social = Sample.report.filter { definition.field($0.field)?.dataClass == .social }
        var correction = Sample.act(
            9,
            Sample.heading(
                .correction, form: "F1", from: "RECEIVE", reason: "Typing error",
                corrects: Sample.reported.id), social)
        #expect(codes(correction, against: heads) == [])
        correction = correction.setting("urgency", nil)
        #expect(codes(correction, against: heads) == [.missingField])
        #expect(
            codes(
                correction.setting("urgency", .choice("LOW")).with { $0.reason = "" },
                against: heads) == [.reasonRequired])
        #expect(
            codes(
                correction.setting("urgency", .choice("LOW")).with { $0.corrects = nil },
                against: heads) == [.wrongHeading])
    }

    @Test func `Text is kept composed, trimmed and never empty`() {
        let act = Sample.opening.setting("known_as", .text("  E\u{301}lie \n"))
            .setting("birth_place", .text(" \u{A0} "))
        let values = act.normalised().values
        #expect(values.contains(FieldValue("known_as", .text("\u{C9}lie"))))
        let kept = values.first { $0.field == "known_as" }?.value
        guard case .text(let text) = kept else {
            Issue.record("the text is gone")
            return
        }
        #expect(text.unicodeScalars.count == 4)
        #expect(!values.contains { $0.field == "birth_place" })
        #expect(act.normalised().normalised() == act.normalised())
    }
}
