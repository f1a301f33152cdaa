import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// The states of a device, by their numbers on the wire.
enum DeviceState: UInt32 {
    case unknown = 0
    case active = 1
    case suspended = 2
    case revoked = 3

    init(_ number: UInt32) { self = DeviceState(rawValue: number) ?? .unknown }

    var code: String { String(describing: self) }

    var label: Label {
        switch self {
        case .unknown: .unknown
        case .active: .deviceActive
        case .suspended: .deviceSuspended
        case .revoked: .deviceRevoked
        }
    }
}

/// `madarctl device`: what an operator or a coordinator does to one device.
struct DeviceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: helpText(.device),
        subcommands: [
            SuspendCommand.self, ResumeCommand.self, RevokeCommand.self, RenewCommand.self,
            SettleCommand.self,
        ])

    struct Document: Encodable {
        var schema = "madar.device-changed/1"
        var outcome = Outcome.done.rawValue
        var device: String
        var change: String
    }
}

/// A command that changes one device.
private protocol DeviceChangeCommand: MadarCommand {
    var device: String { get }
    static var change: WireDeviceChange { get }
    /// Asks before the device is changed.
    func confirm(_ device: WireDevice, _ context: Context) throws
    static func done(_ device: String) -> Notice
}

extension DeviceChangeCommand {
    func validate() throws {
        let isHexadecimal = device.utf8.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
        guard (1...32).contains(device.utf8.count), isHexadecimal else {
            throw ValidationError("<device>")
        }
    }

    func confirm(_ device: WireDevice, _ context: Context) throws {}

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let devices = try await context.waiting(.connecting) {
            try await session.client.listDevices()
        }
        let found = try find(devices, context)
        guard let id = DeviceID(blob: found.device) else { throw Failure(.protocolBroken) }
        try await check(found, session, context)
        try confirm(found, context)
        try await context.writing {
            try await session.client.change(id, Self.change)
        }
        try context.emit(
            DeviceCommand.Document(
                device: id.hexadecimal, change: Self.configuration.commandName ?? ""))
        context.tell(Self.done(found.label + " (" + id.hexadecimal.prefix(8) + ")"))
    }

    /// The one device whose id begins as was typed.
    private func find(_ devices: [WireDevice], _ context: Context) throws -> WireDevice {
        let typed = device.lowercased()
        let found = devices.filter { $0.device.hexadecimal.hasPrefix(typed) }
        guard found.count <= 1 else {
            throw Failure(.ambiguousDevice(count: context.count(found.count, .devices)))
        }
        guard let one = found.first else { throw Failure(.unknownDevice) }
        return one
    }

    /// Says beforehand, and more clearly, what the daemon would refuse.
    private func check(
        _ device: WireDevice, _ session: UserSession, _ context: Context
    ) async throws {
        let state = DeviceState(device.state)
        let isSo: Bool =
            switch Self.change {
            case .suspend: state == .suspended
            case .resume: state == .active
            case .revoke: state == .revoked
            default: false
            }
        guard !isSo else {
            throw Failure(.deviceAlreadySo(state: context.text(state.label)))
        }
        if Self.change == .settleAlarm {
            guard device.contestedAtMs != 0 else { throw Failure(.noAlarm) }
            return
        }
        guard state != .revoked else { throw Failure(.deviceStaysRevoked) }
        let isCut = Self.change == .suspend || Self.change == .revoke
        if isCut, try await session.client.whoAmI().device == device.device {
            throw Failure(.ownDevice)
        }
    }
}

/// `madarctl device suspend`.
private struct SuspendCommand: DeviceChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: helpText(.deviceSuspend),
        discussion: examples("madarctl device suspend 0123abcd"))
    static let change = WireDeviceChange.suspend

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentDevice)) var device: String

    static func done(_ device: String) -> Notice { .deviceSuspended(device: device) }
}

/// `madarctl device resume`.
private struct ResumeCommand: DeviceChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: helpText(.deviceResume),
        discussion: examples("madarctl device resume 0123abcd"))
    static let change = WireDeviceChange.resume

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentDevice)) var device: String

    static func done(_ device: String) -> Notice { .deviceResumed(device: device) }
}

/// `madarctl device revoke`.
private struct RevokeCommand: DeviceChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: helpText(.deviceRevoke),
        discussion: examples(
            "madarctl device revoke 0123abcd", "madarctl device revoke 0123abcd --yes --json"))
    static let change = WireDeviceChange.revoke

    @OptionGroup var options: GlobalOptions
    @Flag(help: help(.optionYesRevoke)) var yes = false
    @Argument(help: help(.argumentDevice)) var device: String

    func confirm(_ device: WireDevice, _ context: Context) throws {
        guard !yes else { return }
        let id = String(device.device.hexadecimal.prefix(8))
        context.show([
            LabelledValue(context.text(.name), device.memberName),
            LabelledValue(context.text(.deviceLabel), device.label),
            LabelledValue(
                context.text(.lastSeen), context.moment(milliseconds: device.lastSeenMs)),
            LabelledValue(context.text(.deviceID), device.device.hexadecimal),
        ])
        let typed = try context.prompt.line(context.say(.typeToRevoke(word: id))).trimmed
        guard Digits.ascii(typed).lowercased() == id else { throw Failure(.approvalNotTyped) }
    }

    static func done(_ device: String) -> Notice { .deviceRevoked(device: device) }
}

/// `madarctl device renew`.
private struct RenewCommand: DeviceChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew", abstract: helpText(.deviceRenew),
        discussion: examples("madarctl device renew 0123abcd"))
    static let change = WireDeviceChange.askRenewal

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentDevice)) var device: String

    static func done(_ device: String) -> Notice { .deviceRenewalAsked(device: device) }
}

/// `madarctl device settle`.
private struct SettleCommand: DeviceChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle", abstract: helpText(.deviceSettle),
        discussion: examples("madarctl device settle 0123abcd"))
    static let change = WireDeviceChange.settleAlarm

    @OptionGroup var options: GlobalOptions
    @Flag(help: help(.optionYesSettle)) var yes = false
    @Argument(help: help(.argumentDevice)) var device: String

    func confirm(_ device: WireDevice, _ context: Context) throws {
        guard !yes else { return }
        context.show([
            LabelledValue(context.text(.name), device.memberName),
            LabelledValue(context.text(.deviceLabel), device.label),
            LabelledValue(
                context.text(.contestedAt), context.moment(milliseconds: device.contestedAtMs)),
            LabelledValue(context.text(.deviceID), device.device.hexadecimal),
        ])
        context.tell(.settleMeans)
        guard try context.confirm(context.ask(.confirmSettle)) else { throw Failure(.gaveUp) }
    }

    static func done(_ device: String) -> Notice { .alarmSettled(device: device) }
}
