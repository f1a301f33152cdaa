import Basics
import Circuit
import Framing
import Mapping
import Messages
import ProvinceSupport
import Testing

@testable import Handlers

/// What is told of a file that has grown long, and what is added by who is told nothing.
@Suite struct FileReadingTests {
    /// SPEC W-76.
    @Test func aFileWithMoreMattersThanOneMessageHoldsIsRead() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let file = try office.openListened(worker)
        var sequence: UInt64 = 4
        func add(_ draft: WireActDraft) throws -> ActID {
            let answer = try office.ask(
                worker, .appendAct, office.appending(file, after: sequence, draft))
            try #require(answer.status == .ok)
            sequence += 1
            return try #require(
                ActID(
                    blob: try MessageCodec.decode(WireAppendActAnswer.self, from: answer.payload)
                        .act))
        }
        let text = String(repeating: "ت", count: 400)
        let due = FieldValue("task_due", .instant(province.now.adding(seconds: 86_400)))
        var begun: [ActID] = []
        for number in 0..<100 {
            province.now = province.now.adding(seconds: 1)
            let act = try add(
                office.draft(
                    .form, form: "TASK",
                    [
                        FieldValue("task_text", .text(text)), due,
                        FieldValue("task_owner", .member(worker.member)),
                    ]))
            begun.append(act)
            // The even ones are done at once.
            guard number.isMultiple(of: 2) else { continue }
            var done = office.draft(.transition, to: "TASK-DONE", [])
            done.matter = act.blob
            _ = try add(done)
        }

        let answer = try office.ask(worker, .readFile, office.reading(file))
        try #require(answer.status == .ok)
        let read = try MessageCodec.decode(WireReadFileAnswer.self, from: answer.payload)
        let matters = read.heads.compactMap { HeadPart(wire: $0) }.flatMap(\.matters)
        #expect(read.leftOut > 0)
        #expect(matters.count + Int(read.leftOut) == 100)
        let told = matters.map(\.act)
        let left = begun.filter { !told.contains($0) }
        // What is over goes, the oldest first; all that is open stays.
        #expect(
            left
                == begun.enumerated().filter { $0.offset.isMultiple(of: 2) }
                .map(\.element).prefix(left.count).map { $0 })
        let ordinary = try MessageCodec.decode(
            WireReadFileAnswer.self,
            from: try office.ask(worker, .readFile, office.reading(try office.openListened(worker)))
                .payload)
        #expect(ordinary.leftOut == 0)
    }

    /// SPEC W-75.
    @Test func whoReadsNothingAddsWithoutHavingSeenAnAct() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let mobile = try province.add(["SAS-AGENT"])
        let coordinator = try province.add(["CAPE-COORDINATOR"])
        let opened = try MessageCodec.decode(
            WireOpenFileAnswer.self,
            from: try office.ask(mobile, .openFile, office.opening()).payload)
        let file = try #require(FileID(blob: opened.file))
        func report(_ person: Person, after sequence: UInt64) throws -> StatusCode {
            let act = try #require(
                SampleActs.steps(by: person, at: province.now) { province.newID() }.first)
            return try office.ask(
                person, .appendAct,
                office.appending(
                    file, after: sequence,
                    office.draft(
                        .transition, form: act.heading.form ?? "", to: act.heading.to ?? "",
                        act.values))
            ).status
        }
        #expect(try office.ask(mobile, .readFile, office.reading(file)).status == .notAvailable)
        // Whoever may read says what he has seen.
        let note = office.draft(
            .form, form: "TASK",
            [
                FieldValue("task_text", .text("x")),
                FieldValue("task_owner", .member(coordinator.member)),
                FieldValue("task_due", .instant(province.now.adding(seconds: 86_400))),
            ])
        #expect(
            try office.ask(coordinator, .appendAct, office.appending(file, after: 0, note)).status
                == .conflict)
        #expect(
            try office.ask(coordinator, .appendAct, office.appending(file, after: 1, note)).status
                == .ok)
        // The other does not know that the file has gone on, and adds all the same.
        #expect(try report(mobile, after: 1) == .conflict)
        #expect(try report(mobile, after: 0) == .ok)
        // Who has yet to accept the secrecy anew has seen acts all the same.
        province.now = province.now.adding(seconds: 366 * 86_400)
        #expect(
            try office.ask(coordinator, .readFile, office.reading(file)).status == .secrecyDue)
        #expect(
            try office.ask(coordinator, .appendAct, office.appending(file, after: 0, note)).status
                == .conflict)
    }
}
