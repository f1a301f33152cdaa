import AuditLog
import Basics
import Foundation
import Framing
import Messages
import NIOCore
import Session
import Support
import Synchronization
import Testing

/// What lanes of calls have done, and when enough is done.
private final class Ledger: Sendable {
    struct Write: Sendable {
        let file: FileID
        let text: String
        let payload: [UInt8]
        let key: OperationKey
        var answer: [UInt8]?
    }

    struct Content {
        var writes: [Write] = []
        var reads: [(motive: String, isAnswered: Bool)] = []
        var answered = 0
    }

    let content = Mutex(Content())

    /// Counts an answer; true exactly once, when there are enough.
    func count(_ enough: Int) -> Bool {
        content.withLock {
            $0.answered += 1
            return $0.answered == enough
        }
    }
}

extension EndToEnd {
    /// A daemon that is killed, and one leaf for every call.
    @Suite struct Kills {
        @Test(arguments: [40, 333])
        func killedWhileActsAreWrittenItLosesNothingThatWasAnswered(enough: Int) async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let worker = try await Device.enrol(province.coordinates)
            var opened: [FileID] = []
            for _ in 0..<6 { opened.append(try await worker.openListened().file) }
            let files = opened
            let ledger = Ledger()
            let connection = worker.connection
            let identifier = try #require(province.daemon).identifier
            await withTaskGroup(of: Void.self) { group in
                for file in files {
                    group.addTask {
                        await Self.write(file, connection, ledger, enough, identifier)
                    }
                }
                group.addTask { await Self.read(files, connection, ledger, enough, identifier) }
            }
            province.killDaemon()
            let done = ledger.content.withLock { $0.writes }
            let reads = ledger.content.withLock { $0.reads }
            let answered = done.count { $0.answer != nil }
            #expect(answered + reads.count { $0.isAnswered } >= enough)
            #expect(done.count > answered)

            let verified = try province.verify()
            #expect(verified.status == 0, "\(verified.output)")
            #expect(verified.output.contains("Everything agrees"))
            let leaves = try StoppedStore.leaves(province)
            #expect(verified.output.contains("Opened as well: \(leaves.count) leaves,"))
            for write in done {
                guard let bytes = write.answer else { continue }
                let answer = try MessageCodec.decode(WireAppendActAnswer.self, from: bytes)
                #expect(leaves.count { $0.body.act == answer.act } == 1)
            }
            for read in reads {
                let count = leaves.count { $0.body.motive == read.motive }
                #expect(read.isAnswered ? count == 1 : count <= 1)
            }
            // One leaf a call: those of this session are what was answered, and at most what
            // was not.
            let session = leaves.filter {
                $0.body.session == connection.session.blob
                    && $0.body.file.isEmpty == false
            }
            let least = answered + reads.count { $0.isAnswered } + files.count * 4
            #expect((least...least + done.count + reads.count).contains(session.count))
            #expect(
                Set(session.map { [UInt8]($0.body.act) + $0.body.motive.utf8 }).count
                    == session.count)

