import Basics
import Framing
import NIOCore
import Testing

@testable import Session

/// The daemon's connection as a value: calls, answers, and what a peer that breaks a rule gets.
@Suite struct ConnectionTests {
    @Test func aCallAndItsAnswerPassBothMachines() throws {
        let bed = try Bed()
        let stream = try bed.request(method: 7, payload: [1, 2, 3])
        let calls = try bed.deliverToDaemon().calls
        #expect(calls.map(\.payload) == [[1, 2, 3]])
        #expect(calls.map(\.head.method) == [7])
        let content = [UInt8](repeating: 5, count: 200_000)
        try bed.answer(Answer(status: .ok, payload: [9], content: content), on: stream)
        // The window holds the answer back until the client has granted more.
        var answers: [Answer] = []
        for _ in 0..<20 {
            answers += try bed.answers()
            try bed.deliverToDaemon()
            try bed.flush()
        }
        #expect(answers == [Answer(status: .ok, payload: [9], content: content)])
        #expect(bed.isIdle)
    }

    @Test func bytesThatComeOneByOneAreReadLikeAnyOther() throws {
        let bed = try Bed()
        _ = try bed.request(method: 7, payload: [1, 2, 3])
        var calls: [DaemonConnection.Arrived] = []
        for byte in bed.takeFromClient() { calls += try bed.toDaemon([byte]).calls }
        #expect(calls.map(\.payload) == [[1, 2, 3]])
    }

    @Test(arguments: [0, 15, 23, 16_401, 65_535])
    func badLengthNeverAllocates(length: Int) throws {
        let bed = try Bed()
        #expect(bed.end([UInt8(length >> 8), UInt8(length & 255)]) == .frameSize)
    }

    @Test func aChangedByteEndsTheConnection() throws {
        for position in 2..<40 {
            let bed = try Bed()
            _ = try bed.request(method: 7)
            var bytes = bed.takeFromClient()
            bytes[position] ^= 1
            #expect(bed.end(bytes) == .protocol)
        }
    }

    @Test func deleteDuplicateSwapFrameFails() throws {
        for change in 0..<3 {
            let bed = try Bed()
            _ = try bed.request(method: 7)
            let first = bed.takeFromClient()
            _ = try bed.request(method: 8)
            let second = bed.takeFromClient()
            let bytes = [second, first + first, second + first][change]
            #expect(bed.end(bytes) == .protocol)
        }
    }

    @Test func nonCanonicalFrameIsRefused() throws {
        let eight = [UInt8](repeating: 1, count: 8)
        let head: [UInt8] = [0, 7, 0, 0, 0, 0, 0, 0]
        let refused: [(InnerFrameType, InnerFrameFlags, [UInt8], UInt32)] = [
            (.ping, .end, eight, 0), (.ping, .operationKey, eight, 0), (.ping, [], eight, 1),
            (.ping, [], eight + [0], 0), (.window, .end, [0, 0, 128, 0], 1),
            (.window, [], [0, 128, 0], 1), (.cancel, .end, [0, 0], 1), (.cancel, [], [0], 1),
            (.cancel, [], [0, 0], 2), (.cancel, [], [0, 0], 3), (.data, .operationKey, [1], 1),
            (.data, [], eight, 3), (.data, [], eight, 2), (.response, .end, [0, 0, 0, 0], 1),
            (.welcome, [], Welcome.test().bytes, 0), (.request, .end, head, 2),
            (.request, .end, head, 1), (.request, .end, [0, 7, 0, 0], 3),
            (.request, .end, [0, 7, 0, 1, 0, 0, 0, 0], 3),
            (.request, [.end, .operationKey], head, 3), (.request, .end, head, 1 << 31 + 1),
            (.request, InnerFrameFlags(rawValue: 0x05), head, 3),
            (.request, InnerFrameFlags(rawValue: 0x09), head, 3),
        ]
        for (type, flags, body, stream) in refused {
            let bed = try Bed()
            #expect(bed.end(try bed.raw(.request, flags: .end, body: head, stream: 1)) == nil)
            let code = bed.end(try bed.raw(type, flags: flags, body: body, stream: stream))
            #expect(code == .protocol, "\(type) \(flags) \(body) \(stream)")
        }
    }

