import Basics
import Circuit
import FoundationEssentials
import Index
import Population

/// What a search of the daemon's index finds and takes, among so many made-up children.
struct SearchMeasure: Encodable {
    let files: Int
    let trials: Int
    let recallAt10: Double
    let recallAt1: Double
    let candidatesP95: Int
    let missed: [String]
    let p50Ms: Double
    let p99Ms: Double
    let oneWordP99Ms: Double
    let longestMs: Double
    let namePageMs: Double
    let rawMs: Double
    let indexBytes: Int
    let indexBytesPer100000: Int
    let buildSeconds: Double
    let updateMicroseconds: Double
    let openingMicroseconds: Double
    let comparingMicroseconds: Double
    let goals: Bool
    /// What a comparison of all files with each other finds and takes.
    var duplicates: DuplicateMeasure?

    private enum CodingKeys: String, CodingKey {
        case files, trials, missed, duplicates
        case recallAt10 = "recall_at_10"
        case recallAt1 = "recall_at_1"
        case candidatesP95 = "candidates_p95"
        case p50Ms = "p50_ms"
        case p99Ms = "p99_ms"
        case oneWordP99Ms = "one_word_p99_ms"
        case longestMs = "longest_query_ms"
        case namePageMs = "name_page_p99_ms"
        case rawMs = "raw_20_files_by_id_ms"
        case indexBytes = "index_bytes"
        case indexBytesPer100000 = "index_bytes_per_100000"
        case buildSeconds = "build_seconds"
        case updateMicroseconds = "update_us"
        case openingMicroseconds = "opening_us"
        case comparingMicroseconds = "opening_compared_us"
        case goals = "goals_reached"
    }

    /// Builds an index of so many files, plants the sample in it and looks for it.
    init(files count: Int, sample: RecallSample, seed: UInt64) throws {
        let clock = ContinuousClock()
        var children = Children(seed: seed)
        var index = FileIndex()
        // What making children takes is taken before, and no file is held longer than it has to.
        var others = children
        for _ in 0..<1_000 { _ = others.next() }
        let before = try Self.residentByteCount()
        index.reserve(count)
        var (building, keptIDs) = (Duration.zero, [FileID]())
        for number in 0..<count {
            var file = children.next()
            // One in ten is with an establishment or a service, too, so that who reaches it is asked of it
            // alone.
            if number % 10 == 0 {
                file.ties.organisations[.placement] = [
                    OrganisationID(high: 6, low: UInt64(number / 10 % 30))
                ]
            }
            building += clock.measure { index.update(file) }
            if number % max(count / 2_000, 1) == 0 { keptIDs.append(file.file) }
        }
        let bytes = try Self.residentByteCount() - before
        let kept = keptIDs.compactMap { index.file($0) }
        let planted = sample.trials(&children)
        for trial in planted { index.update(trial.planted) }
        var (first, hits, missed, counts) = (0, 0, [String](), [Int]())
        var latencies: [Duration] = []
        for trial in planted {
            let found = index.search(trial.query) { $0.organisation != nil }
            counts.append(found.count)
            let place = found.firstIndex { $0.file.file == trial.planted.file }
            if place == 0 { first += 1 }
            if let place, place < 10 {
                hits += 1
            } else {
                missed.append(Self.told(trial, found))
            }
        }
        // Queries as they come: the name of some child as another hand writes it, and one word.
        var oneWord: [Duration] = []
        for (number, file) in kept.enumerated() {
            var query = SearchQuery(Self.text(file))
            if number % 2 == 0 { query.birthYears = file.birthYears }
            latencies.append(clock.measure { _ = index.search(query) { $0.organisation != nil } })
            let word = query.text.split(separator: " ").first.map(String.init) ?? ""
            oneWord.append(
                clock.measure {
                    _ = index.search(SearchQuery(word)) { $0.organisation != nil }
                })
        }
        for trial in planted {
            latencies.append(
                clock.measure { _ = index.search(trial.query) { $0.organisation != nil } })
        }
        let longest = clock.measure {
            _ = index.search(Self.longestQuery) { $0.organisation != nil }
        }
        let pages = Self.pages(of: index)
        let looks = kept.prefix(20).map(\.file)
        var seen = 0
        let raw = clock.measure {
            for _ in 0..<100 { for file in looks where index.file(file) != nil { seen += 1 } }
        }
        let changed = kept.prefix(2_000).map { file in
            var file = file
            file.names.knownAs = "Mimi"
            return file
        }
        let updating = clock.measure { for file in changed { index.update(file) } }
        // What an opening costs more: its file is taken in before the answer, and compared after it.
        var (openings, comparings) = ([Duration](), [Duration]())
        for _ in 0..<2_000 {
            let file = children.next()
            openings.append(clock.measure { index.update(file) })
            comparings.append(clock.measure { _ = index.compareNext() })
        }
        guard seen > 0, !latencies.isEmpty else { throw BenchError.nothingFolded }
        files = count
        trials = planted.count
        recallAt10 = Double(hits) / Double(max(planted.count, 1))
        recallAt1 = Double(first) / Double(max(planted.count, 1))
        candidatesP95 = counts.sorted()[max(0, counts.count * 95 / 100 - 1)]
        self.missed = missed
        p50Ms = Self.percentile(latencies, 50)
        p99Ms = Self.percentile(latencies, 99)
        oneWordP99Ms = Self.percentile(oneWord, 99)
        longestMs = (longest / .seconds(1)) * 1e3
        namePageMs = Self.percentile(pages, 99)
        rawMs = (raw / .seconds(1)) * 1e3 / 100
        indexBytes = bytes
        indexBytesPer100000 = bytes * 100_000 / max(count, 1)
        buildSeconds = building / .seconds(1)
        updateMicroseconds = (updating / .seconds(1)) * 1e6 / Double(max(changed.count, 1))
        openingMicroseconds = Self.mean(openings)
        comparingMicroseconds = Self.mean(comparings)
        let isSmall = indexBytesPer100000 <= 40_000_000
        goals =
            recallAt10 >= 0.95 && candidatesP95 <= 20 && isSmall
            && (count > 100_000 || p99Ms <= 20 && openingMicroseconds <= 50)
    }

