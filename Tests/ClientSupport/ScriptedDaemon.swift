import Basics
package import Framing
package import MadarClient
import Messages
import NIOCore
import NIOPosix
package import Secrets
package import Session
import Synchronization

/// A daemon without a store: real sockets and handshakes, and answers that a test writes.
package final class ScriptedDaemon: Introducer, Answerer {
    /// What happens to a call.
    package enum Step: Sendable {
        /// It is answered.
        case answer(Answer)
        /// It is read, and then the line is cut.
        case cut
    }

    private struct State {
        var calls: [Call] = []
        var connections: [SessionID: ConnectionHandle] = [:]
        var connectionCount = 0
        /// Each start is another run of the daemon.
        var runCount: UInt64 = 0
        var failureCount = 0
        var invitations: [InvitationID: [UInt8]] = [:]
        var devices: [[UInt8]: [UInt8]] = [:]
        var nextKeys: [[UInt8]: [UInt8]] = [:]
        var lastAdmitted: [UInt8] = []
        var statics: [UInt8: [UInt8]] = [:]
        var spendingMethod: UInt16?
        var admissions: [[UInt8]: [UInt8]] = [:]
        var script: @Sendable (Call, Int) -> Step = { _, _ in .answer(Answer(status: .ok)) }
    }

    private let key = AgreementKey()
    private let isOldKeyGone = Mutex(false)
    private let state = Mutex(State())
    private let listening = Mutex<DaemonListener?>(nil)

    /// The daemon's public key.
    package var publicKey: [UInt8] { key.publicKey }
    /// Every call that arrived, in its order.
    package var calls: [Call] { state.withLock { $0.calls } }
    /// Forgets the calls that arrived; the next one is the first again.
    package func forgetCalls() { state.withLock { $0.calls = [] } }
    /// How many connections were made.
    package var connectionCount: Int { state.withLock { $0.connectionCount } }

    /// How many handshakes failed.
    package var failureCount: Int { state.withLock { $0.failureCount } }

    /// Decides what happens to a call; the number counts calls from 0.
    package func script(_ script: @escaping @Sendable (Call, Int) -> Step) {
        state.withLock { $0.script = script }
    }

    /// Lets a device in.
    package func admit(_ publicKey: [UInt8], preSharedKey: [UInt8]) {
        state.withLock { state in
            state.devices[publicKey] = preSharedKey
            state.lastAdmitted = publicKey
        }
    }

    /// The pre-shared key of the device that was made last.
    package var preSharedKey: [UInt8] {
        state.withLock { $0.devices[$0.lastAdmitted] ?? [] }
    }

    /// Changes the pre-shared keys of the device that was made last.
    package func replaceKeys(current: [UInt8], next: [UInt8]?) {
        state.withLock { state in
            state.devices[state.lastAdmitted] = current
            state.nextKeys[state.lastAdmitted] = next
        }
    }

    /// Makes another static key of the daemon under a number; gives its public key.
    package func addKey(_ id: UInt8) throws -> [UInt8] {
        let secret = Random.bytes(32)
        state.withLock { $0.statics[id] = secret }
        return AgreementKey(secret: try SecretKey(copying: secret.rawSpan)).publicKey
    }

    /// Forgets the static key that the daemon began with, which has the number 1.
    package func dropFirstKey() { isOldKeyGone.withLock { $0 = true } }

    /// Makes an invitation, as text; with no port, one to nowhere.
    package func invite(port: Int? = nil) throws -> String {
        let id = InvitationID(high: Random.number(), low: 1)
        let secret = Random.bytes(32)
        state.withLock { $0.invitations[id] = secret }
        let invitation = InvitationText(
            keyID: 1, daemonKey: publicKey, invitation: id, secret: secret,
            address: "127.0.0.1:\(port ?? self.port)")
        guard let invitation else { throw ClientError(.malformedInvitation) }
        return invitation.text
    }

    /// Forgets all invitations, as a daemon does with used ones.
    package func forgetInvitations() { state.withLock { $0.invitations = [:] } }

    /// From this method on, invitations are spent and the devices they made are known.
    package func spendsInvitations(atMethod method: UInt16) {
        state.withLock { $0.spendingMethod = method }
    }

    /// Listens on a port; 0 for a free one.
    package func start(port: Int = 0) async throws {
        let listener = try await DaemonListener.bind(
            host: "127.0.0.1", port: port, group: NIOSingletons.posixEventLoopGroup,
            introducer: self, answerer: self, clock: { Instant(milliseconds: 1_000) })
        listening.withLock { $0 = listener }
        state.withLock { $0.runCount += 1 }
    }

    /// Stops listening and ends all connections.
    package func stop() async {
        guard let listener = listening.withLock({ $0 }) else { return }
        await listener.drain()
    }

    /// The port that is listened on.
    package var port: Int { listening.withLock { $0?.port } ?? 0 }

    /// Makes a daemon that does not listen yet.
    package init() {}

    // MARK: - Introducer

    package func daemonKey(keyID: UInt8) -> AgreementKey? {
        if keyID == 1 { return isOldKeyGone.withLock { $0 } ? nil : key.copy() }
        guard let secret = state.withLock({ $0.statics[keyID] }),
            let key = try? SecretKey(copying: secret.rawSpan)
        else { return nil }
        return AgreementKey(secret: key)
    }

    package func introduce(_ introduction: Introduction, publicKey: [UInt8]) -> Introduced? {
        let (secret, next, peer): ([UInt8]?, [UInt8]?, Peer) = state.withLock { state in
            switch introduction {
            case .session:
                (
                    state.devices[publicKey], state.nextKeys[publicKey],
                    .device(DeviceID(high: 1, low: 1), generation: 1)
                )
            case .enrolment(let id):
                (state.invitations[id], nil, .enrolling(id, publicKey: publicKey))
            }
        }
        guard let secret, let key = try? SecretKey(copying: secret.rawSpan) else { return nil }
        guard let next, let alternate = try? SecretKey(copying: next.rawSpan) else {
            return Introduced(preSharedKey: key, peer: peer)
        }
        return Introduced(preSharedKey: key, alternateKey: alternate, peer: peer)
    }

    package func failed(_ failure: HandshakeFailure) {
        state.withLock { $0.failureCount += 1 }
    }

    // MARK: - Answerer

    package func welcome() -> Welcome {
        Welcome(
            instance: InstanceID(high: 7, low: state.withLock { 6 + $0.runCount }),
            now: Instant(milliseconds: 1_000),
            frameByteCountMax: UInt16(FramingLimits.framePlaintextByteCountMax),
            streamsMax: UInt16(FramingLimits.streamsInFlightMax),
            windowByteCount: FramingLimits.windowByteCount,
            messageByteCountMax: UInt32(FramingLimits.messageByteCountMax), idleSeconds: 600,
            ageSecondsMax: 43_200, operationEpoch: 20_000)
    }

    package func opened(_ connection: ConnectionHandle, peer: Peer) {
        state.withLock { state in
            state.connections[connection.session] = connection
            state.connectionCount += 1
        }
    }

    package func closed(_ connection: ConnectionHandle) {
        state.withLock { state in
            if state.connections[connection.session] == connection {
                state.connections[connection.session] = nil
            }
        }
    }

    package func answer(_ call: Call, _ responder: Responder) {
        let (script, number, connection) = state.withLock { state in
            state.calls.append(call)
            if call.method == 16, case .enrolling(_, let publicKey) = call.peer {
                state.admissions[publicKey] = [UInt8](repeating: 9, count: 32)
            }
            if call.method == state.spendingMethod {
                state.invitations = [:]
                state.devices.merge(state.admissions) { $1 }
            }
            return (state.script, state.calls.count - 1, state.connections[call.session])
        }
        // Not under the lock: a script may change what the daemon knows.
        switch script(call, number) {
        case .answer(let answer): responder.answer(answer)
        case .cut: connection?.close(GoAwayCode.shutdown.rawValue)
        }
    }
}

extension ScriptedDaemon {
    /// A device of this daemon, without the second that a passphrase costs.
    package func device(logKey: [UInt8] = [], origin: String = "") throws -> UnlockedDevice {
        let profile = try temporaryProfile()
        let keys = OwnKeys()
        let preSharedKey = Random.bytes(32)
        let publicKey = AgreementKey(secret: keys.agreement.copy()).publicKey
        admit(publicKey, preSharedKey: preSharedKey)
        let record = DeviceRecord(
            keys: keys, preSharedKey: try SecretKey(copying: preSharedKey.rawSpan),
            device: DeviceID(high: 1, low: 1), member: MemberID(high: 2, low: 2),
            daemonKeys: [DaemonKey(id: 1, publicKey: self.publicKey)],
            address: "127.0.0.1:\(port)", label: "test", logOrigin: origin, logKey: logKey)
        return try UnlockedDevice(withoutPassphrase: record, profile: profile)
    }
}
