import Basics
import Framing
import NIOCore
import Secrets
import Testing

@testable import Noise
@testable import Session

/// The daemon's door: what strangers and slow peers get, which is nothing.
@Suite struct HandshakeTests {
    @Test func aHandshakeOfSingleBytesWorks() throws {
        let bed = try DaemonBed()
        try bed.shakeHands(oneByOne: true)
        let events = try bed.events()
        let welcomes = events.compactMap { event -> Welcome? in
            if case .welcome(let welcome) = event { welcome } else { nil }
        }
        #expect(welcomes == [.test()])
        try bed.send(try bed.call(method: 1, payload: [1]), oneByOne: true)
        #expect(try bed.statuses() == [.ok])
    }

    /// SPEC W-18.
    @Test func handshakeTrickleIsCutAtDeadline() throws {
        // Seven bytes are not enough to be waited for longer than ten seconds.
        let silent = try DaemonBed()
        try silent.send(Array(try silent.first().prefix(7)))
        silent.advance(.milliseconds(9_999))
        #expect(silent.isOpen)
        silent.advance(.milliseconds(1))
        #expect(!silent.isOpen)
        #expect(try silent.received().isEmpty)
        // Whoever goes on byte by byte is cut at twenty, however busy the line looks.
        for stage in 0..<2 {
            let bed = try DaemonBed()
            var message = try bed.first()
            if stage == 1 {
                try bed.send(message)
                message = try bed.third(after: try bed.received())
            }
            try bed.send(Array(message.prefix(8)))
            for position in 8..<27 {
                bed.advance(.seconds(1))
                #expect(bed.isOpen)
                try bed.send([message[position]])
            }
            bed.advance(.milliseconds(999))
            #expect(bed.isOpen)
            bed.advance(.milliseconds(1))
            #expect(!bed.isOpen)
            #expect(try bed.received().isEmpty)
            #expect(bed.device.failures == [.timeout])
        }
    }

    @Test func preambleBitFlips() throws {
        for bit in 0..<64 {
            let bed = try DaemonBed()
            var message = try bed.first()
            message[bit / 8] ^= 1 << UInt8(bit % 8)
            try bed.send(message)
            #expect(!bed.isOpen, "bit \(bit)")
            #expect(try bed.received().isEmpty, "bit \(bit)")
        }
    }

    @Test func everyByteTamper() throws {
        for position in 0..<FramingLimits.firstMessageByteCount {
            let bed = try DaemonBed()
            var message = try bed.first()
            message[position] ^= 0x20
            try bed.send(message)
            #expect(!bed.isOpen, "byte \(position)")
            #expect(try bed.received().isEmpty)
        }
        for position in 0..<FramingLimits.secondMessageByteCount {
            let bed = try DaemonBed()
            try bed.send(try bed.first())
            var message = try bed.received()
            message[position] ^= 0x20
            #expect(throws: NoiseError.self, "byte \(position)") { try bed.third(after: message) }
        }
        for position in 0..<FramingLimits.thirdMessageByteCount {
            let bed = try DaemonBed()
            try bed.send(try bed.first())
            var message = try bed.third(after: try bed.received())
            message[position] ^= 0x20
            try bed.send(message)
            #expect(!bed.isOpen, "byte \(position)")
            #expect(try bed.received().isEmpty)
            #expect(bed.answerer.openedCount == 0)
        }
        for position in 2..<100 {
            let bed = try DaemonBed()
            try bed.shakeHands()
            _ = try bed.events()
            var frame = try bed.call(method: 7, payload: [1, 2, 3])
            frame[position] ^= 0x20
            try bed.send(frame)
            #expect(!bed.isOpen, "byte \(position)")
            #expect(bed.answerer.calls.isEmpty)
        }
    }

    /// The machines themselves, without a handler that would have closed.
    @Test func afterAFailureTheRightMessageComesTooLate() throws {
        let device = KnownDevice()
        let (now, greeting) = (
            Instant(milliseconds: 5),
            DeviceGreeting(now: Instant(milliseconds: 5), session: SessionID(high: 3, low: 4))
        )
        for position in [0, 3, 8, 87] {
            var client = DeviceHandshake(try device.credentials(), greeting: greeting)
            var daemon = DaemonHandshake()
            let first = try client.start()
            var wrong = first
            wrong[position] ^= 1
            for message in [wrong, first] {
                guard case .close = daemon.receive(message, now: now, introducer: device) else {
                    Issue.record("byte \(position)")
                    continue
                }
            }
        }
        for position in [0, 2, 81] {
            var client = DeviceHandshake(try device.credentials(), greeting: greeting)
            var daemon = DaemonHandshake()
            let first = try client.start()
            guard case .send(let second) = daemon.receive(first, now: now, introducer: device)
            else {
                Issue.record("no message 2")
                continue
            }
            var wrong = second
            wrong[position] ^= 1
            for message in [wrong, second] {
                #expect(throws: NoiseError.self, "byte \(position)") {
                    try client.receive(message)
                }
            }
        }
    }

    @Test func weakPublicKeyAborts() throws {
        var one = [UInt8](repeating: 0, count: 32)
        one[0] = 1
        for point in [[UInt8](repeating: 0, count: 32), one] {
            let bed = try DaemonBed()
            var message = try bed.first()
            message.replaceSubrange(8..<40, with: point)
            try bed.send(message)
            #expect(!bed.isOpen)
            #expect(try bed.received().isEmpty)
        }
    }

    @Test func aRevokedDeviceIsToldSoAndNothingElse() throws {
        let bed = try DaemonBed(KnownDevice(peer: .revoked(DeviceID(high: 1, low: 1))))
        try bed.shakeHands()
        #expect(try bed.goAways() == [.revoked])
        #expect(!bed.isOpen)
        #expect(bed.answerer.openedCount == 0)
    }

    @Test func nonceNeverRepeatsNorWraps() throws {
        let key = Random.bytes(32)
        func cipher(_ count: UInt64) throws -> TransportCipher {
            TransportCipher(key: try SecretKey(copying: key.rawSpan), frameCount: count)
        }
        var sealing = try cipher(0)
        var opening = try cipher(0)
        var seen: Set<[UInt8]> = []
        for number in 0..<2_100 {
            var text = [UInt8](repeating: 7, count: 32)
            try text.withMutableRawSpan { span throws(NoiseError) in
                try sealing.seal(inPlace: &span)
            }
            // The same plaintext under a nonce that came before would be the same bytes.
            #expect(seen.insert(text).inserted)
            var changed = text
            changed[3] ^= 1
            #expect(throws: NoiseError.notAuthentic) {
                try changed.withMutableRawSpan { span throws(NoiseError) in
                    try opening.open(inPlace: &span)
                }
            }
            #expect(opening.frameCount == UInt64(number))
            try text.withMutableRawSpan { span throws(NoiseError) in
                try opening.open(inPlace: &span)
            }
        }
        var last = try cipher(1 << 48)
        var text = [UInt8](repeating: 7, count: 32)
        for _ in 0..<3 {
            #expect(throws: NoiseError.exhausted) {
                try text.withMutableRawSpan { span throws(NoiseError) in
                    try last.seal(inPlace: &span)
                }
            }
        }
        #expect(last.frameCount == 1 << 48)
    }
}
