import Circuit
import Testing

@Suite struct FigurePeriodTests {
    private func text(_ period: FigurePeriod?) -> [String] {
        period.map { [$0.first.text, $0.last.text, $0.until.text] } ?? []
    }

    @Test func monthsQuartersAndYearsHaveTheirDays() {
        #expect(
            text(FigurePeriod(month: "2024-02")) == ["2024-02-01", "2024-02-29", "2024-03-01"])
        #expect(
            text(FigurePeriod(month: "2026-12")) == ["2026-12-01", "2026-12-31", "2027-01-01"])
        #expect(
            text(FigurePeriod(quarter: "2026-3")) == ["2026-07-01", "2026-09-30", "2026-10-01"])
        #expect(text(FigurePeriod(year: "2026")) == ["2026-01-01", "2026-12-31", "2027-01-01"])
    }

    @Test(arguments: ["", "2026", "2026-13", "2026-0", "26-1", "2026-1-1", "x-1", "٢٠٢٦-1", "-1"])
    func whatIsNoMonthIsNone(text: String) { #expect(FigurePeriod(month: text) == nil) }

    @Test(arguments: ["2026-0", "2026-5", "2026", "9999-1"])
    func whatIsNoQuarterIsNone(text: String) { #expect(FigurePeriod(quarter: text) == nil) }

    @Test func onlyMonthsThatBeganAreTold() throws {
        let day = try #require(CivilDate(year: 2026, month: 8, day: 1))
        let quarter = try #require(FigurePeriod(quarter: "2026-3"))
        #expect(quarter.months(begunBy: day).map(\.first.text) == ["2026-07-01", "2026-08-01"])
        #expect(FigurePeriod.year(2025).months(begunBy: day).count == 12)
        #expect(FigurePeriod.month(7, year: 2026).months(begunBy: day).isEmpty)
    }
}
