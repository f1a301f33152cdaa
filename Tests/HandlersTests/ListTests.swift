import Basics
import Circuit
import Foundation
import Framing
import Messages
import ProvinceSupport
import Testing

@testable import Handlers

/// Lists of files, page by page (SPEC W-80, W-112).
@Suite struct ListTests {
    private func page(
        _ office: Office, _ person: Person, kind: UInt32 = 2, stage: String = "",
        limit: UInt32 = 2, after cursor: Blob = Blob()
    ) throws -> (status: StatusCode, answer: WireListFilesAnswer) {
        var request = WireListFilesRequest()
        request.kind = kind
        request.stage = stage
        request.limit = limit
        request.cursor = cursor
        let answer = try office.ask(person, .listFiles, MessageCodec.encode(request))
        guard answer.status == .ok else { return (answer.status, WireListFilesAnswer()) }
        return (
            .ok, try MessageCodec.decode(WireListFilesAnswer.self, from: answer.payload)
        )
    }

    private func all(
        _ office: Office, _ person: Person, kind: UInt32 = 2, limit: UInt32 = 2,
        between: (Int) throws -> Void = { _ in }
    ) throws -> [Blob] {
        var files: [Blob] = []
        var cursor = Blob()
        var pages = 0
        repeat {
            let (status, answer) = try page(
                office, person, kind: kind, limit: limit, after: cursor)
            try #require(status == .ok)
            #expect(answer.files.count <= limit && answer.cursor.count <= 192)
            files += answer.files.map(\.file)
            cursor = answer.cursor
            pages += 1
            try between(pages)
        } while !cursor.isEmpty
        return files
    }

