import Authority
import Basics
import Dossiers
import Framing
import Messages
import Operations
import ProvinceSupport
import Testing

@testable import Handlers

/// What a subscriber hears, and what he does not (SPEC W-110 to W-112).
@Suite struct SubscriptionTests {
    private struct Unit {
        let province: TestProvince
        let worker: Person
        let colleague: Person
        var office: Office
        let file: FileID
        var sequence: UInt64 = 4

        /// A unit of two, and a file that the first of them opened.
        init() throws {
            province = try TestProvince()
            office = try Office(province)
            worker = try province.add(["UPE-WORKER"])
            colleague = try province.add(["UPE-WORKER"], organisation: worker.organisation)
            file = try office.openListened(worker)
        }

        /// Adds an act to the file.
        mutating func append(_ person: Person) throws {
            let answer = try office.ask(
                person, .appendAct, office.listening(file, after: sequence))
            try #require(answer.status == .ok)
            sequence += 1
        }

        func subscribe(
            _ person: Person, after position: UInt64? = nil, due: Int64 = 0,
            session: UInt64 = 1, isReading: Bool = true
        ) throws -> OpenCall {
            var request = WireSubscribeRequest()
            if let position { request.afterPosition = position }
            request.dueAfterMs = due
            return try OpenCall(
                office, person, .subscribe, MessageCodec.encode(request), session: session,
                isReading: isReading)
        }
    }

    @Test func othersActsOnMyFilesAreTold() throws {
        var unit = try Unit()
        let leaves = try unit.province.leafCount()
        let mine = try unit.subscribe(unit.worker)
        let stranger = try unit.province.add(["UPE-WORKER"])
        let theirs = try unit.subscribe(stranger, session: 2)
        #expect(mine.seen.hasBegun && theirs.seen.hasBegun)
        let ready = try mine.events()
        #expect(ready.map(\.kind) == [.ready])
        #expect(try theirs.events().map(\.kind) == [.ready])
        // One leaf a subscription, and none for what it tells.
        #expect(try unit.province.leafCount() == leaves + 2)

        try unit.append(unit.worker)
        mine.run()
        #expect(try mine.events().isEmpty)
        try unit.append(unit.colleague)
        try unit.append(unit.colleague)
        mine.run()
        theirs.run()
        let told = try mine.events()
        #expect(told.map(\.kind) == [.act, .act])
        #expect(told.map(\.file) == [unit.file.blob, unit.file.blob])
        #expect(told.map(\.sequence) == [6, 7])
        #expect(ready[0].position < told[0].position && told[0].position < told[1].position)
        #expect(told.allSatisfy { $0.task.isEmpty && $0.dueMs == 0 })
        // The same acts are none of a stranger's business.
        #expect(try theirs.events().isEmpty)
        #expect(try unit.province.leafCount() == leaves + 5)
    }

