public import Basics
public import Circuit
import Framing
import Mapping
public import Messages
import Secrets

/// An invitation that was issued; its text is handed over by hand, to one person, once.
public struct IssuedInvitation: Equatable, Sendable {
    /// The invitation.
    public var id: InvitationID
    /// What the new device is enrolled with: address, daemon's key, id and secret.
    public var text: String
    /// Whether a second person has to approve before it opens.
    public var needsApproval: Bool
    /// Until when it can be used.
    public var expiresAt: Instant
    /// The write that made it: once the text is handed over, `finish` it.
    public var write: PreparedCall
}

extension DaemonClient {
    /// Invites a new member, with roles in organisations that are named by id or by name.
    ///
    /// Without a time the invitation can be used for 72 hours, which is also the longest.
    public func invite(
        memberName: String, roles: [WireRoleGrant], expiresInSeconds: UInt32 = 0
    ) async throws(ClientError) -> IssuedInvitation {
        var request = WireInviteRequest()
        request.memberName = memberName
        request.roles = roles
        request.expiresInS = expiresInSeconds
        return try await invite(request)
    }

    /// Invites a member who has a device already, for one more.
    public func invite(
        member: MemberID, expiresInSeconds: UInt32 = 0
    ) async throws(ClientError) -> IssuedInvitation {
        var request = WireInviteRequest()
        request.member = member.blob
        request.expiresInS = expiresInSeconds
        return try await invite(request)
    }

    private func invite(_ asked: WireInviteRequest) async throws(ClientError) -> IssuedInvitation {
        var secret = Random.bytes(32)
        defer { Sodium.wipe(&secret) }
        var request = asked
        request.invitation = InvitationID(high: Random.number(), low: Random.number()).blob
        request.secret = secret.blob
        let prepared = try await prepare(.invite, MessageCodec.encode(request))
        return try await issued(prepared, try await perform(prepared))
    }

    /// The invitation of a write and its answer: the write holds what the text is made of.
    func issued(
        _ prepared: PreparedCall, _ answer: CallAnswer
    ) async throws(ClientError) -> IssuedInvitation {
        let unreadable = ClientError(.badAnswer, outcome: .unknown)
        let answer = try Self.message(answer, isWrite: true) {
            try MessageCodec.decode(WireInviteAnswer.self, from: $0)
        }
        let payload = prepared.request.payload
        guard let request = try? MessageCodec.decode(WireInviteRequest.self, from: payload),
            let id = InvitationID(blob: request.invitation), answer.invitation == request.invitation
        else { throw unreadable }
        let info = try await keeper.info()
        let invitation = InvitationText(
            keyID: info.daemonKeyID, daemonKey: info.daemonKey, invitation: id,
            secret: Array(request.secret), address: info.address)
        guard let invitation else { throw unreadable }
        return IssuedInvitation(
            id: id, text: invitation.text, needsApproval: answer.needsApproval,
            expiresAt: Instant(milliseconds: answer.expiresAtMs), write: prepared)
    }

    /// The invitations that are known, the newest first, with what an approval signs.
    public func listInvitations() async throws(ClientError) -> WireListInvitationsAnswer {
        try await ask(.listInvitations) {
            try MessageCodec.decode(WireListInvitationsAnswer.self, from: $0)
        }
    }

    /// Approves an invitation of a list, as the second person: what is signed is the digest of
    /// that list, so that an invitation that was changed after it was shown is not approved.
    ///
    /// - Throws: `digestMismatch` where the daemon told another digest than that of what it
    ///   listed; nothing was signed then.
    public func approve(
        _ invitation: WireInvitation, from list: WireListInvitationsAnswer
    ) async throws(ClientError) {
        guard list.invitations.contains(invitation) else {
            throw ClientError(.precondition, outcome: .refused)
        }
        try await approve(
            .invite, invitation.invitation, try Self.digest(of: invitation),
            until: invitation.expiresAtMs, logSize: list.logSize, store: list.store)
    }

