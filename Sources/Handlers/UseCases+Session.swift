internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Messages
internal import Operations
internal import Registry

// Who am I, status, definition, checkpoint: what a client asks of the daemon itself.

extension UseCases {
    func whoAmI(_ turn: Turn) throws -> Reply {
        let permit = try permit(.identify, turn)
        var answer = WireWhoAmIAnswer()
        answer.sealed = !dossiers.isUnsealed
        answer.province = dossiers.province
        answer.definitionVersion = definition.version
        answer.definitionHash = surroundings.definition.hash.blob
        if let actor = turn.call.actor {
            answer.member = actor.member.blob
            answer.device = actor.device.blob
            answer.deviceLabel = dossiers.registry.devices[actor.device]?.label ?? ""
            answer.name = dossiers.registry.members[actor.member]?.name ?? ""
            answer.roles = roles(of: actor.member, at: turn.now)
            answer.secrecyDueMs = actor.secrecyUntil.milliseconds
            if let device = dossiers.registry.devices[actor.device] {
                answer.keyRenewalDueMs = device.renewalDue.milliseconds
            }
            answer.daemonKeys = daemonKeys
            answer.deputised = dossiers.registry.represented(by: actor.member, at: turn.now)
                .prefix(MessageLimits.deputisedMax).map { member in
                    var name = WireName()
                    name.id = member.id.blob
                    name.name = member.name
                    return name
                }
            answer.breakGlassCount = UInt32(
                clamping: owedReviews(of: actor, at: turn.now).count)
            if let controller = dossiers.registry.controller {
                answer.controller.name = controller.name
                answer.controller.authorisation = controller.authorisation
                answer.controller.contact = controller.contact
            }
            told.insert(actor.device)
        }
        return try turn.release(permit, LeafNote(.status), payload: MessageCodec.encode(answer))
    }

    func roles(of member: MemberID, at now: Instant) -> [WireRoleGrant] {
        dossiers.registry.roles(of: member, at: now).map { role($0) }
    }

    func role(_ grant: RoleGrant) -> WireRoleGrant {
        var role = WireRoleGrant()
        role.role = grant.role
        role.organisation = grant.organisation.blob
        role.organisationName = dossiers.registry.organisations[grant.organisation]?.name ?? ""
        return role
    }

    func status(_ turn: Turn) throws -> Reply {
        let request = try decode(WireStatusRequest.self, turn)
        let permit = try permit(.status, turn)
        let report = try turn.report { try StoreReport(dossiers, in: $0) }
        var answer = WireStatusAnswer()
        answer.sealed = !report.isUnsealed
        answer.province = report.province
        answer.store = report.store.blob
        answer.startedAtMs = surroundings.startedAt.milliseconds
        answer.nowMs = turn.now.milliseconds
        answer.files = UInt64(report.files)
        answer.acts = report.acts
        answer.logSize = report.logSize
        answer.sealedLeaves = UInt64(report.pendingLeaves)
        answer.indexPercent = indexPercent
        answer.connections = UInt32(clamping: surroundings.connectionCount())
        answer.diskFreeBytes = surroundings.diskFreeByteCount()
        answer.disk = report.disk.rawValue
        answer.credentialBeside = surroundings.isCredentialBeside()
        answer.rootEpoch = report.rootEpoch
        answer.keyringSequence = report.keyringSequence
        answer.slots = report.slots.map { slot in
            var item = WireSlot()
            item.type = UInt32(slot.type)
            item.id = slot.id
            return item
        }
        answer.software = surroundings.software
        answer.libsodium = surroundings.libsodium
        answer.sqlite = report.engineVersion
        answer.walRule = report.engineNeedsRule
        answer.definitionVersion = definition.version
        answer.witnesses = dossiers.registry.trustedWitnesses.map { age(of: $0, turn.now) }
        answer.backup = backupAge(turn.now)
        answer.slotsDropped = UInt32(report.slotsDropped)
        answer.lockRefused = StoreReport.wasLockRefused
        if request.metrics { answer.metrics = surroundings.metrics() }
        try countKeys(into: &answer, turn)
        countRegistry(into: &answer, now: turn.now)
        countCommittee(into: &answer, now: turn.now)
        return try turn.release(permit, LeafNote(.status), payload: MessageCodec.encode(answer))
    }

