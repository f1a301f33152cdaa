internal import Basics

/// The limits of the room, each with its unit in its name.
public enum OperationsLimits {
    /// For how long an approval may be meant to hold, in seconds (SPEC W-86).
    public static let approvalSeconds = BasicsLimits.approvalDays * 86_400
    /// For how long contributions to an unsealing are held from the first on, in seconds: 15 minutes
    /// (SPEC W-184).
    public static let contributionSeconds: Int64 = 15 * 60
    /// For how long a custodian's proof counts, in seconds: a year (SPEC W-63).
    public static let proofSeconds: Int64 = 365 * 86_400
}
