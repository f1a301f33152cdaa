import Basics
import Framing
import NIOCore
import Support
import Testing

@testable import Session

/// Credit in both directions, requests that go on in DATA, and streams.
@Suite struct FlowTests {
    @Test(arguments: [0, 1, 16_368, 16_369, 40_000, 65_535, 65_536])
    func requestsOfEverySizeArriveWhole(count: Int) throws {
        let bed = try Bed()
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let stream = try bed.request(method: 7, payload: payload)
        let calls = try bed.deliverToDaemon().calls
        #expect(calls.map(\.payload) == [payload])
        try bed.answer(Answer(status: .ok), on: stream)
        #expect(try bed.statuses() == [.ok])
        #expect(bed.isIdle)
    }

    @Test func aClientSendsNoMessageThatIsTooLarge() throws {
        let bed = try Bed()
        #expect(throws: ConnectionError.tooLarge) {
            try bed.request(method: 7, payload: [UInt8](repeating: 1, count: 65_537))
        }
    }

    @Test func aMessageThatIsTooLargeIsRefusedAndDrained() throws {
        let bed = try Bed()
        let chunk = [UInt8](repeating: 1, count: 16_000)
        let head: [UInt8] = [0, 7, 0, 0, 0, 0, 0, 0]
        #expect(bed.end(try bed.raw(.request, body: head + chunk, stream: 1)) == nil)
        for _ in 0..<3 { #expect(bed.end(try bed.raw(.data, body: chunk, stream: 1)) == nil) }
        #expect(!bed.hasDaemonOutput)
        #expect(bed.end(try bed.raw(.data, body: chunk, stream: 1)) == nil)
        #expect(bed.hasDaemonOutput)
        // The rest within the window is thrown away, and the connection lives on.
        let rest = [UInt8](repeating: 1, count: 65_536 - 64_000)
        #expect(
            try bed.toDaemon(try bed.raw(.data, flags: .end, body: rest, stream: 1)).isEmpty)
        let next = try bed.toDaemon(
            try bed.raw(.request, flags: .end, body: head, stream: 3))
        #expect(next.calls.map(\.stream) == [3])
    }

    @Test func anAnsweredRequestKeepsItsSlotUntilItsEnd() throws {
        let bed = try Bed()
        let call: [UInt8] = [0, 7, 0, 0, 0, 0, 0, 0]
        for number in 0..<32 {
            #expect(bed.end(try bed.openRequest(stream: UInt32(2 * number + 1))) == nil)
        }
        bed.now = bed.now + .seconds(30)
        try bed.expire()
        // All are answered and none has ended: there is no slot for one more.
        #expect(bed.isIdle)
        let refused = try bed.toDaemon(try bed.raw(.request, flags: .end, body: call, stream: 65))
        #expect(refused.isEmpty)
        #expect(bed.end(try bed.raw(.data, flags: .end, body: [1], stream: 1)) == nil)
        let taken = try bed.toDaemon(try bed.raw(.request, flags: .end, body: call, stream: 67))
        #expect(taken.calls.map(\.stream) == [67])
    }

    @Test func dataOfARefusedRequestIsNoErrorAsLongAsItHasASlot() throws {
        let bed = try Bed()
        bed.goAway(.shutdown)
        for number in 0..<33 {
            #expect(bed.end(try bed.openRequest(stream: UInt32(2 * number + 1))) == nil)
        }
        let chunk = [UInt8](repeating: 1, count: 300)
        for _ in 0..<210 { #expect(bed.end(try bed.raw(.data, body: chunk, stream: 63)) == nil) }
        for _ in 0..<200 { #expect(bed.end(try bed.raw(.data, body: chunk, stream: 65)) == nil) }
        #expect(bed.end(try bed.raw(.data, body: chunk, stream: 65)) == .calm)
    }

    @Test func dataBeyondCreditEndsTheConnection() throws {
        let bed = try Bed()
        bed.traits[7] = CallTraits(isStream: true)
        #expect(bed.end(try bed.openRequest(stream: 1)) == nil)
        let chunk = [UInt8](repeating: 1, count: 16_000)
        for _ in 0..<4 { #expect(bed.end(try bed.raw(.data, body: chunk, stream: 1)) == nil) }
        let rest = [UInt8](repeating: 1, count: 1_536)
        #expect(bed.end(try bed.raw(.data, body: rest, stream: 1)) == nil)
        #expect(bed.end(try bed.raw(.data, flags: .end, body: [1], stream: 1)) == .flow)
    }

    @Test func windowAbuseEndsConnection() throws {
        for body in [[0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0, 0]] as [[UInt8]] {
            let bed = try Bed()
            let stream = try bed.request(method: 7)
            try bed.deliverToDaemon()
            #expect(bed.end(try bed.raw(.window, body: body, stream: stream)) == .flow)
        }
        // A stream that never was has no window.
        for stream in [0, 2, 3] as [UInt32] {
            let bed = try Bed()
            _ = try bed.request(method: 7)
            try bed.deliverToDaemon()
            #expect(bed.end(try bed.raw(.window, body: [0, 0, 0x80, 0], stream: stream)) == .flow)
        }
    }

    /// The two ends of a window agree whatever the order: what one may send, the other accepts,
    /// never more, and the sum of what waits never exceeds the window.
    @Test func creditArithmeticHoldsForRandomOrders() {
        var random = SeededGenerator(seed: 0x4D44_0002)
        for _ in 0..<300 {
            let size = UInt32(random.next() % 70_000) + 1
            var send = SendWindow(byteCount: size)
            var receive = ReceiveWindow(byteCount: size)
            var waiting = 0
            for _ in 0..<200 {
                if random.next() % 2 == 0 {
                    let count = Int(random.next() % UInt64(send.credit + 1))
                    send.take(count)
                    let isTaken = receive.receive(count)
                    let isTooMuchTaken = receive.receive(Int(size) + 1)
                    #expect(isTaken && !isTooMuchTaken)
                    waiting += count
                    #expect(waiting <= Int(size))
                } else {
                    let count = Int(random.next() % UInt64(waiting + 1))
                    // A reader that claims more than there is gains nothing.
                    let claimed = count == waiting ? count + 1_000 : count
                    waiting -= count
                    if let credit = receive.consume(claimed) {
                        #expect(credit >= size / 2 && credit <= size)
                        let isGranted = send.grant(credit)
                        #expect(isGranted)
                    }
                }
                #expect(Int(send.credit) + waiting <= Int(size))
            }
            // Once all is read, the sender is not left without credit.
            let isGranted = receive.consume(waiting).map { send.grant($0) }
            #expect(isGranted != false)
            #expect(send.credit > 0 || size == 1)
        }
    }

    @Test func grantsNeverWrap() {
        var random = SeededGenerator(seed: 0x4D44_0003)
        for _ in 0..<10_000 {
            var window = SendWindow(byteCount: 65_536)
            let first = UInt32(truncatingIfNeeded: random.next())
            let second = UInt32(truncatingIfNeeded: random.next() >> 13)
            for grant in [first, second] {
                let before = window.credit
                let isTaken = window.grant(grant)
                let fits = grant > 0 && UInt64(before) + UInt64(grant) <= UInt64(Int32.max)
                #expect(isTaken == fits)
                #expect(window.credit == (fits ? before + grant : before))
            }
        }
    }

    // MARK: - Streams

    @Test func aClientStreamFlowsAsItsConsumerReads() throws {
        let bed = try Bed()
        bed.traits[40] = CallTraits(isStream: true)
        let stream = try bed.request(method: 40, payload: [1, 2], isStream: true)
        guard case .stream(let arrived) = try bed.deliverToDaemon().first else {
            Issue.record("no stream")
            return
        }
        #expect(arrived.payload == [1, 2])
        let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 13) }
        #expect(try bed.write(content, on: stream))
        var received = try bed.deliverToDaemon().content
        // Nobody reads: no more than a window comes.
        _ = try bed.deliverToClient()
        #expect(received.count == 65_536)
        #expect(try bed.deliverToDaemon().content.isEmpty)
        try bed.end(stream: stream)
        var taken = 0
        var ended: [UInt32] = []
        while ended.isEmpty, taken < received.count {
            try bed.reply(.consumed(received.count - taken), on: stream)
            taken = received.count
            _ = try bed.deliverToClient()
            let events = try bed.deliverToDaemon()
            received += events.content
            ended += events.ended
        }
        #expect(received == content && ended == [stream])
        try bed.reply(.begin(.ok, [9]), on: stream)
        try bed.reply(.end, on: stream)
        let events = try bed.deliverToClient()
        guard case .head(stream, .ok, [9]) = events[0], case .ended(stream) = events[1] else {
            Issue.record("no head and end")
            return
        }
        #expect(bed.isIdle)
    }

    @Test func answersOfStreamsFlowAsTheClientReads() throws {
        let bed = try Bed()
        bed.traits[40] = CallTraits(isStream: true)
        let stream = try bed.request(method: 40, isStream: true)
        try bed.deliverToDaemon()
        let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 13) }
        try bed.reply(.begin(.ok, []), on: stream)
        try bed.reply(.chunk(Array(content[..<150_000])), on: stream)
        try bed.reply(.chunk(Array(content[150_000...])), on: stream)
        func chunks() throws -> [UInt8] {
            try bed.deliverToClient().flatMap { event -> [UInt8] in
                if case .chunk(stream, let bytes) = event { bytes } else { [] }
            }
        }
        var received = try chunks()
        #expect(received.count == 65_536)
        var taken = 0
        var drained: [UInt32] = []
        while taken < received.count {
            try bed.consumedByClient(received.count - taken, on: stream)
            taken = received.count
            try bed.deliverToDaemon()
            drained += try bed.flush()
            received += try chunks()
        }
        #expect(received == content)
        // Both ends write while neither has ended.
        #expect(try bed.write([1, 2, 3], on: stream))
        #expect(try bed.deliverToDaemon().content == [1, 2, 3])
        try bed.reply(.end, on: stream)
        _ = try bed.deliverToClient()
        // The client gives up its half with END, and the slot is free.
        #expect(try !bed.write([4], on: stream))
        #expect(bed.isIdle && bed.slotCount == 1)
        try bed.deliverToDaemon()
        #expect(bed.slotCount == 0)
    }

    @Test func aStreamThatIsCancelledIsStillAnswered() throws {
        let bed = try Bed()
        bed.traits[40] = CallTraits(isStream: true)
        let stream = try bed.request(method: 40, isStream: true)
        try bed.deliverToDaemon()
        try bed.cancel(stream)
        #expect(try bed.deliverToDaemon().cancelled == [stream])
        #expect(try !bed.write([1], on: stream))
        #expect(!bed.isIdle)
        try bed.answer(Answer(status: .cancelled), on: stream)
        #expect(bed.isIdle)
        let events = try bed.deliverToClient()
        guard case .head(stream, .cancelled, []) = events.first else {
            Issue.record("not answered")
            return
        }
    }

    @Test func aRequestThatIsCancelledBeforeItsEndIsNeverStarted() throws {
        let bed = try Bed()
        #expect(bed.end(try bed.openRequest(stream: 1)) == nil)
        let events = try bed.toDaemon(try bed.raw(.cancel, body: [0, 0], stream: 1))
        #expect(events.isEmpty && bed.hasDaemonOutput && bed.isIdle)
        // CANCEL ends the client's half: what follows is an error of the stream.
        #expect(bed.end(try bed.raw(.data, flags: .end, body: [1], stream: 1)) == nil)
    }

    // MARK: - WELCOME

    @Test func theClientKeepsToWhatWelcomeTold() throws {
        let bed = try Bed(
            welcome: .test(frameByteCountMax: 1_024, streamsMax: 2, messageByteCountMax: 3_000))
        #expect(throws: ConnectionError.tooLarge) {
            try bed.request(method: 7, payload: [UInt8](repeating: 1, count: 3_001))
        }
        _ = try bed.request(method: 7, payload: [UInt8](repeating: 1, count: 3_000))
        #expect(bed.hasRoom)
        let bytes = bed.takeFromClient()
        var lengths: [Int] = []
        var position = 0
        while position < bytes.count {
            lengths.append(Int(bytes[position]) << 8 | Int(bytes[position + 1]))
            position += 2 + lengths[lengths.count - 1]
        }
        #expect(lengths.count == 3 && lengths.allSatisfy { $0 <= 1_024 + 16 })
        _ = try bed.request(method: 7)
        #expect(!bed.hasRoom)
    }

    @Test func aClientWaitsForMoreThanASmallWindow() throws {
        let bed = try Bed(welcome: .test(windowByteCount: 2_000))
        _ = try bed.request(method: 7, payload: [UInt8](repeating: 1, count: 30_000))
        // One frame of the request, and then no more DATA than the window.
        #expect(bed.takeFromClient().count < 16_402 + 2_400)
    }

    @Test(arguments: [
        Welcome.test(frameByteCountMax: 100), .test(streamsMax: 0), .test(windowByteCount: 0),
        .test(windowByteCount: 1 << 31),
    ])
    func aClientRefusesAWelcomeThatCannotBe(welcome: Welcome) throws {
        #expect(throws: ConnectionError.protocolViolation) { try Bed(welcome: welcome) }
    }
}
