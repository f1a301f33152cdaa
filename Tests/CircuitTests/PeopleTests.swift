import Basics
import Circuit
import DefinitionSupport
import Testing

/// The people around a child, and who of them may stand for it (SPEC W-137).
@Suite struct PeopleTests {
    private let definition: CircuitDefinition
    private let day: Int64 = 86_400

    init() throws { definition = try Shipped.definition() }

    private typealias Step = Sample.Step

    private static let father = ActID(high: 0, low: 7)
    private static let mother = ActID(high: 0, low: 8)

    private func person(_ name: String, _ tie: String, at moment: Instant) -> Sample.Step {
        Step(
            form: "PERSON",
            values: [
                FieldValue("person_name", .text(name)), FieldValue("person_tie", .choice(tie)),
                FieldValue("person_legal", .flag(true)),
                FieldValue("person_phone", .text("0600000001")),
            ], eventAt: moment)
    }

    /// A father and a mother, written down ten days ago, and what happened since.
    private func acts(_ steps: [Sample.Step] = []) -> [Act] {
        let then = Sample.now.adding(seconds: -10 * day)
        return Sample.walk(
            [person("Driss", "FATHER", at: then), person("Naïma", "MOTHER", at: then)] + steps,
            after: Array(Sample.path.prefix(6)), definition)
    }

    private var suspended: Sample.Step {
        Step(
            form: "PERSON-RIGHTS", to: "PERSON-SUSPENDED", matter: Self.father.low,
            eventAt: Sample.now.adding(seconds: -5 * day))
    }
    private var restored: Sample.Step {
        Step(
            form: "PERSON-RIGHTS", to: "PERSON-RESTORED", matter: Self.father.low,
            eventAt: Sample.now.adding(seconds: -2 * day))
    }

    private func plan(by person: ActID, days: Int64 = 0) -> Sample.Step {
        Step(
            form: "F9", to: "PLAN",
            values: [
                FieldValue("guardian_agreement", .flag(true)),
                FieldValue("plan_agreed_by", .person(person)),
            ], reason: "Entered later", eventAt: Sample.now.adding(seconds: -days * day))
    }

    private func codes(_ step: Sample.Step, after steps: [Sample.Step]) -> [CheckCode] {
        let all = Sample.walk([step], after: acts(steps), definition)
        return all[all.count - 1].check(
            against: Sample.heads(Array(all.dropLast()), definition), definition, Sample.context
        ).map(\.code)
    }

