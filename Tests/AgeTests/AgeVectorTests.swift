import Age
import Basics
import Foundation
import Secrets
import Support
import Testing

/// Every file of C2SP's vectors, each with the outcome that stands in its first lines.
@Suite struct AgeVectorTests {
    @Test(.enabled(if: Vectors.shouldRun("age"), "no vectors: set MADAR_VECTORS"))
    func everyFileHasItsOutcome() throws {
        let files = Vectors.files("age")
        try #require(!files.isEmpty, "vectors are required where CI is set")
        var outcomes: Set<String> = []
        for file in files {
            let vector = try #require(
                Vector(Array(Data(contentsOf: file))), "\(file.lastPathComponent)")
            outcomes.insert(vector.expected)
            // Whole, and byte by byte: where a piece ends must not matter.
            for pieceByteCount in [Int.max, 1] {
                #expect(
                    try outcome(vector, in: pieceByteCount) == vector.expected,
                    "\(file.lastPathComponent)")
            }
        }
        #expect(outcomes.isSuperset(of: ["success", "no match", "HMAC failure", "header failure"]))
    }

    private func outcome(_ vector: Vector, in pieceByteCount: Int) throws -> String {
        var content: [UInt8] = []
        do {
            var opener = AgeOpener(with: try vector.identities.map { try AgeIdentity($0) })
            var rest = vector.file[...]
            while !rest.isEmpty {
                let piece = rest.prefix(pieceByteCount)
                try opener.open(Array(piece), appendingTo: &content)
                rest = rest.dropFirst(piece.count)
            }
            try opener.finish(appendingTo: &content)
        } catch AgeError.header {
            return "header failure"
        } catch AgeError.headerNotAuthentic {
            return "HMAC failure"
        } catch AgeError.noMatch {
            return "no match"
        } catch AgeError.payload {
            return "payload failure"
        }
        #expect(SHA256.hash(content).hexadecimal == vector.payloadHash)
        return "success"
    }

    private struct Vector {
        var expected = ""
        var payloadHash = ""
        var identities: [[UInt8]] = []
        let file: [UInt8]

        init?(_ bytes: [UInt8]) {
            var rest = bytes[...]
            var fields: [(String, String)] = []
            while let end = rest.firstIndex(of: 0x0a), end != rest.startIndex {
                let line = String(decoding: rest[..<end], as: UTF8.self)
                guard let colon = line.firstRange(of: ": ") else { return nil }
                fields.append(
                    (String(line[..<colon.lowerBound]), String(line[colon.upperBound...])))
                rest = rest[(end + 1)...]
            }
            file = Array(rest.dropFirst())
            for (name, value) in fields {
                switch name {
                case "expect": expected = value
                case "payload": payloadHash = value
                case "identity": identities.append(Array(value.utf8))
                default: break
                }
            }
        }
    }
}