    /// Which keys are in use, and whether one that has gone opens by a keyring of before.
    private func countKeys(into answer: inout WireStatusAnswer, _ turn: Turn) throws {
        let keys = try turn.report { try StoreReport.keys(of: dossiers, census: false, in: $0) }
        answer.keys = keys.filter(\.isActive).prefix(MessageLimits.activeKeysMax).map { key in
            var item = WireKey()
            item.kind = UInt32(key.kind)
            item.dataClass = UInt32(key.dataClass?.rawValue ?? 0)
            item.version = key.version
            item.state = UInt32(key.state)
            item.createdAtMs = key.created.milliseconds
            item.changedAtMs = key.changed.milliseconds
            return item
        }
        answer.distrusted = distrustedClasses
        answer.distrustedKinds = distrustedKinds
        answer.renewalDistrusted = renewals.isDistrusted
        answer.rotationsHalted = UInt32(clamping: haltedCount)
        answer.rotationsRunning = UInt32(clamping: runningCount)
        let epoch = EpochReport(dossiers)
        answer.epochOwed = UInt32(clamping: epoch.owedCount)
        answer.epochSinceMs = epoch.since?.milliseconds ?? 0
    }

    private func countRegistry(into answer: inout WireStatusAnswer, now: Instant) {
        answer.daemonKeys = daemonKeys
        answer.devicesUnaware = UInt32(clamping: dossiers.registry.unawareCount)
        answer.invitationsContested = UInt32(
            clamping: dossiers.registry.invitations.values.count { $0.contestedAt != nil })
        answer.incidentsDue = UInt32(clamping: dossiers.registry.incidentsDueCount)
        answer.unsignedRestorationMs =
            dossiers.registry.unsignedRestoration?.at.milliseconds ?? 0
        let devices = dossiers.registry.devices.values
        let active = devices.count { $0.standing == .active }
        answer.devicesActive = UInt32(clamping: active)
        answer.devicesOther = UInt32(clamping: devices.count - active)
        answer.invitationsOpen = UInt32(
            clamping: dossiers.registry.invitations.values.count {
                ($0.state == .open || $0.state == .proposed) && now < $0.expires
            })
    }

    func serveDefinition(_ turn: Turn) throws -> Reply {
        let permit = try permit(.definition, turn)
        return try turn.release(
            permit, LeafNote(.status), payload: [],
            content: surroundings.definition.content)
    }

    func checkpoint(_ turn: Turn) throws -> Reply {
        let request = try decode(WireCheckpointRequest.self, turn)
        let permit = try permit(.checkpoint, turn)
        guard let (note, proof) = try turn.checkpoint(knownSize: request.knownSize) else {
            throw Refusal.wrongState
        }
        var answer = WireCheckpointAnswer()
        answer.note = String(decoding: note, as: UTF8.self)
        answer.proof = proof.map(\.blob)
        answer.logKeys = logRotation.statements
        if let restoration = dossiers.registry.restoration {
            answer.restorationID = restoration.id.blob
            if request.knownSize == 0 {
                answer.restoration = item(restoration, turn.now)
                answer.former = dossiers.registry.formerRestorations.values
                    .sorted { $0.at > $1.at }.map { item($0, turn.now) }
            }
        }
        return try turn.release(permit, LeafNote(.status), payload: MessageCodec.encode(answer))
    }

    func proveLeaf(_ turn: Turn) throws -> Reply {
        let request = try decode(WireProveLeafRequest.self, turn)
        let permit: Permit
        let index: UInt64
        var note = LeafNote(.status)
        if request.file.isEmpty {
            permit = try self.permit(.proveLeaf, turn)
            index = request.leaf
        } else {
            let file = try file(request.file)
            permit = try self.permit(.proveAct(file), turn, facts: try facts(file, turn))
            index = try turn.leaf(ofOwnAct: request.sequence, of: file, permit: permit)
            note = LeafNote(.status, file: file)
            note.sequence = request.sequence
        }
        guard let (hash, proof) = try turn.proof(ofLeaf: index, size: request.size) else {
            throw Refusal.wrongState
        }
        var answer = WireProveLeafAnswer()
        answer.leaf = index
        answer.hash = hash.blob
        answer.proof = proof.map(\.blob)
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }
}
