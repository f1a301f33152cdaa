extension CheckText {
    var french: String {
        switch self {
        case .unwitnessed: "aucun témoin n'a vu le journal depuis 30 jours : rien n'est effacé"
        case .writtenSinceOrdered:
            "depuis cet ordre, des actes ont été ajoutés qu'il effacerait : donnez-le à nouveau"
        case .noRightsRequest: "cet acte n'est pas une demande de la personne sur ses données (F16)"
        case .wrongKind: "réservé à des dossiers d'une autre nature"
        case .numberInText:
            "aucun numéro de dossier dans ce texte : nommez la situation autrement"
        case .conferenceTooLong:
            "la conférence finit après son début et dure un jour au plus"
        case .missingField: "à remplir"
        case .wrongType: "valeur d'un autre type"
        case .notInList: "code absent de la liste ou périmé"
        case .tooLong: "texte trop long"
        case .tooMany: "donné trop de fois"
        case .outOfRange: "nombre hors limites"
        case .conditionNotMet: "champ sans objet dans ce cas"
        case .forbiddenText: "le texte contient un caractère interdit"
        case .unknownForm: "fiche inconnue"
        case .unknownField: "champ inconnu dans cette fiche"
        case .unknownTerritory: "ni commune ni arrondissement connu"
        case .unknownFormVersion: "version de la fiche périmée : déverrouillez de nouveau"
        case .futureDate: "date dans le futur"
        case .malformed: "mal écrit"
        case .unknownParty:
            "membre ou organisme inconnu, ou qui n'est plus en activité"
        case .wrongHeading: "l'en-tête ne convient pas à ce type d'acte"
        case .documentedAdult: "personne majeure d'après un document : pas de dossier"
        case .presenceOutsideProvince: "l'enfant se trouve hors de la province"
        case .wrongOpening: "le dossier existe déjà, ou n'existe pas"
        case .forbiddenTransition: "le circuit ne permet pas ce passage"
        case .formNotForStage: "fiche sans rapport avec cette étape"
        case .riskRequired: "un niveau de risque est nécessaire"
        case .reasonRequired: "un motif est nécessaire"
        case .backdatedTooFar: "date trop ancienne"
        case .futureEvent: "fait daté du futur"
        case .changedMeanwhile: "le dossier a changé d'étape entre-temps"
        case .stageMissing: "une étape préalable n'a pas été franchie"
        case .stillHeld:
            "une mesure d'urgence, une orientation ou une mesure judiciaire est encore ouverte"
        case .unknownMatter: "le dossier n'a pas cette affaire"
        case .ownLeave: "nul ne s'autorise lui-même"
        case .unknownPerson: "aucune personne de ce nom dans l'entourage de l'enfant au dossier"
        case .rightsSuspended:
            "les droits de cette personne sur l'enfant sont suspendus, ou elle n'est plus auprès de lui : une autre personne donne l'accord ou reçoit l'enfant"
        case .unknownFile: "aucun autre dossier de ce numéro que vous puissiez voir"
        case .establishmentFull:
            "complet : choisissez-en un autre, ou dites qui a décidé ce placement et pourquoi"
        case .outsideSpeciality:
            "l'enfant n'entre pas dans sa spécialité : choisissez-en un autre, ou dites qui a décidé ce placement et pourquoi"
        case .notConsented:
            "aucun consentement en vigueur ne couvre ce partage : recueillez-en un, ou nommez une base légale"
        case .assentRefused: "l'enfant refuse : dites pourquoi l'orienter malgré tout"
        case .assentDue:
            "douze ans révolus d'après un document : l'avis de l'enfant doit être recueilli"
        }
    }
}
