import Basics
import Circuit
import DefinitionSupport
import Framing
import Messages
import ProvinceSupport
import Testing

@testable import Handlers

/// SPEC W-240: tables of the province for those who may not see its true figures.
@Suite struct FreeTableTests {
    private static func request(
        _ period: FigurePeriod, by: [String], measure: String = "children"
    ) -> WireFiguresRequest {
        var request = WireFiguresRequest()
        request.indicator = "I01"
        request.fromDay = period.first.days
        request.untilDay = period.until.days
        request.province = true
        request.measure = measure
        request.by = by
        return request
    }

    private static func ask(
        _ bench: PublicationBench, _ person: Person, _ request: WireFiguresRequest
    ) throws -> StatusCode {
        try bench.office.ask(person, .figures, MessageCodec.encode(request)).status
    }

    private static func figure(
        _ bench: PublicationBench, _ person: Person, _ request: WireFiguresRequest
    ) throws -> WireFigure {
        while bench.office.handlers.idle() {}
        while true {
            let answer = try bench.office.ask(person, .figures, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            let figures = try MessageCodec.decode(WireFiguresAnswer.self, from: answer.payload)
            if figures.percent == 100 { return figures.figure }
        }
    }

    /// What is told of a table, by the codes of its keys; nil: hidden.
    private static func told(_ figure: WireFigure) -> [[String]: UInt64?] {
        figure.rows.reduce(into: [:]) { told, row in
            let keys = row.keys.sorted { $0.dimension < $1.dimension }.map {
                $0.dimension + " " + $0.code
            }
            told[keys] = .some(row.values[0].state == .hidden ? nil : row.values[0].value)
        }
    }

    @Test func theCommitteeIsToldAllButSmallCountsAndTheirComplements() throws {
        let bench = try PublicationBench()
        let children = try bench.report(40)
        bench.go(past: PublicationBench.spring)
        let request = Self.request(PublicationBench.spring, by: ["sex", "age"])
        let figure = try Self.figure(bench, bench.chair, request)
        #expect(figure.smallHidden)
        let told = Self.told(figure)
        let bands = try #require(bench.province.ownDefinition.values(of: "age"))
        let sexes = try #require(bench.province.ownDefinition.values(of: "sex"))
        #expect(told.count == (bands.count + 1) * (sexes.count + 1))
        var hidden = 0
        for band in bands {
            for sex in sexes {
                let count = children.count { $0.band == band && $0.sex == sex }
                // Whatever is told is true, and no small count is told.
                let shown = try #require(told[["age " + band, "sex " + sex]])
                #expect(shown == nil || shown == UInt64(count), "\(band) \(sex)")
                if (1...4).contains(count) { #expect(shown == nil, "\(band) \(sex)") }
                if shown == nil { hidden += 1 }
            }
        }
        #expect(hidden > 0 && told[[]] == .some(40))
        // No line tells its hidden count as the rest of its total.
        for band in bands {
            let cells = sexes.map { told[["age " + band, "sex " + $0]] ?? nil }
            #expect(
                (told[["age " + band]] ?? nil) == nil || cells.count { $0 == nil } != 1, "\(band)")
        }
        // The same table hides alike, whoever asks, and turned round too.
        #expect(Self.told(try Self.figure(bench, bench.member, request)) == told)
        let turned = Self.request(PublicationBench.spring, by: ["age", "sex"])
        let again = try Self.figure(bench, bench.chair, turned)
        #expect(Self.told(again) == told)
        // The keys stand as they were asked for.
        for (figure, names) in [(figure, ["sex", "age"]), (again, ["age", "sex"])] {
            let pairs = figure.rows.map { $0.keys.map(\.dimension) }.filter { $0.count == 2 }
            #expect(!pairs.isEmpty && pairs.allSatisfy { $0 == names })
        }
        // Each dimension alone tells of its totals what this table tells.
        for dimension in ["sex", "age"] {
            let alone = Self.request(PublicationBench.spring, by: [dimension])
            for (keys, count) in Self.told(try Self.figure(bench, bench.member, alone)) {
                #expect(told[keys] == .some(count), "\(keys)")
            }
        }
        // Whoever has counts is told the same where he asks for it, and else the truth.
        var careful = request
        careful.hideSmall = true
        #expect(Self.told(try Self.figure(bench, bench.coordinator, careful)) == told)
        let truth = try Self.figure(bench, bench.coordinator, request)
        #expect(!truth.smallHidden)
        #expect(truth.rows.flatMap(\.values).allSatisfy { $0.state != .hidden })
        bench.office.handlers.wiped()
        #expect(bench.office.handlers.freeTables.count == 0)
    }

    @Test func oneDimensionHasItsCellsAndTheWhole() throws {
        let bench = try PublicationBench()
        for _ in 0..<9 {
            try bench.report(ReportedChild(sex: "F", age: 12, commune: "11.321.01.01"))
        }
        for _ in 0..<7 {
            try bench.report(ReportedChild(sex: "M", age: 12, commune: "11.321.01.01"))
        }
        bench.go(past: PublicationBench.spring)
        let request = Self.request(PublicationBench.spring, by: ["sex"])
        #expect(
            Self.told(try Self.figure(bench, bench.chair, request)) == [
                []: 16, ["sex F"]: 9, ["sex M"]: 7, ["sex ?"]: 0,
            ])
    }

