import Basics
import ClientSupport
import Foundation
import Framing
import Messages
import Secrets
import Session
import Support
import Synchronization
import Testing

@testable import MadarClient

/// The agent as `madar unlock` starts it: real processes, before a real listener.
@Suite(.serialized, .timeLimit(.minutes(3))) struct LauncherTests {
    private static let secret = "a long enough passphrase"

    /// A home with enrolled profiles, and the program on it.
    private final class Home {
        let daemon = ScriptedDaemon()
        let folder = "/tmp/madar-launch-" + Random.bytes(8).hexadecimal
        private let passphraseFile: String

        init(profiles: [String]) async throws {
            passphraseFile = folder + "/passphrase"
            try ClientFile.makeFolder(folder + "/run")
            put(Array(LauncherTests.secret.utf8), at: passphraseFile)
            try await daemon.start()
            var enrolled = WireEnrolAnswer()
            enrolled.device = DeviceID(high: 1, low: 1).blob
            enrolled.member = MemberID(high: 8, low: 8).blob
            enrolled.presharedKey = [UInt8](repeating: 9, count: 32).blob
            var me = WireWhoAmIAnswer()
            me.member = MemberID(high: 8, low: 8).blob
            me.device = DeviceID(high: 1, low: 1).blob
            me.name = "Amina"
            let answers = [16: MessageCodec.encode(enrolled), 2: MessageCodec.encode(me)]
            daemon.script { call, _ in
                .answer(Answer(status: .ok, payload: answers[Int(call.method)] ?? []))
            }
            daemon.spendsInvitations(atMethod: 17)
            for name in profiles {
                let profile = try #require(Profile(name, home: folder))
                _ = try await Enrolment.enrol(
                    profile, invitation: try daemon.invite(), label: "PC",
                    try passphrase(LauncherTests.secret), retry: impatient)
            }
        }

        /// Runs `madar`; its output and its exit status.
        @discardableResult
        func madar(_ arguments: String...) throws -> (output: String, status: Int32) {
            try TestProcess(
                Programs.named("madar"), arguments + ["--json", "--lang", "en", "--no-input"],
                environment: ["MADAR_HOME": folder, "XDG_RUNTIME_DIR": folder + "/run"]
            ).finish()
        }

        /// Runs `madarctl`; its output and its exit status.
        func madarctl(_ arguments: String...) throws -> (output: String, status: Int32) {
            try TestProcess(
                Programs.named("madarctl"), arguments + ["--json", "--lang", "en", "--no-input"],
                environment: ["MADAR_HOME": folder, "XDG_RUNTIME_DIR": folder + "/run"]
            ).finish()
        }

        func unlock(_ profile: String) throws -> (output: String, status: Int32) {
            try madar("unlock", "--profile", profile, "--passphrase-file", passphraseFile)
        }

        func socket(_ profile: String) -> String { folder + "/run/madar/" + profile + ".sock" }

        /// The processes that serve a session of this home.
        func agents() -> [Int32] {
            let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            return processes.compactMap { Int32($0) }.filter { process in
                let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline")
                let words = String(decoding: line ?? Data(), as: UTF8.self)
                // The names of these profiles are this run's alone.
                return words.contains("serve-session") && words.contains(LauncherTests.marker)
            }
        }

        func end() async {
            for process in agents() { kill(process, SIGKILL) }
            await daemon.stop()
            try? FileManager.default.removeItem(atPath: folder)
        }
    }

    private static let marker = "t" + Random.bytes(4).hexadecimal

    private static func profile(_ name: String) -> String { marker + name }

    /// Waits until something holds; a test that waits in vain ends at its time limit.
    private func until(_ condition: () -> Bool) async throws {
        while !condition() { try await Task.sleep(for: .milliseconds(20)) }
    }

    @Test func `Unlock, a command, lock, and the agent is gone`() async throws {
        let name = Self.profile("a")
        let home = try await Home(profiles: [name])
        #expect(try home.madar("whoami", "--profile", name).status == 2)
        let unlocked = try home.unlock(name)
        #expect(unlocked.status == 0 && unlocked.output.contains("\"already_so\" : false"))
        #expect(home.agents().count == 1)
        let first = try home.madar("whoami", "--profile", name)
        #expect(first.status == 0 && first.output.contains("Amina"))
        #expect(try home.madar("whoami", "--profile", name).status == 0)
        #expect(try home.unlock(name).output.contains("\"already_so\" : true"))
        #expect(home.agents().count == 1)
        #expect(try home.madar("lock", "--profile", name).status == 0)
        try await until { home.agents().isEmpty }
        #expect(!ClientFile.exists(home.socket(name)))
        #expect(try home.madar("whoami", "--profile", name).status == 2)
        await home.end()
    }

    @Test func `A wrong passphrase leaves no agent behind`() async throws {
        let name = Self.profile("b")
        let home = try await Home(profiles: [name])
        let wrong = home.folder + "/wrong"
        put(Array("another long passphrase".utf8), at: wrong)
        let result = try home.madar("unlock", "--profile", name, "--passphrase-file", wrong)
        #expect(result.status == 77)
        #expect(home.agents().isEmpty && !ClientFile.exists(home.socket(name)))
        await home.end()
    }

    @Test func `The socket of a killed agent keeps nobody out`() async throws {
        let name = Self.profile("c")
        let home = try await Home(profiles: [name])
        #expect(try home.unlock(name).status == 0)
        for process in home.agents() { kill(process, SIGKILL) }
        try await until { home.agents().isEmpty }
        #expect(ClientFile.exists(home.socket(name)))
        #expect(try home.madar("whoami", "--profile", name).status == 2)
        let again = try home.unlock(name)
        #expect(again.status == 0 && again.output.contains("\"already_so\" : false"))
        #expect(try home.madar("whoami", "--profile", name).status == 0)
        await home.end()
    }

    @Test func `A second profile has an agent of its own, and locking one leaves the other`()
        async throws
    {
        let (one, two) = (Self.profile("d"), Self.profile("e"))
        let home = try await Home(profiles: [one, two])
        #expect(try home.unlock(one).status == 0)
        #expect(try home.madar("whoami", "--profile", two).status == 2)
        #expect(try home.unlock(two).status == 0)
        #expect(home.agents().count == 2)
        #expect(try home.madar("lock", "--profile", one).status == 0)
        try await until { home.agents().count == 1 }
        #expect(try home.madar("whoami", "--profile", one).status == 2)
        #expect(try home.madar("whoami", "--profile", two).status == 0)
        await home.end()
    }

    @Test func `A renewal that is long overdue and does not come shows in the status`()
        async throws
    {
        let name = Self.profile("g")
        let home = try await Home(profiles: [name])
        // The daemon's day is 20,000; it refuses to give a key, so that the renewal stays due.
        let day: Int64 = 86_400_000
        let due = Mutex(20_000 * day - 8 * day)
        home.daemon.script { call, _ in
            guard call.method == 2 else { return .answer(.refusal(.sealed)) }
            var me = WireWhoAmIAnswer()
            me.member = MemberID(high: 8, low: 8).blob
            me.device = DeviceID(high: 1, low: 1).blob
            me.definitionHash = [UInt8](repeating: 0, count: 32).blob
            me.keyRenewalDueMs = due.withLock { $0 }
            return .answer(Answer(status: .ok, payload: MessageCodec.encode(me)))
        }
        #expect(try home.unlock(name).status == 0)
        let overdue = try home.madar("status", "--profile", name)
        #expect(overdue.status == 0 && overdue.output.contains("\"key_renewal\" : \"overdue\""))
        due.withLock { $0 = 20_000 * day - 6 * day }
        let due6 = try home.madar("status", "--profile", name)
        #expect(due6.status == 0 && due6.output.contains("\"key_renewal\" : \"none\""))
        await home.end()
    }

    @Test func `A beginning that fits two devices names none of them`() async throws {
        let name = Self.profile("h")
        let home = try await Home(profiles: [name])
        var list = WireListDevicesAnswer()
        list.devices = [UInt64(1), 2].map { low in
            var device = WireDevice()
            device.device = DeviceID(high: 0xAB00_0000_0000_0000, low: low).blob
            device.member = MemberID(high: 8, low: 8).blob
            device.label = "PC"
            device.state = 1
            return device
        }
        let answers = [20: MessageCodec.encode(list)]
        home.daemon.script { call, _ in
            .answer(Answer(status: .ok, payload: answers[Int(call.method)] ?? []))
        }
        #expect(try home.unlock(name).status == 0)
        let changes = { home.daemon.calls.count { $0.method == 22 } }
        for prefix in ["a", "AB00", String(repeating: "ab00000000000000", count: 1)] {
            #expect(
                try home.madarctl("device", "renew", prefix, "--profile", name).status == 65)
        }
        #expect(changes() == 0)
        let whole = DeviceID(high: 0xAB00_0000_0000_0000, low: 2)
        let done = try home.madarctl(
            "device", "renew", whole.hexadecimal.uppercased(), "--profile", name)
        #expect(done.status == 0 && changes() == 1)
        let asked = try #require(home.daemon.calls.last { $0.method == 22 })
        let request = try MessageCodec.decode(WireChangeDeviceRequest.self, from: asked.payload)
        #expect(request.device == whole.blob && request.change == .askRenewal)
        await home.end()
    }

    /// SPEC W-87: a daemon that lists one invitation and has another signed.
    @Test func `An invitation with a false digest is not approved`() async throws {
        let name = Self.profile("i")
        let home = try await Home(profiles: [name])
        var invitation = WireInvitation()
        invitation.invitation = InvitationID(high: 4, low: 4).blob
        invitation.member = MemberID(high: 5, low: 5).blob
        invitation.memberName = "Amina"
        invitation.issuer = MemberID(high: 6, low: 6).blob
        invitation.state = 1
        invitation.digest = [UInt8](repeating: 7, count: 32).blob
        var list = WireListInvitationsAnswer()
        list.store = StoreID(high: 6, low: 6).blob
        list.invitations = [invitation]
        var members = WireListMembersAnswer()
        members.store = list.store
        var provinces = WireListProvincesAnswer()
        provinces.store = list.store
        var witnesses = WireListWitnessesAnswer()
        witnesses.store = list.store
        var backups = WireListBackupsAnswer()
        backups.store = list.store
        var committee = WireListCommitteeAnswer()
        committee.store = list.store
        committee.nonce = [UInt8](repeating: 8, count: 16).blob
        var keys = WireListKeysAnswer()
        keys.store = list.store
        let answers = [
            8: MessageCodec.encode(witnesses), 21: MessageCodec.encode(list),
            25: MessageCodec.encode(members),
            41: MessageCodec.encode(provinces), 81: MessageCodec.encode(backups),
            85: MessageCodec.encode(committee), 90: MessageCodec.encode(keys),
        ]
        home.daemon.script { call, _ in
            .answer(Answer(status: .ok, payload: answers[Int(call.method)] ?? []))
        }
        #expect(try home.unlock(name).status == 0)
        let refused = try home.madarctl(
            "approve", InvitationID(high: 4, low: 4).hexadecimal, "--yes-i-have-read",
            "--profile", name)
        #expect(refused.status == 2)
        #expect(!home.daemon.calls.contains { $0.method == 19 })
        await home.end()
    }

    @Test func `An agent that nobody uses locks itself`() async throws {
        let name = Self.profile("f")
        let home = try await Home(profiles: [name])
        let profile = try #require(Profile(name, home: home.folder))
        // The program's own time is a quarter of an hour; the hidden subcommand takes another.
        let agent = try TestProcess(
            Programs.named("madar"),
            ["serve-session", "--profile", profile.name, "--idle-seconds", "1"],
            environment: ["MADAR_HOME": home.folder, "XDG_RUNTIME_DIR": home.folder + "/run"])
        agent.write(Array(Self.secret.utf8))
        agent.closeInput()
        #expect(agent.line() == "ready")
        #expect(agent.finish().status == 0)
        #expect(!ClientFile.exists(home.socket(name)))
        await home.end()
    }
}
