extension PageText {
    var english: String {
        switch self {
        case .eraseDevices:
            "A device on which the file was opened keeps its course, sealed, until it asks for the file again."
        case .processingSheet:
            "Processing sheet (law 09-08, art. 12 and 15)"
        case .processingController:
            "Controller, authorisation and contact"
        case .processingPurpose:
            "Purpose and ground"
        case .processingPurposeText:
            "To follow each child in danger through the province's protection circuit: report, listening, assessment, protection, care, follow-up, closing. No other use; no decision rests on a computed score alone."
        case .processingGroundText:
            "Mission of public interest, legal duty and vital interest of the child (art. 4). Prior authorisation is owed (art. 12) for health data, data of offences, identity card numbers and the linking of files of several services."
        case .processingPeople:
            "People concerned: the child, its family and household, those who report, the alleged author, and the professionals of the circuit."
        case .processingData:
            "Data, by class"
        case .processingRecipients:
            "Who reads which classes"
        case .processingRetention:
            "How long it is kept"
        case .processingRetentionText:
            "Nothing is erased by itself: the time proposes, and two people decide."
        case .processingOutside:
            "Transfer and interconnection"
        case .processingOutsideText:
            "Nothing leaves the country. A service receives of a child what is chosen field by field, on a consent or a ground that is written down; another province receives a sealed and signed bundle."
        case .processingSecurity:
            "Security (art. 23 to 26)"
        case .processingSecurityText:
            "Each record is sealed under a key of its own, on the line and on the disk. Each reads what the role opens; every look and every change stands in a log that nobody can alter unseen. Erasures and reports of the log take two people. Each user has accepted professional secrecy."
        case .processingRights:
            "Rights of people (art. 7 to 9)"
        case .processingRightsText:
            "Access without delay and free of charge; rectification, erasure and locking within ten clear days."
        case .incidentRegister: "Register of security incidents"
        case .incidentLaw:
            "An incident is declared to the national authority as soon as it is known (law 05-20, art. 8). Nothing is taken out of this register."
        case .accessReport: "Who used the file"
        case .accessLimits:
            "Searches and lists of files leave no trace by file: that somebody saw a name in one is not told here."
        case .leavesUnreadable: "Entries of the log that cannot be read any more"
        case .eraseLimits:
            "It cannot reach whoever kept an old backup together with the old keys or passphrase that opened it."
        case .proofOfErasure: "Proof that the erasure stands in the log"
        case .proofByAuditor:
            "Whoever audits or protects data can print this record with its proof: madar order record"
        case .proofChecked:
            "Written to a file, madar verify checks this text without the daemon."
        case .keptUntilProved: "Kept until a drill proves a later one"
        case .noBackupHolds: "None of the backups that the daemon made and keeps."
        case .copiesElsewhere:
            "Copies of a backup that somebody took elsewhere are not known here, and are written in:"
        case .backupsHold: "Backups that still hold it, and until when"
        case .keysStay:
            "Where other acts of the class stay, so does its key: a copy that lies elsewhere opens for as long as they do."
        case .keysDestroyed:
            "Its keys were destroyed with it: a copy that lies elsewhere opens only with the master keys of its day, for as long as those are kept."
        case .erasureDone:
            "The data named below was erased for good from the records of this centre."
        case .erasureRecord: "Record of an erasure"
        case .blankForm: "Form to fill by hand"
        case .filledForm: "Filled form"
        case .fileSheet: "What the file holds"
        case .wholeFile: "Copy of the file"
        case .prosecutorNotice: "To the prosecutor: a child in danger"
        case .referralSheet: "Referral"
        case .forRecipient: "Intended for"
        case .recipientInternal: "Whoever works on the file"
        case .recipientJustice: "Prosecutor or judge"
        case .recipientService: "Partner service"
        case .recipientSchool: "School"
        case .recipientEmployer: "Employer"
        case .recipientSubject: "Person concerned, or who stands for him by law"
        case .printedBy: "Printed by"
        case .printedAt: "Printed on"
        case .printReason: "Reason of the printing"
        case .secrecy:
            "Professional secrecy (Penal Code, art. 446): only for whoever must know to "
                + "protect the child. Do not leave it unwatched; destroy it once it no longer "
                + "serves."
        case .onlyNeeded: "This page holds only what its recipient needs."
        case .child: "Child"
        case .tracks: "Where the file is"
        case .corrects: "Corrects an earlier act."
        case .correctedBy: "Corrected since by act"
        case .masked: "[masked: tells of another person]"
        case .withheld: "What this copy does not hold"
        case .maskedCount: "Values masked, which tell of other people"
        case .withheldByLaw:
            "Parts may have been left out by law; this page tells neither which, nor whether there "
                + "are any."
        case .required: "* required"
        case .dependsOn: "depends on"
        case .writtenOut: "Long list: write the words out."
        case .attached: "document attached"
        case .signedAt: "Place and date"
        case .signature: "Name, signature and stamp"
        case .noticeTitle: "Information of the persons concerned (law 09-08, art. 5)"
        case .noticeController: "Who answers for the processing (data controller):"
        case .noticeAuthorisation:
            "Number of the authorisation by the national commission for the protection of "
                + "personal data:"
        case .noticePurpose:
            "Purpose: to protect the child in the territorial circuit, from reception to "
                + "follow-up. The data serves nothing else."
        case .noticeAnswers:
            "Answers marked * are needed to help the child; without them help may come later. "
                + "All others are free."
        case .noticeRecipients:
            "Recipients: authorised staff, each within his task; services to which the child "
                + "is referred, for what they need; justice, where the law says so."
        case .noticeRights:
            "Rights: access to the data, free of charge (art. 7); rectification of what is "
                + "wrong, within ten clear days (art. 8); objection for legitimate reasons, unless "
                + "the processing is a duty by law (art. 9). Whoever stands for the child by law "
                + "exercises them."
        case .noticeWhere:
            "Where to ask, in writing or by word of mouth (service that follows the child):"
        case .recordVersion: "Version"
        case .recordVersionReplaced: "Replaced by the next version on"
        case .decisionsAndTasks: "Decisions and tasks"
        case .progressWord: "Progress"
        case .diagnosisUnit:
            "Counted are the children of the whole province, each once in a table. What is hidden is a small number, or would tell one. For the committee: two tables side by side may tell more than each."
        case .gapsTitle: "What the province lacks"
        case .gapServices: "Services that were not to be had"
        case .noGapRecorded:
            "None was recorded in this period, which does not say that none was lacking."
        case .otherLines: "all other lines"
        case .everyLine: "each line"
        case .gapSectors: "Focal points in the directory, by sector"
        case .gapSector: "Sector"
        case .gapFocalPoints: "Focal points"
        case .gapBareCommunes: "Communes without one"
        case .gapNone: "none"
        case .gapPlaces: "Places in services and establishments"
        case .gapSeenOn: "Told on"
        case .gapNotKnown: "not known"
        case .noPlacesRecorded:
            "No entry of the directory tells of places: how many are free is not known."
        case .directoryReadAt: "Directory read on"
        case .directoryClosed:
            "The directory is closed to whoever asked: what it lacks is not known."
        case .recordCourse: "Course of the file: each version, when and by whom"
        case .noticeComplaint:
            "Without an answer: complaint to the national commission for the protection of "
                + "personal data."
        }
    }
}
