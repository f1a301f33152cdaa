extension DoctorText {
    func french(_ subject: String) -> (happened: String, advice: String?) {
        switch self {
        case .daemonRuns:
            (
                "Un serveur a ouvert le dépôt.",
                nil
            )
        case .daemonRests:
            (
                "Aucun serveur n'a ouvert le dépôt.",
                nil
            )
        case .anotherUser:
            (
                "Le dépôt est à un autre utilisateur : son contenu n'a pas été examiné.",
                "Lancez la commande sous cet utilisateur : sudo -u madar madard doctor."
            )
        case .swapOff:
            (
                "La machine n'a pas d'espace d'échange.",
                nil
            )
        case .swapForbidden:
            (
                "La machine a un espace d'échange ; la mémoire du serveur n'y va pas.",
                nil
            )
        case .swapOn:
            (
                "La machine a un espace d'échange.",
                "Lancez le serveur par son unité, qui fixe MemorySwapMax=0, ou désactivez "
                    + "l'échange : swapoff -a."
            )
        case .swapReaches:
            (
                "La mémoire du serveur peut être écrite en clair dans l'espace d'échange.",
                "Fixez MemorySwapMax=0 dans son unité et relancez-le, ou désactivez "
                    + "l'échange : swapoff -a."
            )
        case .coresForbidden:
            (
                "Le serveur ne laisse pas d'image mémoire.",
                nil
            )
        case .coresAllowed:
            (
                "Le serveur peut laisser des images mémoire (\(subject)).",
                "Fixez LimitCORE=0 dans son unité et relancez-le."
            )
        case .lockedMemoryEnough:
            (
                "Assez de mémoire peut être verrouillée pour les clés.",
                nil
            )
        case .lockedMemoryShort:
            (
                "Le serveur ne peut verrouiller que \(subject) de mémoire : trop peu pour "
                    + "ses clés.",
                "Fixez LimitMEMLOCK=1G dans son unité et relancez-le."
            )
        case .lockedMemoryShortHere:
            (
                "D'ici, seuls \(subject) de mémoire peuvent être verrouillés.",
                "Lancez le serveur par son unité, ou relevez d'abord la limite : ulimit -l."
            )
        case .clockSynchronised:
            (
                "L'horloge est tenue à l'heure par une autre.",
                nil
            )
        case .clockFree:
            (
                "Rien ne semble tenir l'horloge à l'heure.",
                "Activez NTP : timedatectl set-ntp true."
            )
        case .clockWrong:
            (
                "L'horloge se trompe de plusieurs années.",
                "Réglez-la avant que le serveur ne serve : les délais et le journal en "
                    + "dépendent."
            )
        case .diskRoom:
            (
                "Le disque a \(subject) de libre.",
                nil
            )
        case .diskTight:
            (
                "Le disque a \(subject) de libre : trop peu pour une copie de la base.",
                "Libérez de la place, sinon la prochaine sauvegarde échouera."
            )
        case .diskLow:
            (
                "Le disque n'a plus que \(subject) de libre : une fois plein, plus rien ne "
                    + "sera écrit.",
                "Libérez de la place maintenant."
            )
        case .reserveSpent:
            (
                "La réserve pour disque plein est consommée : rien n'est écrit tant qu'elle "
                    + "n'est pas reprise.",
                "Libérez de la place ; le serveur la reprend de lui-même."
            )
        case .folderOpen:
            (
                "Le dossier \(subject) n'est pas réservé à son propriétaire.",
                "Mettez-le en 0700."
            )
        case .filesRight:
            (
                "Les fichiers du dépôt sont là, réservés à son propriétaire.",
                nil
            )
        case .fileMissing:
            (
                "Le fichier \(subject) manque.",
                "Restaurez-le depuis sa sauvegarde avant toute chose."
            )
        case .fileOpen:
            (
                "\(subject) n'est pas un fichier réservé à son propriétaire.",
                "Mettez-le en 0600."
            )
        case .fileOfAnother:
            (
                "\(subject) n'appartient pas au propriétaire du dépôt.",
                "Rendez-le au propriétaire du dépôt : chown."
            )
        case .credentialRight:
            (
                "Le fichier d'accès \(subject) est réservé à son propriétaire.",
                nil
            )
        case .credentialMissing:
            (
                "Le fichier d'accès \(subject) n'est pas là : le serveur démarre scellé.",
                "Voyez si madar-unseal.service a tourné, ou descellez avec madarctl unseal."
            )
        case .credentialBeside:
            (
                "Le fichier d'accès \(subject) est sur le disque du dépôt : qui vole le "
                    + "disque a les deux.",
                "Confiez-le à systemd : madar-unseal.service."
            )
        case .journalRight:
            (
                "La base est écrite comme il faut.",
                nil
            )
        case .journalWaits:
            (
                "Le dernier serveur ne s'est pas arrêté proprement : des écritures attendent "
                    + "dans le journal de la base.",
                "Lancez le serveur, qui les reprend ; ne supprimez aucun fichier."
            )
        case .journalForeign:
            (
                "La base n'est pas écrite comme le serveur l'écrit.",
                "Ne lancez rien dessus ; restaurez une sauvegarde et gardez les fichiers "
                    + "tels quels."
            )
        case .sqliteFixed:
            (
                "SQLite \(subject).",
                nil
            )
        case .sqliteRule:
            (
                "SQLite \(subject) a un défaut connu, que la façon d'écrire du serveur tient "
                    + "à distance.",
                "N'ouvrez la base avec aucun autre programme."
            )
        case .libsodium:
            (
                "libsodium \(subject).",
                nil
            )
        case .storeUnreadable:
            (
                "Le dépôt ne peut pas être ouvert. \(subject)",
                "Ne modifiez pas ses fichiers."
            )
        case .backupsUnasked:
            (
                "Le plan de sauvegarde n'a pas été examiné : un serveur a ouvert le dépôt.",
                "Demandez au serveur : madarctl backup list."
            )
        case .backupsUnplanned:
            (
                "Aucun plan de sauvegarde n'est approuvé.",
                "Proposez-en un : madarctl backup plan."
            )
        case .restorationUnsigned:
            (
                "Le dépôt a été restauré depuis une sauvegarde, et deux personnes ne l'ont pas signé.",
                "Si quelque chose est perdu, signez : madarctl restored --sign."
            )
        case .backupFolderThere:
            (
                "Le dossier des sauvegardes \(subject) est là.",
                nil
            )
        case .backupFolderMissing:
            (
                "Le dossier des sauvegardes \(subject) n'est pas là.",
                "Montez son disque."
            )
        case .backupFolderBeside:
            (
                "Le dossier des sauvegardes \(subject) est sur le disque du dépôt.",
                "Prévoyez-en un sur un autre disque."
            )
        case .backupLate:
            (
                "La dernière sauvegarde est plus ancienne que le plan ne le permet.",
                "Lancez le serveur et descellez-le ; madarctl backup list dit pourquoi une a "
                    + "échoué."
            )
        }
    }
}
