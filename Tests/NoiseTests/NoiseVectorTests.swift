import Basics
import Foundation
import Noise
import Secrets
import Support
import Testing

/// Every vector of every file: messages, transcript hash and transport, from both ends.
@Suite struct NoiseVectorTests {
    @Test(.enabled(if: Vectors.shouldRun("noise"), "no vectors: set MADAR_VECTORS"))
    func everyVectorOfEveryFileAgrees() throws {
        let files = Vectors.files("noise")
        try #require(!files.isEmpty, "vectors are required where CI is set")
        for file in files {
            let list = try JSONDecoder().decode(VectorList.self, from: Data(contentsOf: file))
            var count = 0
            for vector in list.vectors where vector.isOfTheSuite {
                try play(vector)
                count += 1
            }
            #expect(count > 0, "\(file.lastPathComponent)")
        }
    }

    private func play(_ vector: Vector) throws {
        let pattern = try #require(Pattern(named: vector.pattern), "\(vector.title)")
        var ends = Ends(
            initiator: try handshake(pattern, .initiator, vector.initiator),
            responder: try handshake(pattern, .responder, vector.responder))
        var sentHandshake = 0
        for message in vector.messages {
            guard !ends.initiator.isFinished else { break }
            let fromInitiator = sentHandshake.isMultiple(of: 2)
            let (bytes, received) =
                fromInitiator
                ? try pass(message.payloadBytes, from: &ends.initiator, to: &ends.responder)
                : try pass(message.payloadBytes, from: &ends.responder, to: &ends.initiator)
            #expect(bytes == message.ciphertextBytes, "\(vector.title)")
            #expect(received == .payload(message.payloadBytes), "\(vector.title)")
            sentHandshake += 1
        }
        if let hash = vector.handshakeHash {
            #expect(ends.initiator.hash == hash, "\(vector.title)")
            #expect(ends.responder.hash == hash, "\(vector.title)")
        }
        try playTransport(vector, after: sentHandshake, ends)
    }

    private func playTransport(
        _ vector: Vector, after sentHandshake: Int, _ ends: consuming Ends
    ) throws {
        var initiator = try ends.initiator.split()
        var responder = try ends.responder.split()
        // After a one-way pattern only the initiator speaks; else the turns go on.
        let isOneWay = sentHandshake == 1
        for (index, message) in vector.messages.enumerated().dropFirst(sentHandshake) {
            var text = message.payloadBytes + [UInt8](repeating: 0, count: 16)
            let fromInitiator = isOneWay || index.isMultiple(of: 2)
            try text.withMutableRawSpan { span throws(NoiseError) in
                if fromInitiator {
                    try initiator.sending.seal(inPlace: &span)
                } else {
                    try responder.sending.seal(inPlace: &span)
                }
            }
            #expect(text == message.ciphertextBytes, "\(vector.title)")
            try text.withMutableRawSpan { span throws(NoiseError) in
                if fromInitiator {
                    try responder.receiving.open(inPlace: &span)
                } else {
                    try initiator.receiving.open(inPlace: &span)
                }
            }
            #expect(Array(text.dropLast(16)) == message.payloadBytes, "\(vector.title)")
        }
    }

    private struct Ends: ~Copyable {
        var initiator: HandshakeState
        var responder: HandshakeState
    }

    private func pass(
        _ payload: [UInt8], from sender: inout HandshakeState, to receiver: inout HandshakeState
    ) throws -> ([UInt8], HandshakeState.Received) {
        var bytes: [UInt8] = []
        try sender.write(payload: payload, appendingTo: &bytes)
        return (bytes, try receiver.read(bytes))
    }

    private func handshake(
        _ pattern: Pattern, _ role: Role, _ end: Vector.End
    ) throws -> HandshakeState {
        HandshakeState(
            pattern: pattern, role: role, prologue: end.prologue,
            localStatic: try end.staticKey.map(key), remoteStatic: end.remoteStatic,
            preSharedKeys: try end.preSharedKeys.map { bytes in
                var bytes = bytes
                return PreSharedKey(key: try SecretKey(wiping: &bytes))
            },
            localEphemeral: try end.ephemeral.map(key))
    }

    private func key(_ bytes: [UInt8]) throws -> LocalKey {
        var bytes = bytes
        return LocalKey(AgreementKey(secret: try SecretKey(wiping: &bytes)))
    }
}

private struct VectorList: Decodable {
    let vectors: [Vector]
}

private struct Vector: Decodable {
    struct Message: Decodable {
        let payload: String
        let ciphertext: String
        var payloadBytes: [UInt8] { [UInt8](hexadecimal: payload) ?? [] }
        var ciphertextBytes: [UInt8] { [UInt8](hexadecimal: ciphertext) ?? [] }
    }

    struct End {
        let prologue: [UInt8]
        let staticKey: [UInt8]?
        let remoteStatic: [UInt8]?
        let ephemeral: [UInt8]?
        let preSharedKeys: [[UInt8]]
    }

    let messages: [Message]
    private let protocolName: String?
    private let name: String?
    private let hash: String?
    private let initPrologue, initStatic, initRemoteStatic, initEphemeral: String?
    private let respPrologue, respStatic, respRemoteStatic, respEphemeral: String?
    private let initPsks, respPsks: [String]?

    private enum CodingKeys: String, CodingKey {
        case messages, name
        case protocolName = "protocol_name"
        case hash = "handshake_hash"
        case initPrologue = "init_prologue"
        case initStatic = "init_static"
        case initRemoteStatic = "init_remote_static"
        case initEphemeral = "init_ephemeral"
        case respPrologue = "resp_prologue"
        case respStatic = "resp_static"
        case respRemoteStatic = "resp_remote_static"
        case respEphemeral = "resp_ephemeral"
        case initPsks = "init_psks"
        case respPsks = "resp_psks"
    }

    var title: String { protocolName ?? name ?? "?" }
    var isOfTheSuite: Bool {
        title.hasPrefix("Noise_") && title.hasSuffix("_25519_ChaChaPoly_SHA256")
    }
    var pattern: String { String(title.split(separator: "_").dropFirst().first ?? "") }
    var handshakeHash: [UInt8]? { hash.flatMap { [UInt8](hexadecimal: $0) } }

    var initiator: End {
        End(
            prologue: bytes(initPrologue) ?? [], staticKey: bytes(initStatic),
            remoteStatic: bytes(initRemoteStatic), ephemeral: bytes(initEphemeral),
            preSharedKeys: (initPsks ?? []).compactMap(bytes))
    }

    var responder: End {
        End(
            prologue: bytes(respPrologue) ?? [], staticKey: bytes(respStatic),
            remoteStatic: bytes(respRemoteStatic), ephemeral: bytes(respEphemeral),
            preSharedKeys: (respPsks ?? []).compactMap(bytes))
    }

    private func bytes(_ text: String?) -> [UInt8]? {
        text.flatMap { [UInt8](hexadecimal: $0) }
    }
}
