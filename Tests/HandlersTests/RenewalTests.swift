import AuditLog
import Authority
import Basics
import Dossiers
import Framing
import Mapping
import Messages
import ProvinceSupport
import Secrets
import Store
import Support
import Testing
import Vault

@testable import Handlers
@testable import Operations

/// Files get new data keys while they are read and written (SPEC W-162, W-163).
@Suite struct RenewalTests {
    private static let all: ClassSet = DataClass.content.union(.spine)

    /// The last order that a list tells.
    private func renewal(_ bench: RotationTests.Bench) throws -> WireRenewal? {
        let list = try bench.list(census: false)
        return list.hasRenewal ? list.renewal : nil
    }

    private func ask(
        _ bench: RotationTests.Bench, _ id: RenewalID, _ change: WireRenewalChange,
        _ classes: ClassSet = [], of files: [FileID] = [], by person: Person? = nil
    ) throws -> StatusCode {
        try bench.office.ask(
            person ?? bench.runner, .changeRenewal,
            bench.office.renewing(id, change, classes, of: files)
        ).status
    }

    private func approve(
        _ bench: RotationTests.Bench, by person: Person? = nil, digest: [UInt8]? = nil
    ) throws -> StatusCode {
        let renewal = try #require(try renewal(bench))
        return try bench.approve(
            .changeRenewal, renewal.renewal,
            digest: digest ?? SHA256.hash(renewal.signedBytes ?? []), by: person)
    }

