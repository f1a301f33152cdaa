import Foundation
import Support

/// A program at a terminal of its own, as a person sits before it.
///
/// What it prints is read until a text appears that the test waits for; nothing is typed before
/// its question was asked.
final class Sitting {
    /// POSIX_SPAWN_SETSID, which glibc has and its module does not show.
    private static let newSession: Int16 = 0x80
    /// TIOCSPTLCK and TIOCGPTN of Linux, likewise.
    private static let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
    private let terminal: Int32
    private let process: pid_t
    private var isEnded = false
    private var screen: [UInt8] = []
    private var seen = 0

    /// Starts a program in a session whose controlling terminal is a new one.
    init(_ program: String, _ arguments: [String], environment: [String: String]) throws {
        terminal = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var (locked, number): (Int32, Int32) = (0, 0)
        guard terminal >= 0, unsafe ioctl(terminal, Self.setLock, &locked) == 0,
            unsafe ioctl(terminal, Self.getNumber, &number) == 0
        else { throw HarnessError.didNotStart }
        let name = "/dev/pts/\(number)"
        // The program holds its own end alone: the test hears of it when that closes.
        _ = fcntl(terminal, F_SETFD, FD_CLOEXEC)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        unsafe posix_spawnattr_setflags(&attributes, Self.newSession)
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that the leader of a session opens becomes the controlling one.
        unsafe posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, 0, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, 0, 2)
        let path = Programs.named(program).path
        var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
        var settings = unsafe environment.map { unsafe strdup($0.key + "=" + $0.value) } + [nil]
        defer { unsafe (words + settings).forEach { unsafe free($0) } }
        var started: pid_t = 0
        let status = unsafe posix_spawn(&started, path, &actions, &attributes, &words, &settings)
        process = started
        guard status == 0 else { throw HarnessError.didNotStart }
    }

    deinit {
        if !isEnded {
            _ = Foundation.kill(process, SIGKILL)
            _ = wait()
        }
        close(terminal)
    }

    /// Reads until a text appears after what was waited for before; gives what came up to it.
    @discardableResult
    func wait(for text: String) throws -> String {
        let wanted = Array(text.utf8)
        for _ in 0..<600 {
            if let end = find(wanted) {
                defer { seen = end }
                return String(decoding: screen[seen..<end], as: UTF8.self)
            }
            read()
        }
        throw HarnessError.noSuchText(text, String(decoding: screen[seen...], as: UTF8.self))
    }

    /// Types a line.
    func type(_ line: String) {
        var bytes = Array((line + "\n").utf8)
        _ = unsafe write(terminal, &bytes, bytes.count)
    }

    /// Waits for a question and answers it.
    func answer(_ question: String, _ line: String) throws {
        try wait(for: question)
        type(line)
    }

    /// Ends the program as a power cut does.
    func cut() {
        _ = Foundation.kill(process, SIGKILL)
        _ = wait()
    }

    /// The exit status, once the program has ended by itself.
    func status() -> Int32 {
        while !isEnded {
            read()
            var status: Int32 = 0
            guard unsafe waitpid(process, &status, WNOHANG) == process else { continue }
            isEnded = true
            return status >> 8 & 0xFF
        }
        return -1
    }

    private func wait() -> Int32 {
        var status: Int32 = 0
        unsafe waitpid(process, &status, 0)
        isEnded = true
        return status
    }

    private func find(_ wanted: [UInt8]) -> Int? {
        guard screen.count - seen >= wanted.count else { return nil }
        return (seen...(screen.count - wanted.count)).first {
            screen[$0..<($0 + wanted.count)].elementsEqual(wanted)
        }.map { $0 + wanted.count }
    }

    /// Takes in what the program printed, and waits a little where it printed nothing.
    private func read() {
        var ready = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&ready, 1, 100) > 0 else { return }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = unsafe Foundation.read(terminal, &bytes, bytes.count)
        if count > 0 { screen += bytes.prefix(count) } else { usleep(10_000) }
    }
}
