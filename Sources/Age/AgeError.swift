/// Why an age file, a recipient or an identity was refused.
@frozen
public enum AgeError: Error, Equatable, Sendable {
    /// The header is not an age v1 header, or a stanza of a known kind is malformed.
    case header
    /// The header is whole in form, but is not as its writer authenticated it.
    case headerNotAuthentic
    /// The file is sealed to nobody whose identity was given.
    case noMatch
    /// The content is cut, changed, reordered, or goes on after its end.
    case payload
    /// A text is no recipient (`age1…`), or it stands for a point that nothing can be sealed to.
    case recipient
    /// A text holds no identity (`AGE-SECRET-KEY-1…`), or something that is none.
    case identity
    /// A file is sealed to one recipient at least and to 20 at most.
    case recipientCount
}
