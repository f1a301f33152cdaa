/// Why a handshake or a transport cipher stopped; after any of them the connection is over.
@frozen
public enum NoiseError: Error, Equatable, Sendable {
    /// A tag does not agree: another key, another transcript, or changed bytes.
    case notAuthentic
    /// The peer's point gives an all-zero secret.
    case weakPublicKey
    /// A message is shorter than its tokens need, or longer than 65,535 bytes.
    case wrongLength
    /// A message out of turn, or a key that the pattern needs and nobody gave.
    case outOfTurn
    /// The direction has sealed as much as it may; nothing more may be sent on it.
    case exhausted
}
