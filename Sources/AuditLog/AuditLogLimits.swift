/// The limits of the room, each with its unit in the name.
public enum AuditLimits {
    /// Leaves and acts that a verification reads at once, in rows.
    public static let batchRowCount = 512
    /// Failures that a verification lists, in lines; all are counted.
    public static let failureCount = 100
    /// Log keys that may verify a checkpoint, in keys.
    public static let logKeyCount = 16
}
