/// The words for the status of an answer, by its number (SPEC W-50).
public enum StatusText: UInt16, CaseIterable, Sendable {
    /// “The daemon did not understand the request”.
    case badMessage = 0x0101
    /// “The daemon does not know this command”.
    case unknownMethod = 0x0102
    /// “A field is missing or wrong”.
    case invalidArgument = 0x0103
    /// “It is not there, or not for you”.
    case notAvailable = 0x0104
    /// “The present state does not allow it”.
    case precondition = 0x0105
    /// “The file changed since you read it”.
    case conflict = 0x0106
    /// “The operation key was used for something else”.
    case idempotencyMismatch = 0x0107
    /// “It is larger than allowed”.
    case tooLarge = 0x0108
    /// “The request came without an operation key”.
    case operationKeyRequired = 0x0109
    /// “What was entered is older than thirty days”.
    case operationKeyExpired = 0x010A
    /// “Your role does not allow this”.
    case permission = 0x0201
    /// “This device is revoked or suspended”.
    case revoked = 0x0202
    /// “A second person has to approve first”.
    case secondApproval = 0x0204
    /// “A motive is needed”.
    case purposeMissing = 0x0205
    /// “Professional secrecy has to be accepted again: it is once a year”.
    case secrecyDue = 0x0207
    /// “You have searched very often in a short time”.
    case searchLimit = 0x0208
    /// “Too much is waiting at the daemon”.
    case overloaded = 0x0301
    /// “The daemon is about to stop”.
    case draining = 0x0303
    /// “The time was up before it began”.
    case expiredBeforeStart = 0x0304
    /// “The same operation is still running”.
    case inProgress = 0x0305
    /// “The daemon is sealed: nothing is read or written”.
    case sealed = 0x0306
    /// “The daemon's disk is full: nothing is written”.
    case diskFull = 0x0307
    /// “The time was up while it ran”.
    case deadline = 0x0401
    /// “The request was cancelled”.
    case cancelled = 0x0402
    /// “The daemon does not know whether it was saved”.
    case commitUnknown = 0x0403
    /// “The line dropped before the answer came”.
    case connectionLost = 0x0404
    /// “The daemon met an unexpected fault”.
    case internalFault = 0x0501
    /// “The daemon's store refuses, or is damaged”.
    case storage = 0x0502

    /// What happened, in a language.
    public func happened(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }

    /// What to do now, in a language.
    public func advice(_ language: Language) -> String {
        switch language {
        case .arabic: arabicAdvice
        case .french: frenchAdvice
        case .english: englishAdvice
        }
    }

    /// Whether a write that met this was done; a read changes nothing in any case.
    public var outcome: Outcome {
        switch self {
        case .operationKeyExpired, .deadline, .cancelled, .commitUnknown, .connectionLost,
            .internalFault, .storage:
            .unknown
        default: .notDone
        }
    }
}
