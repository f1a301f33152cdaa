import Basics
import Framing
import NIOCore
import NIOEmbedded
import Testing

@testable import Session

/// The daemon's pipeline under a clock that the test moves.
@Suite struct HandlerTests {
    private func established(limits: SessionLimits = SessionLimits()) throws -> DaemonBed {
        let bed = try DaemonBed(limits: limits)
        try bed.shakeHands()
        _ = try bed.events()
        return bed
    }

    @Test func slowFrameIsCut() throws {
        // Fewer than 256 bytes in ten seconds.
        let crawling = try established()
        let frame = try crawling.call(method: 7, payload: [UInt8](repeating: 1, count: 8_000))
        try crawling.send(Array(frame[..<200]))
        crawling.advance(.milliseconds(9_999))
        #expect(crawling.isOpen)
        crawling.advance(.milliseconds(1))
        #expect(!crawling.isOpen)
        #expect(try crawling.goAways() == [.timeout])
        // More than that, but not whole after thirty.
        let slow = try established()
        let other = try slow.call(method: 7, payload: [UInt8](repeating: 1, count: 8_000))
        try slow.send(Array(other[..<256]))
        for step in 1...29 {
            slow.advance(.seconds(1))
            #expect(slow.isOpen, "second \(step)")
            try slow.send(Array(other[(256 * step)..<(256 * (step + 1))]))
        }
        slow.advance(.seconds(1))
        #expect(!slow.isOpen)
        #expect(try slow.goAways() == [.timeout])
        // The timers are those of one frame: many slow frames are none of their business.
        let patient = try established()
        for _ in 0..<20 {
            let frame = try patient.call(method: 1)
            try patient.send(Array(frame[..<100]))
            patient.advance(.seconds(9))
            try patient.send(Array(frame[100...]))
            #expect(try patient.statuses() == [.ok])
        }
    }

    /// SPEC W-47.
    @Test func controlFloodAndSlowReaderAreCut() throws {
        let flood = try established()
        let ping = [UInt8](repeating: 1, count: 8)
        for _ in 0..<200 { try flood.send(try flood.raw(.ping, body: ping)) }
        #expect(flood.isOpen)
        try flood.send(try flood.raw(.ping, body: ping))
        #expect(!flood.isOpen)
        // A peer that reads nothing gets nothing more: neither answers nor PONGs are produced.
        let deaf = try established()
        deaf.channel.isWritable = false
        deaf.channel.pipeline.fireChannelWritabilityChanged()
        // It is not listened to either: the network holds its bytes back.
        #expect(deaf.isListening == false)
        let content = [UInt8](repeating: 1, count: 60_000)
        try deaf.send(try deaf.call(method: 7))
        deaf.answerer.calls[0].responder.answer(Answer(status: .ok, content: content))
        for _ in 0..<100 { try deaf.send(try deaf.raw(.ping, body: ping)) }
        #expect(try deaf.received().count < 20_000)
        deaf.advance(.milliseconds(29_999))
        #expect(deaf.isOpen)
        deaf.advance(.milliseconds(1))
        #expect(!deaf.isOpen)
        // One that reads again in time is served.
        let late = try established()
        late.channel.isWritable = false
        late.channel.pipeline.fireChannelWritabilityChanged()
        late.advance(.seconds(29))
        late.channel.isWritable = true
        late.channel.pipeline.fireChannelWritabilityChanged()
        #expect(late.isListening == true)
        late.advance(.seconds(31))
        try late.send(try late.call(method: 1))
        #expect(try late.statuses() == [.ok])
    }

    /// SPEC W-47.
    @Test func aReaderThatNeverGrantsIsCut() throws {
        let bed = try established()
        let content = [UInt8](repeating: 1, count: 1 << 20)
        try bed.send(try bed.call(method: 7) + bed.call(method: 7))
        for (_, responder) in bed.answerer.calls {
            responder.answer(Answer(status: .ok, content: content))
        }
        // The client's machine is not asked, so it grants nothing.
        #expect(try bed.received().count < 150_000)
        bed.advance(.milliseconds(29_999))
        #expect(bed.isOpen)
        bed.advance(.milliseconds(1))
        #expect(!bed.isOpen)
    }

    @Test func idleConnectionsAreClosed() throws {
        let bed = try established()
        for _ in 0..<5 {
            bed.advance(.minutes(9))
            try bed.send(try bed.call(method: 1))
            #expect(try bed.statuses() == [.ok])
        }
        bed.advance(.minutes(10) - .milliseconds(1))
        #expect(bed.isOpen)
        bed.advance(.milliseconds(1))
        #expect(!bed.isOpen)
        #expect(try bed.goAways() == [.normal])
    }

