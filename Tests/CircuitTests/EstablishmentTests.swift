import Basics
import Circuit
import DefinitionSupport
import Testing

/// Whom an establishment takes, and how many (SPEC W-144).
@Suite struct EstablishmentTests {
    private typealias Step = Sample.Step

    private static let house = OrganisationID(high: 4, low: 1)
    private let definition: CircuitDefinition

    init() throws { definition = try Self.definition(["GIRLS", "INFANTS", "VIOLENCE"]) }

    private static func definition(
        _ specialities: [String], until: CivilDate? = nil
    ) throws -> CircuitDefinition {
        var parts = try Shipped.definition().parts
        parts.establishments = [establishment(specialities, until: until)]
        return CircuitDefinition(parts)
    }

    private static func establishment(
        _ specialities: [String], until: CivilDate? = nil
    ) -> Establishment {
        Establishment(
            terms: Terms(
                code: "HOUSE", labels: Labels(arabic: "دار", french: "Maison", english: "House"),
                validity: Validity(until: until)),
            organisation: house, kind: "CHILD-PROTECTION", specialities: specialities, capacity: 2)
    }

    /// The specialities, the child, and those outside which it is; infants are 0 to 5 years old.
    private static let table: [([String], String?, ClosedRange<Int>?, [String])] = [
        ([], "F", 9...9, []),
        (["GIRLS"], "F", 9...9, []),
        (["GIRLS"], "M", 9...9, ["GIRLS"]),
        (["GIRLS"], nil, nil, []),
        (["GIRLS", "BOYS"], "M", 9...9, []),
        (["GIRLS", "BOYS"], "F", 17...17, []),
        (["INFANTS"], "M", 5...5, []),
        (["INFANTS"], "M", 6...6, ["INFANTS"]),
        (["INFANTS"], "M", nil, []),
        // Born in a year: five still, or six by now.
        (["INFANTS"], "M", 5...6, []),
        (["INFANTS"], "M", 6...7, ["INFANTS"]),
        (["INFANTS", "GIRLS"], "F", 3...3, []),
        (["INFANTS", "GIRLS"], "M", 3...3, ["GIRLS"]),
        (["INFANTS", "GIRLS"], "F", 9...9, ["INFANTS"]),
        (["INFANTS", "GIRLS"], "M", 9...9, ["INFANTS", "GIRLS"]),
        // What names neither sex nor ages binds nothing.
        (["VIOLENCE", "DISABILITY"], "M", 17...17, []),
        (["VIOLENCE", "GIRLS"], "M", 17...17, ["GIRLS"]),
        // An item that is not there binds nothing either.
        (["NOBODY"], "M", 3...3, []),
    ]