    @Test func acrossACutAndARestartNothingIsMissedOrRepeated() throws {
        var unit = try Unit()
        let first = try unit.subscribe(unit.worker)
        try unit.append(unit.colleague)
        first.run()
        let last = try #require(try first.events().last)
        #expect(last.kind == .act && last.sequence == 5)
        first.send(.lost)
        try unit.append(unit.colleague)
        try unit.append(unit.worker)
        try unit.append(unit.colleague)
        let second = try unit.subscribe(unit.worker, after: last.position)
        let missed = try second.events()
        #expect(missed.map(\.kind) == [.act, .act, .ready])
        #expect(missed.map(\.sequence) == [6, 8, 0])
        let position = try #require(missed.last?.position)
        second.send(.lost)

        try unit.append(unit.colleague)
        try unit.append(unit.colleague)
        try unit.province.restart(crashing: true)
        unit.office = try Office(unit.province)
        // From the store now: nothing is in memory after a start.
        let stranger = try unit.province.add(["UPE-WORKER"])
        #expect(
            try unit.subscribe(stranger, after: last.position, session: 3).events().map(\.kind)
                == [.ready])
        let third = try unit.subscribe(unit.worker, after: last.position)
        let again = try third.events()
        #expect(again.map(\.sequence) == [6, 8, 9, 10, 0])
        #expect(again.prefix(2).map(\.position) == missed.prefix(2).map(\.position))
        third.send(.lost)
        let fourth = try unit.subscribe(unit.worker, after: position)
        #expect(try fourth.events().map(\.sequence) == [9, 10, 0])
        // And on from there.
        try unit.append(unit.colleague)
        fourth.run()
        #expect(try fourth.events().map(\.sequence) == [11])
    }

    @Test func whoeverIsTooFarBehindResynchronises() throws {
        var unit = try Unit()
        let first = try unit.subscribe(unit.worker)
        let position = try #require(try first.events().last?.position)
        first.send(.lost)
        // A position that the store has never told: a backup was restored.
        let ahead = try unit.subscribe(unit.worker, after: position + 1)
        #expect(try ahead.events().map(\.kind) == [.resync, .ready])
        ahead.send(.lost)
        unit.office.handlers.lagPositionsMax = 2
        try unit.append(unit.colleague)
        let near = try unit.subscribe(unit.worker, after: position)
        #expect(try near.events().map(\.kind) == [.act, .ready])
        near.send(.lost)
        for _ in 0..<3 { try unit.append(unit.colleague) }
        let far = try unit.subscribe(unit.worker, after: position)
        let events = try far.events()
        #expect(events.map(\.kind) == [.resync, .ready])
        #expect(events.allSatisfy { $0.position > position + 2 })
        try unit.append(unit.colleague)
        far.run()
        #expect(try far.events().map(\.kind) == [.act])
    }

    @Test func aSlowReaderLosesEventsAndHearsIt() throws {
        var unit = try Unit()
        unit.office.handlers.lagPositionsMax = 3
        let slow = try unit.subscribe(unit.worker, isReading: false)
        #expect(try slow.events().map(\.kind) == [.ready])
        // What has been written has not left: nothing more is, however much happens.
        for _ in 0..<5 { try unit.append(unit.colleague) }
        slow.run()
        #expect(try slow.events().isEmpty)
        slow.send(.drained)
        #expect(try slow.events().map(\.kind) == [.resync])
        slow.send(.drained)
        try unit.append(unit.colleague)
        slow.run()
        #expect(try slow.events().map(\.sequence) == [UInt64(unit.sequence)])
    }

    @Test func whatFallsDueIsToldOnceWhenItsTimeComes() throws {
        var unit = try Unit()
        let start = unit.province.now
        let mine = try unit.subscribe(unit.worker)
        let colleagues = try unit.subscribe(unit.colleague, session: 2)
        #expect(try mine.events().map(\.kind) == [.ready])
        #expect(!unit.office.handlers.hasReadyStreams)
        let tasks = try MessageCodec.decode(
            WireListFilesAnswer.self,
            from: try unit.office.ask(unit.worker, .listFiles, unit.office.listing(kind: 3))
                .payload
        ).files
        let due = try #require(tasks.first)
        unit.province.now = Instant(milliseconds: due.dueMs - 1)
        mine.run()
        #expect(try mine.events().isEmpty)
        unit.province.now = Instant(milliseconds: due.dueMs)
        #expect(unit.office.handlers.hasReadyStreams)
        mine.run()
        let told = try mine.events()
        let expected = tasks.filter { $0.dueMs == due.dueMs }
        #expect(told.map(\.kind) == expected.map { _ in .due })
        #expect(told.map(\.task) == expected.map(\.task))
        #expect(told.map(\.dueMs) == expected.map(\.dueMs))
        #expect(told.allSatisfy { $0.file == unit.file.blob })
        mine.run()
        // Another act leaves it owed, and it is not told again.
        try unit.append(unit.worker)
        mine.run()
        #expect(try mine.events().isEmpty)
        // It is owed by the referent alone.
        colleagues.run()
        #expect(try colleagues.events().allSatisfy { $0.kind != .due })
        mine.send(.lost)
        #expect(unit.province.now > start)

        // Whoever stored it is told from its moment on; whoever did not, everything.
        let fresh = try unit.subscribe(unit.worker)
        #expect(try fresh.events().map(\.kind) == expected.map { _ in .due } + [.ready])
        fresh.send(.lost)
        let later = try unit.subscribe(unit.worker, due: due.dueMs + 1)
        #expect(try later.events().map(\.kind) == [.ready])
        later.send(.lost)
        let same = try unit.subscribe(unit.worker, due: due.dueMs)
        #expect(try same.events().map(\.kind) == expected.map { _ in .due } + [.ready])
    }

    @Test func sealRevocationCancelAndDrainEndIt() throws {
        let unit = try Unit()
        let sealed = try unit.subscribe(unit.worker)
        unit.province.seal()
        #expect(sealed.seen.hasEnded && sealed.seen.answer == nil)
        let refused = try unit.subscribe(unit.worker)
        #expect(refused.seen.answer?.status == .sealed && !refused.seen.hasBegun)
        try unit.province.unseal()
        unit.office.handlers.startIndex()
        // Nothing is told before the index is whole.
        let early = try unit.subscribe(unit.worker)
        #expect(early.seen.hasBegun)
        #expect(try early.events().isEmpty)
        while unit.office.handlers.idle() {}
        early.run()
        #expect(try early.events().map(\.kind) == [.ready])

        early.send(.cancelled)
        #expect(early.seen.hasEnded && early.seen.answer == nil)
        let drained = try unit.subscribe(unit.worker)
        drained.send(.draining)
        #expect(drained.seen.hasEnded)

        let revoked = try unit.subscribe(unit.worker)
        #expect(try revoked.events().map(\.kind) == [.ready])
        let runner = try unit.province.add(["OPERATOR"])
        #expect(
            try unit.office.ask(
                runner, .changeDevice, unit.office.changing(unit.worker.device, .suspend)
            ).status == .ok)
        let act = unit.office.listening(unit.file, after: 4)
        #expect(try unit.office.ask(unit.colleague, .appendAct, act).status == .ok)
        revoked.run()
        #expect(revoked.seen.hasEnded)
        #expect(try revoked.events().isEmpty)
        let after = try unit.subscribe(unit.worker)
        #expect(after.seen.answer?.status == .revoked)
    }

    /// SPEC W-43: a call that is cancelled before it began is answered CANCELLED.
    @Test func refusalsComeAsAnswers() throws {
        let unit = try Unit()
        let runner = try unit.province.add(["OPERATOR"])
        let nobody = try unit.province.add([])
        for person in [runner, nobody] {
            let before = try unit.province.leafCount()
            let call = try unit.subscribe(person)
            #expect(call.seen.answer?.status == .permission)
            #expect(!call.seen.hasBegun && !call.seen.hasEnded)
            #expect(try unit.province.leafCount() == before + 1)
        }
        let first = try unit.subscribe(unit.worker)
        let second = try unit.subscribe(unit.worker)
        #expect(second.seen.answer?.status == .precondition)
        let elsewhere = try unit.subscribe(unit.worker, session: 2)
        #expect(elsewhere.seen.hasBegun)
        first.send(.lost)
        let third = try unit.subscribe(unit.worker)
        #expect(third.seen.hasBegun)
        let unknown = try OpenCall(unit.office, unit.worker, .whoAmI)
        #expect(unknown.seen.answer?.status == .unknownMethod)
        let malformed = try OpenCall(unit.office, unit.colleague, .subscribe, [0xFF])
        #expect(malformed.seen.answer?.status == .badMessage)
    }
}
