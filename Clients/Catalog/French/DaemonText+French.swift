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
        case .settingsWrong(let count): "Réglages erronés : \(count). Rien n'a été changé."
        case .settingsRight: "Les réglages sont corrects."
        case .definitionBad(let count):
            "Définition du circuit erronée : \(count). L'ancienne reste en vigueur."
        case .definitionWrong(let count): "Définition erronée : \(count)."
        case .faultsNotShown(let count): "Non affiché : \(count)."
        case .definitionRight(let counts): "Définition correcte : \(counts)."
        case .definitionAdds: "Ajouté :"
        case .definitionReplaces: "Remplacé :"
        case .definitionRemoves: "Retiré :"
        case .definitionUnchanged: "Le répertoire ne change rien."
        case .leavesChecked(let done, let total): "\(done) feuilles vérifiées sur \(total)"
        case .storeChecked(let counts): "Vérifié : \(counts)."
        case .storeOpened(let counts): "Ouvert aussi : \(counts)."
        case .storeWhole: "Tout concorde."
        case .restored(let path, let size):
            "Le dépôt est dans \(path), tel qu'il était avec \(size) feuilles de journal."
        case .restoreMissing(let count):
            "Écrit après la sauvegarde, et perdu : \(count) du journal. Les appareils qui en ont vu "
                + "davantage avertissent et n'écrivent rien : dites au coordinateur quels jours manquent."
        case .restoreKeysNotTried:
            "Les clés n'ont pas été essayées : donnez --credential, ou ouvrez le serveur et un dossier."
        case .drilled(let path):
            "La sauvegarde est prouvée : elle se restaure. Le serveur prend cette note de lui-même : \(path)"
        case .restoreErased(let count):
            "Effacé après la sauvegarde, et maintenant à nouveau : \(count) parties d'actes."
        case .restoreErasesLater:
            "Ce qui a été effacé après la sauvegarde le sera à nouveau à l'ouverture du dépôt."
        case .restoreErasuresUnknown:
            "La sauvegarde des clés ne dit pas ce qui a été effacé après la sauvegarde : comparez les procès-verbaux d'effacement, et ordonnez à nouveau ce qui est revenu."
        case .restoreSettings: "Le serveur sauvegardé était lancé avec :"
        case .storeFaulty(let count): "Le dépôt ne concorde pas : \(count)."
        case .noteWouldTell:
            "Seul un point de contrôle conservé révèle qu'un état ancien du dépôt a été remis en "
                + "place : --note FILE"
        case .noteUnreadable(let path): "Le point de contrôle \(path) ne peut pas être lu."
        case .folderUnreadable(let path): "Le répertoire \(path) ne peut pas être lu."
        }
    }
}
