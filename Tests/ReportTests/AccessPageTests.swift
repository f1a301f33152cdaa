import Basics
import Catalog
import Messages
import Testing

@testable import Report

/// Who used a file, on paper (SPEC W-154).
@Suite struct AccessPageTests {
    private let uses: [WireAccess] = [(1, "سبب مزروع"), (20, "خطر على الحياة"), (99, "")].map {
        var access = WireAccess()
        access.leaf = 70 + UInt64($0.0)
        access.kind = UInt32($0.0)
        access.name = "بشرى"
        access.organisationName = "CAPE Salé"
        access.motive = $0.1
        return access
    }

    @Test func whoWorksOnTheFileReadsWhoAndWhy() throws {
        let page = try Planted().printer().accessReport(
            uses, unreadableCount: 3, for: .insider)
        for words in ["بشرى", "CAPE Salé", "سبب مزروع", "خطر على الحياة", ">71<", ">90<", ">169<"] {
            #expect(page.html.contains(words), "\(words)")
        }
        for label in [Label.useRead, .useEmergency, .useOther] {
            #expect(page.html.contains(Bilingual(label).arabic), "\(label)")
        }
        #expect(page.html.contains(Bilingual(PageText.leavesUnreadable).french))
        #expect(page.maskedCount == 0)
    }

    @Test func thePersonConcernedReadsWhatWasDoneAndWhenAlone() throws {
        let page = try Planted().printer().accessReport(
            uses, unreadableCount: 0, for: .subject)
        #expect(page.html.contains(">71<") && page.maskedCount == 3)
        for words in ["بشرى", "CAPE Salé", "سبب مزروع", "خطر على الحياة"] {
            #expect(!page.html.contains(words), "\(words)")
        }
    }
}
