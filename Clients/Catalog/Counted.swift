/// Things that are counted in a sentence.
public enum Counted: CaseIterable, Sendable {
    /// Files.
    case files
    /// Acts.
    case acts
    /// Errors.
    case errors
    /// Invitations.
    case invitations
    /// Devices.
    case devices
    /// Days.
    case days
    /// Hours.
    case hours
    /// Minutes.
    case minutes
    /// Years of age.
    case years
    /// Pictures and documents.
    case attachments
    /// More items than are shown.
    case moreItems
    /// Forms of a definition.
    case forms
    /// Fields of its forms.
    case fields
    /// Clocks.
    case clocks
    /// Roles.
    case roles
    /// Stages.
    case stages
    /// Drafts.
    case drafts
    /// Answers.
    case answers
    /// Rows of a sheet.
    case rows
    /// Leaves of the log.
    case leaves
}

/// The six plural forms of Arabic (CLDR).
enum ArabicPlural {
    case zero, one, two, few, many, other

    init(_ count: Int) {
        switch (count, count % 100) {
        case (0, _): self = .zero
        case (1, _): self = .one
        case (2, _): self = .two
        case (_, 3...10): self = .few
        case (_, 11...99): self = .many
        default: self = .other
        }
    }
}

/// The forms of a noun, in the order of the six Arabic plurals; `#` stands for the number.
struct ArabicNoun {
    let zero, one, two, few, many, other: String

    func text(_ count: Int) -> String {
        let form =
            switch ArabicPlural(count) {
            case .zero: zero
            case .one: one
            case .two: two
            case .few: few
            case .many: many
            case .other: other
            }
        return filled(form, count)
    }
}

private func filled(_ form: String, _ count: Int) -> String {
    form.split(separator: "#", omittingEmptySubsequences: false)
        .joined(separator: String(count))
}

extension Counted {
    /// The number and its noun, in the form that the language asks for.
    public func text(_ count: Int, _ language: Language) -> String {
        switch language {
        case .arabic: arabic.text(count)
        // What was due just now is not told as due 0 minutes ago.
        case .french where self == .minutes && count == 0: "moins d'une minute"
        case .english where self == .minutes && count == 0: "less than a minute"
        // 0 and 1 are singular in French.
        case .french: filled("# " + (abs(count) < 2 ? french.0 : french.1), count)
        case .english: filled("# " + (count == 1 ? english.0 : english.1), count)
        }
    }

    private var arabic: ArabicNoun {
        switch self {
        case .files: noun("لا ملف", "ملف واحد", "ملفان", "# ملفات", "# ملفا", "# ملف")
        case .acts: noun("لا إجراء", "إجراء واحد", "إجراءان", "# إجراءات", "# إجراء", "# إجراء")
        case .errors: noun("لا خطأ", "خطأ واحد", "خطآن", "# أخطاء", "# خطأ", "# خطأ")
        case .invitations:
            noun("لا دعوة", "دعوة واحدة", "دعوتان", "# دعوات", "# دعوة", "# دعوة")
        case .devices: noun("لا جهاز", "جهاز واحد", "جهازان", "# أجهزة", "# جهازا", "# جهاز")
        // Spans stand behind a preposition, and so in the genitive.
        case .days: noun("أقل من يوم", "يوم واحد", "يومين", "# أيام", "# يوما", "# يوم")
        case .hours: noun("أقل من ساعة", "ساعة واحدة", "ساعتين", "# ساعات", "# ساعة", "# ساعة")
        case .minutes:
            noun("أقل من دقيقة", "دقيقة واحدة", "دقيقتين", "# دقائق", "# دقيقة", "# دقيقة")
        case .years: noun("أقل من سنة", "سنة واحدة", "سنتان", "# سنوات", "# سنة", "# سنة")
        case .attachments:
            noun(
                "لا صورة ولا وثيقة", "صورة أو وثيقة واحدة", "صورتان أو وثيقتان",
                "# صور أو وثائق", "# صورة أو وثيقة", "# صورة أو وثيقة")
        case .moreItems:
            noun(
                "لا عنصر آخر", "عنصر آخر", "عنصران آخران", "# عناصر أخرى", "# عنصرا آخر",
                "# عنصر آخر")
        case .forms:
            noun(
                "لا استمارة", "استمارة واحدة", "استمارتان", "# استمارات", "# استمارة", "# استمارة")
        case .fields: noun("لا حقل", "حقل واحد", "حقلان", "# حقول", "# حقلا", "# حقل")
        case .clocks: noun("لا أجل", "أجل واحد", "أجلان", "# آجال", "# أجلا", "# أجل")
        case .roles: noun("لا دور", "دور واحد", "دوران", "# أدوار", "# دورا", "# دور")
        case .stages:
            noun("لا مرحلة", "مرحلة واحدة", "مرحلتان", "# مراحل", "# مرحلة", "# مرحلة")
        case .drafts:
            noun("لا مسودة", "مسودة واحدة", "مسودتان", "# مسودات", "# مسودة", "# مسودة")
        case .answers:
            noun("لا جواب", "جواب واحد", "جوابان", "# أجوبة", "# جوابا", "# جواب")
        case .rows: noun("لا سطر", "سطر واحد", "سطران", "# أسطر", "# سطرا", "# سطر")
        case .leaves:
            noun("لا ورقة", "ورقة واحدة", "ورقتان", "# أوراق", "# ورقة", "# ورقة")
        }
    }

    private func noun(
        _ zero: String, _ one: String, _ two: String, _ few: String, _ many: String,
        _ other: String
    ) -> ArabicNoun {
        ArabicNoun(zero: zero, one: one, two: two, few: few, many: many, other: other)
    }

    private var french: (String, String) {
        switch self {
        case .files: ("dossier", "dossiers")
        case .acts: ("acte", "actes")
        case .errors: ("erreur", "erreurs")
        case .invitations: ("invitation", "invitations")
        case .devices: ("appareil", "appareils")
        case .days: ("jour", "jours")
        case .hours: ("heure", "heures")
        case .minutes: ("minute", "minutes")
        case .years: ("an", "ans")
        case .attachments: ("photo ou document", "photos ou documents")
        case .moreItems: ("autre élément", "autres éléments")
        case .forms: ("fiche", "fiches")
        case .fields: ("champ", "champs")
        case .clocks: ("délai", "délais")
        case .roles: ("rôle", "rôles")
        case .stages: ("étape", "étapes")
        case .drafts: ("brouillon", "brouillons")
        case .answers: ("réponse", "réponses")
        case .rows: ("ligne", "lignes")
        case .leaves: ("feuille", "feuilles")
        }
    }

    private var english: (String, String) {
        switch self {
        case .files: ("file", "files")
        case .acts: ("act", "acts")
        case .errors: ("error", "errors")
        case .invitations: ("invitation", "invitations")
        case .devices: ("device", "devices")
        case .days: ("day", "days")
        case .hours: ("hour", "hours")
        case .minutes: ("minute", "minutes")
        case .years: ("year", "years")
        case .attachments: ("picture or document", "pictures or documents")
        case .moreItems: ("more item", "more items")
        case .forms: ("form", "forms")
        case .fields: ("field", "fields")
        case .clocks: ("clock", "clocks")
        case .roles: ("role", "roles")
        case .stages: ("stage", "stages")
        case .drafts: ("draft", "drafts")
        case .answers: ("answer", "answers")
        case .rows: ("row", "rows")
        case .leaves: ("leaf", "leaves")
        }
    }
}
