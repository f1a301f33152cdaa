extension Notice {
    var english: String {
        switch self {
        case .preparing(let what, let percent):
            "Preparing \(what): \(percent) %"
        case .preparedAnew:
            "Another key rounds now: what had been prepared is given up, and all is prepared anew."
        case .prepareAgain:
            "Ask again with the same command: within the hour the daemon goes on where it was."
        case .publicationPrepared:
            "Nothing is proposed yet. Propose it within the hour: madar publish propose"
        case .publicationProposed(let id, let day):
            "Proposed as \(id). Another person approves before \(day): madar publish approve \(id)"
        case .publicationPublished(let id):
            "\(id) is published, and stays so."
        case .publicationNotShown(let id):
            "The line was lost after that: only the display is missing. To see it: madar publish show \(id)"
        case .publicationWithdrawn(let id):
            "\(id) does not wait any more; nothing was published."
        case .noPublications:
            "Nothing is published, and nothing waits."
        case .publicationWritten(let path, let size):
            "Written to \(path) (\(size)). Rounded counts, in which no child can be told."
        case .returnWritten(let path, let size):
            "Written to \(path) (\(size)), signed by the daemon. Send it to the ministry: it holds what is published and no more."
        case .counting(let what, let percent):
            "Counting \(what): \(percent) %"
        case .reportWritten(let path, let size):
            "Written to \(path) (\(size)). Whoever has the file reads it: keep it where only those can for whom it is made."
        case .returnNotAdded(let file, let reason):
            "\(file): \(reason)"
        case .provinceNotAdded(let name, let reason):
            "\(name): \(reason)"
        case .provinceRenewed(let code):
            "Descriptors of \(code) with other keys stand in the list; the newest counts. Compare its fingerprint."
        case .definitionWritten(let path, let version):
            "The definition, version \(version), was written to \(path)."
        case .nationalWritten(let path, let size):
            "Written to \(path) (\(size))."
        case .figuresTrue:
            "True figures, small numbers among them: for the centre only, not to be handed on."
        case .diagnosisByPeriod:
            "With --year or --quarter the page has the diagnosis in figures and what the province lacks, too."
        case .reportOfPublished(let count):
            "Made from what is published of this period; publications: \(count)."
        case .figuresSmallHidden:
            "What is hidden is a small number of children, or would tell one. Two such tables side by side may tell more than each: hand them to nobody for whom they are not made."
        case .credentialNotRenewed:
            "The credential could not be written where the settings name it: the former opens as before. See to that file and its folder, then propose again."
        case .slotPlanned(let id):
            "Proposed. A second person approves: madarctl approve \(id)"
        case .passphraseSet:
            "The new passphrase opens; the former one does not any more."
        case .passphraseApproved:
            "Approved. One of you sets it now: madarctl slots passphrase"
        case .credentialRenewed:
            "Approved. The daemon makes it at once where the settings name it: madarctl slots list tells of nothing that waits. Keep a copy of it as of the former."
        case .slotPlanCancelled:
            "Taken back."
        case .noteSaved(let path):
            "Written to \(path). Give it to the operator: madarctl restored --sign --note FILE"
        case .restorationUnsigned:
            "The store was restored from a backup, and two people have not signed that. A device that saw what is lost refuses the store until they do, the operator and another: madarctl restored --sign"
        case .neverRestored:
            "The store was never restored from a backup."
        case .restorationKnown:
            "This device saw no more than was restored: it works as before."
        case .restorationAccepted:
            "Taken. What was written after the backup is gone: look at your last files and enter it again."
        case .restorationWaits:
            "Signed. A second person signs now: madarctl restored --sign"
        case .restorationSigned:
            "Signed by both. Every device takes it now: madar restored"
        case .backupMade(let path):
            "The backup is written: \(path)"
        case .backupStep(let step, let done, let total):
            "\(step): \(done) of \(total)"
        case .noBackups:
            "There is no backup yet."
        case .noBackupPlan:
            "No plan of backups is approved: nothing is backed up."
        case .backupPlanWaits(let id):
            "A plan of backups waits for a second person: madarctl approve \(id)"
        case .backupPlanApproved:
            "The plan of backups is in force; the approval is signed."
        case .backupFailedAt(let time, let reason):
            "The last backup failed (\(time)): \(reason)"
        case .rotationPlanned(let id):
            "A rotation waits for a second person: madarctl approve \(id)"
        case .rotationApproved:
            "The rotation begins by itself; the approval is signed."
        case .retirementApproved:
            "The old key goes by itself; the approval is signed."
        case .rotationStep(let done, let total, let rate, let left):
            "\(done) of \(total), \(rate) per second, about \(left) left"
        case .rotationEstimate(let count, let time, let rate):
            "\(count) data keys are to be wrapped anew; estimated time: \(time), while files are read and written. Nothing was measured here yet: \(rate) per second are assumed. Nothing was changed."
        case .rotationEstimateMeasured(let count, let time, let rate):
            "\(count) data keys are to be wrapped anew; estimated time: \(time), while files are read and written, by the last replacement here: \(rate) per second, with its pauses. Nothing was changed."
        case .rotationDistrusted(let names):
            "Somebody else wrote in the rotation of: \(names). It is not gone on with. Call the coordinator."
        case .indexEstimate(let count, let tokens, let time):
            "\(count) files are to be looked at, \(tokens) of which bear a token that is made anew; estimated time: \(time), measured here on some of them, while files are read and written. Nothing was changed."
        case .rotationsHalted(let count):
            "Replacements of keys that halted by themselves: \(count). See why, and what to do: madarctl keys list"
        case .indexKeyWaits(let count):
            "Files that could not be read: \(count). They keep the former key of the index, which stays for that. Have them put right from a backup, or go on without them: madarctl keys resume index. What cannot be read then is not found any more by its civil registry record."
        case .epochOwedAlone(let count):
            "Keys that left the keyring since the root key was made: \(count). Who kept an older keyring, and what opens it, has them still. Found a committee: madarctl committee propose"
        case .epochOwed(let count):
            "Keys that left the keyring since the root key was changed: \(count). Who kept an older keyring, and what opens it, has them still. Renew the committee: madarctl committee renew"
        case .renewalPlanned(let id):
            "New data keys wait for a second person: madarctl approve \(id)"
        case .renewalApproved:
            "Files get their new keys by themselves; the approval is signed."
        case .renewalDistrusted:
            "Somebody else wrote in the order of new data keys. It is not gone on with. Call the coordinator."
        case .renewalOwed(let names):
            "Whoever knew the old key may know data keys of: \(names). Give all files new ones: madarctl keys renew --all-files"
        case .renewalSkips:
            "To go on leaves that file with its former keys. First see what is damaged: madarctl verify"
        case .noRotations:
            "No key was ever replaced."
        case .drillAlarm:
            "A drill could not restore a backup: make another, and try it at once."
        case .backupAlarm:
            "The backups are not as they should be: madarctl backup list"
        case .compareRecipients:
            "Read each recipient's key to its holder: who holds another one could open the backups."
        case .custodyKeyMade(let path):
            "The key is made in \(path). Give the public key to the operator, and read the fingerprint to him by voice. Without the passphrase the file opens nothing; without the file nobody can replace it: keep it apart from the daemon."
        case .outOf(let count, let total):
            "\(count) of \(total)"
        case .noCommitteeYet:
            "No committee is founded: the store opens by what status names alone."
        case .committeeWaits:
            "A change of the committee waits for a second person: madarctl approve"
        case .committeeProves:
            "A new committee waits for proofs: madarctl committee prove"
        case .compareCustodyKeys:
            "Call each person on a number that you know already. Let each read you the fingerprint of his key. If a single digit differs, go no further."
        case .committeeProposed(let id):
            "Proposed. A second person approves it: madarctl approve \(id)"
        case .committeeApproved:
            "Approved. Nothing has changed yet: enough members and every escrow key prove first, and members of the former committee if there is one: madarctl committee prove"
        case .committeeCancelled:
            "Stopped. What opened the store before still opens it."
        case .custodyProved(let name):
            "\(name) has proved. Others are still awaited: madarctl committee show"
        case .committeeChanged:
            "The new committee is in force, under a new root key. The former committee opens nothing any more. What opens the store now: madarctl status"
        case .drillNoted(let name):
            "\(name) can open the store with the others; the date is noted."
        case .passphraseTaken:
            "The passphrase goes along to the new committee."
        case .contributionTaken(let name, let count, let until):
            "\(name) has contributed; contributions so far: \(count). They are kept until \(until); then all begin again."
        case .credentialDroppedAlarm:
            "ALARM: the automatic unsealing did not go along with the new committee. After a restart the store stays sealed until the committee opens it."
        case .passphraseDroppedAlarm:
            "ALARM: the unseal passphrase did not go along with the new committee, and opens nothing any more."
        case .committeeStaleAlarm(let count):
            "ALARM: only \(count) members proved within a year that they can open the store, fewer than are needed: madarctl committee drill"
        case .witnessApproved(let name):
            "The witness \(name) is trusted from now on; the approval is signed."
        case .witnessRemoved(let name): "The witness \(name) is trusted no longer."
        case .noWitnesses: "No witness is trusted or waits to be."
        case .compareWitnessKey:
            "Call the witness on a number that you know already, and not on one that came with the key. Each reads the key to the other. If a single character differs, trust nothing."
        case .cosignatureKept(let names, let size):
            "Kept: \(names) has seen the log up to \(size) leaves."
        case .cosignatureOlder: "This is not newer than what is kept; nothing changed."
        case .noWitnessSawLog: "No witness had seen the log; the record of the order says so."
        case .proofsWritten(let count, let path):
            "\(count) proofs are written to \(path). Anybody verifies them without the daemon: madar verify"
        case .proofsHold(let count): "All \(count) proofs hold."
        case .proofFails(let number, let leaf, let reason):
            "Proof \(number), leaf \(leaf): \(reason)"
        case .noIncidents: "No incident is recorded."
        case .incidentReported(let id):
            "Recorded: \(id)."
        case .incidentAmended(let id, let version):
            "Recorded: \(id), version \(version). What was said before stays in the log."
        case .incidentToDeclare(let id):
            "It is to be declared to the national authority (DGSSI) at once (law 05-20, art. 8). When that is done: madar incident amend \(id)"
        case .incidentsDueAlarm(let count):
            "Security incidents not declared to the national authority (DGSSI): \(count). They are due at once (law 05-20, art. 8): madar incident"
        case .controllerSet: "Set. Pages that are printed from now on tell it."
        case .reportNowApproved(let id, let day):
            "Approved. Whoever gave it and you may read it until \(day): madar order report \(id)"
        case .exportNowApproved(let id, let day):
            "Approved. Whoever gave it and you may take the files out until \(day): madar order export \(id)"
        case .exportWritten(let files, let acts, let path):
            "Taken out: files \(files), acts \(acts). Written to \(path), which its recipients alone can open."
        case .exportLeavesOut:
            "Pictures and documents stay: madar attachment fetches each. Every child's log says that its file was taken out."
        case .usesTold(let count):
            "Times the file was used: \(count). Searches and lists leave no trace by file."
        case .leavesUnreadable(let count):
            "Entries of the log that cannot be read: \(count). Tell whoever runs the daemon: madard verify"
        case .orderCannotBeUndone: "What is erased now is gone for good."
        case .orderCarriedOut(let id, let count):
            "Erased: \(count). Print the record and have it signed: madar order record \(id)"
        case .orderWithdrawn: "The order is taken back."
        case .orderNowApproved(let id, let day):
            "Approved. It may be carried out from \(day) on, and be taken back until then: madar order carry-out \(id)"
        case .orderGiven(let id, let day):
            "Ordered: \(id). It does nothing until a second person approves it, by \(day): madar order approve \(id)"
        case .noOrders: "Nothing is ordered."
        case .proofWritten(let path):
            "The proof is written to \(path). Anybody verifies it without the daemon: madar verify"
        case .proofHolds:
            "It holds: the log's signature is true, and the leaf is in it."
        case .noteHolds:
            "It holds: the log's signature is true."
        case .witnessMade(let key):
            "The witness's key is made. Give its public half to whoever relies on it: \(key)"
        case .witnessTrusts(let code):
            "The witness knows the log of province \(code) now."
        case .cosigned(let path, let size):
            "Cosigned up to \(size) leaves. Send \(path) back to the province."
        case .witnessRequestWritten(let path):
            "The checkpoint for the witness is written to \(path). Bring it to the witness."
        case .draftGoOn(let draft):
            "Go on: \(draft)"
        case .draftThrowAway(let draft):
            "Throw away: \(draft)"
        case .draftKept(let number):
            "Your answers are kept, sealed, on this device: madar drafts resume \(number)"
        case .draftsWait(let count):
            "Answered and not sent: \(count). To see it: madar drafts"
        case .draftNotKept(let reason):
            "Your answers cannot be kept on this device, and are lost if the program ends: \(reason) You can go on."
        case .draftHandedOver(let draft):
            "It was handed over already, and is no draft any more: \(draft)"
        case .draftTooOld(let draft):
            "Nobody went on with this draft for 30 days; it is gone: \(draft)"
        case .draftsUnreadable(let count):
            "Cannot be read, since damaged or of a newer program: \(count). It stays where it is."
        case .draftFormChanged:
            "The form has changed since. Every question is asked once more; an empty line keeps your answer."
        case .draftValuesLost(let count):
            "Not asked any more, or its picture is gone, so left out: \(count)"
        case .draftForgotten(let number):
            "Draft \(number) is thrown away."
        case .noDrafts:
            "No draft waits."
        case .answersBefore(let count):
            "Before these: \(count)"
        case .sessionLocked:
            "The session has locked itself meanwhile. Type the passphrase, and what you answered is kept."
        case .textCut(let end):
            "A terminal takes no longer line, and cut the text after \"\(end)\". Paste the rest of it now."
        case .draftInUse(let draft):
            "Being answered in another window: \(draft)"
        case .transferLater(let count):
            "Added after it was sent, and not received there: \(count). Tell them."
        case .transferGivenBack(let number):
            "The other province has refused. File \(number) is in reception again; the reason is in its last act: madar history"
        case .transferSettled(let number):
            "The other province answers for the child now. You answer for file \(number) no longer."
        case .transferRefused:
            "The transfer is refused; the receipt bears the reason."
        case .receiptWritten(let path):
            "The sealed receipt is written to \(path). Send it back to the sender, who answers for the child until it comes."
        case .transferLacks:
            "Stayed with the sender:"
        case .transferThere(let number):
            "This had come before: file \(number). Nothing new is opened."
        case .transferReceived(let number, let acts):
            "File \(number) is opened here with what came: \(acts). You answer for the child from now on."
        case .senderStays:
            "You answer for the child until the receipt has come: madar transfer receipt FILE"
        case .bundleLeavesOut:
            "These stay here: what is protected (reporter, shelter), pictures and documents, names of members and organisations. Send what is needed of them in another way."
        case .bundleWritten(let path, let code):
            "The sealed bundle is written to \(path). Only the daemon of province \(code) opens it."
        case .descriptorWritten(let path):
            "The descriptor of the province is written to \(path). Send it, then read the fingerprint on the phone."
        case .noProvinces:
            "No province is trusted or waits to be."
        case .provinceForgotten(let code):
            "Province \(code) is no longer trusted."
        case .trustApproved(let code):
            "Province \(code) is trusted from now on; the approval is signed."
        case .trustProposed(let id):
            "It waits for a second person: madarctl approve \(id)"
        case .compareFingerprint:
            "Call a number that you know already, not one that came with the file. Each reads the fingerprint to the other. Where one digit differs, trust nothing."
        case .readBeforeHanding:
            "Read the page before you hand it over: it must not tell of kafala or of unknown parents."
        case .pageLeftOut(let count):
            "Left out, for what the words may tell this recipient: \(count)."
        case .pageMasked(let count):
            "Masked, since it tells of other people: \(count). Say so in the answer to the request."
        case .freeTextsToRead(let count, let places):
            "Read the free texts again before you hand the page over: they may name other people. On the page: \(count) (\(places)). To mask one: --mask FIELD:ACT"
        case .noRepresentative:
            "As the file has it, this person does not stand for the child by law now. Check before you hand the page over."
        case .handOverOffered(let id, let day):
            "It is offered until \(day). Until it is accepted, nothing moves. To take it back: madar handover withdraw \(id)"
        case .handOverTaken(let count):
            "You now answer for what was handed over: \(count). It is in: madar mine"
        case .handOverStays(let count):
            "Stays where it is, since it may not be given so: \(count). Tell the coordinator."
        case .handOverDeclined:
            "It is declined. The files stay where they are."
        case .noHandOvers:
            "No files are offered."
        case .handOversShown:
            "What waits: madar handover list"
        case .colleagueByID:
            "Give the id, which the colleague reads with: madar whoami"
        case .glassRules:
            "This access opens a file out of your reach for four hours. The reason goes into the file, whoever coordinates is told at once and looks into it within 24 hours. It never opens what is judicial or protected."
        case .glassOpened(let until):
            "The file is open until \(until)."
        case .glassIdentityOnly:
            "Only the identity is open until a second person agrees."
        case .glassApproved(let name):
            "The access of \(name) now opens more than the identity."
        case .glassReviewed(let name):
            "The review of the access of \(name) is kept; the access is over."
        case .glassOwed(let count):
            "Emergency accesses wait for your review: \(count)"
        case .newGlass(let number, let moment):
            "Emergency access to \(number): review it before \(moment)"
        case .noAccess:
            "There is no such access."
        case .secrecyAccepted(let day):
            "Accepted until \(day)."
        case .secrecyText:
            "What you read here concerns children. It is covered by professional secrecy (Penal Code art. 446; Code of Criminal Procedure art. 15 for inquiries; law 65-15 art. 28 in establishments; law 09-08 on personal data). You read what your work needs, and nothing else; you tell nobody who has no right to it; each reading is recorded. The duty stays when your work ends."
        case .unansweredForgotten:
            "It is forgotten."
        case .allAnswered:
            "Every command has its answer."
        case .answeredUnknown(let command, let id, let reason):
            "Still not known: \(command) (\(id)). \(reason)"
        case .answeredRefused(let command, let reason):
            "Not done: \(command). \(reason)"
        case .answeredDone(let command):
            "Done: \(command)."
        case .askAgain:
            "It is kept, sealed, on this device. Do not repeat it: ask for the answer with the same key, so that nothing is done twice: madarctl unanswered"
        case .absenceEnded: "The absence is taken back."
        case .absenceSet(let day):
            "You are away until \(day) included. Your deputy sees your files in his "
                + "lists and approves in your place; he reads no more than before."
        case .typeToRevokeMember(let word):
            "A revoked member does not come back. To revoke, type \(word): "
        case .resumeDevices:
            "The devices stay suspended until each is resumed: madarctl device resume"
        case .changeApproved(let name):
            "The change for \(name) is approved and signed. It holds now."
        case .withdrawn: "It is taken back."
        case .memberRevokedNow(let name): "\(name) is revoked for good, with every device."
        case .memberSuspendedNow(let name):
            "\(name) is suspended, and every device is cut off. To resume: madarctl "
                + "member resume"
        case .roleEnded(let name): "The role of \(name) has ended."
        case .proposalMade(let id): "It waits for a second person: madarctl approve \(id)"
        case .settleMeans:
            "Somebody else had the secret of this device's invitation. Is the device in "
                + "the right hands, and is it known how the secret got out? If not, revoke it: "
                + "madarctl device revoke"
        case .alarmSettled(let device):
            "The alarm on device \(device) is settled. Another attempt raises it again."
        case .lineDown: "The line is down. What happens meanwhile is told when it is back."
        case .fellDue(let number, let task, let moment):
            "File \(number): \(task) fell due on \(moment)."
        case .newAct(let number, let sequence):
            "File \(number): act \(sequence) is new. To read it: madar history \(number) "
                + "--from \(sequence)"
        case .eventsLost: "Something was lost. Look at your lists: madar mine, madar due"
        case .allTold: "That is all that was missed."
        case .watching: "What others do on your files is told here. To stop: Ctrl-C"
        case .writtenTo(let path):
            "Written to \(path). It is not sealed there: delete it when you need it no "
                + "more."
        case .shownAt(let path): "It lies in \(path), for you alone, until the session locks."
        case .uploadsRefused(let count):
            "Refused by the daemon: \(count). The copy stays, sealed, on this device: "
                + "madar outbox"
        case .uploadsWait(let count):
            "Not sent yet, kept sealed on this device: \(count). It goes by itself. To "
                + "see it: madar outbox"
        case .uploadsSent(let count): "Arrived: \(count)."
        case .fetching(let come, let size): "Fetching: \(come) of \(size)"
        case .uploading(let sent, let size): "Sending: \(sent) of \(size)"
        case .documentTaken(let size):
            "Taken (\(size)). A PDF leaves as it is, with what it says of its author."
        case .pictureTaken(let size):
            "Taken (\(size)). It leaves without the place, time and device that the "
                + "picture names."
        case .deviceSuspended(let device):
            "Device \(device) is suspended and cut off. To resume it: madarctl device resume"
        case .deviceResumed(let device):
            "Device \(device) may connect again, with the keys that it has."
        case .deviceRevoked(let device): "Device \(device) is revoked for good and cut off."
        case .deviceRenewalAsked(let device): "Device \(device) renews its key at its next contact."
        case .typeToRevoke(let word):
            "A revoked device does not come back. To revoke it, type \(word): "
        case .lockRefusedAlarm:
            "ALARM: the kernel refuses to lock memory for keys: they may reach the swap. Set "
                + "LimitMEMLOCK=1G in the daemon's unit and restart it"
        case .credentialBesideAlarm:
            "ALARM: the credential that opens the store lies on the same disk as the store. "
                + "Whoever takes the disk reads every child's file"
        case .contestedAlarm(let count):
            "ALARM: \(count) tried by another key: somebody else has the secret. See madarctl "
                + "invitations and madarctl devices"
        case .transportSingle: "There is one key. To rotate it: madarctl transport prepare"
        case .transportPrepared(let count):
            "Each device learns both keys at its next contact. After 72 hours, and when no device "
                + "is left that does not know the next one (now: \(count)): madarctl transport "
                + "switch"
        case .transportSwitched(let count):
            "New invitations bear the current key. The former one is taken until it is forgotten "
                + "(devices that do not know the new one: \(count)): madarctl transport drop"
        case .transportUnaware(let count):
            "Do not know the newest key yet: \(count). Whoever does not know it when the former is "
                + "forgotten has to enrol again."
        case .transportAbandons:
            "The next key was not made the current one yet: to forget it gives the rotation up."
        case .sending: "Sending…"
        case .workingOffline(let reason, let version):
            "\(reason) You work without it, by version \(version) of the circuit. "
                + "What you enter is not sent yet."
        case .offlineNeverMet:
            "Work without the line needs one contact first: this device does not "
                + "know the circuit yet."
        case .fileAsSeen(let moment, let count):
            "The file as this device saw it at \(moment). Not sent on it: "
                + "\(count)."
        case .searchImpossible:
            "Nobody could look whether this child has a file already: the line is "
                + "down. The opening is marked so. Look for it once the line is back: "
                + "madar find"
        case .searchNow: "opened without a search: look for another file of the child"
        case .queued(let number):
            "NOT SENT: kept, sealed, on this device as entry \(number). It goes by "
                + "itself when the line is back. To see it: madar outbox"
        case .refusedKept(let number): "What you entered is kept: madar outbox show \(number)"
        case .refusedAgain(let number):
            "To enter it again, corrected: madar outbox show \(number) --template "
                + "> act.txt, then madar act --from act.txt, then madar outbox drop "
                + "\(number)"
        case .dropUnknown: "It may have been done: look at the file first (madar history)."
        case .dropped(let number): "Entry \(number) is dropped."
        case .errorAtLine(let line, let text): "Line \(line): \(text)"
        case .templateHelp:
            "Write after the colon; * must be filled. A line that begins with | "
                + "goes on with the text above."
        case .templateGroup:
            "For each row take away the # before the name in brackets and what "
                + "follows; repeat for more."
        case .templateSeveral: "several, with commas"
        case .enrolled(let member, let profile):
            "This device is enrolled for \(member), profile \(profile)."
        case .enrolledNext: "Now unlock: madar unlock"
        case .unlocked(let minutes):
            "Unlocked. It locks after \(minutes) without use, or by madar lock"
        case .alreadyUnlocked: "It is unlocked already."
        case .locked: "Locked."
        case .alreadyLocked: "It is locked already."
        case .noneFound: "No such file that you may see."
        case .dayEmpty: "Nothing waits for you today."
        case .nothingListed: "The list is empty."
        case .searchUnknown(let name, let options):
            "The saved search \(name) asks for what is not known any more: \(options). Save it again without that, or forget it."
        case .noSavedSearches:
            "You have kept no search. To keep one: madar files --overdue --save NAME"
        case .searchForgotten(let name): "The saved search \(name) is forgotten."
        case .searchSaved(let name): "The search is kept. Its list: madar files --saved \"\(name)\""
        case .indexBuilding(let percent):
            "The index is being built (\(percent) %): results may be missing."
        case .listed(let shown, let total): "Shown: \(shown) of \(total)."
        case .fileOpened(let number): "File \(number) is open."
        case .joinedIfKnown:
            "If the child already has a file elsewhere, the centre will join the two"
        case .pairDistinct: "Noted: two children. The two files are not shown together any more"
        case .pairDoubted:
            "Taken back: the two files are shown together again as long as they look like one child's"
        case .comparing(let files): "Still to be compared: \(files). The list may grow"
        case .fileOpenedNext(let number): "Enter the report: madar act add \(number)"
        case .actSaved(let sequence): "The act is saved as number \(sequence)."
        case .queuedSent(let count): "Sent what was waiting: \(count)."
        case .notSent(let count): "Not sent yet: \(count)."
        case .gaveUp: "Given up. Nothing was sent."
        case .errorsFound(let count): "The form has \(count):"
        case .errorsAtHeading(let text): "Heading: \(text)"
        case .errorAtField(let label, let text): "\(label): \(text)"
        case .errorAtRow(let label, let row, let text): "\(label), row \(row): \(text)"
        case .anotherRow(let group): "Add a row to \"\(group)\"? (y/n) "
        case .more(let count): "And \(count): type a part of the name."
        case .invitationWritten(let path):
            "The invitation is in \(path), readable by you alone. Hand it over in person."
        case .invitationShownOnce:
            "This is the invitation. It is not shown again. Hand it over in person."
        case .needsApproval: "It works once a second person approves: madarctl approve"
        case .expiresAt(let moment): "Valid until \(moment)."
        case .nothingWaits: "Nothing waits for approval."
        case .typeToApprove(let word): "To approve and sign, type \"\(word)\": "
        case .approved(let name): "The invitation of \(name) is approved and signed."
        case .downgradeWaits(let level):
            "The level \"\(level)\" stands until a second person approves the lower one: madar approve"
        case .downgradeApproved(let level):
            "The lower level is approved and signed. \"\(level)\" holds now."
        case .urgentSaved(let count):
            "Saved together: \(count). Whoever coordinates is told now."
        case .offenceNotTold(let form):
            "An offence is recorded, and this act does not tell the prosecutor. Tell him now: madar act add --form \(form)"
        case .prosecutorNotTold:
            "The prosecutor is not told by this: your role cannot record it. Telephone now, and have the call recorded by the follow-up cell."
        case .referred(let count):
            "Sent. The service reads: \(count). You answer for the child until it has accepted."
        case .stageWaits(let stage):
            "\"\(stage)\" waits until a second person approves it: madar approve"
        case .stageApproved(let stage): "\"\(stage)\" is approved and signed, and holds now."
        case .sealedNow: "The daemon is sealed: nothing is read or written until it is unsealed."
        case .unsealedNow: "Unsealed. The daemon is serving."
        case .typeToSeal(let word):
            "Everybody will be interrupted. To seal, type the province's code \"\(word)\": "
        case .connecting: "Connecting…"
        case .deriving: "Checking the passphrase…"
        case .candidatesFor: "Files that may be this child's:"
        case .dueIn(let time): "in \(time)"
        case .overdueBy(let time): "overdue by \(time)"
        case .clockSkew(let time): "This device's clock differs from the daemon's by \(time)."
        case .protectedHidden: "Protected fields are not shown: ask again with --motive"
        case .mattersLeftOut(let count): "Not shown for want of room, \(count): madar history"
        case .onlyReferrals: "Of this file you see what is addressed to your service: madar history"
        case .atStage(let stage, let next): "from \"\(stage)\" to \"\(next)\""
        case .queueAdvice:
            "Do not enter it again: it is kept, sealed, on this device and goes with the "
                + "same key, so once. To send it: madar outbox send"
        case .queuedRefused(let count):
            "Refused by the daemon of what was waiting: \(count). The copy stays, sealed, "
                + "on this device."
        case .sendNothing: "Nothing waits to be sent."
        }
    }
}
