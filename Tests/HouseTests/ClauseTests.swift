import Foundation
import Testing

/// Every clause of the specification is named by a test that covers it (`W-12` beside a Swift test
/// or in a vector, `_w12_` in the name of a Python test).
@Suite struct ClauseTests {
    /// Clauses that no test can cover, with the reason.
    private static let exceptions: [Int: String] = [
        93: "tells what this version does not do"
    ]

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func everyClauseIsNamedByATest() throws {
        let specification = try Self.text("Wire/SPEC.md")
        let clauses = Self.numbers(specification, /(?:^|\n)\*\*W-(\d+)\./)
        try #require(clauses.count > 90)
        var named: Set<Int> = []
        for folder in ["Tests", "Clients/Python/tests", "Wire/vectors"] {
            for file in Self.files(folder) {
                let text = try Self.text(file)
                named.formUnion(Self.numbers(text, /W-(\d+)/))
                named.formUnion(Self.numbers(text, /_w(\d+)(?=_)/))
            }
        }
        let unnamed = clauses.subtracting(named).subtracting(Self.exceptions.keys)
        #expect(unnamed.isEmpty, "no test names \(unnamed.sorted().map { "W-\($0)" })")
        #expect(Self.exceptions.count <= 5)
        #expect(Set(Self.exceptions.keys).isSubset(of: clauses))
        // What a test names has to be a clause: a number that was mistyped covers nothing.
        #expect(named.subtracting(clauses).isEmpty, "\(named.subtracting(clauses).sorted())")
    }

    private static func files(_ folder: String) -> [String] {
        let base = root.appendingPathComponent(folder)
        guard let found = FileManager.default.enumerator(atPath: base.path) else { return [] }
        return found.compactMap { $0 as? String }
            .filter { path in
                [".swift", ".py", ".json"].contains { path.hasSuffix($0) }
                    && !path.hasSuffix("ClauseTests.swift") && !path.contains("corpus")
            }
            .map { folder + "/" + $0 }
    }

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    private static func numbers(
        _ text: String, _ pattern: Regex<(Substring, Substring)>
    ) -> Set<Int> {
        Set(text.matches(of: pattern).compactMap { Int($0.output.1) })
    }
}
