extension DaemonText {
    var english: String {
        switch self {
        case .initialised(let path): "The store is ready in \(path)."
        case .operatorInvitation: "The operator's invitation, to hand over in person:"
        case .coordinatorInvitation: "The coordinator's invitation, to hand over in person:"
        case .shownOnce: "These invitations are not shown again."
        case .fingerprint(let text): "The daemon's fingerprint, to be read aloud by two: \(text)"
        case .nextServe(let command): "Now start the daemon: \(command)"
        case .newUnsealPassphrase: "Choose the unseal passphrase (12 characters or more): "
        case .keepPassphrase: "Without it the files are lost: keep it written down, under lock."
        case .listening(let address): "listening on \(address)"
        case .sealed: "sealed: waiting for madarctl unseal"
        case .serving(let files): "serving \(files)"
        case .stopping: "stopping"
        case .stopped: "stopped"
        case .folderNotEmpty(let path): "The folder \(path) is not empty. Nothing was changed."
        case .noStore(let path): "There is no store in \(path). Make one: madard init"
        case .alreadyRunning: "Another daemon runs on this store."
        case .addressInUse(let address): "The address \(address) is in use."
        case .unknownSetting(let key): "Unknown setting: \(key)"
        case .badSetting(let key): "Bad value of the setting \(key)"
        case .settingsGood: "The settings are good."
        case .definitionBad(let place):
            "The circuit's definition is wrong: \(place). The old one stays."
        case .definitionGood(let version): "The circuit's definition is good, version \(version)."
        case .unknownProvince(let code): "There is no province \(code)."
        case .settingsReloaded: "The settings were read again."
        case .restartNeeded(let key): "Changing \(key) needs a restart."
        case .verified(let acts, let leaves): "Verified: \(acts), log \(leaves)."
        case .verificationFailed(let count): "Verification failed: \(count)."
        }
    }
}
