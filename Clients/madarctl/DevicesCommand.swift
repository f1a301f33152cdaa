import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madarctl devices`.
struct DevicesCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices", abstract: helpText(.devices),
        discussion: examples("madarctl devices", "madarctl devices --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        struct DeviceDocument: Encodable {
            var device: String
            var label: String
            var member: String
            var memberName: String
            var state: String
            var enrolledAt: String
            var lastSeen: String?
            var keyedAt: String?
            var renewal: String
            var contestedAt: String?
            var daemonKey: UInt32
        }
        var schema = "madar.devices/1"
        var devices: [DeviceDocument]
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let devices = try await context.waiting(.connecting) {
            try await session.client.listDevices()
        }
        try context.emit(
            Document(
                devices: devices.map { device in
                    Document.DeviceDocument(
                        device: device.device.hexadecimal, label: device.label,
                        member: device.member.hexadecimal, memberName: device.memberName,
                        state: state(device).code,
                        enrolledAt: DateText.iso(Instant(milliseconds: device.enrolledAtMs)),
                        lastSeen: iso(device.lastSeenMs), keyedAt: iso(device.keyedAtMs),
                        renewal: renewal(device).code, contestedAt: iso(device.contestedAtMs),
                        daemonKey: device.daemonKey)
                }))
        if !context.isJSON { show(devices, context) }
        let contested = devices.count { $0.contestedAtMs != 0 }
        guard contested > 0 else { return }
        context.alarm(.contestedAlarm(count: context.count(contested, .invitations)))
        throw ExitCode(ExitStatus.negative.rawValue)
    }

    private func show(_ devices: [WireDevice], _ context: Context) {
        let labels: [Label] = [
            .name, .deviceLabel, .state, .lastSeen, .keyedAt, .contestedAt, .deviceID,
        ]
        context.screen.table(
            labels.map { context.text($0) },
            rows: devices.map { device in
                [
                    device.memberName, device.label, context.text(state(device).label),
                    context.moment(milliseconds: device.lastSeenMs), key(device, context),
                    device.contestedAtMs == 0
                        ? "" : context.moment(milliseconds: device.contestedAtMs),
                    device.device.hexadecimal,
                ]
            })
    }

    /// Since when the pre-shared key holds, or that it is being replaced.
    private func key(_ device: WireDevice, _ context: Context) -> String {
        renewal(device).label.map { context.text($0) }
            ?? context.moment(milliseconds: device.keyedAtMs)
    }

    private func renewal(_ device: WireDevice) -> (code: String, label: Label?) {
        if device.renewing { return ("running", .renewalRunning) }
        return device.keyedAtMs == 0 ? ("asked", .renewalAsked) : ("none", nil)
    }

    private func state(_ device: WireDevice) -> (code: String, label: Label) {
        let state = DeviceState(device.state)
        return (state.code, state.label)
    }

    private func iso(_ milliseconds: Int64) -> String? {
        milliseconds == 0 ? nil : DateText.iso(Instant(milliseconds: milliseconds))
    }
}
