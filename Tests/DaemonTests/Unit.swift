import Basics
import Circuit
import Framing
import Mapping
import Messages
import ProvinceSupport
import Secrets
import Session
import Testing

@testable import Daemon

/// A unit of two over real connections: a coordinator who works on files, a colleague, and a
/// worker of another unit.
struct Unit {
    let province: RunningProvince
    let runner: EnrolledDevice
    let coordinator: EnrolledDevice
    let colleague: EnrolledDevice
    let stranger: EnrolledDevice
    /// What the coordinator's device is told of itself.
    let who: WireWhoAmIAnswer

    init(_ province: RunningProvince) async throws {
        self.province = province
        runner = try await province.enrol(province.operates)
        coordinator = try await province.enrol(province.coordinates)
        let operates = try await province.connect(runner.key, secret: runner.presharedKey)
        let coordinates = try await province.connect(
            coordinator.key, secret: coordinator.presharedKey)
        who = try MessageCodec.decode(
            WireWhoAmIAnswer.self, from: try await coordinates.get(.whoAmI))
        var role = WireRoleGrant()
        role.role = "UPE-WORKER"
        role.organisation = who.roles[0].organisation
        colleague = try await Self.invite(role, province, coordinates, operates, runner)
        role.organisation = [UInt8]().blob
        role.organisationName = "Other"
        stranger = try await Self.invite(role, province, coordinates, operates, runner)
        await operates.close()
        await coordinates.close()
    }

    /// Invites a member, has the operator approve it, and enrols.
    private static func invite(
        _ role: WireRoleGrant, _ province: RunningProvince, _ coordinates: DeviceConnection,
        _ operates: DeviceConnection, _ runner: EnrolledDevice
    ) async throws -> EnrolledDevice {
        let id = InvitationID(high: Random.number(), low: Random.number())
        let secret = Random.bytes(32)
        var request = WireInviteRequest()
        request.invitation = id.blob
        request.secret = secret.blob
        request.memberName = "Worker"
        request.roles = [role]
        try await coordinates.put(.invite, MessageCodec.encode(request))
        let list = try MessageCodec.decode(
            WireListInvitationsAnswer.self, from: try await operates.get(.listInvitations))
        var statement = WireApprovalStatement()
        statement.operation = UInt32(WireMethod.invite.rawValue)
        statement.target = id.blob
        statement.digest = try #require(list.invitations.first { $0.invitation == id.blob }).digest
        statement.nonce = Random.bytes(16).blob
        statement.expiresAtMs = DaemonProcess.clock().milliseconds + 3_600_000
        statement.logSize = list.logSize
        statement.store = list.store
        var approval = WireApproveRequest()
        approval.statement = MessageCodec.encode(statement).blob
        approval.signature = try runner.sign(
            Array("madar/1 approval".utf8) + MessageCodec.encode(statement)
        ).blob
        try await operates.put(.approve, MessageCodec.encode(approval))
        return try await province.enrol(id, secret: secret)
    }

    func connect(_ device: EnrolledDevice) async throws -> DeviceConnection {
        try await province.connect(device.key, secret: device.presharedKey)
    }

    // MARK: - Files

    private func draft(_ act: Act) -> WireActDraft {
        var draft = WireActDraft()
        draft.kind = act.heading.kind == .opening ? .opening : .transition
        draft.form = act.heading.form ?? ""
        draft.formVersion = act.heading.form == nil ? 0 : 1
        draft.toStage = act.heading.to ?? ""
        draft.values = act.values.map { WireFieldValue($0) }
        return draft
    }

    /// Opens a file of the coordinator's and leads it to the stage of listening: four acts.
    func openListened(_ session: DeviceConnection) async throws -> FileID {
        let now = DaemonProcess.clock()
        let person = try person
        let file = try await open(session)
        let steps = SampleActs.steps(by: person, at: now) { ActID(high: 1, low: 1) }
        for (index, act) in steps.enumerated() {
            try await append(session, to: file, after: UInt64(index) + 1, draft(act))
        }
        return file
    }

    private var person: Person {
        get throws {
            Person(
                member: try #require(MemberID(blob: who.member)), device: coordinator.id,
                organisation: try #require(OrganisationID(blob: who.roles[0].organisation)),
                roles: [])
        }
    }

    /// Opens a file of the coordinator's, with more said in the opening where that is wanted.
    func open(
        _ session: DeviceConnection, _ more: [FieldValue] = []
    ) async throws -> FileID {
        var request = WireOpenFileRequest()
        request.opening = draft(
            SampleActs.opening(
                ActID(high: 1, low: 1), by: try person, at: DaemonProcess.clock()))
        request.opening.values += more.map { WireFieldValue($0) }
        let opened = try MessageCodec.decode(
            WireOpenFileAnswer.self,
            from: try await session.put(.openFile, MessageCodec.encode(request)))
        return try #require(FileID(blob: opened.file))
    }

    @discardableResult
    func append(
        _ session: DeviceConnection, to file: FileID, after sequence: UInt64,
        _ draft: WireActDraft
    ) async throws -> UInt64 {
        var request = WireAppendActRequest()
        request.file = file.blob
        request.afterSequence = sequence
        request.draft = draft
        return try MessageCodec.decode(
            WireAppendActAnswer.self,
            from: try await session.put(.appendAct, MessageCodec.encode(request))
        ).sequence
    }

    /// A further listening, with more said in it where that is wanted.
    func listening(_ more: [FieldValue] = []) -> WireActDraft {
        var draft = WireActDraft()
        draft.kind = .form
        draft.form = "F2"
        draft.formVersion = 1
        draft.values = (SampleActs.listening("x", at: DaemonProcess.clock()) + more)
            .map { WireFieldValue($0) }
        return draft
    }
}

/// A subscription, read message by message.
final class EventReader {
    let stream: ClientStream
    private var bytes: [UInt8] = []

    init(_ session: DeviceConnection, after position: UInt64? = nil) async throws {
        var request = WireSubscribeRequest()
        if let position { request.afterPosition = position }
        stream = try await session.open(
            method: UInt16(WireMethod.subscribe.rawValue), payload: MessageCodec.encode(request))
    }

    /// The next event; nil at the end of the stream.
    func next() async throws -> WireEvent? {
        while true {
            if bytes.count >= 4 {
                let count = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
                if bytes.count >= 4 + count {
                    let message = Array(bytes[4..<4 + count])
                    bytes.removeFirst(4 + count)
                    return try MessageCodec.decode(WireEvent.self, from: message)
                }
            }
            guard let chunk = try await stream.read() else { return nil }
            bytes += chunk
        }
    }
}