    /// Whoever has `deliberates` and not `counts`, whatever his role, is told no small count of the province,
    /// though he asks for the figures as they are.
    @Test func noRoleWithoutCountsIsToldASmallCount() throws {
        let bench = try PublicationBench()
        let children = try bench.report(40)
        bench.go(past: PublicationBench.spring)
        let request = Self.request(PublicationBench.spring, by: ["sex", "age"])
        let without = bench.province.ownDefinition.parts.roles.filter {
            !$0.abilities.contains(.counts)
        }
        let roles = without.filter { $0.abilities.contains(.deliberates) }.map(\.code)
        #expect(Set(["CPPE-CHAIR", "CPPE-MEMBER"]).isSubset(of: roles))
        // Of tables of a month, its quarter and its year what is small could be taken: readers outside
        // have what is published.
        let outside = without.filter { !$0.abilities.contains(.deliberates) }.map(\.code)
        #expect(Set(["MINISTRY", "HCP", "DPO", "POLICE-FOCAL"]).isSubset(of: outside))
        for role in outside {
            let person = try bench.province.add([role])
            for by in [["sex"], ["sex", "age"]] {
                var table = Self.request(PublicationBench.spring, by: by)
                #expect(try Self.ask(bench, person, table) == .permission, "\(role) \(by)")
                table.hideSmall = true
                #expect(try Self.ask(bench, person, table) == .permission, "\(role) \(by)")
            }
            var whole = Self.request(PublicationBench.spring, by: [], measure: "in_time")
            whole.indicator = "I06"
            #expect(try Self.ask(bench, person, whole) == .permission, "\(role)")
        }
        var looks: Set<[[String]: UInt64?]> = []
        for role in roles {
            let person = try bench.province.add([role])
            let figure = try Self.figure(bench, person, request)
            let told = Self.told(figure)
            #expect(figure.smallHidden, "\(role)")
            #expect(!told.values.contains { (1...4).contains($0 ?? 0) }, "\(role)")
            #expect(told.values.contains(nil), "\(role)")
            looks.insert(told)
            for (by, measure) in [([], "children"), ([], ""), (["sex"], "")] {
                let asked = Self.request(PublicationBench.spring, by: by, measure: measure)
                #expect(try Self.ask(bench, person, asked) == .permission, "\(role) \(by)")
            }
        }
        #expect(looks.count == 1 && children.count == 40)
    }

