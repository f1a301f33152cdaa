extension HelpText {
    var french: String {
        switch self {
        case .publish:
            "Ce que la province publie d'une période : une personne prépare, une autre approuve."
        case .publishList:
            "Lister ce qui est publié et ce qui attend."
        case .publishPrepare:
            "Préparer les tableaux d'une période et les montrer ; rien n'est proposé."
        case .publishPropose:
            "Proposer les tableaux d'une période ; une deuxième personne approuve."
        case .publishApprove:
            "Approuver, en deuxième personne, ce qui publie."
        case .publishWithdraw:
            "Retirer ou refuser ce qui attend."
        case .publishShow:
            "Montrer les tableaux d'une publication."
        case .publishWrite:
            "Écrire ce qui est publié, en page, en feuille ou en JSON."
        case .argumentPublication:
            "La publication, par le début de son identifiant."
        case .returnCommand:
            "Faire signer le relevé d'une période pour le ministère."
        case .optionPublication:
            "La publication, si plusieurs sont de cette période."
        case .optionReturnOutput:
            "Nouveau fichier pour le relevé, que seul son propriétaire peut lire."
        case .figures:
            "Chiffres d'une période, sans nom d'enfant."
        case .reportCommand:
            "Un rapport sur une période : HTML pour écran et papier, CSV ou JSON."
        case .argumentIndicators:
            "Codes d'indicateurs."
        case .argumentReport:
            "Code du rapport ; madar report --list les donne."
        case .optionMonth:
            "Un mois, par exemple 2026-10."
        case .optionQuarter:
            "Un trimestre, par exemple 2026-3."
        case .optionYear:
            "Une année, par exemple 2026."
        case .optionPeriodFrom:
            "Premier jour, par exemple 2026-10-01."
        case .optionPeriodTo:
            "Dernier jour."
        case .optionBy:
            "Ventilation : sex, age, age_cp, milieu, commune, category, unit, ou une liste ou un champ de l'indicateur ; deux fois au plus."
        case .optionFigureMeasure:
            "Code d'une mesure de l'indicateur."
        case .optionFiguresProvince:
            "De tous les dossiers de la province, pour qui peut les compter."
        case .optionFiguresOrganisation:
            "Seulement les dossiers de cette organisation, par nom ou identifiant."
        case .optionFiguresList:
            "Lister les indicateurs."
        case .optionReportList:
            "Lister les rapports."
        case .optionSheetFile:
            "Écrire les chiffres en CSV dans ce nouveau fichier."
        case .optionReportFile:
            "Le nouveau fichier, que son propriétaire seul peut lire."
        case .optionReportIn:
            "Langues d'un rapport HTML : fr, ar, ou both côte à côte."
        case .optionReportFormat:
            "Ce qui est écrit : html, csv ou json."
        case .slots:
            "Ce qui ouvre le dépôt, et un nouveau moyen à la place d'un moyen perdu."
        case .slotsList:
            "Lister ce qui ouvre le dépôt."
        case .slotsCredential:
            "Proposer un nouveau fichier d'accès ; une deuxième personne approuve et le serveur le crée."
        case .slotsPassphrase:
            "Proposer une nouvelle phrase ; après l'accord d'une deuxième personne, la donner."
        case .slotsCancel:
            "Retirer ce qui est proposé."
        case .optionSaveNote:
            "Écrire dans un fichier ce que cet appareil a vu du journal, pour qui signe."
        case .restored:
            "Voir que le dépôt a été restauré, et laisser cet appareil travailler avec."
        case .optionSignRestoration:
            "Le signer, comme exploitant ou coordinateur ; à deux."
        case .optionLostNote:
            "Une note du journal d'avant, que quelqu'un a gardée."
        case .backupControl:
            "Sauvegardes : le plan, celles qui existent, une de plus."
        case .backupNow:
            "Faire une sauvegarde et attendre qu'elle soit écrite."
        case .backupList:
            "Le plan et les sauvegardes, la plus récente d'abord."
        case .backupPlan:
            "Proposer à qui, où et quand sauvegarder ; une seconde personne approuve."
        case .optionBackupRecipient:
            "Qui peut ouvrir une sauvegarde, age1… ; à donner deux fois au moins."
        case .optionBackupFolder:
            "Dossier des sauvegardes, sur la machine du démon."
        case .optionKeyFolder:
            "Dossier de la sauvegarde des clés ; sinon celui des sauvegardes."
        case .optionEvery:
            "Heures entre deux sauvegardes, de 1 à 744."
        case .keys:
            "Les clés de la base, et le remplacement d'une ancienne par une nouvelle."
        case .keysList:
            "Quelles clés existent, où en est chacune, et le dernier remplacement de chacune."
        case .keysCensus:
            "Combien de clés de données chaque clé d'une classe enveloppe."
        case .keysRotate:
            "Prévoir une nouvelle clé pour une classe de données, ou une autre clé ; une seconde personne approuve."
        case .keysWatch:
            "Suivre un remplacement jusqu'à sa fin."
        case .keysPause:
            "Suspendre un remplacement ; les dossiers se lisent et s'écrivent comme avant."
        case .keysResume:
            "Laisser continuer un remplacement suspendu."
        case .keysRollBack:
            "Remettre l'ancienne clé en service."
        case .keysCancel:
            "Retirer un remplacement dont la clé n'a pas encore servi."
        case .keysRetire:
            "Retirer pour toujours l'ancienne clé du trousseau, après l'accord d'une deuxième personne."
        case .keysRenew:
            "Prévoir de nouvelles clés de données pour des dossiers, dont le contenu est scellé à nouveau ; une seconde personne approuve."
        case .keysRenewal:
            "Où en est le dernier ordre de nouvelles clés de données ; le suspendre (pause), le laisser continuer (resume), le retirer (cancel) ou le suivre (watch)."
        case .argumentRenewedFiles:
            "Identifiants des dossiers, en hexadécimal : qui travaille avec un dossier en donne l'identifiant."
        case .optionRenewedClass:
            "Classe de données qui reçoit de nouvelles clés ; peut être répétée ; sinon toutes."
        case .optionAllFiles:
            "Tous les dossiers qui existent quand il commence."
        case .argumentRenewalStep:
            "Ce qui lui est demandé : pause, resume, cancel ou watch ; sinon il est affiché."
        case .argumentKeyClass:
            "Classe de données, ou clé : identity, social, health, judicial, spine, protected, index, log."
        case .optionCompromised:
            "L'ancienne clé est peut-être connue d'autrui : elle n'est pas gardée longtemps."
        case .optionDryRun:
            "Dire ce qu'il y a à faire et en combien de temps environ ; ne rien changer."
        case .optionWatch:
            "Rester et suivre jusqu'à la fin."
        case .optionKeep:
            "Nombre de sauvegardes gardées, de 1 à 60."
        case .custody:
            "La clé avec laquelle un membre du comité, ou un séquestre, ouvre sa part."
        case .custodyMake:
            "Créer une clé de garde dans un fichier scellé, par exemple sur une clé USB."
        case .custodyShow:
            "Montrer la clé publique et l'empreinte d'une clé de garde."
        case .committee:
            "Le comité dont les membres ouvrent ensemble la base."
        case .committeeShow:
            "Qui est au comité, qui a fait sa preuve, et ce qui attend."
        case .committeeRenew:
            "Proposer le même comité avec une nouvelle clé racine ; une seconde personne approuve."
        case .committeePropose:
            "Proposer un comité ; une seconde personne approuve."
        case .committeeProve:
            "Prouver par votre clé de garde que le changement de comité peut se faire."
        case .committeePassphrase:
            "Reprendre la phrase de descellement avec le nouveau comité."
        case .committeeCancel:
            "Arrêter un changement de comité ; rien n'est perdu."
        case .committeeDrill:
            "Prouver que votre clé de garde ouvre encore votre part ; rien n'est ouvert."
        case .optionCustodyKey:
            "Fichier de la clé de garde."
        case .optionUnsealKey:
            "Fichier d'une clé de garde : apporter sa part au lieu d'une phrase secrète."
        case .optionNeeds:
            "Combien de membres ouvrent ensemble, 2 au moins."
        case .optionMemberKey:
            "Nom=CLÉ d'un membre ; se répète, 10 au plus."
        case .optionEscrowKey:
            "Nom=CLÉ d'une clé séquestre gardée ailleurs ; se répète, 4 au plus."
        case .optionEscrowMembers:
            "Combien de membres il faut avec une clé séquestre ; 0 si elle ouvre seule."
        case .optionKeysCompared:
            "Les clés ont déjà été comparées avec chacun."
        case .optionNote:
            "Point de contrôle contresigné par un témoin, par lequel prouver ; sinon, le dernier."
        case .witnessControl:
            "Les témoins du journal : qui est reconnu, et ce qu'ils ont contresigné."
        case .witnessAdd: "Proposer de reconnaître un témoin ; une seconde personne approuve."
        case .witnessList: "Les témoins reconnus et ceux qui attendent."
        case .witnessRemove:
            "Demander de ne plus reconnaître un témoin ; une seconde personne approuve."
        case .witnessCosigned: "Remettre le point de contrôle qu'un témoin a contresigné."
        case .argumentWitnessKey: "Clé publique du témoin, telle que la montre madar witness show."
        case .argumentWitness: "Nom du témoin, ou début de son identifiant."
        case .argumentCosigned: "Point de contrôle rendu par le témoin ; - pour l'entrée."
        case .optionKeyCompared: "La clé a déjà été comparée avec le témoin."
        case .optionLeafTo:
            "Jusqu'à quelle feuille : un seul fichier tient les preuves de toutes depuis --leaf."
        case .argumentSequenceTo:
            "Jusqu'à quel acte : un seul fichier tient les preuves de vos actes parmi eux."
        case .optionPrintProcessing:
            "La fiche de traitement pour la CNDP"
        case .incident: "Le registre des incidents de sécurité"
        case .record:
            "Dossiers d'une autre nature que celui d'un enfant : comité, séances, plan, annuaire, activités"
        case .recordOpen: "Ouvrir un dossier de cette nature"
        case .recordList: "Lister les dossiers de ces natures, ou de l'une d'elles"
        case .recordGaps: "Ce qui manque dans la province : services, points focaux, places"
        case .optionDiagnosisQuarter:
            "Joindre au plan le diagnostic d'un trimestre, par exemple 2026-3."
        case .optionAtVersion: "Imprimer tel qu'il était à cette version, par exemple 2."
        case .optionDiagnosisYear: "Joindre au plan le diagnostic d'une année, par exemple 2025."
        case .optionRecordIn: "Langues de la page : fr, ar, ou both l'une après l'autre."
        case .recordPrint:
            "Imprimer un tel dossier : séance et procès-verbal, plan et actions, activité"
        case .optionSector: "Seulement ceux de ce secteur, par son code"
        case .argumentKind: "Le code de la nature, comme ACTIVITY ou SESSION"
        case .incidentList: "Afficher le registre, du plus récent au plus ancien"
        case .incidentReport: "Consigner un incident"
        case .incidentAmend:
            "Consigner ce que l'on a appris depuis d'un incident, comme sa déclaration"
        case .incidentPrint: "Faire du registre une page à signer"
        case .argumentIncident: "L'incident, par les premiers caractères de son identifiant"
        case .optionIncidentAct:
            "Les valeurs en JSON, comme celles d'un acte, depuis un fichier, ou - pour l'entrée standard"
        case .controller:
            "Afficher ou définir le responsable du traitement, tel que les pages le nomment"
        case .optionControllerName: "Le nom du responsable du traitement ; vide pour aucun"
        case .optionControllerAuthorisation:
            "Le numéro de son autorisation de la CNDP ; vide pour aucun"
        case .optionControllerContact: "Où s'exercent les droits ; vide pour aucun"
        case .orderReaders: "Ordonner le relevé de qui a utilisé un dossier"
        case .orderCaseload: "Ordonner l'export de tous les dossiers d'un membre"
        case .orderExport: "Exporter les dossiers, scellés pour qui les reçoit"
        case .optionAgeRecipient:
            "Qui pourra ouvrir le fichier, sous la forme age1… ; peut être répété"
        case .orderReport: "Montrer qui a utilisé un dossier, une fois approuvé"
        case .optionReportPage: "En page à imprimer"
        case .optionReportFor:
            "internal, ou subject pour la personne concernée : sans noms, organismes ni motifs"
        case .argumentOrder: "L'ordre, par les premiers caractères de son identifiant"
        case .optionOrderRequest: "L'acte de la demande de la personne concernée, par numéro"
        case .optionOrderReason: "Pourquoi, sans aucun nom"
        case .optionOrderGround: "request, retention, court ou oversight"
        case .optionOrderActs: "Seulement ces actes de la classe, par numéro, comme 4,7"
        case .optionOrderClass: "health, judicial, protected, ou all pour tout le dossier"
        case .orderRecord: "Imprimer le procès-verbal daté d'un effacement"
        case .orderCarryOut: "Exécuter un ordre approuvé, après son délai"
        case .orderWithdraw: "Annuler un ordre non exécuté"
        case .orderApprove: "Approuver ce qu'un autre a ordonné"
        case .orderErase: "Ordonner l'effacement de classes d'un dossier, ou d'actes d'une classe"
        case .orderList: "Lister les ordres"
        case .order: "Ce qui demande deux personnes : effacements, relevés du journal, exportations"
        case .proof:
            "Prouver qu'un acte a sa feuille au journal, par un fichier que chacun vérifie."
        case .verifyFile:
            "Vérifier sans serveur une preuve ou un point de contrôle contresigné."
        case .witness:
            "Contresigner les points de contrôle de journaux, comme témoin."
        case .witnessInit:
            "Créer la clé d'un témoin."
        case .witnessTrust:
            "Prendre en charge le journal d'une province."
        case .witnessSign:
            "Contresigner un point de contrôle qui continue le dernier."
        case .witnessShow:
            "Montrer la clé publique du témoin."
        case .witnessRequest:
            "Écrire le dernier point de contrôle pour un témoin."
        case .optionLeaf:
            "Feuille par son rang, pour qui audite."
        case .optionProofOutput:
            "Fichier à créer, en 0600."
        case .optionDescriptor:
            "Fichier de la fiche de la province, dont l'empreinte a été comparée."
        case .optionWitness:
            "Clé publique d'un témoin qui doit avoir contresigné ; se répète."
        case .optionWitnessName:
            "Nom du témoin, par exemple comite.sale."
        case .optionLogKeysOutput:
            "Créer aussi ce fichier, avec les déclarations qui mènent à la clé la plus récente du journal."
        case .optionLogKeys:
            "Déclarations du journal sur ses clés, envoyées par la province."
        case .optionAfter:
            "Combien de feuilles le témoin a contresignées en dernier ; 0 pour aucune."
        case .argumentProof:
            "Fichier de la preuve ou du point de contrôle ; - pour l'entrée."
        case .argumentCheckpoint:
            "Point de contrôle envoyé par la province ; - pour l'entrée."
        case .argumentReceipt:
            "Le reçu qui est arrivé ; - pour l'entrée."
        case .argumentBundle:
            "Le paquet scellé qui est arrivé ; - pour l'entrée."
        case .optionTransferReason:
            "Motif du refus ; seul le serveur de l'expéditeur le lit."
        case .optionReceipt:
            "Où écrire le reçu ; sinon, à côté du paquet."
        case .transferReceipt:
            "Remettre le reçu de l'autre province."
        case .transferRefuse:
            "Refuser ce qui est arrivé, avec le motif, et écrire le reçu."
        case .transferReceive:
            "Ouvrir ici un dossier avec ce qui est arrivé, et écrire le reçu."
        case .transferSend:
            "Écrire le paquet scellé pour la province que nomme l'acte de transfert."
        case .transfer:
            "Transférer un dossier à une autre province, ou le recevoir : paquet scellé et reçu."
        case .argumentProvince:
            "Code de la province, par exemple 04.421."
        case .argumentDescriptor:
            "Fichier de la fiche ou de la liste ; - pour l'entrée."
        case .optionYesForget:
            "Ne pas demander avant d'oublier."
        case .optionCompared:
            "L'empreinte a été comparée ; ne pas demander."
        case .optionProvinceCode:
            "Code de la province voulue, dans un fichier de plusieurs."
        case .optionAddress:
            "Adresse à mettre dans la fiche, par exemple 192.0.2.1:7620."
        case .provinceForget:
            "Ne plus reconnaître une province, aussitôt."
        case .provinceList:
            "Les provinces reconnues et celles qui attendent."
        case .provinceTrust:
            "Proposer de reconnaître une province ; une seconde personne approuve."
        case .provinceExport:
            "Écrire la fiche signée, à envoyer."
        case .provinceShow:
            "Montrer la fiche de cette province et son empreinte."
        case .province:
            "La fiche de cette province et les provinces reconnues."
        case .print: "Préparer une page à imprimer : dossier, acte, orientation ou fiche vierge."
        case .optionPrintForm: "Code d'une fiche : le dernier acte qui l'a remplie."
        case .optionPrintAct: "Numéro d'un acte du dossier."
        case .optionPrintReferral: "Une orientation, par les premières lettres de son identifiant."
        case .optionPrintFor:
            "À qui elle est remise : internal, justice, service, school, employer ou subject."
        case .optionPrintWhole:
            "Tout ce que le dossier contient et que vous pouvez lire, acte par acte."
        case .optionPrintMask:
            "Masquer une valeur à la main : code d'un champ, ou CHAMP:ACTE ; à répéter."
        case .optionPrintOf:
            "Avec --for subject : la personne de l'entourage à qui la page est remise, par les "
                + "premières lettres de son identifiant ; ce qui la concerne n'est pas masqué."
        case .optionPrintReason:
            "Pourquoi l'imprimer ; c'est écrit sur la page et au journal. Sans nom."
        case .optionBlank: "Code d'une fiche à remplir à la main."
        case .argumentPrintFile: "Numéro du dossier ou identifiant ; sans, une fiche vierge."
        case .handOver:
            "Remettre tous ses dossiers à un collègue, qui doit accepter."
        case .handOverGive:
            "Proposer les dossiers ; rien ne bouge avant l'acceptation."
        case .handOverList:
            "Ce qui m'est proposé, ce que je propose, et ce qui l'est dans mon service."
        case .handOverAccept:
            "Prendre les dossiers : vous en répondez dès lors."
        case .handOverDecline:
            "Refuser : les dossiers restent où ils sont."
        case .handOverWithdraw:
            "Retirer une proposition."
        case .optionHandTo:
            "Le collègue : son identifiant (il le lit avec : madar whoami) ou son nom."
        case .optionHandFrom:
            "Les dossiers de qui, pour un coordinateur ; sinon, les siens."
        case .optionHandReason:
            "Pourquoi, en peu de mots, sans nommer d'enfant."
        case .argumentHandOver:
            "Identifiant de la proposition, ou son début."
        case .breakGlass:
            "Ouvrir en urgence un dossier hors de ma portée, et examiner ces accès."
        case .breakGlassOpen:
            "Ouvrir un dossier hors de ma portée, avec un motif, pour quatre heures."
        case .breakGlassList:
            "Accès d'urgence : d'abord ceux sans examen."
        case .breakGlassApprove:
            "Accepter qu'un accès ouvre plus que l'identité."
        case .breakGlassReview:
            "Dire ce que vous avez constaté sur un accès, sous 24 h."
        case .optionGlassReason:
            "Pourquoi vous ouvrez le dossier ; reste au dossier et au journal."
        case .optionLifeDanger:
            "La vie de l'enfant est en danger maintenant : ouvre aussitôt."
        case .optionJustified:
            "L'accès était-il justifié, ou non ?"
        case .optionGlassNote:
            "Ce que vous avez constaté."
        case .argumentAccess:
            "Identifiant de l'accès, ou son début."
        case .optionYesSecrecy:
            "Accepter sans question : vous l'avez lu."
        case .secrecy:
            "Le secret professionnel : le lire et l'accepter, une fois par an."
        case .optionForget:
            "Oublier celle de cet identifiant, une fois vérifié si elle a été faite."
        case .optionOnlyList:
            "Les lister seulement."
        case .unanswered:
            "Les commandes restées sans réponse : la redemander."
        case .optionAbsenceEnd: "Je suis de retour : retirer l'absence."
        case .optionDeputy: "Identifiant du collègue qui remplace (le sien : madar whoami)."
        case .optionAwayUntil: "Dernier jour d'absence, par exemple 2026-08-21."
        case .optionAwayFrom: "Premier jour d'absence, par exemple 2026-08-01 ; sinon, maintenant."
        case .absence: "Dire quand je suis absent, et qui me remplace."
        case .optionRoleUntil: "Dernier jour, par exemple 2026-05-27 ; sinon, sans fin."
        case .optionRoleFrom: "Premier jour, par exemple 2026-05-27 ; sinon, maintenant."
        case .optionOrganisationName:
            "Nom ou identifiant de l'organisme ; sinon, celui que le membre a."
        case .argumentProposal: "Identifiant de ce qui attend, ou son début."
        case .argumentMember: "Nom du membre, ou début de son identifiant."
        case .memberWithdraw: "Retirer ce qui attend une approbation."
        case .memberRevoke:
            "Révoquer un membre pour toujours, avec tous ses appareils ; demande "
                + "confirmation."
        case .memberResume: "Proposer qu'un membre suspendu agisse de nouveau."
        case .memberSuspend: "Suspendre un membre : tous ses appareils sont coupés aussitôt."
        case .memberEnd: "Finir un rôle d'un membre, maintenant."
        case .memberGrant: "Proposer un rôle pour un membre ; une seconde personne l'approuve."
        case .member: "Donner ou finir un rôle, suspendre, rétablir ou révoquer un membre."
        case .members: "Les membres, leurs rôles, et ce qui attend une approbation."
        case .optionOneRole: "Code d'un rôle."
        case .authorityShow: "Montrer les lignes de tous les rôles, ou d'un seul."
        case .authority: "La matrice des accès : qui peut quoi."
        case .optionYesSettle: "Lever sans question."
        case .deviceSettle:
            "Lever l'alarme d'un appareil dont une autre clé a essayé l'invitation ; "
                + "demande."
        case .optionNew: "Annoncer le nouveau depuis la dernière fois, puis finir."
        case .argumentSequence: "Numéro de l'acte dans le dossier."
        case .optionOut:
            "L'écrire dans ce fichier ; sinon, dans votre dossier d'exécution jusqu'au "
                + "verrouillage ; - pour la sortie."
        case .optionRow: "Ligne du champ, à partir de 1."
        case .optionField: "Code du champ, si l'acte en a plusieurs."
        case .watch: "Annoncer ce que d'autres font sur mes dossiers, et les échéances."
        case .attachment: "Chercher une photo ou un document d'un acte."
        case .device: "Suspendre, rétablir, révoquer un appareil, renouveler sa clé."
        case .deviceSuspend: "Suspendre un appareil : coupé aussitôt, il peut être rétabli."
        case .deviceResume: "Rétablir un appareil suspendu."
        case .deviceRevoke: "Révoquer un appareil pour toujours ; demande confirmation."
        case .deviceRenew: "Demander à un appareil de renouveler sa clé, sans le couper."
        case .transport: "Changer la clé du serveur, pas à pas."
        case .transportStatus: "Les clés du serveur, qui les ignore, et la suite."
        case .transportPrepare: "Créer la prochaine clé ; les appareils apprennent les deux."
        case .transportSwitch: "La prochaine clé devient la clé actuelle ; les deux valent."
        case .transportDrop: "Oublier l'autre clé ; qui ne connaît qu'elle doit se réenregistrer."
        case .argumentDevice: "Identifiant de l'appareil, ou son début."
        case .optionYesRevoke: "Révoquer sans rien saisir."
        case .optionYesTransport: "Sans question, même si des appareils ignorent la nouvelle clé."
        case .outbox: "Ce qui attend sur cet appareil : pas envoyé, refusé, inconnu."
        case .outboxList: "Lister ce qui attend."
        case .outboxShow: "Montrer une entrée, avec le motif du refus."
        case .outboxDrop: "Supprimer une entrée ; une question est posée."
        case .drafts: "Ce qui est saisi et pas encore envoyé : les brouillons."
        case .draftsList: "Lister les brouillons."
        case .draftsResume: "Reprendre un brouillon là où il s'est arrêté."
        case .draftsForget: "Jeter un brouillon ; une question est posée."
        case .argumentDraft: "Numéro du brouillon."
        case .actTemplate: "Une fiche en texte à remplir dans un éditeur."
        case .argumentEntry: "Numéro de l'entrée."
        case .argumentForm: "Code de la fiche."
        case .optionTemplate: "En fiche à remplir, pour ressaisir."
        case .optionYesDrop: "Supprimer sans demander : la saisie est perdue."
        case .optionFromTemplate: "Une fiche remplie, d'un fichier, ou - pour l'entrée standard."
        case .overview: "APERÇU"
        case .usage: "USAGE"
        case .headingArguments: "ARGUMENTS"
        case .headingOptions: "OPTIONS"
        case .headingSubcommands: "SOUS-COMMANDES"
        case .showHelp: "Afficher l'aide."
        case .showVersion: "Afficher la version."
        case .moreHelp: "Détails d'une commande"
        case .byDefault: "par défaut"
        case .madar: "Suivre les enfants dans le circuit de protection."
        case .enrol: "Enregistrer cet appareil avec l'invitation reçue."
        case .unlock: "Déverrouiller la session par la phrase secrète."
        case .lock: "Verrouiller et effacer les clés de la mémoire."
        case .whoami: "Qui vous êtes pour le serveur, et vos rôles."
        case .status: "État de la session et du serveur."
        case .find: "Chercher un dossier par nom ou numéro."
        case .open: "Ouvrir le dossier d'un enfant, après recherche."
        case .act: "Ajouter des actes, lister les fiches."
        case .actAdd: "Ajouter un acte à un dossier, champ par champ."
        case .actListForms: "Les fiches et les étapes du circuit."
        case .show: "Ce que contient un dossier, selon vos droits."
        case .history: "Les actes d'un dossier, dans l'ordre."
        case .mine: "Les dossiers dont vous êtes référent."
        case .duplicates: "Les dossiers qui sont peut-être d'un même enfant."
        case .duplicatesList: "Les lister, deux par deux, les plus probables d'abord."
        case .duplicatesDistinct: "Noter que deux dossiers sont de deux enfants."
        case .duplicatesAgain: "Revenir sur cette décision : les deux dossiers sont à revoir."
        case .duplicatesJoin: "Joindre un dossier à l'autre, qui continue."
        case .optionSettled: "Ceux que quelqu'un a dits de deux enfants."
        case .argumentPairFile: "Le numéro de l'un des deux dossiers."
        case .argumentPairOther: "Le numéro de l'autre."
        case .optionPairReason: "Pourquoi, en peu de mots."
        case .argumentEndingFile: "Le numéro du dossier qui prend fin."
        case .argumentStayingFile: "Le numéro du dossier qui continue."
        case .files: "Les dossiers à votre portée, selon ce qu'ils disent."
        case .optionUnit: "Ceux de votre structure seulement."
        case .optionRisk: "Ce niveau de risque seulement."
        case .optionCommuneStart: "Cette commune seulement, ou celles dont le code commence ainsi."
        case .optionReferent: "Ceux dont ce membre est référent, par identifiant."
        case .optionUnassigned: "Ceux qui n'ont pas de référent."
        case .optionOverdue: "Ceux où quelque chose est en retard."
        case .optionUrgentOnly: "Ceux d'enfants à secourir sans attendre."
        case .optionQuietDays: "Ceux où rien n'a été écrit depuis tant de jours."
        case .optionHeldBy: "Ceux dont répond cette structure, par identifiant."
        case .optionCategory: "Les enfants de cette catégorie cible, ou d'une catégorie en dessous."
        case .optionOpenedFrom: "Ouverts ce jour-là ou après."
        case .optionOpenedUntil: "Ouverts ce jour-là ou avant."
        case .optionWrittenFrom: "Dont le dernier fait est de ce jour-là ou d'après."
        case .optionWrittenUntil: "Dont le dernier fait est de ce jour-là ou d'avant."
        case .optionDueFrom: "Dont la prochaine échéance tombe ce jour-là ou après."
        case .optionDueUntil: "Dont la prochaine échéance tombe ce jour-là ou avant."
        case .optionSort:
            "L'ordre : la plus longue attente à son étape, le nom de famille de l'enfant, le dernier écrit, la prochaine échéance ou la dernière ouverture d'abord."
        case .argumentSavedSearch: "Le nom d'une recherche gardée."
        case .optionForgetSearch: "Oublier la recherche gardée sous ce nom."
        case .optionSavedSearch:
            "La liste d'une recherche gardée ; sans nom, les recherches gardées."
        case .optionSaveSearch:
            "Garder ces filtres au serveur sous ce nom ; n'y écrivez aucun nom d'enfant."
        case .due: "Ce qui est dû ou le sera bientôt."
        case .day:
            "Ce qui vous attend aujourd'hui : danger, qualification, validations, audiences, retards, échéances."
        case .team:
            "Ce que les membres dont vous suivez le travail ont en charge, et ce qui attend une validation."
        case .optionDayLimit: "Nombre de dossiers affichés par rubrique, de 1 à 8."
        case .menuCommand: "Un menu qui reste ouvert."
        case .madarctl: "Conduire le serveur de la province et ses appareils."
        case .invite: "Inviter un nouveau membre."
        case .approve: "Approuver et signer l'invitation faite par un autre."
        case .approveDowngrade:
            "Approuver et signer la baisse du niveau de risque qu'un autre a écrite."
        case .devices: "Les appareils et leurs membres."
        case .invitations: "Les invitations et leur état."
        case .metricsControl: "Les mesures du serveur, telles que Prometheus les lit."
        case .statusControl: "L'état du serveur en un écran."
        case .seal: "Sceller le serveur : plus rien ne se lit."
        case .unseal: "Desceller le serveur par la phrase secrète."
        case .optionLang: "Langue de l'interface : ar, fr ou en."
        case .optionJSON: "Un seul document JSON aux clés stables ; les erreurs aussi."
        case .optionPlain: "Texte séparé par des tabulations, sans couleur."
        case .optionNoColor: "Sans couleur."
        case .optionNoInput: "Ne poser aucune question."
        case .optionProfile: "Profil local, un par membre."
        case .optionDigits: "Chiffres affichés : ascii ou arab."
        case .optionPassphraseFile: "Fichier de la phrase secrète, ou - pour l'entrée standard."
        case .optionInvitationFile: "Fichier de l'invitation, ou - pour l'entrée standard."
        case .optionDeviceLabel: "Nom de cet appareil."
        case .optionFileNumber: "N° de dossier."
        case .optionStdin: "Lire le texte cherché sur l'entrée standard."
        case .optionBorn: "Âge ou année de naissance : 9, 2016 ou 2014-2016."
        case .optionSex: "Code du sexe : F ou M."
        case .optionCommune: "Code de la commune où se trouve l'enfant."
        case .optionLimit: "Nombre maximal de résultats."
        case .optionForm: "Code de la fiche."
        case .optionTo: "Code de l'étape suivante."
        case .optionMatter:
            "L'affaire concernée, par les premières lettres de son identifiant (madar show)."
        case .optionAct: "L'acte en JSON, d'un fichier, ou - pour l'entrée standard."
        case .refer: "Orienter un enfant vers un service, avec l'extrait nécessaire."
        case .optionTell: "Code d'un champ à communiquer au service ; une fois par champ."
        case .referrals: "Ce qui est orienté vers votre service, et son état."
        case .places:
            "Les établissements d'accueil : catégorie, spécialités, capacité et places libres."
        case .urgent:
            "Un enfant en danger : alerte, mesure d'urgence et avis au parquet en un seul envoi."
        case .optionFacts: "Ce qui se passe, en une phrase ; aucun nom d'auteur."
        case .optionMeasure: "Code de la mesure d'urgence, dans la liste de sa fiche."
        case .optionRecipient: "À quel parquet."
        case .optionYesUrgent: "Envoyer sans redemander."
        case .optionMotive:
            "Motif de lecture des champs protégés, inscrit au journal ; n'y mettez aucun nom."
        case .optionFrom: "À partir de ce rang."
        case .optionStage: "Cette étape seulement."
        case .optionSearched: "Ouvrir sans recherche interactive : elle a été faite."
        case .optionName: "Nom du membre, d'un fichier, ou - pour l'entrée standard."
        case .optionRole: "Code du rôle."
        case .optionOrganisation: "Identifiant de l'organisme."
        case .optionNewOrganisation: "Nom d'un nouvel organisme."
        case .optionOutput: "Fichier à créer pour l'invitation, en 0600."
        case .optionYesSeal: "Sceller sans question : je sais que tous seront interrompus."
        case .optionYesApprove: "Approuver sans saisir le mot : j'ai lu ce que je signe."
        case .argumentFile: "N° du dossier comme on le dit au téléphone, ou identifiant."
        case .argumentInvitation: "Identifiant de l'invitation ; proposé au choix s'il manque."
        case .examples: "Exemples :"
        case .exitCodes: "Codes de sortie :"
        case .jsonShape: "Forme de l'acte en JSON (l'inconnu est refusé) :"
        case .madarImport:
            "Reprendre un registre ou un tableau en dossiers."
        case .importRun:
            "Montrer ce que deviendrait un tableau ; l'écrire avec --do."
        case .importTemplate:
            "Une correspondance de départ, en tableau à modifier."
        case .national:
            "Chiffres nationaux, d'après les relevés des provinces."
        case .nationalMerge:
            "Vérifier les relevés signés d'une période et les additionner : une page, une feuille et un fichier pour programmes."
        case .nationalDefinition:
            "Écrire la définition du circuit dans un fichier, pour les libellés des chiffres nationaux."
        case .optionProvinces:
            "Fiches des provinces attendues : un fichier, ou un dossier de fichiers."
        case .optionDeadline:
            "Ce qui est publié après ce jour, en UTC, ou dès ce moment est en retard : 2026-10-31."
        case .optionDefinitionFile:
            "La définition, telle que l'écrit madar national definition ; sans elle, les codes tiennent lieu de libellés."
        case .optionDefinitionVersion:
            "La version de la définition qui compte ; sans elle, celle du fichier, sinon la plus employée."
        case .optionNationalOut:
            "Le nom des nouveaux fichiers, avant .html, .csv et .json."
        case .argumentReturns:
            "Relevés de provinces, ou dossiers de relevés."
        case .argumentSheet:
            "Le tableau, en CSV UTF-8."
        case .optionMapping:
            "La correspondance, un tableau aussi."
        case .optionDo:
            "Ouvrir les dossiers ; sans cela, rien n'est écrit."
        case .optionReport:
            "Un nouveau fichier pour le rapport, en CSV ; il ne contient aucune valeur des lignes."
        case .optionDelimiter:
            "Ce qui sépare les cases : comma, semicolon ou tab ; sans cela, ce que montre l'en-tête."
        case .optionRows:
            "Ces lignes seulement, par exemple 4,17-20."
        case .optionTakeSimilar:
            "Ouvrir ces lignes bien qu'elles ressemblent à une autre ou à un dossier : quelqu'un a vérifié."
        case .send: "Envoyer ce qui attend sur cet appareil."
        }
    }
}
