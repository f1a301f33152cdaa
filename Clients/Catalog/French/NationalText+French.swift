extension NationalText {
    var french: String {
        switch self {
        case .notInSums:
            "Absente des sommes de ce qu'elle montre avec moins de détail"
        case .title: "Chiffres nationaux, d'après les relevés des provinces"
        case .provinces: "Provinces"
        case .files: "Fichiers non ajoutés"
        case .file: "Fichier"
        case .returned: "Relevé"
        case .publishedAt: "Publié le"
        case .madeAt: "Additionné le"
        case .provincesAdded: "Provinces additionnées"
        case .deadline: "Date limite"
        case .tableCode: "Tableau"
        case .sum: "Somme"
        case .offByAtMost: "Écart maximal"
        case .deviation: "Écart type maximal"
        case .ofProvinces: "Provinces dans la somme"
        case .severalValues: "plusieurs"
        case .noProvince: "aucune province"
        case .showsLess: "Montré avec moins de détail par"
        case .withheldBy: "Non publié, pour qu'aucun enfant ne soit reconnu, par"
        case .notCollectedBy: "Non recueilli par"
        case .unlikeBy: "Sous une autre forme ou absent, et non ajouté, de"
        case .cellsInFile: "Ce qui n'est pas montré ici figure dans les fichiers CSV et JSON."
        case .errorExplained:
            "Chaque province arrondit chaque nombre à un multiple de 3, vers le haut ou le bas, au hasard, de 2 au plus : aucun enfant n'est reconnu, et rien n'est ajouté en moyenne. Plus la somme est grande, moins cela compte. L'écart le plus grand possible figure à côté de chaque somme ; deux sommes sur trois environ sont à moins d'un écart type."
        case .sumsNotEqual:
            "La somme de l'ensemble peut porter sur plus de provinces que celles de ses parties : une province qui montre moins de détail n'est que dans les sommes qu'elle montre."
        case .missingNotEstimated:
            "Ce qui manque n'est pas estimé : les sommes portent sur les seules provinces indiquées."
        case .definitionsDiffer:
            "Les définitions du circuit ont une même version et diffèrent par ce qui est propre à chaque province, comme ses établissements."
        case .byProvince: "Province par province"
        case .tilesOfProvinces:
            "Une case par province, dans l'ordre du code officiel ; ce n'est pas une carte à l'échelle. Plus le motif est dense, plus le nombre est grand. Une case avec un tiret est celle d'une province hors de la somme."
        case .stateAdded: "additionné"
        case .stateMissing: "manquant"
        case .stateRepeated: "le même fichier une fois de plus"
        case .stateUnreadable: "pas un relevé"
        case .stateUnknownProvince: "d'aucune province de la liste"
        case .stateAltered: "altéré : pas tel que la province l'a signé"
        case .stateOtherPeriod: "d'une autre période"
        case .stateOtherBase: "arrondi selon une autre base"
        case .stateOtherDefinition: "fait selon une autre version de la définition"
        case .stateLate: "en retard"
        case .stateContradicted: "deux fois, et pas le même : aucun n'est ajouté"
        }
    }
}
