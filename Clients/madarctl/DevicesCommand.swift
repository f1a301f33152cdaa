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
                        lastSeen: device.lastSeenMs == 0
                            ? nil : DateText.iso(Instant(milliseconds: device.lastSeenMs)))
                }))
        guard !context.isJSON else { return }
        let labels: [Label] = [.name, .deviceLabel, .state, .lastSeen, .deviceID]
        context.screen.table(
            labels.map { context.text($0) },
            rows: devices.map { device in
                [
                    device.memberName, device.label, context.text(state(device).label),
                    context.moment(milliseconds: device.lastSeenMs), device.device.hexadecimal,
                ]
            })
    }

    private func state(_ device: WireDevice) -> (code: String, label: Label) {
        switch device.state {
        case 1: ("active", .deviceActive)
        case 2: ("suspended", .deviceSuspended)
        case 3: ("revoked", .deviceRevoked)
        default: ("unknown", .unknown)
        }
    }
}
