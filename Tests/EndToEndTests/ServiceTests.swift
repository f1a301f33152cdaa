import Basics
import Foundation
import Framing
import MadarClient
import Messages
import Support
import Testing

extension EndToEnd {
    /// What the machine around the daemon hears of it, and tells it.
    @Suite struct Service {
        private static let secret = "the province's passphrase"

        @Test func theServiceManagerHearsHowTheDaemonIs() async throws {
            let province = try Province(passphrase: Self.secret)
            defer { province.end() }
            let name = province.root + "/n"
            let manager = try NotifySocket(name)
            let daemon = try Self.serve(
                province, ["--data", province.data, "--listen", "127.0.0.1:0"],
                ["NOTIFY_SOCKET": name, "WATCHDOG_USEC": "2000000"])
            #expect(manager.next() == "STATUS=sealed")
            #expect(manager.next() == "READY=1")
            // One is sent in every round of the store's thread where it is time; two show that the
            // rounds go on while nobody calls.
            #expect(manager.messages(upTo: "WATCHDOG=1") != nil)
            #expect(manager.messages(upTo: "WATCHDOG=1") != nil)
            daemon.signal(SIGHUP)
            let reloading = try #require(manager.messages(upTo: "RELOADING=1")?.last)
            #expect(reloading.wholeMatch(of: /RELOADING=1\nMONOTONIC_USEC=\d+/) != nil)
            #expect(manager.messages(upTo: "READY=1") != nil)
            let operates = try await Person(
                "operator", try province.served(province.operates, port: daemon.port).text,
                home: province.root + "/homes")
            try await operates.client.unseal(try Person.passphrase(Self.secret))
            #expect(manager.messages(upTo: "STATUS=")?.last == "STATUS=serving")
            try await operates.client.seal()
            #expect(manager.messages(upTo: "STATUS=")?.last == "STATUS=sealed")
            #expect(daemon.end(SIGTERM) == 0)
            #expect(manager.messages(upTo: "STOPPING=1") != nil)
        }

        @Test(
            "Where memory cannot be locked, no key is opened (W-246), and whoever asks hears why (W-247)"
        )
        func noKeyLiesInMemoryThatMayBeSwapped() async throws {
            let province = try Province()
            defer { province.end() }
            let arguments = [
                "--data", province.data, "--listen", "127.0.0.1:0", "--credential",
                province.credential,
            ]
            #expect(throws: HarnessError.program("serve", 78)) {
                try Self.serve(province, arguments, by: Self.locking(0))
            }
            // Enough for the keys of connections, and not for those of the store.
            let daemon = try Self.serve(
                province, arguments + ["--log", "json"], by: Self.locking(96 << 10))
            let failed = try await Self.line(province, "unseal_failed")
            #expect(failed["reason"] as? String == "memory_not_locked")
            let desk = try Desk(province.root)
            defer { desk.end() }
            try desk.join(
                "operator", try province.served(province.operates, port: daemon.port))
            let status = try desk.run("madarctl", "operator", "status")
            #expect(status.text("state") == "sealed")
            #expect(status.document["lock_refused"] as? Bool == true)
            let unsealing = ["unseal", "--passphrase-file", desk.root + "/passphrase"]
            let refused = try desk.run("madarctl", "operator", unsealing)
            #expect(refused.code == "memory_not_locked" && refused.status == 74)
            for language in ["ar", "fr", "en"] {
                desk.language = language
                let (status, text) = try desk.screen("madarctl", "operator", unsealing)
                #expect(status == 74 && text.contains("LimitMEMLOCK=1G"), "\(text)")
            }
            #expect(daemon.end(SIGTERM) == 0)
        }

        @Test func settingsAreTakenOverWholeOrNotAtAll() async throws {
            let province = try Province()
            defer { province.end() }
            let (file, first, second) = (
                province.root + "/madard.yaml", province.root + "/first.prom",
                province.root + "/second.prom"
            )
            func write(_ lines: String...) throws {
                let all = ["data: \(province.data)"] + lines
                try all.joined(separator: "\n").write(
                    toFile: file, atomically: true, encoding: .utf8)
            }
            try write("listen: \"127.0.0.1:0\"", "metrics-file: \(first)")
            let daemon = try Self.serve(province, ["--settings", file])
            let text = try await Self.wait { try? String(contentsOfFile: first, encoding: .utf8) }
            #expect(text.contains("\nmadar_vault_sealed 1\n"))
            let mode = try FileManager.default.attributesOfItem(atPath: first)[.posixPermissions]
            #expect(mode as? Int == 0o640)

            // The new file is written at once and the old one goes; the address needs a restart.
            try write("listen: \"127.0.0.1:1\"", "metrics-file: \(second)", "log: json")
            daemon.signal(SIGHUP)
            _ = try await Self.wait { try? String(contentsOfFile: second, encoding: .utf8) }
            #expect(!FileManager.default.fileExists(atPath: first))
            let restart = try await Self.line(province, "settings_need_restart")
            #expect(restart["keys"] as? String == "listen")
            #expect(
                try await Self.line(province, "settings_reloaded")["keys"] as? String
                    == "metrics-file,log")

            // A file with a fault changes nothing, and neither does what else it says.
            try write("log: text", "metrics-fil: \(first)")
            daemon.signal(SIGHUP)
            let refused = try await Self.line(province, "settings_refused")
            #expect(refused["line"] as? Int == 3)
            #expect(refused["reason"] as? String == "bad_file")
            #expect(FileManager.default.fileExists(atPath: second))

