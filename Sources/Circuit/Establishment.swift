public import Basics

/// A house that takes children: whom it is fit to take, and how many.
///
/// A placement respects both (law 65-15 art. 3, 36).
public struct Establishment: DefinedItem, Hashable {
    /// Its code, labels, basis and validity.
    public let terms: Terms
    /// The organisation that runs it, which an act names.
    public let organisation: OrganisationID
    /// Its kind, an item of the list of that meaning.
    public let kind: String
    /// Whom it is fit to take, items of the list of that meaning.
    public let specialities: [String]
    /// How many children it takes.
    public let capacity: Int
    /// The code of the commune in which it lies.
    public let commune: String?

    /// Makes an establishment.
    public init(
        terms: Terms, organisation: OrganisationID, kind: String, specialities: [String] = [],
        capacity: Int, commune: String? = nil
    ) {
        self.terms = terms
        self.organisation = organisation
        self.kind = kind
        self.specialities = specialities
        self.capacity = capacity
        self.commune = commune
    }
}

/// Why a child does not fit an establishment.
public enum Misfit: Hashable, Sendable {
    /// The child is another than those of these specialities.
    case outside(specialities: [String])
    /// As many children are there as it takes, or more.
    case full
}

extension CircuitDefinition {
    /// The establishments that are known on a day.
    public func establishments(on day: CivilDate) -> [Establishment] {
        parts.establishments.filter { $0.terms.validity.holds(on: day) }
    }

    /// The establishment that an organisation runs, where one is known on a day.
    public func establishment(of organisation: OrganisationID, on day: CivilDate) -> Establishment?
    {
        guard let house = establishment(of: organisation), house.terms.validity.holds(on: day)
        else { return nil }
        return house
    }

    /// Why a child does not fit an establishment; what is not known is no reason.
    ///
    /// Specialities are taken dimension by dimension: the child's sex has to be one of those that
    /// they name, where one names any, and its age has to lie in one of their ranges, where there
    /// is one. One that names neither is told to people, and binds nothing.
    ///
    /// - Parameters:
    ///   - years: the age in full years, as the range in which it lies.
    ///   - present: how many other children are there.
    public func misfits(
        of establishment: Establishment, sex: String?, years: ClosedRange<Int>?, present: Int?
    ) -> [Misfit] {
        var misfits: [Misfit] = []
        let items = establishment.specialities.compactMap { code in
            list(meaning: .establishmentSpecialities).flatMap { item(code, list: $0.code) }
        }
        var outside: Set<String> = []
        if let sex {
            let bound = items.filter { $0.sex != nil }
            if !bound.contains(where: { $0.sex == sex }) { outside.formUnion(bound.map(\.code)) }
        }
        if let years {
            let bound = items.filter { $0.ages != nil }
            if !bound.contains(where: { $0.ages?.overlaps(years) == true }) {
                outside.formUnion(bound.map(\.code))
            }
        }
        if !outside.isEmpty {
            misfits.append(
                .outside(specialities: establishment.specialities.filter(outside.contains)))
        }
        if let present, present >= establishment.capacity { misfits.append(.full) }
        return misfits
    }
}

extension Act {
    /// Whether a field of a meaning is filled.
    public func says(_ meaning: FieldMeaning, _ definition: CircuitDefinition) -> Bool {
        values.contains { definition.traits($0.field)?.meaning == meaning }
    }

    /// The establishments that the definition knows and in which the act places the child.
    public func establishments(_ definition: CircuitDefinition) -> [Establishment] {
        let day = CivilDate(heading.eventAt, offsetSeconds: definition.parts.offsetSeconds)
        return values.compactMap { value in
            guard definition.traits(value.field)?.meaning == .establishment,
                case .organisation(let id) = value.value
            else { return nil }
            return definition.establishment(of: id, on: day)
        }
    }
}

extension Check {
    /// A child is placed where the establishment is fit for it and has room, or the act says who
    /// decided otherwise and why: judges and emergencies do put a child into a full house, and the
    /// record stays true.
    ///
    /// Whether there is room is told of an act that is right in all else: nobody learns where a
    /// child is by acts that are never written.
    mutating func checkPlacement() {
        keepException()
        let isElseRight = errors.isEmpty
        guard touches(.establishment), !hasException else { return }
        let day = CivilDate(heading.eventAt, offsetSeconds: definition.parts.offsetSeconds)
        for value in values(.establishment) where !stood(value, .establishment) {
            guard case .organisation(let id) = value.value,
                let house = definition.establishment(of: id, on: day)
            else { continue }
            let misfits = definition.misfits(
                of: house, sex: heads[.identity]?.code(.sex),
                years: heads[.identity]?.birth(definition)?.years(on: day),
                present: context.present[id])
            for misfit in misfits {
                switch misfit {
                case .outside: report(.outsideSpeciality, value)
                case .full: if isElseRight { report(.establishmentFull, value) }
                }
            }
        }
    }

    /// A correction does not take away on whose word the child is placed.
    private mutating func keepException() {
        let meaning = FieldMeaning.placementException
        guard let corrected = heading.corrects, !touches(meaning),
            act.values.contains(where: {
                definition.traits($0.field)?.dataClass == meaning.dataClass
            }),
            heads[meaning.dataClass]?.all(meaning).contains(where: {
                $0.writer == corrected && !$0.entries.isEmpty
            }) == true
        else { return }
        report(.missingField, field: definition.field(meaning: meaning)?.code ?? "")
    }

    /// Whether the act says why the child is placed all the same; a correction that leaves the class
    /// of that alone leaves in place what the act said that it corrects.
    private var hasException: Bool {
        let meaning = FieldMeaning.placementException
        if touches(meaning) { return true }
        guard let corrected = heading.corrects,
            !act.values.contains(where: {
                definition.traits($0.field)?.dataClass == meaning.dataClass
            })
        else { return false }
        return heads[meaning.dataClass]?.all(meaning).contains {
            $0.writer == corrected && !$0.entries.isEmpty
        } ?? false
    }
}
