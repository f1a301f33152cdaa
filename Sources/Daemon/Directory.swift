internal import Basics
internal import Framing
internal import Registry
internal import Secrets
internal import Session
internal import Synchronization

/// What handshakes need of the registry, published by the keeper and read by event loops.
final class Directory: Introducer {
    private struct Content {
        var devices: [[UInt8]: DeviceEntry] = [:]
        var invitations: [InvitationID: Invitation] = [:]
        var statics: [StaticKey] = []
        var generations: [DeviceID: UInt32] = [:]
        var failures: [HandshakeFailure: UInt64] = [:]
        var contested: UInt64 = 0
    }

    private struct DeviceEntry {
        let id: DeviceID
        let generation: UInt32
        let isActive: Bool
        let presharedKey: SharedSecret
        let nextPresharedKey: SharedSecret?
    }

    private let content = Mutex(Content())
    private let clock: @Sendable () -> Instant
    private let log: DaemonLog
    private let onContest: @Sendable (InvitationID) -> Void

    /// `onContest` hears on an event loop that another key tried a used invitation.
    init(
        clock: @escaping @Sendable () -> Instant, log: DaemonLog,
        onContest: @escaping @Sendable (InvitationID) -> Void
    ) {
        self.clock = clock
        self.log = log
        self.onContest = onContest
    }

    /// Takes over what the registry holds now.
    func publish(_ registry: MemberRegistry) {
        var devices: [[UInt8]: DeviceEntry] = [:]
        var generations: [DeviceID: UInt32] = [:]
        for device in registry.devices.values {
            if device.standing == .active { generations[device.id] = device.generation }
            devices[device.publicKey] = DeviceEntry(
                id: device.id, generation: device.generation,
                isActive: device.standing == .active, presharedKey: device.presharedKey,
                nextPresharedKey: device.nextPresharedKey)
        }
        let statics = registry.staticKeys
        content.withLock { content in
            content.statics = statics
            content.generations = generations
            content.devices = devices
            content.invitations = registry.invitations
        }
    }

    func daemonKey(keyID: UInt8) -> AgreementKey? {
        content.withLock { $0.statics }.first { $0.id == keyID }?.key.copy()
    }

    /// Whether a peer, as its handshake proved it, may still be served.
    func isCurrent(_ peer: Peer) -> Bool {
        guard case .device(let id, let generation) = peer else { return true }
        return content.withLock { $0.generations[id] } == generation
    }

    func introduce(_ introduction: Introduction, publicKey: [UInt8]) -> Introduced? {
        switch introduction {
        case .session:
            guard let device = content.withLock({ $0.devices[publicKey] }) else { return nil }
            let peer: Peer =
                device.isActive
                ? .device(device.id, generation: device.generation) : .revoked(device.id)
            guard let next = device.nextPresharedKey else {
                return Introduced(preSharedKey: device.presharedKey.key.copy(), peer: peer)
            }
            return Introduced(
                preSharedKey: device.presharedKey.key.copy(), alternateKey: next.key.copy(),
                peer: peer)
        case .enrolment(let id):
            return invitation(id, publicKey)
        }
    }

    private func invitation(_ id: InvitationID, _ publicKey: [UInt8]) -> Introduced? {
        guard let invitation = content.withLock({ $0.invitations[id] }),
            clock() < invitation.expires
        else { return nil }
        switch invitation.state {
        case .open: break
        case .bound, .confirmed:
            // Another key on a used invitation: somebody else has its secret.
            guard invitation.boundKey == publicKey else {
                content.withLock { $0.contested += 1 }
                log.alarm(.invitationContested)
                onContest(id)
                return nil
            }
            guard invitation.state == .bound else { return nil }
        case .proposed, .closed: return nil
        }
        return Introduced(
            preSharedKey: invitation.secret.key.copy(),
            peer: .enrolling(id, publicKey: publicKey))
    }

    /// How many handshakes have failed, by reason.
    var failureCounts: [HandshakeFailure: UInt64] { content.withLock { $0.failures } }

    func failed(_ failure: HandshakeFailure) {
        content.withLock { $0.failures[failure, default: 0] += 1 }
        log.note(.handshakeFailed, [.reason: .code(failure)])
    }
}
