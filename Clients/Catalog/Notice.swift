/// What a program tells when all is well.
public enum Notice: Equatable, Sendable {
    /// “Preparing {what}: {percent} %”.
    case preparing(what: String, percent: Int)
    /// “Another key rounds now: what had been prepared is given up, and all is prepared anew”.
    case preparedAnew
    /// “Ask again with the same command: within the hour the daemon goes on where it was”.
    case prepareAgain
    /// “Nothing is proposed yet. Propose it within the hour: madar publish propose”.
    case publicationPrepared
    /// “Proposed as {id}. Another person approves before {day}: madar publish approve {id}”.
    case publicationProposed(id: String, day: String)
    /// “{id} is published, and stays so”.
    case publicationPublished(id: String)
    /// “The line was lost after that: only what the daemon shows of it is missing here”.
    case publicationNotShown(id: String)
    /// “{id} does not wait any more; nothing was published”.
    case publicationWithdrawn(id: String)
    /// “Nothing is published, and nothing waits”.
    case noPublications
    /// “Written to {path} ({size})”.
    case publicationWritten(path: String, size: String)
    /// “Written to {path} ({size}), signed by the daemon. The ministry merges it”.
    case returnWritten(path: String, size: String)
    /// “Counting {what}: {percent} %”.
    case counting(what: String, percent: Int)
    /// “Written to {path} ({size}). Whoever has the file reads it: keep it where only those can for whom it is made”.
    case reportWritten(path: String, size: String)
    /// “{file}: {reason}”.
    case returnNotAdded(file: String, reason: String)
    /// “{name}: {reason}”.
    case provinceNotAdded(name: String, reason: String)
    /// “Descriptors of {code} with other keys stand in the list; the newest counts. Compare its fingerprint”.
    case provinceRenewed(code: String)
    /// “The definition, version {version}, was written to {path}”.
    case definitionWritten(path: String, version: String)
    /// “Written to {path} ({size})”.
    case nationalWritten(path: String, size: String)
    /// “True figures, small numbers among them: for the centre only, not to be handed on”.
    case figuresTrue
    /// “What is hidden is a small number, or would tell one. Hand such tables to nobody for whom they are not made”.
    case figuresSmallHidden
    /// “Made from what is published of the period: {count} publications.”.
    case reportOfPublished(count: String)
    /// “With --year or --quarter the diagnosis in figures stands on the page, too”.
    case diagnosisByPeriod
    /// “Proposed. A second person approves: madarctl approve {id}”.
    case slotPlanned(id: String)
    /// “The credential could not be written where the settings name it: the former opens as before. See to that file and its folder, then propose again”.
    case credentialNotRenewed
    /// “The new passphrase opens; the former one does not any more”.
    case passphraseSet
    /// “Approved. One of you sets it now: madarctl slots passphrase”.
    case passphraseApproved
    /// “Approved. The daemon makes it at once where the settings name it: madarctl slots list tells of nothing that waits”.
    case credentialRenewed
    /// “Taken back”.
    case slotPlanCancelled
    /// “Written to {path}. Give it to the operator: madarctl restored --sign --note FILE”.
    case noteSaved(path: String)
    /// “The store was never restored from a backup”.
    case neverRestored
    /// “The store was restored from a backup, and two people have not signed that. …”.
    case restorationUnsigned
    /// “This device saw no more than was restored: it works as before”.
    case restorationKnown
    /// “Taken. What was written after the backup is gone: look at your last files and enter it again”.
    case restorationAccepted
    /// “Signed. A second person signs now: madarctl restored --sign”.
    case restorationWaits
    /// “Signed by both. Every device takes it now: madar restored”.
    case restorationSigned
    /// “The backup is written: {path}”.
    case backupMade(path: String)
    /// “{step}: {done} of {total}”.
    case backupStep(step: String, done: String, total: String)
    /// “There is no backup yet”.
    case noBackups
    /// “No plan of backups is approved: nothing is backed up”.
    case noBackupPlan
    /// “A plan of backups waits for a second person: madarctl approve {id}”.
    case backupPlanWaits(id: String)
    /// “The plan of backups is in force; the approval is signed”.
    case backupPlanApproved
    /// “The last backup failed ({time}): {reason}”.
    case backupFailedAt(time: String, reason: String)
    /// “A drill could not restore a backup: make another, and try it at once”.
    case drillAlarm
    /// “The backups are not as they should be: madarctl backup list”.
    case backupAlarm
    /// “A rotation waits for a second person: madarctl approve {id}”.
    case rotationPlanned(id: String)
    /// “The rotation begins by itself; the approval is signed”.
    case rotationApproved
    /// “The old key goes by itself; the approval is signed”.
    case retirementApproved
    /// “{done} of {total}, {rate} per second, about {left} left”.
    case rotationStep(done: String, total: String, rate: String, left: String)
    /// “{count} data keys are to be wrapped anew; estimated time: {time}, while files are read and written, if {rate} a second are assumed; nothing was measured here yet. Nothing was changed”.
    case rotationEstimate(count: String, time: String, rate: String)
    /// “{count} data keys are to be wrapped anew; estimated time: {time}, while files are read and written, by the {rate} a second of the last rotation here, with its pauses. Nothing was changed”.
    case rotationEstimateMeasured(count: String, time: String, rate: String)
    /// “Somebody else wrote in the rotation of: {names}. It is not gone on with. Call the coordinator”.
    case rotationDistrusted(names: String)
    /// “New data keys wait for a second person: madarctl approve {id}”.
    case renewalPlanned(id: String)
    /// “{count} files are to be given their token anew; estimated time: {time}, while files are read and written. Nothing was changed”.
    case indexEstimate(count: String, tokens: String, time: String)
    /// Rotations have halted by themselves.
    case rotationsHalted(count: String)
    /// What could not be read keeps the former key of the index from going.
    case indexKeyWaits(count: String)
    /// “Keys that left the keyring since the root key was changed: {count}. …”.
    case epochOwed(count: String)
    /// The same where there is no committee yet that could be renewed.
    case epochOwedAlone(count: String)
    /// “Files get their new keys by themselves; the approval is signed”.
    case renewalApproved
    /// “Somebody else wrote in the order of new data keys. It is not gone on with. Call the coordinator”.
    case renewalDistrusted
    /// “Whoever knew the old key may know data keys of: {names}. Give all files new ones: madarctl keys renew --all-files”.
    case renewalOwed(names: String)
    /// “To go on leaves that file with its former keys. First see what is damaged: madarctl verify”.
    case renewalSkips
    /// “No key was ever replaced”.
    case noRotations
    /// “Read each recipient's key to its holder: who holds another one could open the backups”.
    case compareRecipients
    /// “The key is made in {path}. Give the public key to the operator, and read the fingerprint to him by voice. Without the passphrase the file opens nothing; without the file nobody can replace it: keep it apart from the daemon”.
    case custodyKeyMade(path: String)
    /// “{count} of {total}”.
    case outOf(count: String, total: String)
    /// “No committee is founded: the store opens by what status names alone”.
    case noCommitteeYet
    /// “A change of the committee waits for a second person: madarctl approve”.
    case committeeWaits
    /// “A new committee waits for proofs: madarctl committee prove”.
    case committeeProves
    /// “Call each person on a number that you know already. Let each read you the fingerprint of his key. If a single digit differs, go no further”.
    case compareCustodyKeys
    /// “Proposed. A second person approves it: madarctl approve {id}”.
    case committeeProposed(id: String)
    /// “Approved. Nothing has changed yet: enough members and every escrow key prove first, and members of the former committee if there is one: madarctl committee prove”.
    case committeeApproved
    /// “Stopped. What opened the store before still opens it”.
    case committeeCancelled
    /// “{name} has proved. Others are still awaited: madarctl committee show”.
    case custodyProved(name: String)
    /// “The new committee is in force, under a new root key. The former committee opens nothing any more. What opens the store now: madarctl status”.
    case committeeChanged
    /// “{name} can open the store with the others; the date is noted”.
    case drillNoted(name: String)
    /// “The passphrase goes along to the new committee”.
    case passphraseTaken
    /// “{name} has contributed; contributions so far: {count}. They are kept until {until}; then all begin again”.
    case contributionTaken(name: String, count: String, until: String)
    /// “ALARM: the automatic unsealing did not go along with the new committee. After a restart the store stays sealed until the committee opens it”.
    case credentialDroppedAlarm
    /// “ALARM: the unseal passphrase did not go along with the new committee, and opens nothing any more”.
    case passphraseDroppedAlarm
    /// “ALARM: only {count} members proved within a year that they can open the store, fewer than are needed: madarctl committee drill”.
    case committeeStaleAlarm(count: String)
    /// “The witness {name} is trusted from now on; the approval is signed.”.
    case witnessApproved(name: String)
    /// “The witness {name} is trusted no longer.”.
    case witnessRemoved(name: String)
    /// “No witness is trusted or waits to be.”.
    case noWitnesses
    /// “Call the witness on a number that you know already, and not on one that came with the key. Each reads the key to the other.”.
    case compareWitnessKey
    /// “Kept: {names} has seen the log up to {size} leaves.”.
    case cosignatureKept(names: String, size: String)
    /// “This is not newer than what is kept; nothing changed.”.
    case cosignatureOlder
    /// “No witness had seen the log; the record of the order says so.”.
    case noWitnessSawLog
    /// “{count} proofs are written to {path}. Anybody verifies them without the daemon: madar verify”.
    case proofsWritten(count: String, path: String)
    /// “All {count} proofs hold.”.
    case proofsHold(count: String)
    /// “Proof {number}, leaf {leaf}: {reason}”.
    case proofFails(number: String, leaf: String, reason: String)
    /// “No incident is recorded”.
    case noIncidents
    /// “Recorded: {id}”.
    case incidentReported(id: String)
    /// “Recorded: {id}, version {version}. What was said before stays in the log”.
    case incidentAmended(id: String, version: String)
    /// “It is to be declared to the national authority (DGSSI) at once (law 05-20, art. 8). When that is done: madar incident amend {id}”.
    case incidentToDeclare(id: String)
    /// “Security incidents not declared to the national authority (DGSSI): {count}. They are due at once (law 05-20, art. 8): madar incident”.
    case incidentsDueAlarm(count: String)
    /// “Set. Pages that are printed from now on tell it”.
    case controllerSet
    /// “Approved. Whoever gave it and you may read it until {day}: madar order report {id}”.
    case reportNowApproved(id: String, day: String)
    /// “Approved. Whoever gave it and you may take the files out until {day}: …”.
    case exportNowApproved(id: String, day: String)
    /// “Taken out: files {files}, acts {acts}. Written to {path}, which…”.
    case exportWritten(files: String, acts: String, path: String)
    /// “Pictures and documents stay…”.
    case exportLeavesOut
    /// “Times the file was used: {count}. Searches and lists leave no trace by file.”.
    case usesTold(count: String)
    /// “Entries of the log that cannot be read: {count}. Tell whoever runs the daemon: madard verify”.
    case leavesUnreadable(count: String)
    /// “What is erased now is gone for good”.
    case orderCannotBeUndone
    /// “Erased: {count}. Print the record and have it signed: madar order record {id}”.
    case orderCarriedOut(id: String, count: String)
    /// “The order is taken back”.
    case orderWithdrawn
    /// “Approved. It may be carried out from {day} on, and be taken back until then: madar order carry-out {id}”.
    case orderNowApproved(id: String, day: String)
    /// “Ordered: {id}. It does nothing until a second person approves it, by {day}: madar order approve {id}”.
    case orderGiven(id: String, day: String)
    /// “Nothing is ordered”.
    case noOrders
    /// “The proof is written to {path}. Anybody verifies it without the daemon: madar verify”.
    case proofWritten(path: String)
    /// “It holds: the log's signature is true, and the leaf is in it.”.
    case proofHolds
    /// “It holds: the log's signature is true.”.
    case noteHolds
    /// “The witness's key is made. Give its public half to whoever relies on it: {key}”.
    case witnessMade(key: String)
    /// “The witness knows the log of province {code} now.”.
    case witnessTrusts(code: String)
    /// “Cosigned up to {size} leaves. Send {path} back to the province.”.
    case cosigned(path: String, size: String)
    /// “The checkpoint for the witness is written to {path}. Bring it to the witness.”.
    case witnessRequestWritten(path: String)
    /// “Go on: {draft}”.
    case draftGoOn(draft: String)
    /// “Throw away: {draft}”.
    case draftThrowAway(draft: String)
    /// “Your answers are kept, sealed, on this device: madar drafts resume {number}”.
    case draftKept(number: String)
    /// “Answered and not sent: {count}. To see it: madar drafts”.
    case draftsWait(count: String)
    /// “Your answers cannot be kept on this device, and are lost if the program ends: {reason} You can go on.”.
    case draftNotKept(reason: String)
    /// “It was handed over already, and is no draft any more: {draft}”.
    case draftHandedOver(draft: String)
    /// “Nobody went on with this draft for 30 days; it is gone: {draft}”.
    case draftTooOld(draft: String)
    /// “Cannot be read, since damaged or of a newer program: {count}. It stays where it is.”.
    case draftsUnreadable(count: String)
    /// “The form has changed since. Every question is asked once more; an empty line keeps your answer.”.
    case draftFormChanged
    /// “Not asked any more, or its picture is gone, so left out: {count}”.
    case draftValuesLost(count: String)
    /// “Draft {number} is thrown away.”.
    case draftForgotten(number: String)
    /// “No draft waits.”.
    case noDrafts
    /// “Before these: {count}”.
    case answersBefore(count: String)
    /// “The session has locked itself meanwhile. Type the passphrase, and what you answered is kept.”.
    case sessionLocked
    /// “A terminal takes no longer line, and cut it after “{end}”. Paste the rest of it now.”.
    case textCut(end: String)
    /// “Being answered in another window: {draft}”.
    case draftInUse(draft: String)
    /// “Added after it was sent, and not received there: {count}. Tell them.”.
    case transferLater(count: String)
    /// “The other province has refused. File {number} is in reception again; the reason is in its last act: madar history”.
    case transferGivenBack(number: String)
    /// “The other province answers for the child now. You answer for file {number} no longer.”.
    case transferSettled(number: String)
    /// “The transfer is refused; the receipt bears the reason.”.
    case transferRefused
    /// “The sealed receipt is written to {path}. Send it back to the sender, who answers for the child until it comes.”.
    case receiptWritten(path: String)
    /// “Stayed with the sender:”.
    case transferLacks
    /// “This had come before: file {number}. Nothing new is opened.”.
    case transferThere(number: String)
    /// “File {number} is opened here with what came: {acts}. You answer for the child from now on.”.
    case transferReceived(number: String, acts: String)
    /// “You answer for the child until the receipt has come: madar transfer receipt FILE”.
    case senderStays
    /// “These stay here: what is protected (reporter, shelter), pictures and documents, names of members and organisations. Send what is needed of them in another way.”.
    case bundleLeavesOut
    /// “The sealed bundle is written to {path}. Only the daemon of province {code} opens it.”.
    case bundleWritten(path: String, code: String)
    /// “The descriptor of the province is written to {path}. Send it, then read the fingerprint on the phone.”.
    case descriptorWritten(path: String)
    /// “No province is trusted or waits to be.”.
    case noProvinces
    /// “Province {code} is no longer trusted.”.
    case provinceForgotten(code: String)
    /// “Province {code} is trusted from now on; the approval is signed.”.
    case trustApproved(code: String)
    /// “It waits for a second person: madarctl approve {id}”.
    case trustProposed(id: String)
    /// “Call a number that you know already, not one that came with the file. Each reads the fingerprint to the other. Where one digit differs, trust nothing.”.
    case compareFingerprint
    /// “Read the page before you hand it over: it must not tell of kafala or of unknown parents.”.
    case readBeforeHanding
    /// “Left out, for what the words may tell this recipient: 2.”.
    case pageLeftOut(count: String)
    /// “Masked, since it tells of other people: 12. Say so in the answer to the request.”.
    case pageMasked(count: String)
    /// “Read the free texts again before you hand the page over: they may name other people. On the page: 2 ({places}). To mask one: --mask FIELD:ACT”.
    case freeTextsToRead(count: String, places: String)
    /// “As the file has it, this person does not stand for the child by law now. Check before you hand the page over.”.
    case noRepresentative
    /// “It is offered until {day}. Until it is accepted, nothing moves. To take it back: madar handover withdraw {id}”.
    case handOverOffered(id: String, day: String)
    /// “You now answer for what was handed over: {count}. It is in: madar mine”.
    case handOverTaken(count: String)
    /// “Stays where it is, since it may not be given so: {count}. Tell the coordinator.”.
    case handOverStays(count: String)
    /// “It is declined. The files stay where they are.”.
    case handOverDeclined
    /// “No files are offered.”.
    case noHandOvers
    /// “What waits: madar handover list”.
    case handOversShown
    /// “Give the id, which the colleague reads with: madar whoami”.
    case colleagueByID
    /// “What an emergency access is, before it is made”.
    case glassRules
    /// “The file is open until 18:00.”.
    case glassOpened(until: String)
    /// “Only the identity, until a second person agrees.”.
    case glassIdentityOnly
    /// “The access of Amal now opens more than the identity.”.
    case glassApproved(name: String)
    /// “The review of the access of Amal is kept; it is over.”.
    case glassReviewed(name: String)
    /// “Emergency accesses wait for your review: 2”.
    case glassOwed(count: String)
    /// “Emergency access to 7K3M-92QA-Y: review it before …”.
    case newGlass(number: String, moment: String)
    /// “There is no such access.”.
    case noAccess
    /// “Accepted until {day}.”.
    case secrecyAccepted(day: String)
    /// “What you read here concerns children. It is covered by professional secrecy (Penal Code art. 446; Code of Criminal Procedure art. 15 for inquiries; law 65-15 art. 28 in establishments; law 09-08 on personal data). You read what your work needs, and nothing else; you tell nobody who has no right to it; each reading is recorded. The duty stays when your work ends.”.
    case secrecyText
    /// “It is forgotten.”.
    case unansweredForgotten
    /// “Every command has its answer.”.
    case allAnswered
    /// “Still not known: {command} ({id}). {reason}”.
    case answeredUnknown(command: String, id: String, reason: String)
    /// “Not done: {command}. {reason}”.
    case answeredRefused(command: String, reason: String)
    /// “Done: {command}.”.
    case answeredDone(command: String)
    /// “It is kept, sealed, on this device. Do not repeat it: ask for the answer with the same key, so that nothing is done twice: madarctl unanswered”.
    case askAgain
    /// “The absence is taken back.”.
    case absenceEnded
    /// “You are away until {day} included. Your deputy sees your files in his lists and approves in your place; he reads no more than before.”.
    case absenceSet(day: String)
    /// “A revoked member does not come back. To revoke, type {word}:”.
    case typeToRevokeMember(word: String)
    /// “The devices stay suspended until each is resumed: madarctl device resume”.
    case resumeDevices
    /// “The change for {name} is approved and signed. It holds now.”.
    case changeApproved(name: String)
    /// “It is taken back.”.
    case withdrawn
    /// “{name} is revoked for good, with every device.”.
    case memberRevokedNow(name: String)
    /// “{name} is suspended, and every device is cut off. To resume: madarctl member resume”.
    case memberSuspendedNow(name: String)
    /// “The role of {name} has ended.”.
    case roleEnded(name: String)
    /// “It waits for a second person: madarctl approve {id}”.
    case proposalMade(id: String)
    /// “Somebody else had the secret of this device's invitation. Is the device in the right hands, and is it known how the secret got out? If not, revoke it: madarctl device revoke”.
    case settleMeans
    /// “The alarm on device {device} is settled. Another attempt raises it again.”.
    case alarmSettled(device: String)
    /// “The line is down. What happens meanwhile is told when it is back.”.
    case lineDown
    /// “File {number}: {task} fell due on {moment}.”.
    case fellDue(number: String, task: String, moment: String)
    /// “File {number}: act {sequence} is new. To read it: madar history {number} --from {sequence}”.
    case newAct(number: String, sequence: String)
    /// “Something was lost. Look at your lists: madar mine, madar due”.
    case eventsLost
    /// “That is all that was missed.”.
    case allTold
    /// “What others do on your files is told here. To stop: Ctrl-C”.
    case watching
    /// “Written to {path}. It is not sealed there: delete it when you need it no more.”.
    case writtenTo(path: String)
    /// “It lies in {path}, for you alone, until the session locks.”.
    case shownAt(path: String)
    /// “Refused by the daemon: {count}. The copy stays, sealed, on this device: madar outbox”.
    case uploadsRefused(count: String)
    /// “Not sent yet, kept sealed on this device: {count}. It goes by itself. To see it: madar outbox”.
    case uploadsWait(count: String)
    /// “Arrived: {count}.”.
    case uploadsSent(count: String)
    /// “Fetching: {come} of {size}”.
    case fetching(come: String, size: String)
    /// “Sending: {sent} of {size}”.
    case uploading(sent: String, size: String)
    /// “Taken ({size}. A PDF leaves as it is, with what it says of its author.”.
    case documentTaken(size: String)
    /// “Taken ({size}. It leaves without the place, time and device that the picture names.”.
    case pictureTaken(size: String)
    /// “Device {device} is suspended and cut off. To resume it: madarctl device resume”.
    case deviceSuspended(device: String)
    /// “Device {device} may connect again, with the keys that it has.”.
    case deviceResumed(device: String)
    /// “Device {device} is revoked for good and cut off.”.
    case deviceRevoked(device: String)
    /// “Device {device} renews its key at its next contact.”.
    case deviceRenewalAsked(device: String)
    /// “A revoked device does not come back. To revoke it, type {word}: ”.
    case typeToRevoke(word: String)
    /// “ALARM: {count} tried by another key: somebody else has the secret. See madarctl
    /// invitations and madarctl devices”.
    case contestedAlarm(count: String)
    /// “ALARM: the credential that opens the store lies on the same disk as the store. Whoever
    /// takes the disk reads every child's file”.
    case credentialBesideAlarm
    /// Keys may lie in memory that is not locked.
    case lockRefusedAlarm
    /// “There is one key. To rotate it: madarctl transport prepare”.
    case transportSingle
    /// “Each device learns both keys at its next contact. After 72 hours, and when no device is
    /// left that does not know the next one (now: {count}): madarctl transport switch”.
    case transportPrepared(count: String)
    /// “New invitations bear the current key. The former one is taken until it is forgotten
    /// (devices that do not know the new one: {count}): madarctl transport drop”.
    case transportSwitched(count: String)
    /// “Do not know the newest key yet: {count}. Whoever does not know it when the former is
    /// forgotten has to enrol again.”.
    case transportUnaware(count: String)
    /// “The next key was not made the current one yet: to forget it gives the rotation up.”.
    case transportAbandons
    /// “Sending…”.
    case sending
    /// “{reason} You work without it, by version {version} of the circuit. What you enter is not sent yet.”.
    case workingOffline(reason: String, version: String)
    /// “Work without the line needs one contact first: this device does not know the circuit yet.”.
    case offlineNeverMet
    /// “The file as this device saw it at {moment}. Not sent on it: {count}.”.
    case fileAsSeen(moment: String, count: String)
    /// “Nobody could look whether this child has a file already: the line is down. The opening is marked so. Look for it once the line is back: madar find”.
    case searchImpossible
    /// “opened without a search: look for another file of the child”.
    case searchNow
    /// “NOT SENT: kept, sealed, on this device as entry {number}. It goes by itself when the line is back. To see it: madar outbox”.
    case queued(number: String)
    /// “What you entered is kept: madar outbox show {number}”.
    case refusedKept(number: String)
    /// “To enter it again, corrected: madar outbox show {number} --template > act.txt, then madar act --from act.txt, then madar outbox drop {number}”.
    case refusedAgain(number: String)
    /// “It may have been done: look at the file first (madar history).”.
    case dropUnknown
    /// “Entry {number} is dropped.”.
    case dropped(number: String)
    /// “Line {line}: {text}”.
    case errorAtLine(line: Int, text: String)
    /// “Write after the colon; * must be filled. A line that begins with | goes on with the text above.”.
    case templateHelp
    /// “For each row take away the # before the name in brackets and what follows; repeat for more.”.
    case templateGroup
    /// “several, with commas”.
    case templateSeveral
    /// “This device is enrolled for {member}, profile {profile}”.
    case enrolled(member: String, profile: String)
    /// “Now unlock: madar unlock”.
    case enrolledNext
    /// “Unlocked. It locks after {minutes} without use, or by madar lock”.
    case unlocked(minutes: String)
    /// “It is unlocked already”.
    case alreadyUnlocked
    /// “Locked”.
    case locked
    /// “It is locked already”.
    case alreadyLocked
    /// “No such file that you may see”.
    case noneFound
    /// Nothing waits for the person today.
    case dayEmpty
    /// “The list is empty”.
    case nothingListed
    /// “The saved search {name} asks for what is not known any more: {options}. Save it again without that, or forget it.”.
    case searchUnknown(name: String, options: String)
    /// “You have kept no search. To keep one: madar files --overdue --save NAME”.
    case noSavedSearches
    /// “The saved search {name} is forgotten.”.
    case searchForgotten(name: String)
    /// “The search is kept. Its list: madar files --saved "{name}"”.
    case searchSaved(name: String)
    /// “The index is being built ({percent} %): results may be missing”.
    case indexBuilding(percent: Int)
    /// “Shown: {shown} of {total}”.
    case listed(shown: String, total: String)
    /// “File {number} is open”.
    case fileOpened(number: String)
    /// “If the child already has a file elsewhere, the centre will join the two”.
    case joinedIfKnown
    /// “Noted: two children. The two files are not shown together any more”.
    case pairDistinct
    /// “Taken back: the two files are shown together again as long as they look like one child's”.
    case pairDoubted
    /// “Still to be compared: {files}. The list may grow”.
    case comparing(files: String)
    /// “Enter the report: madar act add {number}”.
    case fileOpenedNext(number: String)
    /// “The act is saved as number {sequence}”.
    case actSaved(sequence: String)
    /// “Sent what was waiting: {count}”.
    case queuedSent(count: String)
    /// “Not sent yet: {count}”.
    case notSent(count: String)
    /// “Given up. Nothing was sent”.
    case gaveUp
    /// “The form has {count}”.
    case errorsFound(count: String)
    /// “Heading: {text}”.
    case errorsAtHeading(text: String)
    /// “{label}: {text}”.
    case errorAtField(label: String, text: String)
    /// “{label}, row {row}: {text}”.
    case errorAtRow(label: String, row: Int, text: String)
    /// “Add a row to "{group}"? (y/n)”.
    case anotherRow(group: String)
    /// “And {count}: type a part of the name”.
    case more(count: String)
    /// “The invitation is in {path}, readable by you alone. Hand it over in person”.
    case invitationWritten(path: String)
    /// “This is the invitation. It is not shown again. Hand it over in person”.
    case invitationShownOnce
    /// “It works once a second person approves: madarctl approve”.
    case needsApproval
    /// “Valid until {moment}”.
    case expiresAt(moment: String)
    /// “Nothing waits for approval”.
    case nothingWaits
    /// “To approve and sign, type "{word}"”.
    case typeToApprove(word: String)
    /// “The invitation of {name} is approved and signed”.
    case approved(name: String)
    /// “The level "{level}" stands until a second person approves the lower one: madar approve”.
    case downgradeWaits(level: String)
    /// “The lower level is approved and signed: "{level}" holds now.”.
    case downgradeApproved(level: String)
    /// “"{stage}" waits until a second person approves it: madar approve”.
    case stageWaits(stage: String)
    /// “Sent. The service is told: {count}. You answer for the child until it has accepted.”.
    case referred(count: String)
    /// “Saved together: {count}. Whoever coordinates is told now.”.
    case urgentSaved(count: String)
    /// “The prosecutor is not told by this: your role cannot record it. Telephone, and have it recorded”.
    case prosecutorNotTold
    /// “An offence is recorded, and this act does not tell the prosecutor: form {form}”.
    case offenceNotTold(form: String)
    /// “"{stage}" is approved and signed, and holds now.”.
    case stageApproved(stage: String)
    /// “The daemon is sealed: nothing is read or written until it is unsealed”.
    case sealedNow
    /// “Unsealed. The daemon is serving”.
    case unsealedNow
    /// “Everybody will be interrupted. To seal, type the province's code "{word}"”.
    case typeToSeal(word: String)
    /// “Connecting…”.
    case connecting
    /// “Checking the passphrase…”.
    case deriving
    /// “Files that may be this child's”.
    case candidatesFor
    /// “in {time}”.
    case dueIn(time: String)
    /// “overdue by {time}”.
    case overdueBy(time: String)
    /// “This device's clock differs from the daemon's by {time}”.
    case clockSkew(time: String)
    /// “Protected fields are not shown: ask again with --motive”.
    case protectedHidden
    /// “Not shown for want of room: {count}. All of it: madar history”.
    case mattersLeftOut(count: String)
    /// “Of this file you see what is addressed to your service: madar history”.
    case onlyReferrals
    /// “from "{stage}" to "{next}"”.
    case atStage(stage: String, next: String)
    /// “Do not enter it again: it is kept, sealed, on this device and goes with the same key, so
    /// once. To send it: madar outbox send”.
    case queueAdvice
    /// “Refused by the daemon of what was waiting: {count}. The copy stays, sealed, on this
    /// device”.
    case queuedRefused(count: String)
    /// “Nothing waits to be sent”.
    case sendNothing

    /// The text in a language.
    public func text(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }
}
