import Glibc
public import MadarClient

/// Where the agent of a profile listens.
public enum AgentPath {
    /// The socket: in the user's runtime folder, or in the profile's where there is none.
    public static func socket(_ profile: Profile) -> String {
        if let value = unsafe getenv("XDG_RUNTIME_DIR") {
            let folder = unsafe String(cString: value)
            if folder.hasPrefix("/") { return folder + "/madar/" + profile.name + ".sock" }
        }
        return profile.folder + "/run/agent.sock"
    }

    /// Makes the folder of a socket, for this user alone, or checks the one that is there.
    ///
    /// - Throws: `wrongMode` where others may enter it or it is another user's, `inputOutput`.
    static func prepareFolder(of socket: String) throws(ClientError) {
        let folder = folder(of: socket)
        // The folder above is the user's runtime folder or the profile's, which are there.
        guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw ClientError(.inputOutput)
        }
        var status = stat()
        guard unsafe lstat(folder, &status) == 0 else { throw ClientError(.inputOutput) }
        guard status.st_mode & S_IFMT == S_IFDIR, status.st_mode & 0o077 == 0,
            status.st_uid == geteuid()
        else { throw ClientError(.wrongMode) }
    }

    /// Where what was fetched to be shown lies while the agent runs, for this user alone.
    ///
    /// - Throws: `wrongMode`, `inputOutput`.
    public static func shownFolder(_ profile: Profile) throws(ClientError) -> String {
        let folder = shown(socket(profile))
        try prepareFolder(of: folder + "/")
        return folder
    }

    /// Removes what was fetched to be shown at an agent that listened there.
    static func removeShown(_ socket: String) {
        let folder = shown(socket)
        for name in ClientStart.names(in: folder) { _ = unsafe unlink(folder + "/" + name) }
        _ = unsafe rmdir(folder)
    }

    private static func shown(_ socket: String) -> String {
        (socket.hasSuffix(".sock") ? String(socket.dropLast(5)) : socket) + ".shown"
    }

    private static func folder(of socket: String) -> String {
        socket.lastIndex(of: "/").map { String(socket[..<$0]) } ?? "."
    }
}
