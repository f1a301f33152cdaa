/// Names of one child that no rule of spelling brings together: short forms, and forms of another
/// language.
///
/// The table is short on purpose and read by people: what a rule can tell does not stand here.
enum NameVariants {
    /// Of each line the first name stands for all.
    private static let table: [[String]] = [
        [
            "Mohamed", "محمد", "Med", "Mohd", "Md", "Mhd", "Mohand", "Muhand", "Mouhand", "Moha",
            "Mouha", "محند", "موحند", "موحا", "موحى", "ⵎⵓⵃⵎⵎⴰⴷ", "ⵎⵓⵃⴰⵏⴷ", "ⵎⵓⵃⴰ",
        ],
        [
            "Fatima", "فاطمة", "Fatma", "Fatna", "Fadma", "Fatim", "Fatem", "فاطنة", "فاضمة",
            "فطيمة", "ⴼⴰⴹⵎⴰ", "ⴼⴰⵟⵉⵎⴰ",
        ],
        ["Khadija", "خديجة", "Khadouj", "Kheddouj", "Khdouj", "خدوج"],
        ["Aicha", "عائشة", "عيشة", "Icha", "Ichou", "عيشو"],
        ["Abdelkader", "عبد القادر", "Kaddour", "Qaddour", "قدور"],
        ["Hussein", "الحسين", "Lhou", "Hssaine", "Houssa", "Lhoucine", "لحسين"],
        ["Ahmed", "أحمد", "Hmad", "Hmidou", "حماد", "احماد"],
        ["Ismail", "إسماعيل", "Smain", "Smaine", "Ismaine", "سماعين"],
        ["Othmane", "عثمان", "Osman", "Ousmane"],
        ["Youssef", "يوسف", "Joussef", "Yossouf"],
    ]

    /// The sounds that stand for those of a variant.
    static let canonical: [[UInt8]: [UInt8]] = {
        var found: [[UInt8]: [UInt8]] = [:]
        for line in table {
            guard let first = line.first.map({ sounds($0) }) else { continue }
            for name in line.dropFirst() where sounds(name) != first { found[sounds(name)] = first }
        }
        return found
    }()

    /// The sounds of one word before the table is asked.
    private static func sounds(_ name: String) -> [UInt8] {
        NameNormaliser.words(name).first.map { word in
            NameSounds.plain(Array(word.unicodeScalars))
        } ?? []
    }
}
