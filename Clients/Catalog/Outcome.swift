/// What became of what was asked.
public enum Outcome: String, CaseIterable, Sendable {
    /// It was done.
    case done
    /// It was certainly not done.
    case notDone = "not_done"
    /// Nobody knows yet.
    case unknown
    /// It waits on this device and will be sent.
    case queued

    /// What was kept, in a language.
    public func text(_ language: Language) -> String {
        switch self {
        case .done: pick(language, "تم التنفيذ.", "C'est fait.", "It was done.")
        case .notDone:
            pick(
                language, "لم ينفذ شيء ولم يتغير شيء.", "Rien n'a été fait, rien n'a changé.",
                "Nothing was done, nothing changed.")
        case .unknown:
            pick(
                language, "لا يعرف بعد هل تم ذلك أم لا.", "On ne sait pas encore si c'est fait.",
                "It is not known yet whether it was done.")
        case .queued:
            pick(
                language, "لم يرسل بعد: ينتظر مختوما على هذا الجهاز.",
                "Pas encore envoyé : cela attend, scellé, sur cet appareil.",
                "Not sent yet: it waits, sealed, on this device.")
        }
    }
}

/// A value between isolates, so that it stays whole inside an Arabic sentence.
func isolated(_ value: some CustomStringConvertible) -> String {
    "\u{2068}" + value.description + "\u{2069}"
}
