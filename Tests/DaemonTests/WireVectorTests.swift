import Basics
import Framing
import Glibc
import ProvinceSupport
import Secrets
import Support
import Testing

@testable import Daemon
@testable import Noise

/// A client over a real socket that breaks rules, and looks at what comes back.
private final class RulePeer {
    private let socket: Int32
    private let fault: WireVectors.HandshakeRefusal.Fault?
    private var sealer: TransportCipher?
    private var opener: TransportCipher?
    private var buffer: [UInt8] = []
    private var statuses: [UInt32: UInt16] = [:]
    private var pongCount = 0
    private var epoch = 0
    private(set) var goAway: UInt16?

    init(port: Int, fault: WireVectors.HandshakeRefusal.Fault? = nil) throws {
        self.fault = fault
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(socket >= 0)
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
        let code = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(code == 0)
    }

    deinit { close(socket) }

    private func send(_ bytes: [UInt8]) {
        // A daemon that has closed already is seen in what is read.
        _ = unsafe Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Reads until so many bytes are there; false at the end of the stream.
    private func fill(_ count: Int) -> Bool {
        var part = [UInt8](repeating: 0, count: 65_536)
        while buffer.count < count {
            let got = unsafe recv(socket, &part, part.count, 0)
            guard got > 0 else { return false }
            buffer += part.prefix(got)
        }
        return true
    }

    // MARK: - Handshake

    private func bytes(_ text: String?) throws -> [UInt8] {
        try #require(text.flatMap { [UInt8](hexadecimal: $0) })
    }

    private func message(
        _ number: Int, clear: [UInt8], payload: [UInt8], _ state: inout HandshakeState
    ) throws -> [UInt8] {
        let fault = fault?.message == number ? fault : nil
        var payload = payload
        if let at = fault?.payloadAt {
            let put = try bytes(fault?.bytes)
            payload.replaceSubrange(at..<at + put.count, with: put)
        }
        var message = clear
        try state.write(payload: payload, appendingTo: &message)
        if let at = fault?.at {
            if fault?.turn == true {
                message[at] ^= 1
            } else {
                let put = try bytes(fault?.bytes)
                message.replaceSubrange(at..<at + put.count, with: put)
            }
        }
        return message
    }

    /// Whether the daemon has spoken after message 3.
    func shake(_ device: EnrolledDevice, daemonKey: [UInt8], keyID: UInt8) throws -> Bool {
        let clear: [UInt8] = [0x4D, 0x44, 1, keyID, 0, 0, 0, 80]
        var shared =
            fault?.preshared == true ? [UInt8](repeating: 0, count: 32) : device.presharedKey
        var own = (0..<32).map { UInt8($0) }
        let key =
            fault?.static == true
            ? AgreementKey(secret: try SecretKey(wiping: &own)) : device.key.copy()
        var state = HandshakeState(
            pattern: try #require(Pattern(named: "XKpsk3")), role: .initiator,
            prologue: Array("madar/1".utf8) + clear, localStatic: LocalKey(key),
            remoteStatic: daemonKey,
            preSharedKeys: [PreSharedKey(key: try SecretKey(wiping: &shared))])
        send(try message(1, clear: clear, payload: [UInt8](repeating: 0, count: 32), &state))
        guard fill(82) else {
            #expect(buffer.isEmpty, "a part of a message before silence")
            return false
        }
        _ = try state.read(Array(buffer[2..<82]))
        buffer.removeFirst(82)
        var payload: [UInt8] = [0, 1, 0, 0]
        payload.appendBigEndian(UInt64(1_000))
        payload += (0..<16).map { UInt8($0) } + [0, 0, 0, 0]
        payload.appendBigEndian(UInt16(16_384))
        payload += [UInt8](repeating: 0, count: 96 - payload.count)
        send(try message(3, clear: [0, 0xA0], payload: payload, &state))
        let transport = try state.split()
        sealer = consume transport.sending
        opener = consume transport.receiving
        return try next()
    }

    // MARK: - Frames

    /// Reads the next frame; false at the end of the connection.
    func next() throws -> Bool {
        guard fill(2) else { return false }
        let count = Int(buffer[0]) << 8 | Int(buffer[1])
        guard fill(2 + count) else { return false }
        var text = Array(buffer[2..<2 + count])
        buffer.removeFirst(2 + count)
        try text.withMutableRawSpan { span throws(NoiseError) in
            try opener?.open(inPlace: &span)
        }
        text.removeLast(16)
        for frame in try InnerFrame.split(text.rawSpan) {
            let body = Array(text[frame.body])
            switch frame.type {
            case .pong: pongCount += 1
            case .welcome: epoch = body[44..<48].reduce(0) { $0 << 8 | Int($1) }
            case .response: statuses[frame.stream] = UInt16(body[0]) << 8 | UInt16(body[1])
            case .goAway: goAway = UInt16(body[0]) << 8 | UInt16(body[1])
            default: break
            }
        }
        return true
    }

    func take(_ step: WireVectors.Refusal.Step) throws {
        if let raw = step.bytes {
            send(try bytes(raw))
        } else {
            var plain =
                try bytes(step.plaintext) + [UInt8](repeating: 0, count: step.zeros ?? 0)
            if let place = step.epochAt {
                var day: [UInt8] = []
                day.appendBigEndian(UInt32(epoch + (step.epochAdd ?? 0)))
                plain.replaceSubrange(place..<place + day.count, with: day)
            }
            for _ in 0..<(step.repeat ?? 1) {
                send(try frame(plain, isPadded: step.pad ?? true, turn: step.turn))
            }
        }
        if let stream = step.wait { _ = try status(of: stream) }
        let wanted = pongCount + (step.pongs ?? 0)
        while pongCount < wanted, try next() {}
    }

    private func frame(
        _ plain: [UInt8], isPadded: Bool = true, turn: Int? = nil
    ) throws -> [UInt8] {
        var text = plain
        if isPadded {
            let size = Framing.Padding.paddedByteCount(plain.count, maximum: 16_384)
            text += [UInt8](repeating: 0, count: size - plain.count)
        }
        text += [UInt8](repeating: 0, count: 16)
        try text.withMutableRawSpan { span throws(NoiseError) in
            try sealer?.seal(inPlace: &span)
        }
        var frame: [UInt8] = []
        frame.appendBigEndian(UInt16(text.count))
        frame += text
        if let turn { frame[turn < 0 ? frame.count + turn : turn] ^= 1 }
        return frame
    }

    func status(of stream: UInt32) throws -> UInt16? {
        while statuses[stream] == nil, try next() {}
        return statuses[stream]
    }

    func ending() throws -> UInt16? {
        while goAway == nil, try next() {}
        return goAway
    }

    func isAlive() throws -> Bool {
        var plain: [UInt8] = [1, 1, 0, 13]
        plain.appendBigEndian(UInt32(1_001))
        plain += [0, 1, 0, 0, 0, 0, 0, 0] + Array("alive".utf8)
        send(try frame(plain))
        return try status(of: 1_001) == 0
    }
}

/// The project's own refusals, against a daemon over real sockets (SPEC W-92).
@Suite(.serialized) struct WireVectorTests {
    private func running(
        _ body: (RunningProvince, EnrolledDevice) throws -> Void
    ) async throws {
        let province = try await RunningProvince()
        do {
            let device = try await province.enrol(province.coordinates)
            try body(province, device)
        } catch {
            await province.end()
            throw error
        }
        await province.end()
    }

