/// A word beside a value, or a word for a state.
public enum Label: CaseIterable, Equatable, Sendable {
    /// “New way of unsealing”.
    case newSlot
    /// “Restored from a backup”.
    case restoredAt
    /// “Entries of the log in it”.
    case leavesRestored
    /// “Entries before, as far as known”.
    case leavesBefore
    /// “Entries lost”.
    case leavesLost
    /// “Backup of”.
    case backupWord
    /// “File”.
    case fileWord
    /// “Recipient”.
    case recipientWord
    /// “Folder”.
    case backupFolder
    /// “Folder of the keys”.
    case keyFolder
    /// “Between two backups”.
    case backupInterval
    /// “Backups kept”.
    case backupsKept
    /// “Entries of the log”.
    case backupLeaves
    /// “Proved by a drill”.
    case backupProved
    /// “unproved”.
    case unproved
    /// “a drill failed”.
    case drillFailed
    /// “Plan of backups”.
    case backupPlanWord
    /// “Last backup”.
    case lastBackup
    /// “copying the database”.
    case backupCopying
    /// “encrypting”.
    case backupSealing
    /// “writing to the disk”.
    case backupSyncing
    /// “backup”.
    case writeBackup
    /// “rotation of a key”.
    case writeRotation
    /// “Key”.
    case keyWord
    /// “Version”.
    case keyVersion
    /// “Class of data”.
    case keyClass
    /// “Data keys under it”.
    case keyWraps
    /// “Data keys”.
    case keyOfData
    /// “Log's content”.
    case keyOfAudit
    /// “Search index”.
    case keyOfIndex
    /// “Log's signature”.
    case keyOfLog
    /// “Transfers received”.
    case keyOfTransfer
    /// “Kept answers”.
    case keyOfOperations
    /// “Rotations' rows”.
    case keyOfJobs
    /// “made, not used yet”.
    case keyPending
    /// “seals and opens”.
    case keyActive
    /// “opens only”.
    case keyOpensOnly
    /// “nothing is under it”.
    case keyDrained
    /// “out of use”.
    case keyRetired
    /// “destroyed”.
    case keyDestroyed
    /// “Rotation”.
    case rotationWord
    /// “Old key may be known”.
    case formerKeyKnown
    /// “Done”.
    case rotationDone
    /// “approved, about to begin”.
    case rotationArmed
    /// “the new key is checked”.
    case rotationProving
    /// “the new key is put into use”.
    case rotationActivating
    /// “data keys are wrapped anew”.
    case rotationRunning
    /// “each is opened under the new key”.
    case rotationVerifying
    /// “over; the old key opens until the wait ends”.
    case rotationCooling
    /// “the old key is put back”.
    case rotationRollingBack
    /// “taken back”.
    case rotationCancelled
    /// “waits for a second person: the old key goes for ever”.
    case retirementWaits
    /// “the old key is taken out”.
    case keyRetiring
    /// “over; the old key is gone”.
    case keyGone
    /// “Backups that only the old key opens”.
    case backupsNeedingKey
    /// “halted on request”.
    case rotationHalted
    /// “halted: the disk has no room”.
    case rotationHaltedDisk
    /// “halted: the new key does not stand on the disk”.
    case rotationHaltedNotKept
    /// “halted: a data key does not open”.
    case rotationHaltedDamaged
    /// “halted: an identity does not open”.
    case rotationHaltedUnread
    /// “both keys sign; the former one goes at the end of the wait”.
    case logKeysBothSign
    /// “new data keys”.
    case writeRenewal
    /// “publication”.
    case writePublication
    /// “New data keys”.
    case renewalWord
    /// “Files”.
    case renewedFiles
    /// “all of them”.
    case renewedAll
    /// “files are sealed anew”.
    case renewalUnderWay
    /// “the former keys leave the disk”.
    case renewalSweeping
    /// “over; the former keys are gone”.
    case renewalDone
    /// “over; the files that were left out keep their former keys”.
    case renewalDoneInPart
    /// “halted: something of the next file is not as it was written”.
    case renewalHaltedDamaged
    /// “Files left with their former keys”.
    case unreadFiles
    case unreadFile
    case renewalSkipped
    /// “Public key”.
    case custodyKey
    /// “member”.
    case committeeMember
    /// “Committee”.
    case committeeWord
    /// “Kind”.
    case custodianKind
    /// “Open together”.
    case quorumNeeded
    /// “opens alone”.
    case escrowAlone
    /// “opens with so many members”.
    case escrowBeside
    /// “Proved last”.
    case provedAt
    /// “proved within a year”.
    case provedWithinYear
    /// “Former members who agreed”.
    case formersProved
    /// “goes along”.
    case goesAlong
    /// “is dropped with the change”.
    case isDropped
    /// “Have contributed”.
    case contributedBy
    /// “Change of the committee”.
    case committeeChange
    /// “waits for proofs”.
    case waitsForProofs
    /// “none: if the other ways are lost, the files are lost”.
    case noCommitteeFounded
    /// “change of the committee”.
    case writeCommittee
    /// “to write in it”.
    case motiveWriting
    /// “Witness”.
    case witnessWord
    /// “trusted”.
    case witnessTrusted
    /// “removal waits for a second person”.
    case removalWaits
    /// “Removal asked by”.
    case removalBy
    /// “since then”.
    case leavesSince
    /// “none: nobody outside sees whether the log only grows”.
    case noWitnessTrusted
    /// “Log seen by a witness”.
    case logSeenAt
    /// “no witness had seen the log”.
    case logSeenByNobody
    /// “witness of the log”.
    case writeWitness
    /// “Keeps the register of security incidents”.
    case abilityIncidents
    /// “Incident”.
    case incidentWord
    /// “Incidents”.
    case incidentCount
    /// “Incidents to be declared”.
    case incidentsDue
    /// “Versions”.
    case incidentVersions
    /// “Recorded by”.
    case incidentReportedBy
    /// “Recorded on”.
    case incidentReportedAt
    /// “Completed by”.
    case incidentAmendedBy
    /// “Completed on”.
    case incidentAmendedAt
    /// “Declaration to the national authority”.
    case declaration
    /// “Not made: due at once (law 05-20, art. 8)”.
    case toBeDeclared
    /// “Made”.
    case declared
    /// “Data controller”.
    case controllerName
    /// “Number of the CNDP authorisation”.
    case controllerAuthorisation
    /// “Where rights are exercised”.
    case controllerContact
    /// “Not set: pages have a line to fill in”.
    case notSet
    /// “read”.
    case useRead
    /// “listed”.
    case useListed
    /// “file opened”.
    case useOpened
    /// “act added”.
    case useAdded
    /// “act corrected”.
    case useCorrected
    /// “sent to another province”.
    case useExported
    /// “erased”.
    case useErased
    /// “opened in an emergency”.
    case useEmergency
    /// “approved”.
    case useApproved
    /// “attachment”.
    case useAttachment
    /// “other”.
    case useOther
    /// “What was done”.
    case whatWasDone
    /// “To be erased”.
    case toErase
    /// “About”.
    case orderAbout
    /// “Act with the request”.
    case orderRequest
    /// “Approved by”.
    case orderApprovedBy
    /// “Erased”.
    case whatIsErased
    /// “The whole file”.
    case allOfFile
    /// “lapsed”.
    case orderLapsed
    /// “approved”.
    case orderApproved
    /// “waits for a second person”.
    case orderWaits
    /// “carried out”.
    case orderDone
    /// “Parts of acts erased”.
    case erasedParts
    /// “May be carried out from”.
    case carryOutFrom
    /// “Carried out on”.
    case carriedOutAt
    /// “Carried out by”.
    case carriedOutBy
    /// “Approved on”.
    case orderApprovedAt
    /// “Ordered on”.
    case orderedAt
    /// “Ordered by”.
    case orderedBy
    /// “Order”.
    case orderWord
    /// “Oversight of data protection”.
    case groundOversight
    /// “Decision of a court”.
    case groundCourt
    /// “The time for keeping it is over (law 09-08, art. 3)”.
    case groundRetention
    /// “Request of the person concerned (law 09-08, art. 7 and 8)”.
    case groundDataSubject
    /// “On what it rests”.
    case orderGround
    /// “Export of all files of a member”.
    case orderExport
    /// “Who looked into a file”.
    case orderAccessReport
    /// “Erasure”.
    case orderErasure
    /// “Key of the witness”.
    case witnessKey
    /// “Leaf”.
    case leafIndex
    /// “Hash of the leaf”.
    case leafHash
    /// “Log”.
    case logName
    /// “Cosigned by”.
    case cosignedAt
    /// “Members and organisations that are named”.
    case transferReferences
    /// “takes up files of other provinces”.
    case abilityReceivesTransfers
    /// “Orders erasures, looks into the log and exports”; “Approves what another has ordered”.
    case abilityOrders, abilityApprovesOrders
    /// “Sees to it that the prosecutor is told of offences”.
    case abilityTransmits
    /// “transfer between provinces”.
    case writeTransfer
    /// “trust in a province”.
    case writeProvince
    /// “Descriptor made”.
    case descriptorMadeAt
    /// “Trusted since”.
    case trustedSince
    /// “trusted”.
    case provinceTrusted
    /// “Fingerprint”.
    case fingerprint
    /// “hand-over of files”.
    case writeHandOver
    /// “From”.
    case handOverFrom
    /// “To”.
    case handOverTo
    /// “Asked by”.
    case askedBy
    /// “Offer”.
    case offer
    /// “opens files in an emergency”.
    case abilityBreaksGlass
    /// “access”.
    case access
    /// “life in danger”.
    case lifeDanger
    /// “open until”.
    case opensUntil
    /// “opens”.
    case opensWhole
    /// “the identity alone”.
    case onlyIdentity
    /// “identity, social and health”.
    case wholeFile
    /// “approved by”.
    case approvedBy
    /// “review due”.
    case reviewDue
    /// “reviewed by”.
    case reviewedBy
    /// “review”.
    case review
    /// “justified”.
    case justified
    /// “made”.
    case accessAt
    /// “Secrecy accepted until”.
    case secrecyUntil
    /// “act”.
    case writeAct
    /// “change of the daemon's key”.
    case writeTransport
    /// “absence”.
    case writeAbsence
    /// “saved search”.
    case writeSearch
    /// “Filters”.
    case filters
    /// “change of rights”.
    case writeMember
    /// “change of a device”.
    case writeDevice
    /// “approval”.
    case writeApprove
    /// “invitation”.
    case writeInvite
    /// “Command”.
    case command
    /// “Commands without an answer”.
    case unanswered
    /// “Standing in for”.
    case standsInFor
    /// “Devices”.
    case deviceCount
    /// “over”.
    case over
    /// “from”.
    case fromDay
    /// “until”.
    case until
    /// “Proposed by”.
    case proposedBy
    /// “acts again”.
    case changeResume
    /// “a role”.
    case changeGrant
    /// “Change”.
    case change
    /// “Waits for approval”.
    case waits
    /// “audits the log”.
    case abilityAudits
    /// “reads published figures”.
    case abilityFigures
    /// “reads tables in which small counts are hidden”.
    case abilityDeliberates
    /// “reads the province's true figures”.
    case abilityCounts
    /// “What the service was told”.
    case toldToService
    /// “approves lower levels of risk”.
    case abilityApprovesDowngrades
    /// “approves closures and joinings”.
    case abilityApprovesStages
    /// “allows back-dating beyond the limit”.
    case abilityApprovesBackdating
    /// “assigns files”.
    case abilityAssigns
    /// “transfers to another organisation”.
    case abilityTransfers
    /// “approves what waits too long”.
    case abilityOversees
    /// “coordinates”.
    case abilityCoordinates
    /// “runs the daemon, reads nothing”.
    case abilityOperates
    /// “correct”.
    case rightUpdate
    /// “read with a motive”.
    case rightReadMotivated
    /// “read what is addressed to the own service”.
    case rightReadAddressed
    /// “read what one wrote”.
    case rightReadOwn
    /// “read”.
    case rightRead
    /// “create”.
    case rightCreate
    /// “of a conference at which one is present”.
    case scopeConference
    /// “on which the own bureau inquires”.
    case scopeInquiry
    /// “of which the own court is seized”.
    case scopeSeizure
    /// “transmitted to the own prosecution”.
    case scopeTransmission
    /// “of children placed in the own establishment”.
    case scopePlacement
    /// “with an open referral to the own service”.
    case scopeReferral
    /// “taken up by the own unit within 24 hours”.
    case scopeRecent
    /// “of the province”.
    case scopeProvince
    /// “of the own unit”.
    case scopeUnit
    /// “own, or of the own unit”.
    case scopeOwn
    /// “none, but figures”.
    case scopeAggregate
    /// “none”.
    case scopeNone
    /// “Abilities”.
    case abilities
    /// “Stages”.
    case stages
    /// “Rights”.
    case rights
    /// “Files within reach”.
    case scope
    /// “Size”.
    case size
    /// “being sent”.
    case entrySending
    /// “Picture or document”.
    case attachment
    /// “Invitations tried by another key”.
    case contested
    /// “Tried by another key”.
    case contestedAt
    /// “Device key since”.
    case keyedAt
    /// “renewal asked”.
    case renewalAsked
    /// “being renewed”.
    case renewalRunning
    /// “Renewal of this device's key”.
    case keyRenewal
    /// “overdue”.
    case renewalOverdue
    /// “Current daemon key”.
    case daemonKeyCurrent
    /// “Next daemon key”.
    case daemonKeyNext
    /// “Former daemon key”.
    case daemonKeyFormer
    /// “Devices not told the newest key”.
    case devicesUnaware
    /// “Chosen to be told to the service”.
    case toBeTold
    /// “Draft”.
    case draft
    /// “Since”.
    case since
    /// “Answers”.
    case answers
    /// “Kept until”.
    case keptUntil
    /// “Entry”.
    case entry
    /// “not sent”.
    case entryNotSent
    /// “outcome unknown”.
    case entryUnknown
    /// “refused”.
    case entryRefused
    /// “file opened”.
    case entryOpened
    /// “Outcome unknown”.
    case outboxUnknown
    /// “no search was possible”.
    case unsearched
    /// “File number”.
    case fileNumber
    /// “File id”.
    case fileID
    /// “Name in Arabic”.
    case nameArabic
    /// “Name”.
    case name
    /// “Known as”.
    case knownAs
    /// “Year of birth”.
    case birthYear
    /// “Sex”.
    case sex
    /// “Commune”.
    case commune
    /// “Telephone”.
    case phone
    /// “Also fits”, above what speaks for a candidate of a search.
    case fits
    /// “Family”: somebody around a child.
    case relative
    /// “Register no.”.
    case registerNumber
    /// “Stage”.
    case stage
    /// “Kind”.
    case recordKind
    /// “Title”.
    case recordTitle
    /// “Quorum”: how many members of a committee were present.
    case quorum
    /// “In this stage since”.
    case stageSince
    /// “Opened at”.
    case openedAt
    /// “Last act”.
    case lastActAt
    /// “Level of risk”.
    case risk
    /// “Referent”.
    case referent
    /// “Task”.
    case task
    /// “Due”.
    case due
    /// “Child in danger now”.
    case dayDanger
    /// “To triage”.
    case dayTriage
    /// “Waiting for a second person”.
    case dayApproval
    /// “Hearings”.
    case dayHearing
    /// “Overdue”.
    case dayOverdue
    /// “Reviews that come”.
    case dayReview
    /// “Coming within 14 days”.
    case dayComing
    /// “Answers of services, last 7 days”.
    case dayAnswer
    /// “Referrals to answer”.
    case dayReferral
    /// “What the committee asked”.
    case dayCommittee
    /// “Perhaps one child”.
    case dayDuplicate
    /// “Pairs”.
    case pairs
    /// “Two children, said”.
    case twoChildren
    /// “Civil record”.
    case civilRecord
    /// “Date of birth”.
    case birthDay
    /// “Open files”.
    case openFiles
    /// “Establishment”.
    case establishment
    /// “Capacity”.
    case capacity
    /// “Children present”.
    case childrenPresent
    /// “Free places”.
    case freePlaces
    /// “Overdue”.
    case overdueFiles
    /// “In need of help at once”.
    case urgentFiles
    /// “What is owed”.
    case tasks
    /// “What you may read”.
    case classes
    /// “Identity”.
    case classIdentity
    /// “Social”.
    case classSocial
    /// “Health”.
    case classHealth
    /// “Judicial”.
    case classJudicial
    /// “Audit”.
    case classAudit
    /// “Spine”.
    case classSpine
    /// “Protected”.
    case classProtected
    /// “Sequence”.
    case sequence
    /// “Act”.
    case act
    /// “Opening”.
    case actOpening
    /// “Form”.
    case actForm
    /// “Transition”.
    case actTransition
    /// “Correction”.
    case actCorrection
    /// “Approval by a second person”.
    case actApproval
    /// “Act that is approved”.
    case approvesAct
    /// “Act that is corrected”.
    case correctsAct
    /// “Stage asked for, which a second person decides”.
    case stageAsked
    /// “An act that you may not read”.
    case actUnreadable
    /// “Form”.
    case form
    /// “Form version”.
    case formVersion
    /// “Stages”.
    case formStages
    /// “any”.
    case anyStage
    /// “required”.
    case required
    /// “Happened at”.
    case eventAt
    /// “Entered at”.
    case enteredAt
    /// “Entered by”.
    case author
    /// “Reason”.
    case reason
    /// “yes”.
    case yes
    /// “no”.
    case no
    /// “unknown”.
    case unknown
    /// “none”.
    case none
    /// “never”.
    case never
    /// “you”.
    case you
    /// “Member”.
    case member
    /// “Person”, followed by the first letters of an id.
    case person
    /// “name of the person”.
    case personName
    /// “File of a brother or sister”.
    case siblingFile
    /// “File of the same child, joined to this one”.
    case joinedFile
    /// “Goes on in file”.
    case goesOnInFile
    /// “Member id”.
    case memberID
    /// “Device”.
    case device
    /// “Device id”.
    case deviceID
    /// “Role”.
    case role
    /// “Roles”.
    case roles
    /// “Organisation”.
    case organisation
    /// “Province”.
    case province
    /// “Circuit version”.
    case definitionVersion
    /// “Profile”.
    case profile
    /// “Address”.
    case address
    /// “State”.
    case state
    /// “no longer in force”, of a consent.
    case consentOver
    /// “Session”.
    case session
    /// “unlocked”.
    case sessionUnlocked
    /// “Daemon”.
    case daemon
    /// “serving”.
    case serving
    /// “sealed”.
    case sealed
    /// “unreachable”.
    case unreachable
    /// “Store id”.
    case store
    /// “Started at”.
    case startedAt
    /// “Files”.
    case files
    /// “Acts”.
    case acts
    /// “Audit leaves”.
    case logSize
    /// “Leaves that wait for unseal”.
    case sealedLeaves
    /// “Search index”.
    case index
    /// “Keys being replaced”.
    case rotationsRunning
    /// “Connections”.
    case connections
    /// “Active devices”.
    case devicesActive
    /// “Suspended or revoked devices”.
    case devicesOther
    /// “Open invitations”.
    case invitationsOpen
    /// “Disk”.
    case disk
    /// “normal”.
    case diskNormal
    /// “reserve given up: writes refused”.
    case diskReserve
    /// “full”.
    case diskFull
    /// “Free space”.
    case diskFree
    /// “Root epoch”.
    case rootEpoch
    /// “Keyring sequence”.
    case keyring
    /// “Unseal slots”.
    case slots
    /// “credential”.
    case slotCredential
    /// “quorum”.
    case slotQuorum
    /// “escrow”.
    case slotEscrow
    /// “passphrase”.
    case slotPassphrase
    /// “Software”.
    case software
    /// “libsodium”.
    case libsodium
    /// “SQLite”.
    case sqlite
    /// “Device label”.
    case deviceLabel
    /// “active”.
    case deviceActive
    /// “suspended”.
    case deviceSuspended
    /// “revoked”.
    case deviceRevoked
    /// “Enrolled at”.
    case enrolledAt
    /// “Last seen”.
    case lastSeen
    /// “Invitation”.
    case invitation
    /// “Issued by”.
    case issuedBy
    /// “Expires”.
    case expires
    /// “waits for approval”.
    case invitationWaiting
    /// “open”.
    case invitationOpen
    /// “used”.
    case invitationUsed
    /// “confirmed”.
    case invitationConfirmed
    /// “expired”.
    case invitationExpired
    /// “Digest of what is approved”.
    case digest
    /// “Row”.
    case row
    /// “Field”.
    case field
    /// “Value”.
    case value
    /// “Code”.
    case code
    /// “Label”.
    case label
    /// “Heading”.
    case heading
    /// “Total”.
    case total
    /// “Waiting to be sent”.
    case outbox
    /// “Refused after waiting”.
    case outboxRefused
    /// “Locks in”.
    case idleLeft

    /// The text in a language.
    public func text(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }
}
