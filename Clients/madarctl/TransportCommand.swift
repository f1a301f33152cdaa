import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// A key of the daemon as programs read it.
struct DaemonKeyDocument: Encodable {
    var id: UInt32
    var publicKey: String

    init(_ key: WireDaemonKey) {
        id = key.id
        publicKey = key.publicKey.hexadecimal
    }
}

/// The daemon's static keys and where their rotation stands (SPEC W-89).
private struct Transport {
    enum Step: String {
        /// One key: nothing is under way.
        case single
        /// There is a next key, which devices are told.
        case prepared
        /// The next key became the current one; the former is still taken.
        case switched
    }

    struct Document: Encodable {
        var schema = "madar.transport/1"
        var step: String
        var keys: [DaemonKeyDocument]
        var devicesUnaware: UInt32
    }

    let keys: [WireDaemonKey]
    let unaware: UInt32

    init(_ status: WireStatusAnswer) {
        (keys, unaware) = (status.daemonKeys, status.devicesUnaware)
    }

    init(_ answer: WireChangeTransportAnswer) {
        (keys, unaware) = (answer.daemonKeys, answer.devicesUnaware)
    }

    /// The key that is not the current one.
    var other: WireDaemonKey? { keys.count > 1 ? keys[1] : nil }

    var step: Step {
        guard let current = keys.first, let other else { return .single }
        // Numbers go up, and begin again at 1.
        return other.id == (current.id == 255 ? 1 : current.id + 1) ? .prepared : .switched
    }

    func show(_ context: Context) throws {
        try context.emit(
            Document(
                step: step.rawValue, keys: keys.map(DaemonKeyDocument.init),
                devicesUnaware: unaware))
        var items: [LabelledValue] = []
        for (place, key) in keys.enumerated() {
            let label: Label =
                place == 0
                ? .daemonKeyCurrent : step == .prepared ? .daemonKeyNext : .daemonKeyFormer
            items.append(
                LabelledValue(
                    context.text(label),
                    String(key.id) + " (" + key.publicKey.hexadecimal.prefix(16) + "…)"))
        }
        if step != .single {
            items.append(
                LabelledValue(
                    context.text(.devicesUnaware), String(unaware),
                    style: unaware > 0 ? .notice : .good))
        }
        context.show(items)
        let count = context.count(Int(unaware), .devices)
        switch step {
        case .single: context.tell(.transportSingle)
        case .prepared: context.tell(.transportPrepared(count: count))
        case .switched: context.tell(.transportSwitched(count: count))
        }
    }

    /// Says what a step may cost, and asks.
    func confirm(_ question: Question, _ context: Context) throws {
        if unaware > 0 {
            context.alarm(.transportUnaware(count: context.count(Int(unaware), .devices)))
        }
        guard try context.confirm(context.ask(question)) else { throw Failure(.gaveUp) }
    }

    static func now(_ session: UserSession, _ context: Context) async throws -> Transport {
        Transport(
            try await context.waiting(.connecting) { try await session.client.status() })
    }

    static func take(
        _ change: WireTransportChange, _ key: UInt32, _ session: UserSession,
        _ context: Context
    ) async throws {
        let answer = try await context.writing {
            try await session.client.changeTransport(change, key: key)
        }
        try Transport(answer).show(context)
    }
}

/// `madarctl transport`: the rotation of the daemon's static key.
struct TransportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transport", abstract: helpText(.transport),
        subcommands: [
            TransportStatusCommand.self, TransportPrepareCommand.self,
            TransportSwitchCommand.self, TransportDropCommand.self,
        ])
}

/// `madarctl transport status`.
private struct TransportStatusCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: helpText(.transportStatus),
        discussion: examples("madarctl transport status", "madarctl transport status --json"))

    @OptionGroup var options: GlobalOptions

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        try await Transport.now(session, context).show(context)
    }
}

/// `madarctl transport prepare`.
private struct TransportPrepareCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare", abstract: helpText(.transportPrepare),
        discussion: examples("madarctl transport prepare"))

    @OptionGroup var options: GlobalOptions

    func perform(_ context: Context) async throws {
        try await Transport.take(.prepare, 0, UserSession(context), context)
    }
}

/// `madarctl transport switch`.
private struct TransportSwitchCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "switch", abstract: helpText(.transportSwitch),
        discussion: examples("madarctl transport switch"))

    @OptionGroup var options: GlobalOptions
    @Flag(help: help(.optionYesTransport)) var yes = false

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let transport = try await Transport.now(session, context)
        // Asked for twice, it would switch back.
        guard transport.step == .prepared, let next = transport.other else {
            throw Failure(.noNextKey)
        }
        if !yes { try transport.confirm(.confirmSwitch, context) }
        try await Transport.take(.switch, next.id, session, context)
    }
}

/// `madarctl transport drop`.
private struct TransportDropCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: helpText(.transportDrop),
        discussion: examples("madarctl transport drop"))

    @OptionGroup var options: GlobalOptions
    @Flag(help: help(.optionYesTransport)) var yes = false

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let transport = try await Transport.now(session, context)
        guard let other = transport.other else { throw Failure(.noOtherKey) }
        if transport.step == .prepared { context.alarm(.transportAbandons) }
        if !yes { try transport.confirm(.confirmDropKey, context) }
        do {
            try await Transport.take(.drop, other.id, session, context)
        } catch let error as ClientError where error.code == .precondition {
            throw Failure(.noWayBack)
        }
    }
}