    /// The figures as one JSON document.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// The figures for people.
    func table() -> String {
        let lines = [
            "recall at 10        \(recallAt10) of \(trials) names among \(files) files (>= 0.95)",
            "recall at 1         \(recallAt1)",
            "candidates, p95     \(candidatesP95) (<= 20)",
            "a search, p50/p99   \(p50Ms)/\(p99Ms) ms (<= 20 ms); 20 files by id \(rawMs) ms",
            "one word, p99       \(oneWordP99Ms) ms; the longest query \(longestMs) ms",
            "a page by name, p99 \(namePageMs) ms, of all files",
            "memory              \(indexBytesPer100000 / 1_000_000) MB per 100,000 files (<= 40 MB)",
            "build               \(buildSeconds) s",
            "a name corrected    \(updateMicroseconds) µs",
            "an opening more     \(openingMicroseconds) µs (<= 50 µs); "
                + "\(comparingMicroseconds) µs after its answer to compare",
            "goals reached       \(goals)",
        ]
        return (lines + (duplicates?.lines ?? []) + missed.map { "not found: \($0)" })
            .joined(separator: "\n")
    }

    /// As much work as one query can ask for: eight long words that are like nothing, and the names of
    /// four people of two words each.
    private static let longestQuery: SearchQuery = {
        let word = "kalimatomonirabadisofek"
        var query = SearchQuery(
            (0..<8).map { String(word.dropFirst($0)) + String(word.prefix($0)) }
                .joined(separator: " "))
        query.relatives = (0..<4).map { "\(word.prefix(12 - $0)) \(word.suffix(9 + $0))" }
        return query
    }()

    /// What pages of the list of all files by name take, in either order.
    private static func pages(of index: borrowing FileIndex) -> [Duration] {
        let clock = ContinuousClock()
        var taken: [Duration] = []
        for order in [ListOrder.nameArabic, .nameLatin] {
            var filter = ListFilter()
            filter.order = order
            var position: PagePosition?
            for _ in 0..<50 {
                taken.append(
                    clock.measure {
                        position =
                            index.list(filter, after: position, limit: 50) {
                                $0.organisation != nil
                            }.next
                    })
                guard position != nil else { break }
            }
        }
        return taken
    }

    private static func percentile(_ durations: [Duration], _ percent: Int) -> Double {
        let sorted = durations.sorted()
        let at = min(sorted.count - 1, sorted.count * percent / 100)
        return (sorted[at] / .seconds(1)) * 1e3
    }

    private static func mean(_ durations: [Duration]) -> Double {
        durations.reduce(.zero, +) / .seconds(1) * 1e6 / Double(max(durations.count, 1))
    }

    private static func text(_ file: IndexedFile) -> String {
        let names = file.names
        return names.givenArabic.isEmpty
            ? "\(names.givenLatin) \(names.familyLatin)"
            : "\(names.givenArabic) \(names.familyArabic)"
    }

    /// What was asked and what is on the file: made-up children alone.
    private static func told(_ trial: RecallSample.Trial, _ found: [Candidate]) -> String {
        let names = trial.planted.names
        let recorded = [
            names.givenArabic, names.familyArabic, names.givenLatin, names.familyLatin,
        ].filter { !$0.isEmpty }.joined(separator: " ")
        let place = found.firstIndex { $0.file.file == trial.planted.file }
        return "\(trial.query.text) <- \(recorded) (\(place.map { "place \($0 + 1)" } ?? "none"))"
    }

    /// What this process holds in memory, in bytes.
    private static func residentByteCount() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) * 1_024
    }
}
