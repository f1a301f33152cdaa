extension Fault {
    var french: String {
        switch self {
        case .ownPublication:
            "Vous l'avez proposé vous-même : une autre personne l'approuve."
        case .unknownPublication:
            "Aucune publication ne porte cet identifiant."
        case .publishedAlready:
            "C'est déjà publié, et le reste."
        case .publicationWaits:
            "Cela attend une deuxième personne, et n'est pas encore publié."
        case .daysWait:
            "Une autre publication de ces jours attend déjà."
        case .publishedBefore:
            "Tout ce qui peut être dit des enfants de cette période est déjà publié."
        case .nothingToPublish:
            "Aucun tableau de cette période ne peut être publié."
        case .periodNotOver:
            "La période n'est pas terminée."
        case .reportWhole:
            "Ce rapport porte sur toute la province, et sur un mois, un trimestre ou une année."
        case .draftGone:
            "Ce qui était préparé a changé ou n'est plus là : rien n'a été proposé."
        case .notReturnable:
            "Aucun relevé destiné au ministère ne peut contenir ces tableaux : rien n'a été proposé."
        case .nothingPublished:
            "Rien n'est publié de cette période."
        case .severalPublished(let count):
            "\(count) publications sont de cette période."
        case .unknownIndicator(let code):
            "Il n'y a pas d'indicateur \(code)."
        case .unknownReport(let code):
            "Il n'y a pas de rapport \(code)."
        case .breakdownNotFree(let code):
            "Aucun tableau aux petits nombres masqués n'est donné par \(code)."
        case .unknownBreakdown(let code):
            "L'indicateur n'est pas ventilé par \(code)."
        case .unknownMeasure(let code):
            "L'indicateur n'a pas de mesure \(code)."
        case .periodReversed:
            "La période finit avant de commencer."
        case .periodFuture:
            "La période n'a pas encore commencé."
        case .figuresNotGranted:
            "Votre rôle ne permet pas de compter les dossiers de toute la province."
        case .nationalIncomplete(let added, let asked):
            "\(added) provinces sur \(asked) sont additionnées. Ce qui manque ou n'est pas pris est nommé plus haut et dans les fichiers."
        case .nothingToAdd:
            "Aucun des relevés ne peut être additionné."
        case .descriptorsDiffer(let code):
            "Deux fiches de \(code) ont des clés différentes, et aucune n'est plus récente."
        case .tooManyReturns(let count):
            "On additionne au plus \(count) fichiers à la fois."
        case .definitionUnreadable(let path):
            "\(path) n'est pas une définition intacte."
        case .noRoomToWrite(let path):
            "Le disque est plein : \(path) n'a pas été écrit."
        case .noSlotPlan:
            "Un changement du comité est en cours, ou le serveur a été lancé sans fichier d'accès."
        case .restorationUnsigned:
            "Le dépôt a été restauré depuis une sauvegarde, et deux personnes ne l'ont pas encore signé."
        case .restorationUncovered:
            "Cet appareil a vu plus du journal que n'en savent ceux qui ont signé."
        case .noLostNote:
            "Cet appareil n'a rien vu du journal après la sauvegarde."
        case .noBackupPlan:
            "Aucun plan de sauvegarde n'est approuvé."
        case .badBackupPlan:
            "Un plan demande deux à huit destinataires différents (age1…), des chemins complets, 1 à 744 heures et 1 à 60 sauvegardes."
        case .backupNoRoom:
            "Il n'y a pas assez de place sur le disque pour une sauvegarde."
        case .backupNoFolder:
            "Le dossier des sauvegardes n'est pas là."
        case .backupDisk:
            "Un disque refuse de lire ou d'écrire la sauvegarde."
        case .backupStore:
            "Le dépôt ou son journal est endommagé : il n'a pas été sauvegardé."
        case .renewalElsewhere:
            "L'ordre de nouvelles clés de données n'en est pas là où cela est possible, ou un autre est en cours."
        case .noRenewal:
            "Aucun ordre de nouvelles clés de données n'est connu."
        case .noRenewedFile:
            "Un de ces dossiers n'existe pas."
        case .memoryNotLocked:
            "Pas de descellement : le noyau de la machine du serveur refuse de verrouiller la mémoire pour les clés."
        case .alreadyUnsealed:
            "Le serveur est déjà ouvert."
        case .rotationElsewhere:
            "Le remplacement n'en est pas là où cela est possible, ou un autre de cette classe est en cours."
        case .noRotation:
            "Aucun remplacement de cette classe n'est connu."
        case .formerKeyGoesByItself:
            "L'ancienne clé de cette sorte part d'elle-même et ne revient jamais."
        case .unknownKeyClass(let typed):
            "Aucune classe de données ne s'appelle \(typed)."
        case .backupFailed:
            "La sauvegarde a échoué."
        case .badCustodyKey(let typed):
            "Aucune clé publique de garde ne se lit dans « \(typed) »."
        case .badCommittee:
            "Aucun comité ne peut être formé ainsi."
        case .committeePending:
            "Un autre changement de comité est en cours."
        case .noCommittee:
            "La base n'a pas de comité."
        case .noCommitteePlan:
            "Aucun changement de comité n'est en cours."
        case .notCustodian:
            "Cette clé n'appartient à personne du comité."
        case .custodyWrong(let name):
            "Refusé : ce n'est pas la part de \(name) dans le comité en vigueur."
        case .custodyStale:
            "Quelqu'un d'autre a fait sa preuve au même moment, et rien n'a été pris."
        case .custodyFileDamaged:
            "Ce n'est pas une clé de garde, ou elle est endommagée."
        case .custodyPassphraseWrong:
            "La phrase secrète de la clé de garde est erronée."
        case .witnessKnown: "Cette clé est déjà reconnue ou en attente."
        case .unknownWitness: "Aucun témoin n'est reconnu ni en attente sous ce nom."
        case .removalKnown: "Le retrait de ce témoin est déjà en attente."
        case .noteForked:
            "ALERTE : le journal a signé ce point de contrôle, et ne le contient plus. Il a été remis en arrière ou refait."
        case .witnessNotTrusted: "Aucun témoin reconnu n'a contresigné ceci."
        case .cosignatureFalse: "La ligne d'un témoin est fausse."
        case .cosignatureAhead: "Le témoin a contresigné à une date encore à venir."
        case .logUnwitnessed: "Aucun témoin n'a vu le journal depuis 30 jours : rien n'est effacé."
        case .proofsFail(let count, let total):
            "\(count) preuves sur \(total) ne sont pas valables."
        case .unknownIncident: "Aucun incident ne porte cet identifiant."
        case .incidentTooLong(let excess):
            "Ce qui est dit de l'incident dépasse la place, de \(excess) octets."
        case .numberNotTyped: "Ce n'est pas le numéro de ce dossier."
        case .fileInHand:
            "Le dossier est encore en cours ; il ne s'efface en entier qu'une fois clos."
        case .orderNotDue(let day): "Le délai n'est pas écoulé : exécutable à partir du \(day)."
        case .orderNotApproved: "Aucune seconde personne n'a encore approuvé cet ordre."
        case .ownOrder: "Vous avez donné cet ordre vous-même : une autre personne l'approuve."
        case .unknownOrder: "Aucun ordre ne porte cet identifiant."
        case .orderUnreadable:
            "Le journal ne peut plus dire ce qui a été ordonné : il est abîmé à cet endroit."
        case .badRecipient: "Ce n'est pas un destinataire age."
        case .writtenSinceOrdered:
            "Depuis cet ordre, des actes ont été ajoutés qu'il effacerait : personne ne l'a approuvé."
        case .noSuchLeaf:
            "Le journal n'a pas de feuille de ce rang."
        case .notYourAct:
            "Aucun acte de vous ne porte ce numéro dans ce dossier."
        case .logFileUnreadable:
            "Ce n'est ni une preuve ni un point de contrôle intact : modifié ou coupé."
        case .logFileOfOther:
            "Ceci vient d'un autre journal que celui de la province."
        case .logFileForged:
            "La signature du journal manque ou elle est fausse."
        case .leafNotProved:
            "La feuille n'est pas dans le journal là où le fichier le dit."
        case .notCosigned(let witness):
            "Le témoin \(witness) ne l'a pas contresigné."
        case .badWitnessKey:
            "Ce n'est pas la clé publique d'un témoin."
        case .badWitnessName:
            "Le nom d'un témoin n'a ni blanc ni signe plus, et 64 octets au plus."
        case .noWitness:
            "Ce profil n'a pas de clé de témoin."
        case .witnessThere:
            "Ce profil a déjà une clé de témoin."
        case .logKeyElsewhere:
            "Le journal est signé d'une clé que ce témoin ne connaît pas. Rien n'a été signé."
        case .unknownLog:
            "Le témoin ne connaît pas ce journal."
        case .tooManyLogs:
            "Le témoin connaît autant de journaux qu'il se peut."
        case .witnessElsewhere(let size):
            "Le témoin a contresigné \(size) feuilles en dernier, et le fichier commence ailleurs."
        case .logForked:
            "ALERTE : le journal ne continue pas ce que ce témoin a contresigné. Rien n'a été signé."
        case .sheetNotText(let path):
            "« \(path) » n'est pas un texte en UTF-8."
        case .sheetDelimiter:
            "L'en-tête ne montre pas ce qui sépare deux cases."
        case .sheetQuote(let row):
            "À la ligne \(row), un guillemet n'est pas fermé ou n'est pas à sa place."
        case .sheetEmpty(let path):
            "« \(path) » n'a pas d'en-tête."
        case .sheetTooLarge(let rows):
            "Le tableau a plus de \(rows) lignes."
        case .mappingWrong(let count):
            "La correspondance a \(count)."
        case .noTakingOver:
            "Le parcours n'a pas d'étape pour les dossiers repris d'un registre."
        case .provinceKnown:
            "Les clés de cette province sont déjà reconnues ou en attente, ou la fiche est plus ancienne que celle qui est reconnue."
        case .notWaiting:
            "Aucun dossier n'attend ce reçu : déjà réglé, ou transfert repris."
        case .bundleIsHere:
            "C'est déjà reçu ici : cela ne se refuse plus."
        case .bundleWasRefused:
            "Ce transfert a déjà été refusé ici."
        case .bundleUnreadable(let count, let codes):
            "Écrit selon une autre définition ; codes inconnus ici (\(count)) : \(codes)"
        case .bundleTooLarge:
            "C'est trop grand pour un transfert."
        case .bundleTooOld:
            "Cela date de plus de 30 jours, ou d'un moment à venir."
        case .bundleAltered:
            "C'est modifié, coupé, ou ce n'est pas un transfert. Rien n'en est pris."
        case .bundleNotTrusted:
            "Cela vient d'une province qui n'est pas reconnue ici. Rien n'en est pris."
        case .bundleForOther:
            "Ce n'est pas pour cette province, ou pas de cette sorte (dossier ou reçu)."
        case .provinceNotTrusted(let code):
            "La province \(code) n'est pas reconnue ici."
        case .notOnItsWay:
            "Ce dossier n'est pas en cours de transfert vers une autre province."
        case .unknownProvince:
            "Aucune province reconnue ni en attente sous ce code."
        case .ownProvince:
            "C'est la fiche de votre propre province."
        case .severalProvinces(let codes):
            "Le fichier contient plusieurs provinces : \(codes)"
        case .provinceNotInFile(let code):
            "Aucune fiche de la province \(code) dans ce fichier."
        case .descriptorUnreadable:
            "Ce n'est pas un fichier de fiches de provinces intact : modifié, coupé, ou signature fausse."
        case .unknownVersion(let number, let last):
            "Le dossier n'a pas de version \(number) ; la dernière est la \(last)."
        case .noDiagnosis: "Aucun diagnostic ne figure sur la page d'un tel dossier."
        case .nothingToPrint: "Il n'y a rien à imprimer, ou vous ne pouvez pas le voir."
        case .notForRecipient: "Rien de cela n'est pour ce destinataire."
        case .maskMissed(let places):
            "Rien sur la page ne se trouve là où il fallait masquer : \(places). Rien n'a été imprimé."
        case .unknownWrite:
            "Aucune commande sans réponse n'a cet identifiant."
        case .unknownProposal: "Rien n'attend sous cet identifiant."
        case .unknownOrganisation: "Aucun organisme n'a ce nom ou cet identifiant."
        case .tooManySavedSearches(let count):
            "Vous gardez \(count) recherches, autant qu'il peut y en avoir."
        case .searchOfUnknown:
            "Un filtre nomme un code, un membre ou une structure que le serveur ne connaît pas."
        case .badSearchName: "Une recherche ne se garde pas sous un tel nom."
        case .unknownSavedSearch: "Vous n'avez aucune recherche gardée de ce nom."
        case .unknownMember: "Aucun membre n'a ce nom ou cet identifiant, ou plusieurs l'ont."
        case .noAlarm: "Il n'y a pas d'alarme sur cet appareil."
        case .binaryToTerminal: "Une photo ou un document ne s'écrit pas dans un terminal."
        case .attachmentGone: "La photo ou le document n'est plus gardé sur cet appareil."
        case .attachmentTooLarge: "Il dépasse 20 Mo."
        case .attachmentUnreadable:
            "Ce n'est ni un JPEG, ni un PNG, ni un PDF, ou il est endommagé."
        case .contentDiffers: "Ce qui est arrivé n'est pas ce que l'acte promet. Il a été rejeté."
        case .notArrived:
            "Le contenu n'est pas encore arrivé : il attend sur l'appareil de son auteur."
        case .severalAttachments(let fields): "Cet acte en a plusieurs : \(fields)"
        case .noAttachment:
            "Cet acte n'a pas une telle photo ni un tel document, ou vous ne pouvez pas "
                + "les voir."
        case .watched: "Une autre fenêtre de ce profil surveille déjà."
        case .unknownDevice: "Aucun appareil n'a un identifiant qui commence ainsi."
        case .ambiguousDevice(let count): "Le début de l'identifiant ne suffit pas : \(count)."
        case .deviceAlreadySo(let state): "L'état de l'appareil est déjà : \(state)."
        case .deviceStaysRevoked: "Un appareil révoqué ne revient pas."
        case .ownDevice: "C'est votre propre appareil : on ne se coupe pas soi-même."
        case .noNextKey: "Il n'y a pas de prochaine clé : l'actuelle est la plus récente."
        case .noWayBack:
            "Cet appareil, ou tous ceux des coordinateurs, ne connaissent pas encore la nouvelle clé : personne ne pourrait revenir."
        case .noOtherKey: "Le serveur n'a qu'une clé : rien à oublier."
        case .digestMismatch:
            "L'empreinte de l'invitation n'est pas celle de ce que le serveur a montré : rien n'a "
                + "été signé."
        case .fileNotSeen: "La ligne est coupée et cet appareil n'a pas lu ce dossier."
        case .noSuchEntry(let number): "Il n'y a pas d'entrée \(number)."
        case .precedingRefused: "Un acte précédent du même dossier n'a pas abouti."
        case .templateLine(let line, let field): "La ligne \(line) n'est pas lisible. \(field)"
        case .usageUnknown(let word): "Il n'y a ni option ni commande \(word)."
        case .usageMissing(let word): "Il manque \(word)."
        case .usageMissingValue(let word): "\(word) demande une valeur."
        case .usageBadValue(let word): "La valeur donnée pour \(word) n'est pas admise."
        case .usageUnexpected: "Il y a un argument de trop."
        case .usageTogether(let words):
            "Ces arguments ne vont pas ensemble, ou il en manque : \(words)"
        case .unreachable: "Le serveur est injoignable."
        case .lineLost: "La ligne s'est coupée avant la réponse."
        case .timedOut: "Le serveur n'a pas répondu à temps."
        case .notRecognised: "Le serveur refuse cet appareil, ou ce n'est pas le serveur attendu."
        case .versionMismatch:
            "Le programme et le serveur n'ont pas de version commune du protocole."
        case .protocolBroken: "La réponse du serveur ne suit pas le protocole."
        case .daemonForgot:
            "Le journal du serveur est plus court que ce que cet appareil connaît, ou "
                + "différent : restauration ancienne ou falsification."
        case .notEnrolled(let profile): "Aucun appareil enregistré dans le profil \(profile)."
        case .alreadyEnrolled(let profile): "Le profil \(profile) est déjà enregistré."
        case .badProfileName: "Le nom du profil n'est pas valable."
        case .locked: "La session est verrouillée."
        case .wrongPassphrase: "La phrase secrète n'est pas la bonne."
        case .passphraseTooShort: "La phrase secrète a moins de 12 caractères."
        case .passphrasesDiffer: "Les deux phrases diffèrent."
        case .invitationUnreadable:
            "Cette invitation est illisible : un caractère manque ou est faux."
        case .deviceFileDamaged: "Le fichier de l'appareil est abîmé ou incompris."
        case .agentUnavailable: "La session n'a pas pu démarrer sur cet appareil."
        case .noTerminal: "Une réponse est nécessaire et il n'y a pas de terminal pour la demander."
        case .gaveUp: "Abandonné."
        case .noSuchInput(let path): "Impossible de lire \(path)."
        case .fileExists(let path): "\(path) existe déjà."
        case .cannotWrite(let path): "Impossible d'écrire \(path)."
        case .outputFailed: "Le résultat n'a pas pu être écrit."
        case .noSuchDraft(let number): "Il n'y a pas de brouillon \(number)."
        case .draftFormGone(let code): "Le circuit n'a plus de fiche \(code) ; le brouillon reste."
        case .draftElsewhere:
            "Ce brouillon est en cours dans une autre fenêtre."
        case .badFileNumber:
            "Ce n'est pas un n° de dossier : le caractère de contrôle ne convient pas."
        case .badJSON: "Ce document JSON n'a pas la forme attendue."
        case .unknownForm(let code): "Il n'y a pas de fiche \(code)."
        case .notKnown(let code): "Le dossier n'a pas de valeur communicable pour \(code)."
        case .unknownMatter(let code):
            "Les lettres \(code) ne désignent pas une seule affaire du dossier."
        case .unknownKind(let code, let kinds):
            "Il n'y a pas de dossier de nature \(code). Il y a : \(kinds)"
        case .unknownStage(let code): "Il n'y a pas d'étape \(code)."
        case .unknownRole(let code): "Il n'y a pas de rôle \(code)."
        case .unknownInvitation: "Aucune invitation de cet identifiant n'attend d'approbation."
        case .formHasErrors(let count): "La fiche n'est pas correcte : \(count)."
        case .actNotAllowed: "Le dossier n'en est pas encore là."
        case .classClosed(let fields): "Votre rôle ne permet pas d'écrire ceci : \(fields)."
        case .approvalNotTyped: "Le mot de confirmation n'a pas été saisi."
        case .bug: "Le programme a un défaut."
        case .noPendingEnrolment: "Aucun enregistrement inachevé."
        case .layoutTooNew: "Le fichier de l'appareil vient d'un programme plus récent."
        case .keptDamaged: "Un fichier gardé sur cet appareil est abîmé."
        case .keptTooMuch: "Trop d'envois attendent sur cet appareil."
        case .memoryRefused: "Le système refuse la mémoire verrouillée."
        case .inputOutput: "Lecture ou écriture impossible sur cet appareil."
        case .badCheckpoint: "La signature du journal du serveur est fausse."
        case .logKeyUnfollowed:
            "Le journal est signé par une autre clé, et rien n'y mène depuis celle que cet appareil connaît."
        case .logKeyUnknown: "Cet appareil n'a pas encore la clé du journal."
        case .definitionMismatch: "La définition du circuit reçue n'est pas celle annoncée."
        case .agentForeign: "La session de cette machine n'est pas la vôtre."
        case .agentRunning: "La session est déjà déverrouillée."
        case .unknownStatus(let number):
            "Le serveur répond par un état inconnu de ce programme : \(number)."
        case .badUsage: "Les arguments ne sont pas corrects."
        case .wrongMode: "D'autres que vous peuvent lire les fichiers de votre profil."
        case .unsealRefused: "Pas de descellement : phrase erronée, ou rôle non habilité."
        }
    }

    var frenchAdvice: String {
        switch self {
        case .ownPublication:
            "Demandez-le à un collègue qui compte, ou à la présidence du comité : madar publish approve"
        case .unknownPublication:
            "Ce qui est publié et ce qui attend : madar publish list"
        case .publishedAlready:
            "Pour le voir : madar publish show"
        case .publicationWaits:
            "Pour l'approuver : madar publish approve"
        case .daysWait:
            "Faites-la d'abord approuver ou retirer : madar publish list"
        case .publishedBefore:
            "Des mêmes enfants on publie une seule fois, pour que deux états ne soient pas comparés. Pour le voir : madar publish list"
        case .nothingToPublish:
            "La raison est donnée à côté de chaque tableau."
        case .periodNotOver:
            "Choisissez un trimestre ou une année terminés."
        case .reportWhole:
            "Sans --organisation, avec --month, --quarter ou --year."
        case .draftGone:
            "Préparez-le de nouveau : madar publish prepare"
        case .notReturnable:
            "Prévenez qui tient la définition : un code, ou l'ensemble, est trop long pour un relevé."
        case .nothingPublished:
            "Le centre la prépare et une seconde personne l'approuve : madar publish prepare"
        case .severalPublished:
            "Nommez-en une : --publication ID. Le ministère additionne un fichier par province."
        case .unknownIndicator:
            "La liste : madar figures --list"
        case .unknownReport:
            "La liste : madar report --list"
        case .breakdownNotFree:
            "Possibles là : sex, age, commune, category, et des listes que donne madar figures --list"
        case .unknownBreakdown:
            "Possibles : sex, age, age_cp, milieu, commune, category, unit, et les listes et champs que donne madar figures --list"
        case .unknownMeasure:
            "La liste : madar figures --list"
        case .periodReversed:
            "Donnez le premier jour avec --from et le dernier avec --to."
        case .periodFuture:
            "Choisissez un mois, un trimestre ou une année déjà commencés."
        case .figuresNotGranted:
            "Sans --province, les dossiers à votre portée sont comptés ; pour tous, demandez à qui coordonne le centre. Au comité est donné, avec --measure et --by, pour un mois, un trimestre ou une année achevés, un tableau où les petits nombres sont masqués. Ce qui est publié : madar publish list"
        case .nationalIncomplete:
            "Demandez leur relevé à ces provinces, puis additionnez de nouveau tous les fichiers."
        case .nothingToAdd:
            "La raison est donnée plus haut, fichier par fichier. La période et la liste des provinces doivent être justes."
        case .descriptorsDiffer:
            "Demandez à la province laquelle est juste, comparez l'empreinte, et ne laissez que celle-là dans la liste."
        case .tooManyReturns:
            "Une province donne un fichier par période."
        case .definitionUnreadable:
            "Faites-la écrire de nouveau : madar national definition --out FILE"
        case .noRoomToWrite:
            "Libérez de la place sur le disque, ou choisissez un autre dossier."
        case .noSlotPlan:
            "Voyez : madarctl committee show, madard config show"
        case .restorationUnsigned:
            "Exploitant et coordinateur signent : madarctl restored --sign"
        case .restorationUncovered:
            "Appelez l'exploitant : il signe de nouveau avec sa note : madar restored --save-note FILE"
        case .noLostNote:
            "Signez sur un appareil qui avertit, ou donnez la note d'un tel appareil : --note FILE"
        case .noBackupPlan:
            "Proposez-en un : madarctl backup plan. Une seconde personne l'approuve."
        case .badBackupPlan:
            "Chaque destinataire crée sa clé avec age-keygen et vous donne la clé publique."
        case .backupNoRoom:
            "Libérez de la place ; rien d'inachevé n'a été laissé."
        case .backupNoFolder:
            "Montez le disque sur la machine du démon, puis recommencez."
        case .backupDisk:
            "Vérifiez le disque et les droits du dossier sur la machine du démon."
        case .backupStore:
            "Gardez les sauvegardes précédentes et vérifiez le dépôt : madard verify."
        case .renewalElsewhere:
            "Voyez où il en est : madarctl keys renewal"
        case .noRenewal:
            "Prévoyez-en un : madarctl keys renew"
        case .noRenewedFile:
            "Demandez l'identifiant à qui travaille avec ce dossier."
        case .memoryNotLocked:
            "Fixez LimitMEMLOCK=1G dans l'unité du serveur, ou donnez-lui CAP_IPC_LOCK, et relancez-le : page P1 du manuel."
        case .alreadyUnsealed:
            "Voyez son état : madarctl status"
        case .rotationElsewhere:
            "Voyez où il en est : madarctl keys list"
        case .noRotation:
            "Prévoyez-en un : madarctl keys rotate"
        case .formerKeyGoesByItself:
            "Voir où il en est : madarctl keys list"
        case .unknownKeyClass:
            "Choisissez parmi identity, social, health, judicial, spine, protected, index, log."
        case .backupFailed:
            "Recommencez ; si cela se répète, voyez le journal du démon."
        case .badCustodyKey:
            "Sous la forme Nom=MADARK-… ; son détenteur la montre : madarctl custody show"
        case .badCommittee:
            "De 2 à 10 membres, chacun avec son nom et sa clé, dont 2 au moins ouvrent ensemble ; 4 clés séquestres au plus, avec moins de membres que le quorum."
        case .committeePending:
            "Le voir : madarctl committee show"
        case .noCommittee:
            "En fonder un : madarctl committee propose"
        case .noCommitteePlan:
            "Voir le comité : madarctl committee show"
        case .notCustodian:
            "Comparez les empreintes : madarctl committee show"
        case .custodyWrong:
            "N'essayez plus avec ce serveur. Appelez le coordinateur."
        case .custodyStale:
            "Recommencez."
        case .custodyFileDamaged:
            "Prenez l'autre copie. S'il n'y en a pas, dites-le à l'exploitant : le comité sera refait sans cette clé."
        case .custodyPassphraseWrong:
            "C'est celle que vous avez choisie pour ce fichier, pas celle de votre appareil."
        case .witnessKnown: "Les témoins : madarctl witness list"
        case .unknownWitness: "Les témoins : madarctl witness list"
        case .removalKnown: "Une seconde personne : madarctl approve"
        case .noteForked: "Gardez le fichier. Appelez aussitôt le coordinateur et le comité."
        case .witnessNotTrusted: "Reconnaître un témoin : madarctl witness add"
        case .cosignatureFalse: "Ne vous fiez pas à ce fichier. Redemandez-le au témoin."
        case .cosignatureAhead: "Comparez les horloges : madarctl status"
        case .logUnwitnessed:
            "Que l'exploitant porte le journal à un témoin : madarctl witness request, puis madarctl witness cosigned. L'ordre reste valable jusqu'à son échéance."
        case .proofsFail: "Ne vous fiez pas à ce fichier. Appelez le coordinateur."
        case .unknownIncident: "Ce qui est consigné : madar incident"
        case .incidentTooLong: "Abrégez, et gardez le reste sur papier avec sa référence."
        case .noSuchLeaf:
            "Elles se comptent à partir de 0."
        case .notYourAct:
            "Seul l'auteur a la preuve d'un acte. Les actes : madar history"
        case .logFileUnreadable:
            "Redemandez le fichier."
        case .logFileOfOther:
            "Comparez la fiche avec la province : madarctl province show"
        case .logFileForged:
            "Ne vous fiez pas à ce fichier. Appelez le coordinateur."
        case .leafNotProved:
            "Ne vous fiez pas à ce fichier. Appelez le coordinateur."
        case .notCosigned:
            "Faites-le contresigner d'abord : madar witness sign"
        case .badWitnessKey:
            "Le témoin la montre : madar witness show"
        case .badWitnessName:
            "Par exemple : comite.sale"
        case .noWitness:
            "Créez-en une : madar witness init"
        case .witnessThere:
            "Elle se montre par : madar witness show"
        case .logKeyElsewhere:
            "Si la province a remplacé sa clé, demandez-lui ses déclarations (madarctl witness request --log-keys) et donnez-les avec --log-keys. Sinon, appelez le comité."
        case .unknownLog:
            "D'abord : madar witness trust, avec la fiche de la province"
        case .tooManyLogs:
            "Créez un autre témoin, dans un autre profil : --profile"
        case .witnessElsewhere:
            "Demandez-en un à partir de là : madarctl witness request --after N"
        case .logForked:
            "Gardez le fichier. Appelez aussitôt le coordinateur et le comité."
        case .sheetNotText:
            "Enregistrez-le en « CSV UTF-8 », ou convertissez-le : iconv -f WINDOWS-1256 -t UTF-8"
        case .sheetDelimiter:
            "Dites-le : --delimiter comma, semicolon ou tab"
        case .sheetQuote:
            "Enregistrez à nouveau le tableau en « CSV UTF-8 »."
        case .sheetEmpty:
            "La première ligne nomme les colonnes."
        case .sheetTooLarge:
            "Partagez-le en plusieurs tableaux."
        case .mappingWrong:
            "Corrigez ces lignes. Un modèle : madar-import template"
        case .noTakingOver:
            "Prévenez l'opérateur du serveur."
        case .provinceKnown: "Les provinces : madarctl province list"
        case .notWaiting: "Ce qui s'est passé : madar history"
        case .bundleIsHere: "Le reçu : madar transfer receive FILE"
        case .bundleWasRefused: "Que l'expéditeur saisisse un nouveau transfert."
        case .bundleUnreadable:
            "Que l'exploitant ajoute ces codes à la définition ; ou refusez : madar transfer refuse FILE"
        case .bundleTooLarge: "Vérifiez le fichier."
        case .bundleTooOld: "Redemandez-le à l'expéditeur."
        case .bundleAltered: "Redemandez-le à l'expéditeur."
        case .bundleNotTrusted: "Les provinces reconnues : madarctl province list"
        case .bundleForOther:
            "Voyez à qui c'était adressé. Pour un reçu : madar transfer receipt FILE"
        case .provinceNotTrusted: "Échangez les fiches : madarctl province trust FILE"
        case .notOnItsWay: "Saisissez d'abord l'acte de transfert : madar act add"
        case .unknownProvince: "Les provinces : madarctl province list"
        case .ownProvince: "Demandez la fiche de l'autre province."
        case .severalProvinces: "Nommez-en une : --code CODE"
        case .provinceNotInFile: "Sans l'option --code, les codes du fichier sont montrés."
        case .descriptorUnreadable: "Redemandez le fichier à l'autre province."
        case .unknownVersion:
            "Chaque version et sa date figurent dans le parcours du dossier : madar history"
        case .noDiagnosis: "Le plan territorial en a un : madar record list PLAN"
        case .nothingToPrint: "Les actes et leur contenu : madar history"
        case .notForRecipient:
            "Ce qu'il faut à une école ou à un employeur : madar print FILE --referral ID"
        case .maskMissed:
            "Les codes des champs et les numéros des actes : madar history FILE --json"
        case .unknownWrite: "Ce qui est sans réponse : madarctl unanswered --list"
        case .unknownOrder: "Ce qui est ordonné : madar order list"
        case .orderUnreadable:
            "Le retirer et le donner à nouveau : madar order withdraw. Prévenir qui exploite le serveur : madard verify"
        case .badRecipient:
            "Il commence par age1 : qui reçoit le fichier le fabrique avec age-keygen et garde la partie secrète."
        case .writtenSinceOrdered:
            "Le retirer et le donner à nouveau, ou nommer les actes : madar order withdraw"
        case .ownOrder: "Demandez-la : madar order approve"
        case .orderNotApproved: "Demandez-la : madar order approve"
        case .orderNotDue: "Pour l'annuler d'ici là : madar order withdraw"
        case .fileInHand: "Où en est le dossier : madar show"
        case .numberNotTyped: "Recommencez si c'est bien ce que vous voulez."
        case .unknownProposal: "Ce qui attend : madarctl members"
        case .unknownOrganisation: "Ceux qui existent : madarctl members"
        case .tooManySavedSearches: "Oubliez-en une : madar files --forget NOM"
        case .searchOfUnknown:
            "Les codes des étapes et niveaux : madar act list-forms ; communes : madar places"
        case .badSearchName: "Écrivez un nom de 1 à 64 caractères, sur une ligne."
        case .unknownSavedSearch: "Celles qu'il y a : madar files --saved"
        case .unknownMember: "Les membres et leurs identifiants : madarctl members"
        case .noAlarm: "Les appareils et leurs alarmes : madarctl devices"
        case .binaryToTerminal: "Nommez un fichier : --out FICHIER"
        case .attachmentGone: "Écrivez son chemin après les deux-points."
        case .attachmentTooLarge: "Réduisez la photo, ou envoyez moins de pages."
        case .attachmentUnreadable: "Reprenez la photo, ou enregistrez-la en JPEG."
        case .contentDiffers: "Prévenez l'opérateur du serveur."
        case .notArrived: "Réessayez plus tard, ou demandez à son auteur."
        case .severalAttachments: "Nommez-en un : --field CODE --row NUMÉRO"
        case .noAttachment: "Les actes et leur contenu : madar history"
        case .watched: "Regardez-y, ou fermez-la d'abord."
        case .unknownDevice: "La liste : madarctl devices"
        case .ambiguousDevice: "Donnez-en plus : madarctl devices"
        case .deviceAlreadySo: "Rien à faire. La liste : madarctl devices"
        case .deviceStaysRevoked: "Invitez à nouveau son titulaire : madarctl invite"
        case .ownDevice: "Une autre personne doit le faire depuis le sien."
        case .noNextKey: "L'état : madarctl transport status"
        case .noWayBack: "Que les deux se connectent une fois : madar whoami"
        case .noOtherKey: "L'état : madarctl transport status"
        case .digestMismatch: "N'approuvez pas. Prévenez le coordinateur et l'exploitant."
        case .fileNotSeen:
            "Sans ligne, on ajoute aux dossiers lus ici ; notez à la main avec : "
                + "madar act template"
        case .noSuchEntry: "La liste : madar outbox"
        case .precedingRefused: "Voyez le dossier, puis ressaisissez : madar outbox"
        case .templateLine: "Une ligne : un code, deux-points, une valeur : madar act template"
        case .usageUnknown: "Voyez --help"
        case .usageMissing: "Voyez --help"
        case .usageMissingValue: "Voyez --help"
        case .usageBadValue: "Voyez --help"
        case .usageUnexpected: "Voyez --help"
        case .usageTogether: "Voyez --help"
        case .unreachable: "Vérifiez le réseau et réessayez ; si cela dure, appelez l'exploitant."
        case .lineLost:
            "Vérifiez avant de recommencer : madar history pour un dossier, madarctl "
                + "invitations pour une invitation"
        case .timedOut: "Attendez un peu, puis vérifiez avant de recommencer."
        case .notRecognised: "N'insistez pas : appelez l'exploitant."
        case .versionMismatch: "Mettez le programme à jour."
        case .protocolBroken: "Prévenez l'exploitant."
        case .daemonForgot:
            "Arrêtez le travail et appelez le coordinateur et l'exploitant ; si le dépôt a été restauré : madar restored"
        case .notEnrolled: "Enregistrez l'appareil avec une invitation : madar enrol"
        case .alreadyEnrolled: "Choisissez un autre profil : --profile"
        case .badProfileName: "Utilisez des lettres minuscules, chiffres ou tirets, 32 au plus."
        case .locked: "Déverrouillez : madar unlock"
        case .wrongPassphrase: "Réessayez. Une phrase oubliée demande une nouvelle invitation."
        case .passphraseTooShort: "Prenez plusieurs mots."
        case .passphrasesDiffer: "Recommencez."
        case .invitationUnreadable: "Recopiez-la entière à partir de MADAR1"
        case .deviceFileDamaged:
            "Demandez une nouvelle invitation et faites révoquer l'ancien appareil."
        case .agentUnavailable: "Relancez madar unlock ; si cela dure, appelez l'exploitant."
        case .noTerminal: "Donnez la réponse par un fichier ou l'entrée standard ; voyez --help"
        case .gaveUp: "Recommencez quand vous voulez."
        case .noSuchInput: "Vérifiez le chemin et les droits."
        case .fileExists: "Choisissez un autre nom."
        case .cannotWrite: "Vérifiez le dossier et les droits."
        case .outputFailed: "Vérifiez le disque ou le programme lecteur."
        case .noSuchDraft:
            "Voyez ce qui attend : madar drafts"
        case .draftFormGone:
            "Saisissez ce qui est affiché ci-dessus dans une autre fiche, puis jetez le brouillon : madar drafts forget"
        case .draftElsewhere:
            "Continuez là-bas, ou fermez d'abord cette fenêtre."
        case .badFileNumber: "Faites-le répéter, puis saisissez-le de nouveau."
        case .badJSON: "La forme est décrite par : madar act add --help"
        case .unknownForm: "La liste : madar act list-forms"
        case .notKnown: "Les valeurs : madar history"
        case .unknownMatter: "Les affaires et leurs identifiants : madar show"
        case .unknownKind: "La liste de ce qu'il y a : madar record list"
        case .unknownStage: "La liste : madar act list-forms"
        case .unknownRole: "Choisissez dans la liste, sans --role"
        case .unknownInvitation: "La liste : madarctl invitations"
        case .formHasErrors: "Corrigez les champs indiqués et renvoyez."
        case .actNotAllowed: "Faites d'abord ce qui est indiqué, puis recommencez."
        case .classClosed: "Laissez-le vide ; qui peut l'écrire le saisit dans un acte à part."
        case .approvalNotTyped: "Recommencez si vous le voulez vraiment."
        case .bug: "Signalez la commande et la version à l'exploitant."
        case .noPendingEnrolment: "Partez de l'invitation : madar enrol"
        case .layoutTooNew: "Mettez le programme à jour."
        case .keptDamaged: "Prévenez l'exploitant avant de ressaisir."
        case .keptTooMuch: "Connectez-vous pour envoyer ce qui attend."
        case .memoryRefused: "Relevez la limite : ulimit -l"
        case .inputOutput: "Vérifiez le disque et les droits."
        case .badCheckpoint: "Arrêtez le travail et appelez le coordinateur et l'exploitant."
        case .logKeyUnfollowed:
            "Arrêtez le travail et appelez le coordinateur : cet appareil doit être invité de nouveau."
        case .logKeyUnknown: "Recommencez une fois le serveur descellé."
        case .definitionMismatch: "Réessayez ; si cela dure, prévenez l'exploitant."
        case .agentForeign: "Ne saisissez pas la phrase secrète : appelez l'exploitant."
        case .agentRunning: "Rien, ou verrouillez d'abord : madar lock"
        case .unknownStatus: "Mettez le programme à jour."
        case .badUsage: "Voyez --help"
        case .wrongMode: "Réservez-les à vous seul : chmod -R go="
        case .unsealRefused: "Réessayez ; après plusieurs échecs le serveur fait attendre."
        }
    }
}
