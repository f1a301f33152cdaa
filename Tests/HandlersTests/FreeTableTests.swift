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
        for by in [["age", "age_cp"], ["commune", "milieu"], ["sex", "sex"], ["nothing"]] {
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
