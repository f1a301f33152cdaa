extension HelpText {
    var english: String {
        switch self {
        case .publish:
            "What the province publishes of a period: one person prepares it, another approves."
        case .publishList:
            "List what is published and what waits."
        case .publishPrepare:
            "Prepare the tables of a period and show them; nothing is proposed."
        case .publishPropose:
            "Propose the tables of a period; a second person approves."
        case .publishApprove:
            "Approve as the second person, which publishes."
        case .publishWithdraw:
            "Take back or refuse what waits."
        case .publishShow:
            "Show the tables of a publication."
        case .publishWrite:
            "Write what is published as a page, a sheet or JSON."
        case .argumentPublication:
            "The publication, by the first characters of its id."
        case .returnCommand:
            "Have the file of counts of a period signed for the ministry."
        case .optionPublication:
            "The publication, where several are of the period."
        case .optionReturnOutput:
            "New file for the return, which its owner alone can read."
        case .figures:
            "Figures of a period, of which no child can be told."
        case .reportCommand:
            "A report of a period: HTML for screen and paper, CSV or JSON."
        case .argumentIndicators:
            "Codes of indicators."
        case .argumentReport:
            "Code of the report; madar report --list tells them."
        case .optionMonth:
            "A month, such as 2026-10."
        case .optionQuarter:
            "A quarter, such as 2026-3."
        case .optionYear:
            "A year, such as 2026."
        case .optionPeriodFrom:
            "First day, such as 2026-10-01."
        case .optionPeriodTo:
            "Last day."
        case .optionBy:
            "By what the figures are broken down: sex, age, age_cp, milieu, commune, category, unit, or a list or field of the indicator; twice at most."
        case .optionFigureMeasure:
            "Code of one measure of the indicator."
        case .optionFiguresProvince:
            "Of all files of the province, for who may count them."
        case .optionFiguresOrganisation:
            "Only the files of this organisation, by name or id."
        case .optionFiguresList:
            "List the indicators."
        case .optionReportList:
            "List the reports."
        case .optionSheetFile:
            "Write the figures as CSV to this new file."
        case .optionReportFile:
            "The new file, which its owner alone can read."
        case .optionReportIn:
            "Languages of an HTML report: fr, ar, or both side by side."
        case .optionReportFormat:
            "What is written: html, csv or json."
        case .slots:
            "What unseals the store, and a new way in the place of a lost one."
        case .slotsList:
            "List what unseals the store."
        case .slotsCredential:
            "Propose a new credential file; a second person approves, and the daemon makes it."
        case .slotsPassphrase:
            "Propose a new passphrase; once a second person has approved, set it."
        case .slotsCancel:
            "Take back what is proposed."
        case .optionSaveNote:
            "Write what this device saw of the log to a file, for whoever signs."
        case .restored:
            "See that the store was restored from a backup, and let this device work with it."
        case .optionSignRestoration:
            "Sign it, as operator or coordinator; two people do."
        case .optionLostNote:
            "A note of the log as it was before, which somebody kept."
        case .backupControl:
            "Backups: the plan, what there is, one more now."
        case .backupNow:
            "Make a backup now and wait until it is written."
        case .backupList:
            "The plan and the backups, the newest first."
        case .backupPlan:
            "Propose to whom, where and how often is backed up; a second person approves."
        case .optionBackupRecipient:
            "Who can open a backup, age1…; given twice at least."
        case .optionBackupFolder:
            "Folder of the backups, on the daemon's machine."
        case .optionKeyFolder:
            "Folder of the backup of the keys; else that of the backups."
        case .optionEvery:
            "Hours between two backups, 1 to 744."
        case .keys:
            "The store's keys, and putting a new one in the place of an old one."
        case .keysList:
            "Which keys there are, where each stands, and the last rotation of each."
        case .keysCensus:
            "How many data keys each key of a class wraps."
        case .keysRotate:
            "Plan a new key for a class of data, or another key; a second person approves."
        case .keysWatch:
            "Follow a rotation until it is over."
        case .keysPause:
            "Halt a rotation; files are read and written as before."
        case .keysResume:
            "Let a halted rotation go on."
        case .keysRollBack:
            "Make the old key the active one again."
        case .keysCancel:
            "Take back a rotation that has not put its key into use."
        case .keysRetire:
            "Take the old key of a rotation out of the keyring for ever, once a second person approves."
        case .keysRenew:
            "Plan new data keys for files, and seal what is kept of them anew; a second person approves."
        case .keysRenewal:
            "Where the last order of new data keys stands; pause, resume, cancel or watch it."
        case .argumentRenewedFiles:
            "Ids of the files, in hexadecimal: whoever works with a file tells its id."
        case .optionRenewedClass:
            "Class of data that gets new keys; may be given several times; else all of them."
        case .optionAllFiles:
            "All files that there are when it begins."
        case .argumentRenewalStep:
            "What is asked of it: pause, resume, cancel or watch; else it is shown."
        case .argumentKeyClass:
            "Class of data, or key: identity, social, health, judicial, spine, protected, index, log."
        case .optionCompromised:
            "Others may know the old key: nothing of it is kept for long."
        case .optionDryRun:
            "Say what there is to do and about how long it takes; change nothing."
        case .optionWatch:
            "Stay and follow it until it is over."
        case .optionKeep:
            "How many backups are kept, 1 to 60."
        case .custody:
            "The key with which a member of the committee, or an escrow, opens a part."
        case .custodyMake:
            "Make a custody key in a sealed file, such as on a stick."
        case .custodyShow:
            "Show the public key and the fingerprint of a custody key."
        case .committee:
            "The committee that together opens the store."
        case .committeeShow:
            "Who is in the committee, who proved lately, and what waits."
        case .committeeRenew:
            "Propose the same committee with a new root key; a second person approves."
        case .committeePropose:
            "Propose a committee; a second person approves."
        case .committeeProve:
            "Prove with your custody key that a change of the committee may be made."
        case .committeePassphrase:
            "Take the unseal passphrase along to the new committee."
        case .committeeCancel:
            "Stop a change of the committee; nothing is lost."
        case .committeeDrill:
            "Prove that your custody key still opens your part; nothing is opened."
        case .optionCustodyKey:
            "File of the custody key."
        case .optionUnsealKey:
            "File of a custody key: contribute its part instead of a passphrase."
        case .optionNeeds:
            "How many members open together, 2 at least."
        case .optionMemberKey:
            "Name=KEY of a member; may be given again, 10 at most."
        case .optionEscrowKey:
            "Name=KEY of an escrow key that lies apart; may be given again, 4 at most."
        case .optionEscrowMembers:
            "How many members an escrow key takes beside it; 0 where it opens alone."
        case .optionKeysCompared:
            "The keys were compared with everybody already."
        case .optionNote:
            "Checkpoint that a witness cosigned, by which it is proved; without it the newest."
        case .witnessControl: "The witnesses of the log: whom one trusts, and what they cosigned."
        case .witnessAdd: "Propose to trust a witness; a second person approves."
        case .witnessList: "The witnesses that are trusted, and those that wait."
        case .witnessRemove: "Ask to trust a witness no longer; a second person approves."
        case .witnessCosigned: "Hand in the checkpoint that a witness cosigned."
        case .argumentWitnessKey: "Public key of the witness, as madar witness show tells it."
        case .argumentWitness: "Name of the witness, or the begin of its identifier."
        case .argumentCosigned: "Checkpoint that the witness gave back; - for the input."
        case .optionKeyCompared: "The key was compared with the witness already."
        case .optionLeafTo: "Up to which leaf: one file holds the proofs of all from --leaf on."
        case .argumentSequenceTo:
            "Up to which act: one file holds the proofs of your acts among them."
        case .optionPrintProcessing:
            "The processing sheet for the data-protection commission"
        case .incident: "The register of security incidents"
        case .record:
            "Files of other kinds than a child's: committee, sessions, plan, directory, activities"
        case .recordOpen: "Open a file of such a kind"
        case .recordList: "List the files of such kinds, or of one of them"
        case .recordGaps: "What the province lacks: services, focal points, places"
        case .optionDiagnosisQuarter: "Put the diagnosis of a quarter on the plan, such as 2026-3."
        case .optionAtVersion: "Print it as it stood at that version, such as 2."
        case .optionDiagnosisYear: "Put the diagnosis of a year on the plan, such as 2025."
        case .optionRecordIn: "Languages of the page: fr, ar, or both one after the other."
        case .recordPrint:
            "Print such a file: session with its minutes, plan with its actions, activity"
        case .optionSector: "Only those of this sector, by its code"
        case .argumentKind: "The code of the kind, as ACTIVITY or SESSION"
        case .incidentList: "Show the register, the newest incident first"
        case .incidentReport: "Record an incident"
        case .incidentAmend: "Record what was learnt of an incident since, as its declaration"
        case .incidentPrint: "Make the register as a page to sign"
        case .argumentIncident: "The incident, by the first characters of its id"
        case .optionIncidentAct:
            "The values as JSON, as an act has them, from a file, or - for the standard input"
        case .controller: "Show or set who answers for the data, as pages tell it"
        case .optionControllerName: "The name of the data controller; empty for none"
        case .optionControllerAuthorisation: "The number of its CNDP authorisation; empty for none"
        case .optionControllerContact: "Where rights are exercised; empty for none"
        case .orderReaders: "Order that the log tells who used a file"
        case .orderCaseload: "Order that all files of a member are taken out"
        case .orderExport: "Take the files out, sealed for whoever receives them"
        case .optionAgeRecipient:
            "Who may open what is written, as age1…; may be given several times"
        case .orderReport: "Show who used a file, once it is approved"
        case .optionReportPage: "As a page to print"
        case .optionReportFor:
            "internal, or subject for the person concerned: without names, organisations and reasons"
        case .argumentOrder: "The order, by the first characters of its id"
        case .optionOrderRequest: "The act with the request of the person concerned, by number"
        case .optionOrderReason: "Why, without a name"
        case .optionOrderGround: "request, retention, court or oversight"
        case .optionOrderActs: "Only these acts of the class, by number, as 4,7"
        case .optionOrderClass: "health, judicial, protected, or all for the whole file"
        case .orderRecord: "Print the dated record of an erasure"
        case .orderCarryOut: "Carry an approved order out once its wait is over"
        case .orderWithdraw: "Take an order back that was not carried out"
        case .orderApprove: "Approve what another has ordered"
        case .orderErase: "Order that classes of a file, or acts of one, are erased"
        case .orderList: "List what is ordered"
        case .order: "What takes two people: erasures, looks into the log, exports"
        case .proof:
            "Prove that an act has its leaf in the log, by a file that anybody verifies."
        case .verifyFile:
            "Verify a proof or a cosigned checkpoint without a daemon."
        case .witness:
            "Cosign checkpoints of logs, as a witness."
        case .witnessInit:
            "Make the key of a witness."
        case .witnessTrust:
            "Take up the log of a province."
        case .witnessSign:
            "Cosign a checkpoint that continues the last one."
        case .witnessShow:
            "Show the public key of the witness."
        case .witnessRequest:
            "Write the newest checkpoint for a witness."
        case .optionLeaf:
            "Leaf by its index, for who audits."
        case .optionProofOutput:
            "File to create, in 0600."
        case .optionDescriptor:
            "File of the province's descriptor, whose fingerprint was compared."
        case .optionWitness:
            "Public key of a witness who must have cosigned; may be given again."
        case .optionWitnessName:
            "Name of the witness, such as comite.sale."
        case .optionLogKeysOutput:
            "Also create this file, with the statements that lead to the log's newest key."
        case .optionLogKeys:
            "The log's statements about its keys, which the province sent."
        case .optionAfter:
            "How many leaves the witness cosigned last; 0 for none."
        case .argumentProof:
            "File of the proof or of the checkpoint; - for the input."
        case .argumentCheckpoint:
            "Checkpoint that the province sent; - for the input."
        case .argumentReceipt:
            "The receipt that came; - for the input."
        case .argumentBundle:
            "The sealed bundle that came; - for the input."
        case .optionTransferReason:
            "Why it is refused; only the sender's daemon reads it."
        case .optionReceipt:
            "Where the receipt is written; else beside the bundle."
        case .transferReceipt:
            "Hand in the receipt of the other province."
        case .transferRefuse:
            "Refuse what came, with the reason, and write the receipt."
        case .transferReceive:
            "Open a file here with what came, and write the receipt."
        case .transferSend:
            "Write the sealed bundle for the province that the act of transfer names."
        case .transfer:
            "Transfer a file to another province or take one up: a sealed bundle and a receipt."
        case .argumentProvince:
            "Code of the province, such as 04.421."
        case .argumentDescriptor:
            "File of the descriptor or of a list; - for the input."
        case .optionYesForget:
            "Do not ask before it is forgotten."
        case .optionCompared:
            "The fingerprint was compared; do not ask."
        case .optionProvinceCode:
            "Code of the province that is meant, in a file of several."
        case .optionAddress:
            "Address to put into the descriptor, such as 192.0.2.1:7620."
        case .provinceForget:
            "Trust a province no longer, at once."
        case .provinceList:
            "The provinces that are trusted, and those that wait."
        case .provinceTrust:
            "Propose to trust a province; a second person approves."
        case .provinceExport:
            "Write the signed descriptor, to be sent."
        case .provinceShow:
            "Show the descriptor of this province and its fingerprint."
        case .province:
            "The descriptor of this province, and the provinces that are trusted."
        case .print: "Make a page for paper: a file, an act, a referral, or a blank form."
        case .optionPrintForm: "Code of a form: the last act that filled it."
        case .optionPrintAct: "Number of an act in the file."
        case .optionPrintReferral: "A referral, by the first letters of its id."
        case .optionPrintFor:
            "Into whose hands it goes: internal, justice, service, school, employer or subject."
        case .optionPrintWhole:
            "Everything that the file holds and you may read, act by act."
        case .optionPrintMask:
            "Mask a value by hand: the code of a field, or FIELD:ACT; again for each."
        case .optionPrintOf:
            "With --for subject: the person around the child who is given the page, by the first "
                + "letters of its id; that person's own data stays."
        case .optionPrintReason:
            "Why it is printed; it stands on the page and in the log. Put no name in it."
        case .optionBlank: "Code of a form to fill by hand."
        case .argumentPrintFile: "The file's number, or its id; without, a blank form."
        case .handOver:
            "Hand all one's files over to a colleague, who has to accept."
        case .handOverGive:
            "Offer the files; until they are accepted, nothing moves."
        case .handOverList:
            "What is offered to me, by me, or in my service."
        case .handOverAccept:
            "Take the files on: from then on you answer for them."
        case .handOverDecline:
            "Decline: the files stay where they are."
        case .handOverWithdraw:
            "Take an offer back."
        case .optionHandTo:
            "The colleague: his id (he reads it with: madar whoami), or his name."
        case .optionHandFrom:
            "Whose files, for a coordinator; without, one's own."
        case .optionHandReason:
            "Why, in a few words; no child is named."
        case .argumentHandOver:
            "Id of the offer, or how it begins."
        case .breakGlass:
            "Open a file out of reach in an emergency, and look into such accesses."
        case .breakGlassOpen:
            "Open a file out of reach, for a reason and four hours."
        case .breakGlassList:
            "Emergency accesses: those without a review first."
        case .breakGlassApprove:
            "Agree that an access opens more than the identity."
        case .breakGlassReview:
            "Say what you found about an access, within 24 hours."
        case .optionGlassReason:
            "Why you open the file; it stands in the file and in the log."
        case .optionLifeDanger:
            "The child's life is in danger now: opens at once."
        case .optionJustified:
            "Whether the access was justified."
        case .optionGlassNote:
            "What you found."
        case .argumentAccess:
            "Id of the access, or how it begins."
        case .optionYesSecrecy:
            "Accept without a question: you have read it."
        case .secrecy:
            "Professional secrecy: read it, and accept it once a year."
        case .optionForget:
            "Forget the one of this id, once you have seen whether it was done."
        case .optionOnlyList:
            "Only list them."
        case .unanswered:
            "Commands whose answer did not come: ask for it again."
        case .optionAbsenceEnd: "I am back: take the absence back."
        case .optionDeputy: "Id of the colleague who stands in (his: madar whoami)."
        case .optionAwayUntil: "Last day away, such as 2026-08-21."
        case .optionAwayFrom: "First day away, such as 2026-08-01; without, now."
        case .absence: "Say when I am away, and who stands in for me."
        case .optionRoleUntil: "Last day, such as 2026-05-27; without, no end."
        case .optionRoleFrom: "First day, such as 2026-05-27; without, now."
        case .optionOrganisationName:
            "Name or id of the organisation; without, the one that the member has."
        case .argumentProposal: "Id of what waits, or how it begins."
        case .argumentMember: "Name of the member, or how his id begins."
        case .memberWithdraw: "Take back what waits for approval."
        case .memberRevoke: "Revoke a member for good, with all his devices; it asks."
        case .memberResume: "Propose that a suspended member act again."
        case .memberSuspend: "Suspend a member: all his devices are cut off at once."
        case .memberEnd: "End a role of a member, now."
        case .memberGrant: "Propose a role for a member; a second person approves it."
        case .member: "Grant or end a role, suspend, resume or revoke a member."
        case .members: "Members, their roles, and what waits for approval."
        case .optionOneRole: "Code of one role."
        case .authorityShow: "Show the rows of all roles, or of one."
        case .authority: "The access matrix: who may do what."
        case .optionYesSettle: "Settle without a question."
        case .deviceSettle:
            "Settle the alarm of a device whose invitation another key tried; it asks."
        case .optionNew: "Tell what is new since the last time, and end."
        case .argumentSequence: "Number of the act in the file."
        case .optionOut:
            "Write it to this file; without, to your runtime folder until the session "
                + "locks; - for the output."
        case .optionRow: "Row of the field, from 1."
        case .optionField: "Code of the field, where an act has several."
        case .watch: "Tell what others do on my files, and what falls due."
        case .attachment: "Fetch a picture or document of an act."
        case .device: "Suspend, resume or revoke a device, renew its key."
        case .deviceSuspend: "Suspend a device: cut off at once, it can be resumed."
        case .deviceResume: "Resume a suspended device."
        case .deviceRevoke: "Revoke a device for good; it asks."
        case .deviceRenew: "Ask a device to renew its key; it is not cut off."
        case .transport: "Rotate the key of the daemon, step by step."
        case .transportStatus:
            "The keys of the daemon, who does not know them, and what comes next."
        case .transportPrepare: "Make the next key; devices are told both."
        case .transportSwitch: "Make the next key the current one; both are taken."
        case .transportDrop:
            "Forget the key that is not current; who knows that one alone has to enrol again."
        case .argumentDevice: "Id of the device, or how it begins."
        case .optionYesRevoke: "Revoke without typing anything."
        case .optionYesTransport:
            "Without a question, even where devices do not know the newest key."
        case .outbox: "What waits on this device: not sent, refused, unknown."
        case .outboxList: "List what waits."
        case .outboxShow: "Show one entry, with the reason of a refusal."
        case .outboxDrop: "Drop an entry for good; it asks."
        case .drafts: "What was answered and not sent: drafts."
        case .draftsList: "List the drafts."
        case .draftsResume: "Go on with a draft where it stopped."
        case .draftsForget: "Throw a draft away; it asks."
        case .argumentDraft: "Number of the draft."
        case .actTemplate: "A form as text to fill in an editor."
        case .argumentEntry: "Number of the entry."
        case .argumentForm: "Code of the form."
        case .optionTemplate: "As a template, to enter it again."
        case .optionYesDrop: "Drop without asking: what was entered is lost."
        case .optionFromTemplate: "A filled template, from a file, or - for the standard input."
        case .overview: "OVERVIEW"
        case .usage: "USAGE"
        case .headingArguments: "ARGUMENTS"
        case .headingOptions: "OPTIONS"
        case .headingSubcommands: "SUBCOMMANDS"
        case .showHelp: "Show help information."
        case .showVersion: "Show the version."
        case .moreHelp: "Details of a command"
        case .byDefault: "default"
        case .madar: "Follow children through the protection circuit."
        case .enrol: "Enrol this device with the invitation that you were given."
        case .unlock: "Unlock with the passphrase."
        case .lock: "Lock, and wipe the keys from memory."
        case .whoami: "Who you are to the daemon, and your roles."
        case .status: "State of the session and of the daemon."
        case .find: "Find a file by name or number."
        case .open: "Open a child's file, after a search."
        case .act: "Add acts, list forms."
        case .actAdd: "Add an act to a file, field by field."
        case .actListForms: "The forms and stages of the circuit."
        case .show: "What a file holds, as far as you may read."
        case .history: "The acts of a file, in order."
        case .mine: "The files that you answer for."
        case .duplicates: "Files that may be of one child."
        case .duplicatesList: "List them, two by two, the likeliest first."
        case .duplicatesDistinct: "Note that two files are of two children."
        case .duplicatesAgain: "Take that back, so that the two are looked at again."
        case .duplicatesJoin: "Join one file to the other, which goes on."
        case .optionSettled: "Those of which somebody said that they are of two children."
        case .argumentPairFile: "The number of one of the two files."
        case .argumentPairOther: "The number of the other."
        case .optionPairReason: "Why, in few words."
        case .argumentEndingFile: "The number of the file that ends."
        case .argumentStayingFile: "The number of the file that goes on."
        case .files: "The files in your reach, by what stands on them."
        case .optionUnit: "Those of your organisation alone."
        case .optionRisk: "This level of risk only."
        case .optionCommuneStart: "This commune only, or those whose code begins so."
        case .optionReferent: "Those for which this member answers, by id."
        case .optionUnassigned: "Those for which nobody answers."
        case .optionOverdue: "Those on which something is overdue."
        case .optionUrgentOnly: "Those of children who need help at once."
        case .optionQuietDays: "Those in which nothing was written for so many days."
        case .optionHeldBy: "Those for which this organisation answers, by id."
        case .optionCategory: "Children of this target category, or of one below it."
        case .optionOpenedFrom: "Opened on this day or later."
        case .optionOpenedUntil: "Opened on this day or before."
        case .optionWrittenFrom: "Whose latest event is of this day or later."
        case .optionWrittenUntil: "Whose latest event is of this day or before."
        case .optionDueFrom: "Whose next task is due on this day or later."
        case .optionDueUntil: "Whose next task is due on this day or before."
        case .optionSort:
            "The order: longest in its stage first, by the child's family name, last written first, due first, or opened last first."
        case .argumentSavedSearch: "The name of a saved search."
        case .optionForgetSearch: "Forget the saved search of this name."
        case .optionSavedSearch:
            "The list that a saved search asks for; without a name, the saved searches."
        case .optionSaveSearch:
            "Keep these filters at the daemon under this name; write no name of a child in it."
        case .due: "What is due, or soon will be."
        case .day:
            "What waits for you today: danger, triage, approvals, hearings, what is overdue or comes."
        case .team:
            "What the members whose work you watch over have in hand, and what waits for approval."
        case .optionDayLimit: "How many files of each part are shown, 1 to 8."
        case .menuCommand: "A menu that stays."
        case .madarctl: "Run the province's daemon and its devices."
        case .invite: "Invite a new member."
        case .approve: "Approve and sign an invitation that another made."
        case .approveDowngrade:
            "Approve and sign the lower level of risk that another wrote on a file."
        case .devices: "The devices and whose they are."
        case .invitations: "The invitations and their state."
        case .metricsControl: "The daemon's metrics, as Prometheus reads them."
        case .statusControl: "State of the daemon on one screen."
        case .seal: "Seal the daemon: nothing is read any more."
        case .unseal: "Unseal the daemon with the passphrase."
        case .optionLang: "Language of the interface: ar, fr or en."
        case .optionJSON: "One JSON document with stable keys; errors too."
        case .optionPlain: "Text with tabs, without colour."
        case .optionNoColor: "No colour."
        case .optionNoInput: "Ask no question."
        case .optionProfile: "Local profile, one for each member."
        case .optionDigits: "Digits shown: ascii or arab."
        case .optionPassphraseFile: "File of the passphrase, or - for the standard input."
        case .optionInvitationFile: "File of the invitation, or - for the standard input."
        case .optionDeviceLabel: "Name of this device."
        case .optionFileNumber: "The file's number."
        case .optionStdin: "Read the text from the standard input."
        case .optionBorn: "Age or year of birth, as 9, 2016 or 2014-2016."
        case .optionSex: "Code of the sex, as F or M."
        case .optionCommune: "Code of the commune in which the child is."
        case .optionLimit: "How many results at most."
        case .optionForm: "Code of the form."
        case .optionTo: "Code of the next stage."
        case .optionMatter: "The matter that is moved, by the first letters of its id (madar show)."
        case .optionAct: "The act as JSON, from a file, or - for the standard input."
        case .refer: "Refer a child to a service, with the extract that it needs."
        case .optionTell: "Code of a field that the service is told; once for each."
        case .referrals: "What was referred to your service, and its state."
        case .places:
            "The establishments that take children: kind, specialities, capacity and free places."
        case .urgent:
            "A child in danger now: warning, urgent measure and word to the prosecutor in one call."
        case .optionFacts: "What is happening, in a sentence; no author's name."
        case .optionMeasure: "Code of the urgent measure, from the list of its form."
        case .optionRecipient: "To which prosecutor."
        case .optionYesUrgent: "Send without asking once more."
        case .optionMotive:
            "Why you read protected fields; it stands in the log. Put no name in it."
        case .optionFrom: "From this act on."
        case .optionStage: "This stage only."
        case .optionSearched: "Open without the interactive search: you have searched before."
        case .optionName: "The member's name, from a file, or - for the standard input."
        case .optionRole: "Code of the role."
        case .optionOrganisation: "Id of the organisation."
        case .optionNewOrganisation: "Name of a new organisation."
        case .optionOutput: "New file for the invitation, mode 0600."
        case .optionYesSeal: "Seal without asking: everybody will be interrupted."
        case .optionYesApprove: "Approve without typing the word: I have read what I sign."
        case .argumentFile: "The file's number as said on the phone, or its id."
        case .argumentInvitation: "Id of the invitation; a menu where it is left out."
        case .examples: "Examples:"
        case .exitCodes: "Exit codes:"
        case .jsonShape: "Shape of the act as JSON (unknown keys are refused):"
        case .madarImport:
            "Take over a register or a sheet as files."
        case .importRun:
            "Show what a sheet would become; write it with --do."
        case .importTemplate:
            "A mapping to begin with, as a sheet to edit."
        case .national:
            "National figures, from the returns of provinces."
        case .nationalMerge:
            "Check the signed returns of a period and add them: a page, a sheet and a file for programs."
        case .nationalDefinition:
            "Write the definition of the circuit to a file, for the labels of national figures."
        case .optionProvinces:
            "Descriptors of the provinces that are asked: a file, or a folder of files."
        case .optionDeadline:
            "What was published after this day, in UTC, or from this moment on is late: 2026-10-31."
        case .optionDefinitionFile:
            "The definition, as madar national definition writes it; without it codes stand for labels."
        case .optionDefinitionVersion:
            "The version of the definition that counts; without it that of the file, else the most used."
        case .optionNationalOut:
            "What the new files are called, before .html, .csv and .json."
        case .argumentReturns:
            "Returns of provinces, or folders of them."
        case .argumentSheet:
            "The sheet, as CSV in UTF-8."
        case .optionMapping:
            "The mapping, a sheet too."
        case .optionDo:
            "Open the files; without it nothing is written."
        case .optionReport:
            "A new file for the report, as CSV; it holds no value of a row."
        case .optionDelimiter:
            "What stands between cells: comma, semicolon or tab; without it, what the header shows."
        case .optionRows:
            "Only these rows, such as 4,17-20."
        case .optionTakeSimilar:
            "Open these rows though they look like another row or file: somebody has looked."
        case .send: "Send what waits on this device."
        }
    }
}
