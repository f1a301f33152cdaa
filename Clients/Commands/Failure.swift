public import Catalog
public import Circuit
public import MadarClient

/// Why a command ends without having done what was asked, ready to be told.
public struct Failure: Error {
    /// A stable code for programs.
    public let code: String
    /// What happened, in a language.
    public var happened: @Sendable (Language) -> String
    /// What to do, in a language.
    public var advice: @Sendable (Language) -> String
    /// What became of what was asked.
    public var outcome: Outcome
    /// How the program ends.
    public let status: Int32
    /// What is wrong with an act.
    public let fields: [CheckError]
    /// Lines that tell of each thing that is wrong, where fields alone say too little.
    public var details: (@Sendable (Language) -> [String])?
    /// The definition by which fields have labels.
    public var definition: CircuitDefinition?
    /// Under which number the daemon's log has it, in hexadecimal; empty for none.
    public let reference: String

    /// Makes a failure of this side.
    public init(
        _ fault: Fault, code: String? = nil, status: ExitStatus? = nil, outcome: Outcome? = nil,
        fields: [CheckError] = [], definition: CircuitDefinition? = nil
    ) {
        self.code = code ?? fault.code
        happened = { fault.happened($0) }
        advice = { fault.advice($0) }
        self.outcome = outcome ?? fault.outcome
        self.status = (status ?? fault.status).rawValue
        self.fields = fields
        self.definition = definition
        reference = ""
    }

    /// Makes a failure of a client's error.
    public init(
        _ error: ClientError, profile: String = "", outcome: Outcome? = nil,
        definition: CircuitDefinition? = nil
    ) {
        code = error.code.rawValue
        if let status = StatusText(error) {
            happened = { status.happened($0) }
            advice = { status.advice($0) }
        } else {
            let fault = Fault(error, profile: profile)
            happened = { fault.happened($0) }
            advice = { fault.advice($0) }
        }
        switch error.outcome {
        case .refused, .notExecuted: self.outcome = outcome ?? .notDone
        case .unknown: self.outcome = outcome ?? .unknown
        }
        status = error.exitStatus
        fields = error.fields
        self.definition = definition
        reference = error.reference.isEmpty ? "" : error.reference.map(Self.hex).joined()
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}

extension StatusText {
    /// The words for the status that a daemon answered, or told when it ended a connection.
    fileprivate init?(_ error: ClientError) {
        guard error.code != .memoryNotLocked else { return nil }
        guard error.status == 0, error.code == .revoked else {
            self.init(rawValue: error.status)
            return
        }
        self = .revoked
    }
}

extension Fault {
    /// The code for programs: the case's name in snake case.
    var code: String {
        let name = String(describing: self).prefix { $0 != "(" }
        return name.reduce(into: "") { code, letter in
            if letter.isUppercase { code.append("_") }
            code += letter.lowercased()
        }
    }

