/// The limits of the room, each with its unit in its name.
enum AuthorityLimits {
    /// How long a mobile unit keeps a file that it took up, in seconds: then it hands it over.
    static let recentSeconds: Int64 = 86_400
    /// How long anything waits for its answer before it goes on, in seconds: 48 hours (SPEC W-128).
    static let overdueSeconds: Int64 = 48 * 3_600
}
