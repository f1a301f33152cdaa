import Agent
import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Terminal

/// `madar watch`: what others do on the caller's files and what falls due, from where the last
/// watching ended.
struct WatchCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: helpText(.watch),
        discussion: examples("madar watch", "madar watch --new", "madar watch --json"))

    @OptionGroup var options: GlobalOptions
    @Flag(help: help(.optionNew)) var new = false

    /// Where the profile's watching stands.
    private static let kept = "watch"

    private struct Document: Encodable {
        var schema = "madar.event/1"
        var event: String
        var file: String?
        var fileNumber: String?
        var sequence: UInt64?
        var task: String?
        var due: String?
        var access: String?
    }

    func perform(_ context: Context) async throws { try await Self.watch(context, isOnlyNew: new) }

    static func watch(_ context: Context, isOnlyNew: Bool) async throws {
        let work = try await Work(context)
        let agent = work.session.agent
        // A place that does not read any more is begun anew: the lists tell the rest.
        var place = (try? await agent.recall(kept)).flatMap { $0 }.flatMap { EventPlace($0) }
        // A connection of its own: its questions wait for what comes.
        let watching = try await AgentClient.connect(context.profile)
        if !isOnlyNew { context.tell(.watching) }
        var isDown = false
        var toldCount = 0
        while true {
            let events = try await next(watching, place, isOnlyNew)
            guard let events else {
                if !isDown { context.alarm(.lineDown) }
                isDown = true
                try await Task.sleep(for: .seconds(MadarLimits.downSeconds))
                continue
            }
            isDown = isDown && events.isEmpty
            for event in events {
                try await tell(event, work)
                try await agent.keep(kept, event.place.bytes)
                place = event.place
                if event.kind != .ready {
                    toldCount += 1
                } else if isOnlyNew {
                    if toldCount == 0 { context.tell(.nothingListed) }
                    return
                }
            }
        }
    }

    /// What comes next; nil where the line is down and whoever watches waits for it.
    private static func next(
        _ watching: AgentClient, _ place: EventPlace?, _ isOnlyNew: Bool
    ) async throws -> [FileEvent]? {
        do throws(ClientError) {
            return try await watching.watch(from: place ?? EventPlace())
        } catch {
            guard error.isOfPassingLine, !isOnlyNew else { throw error }
            return nil
        }
    }

    private static func tell(_ event: FileEvent, _ work: Work) async throws {
        let context = work.context
        switch event.kind {
        case .ready:
            try context.emitLine(Document(event: "ready"))
            context.tell(.allTold)
        case .resync:
            try context.emitLine(Document(event: "resync"))
            context.alarm(.eventsLost)
        case .act(let file, let sequence):
            let number = try await number(of: file, work)
            try context.emitLine(
                Document(
                    event: "act", file: file.hexadecimal, fileNumber: number, sequence: sequence))
            show(
                .newAct(number: number ?? file.hexadecimal, sequence: String(sequence)), context)
        case .due(let file, let task, let at):
            let number = try await number(of: file, work)
            try context.emitLine(
                Document(
                    event: "due", file: file.hexadecimal, fileNumber: number, task: task,
                    due: DateText.iso(at)))
            show(
                .fellDue(
                    number: number ?? file.hexadecimal, task: work.values.task(task),
                    moment: context.moment(at)), context)
        case .breakGlass(let access, let file, let reviewDue):
            let number = try await number(of: file, work)
            try context.emitLine(
                Document(
                    event: "break_glass", file: file.hexadecimal, fileNumber: number,
                    due: DateText.iso(reviewDue), access: access.hexadecimal))
            show(
                .newGlass(
                    number: number ?? file.hexadecimal, moment: context.moment(reviewDue)), context)
        }
    }

    /// What is told is data, as a list is.
    private static func show(_ notice: Notice, _ context: Context) {
        guard !context.isJSON else { return }
        context.screen.show(
            context.moment(context.now) + "  " + context.say(notice))
    }

    /// The number by which people know a file: as this device saw it, or read now, which leaves
    /// its trace in the log as every look does.
    private static func number(of file: FileID, _ work: Work) async throws -> String? {
        if let seen = try await work.session.client.seenFile(.id(file)) { return seen.number?.text }
        do throws(ClientError) {
            return try await work.session.client.readFile(.id(file)).number?.text
        } catch {
            guard error.isOfLine else { return nil }
            throw error
        }
    }
}

extension ClientError {
    /// Whether the line may come back without anybody doing anything about it.
    fileprivate var isOfPassingLine: Bool {
        switch code {
        case .unreachable, .timedOut, .connectionLost, .draining, .overloaded: true
        default: false
        }
    }
}
