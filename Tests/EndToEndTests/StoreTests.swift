import Basics
import Foundation
import Framing
import GRDB
import Messages
import NIOCore
import Session
import Testing

extension EndToEnd {
    /// The daemon and its store: founding, stopping, damage.
    @Suite struct Stores {
        @Test func foundingRefusesAnUnknownProvinceAndAStoreThatIsThere() throws {
            let province = try Province()
            defer { province.end() }
            let before = try province.fingerprint()
            let again = try Program.run(
                "madard",
                [
                    "init", "--province", "04.441", "--data", province.data, "--no-passphrase",
                    "--credential", province.root + "/second",
                ], home: province.root)
            #expect(again.status == 65)
            #expect(again.output.isEmpty)
            #expect(again.talk.contains("A store lies there already"))
            #expect(try province.fingerprint() == before)
            #expect(!FileManager.default.fileExists(atPath: province.root + "/second"))
            let nowhere = try Program.run(
                "madard",
                [
                    "init", "--province", "99.999", "--data", province.root + "/other",
                    "--no-passphrase", "--credential", province.root + "/third",
                ], home: province.root)
            #expect(nowhere.status == 65)
            #expect(nowhere.output.isEmpty)
            #expect(nowhere.talk.contains("No territory"))
            #expect(!FileManager.default.fileExists(atPath: province.root + "/other"))
            #expect(!FileManager.default.fileExists(atPath: province.root + "/third"))
            let short = try Program.run(
                "madard", ["init", "--province", "04.441", "--data", province.root + "/short"],
                home: province.root, input: "short\n")
            #expect(short.status == 65)
            #expect(short.talk.contains("less than 12"))
            let nothing = try Program.run(
                "madard", ["verify", "--data", province.root + "/nothing"], home: province.root)
            #expect(nothing.status == 66)
        }

        @Test func aSecondDaemonOnTheSameStoreIsRefused() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let worker = try await Device.enrol(province.coordinates)
            _ = try await worker.openListened()
            let before = try await worker.connection.state()
            let second = try Program.run(
                "madard", ["serve", "--data", province.data, "--listen", "127.0.0.1:0"],
                home: province.root)
            #expect(second.status == 75)
            #expect(second.output.isEmpty)
            #expect(second.talk.contains("Another madard"))
            let verified = try province.verify()
            #expect(verified.status == 75)
            let after = try await worker.connection.state()
            #expect((after.files, after.acts) == (before.files, before.acts))
            #expect(after.logSize == before.logSize + 1)
        }

