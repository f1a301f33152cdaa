import Basics
import Framing
import NIOCore
import Testing

@testable import Session

/// What a daemon's end of a connection counts, and when it ends the connection for it (SPEC W-42).
@Suite struct CountTests {
    /// What a client sends too often, and what of it is not counted.
    enum Sent: CaseIterable, Sendable {
        case ping, cancel, smallData, smallGrant
        case lateData, largeMessage, crowd
        case largeData, smallLastData, largeGrant, pong

        /// The count of control frames, or the one of cancels and errors of streams.
        static let control: [Self] = [.ping, .cancel, .smallData, .smallGrant]
        static let faults: [Self] = [.cancel, .lateData, .largeMessage, .crowd]
        static let uncounted: [Self] = [.largeData, .smallLastData, .largeGrant, .pong]
    }

    /// A client that may do what a well-behaved one does not; it has a call that has ended, one of
    /// a stream method that takes DATA, and, where it shall be crowded, no slot left.
    private final class Client {
        private let bed: Bed
        private let ended: UInt32 = 1
        private let open: UInt32 = 3
        private var lastStream: UInt32 = 3

        init(isCrowded: Bool = false) throws {
            bed = try Bed()
            bed.traits[8] = CallTraits(isStream: true)
            #expect(bed.end(try request(ended, flags: .end)) == nil)
            try bed.answer(Answer(status: .ok), on: ended)
            #expect(bed.end(try request(open, method: 8)) == nil)
            guard isCrowded else { return }
            for _ in 1..<FramingLimits.streamsInFlightMax { #expect(try send(.crowd) == nil) }
            #expect(bed.slotCount == FramingLimits.streamsInFlightMax)
        }

        func wait(_ time: TimeAmount) { bed.now = bed.now + time }

        private func request(
            _ stream: UInt32, method: UInt8 = 7, flags: InnerFrameFlags = [],
            payload: [UInt8] = []
        ) throws -> [UInt8] {
            try bed.raw(
                .request, flags: flags, body: [0, method, 0, 0, 0, 0, 0, 0] + payload,
                stream: stream)
        }

        private func nextStream() -> UInt32 {
            lastStream += 2
            return lastStream
        }

        /// Sends DATA on the call that takes it.
        func data(_ count: Int, flags: InnerFrameFlags = []) throws -> GoAwayCode? {
            bed.end(
                try bed.raw(
                    .data, flags: flags, body: [UInt8](repeating: 1, count: count), stream: open))
        }

        /// Opens a call that takes DATA, and sends some on it; gives its stream.
        func dataElsewhere(_ count: Int, flags: InnerFrameFlags = []) throws -> GoAwayCode? {
            let stream = nextStream()
            #expect(bed.end(try request(stream, method: 8)) == nil)
            return bed.end(
                try bed.raw(
                    .data, flags: flags, body: [UInt8](repeating: 1, count: count), stream: stream))
        }

        private func grant(_ count: UInt32) throws -> GoAwayCode? {
            var body: [UInt8] = []
            body.appendBigEndian(count)
            return bed.end(try bed.raw(.window, body: body, stream: open))
        }

        /// Sends one; gives the code with which the daemon ends the connection for it.
        func send(_ sent: Sent) throws -> GoAwayCode? {
            let eight = [UInt8](repeating: 1, count: 8)
            switch sent {
            case .ping: return bed.end(try bed.raw(.ping, body: eight))
            case .pong: return bed.end(try bed.raw(.pong, body: eight))
            case .cancel: return bed.end(try bed.raw(.cancel, body: [0, 0], stream: ended))
            case .smallData: return try data(255)
            case .largeData: return try data(256)
            case .smallGrant: return try grant(32_767)
            case .largeGrant: return try grant(32_768)
            case .lateData:
                return bed.end(
                    try bed.raw(
                        .data, body: [UInt8](repeating: 1, count: 256), stream: ended))
            case .smallLastData:
                let stream = nextStream()
                #expect(bed.end(try request(stream)) == nil)
                let end = bed.end(try bed.raw(.data, flags: .end, body: [1], stream: stream))
                if end == nil { try bed.answer(Answer(status: .ok), on: stream) }
                return end
            case .largeMessage:
                let stream = nextStream()
                let part = [UInt8](repeating: 1, count: 16_000)
                #expect(bed.end(try request(stream, payload: part)) == nil)
                for _ in 0..<3 {
                    #expect(bed.end(try bed.raw(.data, body: part, stream: stream)) == nil)
                }
                let end = bed.end(
                    try bed.raw(.data, body: Array(part.prefix(1_537)), stream: stream))
                // The rest of it is thrown away, and takes no slot from the next.
                if end == nil {
                    #expect(bed.end(try bed.raw(.data, flags: .end, stream: stream)) == nil)
                }
                return end
            case .crowd: return bed.end(try request(nextStream(), flags: .end))
            }
        }

        /// Sends so many, none of which ends the connection.
        func endure(_ sent: Sent, _ count: Int) throws {
            for number in 0..<count { try #require(try send(sent) == nil, "\(sent) \(number)") }
        }
    }

    /// More than 200 in 30 s end the connection with CALM: of each kind alone.
    @Test(arguments: [
        Sent.ping, .cancel, .smallData, .smallGrant, .lateData, .largeMessage, .crowd,
    ])
    func moreThan200OfAKind(sent: Sent) throws {
        let client = try Client(isCrowded: sent == .crowd)
        try client.endure(sent, 200)
        #expect(try client.send(sent) == .calm)
    }

    /// PING, CANCEL, small DATA and small grants are one count; cancels and errors of single streams
    /// another.
    @Test func kindsAreCountedTogether() throws {
        for (kinds, isCrowded) in [(Sent.control, false), (Sent.faults, true)] {
            for last in kinds {
                let client = try Client()
                // Messages can only be too large while there is a slot for them.
                for sent in kinds where sent != .crowd { try client.endure(sent, 50) }
                if isCrowded {
                    for _ in 1..<FramingLimits.streamsInFlightMax {
                        #expect(try client.send(.crowd) == nil)
                    }
                    try client.endure(.crowd, 50)
                }
                guard last != .largeMessage else { continue }
                #expect(try client.send(last) == .calm, "\(last)")
            }
        }
    }

    @Test func bothCountsAreApart() throws {
        for last in [Sent.ping, .lateData] {
            let client = try Client()
            try client.endure(.ping, 200)
            try client.endure(.lateData, 200)
            #expect(try client.send(last) == .calm, "\(last)")
        }
        // A cancel is in both.
        for last in [Sent.ping, .lateData] {
            let client = try Client()
            try client.endure(.cancel, 1)
            try client.endure(last, 199)
            #expect(try client.send(last) == .calm, "\(last)")
        }
    }

    @Test(arguments: Sent.uncounted)
    func whatIsNotCounted(sent: Sent) throws {
        let client = try Client()
        try client.endure(sent, 201)
        // Neither count has moved.
        try client.endure(.ping, 200)
        try client.endure(.lateData, 200)
    }

    /// A count begins anew with the first one that comes 30 s or more after it began.
    @Test(arguments: [Sent.ping, .lateData])
    func aCountBeginsAnewAfter30Seconds(sent: Sent) throws {
        let client = try Client()
        client.wait(.seconds(30))
        // The count begins here.
        try client.endure(sent, 1)
        client.wait(.milliseconds(29_999))
        try client.endure(sent, 199)
        client.wait(.milliseconds(1))
        // And anew here, whatever came a moment before.
        try client.endure(sent, 200)
        client.wait(.milliseconds(29_999))
        #expect(try client.send(sent) == .calm)
        // It begins with the first that comes, not with each half minute.
        let late = try Client()
        late.wait(.seconds(45))
        try late.endure(sent, 200)
        late.wait(.seconds(20))
        #expect(try late.send(sent) == .calm)
    }

    /// A second empty DATA without END, with no other DATA between, ends the connection at once.
    @Test func aSecondEmptyDataEndsItAtOnce() throws {
        let client = try Client()
        #expect(try client.data(0) == nil)
        // Other DATA lies between.
        #expect(try client.data(1) == nil)
        #expect(try client.data(0) == nil)
        #expect(try client.data(300) == nil)
        #expect(try client.data(0) == nil)
        #expect(try client.dataElsewhere(0, flags: .end) == nil)
        #expect(try client.data(0) == nil)
        #expect(try client.dataElsewhere(1) == nil)
        #expect(try client.data(0) == nil)
        // No other DATA does, whatever else comes, and however late.
        try client.endure(.ping, 2)
        try client.endure(.largeGrant, 2)
        client.wait(.seconds(60))
        #expect(try client.data(0) == .calm)
        let elsewhere = try Client()
        #expect(try elsewhere.data(0) == nil)
        #expect(try elsewhere.dataElsewhere(0) == .calm)
    }
}
