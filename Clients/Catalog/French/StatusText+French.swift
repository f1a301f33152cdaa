extension StatusText {
    var french: String {
        switch self {
        case .badMessage: "Le serveur n'a pas compris la demande."
        case .unknownMethod: "Le serveur ne connaît pas cette commande."
        case .invalidArgument: "Un champ manque ou n'est pas correct."
        case .notAvailable: "Introuvable, ou pas pour vous."
        case .precondition: "La situation ne le permet pas."
        case .conflict: "Le dossier a changé depuis que vous l'avez lu."
        case .idempotencyMismatch: "La clé de l'opération a servi à autre chose."
        case .tooLarge: "Le contenu est trop grand."
        case .operationKeyRequired: "La demande est venue sans clé d'opération."
        case .operationKeyExpired: "La saisie a plus de trente jours."
        case .permission: "Votre rôle ne le permet pas."
        case .revoked: "Cet appareil est révoqué ou suspendu."
        case .secondApproval: "Une seconde personne doit d'abord approuver."
        case .secrecyDue:
            "Le secret professionnel est à accepter de nouveau : c'est une fois par an."
        case .searchLimit: "Vous avez fait beaucoup de recherches en peu de temps."
        case .purposeMissing: "Il faut un motif de consultation."
        case .overloaded: "Le serveur est surchargé."
        case .draining: "Le serveur va s'arrêter."
        case .expiredBeforeStart: "Le délai a expiré avant le début."
        case .inProgress: "La même opération est encore en cours."
        case .sealed: "Le serveur est scellé : rien n'est lu ni écrit."
        case .diskFull: "Le disque du serveur est plein : écriture refusée."
        case .deadline: "Le délai a expiré pendant l'exécution."
        case .cancelled: "La demande a été annulée."
        case .commitUnknown: "Le serveur ne sait pas si l'enregistrement a eu lieu."
        case .connectionLost: "La ligne s'est coupée avant la réponse."
        case .internalFault: "Le serveur a rencontré un défaut."
        case .storage: "Le stockage du serveur refuse ou est abîmé."
        }
    }

    var frenchAdvice: String {
        switch self {
        case .badMessage: "Mettez le programme à jour ou prévenez l'exploitant."
        case .unknownMethod: "Mettez à jour le serveur ou le programme."
        case .invalidArgument: "Corrigez les champs indiqués."
        case .notAvailable:
            "Vérifiez le numéro ; si le dossier est à un autre, demandez au coordinateur ; en urgence : madar break-glass open"
        case .precondition: "Relisez le dossier : madar show"
        case .conflict: "Lisez l'historique puis recommencez : madar history"
        case .idempotencyMismatch: "Recommencez la saisie."
        case .tooLarge: "Abrégez les textes ou répartissez-les sur plusieurs actes."
        case .operationKeyRequired: "Mettez le programme à jour."
        case .operationKeyExpired: "Vérifiez l'historique avant de recommencer : madar history"
        case .permission: "Demandez au coordinateur."
        case .revoked: "Appelez l'exploitant."
        case .secondApproval: "Demandez l'approbation : madarctl approve"
        case .secrecyDue: "Le lire et l'accepter : madar secrecy"
        case .searchLimit:
            "Attendez une minute avant de chercher à nouveau ; chaque recherche figure au journal."
        case .purposeMissing: "Recommencez avec un motif : --motive"
        case .overloaded: "Réessayez dans un instant."
        case .draining: "Réessayez après son redémarrage."
        case .expiredBeforeStart: "Réessayez."
        case .inProgress: "Attendez, puis relancez la même commande."
        case .sealed: "Appelez l'exploitant pour le descellement."
        case .diskFull: "Prévenez l'exploitant sans attendre."
        case .deadline: "Vérifiez avant de recommencer : madar history"
        case .cancelled: "Vérifiez par madar history"
        case .commitUnknown: "Vérifiez avant de recommencer : madar history"
        case .connectionLost: "Vérifiez avant de recommencer : madar history"
        case .internalFault: "Donnez la référence à l'exploitant."
        case .storage: "Prévenez l'exploitant sans attendre."
        }
    }
}