        @Test func aDaemonThatIsToldToStopFinishesWhatIsInFlightAndStartsAgain() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let worker = try await Device.enrol(province.coordinates)
            let opened = try await worker.openListened()
            let connection = worker.connection
            // A burst that is under way when the signal comes: each call has its outcome.
            let futures = (0..<24).map { number in
                connection.send(
                    method: UInt16(WireMethod.openFile.rawValue),
                    payload: Requests.opening(Requests.child(given: "طفل \(number)")),
                    operationKey: connection.newKey())
            }
            #expect(try await futures[0].get().status == .ok)
            #expect(province.stop() == 0)
            var done = 1
            for future in futures.dropFirst() {
                do {
                    let answer = try await future.get()
                    #expect(answer.status == .ok || answer.status.retryClass == .notExecuted)
                    if answer.status == .ok { done += 1 }
                } catch let error as ConnectionError {
                    // SPEC W-45: what is in flight is answered; the rest was not taken on.
                    guard case .notExecuted = error else {
                        Issue.record("a call that was taken on has no answer: \(error)")
                        continue
                    }
                }
            }
            let verified = try province.verify()
            #expect(verified.status == 0)
            #expect(verified.output.contains("Everything agrees"))
            try province.start()
            try await worker.reconnect()
            let state = try await worker.connection.state()
            // Whatever was answered is there; what was not may have been done too.
            #expect(state.files >= UInt64(done) + 1)
            #expect(state.files <= 25)
            #expect(
                try await worker.connection.history(opened.file).map(\.sequence) == [1, 2, 3, 4])
            _ = try await worker.connection.put(
                .appendAct,
                Requests.act(opened.file, after: 4, form: "F2", Requests.listening("again")))
        }

        @Test func aDamagedRowIsAnErrorOfItsOwnAndVerifyNamesIt() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let worker = try await Device.enrol(province.coordinates)
            let damaged = try await worker.openListened()
            let whole = try await worker.openListened()
            #expect(province.stop() == 0)
            #expect(try province.verify().status == 0)
            // One bit of the last envelope of the first file.
            try Self.damage(province)
            try province.start()
            try await worker.reconnect()
            let connection = worker.connection
            let before = try await connection.state()
            let act = try await connection.ask(.readAct, Requests.readAct(damaged.file, 4))
            #expect(act.status == .storage)
            #expect(act.status.retryClass == .daemonFault)
            #expect(
                try MessageCodec.decode(WireError.self, from: act.payload).fields.isEmpty)
            let append = try await connection.ask(
                .appendAct,
                Requests.act(damaged.file, after: 4, form: "F2", Requests.listening("more")),
                key: connection.newKey())
            #expect(append.status == .storage)
            // The rest of the province works on.
            #expect(
                try await connection.ask(.readAct, Requests.readAct(whole.file, 4)).status == .ok)
            let after = try await connection.state()
            #expect((after.files, after.acts) == (before.files, before.acts))
            #expect(province.stop() == 0)
            let verified = try province.verify()
            #expect(verified.status == 2)
            // Its leaf, its row and its file's chain each tell of it.
            #expect(verified.output.contains("3 errors"))
            #expect(verified.output.contains("the acts written with it"))
            #expect(verified.output.contains("does not open as what it says to be"))
            #expect(verified.output.contains("File 1: its acts"))
        }

        private static func damage(_ province: Province) throws {
            let queue = try DatabaseQueue(path: province.data + "/madar.db")
            try queue.write { database in
                let row = try Int64.fetchOne(
                    database, sql: "SELECT max(row) FROM act WHERE file = 1 AND sequence = 4")
                let bytes = try Data.fetchOne(
                    database, sql: "SELECT envelope FROM act WHERE row = ?", arguments: [row])
                guard var envelope = bytes else { throw HarnessError.didNotStart }
                envelope[envelope.count / 2] ^= 1
                try database.execute(
                    sql: "UPDATE act SET envelope = ? WHERE row = ?", arguments: [envelope, row])
            }
            try queue.close()
        }

        @Test func aDamagedKeyringKeepsTheStoreSealedAndUntouched() async throws {
            let secret = "a passphrase of this test"
            let province = try Province(passphrase: secret)
            defer { province.end() }
            try province.start()
            let operates = try await Device.enrol(province.operates)
            #expect(province.stop() == 0)
            let path = URL(fileURLWithPath: province.data + "/keyring.1")
            let good = try Data(contentsOf: path)
            var bad = good
            bad[good.count / 2] ^= 0x10
            try bad.write(to: path)
            try province.start()
            try await operates.reconnect()
            var request = WireUnsealRequest()
            request.passphrase = Data(secret.utf8)
            let unseal = MessageCodec.encode(request)
            let answer = try await operates.connection.ask(.unseal, unseal)
            #expect(answer.status == .storage)
            #expect(try MessageCodec.decode(WireError.self, from: answer.payload).detail == 14)
            #expect(try await operates.connection.state().sealed)
            #expect(try Data(contentsOf: path) == bad)
            // The right bytes in their place, and the same daemon opens.
            try good.write(to: path)
            #expect(try await operates.connection.ask(.unseal, unseal).status == .ok)
            #expect(try await !operates.connection.state().sealed)
            #expect(province.stop() == 0)
            #expect(try province.verify().status == 0)
        }
    }
}
