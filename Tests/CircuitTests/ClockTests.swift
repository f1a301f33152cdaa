import Basics
import Circuit
import DefinitionSupport
import Testing

@Suite struct ClockTests {
    let definition: CircuitDefinition

    init() throws { definition = try Shipped.definition() }

    func owed(_ acts: [Act], _ dataClass: DataClass = .social) -> [String: (String, Int64)] {
        let tasks = Sample.heads(acts, definition)[dataClass]?.tasks(definition) ?? []
        return Dictionary(
            uniqueKeysWithValues: tasks.map { task in
                let seconds = (task.due.milliseconds - Sample.now.milliseconds) / 1000
                return (task.task, (task.clock, seconds))
            })
    }

    @Test func `Each stage owes what the next one brings`() {
        let day: Int64 = 86_400
        var acts = [Sample.opening]
        #expect(owed(acts)["RECORD"]?.1 == day)
        acts.append(Sample.reported)
        #expect(owed(acts)["RECORD"] == nil)
        #expect(owed(acts)["TRIAGE"]?.0 == "TRIAGE-HIGH")
        #expect(owed(acts)["TRIAGE"]?.1 == day)
        #expect(owed(acts)["RECEIVE"] != nil)
        acts.append(Sample.received)
        #expect(owed(acts)["RECEIVE"] == nil)
        #expect(owed(acts)["LISTEN"]?.1 == 2 * day)
        acts += [Sample.listened, Sample.triaged]
        #expect(Set(owed(acts).keys) == ["RESPOND", "REVIEW"])
        #expect(owed(acts)["RESPOND"]?.0 == "RESPOND-24H")
        acts.append(Sample.assessing)
        #expect(Set(owed(acts).keys) == ["ASSESS", "REVIEW"])
    }

    @Test func `Where two clocks of a task run the earliest due prevails`() {
        let day: Int64 = 86_400
        let acts = Array(Sample.path.prefix(6))
        // By risk seven days, by the outer limit three months.
        #expect(owed(acts)["ASSESS"]?.0 == "ASSESS-7D")
        // By risk a month, by the evaluation's own validity twenty days.
        #expect(owed(acts)["REVIEW"]?.0 == "REVIEW-VALIDITY")
        #expect(owed(acts)["REVIEW"]?.1 == 20 * day)
        var longer = acts
        longer[4] = longer[4].setting(
            "risk_valid_until", .instant(Sample.now.adding(seconds: 200 * day)))
        #expect(owed(longer)["REVIEW"]?.0 == "REVIEW-1M")
        var none = acts
        none[4] = none[4].setting("risk_level", .choice("R0"))
        #expect(owed(none)["ASSESS"]?.0 == "ASSESS-3M")
    }

    @Test func `An inquiry is owed until it is delivered, and a new one again`() {
        var acts = Array(Sample.path.prefix(7))
        #expect(owed(acts)["INQUIRY"]?.1 == 864_000)
        let delivered = Sample.inquired.setting("delivered_at", .instant(Sample.now))
        acts[6] = delivered
        #expect(owed(acts)["INQUIRY"] == nil)
        #expect(owed(acts)["ASSESS"] == nil)
        var second = Sample.inquired.setting("requested_by", .choice("JUDGE"))
            .setting("ordered_at", .instant(Sample.now))
            .setting("inquiry_due_at", .instant(Sample.now.adding(seconds: 365 * 86_400)))
        second.id = ActID(high: 3, low: 3)
        #expect(owed(acts + [second])["INQUIRY"]?.0 == "INQUIRY-ORDERED")
    }

    @Test
    func `A file taken over from a register owes one look, and nothing of the register's days`() {
        var opening = Sample.opening
        opening.heading.to = "TAKEN-OVER"
        opening.values += [
            FieldValue("register_name", .text("Register")),
            FieldValue("register_reference", .text("12/2019")),
            FieldValue("register_date", .date(CivilDate("2019-02-03") ?? .first)),
        ]
        #expect(opening.check(against: Heads(), definition, Sample.context) == [])
        #expect(Set(owed([opening]).keys) == ["TAKE-UP"])
        #expect((owed([opening])["TAKE-UP"]?.1 ?? 0) > 80 * 86_400)
        let head = Sample.heads([opening], definition)[.identity]
        #expect(head?.texts(.registerReference) == ["12/2019"])
        var reported = Sample.reported
        reported.heading.from = "TAKEN-OVER"
        #expect(owed([opening, reported])["TAKE-UP"] == nil)
    }

