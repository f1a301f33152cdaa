import Basics
import Framing
import Session
import Support
import Testing

@testable import MadarClient

/// What the Swift client makes of each GOAWAY, as the vectors tell (SPEC W-45, W-92).
@Suite struct EndingVectorTests {
    private struct Endings: Decodable {
        struct Ending: Decodable {
            let code: UInt16
            let plaintext, then: String
        }
        let goaway: [Ending]
    }

    @Test func whatFollowsEachGoAway() throws {
        let endings = try WireVectors.read("refusals", as: Endings.self).goaway
        try #require(endings.count >= 14)
        for one in endings {
            let plaintext = try #require([UInt8](hexadecimal: one.plaintext))
            let told = try #require(GoAway(Array(plaintext.dropFirst(8))))
            #expect(told.code == one.code)
            #expect(told.lastStream == 41 && told.retryAfterMilliseconds == 1_500)
            let lost = ClientError(connection: .lost(GoAwayCode(rawValue: told.code)))
            #expect(lost.code == code(after: one.then), "GOAWAY \(one.code)")
        }
    }

    private func code(after then: String) -> ClientError.Code? {
        switch then {
        case "again": .connectionLost
        case "fault": .protocolViolation
        case "revoked": .revoked
        case "version": .noCommonVersion
        default: nil
        }
    }
}
