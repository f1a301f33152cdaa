/// What can go wrong on the side of a client.
public enum Fault: Equatable, Sendable {
    /// “You proposed it yourself: another person approves”.
    case ownPublication
    /// “No publication has that id”.
    case unknownPublication
    /// “It is published already, and stays so”.
    case publishedAlready
    /// “It waits for a second person, and is not published yet”.
    case publicationWaits
    /// “Another publication of these days waits already”.
    case daysWait
    /// “Of the children of this period everything that may be told is published already”.
    case publishedBefore
    /// “No table of this period can be told”.
    case nothingToPublish
    /// “The period is not over”.
    case periodNotOver
    /// “This report is of the whole province and of a month, a quarter or a year.”.
    case reportWhole
    /// “What was prepared has changed or is gone: nothing was proposed”.
    case draftGone
    /// “No return to the ministry can hold these tables: nothing was proposed”.
    case notReturnable
    /// “Nothing is published of this period”.
    case nothingPublished
    /// “{count} publications are of this period”.
    case severalPublished(count: String)
    /// “There is no indicator {code}”.
    case unknownIndicator(code: String)
    /// “There is no report {code}”.
    case unknownReport(code: String)
    /// “The indicator is not broken down by {code}”.
    case unknownBreakdown(code: String)
    /// “No table with small counts hidden is told by {code}”.
    case breakdownNotFree(code: String)
    /// “The indicator has no measure {code}”.
    case unknownMeasure(code: String)
    /// “The period ends before it begins”.
    case periodReversed
    /// “The period has not begun yet”.
    case periodFuture
    /// “Your role may not count the files of the whole province”.
    case figuresNotGranted
    /// “{added} of {asked} provinces were added. What is missing, or was not taken, is named above and in the files”.
    case nationalIncomplete(added: String, asked: String)
    /// “None of the returns can be added”.
    case nothingToAdd
    /// “Two descriptors of {code} have other keys, and neither is newer”.
    case descriptorsDiffer(code: String)
    /// “At most {count} files can be merged at once”.
    case tooManyReturns(count: String)
    /// “{path} is no whole definition”.
    case definitionUnreadable(path: String)
    /// “The disk is full: {path} was not written”.
    case noRoomToWrite(path: String)
    /// “A change of the committee is under way, or the daemon was started without a credential file”.
    case noSlotPlan
    /// “The store was restored from a backup, and two people have not signed that yet”.
    case restorationUnsigned
    /// “This device saw more of the log than those who signed know”.
    case restorationUncovered
    /// “This device saw no more of the log than was restored”.
    case noLostNote
    /// “No plan of backups is approved”.
    case noBackupPlan
    /// “A plan needs two to eight different recipients (age1…), whole paths of folders, 1 to 744 hours, and 1 to 60 backups”.
    case badBackupPlan
    /// “There is not enough room on the disk for a backup”.
    case backupNoRoom
    /// “The folder of backups is not there”.
    case backupNoFolder
    /// “A disk refuses to read or to write the backup”.
    case backupDisk
    /// “The store or its log is damaged: it was not backed up”.
    case backupStore
    /// “The backup failed”.
    case backupFailed
    /// “The rotation does not stand where that is possible, or another one of this class is under way”.
    case rotationElsewhere
    /// “The order of new data keys does not stand where that is possible, or another one is under way”.
    case renewalElsewhere
    /// “No order of new data keys is known”.
    case noRenewal
    /// “One of these files is not there”.
    case noRenewedFile
    /// “The daemon is open already”.
    case alreadyUnsealed
    /// “Not unsealed: the kernel of the daemon's machine refuses to lock memory for keys”.
    case memoryNotLocked
    /// “No rotation of this class is known”.
    case noRotation
    /// “No class of data is called {typed}”.
    case unknownKeyClass(typed: String)
    /// “The former key of this kind goes by itself, and is never put back”.
    case formerKeyGoesByItself
    /// “No public custody key is read in “{typed}””.
    case badCustodyKey(typed: String)
    /// “No committee can be made like this”.
    case badCommittee
    /// “Another change of the committee is under way”.
    case committeePending
    /// “The store has no committee”.
    case noCommittee
    /// “No change of the committee is under way”.
    case noCommitteePlan
    /// “This key belongs to nobody of the committee”.
    case notCustodian
    /// “Refused: this is not the part of {name} in the committee in force”.
    case custodyWrong(name: String)
    /// “Somebody else proved at the same moment, and nothing was taken”.
    case custodyStale
    /// “This is no custody key, or it is damaged”.
    case custodyFileDamaged
    /// “The passphrase of the custody key is wrong”.
    case custodyPassphraseWrong
    /// “This key is trusted or waits already.”.
    case witnessKnown
    /// “No witness is trusted or waits under that name.”.
    case unknownWitness
    /// “The removal of this witness waits already.”.
    case removalKnown
    /// “ALARM: the log signed this checkpoint once, and does not hold it any more.”.
    case noteForked
    /// “No witness that is trusted has cosigned this.”.
    case witnessNotTrusted
    /// “The line of a witness is false.”.
    case cosignatureFalse
    /// “The witness cosigned at a time that is yet to come.”.
    case cosignatureAhead
    /// “No witness has seen the log for 30 days: nothing is erased.”.
    case logUnwitnessed
    /// “{count} of {total} proofs do not hold.”.
    case proofsFail(count: String, total: String)
    /// “No incident has that id”.
    case unknownIncident
    /// “What is said of the incident is longer than there is room for, by {excess} bytes”.
    case incidentTooLong(excess: String)
    /// “That is not the number of this file”.
    case numberNotTyped
    /// “The file is still in hand, and is erased whole only once it is closed”.
    case fileInHand
    /// “The wait is not over: it may be carried out from {day} on”.
    case orderNotDue(day: String)
    /// “A second person has not approved this order yet”.
    case orderNotApproved
    /// “You gave this order yourself: another person approves it”.
    case ownOrder
    /// “No order has that id”.
    case unknownOrder
    /// “The log cannot tell any more what was ordered.”.
    case orderUnreadable
    /// “This is no recipient of age.”.
    case badRecipient
    /// “After the order was given, acts were added that it would erase.”.
    case writtenSinceOrdered
    /// “The log has no leaf with that index.”.
    case noSuchLeaf
    /// “There is no act of yours with that number in this file.”.
    case notYourAct
    /// “This is no whole proof and no whole checkpoint: changed or cut.”.
    case logFileUnreadable
    /// “This is of another log than that of the province.”.
    case logFileOfOther
    /// “The log's signature is missing or false.”.
    case logFileForged
    /// “The leaf is not in the log where the file tells that it is.”.
    case leafNotProved
    /// “The witness {witness} has not cosigned it.”.
    case notCosigned(witness: String)
    /// “This is no public key of a witness.”.
    case badWitnessKey
    /// “A witness's name has no blanks and no plus signs, and 64 bytes at most.”.
    case badWitnessName
    /// “This profile has no key of a witness.”.
    case noWitness
    /// “This profile has a key of a witness already.”.
    case witnessThere
    /// “The witness does not know this log.”.
    case unknownLog
    /// “The log is signed with a key that this witness does not know. Nothing was signed.”.
    case logKeyElsewhere
    /// “The witness knows as many logs as one may.”.
    case tooManyLogs
    /// “The witness cosigned {size} leaves last, and the file begins elsewhere.”.
    case witnessElsewhere(size: String)
    /// “ALARM: the log does not continue what this witness cosigned. Nothing was signed.”.
    case logForked
    /// “The keys of this province are trusted or wait already, or the descriptor is older than the one that is trusted.”.
    case provinceKnown
    /// “No file waits for this receipt: it was settled before, or the transfer was taken back.”.
    case notWaiting
    /// “This was received here already: it cannot be refused any more.”.
    case bundleIsHere
    /// “This transfer was refused here before.”.
    case bundleWasRefused
    /// “Written under another definition; codes that are unknown here ({count}): {codes}”.
    case bundleUnreadable(count: String, codes: String)
    /// “This is too large for a transfer.”.
    case bundleTooLarge
    /// “It is more than 30 days old, or its date lies ahead.”.
    case bundleTooOld
    /// “This was changed or cut, or is no transfer. Nothing of it was taken.”.
    case bundleAltered
    /// “This comes from a province that is not trusted here. Nothing of it was taken.”.
    case bundleNotTrusted
    /// “This is not for this province, or not of this kind (file or receipt).”.
    case bundleForOther
    /// “Province {code} is not trusted here.”.
    case provinceNotTrusted(code: String)
    /// “This file is not on its way to another province.”.
    case notOnItsWay
    /// “No province is trusted or waits under that code.”.
    case unknownProvince
    /// “This is the descriptor of your own province.”.
    case ownProvince
    /// “The file holds several provinces: {codes}”.
    case severalProvinces(codes: String)
    /// “No descriptor of province {code} is in this file.”.
    case provinceNotInFile(code: String)
    /// “This is no whole file of province descriptors: changed, cut, or with a false signature.”.
    case descriptorUnreadable
    /// “There is nothing to print of that, or you may not see it.”.
    case nothingToPrint
    /// “No diagnosis stands on the page of such a file”.
    case noDiagnosis
    /// “The file has no version {number}; its last one is {last}”.
    case unknownVersion(number: String, last: String)
    /// “Nothing of that is for this recipient.”.
    case notForRecipient
    /// “Nothing on the page stands where something was to be masked: {places}. Nothing was printed.”.
    case maskMissed(places: String)
    /// “No command without an answer has that id.”.
    case unknownWrite
    /// “Nothing waits under that id.”.
    case unknownProposal
    /// “No organisation has that name or id.”.
    case unknownOrganisation
    /// “You keep {count} searches, as many as there may be.”.
    case tooManySavedSearches(count: Int)
    /// “A filter names a code, a member or an organisation that the daemon does not know.”.
    case searchOfUnknown
    /// “A search is not kept under such a name.”.
    case badSearchName
    /// “You have no saved search of that name.”.
    case unknownSavedSearch
    /// “No member has that name or id, or several have.”.
    case unknownMember
    /// “There is no alarm on this device.”.
    case noAlarm
    /// “A picture or document is not written to a terminal.”.
    case binaryToTerminal
    /// “The picture or document is no longer kept on this device.”.
    case attachmentGone
    /// “It is larger than 20 MB.”.
    case attachmentTooLarge
    /// “It is no JPEG, PNG or PDF, or it is damaged.”.
    case attachmentUnreadable
    /// “What came is not what the act promises. It was thrown away.”.
    case contentDiffers
    /// “The content has not arrived yet: it still waits on its author's device.”.
    case notArrived
    /// “That act has several: {fields}”.
    case severalAttachments(fields: String)
    /// “That act has no such picture or document, or you may not see it.”.
    case noAttachment
    /// “Another window of this profile watches already.”.
    case watched
    /// “No device has an id that begins so.”.
    case unknownDevice
    /// “The beginning of the id is not enough: {count}.”.
    case ambiguousDevice(count: String)
    /// “The device is so already: {state}.”.
    case deviceAlreadySo(state: String)
    /// “A revoked device does not come back.”.
    case deviceStaysRevoked
    /// “This is your own device: nobody cuts himself off.”.
    case ownDevice
    /// “There is no next key: the current one is the newest.”.
    case noNextKey
    /// “The daemon has one key: there is nothing to forget.”.
    case noOtherKey
    /// “This device, or every coordinator's, does not know the new key yet: nobody could come back in”.
    case noWayBack
    /// “The digest of the invitation is not that of what the daemon showed: nothing was signed.”.
    case digestMismatch
    /// “The line is down and this device has not read that file.”.
    case fileNotSeen
    /// “There is no entry {number}.”.
    case noSuchEntry(number: String)
    /// “An act before it on the same file did not come about.”.
    case precedingRefused
    /// “Line {line} cannot be read. {field}”.
    case templateLine(line: Int, field: String)
    /// “There is no option or command {word}.”.
    case usageUnknown(word: String)
    /// “{word} is missing.”.
    case usageMissing(word: String)
    /// “{word} needs a value.”.
    case usageMissingValue(word: String)
    /// “The value given for {word} is not allowed.”.
    case usageBadValue(word: String)
    /// “There is an argument too many.”.
    case usageUnexpected
    /// “These arguments do not go together, or one is missing: {words}”.
    case usageTogether(words: String)
    /// “The daemon cannot be reached”.
    case unreachable
    /// “The line dropped before the answer came”.
    case lineLost
    /// “The daemon did not answer in time”.
    case timedOut
    /// “The daemon refuses this device, or it is not the expected daemon”.
    case notRecognised
    /// “This program and the daemon share no version of the protocol”.
    case versionMismatch
    /// “The daemon's answer does not follow the protocol”.
    case protocolBroken
    /// “The daemon's log is shorter than this device knows, or differs: an old restore, or
    /// tampering”.
    case daemonForgot
    /// “No device is enrolled in profile {profile}”.
    case notEnrolled(profile: String)
    /// “Profile {profile} is enrolled already”.
    case alreadyEnrolled(profile: String)
    /// “The profile's name is not valid”.
    case badProfileName
    /// “The session is locked”.
    case locked
    /// “The passphrase is wrong”.
    case wrongPassphrase
    /// “The passphrase is shorter than 12 characters”.
    case passphraseTooShort
    /// “The two passphrases differ”.
    case passphrasesDiffer
    /// “This invitation cannot be read: a character is missing or wrong”.
    case invitationUnreadable
    /// “The device's file is damaged or not understood”.
    case deviceFileDamaged
    /// “The session could not be started on this machine”.
    case agentUnavailable
    /// “An answer is needed and there is no terminal to ask at”.
    case noTerminal
    /// “Given up”.
    case gaveUp
    /// “{path} cannot be read”.
    case noSuchInput(path: String)
    /// “{path} exists already”.
    case fileExists(path: String)
    /// “{path} cannot be written”.
    case cannotWrite(path: String)
    /// “The result could not be written”.
    case outputFailed
    /// “That is no file number: its check digit does not agree”.
    case badFileNumber
    /// “There is no draft {number}”.
    case noSuchDraft(number: String)
    /// “The circuit has no form {code} any more; the draft stays”.
    case draftFormGone(code: String)
    /// “This draft is being answered in another window”.
    case draftElsewhere
    /// “This JSON document does not have the expected shape”.
    case badJSON
    /// “There is no form {code}”.
    case unknownForm(code: String)
    /// “There is no stage {code}”.
    case unknownStage(code: String)
    /// “There is no kind of file {code}; there are {kinds}”.
    case unknownKind(code: String, kinds: String)
    /// No matter of the file, or more than one, has an id that begins so.
    case unknownMatter(code: String)
    /// The file holds no such value that a service may be told.
    case notKnown(code: String)
    /// “There is no role {code}”.
    case unknownRole(code: String)
    /// “No invitation of that id waits for approval”.
    case unknownInvitation
    /// “The form is not right: {count}”.
    case formHasErrors(count: String)
    /// “The file is not there yet”, with what has to come first.
    case actNotAllowed
    /// “Your role does not write: {fields}”.
    case classClosed(fields: String)
    /// “The word to confirm was not typed”.
    case approvalNotTyped
    /// “{path} is not UTF-8 text”.
    case sheetNotText(path: String)
    /// “The header does not show what stands between two cells”.
    case sheetDelimiter
    /// “A quotation mark in row {row} is not closed, or stands where none may”.
    case sheetQuote(row: Int)
    /// “{path} has no header”.
    case sheetEmpty(path: String)
    /// “The sheet has more rows than {rows}”.
    case sheetTooLarge(rows: String)
    /// “The mapping has {count}”.
    case mappingWrong(count: String)
    /// “The circuit has no stage for files that are taken over from a register”.
    case noTakingOver
    /// “The program has a fault”.
    case bug
    /// “No enrolment is unfinished”.
    case noPendingEnrolment
    /// “The device's file was written by a newer program”.
    case layoutTooNew
    /// “A file kept on this device is damaged”.
    case keptDamaged
    /// “More waits on this device than it may keep”.
    case keptTooMuch
    /// “The system refuses locked memory”.
    case memoryRefused
    /// “Reading or writing on this machine failed”.
    case inputOutput
    /// “The signature of the daemon's log is wrong”.
    case badCheckpoint
    /// “The log is signed with another key, and nothing leads to it from the one that this device knows”.
    case logKeyUnfollowed
    /// “This device does not have the log's key yet”.
    case logKeyUnknown
    /// “The circuit's definition is not the one that the daemon announced”.
    case definitionMismatch
    /// “The session on this machine is not yours”.
    case agentForeign
    /// “It is unlocked already”.
    case agentRunning
    /// “The daemon answered with a status that this program does not know: {number}”.
    case unknownStatus(number: String)
    /// “The arguments are not right”.
    case badUsage
    /// “Others than you can read your profile's files”.
    case wrongMode
    /// “Not unsealed: the passphrase is wrong, or your role does not allow it”.
    case unsealRefused

    /// What happened, in a language.
    public func happened(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }

    /// What to do now, in a language.
    public func advice(_ language: Language) -> String {
        switch language {
        case .arabic: arabicAdvice
        case .french: frenchAdvice
        case .english: englishAdvice
        }
    }

    /// Whether a write that met this was done; a read changes nothing in any case.
    public var outcome: Outcome {
        switch self {
        case .lineLost, .timedOut, .protocolBroken, .outputFailed, .bug, .unknownStatus: .unknown
        default: .notDone
        }
    }
}
