import Basics
import Circuit
import Framing
import Messages
import ProvinceSupport
import Registry
import Testing

@testable import Dossiers
@testable import Handlers

/// SPEC W-211, W-212, W-228, W-229, W-231: who is told which figures, and in how many pieces.
@Suite struct FiguresTests {
    /// A unit, another one, and who sees the figures of both.
    private final class Bench {
        let province: TestProvince
        var office: Office
        let worker: Person
        let neighbour: Person
        let coordinator: Person
        let support: Person

        init() throws {
            province = try TestProvince()
            office = try Office(province)
            worker = try province.add(["UPE-WORKER"])
            neighbour = try province.add(["UPE-WORKER"])
            coordinator = try province.add(["CAPE-COORDINATOR"])
            support = try province.add(["CAPE-SUPPORT"])
            for _ in 0..<3 { _ = try office.openListened(worker) }
            _ = try office.openListened(neighbour)
        }

        func request(
            _ indicator: String, days: ClosedRange<Int32> = -30...30, province ofAll: Bool = true
        ) -> WireFiguresRequest {
            let today = CivilDate(province.now, offsetSeconds: 3_600).days
            var request = WireFiguresRequest()
            request.indicator = indicator
            request.fromDay = today + days.lowerBound
            request.untilDay = today + days.upperBound
            request.province = ofAll
            return request
        }

        func ask(_ person: Person, _ request: WireFiguresRequest) throws -> StatusCode {
            try office.ask(person, .figures, MessageCodec.encode(request)).status
        }

        func figure(_ person: Person, _ request: WireFiguresRequest) throws -> WireFigure {
            while office.handlers.idle() {}
            while true {
                let answer = try office.ask(person, .figures, MessageCodec.encode(request))
                try #require(answer.status == .ok)
                let figures = try MessageCodec.decode(
                    WireFiguresAnswer.self, from: answer.payload)
                if figures.percent == 100 { return figures.figure }
            }
        }

        func whole(_ person: Person, _ request: WireFiguresRequest) throws -> [WireFigureValue] {
            let figure = try figure(person, request)
            let row = try #require(figure.rows.first)
            try #require(row.keys.isEmpty)
            return row.values
        }
    }

