/// How many members of a committee came to its session, and whether that was enough.
public enum QuorumText {
    /// “2 of 11 present, 6 needed: not reached”.
    ///
    /// - Parameters:
    ///   - present: how many seats were filled, by the member or the alternate.
    ///   - members: how many seats there are.
    ///   - needed: how many have to be filled; nil where nobody has said it.
    public static func text(
        present: Int, of members: Int, needed: Int?, _ language: Language
    ) -> String {
        let came = pick(
            language, "حضر \(present) من \(members)",
            "\(present) \(present < 2 ? "présent" : "présents") sur \(members)",
            "\(present) of \(members) present")
        guard let needed else { return came }
        let isReached = present >= needed
        return pick(
            language, "\(came)، واللازم \(needed): النصاب \(isReached ? "مكتمل" : "غير مكتمل")",
            "\(came), \(needed) \(needed < 2 ? "nécessaire" : "nécessaires") : quorum "
                + (isReached ? "atteint" : "non atteint"),
            "\(came), \(needed) needed: \(isReached ? "reached" : "not reached")")
    }
}
