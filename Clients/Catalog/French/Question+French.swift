extension Question {
    var french: String {
        switch self {
        case .newUnsealPassphrase: "Nouvelle phrase de descellement (12 caractères au moins) : "
        case .newCustodyPassphrase:
            "Choisissez une phrase secrète pour la clé de garde (12 caractères au moins) : "
        case .custodyPassphrase:
            "Phrase secrète de la clé de garde : "
        case .confirmCustodyKeys:
            "Chacun a-t-il lu la même empreinte ? (o/n) "
        case .newWitnessPassphrase:
            "Choisissez une phrase secrète pour la clé du témoin (12 caractères au moins) : "
        case .confirmWitnessKey: "Le témoin a-t-il lu la même clé ? (o/n) "
        case .confirmIncident: "Consigner cet incident ? Rien n'est retiré du registre. (o/n) "
        case .numberToErase: "Pour effacer définitivement, saisissez le numéro du dossier : "
        case .orderReason: "Pourquoi cet ordre ? N'écrire aucun nom : "
        case .confirmForgetProvince:
            "Oublier cette province ? Aucun dossier ne lui sera plus envoyé ni accepté d'elle. (o/n) "
        case .confirmFingerprint:
            "L'autre côté a-t-il lu les mêmes chiffres ? (o/n) "
        case .menuPrint: "Préparer une page à imprimer"
        case .printReason: "Pourquoi l'imprimer ? (c'est écrit sur la page et au journal) "
        case .glassReason:
            "Pourquoi ouvrez-vous ce dossier ? "
        case .glassLifeDanger:
            "La vie de l'enfant est-elle en danger maintenant ? (o/n) "
        case .confirmGlass:
            "Ouvrir le dossier ? (o/n) "
        case .glassWhich:
            "Quel accès ?"
        case .glassJustified:
            "L'accès était-il justifié ? (o/n) "
        case .glassNote:
            "Qu'avez-vous constaté ? "
        case .confirmSecrecy:
            "Acceptez-vous ? (o/n) "
        case .confirmSettle: "Lever l'alarme ? (o/n) "
        case .actSequence: "Numéro de l'acte (madar history) : "
        case .menuAttachment: "Chercher une photo ou un document"
        case .menuRefer: "Orienter un enfant vers un service"
        case .chooseExtract:
            "Ce que le service doit savoir : le minimum utile à l'enfant. Une ligne vide ne communique rien."
        case .tellService: "Le communiquer ? (o/n) "
        case .menuReferrals: "Ce qui est orienté vers mon service"
        case .menuUrgent: "Un enfant en danger maintenant"
        case .menuNews: "Ce que d'autres ont fait sur mes dossiers"
        case .chooseAttachment: "Quelle photo ou quel document ?"
        case .attachmentPath: "Chemin d'une photo (JPEG ou PNG) ou d'un PDF, ou une ligne vide : "
        case .confirmSwitch: "La prochaine clé devient-elle la clé actuelle ? (o/n) "
        case .confirmDropKey: "Le serveur oublie-t-il cette clé ? (o/n) "
        case .menuDrafts: "Brouillons : ce qui est saisi et pas envoyé"
        case .draftsFound: "Des réponses sont gardées ici, pas encore envoyées :"
        case .draftAnew: "Recommencer ; ce qui est gardé reste"
        case .draftWhich: "Reprendre quel brouillon ? (ligne vide : aucun)"
        case .menuOutbox: "Ce qui attend sur cet appareil"
        case .menuRecords: "Séances, activités, plan et annuaire"
        case .menuRecord: "Saisir une séance, une activité ou une autre fiche"
        case .menuFigures: "Chiffres d'un indicateur"
        case .menuReport: "Écrire un rapport d'une période"
        case .menuGaps: "Ce qui manque dans la province"
        case .menuPublish: "Ce qui est publié, et ce qui attend"
        case .chooseKind: "De quel type ?"
        case .chooseIndicator: "Quel indicateur ?"
        case .chooseReport: "Quel rapport ?"
        case .choosePeriod: "Quelle période ?"
        case .reportPath: "Chemin du fichier à écrire, ou une ligne vide : "
        case .confirmUnsearched: "Saisir l'ouverture quand même ? (o/n) "
        case .confirmDrop: "Supprimer définitivement ? (o/n) "
        case .invitationText: "Collez ou saisissez le texte de l'invitation : "
        case .deviceLabel: "Un nom pour cet appareil, par exemple « bureau 2 » : "
        case .newPassphrase:
            "Choisissez une phrase secrète pour cet appareil (12 caractères au moins) : "
        case .repeatPassphrase: "Répétez la phrase secrète : "
        case .passphrase: "Phrase secrète : "
        case .unsealPassphrase: "Phrase secrète de descellement : "
        case .searchText: "Nom de l'enfant ou n° de dossier : "
        case .narrowSearch:
            "Plusieurs se ressemblent. Âge, année de naissance, nom d'un parent ou téléphone (Entrée : sans) : "
        case .newChildName:
            "Nom de l'enfant tel que vous le connaissez, pour vérifier qu'aucun dossier n'existe : "
        case .fileNumber: "N° de dossier : "
        case .motive: "Motif de la consultation (il est inscrit au journal) : "
        case .motiveOptional:
            "Motif de la consultation, ou ligne vide pour lire sans les champs protégés : "
        case .reason: "Motif de cet acte : "
        case .eventTime:
            "Quand cela s'est-il passé ? (ligne vide : maintenant ; ou 27/05/2026 14:30) : "
        case .chooseForm: "Choisissez la fiche :"
        case .chooseStage: "Étape suivante (ligne vide : l'étape ne change pas) :"
        case .chooseMatter: "Laquelle ? (ligne vide : aucune) :"
        case .chooseRole: "Choisissez le rôle :"
        case .chooseOrganisation: "Choisissez l'organisme (ligne vide : un nouvel organisme) :"
        case .newOrganisation: "Nom du nouvel organisme : "
        case .memberName: "Nom complet du nouveau membre : "
        case .menu: "Numéro, partie du nom, ou ligne vide : "
        case .menuSeveral: "Numéros séparés par des virgules, ou ligne vide : "
        case .nothingFits: "Rien ne correspond. Réessayez."
        case .commune: "Nom de la commune, ou une partie : "
        case .yesNo: "Oui ou non (o/n), ou ligne vide : "
        case .date: "Jour, par exemple 27/05/2019 : "
        case .moment: "Jour et heure, par exemple 27/05/2026 14:30, ou « maintenant » : "
        case .number: "Nombre : "
        case .text: "Texte : "
        case .memberField: "Identifiant du membre, ou « moi » : "
        case .personField: "Nom de la personne, comme au dossier : "
        case .badPerson:
            "Personne n'est enregistré sous ce nom dans l'entourage. Enregistrez d'abord la personne, par un acte à part."
        case .organisationField: "Identifiant de l'organisme, ou « le mien » : "
        case .badDate: "Ce n'est pas une date."
        case .badMoment: "Ce n'est pas une date et une heure."
        case .badNumber: "Ce n'est pas un nombre entier."
        case .badYesNo: "Répondez par oui ou non."
        case .badMember: "Ce n'est pas un identifiant de membre."
        case .badOrganisation: "Ce n'est pas un identifiant d'organisme."
        case .mustAnswer: "Ce champ est obligatoire."
        case .formHelpUnkept:
            "* obligatoire. Ligne vide : passer. « < » : champ précédent. « ! » : arrêter, rien n'est "
                + "gardé."
        case .formHelp:
            "* obligatoire. Ligne vide : passer. « < » : champ précédent. « ! » : "
                + "arrêter ; les réponses restent en brouillon."
        case .keepsValue: "Ligne vide : garder la valeur. « - » : l'effacer."
        case .correctNow: "Corrigez les champs indiqués :"
        case .confirmSend: "Envoyer cet acte ? (o/n) "
        case .confirmNewFile:
            "Aucun de ces dossiers n'est le bon : ouvrir un nouveau dossier ? (o/n) "
        case .approveWhich: "Qu'approuvez-vous ?"
        case .menuQuestion: "Que voulez-vous faire ?"
        case .menuFind: "Chercher un dossier"
        case .menuDay: "Ma journée"
        case .menuTeam: "Mon équipe"
        case .menuMine: "Mes dossiers"
        case .menuDue: "Ce qui est dû"
        case .menuOpen: "Ouvrir un dossier"
        case .menuShow: "Voir un dossier"
        case .menuAct: "Ajouter un acte à un dossier"
        case .menuHistory: "Historique d'un dossier"
        case .menuStatus: "État du serveur"
        case .menuLock: "Verrouiller et quitter"
        case .menuQuit: "Quitter"
        case .yesLetters: "o oui"
        case .noLetters: "n non"
        case .nowWord: "maintenant"
        case .meWord: "moi"
        case .mineWord: "le mien"
        case .approveWord: "j'approuve"
        }
    }
}
