extension PublishedText {
    var french: String {
        switch self {
        case .title: "Chiffres publiés"
        case .draftTitle: "Ce qui serait publié"
        case .publication: "Publication"
        case .stateTold: "comme prévu"
        case .stateCoarsened: "avec moins de détail"
        case .stateWithheld: "retenu"
        case .stateWaits: "attend une deuxième personne"
        case .statePublished: "publié"
        case .why: "Pourquoi"
        case .reasonTells: "avec tout ce qui est publié, un petit nombre pourrait être déduit"
        case .reasonUnproved: "il n'est pas démontré qu'aucun petit nombre ne se déduit"
        case .reasonNoSum: "les tableaux dont il est la somme manquent"
        case .reasonBefore: "des mêmes enfants, quelque chose est déjà publié pour ces jours"
        case .reasonLess: "en détail, il en dirait trop"
        case .approvedBy: "Approuvé par"
        case .count: "Nombre"
        case .hash: "Empreinte"
        case .rounded:
            "Chaque nombre est arrondi à un multiple de 3, vers le haut ou le bas, au hasard, de 2 au plus : 0 peut être 1 ou 2 enfants. Les totaux ne sont pas donnés : une somme de nombres arrondis s'écarte davantage."
        case .once:
            "Des mêmes enfants et des mêmes jours, on publie une seule fois : ce qui est saisi ou corrigé plus tard ne change rien ici."
        }
    }
}
