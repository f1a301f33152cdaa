import Foundation
import Support
import Testing

@testable import Daemon

/// What a service manager hears; a real socket stands for it.
@Suite(.serialized) struct ServiceManagerTests {
    @Test func messagesComeWholeUnderBothKindsOfName() throws {
        let abstract = "@madar-test-\(UUID().uuidString)"
        let path = NSTemporaryDirectory() + "n-\(UUID().uuidString.prefix(8))"
        defer { _ = unsafe unlink(path) }
        for name in [abstract, path] {
            let socket = try NotifySocket(name)
            let manager = ServiceManager(address: name, watchdogSeconds: nil)
            manager.tell(.ready)
            manager.tell(.status("sealed"))
            manager.tell(.alive)
            manager.tell(.stopping)
            manager.tell(.reloading)
            #expect(socket.next() == "READY=1")
            #expect(socket.next() == "STATUS=sealed")
            #expect(socket.next() == "WATCHDOG=1")
            #expect(socket.next() == "STOPPING=1")
            let lines = try #require(socket.next()).split(separator: "\n")
            #expect(lines.first == "RELOADING=1")
            #expect(lines.last?.wholeMatch(of: /MONOTONIC_USEC=\d+/) != nil)
            #expect(lines.count == 2)
        }
    }

    /// What the daemon starts must not speak for it.
    @Test func variablesAreTakenOutOfTheEnvironment() {
        func take(_ variables: [String: String]) -> ServiceManager {
            for (name, value) in variables { unsafe setenv(name, value, 1) }
            return ServiceManager.taken()
        }
        let pid = String(ProcessInfo.processInfo.processIdentifier)
        let own = take([
            "NOTIFY_SOCKET": "/nobody", "WATCHDOG_USEC": "3000000", "WATCHDOG_PID": pid,
        ])
        #expect(own.watchdogSeconds == 3)
        for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"] {
            #expect(unsafe getenv(name) == nil, "\(name)")
        }
        // Nobody hears it, and nothing comes of that.
        own.tell(.ready)
        let others = take([
            "NOTIFY_SOCKET": "/nobody", "WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "1",
        ])
        #expect(others.watchdogSeconds == nil)
        #expect(take(["WATCHDOG_USEC": "3000000"]).watchdogSeconds == nil)
        #expect(take(["NOTIFY_SOCKET": "/n", "WATCHDOG_USEC": "soon"]).watchdogSeconds == nil)
    }
}
