import Basics
import Foundation
import Framing
import MadarClient
import Messages
import Secrets
import Session
import Support
import Testing

extension EndToEnd {
    /// The life of a device after its enrolment, from terminals and over a line that is cut.
    @Suite struct Devices {
        /// A province with its operator and its coordinator, who works at files too.
        private static func opened(
            _ body: (Province, Desk) throws -> Void
        ) throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let desk = try Desk(province.root)
            defer { desk.end() }
            try #require(try desk.enrol("operator", province.operates).status == 0)
            try #require(try desk.enrol("worker", province.coordinates).status == 0)
            try #require(try desk.unlock("operator").status == 0)
            try #require(try desk.unlock("worker").status == 0)
            try body(province, desk)
        }

        private static func device(_ desk: Desk, _ profile: String) throws -> String {
            try #require(try desk.run("madar", profile, "whoami").text("device"))
        }

        private static func listed(_ desk: Desk, _ id: String) throws -> [String: Any] {
            let list = try desk.run("madarctl", "operator", "devices").list("devices")
            return try #require(list.first { $0["device"] as? String == id })
        }

        /// SPEC W-96.
        @Test func aSuspendedDeviceIsToldSoAndAResumedOneWorks() throws {
            try Self.opened { _, desk in
                let id = try Self.device(desk, "worker")
                let start = String(id.prefix(12))
                #expect(try Self.listed(desk, id)["state"] as? String == "active")
                #expect(
                    try desk.run("madarctl", "operator", "device", "suspend", start).status == 0)
                #expect(try Self.listed(desk, id)["state"] as? String == "suspended")
                // Its agent had a connection; the next command says what became of it.
                let cut = try desk.run("madar", "worker", "whoami")
                #expect(cut.status == 77 && cut.code == "revoked")
                let again = try desk.run("madarctl", "operator", "device", "suspend", start)
                #expect(again.status == 1 && again.code == "device_already_so")
                #expect(try desk.run("madarctl", "operator", "device", "resume", id).status == 0)
                #expect(try desk.run("madar", "worker", "whoami").status == 0)

                let own = try Self.device(desk, "operator")
                for change in ["suspend", "revoke"] {
                    let refused = try desk.run("madarctl", "operator", "device", change, own)
                    #expect(refused.status == 1 && refused.code == "own_device")
                }
                let unknown = try desk.run(
                    "madarctl", "operator", "device", "resume", String(id.reversed()))
                #expect(unknown.status == 2 && unknown.code == "unknown_device")
                for bad in ["xyz", id + "0"] {
                    #expect(
                        try desk.run("madarctl", "operator", "device", "resume", bad).status == 64)
                }

