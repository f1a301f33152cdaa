extension ImportText {
    var french: String {
        switch self {
        case .rowSays(let row, let text): "Ligne \(row) : \(text)"
        case .rowsSay(let rows, let text): "Lignes \(rows) : \(text)"
        case .ready: "un dossier serait ouvert"
        case .sentBefore: "déjà envoyée, sans réponse ; repart, une seule fois"
        case .made(let number): "dossier \(number) ouvert"
        case .overfull:
            "plus de cases que l'en-tête ; un séparateur dans une case demande des guillemets"
        case .equal(let row): "même inscription que la ligne \(row) ; non reprise"
        case .alike(let row): "ressemble à la ligne \(row) ; quelqu'un doit décider"
        case .similar(let numbers):
            "ressemble à l'enfant du dossier \(numbers) ; quelqu'un doit décider"
        case .there(let number): "déjà reprise : dossier \(number)"
        case .thereUnnumbered: "déjà reprise ; le numéro n'a pas été communiqué"
        case .changed(let number):
            "ne dit plus la même chose qu'à la reprise ; à porter au dossier \(number)"
        case .unsent: "reste à envoyer"
        case .unmapped(let names):
            "Colonnes qu'aucune ligne de la correspondance ne nomme : \(names)"
        case .leftOut(let names): "Colonnes que la correspondance laisse de côté : \(names)"
        case .agesCounted(let rows):
            "Âges actualisés depuis la date du registre : \(rows)"
        case .dryRun: "Rien n'a été écrit. Pour ouvrir les dossiers : la même commande avec --do"
        case .heldAdvice:
            "Les lignes qui ressemblent à une autre, ou à un enfant qui a un dossier, ne s'ouvrent qu'avec --rows et --take-similar, une fois que quelqu'un a vérifié."
        case .reading(let done, let total): "Lecture des lignes : \(done) sur \(total)"
        case .searching(let done, let total):
            "Comparaison avec les dossiers que vous pouvez voir : \(done) sur \(total)"
        case .opening(let done, let total): "Ouverture des dossiers : \(done) sur \(total)"
        case .stopped:
            "Arrêté. Ce qui est ouvert le reste. La même commande fait la suite et n'ouvre rien deux fois."
        case .noColumn(let name): "le tableau n'a pas de colonne « \(name) »"
        case .columnTwice(let name): "le tableau a deux colonnes « \(name) »"
        case .noField(let code):
            "la fiche qui ouvre un dossier n'a pas de champ « \(code) »"
        case .noCode(let code): "le champ n'a pas de code « \(code) »"
        case .fieldTwice(let code): "le champ « \(code) » n'admet qu'une colonne"
        case .fieldClosed(let code): "vos rôles n'écrivent pas le champ « \(code) »"
        case .noRegister(let code):
            "Aucune ligne ne donne le nom du registre : champ « \(code) », avec le nom comme code."
        case .column: "Colonne du registre"
        case .field: "Champ"
        case .value: "Ce qu'écrit le registre"
        case .code: "Code"
        case .meaning: "Sens"
        case .row: "Ligne"
        case .state: "État"
        case .remark: "Remarque"
        case .countReady: "À ouvrir"
        case .countMade: "Ouvertes"
        case .countThere: "Déjà reprises"
        case .countFaulty: "Avec erreurs"
        case .countEqual: "Inscriptions en double"
        case .countHeld: "À décider par quelqu'un"
        case .countChanged: "Changées depuis"
        case .countUnsent: "Non envoyées"
        }
    }
}
