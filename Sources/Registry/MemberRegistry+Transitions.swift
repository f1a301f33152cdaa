public import Basics
internal import Secrets

/// The transitions: each checks, changes nothing, and gives what `apply` is to write.
extension MemberRegistry {
    // MARK: Invitations

    /// Makes an invitation; its secret is told to nobody but the one who carries it.
    ///
    /// - Parameter needsApproval: false only for the two invitations of the first hour.
    /// - Throws: `notFound`, `limitExceeded` for more than 72 hours, `wrongState` where the id is
    ///   there.
    public func invite(
        _ id: InvitationID, member: MemberID, issuer: MemberID, hours: Int64, now: Instant,
        needsApproval: Bool = true
    ) throws(RegistryError) -> (invitation: Invitation, changes: [Change]) {
        guard members[member]?.standing == .active else { throw .notFound }
        guard (1...RegistryLimits.invitationHours).contains(hours) else { throw .limitExceeded }
        guard invitations[id] == nil else { throw .wrongState }
        let invitation = Invitation(
            id: id, secret: SharedSecret(SecretKey()), member: member, issuer: issuer,
            issued: now, expires: now.adding(seconds: hours * 3600),
            state: needsApproval ? .proposed : .open)
        return (invitation, [.put(.invitation(invitation))])
    }

    /// Opens a proposed invitation; nobody approves what he asked for, nor his own.
    ///
    /// - Throws: `notFound`, `wrongState`, `invitationClosed`.
    public func approve(
        _ id: InvitationID, by approver: MemberID, now: Instant
    ) throws(RegistryError) -> [Change] {
        guard var invitation = invitations[id] else { throw .notFound }
        guard invitation.state == .proposed, approver != invitation.issuer,
            approver != invitation.member
        else { throw .wrongState }
        guard now < invitation.expires else { throw .invitationClosed }
        invitation.state = .open
        invitation.approver = approver
        return [.put(.invitation(invitation))]
    }

    /// Uses an invitation with a key: makes the device, or gives the one that the same key made.
    ///
    /// - Throws: `notFound`, `invitationClosed`, `boundToAnotherKey`, `wrongState` where the key
    ///   belongs to another device.
    public func use(
        _ id: InvitationID, publicKey: [UInt8], signingKey: [UInt8], device: DeviceID,
        label: String = "", now: Instant
    ) throws(RegistryError) -> (device: Device, changes: [Change]) {
        guard var invitation = invitations[id] else { throw .notFound }
        if isContested(id, by: publicKey) { throw .boundToAnotherKey }
        guard now < invitation.expires, members[invitation.member]?.standing == .active else {
            throw .invitationClosed
        }
        switch invitation.state {
        case .proposed, .confirmed, .closed: throw .invitationClosed
        case .bound:
            guard let made = devices[invitation.device] else { throw .notFound }
            // The signing key may differ where the client lost its state before it stored it.
            var again = made
            again.signingKey = signingKey
            return (again, again.signingKey == made.signingKey ? [] : [.put(.device(again))])
        case .open:
            guard self.device(publicKey: publicKey) == nil, devices[device] == nil else {
                throw .wrongState
            }
            let made = Device(
                id: device, member: invitation.member, publicKey: publicKey,
                signingKey: signingKey, presharedKey: SharedSecret(SecretKey()), at: now,
                label: label)
            invitation.state = .bound
            invitation.boundKey = publicKey
            invitation.device = device
            return (made, [.put(.device(made)), .put(.invitation(invitation))])
        }
    }

    /// Ends an invitation once its device has stored its keys; a repeat changes nothing.
    ///
    /// - Throws: `notFound`, `boundToAnotherKey`, `wrongState`.
    public func confirm(
        _ id: InvitationID, publicKey: [UInt8], now: Instant
    ) throws(RegistryError) -> [Change] {
        guard var invitation = invitations[id] else { throw .notFound }
        if isContested(id, by: publicKey) { throw .boundToAnotherKey }
        switch invitation.state {
        case .confirmed: return []
        case .bound:
            invitation.state = .confirmed
            // Who enrols was shown what it binds him to (SPEC W-117).
            return try acceptSecrecy(of: invitation.member, now: now)
                + [.put(.invitation(invitation))]
        case .proposed, .open, .closed: throw .wrongState
        }
    }