    /// SPEC W-10 to W-15: handshakes with one fault end in silence, or are told why where the
    /// keys were right.
    ///
    /// SPEC W-91.
    @Test func handshakesWithAFault() async throws {
        let cases = try WireVectors.read("refusals", as: WireVectors.Refusals.self).handshake
        try #require(cases.count >= 24)
        try await running { province, device in
            for one in cases {
                let peer = try RulePeer(port: province.daemon.port, fault: one.fault)
                let hasSpoken = try peer.shake(
                    device, daemonKey: province.operates.daemonKey,
                    keyID: province.operates.keyID)
                let place = "\(one.clause) \(one.name)"
                switch one.expected {
                case .silence: #expect(!hasSpoken, "\(place)")
                case .goAway(let code): #expect(try peer.ending() == code, "\(place)")
                }
            }
        }
    }

    /// SPEC W-20 to W-58: frames that break a rule, and some that do not.
    @Test func whatComesToADaemon() async throws {
        let cases = try WireVectors.read("refusals", as: WireVectors.Refusals.self).toDaemon
        try #require(cases.count >= 119)
        try await running { province, device in
            for one in cases {
                let peer = try RulePeer(port: province.daemon.port)
                let place = "\(one.clause) \(one.name)"
                try #require(
                    try peer.shake(
                        device, daemonKey: province.operates.daemonKey,
                        keyID: province.operates.keyID), "\(place)")
                for step in one.steps { try peer.take(step) }
                if let code = one.expected.goaway {
                    #expect(try peer.ending() == code, "\(place)")
                } else if let answers = one.expected.answers {
                    for answer in answers {
                        #expect(try peer.status(of: answer.stream) == answer.status, "\(place)")
                    }
                } else {
                    try #require(one.expected.alive == true, "\(place)")
                    #expect(try peer.isAlive(), "\(place)")
                }
            }
        }
    }
}
