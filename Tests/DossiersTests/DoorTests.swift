import Authority
import Basics
import Circuit
import Dossiers
import ProvinceSupport
import Support
import Testing

@testable import AuditLog

/// The doors commit, release and maintain, on a whole store.
@Suite struct DoorTests {
    @Test func everyCallLeavesExactlyOneLeaf() throws {
        let province = try TestProvince()
        let desk = try Desk(province)
        let worker = try province.add(["UPE-WORKER"])
        let stranger = try province.add(["UPE-WORKER"])
        let file: FileID = province.newID()
        let key = province.newKey()
        func adds(_ kind: LeafKind, _ body: () throws -> Void) throws {
            let before = try province.leafCount()
            try body()
            let new = try province.leaves(from: before)
            #expect(new.map(\.kind) == [kind])
        }
        try adds(.create) {
            #expect(
                desk.serve { desk.opening(file, by: worker, key: key, $0) }?.payload == [1])
        }
        try adds(.deferred) {
            #expect(
                desk.serve { desk.opening(file, by: worker, key: key, $0) }?.payload == [1])
        }
        try adds(.read) { #expect(desk.read(file, by: worker)?.payload == [0]) }
        try adds(.deny) {
            #expect(
                desk.read(file, by: stranger)?.refusal == .authority(.outOfScope))
        }
        try adds(.deny) {
            #expect(
                desk.append(
                    desk.listening("x", by: worker), to: file, after: 7, by: worker)?.refusal
                    == .changedMeanwhile)
        }
        try adds(.system) {
            try province.ledger.maintain(Permit.system(.bootstrap), LeafNote(.system)) { _ in }
        }
        #expect(try province.isClean())
    }

    @Test func aRefusalInAGroupDoesNotUndoItsNeighbours() throws {
        let province = try TestProvince()
        let desk = try Desk(province)
        let worker = try province.add(["UPE-WORKER"])
        let files: [FileID] = (0..<3).map { _ in province.newID() }
        let before = try province.leafCount()
        var replies: [Reply] = []
        province.ledger.serve([
            desk.opening(files[0], by: worker) { replies.append($0) },
            // It writes its envelopes, is refused by its own answer, and is taken back alone.
            Job(
                desk.context(worker, writes: true), deliver: { replies.append($0) }
            ) { turn in
                let act = SampleActs.opening(province.newID(), by: worker, at: province.now)
                let permit = try desk.permit(worker, .open(desk.intent(act)))
                return try turn.commit(permit, LeafNote(.create, file: files[1])) { changes, _ in
                    _ = try changes.open(files[1], with: act)
                    throw Refusal.wrongState
                }
            },
            desk.opening(files[2], by: worker) { replies.append($0) },
            desk.appending(
                desk.listening("x", by: worker), to: files[0], after: 9, by: worker
            ) { replies.append($0) },
        ])
        #expect(replies.map(\.payload) == [[1], nil, [1], nil])
        #expect(replies[1].refusal == .wrongState)
        #expect(replies[3].refusal == .changedMeanwhile)
        #expect(
            try province.leaves(from: before).map(\.kind) == [.create, .deny, .create, .deny])
        #expect(desk.read(files[0], by: worker)?.payload == [0])
        #expect(desk.read(files[1], by: worker)?.refusal == .authority(.outOfScope))
        #expect(desk.read(files[2], by: worker)?.payload == [0])
        #expect(try province.isClean())
    }

    @Test func anActOnAFileThatChangedMeanwhileIsAConflict() throws {
        let province = try TestProvince()
        let desk = try Desk(province)
        let worker = try province.add(["UPE-WORKER"])
        let file: FileID = province.newID()
        try desk.openListened(file, by: worker)
        // Both saw position 4 and arrive together: the first wins.
        var replies: [Reply] = []
        province.ledger.serve(
            ["a", "b"].map { text in
                desk.appending(
                    desk.listening(text, by: worker), to: file, after: 4, by: worker
                ) { replies.append($0) }
            })
        #expect(replies.map(\.payload) == [[5], nil])
        #expect(replies[1].refusal == .changedMeanwhile)
        for position in [UInt64(0), 4, 6, .max] {
            let late = desk.append(
                desk.listening("c", by: worker), to: file, after: position, by: worker)
            #expect(late?.refusal == .changedMeanwhile, "\(position)")
        }
        #expect(desk.position(file, by: worker) == 5)
    }

    // MARK: - Folding

    /// Heads can always be rebuilt from their acts.
    @Test func headsFoldedForwardEqualThoseFoldedFromTheActs() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("fold seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let province = try TestProvince()
        let desk = try Desk(province)
        let worker = try province.add(["UPE-WORKER"])
        // Another member sees the health class that a worker opens in his own acts only.
        let reader = try province.add(["CAPE-EVALUATION"])
        var plain: [FileID: Heads] = [:]
        var acts: [FileID: [Act]] = [:]
        for round in 0..<60 {
            let file: FileID
            if acts.isEmpty || Int.random(in: 0..<6, using: &generator) == 0 {
                file = province.newID()
                acts[file] = []
                plain[file] = Heads()
            } else {
                let known = acts.keys.sorted { $0.hexadecimal < $1.hexadecimal }
                file = known[Int.random(in: 0..<known.count, using: &generator)]
            }
            let done = acts[file] ?? []
            let act = Self.next(done, desk, worker, &generator, round)
            let reply =
                done.isEmpty
                ? desk.serve { deliver in self.opening(act, file, desk, worker, deliver) }
                : desk.append(act, to: file, after: UInt64(done.count), by: worker)
            try #require(
                reply?.payload == [UInt8(done.count) + 1], "\(String(describing: reply))")
            acts[file, default: []].append(act)
            var folded = plain[file] ?? Heads()
            for part in act.normalised().split(province.ledger.definition) {
                folded.fold(part, province.ledger.definition)
            }
            plain[file] = folded
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: while try province.ledger.rewriteHeads() {}
            case 1: try province.restart()
            case 2: try province.restart(crashing: true)
            case 3:
                province.seal()
                try province.unseal()
            default: break
            }
            var seen: FileView?
            _ = desk.serve { desk.reading(file, by: reader, seen: { seen = $0 }, $0) }
            let view = try #require(seen)
            #expect(view.position == UInt64(acts[file]?.count ?? 0))
            #expect(!view.heads.isEmpty)
            for head in view.heads {
                #expect(head == plain[file]?[head.dataClass], "round \(round), seed \(seed)")
            }
        }
        #expect(try province.isClean())
    }

    private func opening(
        _ act: Act, _ file: FileID, _ desk: Desk, _ worker: Person,
        _ deliver: @escaping (Reply) -> Void
    ) -> Job {
        Job(desk.context(worker, writes: true), deliver: deliver) { turn in
            let permit = try desk.permit(worker, .open(desk.intent(act)))
            return try turn.commit(permit, LeafNote(.create, file: file)) { changes, _ in
                [UInt8(try changes.open(file, with: act))]
            }
        }
    }

    private static func next(
        _ done: [Act], _ desk: Desk, _ worker: Person, _ generator: inout SeededGenerator,
        _ round: Int
    ) -> Act {
        let now = desk.province.now
        if done.isEmpty {
            return SampleActs.opening(desk.province.newID(), by: worker, at: now)
        }
        if done.count < 4 {
            return SampleActs.steps(by: worker, at: now) { desk.province.newID() }[done.count - 1]
        }
        if Bool.random(using: &generator) { return desk.listening("\(round)", by: worker) }
        return SampleActs.act(
            desk.province.newID(), .correction, form: "F2", by: worker, at: now,
            corrects: done[3].id, reason: "faute",
            SampleActs.listening("corrigé \(round)", at: now))
    }

    @Test func whatTheFoldOpensStaysInside() throws {
        let province = try TestProvince()
        let desk = try Desk(province)
        let worker = try province.add(["UPE-WORKER"])
        let file: FileID = province.newID()
        try desk.openListened(file, by: worker)
        // The file is folded under the fold's permit, for whoever asks first.
        try province.restart()
        for role in ["UPE-WORKER", "UPE-COORDINATOR", "CAPE-EVALUATION", "CAPE-COORDINATOR"] {
            let reader = try province.add([role], organisation: worker.organisation)
            for motivated in [false, true] {
                let permit = try desk.permit(
                    reader, .read(file, wanted: DataClass.content, motivated: motivated),
                    FileFacts(referent: nil, organisation: worker.organisation))
                var seen: FileView?
                _ = desk.serve {
                    desk.reading(file, by: reader, motivated: motivated, seen: { seen = $0 }, $0)
                }
                let classes = Set((seen?.heads ?? []).map(\.dataClass))
                #expect(!classes.isEmpty, "\(role)")
                #expect(classes.allSatisfy { permit.opens.contains($0) }, "\(role)")
                #expect(!classes.contains(.judicial), "\(role)")
            }
        }
        // A refused act says which field is wrong and no value of any class.
        var wrong = desk.listening("secret", by: worker)
        wrong.values.append(FieldValue("urgency", .choice("NO-SUCH-CODE")))
        let refused = desk.append(wrong, to: file, after: 4, by: worker)?.refusal
        guard case .invalid(let errors) = refused else {
            Issue.record("not refused as invalid: \(String(describing: refused))")
            return
        }
        #expect(!"\(errors)".contains("secret") && !"\(errors)".contains("NO-SUCH-CODE"))
    }
}
