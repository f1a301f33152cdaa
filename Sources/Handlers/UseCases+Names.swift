internal import Basics
internal import Circuit
internal import Dossiers
internal import Framing
internal import Messages
internal import Registry

// What members and organisations are called. A name goes out only beside an id that the same
// answer shows, so that it needs no permit but that of the answer, and nobody can ask for others.

extension UseCases {
    /// An act of a stream, with the names of those in it where there is room for them.
    func encoded(_ act: WirePartialAct) -> [UInt8] {
        let message = MessageCodec.encode(named(act))
        return message.count <= FramingLimits.messageByteCountMax
            ? message : MessageCodec.encode(act)
    }

    /// An act with the names of those in it.
    func named(_ act: WirePartialAct) -> WirePartialAct {
        var named = act
        var shown = NamesShown()
        if act.hasHeading {
            shown.add(act.heading.author)
            shown.add(act.heading.organisation)
        }
        for value in act.values { shown.add(value.value) }
        named.names = names(shown)
        return named
    }

    /// The names of those in the heads of a file.
    func names(in heads: [WireHeadPart]) -> [WireName] {
        var shown = NamesShown()
        for slot in heads.flatMap({ $0.slots + $0.matters.flatMap(\.slots) }) {
            for entry in slot.entries { shown.add(entry.value) }
        }
        return names(shown)
    }

    /// The names of the referents of a list.
    func names(in candidates: [WireCandidate]) -> [WireName] {
        var shown = NamesShown()
        for candidate in candidates { shown.add(candidate.referent) }
        return names(shown)
    }

    /// The names of the organisations by which a figure is broken down.
    func names(in figure: WireFigure) -> [WireName] {
        var shown = NamesShown()
        for key in figure.rows.flatMap(\.keys)
        where dossiers.definition.isOfOrganisations(key.dimension) {
            OrganisationID(hexadecimal: key.code).map { shown.add($0.blob) }
        }
        return names(shown)
    }

    private func names(_ shown: NamesShown) -> [WireName] {
        var names: [WireName] = []
        for blob in shown.ids {
            guard names.count < MessageLimits.namesMax else { break }
            let member = MemberID(blob: blob).flatMap { dossiers.registry.members[$0]?.name }
            let organisation = OrganisationID(blob: blob)
                .flatMap { dossiers.registry.organisations[$0]?.name }
            guard let found = member ?? organisation else { continue }
            var name = WireName()
            name.id = blob
            name.name = found
            names.append(name)
        }
        return names
    }
}

/// The ids that an answer shows, each once, in their order.
private struct NamesShown {
    private(set) var ids: [Blob] = []

    mutating func add(_ id: Blob) {
        if !id.isEmpty, !ids.contains(id) { ids.append(id) }
    }

    mutating func add(_ value: WireValue) {
        switch value.kind {
        case .member(let id), .organisation(let id): add(id)
        default: break
        }
    }
}
