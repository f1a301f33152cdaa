/// What the daemon tells its operator.
public enum DaemonText: Equatable, Sendable {
    /// “The store is ready in {path}”.
    case initialised(path: String)
    /// “The operator's invitation, to hand over in person”.
    case operatorInvitation
    /// “The coordinator's invitation, to hand over in person”.
    case coordinatorInvitation
    /// “These invitations are not shown again”.
    case shownOnce
    /// “Now start the daemon: {command}”.
    case nextServe(command: String)
    /// “Choose the unseal passphrase (12 characters or more)”.
    case newUnsealPassphrase
    /// “Without it the files are lost: keep it written down, under lock”.
    case keepPassphrase
    /// “listening on {address}”.
    case listening(address: String)
    /// “stopped”.
    case stopped
    /// “Unknown setting: {key}”.
    case unknownSetting(key: String)
    /// “Bad value of the setting {key}”.
    case badSetting(key: String)
    /// “The settings are wrong: {count, as 3 errors}. Nothing was changed”.
    case settingsWrong(count: String)
    /// “The settings are right”.
    case settingsRight
    /// “The circuit's definition is wrong: {count, as 3 errors}. The old one stays”.
    case definitionBad(count: String)
    /// “The definition is wrong: {count, as 3 errors}”.
    case definitionWrong(count: String)
    /// “Not shown: {count, as 3 errors}”.
    case faultsNotShown(count: String)
    /// “The definition is right: {counts, as 3 forms, 40 fields}”.
    case definitionRight(counts: String)
    /// “Added”, above the codes.
    case definitionAdds
    /// “Replaced”, above the codes.
    case definitionReplaces
    /// “No longer there”, above the codes.
    case definitionRemoves
    /// “The folder changes nothing”.
    case definitionUnchanged
    /// “{done} of {total} leaves checked”.
    case leavesChecked(done: String, total: String)
    /// “Checked: {counts, as 3 leaves, 4 acts}”.
    case storeChecked(counts: String)
    /// “Opened as well: {counts, as 3 leaves, 4 acts}”.
    case storeOpened(counts: String)
    /// “Everything agrees”.
    case storeWhole
    /// “The store stands in {path}, as it was with {size} leaves”.
    case restored(path: String, size: String)
    /// “Written after the backup, and lost: {count, as 3 leaves}. Devices that saw more warn”.
    case restoreMissing(count: String)
    /// “The keys were not tried. Give --credential, or unseal the daemon and look”.
    case restoreKeysNotTried
    /// “Erased after the backup, and now again: {count} parts of acts”.
    case restoreErased(count: String)
    /// “What was erased after the backup is erased again when the store is opened”.
    case restoreErasesLater
    /// “The backup of the keys does not tell what was erased after the backup”.
    case restoreErasuresUnknown
    /// “The backup is proved: it can be restored. The daemon takes the note {path} by itself”.
    case drilled(path: String)
    /// “The daemon that was backed up was started with”, above its settings.
    case restoreSettings
    /// “The store does not agree: {count, as 3 errors}”.
    case storeFaulty(count: String)
    /// “Whether an old state of the whole store was put back, only a kept note tells: --note”.
    case noteWouldTell
    /// “The note {path} cannot be read”.
    case noteUnreadable(path: String)
    /// “The folder {path} cannot be read”.
    case folderUnreadable(path: String)

    /// The text in a language.
    public func text(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }
}
