import Basics
import Circuit
import Framing
import Mapping
import Messages
import NIOCore
import ProvinceSupport
import Secrets
import Session
import Testing

@testable import Daemon

/// Stream calls and large requests over real connections to a whole daemon.
@Suite(.serialized) struct StreamCallTests {
    private func running(_ body: (Unit) async throws -> Void) async throws {
        let province = try await RunningProvince(
            coordinatorRoles: ["CAPE-COORDINATOR", "UPE-WORKER"])
        do {
            try await body(try await Unit(province))
        } catch {
            await province.end()
            throw error
        }
        await province.end()
    }

    /// SPEC W-39, W-111: events come over the connection on which others calls go on.
    @Test func eventsComeAcrossCutsAndARestart() async throws {
        try await running { unit in
            var mine = try await unit.connect(unit.coordinator)
            var theirs = try await unit.connect(unit.colleague)
            let file = try await unit.openListened(mine)
            let reader = try await EventReader(mine)
            #expect(try await reader.stream.head().status == .ok)
            let ready = try #require(try await reader.next())
            #expect(ready.kind == .ready && ready.position > 0)
            let strangers = try await EventReader(try await unit.connect(unit.stranger))
            #expect(try await strangers.next()?.kind == .ready)
            for sequence: UInt64 in 4..<7 {
                try await unit.append(
                    sequence == 5 ? mine : theirs, to: file, after: sequence, unit.listening())
            }
            let first = try #require(try await reader.next())
            let second = try #require(try await reader.next())
            #expect((first.kind, first.sequence, first.file) == (.act, 5, file.blob))
            #expect((second.kind, second.sequence, second.file) == (.act, 7, file.blob))
            #expect(ready.position < first.position && first.position < second.position)

            // The line is cut before the second was stored, and more happens.
            await mine.close()
            try await unit.append(theirs, to: file, after: 7, unit.listening())
            mine = try await unit.connect(unit.coordinator)
            let again = try await EventReader(mine, after: first.position)
            let missed = try #require(try await again.next())
            #expect((missed.sequence, missed.position) == (7, second.position))
            let last = try #require(try await again.next())
            #expect(last.sequence == 8)
            #expect(try await again.next()?.kind == .ready)

            // The daemon stops: subscriptions end of themselves, and do not hold it up.
            try await unit.province.restart()
            while try await again.next() != nil {}
            mine = try await unit.connect(unit.coordinator)
            theirs = try await unit.connect(unit.colleague)
            let third = try await EventReader(mine, after: first.position)
            #expect(try await third.next()?.position == second.position)
            #expect(try await third.next()?.position == last.position)
            #expect(try await third.next()?.kind == .ready)
            try await unit.append(theirs, to: file, after: 8, unit.listening())
            #expect(try await third.next()?.sequence == 9)

            // Nothing of all that was a stranger's.
            let nothing = try await EventReader(
                try await unit.connect(unit.stranger), after: ready.position)
            #expect(try await nothing.next()?.kind == .ready)

            // What the daemon has never told.
            let other = try await unit.connect(unit.coordinator)
            let ahead = try await EventReader(other, after: last.position + 1_000)
            #expect(try await ahead.next()?.kind == .resync)
            #expect(try await ahead.next()?.kind == .ready)
        }
    }

    /// SPEC W-110: a stream that has begun can only end, and the same call tells why.
    @Test func cancelSealAndRevocationEndIt() async throws {
        try await running { unit in
            let mine = try await unit.connect(unit.coordinator)
            let cancelled = try await EventReader(mine)
            #expect(try await cancelled.next()?.kind == .ready)
            cancelled.stream.cancel()
            #expect(try await cancelled.next() == nil)

            let revoked = try await unit.connect(unit.colleague)
            let reader = try await EventReader(revoked)
            #expect(try await reader.next()?.kind == .ready)
            let operates = try await unit.connect(unit.runner)
            try await operates.change(unit.colleague.id, .suspend)
            await #expect(throws: ConnectionError.lost(.revoked)) {
                while try await reader.next() != nil {}
            }

            let refused = try await EventReader(operates)
            #expect(try await refused.stream.head().status == .permission)
            #expect(try await refused.next() == nil)

            let sealed = try await EventReader(mine)
            #expect(try await sealed.next()?.kind == .ready)
            let second = try await EventReader(mine)
            #expect(try await second.stream.head().status == .precondition)
            try await operates.get(.seal)
            #expect(try await sealed.next() == nil)
            let again = try await EventReader(mine)
            #expect(try await again.stream.head().status == .sealed)
            // The connection is as good as before.
            try await mine.get(.whoAmI)
        }
    }

    /// SPEC W-34: an act of 60 KiB goes on in DATA, and is read again as it was written.
    @Test func anActMayBeLargerThanAFrame() async throws {
        try await running { unit in
            let mine = try await unit.connect(unit.coordinator)
            let file = try await unit.openListened(mine)
            let large: [FieldValue] = [
                FieldValue("narration", .text(String(repeating: "a", count: 16_384))),
                FieldValue("safety_wish", .text(String(repeating: "😀", count: 4_000))),
                FieldValue("emotional_state", .text(String(repeating: "😀", count: 4_000))),
                FieldValue("needs_expressed", .text(String(repeating: "😀", count: 3_500))),
            ]
            var draft = unit.listening(large)
            draft.values.removeAll { value in
                value.field == "needs_expressed" && value.value.text == "x"
            }
            var request = WireAppendActRequest()
            request.file = file.blob
            request.afterSequence = 4
            request.draft = draft
            let payload = MessageCodec.encode(request)
            try #require(payload.count > 60 * 1_024 && payload.count <= 65_536)
            let key = OperationKey(epoch: mine.welcome.operationEpoch, random: Random.bytes(12))
            let answer = try await mine.get(.appendAct, payload, key: key)
            // Sent again on another connection, it is not done again.
            let other = try await unit.connect(unit.coordinator)
            #expect(try await other.get(.appendAct, payload, key: key) == answer)
            var reading = WireReadActRequest()
            reading.file = file.blob
            reading.sequence = 5
            let act = try MessageCodec.decode(
                WireReadActAnswer.self,
                from: try await mine.get(.readAct, MessageCodec.encode(reading)))
            for value in large {
                #expect(
                    act.act.values.contains { $0 == WireFieldValue(value) }, "\(value.field)")
            }
        }
    }
}
