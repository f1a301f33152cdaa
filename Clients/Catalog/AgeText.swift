/// Ages as people read them.
public enum AgeText {
    /// From an age to an age, both counted; without the second, that age and more.
    public static func band(_ first: Int, through last: Int?, _ language: Language) -> String {
        guard let last else {
            return pick(
                language, "\(first) سنة فأكثر", "\(first) ans et plus", "\(first) years and more")
        }
        // In words, since two numbers with a dash between them turn inside an Arabic line.
        let noun = last > 10 ? "سنة" : "سنوات"
        return pick(
            language, "من \(first) إلى \(last) \(noun)", "\(first)–\(last) ans",
            "\(first)–\(last) years")
    }
}
