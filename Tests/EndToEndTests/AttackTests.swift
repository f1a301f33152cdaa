import AuditLog
import Authority
import Basics
import Dossiers
import Foundation
import Framing
import Messages
import Operations
import Registry
import Secrets
import Session
import Support
import Testing

extension EndToEnd {
    /// Strangers, thieves and broken lines (rows A4, A5, A7, A16, A20 and A24 of the attacks).
    @Suite struct Attacks {
        private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

        /// What programs of other protocols say first.
        private static let openers: [(String, [UInt8])] = [
            ("SSH", bytes("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")),
            ("HTTP", bytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")),
            ("HTTP/2", bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")),
            ("SMTP", bytes("EHLO mail.example.org\r\n")),
            ("Redis", bytes("*1\r\n$4\r\nPING\r\n")),
            ("RTSP", bytes("OPTIONS * RTSP/1.0\r\n\r\n")),
            ("SIP", bytes("OPTIONS sip:nm SIP/2.0\r\n\r\n")),
            ("IRC", bytes("NICK someone\r\nUSER a b c d\r\n")),
            (
                "TLS",
                [0x16, 0x03, 0x01, 0x00, 0xC4, 0x01, 0x00, 0x00, 0xC0, 0x03, 0x03]
                    + [UInt8](repeating: 0x5A, count: 190)
            ),
            ("PostgreSQL", [0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F]),
            ("RDP", [3, 0, 0, 19, 14, 0xE0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 3, 0, 0, 0]),
            ("SMB", [0, 0, 0, 0x45, 0xFF] + bytes("SMBr") + [UInt8](repeating: 0, count: 64)),
            ("DNS", [0, 29, 0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
            ("LDAP", [0x30, 0x0C, 2, 1, 1, 0x60, 7, 2, 1, 3, 4, 0, 0x80, 0]),
            ("zeros", [UInt8](repeating: 0, count: 88)),
            ("ones", [UInt8](repeating: 0xFF, count: 4_096)),
            ("another suite", [0x4D, 0x44, 2, 1, 0, 0, 0, 80] + [UInt8](repeating: 7, count: 80)),
            ("another key", [0x4D, 0x44, 1, 99, 0, 0, 0, 80] + [UInt8](repeating: 7, count: 80)),
            ("a wrong size", [0x4D, 0x44, 1, 1, 0, 0, 0, 81] + [UInt8](repeating: 7, count: 81)),
            ("no tag", [0x4D, 0x44, 1, 1, 0, 0, 0, 80] + [UInt8](repeating: 7, count: 80)),
        ]

        @Test func strangersGetNoByteAndChangeNothing() async throws {
            let seed = UInt64.random(in: 0 ... .max)
            print("seed", seed)
            var random = SeededGenerator(seed: seed)
            let province = try Province()
            defer { province.end() }
            try province.start()
            let worker = try await Device.enrol(province.coordinates)
            let opened = try await worker.openListened()
            // What the daemon does when it is idle is done when a call is answered after it.
            let before = try await Self.rest(province)
            for (name, bytes) in Self.openers {
                #expect(
                    try await Stranger.say([(0, bytes)], port: province.port).isEmpty, "\(name)")
            }
            for _ in 0..<30 {
                let noise = random.bytes(Int.random(in: 88...2_000, using: &random))
                #expect(try await Stranger.say([(0, noise)], port: province.port).isEmpty)
            }
            #expect(try province.fingerprint() == before)
            #expect(try await worker.connection.history(opened.file).count == 4)
            let log = try String(contentsOfFile: province.log, encoding: .utf8)
            let lines = log.split(separator: "\n").filter { $0.contains("handshake_failed") }
            #expect(lines.count == Self.openers.count + 30)
        }

        /// The bytes of a store on which nothing is done any more.
        private static func rest(_ province: Province) async throws -> [String: [UInt8]] {
            var last = try province.fingerprint()
            for _ in 0..<100 {
                try await Task.sleep(for: .milliseconds(60))
                let next = try province.fingerprint()
                if next == last { return next }
                last = next
            }
            throw HarnessError.tooSlow
        }

        @Test func anUnknownDeviceAWrongSecretAndAClosedInvitationLookAlike() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let coordinates = try await Device.enrol(province.coordinates)
            let operates = try await Device.enrol(province.operates)
            let waiting = try await coordinates.invite(
                "not approved", role: "UPE-WORKER", organisation: "UPE")
            let expired = try await coordinates.invite(
                "expired", role: "UPE-WORKER", organisation: "UPE")
            try await operates.approve(expired)
            // Signed by the one who asked, an approval is none.
            let own = try await coordinates.connection.ask(
                .approve, try await coordinates.approval(of: waiting),
                key: coordinates.connection.newKey())
            #expect(own.status == .secondApproval)
            #expect(province.stop() == 0)
            try StoppedStore.open(province) { dossiers in
                try dossiers.maintain(Permit.system(.bootstrap), nil) {
                    guard var row = dossiers.registry.invitations[expired.invitation] else {
                        throw HarnessError.noInvitation
                    }
                    row.expires = Device.now().adding(seconds: -1)
                    try dossiers.registry.apply([.put(.invitation(row))], in: $0)
                }
            }
            try province.start()
            let used = province.coordinates
            let unknown = try await Self.refused(
                province, used, AgreementKey(), Random.bytes(32), .session)
            let attempts = [
                try await Self.refused(
                    province, waiting, AgreementKey(), waiting.secret,
                    .enrolment(waiting.invitation)),
                try await Self.refused(
                    province, expired, AgreementKey(), expired.secret,
                    .enrolment(expired.invitation)),
                try await Self.refused(
                    province, used, AgreementKey(), used.secret, .enrolment(used.invitation)),
                try await Self.refused(
                    province, used, AgreementKey(), Random.bytes(32),
                    .enrolment(used.invitation)),
                try await Self.refused(
                    province, used, AgreementKey(), used.secret,
                    .enrolment(InvitationID(high: 1, low: 2))),
                try await coordinates.refused(province),
            ]
            // Message 2 and then nothing, to each of them.
            #expect(unknown == FramingLimits.secondMessageByteCount)
            #expect(attempts.allSatisfy { $0 == unknown }, "\(attempts)")
            try await coordinates.reconnect()
            #expect(try await coordinates.connection.state().devicesActive == 2)
            let log = try String(contentsOfFile: province.log, encoding: .utf8)
            #expect(log.contains("invitation_contested"))
        }

        /// Connects through a relay, expects to be refused, and tells how much the daemon wrote.
        static func refused(
            _ province: Province, _ invitation: InvitationText, _ key: borrowing AgreementKey,
            _ secret: [UInt8], _ introduction: Introduction
        ) async throws -> Int {
            let relay = try await Relay.open(to: province.port)
            do {
                let connection = try await Device.connect(
                    invitation, port: relay.port, key: key, secret: secret, introduction)
                await connection.close()
                Issue.record("a stranger was let in")
            } catch let error as ConnectionError {
                #expect(error == .refused)
            }
            await relay.close()
            return relay.bytes.down.count
        }

        @Test func aReplayedHandshakeChangesNothing() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let relay = try await Relay.open(to: province.port)
            guard
                let through = InvitationText(
                    keyID: province.coordinates.keyID, daemonKey: province.coordinates.daemonKey,
                    invitation: province.operates.invitation, secret: province.operates.secret,
                    address: "127.0.0.1:\(relay.port)")
            else { throw HarnessError.noInvitation }
            // The handshake of an enrolment is overheard, and the device goes no further.
            let key = AgreementKey()
            let door = try await Device.connect(
                through, port: relay.port, key: key, secret: through.secret,
                .enrolment(through.invitation))
            await door.close()
            await relay.close()
            let first = Array(relay.bytes.up.prefix(FramingLimits.firstMessageByteCount))
            let third = Array(
                relay.bytes.up.dropFirst(first.count).prefix(
                    FramingLimits.thirdMessageByteCount))
            let second = relay.bytes.down.prefix(FramingLimits.secondMessageByteCount)
            for _ in 0..<3 {
                let answer = try await Stranger.say(
                    [(0, first), (second.count, third)], port: province.port)
                #expect(answer.count == second.count)
                #expect(answer != Array(second))
            }
            // The token is unspent: the operator still enrols with it.
            let operates = try await Device.enrol(province.operates)
            #expect(try await operates.connection.state().devicesActive == 1)
        }

        @Test func aFrameOfAWrongLengthEndsTheConnection() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let worker = try await Device.enrol(province.coordinates)
            let max = FramingLimits.framePlaintextByteCountMax + FramingLimits.tagByteCount
            let lengths = [0, 15, FramingLimits.ciphertextByteCountMin - 1, max + 1, 65_535]
            for length in lengths {
                let code = try await Self.inject(
                    [UInt8(length >> 8), UInt8(length & 255)], worker, province)
                #expect(code == .frameSize, "\(length)")
            }
            // A length that is allowed, with bytes that nobody sealed.
            let forged = try await Self.inject([0, 24] + Random.bytes(24), worker, province)
            #expect(forged == .protocol)
            let state = try await worker.connection.state()
            #expect(state.files == 0)
        }

