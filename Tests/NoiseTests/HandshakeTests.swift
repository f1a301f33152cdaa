import Basics
import Noise
import Secrets
import Testing

/// Two ends of the product's handshake.
private struct Pair: ~Copyable {
    var client: HandshakeState
    var daemon: HandshakeState
    var preSharedKey = SecretKey()

    init() {
        let prologue = Array("madar/1".utf8)
        let key = AgreementKey()
        client = HandshakeState(
            toDaemon: key.publicKey, from: AgreementKey(), preSharedKey: preSharedKey.copy(),
            prologue: prologue)
        daemon = HandshakeState(asDaemon: key, prologue: prologue)
    }

    mutating func clientWrites(_ payloadByteCount: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try client.write(
            payload: [UInt8](repeating: 0, count: payloadByteCount), appendingTo: &bytes)
        return bytes
    }

    mutating func daemonWrites(_ payloadByteCount: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try daemon.write(
            payload: [UInt8](repeating: 0, count: payloadByteCount), appendingTo: &bytes)
        return bytes
    }

    mutating func thirdMessage() throws -> [UInt8] {
        _ = try daemon.read(clientWrites(32))
        _ = try client.read(daemonWrites(32))
        return try clientWrites(96)
    }

    mutating func resume() throws -> HandshakeState.Received {
        try daemon.resume(with: preSharedKey.copy())
    }
}

/// A transport that a closure can borrow.
private final class Box {
    var transport: Transport
    init(_ transport: consuming Transport) { self.transport = transport }
}

/// The product's own pattern: sizes, refusals, re-keying.
@Suite struct HandshakeTests {
    /// SPEC W-88: while a pre-shared key is being renewed, either proves the device.
    @Test func eitherOfTwoPresharedKeysProvesThePeerAndNoThird() throws {
        for position in 0..<3 {
            var pair = Pair()
            let right = pair.preSharedKey.copy()
            let third = try pair.thirdMessage()
            #expect(try pair.daemon.read(third) == .needsPreSharedKey)
            let payload = HandshakeState.Received.payload([UInt8](repeating: 0, count: 96))
            switch position {
            case 0:
                #expect(try pair.daemon.resume(with: right.copy(), orElse: SecretKey()) == payload)
            case 1:
                #expect(try pair.daemon.resume(with: SecretKey(), orElse: right.copy()) == payload)
            default:
                #expect(throws: NoiseError.notAuthentic) {
                    _ = try pair.daemon.resume(with: SecretKey(), orElse: SecretKey())
                }
                // A failed handshake stays failed, also with the right key.
                #expect(throws: NoiseError.outOfTurn) {
                    _ = try pair.daemon.resume(with: right.copy(), orElse: SecretKey())
                }
                continue
            }
            #expect(pair.daemon.hash == pair.client.hash)
        }
    }

    @Test func bothEndsAgreeAndTheMessagesHaveTheirSizes() throws {
        var pair = Pair()
        let first = try pair.clientWrites(32)
        #expect(first.count == 80)
        #expect(try pair.daemon.read(first) == .payload([UInt8](repeating: 0, count: 32)))
        let second = try pair.daemonWrites(32)
        #expect(second.count == 80)
        _ = try pair.client.read(second)
        let third = try pair.clientWrites(96)
        #expect(third.count == 160)
        #expect(try pair.daemon.read(third) == .needsPreSharedKey)
        #expect(pair.daemon.remoteStatic?.count == 32)
        #expect(try pair.resume() == .payload([UInt8](repeating: 0, count: 96)))
        #expect(pair.client.hash == pair.daemon.hash)
    }

    @Test func wrongPreSharedKeyFailsAtTheLastTag() throws {
        var pair = Pair()
        let third = try pair.thirdMessage()
        #expect(try pair.daemon.read(third) == .needsPreSharedKey)
        pair.preSharedKey = SecretKey()
        #expect(throws: NoiseError.notAuthentic) { try pair.resume() }
        #expect(throws: NoiseError.outOfTurn) { try pair.daemon.read(third) }
    }

    @Test func everyChangedByteOfEveryMessageIsRefused() throws {
        for position in 0..<80 {
            var pair = Pair()
            var first = try pair.clientWrites(32)
            first[position] ^= 1
            #expect(throws: NoiseError.self) { try pair.daemon.read(first) }
        }
        for position in 0..<80 {
            var pair = Pair()
            _ = try pair.daemon.read(pair.clientWrites(32))
            var second = try pair.daemonWrites(32)
            second[position] ^= 1
            #expect(throws: NoiseError.self) { try pair.client.read(second) }
        }
        for position in 0..<160 {
            var pair = Pair()
            var third = try pair.thirdMessage()
            third[position] ^= 1
            #expect(throws: NoiseError.self) {
                _ = try pair.daemon.read(third)
                _ = try pair.resume()
            }
        }
    }

    @Test func weakPublicKeyAborts() throws {
        var pair = Pair()
        var first = try pair.clientWrites(0)
        for index in 0..<32 { first[index] = 0 }
        #expect(throws: NoiseError.weakPublicKey) { try pair.daemon.read(first) }
    }

    @Test func shortMessagesAreRefused() throws {
        for count in [0, 1, 31, 32, 47] {
            var pair = Pair()
            #expect(throws: NoiseError.self) {
                try pair.daemon.read([UInt8](repeating: 9, count: count))
            }
        }
    }

    @Test func bothDirectionsCrossTheRekeyAndFailuresDoNotAdvance() throws {
        var pair = Pair()
        _ = try pair.daemon.read(pair.thirdMessage())
        _ = try pair.resume()
        let client = Box(try pair.client.split())
        let daemon = Box(try pair.daemon.split())
        for _ in 0..<2_100 {
            var text = [UInt8](repeating: 0, count: 24)
            try seal(&text, with: &client.transport.sending)
            var wrong = text
            wrong[0] ^= 1
            #expect(throws: NoiseError.notAuthentic) {
                try open(&wrong, with: &daemon.transport.receiving)
            }
            try open(&text, with: &daemon.transport.receiving)
            #expect(text.prefix(8).allSatisfy { $0 == 0 })
        }
        #expect(daemon.transport.receiving.frameCount == 2_100)
    }

    /// Noise §4.2, computed with another implementation over the key 00 01 … 1f.
    @Test func rekeyGivesTheKeyThatOthersGet() throws {
        var bytes = [UInt8](0..<32)
        var cipher = TransportCipher(key: try SecretKey(wiping: &bytes))
        cipher.rekey()
        var text = [UInt8](repeating: 0, count: 16)
        try seal(&text, with: &cipher)
        #expect(text.hexadecimal == "2cd83c70f302ec531839fa51440f787f")
    }

    @Test func nonceNeverPassesTheHardStop() throws {
        var cipher = TransportCipher(key: SecretKey(), frameCount: NoiseLimits.frameCountMax)
        var text = [UInt8](repeating: 0, count: 24)
        #expect(throws: NoiseError.exhausted) { try seal(&text, with: &cipher) }
        #expect(throws: NoiseError.exhausted) { try open(&text, with: &cipher) }
    }

    private func seal(_ text: inout [UInt8], with cipher: inout TransportCipher) throws {
        try text.withMutableRawSpan { span throws(NoiseError) in
            try cipher.seal(inPlace: &span)
        }
    }

    private func open(_ text: inout [UInt8], with cipher: inout TransportCipher) throws {
        try text.withMutableRawSpan { span throws(NoiseError) in
            try cipher.open(inPlace: &span)
        }
    }
}
