extension PageText {
    var french: String {
        switch self {
        case .eraseDevices:
            "Un appareil où le dossier a été ouvert en garde le parcours, scellé, jusqu'à ce qu'il redemande le dossier."
        case .processingSheet:
            "Fiche de traitement (loi 09-08, art. 12 et 15)"
        case .processingController:
            "Responsable, autorisation et contact"
        case .processingPurpose:
            "Finalité et fondement"
        case .processingPurposeText:
            "Suivre chaque enfant en danger dans le circuit territorial de protection : signalement, écoute, évaluation, protection, prise en charge, suivi, clôture. Aucun autre usage ; aucune décision ne repose sur un seul calcul."
        case .processingGroundText:
            "Mission d'intérêt public, obligation légale et intérêt vital de l'enfant (art. 4). L'autorisation préalable est due (art. 12) pour les données de santé, d'infractions, le numéro de CIN et l'interconnexion de fichiers de plusieurs services."
        case .processingPeople:
            "Personnes concernées : l'enfant, sa famille et son foyer, les auteurs de signalement, l'auteur présumé et les professionnels du circuit."
        case .processingData:
            "Données, par classe"
        case .processingRecipients:
            "Qui lit quelles classes"
        case .processingRetention:
            "Durée de conservation"
        case .processingRetentionText:
            "Rien ne s'efface seul : le délai propose, deux personnes décident."
        case .processingOutside:
            "Transfert et interconnexion"
        case .processingOutsideText:
            "Rien ne sort du pays. Un service reçoit d'un enfant ce qui est choisi champ par champ, sur un consentement ou un fondement écrit ; une autre province reçoit un paquet scellé et signé."
        case .processingSecurity:
            "Sécurité (art. 23 à 26)"
        case .processingSecurityText:
            "Chaque enregistrement est scellé sous sa propre clé, sur la ligne et sur le disque. Chacun lit ce que son rôle ouvre ; toute consultation et toute modification figurent dans un journal que nul ne peut altérer sans que cela se voie. Effacements et relevés du journal demandent deux personnes. Chaque utilisateur a accepté le secret professionnel."
        case .processingRights:
            "Droits des personnes (art. 7 à 9)"
        case .processingRightsText:
            "Accès sans délai et gratuit ; rectification, effacement et verrouillage sous dix jours francs."
        case .incidentRegister: "Registre des incidents de sécurité"
        case .incidentLaw:
            "Tout incident est déclaré à l'autorité nationale dès qu'il est connu (loi 05-20, art. 8). Rien n'est retiré de ce registre."
        case .accessReport: "Relevé de qui a utilisé le dossier"
        case .accessLimits:
            "Les recherches et les listes ne laissent pas de trace par dossier : qu'un nom y ait été vu n'est pas dit ici."
        case .leavesUnreadable: "Entrées du journal qui ne se lisent plus"
        case .eraseLimits:
            "L'effacement n'atteint pas qui aurait gardé une ancienne sauvegarde avec les anciennes clés ou la phrase secrète qui l'ouvraient."
        case .proofOfErasure: "Preuve que l'effacement figure au journal"
        case .proofByAuditor:
            "Qui audite ou protège les données peut imprimer ce procès-verbal avec sa preuve : madar order record"
        case .proofChecked:
            "Écrit dans un fichier, ce texte se vérifie sans le serveur : madar verify"
        case .keptUntilProved: "Gardée jusqu'à ce qu'un essai en prouve une plus récente"
        case .noBackupHolds: "Aucune des sauvegardes faites et gardées par le serveur."
        case .copiesElsewhere:
            "Les copies d'une sauvegarde emportées ailleurs ne sont pas connues ici, et s'inscrivent à la main :"
        case .backupsHold: "Sauvegardes qui les contiennent encore, et jusqu'à quand"
        case .keysStay:
            "Là où d'autres actes de la classe demeurent, leur clé demeure aussi : une copie conservée ailleurs s'ouvre aussi longtemps qu'eux."
        case .keysDestroyed:
            "Leurs clés ont été détruites avec elles : une copie conservée ailleurs ne s'ouvre qu'avec les clés maîtresses de son époque, tant que celles-ci sont gardées."
        case .erasureDone:
            "Les données désignées ci-dessous ont été définitivement effacées des dossiers de ce centre."
        case .erasureRecord: "Procès-verbal d'effacement"
        case .blankForm: "Fiche à remplir à la main"
        case .filledForm: "Fiche remplie"
        case .fileSheet: "Fiche du dossier"
        case .wholeFile: "Copie du dossier"
        case .prosecutorNotice: "Au procureur du Roi : enfant en danger"
        case .referralSheet: "Feuille d'orientation"
        case .forRecipient: "Destinataire"
        case .recipientInternal: "Intervenants sur le dossier"
        case .recipientJustice: "Parquet ou juge"
        case .recipientService: "Service partenaire"
        case .recipientSchool: "Établissement scolaire"
        case .recipientEmployer: "Employeur"
        case .recipientSubject: "Personne concernée ou son représentant légal"
        case .printedBy: "Imprimé par"
        case .printedAt: "Imprimé le"
        case .printReason: "Motif de l'impression"
        case .secrecy:
            "Secret professionnel (Code pénal, art. 446) : réservé à qui doit savoir pour "
                + "protéger l'enfant. Ne pas laisser sans surveillance ; détruire dès que la page "
                + "ne sert plus."
        case .onlyNeeded: "Cette page ne porte que ce dont son destinataire a besoin."
        case .child: "Enfant"
        case .tracks: "Étapes du dossier"
        case .corrects: "Corrige un acte antérieur."
        case .correctedBy: "Corrigé depuis par l'acte n°"
        case .masked: "[masqué : concerne une autre personne]"
        case .withheld: "Ce que cette copie ne contient pas"
        case .maskedCount: "Valeurs masquées, qui concernent d'autres personnes"
        case .withheldByLaw:
            "Des parties ont pu être laissées de côté en vertu de la loi ; cette page ne dit ni "
                + "lesquelles, ni s'il y en a."
        case .required: "* champ obligatoire"
        case .dependsOn: "selon la réponse à"
        case .writtenOut: "Liste longue : écrire en toutes lettres."
        case .attached: "document joint"
        case .signedAt: "Lieu et date"
        case .signature: "Nom, signature et cachet"
        case .noticeTitle: "Information des personnes concernées (loi 09-08, art. 5)"
        case .noticeController: "Responsable du traitement :"
        case .noticeAuthorisation:
            "Numéro de l'autorisation de la Commission nationale de contrôle de la protection "
                + "des données à caractère personnel :"
        case .noticePurpose:
            "Finalité : protéger l'enfant dans le circuit territorial, de l'accueil au suivi. "
                + "Les données ne servent à rien d'autre."
        case .noticeAnswers:
            "Les réponses marquées * sont nécessaires pour aider l'enfant ; sans elles, "
                + "l'aide peut tarder. Les autres sont facultatives."
        case .noticeRecipients:
            "Destinataires : les agents habilités, chacun dans sa mission ; les services vers "
                + "lesquels l'enfant est orienté, pour ce qui leur est nécessaire ; la justice, "
                + "quand la loi le prévoit."
        case .noticeRights:
            "Droits : accès gratuit aux données (art. 7) ; rectification de ce qui est "
                + "inexact, sous dix jours francs (art. 8) ; opposition pour motif légitime, sauf "
                + "si le traitement est une obligation légale (art. 9). Le représentant légal les "
                + "exerce pour l'enfant."
        case .noticeWhere: "Où s'adresser, par écrit ou de vive voix (service qui suit l'enfant) :"
        case .recordVersion: "Version"
        case .recordVersionReplaced: "Remplacée par la suivante le"
        case .decisionsAndTasks: "Décisions et tâches"
        case .progressWord: "Avancement"
        case .diagnosisUnit:
            "Sont comptés les enfants de toute la province, chacun une fois par tableau. Ce qui est masqué est un petit nombre, ou le révélerait. Pour le comité : deux tableaux côte à côte peuvent en dire plus que chacun."
        case .gapsTitle: "Ce qui manque dans la province"
        case .gapServices: "Services indisponibles"
        case .noGapRecorded:
            "Rien n'a été enregistré sur cette période, ce qui ne dit pas que rien n'a manqué."
        case .otherLines: "toutes les autres lignes"
        case .everyLine: "chaque ligne"
        case .gapSectors: "Points focaux de l'annuaire, par secteur"
        case .gapSector: "Secteur"
        case .gapFocalPoints: "Points focaux"
        case .gapBareCommunes: "Communes sans point focal"
        case .gapNone: "aucun"
        case .gapPlaces: "Places des services et établissements"
        case .gapSeenOn: "Constaté le"
        case .gapNotKnown: "non connu"
        case .noPlacesRecorded:
            "Aucune fiche de l'annuaire ne dit de places : les places libres ne sont pas connues."
        case .directoryReadAt: "Annuaire consulté le"
        case .directoryClosed:
            "L'annuaire est fermé à qui l'a demandé : ce qui y manque n'est pas connu."
        case .recordCourse: "Historique : chaque version, quand et par qui"
        case .noticeComplaint:
            "Sans réponse : plainte auprès de la Commission nationale de contrôle de la "
                + "protection des données à caractère personnel."
        }
    }
}
