internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Messages
internal import Operations
internal import Registry

// The life of a device after its enrolment: its keys, its standing, the daemon's keys.

extension UseCases {
    // MARK: - One's own device

    func acknowledgeOperations(_ turn: Turn) throws -> Reply {
        let request = try decode(WireAckOperationsRequest.self, turn)
        let permit = try permit(.ownDevice, turn)
        return try turn.commit(permit, LeafNote(.status)) { _, note in
            let count = try turn.acknowledge(request.operationKeys.map { Array($0) })
            note.count = count
            var answer = WireAckOperationsAnswer()
            answer.acknowledged = UInt32(clamping: count)
            return MessageCodec.encode(answer)
        }
    }

    func renewKey(_ turn: Turn) throws -> Reply {
        let permit = try permit(.ownDevice, turn)
        let device = try ownDevice(turn)
        return try turn.commit(permit, note(.memberChange, device)) { changes, _ in
            let (next, rows) = try Refusal.catching {
                try dossiers.registry.offerKey(to: device)
            }
            try dossiers.registry.apply(rows, in: changes.transaction)
            var answer = WireRenewKeyAnswer()
            answer.presharedKey = next.bytes.blob
            return MessageCodec.encode(answer)
        }
    }

    func confirmKey(_ turn: Turn) throws -> Reply {
        let request = try decode(WireConfirmKeyRequest.self, turn)
        let permit = try permit(.ownDevice, turn)
        let device = try ownDevice(turn)
        return try turn.commit(permit, note(.memberChange, device)) { changes, _ in
            let rows = try Refusal.catching {
                try dossiers.registry.confirmKey(
                    of: device, digest: Array(request.digest), now: turn.now)
            }
            try dossiers.registry.apply(rows, in: changes.transaction)
            return []
        }
    }

    private func ownDevice(_ turn: Turn) throws(Refusal) -> DeviceID {
        guard let device = turn.call.device else { throw .unknownMethod }
        return device
    }

    private func note(_ kind: LeafKind, _ device: DeviceID) -> LeafNote {
        var note = LeafNote(kind)
        note.subject = device.bytes
        return note
    }

    // MARK: - Another's device

    func changeDevice(_ turn: Turn) throws -> Reply {
        let request = try decode(WireChangeDeviceRequest.self, turn)
        let permit = try permit(.revoke, turn)
        guard let device = DeviceID(blob: request.device) else { throw Refusal.malformed }
        let kind: LeafKind = request.change == .revoke ? .memberRevoke : .memberChange
        return try turn.commit(permit, note(kind, device)) { changes, _ in
            let rows = try Refusal.catching {
                try self.rows(request.change, device, turn)
            }
            try dossiers.registry.apply(rows, in: changes.transaction)
            return []
        }
    }

    private func rows(
        _ change: WireDeviceChange, _ device: DeviceID, _ turn: Turn
    ) throws -> [MemberRegistry.Change] {
        let registry = dossiers.registry
        switch change {
        case .suspend, .revoke:
            // Whoever speaks from a device does not cut himself off by a slip.
            guard device != turn.call.device else { throw Refusal.wrongState }
            return try registry.setStanding(change == .revoke ? .revoked : .suspended, of: device)
        case .resume: return try registry.setStanding(.active, of: device)
        case .askRenewal: return try registry.askRenewal(of: device)
        case .settleAlarm: return try registry.settleAlarm(of: device)
        case .unspecified: throw Refusal.malformed
        case .UNRECOGNIZED: throw Refusal.unknownValue
        }
    }

    // MARK: - The daemon's keys

    func changeTransport(_ turn: Turn) throws -> Reply {
        let request = try decode(WireChangeTransportRequest.self, turn)
        let permit = try permit(.maintain, turn)
        let id = UInt8(truncatingIfNeeded: request.keyID)
        let (step, kind): (TransportRotation.Step, LeafKind)
        switch request.change {
        case .prepare: (step, kind) = (.prepare, .rotatePlan)
        case .switch: (step, kind) = (.activate(id), .rotateActivate)
        case .drop: (step, kind) = (.drop(id), .rotateRetire)
        case .unspecified: throw Refusal.malformed
        case .UNRECOGNIZED: throw Refusal.unknownValue
        }
        if case .drop(let id) = step { try checkWayBack(without: id, turn) }
        return try turn.commit(permit, LeafNote(kind)) { changes, _ in
            try Refusal.catching {
                try TransportRotation.take(step, of: dossiers, in: changes.transaction)
            }
            var answer = WireChangeTransportAnswer()
            answer.daemonKeys = daemonKeys
            answer.devicesUnaware = UInt32(clamping: dossiers.registry.unawareCount)
            return MessageCodec.encode(answer)
        }
    }

    /// Keeps an operator from locking the province out by a slip: before the key that devices know goes,
    /// his own has been told the newest, and one of somebody who approves invitations.
    private func checkWayBack(without id: UInt8, _ turn: Turn) throws(Refusal) {
        let registry = dossiers.registry
        guard registry.staticKeys.count > 1, registry.newestKey != id else { return }
        let coordinating = registry.devices.values.filter { device in
            device.standing == .active
                && registry.roles(of: device.member, at: turn.now).contains {
                    ability(.coordinates, of: $0.role)
                }
        }
        let knows = { (device: Device) in device.toldKey == registry.newestKey }
        guard turn.call.device.flatMap({ registry.devices[$0] }).map(knows) ?? false,
            coordinating.isEmpty || coordinating.contains(where: knows)
        else { throw .wrongState }
    }

    /// The daemon's static keys as clients pin them, the current one first.
    var daemonKeys: [WireDaemonKey] {
        dossiers.registry.staticKeys.map { key in
            var item = WireDaemonKey()
            item.id = UInt32(key.id)
            item.publicKey = key.publicKey.blob
            return item
        }
    }
}
