import Foundation
import Support
import Testing

/// One command of a transcript and what it has to print.
///
/// A file holds commands one after the other: a line `$ program arguments`, then the sections
/// `-- stdin --`, `-- status --`, `-- stdout --` and `-- stderr --`. A line `...` stands for any
/// lines; an empty or missing section means that nothing is printed. `$HOME_OF_TEST` is a folder
/// of the file's own, which its commands share; `$SAMPLES` is the folder of the transcripts.
private struct Step {
    var arguments: [String]
    var sections: [String: [String]] = [:]

    static func read(_ text: String) -> [Step] {
        var steps: [Step] = []
        var section = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("$ ") {
                steps.append(
                    Step(arguments: line.dropFirst(2).split(separator: " ").map(String.init)))
                section = ""
            } else if line.hasPrefix("-- "), line.hasSuffix(" --") {
                section = String(line.dropFirst(3).dropLast(3))
            } else if !section.isEmpty, !steps.isEmpty {
                steps[steps.count - 1].sections[section, default: []].append(line)
            }
        }
        return steps
    }

    func section(_ name: String) -> [String] {
        var lines = sections[name] ?? []
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// Whether lines fit a pattern in which `...` stands for any lines.
    static func fits(_ lines: ArraySlice<String>, _ pattern: ArraySlice<String>) -> Bool {
        guard let first = pattern.first else { return lines.isEmpty }
        if first == "..." {
            let rest = pattern.dropFirst()
            return (lines.startIndex...lines.endIndex).contains { fits(lines[$0...], rest) }
        }
        return lines.first == first && fits(lines.dropFirst(), pattern.dropFirst())
    }
}

private struct Run {
    var status: Int32
    var output: [String]
    var errors: [String]

    init(_ step: Step, home: URL, samples: URL) throws {
        let process = Process()
        let words = step.arguments.map { word in
            word.replacingOccurrences(of: "$HOME_OF_TEST", with: home.path)
                .replacingOccurrences(of: "$SAMPLES", with: samples.path)
        }
        process.executableURL = Programs.named(words[0])
        process.arguments = Array(words.dropFirst())
        // Nothing of whoever runs the tests: neither language nor profile nor a session.
        process.environment = [
            "MADAR_HOME": home.path, "XDG_RUNTIME_DIR": home.path, "PATH": "/usr/bin:/bin",
            "SWIFT_BACKTRACE": "enable=no",
            "LD_LIBRARY_PATH":
                ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
        ]
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = step.section("stdin").joined(separator: "\n")
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        // What these commands print fits the pipes, so that they may be read one by one.
        self.output = Self.lines(output)
        self.errors = Self.lines(errors)
        process.waitUntilExit()
        status = process.terminationStatus
    }

    private static func lines(_ pipe: Pipe) -> [String] {
        let data = (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
        var lines = String(decoding: data, as: UTF8.self).components(separatedBy: "\n")
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}

@Suite struct TranscriptTests {
    private static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Samples")

    static var names: [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: samples.path)
        return (names ?? []).filter { $0.hasSuffix(".txt") }.sorted()
    }

    @Test(arguments: names) func `the programs print what the transcript tells`(
        name: String
    ) throws {
        let home = FileManager.default.temporaryDirectory
            .appendingPathComponent("madar-transcript-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        let text = try String(
            contentsOf: Self.samples.appendingPathComponent(name), encoding: .utf8)
        let steps = Step.read(text)
        #expect(!steps.isEmpty)
        for step in steps {
            let run = try Run(step, home: home, samples: Self.samples)
            let command = step.arguments.joined(separator: " ")
            #expect(step.section("status") == [String(run.status)], "\(command)")
            #expect(
                Step.fits(run.output[...], step.section("stdout")[...]),
                "\(command)\n\(run.output.joined(separator: "\n"))")
            #expect(
                Step.fits(run.errors[...], step.section("stderr")[...]),
                "\(command)\n\(run.errors.joined(separator: "\n"))")
        }
    }

    @Test func `there are transcripts`() { #expect(Self.names.count >= 4) }

    @Test func `a pattern fits whole lines`() {
        #expect(Step.fits(["a", "b", "c"], ["a", "...", "c"]))
        #expect(Step.fits(["a"], ["...", "a", "..."]))
        #expect(!Step.fits(["a", "b"], ["a"]))
    }
}
