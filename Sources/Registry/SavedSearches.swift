public import Basics

/// What a member asks lists for, under a name of his own (SPEC W-189).
public struct SavedSearch: Equatable, Sendable {
    /// Its name, without blanks at its ends.
    public var name: String
    /// The encoded request of the list, which this room does not read.
    public var search: [UInt8]

    /// Names a search.
    public init(name: String, search: [UInt8]) {
        self.name = name
        self.search = search
    }
}

/// The saved searches of one member, in the order in which they were saved.
public struct SavedSearches: Equatable, Sendable {
    /// Whose they are.
    public var member: MemberID
    /// The searches, no two of one name.
    public var searches: [SavedSearch]

    /// Collects searches.
    public init(member: MemberID, searches: [SavedSearch]) {
        self.member = member
        self.searches = searches
    }
}

extension MemberRegistry {
    /// The searches that a member saved.
    public func searches(of member: MemberID) -> [SavedSearch] {
        savedSearches[member]?.searches ?? []
    }

    /// Saves a search of a member, in place of the one that has its name.
    ///
    /// - Throws: `wrongState` where he has as many as he may have.
    public func save(
        _ search: SavedSearch, of member: MemberID
    ) throws(RegistryError) -> [Change] {
        var searches = searches(of: member)
        if let place = searches.firstIndex(where: { $0.name == search.name }) {
            searches[place] = search
        } else {
            guard searches.count < RegistryLimits.searchesPerMember else { throw .wrongState }
            searches.append(search)
        }
        return [.put(.savedSearches(SavedSearches(member: member, searches: searches)))]
    }

    /// Forgets a search of a member.
    ///
    /// - Throws: `notFound` where there is none of that name.
    public func forgetSearch(
        named name: String, of member: MemberID
    ) throws(RegistryError) -> [Change] {
        let before = searches(of: member)
        let left = SavedSearches(member: member, searches: before.filter { $0.name != name })
        guard left.searches.count < before.count else { throw .notFound }
        return [left.searches.isEmpty ? .remove(.savedSearches(left)) : .put(.savedSearches(left))]
    }

    /// Forgets all that a member saved, who may ask for no list any more.
    func forgetSearches(of member: MemberID) -> [Change] {
        savedSearches[member].map { [.remove(.savedSearches($0))] } ?? []
    }
}
