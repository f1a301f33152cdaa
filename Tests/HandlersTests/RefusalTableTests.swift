import Authority
import Circuit
import Dossiers
import Foundation
import Framing
import Messages
import Testing

@testable import Handlers

/// What a caller hears of each refusal is what the specification's table says (SPEC W-51, W-52).
@Suite struct RefusalTableTests {
    /// Each with the numbers that stand in the table's first column.
    private static let refusals: [(details: [UInt32], refusal: Refusal)] = [
        ([1], .malformed), ([2], .unknownMethod), ([3], .absent),
        ([5], .changedMeanwhile), ([6], .operationKeyMissing), ([7], .operationKeyMismatch),
        ([8], .operationKeyExpired), ([9], .tooManyOperations), ([10], .sealed),
        ([11], .diskFull), ([12], .storage), ([13], .wrongPassphrase), ([14], .damagedKeyring),
        ([15], .needsApproval), ([16], .wrongState), ([17], .revoked), ([18], .expired),
        ([19], .overloaded), ([20], .tooLarge), ([21], .unknownValue), ([22], .tooManySearches),
        ([25], .memoryNotLocked),
        ([101], .authority(.noRole)), ([102], .authority(.notGranted)),
        ([103, 104], .authority(.classClosed)), ([103, 104], .authority(.outOfScope)),
        ([105], .authority(.stageClosed)), ([106], .authority(.reasonRequired)),
        ([107], .authority(.ownRequest)), ([108], .authority(.unknownCode)),
        ([109], .authority(.secrecyDue)),
    ]

    /// A table of the specification, between two clauses: its rows by cells.
    private static func table(from clause: String, to next: String) throws -> [[String]] {
        let path = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Wire/SPEC.md")
        let text = try String(contentsOf: path, encoding: .utf8)
        let start = try #require(text.range(of: "**\(clause)."))
        let end = try #require(text.range(of: "**\(next)."))
        return text[start.upperBound..<end.lowerBound].split(separator: "\n").map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    /// SPEC W-51: the number of a refusal to the cell that tells its status.
    private static func rows() throws -> [UInt32: String] {
        var rows: [UInt32: String] = [:]
        for cells in try table(from: "W-51", to: "W-52") where cells.count == 3 {
            for number in cells[0].split(separator: ",") {
                guard let detail = UInt32(number.trimmingCharacters(in: .whitespaces)) else {
                    continue
                }
                rows[detail] = cells[2]
            }
        }
        return rows
    }

    /// SPEC W-50: the code of a status to its name.
    private static func names() throws -> [UInt16: String] {
        var names: [UInt16: String] = [:]
        for cells in try table(from: "W-50", to: "W-51")
        where cells.count == 3 && cells[0].hasPrefix("0x") {
            names[try #require(UInt16(cells[0].dropFirst(2), radix: 16))] = cells[1]
        }
        return names
    }

    @Test func everyRefusalIsToldAsTheTableSays() throws {
        let rows = try Self.rows()
        let names = try Self.names()
        try #require(rows.count == 32)
        var seen: Set<UInt32> = [4]
        for (details, refusal) in Self.refusals {
            let answer = OutgoingAnswer(refusing: refusal)
            let error = try MessageCodec.decode(WireError.self, from: answer.payload)
            for detail in details {
                seen.insert(detail)
                let cell = try #require(rows[detail])
                let name = cell.split(separator: " ").first.map(String.init)
                #expect(names[answer.status.rawValue] == name, "\(detail)")
                #expect(
                    error.detail == (cell.contains("detail is not sent") ? 0 : detail), "\(detail)")
            }
        }
        #expect(seen == Set(rows.keys))
        // Row 4: codes below 20 speak of a field, the others of the file.
        let field = CheckError(.missingField, form: "F0", field: "sex")
        let file = CheckError(.wrongOpening, form: "F0", field: "")
        #expect(OutgoingAnswer(refusing: .invalid([field])).status == .invalidArgument)
        #expect(OutgoingAnswer(refusing: .invalid([field, file])).status == .precondition)
    }
}
