internal import Basics
public import Secrets

/// Which end of a handshake this is.
@frozen
public enum Role: Sendable {
    /// The client: it speaks first.
    case initiator
    /// The daemon.
    case responder
}

/// Interprets the tokens of a pattern over 25519, ChaChaPoly and SHA-256 (Noise §5.3).
///
/// Bytes in, bytes out: it neither reads a clock nor touches a socket. Any error is final.
public struct HandshakeState: ~Copyable, Sendable {
    /// What a received message led to.
    @frozen
    public enum Received: Equatable, Sendable {
        /// The payload; the message is whole.
        case payload([UInt8])
        /// The pattern needs the pre-shared key now: look at `remoteStatic`, then `resume`.
        case needsPreSharedKey
    }

    private enum Phase: Sendable {
        case ready
        /// Reading stopped before this token of the current message, with these bytes left.
        case waitingForKey(token: Int, rest: [UInt8])
        case failed
    }

    private var symmetric: SymmetricState
    private let role: Role
    private let pattern: Pattern
    private var phase = Phase.ready
    private var messageIndex = 0
    private let localStatic: LocalKey?
    private var localEphemeral: LocalKey?
    private var preSharedKeys: [PreSharedKey]
    private var preSharedKeyIndex = 0
    /// The peer's static public key: given, or learnt from a message.
    public private(set) var remoteStatic: [UInt8]?
    private var remoteEphemeral: [UInt8]?

    /// Starts `Noise_XKpsk3_25519_ChaChaPoly_SHA256` as the client.
    public init(
        toDaemon daemonStatic: [UInt8], from deviceStatic: consuming AgreementKey,
        preSharedKey: consuming SecretKey, prologue: [UInt8]
    ) {
        self.init(
            pattern: .product, role: .initiator, prologue: prologue,
            localStatic: LocalKey(deviceStatic),
            remoteStatic: daemonStatic, preSharedKeys: [PreSharedKey(key: preSharedKey)])
    }

    /// Starts `Noise_XKpsk3_25519_ChaChaPoly_SHA256` as the daemon; the pre-shared key is asked
    /// for when the client's static key is known.
    public init(asDaemon daemonStatic: consuming AgreementKey, prologue: [UInt8]) {
        self.init(
            pattern: .product, role: .responder, prologue: prologue,
            localStatic: LocalKey(daemonStatic))
    }

    /// Starts any pattern, with a fixed ephemeral key where a test vector needs one.
    package init(
        pattern: Pattern, role: Role, prologue: [UInt8],
        localStatic: LocalKey? = nil, remoteStatic: [UInt8]? = nil,
        preSharedKeys: [PreSharedKey] = [], localEphemeral: LocalKey? = nil
    ) {
        symmetric = SymmetricState(
            protocolName: "Noise_\(pattern.name)_25519_ChaChaPoly_SHA256")
        symmetric.mixHash(prologue.rawSpan)
        self.role = role
        self.pattern = pattern
        self.localStatic = localStatic
        self.remoteStatic = remoteStatic
        self.preSharedKeys = preSharedKeys
        self.localEphemeral = localEphemeral
        mixPreMessage(pattern.initiatorPreMessage, isLocal: role == .initiator)
        mixPreMessage(pattern.responderPreMessage, isLocal: role == .responder)
    }

    /// The transcript hash: the channel binding once the handshake is finished (§11.2).
    public var hash: [UInt8] { symmetric.hash }

    /// Whether every message of the pattern has passed.
    public var isFinished: Bool { messageIndex == pattern.messages.count }

    private var isLocalTurn: Bool {
        messageIndex.isMultiple(of: 2) == (role == .initiator)
    }

    // MARK: - Sending

    /// Makes the next message with a payload and appends it.
    public mutating func write(
        payload: [UInt8], appendingTo output: inout [UInt8]
    ) throws(NoiseError) {
        guard case .ready = phase, !isFinished, isLocalTurn else { throw fail(.outOfTurn) }
        let start = output.count
        for token in pattern.messages[messageIndex] {
            do {
                try write(token, appendingTo: &output)
            } catch {
                throw fail(error)
            }
        }
        symmetric.encryptAndHash(payload, appendingTo: &output)
        guard output.count - start <= NoiseLimits.messageByteCountMax else {
            throw fail(.wrongLength)
        }
        messageIndex += 1
    }

    private mutating func write(
        _ token: Token, appendingTo output: inout [UInt8]
    ) throws(NoiseError) {
        switch token {
        case .e:
            let ephemeral = localEphemeral ?? LocalKey(AgreementKey())
            let point = ephemeral.publicKey
            localEphemeral = ephemeral
            output += point
            symmetric.mixHash(point.rawSpan)
            if pattern.usesPreSharedKey { try symmetric.mixKey(publicBytes: point) }
        case .s:
            guard let point = localStatic?.publicKey else { throw .outOfTurn }
            symmetric.encryptAndHash(point, appendingTo: &output)
        case .psk:
            guard try mixPreSharedKey() else { throw .outOfTurn }
        case .ee, .es, .se, .ss:
            try mixAgreement(token)
        }
    }

    // MARK: - Receiving

    /// Reads the peer's next message.
    public mutating func read(_ message: [UInt8]) throws(NoiseError) -> Received {
        guard case .ready = phase, !isFinished, !isLocalTurn else { throw fail(.outOfTurn) }
        guard message.count <= NoiseLimits.messageByteCountMax else { throw fail(.wrongLength) }
        return try readTokens(from: 0, rest: message)
    }

