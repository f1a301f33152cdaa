public import Circuit
import Framing
import Mapping
import Messages
import Session

/// Why a client's call or work did not come about: codes only, never data of a record.
public struct ClientError: Error, Equatable, Sendable {
    /// What is known of the effect of a call.
    public enum Outcome: String, Sendable {
        /// The daemon decided, and nothing was done.
        case refused
        /// Certainly nothing was done; the same call may be made later.
        case notExecuted = "not_executed"
        /// It may have been done: send the same bytes with the same key, or ask a person.
        case unknown
    }

    /// What went wrong; the raw value is stable, for scripts and catalogues.
    public enum Code: String, CaseIterable, Sendable {
        // What the daemon answered (SPEC W-50).
        case badMessage = "bad_message"
        case unknownMethod = "unknown_method"
        case invalidArgument = "invalid_argument"
        case notAvailable = "not_available"
        case precondition
        case conflict
        case operationMismatch = "operation_mismatch"
        case tooLarge = "too_large"
        case operationKeyRequired = "operation_key_required"
        case operationExpired = "operation_expired"
        case permission
        case revoked
        case secondApproval = "second_approval"
        case purposeMissing = "purpose_missing"
        case secrecyDue = "secrecy_due"
        case searchLimit = "search_limit"
        case overloaded
        case draining
        case inProgress = "in_progress"
        case sealed
        case diskFull = "disk_full"
        case deadline
        case commitUnknown = "commit_unknown"
        case internalFault = "internal_fault"
        case storageFault = "storage_fault"
        /// The daemon does not unseal, since its kernel locks no memory for keys (SPEC W-247).
        case memoryNotLocked = "memory_not_locked"
        /// A status of a later version; its class decides what may be done.
        case unknownStatus = "unknown_status"

        // The connection.
        case unreachable
        /// The daemon closed without a byte: unknown device or invitation, or another daemon.
        case notRecognised = "not_recognised"
        case noCommonVersion = "no_common_version"
        case timedOut = "timed_out"
        case connectionLost = "connection_lost"
        case protocolViolation = "protocol_violation"
        /// An answer does not decode, or says what it cannot.
        case badAnswer = "bad_answer"
        /// The content of an attachment is not the one that its act promises.
        case contentMismatch = "content_mismatch"

        // This machine.
        case notEnrolled = "not_enrolled"
        case alreadyEnrolled = "already_enrolled"
        case noPendingEnrolment = "no_pending_enrolment"
        case malformedInvitation = "malformed_invitation"
        case malformedName = "malformed_name"
        case passphraseLength = "passphrase_length"
        /// Of this device; or, with a status, what was given to unseal the store.
        case wrongPassphrase = "wrong_passphrase"
        case deviceFileDamaged = "device_file_damaged"
        case layoutTooNew = "layout_too_new"
        case wrongMode = "wrong_mode"
        case keptFileDamaged = "kept_file_damaged"
        case keptTooMuch = "kept_too_much"
        case memoryRefused = "memory_refused"
        case inputOutput = "input_output"

        /// An act was entered in the knowledge of another that did not come about.
        case precedingRefused = "preceding_refused"

        // The log.
        case rollbackSuspected = "rollback_suspected"
        case forked
        case badCheckpoint = "bad_checkpoint"
        case logKeyUnknown = "log_key_unknown"
        /// The log is signed with a key to which no statement leads from the one that is known.
        case logKeyUnfollowed = "log_key_unfollowed"
        case definitionMismatch = "definition_mismatch"
        /// An invitation's digest is not that of what the daemon told of it.
        case digestMismatch = "digest_mismatch"

        // The agent.
        case agentNotRunning = "agent_not_running"
        case agentRunning = "agent_running"
        case agentForeign = "agent_foreign"
        case agentFailed = "agent_failed"
        /// Another program of the same profile watches for events.
        case watched
    }

    /// What went wrong.
    public let code: Code
    /// The status as the daemon sent it; 0 where it sent none.
    public let status: UInt16
    /// What is known of the effect.
    public let outcome: Outcome
    /// What is wrong with an act, as far as this version knows the rule.
    public let fields: [CheckError]
    /// How long to wait before the same call, in milliseconds; 0 where the daemon said nothing.
    public let retryAfterMilliseconds: UInt32
    /// The number under which the daemon's log has the refusal; 8 bytes or none.
    public let reference: [UInt8]

    /// Makes an error.
    public init(
        _ code: Code, outcome: Outcome = .notExecuted, status: UInt16 = 0,
        fields: [CheckError] = [], retryAfterMilliseconds: UInt32 = 0, reference: [UInt8] = []
    ) {
        self.code = code
        self.outcome = outcome
        self.status = status
        self.fields = fields
        self.retryAfterMilliseconds = retryAfterMilliseconds
        self.reference = reference
    }

