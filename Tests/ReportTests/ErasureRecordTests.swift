import Basics
import Catalog
import Messages
import Testing

@testable import Report

/// The dated record of an erasure (SPEC W-156).
@Suite struct ErasureRecordTests {
    private func order() -> WireOrder {
        var order = WireOrder()
        order.kind = .erasure
        order.ground = .court
        order.number = "7K3M-92QA-Y"
        order.classes = UInt32(ClassSet.judicial.rawValue)
        order.sequences = [4, 9]
        order.reason = "arrêt du 3 mars"
        order.erased = 2
        order.asked = step("Amal", 17)
        order.approved = step("بديعة", 23)
        order.carriedOut = step("Nadia", 31)
        return order
    }

    private func step(_ name: String, _ leaf: UInt64) -> WireOrderStep {
        var step = WireOrderStep()
        step.name = name
        step.atMs = 1_780_000_000_000
        step.leaf = leaf
        return step
    }

    @Test func itTellsWhatWasErasedOnWhatGroundAndByWhom() throws {
        let page = try #require(try Planted().printer().erasureRecord(order(), proof: nil)).html
        for sign in [
            "7K3M-92QA-Y", "4, 9", "arrêt du 3 mars", "Amal", "بديعة", "Nadia", "17", "23", "31",
        ] {
            #expect(page.contains(sign), "\(sign)")
        }
        for text in [PageText.keysStay, .backupsHold, .eraseLimits, .eraseDevices] {
            #expect(page.contains(Bilingual(text).arabic), "\(text)")
        }
        #expect(!page.contains(Bilingual(PageText.keysDestroyed).arabic))
        var whole = order()
        whole.classes = UInt32(DataClass.content.rawValue)
        whole.sequences = []
        let other = try #require(try Planted().printer().erasureRecord(whole, proof: nil)).html
        #expect(other.contains(Bilingual(Label.allOfFile).arabic))
        #expect(other.contains(Bilingual(PageText.keysDestroyed).arabic))
    }

    @Test func itNamesEachBackupThatHoldsItAndUntilWhen() throws {
        let none = Bilingual(PageText.noBackupHolds)
        let alone = try #require(try Planted().printer().erasureRecord(order(), proof: nil)).html
        #expect(alone.contains(none.arabic))
        var held = order()
        let backups: [(Int64, String)] = [(1_790_000_000_000, "kept"), (0, "awaited")]
        held.backups = backups.map { until, name in
            var backup = WireMadeBackup()
            (backup.name, backup.keptUntilMs) = (name + "-records.age", until)
            return backup
        }
        let page = try #require(try Planted().printer().erasureRecord(held, proof: nil)).html
        #expect(!page.contains(none.arabic))
        #expect(page.contains("kept-records.age") && page.contains("awaited-records.age"))
        // 2026-09-21, by the clock of Morocco.
        #expect(page.contains("21 septembre 2026"))
        #expect(page.contains(Bilingual(PageText.keptUntilProved).arabic))
    }

    @Test func itBearsTheProofOrSaysWhoHasIt() throws {
        let alone = try #require(try Planted().printer().erasureRecord(order(), proof: nil)).html
        #expect(alone.contains(Bilingual(PageText.proofByAuditor).arabic))
        let proof = "c2sp.org/tlog-proof@v1\nindex 31\n\nmadar/1 <log>"
        let page = try #require(try Planted().printer().erasureRecord(order(), proof: proof)).html
        #expect(page.contains("c2sp.org/tlog-proof@v1\nindex 31\n\nmadar/1 &lt;log&gt;"))
        #expect(!page.contains(Bilingual(PageText.proofByAuditor).arabic))
    }

    @Test func itTellsWhetherSomebodyOutsideHadSeenTheLog() throws {
        let nobody = Bilingual(Label.logSeenByNobody).arabic
        let alone = try #require(try Planted().printer().erasureRecord(order(), proof: nil)).html
        #expect(alone.contains(nobody))
        var seen = order()
        seen.witnessedSize = 7_654_321
        seen.witnessedAtMs = 1_779_900_000_000
        let page = try #require(try Planted().printer().erasureRecord(seen, proof: nil)).html
        #expect(page.contains("7654321") && !page.contains(nobody))
    }

    @Test func whatWasNotCarriedOutHasNoRecord() throws {
        var waiting = order()
        waiting.clearCarriedOut()
        #expect(try Planted().printer().erasureRecord(waiting, proof: nil) == nil)
        var report = order()
        report.kind = .accessReport
        #expect(try Planted().printer().erasureRecord(report, proof: nil) == nil)
    }
}