    @Test func oldConnectionsAreDrained() throws {
        for isAnswered in [true, false] {
            let bed = try established()
            for _ in 0..<80 {
                bed.advance(.minutes(9) - .milliseconds(1))
                try bed.send(try bed.call(method: 1))
            }
            _ = try bed.events()
            try bed.send(try bed.call(method: 7))
            #expect(bed.isOpen)
            bed.advance(.milliseconds(80))
            // What is in flight is answered, what comes now is not taken on.
            try bed.send(try bed.call(method: 1))
            let events = try bed.events()
            let codes = events.compactMap { event -> UInt16? in
                if case .goAway(let body) = event { body.code } else { nil }
            }
            #expect(codes == [GoAwayCode.age.rawValue])
            #expect(bed.isOpen)
            if isAnswered {
                bed.answerer.calls[0].responder.answer(Answer(status: .ok))
                #expect(try bed.statuses() == [.ok])
            } else {
                bed.advance(.milliseconds(59_900))
                #expect(bed.isOpen)
                bed.advance(.milliseconds(100))
            }
            #expect(!bed.isOpen)
        }
    }

    @Test func cancelsReachTheAnswerer() throws {
        let bed = try established()
        try bed.send(try bed.call(method: 7) + bed.call(method: 7))
        let (first, second) = (bed.answerer.calls[0], bed.answerer.calls[1])
        #expect(!first.responder.isCancelled)
        try bed.send(try bed.raw(.cancel, body: [0, 0], stream: 1))
        #expect(first.responder.isCancelled && !second.responder.isCancelled)
        first.responder.answer(Answer(status: .cancelled))
        second.responder.answer(Answer(status: .ok))
        #expect(try bed.statuses() == [.cancelled, .ok])
        #expect(!first.responder.isCancelled)
    }

    @Test func callsCarryTheirDeadline() throws {
        let bed = try established()
        bed.advance(.seconds(5))
        try bed.send(try bed.call(method: 7))
        let call = try #require(bed.answerer.calls.first?.call)
        #expect(call.deadline == bed.now + .seconds(30) && call.deadlineMilliseconds == 30_000)
    }

    @Test func heldAnswersAreReleasedByTheClock() throws {
        let bed = try established()
        try bed.send(try bed.call(method: 4))
        bed.answerer.calls[0].responder.answer(Answer(status: .ok, payload: [1]))
        bed.advance(.milliseconds(49))
        #expect(try bed.received().isEmpty)
        bed.advance(.milliseconds(1))
        #expect(try bed.statuses() == [.ok])
    }

    @Test func aRequestThatNeverEndsIsRefusedAtItsDeadline() throws {
        let bed = try established()
        try bed.send(try bed.raw(.request, body: [0, 7, 0, 0, 0, 0, 0, 0], stream: 1))
        bed.advance(.milliseconds(29_999))
        #expect(try bed.received().isEmpty)
        bed.advance(.milliseconds(1))
        #expect(try !bed.received().isEmpty)
        #expect(bed.answerer.calls.isEmpty && bed.isOpen)
    }

    @Test func sinksHearEverythingInOrderAndTheEnd() throws {
        let bed = try established()
        try bed.send(try bed.call(method: 3, isStream: true) + bed.call(method: 3, isStream: true))
        let streams = bed.answerer.streams
        try bed.send(
            try bed.raw(.data, body: [UInt8](repeating: 1, count: 300), stream: 1)
                + bed.raw(.cancel, body: [0, 0], stream: 1))
        streams[0].responder.begin(.ok)
        streams[0].responder.write([1, 2, 3])
        _ = try bed.events()
        streams[0].responder.end()
        _ = try bed.events()
        #expect(streams[0].sink.events == ["received 300", "cancelled", "drained"])
        // The connection ends while the second is open.
        bed.answerer.handles[0].close(GoAwayCode.revoked.rawValue)
        #expect(try bed.goAways() == [.revoked])
        #expect(!bed.isOpen)
        #expect(streams[1].sink.events == ["lost"])
        #expect(streams[0].sink.events.count == 3)
    }

    @Test func garbageAfterTheHandshakeIsNamedAndCut() throws {
        let bed = try established()
        try bed.send([0, 1, 2, 3])
        #expect(try bed.goAways() == [.frameSize])
        #expect(!bed.isOpen)
        #expect(bed.answerer.handles.isEmpty)
    }
}
