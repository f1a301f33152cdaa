/// The limits of this room, each with its unit in its name.
enum MadardLimits {
    /// The largest settings file, in bytes.
    static let settingsByteCountMax = 64 << 10
}
