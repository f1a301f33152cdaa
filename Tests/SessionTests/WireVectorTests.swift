import Basics
import Framing
import NIOCore
import Secrets
import Support
import Testing

@testable import Noise
@testable import Session

/// Bytes out of hexadecimal digits.
private func bytes(_ text: String) throws -> [UInt8] {
    try #require([UInt8](hexadecimal: text))
}

/// The frames of an end that breaks rules, sealed by a cipher of its own.
private struct RuleBreaker: ~Copyable {
    private var cipher: TransportCipher

    init(_ key: [UInt8]) throws {
        cipher = TransportCipher(key: try SecretKey(copying: key.rawSpan))
    }

    mutating func wire(_ step: WireVectors.Refusal.Step) throws -> [[UInt8]] {
        if let raw = step.bytes { return [try bytes(raw)] }
        let plain =
            try bytes(try #require(step.plaintext))
            + [UInt8](repeating: 0, count: step.zeros ?? 0)
        var frames: [[UInt8]] = []
        for _ in 0..<(step.repeat ?? 1) {
            var text = plain
            if step.pad ?? true {
                let size = Framing.Padding.paddedByteCount(plain.count, maximum: 16_384)
                text += [UInt8](repeating: 0, count: size - plain.count)
            }
            text += [UInt8](repeating: 0, count: 16)
            try text.withMutableRawSpan { span throws(NoiseError) in
                try cipher.seal(inPlace: &span)
            }
            var frame: [UInt8] = []
            frame.appendBigEndian(UInt16(text.count))
            frame += text
            if let turn = step.turn { frame[turn < 0 ? frame.count + turn : turn] ^= 1 }
            frames.append(frame)
        }
        return frames
    }
}

/// The project's own vectors, as the Swift client's connection takes them (SPEC W-92).
@Suite struct WireVectorTests {
    private static let keys = (
        daemon: (0..<32).map { UInt8($0) }, client: [UInt8](repeating: 0, count: 32)
    )

    /// SPEC W-20 to W-41: what the client ends the connection for, and what it takes.
    @Test func whatComesToAClient() throws {
        let cases = try WireVectors.read("refusals", as: WireVectors.Refusals.self).toClient
        try #require(cases.count >= 76)
        for one in cases {
            let ends = try end(one)
            let place = "\(one.clause) \(one.name)"
            if one.expected.alive == true {
                #expect(!ends, "\(place)")
            } else {
                #expect(one.expected.ends != nil && ends, "\(place)")
            }
        }
    }

    /// Whether the client ends the connection over the steps of a case.
    private func end(_ one: WireVectors.Refusal) throws -> Bool {
        var peer = try RuleBreaker(Self.keys.daemon)
        let now = NIODeadline.uptimeNanoseconds(1)
        var client = ClientConnection(
            transport: Transport(
                sending: TransportCipher(
                    key: try SecretKey(copying: Self.keys.client.rawSpan)),
                receiving: TransportCipher(
                    key: try SecretKey(copying: Self.keys.daemon.rawSpan))), now: now)
        var output = ByteBuffer()
        var hasCalled = false
        do {
            for step in one.steps {
                for frame in try peer.wire(step) {
                    var buffer = ByteBuffer(bytes: frame)
                    let events = try client.receive(&buffer, now: now, output: &output)
                    _ = try client.flush(output: &output)
                    for event in events {
                        guard case .welcome = event, !hasCalled else { continue }
                        hasCalled = true
                        let head = RequestHead(
                            method: 4, deadlineMilliseconds: 0, operationKey: nil)
                        let stream = try client.request(
                            head, payload: [], isStream: true, output: &output)
                        try #require(stream == 1)
                    }
                }
            }
            return false
        } catch is ConnectionError {
            return true
        }
    }

    private struct InnerFrames: Decodable {
        struct Single: Decodable {
            let name, plaintext: String
            let type, flags: UInt8
            let stream: UInt32
            let fields: Fields
        }
        /// What a body holds, by name; each type has some of them.
        struct Fields: Decodable {
            let method, status, code: UInt16?
            let deadline, lastStream, waitMs, credit, reason: UInt32?
            let operationKey, payload, opaque, instance: String?
            let timeMs: Int64?
            let maxFrame, calls, idleSeconds, features: UInt16?
            let window, maxMessage, ageSeconds, epoch: UInt32?
        }
        struct Several: Decodable {
            let name, plaintext: String
            let types: [UInt8]
        }
        struct Padded: Decodable {
            let length, maxFrame, padded: Int
        }
        let single: [Single]
        let several: [Several]
        let padded: [Padded]
    }

