import AuditLog
import Basics
import Circuit
import Foundation
import Framing
import Messages
import Session
import Testing

extension EndToEnd {
    /// Bad input gets its own clear error and changes nothing.
    @Suite struct Refusals {
        /// A call, and what it has to get.
        private struct Case {
            let name: String
            let method: WireMethod
            let payload: [UInt8]
            var key: OperationKey?
            let status: StatusCode
            var codes: [CheckCode] = []
            var field = ""
        }

        private func openings(_ device: DeviceConnection) -> [Case] {
            func opening(
                _ name: String, _ values: [WireFieldValue], _ status: StatusCode,
                _ code: CheckCode, _ field: String
            ) -> Case {
                Case(
                    name: name, method: .openFile, payload: Requests.opening(values),
                    key: device.newKey(), status: status, codes: [code], field: field)
            }
            return [
                opening(
                    "a field is missing", Requests.child(without: ["sex"]), .invalidArgument,
                    .missingField, "sex"),
                opening(
                    "a field has the wrong type",
                    Requests.child([value("estimated_age") { $0.text = "nine" }]),
                    .invalidArgument, .wrongType, "estimated_age"),
                opening(
                    "a code is in no list", Requests.child([value("sex") { $0.choice = "Q" }]),
                    .invalidArgument, .notInList, "sex"),
                opening(
                    "a documented adult",
                    Requests.child(
                        [
                            value("birth_date") { $0.date = 3_650 },
                            value("birth_precision") { $0.choice = "EXACT" },
                        ], without: ["estimated_age"]),
                    .precondition, .documentedAdult, "birth_date"),
                opening(
                    "a child who is present elsewhere",
                    Requests.child([
                        value("presence_commune") { $0.territory = elsewhere }
                    ]), .precondition, .presenceOutsideProvince, "presence_commune"),
            ]
        }

        /// A commune of Rabat; the store is that of Salé.
        private var elsewhere: String { "04.421.01.0" }

        private func acts(_ device: Device, _ file: FileID) -> [Case] {
            let connection = device.connection
            func act(
                _ name: String, _ payload: [UInt8], _ status: StatusCode,
                _ codes: [CheckCode] = []
            ) -> Case {
                Case(
                    name: name, method: .appendAct, payload: payload, key: connection.newKey(),
                    status: status, codes: codes)
            }
            let listening = Requests.listening("x")
            return [
                act(
                    "a transition that the circuit forbids",
                    Requests.act(file, after: 1, form: "F2", to: "LISTEN", listening),
                    .precondition, [.forbiddenTransition]),
                act(
                    "a form that is not of this stage",
                    Requests.act(file, after: 1, form: "F2", listening), .precondition,
                    [.formNotForStage]),
                act(
                    "a stage that is not the role's to open",
                    Requests.act(file, after: 1, to: "TRIAGE"), .permission),
                act(
                    "an unknown form", Requests.act(file, after: 1, form: "F99", listening),
                    .invalidArgument),
                act(
                    "an act on a file that changed meanwhile",
                    Requests.act(
                        file, after: 0, form: "F1", to: "SIGNAL",
                        Requests.report(by: device.member)), .conflict),
                act(
                    "an act on a file that is absent",
                    Requests.act(
                        FileID(high: 1, low: 2), after: 1, form: "F1", to: "SIGNAL",
                        Requests.report(by: device.member)), .notAvailable),
            ]
        }

        private func calls(_ connection: DeviceConnection) -> [Case] {
            let opening = Requests.opening()
            return [
                Case(
                    name: "a message that does not decode", method: .openFile,
                    payload: [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], key: connection.newKey(),
                    status: .badMessage),
                Case(
                    name: "an identifier of a wrong size", method: .readFile,
                    payload: [0x0A, 0x02, 1, 2], status: .badMessage),
                Case(
                    name: "a message that is larger than its method takes", method: .readFile,
                    payload: [UInt8](repeating: 0, count: 5_000), status: .tooLarge),
                Case(
                    name: "a write without an operation key", method: .openFile,
                    payload: opening, status: .operationKeyRequired),
                Case(
                    name: "an operation key of a day to come", method: .openFile,
                    payload: opening, key: connection.newKey(days: 2),
                    status: .operationKeyExpired),
                Case(
                    name: "an operation key that is too old", method: .openFile,
                    payload: opening, key: connection.newKey(days: -31),
                    status: .operationKeyExpired),
                Case(
                    name: "enrolment on a session", method: .enrol, payload: [],
                    status: .unknownMethod),
                Case(
                    name: "a file number that nobody bears", method: .readFile,
                    payload: Requests.readFile(number: "0000-0000-0"), status: .notAvailable),
            ]
        }

