import Merkle
import Support
import Testing

@testable import Returns

/// The vectors of `Wire/vectors/returns.json` (SPEC W-220, W-221).
@Suite struct ReturnVectorTests {
    private struct Vectors: Decodable {
        struct Case: Decodable {
            let name: String
            let outcome: String
            let file: String
        }
        let descriptor: String
        let text: String
        let returns: [Case]
    }

    @Test func returnsAreTakenOrRefused() throws {
        let vectors = try WireVectors.read("returns", as: Vectors.self)
        let read = try ProvinceDescriptor.list(Array(vectors.descriptor.utf8))
        let province = try #require(try ProvinceList(read).provinces.first)
        #expect(vectors.returns.count > 25)
        for vector in vectors.returns {
            let signed = try? SignedReturn(encoded: Array(vector.file.utf8))
            let isTaken =
                signed.map { signed in
                    signed.content.province == province.code
                        && (try? signed.verify(by: province.key)) != nil
                } ?? false
            #expect(isTaken == (vector.outcome == "taken"), "\(vector.name)")
            if isTaken { #expect(signed?.content.text == vectors.text) }
        }
    }
}
