internal import Basics
internal import Framing
internal import Noise
internal import Secrets

/// The daemon's side of a handshake: bytes in, actions out, no I/O (SPEC W-10 … W-15).
///
/// Nothing is sent to a peer that does not know the daemon's public key, and every failure looks
/// alike: the connection closes without a byte.
struct DaemonHandshake: ~Copyable {
    /// What to do next.
    enum Action {
        /// Wait for so many bytes in all.
        case wait
        /// Send message 2 and wait for message 3.
        case send([UInt8])
        /// Finished; `takeEstablished` gives what came of it.
        case established
        /// Close without a byte.
        case close(HandshakeFailure)
    }

    struct Established: ~Copyable {
        let transport: Transport
        let peer: Peer
        let greeting: DeviceGreeting

        /// The two directions, out of what is no longer needed.
        consuming func intoTransport() -> Transport { transport }
    }

    private enum Phase {
        case first
        case third(Introduction)
        case done
    }

    private var phase = Phase.first
    private var noise: HandshakeState?
    private var established: Established?

    /// How many bytes the next message has.
    var expectedByteCount: Int {
        switch phase {
        case .first: FramingLimits.firstMessageByteCount
        case .third: FramingLimits.thirdMessageByteCount
        case .done: 0
        }
    }

    /// Reads `expectedByteCount` bytes; any other number of them ends the handshake.
    mutating func receive(
        _ message: [UInt8], now: Instant, introducer: any Introducer
    ) -> Action {
        guard message.count == expectedByteCount else {
            phase = .done
            return .close(.notMadar)
        }
        return switch phase {
        case .first: readFirst(message, now: now, introducer: introducer)
        case .third(let introduction):
            readThird(message, introduction, introducer: introducer)
        case .done: .close(.notMadar)
        }
    }

    private mutating func readFirst(
        _ message: [UInt8], now: Instant, introducer: any Introducer
    ) -> Action {
        // There is one message 1: after a wrong one nothing is read.
        phase = .done
        let head = Array(message.prefix(Preamble.byteCount))
        guard let preamble = Preamble(head) else { return .close(.notMadar) }
        guard let key = introducer.daemonKey(keyID: preamble.keyID) else {
            return .close(.unknownKeyID)
        }
        var state = HandshakeState(asDaemon: key, prologue: preamble.prologue)
        do {
            let body = Array(message.dropFirst(Preamble.byteCount))
            guard case .payload(let payload) = try state.read(body),
                let introduction = Introduction(payload)
            else { return .close(.notMadar) }
            var answer: [UInt8] = [0, 80]
            try state.write(payload: DaemonGreeting(now: now).bytes, appendingTo: &answer)
            noise = consume state
            phase = .third(introduction)
            return .send(answer)
        } catch {
            return .close(.notAuthentic)
        }
    }

    private mutating func readThird(
        _ message: [UInt8], _ introduction: Introduction, introducer: any Introducer
    ) -> Action {
        phase = .done
        guard message.starts(with: [0, 160]), var state = noise.take() else {
            return .close(.notMadar)
        }
        do {
            guard try state.read(Array(message.dropFirst(2))) == .needsPreSharedKey,
                let publicKey = state.remoteStatic
            else { return .close(.notAuthentic) }
            // An unknown peer gets a random key, so that it fails at the same last tag, after the
            // same work, as one with a wrong key.
            let known = Credential(introducer.introduce(introduction, publicKey: publicKey))
            guard case .payload(let payload) = try Self.resume(&state, known),
                let peer = known.peer, let greeting = DeviceGreeting(payload)
            else { return .close(.notAuthentic) }
            established = Established(
                transport: try state.split(), peer: peer, greeting: greeting)
            return .established
        } catch {
            return .close(.notAuthentic)
        }
    }

    private static func resume(
        _ state: inout HandshakeState, _ known: borrowing Credential
    ) throws(NoiseError) -> HandshakeState.Received {
        switch known.alternateKey {
        case .some(let alternate):
            try state.resume(with: known.preSharedKey.copy(), orElse: alternate.copy())
        case .none: try state.resume(with: known.preSharedKey.copy())
        }
    }

    private struct Credential: ~Copyable {
        let preSharedKey: SecretKey
        let alternateKey: SecretKey?
        let peer: Peer?

        init(_ introduced: consuming Introduced?) {
            switch consume introduced {
            case .some(let known):
                preSharedKey = known.preSharedKey.copy()
                switch known.alternateKey {
                case .some(let other): alternateKey = other.copy()
                case .none: alternateKey = nil
                }
                peer = known.peer
            case .none:
                preSharedKey = SecretKey()
                alternateKey = nil
                peer = nil
            }
        }
    }

    /// What a finished handshake gave; once.
    mutating func takeEstablished() -> Established? { established.take() }
}
