import Basics
import Daemon
import Definition
import Foundation
import Framing
import Messages
import NIOCore
import NIOPosix
import Operations
import Secrets
import Session

/// Why a measurement could not be made.
enum BenchError: Error {
    case daemonDidNotStart
    case nothingGranted
    /// Nothing was folded, so that there is nothing to measure.
    case nothingFolded
    /// A return was not made, or is not what was made.
    case returnsRefused
    case diskFailed
    case refused(UInt16)
    case refusedAct(UInt16, [String])
    case programFailed(String, Int32)
}

/// A real daemon process on a store of its own, and enrolled devices that load it.
final class TestBed: Sendable {
    let folder: URL
    let port: Int
    let devices: [DeviceConnection]
    /// The device that opened the store's first files; it can connect again.
    let first: BenchDevice
    /// The operator, who approves what the first device asks for.
    let operates: BenchDevice
    let enroller: Enroller
    let group: MultiThreadedEventLoopGroup
    /// What opens the store; its file is gone.
    let credential: Data
    private let process: Process

    var member: [UInt8] { first.member }

    /// One more worker, of a unit of his own.
    func addWorker() async throws -> BenchDevice {
        var grant = WireRoleGrant()
        grant.role = "UPE-WORKER"
        grant.organisationName = "UPE 2"
        var request = WireInviteRequest()
        request.memberName = "worker"
        request.roles = [grant]
        return try await enroller.enrol(
            try await enroller.invite(request, by: operates, approvedBy: first))
    }

    /// How many devices write: each may use 10,000 operation keys.
    private static let deviceCount = 16

    private init(
        folder: URL, port: Int, devices: [DeviceConnection], first: BenchDevice,
        operates: BenchDevice, enroller: Enroller, credential: Data, process: Process
    ) {
        self.credential = credential
        self.folder = folder
        self.port = port
        self.devices = devices
        self.first = first
        self.operates = operates
        self.enroller = enroller
        group = enroller.group
        self.process = process
    }

    /// One more device of the first one's member.
    func addDevice() async throws -> BenchDevice {
        try await enroller.addDevice(of: first, approvedBy: operates)
    }

    /// What the daemon holds in memory, in bytes.
    func residentByteCount() throws -> Int {
        let status = try String(
            contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1_024
    }

    /// Another executable of this package, beside this one.
    static func program(_ name: String) -> URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent(name)
    }

    /// Starts a program and gives the first line that it prints.
    static func start(_ program: URL, _ arguments: [String]) throws -> (Process, String) {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 {
            line.append(byte)
        }
        guard !line.isEmpty else { throw BenchError.daemonDidNotStart }
        return (process, String(decoding: line, as: UTF8.self))
    }

    /// Stops a program and waits for its end.
    static func stop(_ process: Process) {
        process.terminate()
        process.waitUntilExit()
    }

    static func start() async throws -> TestBed {
        try Sodium.start()
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("madar-bench-\(UUID().uuidString)")
        let credential = folder.path + ".credential"
        var none: [UInt8] = []
        let printed = try Founding.found(
            folder: folder.path,
            ProvinceFoundation(
                province: "04.441", centreName: "CAPE", operatorName: "operator",
                coordinatorName: "coordinator", coordinatorRoles: ["UPE-WORKER"],
                credentialPath: credential),
            definition: try Loader.shipped(), address: "127.0.0.1:0", wiping: &none)
        let (process, address) = try start(
            program("madard"),
            [
                "serve", "--data", folder.path, "--credential", credential, "--listen",
                "127.0.0.1:0",
            ])
        let opening = try Data(contentsOf: URL(fileURLWithPath: credential))
        try FileManager.default.removeItem(atPath: credential)
        let port = Int(address.split(separator: ":").last ?? "") ?? 0
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let enroller = Enroller(port: port, group: group)
        let founders = printed.compactMap { InvitationText($0.text) }
        guard founders.count == 2 else { throw BenchError.daemonDidNotStart }
        let operates = try await enroller.enrol(founders[0])
        let first = try await enroller.enrol(founders[1])
        var devices = [first.connection]
        for _ in 1..<deviceCount {
            devices.append(
                try await enroller.addDevice(of: first, approvedBy: operates).connection)
        }
        return TestBed(
            folder: folder, port: port, devices: devices, first: first, operates: operates,
            enroller: enroller, credential: opening, process: process)
    }

    func stop() async {
        for device in devices { await device.close() }
        Self.stop(process)
        try? await group.shutdownGracefully()
        try? FileManager.default.removeItem(at: folder)
    }
}

/// A device of the bench: its keys live as long as the process.
final class BenchDevice: Sendable {
    let connection: DeviceConnection
    let member: [UInt8]
    let signing: SigningKey
    /// Where the daemon is and what its key is; the invitation itself is used up.
    let invitation: InvitationText
    private let key: AgreementKey
    private let secret: SecretKey

    init(
        connection: DeviceConnection, member: [UInt8], signing: consuming SigningKey,
        invitation: InvitationText, key: consuming AgreementKey, secret: consuming SecretKey
    ) {
        self.connection = connection
        self.member = member
        self.signing = signing
        self.invitation = invitation
        self.key = key
        self.secret = secret
    }

