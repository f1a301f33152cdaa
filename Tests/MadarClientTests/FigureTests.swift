import Basics
import Circuit
import ClientSupport
import Framing
import MadarClient
import Messages
import Session
import Synchronization
import Testing

/// Figures over a real connection: the daemon counts a stretch at a time.
@Suite struct FigureTests {
    private static let period = FigurePeriod.quarter(3, year: 2026)

    private static func answer(_ percent: UInt32, _ indicator: String = "I01") -> Answer {
        var answer = WireFiguresAnswer()
        answer.percent = percent
        if percent == 100 {
            answer.figure.indicator = indicator
            answer.figure.fromDay = period.first.days
            answer.figure.untilDay = period.until.days
            answer.figure.rows = [WireFigureRow()]
        }
        return Answer(status: .ok, payload: MessageCodec.encode(answer))
    }

    @Test func theDaemonIsAskedUntilItHasCountedAll() async throws {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let percents: [UInt32] = [0, 0, 40, 80, 100]
        daemon.script { _, number in .answer(Self.answer(percents[min(number, 4)])) }
        let client = DaemonClient(try daemon.device(), retry: impatient)
        var asked = AskedFigures("I01", of: Self.period)
        asked.by = ["age", "sex"]
        asked.measure = "children"
        asked.organisation = OrganisationID(high: 3, low: 4)
        asked.isOfProvince = true
        let told = Mutex<[Int]>([])
        let figure = try await client.figures(asked) { percent in
            told.withLock { $0.append(percent) }
        }
        #expect(figure.rows.count == 1)
        #expect(told.withLock { $0 } == [0, 0, 40, 80, 100])
        #expect(Set(daemon.calls.map(\.payload)).count == 1)
        let request = try MessageCodec.decode(
            WireFiguresRequest.self, from: try #require(daemon.calls.first).payload)
        #expect(request.by == ["age", "sex"] && request.measure == "children" && request.province)
        #expect(request.fromDay == CivilDate(year: 2026, month: 7, day: 1)?.days)
        #expect(request.untilDay == CivilDate(year: 2026, month: 10, day: 1)?.days)
        #expect(OrganisationID(blob: request.organisation) == OrganisationID(high: 3, low: 4))
        await daemon.stop()
    }

    /// SPEC W-228: an answer holds 64 names at most.
    @Test func whatNoAnswerNamedIsLookedUpOnce() async throws {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let (listed, absent) = (
            OrganisationID(high: 3, low: 4), OrganisationID(high: 3, low: 5)
        )
        daemon.script { call, _ in
            guard call.method == UInt16(WireMethod.listOrganisations.rawValue) else {
                return .answer(Self.answer(100))
            }
            var answer = WireListOrganisationsAnswer()
            var name = WireName()
            (name.id, name.name) = (listed.blob, "UPE Salé")
            answer.organisations = [name]
            return .answer(Answer(status: .ok, payload: MessageCodec.encode(answer)))
        }
        let client = DaemonClient(try daemon.device(), retry: impatient)
        #expect(client.name(of: listed) == nil)
        await client.learnNames(of: [])
        #expect(daemon.calls.isEmpty)
        await client.learnNames(of: [listed, absent])
        #expect(client.name(of: listed) == "UPE Salé" && client.name(of: absent) == nil)
        await client.learnNames(of: [absent])
        #expect(daemon.calls.count == 1)
        await daemon.stop()
    }

    @Test func figuresOfSomethingElseAreNotTaken() async throws {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        daemon.script { _, _ in .answer(Self.answer(100, "I02")) }
        let client = DaemonClient(try daemon.device(), retry: impatient)
        await #expect(throws: ClientError(.badAnswer)) {
            _ = try await client.figures(AskedFigures("I01", of: Self.period))
        }
        await daemon.stop()
    }
}
