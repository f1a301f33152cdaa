/// The limits of this room, each with its unit in its name.
enum MadarctlLimits {
    /// From which difference between the daemon's clock and this one's on a person is told, in
    /// milliseconds.
    static let skewMilliseconds: Int64 = 60_000
    /// How often the daemon is asked how far a backup is.
    static let backupAskingInterval: Duration = .milliseconds(500)
    /// How often the daemon is asked how far a rotation is.
    static let rotationAskingInterval: Duration = .milliseconds(500)
    /// How often the daemon is asked how far an order of new data keys is.
    static let renewalAskingInterval: Duration = .seconds(2)
}
