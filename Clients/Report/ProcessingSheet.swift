import Basics
import Catalog
import Circuit

extension PagePrinter {
    /// The sheet that the data-protection commission asks for before a processing begins (law 09-08,
    /// articles 12 and 15), as the definition has it today.
    public func processingSheet() -> PrintedPage {
        var composer = self.composer(.insider)
        return composer.page(.processingSheet, about: nil) { page in
            let definition = page.rule.definition
            page.section(.init(PageText.processingController))
            page.sentence(.noticeController, told: page.mark.controller.name)
            page.sentence(.noticeAuthorisation, told: page.mark.controller.authorisation)
            page.sentence(.noticeWhere, told: page.mark.controller.contact)
            page.endSection()
            page.section(.init(PageText.processingPurpose))
            page.sentence(.processingPurposeText)
            page.sentence(.processingGroundText)
            page.sentence(.processingPeople)
            page.endSection()
            page.section(.init(PageText.processingData))
            for dataClass in DataClass.content.union(.audit).classes {
                page.row(.init(dataClass.label), Self.fields(of: dataClass, definition))
            }
            page.endSection()
            page.section(.init(PageText.processingRecipients))
            for role in definition.parts.roles {
                let classes = role.cells.filter { $0.read != .none }.map(\.dataClass)
                guard !classes.isEmpty else { continue }
                page.row(
                    .init(role.terms.labels),
                    .joined(classes.sorted { $0.rawValue < $1.rawValue }.map { .init($0.label) }))
            }
            page.endSection()
            page.section(.init(PageText.processingRetention))
            for clock in definition.parts.clocks where clock.restarts.contains(.keptOn) {
                page.labels(.init(clock.terms.labels))
            }
            page.sentence(.processingRetentionText)
            page.endSection()
            for (title, text) in [
                (PageText.processingOutside, PageText.processingOutsideText),
                (.processingSecurity, .processingSecurityText),
                (.processingRights, .processingRightsText),
            ] {
                page.section(.init(title))
                page.sentence(text)
                page.endSection()
            }
            page.signature()
        }
    }

    /// The labels of the fields of a class, each once.
    private static func fields(
        of dataClass: DataClass, _ definition: CircuitDefinition
    ) -> Bilingual {
        var seen: Set<String> = []
        let fields = definition.parts.forms.flatMap(\.fields).filter {
            $0.dataClass == dataClass && seen.insert($0.terms.labels.french).inserted
        }
        return .joined(fields.map { .init($0.labels) })
    }
}