    /// Approves a change of rights of a list, as the second person, in the same way.
    ///
    /// - Throws: `digestMismatch` as for an invitation.
    public func approve(
        _ proposal: WireProposal, from list: WireListMembersAnswer
    ) async throws(ClientError) {
        guard list.proposals.contains(proposal) else {
            throw ClientError(.precondition, outcome: .refused)
        }
        try await approve(
            .changeMember, proposal.proposal, try Self.digest(of: proposal),
            until: proposal.expiresAtMs, logSize: list.logSize, store: list.store)
    }

    /// Approves what waits on a file for a second person: what is signed is the digest of what was
    /// read (SPEC W-121).
    ///
    /// - Throws: `precondition` where nothing waits, or something else by now.
    public func approve(_ kind: PendingKind, of view: FileView) async throws(ClientError) {
        let prepared = try await prepareApproval(kind, of: view)
        _ = try await perform(prepared)
        await finish(prepared)
    }

    /// Makes the approval of what waits ready to be sent, now or later.
    public func prepareApproval(
        _ kind: PendingKind, of view: FileView
    ) async throws(ClientError) -> PreparedCall {
        let number = view.number?.text ?? ""
        guard let waiting = view.pending(kind),
            let shown = waiting.signedBytes(kind, file: view.file.bytes, number: number)
        else { throw ClientError(.precondition, outcome: .refused) }
        var statement = WireApprovalStatement()
        statement.operation = UInt32(WireMethod.appendAct.rawValue)
        statement.target = view.file.blob
        statement.digest = SHA256.hash(shown).blob
        statement.expiresAtMs = waiting.expiresAtMs
        statement.logSize = waiting.logSize
        statement.store = waiting.store
        return try await prepareApproval(statement)
    }

    /// Approves something of a list: what is signed is the digest of what was listed.
    ///
    /// - Parameter expiresAtMs: the daemon's own time, since this machine's clock decides nothing.
    func approve(
        _ method: WireMethod, _ target: Blob, _ digest: [UInt8], until expiresAtMs: Int64,
        logSize: UInt64, store: Blob
    ) async throws(ClientError) {
        try await approve(
            Self.statement(
                method, target, digest, until: expiresAtMs, logSize: logSize, store: store))
    }

    /// What is signed over something that was told, without the nonce.
    static func statement(
        _ method: WireMethod, _ target: Blob, _ digest: [UInt8], until expiresAtMs: Int64,
        logSize: UInt64, store: Blob
    ) -> WireApprovalStatement {
        var statement = WireApprovalStatement()
        statement.operation = UInt32(method.rawValue)
        statement.target = target
        statement.digest = digest.blob
        statement.expiresAtMs = expiresAtMs
        statement.logSize = logSize
        statement.store = store
        return statement
    }

    /// Signs a statement over something that waits.
    func signed(_ unsigned: WireApprovalStatement) async throws(ClientError) -> WireApproveRequest {
        var statement = unsigned
        statement.nonce = Random.bytes(16).blob
        let bytes = MessageCodec.encode(statement)
        var request = WireApproveRequest()
        request.statement = bytes.blob
        request.signature = try await keeper.signApproval(bytes).blob
        return request
    }

    func approve(_ unsigned: WireApprovalStatement) async throws(ClientError) {
        let prepared = try await prepareApproval(unsigned)
        _ = try await perform(prepared)
        await finish(prepared)
    }

    private func prepareApproval(
        _ unsigned: WireApprovalStatement
    ) async throws(ClientError) -> PreparedCall {
        try await prepare(.approve, MessageCodec.encode(try await signed(unsigned)))
    }

    /// The digest of what a list tells of an invitation (SPEC W-87).
    ///
    /// - Throws: `digestMismatch` where the daemon told another.
    @discardableResult
    public static func digest(of invitation: WireInvitation) throws(ClientError) -> [UInt8] {
        guard let digest = InvitationDigest.of(invitation), digest == Array(invitation.digest)
        else { throw ClientError(.digestMismatch) }
        return digest
    }