    @Test func `The prosecutor is owed word at once where an offence is suspected`() {
        let acts = [Sample.opening, Sample.reported.setting("prosecutor_notified_at", nil)]
        #expect(owed(acts, .judicial)["PROSECUTOR"]?.1 == 0)
        #expect(owed([Sample.opening, Sample.reported], .judicial).isEmpty)
        let none = Sample.reported.setting("prosecutor_notified_at", nil)
            .setting("offence_suspected", .flag(false))
        #expect(owed([Sample.opening, none], .judicial).isEmpty)
    }

    @Test func `A stage that is entered again owes again`() {
        let urgent = Sample.act(
            20,
            Sample.heading(.transition, form: nil, from: "ASSESS", to: "URGENT", reason: "Danger"))
        var acts = Array(Sample.path.prefix(6)) + [urgent]
        #expect(owed(acts)["ASSESS"] == nil)
        #expect(owed(acts)["ACT"]?.1 == 86_400)
        #expect(Sample.heads(acts, definition)[.social]?.isUrgent(definition) == true)
        let later = Sample.now.adding(seconds: 3600)
        acts.append(
            Sample.act(
                21,
                Sample.heading(
                    .transition, form: nil, from: "URGENT", to: "ASSESS", eventAt: later)))
        #expect(owed(acts)["ASSESS"]?.1 == 608_400)
        #expect(owed(acts)["ACT"] == nil)
    }

    @Test func `Limits count seconds, months of the calendar and days of the province`() throws {
        let date = try #require(CivilDate(year: 2025, month: 11, day: 30))
        let noon = date.start(offsetSeconds: 3600).adding(seconds: 12 * 3600)
        let months = TimeLimit.months(3).end(from: noon, offsetSeconds: 3600)
        #expect(CivilDate(months, offsetSeconds: 3600).text == "2026-02-28")
        let end = TimeLimit.endOfDay.end(from: noon, offsetSeconds: 3600)
        #expect(end == noon.adding(seconds: 12 * 3600))
        #expect(TimeLimit.seconds(5).end(from: noon, offsetSeconds: 0) == noon.adding(seconds: 5))
    }
}

@Suite struct CivilDateTests {
    @Test func `Days and parts agree for every day of four centuries`() throws {
        let first = try #require(CivilDate(year: 1799, month: 12, day: 31))
        var expected = first.days
        for year in 1800...2200 {
            for month in 1...12 {
                for day in 1...31 {
                    guard let date = CivilDate(year: year, month: month, day: day) else { continue }
                    expected += 1
                    #expect(date.days == expected)
                    #expect(date.parts == (year, month, day))
                }
            }
        }
    }

    @Test func `Known days have known numbers`() {
        #expect(CivilDate("1970-01-01")?.days == 0)
        #expect(CivilDate("2000-02-29")?.days == 11_016)
        #expect(CivilDate("1900-02-29") == nil)
        #expect(CivilDate("0001-01-01") == CivilDate.first)
        #expect(CivilDate("9999-12-31") == CivilDate.last)
        #expect(CivilDate("2024-5-27") == nil)
        #expect(CivilDate(days: 19_870).text == "2024-05-27")
        #expect(CivilDate(Instant(milliseconds: -1), offsetSeconds: 0).text == "1969-12-31")
    }

    @Test func `An age is counted in full years and a leap day's birthday falls in March`() throws {
        let born = try #require(CivilDate("2008-02-29"))
        let eve = try #require(CivilDate("2026-02-28"))
        let day = try #require(CivilDate("2026-03-01"))
        #expect(Birth.exact(born).years(on: eve) == 17...17)
        #expect(Birth.exact(born).years(on: day) == 18...18)
        #expect(Birth.year(2008).years(on: day) == 17...18)
        #expect(!Birth.year(2008).isDocumentedAdult(on: day))
        #expect(Birth.year(2007).isDocumentedAdult(on: day))
        #expect(Birth.estimatedAge(17, on: born).years(on: day) == 35...36)
        #expect(!Birth.estimatedAge(40, on: born).isDocumentedAdult(on: day))
        #expect(Birth.exact(day).years(on: eve) == nil)
    }
}
