/// The words on a printed page.
public enum PageText: CaseIterable, Equatable, Sendable {
    /// “A device on which the file was opened keeps its course, sealed, until it asks for the file again.”.
    case eraseDevices
    /// “Processing sheet (law 09-08, art. 12 and 15)”.
    case processingSheet
    /// “Controller, authorisation and contact”.
    case processingController
    /// “Purpose and ground”.
    case processingPurpose
    /// “To follow each child in danger through the province's protection circuit: report, listening, assessment, protection, care, follow-up, closing. No other use; no decision rests on a computed score alone.”.
    case processingPurposeText
    /// “Mission of public interest, legal duty and vital interest of the child (art. 4). Prior authorisation is owed (art. 12) for health data, data of offences, identity card numbers and the linking of files of several services.”.
    case processingGroundText
    /// “People concerned: the child, its family and household, those who report, the alleged author, and the professionals of the circuit.”.
    case processingPeople
    /// “Data, by class”.
    case processingData
    /// “Who reads which classes”.
    case processingRecipients
    /// “How long it is kept”.
    case processingRetention
    /// “Nothing is erased by itself: the time proposes, and two people decide.”.
    case processingRetentionText
    /// “Transfer and interconnection”.
    case processingOutside
    /// “Nothing leaves the country. A service receives of a child what is chosen field by field, on a consent or a ground that is written down; another province receives a sealed and signed bundle.”.
    case processingOutsideText
    /// “Security (art. 23 to 26)”.
    case processingSecurity
    /// “Each record is sealed under a key of its own, on the line and on the disk. Each reads what the role opens; every look and every change stands in a log that nobody can alter unseen. Erasures and reports of the log take two people. Each user has accepted professional secrecy.”.
    case processingSecurityText
    /// “Rights of people (art. 7 to 9)”.
    case processingRights
    /// “Access without delay and free of charge; rectification, erasure and locking within ten clear days.”.
    case processingRightsText
    /// “Register of security incidents”.
    case incidentRegister
    /// “An incident is declared to the national authority as soon as it is known (law 05-20, art. 8). Nothing is taken out of this register”.
    case incidentLaw
    /// “Who used the file”.
    case accessReport
    /// “Searches and lists of files leave no trace by file: that somebody saw a name in one is not told here.”.
    case accessLimits
    /// “Entries of the log that cannot be read any more”.
    case leavesUnreadable
    /// “It cannot reach whoever kept an old backup together with the old keys or passphrase that opened it”.
    case eraseLimits
    /// “Proof that the erasure stands in the log”.
    case proofOfErasure
    /// “Who audits or protects data prints this record with its proof”.
    case proofByAuditor
    /// “In a file, madar verify checks it without the daemon”.
    case proofChecked
    /// “Backups that still hold it, and until when”.
    case backupsHold
    /// “Kept until a drill proves a later one”, of a backup.
    case keptUntilProved
    /// “None of the backups that the daemon made and keeps”.
    case noBackupHolds
    /// “Copies of a backup that somebody took elsewhere are written in”, above a line.
    case copiesElsewhere
    /// “Where other acts of the class stay, so does its key: a copy that lies elsewhere opens for as long as they do”.
    case keysStay
    /// “Its keys were destroyed with it: a copy that lies elsewhere opens only with the master keys of its day, for as long as those are kept”.
    case keysDestroyed
    /// “The data named below was erased for good from the records of this centre”.
    case erasureDone
    /// “Record of an erasure”.
    case erasureRecord
    /// “Form to fill by hand”.
    case blankForm
    /// “Filled form”.
    case filledForm
    /// “What the file holds”.
    case fileSheet
    /// “Copy of the file”.
    case wholeFile
    /// “Referral”.
    case referralSheet
    /// “To the prosecutor: a child in danger”.
    case prosecutorNotice
    /// “Intended for”.
    case forRecipient
    /// “Whoever works on the file”.
    case recipientInternal
    /// “Partner service”.
    case recipientService
    /// “Prosecutor or judge”.
    case recipientJustice
    /// “School”.
    case recipientSchool
    /// “Employer”.
    case recipientEmployer
    /// “Person concerned, or who stands for him by law”.
    case recipientSubject
    /// “Printed by”.
    case printedBy
    /// “Printed on”.
    case printedAt
    /// “Reason of the printing”.
    case printReason
    /// “Professional secrecy (Penal Code, art. 446): only for whoever must know to protect
    /// the child. Do not leave it unwatched; destroy it once it no longer serves.”.
    case secrecy
    /// “This page holds only what its recipient needs.”.
    case onlyNeeded
    /// “Child”.
    case child
    /// “Where the file is”.
    case tracks
    /// “Corrects an earlier act.”.
    case corrects
    /// “Corrected since by act”.
    case correctedBy
    /// “[masked: tells of another person]”.
    case masked
    /// “What this copy does not hold”.
    case withheld
    /// “Values masked, which tell of other people”.
    case maskedCount
    /// “Parts may have been left out by law; this page tells neither which, nor whether there are
    /// any.”.
    case withheldByLaw
    /// “* required”.
    case required
    /// “depends on”.
    case dependsOn
    /// “Long list: write the words out.”.
    case writtenOut
    /// “document attached”.
    case attached
    /// “Place and date”.
    case signedAt
    /// “Name, signature and stamp”.
    case signature
    /// “Information of the persons concerned (law 09-08, art. 5)”.
    case noticeTitle
    /// “Who answers for the processing (data controller):”.
    case noticeController
    /// “Number of the authorisation by the national commission for the protection of
    /// personal data:”.
    case noticeAuthorisation
    /// “Purpose: to protect the child in the territorial circuit, from reception to follow-
    /// up. The data serves nothing else.”.
    case noticePurpose
    /// “Answers marked * are needed to help the child; without them help may come later.
    /// All others are free.”.
    case noticeAnswers
    /// “Recipients: authorised staff, each within his task; services to which the child is
    /// referred, for what they need; justice, where the law says so.”.
    case noticeRecipients
    /// “Rights: access to the data, free of charge (art. 7); rectification of what is
    /// wrong, within ten clear days (art. 8); objection for legitimate reasons, unless the
    /// processing is a duty by law (art. 9). Whoever stands for the child by law exercises
    /// them.”.
    case noticeRights
    /// “Where to ask, in writing or by word of mouth (service that follows the child):”.
    case noticeWhere
    /// “Without an answer: complaint to the national commission for the protection of
    /// personal data.”.
    case noticeComplaint
    /// “Version”, of a plan.
    case recordVersion
    /// “Replaced by the next version on”.
    case recordVersionReplaced
    /// “Decisions and tasks”.
    case decisionsAndTasks
    /// “Progress”.
    case progressWord
    /// “Course of the file: each version, when and by whom”.
    case recordCourse
    /// “The directory is closed to whoever asked: what it lacks is not known”.
    case directoryClosed
    /// “Directory read on”.
    case directoryReadAt
    /// “No entry of the directory tells of places: how many are free is not known”.
    case noPlacesRecorded
    /// “not known”.
    case gapNotKnown
    /// “Told on”.
    case gapSeenOn
    /// “Places in services and establishments”.
    case gapPlaces
    /// “none”.
    case gapNone
    /// “Communes without one”.
    case gapBareCommunes
    /// “Focal points”.
    case gapFocalPoints
    /// “Sector”.
    case gapSector
    /// “Focal points in the directory, by sector”.
    case gapSectors
    /// “None was recorded in the period; that does not say that none was lacking”.
    case noGapRecorded
    /// “each line”.
    case everyLine
    /// “all other lines”, of which nothing is shown.
    case otherLines
    /// “Services that were not to be had”.
    case gapServices
    /// “What the province lacks”.
    case gapsTitle
    /// “Counted: children of the whole province, each once in a table. …”.
    case diagnosisUnit

    /// The text in a language.
    public func text(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }
}