    /// The bound is the definition's: with another one other counts are hidden.
    @Test(arguments: [3, 9])
    func belowWhichNumberACountIsSmallTheDefinitionSays(smallBelow: Int) throws {
        var parts = try Shipped.definition().parts
        parts.smallBelow = smallBelow
        let bench = try PublicationBench(definition: CircuitDefinition(parts))
        let counts: [(commune: String, count: UInt64)] = [
            ("11.321.01.03", 4), ("11.321.01.01", 8), ("11.321.03.01", 10), ("11.321.03.03", 12),
        ]
        for (commune, count) in counts {
            for _ in 0..<count {
                try bench.report(ReportedChild(sex: "F", age: 12, commune: commune))
            }
        }
        bench.go(past: PublicationBench.spring)
        let request = Self.request(PublicationBench.spring, by: ["commune"])
        let told = Self.told(try Self.figure(bench, bench.member, request))
        #expect(told[[]] == .some(34))
        for (commune, count) in counts {
            let shown = try #require(told[["commune " + commune]])
            // Of 4 and 8 both are small below 9, and a larger one is hidden with them.
            if smallBelow == 3 { #expect(shown == count) }
            if count < smallBelow { #expect(shown == nil) }
            #expect(shown == nil || shown == count)
        }
        #expect(told.values.count { $0 == nil } == (smallBelow == 3 ? 0 : 3))
    }

    /// SPEC W-226.
    @Test func theWholeOfTimesAndSharesTellsNoSmallCount() throws {
        let bench = try PublicationBench()
        _ = try bench.report(40)
        bench.go(past: PublicationBench.spring)
        func whole(
            _ indicator: String, _ measure: String, _ person: Person, hides: Bool = false
        ) throws -> WireFigureValue {
            var request = Self.request(PublicationBench.spring, by: [], measure: measure)
            request.indicator = indicator
            request.hideSmall = hides
            let figure = try Self.figure(bench, person, request)
            #expect(figure.smallHidden == (hides || person.member != bench.coordinator.member))
            #expect(!figure.smallHidden || figure.rows.count == 1)
            #expect(figure.rows.first?.keys.isEmpty == true)
            return try #require(figure.rows.first?.values.first)
        }
        // None of forty was met in time; all of forty have no category.
        for (person, hides) in [
            (bench.member, false), (bench.chair, true), (bench.coordinator, true),
        ] {
            let late = try whole("I06", "in_time", person, hides: hides)
            #expect(late.state == .rounded && late.value == 0 && late.of == 100)
            let bare = try whole("I23", "category", person, hides: hides)
            #expect(bare.state == .rounded && bare.value == 100 && bare.of == 100)
            // Nobody wrote how many live there, and nothing was measured.
            #expect(try whole("I05", "rate", person, hides: hides).state == .notCollected)
            let none = try whole("I06", "median", person, hides: hides)
            #expect(none.state == .told && none.of == 0)
        }
        let truth = try whole("I06", "in_time", bench.coordinator)
        #expect(truth.state == .told && truth.value == 0 && truth.of == 40)
        // Of other days two wholes would tell what came between them; children have no whole alone.
        var odd = Self.request(PublicationBench.spring, by: [], measure: "in_time")
        odd.indicator = "I06"
        odd.untilDay -= 1
        #expect(try Self.ask(bench, bench.member, odd) == .badMessage)
        odd = Self.request(PublicationBench.summer, by: [], measure: "in_time")
        odd.indicator = "I06"
        #expect(try Self.ask(bench, bench.member, odd) == .precondition)
        for (measure, status): (String, StatusCode) in [
            ("children", .badMessage), ("", .badMessage),
        ] {
            var hidden = Self.request(PublicationBench.spring, by: [], measure: measure)
            hidden.hideSmall = true
            #expect(try Self.ask(bench, bench.chair, hidden) == status)
        }
        #expect(try Self.ask(bench, bench.worker, odd) == .permission)
    }

    /// SPEC W-226: what of a whole is hidden, and how the rest is rounded.
    @Test func wholesAreRoundedAndSmallOnesHidden() {
        func told(
            _ value: UInt64, of whole: UInt64 = 0, _ shape: MeasureShape
        ) -> [UInt64]? {
            var wire = WireFigureValue()
            (wire.state, wire.value, wire.of) = (.told, value, whole)
            let told = wire.rounded(shape, smallBelow: 5)
            return told.state == .hidden ? nil : [told.value, told.of]
        }
        for (part, whole, shown): (UInt64, UInt64, [UInt64]?) in [
            (0, 40, [0, 100]), (40, 40, [100, 100]), (5, 40, [15, 100]), (20, 40, [50, 100]),
            (1, 40, nil), (4, 40, nil), (36, 40, nil), (39, 40, nil), (0, 4, nil), (4, 4, nil),
            (0, 0, [0, 0]), (1_234, 2_468, [50, 100]), (5, 1_000, [0, 100]),
        ] {
            #expect(told(part, of: whole, .share) == shown, "\(part) of \(whole)")
        }
        for (minutes, count, shown): (UInt64, UInt64, [UInt64]?) in [
            (89, 9, [60, 5]), (90, 9, [120, 5]), (89, 4, nil), (0, 0, [0, 0]),
        ] {
            #expect(told(minutes, of: count, .minutes) == shown, "\(minutes) of \(count)")
        }
        #expect(told(4, of: 9_000, .rate) == nil && told(42, of: 9_000, .rate) == [40, 9_000])
        #expect(told(4, .count) == nil && told(0, .count) == [0, 0] && told(6, .count) == [6, 0])
    }

    /// SPEC W-227: those who look after the registers are told what stands in them, and no child.
    @Test func registersAreToldToThoseWhoLookAfterThem() throws {
        let bench = try PublicationBench()
        _ = try bench.report(3)
        let auditor = try bench.province.add(["AUDITOR"])
        let officer = try bench.province.add(["DPO"])
        let registry = bench.province.now
        let incident: IncidentID = bench.province.newID()
        let values = [
            FieldValue("breach_at", .instant(registry.adding(seconds: -3_600))),
            FieldValue("breach_kind", .choice("LOSS")),
            FieldValue("data_touched", .text("جهاز")),
        ]
        try #require(
            try bench.office.ask(
                auditor, .reportIncident,
                bench.office.reportingIncident(incident, after: 0, values)
            ).status == .ok)
        var request = Self.request(PublicationBench.spring, by: [], measure: "")
        request.indicator = "I24"
        for person in [auditor, officer] {
            let figure = try Self.figure(bench, person, request)
            #expect(figure.rows.first?.values.map(\.value) == [0, 0, 1])
            #expect(figure.rows.first?.values.map(\.state) == [.told, .told, .told])
            #expect(
                figure.rows.flatMap(\.keys).allSatisfy {
                    FigureDimension(rawValue: $0.dimension) == nil
                })
            for indicator in ["I01", "I02", "I23"] {
                var other = request
                other.indicator = indicator
                #expect(try Self.ask(bench, person, other) == .permission, "\(indicator)")
            }
            // By whose file it is, nobody is told without counts.
            var by = request
            for other in ["sex", "unit"] {
                by.by = [other]
                #expect(try Self.ask(bench, person, by) == .permission)
            }
            by = request
            by.organisation = bench.worker.organisation.blob
            #expect(try Self.ask(bench, person, by) == .permission)
        }
        for person in [bench.chair, bench.member, bench.runner, bench.worker] {
            #expect(try Self.ask(bench, person, request) == .permission)
        }
    }

