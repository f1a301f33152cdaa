extension Notice {
    var french: String {
        switch self {
        case .preparing(let what, let percent):
            "Préparation de \(what) : \(percent) %"
        case .preparedAnew:
            "Une autre clé arrondit à présent : ce qui était préparé est abandonné, et tout est préparé de nouveau."
        case .prepareAgain:
            "Redemandez par la même commande : dans l'heure, le serveur continue là où il en était."
        case .publicationPrepared:
            "Rien n'est encore proposé. Proposez-le dans l'heure : madar publish propose"
        case .publicationProposed(let id, let day):
            "Proposé sous \(id). Une autre personne approuve avant le \(day) : madar publish approve \(id)"
        case .publicationPublished(let id):
            "\(id) est publié, et le reste."
        case .publicationNotShown(let id):
            "La liaison s'est coupée après cela : il n'en manque que l'affichage. Pour le voir : madar publish show \(id)"
        case .publicationWithdrawn(let id):
            "\(id) n'attend plus ; rien n'a été publié."
        case .noPublications:
            "Rien n'est publié, et rien n'attend."
        case .publicationWritten(let path, let size):
            "Écrit dans \(path) (\(size)). Des nombres arrondis, où aucun enfant ne se reconnaît."
        case .returnWritten(let path, let size):
            "Écrit dans \(path) (\(size)), signé par le serveur. Envoyez-le au ministère : il ne contient que ce qui est publié."
        case .counting(let what, let percent):
            "Comptage de \(what) : \(percent) %"
        case .reportWritten(let path, let size):
            "Écrit dans \(path) (\(size)). Qui a le fichier le lit : gardez-le là où seuls ses destinataires y accèdent."
        case .returnNotAdded(let file, let reason):
            "\(file) : \(reason)"
        case .provinceNotAdded(let name, let reason):
            "\(name) : \(reason)"
        case .provinceRenewed(let code):
            "La liste contient des fiches de \(code) avec des clés différentes ; la plus récente compte. Comparez son empreinte."
        case .definitionWritten(let path, let version):
            "La définition, version \(version), est écrite dans \(path)."
        case .nationalWritten(let path, let size):
            "Écrit dans \(path) (\(size))."
        case .figuresTrue:
            "Chiffres exacts, dont de petits nombres : pour le centre seul, à ne pas transmettre."
        case .diagnosisByPeriod:
            "Avec --year ou --quarter, la page porte aussi le diagnostic en chiffres et ce qui manque dans la province."
        case .reportOfPublished(let count):
            "Fait de ce qui est publié de cette période ; publications : \(count)."
        case .figuresSmallHidden:
            "Ce qui est masqué est un petit nombre d'enfants, ou permettrait d'en retrouver un. Deux tableaux côte à côte peuvent en dire plus que chacun : ne les remettez qu'à leurs destinataires."
        case .credentialNotRenewed:
            "Le fichier d'accès n'a pas pu être écrit là où les réglages le nomment : l'ancien ouvre comme avant. Voyez ce fichier et son dossier, puis proposez de nouveau."
        case .slotPlanned(let id):
            "Proposé. Une deuxième personne approuve : madarctl approve \(id)"
        case .passphraseSet:
            "La nouvelle phrase ouvre ; l'ancienne n'ouvre plus."
        case .passphraseApproved:
            "Approuvé. L'un de vous la donne maintenant : madarctl slots passphrase"
        case .credentialRenewed:
            "Approuvé. Le serveur le crée aussitôt là où les réglages le nomment : madarctl slots list n'annonce alors plus rien. Gardez-en une copie comme de l'ancien."
        case .slotPlanCancelled:
            "Retiré."
        case .noteSaved(let path):
            "Écrit dans \(path). Donnez-le à l'exploitant : madarctl restored --sign --note FILE"
        case .restorationUnsigned:
            "Le dépôt a été restauré depuis une sauvegarde, et deux personnes ne l'ont pas signé. Un appareil qui a vu ce qui est perdu refuse le dépôt jusque-là ; l'exploitant et une autre signent : madarctl restored --sign"
        case .neverRestored:
            "Le dépôt n'a jamais été restauré depuis une sauvegarde."
        case .restorationKnown:
            "Cet appareil n'avait rien vu de plus : il fonctionne comme avant."
        case .restorationAccepted:
            "Accepté. Ce qui a été écrit après la sauvegarde n'existe plus : vérifiez vos derniers dossiers et saisissez-le de nouveau."
        case .restorationWaits:
            "Signé. Une deuxième personne signe maintenant : madarctl restored --sign"
        case .restorationSigned:
            "Signé par les deux. Chaque appareil l'accepte maintenant : madar restored"
        case .backupMade(let path):
            "La sauvegarde est écrite : \(path)"
        case .backupStep(let step, let done, let total):
            "\(step) : \(done) sur \(total)"
        case .noBackups:
            "Il n'y a pas encore de sauvegarde."
        case .noBackupPlan:
            "Aucun plan de sauvegarde n'est approuvé : rien n'est sauvegardé."
        case .backupPlanWaits(let id):
            "Un plan de sauvegarde attend une seconde personne : madarctl approve \(id)"
        case .backupPlanApproved:
            "Le plan de sauvegarde est en vigueur ; l'approbation est signée."
        case .backupFailedAt(let time, let reason):
            "La dernière sauvegarde a échoué (\(time)) : \(reason)"
        case .rotationPlanned(let id):
            "Un remplacement attend une seconde personne : madarctl approve \(id)"
        case .rotationApproved:
            "Le remplacement commence de lui-même ; l'approbation est signée."
        case .retirementApproved:
            "L'ancienne clé disparaît d'elle-même ; l'approbation est signée."
        case .rotationStep(let done, let total, let rate, let left):
            "\(done) sur \(total), \(rate) par seconde, environ \(left) restant"
        case .rotationEstimate(let count, let time, let rate):
            "\(count) clés de données à remettre sous une nouvelle ; durée estimée : \(time), pendant que les dossiers se lisent et s'écrivent. Rien n'a encore été mesuré ici : \(rate) par seconde sont supposées. Rien n'a été changé."
        case .rotationEstimateMeasured(let count, let time, let rate):
            "\(count) clés de données à remettre sous une nouvelle ; durée estimée : \(time), pendant que les dossiers se lisent et s'écrivent, d'après le dernier remplacement fait ici : \(rate) par seconde, pauses comprises. Rien n'a été changé."
        case .rotationDistrusted(let names):
            "Quelqu'un d'autre a écrit dans le remplacement de : \(names). Il n'est pas poursuivi. Appelez le coordinateur."
        case .indexEstimate(let count, let tokens, let time):
            "\(count) dossiers sont à revoir, dont \(tokens) à marquer de nouveau dans l'index ; durée estimée : \(time), mesurée ici sur une partie d'entre eux, pendant que les dossiers se lisent et s'écrivent. Rien n'a été changé."
        case .rotationsHalted(let count):
            "Remplacements de clés arrêtés d'eux-mêmes : \(count). Voyez pourquoi et que faire : madarctl keys list"
        case .indexKeyWaits(let count):
            "Dossiers qui n'ont pas pu être lus : \(count). Ils gardent l'ancienne clé de l'index, qui reste pour eux. Faites-les rétablir depuis une sauvegarde, ou continuez sans eux : madarctl keys resume index. Ceux qui ne se lisent toujours pas ne se trouvent alors plus par leur acte d'état civil."
        case .epochOwedAlone(let count):
            "Clés parties du trousseau depuis la création de la clé racine : \(count). Qui a gardé un ancien trousseau et ce qui l'ouvre les a encore. Fondez un comité : madarctl committee propose"
        case .epochOwed(let count):
            "Clés parties du trousseau depuis le dernier changement de la clé racine : \(count). Qui a gardé un ancien trousseau et ce qui l'ouvre les a encore. Renouvelez le comité : madarctl committee renew"
        case .renewalPlanned(let id):
            "De nouvelles clés de données attendent une seconde personne : madarctl approve \(id)"
        case .renewalApproved:
            "Les dossiers reçoivent d'eux-mêmes leurs nouvelles clés ; l'approbation est signée."
        case .renewalDistrusted:
            "Quelqu'un d'autre a écrit dans l'ordre de nouvelles clés de données. Il n'est pas poursuivi. Appelez le coordinateur."
        case .renewalOwed(let names):
            "Qui a connu l'ancienne clé connaît peut-être des clés de données de : \(names). Donnez-en de nouvelles à tous les dossiers : madarctl keys renew --all-files"
        case .renewalSkips:
            "Continuer laisse ce dossier sous ses anciennes clés. Voyez d'abord ce qui est endommagé : madarctl verify"
        case .noRotations:
            "Aucune clé n'a encore été remplacée."
        case .drillAlarm:
            "Un essai n'a pas pu restaurer une sauvegarde : faites-en une autre et essayez-la aussitôt."
        case .backupAlarm:
            "Les sauvegardes ne sont pas en ordre : madarctl backup list"
        case .compareRecipients:
            "Lisez à chaque destinataire sa clé : le porteur d'une autre pourrait ouvrir les sauvegardes."
        case .custodyKeyMade(let path):
            "La clé est créée dans \(path). Donnez la clé publique à l'exploitant et lisez-lui l'empreinte de vive voix. Sans la phrase secrète, le fichier n'ouvre rien ; sans le fichier, personne ne peut le remplacer : gardez-le loin du serveur."
        case .outOf(let count, let total):
            "\(count) sur \(total)"
        case .noCommitteeYet:
            "Aucun comité n'est fondé : la base ne s'ouvre que par les moyens que donne status."
        case .committeeWaits:
            "Un changement de comité attend une seconde personne : madarctl approve"
        case .committeeProves:
            "Un nouveau comité attend des preuves : madarctl committee prove"
        case .compareCustodyKeys:
            "Appelez chaque personne à un numéro que vous connaissez déjà. Que chacune vous lise l'empreinte de sa clé. Si un seul chiffre diffère, n'allez pas plus loin."
        case .committeeProposed(let id):
            "Proposé. Une seconde personne l'approuve : madarctl approve \(id)"
        case .committeeApproved:
            "Approuvé. Rien n'a encore changé : assez de membres et chaque clé séquestre font d'abord leur preuve, et des membres de l'ancien comité s'il y en a un : madarctl committee prove"
        case .committeeCancelled:
            "Arrêté. Ce qui ouvrait la base l'ouvre toujours."
        case .custodyProved(let name):
            "\(name) a fait sa preuve. D'autres sont encore attendus : madarctl committee show"
        case .committeeChanged:
            "Le nouveau comité est en vigueur, sous une nouvelle clé racine. L'ancien comité n'ouvre plus rien. Ce qui ouvre la base maintenant : madarctl status"
        case .drillNoted(let name):
            "\(name) peut ouvrir la base avec les autres ; la date est notée."
        case .passphraseTaken:
            "La phrase secrète est reprise avec le nouveau comité."
        case .contributionTaken(let name, let count, let until):
            "\(name) a apporté sa part ; parts reçues : \(count). Elles sont gardées jusqu'à \(until) ; ensuite, tout recommence."
        case .credentialDroppedAlarm:
            "ALERTE : le descellement automatique n'a pas été repris avec le nouveau comité. Après un redémarrage, la base reste scellée jusqu'à ce que le comité l'ouvre."
        case .passphraseDroppedAlarm:
            "ALERTE : la phrase de descellement n'a pas été reprise avec le nouveau comité et n'ouvre plus rien."
        case .committeeStaleAlarm(let count):
            "ALERTE : seuls \(count) membres ont prouvé depuis un an qu'ils peuvent ouvrir la base, moins qu'il n'en faut : madarctl committee drill"
        case .witnessApproved(let name):
            "Le témoin \(name) est désormais reconnu ; l'approbation est signée."
        case .witnessRemoved(let name): "Le témoin \(name) n'est plus reconnu."
        case .noWitnesses: "Aucun témoin n'est reconnu ni en attente."
        case .compareWitnessKey:
            "Appelez le témoin à un numéro que vous connaissez déjà, et non à un numéro reçu avec la clé. Chacun lit la clé à l'autre. Si un seul caractère diffère, ne reconnaissez rien."
        case .cosignatureKept(let names, let size):
            "Conservé : \(names) a vu le journal jusqu'à \(size) feuilles."
        case .cosignatureOlder:
            "Ce n'est pas plus récent que ce qui est conservé ; rien n'a changé."
        case .noWitnessSawLog:
            "Aucun témoin n'avait vu le journal ; le procès-verbal de l'ordre le dit."
        case .proofsWritten(let count, let path):
            "\(count) preuves écrites dans \(path). Chacun les vérifie sans le serveur : madar verify"
        case .proofsHold(let count): "Les \(count) preuves sont valables."
        case .proofFails(let number, let leaf, let reason):
            "Preuve \(number), feuille \(leaf) : \(reason)"
        case .noIncidents: "Aucun incident n'est consigné."
        case .incidentReported(let id):
            "Consigné : \(id)."
        case .incidentAmended(let id, let version):
            "Consigné : \(id), version \(version). Ce qui a été dit avant reste au journal."
        case .incidentToDeclare(let id):
            "À déclarer immédiatement à l'autorité nationale (DGSSI) (loi 05-20, art. 8). Une fois fait : madar incident amend \(id)"
        case .incidentsDueAlarm(let count):
            "Incidents de sécurité non déclarés à l'autorité nationale (DGSSI) : \(count). La déclaration est due immédiatement (loi 05-20, art. 8) : madar incident"
        case .controllerSet: "Défini. Les pages imprimées dès maintenant le portent."
        case .reportNowApproved(let id, let day):
            "Approuvé. Vous et qui l'a ordonné pouvez le lire jusqu'au \(day) : madar order report \(id)"
        case .exportNowApproved(let id, let day):
            "Approuvé. Vous et qui l'a ordonné pouvez exporter les dossiers jusqu'au \(day) : madar order export \(id)"
        case .exportWritten(let files, let acts, let path):
            "Exportés : dossiers \(files), actes \(acts). Écrit dans \(path), que seuls ses destinataires peuvent ouvrir."
        case .exportLeavesOut:
            "Les images et documents restent : madar attachment les prend un à un. Le journal de chaque enfant dit que son dossier a été exporté."
        case .usesTold(let count):
            "Utilisations du dossier : \(count). Les recherches et les listes ne laissent pas de trace par dossier."
        case .leavesUnreadable(let count):
            "Entrées du journal illisibles : \(count). Prévenir qui exploite le serveur : madard verify"
        case .orderCannotBeUndone: "Ce qui est effacé maintenant l'est pour toujours."
        case .orderCarriedOut(let id, let count):
            "Effacé : \(count). Imprimer le procès-verbal et le faire signer : madar order record \(id)"
        case .orderWithdrawn: "L'ordre est annulé."
        case .orderNowApproved(let id, let day):
            "Approuvé. Exécutable à partir du \(day), et annulable jusque-là : madar order carry-out \(id)"
        case .orderGiven(let id, let day):
            "Ordonné : \(id). Rien ne se fait avant l'approbation d'une seconde personne, avant le \(day) : madar order approve \(id)"
        case .noOrders: "Rien n'est ordonné."
        case .proofWritten(let path):
            "La preuve est écrite dans \(path). Chacun la vérifie sans le serveur : madar verify"
        case .proofHolds:
            "Elle tient : la signature du journal est vraie et la feuille s'y trouve."
        case .noteHolds:
            "Il tient : la signature du journal est vraie."
        case .witnessMade(let key):
            "La clé du témoin est créée. Donnez sa partie publique à qui s'y fie : \(key)"
        case .witnessTrusts(let code):
            "Le témoin connaît désormais le journal de la province \(code)."
        case .cosigned(let path, let size):
            "Contresigné jusqu'à \(size) feuilles. Renvoyez \(path) à la province."
        case .witnessRequestWritten(let path):
            "Le point de contrôle pour le témoin est écrit dans \(path). Portez-le au témoin."
        case .draftGoOn(let draft):
            "Reprendre : \(draft)"
        case .draftThrowAway(let draft):
            "Jeter : \(draft)"
        case .draftKept(let number):
            "Vos réponses sont gardées, scellées, sur cet appareil : madar drafts resume \(number)"
        case .draftsWait(let count):
            "Saisi et pas envoyé : \(count). Pour voir : madar drafts"
        case .draftNotKept(let reason):
            "Vos réponses ne peuvent pas être gardées sur cet appareil, et sont perdues si le programme s'arrête : \(reason) Vous pouvez continuer."
        case .draftHandedOver(let draft):
            "Déjà remis pour envoi, ce n'est plus un brouillon : \(draft)"
        case .draftTooOld(let draft):
            "Personne n'a repris ce brouillon en 30 jours ; il est effacé : \(draft)"
        case .draftsUnreadable(let count):
            "Illisible, car endommagé ou d'un programme plus récent : \(count). Il reste en place."
        case .draftFormChanged:
            "La fiche a changé depuis. Chaque question revient ; une ligne vide garde votre réponse."
        case .draftValuesLost(let count):
            "Plus demandé, ou photo disparue, donc laissé de côté : \(count)"
        case .draftForgotten(let number):
            "Le brouillon \(number) est jeté."
        case .noDrafts:
            "Aucun brouillon n'attend."
        case .answersBefore(let count):
            "Avant celles-ci : \(count)"
        case .sessionLocked:
            "La session s'est verrouillée entre-temps. Tapez la phrase secrète, et vos réponses sont gardées."
        case .textCut(let end):
            "Un terminal ne prend pas de ligne plus longue, et a coupé le texte après « \(end) ». Collez la suite maintenant."
        case .draftInUse(let draft):
            "En cours de saisie dans une autre fenêtre : \(draft)"
        case .transferLater(let count):
            "Ajouté après l'envoi, et non reçu là-bas : \(count). Informez-les."
        case .transferGivenBack(let number):
            "L'autre province a refusé. Le dossier \(number) revient à l'accueil ; le motif est dans le dernier acte : madar history"
        case .transferSettled(let number):
            "L'autre province répond désormais de l'enfant. Vous ne répondez plus du dossier \(number)."
        case .transferRefused:
            "Le transfert est refusé ; le reçu en porte le motif."
        case .receiptWritten(let path):
            "Le reçu scellé est écrit dans \(path). Renvoyez-le à l'expéditeur : il répond de l'enfant jusque-là."
        case .transferLacks:
            "Resté chez l'expéditeur :"
        case .transferThere(let number):
            "Cela était déjà arrivé : dossier \(number). Rien de nouveau n'est ouvert."
        case .transferReceived(let number, let acts):
            "Le dossier \(number) est ouvert ici avec ce qui est arrivé : \(acts). Vous répondez désormais de l'enfant."
        case .senderStays:
            "Vous répondez de l'enfant jusqu'au reçu : madar transfer receipt FILE"
        case .bundleLeavesOut:
            "Restent ici : le protégé (auteur du signalement, hébergement), les images et documents, les noms de membres et d'organismes. Transmettez autrement ce qu'il faut."
        case .bundleWritten(let path, let code):
            "Le paquet scellé est écrit dans \(path). Seul le serveur de la province \(code) l'ouvre."
        case .descriptorWritten(let path):
            "La fiche de la province est écrite dans \(path). Envoyez-la, puis lisez l'empreinte au téléphone."
        case .noProvinces:
            "Aucune province n'est reconnue ni en attente."
        case .provinceForgotten(let code):
            "La province \(code) n'est plus reconnue."
        case .trustApproved(let code):
            "La province \(code) est désormais reconnue ; l'approbation est signée."
        case .trustProposed(let id):
            "Cela attend une seconde personne : madarctl approve \(id)"
        case .compareFingerprint:
            "Appelez un numéro que vous connaissez déjà, et non un numéro reçu avec le fichier. Chacun lit l'empreinte à l'autre. Si un seul chiffre diffère, ne reconnaissez rien."
        case .readBeforeHanding:
            "Relisez la page avant de la remettre : elle ne doit révéler ni kafala ni parent inconnu."
        case .pageLeftOut(let count):
            "Laissé de côté, pour ce que les mots révéleraient à ce destinataire : \(count)."
        case .pageMasked(let count):
            "Masqué, parce que cela concerne d'autres personnes : \(count). À dire dans la réponse à la demande."
        case .freeTextsToRead(let count, let places):
            "Relisez les textes libres avant de remettre la page : ils peuvent nommer d'autres personnes. Sur la page : \(count) (\(places)). Pour en masquer un : --mask CHAMP:ACTE"
        case .noRepresentative:
            "D'après le dossier, cette personne ne représente pas légalement l'enfant aujourd'hui. Vérifiez avant de remettre la page."
        case .handOverOffered(let id, let day):
            "C'est proposé jusqu'au \(day). Rien ne bouge avant l'acceptation. Pour retirer : madar handover withdraw \(id)"
        case .handOverTaken(let count):
            "Vous répondez désormais de ce qui a été remis : \(count). À voir avec : madar mine"
        case .handOverStays(let count):
            "Reste où il est, faute de pouvoir être remis ainsi : \(count). Dites-le au coordinateur."
        case .handOverDeclined:
            "C'est refusé. Les dossiers restent où ils sont."
        case .noHandOvers:
            "Aucun dossier n'est proposé."
        case .handOversShown:
            "Ce qui attend : madar handover list"
        case .colleagueByID:
            "Donnez l'identifiant, que le collègue lit avec : madar whoami"
        case .glassRules:
            "Cet accès ouvre pour quatre heures un dossier hors de votre portée. Le motif s'inscrit au dossier, la coordination en est avisée aussitôt et l'examine sous 24 h. Il n'ouvre jamais ce qui est judiciaire ou protégé."
        case .glassOpened(let until):
            "Le dossier est ouvert jusqu'au \(until)."
        case .glassIdentityOnly:
            "Seule l'identité est ouverte tant qu'une seconde personne n'a pas accepté."
        case .glassApproved(let name):
            "L'accès de \(name) ouvre désormais plus que l'identité."
        case .glassReviewed(let name):
            "L'examen de l'accès de \(name) est enregistré ; l'accès est clos."
        case .glassOwed(let count):
            "Accès d'urgence en attente de votre examen : \(count)"
        case .newGlass(let number, let moment):
            "Accès d'urgence à \(number) : à examiner avant le \(moment)"
        case .noAccess:
            "Aucun accès de cet identifiant."
        case .secrecyAccepted(let day):
            "Accepté jusqu'au \(day)."
        case .secrecyText:
            "Ce que vous lisez ici concerne des enfants. C'est couvert par le secret professionnel (Code pénal art. 446 ; Code de procédure pénale art. 15 pour l'enquête ; loi 65-15 art. 28 en établissement ; loi 09-08 sur les données personnelles). Vous lisez ce que votre travail demande, rien d'autre ; vous ne le dites à personne qui n'y a pas droit ; chaque lecture est enregistrée. Le devoir demeure quand votre travail prend fin."
        case .unansweredForgotten:
            "Elle est oubliée."
        case .allAnswered:
            "Chaque commande a sa réponse."
        case .answeredUnknown(let command, let id, let reason):
            "Toujours inconnu : \(command) (\(id)). \(reason)"
        case .answeredRefused(let command, let reason):
            "Pas fait : \(command). \(reason)"
        case .answeredDone(let command):
            "Fait : \(command)."
        case .askAgain:
            "Elle est gardée, scellée, sur cet appareil. Ne la répétez pas : redemandez la réponse avec la même clé, rien ne sera fait deux fois : madarctl unanswered"
        case .absenceEnded: "L'absence est retirée."
        case .absenceSet(let day):
            "Vous êtes absent jusqu'au \(day) inclus. Votre remplaçant voit vos dossiers "
                + "dans ses listes et approuve à votre place ; il ne lit rien de plus."
        case .typeToRevokeMember(let word):
            "Un membre révoqué ne revient pas. Pour révoquer, tapez \(word) : "
        case .resumeDevices:
            "Les appareils restent suspendus jusqu'à ce que chacun soit rétabli : "
                + "madarctl device resume"
        case .changeApproved(let name):
            "Le changement pour \(name) est approuvé et signé. Il est en vigueur."
        case .withdrawn: "C'est retiré."
        case .memberRevokedNow(let name): "\(name) est révoqué pour toujours, avec chaque appareil."
        case .memberSuspendedNow(let name):
            "\(name) est suspendu, et chaque appareil est coupé. Pour rétablir : madarctl "
                + "member resume"
        case .roleEnded(let name): "Le rôle de \(name) est fini."
        case .proposalMade(let id): "Une seconde personne doit l'approuver : madarctl approve \(id)"
        case .settleMeans:
            "Quelqu'un d'autre avait le secret de l'invitation de cet appareil. "
                + "L'appareil est-il entre de bonnes mains, et sait-on comment le secret est "
                + "sorti ? Sinon, révoquez-le : madarctl device revoke"
        case .alarmSettled(let device):
            "L'alarme sur l'appareil \(device) est levée. Une nouvelle tentative la "
                + "relance."
        case .lineDown:
            "La ligne est coupée. Ce qui se passe entre-temps sera annoncé à son retour."
        case .fellDue(let number, let task, let moment):
            "Dossier \(number) : \(task), échéance le \(moment)."
        case .newAct(let number, let sequence):
            "Dossier \(number) : l'acte \(sequence) est nouveau. Pour le lire : madar "
                + "history \(number) --from \(sequence)"
        case .eventsLost: "Quelque chose s'est perdu. Regardez vos listes : madar mine, madar due"
        case .allTold: "C'est tout ce qui s'était passé."
        case .watching:
            "Ce que d'autres font sur vos dossiers est annoncé ici. Pour arrêter : Ctrl-C"
        case .writtenTo(let path):
            "Écrit dans \(path). Il n'y est pas scellé : supprimez-le dès que vous n'en "
                + "avez plus besoin."
        case .shownAt(let path):
            "Il se trouve dans \(path), pour vous seul, jusqu'au verrouillage de la "
                + "session."
        case .uploadsRefused(let count):
            "Refusé par le serveur : \(count). La copie reste, scellée, sur cet appareil "
                + ": madar outbox"
        case .uploadsWait(let count):
            "Pas encore envoyé, gardé scellé sur cet appareil : \(count). L'envoi se fait "
                + "seul. Pour voir : madar outbox"
        case .uploadsSent(let count): "Arrivé : \(count)."
        case .fetching(let come, let size): "Réception : \(come) sur \(size)"
        case .uploading(let sent, let size): "Envoi : \(sent) sur \(size)"
        case .documentTaken(let size):
            "Pris (\(size)). Un PDF part tel quel, avec ce qu'il dit de son auteur."
        case .pictureTaken(let size):
            "Prise (\(size)). Elle part sans le lieu, l'heure ni l'appareil que la photo "
                + "nomme."
        case .deviceSuspended(let device):
            "L'appareil \(device) est suspendu et coupé. Pour le rétablir : madarctl device resume"
        case .deviceResumed(let device):
            "L'appareil \(device) peut de nouveau se connecter, avec ses clés."
        case .deviceRevoked(let device): "L'appareil \(device) est révoqué pour toujours et coupé."
        case .deviceRenewalAsked(let device):
            "L'appareil \(device) renouvellera sa clé à son prochain contact."
        case .typeToRevoke(let word):
            "Un appareil révoqué ne revient pas. Pour le révoquer, saisissez \(word) : "
        case .lockRefusedAlarm:
            "ALERTE : le noyau refuse de verrouiller la mémoire des clés : elles peuvent aller dans "
                + "le swap. Fixez LimitMEMLOCK=1G dans l'unité du serveur et relancez-le"
        case .credentialBesideAlarm:
            "ALERTE : le fichier qui ouvre la base est sur le même disque qu'elle. "
                + "Qui emporte le disque lit le dossier de chaque enfant"
        case .contestedAlarm(let count):
            "ALERTE : \(count), essayées par une autre clé : quelqu'un d'autre en a le secret. "
                + "Voir madarctl invitations et madarctl devices"
        case .transportSingle: "Une seule clé. Pour en changer : madarctl transport prepare"
        case .transportPrepared(let count):
            "Chaque appareil apprend les deux clés à son prochain contact. Après 72 heures, et "
                + "quand aucun appareil n'ignore la prochaine (à présent : \(count)) : madarctl "
                + "transport switch"
        case .transportSwitched(let count):
            "Les nouvelles invitations portent la clé actuelle. L'ancienne vaut jusqu'à son oubli "
                + "(appareils qui ignorent la nouvelle : \(count)) : madarctl transport drop"
        case .transportUnaware(let count):
            "Ignorent encore la nouvelle clé : \(count). Qui l'ignore quand l'ancienne est oubliée "
                + "doit se réenregistrer."
        case .transportAbandons:
            "La prochaine clé n'est pas encore en service : l'oublier abandonne le changement."
        case .sending: "Envoi…"
        case .workingOffline(let reason, let version):
            "\(reason) Vous travaillez sans lui, selon la version \(version) du "
                + "circuit. Ce que vous saisissez n'est pas encore envoyé."
        case .offlineNeverMet:
            "Pour travailler sans ligne il faut un premier contact : cet appareil "
                + "ne connaît pas encore le circuit."
        case .fileAsSeen(let moment, let count):
            "Le dossier tel que cet appareil l'a vu : \(moment). Pas encore envoyé "
                + ": \(count)."
        case .searchImpossible:
            "On n'a pas pu chercher si cet enfant a déjà un dossier : la ligne est "
                + "coupée. L'ouverture est marquée ainsi. Cherchez dès que la ligne "
                + "revient : madar find"
        case .searchNow: "ouvert sans recherche : cherchez un autre dossier de l'enfant"
        case .queued(let number):
            "PAS ENVOYÉ : gardé, scellé, sur cet appareil, entrée \(number). Cela "
                + "part tout seul au retour de la ligne. Pour voir : madar outbox"
        case .refusedKept(let number): "Votre saisie est gardée : madar outbox show \(number)"
        case .refusedAgain(let number):
            "Pour le ressaisir corrigé : madar outbox show \(number) --template > "
                + "act.txt, puis madar act --from act.txt, puis madar outbox drop "
                + "\(number)"
        case .dropUnknown: "C'est peut-être fait : voyez d'abord le dossier (madar history)."
        case .dropped(let number): "L'entrée \(number) est supprimée."
        case .errorAtLine(let line, let text): "Ligne \(line) : \(text)"
        case .templateHelp:
            "Écrivez après les deux-points ; * est obligatoire. Une ligne qui "
                + "commence par | continue le texte."
        case .templateGroup:
            "Pour chaque ligne, ôtez le # devant le nom entre crochets et la suite "
                + "; répétez au besoin."
        case .templateSeveral: "plusieurs, séparés par des virgules"
        case .enrolled(let member, let profile):
            "Appareil enregistré pour \(member), profil \(profile)."
        case .enrolledNext: "Déverrouillez maintenant : madar unlock"
        case .unlocked(let minutes):
            "Session déverrouillée. Elle se verrouille après \(minutes) sans usage, ou par "
                + "madar lock"
        case .alreadyUnlocked: "La session est déjà déverrouillée."
        case .locked: "Session verrouillée."
        case .alreadyLocked: "La session est déjà verrouillée."
        case .noneFound: "Aucun dossier correspondant que vous puissiez voir."
        case .dayEmpty: "Rien ne vous attend aujourd'hui."
        case .nothingListed: "La liste est vide."
        case .searchUnknown(let name, let options):
            "La recherche gardée \(name) demande ce qui n'est plus connu : \(options). Gardez-la de nouveau sans cela, ou oubliez-la."
        case .noSavedSearches:
            "Vous n'avez gardé aucune recherche. Pour en garder une : madar files --overdue --save NOM"
        case .searchForgotten(let name): "La recherche gardée \(name) est oubliée."
        case .searchSaved(let name):
            "La recherche est gardée. Sa liste : madar files --saved \"\(name)\""
        case .indexBuilding(let percent):
            "Index en construction (\(percent) %) : il peut manquer des résultats."
        case .listed(let shown, let total): "Affichés : \(shown) sur \(total)."
        case .fileOpened(let number): "Dossier n° \(number) ouvert."
        case .joinedIfKnown: "Si l'enfant a déjà un dossier ailleurs, le centre les joindra"
        case .pairDistinct:
            "C'est noté : deux enfants. Les deux dossiers ne sont plus montrés ensemble"
        case .pairDoubted:
            "C'est annulé : les deux dossiers sont montrés ensemble tant qu'ils se ressemblent"
        case .comparing(let files): "Reste à comparer : \(files). La liste peut s'allonger"
        case .fileOpenedNext(let number): "Saisir le signalement : madar act add \(number)"
        case .actSaved(let sequence): "Acte enregistré au rang \(sequence)."
        case .queuedSent(let count): "Envoyé ce qui attendait : \(count)."
        case .notSent(let count): "Pas encore envoyé : \(count)."
        case .gaveUp: "Abandonné. Rien n'a été envoyé."
        case .errorsFound(let count): "La fiche contient \(count) :"
        case .errorsAtHeading(let text): "En-tête de l'acte : \(text)"
        case .errorAtField(let label, let text): "\(label) : \(text)"
        case .errorAtRow(let label, let row, let text): "\(label), ligne \(row) : \(text)"
        case .anotherRow(let group): "Ajouter une ligne à « \(group) » ? (o/n) "
        case .more(let count): "Et \(count) : saisissez une partie du nom."
        case .invitationWritten(let path):
            "Invitation écrite dans \(path), lisible par vous seul. Remettez-la en main propre."
        case .invitationShownOnce:
            "Voici l'invitation. Elle ne sera plus affichée. Remettez-la en main propre."
        case .needsApproval:
            "L'invitation ne sert qu'après l'approbation d'une seconde personne : madarctl approve"
        case .expiresAt(let moment): "Valable jusqu'au \(moment)."
        case .nothingWaits: "Rien n'attend d'approbation."
        case .typeToApprove(let word): "Pour approuver et signer, saisissez « \(word) » : "
        case .approved(let name): "Invitation de \(name) approuvée et signée."
        case .downgradeWaits(let level):
            "Le niveau « \(level) » reste en vigueur jusqu'à ce qu'une seconde personne approuve la baisse : madar approve"
        case .downgradeApproved(let level):
            "Baisse approuvée et signée. Le niveau « \(level) » est en vigueur."
        case .urgentSaved(let count):
            "Enregistré d'un seul tenant : \(count). La coordination est avertie."
        case .offenceNotTold(let form):
            "Une infraction est notée et cet acte n'avise pas le parquet. Avisez-le maintenant : madar act add --form \(form)"
        case .prosecutorNotTold:
            "Le parquet n'est pas avisé par cet envoi : votre rôle ne peut pas le consigner. Téléphonez maintenant et faites consigner l'appel par la cellule de suivi."
        case .referred(let count):
            "Envoyé. Le service lit : \(count). Vous répondez de l'enfant jusqu'à son acceptation."
        case .stageWaits(let stage):
            "« \(stage) » attend l'approbation d'une seconde personne : madar approve"
        case .stageApproved(let stage): "« \(stage) » approuvé et signé, en vigueur."
        case .sealedNow:
            "Le serveur est scellé : plus rien n'est lu ni écrit jusqu'au descellement."
        case .unsealedNow: "Descellé. Le serveur est en service."
        case .typeToSeal(let word):
            "Tout le monde sera interrompu. Pour sceller, saisissez le code de la province "
                + "« \(word) » : "
        case .connecting: "Connexion…"
        case .deriving: "Vérification de la phrase secrète…"
        case .candidatesFor: "Dossiers qui pourraient être ceux de cet enfant :"
        case .dueIn(let time): "dans \(time)"
        case .overdueBy(let time): "en retard de \(time)"
        case .clockSkew(let time):
            "L'horloge de cet appareil diffère de celle du serveur de \(time)."
        case .protectedHidden: "Champs protégés non montrés : recommencez avec --motive"
        case .mattersLeftOut(let count): "Non affiché faute de place, \(count) : madar history"
        case .onlyReferrals:
            "De ce dossier, vous voyez ce qui est adressé à votre service : madar history"
        case .atStage(let stage, let next): "de « \(stage) » à « \(next) »"
        case .queueAdvice:
            "Ne ressaisissez rien : l'acte est gardé, scellé, sur cet appareil et part "
                + "avec la même clé, donc une seule fois. Pour l'envoyer : madar outbox send"
        case .queuedRefused(let count):
            "Refusé par le serveur parmi ce qui attendait : \(count). La copie reste, "
                + "scellée, sur cet appareil."
        case .sendNothing: "Rien n'attend d'être envoyé."
        }
    }
}
