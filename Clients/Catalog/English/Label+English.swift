extension Label {
    var english: String {
        switch self {
        case .newSlot:
            "New way of unsealing"
        case .restoredAt:
            "Restored from a backup"
        case .leavesRestored:
            "Entries of the log in it"
        case .leavesBefore:
            "Entries before, as far as known"
        case .leavesLost:
            "Entries lost"
        case .backupWord:
            "Backup of"
        case .fileWord:
            "File"
        case .recipientWord:
            "Recipient"
        case .backupFolder:
            "Folder"
        case .keyFolder:
            "Folder of the keys"
        case .backupInterval:
            "Between two backups"
        case .backupsKept:
            "Backups kept"
        case .backupLeaves:
            "Entries of the log"
        case .backupProved:
            "Proved by a drill"
        case .unproved:
            "unproved"
        case .drillFailed:
            "a drill failed"
        case .backupPlanWord:
            "Plan of backups"
        case .lastBackup:
            "Last backup"
        case .backupCopying:
            "copying the database"
        case .backupSealing:
            "encrypting"
        case .backupSyncing:
            "writing to the disk"
        case .writeRotation:
            "rotation of a key"
        case .keyWord:
            "Key"
        case .keyClass:
            "Class of data"
        case .keyVersion:
            "Version"
        case .keyWraps:
            "Data keys under it"
        case .keyOfData:
            "Data keys"
        case .keyOfAudit:
            "Log's content"
        case .keyOfIndex:
            "Search index"
        case .keyOfLog:
            "Log's signature"
        case .keyOfTransfer:
            "Transfers received"
        case .keyOfOperations:
            "Kept answers"
        case .keyOfJobs:
            "Rotations' rows"
        case .keyPending:
            "made, not used yet"
        case .keyActive:
            "seals and opens"
        case .keyOpensOnly:
            "opens only"
        case .keyDrained:
            "nothing is under it"
        case .keyRetired:
            "out of use"
        case .keyDestroyed:
            "destroyed"
        case .rotationWord:
            "Rotation"
        case .formerKeyKnown:
            "Old key may be known"
        case .rotationDone:
            "Done"
        case .rotationArmed:
            "approved, about to begin"
        case .rotationProving:
            "the new key is checked"
        case .rotationActivating:
            "the new key is put into use"
        case .rotationRunning:
            "data keys are wrapped anew"
        case .rotationVerifying:
            "each is opened under the new key"
        case .rotationCooling:
            "over; the old key opens until the wait ends"
        case .rotationRollingBack:
            "the old key is put back"
        case .rotationCancelled:
            "taken back"
        case .retirementWaits:
            "waits for a second person: the old key goes for ever"
        case .keyRetiring:
            "the old key is taken out"
        case .keyGone:
            "over; the old key is gone"
        case .backupsNeedingKey:
            "Backups that only the old key opens"
        case .rotationHalted:
            "halted on request"
        case .rotationHaltedDisk:
            "halted: the disk has no room"
        case .rotationHaltedNotKept:
            "halted: the new key does not stand on the disk"
        case .logKeysBothSign:
            "both keys sign; the former one goes at the end of the wait"
        case .rotationHaltedUnread:
            "halted: some files cannot be read; the former key stays"
        case .rotationHaltedDamaged:
            "halted: a data key does not open"
        case .writeBackup:
            "backup"
        case .writeRenewal:
            "new data keys"
        case .writePublication:
            "publication"
        case .renewalWord:
            "New data keys"
        case .renewedFiles:
            "Files"
        case .renewedAll:
            "all of them"
        case .renewalUnderWay:
            "files are sealed anew"
        case .renewalSweeping:
            "the former keys leave the disk"
        case .renewalDone:
            "over; the former keys are gone"
        case .renewalDoneInPart:
            "over; the files that were left out keep their former keys"
        case .renewalHaltedDamaged:
            "halted: something of the next file is not as it was written"
        case .unreadFiles:
            "Files that could not be read"
        case .unreadFile:
            "File not read"
        case .renewalSkipped:
            "Files left with their former keys"
        case .custodyKey:
            "Public key"
        case .committeeMember:
            "member"
        case .committeeWord:
            "Committee"
        case .custodianKind:
            "Kind"
        case .quorumNeeded:
            "Open together"
        case .escrowAlone:
            "opens alone"
        case .escrowBeside:
            "opens with so many members:"
        case .provedAt:
            "Proved last"
        case .provedWithinYear:
            "proved within a year"
        case .formersProved:
            "Former members who agreed"
        case .goesAlong:
            "goes along"
        case .isDropped:
            "is dropped with the change"
        case .contributedBy:
            "Have contributed"
        case .committeeChange:
            "Change of the committee"
        case .waitsForProofs:
            "waits for proofs"
        case .noCommitteeFounded:
            "none: if the other ways are lost, the files are lost"
        case .writeCommittee:
            "change of the committee"
        case .motiveWriting: "to write in it"
        case .witnessWord: "Witness"
        case .witnessTrusted: "trusted"
        case .removalWaits: "removal waits for a second person"
        case .removalBy: "Removal asked by"
        case .leavesSince: "since then"
        case .noWitnessTrusted: "none: nobody outside sees whether the log only grows"
        case .logSeenAt: "Log seen by a witness"
        case .logSeenByNobody: "no witness had seen the log"
        case .writeWitness: "witness of the log"
        case .abilityIncidents: "Keeps the register of security incidents"
        case .incidentWord: "Incident"
        case .incidentCount: "Incidents"
        case .incidentsDue: "Incidents to be declared"
        case .incidentVersions: "Versions"
        case .incidentReportedBy: "Recorded by"
        case .incidentReportedAt: "Recorded on"
        case .incidentAmendedBy: "Completed by"
        case .incidentAmendedAt: "Completed on"
        case .declaration: "Declaration to the national authority"
        case .toBeDeclared: "Not made: due at once (law 05-20, art. 8)"
        case .declared: "Made"
        case .controllerName: "Data controller"
        case .controllerAuthorisation: "Number of the CNDP authorisation"
        case .controllerContact: "Where rights are exercised"
        case .notSet: "Not set: pages have a line to fill in"
        case .useRead: "read"
        case .useListed: "listed"
        case .useOpened: "file opened"
        case .useAdded: "act added"
        case .useCorrected: "act corrected"
        case .useExported: "sent to another province"
        case .useErased: "erased"
        case .useEmergency: "opened in an emergency"
        case .useApproved: "approved"
        case .useAttachment: "attachment"
        case .useOther: "other"
        case .whatWasDone: "What was done"
        case .toErase: "To be erased"
        case .orderAbout: "About"
        case .orderRequest: "Act with the request"
        case .orderApprovedBy: "Approved by"
        case .whatIsErased: "Erased"
        case .allOfFile: "The whole file"
        case .orderLapsed: "lapsed"
        case .orderApproved: "approved"
        case .orderWaits: "waits for a second person"
        case .orderDone: "carried out"
        case .erasedParts: "Parts of acts erased"
        case .carryOutFrom: "May be carried out from"
        case .carriedOutAt: "Carried out on"
        case .carriedOutBy: "Carried out by"
        case .orderApprovedAt: "Approved on"
        case .orderedAt: "Ordered on"
        case .orderedBy: "Ordered by"
        case .orderWord: "Order"
        case .groundOversight: "Oversight of data protection"
        case .groundCourt: "Decision of a court"
        case .groundRetention: "The time for keeping it is over (law 09-08, art. 3)"
        case .groundDataSubject: "Request of the person concerned (law 09-08, art. 7 and 8)"
        case .orderGround: "On what it rests"
        case .orderExport: "Export of all files of a member"
        case .orderAccessReport: "Who looked into a file"
        case .orderErasure: "Erasure"
        case .witnessKey:
            "Key of the witness"
        case .leafIndex:
            "Leaf"
        case .leafHash:
            "Hash of the leaf"
        case .logName:
            "Log"
        case .cosignedAt:
            "Cosigned by"
        case .transferReferences:
            "Members and organisations that are named"
        case .abilityOrders: "Orders erasures, reports of the log and exports"
        case .abilityApprovesOrders: "Approves what another has ordered"
        case .abilityTransmits: "Sees to it that the prosecutor is told of offences"
        case .abilityReceivesTransfers:
            "takes up files of other provinces"
        case .writeTransfer:
            "transfer between provinces"
        case .writeProvince:
            "trust in a province"
        case .descriptorMadeAt:
            "Descriptor made"
        case .trustedSince:
            "Trusted since"
        case .provinceTrusted:
            "trusted"
        case .fingerprint:
            "Fingerprint"
        case .writeHandOver:
            "hand-over of files"
        case .handOverFrom:
            "From"
        case .handOverTo:
            "To"
        case .askedBy:
            "Asked by"
        case .offer:
            "Offer"
        case .abilityBreaksGlass:
            "opens files in an emergency"
        case .access:
            "Access"
        case .lifeDanger:
            "Life in danger"
        case .opensUntil:
            "Open until"
        case .opensWhole:
            "Opens"
        case .onlyIdentity:
            "the identity alone"
        case .wholeFile:
            "identity, social and health"
        case .approvedBy:
            "Approved by"
        case .reviewDue:
            "Review due"
        case .reviewedBy:
            "Reviewed by"
        case .review:
            "Review"
        case .justified:
            "Justified"
        case .accessAt:
            "Made"
        case .secrecyUntil:
            "Secrecy accepted until"
        case .writeAct:
            "act"
        case .writeTransport:
            "change of the daemon's key"
        case .writeAbsence:
            "absence"
        case .filters:
            "Filters"
        case .writeSearch:
            "saved search"
        case .writeMember:
            "change of rights"
        case .writeDevice:
            "change of a device"
        case .writeApprove:
            "approval"
        case .writeInvite:
            "invitation"
        case .command:
            "Command"
        case .unanswered:
            "Commands without an answer"
        case .standsInFor: "Standing in for"
        case .deviceCount: "Devices"
        case .over: "over"
        case .fromDay: "from"
        case .until: "until"
        case .proposedBy: "Proposed by"
        case .changeResume: "acts again"
        case .changeGrant: "a role"
        case .change: "Change"
        case .waits: "Waits for approval"
        case .abilityAudits: "audits the log"
        case .abilityFigures: "reads published figures"
        case .abilityDeliberates: "reads tables with small counts hidden"
        case .abilityCounts: "reads the province's true figures"
        case .abilityApprovesDowngrades: "approves lower levels of risk"
        case .toldToService: "What the service was told"
        case .abilityApprovesStages: "approves closures and joinings"
        case .abilityApprovesBackdating: "allows back-dating beyond the limit"
        case .abilityAssigns: "assigns files"
        case .abilityTransfers: "transfers to another organisation"
        case .abilityOversees: "approves what waits too long"
        case .abilityCoordinates: "coordinates"
        case .abilityOperates: "runs the daemon, reads nothing"
        case .rightUpdate: "correct"
        case .rightReadMotivated: "read with a motive"
        case .rightReadAddressed: "read what is addressed to the own service"
        case .rightReadOwn: "read what one wrote"
        case .rightRead: "read"
        case .rightCreate: "create"
        case .scopeConference: "of a conference at which one is present"
        case .scopeInquiry: "on which the own bureau inquires"
        case .scopeSeizure: "of which the own court is seized"
        case .scopeTransmission: "transmitted to the own prosecution"
        case .scopePlacement: "of children placed in the own establishment"
        case .scopeReferral: "with an open referral to the own service"
        case .scopeRecent: "taken up by the own unit within 24 hours"
        case .scopeProvince: "of the province"
        case .scopeUnit: "of the own unit"
        case .scopeOwn: "own, or of the own unit"
        case .scopeAggregate: "none, but figures"
        case .scopeNone: "none"
        case .abilities: "Abilities"
        case .stages: "Stages"
        case .rights: "Rights"
        case .scope: "Files within reach"
        case .size: "Size"
        case .entrySending: "being sent"
        case .attachment: "Picture or document"
        case .contested: "Invitations tried by another key"
        case .contestedAt: "Tried by another key"
        case .keyedAt: "Device key since"
        case .renewalAsked: "renewal asked"
        case .renewalRunning: "being renewed"
        case .keyRenewal: "Renewal of this device's key"
        case .renewalOverdue: "overdue"
        case .daemonKeyCurrent: "Current daemon key"
        case .daemonKeyNext: "Next daemon key"
        case .daemonKeyFormer: "Former daemon key"
        case .devicesUnaware: "Devices not told the newest key"
        case .toBeTold: "Chosen to be told to the service"
        case .draft: "Draft"
        case .since: "Since"
        case .answers: "Answers"
        case .keptUntil: "Kept until"
        case .entry: "Entry"
        case .entryNotSent: "not sent"
        case .entryUnknown: "outcome unknown"
        case .entryRefused: "refused"
        case .entryOpened: "file opened"
        case .outboxUnknown: "Outcome unknown"
        case .unsearched: "no search was possible"
        case .fileNumber: "File number"
        case .fileID: "File id"
        case .nameArabic: "Name in Arabic"
        case .name: "Name"
        case .knownAs: "Known as"
        case .birthYear: "Year of birth"
        case .sex: "Sex"
        case .commune: "Commune"
        case .phone: "Telephone"
        case .fits: "Also fits"
        case .relative: "Family"
        case .registerNumber: "Register no."
        case .recordKind: "Kind"
        case .recordTitle: "Title"
        case .quorum: "Quorum"
        case .stage: "Stage"
        case .stageSince: "In this stage since"
        case .openedAt: "Opened at"
        case .lastActAt: "Last act"
        case .risk: "Level of risk"
        case .referent: "Referent"
        case .task: "Task"
        case .due: "Due"
        case .dayDanger: "Child in danger now"
        case .dayTriage: "To triage"
        case .dayApproval: "Waiting for a second person"
        case .dayHearing: "Hearings"
        case .dayOverdue: "Overdue"
        case .dayReview: "Reviews that come"
        case .dayComing: "Coming within 14 days"
        case .dayAnswer: "Answers of services, last 7 days"
        case .dayReferral: "Referrals to answer"
        case .dayCommittee: "What the committee asked"
        case .dayDuplicate: "Perhaps one child"
        case .pairs: "Pairs"
        case .twoChildren: "Two children, said"
        case .civilRecord: "Civil record"
        case .birthDay: "Date of birth"
        case .openFiles: "Open files"
        case .establishment: "Establishment"
        case .capacity: "Capacity"
        case .childrenPresent: "Children present"
        case .freePlaces: "Free places"
        case .overdueFiles: "Overdue"
        case .urgentFiles: "In need of help at once"
        case .tasks: "What is owed"
        case .classes: "What you may read"
        case .classIdentity: "Identity"
        case .classSocial: "Social"
        case .classHealth: "Health"
        case .classJudicial: "Judicial"
        case .classAudit: "Audit"
        case .classSpine: "Spine"
        case .classProtected: "Protected"
        case .sequence: "Sequence"
        case .act: "Act"
        case .actOpening: "Opening"
        case .actForm: "Form"
        case .actTransition: "Transition"
        case .actCorrection: "Correction"
        case .actApproval: "Approval by a second person"
        case .approvesAct: "Approves act no."
        case .correctsAct: "Corrects act no."
        case .stageAsked: "Stage asked for, to be approved by a second person"
        case .actUnreadable: "An act that you may not read"
        case .form: "Form"
        case .formVersion: "Form version"
        case .formStages: "Stages"
        case .anyStage: "any"
        case .required: "required"
        case .eventAt: "Happened at"
        case .enteredAt: "Entered at"
        case .author: "Entered by"
        case .reason: "Reason"
        case .yes: "yes"
        case .no: "no"
        case .unknown: "unknown"
        case .none: "none"
        case .never: "never"
        case .you: "you"
        case .member: "Member"
        case .person: "Person"
        case .personName: "name of the person"
        case .siblingFile: "File of a brother or sister"
        case .joinedFile: "Joined file of the same child"
        case .goesOnInFile: "Goes on in file"
        case .memberID: "Member id"
        case .device: "Device"
        case .deviceID: "Device id"
        case .role: "Role"
        case .roles: "Roles"
        case .organisation: "Organisation"
        case .province: "Province"
        case .definitionVersion: "Circuit version"
        case .profile: "Profile"
        case .address: "Address"
        case .state: "State"
        case .consentOver: "no longer in force"
        case .session: "Session"
        case .sessionUnlocked: "unlocked"
        case .daemon: "Daemon"
        case .serving: "serving"
        case .sealed: "sealed"
        case .unreachable: "unreachable"
        case .store: "Store id"
        case .startedAt: "Started at"
        case .files: "Files"
        case .acts: "Acts"
        case .logSize: "Audit leaves"
        case .sealedLeaves: "Leaves that wait for unseal"
        case .index: "Search index"
        case .rotationsRunning: "Keys being replaced"
        case .connections: "Connections"
        case .devicesActive: "Active devices"
        case .devicesOther: "Suspended or revoked devices"
        case .invitationsOpen: "Open invitations"
        case .disk: "Disk"
        case .diskNormal: "normal"
        case .diskReserve: "reserve given up: writes refused"
        case .diskFull: "full"
        case .diskFree: "Free space"
        case .rootEpoch: "Root epoch"
        case .keyring: "Keyring sequence"
        case .slots: "Unseal slots"
        case .slotCredential: "credential"
        case .slotQuorum: "quorum"
        case .slotEscrow: "escrow"
        case .slotPassphrase: "passphrase"
        case .software: "Software"
        case .libsodium: "libsodium"
        case .sqlite: "SQLite"
        case .deviceLabel: "Device label"
        case .deviceActive: "active"
        case .deviceSuspended: "suspended"
        case .deviceRevoked: "revoked"
        case .enrolledAt: "Enrolled at"
        case .lastSeen: "Last seen"
        case .invitation: "Invitation"
        case .issuedBy: "Issued by"
        case .expires: "Expires"
        case .invitationWaiting: "waits for approval"
        case .invitationOpen: "open"
        case .invitationUsed: "used"
        case .invitationConfirmed: "confirmed"
        case .invitationExpired: "expired"
        case .digest: "Digest of what is approved"
        case .row: "Row"
        case .field: "Field"
        case .value: "Value"
        case .code: "Code"
        case .label: "Label"
        case .heading: "Heading"
        case .total: "Total"
        case .outbox: "Waiting to be sent"
        case .outboxRefused: "Refused after waiting"
        case .idleLeft: "Locks in"
        }
    }
}
