import Framing
import Messages
import Testing

/// What is refused before it is decoded (SPEC W-58).
@Suite struct FieldCountTests {
    private static func field(_ number: UInt8, _ body: [UInt8]) -> [UInt8] {
        precondition(body.count < 1 << 14)
        return [number << 3 | 2, UInt8(body.count & 0x7F | 0x80), UInt8(body.count >> 7)] + body
    }

    /// Empty elements of the list `values` in the draft that a request holds.
    private static func values(_ count: Int, in number: UInt8) -> [UInt8] {
        field(number, (0..<count).flatMap { _ in [0x4A, 0x00] as [UInt8] })
    }

    @Test func `A list of more elements than any may have is refused in message and part`() {
        for count in [1_025, 8_000] {
            #expect(throws: MessageError.overMaximum) {
                try MessageCodec.decode(
                    WireOpenFileRequest.self, from: Self.values(count, in: 1))
            }
            #expect(throws: MessageError.overMaximum) {
                try MessageCodec.decode(
                    WireActDraft.self, from: (0..<count).flatMap { _ in [0x4A, 0x00] as [UInt8] })
            }
        }
    }

    @Test func `The same field is counted, not the same bytes`() throws {
        // An unknown field as often as a list may be long, and once more.
        let unknown: [UInt8] = [0xA0, 0x06, 0x01]
        let most = Array(repeatElement(unknown, count: 1_024).joined())
        _ = try MessageCodec.decode(WireFindRequest.self, from: most)
        #expect(throws: MessageError.overMaximum) {
            try MessageCodec.decode(WireFindRequest.self, from: most + unknown)
        }
        // A narration that would be a list if it were a message.
        let text = String(repeating: "\n\u{1}x", count: 2_600)
        var draft = WireActDraft()
        draft.kind = .form
        draft.reason = text
        let read = try MessageCodec.decode(WireActDraft.self, from: MessageCodec.encode(draft))
        #expect(read.reason == text)
    }

    @Test func `What is no message is left to the decoder`() {
        let broken: [[UInt8]] = [
            [0x0A], [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x0B], Array(repeating: 0xFF, count: 30),
            [0x09, 1], [0x0D, 1], [0x08] + Array(repeating: 0x80, count: 12),
        ]
        for bytes in broken {
            #expect(throws: MessageError.malformed) {
                try MessageCodec.decode(WireOpenFileRequest.self, from: bytes)
            }
        }
    }
}
