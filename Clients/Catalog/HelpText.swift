/// What help says of commands, arguments and options.
public enum HelpText: CaseIterable, Equatable, Sendable {
    /// “What the province publishes of a period: prepared by one person, approved by another”.
    case publish
    /// “List what is published and what waits”.
    case publishList
    /// “Prepare the tables of a period and show them; nothing is proposed”.
    case publishPrepare
    /// “Propose the tables of a period; a second person approves”.
    case publishPropose
    /// “Approve as the second person, which publishes”.
    case publishApprove
    /// “Take back or refuse what waits”.
    case publishWithdraw
    /// “Show the tables of a publication”.
    case publishShow
    /// “Write what is published as a page, a sheet or JSON”.
    case publishWrite
    /// “The publication, by the first characters of its id”.
    case argumentPublication
    /// “Have the file of counts of a period signed for the ministry”.
    case returnCommand
    /// “The publication, where several are of the period”.
    case optionPublication
    /// “New file for the return, which its owner alone can read”.
    case optionReturnOutput
    /// “Figures of a period, of which no child can be told”.
    case figures
    /// “A report of a period: HTML for screen and paper, CSV or JSON”.
    case reportCommand
    /// “Codes of indicators”.
    case argumentIndicators
    /// “Code of the report; madar report --list tells them”.
    case argumentReport
    /// “A month, such as 2026-10”.
    case optionMonth
    /// “A quarter, such as 2026-3”.
    case optionQuarter
    /// “A year, such as 2026”.
    case optionYear
    /// “First day, such as 2026-10-01”.
    case optionPeriodFrom
    /// “Last day”.
    case optionPeriodTo
    /// “By what the figures are broken down: sex, age, age_cp, milieu, commune, category, unit, or a list or field of the indicator; twice at most”.
    case optionBy
    /// “Code of one measure of the indicator”.
    case optionFigureMeasure
    /// “Of all files of the province, for who may count them”.
    case optionFiguresProvince
    /// “Only the files of this organisation, by name or id”.
    case optionFiguresOrganisation
    /// “List the indicators”.
    case optionFiguresList
    /// “List the reports”.
    case optionReportList
    /// “Write the figures as CSV to this new file”.
    case optionSheetFile
    /// “The new file, which its owner alone can read”.
    case optionReportFile
    /// “Languages of an HTML report: fr, ar, or both side by side”.
    case optionReportIn
    /// “What is written: html, csv or json”.
    case optionReportFormat
    /// “What unseals the store, and a new way in the place of a lost one”.
    case slots
    /// “List what unseals the store”.
    case slotsList
    /// “Propose a new credential file; a second person approves, and the daemon makes it”.
    case slotsCredential
    /// “Propose a new passphrase; once a second person has approved, set it”.
    case slotsPassphrase
    /// “Take back what is proposed”.
    case slotsCancel
    /// “Write what this device saw of the log to a file, for whoever signs”.
    case optionSaveNote
    /// “See that the store was restored from a backup, and let this device work with it”.
    case restored
    /// “Sign it, as operator or coordinator; two people do”.
    case optionSignRestoration
    /// “A note of the log as it was before, which somebody kept”.
    case optionLostNote
    /// “Backups: the plan, what there is, one more now”.
    case backupControl
    /// “Make a backup now and wait until it is written”.
    case backupNow
    /// “The plan and the backups, the newest first”.
    case backupList
    /// “Propose to whom, where and how often is backed up; a second person approves”.
    case backupPlan
    /// “Who can open a backup, age1…; given twice at least”.
    case optionBackupRecipient
    /// “Folder of the backups, on the daemon's machine”.
    case optionBackupFolder
    /// “Folder of the backup of the keys; else that of the backups”.
    case optionKeyFolder
    /// “Hours between two backups, 1 to 744”.
    case optionEvery
    /// “How many backups are kept, 1 to 60”.
    case optionKeep
    /// “The store's keys, and putting a new one in the place of an old one”.
    case keys
    /// “Which keys there are, where each stands, and the last rotation of each”.
    case keysList
    /// “How many data keys each key of a class wraps”.
    case keysCensus
    /// “Plan a new key for a class of data, or another key; a second person approves”.
    case keysRotate
    /// “Follow a rotation until it is over”.
    case keysWatch
    /// “Halt a rotation; files are read and written as before”.
    case keysPause
    /// “Let a halted rotation go on”.
    case keysResume
    /// “Make the old key the active one again”.
    case keysRollBack
    /// “Take back a rotation that has not put its key into use”.
    case keysCancel
    /// “Take the old key of a rotation out of the keyring for ever, once a second person approves”.
    case keysRetire
    /// “Plan new data keys for files, and seal what is kept of them anew; a second person approves”.
    case keysRenew
    /// “Where the last order of new data keys stands; pause, resume, cancel or watch it”.
    case keysRenewal
    /// “Ids of the files, in hexadecimal: whoever works with a file tells its id”.
    case argumentRenewedFiles
    /// “Class of data that gets new keys; may be given several times; else all of them”.
    case optionRenewedClass
    /// “All files that there are when it begins”.
    case optionAllFiles
    /// “What is asked of it: pause, resume, cancel or watch; else it is shown”.
    case argumentRenewalStep
    /// “Class of data, or key: identity, social, health, judicial, spine, protected, index, log”.
    case argumentKeyClass
    /// “Others may know the old key: nothing of it is kept for long”.
    case optionCompromised
    /// “Say what there is to do and about how long it takes; change nothing”.
    case optionDryRun
    /// “Stay and follow it until it is over”.
    case optionWatch
    /// “The key with which a member of the committee, or an escrow, opens a part”.
    case custody
    /// “Make a custody key in a sealed file, such as on a stick”.
    case custodyMake
    /// “Show the public key and the fingerprint of a custody key”.
    case custodyShow
    /// “The committee that together opens the store”.
    case committee
    /// “Who is in the committee, who proved lately, and what waits”.
    case committeeShow
    /// “Propose a committee; a second person approves”.
    case committeePropose
    /// “Propose the same committee with a new root key; a second person approves”.
    case committeeRenew
    /// “Prove with your custody key that a change of the committee may be made”.
    case committeeProve
    /// “Take the unseal passphrase along to the new committee”.
    case committeePassphrase
    /// “Stop a change of the committee; nothing is lost”.
    case committeeCancel
    /// “Prove that your custody key still opens your part; nothing is opened”.
    case committeeDrill
    /// “File of the custody key”.
    case optionCustodyKey
    /// “File of a custody key: contribute its part instead of a passphrase”.
    case optionUnsealKey
    /// “How many members open together, 2 at least”.
    case optionNeeds
    /// “Name=KEY of a member; may be given again, 10 at most”.
    case optionMemberKey
    /// “Name=KEY of an escrow key that lies apart; may be given again, 4 at most”.
    case optionEscrowKey
    /// “How many members an escrow key takes beside it; 0 where it opens alone”.
    case optionEscrowMembers
    /// “The keys were compared with everybody already”.
    case optionKeysCompared
    /// “Checkpoint that a witness cosigned, by which it is proved; without it the newest.”.
    case optionNote
    /// “The witnesses of the log: whom one trusts, and what they cosigned.”.
    case witnessControl
    /// “Propose to trust a witness; a second person approves.”.
    case witnessAdd
    /// “The witnesses that are trusted, and those that wait.”.
    case witnessList
    /// “Ask to trust a witness no longer; a second person approves.”.
    case witnessRemove
    /// “Hand in the checkpoint that a witness cosigned.”.
    case witnessCosigned
    /// “Public key of the witness, as madar witness show tells it.”.
    case argumentWitnessKey
    /// “Name of the witness, or the begin of its identifier.”.
    case argumentWitness
    /// “Checkpoint that the witness gave back; - for the input.”.
    case argumentCosigned
    /// “The key was compared with the witness already.”.
    case optionKeyCompared
    /// “Up to which leaf: one file holds the proofs of all from --leaf on.”.
    case optionLeafTo
    /// “Up to which act: one file holds the proofs of one's own acts among them.”.
    case argumentSequenceTo
    /// “Files of other kinds than a child's: committee, sessions, plan, directory, activities”.
    case record
    /// “Open such a file”.
    case recordOpen
    /// “List such files”.
    case recordList
    /// “Print such a file: session, plan, activity”.
    case recordPrint
    /// “Languages of the page: fr, ar, or both one after the other”.
    case optionRecordIn
    /// “Put the diagnosis of a year on the plan, such as 2025”.
    case optionDiagnosisYear
    /// “Print it as it stood at that version, such as 2”.
    case optionAtVersion
    /// “Put the diagnosis of a quarter on the plan, such as 2026-3”.
    case optionDiagnosisQuarter
    /// “What the province lacks: services, focal points, places”.
    case recordGaps
    /// “Only those of this sector, by its code”.
    case optionSector
    /// “The code of the kind, as ACTIVITY or SESSION”.
    case argumentKind
    /// “The register of security incidents”.
    case incident
    /// “Show the register, the newest incident first”.
    case incidentList
    /// “Record an incident”.
    case incidentReport
    /// “Record what was learnt of an incident since, as its declaration”.
    case incidentAmend
    /// “Make the register as a page to sign”.
    case incidentPrint
    /// “The incident, by the first characters of its id”.
    case argumentIncident
    /// “The values as JSON, as an act has them, from a file, or - for the standard input”.
    case optionIncidentAct
    /// “Show or set who answers for the data, as pages tell it”.
    case controller
    /// “The name of the data controller; empty for none”.
    case optionControllerName
    /// “The number of its CNDP authorisation; empty for none”.
    case optionControllerAuthorisation
    /// “Where rights are exercised; empty for none”.
    case optionControllerContact
    /// “Order that the log tells who used a file”.
    case orderReaders
    /// “Order that a member's files are taken out”.
    case orderCaseload
    /// “Take the files out, sealed for who receives them, once it is approved”.
    case orderExport
    /// “Who may open what is written, as age1…”.
    case optionAgeRecipient
    /// “Show who used a file, once it is approved”.
    case orderReport
    /// “As a page to print”.
    case optionReportPage
    /// “internal, or subject for the person concerned: organisations, and neither names nor reasons”.
    case optionReportFor
    /// “The processing sheet for the data-protection commission”.
    case optionPrintProcessing
    /// “The order, by the first characters of its id”.
    case argumentOrder
    /// “The act with the request of the person concerned, by number”.
    case optionOrderRequest
    /// “Why, without a name”.
    case optionOrderReason
    /// “request, retention, court or oversight”.
    case optionOrderGround
    /// “Only these acts of the class, by number, as 4,7”.
    case optionOrderActs
    /// “health, judicial, protected, or all for the whole file”.
    case optionOrderClass
    /// “Print the dated record of an erasure”.
    case orderRecord
    /// “Carry an approved order out once its wait is over”.
    case orderCarryOut
    /// “Take an order back that was not carried out”.
    case orderWithdraw
    /// “Approve what another has ordered”.
    case orderApprove
    /// “Order that classes of a file, or acts of one, are erased”.
    case orderErase
    /// “List what is ordered”.
    case orderList
    /// “What takes two people: erasures, looks into the log, exports”.
    case order
    /// “Prove that an act has its leaf in the log, by a file that anybody verifies.”.
    case proof
    /// “Verify a proof or a cosigned checkpoint without a daemon.”.
    case verifyFile
    /// “Cosign checkpoints of logs, as a witness.”.
    case witness
    /// “Make the key of a witness.”.
    case witnessInit
    /// “Take up the log of a province.”.
    case witnessTrust
    /// “Cosign a checkpoint that continues the last one.”.
    case witnessSign
    /// “Show the public key of the witness.”.
    case witnessShow
    /// “Write the newest checkpoint for a witness.”.
    case witnessRequest
    /// “Leaf by its index, for who audits.”.
    case optionLeaf
    /// “File to create, in 0600.”.
    case optionProofOutput
    /// “File of the province's descriptor, whose fingerprint was compared.”.
    case optionDescriptor
    /// “Public key of a witness who must have cosigned; may be given again.”.
    case optionWitness
    /// “Name of the witness, such as comite.sale.”.
    case optionWitnessName
    /// “Also create this file, with the statements that lead to the log's newest key.”.
    case optionLogKeysOutput
    /// “The log's statements about its keys, which the province sent.”.
    case optionLogKeys
    /// “How many leaves the witness cosigned last; 0 for none.”.
    case optionAfter
    /// “File of the proof or of the checkpoint; - for the input.”.
    case argumentProof
    /// “Checkpoint that the province sent; - for the input.”.
    case argumentCheckpoint
    /// “The receipt that came; - for the input.”.
    case argumentReceipt
    /// “The sealed bundle that came; - for the input.”.
    case argumentBundle
    /// “Why it is refused; only the sender's daemon reads it.”.
    case optionTransferReason
    /// “Where the receipt is written; else beside the bundle.”.
    case optionReceipt
    /// “Hand in the receipt of the other province.”.
    case transferReceipt
    /// “Refuse what came, with the reason, and write the receipt.”.
    case transferRefuse
    /// “Open a file here with what came, and write the receipt.”.
    case transferReceive
    /// “Write the sealed bundle for the province that the act of transfer names.”.
    case transferSend
    /// “Transfer a file to another province or take one up: a sealed bundle and a receipt.”.
    case transfer
    /// “Code of the province, such as 04.421.”.
    case argumentProvince
    /// “File of the descriptor or of a list; - for the input.”.
    case argumentDescriptor
    /// “Do not ask before it is forgotten.”.
    case optionYesForget
    /// “The fingerprint was compared; do not ask.”.
    case optionCompared
    /// “Code of the province that is meant, in a file of several.”.
    case optionProvinceCode
    /// “Address to put into the descriptor, such as 192.0.2.1:7620.”.
    case optionAddress
    /// “Trust a province no longer, at once.”.
    case provinceForget
    /// “The provinces that are trusted, and those that wait.”.
    case provinceList
    /// “Propose to trust a province; a second person approves.”.
    case provinceTrust
    /// “Write the signed descriptor, to be sent.”.
    case provinceExport
    /// “Show the descriptor of this province and its fingerprint.”.
    case provinceShow
    /// “The descriptor of this province, and the provinces that are trusted.”.
    case province
    /// “Make a page for paper: a file, an act, a referral, or a blank form.”.
    case print
    /// “Code of a form: the last act that filled it.”.
    case optionPrintForm
    /// “Number of an act in the file.”.
    case optionPrintAct
    /// “A referral, by the first letters of its id.”.
    case optionPrintReferral
    /// “Into whose hands it goes: internal, service, school, employer or subject.”.
    case optionPrintFor
    /// “Everything that the file holds and you may read, act by act.”.
    case optionPrintWhole
    /// “Mask a value by hand: the code of a field, or FIELD:ACT; again for each.”.
    case optionPrintMask
    /// “With --for subject: the person around the child who is given the page, by the first letters
    /// of its id; that person's own data stays.”.
    case optionPrintOf
    /// “Why it is printed; it stands on the page and in the log. Put no name in it.”.
    case optionPrintReason
    /// “Code of a form to fill by hand.”.
    case optionBlank
    /// “The file's number, or its id; without, a blank form.”.
    case argumentPrintFile
    /// “Hand all one's files over to a colleague, who has to accept.”.
    case handOver
    /// “Offer the files; until they are accepted, nothing moves.”.
    case handOverGive
    /// “What is offered to me, by me, or in my service.”.
    case handOverList
    /// “Take the files on: from then on you answer for them.”.
    case handOverAccept
    /// “Decline: the files stay where they are.”.
    case handOverDecline
    /// “Take an offer back.”.
    case handOverWithdraw
    /// “The colleague: his id (he reads it with: madar whoami), or his name.”.
    case optionHandTo
    /// “Whose files, for a coordinator; without, one's own.”.
    case optionHandFrom
    /// “Why, in a few words; no child is named.”.
    case optionHandReason
    /// “Id of the offer, or how it begins.”.
    case argumentHandOver
    /// “Open a file out of reach in an emergency, and look into such accesses.”.
    case breakGlass
    /// “Open a file out of reach, for a reason and four hours.”.
    case breakGlassOpen
    /// “Emergency accesses: those without a review first.”.
    case breakGlassList
    /// “Agree that an access opens more than the identity.”.
    case breakGlassApprove
    /// “Say what you found about an access, within 24 hours.”.
    case breakGlassReview
    /// “Why you open the file; it stands in the file and in the log.”.
    case optionGlassReason
    /// “The child's life is in danger now: opens at once.”.
    case optionLifeDanger
    /// “Whether the access was justified”.
    case optionJustified
    /// “What you found.”.
    case optionGlassNote
    /// “Id of the access, or how it begins.”.
    case argumentAccess
    /// “Accept without a question: you have read it.”.
    case optionYesSecrecy
    /// “Professional secrecy: read it, and accept it once a year.”.
    case secrecy
    /// “Forget the one of this id, once you have seen whether it was done.”.
    case optionForget
    /// “Only list them.”.
    case optionOnlyList
    /// “Commands whose answer did not come: ask for it again.”.
    case unanswered
    /// “I am back: take the absence back.”.
    case optionAbsenceEnd
    /// “Id of the colleague who stands in (his: madar whoami).”.
    case optionDeputy
    /// “Last day away, such as 2026-08-21.”.
    case optionAwayUntil
    /// “First day away, such as 2026-08-01; without, now.”.
    case optionAwayFrom
    /// “Say when I am away, and who stands in for me.”.
    case absence
    /// “Last day, such as 2026-05-27; without, no end.”.
    case optionRoleUntil
    /// “First day, such as 2026-05-27; without, now.”.
    case optionRoleFrom
    /// “Name or id of the organisation; without, the one that the member has.”.
    case optionOrganisationName
    /// “Id of what waits, or how it begins.”.
    case argumentProposal
    /// “Name of the member, or how his id begins.”.
    case argumentMember
    /// “Take back what waits for approval.”.
    case memberWithdraw
    /// “Revoke a member for good, with all his devices; it asks.”.
    case memberRevoke
    /// “Propose that a suspended member act again.”.
    case memberResume
    /// “Suspend a member: all his devices are cut off at once.”.
    case memberSuspend
    /// “End a role of a member, now.”.
    case memberEnd
    /// “Propose a role for a member; a second person approves it.”.
    case memberGrant
    /// “Grant or end a role, suspend, resume or revoke a member.”.
    case member
    /// “Members, their roles, and what waits for approval.”.
    case members
    /// “Code of one role.”.
    case optionOneRole
    /// “Show the rows of all roles, or of one.”.
    case authorityShow
    /// “The access matrix: who may do what.”.
    case authority
    /// “Settle without a question.”.
    case optionYesSettle
    /// “Settle the alarm of a device whose invitation another key tried; it asks.”.
    case deviceSettle
    /// “Tell what is new since the last time, and end.”.
    case optionNew
    /// “Number of the act in the file.”.
    case argumentSequence
    /// “Write it to this file; without, to your runtime folder until the session locks; - for the output.”.
    case optionOut
    /// “Row of the field, from 1.”.
    case optionRow
    /// “Code of the field, where an act has several.”.
    case optionField
    /// “Tell what others do on my files, and what falls due.”.
    case watch
    /// “Fetch a picture or document of an act.”.
    case attachment
    /// “Suspend, resume or revoke a device, renew its key.”.
    case device
    /// “Suspend a device: cut off at once, it can be resumed.”.
    case deviceSuspend
    /// “Resume a suspended device.”.
    case deviceResume
    /// “Revoke a device for good; it asks.”.
    case deviceRevoke
    /// “Ask a device to renew its key; it is not cut off.”.
    case deviceRenew
    /// “Rotate the key of the daemon, step by step.”.
    case transport
    /// “The keys of the daemon, who does not know them, and what comes next.”.
    case transportStatus
    /// “Make the next key; devices are told both.”.
    case transportPrepare
    /// “Make the next key the current one; both are taken.”.
    case transportSwitch
    /// “Forget the key that is not current; who knows that one alone has to enrol again.”.
    case transportDrop
    /// “Id of the device, or how it begins.”.
    case argumentDevice
    /// “Revoke without typing anything.”.
    case optionYesRevoke
    /// “Without a question, even where devices do not know the newest key.”.
    case optionYesTransport
    /// “What waits on this device: not sent, refused, unknown.”.
    case outbox
    /// “List what waits.”.
    case outboxList
    /// “Show one entry, with the reason of a refusal.”.
    case outboxShow
    /// “Drop an entry for good; it asks.”.
    case outboxDrop
    /// “What was answered and not sent: drafts.”.
    case drafts
    /// “List the drafts.”.
    case draftsList
    /// “Go on with a draft where it stopped.”.
    case draftsResume
    /// “Throw a draft away; it asks.”.
    case draftsForget
    /// “Number of the draft.”.
    case argumentDraft
    /// “A form as text to fill in an editor.”.
    case actTemplate
    /// “Number of the entry.”.
    case argumentEntry
    /// “Code of the form.”.
    case argumentForm
    /// “As a template, to enter it again.”.
    case optionTemplate
    /// “Drop without asking: what was entered is lost.”.
    case optionYesDrop
    /// “A filled template, from a file, or - for the standard input.”.
    case optionFromTemplate
    /// “OVERVIEW”.
    case overview
    /// “USAGE”.
    case usage
    /// “ARGUMENTS”.
    case headingArguments
    /// “OPTIONS”.
    case headingOptions
    /// “SUBCOMMANDS”.
    case headingSubcommands
    /// “Show help information.”.
    case showHelp
    /// “Show the version.”.
    case showVersion
    /// “Details of a command”.
    case moreHelp
    /// “default”.
    case byDefault
    /// “Follow children through the protection circuit”.
    case madar
    /// “Enrol this device with the invitation that you were given”.
    case enrol
    /// “Unlock with the passphrase”.
    case unlock
    /// “Lock, and wipe the keys from memory”.
    case lock
    /// “Who you are to the daemon, and your roles”.
    case whoami
    /// “State of the session and of the daemon”.
    case status
    /// “Find a file by name or number”.
    case find
    /// “Open a child's file, after a search”.
    case open
    /// “A child in danger: warning, measure and word to the prosecutor, in one call”.
    case urgent
    /// “Refer a child to a service, with the extract that it needs”.
    case refer
    /// “What was referred to one's service and lies with it”.
    case referrals
    /// “Establishments that take children, and their free places”.
    case places
    /// “Add acts, list forms”.
    case act
    /// “Add an act to a file, field by field”.
    case actAdd
    /// “The forms and stages of the circuit”.
    case actListForms
    /// “What a file holds, as far as you may read”.
    case show
    /// “The acts of a file, in order”.
    case history
    /// “The files that you answer for”.
    case mine
    /// “Files that may be of one child”.
    case duplicates
    /// “List them, two by two, the likeliest first”.
    case duplicatesList
    /// “Note that two files are of two children”.
    case duplicatesDistinct
    /// “Take that back, so that the two are looked at again”.
    case duplicatesAgain
    /// “Join one file to the other, which goes on”.
    case duplicatesJoin
    /// “Those of which somebody said that they are of two children”.
    case optionSettled
    /// “The number of one of the two files”.
    case argumentPairFile
    /// “The number of the other”.
    case argumentPairOther
    /// “Why, in few words”.
    case optionPairReason
    /// “The number of the file that ends”.
    case argumentEndingFile
    /// “The number of the file that goes on”.
    case argumentStayingFile
    /// “The files in your reach, by what stands on them”.
    case files
    /// “Those of your organisation alone”.
    case optionUnit
    /// “This level of risk only”.
    case optionRisk
    /// “This commune only, or those whose code begins so”.
    case optionCommuneStart
    /// “Those for which this member answers, by id”.
    case optionReferent
    /// “Those for which nobody answers”.
    case optionUnassigned
    /// “Those on which something is overdue”.
    case optionOverdue
    /// “Those of children who need help at once”.
    case optionUrgentOnly
    /// “Those in which nothing was written for so many days”.
    case optionQuietDays
    /// “Those for which this organisation answers, by id”.
    case optionHeldBy
    /// “Children of this target category, or of one below it”.
    case optionCategory
    /// “Opened on this day or later”.
    case optionOpenedFrom
    /// “Opened on this day or before”.
    case optionOpenedUntil
    /// “Whose latest event is of this day or later”.
    case optionWrittenFrom
    /// “Whose latest event is of this day or before”.
    case optionWrittenUntil
    /// “Whose next task is due on this day or later”.
    case optionDueFrom
    /// “Whose next task is due on this day or before”.
    case optionDueUntil
    /// “The order: longest in its stage first, by the child's family name, last written first, due first, or opened last first”.
    case optionSort
    /// “The name of a saved search”.
    case argumentSavedSearch
    /// “Forget the saved search of this name”.
    case optionForgetSearch
    /// “The list that a saved search asks for; without a name, the saved searches”.
    case optionSavedSearch
    /// “Keep these filters at the daemon under this name; write no name of a child in it”.
    case optionSaveSearch
    /// “What is due, or soon will be”.
    case due
    /// “What waits for you today”.
    case day
    /// “What the members of your team have in hand”.
    case team
    /// “How many of each part are shown”.
    case optionDayLimit
    /// “A menu that stays”.
    case menuCommand
    /// “Run the province's daemon and its devices”.
    case madarctl
    /// “Invite a new member”.
    case invite
    /// “Approve and sign an invitation that another made”.
    case approve
    /// “Approve and sign the lower level of risk that another wrote on a file.”.
    case approveDowngrade
    /// “The devices and whose they are”.
    case devices
    /// “The invitations and their state”.
    case invitations
    /// “State of the daemon on one screen”.
    case statusControl
    /// “The daemon's metrics, as Prometheus reads them”.
    case metricsControl
    /// “Seal the daemon: nothing is read any more”.
    case seal
    /// “Unseal the daemon with the passphrase”.
    case unseal
    /// “Language of the interface: ar, fr or en”.
    case optionLang
    /// “One JSON document with stable keys; errors too”.
    case optionJSON
    /// “Text with tabs, without colour”.
    case optionPlain
    /// “No colour”.
    case optionNoColor
    /// “Ask no question”.
    case optionNoInput
    /// “Local profile, one for each member”.
    case optionProfile
    /// “Digits shown: ascii or arab”.
    case optionDigits
    /// “File of the passphrase, or - for the standard input”.
    case optionPassphraseFile
    /// “File of the invitation, or - for the standard input”.
    case optionInvitationFile
    /// “Name of this device”.
    case optionDeviceLabel
    /// “The file's number”.
    case optionFileNumber
    /// “Read the text from the standard input”.
    case optionStdin
    /// “Age, year of birth, or two years”.
    case optionBorn
    /// “Code of the sex”.
    case optionSex
    /// “Code of the commune”.
    case optionCommune
    /// “How many results at most”.
    case optionLimit
    /// “Code of the form”.
    case optionForm
    /// “Code of the next stage”.
    case optionTo
    /// “The matter that is moved, by the first letters of its id”.
    case optionMatter
    /// “The act as JSON, from a file, or - for the standard input”.
    case optionAct
    /// “Why you read protected fields; it stands in the log. Put no name in it”.
    case optionMotive
    /// “What is happening, in a sentence; no author's name”.
    case optionFacts
    /// “Code of a field that the service is told, as it stands in the file; once for each”.
    case optionTell
    /// “Code of the urgent measure”.
    case optionMeasure
    /// “To which prosecutor”.
    case optionRecipient
    /// “Send without asking once more”.
    case optionYesUrgent
    /// “From this act on”.
    case optionFrom
    /// “This stage only”.
    case optionStage
    /// “Open without the interactive search: you have searched before”.
    case optionSearched
    /// “The member's name, from a file, or - for the standard input”.
    case optionName
    /// “Code of the role”.
    case optionRole
    /// “Id of the organisation”.
    case optionOrganisation
    /// “Name of a new organisation”.
    case optionNewOrganisation
    /// “New file for the invitation, mode 0600”.
    case optionOutput
    /// “Seal without asking: everybody will be interrupted”.
    case optionYesSeal
    /// “Approve without typing the word: I have read what I sign”.
    case optionYesApprove
    /// “The file's number as said on the phone, or its id”.
    case argumentFile
    /// “Id of the invitation; a menu where it is left out”.
    case argumentInvitation
    /// “Examples”.
    case examples
    /// “Exit codes”.
    case exitCodes
    /// “Shape of the act as JSON (unknown keys are refused)”.
    case jsonShape
    /// “Take over a register or sheet as files”.
    case madarImport
    /// “Show what a sheet would become; write it with --do”.
    case importRun
    /// “A mapping to begin with, as a sheet to edit”.
    case importTemplate
    /// “National figures, from the returns of provinces”.
    case national
    /// “Check the signed returns of a period and add them: a page, a sheet and a file for programs”.
    case nationalMerge
    /// “Write the definition of the circuit to a file, for the labels of national figures”.
    case nationalDefinition
    /// “Descriptors of the provinces that are asked: a file, or a folder of files”.
    case optionProvinces
    /// “What was published after this day, in UTC, or from this moment on is late: 2026-10-31”.
    case optionDeadline
    /// “The definition, as madar national definition writes it; without it codes stand for labels”.
    case optionDefinitionFile
    /// “The version of the definition that counts; without it that of the file, else the most used”.
    case optionDefinitionVersion
    /// “What the new files are called, before .html, .csv and .json”.
    case optionNationalOut
    /// “Returns of provinces, or folders of them”.
    case argumentReturns
    /// “The sheet, as CSV in UTF-8”.
    case argumentSheet
    /// “The mapping, a sheet too”.
    case optionMapping
    /// “Open the files; without, nothing is written”.
    case optionDo
    /// “A new file for the report, as CSV; it holds no value of a row”.
    case optionReport
    /// “What stands between cells: comma, semicolon or tab; without, what the header shows”.
    case optionDelimiter
    /// “Only these rows, such as 4,17-20”.
    case optionRows
    /// “Open these rows though they look like another row or file: somebody has looked”.
    case optionTakeSimilar
    /// “Send what waits on this device”.
    case send

    /// The text in a language.
    public func text(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }
}
