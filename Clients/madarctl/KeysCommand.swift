import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madarctl keys`: a new key in the place of an old one, while children's files are read and
/// written.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: helpText(.keys),
        subcommands: [
            KeysListCommand.self, KeysCensusCommand.self, KeysRotateCommand.self,
            KeysWatchCommand.self, KeysPauseCommand.self, KeysResumeCommand.self,
            KeysRollBackCommand.self, KeysCancelCommand.self, KeysRetireCommand.self,
            KeysRenewCommand.self, KeysRenewalCommand.self,
        ])

    /// The classes that have a key which wraps data keys, by the names that are typed.
    static let classes: [(name: String, dataClass: DataClass)] = [
        ("identity", .identity), ("social", .social), ("health", .health),
        ("judicial", .judicial), ("spine", .spine), ("protected", .protected),
    ]

    static func dataClass(_ typed: String) throws -> DataClass {
        guard let known = classes.first(where: { $0.name == typed.lowercased() }) else {
            throw Failure(.unknownKeyClass(typed: typed))
        }
        return known.dataClass
    }

    /// The key that a name means: that of a class, or one of which there is one.
    static func key(_ typed: String) throws -> RotatedKey {
        switch typed.lowercased() {
        case "index": .index
        case "log": .log
        default: .ofClass(try dataClass(typed))
        }
    }
}

extension WireListKeysAnswer {
    /// The last rotation of a key.
    fileprivate func rotation(of key: RotatedKey) throws -> WireRotation {
        guard let found = rotations.first(where: { RotatedKey($0) == key }) else {
            throw Failure(.noRotation)
        }
        return found
    }
}

/// `madarctl keys list`.
private struct KeysListCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: helpText(.keysList),
        discussion: examples("madarctl keys list", "madarctl keys list --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.keys/1"
        var keys: [KeyDocument]
        var rotations: [RotationDocument]
        var distrusted: [String]
        var distrustedKinds: [UInt32]
        var renewal: RenewalDocument?
        var isRenewalDistrusted: Bool
        var owed: [String]
    }

    func perform(_ context: Context) async throws {
        let client = try await UserSession(context).client
        let list = try await context.waiting(.connecting) { try await client.listKeys() }
        let owed = ClassSet(rawValue: UInt8(truncatingIfNeeded: list.owed))
        let distrusted = DataClass.allCases.filter {
            list.distrusted >> UInt32($0.rawValue) & 1 == 1
        }
        let distrustedKinds = (2..<UInt32(8)).filter { list.distrustedKinds >> $0 & 1 == 1 }
        try context.emit(
            Document(
                keys: list.keys.map(KeyDocument.init),
                rotations: list.rotations.map(RotationDocument.init),
                distrusted: distrusted.map(String.init(describing:)),
                distrustedKinds: distrustedKinds,
                renewal: list.hasRenewal ? RenewalDocument(list.renewal) : nil,
                isRenewalDistrusted: list.renewalDistrusted,
                owed: owed.classes.map(String.init(describing:))))
        guard !context.isJSON else { return }
        let text = RotationText(context: context)
        let labels: [Label] = [.keyWord, .keyClass, .keyVersion, .state, .since]
        context.screen.table(
            labels.map { context.text($0) },
            rows: list.keys.map { key in
                [
                    context.text(text.kind(key.kind)), text.dataClass(key.dataClass),
                    String(key.version), context.text(text.state(key.state)),
                    context.moment(milliseconds: key.changedAtMs),
                ]
            })
        if list.rotations.isEmpty { context.tell(.noRotations) }
        for rotation in list.rotations {
            context.show(text.details(rotation))
            text.alarmOfUnread(rotation)
        }
        let renewals = RenewalText(context: context)
        if list.hasRenewal { context.show(renewals.details(list.renewal)) }
        if list.renewalDistrusted { context.alarm(.renewalDistrusted) }
        if !owed.isEmpty { context.alarm(.renewalOwed(names: renewals.names(owed))) }
        text.alarmOfForgedRows(list.distrusted, kinds: list.distrustedKinds)
    }
}

/// `madarctl keys census`.
private struct KeysCensusCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "census", abstract: helpText(.keysCensus),
        discussion: examples("madarctl keys census", "madarctl keys census --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.key-census/1"
        var keys: [Counted]
    }

    private struct Counted: Encodable {
        var dataClass: UInt32
        var version: UInt32
        var state: UInt32
        var dataKeys: UInt64
    }

    func perform(_ context: Context) async throws {
        let client = try await UserSession(context).client
        let list = try await context.waiting(.connecting) {
            try await client.listKeys(census: true)
        }
        // Keys of other kinds wrap nothing.
        let keys = list.keys.filter { $0.kind == 1 }
        try context.emit(
            Document(
                keys: keys.map {
                    Counted(
                        dataClass: $0.dataClass, version: $0.version, state: $0.state,
                        dataKeys: $0.wraps)
                }))
        guard !context.isJSON else { return }
        let text = RotationText(context: context)
        let labels: [Label] = [.keyClass, .keyVersion, .state, .keyWraps]
        context.screen.table(
            labels.map { context.text($0) },
            rows: keys.map {
                [
                    text.dataClass($0.dataClass), String($0.version),
                    context.text(text.state($0.state)), String($0.wraps),
                ]
            })
    }
}

/// `madarctl keys rotate`.
private struct KeysRotateCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: helpText(.keysRotate),
        discussion: examples(
            "madarctl keys rotate health --dry-run", "madarctl keys rotate health --watch"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentKeyClass)) var dataClass: String
    @Flag(help: help(.optionCompromised)) var compromised = false
    @Flag(help: help(.optionDryRun)) var dryRun = false
    @Flag(help: help(.optionWatch)) var watch = false

    private struct Document: Encodable {
        var schema = "madar.rotation-planned/1"
        var outcome = Outcome.done.rawValue
        var rotation: String
        var expiresAt: String
        var needsApproval = true
    }

    private struct Estimate: Encodable {
        var schema = "madar.rotation-estimate/1"
        var dataKeys: UInt64?
        var files: UInt64?
        var tokens: UInt64?
        var seconds: UInt64
        var perSecond: UInt64?
        var basis: String
    }

    func validate() throws {
        guard !dryRun || !watch else { throw ValidationError("--dry-run, --watch") }
        // Nothing is made anew: what the former key of the log has signed stays signed.
        guard !dryRun || (try? KeysCommand.key(dataClass)) != .log else {
            throw ValidationError("--dry-run, log")
        }
        // The former key of the index is kept by nothing, whoever may know it.
        guard !compromised || (try? KeysCommand.key(dataClass)) != .index else {
            throw ValidationError("--compromised, index")
        }
    }

    func perform(_ context: Context) async throws {
        let chosen = try KeysCommand.key(dataClass)
        let client = try await UserSession(context).client
        if dryRun { return try await estimate(chosen, client, context) }
        let planned: PlannedRotation
        do {
            planned = try await context.writing {
                try await client.planRotation(of: chosen, isCompromised: compromised)
            }
        } catch let error as ClientError where error.code == .precondition {
            throw Failure(.rotationElsewhere)
        }
        if !watch {
            try context.emit(
                Document(rotation: planned.id, expiresAt: DateText.iso(planned.expires)))
        }
        context.tell(.rotationPlanned(id: planned.id))
        if watch { try await RotationWatch(client: client, context: context).follow(chosen) }
    }

    private func estimate(
        _ key: RotatedKey, _ client: DaemonClient, _ context: Context
    ) async throws {
        guard case .ofClass(let dataClass) = key else {
            let list = try await context.waiting(.connecting) {
                try await client.listKeys(estimate: true)
            }
            let seconds = list.indexMs / 1_000 + 1
            try context.emit(
                Estimate(
                    files: list.indexFiles, tokens: list.indexTokens, seconds: seconds,
                    basis: Self.measured))
            return context.tell(
                .indexEstimate(
                    count: String(list.indexFiles), tokens: String(list.indexTokens),
                    time: context.span(milliseconds: Int64(clamping: seconds) * 1_000)))
        }
        let list = try await context.waiting(.connecting) {
            try await client.listKeys(census: true)
        }
        let estimate = list.estimate(of: dataClass)
        try context.emit(
            Estimate(
                dataKeys: estimate.count, seconds: estimate.seconds, perSecond: estimate.perSecond,
                basis: estimate.isMeasured ? Self.measured : "assumed"))
        let (count, rate) = (String(estimate.count), String(estimate.perSecond))
        let time = context.span(milliseconds: Int64(clamping: estimate.seconds) * 1_000)
        context.tell(
            estimate.isMeasured
                ? .rotationEstimateMeasured(count: count, time: time, rate: rate)
                : .rotationEstimate(count: count, time: time, rate: rate))
    }

    /// The word of a document for what was measured here.
    private static let measured = "measured"
}

/// `madarctl keys watch`.
private struct KeysWatchCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: helpText(.keysWatch),
        discussion: examples("madarctl keys watch health"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentKeyClass)) var dataClass: String

    func perform(_ context: Context) async throws {
        let chosen = try KeysCommand.key(dataClass)
        let client = try await UserSession(context).client
        try await RotationWatch(client: client, context: context).follow(chosen)
    }
}

/// Follows a rotation until there is nothing left that the daemon does by itself.
private struct RotationWatch {
    let client: DaemonClient
    let context: Context

    func follow(_ key: RotatedKey) async throws {
        let text = RotationText(context: context)
        var shown: WireRotationState?
        var headway: Headway?
        defer { headway?.end() }
        while true {
            let rotation = try await client.listKeys().rotation(of: key)
            if shown != rotation.state {
                headway?.end()
                headway = headwayOf(rotation)
                shown = rotation.state
                if !context.isJSON { context.show(text.progress(rotation)) }
            }
            headway?.reach(Int(clamping: rotation.done))
            switch rotation.state {
            case .planned, .armed, .proving, .activating, .running, .verifying, .rollingBack,
                .retirement, .retiring:
                try await Task.sleep(for: MadarctlLimits.rotationAskingInterval)
            case .cooling, .cancelled, .retired:
                return try context.emit(RotationDocument(rotation))
            case .paused, .unspecified, .UNRECOGNIZED:
                text.alarmOfUnread(rotation)
                try context.emit(RotationDocument(rotation))
                throw ExitCode(ExitStatus.negative.rawValue)
            }
        }
    }

    /// Rate and time left are those of what was seen since the state began to be watched.
    private func headwayOf(_ rotation: WireRotation) -> Headway {
        let (context, total, first) = (context, Int(clamping: rotation.total), rotation.done)
        let start = ContinuousClock.now
        return Headway(total, isShown: !context.isJSON) { done in
            let spent = (ContinuousClock.now - start).components
            let seconds = Double(spent.seconds) + Double(spent.attoseconds) * 1e-18
            let rate =
                seconds > 0 ? Double(max(0, done - Int(clamping: first))) / seconds : 0
            let left = rate > 0 ? Double(max(0, total - done)) / rate : 0
            return context.say(
                .rotationStep(
                    done: String(done), total: String(total), rate: String(Int(rate)),
                    left: context.span(milliseconds: Int64(left * 1_000))))
        }
    }
}

/// What an operator asks of a rotation that is under way.
private protocol RotationControl: MadarCommand {
    static var change: WireRotationChange { get }
    var dataClass: String { get }
}

extension RotationControl {
    func perform(_ context: Context) async throws {
        let chosen = try KeysCommand.key(dataClass)
        let client = try await UserSession(context).client
        if [.index, .log].contains(chosen), [.retire, .rollBack].contains(Self.change) {
            throw Failure(.formerKeyGoesByItself)
        }
        let rotation = try await context.waiting(.connecting) { try await client.listKeys() }
            .rotation(of: chosen)
        do {
            try await context.writing { try await client.change(rotation, Self.change) }
        } catch let error as ClientError where error.code == .precondition {
            throw Failure(.rotationElsewhere)
        }
        let now = try await client.listKeys().rotation(of: chosen)
        try context.emit(RotationDocument(now))
        if !context.isJSON { context.show(RotationText(context: context).details(now)) }
    }
}

/// `madarctl keys pause`.
private struct KeysPauseCommand: RotationControl {
    static let change = WireRotationChange.pause
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: helpText(.keysPause),
        discussion: examples("madarctl keys pause health"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentKeyClass)) var dataClass: String
}

/// `madarctl keys resume`.
private struct KeysResumeCommand: RotationControl {
    static let change = WireRotationChange.resume
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: helpText(.keysResume),
        discussion: examples("madarctl keys resume health"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentKeyClass)) var dataClass: String
}

/// `madarctl keys roll-back`.
private struct KeysRollBackCommand: RotationControl {
    static let change = WireRotationChange.rollBack
    static let configuration = CommandConfiguration(
        commandName: "roll-back", abstract: helpText(.keysRollBack),
        discussion: examples("madarctl keys roll-back health"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentKeyClass)) var dataClass: String
}

/// `madarctl keys cancel`.
private struct KeysCancelCommand: RotationControl {
    static let change = WireRotationChange.cancel
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: helpText(.keysCancel),
        discussion: examples("madarctl keys cancel health"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentKeyClass)) var dataClass: String
}

/// `madarctl keys retire`.
private struct KeysRetireCommand: RotationControl {
    static let change = WireRotationChange.retire
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: helpText(.keysRetire),
        discussion: examples("madarctl keys retire health"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentKeyClass)) var dataClass: String
}

/// How keys and rotations are told to a person.
struct RotationText {
    let context: Context

    /// A rotation; of one that waits, what whoever approves it signs.
    func details(_ rotation: WireRotation) -> [LabelledValue] {
        var items = progress(rotation)
        if RotatedKey(rotation) != .index {
            items.append(
                LabelledValue(
                    context.text(.formerKeyKnown),
                    context.text(rotation.compromised ? .yes : .no),
                    style: rotation.compromised ? .alarm : nil))
        }
        // What the daemon began by itself nobody planned.
        if !rotation.plannedBy.isEmpty {
            items.append(
                LabelledValue(
                    context.text(.proposedBy), context.screen.value(rotation.plannedBy)))
        }
        items.append(
            LabelledValue(
                context.text(.since), context.moment(milliseconds: rotation.changedAtMs)))
        if !rotation.approvedBy.isEmpty {
            items.append(
                LabelledValue(
                    context.text(.approvedBy), context.screen.value(rotation.approvedBy)))
        }
        if rotation.backupsNeeding > 0 {
            items.append(
                LabelledValue(
                    context.text(.backupsNeedingKey), String(rotation.backupsNeeding),
                    style: .notice))
        }
        if rotation.untilMs != 0 {
            items.append(
                LabelledValue(
                    context.text(.expires), context.moment(milliseconds: rotation.untilMs)))
        }
        if !rotation.digest.isEmpty {
            items.append(LabelledValue(context.text(.digest), rotation.digest.hexadecimal))
        }
        return items
    }

    /// Of what it is a rotation, where it stands, and how far.
    func progress(_ rotation: WireRotation) -> [LabelledValue] {
        var items = [
            LabelledValue(context.text(.rotationWord), subject(rotation)),
            LabelledValue(
                context.text(.state), context.text(state(rotation)),
                style: rotation.state == .paused
                    ? (rotation.pause == .asked ? .notice : .alarm) : nil),
        ]
        if rotation.total > 0 {
            items.append(
                LabelledValue(
                    context.text(.rotationDone),
                    context.say(
                        .outOf(count: String(rotation.done), total: String(rotation.total)))))
        }
        if rotation.skipped > 0 {
            items.append(
                LabelledValue(
                    context.text(.unreadFiles), String(rotation.skipped), style: .alarm))
        }
        items += rotation.unread.map {
            LabelledValue(context.text(.unreadFile), $0.hexadecimal, style: .alarm)
        }
        return items
    }

    /// Alarms where what cannot be read keeps the former key of the index from going.
    func alarmOfUnread(_ rotation: WireRotation) {
        guard RotatedKey(rotation) == .index, rotation.state == .paused,
            rotation.pause == .damaged, !context.isJSON
        else { return }
        context.alarm(.indexKeyWaits(count: String(rotation.skipped)))
    }

    /// Alarms where somebody else wrote in rows of rotations, by the bits of classes and of kinds of key.
    func alarmOfForgedRows(_ classes: UInt32, kinds: UInt32) {
        let names =
            DataClass.allCases.filter { classes >> UInt32($0.rawValue) & 1 == 1 }
            .map { context.text($0.label) }
            + (2..<UInt32(8)).filter { kinds >> $0 & 1 == 1 }.map { context.text(kind($0)) }
        if !names.isEmpty { context.alarm(.rotationDistrusted(names: context.list(names))) }
    }

    /// Which key it replaces.
    func subject(_ rotation: WireRotation) -> String {
        switch RotatedKey(rotation) {
        case .ofClass: dataClass(rotation.dataClass)
        case .index, .log, nil: context.text(kind(rotation.kind))
        }
    }

    func dataClass(_ number: UInt32) -> String {
        UInt8(exactly: number).flatMap(DataClass.init).map { context.text($0.label) } ?? ""
    }

    func kind(_ number: UInt32) -> Label {
        switch number {
        case 1: .keyOfData
        case 2: .keyOfAudit
        case 3: .keyOfIndex
        case 4: .keyOfLog
        case 5: .keyOfTransfer
        case 6: .keyOfOperations
        case 7: .keyOfJobs
        default: .unknown
        }
    }

    func state(_ number: UInt32) -> Label {
        switch number {
        case 1: .keyPending
        case 2: .keyActive
        case 3: .keyOpensOnly
        case 4: .keyDrained
        case 5: .keyRetired
        case 6: .keyDestroyed
        default: .unknown
        }
    }

    private func state(_ rotation: WireRotation) -> Label {
        switch rotation.state {
        case .planned: .waits
        case .armed: .rotationArmed
        case .proving: .rotationProving
        case .activating: .rotationActivating
        case .running: .rotationRunning
        case .verifying: .rotationVerifying
        case .cooling:
            RotatedKey(rotation) == .log ? .logKeysBothSign : .rotationCooling
        case .rollingBack: .rotationRollingBack
        case .cancelled: .rotationCancelled
        case .retirement: .retirementWaits
        case .retiring: .keyRetiring
        case .retired: .keyGone
        case .paused:
            switch rotation.pause {
            case .disk: .rotationHaltedDisk
            case .notKept: .rotationHaltedNotKept
            case .damaged:
                rotation.kind > 1 ? .rotationHaltedUnread : .rotationHaltedDamaged
            case .asked, .unspecified, .UNRECOGNIZED: .rotationHalted
            }
        case .unspecified, .UNRECOGNIZED: .unknown
        }
    }
}

/// A key as programs read it.
private struct KeyDocument: Encodable {
    var kind: UInt32
    var dataClass: UInt32?
    var version: UInt32
    var state: UInt32
    var createdAt: String
    var changedAt: String

    init(_ key: WireKey) {
        kind = key.kind
        dataClass = key.dataClass == 0 ? nil : key.dataClass
        version = key.version
        state = key.state
        createdAt = DateText.iso(Instant(milliseconds: key.createdAtMs))
        changedAt = DateText.iso(Instant(milliseconds: key.changedAtMs))
    }
}

/// A rotation as programs read it.
private struct RotationDocument: Encodable {
    var schema = "madar.rotation/1"
    var rotation: String
    var kind: UInt32
    var dataClass: UInt32
    var isCompromised: Bool
    var state: String
    var pause: String?
    var done: UInt64
    var total: UInt64
    var skipped: UInt64?
    var unread: [String]?
    var plannedBy: String
    var approvedBy: String?
    var changedAt: String
    var until: String?

    init(_ item: WireRotation) {
        rotation = item.rotation.hexadecimal
        kind = max(item.kind, 1)
        dataClass = item.dataClass
        isCompromised = item.compromised
        state = String(describing: item.state)
        pause = item.state == .paused ? String(describing: item.pause) : nil
        done = item.done
        total = item.total
        skipped = item.kind > 1 ? item.skipped : nil
        unread = item.kind > 1 ? item.unread.map(\.hexadecimal) : nil
        plannedBy = item.plannedBy
        approvedBy = item.approvedBy.isEmpty ? nil : item.approvedBy
        changedAt = DateText.iso(Instant(milliseconds: item.changedAtMs))
        until = item.untilMs == 0 ? nil : DateText.iso(Instant(milliseconds: item.untilMs))
    }
}
