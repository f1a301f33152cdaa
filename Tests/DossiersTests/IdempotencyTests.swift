import Authority
import Basics
import Circuit
import Dossiers
import Messages
import ProvinceSupport
import Registry
import Testing

@testable import AuditLog

/// A write happens once, whoever repeats it, however and when (SPEC W-55, attack A24).
@Suite struct IdempotencyTests {
    private enum Attempt: CaseIterable {
        case same, otherBody, otherMethod, otherDevice
    }

    @Test func idempotencyMatrix() throws {
        let province = try TestProvince()
        let desk = try Desk(province)
        let worker = try province.add(["UPE-WORKER"])
        let second = try province.add(
            ["UPE-WORKER"], organisation: worker.organisation, member: worker.member)
        // What the daemon goes through between the first attempt and the next.
        let between: [(String, () throws -> Void)] = [
            ("nothing", {}),
            ("a restart", { try province.restart() }),
            ("a crash", { try province.restart(crashing: true) }),
            (
                "a seal",
                {
                    province.seal()
                    try province.unseal()
                }
            ),
            (
                "29 days and a sweep",
                {
                    province.now = province.now.adding(seconds: 29 * 86_400)
                    while try province.ledger.idle() {}
                }
            ),
        ]
        for (name, happens) in between {
            for attempt in Attempt.allCases {
                let key = province.newKey()
                let file: FileID = province.newID()
                let other: FileID = province.newID()
                let start = province.now
                #expect(
                    desk.serve { desk.opening(file, by: worker, key: key, payload: [1], $0) }?
                        .payload == [1])
                try happens()
                let before = try province.leafCount()
                let reply: Reply?
                switch attempt {
                case .same:
                    reply = desk.serve {
                        desk.opening(file, by: worker, key: key, payload: [1], $0)
                    }
                    #expect(reply?.payload == [1], "\(name)")
                case .otherBody:
                    reply = desk.serve {
                        desk.opening(other, by: worker, key: key, payload: [2], $0)
                    }
                    #expect(reply?.refusal == .operationKeyMismatch, "\(name)")
                case .otherMethod:
                    reply = desk.serve {
                        desk.appending(
                            desk.listening("x", by: worker), to: file, after: 1, by: worker,
                            key: key, payload: [1], $0)
                    }
                    #expect(reply?.refusal == .operationKeyMismatch, "\(name)")
                case .otherDevice:
                    // The same member's other device: a name space of its own.
                    reply = desk.serve {
                        desk.opening(other, by: second, key: key, payload: [1], $0)
                    }
                    #expect(reply?.payload == [1], "\(name)")
                }
                let leaves = try province.leaves(from: before)
                #expect(leaves.count == 1, "\(name)")
                #expect(leaves.first?.body.repeated == (attempt == .same), "\(name)")
                #expect(desk.position(file, by: worker) == 1, "\(name)")
                let isThere = desk.position(other, by: second) != nil
                #expect(isThere == (attempt == .otherDevice), "\(name)")
                province.now = max(start, province.now)
            }
        }
        #expect(try province.isClean())
    }

    @Test func aKeyOfADayOutOfRangeIsNeverExecuted() throws {
        let province = try TestProvince()
        let desk = try Desk(province)
        let worker = try province.add(["UPE-WORKER"])
        func opens(days: Int64) -> Reply? {
            let file: FileID = province.newID()
            return desk.serve {
                desk.opening(file, by: worker, key: province.newKey(days: days), $0)
            }
        }
        for days in [Int64(-30), -1, 0, 1] { #expect(opens(days: days)?.payload == [1]) }
        for days in [Int64(-31), -400, 2, 365] {
            #expect(opens(days: days)?.refusal == .operationKeyExpired, "\(days)")
        }
        let without = desk.serve { deliver in
            Job(
                CallContext(
                    method: 64, isMutating: true, operationKey: nil, payload: [],
                    device: worker.device, session: SessionID(high: 1, low: 1),
                    actor: worker.actor), deliver: deliver
            ) { _ in throw Refusal.storage }
        }
        #expect(without?.refusal == .operationKeyMissing)
    }

    /// At no moment after the first attempt does a repeat execute again: it is answered, then
    /// refused as too old; also where the clock jumps and comes back.
    @Test func aRepeatIsAnsweredOrRefusedAtEveryLaterHour() throws {
        for days in [Int64(-30), -1, 0, 1] {
            let province = try TestProvince()
            let desk = try Desk(province)
            let worker = try province.add(["UPE-WORKER"])
            let start = province.now
            let key = province.newKey(days: days)
            let file: FileID = province.newID()
            func opens() -> Reply? {
                desk.serve { desk.opening(file, by: worker, key: key, $0) }
            }
            #expect(opens()?.payload == [1])
            var wasRefused = false
            for hour in stride(from: Int64(0), through: 34 * 24, by: 6) {
                province.now = start.adding(seconds: hour * 3_600)
                // Other writes go on, so that the sweep has rows to leave behind.
                if hour.isMultiple(of: 24) {
                    let another: FileID = province.newID()
                    #expect(desk.open(another, by: worker)?.payload == [1])
                }
                while try province.ledger.idle() {}
                let reply = opens()
                if reply?.refusal == .operationKeyExpired {
                    wasRefused = true
                } else {
                    #expect(reply?.payload == [1] && !wasRefused, "\(days) \(hour)")
                }
            }
            #expect(wasRefused)
            // The clock is put right again: the rows are gone, and the key stays refused.
            province.now = start
            #expect(opens()?.refusal == .operationKeyExpired)
            #expect(desk.position(file, by: worker) == 1)
            province.now = start.adding(seconds: 70 * 86_400)
            try province.restart()
            province.now = start
            #expect(opens()?.refusal == .operationKeyExpired)
        }
    }

    @Test func aConfirmedAnswerIsForgottenAndItsKeyIsNot() throws {
        let province = try TestProvince()
        let desk = try Desk(province)
        let worker = try province.add(["UPE-WORKER"])
        let second = try province.add(
            ["UPE-WORKER"], organisation: worker.organisation, member: worker.member)
        let keys = (0..<3).map { _ in province.newKey() }
        let files: [FileID] = keys.map { _ in province.newID() }
        func opens(_ number: Int) -> Reply? {
            desk.serve { desk.opening(files[number], by: worker, key: keys[number], $0) }
        }
        func confirms(_ person: Person, _ keys: [[UInt8]]) -> UInt8? {
            desk.serve { deliver in
                Job(desk.context(person, writes: false, method: 6), deliver: deliver) { turn in
                    let permit = try desk.permit(person, .ownDevice)
                    return try turn.commit(permit, LeafNote(.status)) { _, _ in
                        [UInt8(try turn.acknowledge(keys))]
                    }
                }
            }?.payload?.first
        }
        for number in keys.indices { #expect(opens(number)?.payload == [1]) }
        #expect(confirms(second, keys) == 0)
        #expect(opens(0)?.payload == [1])
        #expect(confirms(worker, [keys[0], keys[1], province.newKey()]) == 2)
        #expect(confirms(worker, [keys[0]]) == 0)
        try province.restart()
        // A late copy of the call is neither answered nor executed.
        #expect(opens(0)?.refusal == .operationKeyExpired)
        #expect(opens(2)?.payload == [1])
        #expect(desk.position(files[0], by: worker) == 1)
    }

    @Test func aRepeatInTheSameGroupGetsTheAnswerOfTheFirst() throws {
        let province = try TestProvince()
        let desk = try Desk(province)
        let worker = try province.add(["UPE-WORKER"])
        let key = province.newKey()
        let file: FileID = province.newID()
        var replies: [Reply] = []
        province.ledger.serve([
            desk.opening(file, by: worker, key: key) { replies.append($0) },
            desk.opening(file, by: worker, key: key) { replies.append($0) },
        ])
        #expect(replies.map(\.payload) == [[1], [1]])
        #expect(desk.position(file, by: worker) == 1)
    }

    /// Attack A25: the standing of the caller's device is looked at again inside the group.
    @Test func aDeviceThatIsRevokedInAGroupWritesAndReadsNothingMoreInIt() throws {
        let province = try TestProvince()
        let desk = try Desk(province)
        let worker = try province.add(["UPE-WORKER"])
        let chief = try province.add(["CAPE-COORDINATOR"])
        let file: FileID = province.newID()
        #expect(desk.open(file, by: worker)?.payload == [1])
        let registry = province.ledger.registry
        var replies: [Reply] = []
        let key = province.newKey()
        province.ledger.serve([
            desk.opening(province.newID(), by: worker, key: key) { replies.append($0) },
            Job(
                desk.context(chief, writes: true, method: 22), deliver: { replies.append($0) }
            ) { turn in
                let permit = try desk.permit(chief, .revoke)
                return try turn.commit(permit, LeafNote(.memberRevoke)) { changes, _ in
                    let rows = try registry.setStanding(.suspended, of: worker.device)
                    try registry.apply(rows, in: changes.transaction)
                    return []
                }
            },
            desk.opening(province.newID(), by: worker) { replies.append($0) },
            desk.reading(file, by: worker) { replies.append($0) },
            desk.opening(province.newID(), by: worker, key: key) { replies.append($0) },
        ])
        #expect(replies.map(\.payload) == [[1], [], nil, nil, nil])
        #expect(replies[2...].allSatisfy { $0.refusal == .revoked })
        // Resumed, it has a new generation: what its old connection still sends is refused.
        let rows = try registry.setStanding(.active, of: worker.device)
        try province.ledger.maintain(Permit.system(.bootstrap), nil) {
            try registry.apply(rows, in: $0)
        }
        #expect(desk.open(province.newID(), by: worker)?.refusal == .revoked)
    }
}
