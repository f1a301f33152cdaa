/// The limits of this room, each with its unit in its name.
public enum CommandLimits {
    /// The largest input, in bytes.
    public static let inputByteCountMax = 1 << 20
    /// How much of a file is read at once, in bytes.
    static let readByteCount = 65_536
}
