public import Basics
public import Circuit
public import Messages

/// Of what figures are asked.
public struct AskedFigures: Sendable {
    /// The code of the indicator.
    public var indicator: String
    /// The days.
    public var period: FigurePeriod
    /// The dimensions by which it is broken down at once; none: the whole, and each by itself.
    public var by: [String] = []
    /// The code of the one measure that is wanted; nil for all.
    public var measure: String?
    /// The organisation whose files are counted; nil for all in reach.
    public var organisation: OrganisationID?
    /// Whether all files of the province are counted.
    public var isOfProvince = false
    /// Whether small counts of the province are left out, for those who may not know them (SPEC
    /// W-240).
    public var hidesSmall = false

    /// Asks for an indicator of a period.
    public init(_ indicator: String, of period: FigurePeriod) {
        self.indicator = indicator
        self.period = period
    }
}

// Figures, in which no child is named (SPEC W-210 to W-213).
extension DaemonClient {
    /// What an indicator comes to.
    ///
    /// The daemon counts a stretch of its files at each call, so that others are answered in between.
    ///
    /// - Parameter progress: is told how far the daemon has come, in percent.
    /// - Throws: `timedOut` where the daemon comes no further for long.
    public func figures(
        _ asked: AskedFigures, progress: (Int) -> Void = { _ in }
    ) async throws(ClientError) -> WireFigure {
        var request = WireFiguresRequest()
        request.fromDay = asked.period.first.days
        request.untilDay = asked.period.until.days
        request.indicator = asked.indicator
        request.by = asked.by
        request.measure = asked.measure ?? ""
        request.province = asked.isOfProvince
        request.hideSmall = asked.hidesSmall
        if let organisation = asked.organisation { request.organisation = organisation.blob }
        let payload = MessageCodec.encode(request)
        var (farthest, stillCount) = (0, 0)
        while true {
            let answer = try await ask(.figures, payload) {
                try MessageCodec.decode(WireFiguresAnswer.self, from: $0)
            }
            names.learn(answer.names)
            let percent = Int(min(answer.percent, 100))
            progress(percent)
            if percent == 100 {
                guard answer.figure.indicator == asked.indicator,
                    answer.figure.fromDay == request.fromDay,
                    answer.figure.untilDay == request.untilDay
                else { throw ClientError(.badAnswer) }
                return answer.figure
            }
            // While the index is built nothing is counted yet.
            if percent > farthest {
                (farthest, stillCount) = (percent, 0)
            } else {
                stillCount += 1
                guard stillCount <= ClientLimits.figureStillQuestionsMax,
                    (try? await Task.sleep(
                        for: .milliseconds(ClientLimits.figurePauseMilliseconds))) != nil
                else { throw ClientError(.timedOut) }
            }
        }
    }
}