    /// Gives the pre-shared key that `read` asked for, and goes on with the message.
    public mutating func resume(
        with preSharedKey: consuming SecretKey
    ) throws(NoiseError) -> Received {
        guard case .waitingForKey(let token, let rest) = phase else { throw fail(.outOfTurn) }
        phase = .ready
        preSharedKeys.append(PreSharedKey(key: preSharedKey))
        return try readTokens(from: token, rest: rest)
    }

    /// Goes on with the message where either of two pre-shared keys may be the peer's: the second
    /// is tried where the first does not prove right.
    public mutating func resume(
        with preSharedKey: consuming SecretKey, orElse alternate: consuming SecretKey
    ) throws(NoiseError) -> Received {
        guard case .waitingForKey = phase else { throw fail(.outOfTurn) }
        let before = symmetric.copy()
        let waiting = phase
        do {
            return try resume(with: preSharedKey)
        } catch {
            guard error == .notAuthentic else { throw error }
        }
        symmetric = before
        phase = waiting
        preSharedKeys.removeLast()
        preSharedKeyIndex -= 1
        return try resume(with: alternate)
    }

    private mutating func readTokens(
        from first: Int, rest bytes: [UInt8]
    ) throws(NoiseError) -> Received {
        var reader = ByteReader(bytes)
        do {
            let tokens = pattern.messages[messageIndex]
            for index in first..<tokens.count {
                if tokens[index] == .psk, try !mixPreSharedKey() {
                    let rest = try Self.bytes(reader.remaining, from: &reader)
                    phase = .waitingForKey(token: index, rest: rest)
                    return .needsPreSharedKey
                }
                try read(tokens[index], from: &reader)
            }
            let rest = try Self.bytes(reader.remaining, from: &reader)
            let payload = try symmetric.decryptAndHash(rest)
            messageIndex += 1
            return .payload(payload)
        } catch {
            throw fail(error)
        }
    }

    private mutating func read(
        _ token: Token, from reader: inout ByteReader
    ) throws(NoiseError) {
        switch token {
        case .e:
            let point = try Self.bytes(AgreementKey.publicKeyByteCount, from: &reader)
            remoteEphemeral = point
            symmetric.mixHash(point.rawSpan)
            if pattern.usesPreSharedKey { try symmetric.mixKey(publicBytes: point) }
        case .s:
            let tagByteCount = symmetric.hasKey ? ChaCha20Poly1305.tagByteCount : 0
            let sealed = try Self.bytes(
                AgreementKey.publicKeyByteCount + tagByteCount, from: &reader)
            remoteStatic = try symmetric.decryptAndHash(sealed)
        case .psk:
            break
        case .ee, .es, .se, .ss:
            try mixAgreement(token)
        }
    }

    private static func bytes(
        _ count: Int, from reader: inout ByteReader
    ) throws(NoiseError) -> [UInt8] {
        guard let bytes = try? reader.take(count) else { throw .wrongLength }
        return [UInt8](bytes)
    }

    // MARK: - Mixing

    private mutating func mixPreMessage(_ tokens: [Token], isLocal: Bool) {
        for token in tokens where token == .s {
            let point = (isLocal ? localStatic?.publicKey : remoteStatic) ?? []
            symmetric.mixHash(point.rawSpan)
        }
    }

    private mutating func mixAgreement(_ token: Token) throws(NoiseError) {
        let local: LocalKey?
        let remote: [UInt8]?
        switch (token, role) {
        case (.ee, _): (local, remote) = (localEphemeral, remoteEphemeral)
        case (.ss, _): (local, remote) = (localStatic, remoteStatic)
        case (.es, .initiator), (.se, .responder):
            (local, remote) = (localEphemeral, remoteStatic)
        default: (local, remote) = (localStatic, remoteEphemeral)
        }
        guard let local, let remote else { throw .outOfTurn }
        symmetric.mixKey(try local.agree(with: remote))
    }

    /// Mixes the next pre-shared key; false where nobody has given one yet.
    private mutating func mixPreSharedKey() throws(NoiseError) -> Bool {
        guard preSharedKeyIndex < preSharedKeys.count else { return false }
        preSharedKeys[preSharedKeyIndex].withKey { symmetric.mixKeyAndHash($0) }
        preSharedKeyIndex += 1
        return true
    }

    private mutating func fail(_ error: NoiseError) -> NoiseError {
        phase = .failed
        return error
    }

    // MARK: - Split

    /// Ends a finished handshake and gives the cipher of each direction.
    ///
    /// - Throws: `outOfTurn` while messages are missing.
    public consuming func split() throws(NoiseError) -> Transport {
        guard isFinished, case .ready = phase else { throw .outOfTurn }
        let role = role
        let keys = symmetric.split()
        return switch role {
        case .initiator:
            Transport(
                sending: TransportCipher(key: keys.fromInitiator),
                receiving: TransportCipher(key: keys.fromResponder))
        case .responder:
            Transport(
                sending: TransportCipher(key: keys.fromResponder),
                receiving: TransportCipher(key: keys.fromInitiator))
        }
    }
}

/// A local key pair that both `s` and `e` can stand for.
package final class LocalKey: Sendable {
    private let pair: AgreementKey

    /// Takes a pair over.
    package init(_ pair: consuming AgreementKey) { self.pair = pair }

    var publicKey: [UInt8] { pair.publicKey }

    func agree(with point: [UInt8]) throws(NoiseError) -> SecretKey {
        do {
            return try pair.sharedSecret(with: point.rawSpan)
        } catch {
            throw error == .weakPublicKey ? .weakPublicKey : .wrongLength
        }
    }
}

/// A pre-shared key that can stand in an array.
package final class PreSharedKey: Sendable {
    private let key: SecretKey

    /// Takes a key over.
    package init(key: consuming SecretKey) { self.key = key }

    func withKey(_ body: (borrowing SecretKey) -> Void) { body(key) }
}
