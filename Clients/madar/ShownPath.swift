import Agent
import MadarClient

/// Where what is only shown lies: for this user alone, and gone when the session locks.
enum ShownPath {
    /// A new name in the runtime folder, which tells nothing of the child.
    static func new(_ profile: Profile, ending: String) throws -> String {
        let folder = try AgentPath.shownFolder(profile)
        return folder + "/" + String(UInt32.random(in: .min ... .max), radix: 16) + ending
    }
}
