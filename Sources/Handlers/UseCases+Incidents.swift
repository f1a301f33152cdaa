internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Mapping
internal import Messages
internal import Registry

// The register of incidents of security, and who answers for the data (SPEC W-157, W-158).

extension UseCases {
    func reportIncident(_ turn: Turn) throws -> Reply {
        var request = try decode(WireReportIncidentRequest.self, turn)
        guard let id = IncidentID(blob: request.incident),
            let values = [FieldValue](wire: request.values)
        else { throw Refusal.malformed }
        let permit = try permit(.reportIncident, turn)
        guard let member = permit.actor?.member else { throw Refusal.authority(.noRole) }
        let (said, errors) = definition.checkIncident(values, now: turn.now)
        guard errors.isEmpty else { throw Refusal.invalid(errors) }
        // A leaf has room for so much.
        request.values = said.map(WireFieldValue.init)
        guard request.valuesByteCount <= MessageLimits.incidentByteCountMax else {
            throw Refusal.tooLarge
        }
        let isDeclared = definition.isDeclared(said)
        var note = LeafNote(.incident)
        note.subject = id.bytes
        note.values = said
        return try turn.commit(permit, note) { changes, _ in
            guard dossiers.registry.incidents[id]?.leaves.count ?? 0 == Int(request.versions)
            else { throw Refusal.changedMeanwhile }
            let rows = try Refusal.catching {
                try dossiers.registry.report(
                    id, after: Int(request.versions), by: member, leaf: changes.leaf,
                    isDeclared: isDeclared, now: turn.now)
            }
            try Refusal.catching { try dossiers.registry.apply(rows, in: changes.transaction) }
            var answer = WireReportIncidentAnswer()
            answer.versions = request.versions + 1
            answer.leaf = changes.leaf
            answer.due = !isDeclared
            return MessageCodec.encode(answer)
        }
    }

    func listIncidents(_ turn: Turn) throws -> Reply {
        let request = try decode(WireListIncidentsRequest.self, turn)
        let permit = try permit(.incidents, turn)
        let all = dossiers.registry.incidentsByAge
        var rest = all[...]
        if let after = IncidentID(blob: request.after) {
            guard let place = all.firstIndex(where: { $0.id == after }) else {
                throw Refusal.absent
            }
            rest = all[(place + 1)...]
        }
        var answer = WireListIncidentsAnswer()
        answer.total = UInt32(clamping: all.count)
        answer.due = UInt32(clamping: dossiers.registry.incidentsDueCount)
        answer.incidents = try rest.prefix(MessageLimits.incidentsPerListMax).map {
            try item($0, permit, turn)
        }
        answer.more = rest.count > answer.incidents.count
        var note = LeafNote(.list)
        note.count = answer.incidents.count
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    private func item(_ incident: Incident, _ permit: Permit, _ turn: Turn) throws -> WireIncident {
        guard let first = incident.leaves.first, let last = incident.leaves.last else {
            throw Refusal.storage
        }
        var item = WireIncident()
        item.incident = incident.id.blob
        item.first = version(incident.reporter, incident.reported, first)
        item.versions = UInt32(clamping: incident.leaves.count)
        item.due = !incident.isDeclared
        guard let said = try turn.incident(in: last, permit: permit) else {
            item.last.leaf = last
            item.unreadable = true
            return item
        }
        item.last = version(said.member, said.at, last)
        item.values = said.values.map(WireFieldValue.init)
        return item
    }

    private func version(
        _ member: MemberID, _ at: Instant, _ leaf: UInt64
    ) -> WireIncidentVersion {
        var version = WireIncidentVersion()
        version.member = member.blob
        version.name = dossiers.registry.members[member]?.name ?? ""
        version.atMs = at.milliseconds
        version.leaf = leaf
        return version
    }

    func changeSettings(_ turn: Turn) throws -> Reply {
        let request = try decode(WireChangeSettingsRequest.self, turn)
        let permit = try permit(.changeSettings, turn)
        let told = request.controller
        let texts = [told.name, told.authorisation, told.contact].map {
            TextNormaliser.normalise($0)
        }
        guard !texts.contains(where: TextNormaliser.isForbidden) else { throw Refusal.malformed }
        let controller = DataController(
            name: texts[0], authorisation: texts[1], contact: texts[2])
        return try turn.commit(permit, LeafNote(.config)) { changes, _ in
            try Refusal.catching {
                try dossiers.registry.apply(
                    [.put(.controller(controller))], in: changes.transaction)
            }
            return MessageCodec.encode(WireNothing())
        }
    }
}