    @Test func `Each person is a matter of the file, with a name, a tie and a stage`() {
        let people = Sample.heads(acts([suspended]), definition).people(definition)
        #expect(people.map(\.personName) == ["Driss", "Naïma"])
        #expect(people.map(\.act) == [Self.father, Self.mother])
        #expect(people.map { $0.values(.personTie) } == [[.choice("FATHER")], [.choice("MOTHER")]])
        #expect(people.map { $0.isSuspended(definition) } == [true, false])
        // The telephone of one is not that of the other, nor of the file.
        let moved = Step(
            form: "PERSON", to: "PERSON-ON", matter: Self.mother.low,
            values: [
                FieldValue("person_name", .text("Naïma")),
                FieldValue("person_tie", .choice("MOTHER")),
                FieldValue("person_phone", .text("0600000002")),
            ])
        let heads = Sample.heads(acts([moved]), definition)
        #expect(
            heads.people(definition).map { $0.values(.phone) }
                == [[.text("0600000001")], [.text("0600000002")]])
        #expect(
            heads[.identity]?.texts(.phone)
                == Sample.heads(Array(Sample.path.prefix(6)), definition)[.identity]?.texts(.phone))
    }

    @Test func `What is learnt anew leaves a person where he was, since when he was there`() {
        let again = Step(
            form: "PERSON", to: "PERSON-SUSPENDED", matter: Self.father.low,
            values: [
                FieldValue("person_name", .text("Driss B.")),
                FieldValue("person_tie", .choice("FATHER")),
            ])
        #expect(codes(again, after: [suspended]) == [])
        let father = Sample.heads(acts([suspended, again]), definition).people(definition).first
        #expect(father?.personName == "Driss B.")
        #expect(father?.stage == "PERSON-SUSPENDED")
        #expect(father?.passages.last?.at == suspended.eventAt)
        // No other form moves him there, and none of a person is carried away from him.
        var bare = again
        bare.form = nil
        bare.values = []
        #expect(codes(bare, after: [suspended]) == [.formNotForStage])
        #expect(codes(again, after: []) == [.formNotForStage])
        var away = again
        away.to = "PERSON-RESTORED"
        #expect(codes(away, after: [suspended]) == [.formNotForStage])
    }

    @Test func `Whose rights are suspended agrees to no plan until they are restored`() {
        #expect(codes(plan(by: Self.father), after: []) == [])
        #expect(codes(plan(by: Self.father), after: [suspended]) == [.rightsSuspended])
        #expect(codes(plan(by: Self.mother), after: [suspended]) == [])
        #expect(codes(plan(by: Self.father), after: [suspended, restored]) == [])
        // What happened is judged by what held then, whenever it is entered.
        #expect(codes(plan(by: Self.father, days: 7), after: [suspended]) == [])
        #expect(codes(plan(by: Self.father, days: 3), after: [suspended]) == [.rightsSuspended])
        #expect(
            codes(plan(by: Self.father, days: 3), after: [suspended, restored])
                == [.rightsSuspended])
    }

    @Test func `Who consents is named, and is nobody whose rights are suspended`() {
        func consent(_ who: String, _ person: ActID?) -> Sample.Step {
            Step(
                form: "F6",
                values: [FieldValue("consent_by", .choice(who))]
                    + (person.map { [FieldValue("consent_person", .person($0))] } ?? []))
        }
        #expect(codes(consent("PARENT", Self.father), after: []) == [])
        for who in ["PARENT", "GUARDIAN", "KAFIL"] {
            #expect(
                codes(consent(who, Self.father), after: [suspended]) == [.rightsSuspended], "\(who)"
            )
        }
        // A child that consents by itself rests on nobody.
        #expect(codes(consent("CHILD", Self.mother), after: []) == [.conditionNotMet])
        #expect(codes(consent("CHILD", nil), after: [suspended]) == [])
        // Who is left out is asked for.
        let all = Sample.walk([consent("PARENT", Self.mother)], after: acts(), definition)
        let silent = all[all.count - 1].setting("consent_person", nil)
        let found = silent.check(
            against: Sample.heads(acts(), definition), definition, Sample.context)
        #expect(found.map(\.code) == [.missingField])
    }

    @Test func `A child is not handed over to somebody whose rights are suspended, or who is gone`()
    {
        func exit(_ person: ActID) -> Sample.Step {
            Step(
                form: "F12-EXIT", to: "STAY-OUT", matter: 9,
                values: [FieldValue("delivered_to_person", .person(person))])
        }
        let stay = Step(form: "F12")
        let gone = Step(to: "PERSON-GONE", matter: Self.mother.low, reason: "Abroad")
        #expect(codes(exit(Self.father), after: [stay]) == [])
        #expect(codes(exit(Self.father), after: [stay, suspended]) == [.rightsSuspended])
        #expect(codes(exit(Self.mother), after: [stay, gone]) == [.rightsSuspended])
    }

    @Test func `A reference is to a person of the file, and of no other matter`() {
        #expect(codes(plan(by: ActID(high: 3, low: 3)), after: []) == [.unknownPerson])
        #expect(
            codes(plan(by: ActID(high: 0, low: 9)), after: [Step(form: "F7")]) == [.unknownPerson])
        #expect(codes(plan(by: .zero), after: []) == [.unknownPerson])
    }

    @Test func `A correction keeps whom the act named before the suspension, and names nobody new`()
    {
        func codes(_ person: ActID, after planner: ActID) -> [CheckCode] {
            let all = acts([plan(by: planner, days: 7), suspended])
            var correction = all[8]
            correction.id = ActID(high: 5, low: 5)
            correction.heading.kind = .correction
            correction.heading.to = nil
            correction.heading.corrects = all[8].id
            correction.heading.reason = "Typing error"
            correction.heading.eventAt = Sample.now
            return correction.setting("plan_agreed_by", .person(person)).check(
                against: Sample.heads(all, definition), definition, Sample.context
            ).map(\.code)
        }
        #expect(codes(Self.father, after: Self.father) == [])
        #expect(codes(Self.mother, after: Self.father) == [])
        #expect(codes(Self.father, after: Self.mother) == [.rightsSuspended])
    }

    @Test func `That a person is the alleged author lies in class judicial and nowhere else`()
        throws
    {
        let incident = Step(
            form: "F4",
            values: [
                FieldValue("author_name", .text("Driss")),
                FieldValue("author_person", .person(Self.father)),
            ])
        #expect(codes(incident, after: []) == [])
        let all = acts([incident])
        let parts = try #require(all.last).split(definition)
        let telling = parts.filter { part in
            part.values.contains { $0.value == .person(Self.father) }
        }
        #expect(telling.map(\.dataClass) == [.judicial])
        let (with, without) = (
            Sample.heads(all, definition), Sample.heads(acts(), definition)
        )
        #expect(with.people(definition) == without.people(definition))
    }

    /// What a service is told points at nobody of the file, and at no other file.
    @Test func `No extract holds a reference to a person or the number of another file`() {
        for field in definition.parts.forms.flatMap(\.fields) {
            let isTold = field.isTold
            #expect(
                isTold
                    == !([.person, .attachment].contains(field.type)
                    || field.code == "sibling_number"), "\(field.code)")
        }
        let referral = Sample.walk([Step(form: "F10", to: "SENT")], after: acts(), definition)
        let before = Sample.heads(acts(), definition)
        for value in [
            FieldValue("consent_person", .person(Self.father)),
            FieldValue("sibling_number", .text(FileNumber(value: 12).text)),
        ] {
            var told = referral[referral.count - 1]
            told.extract = [value]
            let found = told.check(against: before, definition, Sample.context)
            #expect(found.map(\.code) == [.unknownField])
        }
    }

    /// SPEC W-139.
    @Test func `A file is joined to the one it names for as long as it is a duplicate`() {
        let joined = Sample.duplicatePath(definition)
        #expect(Sample.heads(joined, definition).master(definition) == FileNumber(value: 12))
        // Not before a second person has approved it.
        #expect(Sample.heads(Array(joined.dropLast()), definition).master(definition) == nil)
        let apart = Sample.walk([Step(to: "REOPEN", reason: "Two")], after: joined, definition)
        #expect(Sample.heads(apart, definition).master(definition) == nil)
    }
}
