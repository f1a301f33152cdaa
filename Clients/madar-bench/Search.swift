import ArgumentParser
import FoundationEssentials
import Population

/// Measures the search of names alone.
struct Search: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure whether a name that another hand spells finds its file.",
        discussion: """
            Examples:
              madar-bench search --recall names/given.tsv --recall names/family.tsv
              madar-bench search --recall names --files 1000000 --json

            A file has a head line and then on each line a name in Arabic script, a tabulator and
            its spellings in Latin script with bars between them. Each line is planted once among
            made-up children, under one of its spellings, and asked for under another one with the
            year of birth give or take one. A file whose name has «family» in it holds family
            names, any other given names. The rules were made while every second line was
            looked at, the first of each file among them: --half made asks for these, --half held
            for the others. The figures for ten times as many children are those of
            --files 1000000, which takes a gigabyte and some minutes. Nothing is asserted.
            """)

    @Option(help: "A file of spellings, or a folder with such files; may be given again.")
    var recall: [String] = []
    @Option(help: "How many made-up children there are; the goals are for 100000.")
    var files = 100_000
    @Option(help: "What the made-up children are drawn from.") var seed: UInt64 = 1
    @Option(
        help: "The lines that the rules were made with, or those held back: made, held.",
        transform: { text in
            guard let half = RecallSample.Half(rawValue: text) else {
                throw ValidationError("--half made | held")
            }
            return half
        })
    var half: RecallSample.Half?
    @Flag(help: "One JSON document on standard output.") var json = false

    func validate() throws {
        if recall.isEmpty { throw ValidationError("--recall names a file of spellings.") }
        if files < 1 { throw ValidationError("--files is 1 at least.") }
    }

    func run() throws {
        var sample = RecallSample()
        for path in try recall.flatMap(Self.tables) {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            sample.add(
                try String(contentsOfFile: path, encoding: .utf8),
                isFamily: name.lowercased().contains("family"), half: half)
        }
        guard !sample.lines.isEmpty else {
            throw ValidationError("No spelling stands in what --recall names.")
        }
        var measure = try SearchMeasure(files: files, sample: sample, seed: seed)
        measure.duplicates = DuplicateMeasure(files: files, seed: seed)
        print(json ? try measure.json() : measure.table())
    }

    /// The files of a folder, or the file itself.
    private static func tables(_ path: String) throws -> [String] {
        let manager = FileManager.default
        guard let names = try? manager.contentsOfDirectory(atPath: path) else { return [path] }
        return names.filter { $0.hasSuffix(".tsv") }.sorted().map { "\(path)/\($0)" }
    }
}
