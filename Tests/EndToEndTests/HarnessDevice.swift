import Basics
import Foundation
import Framing
import Messages
import NIOCore
import NIOPosix
import Secrets
import Session

/// A device whose keys live as long as the test.
final class Device {
    let member: MemberID
    let id: DeviceID
    private(set) var connection: DeviceConnection
    private let invitation: InvitationText
    private let key: AgreementKey
    private let signing: SigningKey
    private let presharedKey: [UInt8]

    private init(
        member: MemberID, id: DeviceID, connection: DeviceConnection, invitation: InvitationText,
        key: consuming AgreementKey, signing: consuming SigningKey, presharedKey: [UInt8]
    ) {
        self.member = member
        self.id = id
        self.connection = connection
        self.invitation = invitation
        self.key = key
        self.signing = signing
        self.presharedKey = presharedKey
    }

    /// The daemon's clock is this machine's.
    static func now() -> Instant {
        Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }

    /// Connects with any keys, to any port.
    static func connect(
        _ invitation: InvitationText, port: Int, key: borrowing AgreementKey, secret: [UInt8],
        _ introduction: Introduction
    ) async throws -> DeviceConnection {
        var bytes = secret
        let credentials = ConnectionCredentials(
            daemonKeyID: invitation.keyID, daemonKey: invitation.daemonKey,
            deviceKey: key.copy(), preSharedKey: try SecretKey(wiping: &bytes),
            introduction: introduction)
        return try await DeviceConnection.connect(
            host: "127.0.0.1", port: port, credentials: credentials, now: now(),
            group: MultiThreadedEventLoopGroup.singleton)
    }

    /// The port that an invitation names.
    static func port(_ invitation: InvitationText) -> Int {
        invitation.address.split(separator: ":").last.flatMap { Int($0) } ?? 0
    }

    /// Enrols a device with an invitation and connects it.
    static func enrol(_ invitation: InvitationText) async throws -> Device {
        let key = AgreementKey()
        let signing = SigningKey(seed: SecretKey())
        let port = port(invitation)
        let door = try await connect(
            invitation, port: port, key: key, secret: invitation.secret,
            .enrolment(invitation.invitation))
        var request = WireEnrolRequest()
        request.deviceLabel = "test"
        request.signingKey = signing.publicKey.blob
        let answer = try MessageCodec.decode(
            WireEnrolAnswer.self, from: try await door.get(.enrol, MessageCodec.encode(request)))
        _ = try await door.get(.enrolConfirm)
        await door.close()
        guard let member = MemberID(blob: answer.member), let id = DeviceID(blob: answer.device)
        else { throw HarnessError.noInvitation }
        let secret = Array(answer.presharedKey)
        let connection = try await connect(
            invitation, port: port, key: key, secret: secret, .session)
        return Device(
            member: member, id: id, connection: connection, invitation: invitation, key: key,
            signing: signing, presharedKey: secret)
    }

    /// A further connection of this device.
    func connect(port: Int? = nil, secret: [UInt8]? = nil) async throws -> DeviceConnection {
        try await Self.connect(
            invitation, port: port ?? Self.port(invitation), key: key,
            secret: secret ?? presharedKey, .session)
    }

    /// Connects again, after the daemon was started again.
    func reconnect() async throws {
        await connection.close()
        connection = try await connect()
    }

    /// Invites a member with one role; the invitation then waits for its approval.
    func invite(_ name: String, role: String, organisation: String) async throws -> InvitationText {
        let id = InvitationID(high: Random.number(), low: Random.number())
        let secret = Random.bytes(32)
        var request = WireInviteRequest()
        request.invitation = id.blob
        request.secret = secret.blob
        request.memberName = name
        var grant = WireRoleGrant()
        grant.role = role
        grant.organisationName = organisation
        request.roles = [grant]
        _ = try await connection.put(.invite, MessageCodec.encode(request))
        guard
            let text = InvitationText(
                keyID: invitation.keyID, daemonKey: invitation.daemonKey, invitation: id,
                secret: secret, address: invitation.address)
        else { throw HarnessError.noInvitation }
        return text
    }

    /// The request that approves an invitation, signed by this device.
    func approval(of invitation: InvitationText) async throws -> [UInt8] {
        let listed = try MessageCodec.decode(
            WireListInvitationsAnswer.self, from: try await connection.get(.listInvitations))
        guard
            let item = listed.invitations.first(where: {
                $0.invitation == invitation.invitation.blob
            })
        else { throw HarnessError.noInvitation }
        var statement = WireApprovalStatement()
        statement.operation = UInt32(WireMethod.invite.rawValue)
        statement.target = item.invitation
        statement.digest = item.digest
        statement.nonce = Random.bytes(16).blob
        statement.expiresAtMs = Self.now().adding(seconds: 3_600).milliseconds
        statement.logSize = listed.logSize
        statement.store = listed.store
        let bytes = MessageCodec.encode(statement)
        let signed = Array("madar/1 approval".utf8) + bytes
        var request = WireApproveRequest()
        request.statement = bytes.blob
        request.signature = signing.sign(signed.rawSpan).blob
        return MessageCodec.encode(request)
    }

    /// Approves what another invited.
    func approve(_ invitation: InvitationText) async throws {
        _ = try await connection.put(.approve, try await approval(of: invitation))
    }
}

extension DeviceConnection {
    /// A fresh operation key; `days` moves its day.
    func newKey(days: Int64 = 0) -> OperationKey {
        OperationKey(
            epoch: UInt32(Int64(welcome.operationEpoch) + days), random: Random.bytes(12))
    }

    /// Makes a call as it is given.
    func ask(
        _ method: WireMethod, _ payload: [UInt8] = [], key: OperationKey? = nil
    ) async throws -> Answer {
        try await call(
            method: UInt16(method.rawValue), payload: payload, operationKey: key)
    }

    /// Makes a call that reads and gives its payload.
    ///
    /// - Throws: `HarnessError.refused`.
    func get(_ method: WireMethod, _ payload: [UInt8] = []) async throws -> [UInt8] {
        let answer = try await ask(method, payload)
        guard answer.status == .ok else { throw HarnessError.refused(answer.status.rawValue) }
        return answer.payload
    }

    /// Makes a call that writes, under a fresh key, and gives its payload.
    ///
    /// - Throws: `HarnessError.refused`.
    func put(_ method: WireMethod, _ payload: [UInt8]) async throws -> [UInt8] {
        let answer = try await ask(method, payload, key: newKey())
        guard answer.status == .ok else { throw HarnessError.refused(answer.status.rawValue) }
        return answer.payload
    }

    /// The daemon's state, which the operator and the coordinator may ask for.
    func state() async throws -> WireStatusAnswer {
        try MessageCodec.decode(WireStatusAnswer.self, from: try await get(.status))
    }

    /// The acts of a file from a position on.
    func history(_ file: FileID, motive: String = "") async throws -> [WirePartialAct] {
        var acts: [WirePartialAct] = []
        while true {
            var request = WireHistoryRequest()
            request.file = file.blob
            request.fromSequence = (acts.last?.sequence ?? 0) + 1
            request.motive = motive
            let answer = try await ask(.history, MessageCodec.encode(request))
            guard answer.status == .ok else {
                throw HarnessError.refused(answer.status.rawValue)
            }
            let page = try (Delimited.split(answer.content ?? []) ?? []).map {
                try MessageCodec.decode(WirePartialAct.self, from: $0)
            }
            if page.isEmpty { return acts }
            acts += page
        }
    }
}
