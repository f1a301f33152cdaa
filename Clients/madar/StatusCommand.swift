import Agent
import ArgumentParser
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madar status`.
struct StatusCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: helpText(.status),
        discussion: examples("madar status", "madar status --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.status/1"
        var profile: String
        var session: String
        var daemon: String
        var address: String
        var waiting: Int
        var unknown: Int
        var refused: Int
        var keyRenewal: String
    }

    func perform(_ context: Context) async throws { try await Self.show(context) }

    static func show(_ context: Context) async throws {
        let session = try await UserSession(context)
        let state = try await session.agent.status()
        let outbox = OutboxCounts(try await session.agent.entries())
        let (daemon, failure, isOverdue) = try await daemon(context, session)
        try context.emit(
            Document(
                profile: context.profile.name, session: "unlocked", daemon: daemon.code,
                address: state.info.address, waiting: outbox.waiting, unknown: outbox.unknown,
                refused: outbox.refused, keyRenewal: isOverdue ? "overdue" : "none"))
        context.show([
            LabelledValue(context.text(.profile), context.profile.name),
            LabelledValue(context.text(.session), context.text(.sessionUnlocked), style: .good),
            LabelledValue(
                context.text(.idleLeft),
                context.span(milliseconds: Int64(state.idleSecondsLeft) * 1000)),
            LabelledValue(context.text(.address), state.info.address),
            LabelledValue(
                context.text(.daemon), context.text(daemon.label),
                style: failure == nil ? .good : .alarm),
            LabelledValue(
                context.text(.outbox), context.count(outbox.waiting, .acts),
                style: outbox.waiting > 0 ? .notice : nil),
            LabelledValue(
                context.text(.outboxUnknown), context.count(outbox.unknown, .acts),
                style: outbox.unknown > 0 ? .notice : nil),
            LabelledValue(
                context.text(.outboxRefused), context.count(outbox.refused, .acts),
                style: outbox.refused > 0 ? .alarm : nil),
        ])
        if isOverdue {
            context.show([
                LabelledValue(
                    context.text(.keyRenewal), context.text(.renewalOverdue), style: .alarm)
            ])
        }
        if let failure { throw ExitCode(failure) }
    }

    /// How the daemon stands, the exit status where it does not serve, and whether the renewal
    /// of the device's pre-shared key is long overdue.
    private static func daemon(
        _ context: Context, _ session: UserSession
    ) async throws -> (state: (code: String, label: Label), failure: Int32?, isOverdue: Bool) {
        do {
            var answer = try await context.waiting(.connecting) {
                try await session.client.whoAmI()
            }
            // The first question brings a renewal that is due; the second tells whether it did.
            if try await isOverdue(answer, session) {
                answer = try await session.client.whoAmI()
            }
            let isOverdue = try await isOverdue(answer, session)
            return answer.sealed
                ? (("sealed", .sealed), ExitStatus.negative.rawValue, isOverdue)
                : (("serving", .serving), nil, isOverdue)
        } catch let error as ClientError where error.exitStatus == ExitStatus.unreachable.rawValue {
            return (("unreachable", .unreachable), error.exitStatus, false)
        }
    }

    private static func isOverdue(
        _ answer: WireWhoAmIAnswer, _ session: UserSession
    ) async throws -> Bool {
        let today = Int64(try await session.client.daemonDay()) * 86_400
        return answer.keyRenewalDueMs / 1_000 + ClientLimits.renewalOverdueSeconds < today
    }
}
