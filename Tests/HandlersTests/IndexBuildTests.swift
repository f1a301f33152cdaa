import Basics
import Circuit
import Dossiers
import Framing
import Index
import Messages
import ProvinceSupport
import Testing

@testable import Handlers
@testable import Store

/// The index is built by two threads: one finds heads, the other opens and reads them
/// (`IndexBuild`).
@Suite struct IndexBuildTests {
    /// A thread that does its work when the test says so.
    private final class OtherThread {
        private var work: [@Sendable () -> Void] = []

        var isBusy: Bool { !work.isEmpty }

        func take(_ work: @escaping @Sendable () -> Void) { self.work.append(work) }

        func run() {
            let waiting = work
            work = []
            for item in waiting { item() }
        }
    }

    private struct Bench {
        let province: TestProvince
        let other = OtherThread()
        let office: Office
        let worker: Person

        init() throws {
            province = try TestProvince()
            office = try Office(province, aside: { [other] in other.take($0) })
            worker = try province.add(["UPE-WORKER"])
        }

        /// Seals the store and opens it again: nothing is indexed, and the heads lie on the disk.
        func reopen() throws {
            while office.handlers.idle() {}
            province.seal()
            try office.handlers.unseal(credentialPath: province.credential)
        }
    }

    @Test func whatIsWrittenWhileItsFileIsReadIsFoundAsItWasWrittenLast() throws {
        let bench = try Bench()
        let handlers = bench.office.handlers
        let file = try bench.office.openListened(bench.worker)
        try bench.reopen()
        #expect(handlers.buildIndexSlice() && bench.other.isBusy)
        #expect(handlers.index.file(file) == nil && handlers.indexPercent == 0)
        let before = bench.province.now
        bench.province.now = Instant(milliseconds: before.milliseconds + 3_600_000)
        let answer = try bench.office.ask(
            bench.worker, .appendAct, bench.office.listening(file, after: 4))
        #expect(answer.status == .ok)
        let written = handlers.index.file(file)
        #expect(written?.lastActAt == bench.province.now)
        bench.other.run()
        #expect(!handlers.buildIndexSlice() && handlers.isIndexWhole)
        #expect(handlers.index.file(file) == written)
    }

    @Test func whatIsReadAfterTheStoreWasSealedIsNotTakenIn() throws {
        let bench = try Bench()
        let handlers = bench.office.handlers
        let file = try bench.office.openListened(bench.worker)
        let known = handlers.index.file(file)
        #expect(known != nil)
        try bench.reopen()
        #expect(handlers.buildIndexSlice() && bench.other.isBusy)
        bench.province.seal()
        bench.other.run()
        #expect(handlers.index.count == 0)
        try bench.office.handlers.unseal(credentialPath: bench.province.credential)
        #expect(handlers.buildIndexSlice())
        bench.other.run()
        #expect(!handlers.buildIndexSlice() && handlers.index.count == 1)
        #expect(handlers.index.file(file) == known)
    }

    @Test func aDamagedHeadKeepsNoOtherChildFromBeingFound() throws {
        let bench = try Bench()
        let handlers = bench.office.handlers
        let damaged = try bench.office.openListened(bench.worker)
        let whole = try bench.office.openListened(bench.worker)
        while handlers.idle() {}
        bench.province.seal()
        try bench.province.ledger.store.group { group in
            try group.connection.execute(
                "UPDATE head SET envelope = zeroblob(300) WHERE row = (SELECT min(row) FROM head)")
        }
        try bench.office.handlers.unseal(credentialPath: bench.province.credential)
        while handlers.buildIndexSlice() { bench.other.run() }
        #expect(handlers.index.file(whole) != nil && handlers.index.file(damaged) == nil)
    }

    @Test func filesThatCannotBeOpenedTogetherAreTriedEachByItself() throws {
        let bench = try Bench()
        let file = try bench.office.openListened(bench.worker)
        while bench.office.handlers.idle() {}
        let build = IndexBuild([file])
        build.tryEach(try #require(build.next()))
        #expect(!build.isWhole && build.percent == 0)
        let ready = build.ready()
        #expect(ready.count == 1 && build.isWhole && build.percent == 100)
        guard case .unread(file) = ready.first else {
            Issue.record("it was not to be tried")
            return
        }
    }

    @Test func twoThreadsBuildWhatOneDoes() async throws {
        let bench = try Bench()
        let handlers = bench.office.handlers
        var files: [FileID] = []
        for _ in 0..<2 * DossierLimits.filesPerSlice + 40 {
            let answer = try bench.office.ask(bench.worker, .openFile, bench.office.opening())
            let opened = try MessageCodec.decode(WireOpenFileAnswer.self, from: answer.payload)
            files.append(try #require(FileID(blob: opened.file)))
        }
        let known = files.map { handlers.index.file($0) }
        try bench.reopen()
        // As long as two slices wait for the other thread, the rest is read here.
        while handlers.indexPercent < 10 { #expect(handlers.buildIndexSlice()) }
        #expect(bench.other.isBusy && handlers.index.file(files[0]) == nil)
        while handlers.buildIndexSlice() { bench.other.run() }
        #expect(handlers.index.count == files.count)
        #expect(files.map { handlers.index.file($0) } == known)
    }
}
