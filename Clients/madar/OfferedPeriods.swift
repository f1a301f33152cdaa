import Circuit

extension FigurePeriod {
    /// So many periods of a kind, that of a day first, then those before it.
    static func last(
        _ count: Int, _ kind: ReportPeriod, upTo day: CivilDate
    ) -> [FigurePeriod] {
        var (periods, day) = ([FigurePeriod](), day)
        for _ in 0..<count {
            let period = FigurePeriod(kind, holding: day)
            periods.append(period)
            day = period.first.adding(days: -1)
        }
        return periods
    }

    /// What a person types for it behind its option; empty where it has none of its own.
    var code: String {
        switch self {
        case .month(let month, let year): "\(year)-\(month < 10 ? "0" : "")\(month)"
        case .quarter(let quarter, let year): "\(year)-\(quarter)"
        case .year(let year): "\(year)"
        case .days: ""
        }
    }
}