        /// Puts bytes into a fresh connection and gives what the daemon says as it ends it.
        private static func inject(
            _ bytes: [UInt8], _ device: Device, _ province: Province
        ) async throws -> GoAwayCode? {
            let relay = try await Relay.open(to: province.port)
            let connection = try await device.connect(port: relay.port)
            try await connection.ping()
            try await relay.inject(bytes)
            // The connection ends by itself; the calls before that are answered.
            while true {
                do {
                    try await connection.ping()
                } catch {
                    await relay.close()
                    switch error {
                    case .lost(let code), .notExecuted(let code): return code
                    default: return nil
                    }
                }
            }
        }

        @Test func aLineThatIsCutAnywhereLeavesEachActOnce() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let worker = try await Device.enrol(province.coordinates)
            let opened = try await worker.openListened()
            // One uncut run tells how many bytes go each way.
            let measured = try await Self.session(
                worker, opened.file, after: 4, "measured", province)
            #expect(measured.outcome == .ok)
            var sequence: UInt64 = 5
            var lost = 0
            var arrived = 0
            var texts = ["measured"]
            let (up, down) = (measured.up, measured.down)
            let cuts =
                stride(from: 1, to: up, by: up / 26).map { (up: $0, down: Int.max) }
                + stride(from: 1, to: down, by: down / 26).map { (up: Int.max, down: $0) }
            #expect(cuts.count >= 50)
            for (number, cut) in cuts.enumerated() {
                let text = "cut \(number)"
                let result = try await Self.session(
                    worker, opened.file, after: sequence, text, province, cut)
                #expect(result.outcome == nil)
                // The same bytes under the same key, over a whole line.
                let count = try await worker.connection.history(opened.file).count
                let retry = try await worker.connection.ask(
                    .appendAct, result.payload, key: result.key)
                #expect(retry.status == .ok, "\(cut)")
                let answer = try MessageCodec.decode(
                    WireAppendActAnswer.self, from: retry.payload)
                #expect(answer.sequence == sequence + 1)
                if count == Int(sequence) { lost += 1 } else { arrived += 1 }
                sequence += 1
                texts.append(text)
            }
            // Cuts on both sides of the commit were made, or this test shows nothing.
            #expect(lost > 0)
            #expect(arrived > 0)
            let acts = try await worker.connection.history(opened.file)
            #expect(acts.map(\.sequence) == Array(1...sequence))
            #expect(acts.dropFirst(4).map(\.listened) == texts)
            #expect(province.stop() == 0)
            #expect(try province.verify().status == 0)
            // Each act has one leaf that is no repetition.
            let leaves = try StoppedStore.leaves(province)
            for act in acts {
                let own = leaves.filter { $0.body.act == act.act && $0.kind.isWrite }
                #expect(own.count == 1)
            }
            #expect(leaves.count { $0.body.repeated } == arrived)
        }