    /// The same error where an earlier attempt may have been executed.
    func inDoubt() -> ClientError {
        ClientError(
            code, outcome: .unknown, status: status, fields: fields,
            retryAfterMilliseconds: retryAfterMilliseconds, reference: reference)
    }

    /// The exit status that all programs use for the error.
    public var exitStatus: Int32 {
        switch code {
        case .sealed, .notAvailable, .rollbackSuspected, .forked, .badCheckpoint,
            .logKeyUnfollowed, .digestMismatch,
            .agentNotRunning, .noPendingEnrolment:
            2
        case .badMessage, .invalidArgument, .tooLarge, .malformedInvitation, .malformedName,
            .passphraseLength:
            65
        case .notEnrolled, .logKeyUnknown: 66
        case .unreachable, .timedOut, .connectionLost: 69
        case .operationMismatch, .operationKeyRequired, .internalFault: 70
        case .storageFault, .memoryNotLocked, .diskFull, .inputOutput, .keptFileDamaged,
            .keptTooMuch:
            74
        case .overloaded, .draining, .inProgress, .deadline, .commitUnknown: 75
        case .unknownMethod, .unknownStatus, .noCommonVersion, .protocolViolation, .badAnswer,
            .definitionMismatch, .contentMismatch:
            76
        case .permission, .revoked, .secondApproval, .purposeMissing, .secrecyDue, .searchLimit,
            .notRecognised,
            .wrongPassphrase, .agentForeign:
            77
        case .deviceFileDamaged, .layoutTooNew, .wrongMode, .memoryRefused, .alreadyEnrolled: 78
        case .precondition, .conflict, .precedingRefused, .operationExpired, .agentRunning,
            .agentFailed, .watched:
            1
        }
    }
}

extension ClientError {
    /// What an answer that is not OK says.
    init(answer: Answer) {
        let error = try? MessageCodec.decode(WireError.self, from: answer.payload)
        let outcome: Outcome =
            switch answer.status.retryClass {
            case .callerError, .authority: .refused
            case .done, .notExecuted, .unknownOutcome, .daemonFault: .notExecuted
            }
        self.init(
            Code(answer.status, detail: error?.detail ?? 0), outcome: outcome,
            status: answer.status.rawValue,
            fields: error?.fields.compactMap(CheckError.init(wire:)) ?? [],
            retryAfterMilliseconds: error?.retryAfterMs ?? 0,
            reference: error.map { Array($0.reference) } ?? [])
    }

    /// What a connection's end says; whether the call was executed is decided by the caller.
    init(connection error: ConnectionError) {
        switch error {
        case .unreachable: self.init(.unreachable)
        case .refused: self.init(.notRecognised)
        case .noCommonVersion: self.init(.noCommonVersion)
        case .timedOut: self.init(.timedOut)
        case .tooLarge: self.init(.tooLarge)
        case .protocolViolation: self.init(.protocolViolation)
        case .notExecuted(.revoked), .lost(.revoked): self.init(.revoked)
        case .notExecuted(.version), .lost(.version): self.init(.noCommonVersion)
        // The daemon says that this client is at fault: coming again in a loop mends nothing.
        case .notExecuted(.protocol), .notExecuted(.frameSize), .notExecuted(.flow),
            .notExecuted(.calm), .lost(.protocol), .lost(.frameSize), .lost(.flow), .lost(.calm):
            self.init(.protocolViolation)
        case .notExecuted, .lost: self.init(.connectionLost)
        }
    }
}

extension ClientError.Code {
    fileprivate init(_ status: StatusCode, detail: UInt32) {
        let isOfMemory = status == .storage && detail == Self.detailOfMemory
        self = isOfMemory ? .memoryNotLocked : Self.ofStatus[status] ?? .unknownStatus
    }

    /// The one number of a refusal for which there are words of its own (SPEC W-247).
    private static let detailOfMemory: UInt32 = 25

    private static let ofStatus: [StatusCode: Self] = [
        .badMessage: .badMessage, .unknownMethod: .unknownMethod,
        .invalidArgument: .invalidArgument, .notAvailable: .notAvailable,
        .precondition: .precondition, .conflict: .conflict,
        .idempotencyMismatch: .operationMismatch, .tooLarge: .tooLarge,
        .operationKeyRequired: .operationKeyRequired, .operationKeyExpired: .operationExpired,
        .permission: .permission, .revoked: .revoked, .secondApproval: .secondApproval,
        .purposeMissing: .purposeMissing, .secrecyDue: .secrecyDue, .searchLimit: .searchLimit,
        .wrongPassphrase: .wrongPassphrase,
        .overloaded: .overloaded, .draining: .draining,
        .expiredBeforeStart: .deadline, .inProgress: .inProgress, .sealed: .sealed,
        .diskFull: .diskFull, .deadline: .deadline, .cancelled: .deadline,
        .commitUnknown: .commitUnknown, .internalFault: .internalFault, .storage: .storageFault,
    ]
}
