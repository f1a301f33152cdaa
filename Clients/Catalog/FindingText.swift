/// What checking a store found, as the daemon's operator reads it; the raw values are the codes of
/// the daemon's own list, and a test compares the two.
public enum FindingText: String, CaseIterable, Sendable {
    case checkpoint, missing, changed, moved, leaves, tile, damaged, cut, unsigned, tree, acts
    case actWithoutLeaf = "act_without_leaf"
    case tombstones, payload, act, chain, note, shorter, other

    /// What was found and where, in a language: a position, and up to where, from where or how many,
    /// as the daemon says it.
    public func text(_ position: String, _ second: String, _ language: Language) -> String {
        switch language {
        case .arabic: arabic(isolated(position), isolated(second))
        case .french: french(position, second)
        case .english: english(position, second)
        }
    }

    private func arabic(_ position: String, _ second: String) -> String {
        switch self {
        case .checkpoint: "نقطة المراقبة: ناقصة، أو لم يوقعها مفتاح هذا السجل."
        case .missing where position == second: "الورقة \(position): ناقصة."
        case .missing: "الأوراق من \(position) إلى \(second): ناقصة."
        case .changed: "الورقة \(position): ليست التي وُقّع عليها."
        case .moved: "الورقة \(position): وُقّع عليها في موضع آخر، هو \(second)."
        case .leaves:
            "الأوراق من \(position) إلى \(second): تغيرت واحدة منها على الأقل، وتغيرت معها "
                + "البصمات التي كانت تدل عليها."
        case .tile: "بصمات الأوراق من \(position) إلى \(second): ناقصة أو تغيرت."
        case .damaged: "الورقة \(position): وُقّع عليها هكذا، وليست ورقة سليمة لهذا الموضع."
        case .cut: "السجل ينتهي بعد \(position) ورقة، وقد وُقّع على \(second)."
        case .unsigned where position == second: "الورقة \(position): لا توقيع عليها."
        case .unsigned: "الأوراق من \(position) إلى \(second): لا توقيع عليها."
        case .tree: "أول \(position) ورقة: لا تؤدي إلى نقطة المراقبة الموقعة، فهذا تاريخ آخر."
        case .acts: "الورقة \(position): ليست الإجراءات التي كُتبت معها هي التي تشهد عليها."
        case .actWithoutLeaf: "سطر الإجراءات \(position): لا تشهد عليه أي ورقة."
        case .tombstones: "الورقة \(position): ليست علامات المحو هي التي تشهد عليها."
        case .payload: "الورقة \(position): لا ينفتح محتواها."
        case .act: "سطر الإجراءات \(position): لا ينفتح على أنه ما يقول."
        case .chain: "الملف \(position): ليست إجراءاته هي التي تضمها سلسلته."
        case .note: "النقطة المحفوظة على \(position) ورقة: لم يوقعها مفتاح هذا السجل."
        case .shorter:
            "في السجل \(position) ورقة، وفي النقطة المحفوظة \(second): أُعيدت حالة قديمة."
        case .other: "السجل ليس تتمة للنقطة المحفوظة على \(position) ورقة: كُتب تاريخه من جديد."
        }
    }

    private func french(_ position: String, _ second: String) -> String {
        switch self {
        case .checkpoint: "Point de contrôle : il manque, ou la clé de ce journal ne l'a pas signé."
        case .missing where position == second: "Feuille \(position) : elle manque."
        case .missing: "Feuilles \(position) à \(second) : elles manquent."
        case .changed: "Feuille \(position) : ce n'est pas celle qui a été signée."
        case .moved: "Feuille \(position) : elle a été signée à une autre place, \(second)."
        case .leaves:
            "Feuilles \(position) à \(second) : l'une au moins a été modifiée, et avec elle les "
                + "empreintes qui la désigneraient."
        case .tile: "Empreintes des feuilles \(position) à \(second) : manquantes ou modifiées."
        case .damaged:
            "Feuille \(position) : signée ainsi, mais ce n'est pas une feuille de cette place."
        case .cut: "Le journal s'arrête après \(position) feuilles ; \(second) ont été signées."
        case .unsigned where position == second:
            "Feuille \(position) : aucune signature ne la couvre."
        case .unsigned: "Feuilles \(position) à \(second) : aucune signature ne les couvre."
        case .tree:
            "Les \(position) premières feuilles ne mènent pas au point signé : c'est une autre "
                + "histoire."
        case .acts:
            "Feuille \(position) : les actes écrits avec elle ne sont pas ceux qu'elle atteste."
        case .actWithoutLeaf: "Ligne \(position) des actes : aucune feuille ne l'atteste."
        case .tombstones:
            "Feuille \(position) : les marques d'effacement ne sont pas celles qu'elle atteste."
        case .payload: "Feuille \(position) : son contenu ne s'ouvre pas."
        case .act: "Ligne \(position) des actes : elle ne s'ouvre pas comme ce qu'elle dit être."
        case .chain: "Dossier \(position) : ses actes ne sont pas ceux de sa chaîne."
        case .note:
            "Point conservé de \(position) feuilles : la clé de ce journal ne l'a pas signé."
        case .shorter:
            "Le journal a \(position) feuilles, le point conservé \(second) : un état ancien a été "
                + "remis en place."
        case .other:
            "Le journal ne continue pas le point conservé de \(position) feuilles : son histoire a "
                + "été réécrite."
        }
    }

    private func english(_ position: String, _ second: String) -> String {
        switch self {
        case .checkpoint: "Checkpoint: missing, or not signed by the key of this log."
        case .missing where position == second: "Leaf \(position): missing."
        case .missing: "Leaves \(position) to \(second): missing."
        case .changed: "Leaf \(position): not the one that was signed."
        case .moved: "Leaf \(position): signed at another place, \(second)."
        case .leaves:
            "Leaves \(position) to \(second): at least one was changed, and with it the hashes that "
                + "would tell which."
        case .tile: "Hashes of leaves \(position) to \(second): missing or changed."
        case .damaged: "Leaf \(position): signed so, and yet no leaf of this place."
        case .cut: "The log ends after \(position) leaves; \(second) were signed."
        case .unsigned where position == second: "Leaf \(position): no signature covers it."
        case .unsigned: "Leaves \(position) to \(second): no signature covers them."
        case .tree:
            "The first \(position) leaves do not lead to the signed checkpoint: it is another history."
        case .acts: "Leaf \(position): the acts written with it are not those that it covers."
        case .actWithoutLeaf: "Row \(position) of the acts: no leaf covers it."
        case .tombstones: "Leaf \(position): the marks of erasure are not those that it covers."
        case .payload: "Leaf \(position): its content does not open."
        case .act: "Row \(position) of the acts: it does not open as what it says to be."
        case .chain: "File \(position): its acts are not those of its chain."
        case .note: "Kept note of \(position) leaves: not signed by the key of this log."
        case .shorter:
            "The log has \(position) leaves, the kept note \(second): an old state was put back."
        case .other:
            "The log does not continue the kept note of \(position) leaves: its history was rewritten."
        }
    }
}
