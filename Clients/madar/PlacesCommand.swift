import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// `madar places`: the establishments that take children, and their free places.
struct PlacesCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "places", abstract: helpText(.places),
        discussion: examples("madar places", "madar places --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        struct Place: Encodable {
            var code: String
            var organisation: String
            var kind: String
            var specialities: [String]
            var capacity: Int
            var commune: String?
            var children: Int?
            var free: Int?
        }

        var schema = "madar.places/1"
        var places: [Place]
    }

    func perform(_ context: Context) async throws {
        let work = try await Work(context)
        let client = work.session.client
        let answer = try await context.waiting(.connecting) {
            try await client.listOrganisations()
        }
        let present = answer.children
        let definition = work.definition
        let day = CivilDate(context.now, offsetSeconds: definition.parts.offsetSeconds)
        let houses = definition.establishments(on: day)
        try context.emit(
            Document(
                places: houses.map { house in
                    let children = present[house.organisation]
                    return Document.Place(
                        code: house.code, organisation: house.organisation.hexadecimal,
                        kind: house.kind, specialities: house.specialities,
                        capacity: house.capacity, commune: house.commune, children: children,
                        free: children.map { house.free($0) })
                }))
        guard !context.isJSON else { return }
        guard !houses.isEmpty else { return context.tell(.nothingListed) }
        let lists = [ListMeaning.establishmentKinds, .establishmentSpecialities].map { meaning in
            definition.list(meaning: meaning).map { context.text($0.labels) } ?? ""
        }
        let labels: [Label] = [.capacity, .childrenPresent, .freePlaces]
        context.screen.table(
            [context.text(.establishment)] + lists + labels.map { context.text($0) },
            rows: houses.map { house in
                let children = present[house.organisation]
                return [
                    context.text(house.labels), work.values.kind(of: house),
                    work.values.specialities(of: house), String(house.capacity),
                    children.map { String($0) } ?? "",
                    children.map { String(house.free($0)) } ?? "",
                ]
            })
    }
}

extension Establishment {
    /// How many more children it takes; more may be there than it takes.
    func free(_ children: Int) -> Int { max(capacity - children, 0) }
}

extension WireListOrganisationsAnswer {
    /// How many children stay with each establishment, as far as the caller is told.
    var children: [OrganisationID: Int] {
        Dictionary(
            occupancies.compactMap { item in
                OrganisationID(blob: item.organisation).map { ($0, Int(item.children)) }
            }, uniquingKeysWith: { first, _ in first })
    }
}

extension ValueText {
    /// The kind of an establishment.
    func kind(of house: Establishment) -> String {
        item(house.kind, definition.list(meaning: .establishmentKinds)?.code)
    }

    /// Whom an establishment is fit to take.
    func specialities(of house: Establishment) -> String {
        let list = definition.list(meaning: .establishmentSpecialities)?.code
        return context.list(house.specialities.map { item($0, list) })
    }

    /// What a person who looks for a place has to know of an establishment.
    func about(_ house: Establishment, children: Int?) -> [String] {
        let room =
            children.map { context.text(.freePlaces) + ": " + String(house.free($0)) }
            ?? context.text(.capacity) + ": " + String(house.capacity)
        return [kind(of: house), specialities(of: house), room].filter { !$0.isEmpty }
    }
}
