public import Basics
public import Framing
public import Secrets

/// Who is at the other end of a daemon's connection, as the handshake proved it.
public enum Peer: Sendable, Hashable {
    /// An enrolled device, with the generation of its registry row at that moment.
    case device(DeviceID, generation: UInt32)
    /// A new device that holds an invitation, with the public key that it proved.
    case enrolling(InvitationID, publicKey: [UInt8])
    /// A device that was revoked or suspended: it is told so, and nothing else.
    case revoked(DeviceID)
}

/// What the registry knows of a peer that introduces itself.
public struct Introduced: ~Copyable, Sendable {
    /// The pre-shared key of its handshake.
    public let preSharedKey: SecretKey
    /// Another that it may use as well, while its key is being renewed.
    public let alternateKey: SecretKey?
    /// Who it is, once the key has proved right.
    public let peer: Peer

    /// Joins a key and a peer.
    public init(
        preSharedKey: consuming SecretKey, alternateKey: consuming SecretKey? = nil, peer: Peer
    ) {
        self.preSharedKey = preSharedKey
        self.alternateKey = alternateKey
        self.peer = peer
    }
}

/// Why a handshake failed; counted, never told to the peer.
public enum HandshakeFailure: String, Sendable, CaseIterable {
    /// Bytes that `madar/1` does not send.
    case notMadar = "not_madar"
    /// A key of the daemon that does not exist.
    case unknownKeyID = "unknown_key_id"
    /// A tag that does not agree: an unknown device, a wrong key, changed bytes.
    case notAuthentic = "not_authentic"
    /// Too slow.
    case timeout
    /// Too many handshakes were unfinished.
    case crowded
}

/// What a daemon's connections ask of the outer rooms about keys and devices.
///
/// Called on event loops: an implementation answers from memory, without waiting.
public protocol Introducer: Sendable {
    /// The daemon's static key of a number; nil where there is none.
    func daemonKey(keyID: UInt8) -> AgreementKey?
    /// The pre-shared key and identity of a peer; nil for an unknown one, which then fails at the
    /// same place as a wrong key.
    func introduce(_ introduction: Introduction, publicKey: [UInt8]) -> Introduced?
    /// A handshake failed.
    func failed(_ failure: HandshakeFailure)
}
