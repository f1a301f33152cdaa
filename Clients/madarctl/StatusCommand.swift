import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madarctl status`.
struct StatusCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: helpText(.statusControl),
        discussion: examples("madarctl status", "madarctl status --json"))

    @OptionGroup var options: GlobalOptions

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let answer = try await context.waiting(.connecting) { try await session.client.status() }
        try context.emit(StatusDocument(answer))
        let unanswered = try await session.client.unansweredWrites().count
        context.show(
            daemon(answer, context) + committee(answer, context) + witnesses(answer, context)
                + BackupText(context: context).status(answer.backup, nowMs: answer.nowMs)
                + restoration(answer, context)
                + store(answer, context)
                + software(answer, context)
                + pending(unanswered, context))
        let contested = Int(answer.invitationsContested)
        if contested > 0 {
            context.alarm(.contestedAlarm(count: context.count(contested, .invitations)))
        }
        if answer.incidentsDue > 0 {
            context.alarm(.incidentsDueAlarm(count: String(answer.incidentsDue)))
        }
        if answer.backup.level == 2 || answer.backup.failure != .unspecified {
            context.alarm(.backupAlarm)
        }
        if answer.backup.drillFailedAtMs != 0 { context.alarm(.drillAlarm) }
        if answer.unsignedRestorationMs != 0 { context.tell(.restorationUnsigned) }
        if answer.lockRefused { context.alarm(.lockRefusedAlarm) }
        if answer.credentialBeside { context.alarm(.credentialBesideAlarm) }
        if answer.slotsDropped & 1 != 0 { context.alarm(.credentialDroppedAlarm) }
        if answer.slotsDropped & 2 != 0 { context.alarm(.passphraseDroppedAlarm) }
        RotationText(context: context)
            .alarmOfForgedRows(answer.distrusted, kinds: answer.distrustedKinds)
        if answer.renewalDistrusted { context.alarm(.renewalDistrusted) }
        if answer.rotationsHalted > 0 {
            context.alarm(.rotationsHalted(count: String(answer.rotationsHalted)))
        }
        if answer.epochOwed > 0 {
            let count = String(answer.epochOwed)
            context.alarm(
                answer.hasCommittee ? .epochOwed(count: count) : .epochOwedAlone(count: count))
        }
        if answer.hasCommittee, answer.committee.membersProved < answer.committee.membersNeeded {
            context.alarm(.committeeStaleAlarm(count: String(answer.committee.membersProved)))
        }
        if answer.sealed || contested > 0 { throw ExitCode(ExitStatus.negative.rawValue) }
    }

    private func daemon(_ answer: WireStatusAnswer, _ context: Context) -> [LabelledValue] {
        let skew = answer.nowMs - context.now.milliseconds
        if abs(skew) >= MadarctlLimits.skewMilliseconds {
            context.tell(.clockSkew(time: context.span(milliseconds: skew)))
        }
        return [
            LabelledValue(
                context.text(.daemon), context.text(answer.sealed ? Label.sealed : .serving),
                style: answer.sealed ? .alarm : .good),
            LabelledValue(context.text(.province), answer.province),
            LabelledValue(context.text(.store), answer.store.hexadecimal),
            LabelledValue(
                context.text(.startedAt), context.moment(milliseconds: answer.startedAtMs)),
            LabelledValue(context.text(.connections), String(answer.connections)),
            LabelledValue(context.text(.devicesActive), String(answer.devicesActive)),
            LabelledValue(context.text(.devicesOther), String(answer.devicesOther)),
            LabelledValue(context.text(.invitationsOpen), String(answer.invitationsOpen)),
            LabelledValue(
                context.text(.contested), String(answer.invitationsContested),
                style: answer.invitationsContested > 0 ? .alarm : nil),
            LabelledValue(
                context.text(.incidentsDue), String(answer.incidentsDue),
                style: answer.incidentsDue > 0 ? .alarm : nil),
        ] + unaware(answer, context)
    }

    /// While the daemon has two keys, how many devices do not know the newest.
    private func unaware(_ answer: WireStatusAnswer, _ context: Context) -> [LabelledValue] {
        guard answer.daemonKeys.count > 1 else { return [] }
        return [
            LabelledValue(
                context.text(.devicesUnaware), String(answer.devicesUnaware),
                style: answer.devicesUnaware > 0 ? .notice : .good)
        ]
    }

    /// How many of those who open the store together have tried it lately, who has contributed, and
    /// what waits.
    private func committee(
        _ answer: WireStatusAnswer, _ context: Context
    ) -> [LabelledValue] {
        var items: [LabelledValue] = []
        func counted(_ proved: UInt32, _ all: UInt32) -> String {
            context.say(.outOf(count: String(proved), total: String(all))) + " "
                + context.text(.provedWithinYear)
        }
        if answer.hasCommittee {
            let committee = answer.committee
            items = [
                LabelledValue(
                    context.text(.committeeWord),
                    counted(committee.membersProved, committee.members),
                    style: committee.membersProved < committee.membersNeeded ? .alarm : .good),
                LabelledValue(
                    context.text(.slotEscrow),
                    committee.escrows == 0
                        ? context.text(.none)
                        : counted(committee.escrowsProved, committee.escrows),
                    style: committee.escrowsProved == 0 ? .alarm : .good),
            ]
        } else {
            items = [
                LabelledValue(
                    context.text(.committeeWord), context.text(.noCommitteeFounded),
                    style: .notice)
            ]
        }
        if !answer.contributed.isEmpty {
            items.append(
                LabelledValue(
                    context.text(.contributedBy),
                    context.list(answer.contributed.map { context.screen.value($0) })
                        + " — "
                        + context.say(
                            .outOf(
                                count: String(answer.contributed.count),
                                total: String(answer.committee.membersNeeded))),
                    style: .notice))
        }
        if answer.committeePlan > 0 {
            items.append(
                LabelledValue(
                    context.text(.committeeChange),
                    context.text(answer.committeePlan == 1 ? .waits : .waitsForProofs),
                    style: .notice))
        }
        return items
    }

    /// When each witness saw the log last; that there is none is said too.
    private func witnesses(_ answer: WireStatusAnswer, _ context: Context) -> [LabelledValue] {
        guard !answer.witnesses.isEmpty else {
            return [
                LabelledValue(
                    context.text(.witnessWord), context.text(.noWitnessTrusted), style: .notice)
            ]
        }
        let text = WitnessText(context: context)
        return answer.witnesses.map { witness in
            LabelledValue(
                context.text(.cosignedAt) + " " + context.screen.value(witness.name),
                text.age(witness, logSize: answer.logSize, nowMs: answer.nowMs),
                style: text.style(witness))
        }
    }

    /// That the store was restored, as long as two people have not answered for it.
    private func restoration(
        _ answer: WireStatusAnswer, _ context: Context
    ) -> [LabelledValue] {
        guard answer.unsignedRestorationMs != 0 else { return [] }
        return [
            LabelledValue(
                context.text(.restoredAt),
                context.moment(milliseconds: answer.unsignedRestorationMs), style: .notice)
        ]
    }

    /// This device's commands that a cut left without an answer; `madarctl unanswered` asks again.
    private func pending(_ count: Int, _ context: Context) -> [LabelledValue] {
        guard count > 0 else { return [] }
        return [LabelledValue(context.text(.unanswered), String(count), style: .alarm)]
    }

    private func store(_ answer: WireStatusAnswer, _ context: Context) -> [LabelledValue] {
        var items: [LabelledValue] = []
        if !answer.sealed {
            items += [
                LabelledValue(context.text(.files), String(answer.files)),
                LabelledValue(context.text(.acts), String(answer.acts)),
                LabelledValue(context.text(.logSize), String(answer.logSize)),
                LabelledValue(
                    context.text(.index), String(answer.indexPercent) + " %",
                    style: answer.indexPercent < 100 ? .notice : nil),
            ]
        }
        if answer.sealedLeaves > 0 {
            items.append(LabelledValue(context.text(.sealedLeaves), String(answer.sealedLeaves)))
        }
        let disk: Label =
            switch answer.disk {
            case 0: .diskNormal
            case 1: .diskReserve
            default: .diskFull
            }
        if answer.rotationsRunning > 0 {
            items.append(
                LabelledValue(
                    context.text(.rotationsRunning), String(answer.rotationsRunning),
                    style: .notice))
        }
        return items + [
            LabelledValue(
                context.text(.disk), context.text(disk), style: answer.disk == 0 ? nil : .alarm),
            LabelledValue(
                context.text(.diskFree), String(answer.diskFreeBytes >> 20) + " MiB"),
        ]
    }

    private func software(_ answer: WireStatusAnswer, _ context: Context) -> [LabelledValue] {
        // A sealed daemon has no keyring open.
        let keys = [
            LabelledValue(context.text(.rootEpoch), String(answer.rootEpoch)),
            LabelledValue(context.text(.keyring), String(answer.keyringSequence)),
        ]
        let text = RotationText(context: context)
        let ages = answer.keys.map { key in
            LabelledValue(
                [context.text(text.kind(key.kind)), text.dataClass(key.dataClass)]
                    .filter { !$0.isEmpty }.joined(separator: " "),
                context.text(.keyVersion) + " " + String(key.version) + " — "
                    + context.span(milliseconds: answer.nowMs - key.changedAtMs))
        }
        return (answer.sealed ? [] : keys + ages) + [
            LabelledValue(
                context.text(.slots),
                context.list(slots(answer, context))),
            LabelledValue(context.text(.definitionVersion), String(answer.definitionVersion)),
            LabelledValue(context.text(.software), answer.software),
            LabelledValue(context.text(.libsodium), answer.libsodium),
            LabelledValue(context.text(.sqlite), answer.sqlite),
        ]
    }

    /// The kinds of slot that there are, with how many sets of people open the store together.
    private func slots(_ answer: WireStatusAnswer, _ context: Context) -> [String] {
        var types: [UInt32] = []
        for slot in answer.slots where !types.contains(slot.type) { types.append(slot.type) }
        return types.map { type in
            let count = answer.slots.count { $0.type == type }
            return context.text(slot(type)) + (count > 1 ? " (\(count))" : "")
        }
    }

    private func slot(_ type: UInt32) -> Label {
        switch type {
        case 1: .slotCredential
        case 2: .slotQuorum
        case 3: .slotEscrow
        case 4: .slotPassphrase
        default: .unknown
        }
    }
}

/// `madarctl status --json`.
struct StatusDocument: Encodable {
    struct WitnessDocument: Encodable {
        var name: String
        var cosignedAt: String?
        var cosignedSize: UInt64
        var leavesSince: UInt64
        var ageSeconds: Int64?
        var level: UInt32

        init(_ witness: WireWitnessAge, _ answer: WireStatusAnswer) {
            name = witness.name
            cosignedSize = witness.size
            leavesSince = answer.logSize - min(witness.size, answer.logSize)
            if witness.cosignedAtMs != 0 {
                cosignedAt = DateText.iso(Instant(milliseconds: witness.cosignedAtMs))
                ageSeconds = (answer.nowMs - witness.cosignedAtMs) / 1_000
            }
            level = witness.level
        }
    }

    struct Backup: Encodable {
        var at: String?
        var level: UInt32
        var provedAt: String?
        var isRunning: Bool
        var hasFailed: Bool
        var drillFailedAt: String?

        init(_ age: WireBackupAge) {
            if age.atMs != 0 { at = DateText.iso(Instant(milliseconds: age.atMs)) }
            level = age.level
            if age.provedAtMs != 0 {
                provedAt = DateText.iso(Instant(milliseconds: age.provedAtMs))
            }
            isRunning = age.running
            hasFailed = age.failure != .unspecified
            if age.drillFailedAtMs != 0 {
                drillFailedAt = DateText.iso(Instant(milliseconds: age.drillFailedAtMs))
            }
        }
    }

    struct CommitteeDocument: Encodable {
        var members: UInt32
        var membersNeeded: UInt32
        var membersProved: UInt32
        var escrows: UInt32
        var escrowsProved: UInt32

        init(_ state: WireCommitteeState) {
            members = state.members
            membersNeeded = state.membersNeeded
            membersProved = state.membersProved
            escrows = state.escrows
            escrowsProved = state.escrowsProved
        }
    }

    struct ActiveKeyDocument: Encodable {
        var kind: UInt32
        var dataClass: UInt32?
        var version: UInt32
        var since: String

        init(_ key: WireKey) {
            kind = key.kind
            dataClass = key.dataClass == 0 ? nil : key.dataClass
            version = key.version
            since = DateText.iso(Instant(milliseconds: key.changedAtMs))
        }
    }

    /// Whose rows of rotations somebody else wrote: bits of classes, and of other kinds of key.
    struct ForgedRows: Encodable {
        var classes: UInt32
        var kinds: UInt32
        var isRenewal: Bool
    }

    struct SlotDocument: Encodable {
        var type: UInt32
        var id: UInt32
    }

    var schema = "madar.daemon/1"
    var state: String
    var province: String
    var store: String
    var startedAt: String
    var now: String
    var files: UInt64
    var acts: UInt64
    var logSize: UInt64
    var sealedLeaves: UInt64
    var indexPercent: UInt32
    var connections: UInt32
    var devicesActive: UInt32
    var devicesOther: UInt32
    var invitationsOpen: UInt32
    var invitationsContested: UInt32
    var devicesUnaware: UInt32
    var credentialBeside: Bool
    var incidentsDue: UInt32
    var committee: CommitteeDocument?
    var contributed: [String]
    var committeePlan: UInt32
    var slotsDropped: UInt32
    var daemonKeys: [DaemonKeyDocument]
    var disk: UInt32
    var diskFreeBytes: UInt64
    var rootEpoch: UInt32
    var rootEpochSince: String?
    var epochOwed: UInt32
    var rotationsRunning: UInt32
    var rotationsHalted: UInt32
    var lockRefused: Bool
    var unsignedRestorationAt: String?
    var forgedRows: ForgedRows
    var keys: [ActiveKeyDocument]
    var keyringSequence: UInt64
    var slots: [SlotDocument]
    var witnesses: [WitnessDocument]
    var backup: Backup
    var definitionVersion: UInt32
    var software: String
    var libsodium: String
    var sqlite: String
    var walRule: Bool

    init(_ answer: WireStatusAnswer) {
        state = answer.sealed ? "sealed" : "serving"
        province = answer.province
        store = answer.store.hexadecimal
        startedAt = DateText.iso(Instant(milliseconds: answer.startedAtMs))
        now = DateText.iso(Instant(milliseconds: answer.nowMs))
        files = answer.files
        acts = answer.acts
        logSize = answer.logSize
        sealedLeaves = answer.sealedLeaves
        indexPercent = answer.indexPercent
        connections = answer.connections
        devicesActive = answer.devicesActive
        devicesOther = answer.devicesOther
        invitationsOpen = answer.invitationsOpen
        invitationsContested = answer.invitationsContested
        devicesUnaware = answer.devicesUnaware
        credentialBeside = answer.credentialBeside
        incidentsDue = answer.incidentsDue
        if answer.hasCommittee { committee = CommitteeDocument(answer.committee) }
        contributed = answer.contributed
        committeePlan = answer.committeePlan
        slotsDropped = answer.slotsDropped
        daemonKeys = answer.daemonKeys.map(DaemonKeyDocument.init)
        disk = answer.disk
        diskFreeBytes = answer.diskFreeBytes
        rootEpoch = answer.rootEpoch
        if answer.epochSinceMs != 0 {
            rootEpochSince = DateText.iso(Instant(milliseconds: answer.epochSinceMs))
        }
        epochOwed = answer.epochOwed
        rotationsRunning = answer.rotationsRunning
        rotationsHalted = answer.rotationsHalted
        lockRefused = answer.lockRefused
        if answer.unsignedRestorationMs != 0 {
            unsignedRestorationAt = DateText.iso(
                Instant(milliseconds: answer.unsignedRestorationMs))
        }
        forgedRows = ForgedRows(
            classes: answer.distrusted, kinds: answer.distrustedKinds,
            isRenewal: answer.renewalDistrusted)
        keys = answer.keys.map(ActiveKeyDocument.init)
        keyringSequence = answer.keyringSequence
        slots = answer.slots.map { SlotDocument(type: $0.type, id: $0.id) }
        witnesses = answer.witnesses.map { WitnessDocument($0, answer) }
        backup = Backup(answer.backup)
        definitionVersion = answer.definitionVersion
        software = answer.software
        libsodium = answer.libsodium
        sqlite = answer.sqlite
        walRule = answer.walRule
    }
}
