import Glibc
public import MadarClient

extension AgentServer {
    /// What the hidden subcommand does: reads the passphrase from standard input, unlocks the
    /// profile's device, serves, and gives the exit status.
    public static func main(
        _ profile: Profile, idleSeconds: Int = AgentLimits.idleSeconds
    ) async -> Int32 {
        // A starter that is gone is no reason to end.
        _ = signal(SIGPIPE, SIG_IGN)
        guard ProcessMemory.forbidDumps() else { return say(ClientError(.memoryRefused)) }
        do throws(ClientError) {
            try ClientStart.prepare()
            let device = try unlock(profile)
            try await run(
                device, socket: AgentPath.socket(profile), idleSeconds: idleSeconds,
                onReady: {
                    say(AgentLauncher.ready)
                    letGo()
                })
            return 0
        } catch {
            return say(error)
        }
    }

    private static func unlock(_ profile: Profile) throws(ClientError) -> UnlockedDevice {
        var bytes: [UInt8] = []
        // All the room at once: a growing array would leave copies of the passphrase behind.
        bytes.reserveCapacity(ClientLimits.passphraseByteCountMax + 1)
        var byte: UInt8 = 0
        while bytes.count <= ClientLimits.passphraseByteCountMax {
            let count = unsafe read(0, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { break }
            bytes.append(byte)
        }
        guard let passphrase = Passphrase(wiping: &bytes) else {
            throw ClientError(.passphraseLength)
        }
        return try UnlockedDevice.unlock(profile, passphrase)
    }

    private static func say(_ error: ClientError) -> Int32 {
        say(error.code.rawValue)
        return error.exitStatus
    }

    private static func say(_ line: String) {
        let bytes = Array(line.utf8) + [UInt8(ascii: "\n")]
        // Where nobody listens any more, there is nobody to tell.
        _ = unsafe write(1, bytes, bytes.count)
    }

    /// Leaves the terminal, the pipes and the folder of whoever started it.
    private static func letGo() {
        let nowhere = unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
        guard nowhere >= 0 else { return }
        for number: Int32 in 0...2 { dup2(nowhere, number) }
        close(nowhere)
        _ = unsafe chdir("/")
    }
}