    /// Takes an invitation back.
    ///
    /// - Throws: `notFound`, `wrongState` where it is confirmed.
    public func close(_ id: InvitationID) throws(RegistryError) -> [Change] {
        guard var invitation = invitations[id] else { throw .notFound }
        guard invitation.state != .confirmed else { throw .wrongState }
        invitation.state = .closed
        return [.put(.invitation(invitation))]
    }

    /// Removes the rows of invitations that ended more than 72 hours ago, and takes the devices
    /// back that never confirmed.
    public func sweep(now: Instant) -> [Change] {
        var changes: [Change] = []
        let limit = now.adding(seconds: -RegistryLimits.invitationHours * 3600)
        for invitation in invitations.values.sorted(by: { $0.issued < $1.issued })
        where invitation.expires < limit {
            if invitation.state == .bound, let device = devices[invitation.device] {
                changes.append(.remove(.device(device)))
            }
            changes.append(.remove(.invitation(invitation)))
        }
        return changes
    }

    /// Marks an invitation that another key has tried; nothing where it is marked already, within
    /// the hour.
    public func contest(_ id: InvitationID, now: Instant) -> [Change] {
        guard var invitation = invitations[id] else { return [] }
        if let last = invitation.contestedAt,
            now < last.adding(seconds: RegistryLimits.contestSeconds)
        {
            return []
        }
        invitation.contestedAt = now
        return [.put(.invitation(invitation))]
    }

    // MARK: Devices

    /// Changes whether a device may connect and raises its generation; a revoked one stays so.
    ///
    /// - Throws: `notFound`, `wrongState`.
    public func setStanding(
        _ standing: Standing, of id: DeviceID
    ) throws(RegistryError) -> [Change] {
        guard var device = devices[id] else { throw .notFound }
        guard device.standing != .revoked, device.standing != standing else { throw .wrongState }
        device.standing = standing
        device.generation += 1
        // Whoever else has the secret of its invitation can do nothing with a revoked device.
        return [.put(.device(device))] + (standing == .revoked ? settled(id) : [])
    }

    /// Ends the alarm of a device whose invitation another key has tried.
    ///
    /// - Throws: `notFound`, `wrongState` where there is none.
    public func settleAlarm(of id: DeviceID) throws(RegistryError) -> [Change] {
        guard devices[id] != nil else { throw .notFound }
        let changes = settled(id)
        guard !changes.isEmpty else { throw .wrongState }
        return changes
    }

    private func settled(_ id: DeviceID) -> [Change] {
        invitations.values.filter { $0.device == id && $0.contestedAt != nil }
            .sorted { $0.issued < $1.issued }
            .map { invitation in
                var settled = invitation
                settled.contestedAt = nil
                return .put(.invitation(settled))
            }
    }

    /// Gives a device the pre-shared key that is to follow its own; the same until it is confirmed,
    /// so that a lost answer may be asked for again.
    ///
    /// - Throws: `notFound`, `wrongState` where the device may not act.
    public func offerKey(
        to id: DeviceID
    ) throws(RegistryError) -> (next: SharedSecret, changes: [Change]) {
        guard var device = devices[id] else { throw .notFound }
        guard device.standing == .active else { throw .wrongState }
        if let next = device.nextPresharedKey { return (next, []) }
        let next = SharedSecret(SecretKey())
        device.nextPresharedKey = next
        return (next, [.put(.device(device))])
    }

    /// Puts the next pre-shared key in the place of the current one, once the device keeps it; a
    /// repeat changes nothing.
    ///
    /// - Parameter digest: SHA-256 of the next key, 32 bytes.
    /// - Throws: `notFound`, `wrongState` where the digest is not that of the next key.
    public func confirmKey(
        of id: DeviceID, digest: [UInt8], now: Instant
    ) throws(RegistryError) -> [Change] {
        guard var device = devices[id] else { throw .notFound }
        guard let next = device.nextPresharedKey else {
            guard SHA256.hash(device.presharedKey.bytes) == digest else { throw .wrongState }
            return []
        }
        guard SHA256.hash(next.bytes) == digest else { throw .wrongState }
        device.presharedKey = next
        device.nextPresharedKey = nil
        device.keyedAt = now
        return [.put(.device(device))]
    }

