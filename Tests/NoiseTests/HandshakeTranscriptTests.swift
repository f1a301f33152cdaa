import Basics
import Foundation
import Noise
import Secrets
import Testing

/// One connection with fixed keys, made by another implementation (SPEC W-15, W-92).
@Suite struct HandshakeTranscriptTests {
    private let transcript: Transcript

    init() throws {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Wire/vectors/handshake.json")
        transcript = try JSONDecoder().decode(Transcript.self, from: Data(contentsOf: file))
    }

    @Test func bothEndsSendTheBytesOfTheTranscript() throws {
        var client = try client()
        var daemon = try daemon()
        try #require(transcript.handshake.count == 3)
        for message in transcript.handshake {
            var sent = message.clearBytes
            if message.isFromClient {
                try client.write(payload: message.payloadBytes, appendingTo: &sent)
            } else {
                try daemon.write(payload: message.payloadBytes, appendingTo: &sent)
            }
            #expect(sent == message.wireBytes)
            let noise = Array(sent.dropFirst(message.clearBytes.count))
            let received =
                message.isFromClient ? try daemonReads(&daemon, noise) : try client.read(noise)
            #expect(received == .payload(message.payloadBytes))
        }
        #expect(client.hash == [UInt8](hexadecimal: transcript.handshakeHash))
        #expect(daemon.hash == client.hash)
        #expect(daemon.remoteStatic == transcript.inputs.deviceStaticPublic.bytes)
        try checkFrames(client: try client.split(), daemon: try daemon.split())
    }

    @Test func theKeyAfter1024FramesIsThatOfTheTranscript() throws {
        try #require(transcript.rekey.frames.map(\.number) == [1_023, 1_024])
        var sending = TransportCipher(
            key: try secret(transcript.rekey.keyBefore), frameCount: 1_023)
        var receiving = TransportCipher(
            key: try secret(transcript.rekey.keyBefore), frameCount: 1_023)
        for frame in transcript.rekey.frames {
            try check(frame, &sending, &receiving)
        }
        var after = TransportCipher(
            key: try secret(transcript.rekey.keyAfter), frameCount: 1_024)
        #expect(
            try sealed(transcript.rekey.frames[1].plaintextBytes, &after)
                == transcript.rekey.frames[1].wireBytes)
    }

    @Test func aChangedByteIsRefused() throws {
        var daemon = try daemon()
        var first = Array(transcript.handshake[0].wireBytes.dropFirst(8))
        first[first.count - 1] ^= 1
        #expect(throws: NoiseError.notAuthentic) { try daemon.read(first) }
    }

    // MARK: - Frames

    private func checkFrames(
        client: consuming Transport, daemon: consuming Transport
    ) throws {
        var client = client
        var daemon = daemon
        for frame in transcript.frames {
            if frame.isFromClient {
                #expect(client.sending.frameCount == frame.number)
                try check(frame, &client.sending, &daemon.receiving)
            } else {
                #expect(daemon.sending.frameCount == frame.number)
                try check(frame, &daemon.sending, &client.receiving)
            }
        }
    }

    private func check(
        _ frame: Transcript.Frame, _ sending: inout TransportCipher,
        _ receiving: inout TransportCipher
    ) throws {
        let bytes = try sealed(frame.plaintextBytes, &sending)
        #expect(bytes == frame.wireBytes)
        var text = Array(bytes.dropFirst(2))
        try text.withMutableRawSpan { span throws(NoiseError) in
            try receiving.open(inPlace: &span)
        }
        #expect(Array(text.dropLast(TransportCipher.tagByteCount)) == frame.plaintextBytes)
    }

    /// A frame as it crosses the socket: the length of the ciphertext, then the ciphertext.
    private func sealed(
        _ plaintext: [UInt8], _ cipher: inout TransportCipher
    ) throws -> [UInt8] {
        var text = plaintext + [UInt8](repeating: 0, count: TransportCipher.tagByteCount)
        try text.withMutableRawSpan { span throws(NoiseError) in
            try cipher.seal(inPlace: &span)
        }
        var bytes: [UInt8] = []
        bytes.appendBigEndian(UInt16(text.count))
        return bytes + text
    }

    // MARK: - Ends

    private func client() throws -> HandshakeState {
        let inputs = transcript.inputs
        let own = try key(inputs.deviceStaticSecret, inputs.deviceStaticPublic)
        return HandshakeState(
            pattern: try pattern(), role: .initiator, prologue: inputs.prologue.bytes,
            localStatic: own, remoteStatic: inputs.daemonStaticPublic.bytes,
            preSharedKeys: [PreSharedKey(key: try secret(inputs.presharedKey))],
            localEphemeral: try key(
                inputs.clientEphemeralSecret, inputs.clientEphemeralPublic))
    }

    private func daemon() throws -> HandshakeState {
        let inputs = transcript.inputs
        return HandshakeState(
            pattern: try pattern(), role: .responder, prologue: inputs.prologue.bytes,
            localStatic: try key(inputs.daemonStaticSecret, inputs.daemonStaticPublic),
            localEphemeral: try key(
                inputs.daemonEphemeralSecret, inputs.daemonEphemeralPublic))
    }

    /// The daemon learns who speaks before it knows the pre-shared key.
    private func daemonReads(
        _ daemon: inout HandshakeState, _ message: [UInt8]
    ) throws -> HandshakeState.Received {
        let received = try daemon.read(message)
        guard received == .needsPreSharedKey else { return received }
        return try daemon.resume(with: try secret(transcript.inputs.presharedKey))
    }

    private func pattern() throws -> Pattern {
        let pattern = try #require(Pattern(named: "XKpsk3"))
        #expect("Noise_\(pattern.name)_25519_ChaChaPoly_SHA256" == transcript.protocolName)
        return pattern
    }

    private func key(_ secretText: String, _ publicText: String) throws -> LocalKey {
        let pair = AgreementKey(secret: try secret(secretText))
        #expect(pair.publicKey == publicText.bytes)
        return LocalKey(pair)
    }

    private func secret(_ text: String) throws -> SecretKey {
        var bytes = text.bytes
        return try SecretKey(wiping: &bytes)
    }
}