        @Test func everyKindOfBadInputGetsItsOwnErrorAndChangesNothing() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let worker = try await Device.enrol(province.coordinates)
            let opened = try Opened(
                try await worker.connection.put(.openFile, Requests.opening()))
            let before = try await worker.connection.state()
            let cases =
                openings(worker.connection) + acts(worker, opened.file)
                + calls(worker.connection)
            for item in cases {
                let answer = try await worker.connection.ask(
                    item.method, item.payload, key: item.key)
                #expect(answer.status == item.status, "\(item.name): \(answer.status)")
                let error = try MessageCodec.decode(WireError.self, from: answer.payload)
                #expect(error.fields.map(\.code) == item.codes.map { UInt32($0.rawValue) })
                if !item.field.isEmpty {
                    #expect(error.fields.first?.field == item.field, "\(item.name)")
                }
            }
            let unknown = try await worker.connection.call(method: 999, payload: [])
            #expect(unknown.status == .unknownMethod)
            let after = try await worker.connection.state()
            #expect(after.files == before.files)
            #expect(after.acts == before.acts)
            // Every refusal has its leaf, and so have the two looks at the state.
            #expect(after.logSize == before.logSize + UInt64(cases.count) + 2)
            #expect(try await worker.connection.history(opened.file).count == 1)
            // The same file takes the act that it should get, so none of the above stuck.
            _ = try await worker.connection.put(
                .appendAct,
                Requests.act(
                    opened.file, after: 1, form: "F1", to: "SIGNAL",
                    Requests.report(by: worker.member)))
            #expect(province.stop() == 0)
            #expect(try province.verify().status == 0)
            #expect(try StoppedStore.leaves(province).count { $0.kind == .deny } == cases.count + 1)
        }

        @Test func theSameOperationTakesEffectOnceAndNothingElseGoesUnderItsKey() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let worker = try await Device.enrol(province.coordinates)
            let connection = worker.connection
            let key = connection.newKey()
            let first = try await connection.ask(.openFile, Requests.opening(), key: key)
            #expect(first.status == .ok)
            for _ in 0..<3 {
                #expect(
                    try await connection.ask(.openFile, Requests.opening(), key: key) == first)
            }
            let other = Requests.opening(Requests.child(given: "أخرى"))
            let mismatch = try await connection.ask(.openFile, other, key: key)
            #expect(mismatch.status == .idempotencyMismatch)
            let file = try Opened(first.payload).file
            let report = Requests.act(
                file, after: 1, form: "F1", to: "SIGNAL", Requests.report(by: worker.member))
            let method = try await connection.ask(.appendAct, report, key: key)
            #expect(method.status == .idempotencyMismatch)
            // A key is another one on another device.
            let invited = try await worker.invite(
                "operator's deputy", role: "UPE-WORKER", organisation: "UPE 2")
            let operates = try await Device.enrol(province.operates)
            try await operates.approve(invited)
            let second = try await Device.enrol(invited)
            let theirs = try await second.connection.ask(.openFile, other, key: key)
            #expect(theirs.status == .ok)
            #expect(theirs.payload != first.payload)
            // After a refusal the key is still free.
            let spare = connection.newKey()
            let bad = Requests.opening(Requests.child(without: ["sex"]))
            #expect(
                try await connection.ask(.openFile, bad, key: spare).status == .invalidArgument)
            #expect(
                try await connection.ask(.openFile, Requests.opening(), key: spare).status == .ok)
            // And a key is remembered over a restart.
            #expect(province.stop() == 0)
            try province.start()
            try await worker.reconnect()
            #expect(
                try await worker.connection.ask(.openFile, Requests.opening(), key: key) == first)
            #expect(try await worker.connection.state().files == 3)
        }
    }
}
