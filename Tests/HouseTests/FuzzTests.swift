import Foundation
import Testing

/// What is fuzzed is all that should be, and stays small enough to live here.
@Suite struct FuzzTests {
    /// A message whose maxima nobody tries is a message that nobody fuzzes.
    @Test func everyMessageIsFuzzed() throws {
        let maxima = try Self.text("Sources/Messages/Maxima.swift")
        let fuzzed = try Self.text("Tests/Fuzz/Messages/Messages.swift")
        let messages = maxima.split(separator: "\n").compactMap { line -> Substring? in
            guard line.hasPrefix("extension Wire"), line.contains(": Bounded") else { return nil }
            return line.dropFirst("extension ".count).split(separator: ":").first
        }
        #expect(messages.count > 50)
        for message in messages {
            #expect(fuzzed.contains("check(\(message).self"), "\(message) is not fuzzed")
        }
    }

    @Test func everyTargetIsRunWithASmallCorpus() throws {
        let run = try Self.text("Tests/Fuzz/run")
        let package = try Self.text("Package.swift")
        let line = try #require(run.split(separator: "\n").first { $0.hasPrefix("targets=(") })
        let targets = line.dropFirst("targets=(".count).dropLast().split(separator: " ")
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Self.root.appendingPathComponent("Tests/Fuzz").path)
        // What is no target of libFuzzer's in Swift.
        let others: Set<String> = ["run", "Canary", "Support", "Python", "python-run"]
        #expect(Set(targets.map(String.init)) == Set(folders).subtracting(others))
        for target in targets {
            #expect(package.contains("fuzz(\"\(target)\""), "\(target) is no target")
            let corpus = Self.root.appendingPathComponent("Tests/Fuzz/\(target)/corpus")
            let seeds = try FileManager.default.contentsOfDirectory(atPath: corpus.path)
            #expect((1...60).contains(seeds.count), "\(target) has \(seeds.count) seeds")
            for seed in seeds {
                let bytes = try Data(contentsOf: corpus.appendingPathComponent(seed))
                #expect(bytes.count <= 4_096, "\(target)/\(seed)")
            }
        }
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }
}
