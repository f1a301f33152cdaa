import Catalog
import Circuit
import Testing

@testable import Report

/// The sheet for the data-protection commission (law 09-08, articles 12 and 15).
@Suite struct ProcessingSheetTests {
    private func escaped(_ text: String) -> String {
        var markup = Markup()
        markup.say(text)
        return markup.text
    }

    @Test func itTellsWhatIsKeptWhoReadsItAndForHowLong() throws {
        let planted = try Planted()
        let html = planted.printer().processingSheet().html
        for text in [
            PageText.processingPurposeText, .processingGroundText, .processingSecurityText,
            .processingOutsideText, .processingRightsText,
        ] {
            #expect(html.contains(escaped(Bilingual(text).french)), "\(text)")
            #expect(html.contains(escaped(Bilingual(text).arabic)), "\(text)")
        }
        let definition = planted.definition
        let readers = definition.parts.roles.filter { $0.cells.contains { $0.read != .none } }
        #expect(!readers.isEmpty)
        for role in readers {
            #expect(html.contains(escaped(role.terms.labels.french)), "\(role.code)")
        }
        let kept = definition.parts.clocks.filter { $0.restarts.contains(.keptOn) }
        #expect(!kept.isEmpty)
        for clock in kept {
            #expect(html.contains(escaped(clock.terms.labels.arabic)), "\(clock.code)")
        }
        for field in definition.parts.forms.flatMap(\.fields) {
            #expect(html.contains(escaped(field.terms.labels.french)), "\(field.code)")
        }
    }
}
