import Foundation
import Testing

/// The limits of a room stand in one file, `<Room>Limits.swift`, each with its unit in its name.
@Suite struct LimitsTests {
    /// Rooms that measure or show; what they wait for is no limit of the house.
    private static let others: Set<String> = ["Clients/madar-bench", "Clients/madar-demo"]

    @Test func limitsStandInOneFileOfTheirRoom() throws {
        var count = 0
        for room in try Self.rooms() {
            let name = room.lastPathComponent
            let words = name.split(separator: "-").map {
                $0.prefix(1).uppercased() + $0.dropFirst()
            }
            let wanted = words.joined() + "Limits.swift"
            for file in try Self.sources(room) {
                let text = try String(contentsOf: file, encoding: .utf8)
                if file.lastPathComponent == wanted {
                    count += 1
                } else {
                    #expect(Self.limits(in: text) == [], "\(name)/\(file.lastPathComponent)")
                }
            }
        }
        #expect(count >= 20)
    }

    /// The check bites: it finds planted lines, and passes over what is no limit.
    @Test func plantedLinesAreFound() {
        let planted = [
            "enum OtherLimits {", "    private static let waitingMax = 4_096",
            "    static let idleSeconds: Int64 = 60", "try await sleep(for: .seconds(3))",
        ]
        #expect(Self.limits(in: planted.joined(separator: "\n")) == planted)
        let others = [
            "    static let tagByteCount = 16", "    case seconds(Int64)",
            "let end = start + .seconds(RoomLimits.idleSeconds)", "// as .seconds(3) would be",
        ]
        #expect(Self.limits(in: others.joined(separator: "\n")) == [])
    }

    /// The lines that declare a limit: a type of limits, a constant that is named like one, and a
    /// span of time that is written as a number.
    private static func limits(in text: String) -> [String] {
        text.split(separator: "\n").filter { line in
            // Most lines hold none of these words; expressions are slow to match them all.
            words.contains { line.contains($0) }
        }.map(String.init).filter { line in
            let code = line.split(separator: "//", omittingEmptySubsequences: false)[0]
            return code.contains(/\b(enum|struct) \w*Limits\b/) || isBound(code)
                || code.contains(/(seconds|minutes|hours)\(\d/.ignoresCase())
        }
    }

    private static let words = ["Limits", "static ", "econds(", "minutes(", "hours("]

    /// A constant with a number that is named for what it bounds, or for a span of time.
    private static func isBound(_ code: Substring) -> Bool {
        guard let match = code.firstMatch(of: /static (?:let|var) (\w+)[^=]*= *-?\d/) else {
            return false
        }
        return endings.contains { match.output.1.hasSuffix($0) }
    }

    private static let endings = [
        "Max", "Min", "Default", "Seconds", "seconds", "Minutes", "Hours", "Days",
    ]

    private static func rooms() throws -> [URL] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try ["Sources", "Clients"].flatMap { folder in
            try FileManager.default.contentsOfDirectory(
                at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
        }.filter { room in
            !others.contains { room.path.hasSuffix($0) }
        }
    }

    private static func sources(_ room: URL) throws -> [URL] {
        guard let walk = FileManager.default.enumerator(at: room, includingPropertiesForKeys: nil)
        else { return [] }
        return walk.compactMap { $0 as? URL }
            .filter { $0.pathExtension == "swift" && !$0.path.contains("/Generated/") }
    }
}
