import Basics
import Index
import Population

/// What a comparison of every file of a made-up province with the others finds and takes.
struct DuplicateMeasure: Encodable {
    let planted: Int
    let recall: Double
    let othersPer1000Files: Double
    let seconds: Double
    let p50Microseconds: Double
    let p99Microseconds: Double

    private enum CodingKeys: String, CodingKey {
        case planted, recall, seconds
        case othersPer1000Files = "others_per_1000_files"
        case p50Microseconds = "p50_us"
        case p99Microseconds = "p99_us"
    }

    /// Builds an index of so many files, a hundredth of which are second files of a child, and
    /// compares each with the others.
    init(files count: Int, seed: UInt64) {
        var children = Children(seed: seed)
        var index = FileIndex()
        index.reserve(count)
        var pairs: Set<FilePair> = []
        for number in 0..<count {
            let file = children.next()
            index.update(file)
            guard number % 100 == 0 else { continue }
            let second = children.again(file)
            index.update(second)
            if let pair = FilePair(file.file, second.file) { pairs.insert(pair) }
        }
        let clock = ContinuousClock()
        var latencies: [Duration] = []
        var more = true
        while more { latencies.append(clock.measure { more = index.compareNext() }) }
        let found = index.duplicates(
            limit: .max, where: { $0.organisation != nil }, butFor: { _, _ in false })
        let hits = found.pairs.filter { pair in
            FilePair(pair.lower.file, pair.higher.file).map(pairs.contains) ?? false
        }
        planted = pairs.count
        recall = Double(hits.count) / Double(max(pairs.count, 1))
        othersPer1000Files = Double(found.total - hits.count) * 1_000 / Double(max(count, 1))
        latencies.sort()
        seconds = latencies.reduce(.zero, +) / .seconds(1)
        p50Microseconds = (latencies[latencies.count / 2] / .seconds(1)) * 1e6
        p99Microseconds = (latencies[latencies.count * 99 / 100] / .seconds(1)) * 1e6
    }

    /// The figures for people.
    var lines: [String] {
        [
            "second files found  \(recall) of \(planted); other pairs \(othersPer1000Files) per 1,000 files",
            "comparing all       \(seconds) s in all, p50/p99 \(p50Microseconds)/\(p99Microseconds) µs a file",
        ]
    }
}