    /// Asks a device to renew its pre-shared key at its next contact; it is not cut off.
    ///
    /// - Throws: `notFound`, `wrongState` where it is revoked.
    public func askRenewal(of id: DeviceID) throws(RegistryError) -> [Change] {
        guard var device = devices[id] else { throw .notFound }
        guard device.standing != .revoked else { throw .wrongState }
        device.keyedAt = Instant(milliseconds: 0)
        return [.put(.device(device))]
    }

    /// Notes that a device was told the newest of the daemon's static keys.
    public func tell(_ id: DeviceID) -> [Change] {
        guard var device = devices[id], let newest = keys.newest?.id, device.toldKey != newest
        else { return [] }
        device.toldKey = newest
        return [.put(.device(device))]
    }

    /// The number of the daemon's newest static key.
    public var newestKey: UInt8? { keys.newest?.id }

    /// How many active devices were not told the daemon's newest static key yet; 0 where there is
    /// but one key, which whoever connects knows.
    public var unawareCount: Int {
        guard keys.statics.count > 1, let newest = keys.newest?.id else { return 0 }
        return devices.values.count { $0.standing == .active && $0.toldKey != newest }
    }

    /// Gives a device a fresh pre-shared key at once and raises its generation: its holder has to
    /// enrol again.
    ///
    /// - Throws: `notFound`, `wrongState`.
    public func renewPresharedKey(of id: DeviceID) throws(RegistryError) -> [Change] {
        guard var device = devices[id] else { throw .notFound }
        guard device.standing != .revoked else { throw .wrongState }
        device.presharedKey = SharedSecret(SecretKey())
        device.nextPresharedKey = nil
        device.generation += 1
        return [.put(.device(device))]
    }

    /// What the theft of a disk asks for: open invitations are closed and every PSK is renewed.
    public func renewAll() throws(RegistryError) -> [Change] {
        var changes: [Change] = []
        for id in invitations.keys.sorted(by: { $0.hexadecimal < $1.hexadecimal }) {
            guard let state = invitations[id]?.state, state != .confirmed, state != .closed else {
                continue
            }
            changes += try close(id)
        }
        for id in devices.keys.sorted(by: { $0.hexadecimal < $1.hexadecimal })
        where devices[id]?.standing != .revoked {
            changes += try renewPresharedKey(of: id)
        }
        return changes
    }

    /// Notes that a device connected; nothing where the last time is less than an hour old.
    public func see(_ id: DeviceID, at time: Instant) -> [Change] {
        guard var device = devices[id],
            time >= device.lastSeen.adding(seconds: RegistryLimits.lastSeenSeconds)
        else { return [] }
        device.lastSeen = time
        return [.put(.device(device))]
    }

    // MARK: Members and organisations

    /// Adds or replaces a member; devices of a member who may not act any more are moved along.
    ///
    /// Those of one who may act again stay as they are: each is looked at and resumed by itself.
    public func set(_ member: Member) throws(RegistryError) -> [Change] {
        var changes: [Change] = [.put(.member(member))]
        guard let before = members[member.id], before.standing != member.standing,
            member.standing != .active
        else { return changes }
        for device in devices.values.sorted(by: { $0.id.hexadecimal < $1.id.hexadecimal })
        where device.member == member.id && device.standing != .revoked
            && device.standing != member.standing
        {
            changes += try setStanding(member.standing, of: device.id)
        }
        return changes
    }

    /// Adds or replaces an organisation.
    public func set(_ organisation: Organisation) -> [Change] {
        [.put(.organisation(organisation))]
    }

    /// Adds an approval; its signature is the caller's to check.
    ///
    /// - Throws: `wrongState` where its id is there: an approval counts once.
    public func add(_ approval: Approval) throws(RegistryError) -> [Change] {
        guard approvals[approval.id] == nil else { throw .wrongState }
        return [.put(.approval(approval))]
    }
}
