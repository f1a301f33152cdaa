import Foundation
import Testing

extension EndToEnd {
    /// A daemon that was put back to an earlier state.
    @Suite struct Rollbacks {
        /// SPEC W-85: whoever saw what is gone is told, and nobody writes on top of it.
        @Test func aDaemonThatForgotIsRefusedByWhoeverSawMore() throws {
            try Terminals.opened { province, desk in
                let opened = try Terminals.open(desk)
                try #require(opened.status == 0)
                let file = try #require(opened.text("file_number"))
                try #require(province.stop() == 0)
                let kept = province.root + "/kept"
                try FileManager.default.copyItem(atPath: province.data, toPath: kept)

                // A day's work after the copy, at whose end the log is looked at once more.
                try province.start()
                for _ in 0..<3 {
                    #expect(try desk.run("madar", "worker", "show", file).status == 0)
                }
                try desk.restart("worker")
                #expect(try desk.run("madar", "worker", "show", file).status == 0)

                try #require(province.stop() == 0)
                try FileManager.default.removeItem(atPath: province.data)
                try FileManager.default.copyItem(atPath: kept, toPath: province.data)
                try province.start()
                // Each call leaves its leaf, so that the shorter log grows into another one.
                let alarms = ["rollback_suspected", "forked"]
                // The session that was there meets another run of the daemon, and looks first.
                for arguments in [["show", file], ["mine"], ["due"]] {
                    let refused = try desk.run("madar", "worker", arguments)
                    #expect(alarms.contains(refused.code ?? ""), "\(arguments)")
                    #expect(refused.status == 2)
                }
                // A new session of the same device is told the same.
                try desk.restart("worker")
                let anew = try desk.run("madar", "worker", "show", file)
                #expect(alarms.contains(anew.code ?? ""))
                // Nothing is written on top, and what is entered waits on the device.
                let second = try Terminals.open(desk)
                #expect(alarms.contains(second.code ?? ""))
                let entries = try desk.run("madar", "worker", "outbox").list("entries")
                #expect(entries.map { $0["state"] as? String } == ["not_sent"])
            }
        }
    }
}
