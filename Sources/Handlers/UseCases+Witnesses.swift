internal import AuditLog
internal import Authority
internal import Basics
internal import Dossiers
internal import Mapping
internal import Merkle
internal import Messages
internal import Operations
internal import Registry

// Witnesses of the log: whom one trusts, under a second person's approval, and what they cosigned
// (SPEC W-149 to W-151).

extension UseCases {
    func listWitnesses(_ turn: Turn) throws -> Reply {
        let (permit, isWhole, shows) = try list(.witnesses, turn)
        var answer = WireListWitnessesAnswer()
        answer.store = dossiers.storeID.blob
        answer.logSize = dossiers.log?.signedSize ?? 0
        answer.witnesses = dossiers.registry.witnesses.values
            .filter { trust in
                guard let waiting = trust.waiting(at: turn.now) else {
                    return isWhole && trust.approver != nil
                }
                return shows(facts(waiting))
            }
            .sorted {
                ($0.name, $0.proposed, $0.id.hexadecimal) < (
                    $1.name, $1.proposed, $1.id.hexadecimal
                )
            }
            .prefix(BasicsLimits.witnessesMax).map { item($0, turn.now) }
        var note = LeafNote(.list)
        note.count = answer.witnesses.count
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    /// The trust in a witness as it is shown to whoever may approve it or its removal, with the
    /// digest of just that.
    func item(_ trust: WitnessTrust, _ now: Instant) -> WireWitness {
        let members = dossiers.registry.members
        var item = WireWitness()
        item.witness = trust.id.blob
        item.name = trust.name
        item.key = trust.key.blob
        item.proposer = trust.proposer.blob
        item.proposedBy = members[trust.proposer]?.name ?? ""
        item.proposedAtMs = trust.proposed.milliseconds
        if let approver = trust.approver {
            item.trustedAtMs = trust.trustedAt.milliseconds
            item.approvedBy = members[approver]?.name ?? ""
        }
        item.age = age(of: trust, now)
        item.note = String(decoding: trust.seen?.note ?? [], as: UTF8.self)
        guard let waiting = trust.waiting(at: now) else { return item }
        if trust.approver != nil {
            item.remover = waiting.asker.blob
            item.removalBy = members[waiting.asker]?.name ?? ""
        }
        item.expiresAtMs = waiting.until.milliseconds
        item.digest = Approvals.digest(of: item.signedBytes ?? []).blob
        item.overdue = AccessPolicy.isOverdue(since: waiting.since, now: now)
        return item
    }

    /// When a witness saw the log last, and whether that is long ago.
    func age(of trust: WitnessTrust, _ now: Instant) -> WireWitnessAge {
        var age = WireWitnessAge()
        age.name = trust.name
        age.size = trust.seen?.size ?? 0
        age.cosignedAtMs = trust.seen?.at.milliseconds ?? 0
        func isOlder(than seconds: Int64) -> Bool {
            trust.seen.map { $0.at.adding(seconds: seconds) <= now } ?? true
        }
        age.level =
            isOlder(than: RegistryLimits.cosignatureSeconds)
            ? 2 : isOlder(than: RegistryLimits.cosignatureNoticeSeconds) ? 1 : 0
        return age
    }

    func changeWitness(_ turn: Turn) throws -> Reply {
        let request = try decode(WireChangeWitnessRequest.self, turn)
        guard let id = WitnessTrustID(blob: request.witness), let actor = turn.call.actor else {
            throw Refusal.malformed
        }
        let permit = try permit(.changeWitness, turn)
        var note = LeafNote(.config)
        note.subject = id.bytes
        return try turn.commit(permit, note) { changes, _ in
            var answer = WireChangeWitnessAnswer()
            let rows: [MemberRegistry.Change]
            switch request.change {
            case .trust:
                // The name and the key stand in lines of notes, and have their form.
                guard
                    NoteKey(
                        name: request.name, publicKey: Array(request.key), algorithm: .cosignature)
                        != nil
                else { throw Refusal.malformed }
                let trust = WitnessTrust(
                    id: id, name: request.name, key: Array(request.key), proposer: actor.member,
                    proposed: turn.now)
                rows = try Refusal.catching {
                    try dossiers.registry.propose(trust, now: turn.now)
                }
                answer.needsApproval = true
                answer.expiresAtMs = trust.expires.milliseconds
            case .remove:
                let (changes, expires) = try Refusal.catching {
                    try dossiers.registry.remove(id, by: actor.member, now: turn.now)
                }
                rows = changes
                answer.needsApproval = expires != nil
                answer.expiresAtMs = expires?.milliseconds ?? 0
            case .unspecified: throw Refusal.malformed
            case .UNRECOGNIZED: throw Refusal.unknownValue
            }
            try Refusal.catching { try dossiers.registry.apply(rows, in: changes.transaction) }
            return MessageCodec.encode(answer)
        }
    }

    func addCosignature(_ turn: Turn) throws -> Reply {
        let request = try decode(WireAddCosignatureRequest.self, turn)
        let permit = try permit(.changeWitness, turn)
        let bytes = Array(request.note.utf8)
        let trusted = dossiers.registry.trustedWitnesses
        var answer = WireAddCosignatureAnswer()
        var rows: [MemberRegistry.Change] = []
        // What is wrong with a note is no status: whoever brought it may bring another.
        do {
            let read = try turn.cosigned(bytes, by: trusted.map { ($0.name, $0.key) })
            answer.size = read.size
            let cosigned = zip(trusted, read.times).compactMap { trust, at in
                at.map { (id: trust.id, at: $0) }
            }
            let latest = turn.now.adding(seconds: RegistryLimits.cosignatureSkewSeconds)
            if cosigned.isEmpty {
                answer.result = .notTrusted
            } else if cosigned.contains(where: { $0.at > latest }) {
                answer.result = .ahead
            } else {
                let kept = try Refusal.catching {
                    try dossiers.registry.keep(bytes, size: read.size, cosigned: cosigned)
                }
                rows = kept.changes
                answer.witnesses = kept.newer.map(\.blob)
                answer.result = kept.newer.isEmpty ? .older : .kept
            }
        } catch let fault as CosignedNote.Fault {
            answer.result = WireCosignatureResult(fault)
        }
        var note = LeafNote(.verify)
        note.count = rows.count
        let written = rows
        return try turn.commit(permit, note) { changes, _ in
            try Refusal.catching { try dossiers.registry.apply(written, in: changes.transaction) }
            return MessageCodec.encode(answer)
        }
    }
}

extension WireCosignatureResult {
    fileprivate init(_ fault: CosignedNote.Fault) {
        switch fault {
        case .altered: self = .altered
        case .otherLog: self = .otherLog
        case .forked: self = .forked
        case .falseLine: self = .falseLine
        }
    }
}