                // Revoking asks, and is for good.
                let asked = try desk.run("madarctl", "operator", "device", "revoke", start)
                #expect(asked.status == 66 && asked.code == "no_terminal")
                #expect(
                    try desk.run("madarctl", "operator", "device", "revoke", start, "--yes").status
                        == 0)
                let revoked = try desk.run("madar", "worker", "whoami")
                #expect(revoked.status == 77 && revoked.code == "revoked")
                let back = try desk.run("madarctl", "operator", "device", "resume", start)
                #expect(back.status == 1 && back.code == "device_stays_revoked")
            }
        }

        /// SPEC W-82: somebody else has the secret of an invitation.
        @Test func aContestedInvitationIsAnAlarmWhereverItIsSeen() throws {
            try Self.opened { province, desk in
                #expect(try desk.run("madarctl", "operator", "status").status == 0)
                #expect(try desk.run("madarctl", "operator", "invitations").status == 0)
                let thief = try desk.enrol("thief", province.coordinates)
                #expect(thief.status == 77 && thief.code == "not_recognised")
                let status = try desk.run("madarctl", "operator", "status")
                #expect(status.status == 2)
                #expect(status.document["invitations_contested"] as? Int == 1)
                let devices = try desk.run("madarctl", "operator", "devices")
                #expect(devices.status == 2)
                let contested = devices.list("devices").filter { $0["contested_at"] is String }
                #expect(contested.map { $0["label"] as? String } == ["worker"])
                #expect(try desk.run("madarctl", "operator", "invitations").status == 2)

                // Somebody looks into it, is asked, and the alarm ends; a later attempt raises it.
                let worker = try Self.device(desk, "worker")
                let asked = try desk.run("madarctl", "operator", "device", "settle", worker)
                #expect(asked.status == 66 && asked.code == "no_terminal")
                let settle = ["device", "settle", worker, "--yes"]
                #expect(try desk.run("madarctl", "operator", settle).status == 0)
                #expect(try desk.run("madarctl", "operator", "status").status == 0)
                let none = try desk.run("madarctl", "operator", settle)
                #expect(none.status == 1 && none.code == "no_alarm")
                #expect(try desk.enrol("second-thief", province.coordinates).status == 77)
                #expect(try desk.run("madarctl", "operator", "status").status == 2)
                // So does the end of the device itself.
                let revoke = ["device", "revoke", worker, "--yes"]
                #expect(try desk.run("madarctl", "operator", revoke).status == 0)
                #expect(try desk.run("madarctl", "operator", "status").status == 0)
            }
        }

        /// SPEC W-88.
        @Test func aKeyThatIsAskedToBeRenewedIsRenewedAndTheFormerIsRefused() throws {
            try Self.opened { _, desk in
                let id = try Self.device(desk, "worker")
                try desk.copy("worker", to: "stale")
                let before = try #require(try Self.listed(desk, id)["keyed_at"] as? String)
                #expect(try desk.run("madarctl", "operator", "device", "renew", id).status == 0)
                let asked = try Self.listed(desk, id)
                #expect(asked["renewal"] as? String == "asked" && asked["keyed_at"] == nil)
                // Its next command renews, without a word to its user.
                let status = try desk.run("madar", "worker", "status")
                #expect(status.status == 0 && status.text("key_renewal") == "none")
                let renewed = try Self.listed(desk, id)
                #expect(renewed["renewal"] as? String == "none")
                let after = try #require(renewed["keyed_at"] as? String)
                #expect(after >= before)
                // The device is whole, also as a new process; what was copied before is nothing.
                try desk.restart("worker")
                #expect(try desk.run("madar", "worker", "whoami").status == 0)
                #expect(try desk.unlock("stale").status == 0)
                let stale = try desk.run("madar", "stale", "whoami")
                #expect(stale.status == 77 && stale.code == "not_recognised")
            }
        }

        /// SPEC W-89.
        @Test func theDaemonsKeyIsRotatedAndEverybodyStillConnects() throws {
            try Self.opened { _, desk in
                try desk.copy("worker", to: "unaware")
                func transport(_ step: String, _ more: String...) throws -> Desk.Said {
                    more.isEmpty
                        ? try desk.run("madarctl", "operator", "transport", step)
                        : try desk.run("madarctl", "operator", "transport", step, more[0])
                }
                #expect(try transport("status").text("step") == "single")
                #expect(try transport("switch", "--yes").code == "no_next_key")
                #expect(try transport("drop", "--yes").code == "no_other_key")
                let prepared = try transport("prepare")
                #expect(prepared.text("step") == "prepared" && prepared.list("keys").count == 2)
                #expect(prepared.document["devices_unaware"] as? Int == 2)
                // Where devices are unaware, it asks.
                #expect(try transport("switch").code == "no_terminal")
                for profile in ["operator", "worker"] {
                    #expect(try desk.run("madar", profile, "whoami").status == 0)
                }
                let told = try transport("status")
                #expect(told.document["devices_unaware"] as? Int == 0)
                let switched = try transport("switch", "--yes")
                #expect(switched.text("step") == "switched")
                #expect(
                    switched.list("keys").map { $0["id"] as? Int }
                        == prepared.list("keys").map { $0["id"] as? Int }.reversed())
                // Asked for again it does not go back.
                #expect(try transport("switch", "--yes").status == 1)
                for profile in ["operator", "worker"] {
                    try desk.restart(profile)
                    #expect(try desk.run("madar", profile, "whoami").status == 0)
                }
                #expect(try transport("drop", "--yes").text("step") == "single")
                for profile in ["operator", "worker"] {
                    try desk.restart(profile)
                    #expect(try desk.run("madar", profile, "whoami").status == 0)
                }
                // Who knows the former key alone is met with silence.
                _ = try desk.unlock("unaware")
                let unaware = try desk.run("madar", "unaware", "whoami")
                #expect(unaware.status == 77 && unaware.code == "not_recognised")
            }
        }

        /// SPEC W-88: the line is cut after any byte, and the process that used it is gone.
        @Test func aRenewalThatIsCutAfterAnyByteLocksNobodyOut() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let operates = try await Device.enrol(province.operates)
            let first = try await Relay.open(to: province.port)
            let port = first.port
            await first.close()
            let invitation = try #require(
                InvitationText(
                    keyID: province.coordinates.keyID, daemonKey: province.coordinates.daemonKey,
                    invitation: province.coordinates.invitation,
                    secret: province.coordinates.secret, address: "127.0.0.1:\(port)"))
            let worker = try await Self.enrolled(invitation, province, port)
            var (isUp, stage) = (true, 1)
            var cuts = 0
            while true {
                var request = WireChangeDeviceRequest()
                request.device = worker.deviceInfo.device.blob
                request.change = .askRenewal
                _ = try await operates.connection.put(
                    .changeDevice, MessageCodec.encode(request))
                let isCut = try await Self.renew(
                    worker, province, port, upMax: isUp ? stage : .max,
                    downMax: isUp ? .max : stage)
                if isCut {
                    cuts += 1
                    stage += isUp ? 23 : 41
                } else if isUp {
                    (isUp, stage) = (false, 1)
                } else {
                    break
                }
                // Whatever happened, the next process connects and ends the renewal.
                let whole = try await Self.renew(worker, province, port)
                #expect(!whole, "after \(isUp) \(stage)")
                let devices = try MessageCodec.decode(
                    WireListDevicesAnswer.self,
                    from: try await operates.connection.get(.listDevices)
                ).devices
                let device = devices.first { $0.device == worker.deviceInfo.device.blob }
                #expect(device?.renewing == false && device?.keyedAtMs != 0)
                #expect(try worker.readAgain().nextDigest == nil)
            }
            // Each way, past handshake, WHO_AM_I, RENEW_KEY and CONFIRM_KEY.
            #expect(cuts > 40)
        }

        private static func enrolled(
            _ invitation: InvitationText, _ province: Province, _ port: Int
        ) async throws -> UnlockedDevice {
            let relay = try await Relay.open(to: province.port, from: port)
            let person = try await Person(
                "worker", invitation.text, home: province.root + "/homes")
            await relay.close()
            return person.device
        }

        /// What a process does that asks who it is and ends; true where its line was cut.
        private static func renew(
            _ device: UnlockedDevice, _ province: Province, _ port: Int, upMax: Int = .max,
            downMax: Int = .max
        ) async throws -> Bool {
            let relay = try await Relay.open(
                to: province.port, from: port, upMax: upMax, downMax: downMax)
            var policy = RetryPolicy()
            policy.giveUpMilliseconds = 0
            policy.refusalsMax = 0
            let caller = DirectCaller(try device.readAgain(), retry: policy)
            let client = DaemonClient(caller: caller, keeper: device)
            let error = await Self.failure { _ = try await client.whoAmI() }
            await caller.close()
            await relay.close()
            let isCut = relay.bytes.up.count >= upMax || relay.bytes.down.count >= downMax
            if !isCut { #expect(error == nil) }
            return isCut
        }

        private static func failure(_ body: () async throws -> Void) async -> ClientError? {
            do {
                try await body()
                return nil
            } catch {
                return error as? ClientError
            }
        }

        /// SPEC W-95.
        @Test func anAnswerThatWasUsedIsForgottenAndALateCopyIsRefused() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let person = try await Person(
                "worker", province.coordinates.text, home: province.root + "/homes")
            let caller = DirectCaller(person.device)
            let client = DaemonClient(caller: caller, keeper: person.device)
            let prepared = try await client.prepareOpening(Drafts.opening())
            let outcome = try await client.send(prepared)
            // Until it is finished a copy is given the same answer.
            #expect(try await client.send(prepared) == outcome)
            await client.finish(prepared)
            await caller.acknowledge()
            let late = await Self.failure { _ = try await client.send(prepared) }
            #expect(late?.code == .operationExpired)
            // Nothing else was forgotten, and nothing was done twice.
            let other = try await client.prepareOpening(Drafts.opening())
            let second = try await client.send(other)
            #expect(try await client.send(other) == second)
            #expect(try await client.listFiles(.all).total == 2)
        }
    }
}
