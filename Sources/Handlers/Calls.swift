internal import Authority
public import Basics
internal import Circuit
internal import Dossiers
public import Framing
internal import Mapping
internal import Messages

/// Who calls, as the handshake proved it.
public enum Caller: Sendable, Hashable {
    /// An enrolled device, with the generation of its row at the handshake.
    case device(DeviceID, generation: UInt32)
    /// A new device that holds an invitation, with the public key that it proved.
    case enrolling(InvitationID, publicKey: [UInt8])
}

/// A call as it comes from a connection.
public struct IncomingCall: Sendable {
    let method: UInt16
    let expiresAt: Instant?
    let operationKey: OperationKey?
    let payload: [UInt8]
    let caller: Caller
    let session: SessionID
    let deliver: @Sendable (OutgoingAnswer) -> Void

    /// Joins what arrived, until when it is worth starting, and where its answer goes.
    public init(
        method: UInt16, expiresAt: Instant?, operationKey: OperationKey?, payload: [UInt8],
        caller: Caller, session: SessionID,
        deliver: @escaping @Sendable (OutgoingAnswer) -> Void
    ) {
        self.method = method
        self.expiresAt = expiresAt
        self.operationKey = operationKey
        self.payload = payload
        self.caller = caller
        self.session = session
        self.deliver = deliver
    }

    /// Answers CANCELLED: the caller said so before the call began.
    public func cancel() { deliver(OutgoingAnswer(refusing: .cancelled)) }
}

/// An answer as it goes to a connection.
public struct OutgoingAnswer: Sendable {
    /// The status.
    public let status: StatusCode
    /// The encoded answer or error.
    public let payload: [UInt8]
    /// The content of a stream.
    public let content: [UInt8]?

    init(_ reply: Reply) {
        switch reply.outcome {
        case .answered(let payload, let content):
            self.init(status: .ok, payload: payload, content: content)
        case .refused(let refusal): self.init(refusing: refusal)
        }
    }

    init(refusing refusal: Refusal) {
        let status = StatusCode(refusal)
        self.init(
            status: status, payload: MessageCodec.encode(WireError(refusal, status: status)))
    }

    private init(status: StatusCode, payload: [UInt8], content: [UInt8]? = nil) {
        self.status = status
        self.payload = payload
        self.content = content
    }

    /// The answer to a call that was not taken on.
    public init(refusing status: StatusCode) {
        self.status = status
        payload = []
        content = nil
    }
}

extension StatusCode {
    /// What the wire says of a refusal (SPEC W-51).
    init(_ refusal: Refusal) {
        switch refusal {
        case .malformed: self = .badMessage
        case .tooLarge: self = .tooLarge
        case .unknownMethod: self = .unknownMethod
        case .absent, .authority(.outOfScope), .authority(.classClosed): self = .notAvailable
        case .authority(.reasonRequired): self = .purposeMissing
        case .authority(.secrecyDue): self = .secrecyDue
        case .tooManySearches: self = .searchLimit
        case .authority(.ownRequest), .needsApproval: self = .secondApproval
        case .authority(.unknownCode), .unknownValue: self = .invalidArgument
        case .authority: self = .permission
        case .wrongPassphrase: self = .wrongPassphrase
        case .invalid(let errors):
            self = errors.contains { $0.code.isOfFile } ? .precondition : .invalidArgument
        case .changedMeanwhile: self = .conflict
        case .operationKeyMissing: self = .operationKeyRequired
        case .operationKeyMismatch: self = .idempotencyMismatch
        case .operationKeyExpired: self = .operationKeyExpired
        case .tooManyOperations, .overloaded: self = .overloaded
        case .sealed: self = .sealed
        case .diskFull: self = .diskFull
        case .storage, .damagedKeyring, .memoryNotLocked: self = .storage
        case .wrongState: self = .precondition
        case .revoked: self = .revoked
        case .expired: self = .expiredBeforeStart
        }
    }
}

extension WireError {
    /// The error of a refusal; one that says "not available" says nothing more, so that absent and
    /// forbidden look alike.
    init(_ refusal: Refusal, status: StatusCode) {
        self.init()
        guard status != .notAvailable else { return }
        detail = refusal.number
        if status.retryClass == .notExecuted { retryAfterMs = HandlerLimits.retryAfterMilliseconds }
        if case .invalid(let errors) = refusal {
            fields = errors.prefix(MessageLimits.fieldErrorsMax).map { WireFieldError($0) }
        }
    }
}
