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
    /// “The daemon's fingerprint, to be read aloud by two: {text}”.
    case fingerprint(text: String)
    /// “Now start the daemon: {command}”.
    case nextServe(command: String)
    /// “Choose the unseal passphrase (12 characters or more)”.
    case newUnsealPassphrase
    /// “Without it the files are lost: keep it written down, under lock”.
    case keepPassphrase
    /// “listening on {address}”.
    case listening(address: String)
    /// “sealed: waiting for madarctl unseal”.
    case sealed
    /// “serving {files}”.
    case serving(files: String)
    /// “stopping”.
    case stopping
    /// “stopped”.
    case stopped
    /// “The folder {path} is not empty. Nothing was changed”.
    case folderNotEmpty(path: String)
    /// “There is no store in {path}. Make one: madard init”.
    case noStore(path: String)
    /// “Another daemon runs on this store”.
    case alreadyRunning
    /// “The address {address} is in use”.
    case addressInUse(address: String)
    /// “Unknown setting: {key}”.
    case unknownSetting(key: String)
    /// “Bad value of the setting {key}”.
    case badSetting(key: String)
    /// “The settings are good”.
    case settingsGood
    /// “The circuit's definition is wrong: {place}. The old one stays”.
    case definitionBad(place: String)
    /// “The circuit's definition is good, version {version}”.
    case definitionGood(version: String)
    /// “There is no province {code}”.
    case unknownProvince(code: String)
    /// “The settings were read again”.
    case settingsReloaded
    /// “Changing {key} needs a restart”.
    case restartNeeded(key: String)
    /// “Verified: {acts}, log {leaves}”.
    case verified(acts: String, leaves: String)
    /// “Verification failed: {count}”.
    case verificationFailed(count: String)

    /// The text in a language.
    public func text(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }
}