    /// SPEC W-24, W-25, W-30, W-37: inner frames are cut as the vectors tell.
    @Test func innerFramesAreCutAndPadded() throws {
        let vectors = try WireVectors.read("inner-frames", as: InnerFrames.self)
        try #require(vectors.single.count >= 15 && vectors.padded.count >= 40)
        #expect(Set(vectors.single.map(\.type)) == Set(1...9))
        for one in vectors.single {
            let plaintext = try bytes(one.plaintext)
            let frames = try InnerFrame.split(plaintext.rawSpan)
            #expect(frames.count == 1, "\(one.name)")
            let frame = try #require(frames.first)
            #expect(frame.type?.rawValue == one.type, "\(one.name)")
            #expect(frame.flags.rawValue == one.flags && frame.stream == one.stream, "\(one.name)")
            #expect(frame.body.upperBound == plaintext.count, "\(one.name)")
            try check(Array(plaintext[frame.body]), of: frame, one.fields, one.name)
        }
        for one in vectors.several {
            let plaintext = try bytes(one.plaintext)
            let types = try InnerFrame.split(plaintext.rawSpan).compactMap { $0.type?.rawValue }
            #expect(types == one.types, "\(one.name)")
        }
        for one in vectors.padded {
            #expect(
                Framing.Padding.paddedByteCount(one.length, maximum: one.maxFrame) == one.padded,
                "\(one.length)")
        }
    }

    /// Reads a body as this end does, and compares all of its fields.
    private func check(
        _ body: [UInt8], of frame: InnerFrame, _ fields: InnerFrames.Fields, _ name: String
    ) throws {
        let number = body.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        switch frame.type {
        case .request:
            let read = RequestHead(
                body.rawSpan, hasOperationKey: frame.flags.contains(.operationKey))
            let head = try #require(read)
            #expect(head.method == fields.method, "\(name)")
            #expect(head.deadlineMilliseconds == fields.deadline, "\(name)")
            #expect((head.operationKey == nil) == (fields.operationKey == nil), "\(name)")
            var again: [UInt8] = []
            head.append(to: &again)
            let key = again.dropFirst(8)
            #expect(Array(key).hexadecimal == fields.operationKey ?? "", "\(name)")
            let payload = Array(body.dropFirst(head.byteCount))
            #expect(payload.hexadecimal == fields.payload, "\(name)")
        case .response:
            #expect(ResponseHead.status(of: body.rawSpan)?.rawValue == fields.status, "\(name)")
            let payload = Array(body.dropFirst(ResponseHead.byteCount))
            #expect(payload.hexadecimal == fields.payload, "\(name)")
        case .data: #expect(body.hexadecimal == fields.payload, "\(name)")
        case .cancel: #expect(body.count == 2 && number == fields.reason, "\(name)")
        case .window: #expect(body.count == 4 && number == fields.credit, "\(name)")
        case .ping, .pong: #expect(body.hexadecimal == fields.opaque, "\(name)")
        case .goAway:
            let told = try #require(GoAway(body))
            #expect(told.code == fields.code && told.lastStream == fields.lastStream)
            #expect(told.retryAfterMilliseconds == fields.waitMs, "\(name)")
        case .welcome:
            let told = try #require(Welcome(body))
            #expect(Array(told.bytes.prefix(16)).hexadecimal == fields.instance, "\(name)")
            #expect(told.now.milliseconds == fields.timeMs, "\(name)")
            #expect(told.frameByteCountMax == fields.maxFrame, "\(name)")
            #expect(told.streamsMax == fields.calls, "\(name)")
            #expect(told.windowByteCount == fields.window, "\(name)")
            #expect(told.messageByteCountMax == fields.maxMessage, "\(name)")
            #expect(told.idleSeconds == fields.idleSeconds, "\(name)")
            #expect(told.ageSecondsMax == fields.ageSeconds, "\(name)")
            #expect(told.operationEpoch == fields.epoch && fields.features == 0, "\(name)")
        case nil: Issue.record("an unknown type: \(name)")
        }
    }

    private struct Invitations: Decodable {
        struct Named: Decodable {
            let name, text: String
        }
        struct Invitation: Decodable {
            let keyNumber: UInt8
            let daemonPublic, id, secret, address: String
        }
        let invitation: Invitation
        let read, refused: [Named]
    }

    /// SPEC W-16: texts of an invitation that are read, and that are refused.
    @Test func invitationsAreReadOrRefused() throws {
        let vectors = try WireVectors.read("invitations", as: Invitations.self)
        try #require(vectors.read.count >= 6 && vectors.refused.count >= 12)
        for one in vectors.read {
            let read = try #require(InvitationText(one.text), "\(one.name)")
            #expect(read.keyID == vectors.invitation.keyNumber)
            #expect(read.daemonKey.hexadecimal == vectors.invitation.daemonPublic)
            #expect(read.invitation.hexadecimal == vectors.invitation.id)
            #expect(read.secret.hexadecimal == vectors.invitation.secret)
            #expect(read.address == vectors.invitation.address)
            #expect(read.text == vectors.read.first?.text)
        }
        for one in vectors.refused {
            #expect(InvitationText(one.text) == nil, "\(one.name)")
        }
    }

