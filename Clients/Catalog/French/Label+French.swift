extension Label {
    var french: String {
        switch self {
        case .newSlot:
            "Nouveau moyen d'ouvrir"
        case .restoredAt:
            "Restauré depuis une sauvegarde"
        case .leavesRestored:
            "Entrées du journal dans celle-ci"
        case .leavesBefore:
            "Entrées avant, selon ce qui est connu"
        case .leavesLost:
            "Entrées perdues"
        case .backupWord:
            "Sauvegarde du"
        case .fileWord:
            "Fichier"
        case .recipientWord:
            "Destinataire"
        case .backupFolder:
            "Dossier"
        case .keyFolder:
            "Dossier des clés"
        case .backupInterval:
            "Entre deux sauvegardes"
        case .backupsKept:
            "Sauvegardes gardées"
        case .backupLeaves:
            "Entrées du journal"
        case .backupProved:
            "Éprouvée par un exercice"
        case .unproved:
            "non éprouvée"
        case .drillFailed:
            "essai échoué"
        case .backupPlanWord:
            "Plan de sauvegarde"
        case .lastBackup:
            "Dernière sauvegarde"
        case .backupCopying:
            "copie de la base"
        case .backupSealing:
            "chiffrement"
        case .backupSyncing:
            "écriture sur le disque"
        case .writeRotation:
            "remplacement d'une clé"
        case .keyWord:
            "Clé"
        case .keyClass:
            "Classe de données"
        case .keyVersion:
            "Version"
        case .keyWraps:
            "Clés de données dessous"
        case .keyOfData:
            "Clés de données"
        case .keyOfAudit:
            "Contenu du journal"
        case .keyOfIndex:
            "Index de recherche"
        case .keyOfLog:
            "Signature du journal"
        case .keyOfTransfer:
            "Transferts reçus"
        case .keyOfOperations:
            "Réponses gardées"
        case .keyOfJobs:
            "Lignes des remplacements"
        case .keyPending:
            "créée, pas encore utilisée"
        case .keyActive:
            "scelle et ouvre"
        case .keyOpensOnly:
            "ouvre seulement"
        case .keyDrained:
            "plus rien dessous"
        case .keyRetired:
            "hors service"
        case .keyDestroyed:
            "détruite"
        case .rotationWord:
            "Remplacement"
        case .formerKeyKnown:
            "Ancienne clé peut-être connue"
        case .rotationDone:
            "Fait"
        case .rotationArmed:
            "approuvé, va commencer"
        case .rotationProving:
            "la nouvelle clé est vérifiée"
        case .rotationActivating:
            "la nouvelle clé entre en service"
        case .rotationRunning:
            "les clés de données sont remises sous la nouvelle"
        case .rotationVerifying:
            "chacune est ouverte sous la nouvelle"
        case .rotationCooling:
            "terminé ; l'ancienne clé ouvre jusqu'à la fin du délai"
        case .rotationRollingBack:
            "l'ancienne clé est remise"
        case .rotationCancelled:
            "retiré"
        case .retirementWaits:
            "attend une deuxième personne : l'ancienne clé disparaît pour toujours"
        case .keyRetiring:
            "l'ancienne clé est retirée"
        case .keyGone:
            "terminé ; l'ancienne clé n'existe plus"
        case .backupsNeedingKey:
            "Sauvegardes que seule l'ancienne clé ouvre"
        case .rotationHalted:
            "suspendu sur demande"
        case .rotationHaltedDisk:
            "suspendu : le disque est plein"
        case .rotationHaltedNotKept:
            "suspendu : la nouvelle clé n'est pas sur le disque"
        case .logKeysBothSign:
            "les deux clés signent ; l'ancienne part à la fin du délai"
        case .rotationHaltedUnread:
            "suspendu : des dossiers ne se lisent pas ; l'ancienne clé reste"
        case .rotationHaltedDamaged:
            "suspendu : une clé de données ne s'ouvre pas"
        case .writeBackup:
            "sauvegarde"
        case .writeRenewal:
            "nouvelles clés de données"
        case .writePublication:
            "publication"
        case .renewalWord:
            "Nouvelles clés de données"
        case .renewedFiles:
            "Dossiers"
        case .renewedAll:
            "tous"
        case .renewalUnderWay:
            "les dossiers sont scellés à nouveau"
        case .renewalSweeping:
            "les anciennes clés quittent le disque"
        case .renewalDone:
            "terminé ; les anciennes clés n'existent plus"
        case .renewalDoneInPart:
            "terminé ; les dossiers laissés de côté gardent leurs anciennes clés"
        case .renewalHaltedDamaged:
            "suspendu : quelque chose du dossier suivant n'est pas tel qu'il a été écrit"
        case .unreadFiles:
            "Dossiers qui n'ont pas pu être lus"
        case .unreadFile:
            "Dossier non lu"
        case .renewalSkipped:
            "Dossiers restés sous leurs anciennes clés"
        case .custodyKey:
            "Clé publique"
        case .committeeMember:
            "membre"
        case .committeeWord:
            "Comité"
        case .custodianKind:
            "Nature"
        case .quorumNeeded:
            "Ouvrent ensemble"
        case .escrowAlone:
            "ouvre seul"
        case .escrowBeside:
            "ouvre avec ce nombre de membres :"
        case .provedAt:
            "Dernière preuve"
        case .provedWithinYear:
            "preuve faite depuis un an"
        case .formersProved:
            "Anciens membres d'accord"
        case .goesAlong:
            "repris"
        case .isDropped:
            "supprimé par le changement"
        case .contributedBy:
            "Ont apporté leur part"
        case .committeeChange:
            "Changement de comité"
        case .waitsForProofs:
            "attend des preuves"
        case .noCommitteeFounded:
            "aucun : si les autres moyens sont perdus, les dossiers le sont"
        case .writeCommittee:
            "changement de comité"
        case .motiveWriting: "pour y écrire"
        case .witnessWord: "Témoin"
        case .witnessTrusted: "reconnu"
        case .removalWaits: "retrait en attente d'une seconde personne"
        case .removalBy: "Retrait demandé par"
        case .leavesSince: "depuis"
        case .noWitnessTrusted:
            "aucun : personne au-dehors ne voit si le journal ne fait que croître"
        case .logSeenAt: "Journal vu par un témoin"
        case .logSeenByNobody: "aucun témoin n'avait vu le journal"
        case .writeWitness: "témoin du journal"
        case .abilityIncidents: "Tient le registre des incidents de sécurité"
        case .incidentWord: "Incident"
        case .incidentCount: "Incidents"
        case .incidentsDue: "Incidents à déclarer"
        case .incidentVersions: "Versions"
        case .incidentReportedBy: "Consigné par"
        case .incidentReportedAt: "Consigné le"
        case .incidentAmendedBy: "Complété par"
        case .incidentAmendedAt: "Complété le"
        case .declaration: "Déclaration à l'autorité nationale"
        case .toBeDeclared: "Non faite : due immédiatement (loi 05-20, art. 8)"
        case .declared: "Faite"
        case .controllerName: "Responsable du traitement"
        case .controllerAuthorisation: "Numéro de l'autorisation de la CNDP"
        case .controllerContact: "Où s'exercent les droits"
        case .notSet: "Non défini : les pages ont une ligne à remplir"
        case .useRead: "Lu"
        case .useListed: "Liste consultée"
        case .useOpened: "Dossier ouvert"
        case .useAdded: "Acte ajouté"
        case .useCorrected: "Acte corrigé"
        case .useExported: "Transmis à une autre province"
        case .useErased: "Effacé"
        case .useEmergency: "Ouvert en urgence"
        case .useApproved: "Approuvé"
        case .useAttachment: "Pièce jointe"
        case .useOther: "Autre"
        case .whatWasDone: "Ce qui a été fait"
        case .toErase: "À effacer"
        case .orderAbout: "Objet"
        case .orderRequest: "Acte de la demande"
        case .orderApprovedBy: "Approuvé par"
        case .whatIsErased: "Effacé"
        case .allOfFile: "Tout le dossier"
        case .orderLapsed: "caduc"
        case .orderApproved: "approuvé"
        case .orderWaits: "attend une seconde personne"
        case .orderDone: "exécuté"
        case .erasedParts: "Parties d'actes effacées"
        case .carryOutFrom: "Exécutable à partir du"
        case .carriedOutAt: "Exécuté le"
        case .carriedOutBy: "Exécuté par"
        case .orderApprovedAt: "Approuvé le"
        case .orderedAt: "Ordonné le"
        case .orderedBy: "Ordonné par"
        case .orderWord: "Ordre"
        case .groundOversight: "Contrôle de la protection des données"
        case .groundCourt: "Décision de justice"
        case .groundRetention: "Durée de conservation écoulée (loi 09-08, art. 3)"
        case .groundDataSubject: "Demande de la personne concernée (loi 09-08, art. 7 et 8)"
        case .orderGround: "Fondement"
        case .orderExport: "Exportation de tous les dossiers d'un membre"
        case .orderAccessReport: "Relevé des consultations d'un dossier"
        case .orderErasure: "Effacement"
        case .witnessKey:
            "Clé du témoin"
        case .leafIndex:
            "Feuille"
        case .leafHash:
            "Empreinte de la feuille"
        case .logName:
            "Journal"
        case .cosignedAt:
            "Contresigné par"
        case .transferReferences:
            "Membres et organismes nommés"
        case .abilityOrders: "Ordonne effacements, relevés du journal et exportations"
        case .abilityApprovesOrders: "Approuve ce qu'un autre a ordonné"
        case .abilityTransmits: "Veille à ce que le parquet soit avisé des infractions"
        case .abilityReceivesTransfers:
            "reçoit les dossiers d'autres provinces"
        case .writeTransfer:
            "transfert entre provinces"
        case .writeProvince:
            "reconnaissance d'une province"
        case .descriptorMadeAt:
            "Fiche établie le"
        case .trustedSince:
            "Reconnue depuis"
        case .provinceTrusted:
            "reconnue"
        case .fingerprint:
            "Empreinte"
        case .writeHandOver:
            "remise de dossiers"
        case .handOverFrom:
            "De"
        case .handOverTo:
            "À"
        case .askedBy:
            "Demandé par"
        case .offer:
            "Proposition"
        case .abilityBreaksGlass:
            "ouvre un dossier en urgence"
        case .access:
            "Accès"
        case .lifeDanger:
            "Vie en danger"
        case .opensUntil:
            "Ouvert jusqu'au"
        case .opensWhole:
            "Ouvre"
        case .onlyIdentity:
            "l'identité seule"
        case .wholeFile:
            "identité, social et santé"
        case .approvedBy:
            "Accepté par"
        case .reviewDue:
            "À examiner avant"
        case .reviewedBy:
            "Examiné par"
        case .review:
            "Constat"
        case .justified:
            "Justifié"
        case .accessAt:
            "Fait le"
        case .secrecyUntil:
            "Secret accepté jusqu'au"
        case .writeAct:
            "acte"
        case .writeTransport:
            "changement de clé du serveur"
        case .writeAbsence:
            "absence"
        case .filters:
            "Filtres"
        case .writeSearch:
            "recherche gardée"
        case .writeMember:
            "changement de droits"
        case .writeDevice:
            "changement d'un appareil"
        case .writeApprove:
            "approbation"
        case .writeInvite:
            "invitation"
        case .command:
            "Commande"
        case .unanswered:
            "Commandes sans réponse"
        case .standsInFor: "Remplace"
        case .deviceCount: "Appareils"
        case .over: "fini"
        case .fromDay: "à partir du"
        case .until: "jusqu'au"
        case .proposedBy: "Proposé par"
        case .changeResume: "agit de nouveau"
        case .changeGrant: "un rôle"
        case .change: "Changement"
        case .waits: "En attente d'approbation"
        case .abilityAudits: "audite le journal"
        case .abilityFigures: "lit les chiffres publiés"
        case .abilityDeliberates: "lit les tableaux aux petits nombres masqués"
        case .abilityCounts: "lit les chiffres exacts de la province"
        case .abilityApprovesDowngrades: "approuve la baisse du niveau de risque"
        case .toldToService: "Ce que le service sait"
        case .abilityApprovesStages: "approuve la clôture et la jonction"
        case .abilityApprovesBackdating: "autorise la saisie au-delà du délai"
        case .abilityAssigns: "affecte les dossiers"
        case .abilityTransfers: "transfère à un autre organisme"
        case .abilityOversees: "approuve ce qui attend trop longtemps"
        case .abilityCoordinates: "coordonne"
        case .abilityOperates: "exploite le serveur, ne lit rien"
        case .rightUpdate: "corriger"
        case .rightReadMotivated: "lire avec un motif"
        case .rightReadAddressed: "lire ce qui est adressé à son service"
        case .rightReadOwn: "lire ce qu'on a écrit"
        case .rightRead: "lire"
        case .rightCreate: "créer"
        case .scopeConference: "d'une conférence où l'on est présent"
        case .scopeInquiry: "confiés à son bureau pour enquête"
        case .scopeSeizure: "dont son tribunal est saisi"
        case .scopeTransmission: "transmis à son parquet"
        case .scopePlacement: "ceux des enfants placés dans son établissement"
        case .scopeReferral: "avec une orientation ouverte vers son service"
        case .scopeRecent: "pris par son unité depuis moins de 24 heures"
        case .scopeProvince: "ceux de la province"
        case .scopeUnit: "ceux de son unité"
        case .scopeOwn: "les siens, ou ceux de son unité"
        case .scopeAggregate: "aucun, mais des chiffres"
        case .scopeNone: "aucun"
        case .abilities: "Capacités"
        case .stages: "Étapes"
        case .rights: "Droits"
        case .scope: "Dossiers à portée"
        case .size: "Taille"
        case .entrySending: "en cours d'envoi"
        case .attachment: "Photo ou document"
        case .contested: "Invitations essayées par une autre clé"
        case .contestedAt: "Essayée par une autre clé"
        case .keyedAt: "Clé de l'appareil depuis"
        case .renewalAsked: "renouvellement demandé"
        case .renewalRunning: "en cours de renouvellement"
        case .keyRenewal: "Renouvellement de la clé de cet appareil"
        case .renewalOverdue: "en retard"
        case .daemonKeyCurrent: "Clé actuelle du serveur"
        case .daemonKeyNext: "Prochaine clé du serveur"
        case .daemonKeyFormer: "Ancienne clé du serveur"
        case .devicesUnaware: "Appareils sans la nouvelle clé"
        case .toBeTold: "Choisi pour être communiqué au service"
        case .draft: "Brouillon"
        case .since: "Depuis"
        case .answers: "Réponses"
        case .keptUntil: "Gardé jusqu'au"
        case .entry: "Entrée"
        case .entryNotSent: "pas envoyé"
        case .entryUnknown: "issue inconnue"
        case .entryRefused: "refusé"
        case .entryOpened: "dossier ouvert"
        case .outboxUnknown: "Issue inconnue"
        case .unsearched: "sans recherche possible"
        case .fileNumber: "N° de dossier"
        case .fileID: "Identifiant du dossier"
        case .nameArabic: "Nom en arabe"
        case .name: "Nom"
        case .knownAs: "Appelé aussi"
        case .birthYear: "Année de naissance"
        case .sex: "Sexe"
        case .commune: "Commune"
        case .phone: "Téléphone"
        case .fits: "Concorde aussi"
        case .relative: "Famille"
        case .registerNumber: "N° au registre"
        case .recordKind: "Nature"
        case .recordTitle: "Intitulé"
        case .quorum: "Quorum"
        case .stage: "Étape"
        case .stageSince: "À cette étape depuis"
        case .openedAt: "Ouvert le"
        case .lastActAt: "Dernier acte"
        case .risk: "Niveau de risque"
        case .referent: "Référent"
        case .task: "Tâche"
        case .due: "Échéance"
        case .dayDanger: "Enfant en danger maintenant"
        case .dayTriage: "À qualifier"
        case .dayApproval: "En attente d'une seconde personne"
        case .dayHearing: "Audiences"
        case .dayOverdue: "En retard"
        case .dayReview: "Réévaluations à venir"
        case .dayComing: "À venir sous 14 jours"
        case .dayAnswer: "Réponses des services, 7 derniers jours"
        case .dayReferral: "Orientations à traiter"
        case .dayCommittee: "Demandes de la commission"
        case .dayDuplicate: "Peut-être un même enfant"
        case .pairs: "Paires"
        case .twoChildren: "Deux enfants, selon"
        case .civilRecord: "Acte d'état civil"
        case .birthDay: "Date de naissance"
        case .openFiles: "Dossiers ouverts"
        case .establishment: "Établissement"
        case .capacity: "Capacité"
        case .childrenPresent: "Enfants présents"
        case .freePlaces: "Places libres"
        case .overdueFiles: "En retard"
        case .urgentFiles: "Urgents"
        case .tasks: "Tâches attendues"
        case .classes: "Ce que vous pouvez lire"
        case .classIdentity: "Identité"
        case .classSocial: "Social"
        case .classHealth: "Santé"
        case .classJudicial: "Judiciaire"
        case .classAudit: "Journal d'audit"
        case .classSpine: "Structure du dossier"
        case .classProtected: "Protégé"
        case .sequence: "Rang"
        case .act: "Acte"
        case .actOpening: "Ouverture"
        case .actForm: "Fiche"
        case .actTransition: "Passage"
        case .actCorrection: "Correction"
        case .actApproval: "Approbation d'une seconde personne"
        case .approvesAct: "Approuve l'acte n°"
        case .correctsAct: "Corrige l'acte n°"
        case .stageAsked: "Étape demandée, à approuver par une seconde personne"
        case .actUnreadable: "Acte que vous ne pouvez pas lire"
        case .form: "Fiche"
        case .formVersion: "Version de la fiche"
        case .formStages: "Étapes concernées"
        case .anyStage: "toutes"
        case .required: "obligatoire"
        case .eventAt: "Date du fait"
        case .enteredAt: "Saisi le"
        case .author: "Auteur de la saisie"
        case .reason: "Motif"
        case .yes: "oui"
        case .no: "non"
        case .unknown: "inconnu"
        case .none: "aucun"
        case .never: "jamais"
        case .you: "vous"
        case .member: "Membre"
        case .person: "Personne"
        case .personName: "nom de la personne"
        case .siblingFile: "Dossier d'un frère ou d'une sœur"
        case .joinedFile: "Dossier joint du même enfant"
        case .goesOnInFile: "Se poursuit dans le dossier"
        case .memberID: "Identifiant du membre"
        case .device: "Appareil"
        case .deviceID: "Identifiant de l'appareil"
        case .role: "Rôle"
        case .roles: "Rôles"
        case .organisation: "Organisme"
        case .province: "Province"
        case .definitionVersion: "Version du circuit"
        case .profile: "Profil"
        case .address: "Adresse"
        case .state: "État"
        case .consentOver: "n'est plus en vigueur"
        case .session: "Session"
        case .sessionUnlocked: "déverrouillée"
        case .daemon: "Serveur"
        case .serving: "en service"
        case .sealed: "scellé"
        case .unreachable: "injoignable"
        case .store: "Identifiant du stockage"
        case .startedAt: "Démarré le"
        case .files: "Dossiers"
        case .acts: "Actes"
        case .logSize: "Entrées du journal"
        case .sealedLeaves: "Entrées en attente du descellement"
        case .index: "Index de recherche"
        case .rotationsRunning: "Clés en cours de remplacement"
        case .connections: "Connexions"
        case .devicesActive: "Appareils actifs"
        case .devicesOther: "Appareils suspendus ou révoqués"
        case .invitationsOpen: "Invitations ouvertes"
        case .disk: "Disque"
        case .diskNormal: "normal"
        case .diskReserve: "réserve entamée : écritures refusées"
        case .diskFull: "plein"
        case .diskFree: "Espace libre"
        case .rootEpoch: "Époque de la clé racine"
        case .keyring: "N° du trousseau"
        case .slots: "Moyens de descellement"
        case .slotCredential: "fichier d'habilitation"
        case .slotQuorum: "quorum de membres"
        case .slotEscrow: "séquestre"
        case .slotPassphrase: "phrase secrète"
        case .software: "Logiciel"
        case .libsodium: "libsodium"
        case .sqlite: "SQLite"
        case .deviceLabel: "Nom de l'appareil"
        case .deviceActive: "actif"
        case .deviceSuspended: "suspendu"
        case .deviceRevoked: "révoqué"
        case .enrolledAt: "Enregistré le"
        case .lastSeen: "Dernière connexion"
        case .invitation: "Invitation"
        case .issuedBy: "Émise par"
        case .expires: "Expire le"
        case .invitationWaiting: "attend l'approbation"
        case .invitationOpen: "ouverte"
        case .invitationUsed: "utilisée"
        case .invitationConfirmed: "confirmée"
        case .invitationExpired: "expirée"
        case .digest: "Empreinte de ce qui est approuvé"
        case .row: "Ligne"
        case .field: "Champ"
        case .value: "Valeur"
        case .code: "Code"
        case .label: "Libellé"
        case .heading: "En-tête de l'acte"
        case .total: "Total"
        case .outbox: "En attente d'envoi"
        case .outboxRefused: "Refusés après attente"
        case .idleLeft: "Se verrouille dans"
        }
    }
}
