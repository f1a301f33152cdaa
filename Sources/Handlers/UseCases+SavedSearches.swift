internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Index
internal import Messages
internal import Registry

// Searches that a member keeps under names of his own (SPEC W-189). They open nothing: using one is
// a list like any other.

extension UseCases {
    func saveSearch(_ turn: Turn) throws -> Reply {
        let request = try decode(WireSaveSearchRequest.self, turn)
        let permit = try permit(.savedSearches(writes: true), turn)
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        guard let name = searchName(request.name), isSaved(request.search) else {
            throw Refusal.malformed
        }
        try check(request.search)
        guard unknownFields(of: request.search).isEmpty else { throw Refusal.unknownValue }
        let search = SavedSearch(name: name, search: MessageCodec.encode(request.search))
        return try turn.commit(permit, note(actor.member)) { changes, _ in
            let rows = try Refusal.catching {
                try dossiers.registry.save(search, of: actor.member)
            }
            try dossiers.registry.apply(rows, in: changes.transaction)
            return []
        }
    }

    func listSavedSearches(_ turn: Turn) throws -> Reply {
        let permit = try permit(.savedSearches(writes: false), turn)
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        var answer = WireListSavedSearchesAnswer()
        answer.searches = dossiers.registry.searches(of: actor.member)
            .sorted { $0.name < $1.name }
            .map { saved in
                var item = WireSavedSearch()
                item.name = saved.name
                // What was stored was decoded before.
                if let search = try? WireListFilesRequest.decoded(from: saved.search) {
                    item.search = search
                    item.unknown = unknownFields(of: search)
                }
                return item
            }
        var note = LeafNote(.list)
        note.count = answer.searches.count
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    func forgetSearch(_ turn: Turn) throws -> Reply {
        let request = try decode(WireForgetSearchRequest.self, turn)
        let permit = try permit(.savedSearches(writes: true), turn)
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        guard let name = searchName(request.name) else { throw Refusal.malformed }
        return try turn.commit(permit, note(actor.member)) { changes, _ in
            let rows = try Refusal.catching {
                try dossiers.registry.forgetSearch(named: name, of: actor.member)
            }
            try dossiers.registry.apply(rows, in: changes.transaction)
            return []
        }
    }

    /// A change of what is a member's own is one of the member, as an absence is.
    private func note(_ member: MemberID) -> LeafNote {
        var note = LeafNote(.memberChange)
        note.subject = member.bytes
        return note
    }

    /// A name as it is kept; nil for one that is empty, too long or no plain text.
    private func searchName(_ typed: String) -> String? {
        let name = TextNormaliser.normalise(typed)
        let scalars = name.unicodeScalars
        guard !name.isEmpty, scalars.count <= RegistryLimits.searchNameScalarCount,
            !TextNormaliser.isForbidden(name), !scalars.contains("\n")
        else { return nil }
        return name
    }

    /// Whether a request of a list may be kept: one that is narrowed, and no page of it.
    private func isSaved(_ search: WireListFilesRequest) -> Bool {
        (1...4).contains(search.kind) && search.limit == 0 && search.cursor.isEmpty
            && search.order.isEmpty
    }

    /// The numbers of the fields of a request whose code or id is not known now.
    private func unknownFields(of search: WireListFilesRequest) -> [UInt32] {
        let member = MemberID(blob: search.referent).map { dossiers.registry.members[$0] }
        let office = OrganisationID(blob: search.organisation).map {
            dossiers.registry.organisations[$0]
        }
        let categories = definition.field(meaning: .category)?.list
        let isKnown: [(field: UInt32, isKnown: Bool)] = [
            (2, search.stage.isEmpty || definition.stage(search.stage) != nil),
            (
                7,
                search.risk.isEmpty
                    || definition.riskLevels.contains { $0.code == search.risk }
            ),
            (
                8,
                search.commune.isEmpty
                    || definition.parts.territories.contains { $0.code.hasPrefix(search.commune) }
            ),
            (9, member.map { $0.map { $0.standing != .revoked } ?? false } ?? true),
            (14, office.map { $0.map { $0.standing != .revoked } ?? false } ?? true),
            (
                15,
                search.category.isEmpty
                    || categories.flatMap { definition.item(search.category, list: $0) } != nil
            ),
        ]
        return isKnown.filter { !$0.isKnown }.map(\.field)
    }
}
