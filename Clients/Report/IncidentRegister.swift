import Basics
import Catalog
public import Circuit
public import Messages

extension PagePrinter {
    /// The register of incidents of security, as it stands, to be signed (law 05-20, article 8).
    ///
    /// - Parameter incidents: each with what its last version says.
    public func incidentRegister(
        _ incidents: [(item: WireIncident, said: [FieldValue])]
    ) -> PrintedPage {
        var composer = self.composer(.insider)
        return composer.page(.incidentRegister, about: nil) { page in
            for (item, said) in incidents { write(item, said, on: &page) }
            page.section(.init(PageText.incidentRegister))
            page.row(.init(Label.incidentCount), .init(both: String(incidents.count)))
            page.row(
                .init(Label.incidentsDue), .init(both: String(incidents.count { $0.item.due })))
            page.sentence(.incidentLaw)
            page.endSection()
            page.signature()
        }
    }

    private func write(
        _ item: WireIncident, _ said: [FieldValue], on page: inout PageComposer
    ) {
        let id = String(item.incident.hexadecimal.prefix(8))
        page.section(
            Bilingual(
                french: Bilingual(Label.incidentWord).french + " " + id,
                arabic: Bilingual(Label.incidentWord).arabic + " " + id))
        page.row(
            .init(Label.declaration), .init(item.due ? Label.toBeDeclared : .declared))
        for field in definition.incidentForm?.fields ?? [] {
            for value in said where value.field == field.code {
                page.value(value.value, of: field)
            }
        }
        var versions = [(Label.incidentReportedBy, Label.incidentReportedAt, item.first)]
        if item.unreadable {
            page.row(
                .init(PageText.leavesUnreadable), .init(both: String(item.last.leaf)))
        } else if item.versions > 1 {
            versions.append((.incidentAmendedBy, .incidentAmendedAt, item.last))
        }
        for (by, at, version) in versions {
            page.row(.init(by), .init(both: version.name))
            page.row(.init(at), page.words.moment(Instant(milliseconds: version.atMs)))
            page.row(.init(Label.leafIndex), .init(both: String(version.leaf)))
        }
        page.row(.init(Label.incidentVersions), .init(both: String(item.versions)))
        page.endSection()
    }
}