    /// What another connection of the device needs.
    func credentials() -> ConnectionCredentials {
        ConnectionCredentials(
            daemonKeyID: invitation.keyID, daemonKey: invitation.daemonKey, deviceKey: key.copy(),
            preSharedKey: secret.copy(), introduction: .session)
    }
}

/// Enrols devices over the wire.
struct Enroller {
    let port: Int
    let group: MultiThreadedEventLoopGroup

    private func connect(
        _ invitation: InvitationText, _ key: borrowing AgreementKey,
        _ secret: consuming SecretKey, _ introduction: Introduction
    ) async throws -> DeviceConnection {
        let credentials = ConnectionCredentials(
            daemonKeyID: invitation.keyID, daemonKey: invitation.daemonKey,
            deviceKey: key.copy(), preSharedKey: secret, introduction: introduction)
        return try await DeviceConnection.connect(
            host: "127.0.0.1", port: port, credentials: credentials, now: DaemonProcess.clock(),
            group: group)
    }

    /// One more connection of a device.
    func connect(_ device: BenchDevice) async throws -> DeviceConnection {
        try await DeviceConnection.connect(
            host: "127.0.0.1", port: port, credentials: device.credentials(),
            now: DaemonProcess.clock(), group: group)
    }

    func enrol(_ invitation: InvitationText) async throws -> BenchDevice {
        let key = AgreementKey()
        let signing = SigningKey(seed: SecretKey())
        var secret = invitation.secret
        let door = try await connect(
            invitation, key, try SecretKey(wiping: &secret),
            .enrolment(invitation.invitation))
        var request = WireEnrolRequest()
        request.deviceLabel = "bench"
        request.signingKey = signing.publicKey.blob
        let payload = try await call(door, .enrol, MessageCodec.encode(request))
        let answer = try MessageCodec.decode(WireEnrolAnswer.self, from: payload)
        _ = try await call(door, .enrolConfirm, [])
        await door.close()
        var shared = Array(answer.presharedKey)
        let session = try SecretKey(wiping: &shared)
        let connection = try await connect(invitation, key, session.copy(), .session)
        return BenchDevice(
            connection: connection, member: Array(answer.member), signing: signing,
            invitation: invitation, key: key, secret: session)
    }

    /// Adds one more device of a member.
    func addDevice(
        of device: BenchDevice, approvedBy approver: BenchDevice
    ) async throws -> BenchDevice {
        try await enrol(try await invite(of: device, approvedBy: approver))
    }

    /// Invites one more device of a member, and has the invitation approved.
    func invite(
        of device: BenchDevice, approvedBy approver: BenchDevice
    ) async throws -> InvitationText {
        var request = WireInviteRequest()
        request.member = device.member.blob
        return try await invite(request, by: device, approvedBy: approver)
    }

    /// Invites whom a request tells of, and has the invitation approved.
    func invite(
        _ asked: WireInviteRequest, by device: BenchDevice, approvedBy approver: BenchDevice
    ) async throws -> InvitationText {
        var request = asked
        let id = InvitationID(high: Random.number(), low: Random.number())
        let secret = Random.bytes(32)
        request.invitation = id.blob
        request.secret = secret.blob
        _ = try await call(
            device.connection, .invite, MessageCodec.encode(request), isMutating: true)
        let listed = try MessageCodec.decode(
            WireListInvitationsAnswer.self,
            from: try await call(approver.connection, .listInvitations, []))
        guard let item = listed.invitations.first(where: { $0.invitation == id.blob }),
            let text = InvitationText(
                keyID: device.invitation.keyID, daemonKey: device.invitation.daemonKey,
                invitation: id, secret: secret, address: "127.0.0.1:\(port)")
        else { throw BenchError.daemonDidNotStart }
        var statement = WireApprovalStatement()
        statement.operation = UInt32(WireMethod.invite.rawValue)
        statement.target = id.blob
        statement.digest = item.digest
        statement.logSize = listed.logSize
        statement.store = listed.store
        try await approve(&statement, by: approver)
        return text
    }

    /// Approves what waits: operation, target, digest and log are those of the list that told it.
    func approve(
        _ statement: inout WireApprovalStatement, by approver: BenchDevice
    ) async throws {
        statement.nonce = Random.bytes(16).blob
        statement.expiresAtMs = DaemonProcess.clock().adding(seconds: 3_600).milliseconds
        var approval = WireApproveRequest()
        let bytes = MessageCodec.encode(statement)
        let signed = Array("madar/1 approval".utf8) + bytes
        approval.statement = bytes.blob
        approval.signature = approver.signing.sign(signed.rawSpan).blob
        _ = try await call(
            approver.connection, .approve, MessageCodec.encode(approval), isMutating: true)
    }

    func call(
        _ connection: DeviceConnection, _ method: WireMethod, _ payload: [UInt8],
        isMutating: Bool = false
    ) async throws -> [UInt8] {
        let answer = try await connection.call(
            method: UInt16(method.rawValue), payload: payload,
            operationKey: isMutating ? newOperationKey(connection) : nil)
        guard answer.status == .ok else { throw BenchError.refused(answer.status.rawValue) }
        return answer.message
    }
}

/// A fresh operation key for a connection.
func newOperationKey(_ connection: DeviceConnection) -> OperationKey {
    OperationKey(epoch: connection.welcome.operationEpoch, random: Random.bytes(12))
}