    @Test func `Specialities bind dimension by dimension, and what is not known is no reason`() {
        for (specialities, sex, years, outside) in Self.table {
            let misfits = definition.misfits(
                of: Self.establishment(specialities), sex: sex, years: years, present: 1)
            #expect(
                misfits == (outside.isEmpty ? [] : [.outside(specialities: outside)]),
                "\(specialities) \(sex ?? "-") \(String(describing: years))")
        }
    }

    @Test func `A house is full from its last place on, and beyond it`() {
        let house = Self.establishment(["GIRLS"])
        let rooms: [(Int?, [Misfit])] = [
            (nil, []), (0, []), (1, []), (2, [.full]), (3, [.full]),
        ]
        for (present, misfits) in rooms {
            #expect(
                definition.misfits(of: house, sex: "F", years: nil, present: present) == misfits)
        }
        #expect(
            definition.misfits(of: house, sex: "M", years: nil, present: 2)
                == [.outside(specialities: ["GIRLS"]), .full])
    }

    private var stay: Sample.Step {
        Step(form: "F12", values: [FieldValue("establishment", .organisation(Self.house))])
    }

    private func errors(
        _ steps: [Sample.Step], present: Int?, _ definition: CircuitDefinition,
        _ change: (inout Act) -> Void = { _ in }
    ) -> [CheckError] {
        let acts = Sample.walk(steps, after: Array(Sample.path.prefix(6)), definition)
        var act = acts[acts.count - 1]
        change(&act)
        return act.check(
            against: Sample.heads(Array(acts.dropLast()), definition), definition,
            CheckContext(
                now: Sample.now, province: Sample.province,
                present: present.map { [Self.house: $0] } ?? [:]))
    }

    @Test func `A child who does not fit is placed where the act says who decided`() throws {
        let girls = try Self.definition(["GIRLS"])
        let boys = try Self.definition(["BOYS"])
        let misfit = CheckError(.outsideSpeciality, form: "F12", field: "establishment")
        let full = CheckError(.establishmentFull, form: "F12", field: "establishment")
        #expect(errors([stay], present: 1, girls) == [])
        #expect(errors([stay], present: nil, girls) == [])
        #expect(errors([stay], present: 2, girls) == [full])
        #expect(errors([stay], present: 1, boys) == [misfit])
        #expect(errors([stay], present: 2, boys) == [misfit, full])
        var excepted = stay
        excepted.values.append(FieldValue("placement_exception", .text("Judge, no other place")))
        #expect(errors([excepted], present: 2, boys) == [])
        // A house that the definition does not know, or no longer, takes whoever is brought.
        #expect(errors([stay], present: 9, try Shipped.definition()) == [])
        let past = CivilDate(Sample.now, offsetSeconds: 0).adding(days: -1)
        #expect(errors([stay], present: 9, try Self.definition(["BOYS"], until: past)) == [])
    }

    /// Corrects the act before in the fields that are given.
    private func correct(_ act: inout Act, _ values: [FieldValue]) {
        act = Sample.act(
            act.id.low,
            Sample.heading(
                .correction, form: "F12", from: act.heading.from, reason: "Slip",
                corrects: ActID(high: 0, low: 7)), values)
    }

    @Test func `A correction leaves in place what stood, and no more`() throws {
        let boys = try Self.definition(["BOYS"])
        let same = FieldValue("establishment", .organisation(Self.house))
        let elsewhere = Step(
            form: "F12",
            values: [FieldValue("establishment", .organisation(OrganisationID(high: 4, low: 9)))])
        var excepted = stay
        excepted.values.append(FieldValue("placement_exception", .text("Judge")))
        // The house that the act gave is given again; another house is one anew.
        #expect(errors([excepted, stay], present: 0, boys) { correct(&$0, [same]) } == [])
        #expect(
            errors([elsewhere, stay], present: 0, boys) { correct(&$0, [same]) }.map(\.code)
                == [.outsideSpeciality])
        var exceptedElsewhere = elsewhere
        exceptedElsewhere.values.append(FieldValue("placement_exception", .text("Judge")))
        #expect(errors([exceptedElsewhere, stay], present: 0, boys) { correct(&$0, [same]) } == [])
    }

    @Test func `A correction does not take away on whose word a child was placed`() throws {
        let boys = try Self.definition(["BOYS"])
        var excepted = stay
        excepted.values.append(FieldValue("placement_exception", .text("Judge")))
        let number = FieldValue("registration_number", .text("8"))
        let date = FieldValue("entry_date", .date(CivilDate(Sample.now, offsetSeconds: 0)))
        let gone = CheckError(.missingField, form: "F12", field: "placement_exception")
        #expect(
            errors([excepted, stay], present: 0, boys) { correct(&$0, [number, date]) } == [gone])
        #expect(
            errors([excepted, stay], present: 0, boys) {
                correct(&$0, [number, date, FieldValue("placement_exception", .text("Judge 2"))])
            } == [])
        // Where none was given, none is asked.
        #expect(errors([stay, stay], present: 0, boys) { correct(&$0, [number, date]) } == [])
    }

    @Test func `A stay begins where no other goes on, and what is wrong else tells of no room`()
        throws
    {
        let girls = try Self.definition(["GIRLS"])
        let missing = CheckError(.stageMissing, form: "F12")
        #expect(errors([stay, stay], present: 2, girls) == [missing])
        let left = Step(form: "F12-EXIT", to: "STAY-OUT", matter: 7)
        #expect(errors([stay, left, stay], present: 1, girls) == [])
    }

    @Test func `An exception is owed a fitting place until the exit, or until the place fits`() {
        func owed(_ steps: [Sample.Step]) -> [DueTask] {
            Sample.heads(
                Sample.walk(steps, after: Array(Sample.path.prefix(6)), definition), definition
            ).tasks(definition).filter { $0.task == "FIT-PLACE" }
        }
        var excepted = stay
        excepted.values.append(FieldValue("placement_exception", .text("Judge")))
        #expect(owed([stay]) == [])
        let task = owed([excepted])
        #expect(task.map(\.due) == [Sample.now.adding(seconds: 7 * 86_400)])
        #expect(task.map(\.matter) == [ActID(high: 0, low: 7)])
        #expect(definition.task("FIT-PLACE")?.ability == .coordinates)
        #expect(owed([excepted, Step(form: "F12-FIT", to: "STAY-IN", matter: 7)]) == [])
        #expect(owed([excepted, Step(form: "F12-EXIT", to: "STAY-OUT", matter: 7)]) == [])
        // Another stay does not end what is owed for this one.
        #expect(owed([excepted, stay]).count == 1)
    }
}