extension String {
    fileprivate var bytes: [UInt8] { [UInt8](hexadecimal: self) ?? [] }
}

private struct Transcript: Decodable {
    struct Inputs: Decodable {
        let prologue, presharedKey: String
        let daemonStaticSecret, daemonStaticPublic: String
        let deviceStaticSecret, deviceStaticPublic: String
        let clientEphemeralSecret, clientEphemeralPublic: String
        let daemonEphemeralSecret, daemonEphemeralPublic: String

        private enum CodingKeys: String, CodingKey {
            case prologue
            case presharedKey = "preshared_key"
            case daemonStaticSecret = "daemon_static_secret"
            case daemonStaticPublic = "daemon_static_public"
            case deviceStaticSecret = "device_static_secret"
            case deviceStaticPublic = "device_static_public"
            case clientEphemeralSecret = "client_ephemeral_secret"
            case clientEphemeralPublic = "client_ephemeral_public"
            case daemonEphemeralSecret = "daemon_ephemeral_secret"
            case daemonEphemeralPublic = "daemon_ephemeral_public"
        }
    }

    struct Message: Decodable {
        private let from, clear, payload, bytes: String
        var isFromClient: Bool { from == "client" }
        var clearBytes: [UInt8] { clear.bytes }
        var payloadBytes: [UInt8] { payload.bytes }
        var wireBytes: [UInt8] { bytes.bytes }
    }

    struct Frame: Decodable {
        let number: UInt64
        private let from, plaintext, bytes: String
        var isFromClient: Bool { from == "client" }
        var plaintextBytes: [UInt8] { plaintext.bytes }
        var wireBytes: [UInt8] { bytes.bytes }
    }

    struct Rekey: Decodable {
        let keyBefore, keyAfter: String
        let frames: [Frame]

        private enum CodingKeys: String, CodingKey {
            case frames
            case keyBefore = "key_before"
            case keyAfter = "key_after"
        }
    }

    let protocolName, handshakeHash: String
    let inputs: Inputs
    let handshake: [Message]
    let frames: [Frame]
    let rekey: Rekey

    private enum CodingKeys: String, CodingKey {
        case inputs, handshake, frames, rekey
        case protocolName = "protocol"
        case handshakeHash = "handshake_hash"
    }
}
