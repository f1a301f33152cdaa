/// The status of an answer; its high byte is the retry class, so that an unknown code is still
/// handled rightly (SPEC W-50).
@frozen
public struct StatusCode: RawRepresentable, Hashable, Sendable {
    /// The code as it stands on the wire.
    public let rawValue: UInt16

    /// Makes a code from its number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// What a client may do after a status.
    public enum RetryClass: UInt8, Sendable {
        /// Done.
        case done = 0
        /// The caller's error; nothing was executed; never retry.
        case callerError = 1
        /// Identity or authority: ask a person.
        case authority = 2
        /// Certainly not executed: retry after a while.
        case notExecuted = 3
        /// The outcome is unknown: retry only with the same operation key.
        case unknownOutcome = 4
        /// A fault of the daemon: report, and retry once with the same operation key.
        case daemonFault = 5
    }

    /// The retry class; an unknown one counts as a fault of the daemon.
    public var retryClass: RetryClass {
        RetryClass(rawValue: UInt8(rawValue >> 8)) ?? .daemonFault
    }

    /// Done.
    public static let ok = Self(rawValue: 0x0000)
    /// The message does not decode, or breaks a maximum of the schema.
    public static let badMessage = Self(rawValue: 0x0101)
    /// No such method.
    public static let unknownMethod = Self(rawValue: 0x0102)
    /// A field is missing or wrong; the error names it.
    public static let invalidArgument = Self(rawValue: 0x0103)
    /// Absent, or not for this caller: one code for both.
    public static let notAvailable = Self(rawValue: 0x0104)
    /// The state does not allow it; the error names the rule.
    public static let precondition = Self(rawValue: 0x0105)
    /// The file changed meanwhile.
    public static let conflict = Self(rawValue: 0x0106)
    /// The operation key was used for something else.
    public static let idempotencyMismatch = Self(rawValue: 0x0107)
    /// Larger than the method takes.
    public static let tooLarge = Self(rawValue: 0x0108)
    /// A method that writes came without an operation key.
    public static let operationKeyRequired = Self(rawValue: 0x0109)
    /// The operation key is older than the daemon remembers.
    public static let operationKeyExpired = Self(rawValue: 0x010A)
    /// The role does not allow this at all.
    public static let permission = Self(rawValue: 0x0201)
    /// The device was revoked or suspended.
    public static let revoked = Self(rawValue: 0x0202)
    /// A second person has to approve first.
    public static let secondApproval = Self(rawValue: 0x0204)
    /// A motive is needed.
    public static let purposeMissing = Self(rawValue: 0x0205)
    /// What was given does not open the store.
    public static let wrongPassphrase = Self(rawValue: 0x0206)
    /// The member has to accept professional secrecy, which is due once a year.
    public static let secrecyDue = Self(rawValue: 0x0207)
    /// The member has searched as often as anybody may for now.
    public static let searchLimit = Self(rawValue: 0x0208)
    /// Too much is waiting.
    public static let overloaded = Self(rawValue: 0x0301)
    /// The daemon is about to stop.
    public static let draining = Self(rawValue: 0x0303)
    /// The deadline passed before the call was started.
    public static let expiredBeforeStart = Self(rawValue: 0x0304)
    /// The same operation is still running.
    public static let inProgress = Self(rawValue: 0x0305)
    /// The store is sealed.
    public static let sealed = Self(rawValue: 0x0306)
    /// The disk is full: nothing is written.
    public static let diskFull = Self(rawValue: 0x0307)
    /// The deadline passed while the call ran.
    public static let deadline = Self(rawValue: 0x0401)
    /// The client cancelled.
    public static let cancelled = Self(rawValue: 0x0402)
    /// It is not known whether the commit took place.
    public static let commitUnknown = Self(rawValue: 0x0403)
    /// The connection was lost; made by clients, never sent.
    public static let connectionLost = Self(rawValue: 0x0404)
    /// An unexpected fault.
    public static let internalFault = Self(rawValue: 0x0501)
    /// The store refuses or is damaged.
    public static let storage = Self(rawValue: 0x0502)
}

/// Why a connection ends (SPEC W-45).
@frozen
public enum GoAwayCode: UInt16, Sendable {
    /// Nothing is wrong.
    case normal = 0
    /// The peer broke the protocol.
    case `protocol` = 1
    /// A frame has a length that was not agreed.
    case frameSize = 2
    /// Credit was overrun or overflowed.
    case flow = 3
    /// The peer was too slow.
    case timeout = 4
    /// The peer sent too many small frames.
    case calm = 5
    /// The device was revoked.
    case revoked = 6
    /// The daemon stops.
    case shutdown = 7
    /// The connection is too old.
    case age = 8
    /// No common version.
    case version = 9
    /// A fault of the daemon.
    case internalFault = 10
    /// A newer connection of the same device took its place.
    case replaced = 11
}