        private struct CutSession {
            let payload: [UInt8]
            let key: OperationKey
            let outcome: StatusCode?
            let up: Int
            let down: Int
        }

        /// Connects and appends one act, over a line that may be cut.
        private static func session(
            _ device: Device, _ file: FileID, after sequence: UInt64, _ text: String,
            _ province: Province, _ cut: (up: Int, down: Int) = (.max, .max)
        ) async throws -> CutSession {
            let relay = try await Relay.open(to: province.port, upMax: cut.up, downMax: cut.down)
            let payload = Requests.act(
                file, after: sequence, form: "F2", Requests.listening(text))
            let key = device.connection.newKey()
            var outcome: StatusCode?
            do {
                let connection = try await device.connect(port: relay.port)
                outcome = try await connection.ask(.appendAct, payload, key: key).status
                await connection.close()
            } catch is ConnectionError {
                outcome = nil
            }
            await relay.close()
            return CutSession(
                payload: payload, key: key, outcome: outcome, up: relay.bytes.up.count,
                down: relay.bytes.down.count)
        }
    }
}

extension Device {
    /// This device's key with another secret, as a thief of half a device has it.
    func refused(_ province: Province) async throws -> Int {
        let relay = try await Relay.open(to: province.port)
        do {
            let connection = try await connect(port: relay.port, secret: Random.bytes(32))
            await connection.close()
            Issue.record("half a device was let in")
        } catch let error as ConnectionError {
            #expect(error == .refused)
        }
        await relay.close()
        return relay.bytes.down.count
    }
}

extension WirePartialAct {
    /// What a listening says of needs; empty for another act.
    var listened: String { values.first { $0.field == "needs_expressed" }?.value.text ?? "" }
}
