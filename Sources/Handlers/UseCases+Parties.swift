internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Index
internal import Mapping
internal import Messages
internal import Registry

// Who is named in an act.

extension UseCases {
    /// The organisations that may be named in an act, by name; whoever finds children a place is
    /// told how many are with the establishments among them.
    func listOrganisations(_ turn: Turn) throws -> Reply {
        let permit = try permit(.organisations, turn)
        var answer = WireListOrganisationsAnswer()
        answer.organisations = dossiers.registry.organisations
            .filter { $0.value.standing == .active }
            .map { ($0.value.name, $0.key) }
            .sorted { ($0.0, $0.1.hexadecimal) < ($1.0, $1.1.hexadecimal) }
            .prefix(MessageLimits.organisationsMax)
            .map { name, id in
                var item = WireName()
                item.id = id.blob
                item.name = name
                return item
            }
        if isIndexWhole, let actor = turn.call.actor, policy.places(actor, now: turn.now) {
            let day = CivilDate(turn.now, offsetSeconds: definition.parts.offsetSeconds)
            answer.occupancies = definition.establishments(on: day).map { house in
                var item = WireOccupancy()
                item.organisation = house.organisation.blob
                item.children = UInt32(clamping: index.childCount(in: house.organisation))
                return item
            }
        }
        var note = LeafNote(.list)
        note.count = answer.organisations.count
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    /// Checks that the members and organisations that an act names are there, and that whoever is
    /// to answer for the file may act.
    func checkParties(_ act: Act, _ now: Instant) throws(Refusal) {
        let registry = dossiers.registry
        let unknown = act.values.filter { value in
            let meaning = definition.field(value.field)?.meaning
            switch value.value {
            case .member(let id) where meaning == .referent:
                return registry.roles(of: id, at: now).isEmpty
            case .member(let id): return registry.members[id] == nil
            case .organisation(let id) where meaning == .responsibleOrganisation:
                return registry.organisations[id]?.standing != .active
            case .organisation(let id): return registry.organisations[id] == nil
            default: return false
            }
        }
        guard unknown.isEmpty else {
            throw .invalid(
                unknown.prefix(CircuitLimits.errorsPerCheck).map {
                    CheckError(
                        .unknownParty, form: act.heading.form ?? "", field: $0.field, row: $0.row)
                })
        }
    }

    /// The organisation to which an act gives the file.
    func receiver(_ act: Act) -> OrganisationID? {
        for value in act.values
        where definition.field(value.field)?.meaning == .responsibleOrganisation {
            if case .organisation(let id) = value.value { return id }
        }
        return nil
    }

    /// Whether an act gives the file to a member who does not work where it goes.
    func lends(_ act: Act, _ now: Instant) -> Bool {
        let receiver = receiver(act)
        return act.values.contains { value in
            guard case .member(let id) = value.value,
                definition.field(value.field)?.meaning == .referent
            else { return false }
            return !dossiers.registry.roles(of: id, at: now).contains {
                $0.organisation == receiver
            }
        }
    }
}