    @Test func eachIsToldOfTheFilesInHisReach() throws {
        let bench = try Bench()
        for (person, ofAll, count): (Person, Bool, UInt64) in [
            (bench.coordinator, true, 4), (bench.support, true, 4),
            (bench.coordinator, false, 4), (bench.worker, false, 3), (bench.neighbour, false, 1),
        ] {
            let values = try bench.whole(person, bench.request("I01", province: ofAll))
            #expect(values.prefix(2).map(\.value) == [count, count])
            #expect(values.map(\.state) == [.told, .told, .notCollected])
        }
        #expect(try bench.ask(bench.worker, bench.request("I01")) == .permission)
        // Who sees no file is told of none by the way of his own.
        #expect(
            try bench.ask(bench.support, bench.request("I01", province: false)) == .notAvailable)
        var mine = bench.request("I01")
        mine.organisation = bench.neighbour.organisation.blob
        #expect(try bench.whole(bench.coordinator, mine).prefix(2).map(\.value) == [1, 1])
    }

    @Test func byOrganisationEachIsToldOfThoseInHisReachWithTheirNames() throws {
        let bench = try Bench()
        func told(_ person: Person, province: Bool) throws -> [String: [UInt64]] {
            while bench.office.handlers.idle() {}
            var request = bench.request("I01", province: province)
            request.by = ["unit"]
            while true {
                let answer = try bench.office.ask(
                    person, .figures, MessageCodec.encode(request))
                try #require(answer.status == .ok)
                let figures = try MessageCodec.decode(
                    WireFiguresAnswer.self, from: answer.payload)
                guard figures.percent == 100 else { continue }
                let names = Dictionary(
                    uniqueKeysWithValues: figures.names.map {
                        (Array($0.id).hexadecimal, $0.name)
                    })
                let rows = figures.figure.rows.filter { !$0.keys.isEmpty }
                // No name of anybody else goes out.
                #expect(Set(names.keys) == Set(rows.map { $0.keys[0].code }))
                return Dictionary(
                    uniqueKeysWithValues: try rows.map { row in
                        (
                            try #require(names[row.keys[0].code]),
                            row.values.prefix(2).map(\.value)
                        )
                    })
            }
        }
        func name(_ person: Person) -> String {
            bench.province.ledger.registry.organisations[person.organisation]?.name ?? ""
        }
        let all =
            [name(bench.worker): [3, 3], name(bench.neighbour): [1, 1]] as [String: [UInt64]]
        try #require(all.count == 2)
        #expect(try told(bench.coordinator, province: true) == all)
        #expect(try told(bench.support, province: true) == all)
        #expect(try told(bench.worker, province: false) == [name(bench.worker): [3, 3]])
        var request = bench.request("I01")
        request.by = ["unit"]
        #expect(try bench.ask(bench.worker, request) == .permission)
        request.measure = "children"
        request.by = ["unit", "sex"]
        #expect(try bench.figure(bench.coordinator, request).rows.count == 1 + 2 + 1 + 2)
    }

    @Test func ofHisOwnFilesNobodyIsToldOfAClassThatIsClosed() throws {
        let bench = try Bench()
        let request = bench.request("I10", province: false)
        #expect(try bench.whole(bench.worker, request).allSatisfy { $0.state == .hidden })
        #expect(
            try bench.whole(bench.coordinator, bench.request("I10")).allSatisfy {
                $0.state == .told
            })
        #expect(
            try bench.figure(bench.worker, request).rows.flatMap(\.values).allSatisfy {
                $0.state == .hidden && $0.value == 0 && $0.of == 0
            })
        // Nor by whom or what else than the whole something was found.
        #expect(try bench.figure(bench.worker, request).rows.count == 1)
    }

    /// Whose hand it was stands in class judicial, and the act of violence in class social.
    @Test func noRowTellsWhatStandsInAClosedClass() throws {
        let bench = try Bench()
        let file = try bench.office.openListened(bench.worker)
        let values = [
            FieldValue("violence_type", .choice("V2")),
            FieldValue("author_relation", .choice("PARENT")),
            FieldValue("incident_offence", .flag(true)),
        ]
        try #require(
            bench.office.ask(
                bench.worker, .appendAct,
                bench.office.appending(
                    file, after: 4, bench.office.draft(.form, form: "F4", values))
            ).status == .ok)
        func dimensions(_ person: Person, province: Bool, measure: String) throws -> Set<String> {
            var request = bench.request("I04", province: province)
            request.measure = measure
            let rows = try bench.figure(person, request).rows
            #expect(
                rows.first?.values.map(\.state) == [
                    measure == "authors" && !province ? .hidden : .told
                ])
            return Set(rows.flatMap(\.keys).map(\.dimension))
        }
        let authors = try dimensions(bench.coordinator, province: true, measure: "authors")
        #expect(authors.isSuperset(of: ["sex", "AUTHOR-LINK", "unit"]))
        #expect(try dimensions(bench.worker, province: false, measure: "authors").isEmpty)
        let acts = try dimensions(bench.coordinator, province: true, measure: "acts")
        #expect(acts.isSuperset(of: ["sex", "VIOLENCE", "unit"]))
        #expect(try dimensions(bench.worker, province: false, measure: "acts") == acts)
        // Of all measures at once there is no row of whose hand it was either.
        let all = try bench.figure(bench.worker, bench.request("I04", province: false))
        #expect(!all.rows.flatMap(\.keys).contains { $0.dimension == "AUTHOR-LINK" })
        #expect(all.rows.flatMap(\.keys).contains { $0.dimension == "VIOLENCE" })
    }

    @Test func whatIsOfTheWholeProvinceIsToldOfNothingLess() throws {
        let bench = try Bench()
        for (indicator, place) in [("I24", 2), ("I23", 4), ("I17", 3)] {
            let all = try bench.whole(bench.coordinator, bench.request(indicator))
            #expect(all[place].state == .told, "\(indicator)")
            let own = try bench.whole(
                bench.worker, bench.request(indicator, province: false))
            #expect(own[place].state != .told && own[place].value == 0, "\(indicator)")
            var theirs = bench.request(indicator)
            theirs.organisation = bench.neighbour.organisation.blob
            #expect(
                try bench.whole(bench.coordinator, theirs)[place].state == .notCollected,
                "\(indicator)")
        }
    }

    @Test func whoAsksMuchKeepsNobodyElseFromBeingCountedFor() throws {
        let bench = try Bench()
        let asked = bench.request("I01")
        for days: Int32 in 1...20 {
            _ = try bench.figure(bench.support, bench.request("I01", days: -days...30))
        }
        _ = try bench.figure(bench.coordinator, asked)
        #expect(
            bench.office.handlers.figureRuns.count == HandlerLimits.figureRunsPerCaller + 1)
    }

    @Test func whatIsWrongWithTheQuestionIsTold() throws {
        let bench = try Bench()
        let who = bench.coordinator
        #expect(try bench.ask(who, bench.request("I99")) == .notAvailable)
        var odd = bench.request("I01")
        odd.measure = "none"
        #expect(try bench.ask(who, odd) == .notAvailable)
        for days: ClosedRange<Int32> in [0...0, 0...3_661] {
            #expect(try bench.ask(who, bench.request("I01", days: days)) == .badMessage)
        }
        odd = bench.request("I01")
        (odd.fromDay, odd.untilDay) = (.max, .min)
        #expect(try bench.ask(who, odd) == .badMessage)
        for by in [["name"], ["SERVICES"], ["sex", "sex"], ["sex", "age"]] {
            odd = bench.request("I01")
            odd.by = by
            #expect(try bench.ask(who, odd) == .badMessage, "\(by)")
        }
        odd.measure = "children"
        #expect(try bench.whole(who, odd).map(\.value) == [4])
        odd = bench.request("I01")
        odd.organisation = [1, 2].blob
        #expect(try bench.ask(who, odd) == .badMessage)
    }

    @Test func aStoreThatCameBackCountsTheSame() throws {
        let bench = try Bench()
        let indicators = ["I01", "I02", "I06"]
        func all() throws -> [WireFigure] {
            try indicators.map { try bench.figure(bench.coordinator, bench.request($0)) }
        }
        let before = try all()
        while bench.office.handlers.idle() {}
        try bench.province.restart()
        bench.office = try Office(bench.province)
        #expect(try all() == before)
        // And where no head was written.
        _ = try bench.office.openListened(bench.worker)
        try bench.province.restart(crashing: true)
        bench.office = try Office(bench.province)
        #expect(
            try bench.whole(bench.coordinator, bench.request("I01")).map(\.value) == [5, 5, 0])
    }

    @Test func whatWasCountedServesForAWhileAndNotForAnother() throws {
        let bench = try Bench()
        let request = bench.request("I01")
        _ = try bench.figure(bench.coordinator, request)
        _ = try bench.office.openListened(bench.worker)
        #expect(try bench.whole(bench.coordinator, request).first?.value == 4)
        #expect(try bench.whole(bench.support, request).first?.value == 5)
        bench.province.now = bench.province.now.adding(
            seconds: HandlerLimits.figureSeconds + 1)
        #expect(try bench.whole(bench.coordinator, request).first?.value == 5)
        #expect(bench.office.handlers.figureRuns.count == 1)
        bench.office.handlers.wiped()
        #expect(bench.office.handlers.figureRuns.count == 0)
    }
}
