extension Fault {
    var english: String {
        switch self {
        case .ownPublication:
            "You proposed it yourself: another person approves it."
        case .unknownPublication:
            "No publication has that id."
        case .publishedAlready:
            "It is published already, and stays so."
        case .publicationWaits:
            "It waits for a second person, and is not published yet."
        case .daysWait:
            "Another publication of these days waits already."
        case .publishedBefore:
            "Everything that may be told of the children of this period is published already."
        case .nothingToPublish:
            "No table of this period can be told."
        case .periodNotOver:
            "The period is not over."
        case .reportWhole:
            "This report is of the whole province, and of a month, a quarter or a year."
        case .draftGone:
            "What was prepared has changed or is gone: nothing was proposed."
        case .notReturnable:
            "No return to the ministry can hold these tables: nothing was proposed."
        case .nothingPublished:
            "Nothing is published of this period."
        case .severalPublished(let count):
            "\(count) publications are of this period."
        case .unknownIndicator(let code):
            "There is no indicator \(code)."
        case .unknownReport(let code):
            "There is no report \(code)."
        case .breakdownNotFree(let code):
            "No table with small counts hidden is told by \(code)."
        case .unknownBreakdown(let code):
            "The indicator is not broken down by \(code)."
        case .unknownMeasure(let code):
            "The indicator has no measure \(code)."
        case .periodReversed:
            "The period ends before it begins."
        case .periodFuture:
            "The period has not begun yet."
        case .figuresNotGranted:
            "Your role may not count the files of the whole province."
        case .nationalIncomplete(let added, let asked):
            "\(added) of \(asked) provinces were added. What is missing, or was not taken, is named above and in the files."
        case .nothingToAdd:
            "None of the returns can be added."
        case .descriptorsDiffer(let code):
            "Two descriptors of \(code) have other keys, and neither is newer."
        case .tooManyReturns(let count):
            "At most \(count) files can be merged at once."
        case .definitionUnreadable(let path):
            "\(path) is no whole definition."
        case .noRoomToWrite(let path):
            "The disk is full: \(path) was not written."
        case .noSlotPlan:
            "A change of the committee is under way, or the daemon was started without a credential file."
        case .restorationUnsigned:
            "The store was restored from a backup, and two people have not signed that yet."
        case .restorationUncovered:
            "This device saw more of the log than those who signed know."
        case .noLostNote:
            "This device saw no more of the log than was restored."
        case .noBackupPlan:
            "No plan of backups is approved."
        case .badBackupPlan:
            "A plan needs two to eight different recipients (age1…), whole paths of folders, 1 to 744 hours, and 1 to 60 backups."
        case .backupNoRoom:
            "There is not enough room on the disk for a backup."
        case .backupNoFolder:
            "The folder of backups is not there."
        case .backupDisk:
            "A disk refuses to read or to write the backup."
        case .backupStore:
            "The store or its log is damaged: it was not backed up."
        case .renewalElsewhere:
            "The order of new data keys does not stand where that is possible, or another one is under way."
        case .noRenewal:
            "No order of new data keys is known."
        case .noRenewedFile:
            "One of these files is not there."
        case .memoryNotLocked:
            "Not unsealed: the kernel of the daemon's machine refuses to lock memory for keys."
        case .alreadyUnsealed:
            "The daemon is open already."
        case .rotationElsewhere:
            "The rotation does not stand where that is possible, or another one of this class is under way."
        case .noRotation:
            "No rotation of this class is known."
        case .formerKeyGoesByItself:
            "The former key of this kind goes by itself, and is never put back."
        case .unknownKeyClass(let typed):
            "No class of data is called \(typed)."
        case .backupFailed:
            "The backup failed."
        case .badCustodyKey(let typed):
            "No public custody key is read in “\(typed)”."
        case .badCommittee:
            "No committee can be made like this."
        case .committeePending:
            "Another change of the committee is under way."
        case .noCommittee:
            "The store has no committee."
        case .noCommitteePlan:
            "No change of the committee is under way."
        case .notCustodian:
            "This key belongs to nobody of the committee."
        case .custodyWrong(let name):
            "Refused: this is not the part of \(name) in the committee in force."
        case .custodyStale:
            "Somebody else proved at the same moment, and nothing was taken."
        case .custodyFileDamaged:
            "This is no custody key, or it is damaged."
        case .custodyPassphraseWrong:
            "The passphrase of the custody key is wrong."
        case .witnessKnown: "This key is trusted or waits already."
        case .unknownWitness: "No witness is trusted or waits under that name."
        case .removalKnown: "The removal of this witness waits already."
        case .noteForked:
            "ALARM: the log signed this checkpoint once, and does not hold it any more. It was put back or made anew."
        case .witnessNotTrusted: "No witness that is trusted has cosigned this."
        case .cosignatureFalse: "The line of a witness is false."
        case .cosignatureAhead: "The witness cosigned at a time that is yet to come."
        case .logUnwitnessed: "No witness has seen the log for 30 days: nothing is erased."
        case .proofsFail(let count, let total): "\(count) of \(total) proofs do not hold."
        case .unknownIncident: "No incident has that id."
        case .incidentTooLong(let excess):
            "What is said of the incident is longer than there is room for, by \(excess) bytes."
        case .numberNotTyped: "That is not the number of this file."
        case .fileInHand: "The file is still in hand, and is erased whole only once it is closed."
        case .orderNotDue(let day): "The wait is not over: it may be carried out from \(day) on."
        case .orderNotApproved: "A second person has not approved this order yet."
        case .ownOrder: "You gave this order yourself: another person approves it."
        case .unknownOrder: "No order has that id."
        case .orderUnreadable: "The log cannot tell any more what was ordered: it is damaged there."
        case .badRecipient: "This is no recipient of age."
        case .writtenSinceOrdered:
            "After the order was given, acts were added that it would erase: nobody approved that."
        case .noSuchLeaf:
            "The log has no leaf with that index."
        case .notYourAct:
            "There is no act of yours with that number in this file."
        case .logFileUnreadable:
            "This is no whole proof and no whole checkpoint: changed or cut."
        case .logFileOfOther:
            "This is of another log than that of the province."
        case .logFileForged:
            "The log's signature is missing or false."
        case .leafNotProved:
            "The leaf is not in the log where the file tells that it is."
        case .notCosigned(let witness):
            "The witness \(witness) has not cosigned it."
        case .badWitnessKey:
            "This is no public key of a witness."
        case .badWitnessName:
            "A witness's name has no blanks and no plus signs, and 64 bytes at most."
        case .noWitness:
            "This profile has no key of a witness."
        case .witnessThere:
            "This profile has a key of a witness already."
        case .logKeyElsewhere:
            "The log is signed with a key that this witness does not know. Nothing was signed."
        case .unknownLog:
            "The witness does not know this log."
        case .tooManyLogs:
            "The witness knows as many logs as one may."
        case .witnessElsewhere(let size):
            "The witness cosigned \(size) leaves last, and the file begins elsewhere."
        case .logForked:
            "ALARM: the log does not continue what this witness cosigned. Nothing was signed."
        case .sheetNotText(let path):
            "\(path) is not UTF-8 text."
        case .sheetDelimiter:
            "The header does not show what stands between two cells."
        case .sheetQuote(let row):
            "In row \(row) a quotation mark is not closed, or stands where none may."
        case .sheetEmpty(let path):
            "\(path) has no header."
        case .sheetTooLarge(let rows):
            "The sheet has more than \(rows) rows."
        case .mappingWrong(let count):
            "The mapping has \(count)."
        case .noTakingOver:
            "The circuit has no stage for files that are taken over from a register."
        case .provinceKnown:
            "The keys of this province are trusted or wait already, or the descriptor is older than the one that is trusted."
        case .notWaiting:
            "No file waits for this receipt: it was settled before, or the transfer was taken back."
        case .bundleIsHere:
            "This was received here already: it cannot be refused any more."
        case .bundleWasRefused:
            "This transfer was refused here before."
        case .bundleUnreadable(let count, let codes):
            "Written under another definition; codes that are unknown here (\(count)): \(codes)"
        case .bundleTooLarge:
            "This is too large for a transfer."
        case .bundleTooOld:
            "It is more than 30 days old, or its date lies ahead."
        case .bundleAltered:
            "This was changed or cut, or is no transfer. Nothing of it was taken."
        case .bundleNotTrusted:
            "This comes from a province that is not trusted here. Nothing of it was taken."
        case .bundleForOther:
            "This is not for this province, or not of this kind (file or receipt)."
        case .provinceNotTrusted(let code):
            "Province \(code) is not trusted here."
        case .notOnItsWay:
            "This file is not on its way to another province."
        case .unknownProvince:
            "No province is trusted or waits under that code."
        case .ownProvince:
            "This is the descriptor of your own province."
        case .severalProvinces(let codes):
            "The file holds several provinces: \(codes)"
        case .provinceNotInFile(let code):
            "No descriptor of province \(code) is in this file."
        case .descriptorUnreadable:
            "This is no whole file of province descriptors: changed, cut, or with a false signature."
        case .unknownVersion(let number, let last):
            "The file has no version \(number); its last one is \(last)."
        case .noDiagnosis: "No diagnosis stands on the page of such a file."
        case .nothingToPrint: "There is nothing to print of that, or you may not see it."
        case .notForRecipient: "Nothing of that is for this recipient."
        case .maskMissed(let places):
            "Nothing on the page stands where something was to be masked: \(places). Nothing was printed."
        case .unknownWrite:
            "No command without an answer has that id."
        case .unknownProposal: "Nothing waits under that id."
        case .unknownOrganisation: "No organisation has that name or id."
        case .tooManySavedSearches(let count):
            "You keep \(count) searches, as many as there may be."
        case .searchOfUnknown:
            "A filter names a code, a member or an organisation that the daemon does not know."
        case .badSearchName: "A search is not kept under such a name."
        case .unknownSavedSearch: "You have no saved search of that name."
        case .unknownMember: "No member has that name or id, or several have."
        case .noAlarm: "There is no alarm on this device."
        case .binaryToTerminal: "A picture or document is not written to a terminal."
        case .attachmentGone: "The picture or document is no longer kept on this device."
        case .attachmentTooLarge: "It is larger than 20 MB."
        case .attachmentUnreadable: "It is no JPEG, PNG or PDF, or it is damaged."
        case .contentDiffers: "What came is not what the act promises. It was thrown away."
        case .notArrived: "The content has not arrived yet: it still waits on its author's device."
        case .severalAttachments(let fields): "That act has several: \(fields)"
        case .noAttachment: "That act has no such picture or document, or you may not see it."
        case .watched: "Another window of this profile watches already."
        case .unknownDevice: "No device has an id that begins so."
        case .ambiguousDevice(let count): "The beginning of the id is not enough: \(count)."
        case .deviceAlreadySo(let state): "The device is so already: \(state)."
        case .deviceStaysRevoked: "A revoked device does not come back."
        case .ownDevice: "This is your own device: nobody cuts himself off."
        case .noNextKey: "There is no next key: the current one is the newest."
        case .noWayBack:
            "This device, or every coordinator's, does not know the new key yet: nobody could come back in."
        case .noOtherKey: "The daemon has one key: there is nothing to forget."
        case .digestMismatch:
            "The digest of the invitation is not that of what the daemon showed: nothing was "
                + "signed."
        case .fileNotSeen: "The line is down and this device has not read that file."
        case .noSuchEntry(let number): "There is no entry \(number)."
        case .precedingRefused: "An act before it on the same file did not come about."
        case .templateLine(let line, let field): "Line \(line) cannot be read. \(field)"
        case .usageUnknown(let word): "There is no option or command \(word)."
        case .usageMissing(let word): "\(word) is missing."
        case .usageMissingValue(let word): "\(word) needs a value."
        case .usageBadValue(let word): "The value given for \(word) is not allowed."
        case .usageUnexpected: "There is an argument too many."
        case .usageTogether(let words):
            "These arguments do not go together, or one is missing: \(words)"
        case .unreachable: "The daemon cannot be reached."
        case .lineLost: "The line dropped before the answer came."
        case .timedOut: "The daemon did not answer in time."
        case .notRecognised: "The daemon refuses this device, or it is not the expected daemon."
        case .versionMismatch: "This program and the daemon share no version of the protocol."
        case .protocolBroken: "The daemon's answer does not follow the protocol."
        case .daemonForgot:
            "The daemon's log is shorter than this device knows, or differs: an old "
                + "restore, or tampering."
        case .notEnrolled(let profile): "No device is enrolled in profile \(profile)."
        case .alreadyEnrolled(let profile): "Profile \(profile) is enrolled already."
        case .badProfileName: "The profile's name is not valid."
        case .locked: "The session is locked."
        case .wrongPassphrase: "The passphrase is wrong."
        case .passphraseTooShort: "The passphrase is shorter than 12 characters."
        case .passphrasesDiffer: "The two passphrases differ."
        case .invitationUnreadable:
            "This invitation cannot be read: a character is missing or wrong."
        case .deviceFileDamaged: "The device's file is damaged or not understood."
        case .agentUnavailable: "The session could not be started on this machine."
        case .noTerminal: "An answer is needed and there is no terminal to ask at."
        case .gaveUp: "Given up."
        case .noSuchInput(let path): "\(path) cannot be read."
        case .fileExists(let path): "\(path) exists already."
        case .cannotWrite(let path): "\(path) cannot be written."
        case .outputFailed: "The result could not be written."
        case .noSuchDraft(let number): "There is no draft \(number)."
        case .draftFormGone(let code): "The circuit has no form \(code) any more; the draft stays."
        case .draftElsewhere:
            "This draft is being answered in another window."
        case .badFileNumber: "That is no file number: its check digit does not agree."
        case .badJSON: "This JSON document does not have the expected shape."
        case .unknownForm(let code): "There is no form \(code)."
        case .notKnown(let code): "The file holds no value of \(code) that a service may be told."
        case .unknownMatter(let code): "Not exactly one matter of the file begins with \(code)."
        case .unknownKind(let code, let kinds):
            "There is no kind of file \(code). There are: \(kinds)"
        case .unknownStage(let code): "There is no stage \(code)."
        case .unknownRole(let code): "There is no role \(code)."
        case .unknownInvitation: "No invitation of that id waits for approval."
        case .formHasErrors(let count): "The form is not right: \(count)."
        case .actNotAllowed: "The file is not there yet."
        case .classClosed(let fields): "Your role does not write this: \(fields)."
        case .approvalNotTyped: "The word to confirm was not typed."
        case .bug: "The program has a fault."
        case .noPendingEnrolment: "No enrolment is unfinished."
        case .layoutTooNew: "The device's file was written by a newer program."
        case .keptDamaged: "A file kept on this device is damaged."
        case .keptTooMuch: "More waits on this device than it may keep."
        case .memoryRefused: "The system refuses locked memory."
        case .inputOutput: "Reading or writing on this machine failed."
        case .badCheckpoint: "The signature of the daemon's log is wrong."
        case .logKeyUnfollowed:
            "The log is signed with another key, and nothing leads to it from the one that this device knows."
        case .logKeyUnknown: "This device does not have the log's key yet."
        case .definitionMismatch:
            "The circuit's definition is not the one that the daemon announced."
        case .agentForeign: "The session on this machine is not yours."
        case .agentRunning: "It is unlocked already."
        case .unknownStatus(let number):
            "The daemon answered with a status that this program does not know: \(number)."
        case .badUsage: "The arguments are not right."
        case .wrongMode: "Others than you can read your profile's files."
        case .unsealRefused:
            "Not unsealed: the passphrase is wrong, or your role does not allow it."
        }
    }

