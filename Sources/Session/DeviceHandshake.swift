internal import Basics
internal import Framing
internal import Noise
internal import Secrets

/// The client's side of a handshake: bytes in, bytes out, no I/O (SPEC W-10 … W-15).
struct DeviceHandshake: ~Copyable {
    private var noise: HandshakeState
    private let preamble: Preamble
    private let introduction: Introduction
    private let greeting: DeviceGreeting
    private var hasHeard = false
    /// The daemon's clock as message 2 told it.
    private(set) var daemonTime: Instant?

    init(
        _ credentials: borrowing ConnectionCredentials, greeting: DeviceGreeting
    ) {
        preamble = Preamble(keyID: credentials.daemonKeyID)
        introduction = credentials.introduction
        self.greeting = greeting
        noise = HandshakeState(
            toDaemon: credentials.daemonKey, from: credentials.deviceKey.copy(),
            preSharedKey: credentials.preSharedKey.copy(), prologue: preamble.prologue)
    }

    /// Message 1, with the preamble.
    mutating func start() throws(NoiseError) -> [UInt8] {
        var message = preamble.bytes
        try noise.write(payload: introduction.bytes, appendingTo: &message)
        return message
    }

    /// Reads message 2 and gives message 3; nil where the daemon speaks no version of ours.
    ///
    /// There is one message 2: after a wrong one the right one comes too late.
    mutating func receive(_ message: [UInt8]) throws(NoiseError) -> [UInt8]? {
        guard !hasHeard else { throw .outOfTurn }
        hasHeard = true
        guard message.starts(with: [0, 80]) else { throw .wrongLength }
        guard case .payload(let payload) = try noise.read(Array(message.dropFirst(2))),
            let daemon = DaemonGreeting(payload)
        else { throw .notAuthentic }
        daemonTime = daemon.now
        guard (daemon.versionMin...daemon.versionMax).contains(greeting.version) else {
            return nil
        }
        var answer: [UInt8] = [0, 160]
        try noise.write(payload: greeting.bytes, appendingTo: &answer)
        return answer
    }

    consuming func split() throws(NoiseError) -> Transport { try noise.split() }
}
