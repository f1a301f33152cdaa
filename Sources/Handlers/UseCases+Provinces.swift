internal import AuditLog
internal import Authority
internal import Basics
internal import Dossiers
internal import Mapping
internal import Merkle
internal import Messages
internal import Operations
internal import Registry

// Other provinces: one is trusted once a second person has approved it, and forgotten at once.

extension UseCases {
    func listProvinces(_ turn: Turn) throws -> Reply {
        let request = try decode(WireListProvincesRequest.self, turn)
        let (permit, isWhole, shows) = try list(.provinces, turn)
        var answer = WireListProvincesAnswer()
        answer.store = dossiers.storeID.blob
        answer.logSize = dossiers.log?.signedSize ?? 0
        answer.own = try OwnProvince.descriptor(
            of: dossiers, address: request.address, at: turn.now)
        answer.provinces = dossiers.registry.provinces.values
            .filter { trust in
                trust.approver == nil
                    ? turn.now < trust.expires && shows(facts(trust)) : isWhole
            }
            .sorted {
                ($0.code, $0.proposed, $0.id.hexadecimal) < (
                    $1.code, $1.proposed, $1.id.hexadecimal
                )
            }
            .prefix(MessageLimits.provincesPerListMax).map { item($0, turn.now) }
        var note = LeafNote(.list)
        note.count = answer.provinces.count
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    /// The trust in a province as it is shown to whoever may approve it, with the digest of just
    /// that.
    func item(_ trust: ProvinceTrust, _ now: Instant) -> WireProvince {
        let members = dossiers.registry.members
        var item = WireProvince()
        item.province = trust.id.blob
        item.code = trust.code
        item.address = trust.address
        item.staticKey = trust.staticKey.blob
        item.transferKey = trust.transferKey.blob
        item.logKey = trust.logKey.blob
        item.madeAtMs = trust.madeAt.milliseconds
        item.proposer = trust.proposer.blob
        item.proposedBy = members[trust.proposer]?.name ?? ""
        item.proposedAtMs = trust.proposed.milliseconds
        if let approver = trust.approver {
            item.trustedAtMs = trust.trustedAt.milliseconds
            item.approvedBy = members[approver]?.name ?? ""
        } else {
            item.expiresAtMs = trust.expires.milliseconds
            item.digest = Approvals.digest(of: item.signedBytes ?? []).blob
            item.overdue = AccessPolicy.isOverdue(since: trust.proposed, now: now)
        }
        return item
    }

    func changeProvince(_ turn: Turn) throws -> Reply {
        let request = try decode(WireChangeProvinceRequest.self, turn)
        guard let id = ProvinceTrustID(blob: request.province) else { throw Refusal.malformed }
        let permit = try permit(.changeProvince, turn)
        var note = LeafNote(.config)
        note.subject = id.bytes
        return try turn.commit(permit, note) { changes, _ in
            var answer = WireChangeProvinceAnswer()
            let rows: [MemberRegistry.Change]
            switch request.change {
            case .trust:
                let trust = try proposed(request.descriptor, as: id, by: permit.actor, turn.now)
                rows = try Refusal.catching {
                    try dossiers.registry.propose(trust, now: turn.now)
                }
                answer.needsApproval = true
                answer.expiresAtMs = trust.expires.milliseconds
            case .forget:
                rows = try Refusal.catching { try dossiers.registry.forget(id) }
            case .unspecified: throw Refusal.malformed
            case .UNRECOGNIZED: throw Refusal.unknownValue
            }
            try Refusal.catching { try dossiers.registry.apply(rows, in: changes.transaction) }
            return MessageCodec.encode(answer)
        }
    }

    /// What a descriptor says, as a trust that waits; one's own province is none to trust.
    private func proposed(
        _ signed: String, as id: ProvinceTrustID, by actor: Actor?, _ now: Instant
    ) throws(Refusal) -> ProvinceTrust {
        guard let actor else { throw .authority(.noRole) }
        guard let read = try? ProvinceDescriptor(signed: Array(signed.utf8)) else {
            throw .malformed
        }
        guard read.code != dossiers.province else { throw .wrongState }
        return ProvinceTrust(
            id: id, code: read.code, address: read.address, staticKey: read.staticKey,
            transferKey: read.transferKey, logKey: read.logKey, madeAt: read.madeAt,
            proposer: actor.member, proposed: now)
    }
}
