import Basics
import Framing
import Handlers
import Messages
import NIOCore
import NIOPosix
import ProvinceSupport
import Secrets
import Testing

@testable import Daemon
@testable import Session

/// What the front desk answers without asking the keeper.
@Suite struct FrontDeskTests {
    /// SPEC W-55: a repeat that comes while the first attempt waits or runs is not taken on.
    @Test func aRepeatOfARunningWriteIsInProgress() throws {
        let province = try TestProvince()
        let people = [
            try province.add(["OPERATOR"]), try province.add(["OPERATOR"]),
        ]
        let now = province.now
        let handlers = UseCases(
            dossiers: province.ledger,
            surroundings: Surroundings(
                software: "", libsodium: "", startedAt: now, connectionCount: { 0 },
                diskFreeByteCount: { 0 }, isCredentialBeside: { false }, random: Random.number,
                definition: ([], []), settings: [], makeBackup: { _ in }),
            clock: { now })
        let keeper = Keeper(handlers, afterGroup: { _ in }, atStop: { _ in })
        let desk = FrontDesk(clock: { now })
        desk.keeper = keeper
        let mailbox = Mailbox(
            loop: MultiThreadedEventLoopGroup.singleton.next(), deliver: {})
        var stream: UInt32 = 0
        func answers() -> [StatusCode?] {
            let taken = mailbox.take().replies
            return (1...stream).map { number in
                for (stream, reply) in taken where stream == number {
                    if case .answer(let answer) = reply { return answer.status }
                }
                return nil
            }
        }
        func ask(_ person: Person, _ key: OperationKey, method: WireMethod = .changeTransport) {
            stream += 1
            var request = WireChangeTransportRequest()
            request.change = .prepare
            desk.answer(
                Call(
                    method: UInt16(method.rawValue), operationKey: key,
                    payload: MessageCodec.encode(request),
                    peer: .device(person.device, generation: 1),
                    session: SessionID(high: 1, low: UInt64(stream))),
                Responder(mailbox: mailbox, stream: stream))
        }
        let keys = try (0..<2).map { _ in try #require(OperationKey(province.newKey())) }
        // The keeper's thread has not started: every call waits.
        ask(people[0], keys[0])
        ask(people[0], keys[0])
        ask(people[0], keys[1])
        ask(people[1], keys[0])
        // A key on a method that does not write is ignored.
        ask(people[0], keys[0], method: .whoAmI)
        #expect(answers() == [nil, .inProgress, nil, nil, nil])
        keeper.start()
        keeper.stop()
        #expect(answers() == [.ok, nil, .ok, .ok, .ok])
        // Answered, it runs no more: what is refused now is refused by the keeper, which is gone.
        ask(people[0], keys[0])
        #expect(answers().last == .overloaded)
        ask(people[0], keys[0])
        #expect(answers().last == .overloaded)
    }

    /// SPEC W-54: IN_PROGRESS, then OVERLOADED where the queue is full, then what is wrong with the
    /// call itself; PING is answered before all of it.
    @Test func aFullQueueIsToldAfterARunningWriteAndBeforeAnUnknownMethod() throws {
        let province = try TestProvince()
        let person = try province.add(["UPE-WORKER"])
        let now = province.now
        let handlers = UseCases(
            dossiers: province.ledger,
            surroundings: Surroundings(
                software: "", libsodium: "", startedAt: now, connectionCount: { 0 },
                diskFreeByteCount: { 0 }, isCredentialBeside: { false }, random: Random.number,
                definition: ([], []), settings: [], makeBackup: { _ in }),
            clock: { now })
        let keeper = Keeper(handlers, afterGroup: { _ in }, atStop: { _ in })
        let desk = FrontDesk(clock: { now })
        desk.keeper = keeper
        let mailbox = Mailbox(
            loop: MultiThreadedEventLoopGroup.singleton.next(), deliver: {})
        var stream: UInt32 = 0
        func ask(
            _ method: UInt16, _ key: OperationKey? = nil, payload: [UInt8] = [],
            peer: Peer? = nil
        ) {
            stream += 1
            desk.answer(
                Call(
                    method: method, operationKey: key, payload: payload,
                    peer: peer ?? .device(person.device, generation: 1),
                    session: SessionID(high: 1, low: 1)),
                Responder(mailbox: mailbox, stream: stream))
        }
        let status = UInt16(WireMethod.status.rawValue)
        let openFile = UInt16(WireMethod.openFile.rawValue)
        let ping = UInt16(WireMethod.ping.rawValue)
        let key = try #require(OperationKey(province.newKey()))
        let other = try #require(OperationKey(province.newKey()))
        // The keeper's thread has not started: every call waits, and then there is no more room.
        ask(openFile, key)
        for _ in 1..<4_096 { ask(status) }
        #expect(mailbox.take().replies.isEmpty)
        let long = [UInt8](repeating: 0xFF, count: 65_537)
        ask(openFile, key, payload: long)
        ask(openFile, other, payload: long)
        ask(9_999)
        ask(ping, key, payload: [1, 2, 3])
        // On each kind of connection, whoever it is.
        ask(ping, peer: .enrolling(province.newID(), publicKey: []))
        ask(ping, peer: .device(province.newID(), generation: 7))
        let answers = mailbox.take().replies.compactMap { _, reply -> Answer? in
            if case .answer(let answer) = reply { answer } else { nil }
        }
        #expect(
            answers.map(\.status) == [.inProgress, .overloaded, .overloaded, .ok, .ok, .ok])
        #expect(answers[3].payload == [1, 2, 3])
        // Both that were refused are no more than refused: with room, they are looked at.
        keeper.start()
        keeper.stop()
        #expect(mailbox.take().replies.count == 4_096)
    }
}