    @Test func pagesNeitherSkipNorRepeat() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        var opened: [Blob] = []
        for _ in 0..<7 {
            // Those that wait longest come first; two have waited equally long.
            if opened.count != 3 {
                province.now = Instant(milliseconds: province.now.milliseconds + 1_000)
            }
            opened.append(try office.openListened(worker).blob)
        }
        let whole = try page(office, worker, limit: 100).answer
        #expect(whole.total == 7 && whole.cursor.isEmpty)
        let files = whole.files.map(\.file)
        #expect(Set(files) == Set(opened))
        for limit: UInt32 in 1...8 {
            #expect(try all(office, worker, limit: limit) == files)
        }
        // While pages are read one file is opened, and one that was shown gets an act: what does
        // not move is seen once.
        province.now = Instant(milliseconds: province.now.milliseconds + 1_000)
        let read = try all(office, worker, limit: 3) { pages in
            guard pages == 1 else { return }
            _ = try office.openListened(worker)
            let shown = try #require(FileID(blob: files[0]))
            _ = try office.ask(worker, .appendAct, office.listening(shown, after: 4))
        }
        #expect(Array(read.prefix(7)) == files && read.count == 8)
        let second = try page(office, worker, limit: 2).answer
        #expect(second.total == 8)
        #expect(
            try page(office, worker, limit: 2, after: second.cursor).answer.total == 8)
        // Tasks are paged, too, one entry a task.
        let tasks = try page(office, worker, kind: 3, limit: 100).answer.files
        #expect(tasks.count >= 8)
        #expect(try all(office, worker, kind: 3, limit: 3) == tasks.map(\.file))
    }

    /// What a list is asked for is what each of its files shows, and a page of one list is no page of
    /// another.
    @Test func aListHoldsTheFilesOfWhichAllThatIsAskedIsTrue() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let coordinator = try province.add(["CAPE-COORDINATOR"])
        let listened = try (0..<3).map { _ in try office.openListened(worker) }
        let evaluator = try province.add(["CAPE-EVALUATION"])
        let triaged = try office.ask(
            evaluator, .appendAct,
            office.appending(listened[2], after: 4, office.triagingToClose(by: evaluator)))
        try #require(triaged.status == .ok)
        for commune in ["04.441.01.09", "04.421.01.01"] {
            var request = WireOpenFileRequest()
            request.opening = office.draft(
                .opening, form: "F0", to: "DETECT",
                SampleActs.child.filter { $0.field != "presence_commune" }
                    + [FieldValue("presence_commune", .territory(commune))])
            _ = try office.ask(worker, .openFile, MessageCodec.encode(request))
        }
        province.now = province.now.adding(seconds: 40 * 86_400)
        let quiet = province.now
        _ = try office.ask(worker, .appendAct, office.listening(listened[0], after: 4))
        func list(
            _ change: (inout WireListFilesRequest) -> Void
        ) throws -> (status: StatusCode, answer: WireListFilesAnswer) {
            var request = WireListFilesRequest()
            request.kind = 4
            change(&request)
            let answer = try office.ask(coordinator, .listFiles, MessageCodec.encode(request))
            guard answer.status == .ok else { return (answer.status, WireListFilesAnswer()) }
            return (
                .ok, try MessageCodec.decode(WireListFilesAnswer.self, from: answer.payload)
            )
        }
        let all = try list { _ in }.answer.files
        #expect(all.count >= 3)
        func expect(
            _ change: (inout WireListFilesRequest) -> Void,
            holds isWanted: (WireCandidate) -> Bool, from line: SourceLocation = #_sourceLocation
        ) throws {
            let found = try list(change).answer
            #expect(
                Set(found.files.map(\.file)) == Set(all.filter(isWanted).map(\.file)),
                sourceLocation: line)
            #expect(found.total == UInt64(found.files.count), sourceLocation: line)
        }
        let risks = Set(all.map(\.risk))
        #expect(risks.count > 1)
        for risk in risks where !risk.isEmpty {
            try expect({ $0.risk = risk }, holds: { $0.risk == risk })
        }
        for start in ["04.441", "04.441.01.0", "04.4", "05"] {
            try expect({ $0.commune = start }, holds: { $0.commune.hasPrefix(start) })
        }
        try expect(
            { $0.referent = worker.member.blob }, holds: { $0.referent == worker.member.blob })
        try expect({ $0.referent = coordinator.member.blob }, holds: { _ in false })
        try expect({ $0.unassigned = true }, holds: { $0.referent.isEmpty })
        try expect(
            { $0.overdue = true },
            holds: { $0.hasDueMs && $0.dueMs <= province.now.milliseconds })
        try expect(
            { $0.quietSinceMs = quiet.milliseconds }, holds: { $0.file != listened[0].blob })
        try expect(
            {
                ($0.quietSinceMs, $0.stage) = (quiet.milliseconds, "LISTEN")
                $0.commune = "04.441"
            }, holds: { $0.file == listened[1].blob })
        try expect({ $0.risk = "NONSENSE" }, holds: { _ in false })
        // The cursor of a list that asks for something else is none of this one's.
        let first = try list { $0.limit = 1 }.answer
        try #require(!first.cursor.isEmpty)
        #expect(try list { $0.cursor = first.cursor }.status == .ok)
        #expect(
            try list {
                $0.cursor = first.cursor
                $0.overdue = true
            }.status == .invalidArgument)
    }

    private static let day: Int64 = 86_400

    /// SPEC W-187, W-188.
    @Test func `A list goes by organisation, category and day, in the order that is asked for`()
        throws
    {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let other = try province.add(["UPE-WORKER"])
        let coordinator = try province.add(["CAPE-COORDINATOR"])
        let evaluator = try province.add(["CAPE-EVALUATION"])
        let names = [
            ("Zerouali", "زروالي"), ("", "إدريسي"), ("Élalami", "العلمي"), ("Elalaoui", "بناني"),
        ]
        var opened: [Blob] = []
        var days: [UInt32] = []
        for (number, name) in names.enumerated() {
            province.now = province.now.adding(seconds: Self.day)
            days.append(UInt32((province.now.milliseconds + 3_600_000) / (Self.day * 1_000)))
            var request = WireOpenFileRequest()
            request.opening = office.draft(
                .opening, form: "F0", to: "DETECT",
                SampleActs.child.filter { !$0.field.hasPrefix("family_name") }
                    + [("family_name_fr", name.0), ("family_name_ar", name.1)]
                    .filter { !$0.1.isEmpty }.map { FieldValue($0.0, .text($0.1)) })
            let answer = try office.ask(
                number == 3 ? other : worker, .openFile, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            opened.append(
                try MessageCodec.decode(WireOpenFileAnswer.self, from: answer.payload).file)
        }
        let listened = try office.openListened(worker)
        let triaged = try office.ask(
            evaluator, .appendAct,
            office.appending(listened, after: 4, office.triagingToClose(by: evaluator)))
        try #require(triaged.status == .ok)
        func list(
            _ person: Person, kind: UInt32 = 4, _ change: (inout WireListFilesRequest) -> Void
        ) throws -> (status: StatusCode, files: [Blob]) {
            var request = WireListFilesRequest()
            request.kind = kind
            change(&request)
            let answer = try office.ask(person, .listFiles, MessageCodec.encode(request))
            guard answer.status == .ok else { return (answer.status, []) }
            let told = try MessageCodec.decode(WireListFilesAnswer.self, from: answer.payload)
            return (.ok, told.files.map(\.file))
        }
        func found(_ change: (inout WireListFilesRequest) -> Void) throws -> [Blob] {
            try list(coordinator, change).files.filter { $0 != listened.blob }
        }
        let byName: [UInt32: [Int]] = [1: [1, 2, 3, 0], 2: [2, 3, 0, 1]]
        for (sort, order) in byName {
            #expect(try found { $0.sort = sort } == order.map { opened[$0] }, "\(sort)")
        }
        #expect(try found { $0.sort = 5 } == [3, 2, 1, 0].map { opened[$0] })
        #expect(try found { $0.sort = 3 } == [3, 2, 1, 0].map { opened[$0] })
        let dueFirst = try list(coordinator) { $0.sort = 4 }
        #expect(Set(dueFirst.files) == Set(opened + [listened.blob]))
        // By the day of opening, both days counted in.
        #expect(
            try found {
                ($0.openedFrom, $0.openedUntil, $0.sort) = (days[1], days[2], 5)
            } == [opened[2], opened[1]])
        #expect(try found { $0.openedUntil = days[0] } == [opened[0]])
        #expect(try found { $0.writtenFrom = days[3] } == [opened[3]])
        #expect(try found { $0.writtenFrom = days[3] + 1 } == [])
        #expect(try found { $0.dueUntil = 1 } == [])
        #expect(Set(try found { $0.dueFrom = 1 }) == Set(opened))
        #expect(
            try list(coordinator) {
                ($0.openedFrom, $0.openedUntil) = (days[2], days[1])
            }.status == .badMessage)
        #expect(try list(coordinator) { $0.openedFrom = 65_535 }.status == .badMessage)
        // By who answers for it; with the own ones, those that are both.
        let theirs = other.organisation
        #expect(try found { $0.organisation = theirs.blob } == [opened[3]])
        #expect(try list(worker, kind: 2) { $0.organisation = theirs.blob }.files == [])
        // By a category or one above it.
        for category in ["VIC-VIO", "VIC"] {
            #expect(
                try list(coordinator) { $0.category = category }.files == [listened.blob])
        }
        for category in ["RSK", "VIC-TRA", "NONSENSE"] {
            #expect(try list(coordinator) { $0.category = category }.files == [])
        }
        // By how long nothing was written.
        #expect(try found { $0.quietDays = 2 } == [opened[0]])
        #expect(try list(coordinator) { $0.sort = 6 }.status == .invalidArgument)
        for kind: UInt32 in [3, 5] {
            #expect(try list(worker, kind: kind) { $0.sort = 1 }.status == .badMessage)
        }
    }

    /// SPEC W-187: what is due in a class that somebody does not read neither narrows his list nor
    /// orders it.
    @Test func `A hearing shows in no list of who does not read of justice`() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let reader = try province.add(["CAPE-FOLLOWUP"])
        let first = try office.openListened(worker)
        province.now = province.now.adding(seconds: 60)
        let second = try office.openListened(worker)
        // A day before whatever else is due, by the clock of the province.
        province.now = province.now.adding(seconds: -10 * Self.day)
        let at = province.now.adding(seconds: Self.day)
        let today = UInt32(clamping: at.milliseconds / (Self.day * 1_000))
        func list(
            _ person: Person, _ change: (inout WireListFilesRequest) -> Void
        ) throws -> [Blob] {
            var request = WireListFilesRequest()
            (request.kind, request.sort) = (4, 4)
            change(&request)
            let answer = try office.ask(person, .listFiles, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireListFilesAnswer.self, from: answer.payload)
                .files.map(\.file)
        }
        let asked: [(inout WireListFilesRequest) -> Void] = [
            { _ in }, { $0.dueUntil = today + 1 }, { $0.dueFrom = today + 2 },
        ]
        for person in [worker, reader] {
            #expect(
                try asked.map { try list(person, $0) } == [
                    [first.blob, second.blob], [], [first.blob, second.blob],
                ])
        }
        let hearing = office.draft(
            .form, form: "F8-HEAR", [FieldValue("hearing_at", .instant(at))])
        let added = try office.ask(
            reader, .appendAct, office.appending(second, after: 4, hearing))
        try #require(added.status == .ok)
        #expect(
            try asked.map { try list(worker, $0) } == [
                [first.blob, second.blob], [], [first.blob, second.blob],
            ])
        #expect(
            try asked.map { try list(reader, $0) } == [
                [second.blob, first.blob], [second.blob], [first.blob],
            ])
    }

    /// SPEC W-112: a file is written while pages are read by name, and stays where it is.
    @Test func `Pages by name go on over writes`() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        for _ in 0..<5 { _ = try office.openListened(worker) }
        func page(
            _ sort: UInt32, after cursor: Blob = Blob(), limit: UInt32 = 2
        ) throws -> (status: StatusCode, answer: WireListFilesAnswer) {
            var request = WireListFilesRequest()
            (request.kind, request.sort, request.limit) = (2, sort, limit)
            request.cursor = cursor
            let answer = try office.ask(worker, .listFiles, MessageCodec.encode(request))
            guard answer.status == .ok else { return (answer.status, WireListFilesAnswer()) }
            return (
                .ok, try MessageCodec.decode(WireListFilesAnswer.self, from: answer.payload)
            )
        }
        let whole = try page(1, limit: 100).answer.files.map(\.file)
        let first = try page(1).answer
        let written = try #require(FileID(blob: whole[3]))
        let added = try office.ask(
            worker, .appendAct, office.listening(written, after: 4))
        try #require(added.status == .ok)
        let second = try page(1, after: first.cursor).answer
        let third = try page(1, after: second.cursor).answer
        #expect([first, second, third].flatMap(\.files).map(\.file) == whole)
        #expect(third.cursor.isEmpty && first.cursor.count <= 192)
        // Neither in another order.
        #expect(try page(2, after: first.cursor).status == .invalidArgument)
    }

    @Test func `A page of long names is shorter, and none is left out`() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let long = String(repeating: "ا", count: 98)
        for number in 0..<90 {
            var request = WireOpenFileRequest()
            let names = ["family_name_ar", "given_name_ar", "family_name_fr", "given_name_fr"]
            request.opening = office.draft(
                .opening, form: "F0", to: "DETECT",
                SampleActs.child.filter { !names.contains($0.field) }
                    + names.map { FieldValue($0, .text(long + String(number % 10))) })
            let opened = try office.ask(worker, .openFile, MessageCodec.encode(request))
            try #require(opened.status == .ok)
        }
        let first = try page(office, worker, limit: 100)
        try #require(first.status == .ok)
        #expect(first.answer.total == 90 && first.answer.files.count < 90)
        #expect(!first.answer.cursor.isEmpty)
        #expect(MessageCodec.encode(first.answer).count <= FramingLimits.messageByteCountMax)
        #expect(Set(try all(office, worker, limit: 100)).count == 90)
    }

    @Test func aCursorIsForItsDeviceAndItsListAndForADay() throws {
        let province = try TestProvince()
        var office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let colleague = try province.add(["UPE-WORKER"], organisation: worker.organisation)
        let own = try province.add(
            ["UPE-WORKER"], organisation: worker.organisation, member: worker.member)
        for _ in 0..<4 { _ = try office.openListened(worker) }
        let first = try page(office, worker)
        let cursor = first.answer.cursor
        #expect(first.answer.files.count == 2 && !cursor.isEmpty)
        // Neither the file nor a sort key can be read in it.
        let last = try #require(first.answer.files.last)
        #expect(cursor.range(of: last.file) == nil)
        var since: [UInt8] = []
        since.appendBigEndian(last.stageSinceMs)
        #expect(cursor.range(of: since.blob) == nil)

        #expect(try page(office, worker, after: cursor).status == .ok)
        // A page may be longer than the one before.
        #expect(try page(office, worker, limit: 50, after: cursor).answer.files.count == 2)
        #expect(try page(office, colleague, after: cursor).status == .invalidArgument)
        #expect(try page(office, own, after: cursor).status == .invalidArgument)
        #expect(try page(office, worker, kind: 1, after: cursor).status == .invalidArgument)
        #expect(
            try page(office, worker, stage: "LISTEN", after: cursor).status == .invalidArgument)
        for place in cursor.indices {
            var forged = cursor
            forged[place] ^= 1
            #expect(try page(office, worker, after: forged).status == .invalidArgument)
        }
        for count in 1..<cursor.count {
            #expect(
                try page(office, worker, after: cursor.prefix(count)).status == .invalidArgument)
        }
        #expect(
            try page(office, worker, after: Blob(repeating: 0, count: 192)).status
                == .invalidArgument)
        #expect(
            try page(office, worker, after: Blob(repeating: 0, count: 193)).status == .badMessage)

        // It holds over a restart, and for a day.
        try province.restart()
        office = try Office(province)
        #expect(
            try page(office, worker, after: cursor).answer.files.map(\.file)
                == page(office, worker, limit: 4).answer.files.suffix(2).map(\.file))
        province.now = province.now.adding(seconds: 86_399)
        #expect(try page(office, worker, after: cursor).status == .ok)
        province.now = province.now.adding(seconds: 1)
        #expect(try page(office, worker, after: cursor).status == .invalidArgument)
    }
}
