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
import Testing

extension EndToEnd {
    /// What nobody gets to know.
    @Suite struct Privacy {
        @Test func anotherOrganisationsFileAndAnAbsentOneLookAlike() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let coordinates = try await Device.enrol(province.coordinates)
            let operates = try await Device.enrol(province.operates)
            var workers: [Device] = []
            for number in 1...2 {
                let invited = try await coordinates.invite(
                    "worker \(number)", role: "UPE-WORKER", organisation: "UPE \(number)")
                try await operates.approve(invited)
                workers.append(try await Device.enrol(invited))
            }
            let opened = try await workers[0].openListened()
            let mine = try await workers[1].openListened()
            let absent = FileID(high: Random.number(), low: Random.number())
            let other = workers[1].connection
            // The same calls on a file that is there, so that the comparison below means something.
            #expect(try await other.ask(.readFile, Requests.readFile(mine.file)).status == .ok)
            let methods: [(WireMethod, (FileID) -> [UInt8])] = [
                (.readFile, { Requests.readFile($0) }),
                (.readFile, { Requests.readFile($0, motive: "because") }),
                (.readAct, { Requests.readAct($0, 1) }),
                (.readAct, { Requests.readAct($0, 99) }),
                (.history, { Requests.history($0) }),
                (
                    .appendAct,
                    {
                        Requests.act(
                            $0, after: 4, form: "F2", Requests.listening("from elsewhere"))
                    }
                ),
            ]
            for (method, payload) in methods {
                let foreign = try await other.ask(
                    method, payload(opened.file),
                    key: method == .appendAct ? other.newKey() : nil)
                let none = try await other.ask(
                    method, payload(absent), key: method == .appendAct ? other.newKey() : nil)
                #expect(foreign == none, "\(method)")
                #expect(foreign.status == .notAvailable)
            }
            let byNumber = try await other.ask(
                .readFile, Requests.readFile(number: opened.number))
            let byNone = try await other.ask(.readFile, Requests.readFile(number: "1111-1111-1"))
            #expect(byNumber == byNone)
            #expect(byNumber.status == .notAvailable)
            // Nor does a search say anything of it, whatever it is known by (SPEC W-237).
            let values = Requests.child(
                family: "الشرايبي", given: "خديجة",
                [
                    value("civil_status") { $0.choice = "REGISTERED" },
                    value("registry_bureau") { $0.text = "Salé" },
                    value("registry_year") { $0.number = 2_016 },
                    value("registry_number") { $0.text = "124" },
                    value("relative_link") { $0.choice = "MOTHER" },
                    value("relative_phone") { $0.text = "0661123456" },
                ])
            let first = workers[0].connection
            let known = try Opened(
                try await first.put(.openFile, Requests.opening(values)))
            func record(_ number: String) -> [UInt8] {
                var request = WireFindRequest()
                (request.record.office, request.record.year) = ("SALE", 2_016)
                request.record.number = number
                return MessageCodec.encode(request)
            }
            func phone(_ number: String) -> [UInt8] {
                var request = WireFindRequest()
                request.phone = number
                return MessageCodec.encode(request)
            }
            for (there, none) in [
                (Requests.find("Khadija Chraibi"), Requests.find("Hamza Ziani")),
                (Requests.find(known.number), Requests.find("1111-1111-1")),
                (phone("06 61 12 34 56"), phone("06 61 65 43 21")), (record("124"), record("421")),
            ] {
                let forbidden = try await other.ask(.find, there)
                #expect(forbidden == (try await other.ask(.find, none)))
                let own = try MessageCodec.decode(
                    WireFindAnswer.self,
                    from: try await first.get(.find, there))
                #expect(own.candidates.map(\.file) == [known.file.blob])
            }
            // A search by name or number finds his own file and not the other one.
            for text in ["اختبار", opened.number] {
                let found = try MessageCodec.decode(
                    WireFindAnswer.self, from: try await other.get(.find, Requests.find(text)))
                #expect(!found.candidates.contains { $0.file == opened.file.blob })
            }
            let listed = try MessageCodec.decode(
                WireListFilesAnswer.self,
                from: try await other.get(.listFiles, Requests.listFiles()))
            #expect(listed.files.map(\.file) == [mine.file.blob])
            #expect(try await first.history(opened.file).count == 4)
        }

        @Test func theOperatorGetsNoContent() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let coordinates = try await Device.enrol(province.coordinates)
            let operates = try await Device.enrol(province.operates)
            let opened = try await coordinates.openListened()
            let calls: [(WireMethod, [UInt8])] = [
                (.readFile, Requests.readFile(opened.file, motive: "curiosity")),
                (.readFile, Requests.readFile(number: opened.number)),
                (.readAct, Requests.readAct(opened.file, 1, motive: "curiosity")),
                (.history, Requests.history(opened.file)),
                (.find, Requests.find("اختبار")),
                (.listFiles, Requests.listFiles()),
                (.openFile, Requests.opening()),
                (
                    .appendAct,
                    Requests.act(opened.file, after: 4, form: "F2", Requests.listening("x"))
                ),
            ]
            for (method, payload) in calls {
                let isWrite = method == .openFile || method == .appendAct
                let answer = try await operates.connection.ask(
                    method, payload, key: isWrite ? operates.connection.newKey() : nil)
                #expect(answer.status == .permission, "\(method)")
                #expect(answer.content ?? [] == [], "\(method)")
            }
            #expect(try await operates.connection.state().files == 1)
            // He may not give himself a role beside his own either.
            var request = WireInviteRequest()
            request.invitation = InvitationID(high: 1, low: 1).blob
            request.secret = Random.bytes(32).blob
            request.memberName = "both"
            request.roles = ["OPERATOR", "UPE-WORKER"].map { role in
                var grant = WireRoleGrant()
                grant.role = role
                grant.organisationName = "CAPE"
                return grant
            }
            let invited = try await operates.connection.ask(
                .invite, MessageCodec.encode(request), key: operates.connection.newKey())
            #expect(invited.status == .permission)
        }

        @Test func aRevokedDeviceIsToldSoAndAnOldSecretIsNot() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let coordinates = try await Device.enrol(province.coordinates)
            let operates = try await Device.enrol(province.operates)
            let invited = try await coordinates.invite(
                "worker", role: "UPE-WORKER", organisation: "UPE")
            try await operates.approve(invited)
            let worker = try await Device.enrol(invited)
            _ = try await worker.openListened()
            #expect(province.stop() == 0)
            // Done on the stopped store, so that no connection of theirs is open.
            try StoppedStore.open(province) { dossiers in
                try dossiers.maintain(Permit.system(.bootstrap), LeafNote(.memberRevoke)) {
                    let registry = dossiers.registry
                    try registry.apply(registry.setStanding(.revoked, of: worker.id), in: $0)
                    try registry.apply(
                        registry.renewPresharedKey(of: coordinates.id), in: $0)
                }
            }
            try province.start()
            await #expect(throws: ConnectionError.lost(.revoked)) {
                try await worker.reconnect()
            }
            // A generation whose secret is gone looks like somebody unknown.
            await #expect(throws: ConnectionError.refused) {
                try await coordinates.reconnect()
            }
            try await operates.reconnect()
            let state = try await operates.connection.state()
            #expect((state.devicesActive, state.devicesOther) == (2, 1))
            #expect(state.files == 1)
        }
    }
}
