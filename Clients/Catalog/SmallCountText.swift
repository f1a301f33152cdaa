/// What a reader is told of small counts that he is not shown.
public enum SmallCountText {
    /// Which counts are hidden, and what is rounded.
    ///
    /// - Parameter below: below which number a count that is not zero is small.
    public static func hidden(_ below: Int, _ language: Language) -> String {
        pick(
            language,
            "تحجب أعداد الأطفال التي تقل عن \(below)، وما قد يكشفها؛ والآجال والنسب مقربة.",
            "Les effectifs d'enfants inférieurs à \(below) sont masqués, avec ce qui les "
                + "révélerait ; délais et parts sont arrondis.",
            "Counts of children below \(below) are hidden, and what would tell them; times and "
                + "shares are rounded.")
    }
}
