import Histogram

/// Latencies of one measurement, in microseconds.
struct Latencies: Codable {
    let p50: UInt64
    let p99: UInt64
    let max: UInt64

    init(_ histogram: Histogram<UInt64>) {
        p50 = histogram.valueAtPercentile(50)
        p99 = histogram.valueAtPercentile(99)
        max = histogram.valueAtPercentile(100)
    }

    /// A histogram of up to a minute, in microseconds, to three digits.
    static func histogram() -> Histogram<UInt64> {
        Histogram(highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: .three)
    }
}