    @Test func streamIDsThatDoNotRiseAreRefused() throws {
        for (first, second) in [(3, 1), (3, 3), (1, 2)] as [(UInt32, UInt32)] {
            let bed = try Bed()
            let body: [UInt8] = [0, 7, 0, 0, 0, 0, 0, 0]
            #expect(bed.end(try bed.raw(.request, flags: .end, body: body, stream: first)) == nil)
            #expect(
                bed.end(try bed.raw(.request, flags: .end, body: body, stream: second))
                    == .protocol)
        }
    }

    @Test func theLastStreamIsServedAndThenNoMore() throws {
        let bed = try Bed(lastStream: FramingLimits.streamIDMax - 1)
        _ = try bed.request(method: 7)
        let events = try bed.deliverToDaemon()
        #expect(events.calls.map(\.stream) == [FramingLimits.streamIDMax])
        #expect(events.contains { if case .exhausted = $0 { true } else { false } })
        #expect(throws: ConnectionError.notExecuted(nil)) { try bed.request(method: 7) }
    }

    /// SPEC W-23.
    @Test func atTheHardStopNothingMoreIsSealed() throws {
        let bed = try Bed(welcome: nil, frameCount: 1 << 48 - 1)
        _ = try bed.request(method: 7)
        // The last frame of the direction still passes; the next is refused at either end.
        let call = try #require(try bed.deliverToDaemon().calls.first)
        #expect(throws: ConnectionError.notExecuted(.age)) { try bed.request(method: 7) }
        try bed.answer(Answer(status: .ok), on: call.stream)
        #expect(bed.hasDaemonOutput)
        do {
            try bed.say(.ping, [UInt8](repeating: 1, count: 8))
            Issue.record("sealed past the hard stop")
        } catch {
            #expect((error as? DaemonConnection.End)?.code == .age)
        }
    }

    // MARK: - Slots and cancels

    @Test func cancelDoesNotFreeSlot() throws {
        let bed = try Bed()
        var streams: [UInt32] = []
        for _ in 0..<FramingLimits.streamsInFlightMax { streams.append(try bed.request(method: 7)) }
        #expect(try bed.deliverToDaemon().calls.count == FramingLimits.streamsInFlightMax)
        #expect(!bed.hasRoom)
        try bed.cancel(streams[0])
        #expect(try bed.deliverToDaemon().cancelled == [streams[0]])
        #expect(!bed.hasRoom)
        // One that opens another all the same is refused.
        _ = try bed.request(method: 7)
        #expect(try bed.deliverToDaemon().calls.isEmpty)
        #expect(try bed.statuses() == [.overloaded])
        // The cancelled call is answered, and only then its slot is free.
        try bed.answer(Answer(status: .cancelled), on: streams[0])
        #expect(try bed.statuses() == [.cancelled])
        _ = try bed.request(method: 7)
        #expect(try bed.deliverToDaemon().calls.count == 1)
    }

    /// SPEC W-54: DRAINING, then OVERLOADED, then TOO_LARGE; for PING like for all others.
    @Test(arguments: [UInt16(1), 7])
    func whatAConnectionLooksAtFirst(method: UInt16) throws {
        /// What is heard of a request that grows larger than a message may be.
        func statuses(isDraining: Bool, isCrowded: Bool) throws -> [StatusCode] {
            let bed = try Bed()
            for _ in 0..<(isCrowded ? FramingLimits.streamsInFlightMax : 0) {
                _ = try bed.request(method: method)
            }
            try bed.deliverToDaemon()
            if isDraining {
                let body = GoAway(code: GoAwayCode.normal.rawValue, lastStream: 0).bytes
                _ = try bed.toDaemon(try bed.raw(.goAway, body: body))
            }
            let part = [UInt8](repeating: 1, count: 16_000)
            let stream = try bed.request(method: method, payload: part, isStream: true)
            try bed.deliverToDaemon()
            for count in [16_000, 16_000, 16_000, 1_537] {
                _ = try bed.toDaemon(
                    try bed.raw(
                        .data, body: [UInt8](repeating: 1, count: count), stream: stream))
            }
            return try bed.deliverToClient().compactMap { event in
                if case .head(stream, let status, _) = event { status } else { nil }
            }
        }
        #expect(try statuses(isDraining: true, isCrowded: true) == [.draining])
        #expect(try statuses(isDraining: true, isCrowded: false) == [.draining])
        #expect(try statuses(isDraining: false, isCrowded: true) == [.overloaded])
        #expect(try statuses(isDraining: false, isCrowded: false) == [.tooLarge])
    }

    @Test func rapidCancelsAreCalmed() throws {
        let bed = try Bed()
        var ended: GoAwayCode?
        var count = 0
        while ended == nil, count < 400 {
            let stream = try bed.request(method: 7)
            try bed.cancel(stream)
            ended = bed.end(bed.takeFromClient())
            if ended == nil { try bed.answer(Answer(status: .cancelled), on: stream) }
            _ = try bed.deliverToClient()
            count += 1
        }
        #expect(ended == .calm && count == 201)
    }

    @Test func cancelsOfLongAgoAreForgotten() throws {
        let bed = try Bed()
        for _ in 0..<1_000 {
            let stream = try bed.request(method: 7)
            try bed.cancel(stream)
            try bed.deliverToDaemon()
            try bed.answer(Answer(status: .cancelled), on: stream)
            _ = try bed.deliverToClient()
            bed.now = bed.now + .milliseconds(160)
        }
    }

    @Test func provokedErrorsCountAsCancels() throws {
        let large = [UInt8](repeating: 1, count: 1_000)
        // DATA on a stream that has ended is an error of that stream alone, but not for ever.
        let bed = try Bed()
        let stream = try bed.request(method: 7)
        try bed.deliverToDaemon()
        for _ in 0..<100 {
            #expect(bed.end(try bed.raw(.data, body: large, stream: stream)) == nil)
        }
        for _ in 0..<100 {
            #expect(bed.end(try bed.raw(.cancel, body: [0, 0], stream: stream)) == nil)
        }
        #expect(bed.end(try bed.raw(.data, body: large, stream: stream)) == .calm)
        // So is asking for more calls than may be in flight.
        let crowd = try Bed()
        var ended: GoAwayCode?
        var count = 0
        while ended == nil, count < 400 {
            _ = try crowd.request(method: 7)
            ended = crowd.end(crowd.takeFromClient())
            count += 1
        }
        #expect(ended == .calm && count == 32 + 201)
    }

    // MARK: - Floods

    @Test func controlFloodIsCalmed() throws {
        let bed = try Bed()
        var ended: GoAwayCode?
        var count = 0
        while ended == nil, count < 400 {
            ended = bed.end(try bed.raw(.ping, body: [UInt8](repeating: 1, count: 8)))
            count += 1
        }
        #expect(ended == .calm && count == 201)
    }

    @Test func fragmentFloodIsCalmed() throws {
        // One empty DATA may be an accident, two in sequence are not.
        let empty = try Bed()
        #expect(empty.end(try empty.openRequest(stream: 1)) == nil)
        #expect(empty.end(try empty.raw(.data, stream: 1)) == nil)
        #expect(empty.end(try empty.raw(.data, body: [1], stream: 1)) == nil)
        #expect(empty.end(try empty.raw(.data, stream: 1)) == nil)
        #expect(empty.end(try empty.raw(.data, stream: 1)) == .calm)
        // Crumbs count as control frames.
        let crumbs = try Bed()
        #expect(crumbs.end(try crumbs.openRequest(stream: 1)) == nil)
        var count = 0
        var ended: GoAwayCode?
        while ended == nil, count < 400 {
            ended = crumbs.end(try crumbs.raw(.data, body: [1], stream: 1))
            count += 1
        }
        #expect(ended == .calm && count == 201)
        // And a frame holds no more than 64 inner frames.
        let many = try Bed()
        var plaintext: [UInt8] = []
        for _ in 0..<65 {
            InnerFrame.appendHeader(.ping, bodyByteCount: 8, stream: 0, to: &plaintext)
            plaintext += [UInt8](repeating: 1, count: 8)
        }
        #expect(throws: FramingError.tooMany) { try InnerFrame.split(plaintext.rawSpan) }
        // The sealer itself never makes such a frame.
        for _ in 0..<65 { _ = many.end(try many.raw(.ping, body: [1, 1, 1, 1, 1, 1, 1, 1])) }
    }

    // MARK: - Deadlines

    /// SPEC W-44.
    @Test func deadlinesAreAbsoluteAndBounded() throws {
        let bed = try Bed()
        bed.traits[8] = CallTraits(deadlineMilliseconds: 60_000)
        bed.traits[9] = CallTraits(isStream: true)
        for (method, asked, given) in [
            (7, 0, 30_000), (7, 5_000, 5_000), (7, 500_000, 120_000), (8, 0, 60_000),
            (8, 1, 1),
        ] as [(UInt16, UInt32, UInt32)] {
            _ = try bed.request(method: method, deadline: asked)
            let call = try #require(try bed.deliverToDaemon().calls.first)
            #expect(call.deadlineMilliseconds == given)
            #expect(call.deadline == bed.now + .milliseconds(Int64(given)))
        }
        _ = try bed.request(method: 9, isStream: true, deadline: 500_000)
        let events = try bed.deliverToDaemon()
        guard case .stream(let arrived) = events.first else {
            Issue.record("no stream")
            return
        }
        #expect(arrived.deadlineMilliseconds == 500_000)
    }

    /// SPEC W-44.
    @Test func aRequestWhoseRestComesTooLateIsNotStarted() throws {
        let bed = try Bed()
        #expect(bed.end(try bed.openRequest(stream: 1)) == nil)
        #expect(bed.nextExpiry == bed.now + .seconds(30))
        bed.now = bed.now + .seconds(30)
        try bed.expire()
        #expect(bed.nextExpiry == nil)
        // Its END gives the slot back and starts nothing.
        #expect(try bed.toDaemon(try bed.raw(.data, flags: .end, body: [1], stream: 1)).isEmpty)
    }

    // MARK: - Length and time

    /// SPEC W-26.
    @Test func matchAndMissLookEqual() throws {
        let bed = try Bed()
        bed.traits[19] = CallTraits(bucket: .medium, minLatencyMilliseconds: 5)
        var seen: [[Int]] = []
        for count in [0, 1, 900, 3_900] {
            let stream = try bed.request(method: 19)
            try bed.deliverToDaemon()
            _ = try bed.deliverToClient()
            _ = bed.takeFrameLengths()
            // However fast the answer is there, it leaves when the class says.
            bed.now = bed.now + .milliseconds(Int64(count % 4))
            let payload = [UInt8](repeating: 1, count: count)
            try bed.answer(Answer(status: .ok, payload: payload), on: stream)
            #expect(!bed.hasDaemonOutput)
            bed.now = try #require(bed.nextExpiry)
            try bed.expire()
            #expect(try bed.answers().map(\.payload) == [payload])
            seen.append(bed.takeFrameLengths())
        }
        #expect(Set(seen) == [[4_096 + 16]])
    }

    @Test func nothingElseSharesAFrameWithAnAnswerOfABucket() throws {
        let bed = try Bed()
        bed.traits[18] = CallTraits(minLatencyMilliseconds: 5)
        bed.traits[19] = CallTraits(bucket: .small, minLatencyMilliseconds: 5)
        for method in [18, 19, 18] as [UInt16] {
            let stream = try bed.request(method: method)
            try bed.deliverToDaemon()
            try bed.answer(
                Answer(status: .ok, payload: [UInt8](repeating: 1, count: 900)), on: stream)
        }
        bed.now = try #require(bed.nextExpiry)
        try bed.expire()
        #expect(try bed.statuses() == [.ok, .ok, .ok])
        #expect(bed.takeFrameLengths() == [928 + 16, 1_024 + 16, 928 + 16])
    }

    /// SPEC W-26.
    @Test func heldAnswersLeaveAtMultiplesOfTheirClass() throws {
        let bed = try Bed()
        bed.traits[19] = CallTraits(minLatencyMilliseconds: 10)
        let start = bed.now
        for (elapsed, release) in [(0, 10), (3, 10), (10, 10), (11, 20), (25, 30)]
            as [(Int64, Int64)]
        {
            bed.now = start
            let stream = try bed.request(method: 19)
            try bed.deliverToDaemon()
            bed.now = start + .milliseconds(elapsed)
            try bed.answer(Answer(status: .ok), on: stream)
            // A second answer is ignored while the first waits.
            try bed.answer(Answer(status: .internalFault), on: stream)
            if release > elapsed {
                #expect(bed.nextExpiry == start + .milliseconds(release))
                bed.now = start + .milliseconds(release)
                try bed.expire()
            }
            #expect(try bed.statuses() == [.ok])
        }
    }

    // MARK: - The end

    @Test func goAwayTellsTheLastStreamAndWhatComesAfterIsRefused() throws {
        let bed = try Bed()
        let first = try bed.request(method: 7)
        try bed.deliverToDaemon()
        bed.goAway(.shutdown)
        let late = try bed.request(method: 7)
        #expect(try bed.deliverToDaemon().calls.isEmpty)
        try bed.answer(Answer(status: .ok), on: first)
        var statuses: [UInt32: StatusCode] = [:]
        for event in try bed.deliverToClient() {
            switch event {
            case .goAway(let body):
                #expect(body.code == GoAwayCode.shutdown.rawValue && body.lastStream == first)
            case .answer(let stream, let answer): statuses[stream] = answer.status
            default: Issue.record("unexpected event")
            }
        }
        #expect(statuses == [first: .ok, late: .draining])
        #expect(bed.isIdle)
    }
}
