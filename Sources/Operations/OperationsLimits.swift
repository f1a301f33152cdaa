internal import Basics

/// The limits of the room, each with its unit in its name.
public enum OperationsLimits {
    /// For how long an approval may be meant to hold, in seconds (SPEC W-86).
    public static let approvalSeconds = BasicsLimits.approvalDays * 86_400
}
