import Basics
import Foundation
import Framing
import Messages
import Testing

/// The table of methods in the specification is the table in the code (SPEC W-60).
@Suite struct MethodTableTests {
    /// One row of the specification's table.
    private struct Row: Equatable {
        var number: UInt16
        var name: String
        var kind: String
        var isMutating: Bool
        var isServedWhileSealed: Bool
        var isEnrolment: Bool
        var requestByteCountMax: Int
        var deadlineMilliseconds: UInt32
    }

    private static let columns = [
        "no.", "name", "request", "answer", "kind", "op key", "sealed", "enrolment",
        "request max", "deadline ms",
    ]

    @Test func everyMethodStandsInTheSpecificationAsInTheCode() throws {
        let rows = try Self.rows()
        #expect(rows.map(\.number) == MethodTable.all.map { UInt16($0.method.rawValue) })
        for (row, traits) in zip(rows, MethodTable.all) {
            #expect(row.name == Self.wireName(traits.method))
            #expect(
                (row.kind == "stream" || row.kind == "both ways") == traits.isStream, "\(row.name)")
            #expect((row.kind == "both ways") == traits.isBothWays, "\(row.name)")
            #expect(row.isMutating == traits.isMutating, "\(row.name)")
            #expect(row.isServedWhileSealed == traits.isServedWhileSealed, "\(row.name)")
            #expect(row.isEnrolment == traits.isEnrolment, "\(row.name)")
            #expect(row.requestByteCountMax == traits.requestByteCountMax, "\(row.name)")
            #expect(row.deadlineMilliseconds == traits.deadlineMilliseconds, "\(row.name)")
        }
    }

    @Test func theSchemaHasNoMethodThatTheTableLacks() {
        let named = WireMethod.allCases.filter { $0 != .unspecified }.map(\.rawValue).sorted()
        #expect(named == MethodTable.all.map(\.method.rawValue))
        for traits in MethodTable.all {
            #expect(MethodTable.traits(UInt16(traits.method.rawValue))?.method == traits.method)
        }
        #expect(MethodTable.traits(0) == nil)
    }

    @Test func aRequestFitsOneMessageAndADeadlineItsLimit() {
        for traits in MethodTable.all {
            #expect(traits.requestByteCountMax <= FramingLimits.messageByteCountMax)
            #expect(traits.deadlineMilliseconds <= FramingLimits.deadlineMillisecondsMax)
        }
    }

    /// The name as the schema writes it, without its prefix: `whoAmI` is WHO_AM_I.
    private static func wireName(_ method: WireMethod) -> String {
        var name = ""
        for character in "\(method)" {
            if character.isUppercase { name.append("_") }
            name.append(character.uppercased())
        }
        return name
    }

    private static func rows() throws -> [Row] {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Wire/SPEC.md")
        let lines = try String(contentsOf: file, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
        let head = try #require(lines.firstIndex { cells($0) == columns })
        return try lines[(head + 2)...].prefix { $0.hasPrefix("|") }.map { line in
            let cells = cells(line)
            try #require(cells.count == columns.count, "\(line)")
            return Row(
                number: try #require(UInt16(cells[0])), name: cells[1], kind: cells[4],
                isMutating: try flag(cells[5]), isServedWhileSealed: try flag(cells[6]),
                isEnrolment: try flag(cells[7]),
                requestByteCountMax: try #require(Int(cells[8])),
                deadlineMilliseconds: try #require(UInt32(cells[9])))
        }
    }

    private static func cells(_ line: Substring) -> [String] {
        guard line.hasPrefix("|"), line.hasSuffix("|") else { return [] }
        return line.dropFirst().dropLast()
            .split(separator: "|", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
    }

    private static func flag(_ cell: String) throws -> Bool {
        try #require(["yes", "no"].contains(cell))
        return cell == "yes"
    }
}