    /// The digest of what a list tells of a change of rights (SPEC W-115).
    ///
    /// - Throws: `digestMismatch` where the daemon told another.
    @discardableResult
    public static func digest(of proposal: WireProposal) throws(ClientError) -> [UInt8] {
        guard let shown = proposal.signedBytes, SHA256.hash(shown) == Array(proposal.digest)
        else { throw ClientError(.digestMismatch) }
        return Array(proposal.digest)
    }

    // MARK: - Rights

    /// The members with their roles, and what waits for a second person.
    public func listMembers() async throws(ClientError) -> WireListMembersAnswer {
        try await ask(.listMembers) {
            try MessageCodec.decode(WireListMembersAnswer.self, from: $0)
        }
    }

    /// Changes what a member may do: what takes a right away is done at once.
    ///
    /// - Returns: the id under which what gives a right waits for a second person; nil for the
    ///   rest.
    public func change(
        _ member: MemberID, _ change: WireMemberChange, role: WireHeldRole = WireHeldRole()
    ) async throws(ClientError) -> ProposalID? {
        var request = WireChangeMemberRequest()
        request.change = change
        request.member = member.blob
        request.role = role
        let waits = change == .grantRole || change == .resume
        let id = ProposalID(high: Random.number(), low: Random.number())
        if waits { request.proposal = id.blob }
        _ = try await write(.changeMember, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireChangeMemberAnswer.self, from: $0)
        }
        return waits ? id : nil
    }

    /// Sets when a member is away and who stands in for him, or takes that back.
    ///
    /// - Parameter member: nil for oneself.
    public func setAbsence(
        of member: MemberID? = nil, _ absence: WireAbsence?
    ) async throws(ClientError) {
        let prepared = try await prepareAbsence(of: member, absence)
        _ = try await perform(prepared)
        await finish(prepared)
    }

    /// Accepts professional secrecy for a year; the person was shown what he accepts.
    public func acceptSecrecy() async throws(ClientError) {
        _ = try await write(.acceptSecrecy, []) {
            try MessageCodec.decode(WireNothing.self, from: $0)
        }
    }

    /// Makes the setting of an absence ready to be sent, now or later.
    public func prepareAbsence(
        of member: MemberID? = nil, _ absence: WireAbsence?
    ) async throws(ClientError) -> PreparedCall {
        var request = WireSetAbsenceRequest()
        if let member { request.member = member.blob }
        if let absence { request.absence = absence }
        return try await prepare(.setAbsence, MessageCodec.encode(request))
    }

    /// Takes back what waits for a second person.
    public func withdraw(_ proposal: ProposalID) async throws(ClientError) {
        var request = WireChangeMemberRequest()
        request.change = .withdraw
        request.proposal = proposal.blob
        _ = try await write(.changeMember, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireChangeMemberAnswer.self, from: $0)
        }
    }

    // MARK: - Devices

    /// Suspends, resumes or revokes a device, or asks it to renew its pre-shared key.
    ///
    /// - Throws: `precondition` where it is so already, is revoked, or is the caller's own.
    public func change(
        _ device: DeviceID, _ change: WireDeviceChange
    ) async throws(ClientError) {
        var request = WireChangeDeviceRequest()
        request.device = device.blob
        request.change = change
        _ = try await write(.changeDevice, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireNothing.self, from: $0)
        }
    }

    /// Takes a step of the rotation of the daemon's static key (SPEC W-89); gives the keys, and
    /// how many devices were not told the newest.
    public func changeTransport(
        _ change: WireTransportChange, key: UInt32 = 0
    ) async throws(ClientError) -> WireChangeTransportAnswer {
        var request = WireChangeTransportRequest()
        request.change = change
        request.keyID = key
        return try await write(.changeTransport, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireChangeTransportAnswer.self, from: $0)
        }
    }

    /// The devices that are enrolled.
    public func listDevices() async throws(ClientError) -> [WireDevice] {
        try await ask(.listDevices) {
            try MessageCodec.decode(WireListDevicesAnswer.self, from: $0)
        }.devices
    }
}
