internal import Glibc

/// The service manager that started the daemon, told by one datagram a message (sd_notify(3)).
///
/// Where nobody listens, nothing is sent.
struct ServiceManager: Sendable {
    /// The address of its socket, as it stands in the variable; nil where there is none.
    private let address: String?
    /// Within which time the manager wants to hear that the daemon lives, in seconds.
    let watchdogSeconds: Double?

    /// A manager that nobody is.
    static let none = ServiceManager(address: nil, watchdogSeconds: nil)

    init(address: String?, watchdogSeconds: Double?) {
        self.address = address
        self.watchdogSeconds = watchdogSeconds
    }

    /// Reads what the manager set, and takes it out of the environment: what the daemon starts must
    /// not speak for it.
    ///
    /// Call it before there is a second thread.
    static func taken() -> ServiceManager {
        let address = take("NOTIFY_SOCKET").flatMap {
            $0.first == "/" || $0.first == "@" ? $0 : nil
        }
        let process = take("WATCHDOG_PID").map { $0 == String(getpid()) } ?? true
        let wanted = take("WATCHDOG_USEC").flatMap { UInt64($0) } ?? 0
        return ServiceManager(
            address: address,
            watchdogSeconds: process && wanted > 0 && address != nil
                ? Double(wanted) / 1_000_000 : nil)
    }

    private static func take(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        defer { unsafe unsetenv(name) }
        return unsafe String(cString: value)
    }

    /// What the daemon says.
    enum Message {
        /// It listens, or has taken its settings over again.
        case ready
        /// Whether the store is open, for people.
        case status(String)
        /// It reads its settings again; `ready` follows.
        case reloading
        /// The store's thread lives.
        case alive
        /// It comes to rest.
        case stopping
    }

    /// Sends a message; one that finds no room is lost, so that the store never waits for it.
    func tell(_ message: Message) {
        guard let address else { return }
        let text =
            switch message {
            case .ready: "READY=1"
            case .status(let status): "STATUS=\(status)"
            // Both in one: a manager that got the first alone would wait for the second.
            case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(Self.monotonicMicroseconds)"
            case .alive: "WATCHDOG=1"
            case .stopping: "STOPPING=1"
            }
        Self.send(Array(text.utf8), to: address)
    }

    private static var monotonicMicroseconds: Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }

    private static func send(_ message: [UInt8], to address: String) {
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        // An abstract name is written with `@` for its first byte, which is zero.
        let path = address.utf8.enumerated().map { $0 == 0 && $1 == UInt8(ascii: "@") ? 0 : $1 }
        guard path.count < MemoryLayout.size(ofValue: target.sun_path) else { return }
        unsafe withUnsafeMutableBytes(of: &target.sun_path) { unsafe $0.copyBytes(from: path) }
        let length = MemoryLayout<sa_family_t>.size + path.count
        let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let socket = Glibc.socket(AF_UNIX, kind, 0)
        guard socket >= 0 else { return }
        defer { close(socket) }
        unsafe withUnsafePointer(to: &target) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                let flags = Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
                _ = unsafe sendto(
                    socket, message, message.count, flags, pointer, socklen_t(length))
            }
        }
    }
}
