extension DaemonText {
    var french: String {
        switch self {
        case .initialised(let path): "Stockage préparé dans \(path)."
        case .operatorInvitation: "Invitation de l'exploitant, à remettre en main propre :"
        case .coordinatorInvitation: "Invitation du coordinateur, à remettre en main propre :"
        case .shownOnce: "Ces invitations ne seront plus affichées."
        case .fingerprint(let text): "Empreinte du serveur, à lire à voix haute à deux : \(text)"
        case .nextServe(let command): "Lancez maintenant le serveur : \(command)"
        case .newUnsealPassphrase:
            "Choisissez la phrase secrète de descellement (12 caractères au moins) : "
        case .keepPassphrase: "Sans elle les dossiers sont perdus : gardez-la écrite, sous clé."
        case .listening(let address): "à l'écoute sur \(address)"
        case .sealed: "scellé : attend madarctl unseal"
        case .serving(let files): "en service : \(files)"
        case .stopping: "arrêt en cours"
        case .stopped: "arrêté"
        case .folderNotEmpty(let path): "Le dossier \(path) n'est pas vide. Rien n'a été modifié."
        case .noStore(let path): "Pas de stockage dans \(path). Créez-le : madard init"
        case .alreadyRunning: "Un autre serveur tourne sur ce stockage."
        case .addressInUse(let address): "L'adresse \(address) est prise."
        case .unknownSetting(let key): "Réglage inconnu : \(key)"
        case .badSetting(let key): "Valeur erronée pour le réglage \(key)"
        case .settingsGood: "Les réglages sont corrects."
        case .definitionBad(let place):
            "Définition du circuit erronée : \(place). L'ancienne reste en vigueur."
        case .definitionGood(let version): "Définition du circuit correcte, version \(version)."
        case .unknownProvince(let code): "Il n'y a pas de province \(code)."
        case .settingsReloaded: "Réglages relus."
        case .restartNeeded(let key): "Changer \(key) demande un redémarrage."
        case .verified(let acts, let leaves): "Vérifié : \(acts), journal \(leaves)."
        case .verificationFailed(let count): "Vérification en échec : \(count)."
        }
    }
}