    var englishAdvice: String {
        switch self {
        case .ownPublication:
            "Ask a colleague who counts, or the chair of the committee: madar publish approve"
        case .unknownPublication:
            "What is published and what waits: madar publish list"
        case .publishedAlready:
            "To see it: madar publish show"
        case .publicationWaits:
            "To have it approved: madar publish approve"
        case .daysWait:
            "Have it approved or withdrawn first: madar publish list"
        case .publishedBefore:
            "Of the same children something is published once, so that two truths cannot be compared. To see it: madar publish list"
        case .nothingToPublish:
            "Why is told beside each table."
        case .periodNotOver:
            "Choose a quarter or a year that is over."
        case .reportWhole:
            "Without --organisation, with --month, --quarter or --year."
        case .draftGone:
            "Prepare it anew: madar publish prepare"
        case .notReturnable:
            "Tell whoever keeps the definition: a code in it, or all of it, is too long for a return."
        case .nothingPublished:
            "The centre prepares it, and a second person approves: madar publish prepare"
        case .severalPublished:
            "Name one: --publication ID. The ministry adds one file of a province."
        case .unknownIndicator:
            "The list: madar figures --list"
        case .unknownReport:
            "The list: madar report --list"
        case .breakdownNotFree:
            "Possible there: sex, age, commune, category, and lists that madar figures --list tells."
        case .unknownBreakdown:
            "Possible: sex, age, age_cp, milieu, commune, category, unit, and the lists and fields that madar figures --list tells."
        case .unknownMeasure:
            "The list: madar figures --list"
        case .periodReversed:
            "Give the first day with --from and the last one with --to."
        case .periodFuture:
            "Choose a month, a quarter or a year that has begun."
        case .figuresNotGranted:
            "Without --province the files in your reach are counted; for all, ask whoever coordinates the centre. The committee is told, with --measure and --by, of a month, quarter or year that is over, a table in which small numbers are hidden. What is published: madar publish list"
        case .nationalIncomplete:
            "Ask those provinces for their return, and merge all files again."
        case .nothingToAdd:
            "Why is told above, file by file. The period and the list of provinces have to be right."
        case .descriptorsDiffer:
            "Ask the province which one is right, compare the fingerprint, and leave only that one in the list."
        case .tooManyReturns:
            "A province gives one file for a period."
        case .definitionUnreadable:
            "Have it written again: madar national definition --out FILE"
        case .noRoomToWrite:
            "Make room on the disk, or choose another folder."
        case .noSlotPlan:
            "See: madarctl committee show, madard config show"
        case .restorationUnsigned:
            "Operator and coordinator sign: madarctl restored --sign"
        case .restorationUncovered:
            "Call the operator: he signs again with its note: madar restored --save-note FILE"
        case .noLostNote:
            "Sign on a device that warns, or give the note of one: --note FILE"
        case .noBackupPlan:
            "Propose one: madarctl backup plan. A second person approves it."
        case .badBackupPlan:
            "Each recipient makes a key with age-keygen and tells you the public one."
        case .backupNoRoom:
            "Make room; nothing half-written was left."
        case .backupNoFolder:
            "Mount the disk on the daemon's machine, then try again."
        case .backupDisk:
            "Look at the disk and at the rights of the folder on the daemon's machine."
        case .backupStore:
            "Keep all earlier backups, and check the store: madard verify."
        case .renewalElsewhere:
            "See where it stands: madarctl keys renewal"
        case .noRenewal:
            "Plan one: madarctl keys renew"
        case .noRenewedFile:
            "Ask whoever works with it for its id."
        case .memoryNotLocked:
            "Set LimitMEMLOCK=1G in the daemon's unit, or give it CAP_IPC_LOCK, and restart it: page P1 of the handbook."
        case .alreadyUnsealed:
            "See its state: madarctl status"
        case .rotationElsewhere:
            "See where it stands: madarctl keys list"
        case .noRotation:
            "Plan one: madarctl keys rotate"
        case .formerKeyGoesByItself:
            "See where it stands: madarctl keys list"
        case .unknownKeyClass:
            "Choose one of identity, social, health, judicial, spine, protected, index, log."
        case .backupFailed:
            "Try again; if it fails again, look at the daemon's log."
        case .badCustodyKey:
            "As Name=MADARK-…; its holder shows it: madarctl custody show"
        case .badCommittee:
            "From 2 to 10 members with names and keys of their own, of whom 2 at least open together; at most 4 escrow keys, with fewer members beside them than a quorum has."
        case .committeePending:
            "See it: madarctl committee show"
        case .noCommittee:
            "Found one: madarctl committee propose"
        case .noCommitteePlan:
            "See the committee: madarctl committee show"
        case .notCustodian:
            "Compare the fingerprints: madarctl committee show"
        case .custodyWrong:
            "Do not try again with this daemon. Call the coordinator."
        case .custodyStale:
            "Try again."
        case .custodyFileDamaged:
            "Take the other copy. If there is none, tell the operator: the committee is made anew without this key."
        case .custodyPassphraseWrong:
            "It is the one that you chose for this file, not that of your device."
        case .witnessKnown: "The witnesses: madarctl witness list"
        case .unknownWitness: "The witnesses: madarctl witness list"
        case .removalKnown: "A second person: madarctl approve"
        case .noteForked: "Keep the file. Call the coordinator and the committee at once."
        case .witnessNotTrusted: "To trust a witness: madarctl witness add"
        case .cosignatureFalse: "Do not rely on this file. Ask the witness for it again."
        case .cosignatureAhead: "Compare the clocks: madarctl status"
        case .logUnwitnessed:
            "Let the operator bring the log to a witness: madarctl witness request, then madarctl witness cosigned. The order stands until it expires."
        case .proofsFail: "Do not rely on this file. Call the coordinator."
        case .unknownIncident: "What is recorded: madar incident"
        case .incidentTooLong: "Say it shorter, and keep the rest on paper with its reference."
        case .noSuchLeaf:
            "They are counted from 0."
        case .notYourAct:
            "The author alone has the proof of an act. The acts: madar history"
        case .logFileUnreadable:
            "Ask for the file again."
        case .logFileOfOther:
            "Compare the descriptor with the province: madarctl province show"
        case .logFileForged:
            "Do not rely on this file. Call the coordinator."
        case .leafNotProved:
            "Do not rely on this file. Call the coordinator."
        case .notCosigned:
            "Have it cosigned first: madar witness sign"
        case .badWitnessKey:
            "The witness shows it: madar witness show"
        case .badWitnessName:
            "For instance: comite.sale"
        case .noWitness:
            "Make one: madar witness init"
        case .witnessThere:
            "It is shown by: madar witness show"
        case .logKeyElsewhere:
            "If the province has replaced its key, ask it for the statements (madarctl witness request --log-keys), and give them with --log-keys. Else call the committee."
        case .unknownLog:
            "First: madar witness trust, with the descriptor of the province"
        case .tooManyLogs:
            "Make another witness, in another profile: --profile"
        case .witnessElsewhere:
            "Ask the province for one from there: madarctl witness request --after N"
        case .logForked:
            "Keep the file. Call the coordinator and the committee at once."
        case .sheetNotText:
            "Save it as \"CSV UTF-8\", or convert it: iconv -f WINDOWS-1256 -t UTF-8"
        case .sheetDelimiter:
            "Tell it: --delimiter comma, semicolon or tab"
        case .sheetQuote:
            "Save the sheet as \"CSV UTF-8\" again."
        case .sheetEmpty:
            "The first row names the columns."
        case .sheetTooLarge:
            "Divide it into several sheets."
        case .mappingWrong:
            "Correct these lines. One to begin with: madar-import template"
        case .noTakingOver:
            "Tell the operator of the daemon."
        case .provinceKnown: "The provinces: madarctl province list"
        case .notWaiting: "What happened: madar history"
        case .bundleIsHere: "The receipt: madar transfer receive FILE"
        case .bundleWasRefused: "Have the sender enter a new transfer."
        case .bundleUnreadable:
            "Have the operator add these codes to the definition, or refuse: madar transfer refuse FILE"
        case .bundleTooLarge: "Check the file."
        case .bundleTooOld: "Ask the sender to make it again."
        case .bundleAltered: "Ask the sender for it again."
        case .bundleNotTrusted: "The provinces that are trusted: madarctl province list"
        case .bundleForOther: "See to whom it was sent. For a receipt: madar transfer receipt FILE"
        case .provinceNotTrusted: "Exchange descriptors: madarctl province trust FILE"
        case .notOnItsWay: "First enter the act that transfers it: madar act add"
        case .unknownProvince: "The provinces: madarctl province list"
        case .ownProvince: "Ask for the descriptor of the other province."
        case .severalProvinces: "Name one: --code CODE"
        case .provinceNotInFile: "Without the option --code, the codes in the file are shown."
        case .descriptorUnreadable: "Ask the other province for the file again."
        case .unknownVersion:
            "Each version with its date stands in the course of the file: madar history"
        case .noDiagnosis: "The territorial plan has one: madar record list PLAN"
        case .nothingToPrint: "The acts and what they hold: madar history"
        case .notForRecipient: "What a school or an employer needs: madar print FILE --referral ID"
        case .maskMissed: "Codes of fields and numbers of acts: madar history FILE --json"
        case .unknownWrite: "What is unanswered: madarctl unanswered --list"
        case .unknownOrder: "What is ordered: madar order list"
        case .orderUnreadable:
            "Take it back and give it anew: madar order withdraw. Tell whoever runs the daemon: madard verify"
        case .badRecipient:
            "It begins with age1: whoever receives the file makes it with age-keygen, and keeps the secret part."
        case .writtenSinceOrdered:
            "Withdraw it and give it anew, or name the acts: madar order withdraw"
        case .ownOrder: "Ask for it: madar order approve"
        case .orderNotApproved: "Ask for it: madar order approve"
        case .orderNotDue: "To take it back until then: madar order withdraw"
        case .fileInHand: "Where the file stands: madar show"
        case .numberNotTyped: "Do it again if you do want that."
        case .unknownProposal: "What waits: madarctl members"
        case .unknownOrganisation: "Those that there are: madarctl members"
        case .tooManySavedSearches: "Forget one: madar files --forget NAME"
        case .searchOfUnknown:
            "The codes of stages and levels: madar act list-forms; communes: madar places"
        case .badSearchName: "Write a name of 1 to 64 characters, in one line."
        case .unknownSavedSearch: "Those that there are: madar files --saved"
        case .unknownMember: "The members and their ids: madarctl members"
        case .noAlarm: "The devices and their alarms: madarctl devices"
        case .binaryToTerminal: "Name a file: --out FILE"
        case .attachmentGone: "Write its path after the colon."
        case .attachmentTooLarge: "Make the picture smaller, or send fewer pages."
        case .attachmentUnreadable: "Take the picture again, or save it as a JPEG."
        case .contentDiffers: "Tell the operator of the daemon."
        case .notArrived: "Try again later, or ask its author."
        case .severalAttachments: "Name one: --field CODE --row NUMBER"
        case .noAttachment: "The acts and what they hold: madar history"
        case .watched: "Look there, or close it first."
        case .unknownDevice: "The list: madarctl devices"
        case .ambiguousDevice: "Give more of it: madarctl devices"
        case .deviceAlreadySo: "Nothing is needed. The list: madarctl devices"
        case .deviceStaysRevoked: "Invite its holder again: madarctl invite"
        case .ownDevice: "Another person has to do it from his own."
        case .noNextKey: "The state: madarctl transport status"
        case .noWayBack: "Have both connect once: madar whoami"
        case .noOtherKey: "The state: madarctl transport status"
        case .digestMismatch: "Do not approve it. Call the coordinator and the operator."
        case .fileNotSeen:
            "Without the line, acts go to files that were read here; note it by hand "
                + "with: madar act template"
        case .noSuchEntry: "The list: madar outbox"
        case .precedingRefused: "Look at the file, then enter it again: madar outbox"
        case .templateLine: "A line is a code, a colon and a value: madar act template"
        case .usageUnknown: "See --help"
        case .usageMissing: "See --help"
        case .usageMissingValue: "See --help"
        case .usageBadValue: "See --help"
        case .usageUnexpected: "See --help"
        case .usageTogether: "See --help"
        case .unreachable: "Check the network and try again; if it lasts, call the operator."
        case .lineLost:
            "Check before you do it again: madar history for a file, madarctl invitations "
                + "for an invitation"
        case .timedOut: "Wait a little, then check before you do it again."
        case .notRecognised: "Do not insist: call the operator."
        case .versionMismatch: "Update the program."
        case .protocolBroken: "Tell the operator."
        case .daemonForgot:
            "Stop work and call the coordinator and the operator; was the store restored: madar restored"
        case .notEnrolled: "Enrol with an invitation: madar enrol"
        case .alreadyEnrolled: "Choose another profile: --profile"
        case .badProfileName: "Use small Latin letters, digits or hyphens, 32 at most."
        case .locked: "Unlock it: madar unlock"
        case .wrongPassphrase: "Try again. A forgotten one needs a new invitation."
        case .passphraseTooShort: "Take several words."
        case .passphrasesDiffer: "Start again."
        case .invitationUnreadable: "Copy the whole of it, from MADAR1 on."
        case .deviceFileDamaged: "Ask for a new invitation and have the old device revoked."
        case .agentUnavailable: "Run madar unlock again; if it lasts, call the operator."
        case .noTerminal: "Give it by a file or the standard input; see --help"
        case .gaveUp: "Start again whenever you like."
        case .noSuchInput: "Check the path and its permissions."
        case .fileExists: "Choose another name."
        case .cannotWrite: "Check the folder and its permissions."
        case .outputFailed: "Check the disk, or the program that reads it."
        case .noSuchDraft:
            "Look at what waits: madar drafts"
        case .draftFormGone:
            "Enter what you read above in another form, then throw the draft away: madar drafts forget"
        case .draftElsewhere:
            "Go on there, or close that window first."
        case .badFileNumber: "Have it said again, then type it again."
        case .badJSON: "The shape is described by: madar act add --help"
        case .unknownForm: "The list: madar act list-forms"
        case .notKnown: "The values: madar history"
        case .unknownMatter: "The matters and their ids: madar show"
        case .unknownKind: "The list of what there is: madar record list"
        case .unknownStage: "The list: madar act list-forms"
        case .unknownRole: "Choose from the list, without --role"
        case .unknownInvitation: "The list: madarctl invitations"
        case .formHasErrors: "Correct the fields named and send again."
        case .actNotAllowed: "First do what is named, then enter it again."
        case .classClosed: "Leave it out; whoever may write it enters it in an act of their own."
        case .approvalNotTyped: "Start again if you do want it."
        case .bug: "Tell the operator the command and the version."
        case .noPendingEnrolment: "Start from the invitation: madar enrol"
        case .layoutTooNew: "Update the program."
        case .keptDamaged: "Tell the operator before you enter it again."
        case .keptTooMuch: "Connect, so that it is sent."
        case .memoryRefused: "Raise the limit: ulimit -l"
        case .inputOutput: "Check the disk and its permissions."
        case .badCheckpoint: "Stop work and call the coordinator and the operator."
        case .logKeyUnfollowed:
            "Stop work and call the coordinator: this device has to be invited again."
        case .logKeyUnknown: "Try again once the daemon is unsealed."
        case .definitionMismatch: "Try again; if it lasts, tell the operator."
        case .agentForeign: "Do not type the passphrase: call the operator."
        case .agentRunning: "Nothing, or lock it first: madar lock"
        case .unknownStatus: "Update the program."
        case .badUsage: "See --help"
        case .wrongMode: "Keep them to yourself: chmod -R go="
        case .unsealRefused: "Try again; after several failures the daemon makes you wait."
        }
    }
}
