import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// What somebody asks lists for, kept at the daemon under names of his own (SPEC W-189).
struct SavedSearchList {
    let work: Work
    private var context: Context { work.context }
    private var client: DaemonClient { work.session.client }

    private struct Document: Encodable {
        struct Search: Encodable {
            var name: String
            var options: [String]
            var unknown: [String]
        }
        var schema = "madar.saved-searches/1"
        var searches: [Search]
    }

    private struct Changed: Encodable {
        var schema = "madar.saved-search/1"
        var outcome = Outcome.done.rawValue
        var name: String
    }

    func save(_ name: String, _ filters: FileFilters) async throws {
        let search = try filters.request(context.language)
        do {
            try await context.waiting(.connecting) {
                try await client.saveSearch(name, filters.kind, search)
            }
        } catch let error as ClientError where error.code == .badMessage {
            throw Failure(.badSearchName)
        } catch let error as ClientError where error.code == .invalidArgument {
            throw Failure(.searchOfUnknown)
        } catch let error as ClientError where error.code == .precondition {
            throw Failure(.tooManySavedSearches(count: BasicsLimits.savedSearchesMax))
        }
        try context.emit(Changed(name: name))
        context.tell(.searchSaved(name: name))
    }

    func forget(_ name: String) async throws {
        do {
            try await context.waiting(.connecting) { try await client.forgetSearch(name) }
        } catch let error as ClientError where [.badMessage, .notAvailable].contains(error.code) {
            throw Failure(.unknownSavedSearch)
        }
        try context.emit(Changed(name: name))
        context.tell(.searchForgotten(name: name))
    }

    /// What is kept, by name.
    func show() async throws {
        let searches = try await all()
        try context.emit(
            Document(
                searches: searches.map {
                    Document.Search(
                        name: $0.name, options: FileFilters.options(of: $0.search),
                        unknown: FileFilters.unknown(of: $0))
                }))
        guard !context.isJSON else { return }
        guard !searches.isEmpty else { return context.tell(.noSavedSearches) }
        context.screen.table(
            [.name, .filters].map { (label: Label) in context.text(label) },
            rows: searches.map {
                [$0.name, FileFilters.options(of: $0.search).joined(separator: " ")]
            })
        for search in searches { warn(search) }
    }

    /// The list that a saved search asks for.
    func use(_ name: String, limit: UInt32) async throws {
        let typed = Self.trimmed(name)
        guard let saved = try await all().first(where: { $0.name == typed }) else {
            throw Failure(.unknownSavedSearch)
        }
        warn(saved)
        var asked = saved.search
        asked.limit = limit
        // By name means by the names that this screen shows.
        if [1, 2].contains(asked.sort) { asked.sort = FileSort.name.number(context.language) }
        try await FileLists.show(work, saved.search.kind == 2 ? .organisation : .all, asked)
    }

    private func all() async throws -> [WireSavedSearch] {
        try await context.waiting(.connecting) { try await client.savedSearches() }
    }

    /// Tells what of a search is not known any more: its list would be empty without a word.
    private func warn(_ search: WireSavedSearch) {
        let unknown = FileFilters.unknown(of: search)
        guard !unknown.isEmpty else { return }
        context.tell(
            .searchUnknown(name: search.name, options: unknown.joined(separator: " ")))
    }

    private static func trimmed(_ text: String) -> String {
        let ends = text.drop { $0.isWhitespace }
        return String(ends.reversed().drop { $0.isWhitespace }.reversed())
    }
}
