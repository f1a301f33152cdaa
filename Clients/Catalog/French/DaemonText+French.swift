extension DaemonText {
    var french: String {
        switch self {
        case .initialised(let path): "Stockage préparé dans \(path)."
        case .operatorInvitation: "Invitation de l'exploitant, à remettre en main propre :"
        case .coordinatorInvitation: "Invitation du coordinateur, à remettre en main propre :"
        case .shownOnce: "Ces invitations ne seront plus affichées."
        case .nextServe(let command): "Lancez maintenant le serveur : \(command)"
        case .newUnsealPassphrase:
            "Choisissez la phrase secrète de descellement (12 caractères au moins) : "
        case .keepPassphrase: "Sans elle les dossiers sont perdus : gardez-la écrite, sous clé."
        case .listening(let address): "à l'écoute sur \(address)"
        case .stopped: "arrêté"
        case .unknownSetting(let key): "Réglage inconnu : \(key)"
        case .badSetting(let key): "Valeur erronée pour le réglage \(key)"
        case .definitionBad(let place):
            "Définition du circuit erronée : \(place). L'ancienne reste en vigueur."
        }
    }
}
