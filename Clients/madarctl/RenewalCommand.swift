import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madarctl keys renew`: new data keys for files.
struct KeysRenewCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew", abstract: helpText(.keysRenew),
        discussion: examples(
            "madarctl keys renew 0123456789abcdef0123456789abcdef",
            "madarctl keys renew --all-files --class health --watch"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentRenewedFiles)) var files: [String] = []
    @Option(name: .customLong("class"), help: help(.optionRenewedClass)) var classes: [String] = []
    @Flag(help: help(.optionAllFiles)) var allFiles = false
    @Flag(help: help(.optionWatch)) var watch = false

    private struct Document: Encodable {
        var schema = "madar.renewal-planned/1"
        var outcome = Outcome.done.rawValue
        var renewal: String
        var expiresAt: String
        var needsApproval = true
    }

    func validate() throws {
        guard files.isEmpty == allFiles else { throw ValidationError("FILES, --all-files") }
        guard files.count <= BasicsLimits.renewedFilesMax,
            files.allSatisfy({ FileID(hexadecimal: $0) != nil })
        else { throw ValidationError("FILES") }
    }

    func perform(_ context: Context) async throws {
        let named = try classes.map { try KeysCommand.dataClass($0) }
        let chosen = (named.isEmpty ? KeysCommand.classes.map(\.dataClass) : named)
            .reduce(into: ClassSet()) { $0.insert(ClassSet($1)) }
        var ids: [FileID] = []
        for id in files.compactMap({ FileID(hexadecimal: $0) }) where !ids.contains(id) {
            ids.append(id)
        }
        let client = try await UserSession(context).client
        let planned: PlannedRotation
        do {
            planned = try await context.writing {
                try await client.planRenewal(of: chosen, for: ids)
            }
        } catch let error as ClientError where error.code == .precondition {
            throw Failure(.renewalElsewhere)
        } catch let error as ClientError where error.code == .notAvailable {
            throw Failure(.noRenewedFile)
        }
        if !watch {
            try context.emit(
                Document(renewal: planned.id, expiresAt: DateText.iso(planned.expires)))
        }
        context.tell(.renewalPlanned(id: planned.id))
        if watch { try await RenewalWatch(client: client, context: context).follow() }
    }
}

/// `madarctl keys renewal`: where the last order of new data keys stands.
struct KeysRenewalCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "renewal", abstract: helpText(.keysRenewal),
        discussion: examples("madarctl keys renewal", "madarctl keys renewal watch"))

    private enum Step: String {
        case pause, resume, cancel, watch
    }

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentRenewalStep)) var step: String?

    func validate() throws {
        guard step.map({ Step(rawValue: $0) != nil }) ?? true else {
            throw ValidationError("STEP")
        }
    }

    func perform(_ context: Context) async throws {
        let client = try await UserSession(context).client
        let list = try await context.waiting(.connecting) { try await client.listKeys() }
        guard list.hasRenewal else { throw Failure(.noRenewal) }
        do {
            switch step.flatMap({ Step(rawValue: $0) }) {
            case .watch:
                return try await RenewalWatch(client: client, context: context).follow()
            case .pause: try await context.writing { try await client.change(list.renewal, .pause) }
            case .resume:
                try await context.writing { try await client.change(list.renewal, .resume) }
            case .cancel:
                try await context.writing { try await client.change(list.renewal, .cancel) }
            case nil: break
            }
        } catch let error as ClientError where error.code == .precondition {
            throw Failure(.renewalElsewhere)
        }
        let now = step == nil ? list.renewal : try await client.listKeys().renewal
        try context.emit(RenewalDocument(now))
        guard !context.isJSON else { return }
        context.show(RenewalText(context: context).details(now))
        if now.state == .paused, now.pause == .damaged { context.tell(.renewalSkips) }
    }
}

/// Follows an order until there is nothing left that the daemon does by itself.
private struct RenewalWatch {
    let client: DaemonClient
    let context: Context

    func follow() async throws {
        let text = RenewalText(context: context)
        var shown: WireRenewalState?
        while true {
            let list = try await client.listKeys()
            guard list.hasRenewal else { throw Failure(.noRenewal) }
            let renewal = list.renewal
            if !context.isJSON, shown != renewal.state || renewal.state == .running {
                context.show(text.progress(renewal))
            }
            shown = renewal.state
            switch renewal.state {
            case .planned, .running, .sweeping:
                try await Task.sleep(for: MadarctlLimits.renewalAskingInterval)
            case .done, .cancelled: return try context.emit(RenewalDocument(renewal))
            case .paused, .unspecified, .UNRECOGNIZED:
                try context.emit(RenewalDocument(renewal))
                throw ExitCode(ExitStatus.negative.rawValue)
            }
        }
    }
}

/// How an order of new data keys is told to a person.
struct RenewalText {
    let context: Context

    /// An order; of one that waits, what whoever approves it signs.
    func details(_ renewal: WireRenewal) -> [LabelledValue] {
        var items =
            progress(renewal) + [
                LabelledValue(context.text(.renewedFiles), files(renewal)),
                LabelledValue(
                    context.text(.proposedBy), context.screen.value(renewal.plannedBy)),
                LabelledValue(
                    context.text(.since), context.moment(milliseconds: renewal.changedAtMs)),
            ]
        if !renewal.approvedBy.isEmpty {
            items.append(
                LabelledValue(
                    context.text(.approvedBy), context.screen.value(renewal.approvedBy)))
        }
        if renewal.untilMs != 0 {
            items.append(
                LabelledValue(
                    context.text(.expires), context.moment(milliseconds: renewal.untilMs)))
        }
        if !renewal.digest.isEmpty {
            items.append(LabelledValue(context.text(.digest), renewal.digest.hexadecimal))
        }
        return items
    }

    /// Of what classes, where it stands, and how far.
    func progress(_ renewal: WireRenewal) -> [LabelledValue] {
        var items = [
            LabelledValue(context.text(.renewalWord), classes(renewal)),
            LabelledValue(
                context.text(.state), context.text(state(renewal)),
                style: renewal.state == .paused
                    ? (renewal.pause == .asked ? .notice : .alarm) : nil),
        ]
        if renewal.total > 0 {
            items.append(
                LabelledValue(
                    context.text(.rotationDone),
                    context.say(
                        .outOf(count: String(renewal.done), total: String(renewal.total)))))
        }
        if renewal.skipped > 0 {
            items.append(
                LabelledValue(
                    context.text(.renewalSkipped), String(renewal.skipped), style: .alarm))
        }
        return items
    }

    func classes(_ renewal: WireRenewal) -> String {
        names(ClassSet(rawValue: UInt8(truncatingIfNeeded: renewal.classes)))
    }

    func names(_ classes: ClassSet) -> String {
        context.list(classes.classes.map { context.text($0.label) })
    }

    private func files(_ renewal: WireRenewal) -> String {
        renewal.files.isEmpty
            ? context.text(.renewedAll) : context.list(renewal.files.map(\.hexadecimal))
    }

    private func state(_ renewal: WireRenewal) -> Label {
        switch renewal.state {
        case .planned: .waits
        case .running: .renewalUnderWay
        case .sweeping: .renewalSweeping
        case .done: renewal.skipped > 0 ? .renewalDoneInPart : .renewalDone
        case .cancelled: .rotationCancelled
        case .paused:
            switch renewal.pause {
            case .disk: .rotationHaltedDisk
            case .damaged: .renewalHaltedDamaged
            case .asked, .unspecified, .UNRECOGNIZED: .rotationHalted
            }
        case .unspecified, .UNRECOGNIZED: .unknown
        }
    }
}

/// An order of new data keys as programs read it.
struct RenewalDocument: Encodable {
    var schema = "madar.renewal/1"
    var renewal: String
    var classes: [String]
    var files: [String]
    var isWhole: Bool
    var state: String
    var pause: String?
    var done: UInt64
    var total: UInt64
    var skipped: UInt64
    var plannedBy: String
    var approvedBy: String?
    var changedAt: String
    var until: String?

    init(_ item: WireRenewal) {
        renewal = item.renewal.hexadecimal
        classes = ClassSet(rawValue: UInt8(truncatingIfNeeded: item.classes)).classes
            .map(String.init(describing:))
        files = item.files.map(\.hexadecimal)
        isWhole = item.files.isEmpty
        state = String(describing: item.state)
        pause = item.state == .paused ? String(describing: item.pause) : nil
        (done, total, skipped) = (item.done, item.total, item.skipped)
        plannedBy = item.plannedBy
        approvedBy = item.approvedBy.isEmpty ? nil : item.approvedBy
        changedAt = DateText.iso(Instant(milliseconds: item.changedAtMs))
        until = item.untilMs == 0 ? nil : DateText.iso(Instant(milliseconds: item.untilMs))
    }
}
