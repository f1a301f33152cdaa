/// How large something is, as people read it.
public enum DataSize {
    /// A number of bytes in its largest unit, with one digit after the point below ten.
    public static func text(_ byteCount: Int, _ language: Language) -> String {
        let (unit, divisor) =
            byteCount < 1_000_000
            ? (0, 1_000) : byteCount < 1_000_000_000 ? (1, 1_000_000) : (2, 1_000_000_000)
        let tenths = (byteCount * 10 + divisor / 2) / divisor
        var number = String((tenths + 5) / 10)
        if tenths < 100 {
            let point = language == .english ? "." : ","
            number = String(tenths / 10) + point + String(tenths % 10)
        }
        let units =
            switch language {
            case .arabic: ["ك.ب", "م.ب", "ج.ب"]
            case .french: ["ko", "Mo", "Go"]
            case .english: ["kB", "MB", "GB"]
            }
        return number + " " + units[unit]
    }
}