    @Test func otherQuestionsAreRefused() throws {
        let bench = try PublicationBench()
        _ = try bench.report(2)
        let spring = PublicationBench.spring
        let request = Self.request(spring, by: ["sex"])
        // A period that is not over could be asked for day by day.
        #expect(try Self.ask(bench, bench.chair, request) == .precondition)
        bench.go(past: spring)
        #expect(try Self.ask(bench, bench.chair, request) == .ok)
        #expect(try Self.ask(bench, bench.worker, request) == .permission)
        #expect(try Self.ask(bench, bench.runner, request) == .permission)
        // The figures as they are stay with those who have counts.
        #expect(
            try Self.ask(bench, bench.chair, Self.request(spring, by: [])) == .permission)
        #expect(
            try Self.ask(bench, bench.chair, Self.request(spring, by: ["sex"], measure: ""))
                == .permission)
        for by in [
            ["age", "age_cp"], ["commune", "milieu"], ["sex", "sex"], ["nothing"],
            // What tells one property more coarsely would be taken from what tells it more finely.
            ["age_cp"], ["milieu"], ["sex", "milieu"],
            // Nor by organisation, with whom few children are (SPEC W-229).
            ["unit"], ["sex", "unit"],
        ] {
            #expect(
                try Self.ask(bench, bench.chair, Self.request(spring, by: by)) == .badMessage,
                "\(by)")
        }
        #expect(
            try Self.ask(bench, bench.chair, Self.request(spring, by: ["sex"], measure: "none"))
                == .notAvailable)
        var delay = Self.request(spring, by: ["sex"])
        let measured = try #require(
            bench.province.ownDefinition.parts.indicators.lazy.flatMap { indicator in
                indicator.measures.map { (indicator.code, $0) }
            }.first { $0.1.rule.kind == .delay })
        (delay.indicator, delay.measure) = (measured.0, measured.1.code)
        #expect(try Self.ask(bench, bench.chair, delay) == .notAvailable)
        // Nothing else can be asked for with small counts hidden.
        for person in [bench.coordinator, bench.chair] {
            var hidden = request
            hidden.hideSmall = true
            #expect(try Self.ask(bench, person, hidden) == .ok)
            hidden.by = []
            #expect(try Self.ask(bench, person, hidden) == .badMessage)
            (hidden.by, hidden.province) = (["sex"], false)
            #expect(try Self.ask(bench, person, hidden) == .badMessage)
        }
        for person in [bench.coordinator, bench.chair] {
            for (indicator, measure, by) in [
                ("I01", "children", "unit"), ("I11", "children", "delegate"),
                ("I14", "sent", "to_service"), ("I17", "begun", "establishment"),
            ] {
                var other = Self.request(spring, by: [by], measure: measure)
                other.indicator = indicator
                other.hideSmall = true
                #expect(try Self.ask(bench, person, other) == .badMessage, "\(by)")
                guard person.member == bench.chair.member else { continue }
                other.hideSmall = false
                #expect(try Self.ask(bench, person, other) == .badMessage, "\(by)")
            }
        }
        // A table by sectors could be taken from one by their services.
        for (by, status): (String, StatusCode) in [("SERVICES", .ok), ("SECTORS", .badMessage)] {
            var services = Self.request(spring, by: [by], measure: "unavailable")
            services.indicator = "I13"
            #expect(try Self.ask(bench, bench.chair, services) == status, "\(by)")
        }
        var odd = request
        odd.untilDay -= 1
        #expect(try Self.ask(bench, bench.chair, odd) == .badMessage)
        var house = request
        house.organisation = bench.worker.organisation.blob
        #expect(try Self.ask(bench, bench.chair, house) == .badMessage)
    }
}
