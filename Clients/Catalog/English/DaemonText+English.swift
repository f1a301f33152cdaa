extension DaemonText {
    var english: String {
        switch self {
        case .initialised(let path): "The store is ready in \(path)."
        case .operatorInvitation: "The operator's invitation, to hand over in person:"
        case .coordinatorInvitation: "The coordinator's invitation, to hand over in person:"
        case .shownOnce: "These invitations are not shown again."
        case .nextServe(let command): "Now start the daemon: \(command)"
        case .newUnsealPassphrase: "Choose the unseal passphrase (12 characters or more): "
        case .keepPassphrase: "Without it the files are lost: keep it written down, under lock."
        case .listening(let address): "listening on \(address)"
        case .stopped: "stopped"
        case .unknownSetting(let key): "Unknown setting: \(key)"
        case .badSetting(let key): "Bad value of the setting \(key)"
        case .settingsWrong(let count): "The settings are wrong: \(count). Nothing was changed."
        case .settingsRight: "The settings are right."
        case .definitionBad(let count):
            "The circuit's definition is wrong: \(count). The old one stays."
        case .definitionWrong(let count): "The definition is wrong: \(count)."
        case .faultsNotShown(let count): "Not shown: \(count)."
        case .definitionRight(let counts): "The definition is right: \(counts)."
        case .definitionAdds: "Added:"
        case .definitionReplaces: "Replaced:"
        case .definitionRemoves: "No longer there:"
        case .definitionUnchanged: "The folder changes nothing."
        case .leavesChecked(let done, let total): "\(done) of \(total) leaves checked"
        case .storeChecked(let counts): "Checked: \(counts)."
        case .storeOpened(let counts): "Opened as well: \(counts)."
        case .storeWhole: "Everything agrees."
        case .restored(let path, let size):
            "The store stands in \(path), as it was with \(size) leaves of its log."
        case .restoreMissing(let count):
            "Written after the backup, and lost: \(count) of the log. Devices that saw more warn "
                + "their users and write nothing: tell the coordinator which days are missing."
        case .restoreKeysNotTried:
            "The keys were not tried: give --credential, or unseal the daemon and look into a file."
        case .drilled(let path):
            "The backup is proved: it can be restored. The daemon takes this note by itself: \(path)"
        case .restoreErased(let count):
            "Erased after the backup, and now again: \(count) parts of acts."
        case .restoreErasesLater:
            "What was erased after the backup is erased again when the store is opened."
        case .restoreErasuresUnknown:
            "The backup of the keys does not tell what was erased after the backup: compare the records of erasures, and order again what is there."
        case .restoreSettings: "The daemon that was backed up was started with:"
        case .storeFaulty(let count): "The store does not agree: \(count)."
        case .noteWouldTell:
            "Whether an old state of the whole store was put back, only a kept note tells: --note FILE"
        case .noteUnreadable(let path): "The note \(path) cannot be read."
        case .folderUnreadable(let path): "The folder \(path) cannot be read."
        }
    }
}
