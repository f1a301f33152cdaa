import Basics
import Catalog
import Circuit
import Messages
import Testing

@testable import Report

/// The register of incidents on paper (SPEC W-157), and who answers for the data (W-158).
@Suite struct IncidentRegisterTests {
    private func incident(
        _ number: UInt64, versions: UInt32 = 1, due: Bool
    ) -> (item: WireIncident, said: [FieldValue]) {
        var item = WireIncident()
        item.incident = IncidentID(high: number << 32, low: number).blob
        item.first.member = Planted.author.blob
        item.first.name = "بشرى"
        item.first.leaf = 70
        item.last = item.first
        if versions > 1 {
            item.last.name = "Karim"
            item.last.leaf = 71
        }
        item.versions = versions
        item.due = due
        return (
            item,
            [
                FieldValue("breach_at", .instant(Planted.now)),
                FieldValue("breach_kind", .choice("LOSS")),
                FieldValue("breach_actions", .text("<b>قفل الجهاز</b>")),
            ]
        )
    }

    @Test func everyIncidentStandsWithWhatWasSaidAndWhoSaidIt() throws {
        let page = try Planted().printer().incidentRegister([
            incident(0xABCD_EF01, due: true), incident(0x1234_5678, versions: 3, due: false),
        ])
        let text = Page.text(page.html)
        #expect(Page.unbalanced(page.html) == [])
        for words in [
            "abcdef01", "12345678", "بشرى", "Karim", "قفل الجهاز", "ضياع أو سرقة", "Perte ou vol",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(!page.html.contains("<b>"))
        for label in [
            Label.toBeDeclared, .declared, .incidentReportedBy, .incidentAmendedBy, .leafIndex,
        ] {
            #expect(text.contains(Bilingual(label).french), "\(label)")
            #expect(text.contains(Bilingual(label).arabic), "\(label)")
        }
        for words in [PageText.incidentRegister, .incidentLaw, .signature] {
            #expect(text.contains(words.text(.french)) && text.contains(words.text(.arabic)))
        }
    }

    @Test func anEmptyRegisterIsAPageToo() throws {
        let page = try Planted().printer().incidentRegister([])
        #expect(Page.unbalanced(page.html) == [])
        #expect(Page.text(page.html).contains(PageText.incidentLaw.text(.french)))
        #expect(!Page.text(page.html).contains(Bilingual(Label.toBeDeclared).french))
    }

    /// What is set stands in place of its line, and a line where nothing is.
    @Test func whoAnswersForTheDataStandsOnThePageOrIsFilledIn() throws {
        let form = try #require(Planted().definition.incidentForm)
        func page(_ controller: PageController) throws -> String {
            try Planted().printer(controller: controller).incidentRegister([]).html
        }
        func lines(_ html: String) -> Int { html.split(separator: "class=\"line\"").count - 1 }
        #expect(!form.fields.isEmpty)
        let empty = try page(PageController())
        #expect(lines(empty) == 3)
        let part = try page(PageController(name: "Province de Salé <x>"))
        #expect(lines(part) == 2 && part.contains("Province de Salé &lt;x&gt;"))
        let whole = try page(
            PageController(name: "إقليم سلا", authorisation: "A-PO-7", contact: "7, rue X"))
        #expect(lines(whole) == 0)
        for words in ["إقليم سلا", "A-PO-7", "7, rue X"] { #expect(whole.contains(words)) }
    }
}
