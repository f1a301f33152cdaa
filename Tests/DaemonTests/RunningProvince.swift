import Basics
import DefinitionSupport
import Foundation
import Framing
import Messages
import NIOCore
import NIOPosix
import Operations
import Secrets
import Session
import Synchronization
import Testing

@testable import Daemon

/// A province with its daemon in this process, on a free port.
final class RunningProvince: Sendable {
    let root: String
    private let process: Mutex<DaemonProcess>
    private let settings: Settings
    private let invitations: [InvitationText]
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    /// Founds a province and starts its daemon; the coordinator holds these roles.
    init(coordinatorRoles: [String] = ["UPE-WORKER"]) async throws {
        let folder = NSTemporaryDirectory() + "daemon-\(UUID().uuidString)"
        root = folder
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        let definition = try Shipped.definition()
        var foundation = ProvinceFoundation(
            province: "04.441", centreName: "Centre", operatorName: "O", coordinatorName: "C",
            coordinatorRoles: coordinatorRoles)
        foundation.credentialPath = folder + "/credential"
        var none: [UInt8] = []
        invitations = try Founding.found(
            folder: folder + "/data", foundation, definition: definition, address: "h:1",
            wiping: &none
        ).compactMap { InvitationText($0.text) }
        try #require(invitations.count == 2)
        settings = try Settings(
            flags: [
                .data: folder + "/data", .listen: "127.0.0.1:0",
                .credential: folder + "/credential",
            ], environment: [:])
        process = Mutex(try await DaemonProcess.start(settings, definition: definition))
    }

    /// The daemon that runs now.
    var daemon: DaemonProcess { process.withLock { $0 } }

    /// Stops the daemon and starts another one on the same store.
    func restart() async throws {
        await daemon.stop()
        let next = try await DaemonProcess.start(settings, definition: try Shipped.definition())
        process.withLock { $0 = next }
    }

    /// Stops the daemon and removes what lies there.
    func end() async {
        await daemon.stop()
        try? await group.shutdownGracefully()
        try? FileManager.default.removeItem(atPath: root)
    }

    /// The invitation of the operator.
    var operates: InvitationText { invitations[0] }
    /// The invitation of the coordinator.
    var coordinates: InvitationText { invitations[1] }

    /// Connects with any keys.
    func connect(
        _ key: borrowing AgreementKey, secret: [UInt8], _ introduction: Introduction = .session,
        daemonKey: (id: UInt8, bytes: [UInt8])? = nil, group: (any EventLoopGroup)? = nil
    ) async throws -> DeviceConnection {
        var bytes = secret
        let credentials = ConnectionCredentials(
            daemonKeyID: daemonKey?.id ?? operates.keyID,
            daemonKey: daemonKey?.bytes ?? operates.daemonKey, deviceKey: key.copy(),
            preSharedKey: try SecretKey(wiping: &bytes), introduction: introduction)
        return try await DeviceConnection.connect(
            host: "127.0.0.1", port: daemon.port, credentials: credentials,
            now: DaemonProcess.clock(), group: group ?? self.group)
    }

    /// A connection of enrolment.
    func door(
        _ invitation: InvitationText, _ key: borrowing AgreementKey
    ) async throws -> DeviceConnection {
        try await connect(
            key, secret: invitation.secret, .enrolment(invitation.invitation))
    }

    /// Enrols a device.
    func enrol(_ invitation: InvitationText) async throws -> EnrolledDevice {
        try await enrol { key in try await door(invitation, key) }
    }

    /// Enrols a device with an invitation that was made on the wire.
    func enrol(_ id: InvitationID, secret: [UInt8]) async throws -> EnrolledDevice {
        try await enrol { key in try await connect(key, secret: secret, .enrolment(id)) }
    }

    private func enrol(
        _ connect: (borrowing AgreementKey) async throws -> DeviceConnection
    ) async throws -> EnrolledDevice {
        let key = AgreementKey()
        let door = try await connect(key)
        let seed = Random.bytes(32)
        let answer = try await door.enrol(seed: seed)
        _ = try await door.get(.enrolConfirm)
        await door.close()
        return EnrolledDevice(
            id: try #require(DeviceID(blob: answer.device)), key: key,
            presharedKey: Array(answer.presharedKey), seed: seed)
    }
}

/// A device's keys.
final class EnrolledDevice: Sendable {
    let id: DeviceID
    let key: AgreementKey
    let presharedKey: [UInt8]
    /// Of its signing key.
    let seed: [UInt8]

    init(
        id: DeviceID, key: consuming AgreementKey, presharedKey: [UInt8], seed: [UInt8]
    ) {
        self.id = id
        self.key = key
        self.presharedKey = presharedKey
        self.seed = seed
    }

    func sign(_ message: [UInt8]) throws -> [UInt8] {
        var bytes = seed
        let key = SigningKey(seed: try SecretKey(wiping: &bytes))
        return key.sign(message.rawSpan)
    }
}

/// A call that was not answered with OK.
struct Refused: Error, Equatable {
    let status: StatusCode
}

extension DeviceConnection {
    /// Makes a call and gives its payload.
    ///
    /// - Throws: `Refused`, `ConnectionError`.
    @discardableResult
    func get(
        _ method: WireMethod, _ payload: [UInt8] = [], key: OperationKey? = nil
    ) async throws -> [UInt8] {
        let answer = try await call(
            method: UInt16(method.rawValue), payload: payload, operationKey: key)
        guard answer.status == .ok else { throw Refused(status: answer.status) }
        return answer.message
    }

    /// Makes a call that writes, under a fresh key.
    @discardableResult
    func put(_ method: WireMethod, _ payload: [UInt8]) async throws -> [UInt8] {
        try await get(
            method, payload,
            key: OperationKey(epoch: welcome.operationEpoch, random: Random.bytes(12)))
    }

    func enrol(seed: [UInt8] = Random.bytes(32)) async throws -> WireEnrolAnswer {
        var request = WireEnrolRequest()
        request.deviceLabel = "test"
        var bytes = seed
        request.signingKey = SigningKey(seed: try SecretKey(wiping: &bytes)).publicKey.blob
        return try MessageCodec.decode(
            WireEnrolAnswer.self, from: try await get(.enrol, MessageCodec.encode(request)))
    }

    func state(metrics: Bool = false) async throws -> WireStatusAnswer {
        var request = WireStatusRequest()
        request.metrics = metrics
        return try MessageCodec.decode(
            WireStatusAnswer.self, from: try await get(.status, MessageCodec.encode(request)))
    }

    func change(_ device: DeviceID, _ change: WireDeviceChange) async throws {
        var request = WireChangeDeviceRequest()
        request.device = device.blob
        request.change = change
        try await put(.changeDevice, MessageCodec.encode(request))
    }

    func transport(
        _ change: WireTransportChange, _ id: UInt32 = 0
    ) async throws -> [WireDaemonKey] {
        var request = WireChangeTransportRequest()
        request.change = change
        request.keyID = id
        return try MessageCodec.decode(
            WireChangeTransportAnswer.self,
            from: try await put(.changeTransport, MessageCodec.encode(request))
        ).daemonKeys
    }
}