            daemon.signal(SIGUSR1)
            let state = try await Self.line(province, "state")
            #expect(state["store"] as? String == "sealed")
            #expect(state["connections"] as? Int == 0)
            #expect(state["backup"] as? String == "none")
            #expect(state["rotation"] as? String == "none")
            #expect(try #require(state["memory_bytes"] as? Int) > 0)
            #expect(daemon.end(SIGTERM) == 0)
            // What nobody keeps up to date is not left behind.
            #expect(!FileManager.default.fileExists(atPath: second))
        }

        /// The journal has the time of a line, and is told its priority.
        @Test func theJournalReadsPriorities() throws {
            let province = try Province()
            defer { province.end() }
            try Data().write(to: URL(fileURLWithPath: province.log))
            let attributes = try FileManager.default.attributesOfItem(atPath: province.log)
            let (device, inode) = (attributes[.systemNumber], attributes[.systemFileNumber])
            let stream = try "\(#require(device)):\(#require(inode))"
            let arguments = [
                "--data", province.data, "--listen", "127.0.0.1:0", "--credential",
                province.root + "/nothing",
            ]
            #expect(
                try Self.serve(province, arguments, ["JOURNAL_STREAM": stream]).end(SIGTERM) == 0)
            let log = try String(contentsOfFile: province.log, encoding: .utf8)
            let lines = log.split(separator: "\n").filter { $0.contains("event=") }
            #expect(
                lines.first == "<3>level=error event=unseal_failed by=credential reason=not_found")
            #expect(lines.dropFirst().first?.hasPrefix("<6>level=info event=serving") == true)
            // Another stream that the variable does not name is read by somebody else.
            #expect(
                try Self.serve(province, arguments, ["JOURNAL_STREAM": "1:1"]).end(SIGTERM) == 0)
            let more = try String(contentsOfFile: province.log, encoding: .utf8)
            #expect(more.split(separator: "\n").contains { $0.hasPrefix("time=") })
        }

        @Test func logAndMetricsTellOfNobody() async throws {
            let province = try Province()
            defer { province.end() }
            let (first, second) = (province.root + "/first.prom", province.root + "/second.prom")
            let file = province.root + "/madard.yaml"
            func write(_ metrics: String) throws {
                try """
                data: \(province.data)
                credential: \(province.credential)
                listen: "127.0.0.1:0"
                metrics-file: \(metrics)
                log: json
                """.write(toFile: file, atomically: true, encoding: .utf8)
            }
            try write(first)
            let daemon = try Self.serve(province, ["--settings", file])
            let worker = try await Device.enrol(
                try province.served(province.coordinates, port: daemon.port))
            let opened = try await worker.openListened()
            _ = try await worker.connection.ask(.find, Requests.find("اختبار"))
            _ = try await worker.connection.ask(
                .readFile, Requests.readFile(opened.file, motive: "a motive"))
            daemon.signal(SIGUSR1)
            _ = try await Self.line(province, "state")
            try write(second)
            daemon.signal(SIGHUP)
            let metrics = try await Self.wait {
                try? String(contentsOfFile: second, encoding: .utf8)
            }
            #expect(daemon.end(SIGTERM) == 0)
            let log = try String(contentsOfFile: province.log, encoding: .utf8)
            #expect(
                metrics.contains("madar_requests_total{method=\"open_file\",outcome=\"done\"} 1"))
            let markers = [
                "اختبار", opened.number, opened.number.filter { $0 != "-" }, "motive", "UPE",
                "CAPE",
                opened.file.bytes.hexadecimal, worker.id.bytes.hexadecimal,
                worker.member.bytes.hexadecimal,
            ]
            for marker in markers {
                #expect(!metrics.contains(marker), "\(marker)")
                #expect(!log.contains(marker), "\(marker)")
            }
        }

        private static func serve(
            _ province: Province, _ arguments: [String], _ variables: [String: String] = [:],
            by starter: [String] = []
        ) throws -> RunningDaemon {
            try RunningDaemon(
                ["serve"] + arguments, home: province.root, log: province.log, variables,
                by: starter)
        }

        /// What starts a program that may lock so many bytes of memory, as a user without privileges.
        private static func locking(_ byteCount: Int) throws -> [String] {
            let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            let set = try #require(status.firstMatch(of: /CapEff:\s*([0-9a-f]+)/)?.output.1)
            let mayLockAll = try #require(UInt64(set, radix: 16)) & 1 << 14 != 0
            return (mayLockAll ? ["setpriv", "--bounding-set=-ipc_lock"] : [])
                + ["prlimit", "--memlock=\(byteCount):\(byteCount)"]
        }

        /// Looks until something is there.
        private static func wait<Value>(_ look: () throws -> Value?) async throws -> Value {
            for _ in 0..<600 {
                if let value = try look() { return value }
                try await Task.sleep(for: .milliseconds(50))
            }
            throw HarnessError.tooSlow
        }

        /// The first line of JSON in the log that tells of an event.
        private static func line(
            _ province: Province, _ event: String
        ) async throws -> [String: Any] {
            try await wait {
                let log = try String(contentsOfFile: province.log, encoding: .utf8)
                return log.split(separator: "\n").lazy.compactMap { line in
                    (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
                }.first { $0["event"] as? String == event }
            }
        }
    }
}