    /// How a program ends that met it.
    var status: ExitStatus {
        switch self {
        case .unreachable, .lineLost, .timedOut: .unreachable
        case .noBackupPlan: .configuration
        case .badBackupPlan, .unknownKeyClass, .formerKeyGoesByItself: .badInput
        case .tooManySavedSearches, .alreadyUnsealed, .rotationElsewhere, .noRotation,
            .renewalElsewhere, .noRenewal:
            .refused
        case .noRenewedFile: .negative
        case .backupNoRoom, .backupNoFolder, .backupDisk: .inputOutput
        case .backupStore, .backupFailed: .failed
        case .notEnrolled, .noTerminal, .noSuchInput, .logKeyUnknown, .noWitness: .noInput
        case .alreadyEnrolled, .deviceFileDamaged, .layoutTooNew, .memoryRefused, .wrongMode,
            .noTakingOver:
            .configuration
        case .locked, .noPendingEnrolment, .daemonForgot, .restorationUnsigned,
            .restorationUncovered,
            .noLostNote, .badCheckpoint, .logKeyUnfollowed, .unknownInvitation,
            .fileNotSeen, .noSuchEntry, .noSuchDraft, .draftFormGone, .unknownDevice,
            .digestMismatch, .noAttachment, .notArrived,
            .unknownMember, .unknownOrganisation, .unknownSavedSearch, .unknownProposal,
            .unknownOrder, .orderUnreadable,
            .badRecipient, .writtenSinceOrdered, .ownOrder,
            .unknownIncident,
            .orderNotApproved, .orderNotDue, .fileInHand,
            .numberNotTyped, .unknownWrite,
            .nothingToPrint, .noDiagnosis, .notForRecipient, .unknownProvince, .provinceNotInFile,
            .notOnItsWay,
            .provinceNotTrusted, .bundleForOther, .bundleNotTrusted, .bundleTooOld,
            .bundleUnreadable, .bundleWasRefused, .bundleIsHere, .notWaiting, .logFileOfOther,
            .noSuchLeaf,
            .notYourAct,
            .logFileForged, .leafNotProved, .notCosigned, .unknownLog, .logForked, .logKeyElsewhere,
            .unknownWitness, .noteForked, .witnessNotTrusted, .cosignatureFalse,
            .cosignatureAhead, .logUnwitnessed, .proofsFail, .noCommittee, .noCommitteePlan,
            .notCustodian, .custodyWrong, .nationalIncomplete, .nothingToAdd,
            .ownPublication, .unknownPublication, .publishedAlready, .publicationWaits,
            .daysWait, .publishedBefore, .nothingToPublish, .draftGone, .notReturnable,
            .nothingPublished, .severalPublished:
            .negative
        case .badSearchName, .searchOfUnknown, .passphraseTooShort, .passphrasesDiffer,
            .invitationUnreadable, .badFileNumber,
            .badJSON, .unknownForm, .unknownStage, .unknownKind, .unknownMatter, .maskMissed,
            .unknownVersion,
            .notKnown, .unknownRole, .unknownIndicator, .unknownReport, .unknownBreakdown,
            .breakdownNotFree,
            .unknownMeasure, .periodReversed, .periodFuture, .periodNotOver, .reportWhole,
            .formHasErrors,
            .actNotAllowed,
            .templateLine,
            .ambiguousDevice, .attachmentUnreadable, .attachmentTooLarge, .attachmentGone,
            .severalAttachments, .sheetNotText, .sheetDelimiter, .sheetQuote, .sheetEmpty,
            .sheetTooLarge, .mappingWrong, .descriptorUnreadable, .severalProvinces,
            .bundleAltered, .bundleTooLarge, .incidentTooLong, .logFileUnreadable, .badWitnessKey,
            .badWitnessName, .badCustodyKey, .badCommittee, .custodyFileDamaged, .descriptorsDiffer,
            .tooManyReturns, .definitionUnreadable:
            .badInput
        case .badUsage, .badProfileName, .usageUnknown, .usageMissing, .usageMissingValue,
            .usageBadValue, .usageUnexpected, .usageTogether, .binaryToTerminal:
            .usage
        case .versionMismatch, .protocolBroken, .definitionMismatch, .unknownStatus,
            .contentDiffers:
            .protocol
        case .figuresNotGranted, .notRecognised, .wrongPassphrase, .agentForeign, .unsealRefused,
            .classClosed,
            .custodyPassphraseWrong:
            .refused
        case .outputFailed, .cannotWrite, .fileExists, .noRoomToWrite, .inputOutput, .keptDamaged,
            .keptTooMuch, .memoryNotLocked:
            .inputOutput
        case .gaveUp, .draftElsewhere, .precedingRefused, .approvalNotTyped, .agentUnavailable,
            .agentRunning,
            .deviceAlreadySo, .deviceStaysRevoked, .ownDevice, .noNextKey, .noOtherKey, .noWayBack,
            .noSlotPlan,
            .watched,
            .noAlarm, .ownProvince, .provinceKnown, .witnessKnown, .removalKnown, .witnessThere,
            .tooManyLogs, .witnessElsewhere, .committeePending, .custodyStale:
            .failed
        case .bug: .fault
        }
    }

    /// The words for a client's error that bears no known status, or has words of its own.
    init(_ error: ClientError, profile: String) {
        switch error.code {
        case .unreachable: self = .unreachable
        case .notRecognised: self = .notRecognised
        case .noCommonVersion: self = .versionMismatch
        case .timedOut, .deadline: self = .timedOut
        case .connectionLost, .commitUnknown: self = .lineLost
        case .protocolViolation, .badAnswer, .badMessage, .unknownMethod, .operationKeyRequired,
            .operationMismatch:
            self = .protocolBroken
        case .contentMismatch: self = .contentDiffers
        case .watched: self = .watched
        case .notEnrolled: self = .notEnrolled(profile: profile)
        case .alreadyEnrolled: self = .alreadyEnrolled(profile: profile)
        case .noPendingEnrolment: self = .noPendingEnrolment
        case .malformedInvitation: self = .invitationUnreadable
        case .malformedName: self = .badProfileName
        case .passphraseLength: self = .passphraseTooShort
        case .wrongPassphrase: self = .wrongPassphrase
        case .deviceFileDamaged: self = .deviceFileDamaged
        case .layoutTooNew: self = .layoutTooNew
        case .wrongMode: self = .wrongMode
        case .keptFileDamaged: self = .keptDamaged
        case .keptTooMuch: self = .keptTooMuch
        case .memoryRefused: self = .memoryRefused
        case .memoryNotLocked: self = .memoryNotLocked
        case .inputOutput: self = .inputOutput
        case .precedingRefused: self = .precedingRefused
        case .rollbackSuspected, .forked: self = .daemonForgot
        case .badCheckpoint: self = .badCheckpoint
        case .logKeyUnknown: self = .logKeyUnknown
        case .logKeyUnfollowed: self = .logKeyUnfollowed
        case .definitionMismatch: self = .definitionMismatch
        case .digestMismatch: self = .digestMismatch
        case .agentNotRunning: self = .locked
        case .agentRunning: self = .agentRunning
        case .agentForeign: self = .agentForeign
        case .agentFailed: self = .agentUnavailable
        case .invalidArgument, .notAvailable, .precondition, .conflict, .tooLarge,
            .operationExpired, .permission, .revoked, .secondApproval, .purposeMissing, .secrecyDue,
            .searchLimit,
            .overloaded, .draining, .inProgress, .sealed, .diskFull, .internalFault,
            .storageFault, .unknownStatus:
            self = .unknownStatus(number: String(error.status))
        }
    }
}

extension Failure {
    /// The same failure with the line of a text at which it came up.
    public func atLine(_ line: Int) -> Failure {
        var failure = self
        let happened = happened
        failure.happened = { language in
            Notice.errorAtLine(line: line, text: happened(language)).text(language)
        }
        return failure
    }
}