    /// The wraps of a file.
    private func wraps(_ bench: RotationTests.Bench, of file: FileID) throws -> [WrapRow] {
        try bench.province.ledger.store.group { group in
            try group.wraps(of: try #require(group.row(of: file)))
        }
    }

    @Test("Two people give files new data keys, and every act reads (W-162, W-163)")
    func filesGetNewKeys() throws {
        let bench = try RotationTests.Bench()
        let files = bench.files.keys.sorted { $0.hexadecimal < $1.hexadecimal }
        let (chosen, other) = (Array(files.prefix(2)), files[2])
        let before = try files.map { try wraps(bench, of: $0) }
        let id: RenewalID = bench.province.newID()
        #expect(try ask(bench, id, .plan, Self.all, of: chosen) == .ok)
        #expect(bench.work() == 0, "nothing begins before a second person has agreed")
        let shown = try #require(try renewal(bench))
        #expect(shown.state == .planned && shown.files == chosen.map(\.blob))
        #expect(shown.untilMs == bench.province.now.adding(seconds: 7 * 86_400).milliseconds)
        #expect(try approve(bench, by: bench.runner) == .secondApproval)
        #expect(try approve(bench, digest: [UInt8](repeating: 1, count: 32)) == .precondition)
        #expect(try approve(bench) == .ok)
        bench.work()
        let done = try #require(try renewal(bench))
        #expect(done.state == .done && done.done == 2 && done.total == 2 && done.skipped == 0)
        for (index, file) in chosen.enumerated() {
            let after = try wraps(bench, of: file)
            #expect(after.map(\.dataClass) == before[index].map(\.dataClass))
            #expect(after.allSatisfy { $0.generation == 2 })
        }
        #expect(try wraps(bench, of: other) == before[2], "another file is left alone")
        try bench.checkInvariants()
        let leaves = try bench.province.leaves().filter { $0.kind == .reseal }
        #expect(leaves.map(\.body.file) == chosen.map(\.blob))
        #expect(leaves.allSatisfy { $0.body.subject == id.blob })
        #expect(try bench.province.isClean())
        for file in files { #expect(try bench.write(in: file) == .ok) }
        // A key under which they are wrapped may change afterwards, and something be erased.
        _ = try bench.begin(.social)
        bench.work()
        #expect(try bench.erase(.identity, of: chosen[0]) > 0)
        try bench.restart()
        try bench.checkInvariants()
        #expect(try bench.province.isClean())
        #expect(try renewal(bench)?.state == .done)
    }

    @Test("What is no order is refused, and one that waits may be taken back (W-162)")
    func whatIsNoOrderIsRefused() throws {
        let bench = try RotationTests.Bench(fileCount: 1)
        let file = try #require(bench.files.keys.first)
        func new() -> RenewalID { bench.province.newID() }
        #expect(try ask(bench, new(), .plan, [], of: [file]) == .badMessage)
        #expect(try ask(bench, new(), .plan, .audit, of: [file]) == .badMessage)
        #expect(try ask(bench, new(), .plan, .social, of: [file, file]) == .badMessage)
        let unknown: FileID = bench.province.newID()
        #expect(try ask(bench, new(), .plan, .social, of: [unknown]) == .notAvailable)
        #expect(
            try ask(bench, new(), .plan, .social, of: [file], by: bench.coordinator)
                == .permission)
        #expect(try ask(bench, new(), .pause) == .notAvailable)
        #expect(try renewal(bench) == nil)
        let id = new()
        #expect(try ask(bench, id, .plan, .social, of: [file]) == .ok)
        #expect(try ask(bench, new(), .plan, .social, of: [file]) == .precondition)
        #expect(try ask(bench, id, .resume) == .precondition)
        #expect(try ask(bench, id, .cancel) == .ok)
        #expect(try renewal(bench)?.state == .cancelled)
        let next = new()
        #expect(try ask(bench, next, .plan, .social, of: [file]) == .ok)
        bench.wait(days: 8)
        #expect(try renewal(bench)?.digest.isEmpty == true)
        // Nobody approved it in time: another takes its place.
        #expect(try ask(bench, new(), .plan, .social, of: [file]) == .ok)
        #expect(try approve(bench) == .ok)
        bench.work()
        #expect(try renewal(bench)?.state == .done)
    }

    @Test("It is halted between files, goes on, and is ended where it is (W-162)")
    func anOrderIsControlled() throws {
        let bench = try RotationTests.Bench()
        let id: RenewalID = bench.province.newID()
        #expect(try ask(bench, id, .plan, Self.all) == .ok)
        #expect(try approve(bench) == .ok)
        bench.work(steps: 1)
        #expect(try ask(bench, id, .pause) == .ok)
        // Former keys do not wait in the log of writes for whoever lets it go on.
        #expect(bench.province.ledger.store.walPageCount == 0)
        #expect(bench.work() == 0)
        #expect(try renewal(bench)?.done == 1)
        try bench.checkInvariants()
        #expect(try ask(bench, id, .resume) == .ok)
        bench.work(steps: 1)
        #expect(try ask(bench, id, .cancel) == .precondition)
        #expect(try ask(bench, id, .pause) == .ok)
        #expect(try ask(bench, id, .cancel) == .ok)
        bench.work()
        let ended = try #require(try renewal(bench))
        #expect(ended.state == .cancelled && ended.done == 2 && ended.total == 3)
        try bench.checkInvariants()
        #expect(try bench.province.isClean())
    }

    private struct Cut: Error {}

    @Test(
        "Cut off at any point, each file has its former keys or its new ones, whole",
        arguments: RenewalCut.allCases)
    func anOrderSurvivesACrash(_ point: RenewalCut) throws {
        let bench = try RotationTests.Bench(fileCount: 2)
        var isCut = false
        bench.office.handlers.renewals.cut = { reached in
            guard reached == point, !isCut else { return }
            isCut = true
            throw Cut()
        }
        let id: RenewalID = bench.province.newID()
        for attempt in [
            { try self.ask(bench, id, .plan, Self.all) }, { try self.approve(bench) },
        ] {
            let wasCut = isCut
            let status = try attempt()
            guard isCut != wasCut else { continue }
            try bench.restart()
            if status != .ok { try #require(try attempt() == .ok) }
        }
        let wasCut = isCut
        bench.work()
        if isCut != wasCut {
            try bench.restart()
            for file in bench.files.keys {
                let generations = Set(try wraps(bench, of: file).map(\.generation))
                #expect(generations.count == 1, "\(point): old and new together")
            }
            try bench.checkInvariants()
            #expect(try bench.province.isClean())
            bench.work()
        }
        #expect(isCut, "the order came by \(point)")
        #expect(try renewal(bench)?.state == .done)
        for file in bench.files.keys {
            #expect(try wraps(bench, of: file).allSatisfy { $0.generation == 2 })
        }
        try bench.checkInvariants()
        #expect(try bench.province.isClean())
    }

    @Test("A file that is damaged is not sealed anew, and does not keep the others (W-162)")
    func aDamagedFileIsLeftAlone() throws {
        let bench = try RotationTests.Bench()
        let row = try bench.spoilAWrap(of: .social)
        #expect(row == 1)
        // What was opened before is not to be had from the cache.
        try bench.restart()
        let id: RenewalID = bench.province.newID()
        #expect(try ask(bench, id, .plan, .social) == .ok)
        #expect(try approve(bench) == .ok)
        bench.work()
        let halted = try #require(try renewal(bench))
        #expect(halted.state == .paused && halted.pause == .damaged && halted.done == 0)
        #expect(try ask(bench, id, .resume) == .ok)
        bench.work()
        let done = try #require(try renewal(bench))
        #expect(done.state == .done && done.done == 3 && done.skipped == 1)
        let leaves = try bench.province.leaves().filter { $0.kind == .reseal }
        #expect(leaves.count == 2)
    }

    @Test("A file with many attachments is done in slices, over a crash too (W-162)")
    func manyAttachmentsAreDoneInSlices() throws {
        let bench = try RotationTests.Bench(fileCount: 1)
        let file = try #require(bench.files.keys.first)
        let part = [UInt8](repeating: 5, count: VaultLimits.chunkByteCount)
        let count = VaultLimits.chunksPerRenewal / 2 + 1
        try bench.province.ledger.store.group { group in
            for _ in 0..<3 {
                let place = AttachmentPlace(
                    file: file, sequence: 1, dataClass: .social, id: bench.province.newID())
                let vault = bench.province.ledger.vault
                var attachment = try vault.beginAttachment(
                    at: place, byteCount: count * part.count,
                    sha256: [UInt8](repeating: 1, count: 32), permit: .system(.renewal), in: group)
                for _ in 0..<count {
                    try vault.appendChunk(
                        part, to: &attachment, permit: .system(.renewal), in: group)
                }
            }
        }
        func generations() throws -> Set<UInt32> {
            Set(
                try wraps(bench, of: file).filter { $0.dataClass == .social }.map(\.generation))
        }
        let id: RenewalID = bench.province.newID()
        #expect(try ask(bench, id, .plan, Self.all, of: [file]) == .ok)
        #expect(try approve(bench) == .ok)
        #expect(bench.work(steps: 1) == 1)
        #expect(try generations() == [1, 2])
        try bench.restart()
        try bench.checkInvariants()
        #expect(bench.work(steps: 1) == 1)
        #expect(try renewal(bench)?.done == 0)
        #expect(try generations() == [1, 2], "the key that was made is gone on with")
        bench.work()
        #expect(try renewal(bench)?.state == .done)
        #expect(try generations() == [2])
        try bench.checkInvariants()
    }

    @Test("Data keys that a compromised key wrapped are owed new ones (W-160)")
    func whatACompromisedKeyWrappedIsOwed() throws {
        let bench = try RotationTests.Bench()
        #expect(try bench.list().owed == 0)
        let rotation: RotationID = bench.province.newID()
        #expect(
            try bench.office.ask(
                bench.runner, .changeRotation,
                bench.office.rotating(rotation, .plan, .health, isCompromised: true)
            ).status == .ok)
        #expect(try bench.list().owed == 0, "the former key is still in use")
        #expect(try bench.approve(rotation) == .ok)
        bench.work()
        #expect(try bench.list().owed == 1 << 3)
        bench.wait(days: 1)
        // The next rotation of the class does not make it forgotten.
        let next: RotationID = bench.province.newID()
        #expect(
            try bench.office.ask(
                bench.runner, .changeRotation, bench.office.rotating(next, .plan, .health)
            ).status == .ok)
        #expect(try bench.list().owed == 1 << 3)
        // Some files, or other classes, are not all.
        let file = try #require(bench.files.keys.first)
        for (classes, files) in [(ClassSet.health, [file]), (.social, []), (Self.all, [])] {
            let id: RenewalID = bench.province.newID()
            #expect(try bench.list().owed == 1 << 3)
            #expect(try ask(bench, id, .plan, classes, of: files) == .ok)
            #expect(try approve(bench) == .ok)
            bench.work()
        }
        #expect(try bench.list().owed == 0)
        try bench.restart()
        #expect(try bench.list().owed == 0)
        #expect(try bench.province.isClean())
    }
}