    private struct Transcript: Decodable {
        struct Inputs: Decodable {
            let prologue, daemonStaticSecret, daemonStaticPublic, deviceStaticSecret: String
            let presharedKey, clientEphemeralSecret, daemonEphemeralSecret: String
        }
        struct Message: Decodable {
            let payload, bytes: String
        }
        struct Kept: Decodable {
            let number: UInt64
            let plaintext, bytes: String
        }
        struct Direction: Decodable {
            let direction: String
            let frames: UInt64
            let keys: [String]
            let sha256: String
            let sha256OfEach128Frames: [String]
            let kept: [Kept]

            private enum CodingKeys: String, CodingKey {
                case direction, frames, keys, sha256, kept
                // What the decoder's rule makes of sha256_of_each_128_frames.
                case sha256OfEach128Frames = "sha256OfEach128Frames"
            }
        }
        let inputs: Inputs
        let messages: [Message]
        let transcriptHash: String
        let directions: [Direction]
    }

    private func state(_ vectors: Transcript, _ role: Role) throws -> HandshakeState {
        func key(_ text: String) throws -> LocalKey {
            var secret = try bytes(text)
            return LocalKey(AgreementKey(secret: try SecretKey(wiping: &secret)))
        }
        let inputs = vectors.inputs
        let pattern = try #require(Pattern(named: "XKpsk3"))
        let prologue = try bytes(inputs.prologue)
        var shared = try bytes(inputs.presharedKey)
        let preShared = [PreSharedKey(key: try SecretKey(wiping: &shared))]
        switch role {
        case .initiator:
            return HandshakeState(
                pattern: pattern, role: role, prologue: prologue,
                localStatic: try key(inputs.deviceStaticSecret),
                remoteStatic: try bytes(inputs.daemonStaticPublic), preSharedKeys: preShared,
                localEphemeral: try key(inputs.clientEphemeralSecret))
        case .responder:
            return HandshakeState(
                pattern: pattern, role: role, prologue: prologue,
                localStatic: try key(inputs.daemonStaticSecret), preSharedKeys: preShared,
                localEphemeral: try key(inputs.daemonEphemeralSecret))
        }
    }

    /// SPEC W-10 to W-14, W-20 to W-24: 2,100 frames each way, across two re-keys.
    @Test func theTranscriptOfAWholeConnection() throws {
        let vectors = try WireVectors.read("transcript", as: Transcript.self)
        var client = try state(vectors, .initiator)
        var daemon = try state(vectors, .responder)
        let clear = [8, 2, 2]
        try #require(vectors.messages.count == 3)
        for (number, message) in vectors.messages.enumerated() {
            let wire = try bytes(message.bytes)
            var sent = Array(wire.prefix(clear[number]))
            let payload = try bytes(message.payload)
            if number == 1 {
                try daemon.write(payload: payload, appendingTo: &sent)
            } else {
                try client.write(payload: payload, appendingTo: &sent)
            }
            #expect(sent == wire, "message \(number + 1)")
            let noise = Array(sent.dropFirst(clear[number]))
            let received = number == 1 ? try client.read(noise) : try daemon.read(noise)
            #expect(received == .payload(payload))
        }
        #expect(client.hash.hexadecimal == vectors.transcriptHash)
        #expect(daemon.hash == client.hash)
        var clientKeys = try client.split()
        var daemonKeys = try daemon.split()
        for direction in vectors.directions {
            if direction.direction == "client to daemon" {
                try check(direction, &clientKeys.sending, &daemonKeys.receiving)
            } else {
                try check(direction, &daemonKeys.sending, &clientKeys.receiving)
            }
        }
    }

    private func check(
        _ direction: Transcript.Direction, _ sending: inout TransportCipher,
        _ receiving: inout TransportCipher
    ) throws {
        var whole = SHA256()
        var block = SHA256()
        var blocks: [String] = []
        let kept = Dictionary(uniqueKeysWithValues: direction.kept.map { ($0.number, $0) })
        for number in 0..<direction.frames {
            var plaintext: [UInt8] = [6, 0, 0, 8, 0, 0, 0, 0]
            plaintext.appendBigEndian(number)
            if let one = kept[number] { plaintext = try bytes(one.plaintext) }
            plaintext += [UInt8](repeating: 0, count: 128 - plaintext.count)
            var text = plaintext + [UInt8](repeating: 0, count: 16)
            try text.withMutableRawSpan { span throws(NoiseError) in
                try sending.seal(inPlace: &span)
            }
            var frame: [UInt8] = []
            frame.appendBigEndian(UInt16(text.count))
            frame += text
            if let one = kept[number] { #expect(frame.hexadecimal == one.bytes) }
            whole.update(frame)
            block.update(frame)
            if number % 128 == 127 {
                blocks.append(block.finish().hexadecimal)
                block = SHA256()
            }
            try text.withMutableRawSpan { span throws(NoiseError) in
                try receiving.open(inPlace: &span)
            }
            #expect(Array(text.dropLast(16)) == plaintext)
        }
        #expect(whole.finish().hexadecimal == direction.sha256, "\(direction.direction)")
        #expect(blocks == direction.sha256OfEach128Frames, "\(direction.direction)")
    }
}
