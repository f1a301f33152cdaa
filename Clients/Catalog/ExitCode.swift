/// How the programs of Madar end; the numbers are stable and stand in every `--help`.
public enum ExitStatus: Int32, CaseIterable, Sendable {
    /// Done.
    case done = 0
    /// Failed for another reason than those below.
    case failed = 1
    /// A negative answer: sealed, locked, not found, a check that fails.
    case negative = 2
    /// The arguments are wrong.
    case usage = 64
    /// The input is wrong: a form with errors, an invitation that cannot be read.
    case badInput = 65
    /// An input is not there: a file, an enrolled device, or anybody to ask.
    case noInput = 66
    /// The daemon cannot be reached, or the line dropped.
    case unreachable = 69
    /// A fault of the program or of the daemon.
    case fault = 70
    /// Reading or writing failed.
    case inputOutput = 74
    /// Not executed: try again.
    case tryAgain = 75
    /// The other side does not speak the protocol as agreed.
    case `protocol` = 76
    /// Refused by authority.
    case refused = 77
    /// The settings or the profile are wrong or missing.
    case configuration = 78

    /// What the status means, in one line.
    public func text(_ language: Language) -> String {
        switch self {
        case .done: pick(language, "تم", "fait", "done")
        case .failed: pick(language, "فشل", "échec", "failed")
        case .negative:
            pick(
                language, "جواب سلبي: مختوم أو مقفل أو غير موجود أو تحقق فاشل",
                "réponse négative : scellé, verrouillé, introuvable, vérification en échec",
                "negative answer: sealed, locked, not found, a check that fails")
        case .usage: pick(language, "وسائط خاطئة", "arguments erronés", "wrong arguments")
        case .badInput: pick(language, "إدخال غير صحيح", "saisie erronée", "wrong input")
        case .noInput:
            pick(
                language, "لا إدخال أو لا جهاز مسجل أو لا إمكانية للسؤال",
                "pas d'entrée, pas d'appareil enregistré, ou question impossible",
                "no input, no enrolled device, or nobody to ask")
        case .unreachable:
            pick(
                language, "تعذر الاتصال بالخادم", "serveur injoignable ou ligne coupée",
                "daemon unreachable, or the line dropped")
        case .fault:
            pick(language, "خلل في البرنامج", "défaut du logiciel", "a fault of the software")
        case .inputOutput:
            pick(
                language, "تعذرت القراءة أو الكتابة", "lecture ou écriture impossible",
                "input or output failed")
        case .tryAgain:
            pick(language, "أعد المحاولة", "réessayer", "try again")
        case .protocol:
            pick(language, "خطأ في البروتوكول", "erreur de protocole", "protocol error")
        case .refused:
            pick(
                language, "مرفوض لعدم الصلاحية", "refusé, faute d'habilitation",
                "refused by authority")
        case .configuration:
            pick(
                language, "إعدادات أو ملف شخصي غير صالح", "réglages ou profil erronés",
                "wrong settings or profile")
        }
    }

    /// The whole table, as it stands in help.
    public static func table(_ language: Language) -> String {
        allCases.map { status in
            let number = String(status.rawValue)
            let gap = String(repeating: " ", count: 4 - number.count)
            return "  " + number + gap + status.text(language)
        }.joined(separator: "\n")
    }
}