            try province.start()
            try await worker.reconnect()
            for write in done {
                let again = try await worker.connection.ask(
                    .appendAct, write.payload, key: write.key)
                #expect(again.status == .ok)
                if let answer = write.answer { #expect(again.payload == answer) }
            }
            for file in files {
                let acts = try await worker.connection.history(file)
                #expect(acts.map(\.sequence) == Array(1...UInt64(acts.count)))
                #expect(
                    acts.dropFirst(4).map(\.listened)
                        == done.filter { $0.file == file }.map(\.text))
            }
            #expect(province.stop() == 0)
            #expect(try province.verify().status == 0)
        }

        /// Appends one act after the other to a file, until the daemon is gone.
        private static func write(
            _ file: FileID, after first: UInt64 = 4, _ connection: DeviceConnection,
            _ ledger: Ledger, _ enough: Int, _ daemon: Int32
        ) async {
            var sequence = first
            while true {
                let text = "\(file.hexadecimal.prefix(4)) \(sequence)"
                let write = Ledger.Write(
                    file: file, text: text,
                    payload: Requests.act(
                        file, after: sequence, form: "F2", Requests.listening(text)),
                    key: connection.newKey())
                let place = ledger.content.withLock {
                    $0.writes.append(write)
                    return $0.writes.count - 1
                }
                guard
                    let answer = try? await connection.ask(
                        .appendAct, write.payload, key: write.key), answer.status == .ok
                else { return }
                ledger.content.withLock { $0.writes[place].answer = answer.payload }
                if ledger.count(enough) { kill(daemon, SIGKILL) }
                sequence += 1
            }
        }

        /// How often the daemon is killed: fifty times, or as often as MADAR_KILLS says.
        private static let killCount = repetitions(50, "MADAR_KILLS")
        /// After so many kills other files are written, and the whole store is verified.
        private static let killsPerFiles = 25

        /// Starts the daemon on its port, which anybody's connection may have while nobody listens there.
        private static func startAgain(_ province: Province) async throws {
            for _ in 0..<60 {
                do {
                    return try province.start()
                } catch HarnessError.program("serve", 69) {
                    try await Task.sleep(for: .seconds(1))
                }
            }
            throw HarnessError.didNotStart
        }

        @Test func killedAgainAndAgainUnderLoadItLosesNothingThatWasAnswered() async throws {
            let seed = UInt64.random(in: 0 ... .max)
            print("kills seed \(seed)")
            var random = SeededGenerator(seed: seed)
            let province = try Province()
            defer { province.end() }
            try province.start()
            let worker = try await Device.enrol(province.coordinates)
            var files: [FileID] = []
            var texts: [FileID: [String]] = [:]
            var (answered, unanswered) = (0, 0)
            for kill in 0..<Self.killCount {
                if kill.isMultiple(of: Self.killsPerFiles) {
                    files = []
                    for _ in 0..<4 { files.append(try await worker.openListened().file) }
                }
                let (ledger, connection) = (Ledger(), worker.connection)
                let daemon = try #require(province.daemon).identifier
                let enough = Int.random(in: 1...16, using: &random)
                let first = files.map { ($0, 4 + UInt64(texts[$0]?.count ?? 0)) }
                await withTaskGroup(of: Void.self) { group in
                    for (file, sequence) in first {
                        group.addTask {
                            await Self.write(
                                file, after: sequence, connection, ledger, enough, daemon)
                        }
                    }
                }
                province.killDaemon()
                let place = "kill \(kill), seed \(seed)"
                if (kill + 1).isMultiple(of: Self.killsPerFiles) || kill + 1 == Self.killCount {
                    let verified = try province.verify()
                    #expect(verified.status == 0, "\(place): \(verified.output)")
                    #expect(verified.output.contains("Everything agrees"), "\(place)")
                    print("kills \(kill + 1) of \(Self.killCount)")
                }
                try await Self.startAgain(province)
                try await worker.reconnect()
                let done = ledger.content.withLock { $0.writes }
                for file in files {
                    // What was answered is there before anything is sent again; of what was not, one
                    // act at most.
                    let acts = try await worker.connection.history(file)
                    let mine = done.filter { $0.file == file }
                    let heard = mine.filter { $0.answer != nil }.map(\.text)
                    let known = texts[file, default: []] + heard
                    let found = acts.dropFirst(4).map(\.listened)
                    #expect(
                        found == known || found == known + mine.suffix(1).map(\.text), "\(place)")
                    #expect(acts.map(\.sequence) == Array(1...UInt64(acts.count)), "\(place)")
                    texts[file, default: []] += mine.map(\.text)
                }
                for write in done {
                    let again = try await worker.connection.ask(
                        .appendAct, write.payload, key: write.key)
                    #expect(again.status == .ok, "\(place)")
                    if let answer = write.answer { #expect(again.payload == answer, "\(place)") }
                    if write.answer == nil { unanswered += 1 } else { answered += 1 }
                }
                for file in files {
                    let acts = try await worker.connection.history(file)
                    #expect(acts.dropFirst(4).map(\.listened) == texts[file], "\(place)")
                }
                // As a device does; what is not confirmed is counted (SPEC W-55).
                var confirmed = WireAckOperationsRequest()
                confirmed.operationKeys = done.map { $0.key.bytes.blob }
                _ = try await worker.connection.get(
                    .ackOperations, MessageCodec.encode(confirmed))
            }
            print("kills \(Self.killCount): \(answered) answered, \(unanswered) cut off")
            // Kills on both sides of an answer, or this shows nothing.
            #expect(answered >= Self.killCount && unanswered >= Self.killCount)
            #expect(province.stop() == 0)
            #expect(try province.verify().status == 0)
        }

        /// Reads beside the writing, each time with a motive of its own.
        private static func read(
            _ files: [FileID], _ connection: DeviceConnection, _ ledger: Ledger, _ enough: Int,
            _ daemon: Int32
        ) async {
            var number = 0
            while true {
                let motive = "reason \(number)"
                let place = ledger.content.withLock {
                    $0.reads.append((motive, false))
                    return $0.reads.count - 1
                }
                let payload = Requests.readAct(
                    files[number % files.count], 1, motive: motive)
                guard let answer = try? await connection.ask(.readAct, payload),
                    answer.status == .ok
                else { return }
                ledger.content.withLock { $0.reads[place].isAnswered = true }
                if ledger.count(enough) { kill(daemon, SIGKILL) }
                number += 1
            }
        }

        @Test func everyCallButAPingLeavesExactlyOneLeaf() async throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let worker = try await Device.enrol(province.coordinates)
            let opened = try await worker.openListened()
            let connection = try await worker.connect()
            let calls: [(WireMethod, [UInt8])] = [
                (.ping, [1, 2, 3]), (.whoAmI, []), (.status, []), (.definition, []),
                (.checkpoint, []), (.listDevices, []), (.listInvitations, []),
                (.readFile, Requests.readFile(opened.file)),
                (.readAct, Requests.readAct(opened.file, 2)),
                (.history, Requests.history(opened.file)), (.find, Requests.find("اختبار")),
                (.listFiles, Requests.listFiles()),
                // Refused ones have theirs, too.
                (.readFile, Requests.readFile(FileID(high: 7, low: 7))),
                (.openFile, Requests.opening()), (.enrol, []),
            ]
            var futures: [EventLoopFuture<Answer>] = []
            for _ in 0..<8 {
                for (method, payload) in calls {
                    futures.append(
                        connection.send(method: UInt16(method.rawValue), payload: payload))
                    // No more than a connection may have in flight.
                    if futures.count.isMultiple(of: 30) {
                        for future in futures.suffix(30) { _ = try await future.get() }
                    }
                }
            }
            for future in futures { _ = try await future.get() }
            await connection.close()
            #expect(province.stop() == 0)
            let leaves = try StoppedStore.leaves(province).filter {
                $0.body.session == connection.session.blob
            }
            #expect(leaves.count == 8 * (calls.count - 1))
            for method in Set(calls.map(\.0)) {
                let made = method == .ping ? 0 : 8 * calls.count { $0.0 == method }
                #expect(
                    leaves.count { $0.body.method == UInt32(method.rawValue) } == made,
                    "\(method)")
            }
            #expect(leaves.count { $0.body.refusal != 0 } == 8 * 3)
        }

        /// Bounds how long a file of a running daemon may grow, as a disk without room does.
        private static func bound(_ daemon: RunningDaemon, _ limit: String) throws {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/prlimit")
            process.arguments = ["--pid", String(daemon.identifier), "--fsize=" + limit]
            try process.run()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0)
        }

        @Test func whereFilesMayNotGrowItRefusesAndGoesOnOnceTheyMay() throws {
            try Terminals.opened { province, desk in
                let first = try #require(try Terminals.open(desk).text("file_number"))
                let daemon = try #require(province.daemon)
                try Self.bound(daemon, "65536:")
                for _ in 0..<4 {
                    let refused = try Terminals.open(desk, ["given_name_ar": "سندباد"])
                    #expect(refused.status == 74, "\(refused.code ?? "")")
                    #expect(["disk_full", "storage_fault"].contains(refused.code ?? ""))
                }
                try Self.bound(daemon, "unlimited:")
                // The room is looked for once a second.
                var second: Desk.Said?
                for _ in 0..<120 where second?.status != 0 {
                    second = try Terminals.open(desk, ["given_name_ar": "علي"])
                }
                let number = try #require(second?.text("file_number"))
                province.killDaemon()
                let verified = try province.verify()
                #expect(verified.status == 0, "\(verified.output)")
                try province.start()
                for file in [first, number] {
                    #expect(try desk.run("madar", "worker", "show", file).status == 0)
                }
            }
        }
    }
}
