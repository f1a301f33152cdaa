import Basics
package import Framing
package import Glibc
package import MadarClient
package import Messages
import Secrets
package import Session

/// A profile in a folder of its own; whoever runs the tests removes all of them.
package func temporaryProfile() throws -> Profile {
    let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    let home = parent + "/madar-test-" + Random.bytes(8).hexadecimal
    guard let profile = Profile("amina", home: home) else { throw ClientError(.malformedName) }
    return profile
}

/// A passphrase in guarded memory.
package func passphrase(_ text: String) throws -> Passphrase {
    var bytes = Array(text.utf8)
    guard let passphrase = Passphrase(wiping: &bytes) else {
        throw ClientError(.passphraseLength)
    }
    return passphrase
}

/// A policy whose pauses a test does not wait for.
package var impatient: RetryPolicy {
    var policy = RetryPolicy()
    policy.pauseMilliseconds = 1
    policy.pauseMillisecondsMax = 4
    // A test that counts calls acknowledges by hand.
    policy.acknowledgeMilliseconds = 3_600_000
    return policy
}

/// The error of a call that fails; nil where it does not.
package func failure(_ body: () async throws -> Void) async -> ClientError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? ClientError
    }
}

extension Answer {
    /// A refusal with what a daemon says about it.
    package static func refusal(_ status: StatusCode, _ error: WireError = WireError()) -> Answer {
        Answer(status: status, payload: MessageCodec.encode(error))
    }
}

/// The bytes of a file.
package func contents(of path: String) -> [UInt8] {
    guard let file = unsafe fopen(path, "rb") else { return [] }
    defer { unsafe fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = unsafe fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
}

/// Writes a file with a mode.
package func put(_ bytes: [UInt8], at path: String, mode: mode_t = 0o600) {
    guard let file = unsafe fopen(path, "wb") else { return }
    unsafe fwrite(bytes, 1, bytes.count, file)
    unsafe fclose(file)
    _ = unsafe chmod(path, mode)
}
