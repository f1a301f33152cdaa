import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madarctl witness`: somebody outside signs that the log only grows, and who that is.
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness", abstract: helpText(.witnessControl),
        subcommands: [
            WitnessRequestCommand.self, WitnessCosignedCommand.self, WitnessListCommand.self,
            WitnessAddCommand.self, WitnessRemoveCommand.self,
        ])
}

/// `madarctl witness request`.
private struct WitnessRequestCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: helpText(.witnessRequest),
        discussion: examples(
            "madarctl witness request --output checkpoint.txt",
            "madarctl witness request --after 1204 --output checkpoint.txt"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionAfter)) var after: UInt64 = 0
    @Option(help: help(.optionLogKeysOutput)) var logKeys: String?
    @Option(help: help(.optionProofOutput)) var output: String

    private struct Document: Encodable {
        var schema = "madar.witness-request/1"
        var outcome = Outcome.done.rawValue
        var after: UInt64
        var path: String
        var logKeysPath: String?
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let request = try await context.waiting(.connecting) {
            try await session.client.witnessRequest(after: after)
        }
        // Neither stays where the other cannot be made.
        let file = try NewFile(output)
        let keysFile = try logKeys.map { try NewFile($0) }
        try file.write(Array(request.text.utf8))
        try keysFile?.write(Array(request.logKeys.utf8))
        try file.finish()
        try keysFile?.finish()
        try context.emit(Document(after: after, path: output, logKeysPath: logKeys))
        context.tell(.witnessRequestWritten(path: output))
    }
}

/// `madarctl witness cosigned`.
private struct WitnessCosignedCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "cosigned", abstract: helpText(.witnessCosigned),
        discussion: examples("madarctl witness cosigned cosigned.txt"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentCosigned)) var file: String

    private struct Document: Encodable {
        var schema = "madar.cosigned/1"
        var outcome = Outcome.done.rawValue
        var isNewer: Bool
        var logSize: UInt64
        var witnesses: [String]
    }

    func perform(_ context: Context) async throws {
        let bytes = try Input.bytes(
            file, byteCountMax: MessageLimits.noteByteCountMax, tooLarge: .logFileUnreadable)
        guard let note = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.logFileUnreadable)
        }
        let session = try await UserSession(context)
        let answer = try await context.writing {
            try await session.client.addCosignature(note)
        }
        if let fault = Fault(answer.result) { throw Failure(fault) }
        let names = try await session.client.listWitnesses().witnesses
            .filter { answer.witnesses.contains($0.witness) }.map(\.name)
        let isNewer = answer.result == .kept
        try context.emit(Document(isNewer: isNewer, logSize: answer.size, witnesses: names))
        context.tell(
            isNewer
                ? .cosignatureKept(names: context.list(names), size: String(answer.size))
                : .cosignatureOlder)
    }
}

extension Fault {
    /// The words for a note that was not taken; nil for one that was.
    fileprivate init?(_ result: WireCosignatureResult) {
        switch result {
        case .kept, .older: return nil
        case .altered: self = .logFileForged
        case .otherLog: self = .logFileOfOther
        case .forked: self = .noteForked
        case .notTrusted: self = .witnessNotTrusted
        case .falseLine: self = .cosignatureFalse
        case .ahead: self = .cosignatureAhead
        case .unspecified, .UNRECOGNIZED: self = .protocolBroken
        }
    }
}

/// How a witness is told to a person.
struct WitnessText {
    let context: Context

    /// What waits, as whoever approves it signs it.
    func details(_ witness: WireWitness) -> [LabelledValue] {
        var items = [
            LabelledValue(context.text(.witnessWord), witness.name),
            LabelledValue(context.text(.witnessKey), witness.keyText),
        ]
        if witness.isTrusted {
            items.append(
                LabelledValue(context.text(.removalBy), witness.removalBy, style: .alarm))
        } else {
            items.append(LabelledValue(context.text(.proposedBy), witness.proposedBy))
        }
        return items + [
            LabelledValue(
                context.text(.expires), context.moment(milliseconds: witness.expiresAtMs)),
            LabelledValue(context.text(.digest), witness.digest.hexadecimal),
        ]
    }

    func state(_ witness: WireWitness) -> String {
        let label: Label =
            switch (witness.isTrusted, witness.digest.isEmpty) {
            case (true, true): .witnessTrusted
            case (true, false): .removalWaits
            case (false, _): .waits
            }
        return context.text(label)
    }

    /// When a witness saw the log last, how long ago that is, and how many leaves came since.
    func age(_ age: WireWitnessAge, logSize: UInt64, nowMs: Int64) -> String {
        guard age.cosignedAtMs != 0 else { return context.text(.never) }
        let since = Int(clamping: logSize - min(age.size, logSize))
        return [
            context.moment(milliseconds: age.cosignedAtMs),
            context.span(milliseconds: max(0, nowMs - age.cosignedAtMs)),
            context.count(since, .leaves) + " " + context.text(.leavesSince),
        ].joined(separator: " · ")
    }

    func style(_ age: WireWitnessAge) -> Style {
        switch age.level {
        case 0: .good
        case 1: .notice
        default: .alarm
        }
    }
}

/// A witness as programs read it.
private struct WitnessDocument: Encodable {
    var witness: String
    var name: String
    var key: String
    var state: String
    var proposedBy: String
    var approvedBy: String?
    var trustedAt: String?
    var removalBy: String?
    var cosignedAt: String?
    var cosignedSize: UInt64
    var note: String?

    init(_ item: WireWitness) {
        witness = item.witness.hexadecimal
        name = item.name
        key = item.keyText
        state =
            !item.isTrusted ? "waiting" : item.digest.isEmpty ? "trusted" : "removal_waiting"
        proposedBy = item.proposedBy
        approvedBy = item.approvedBy.isEmpty ? nil : item.approvedBy
        if item.trustedAtMs != 0 {
            trustedAt = DateText.iso(Instant(milliseconds: item.trustedAtMs))
        }
        removalBy = item.removalBy.isEmpty ? nil : item.removalBy
        if item.age.cosignedAtMs != 0 {
            cosignedAt = DateText.iso(Instant(milliseconds: item.age.cosignedAtMs))
        }
        cosignedSize = item.age.size
        note = item.note.isEmpty ? nil : item.note
    }
}

/// `madarctl witness list`.
private struct WitnessListCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: helpText(.witnessList),
        discussion: examples("madarctl witness list", "madarctl witness list --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.witnesses/1"
        var logSize: UInt64
        var witnesses: [WitnessDocument]
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let list = try await context.waiting(.connecting) {
            try await session.client.listWitnesses()
        }
        try context.emit(
            Document(
                logSize: list.logSize, witnesses: list.witnesses.map { WitnessDocument($0) }))
        guard !context.isJSON else { return }
        guard !list.witnesses.isEmpty else { return context.tell(.noWitnesses) }
        let text = WitnessText(context: context)
        let labels: [Label] = [
            .witnessWord, .state, .cosignedAt, .trustedSince, .approvedBy, .proposedBy,
            .witnessKey,
        ]
        context.screen.table(
            labels.map { context.text($0) },
            rows: list.witnesses.map { witness in
                [
                    witness.name, text.state(witness),
                    text.age(
                        witness.age, logSize: list.logSize, nowMs: context.now.milliseconds),
                    witness.trustedAtMs == 0
                        ? "" : context.moment(milliseconds: witness.trustedAtMs),
                    witness.approvedBy, witness.proposedBy, witness.keyText,
                ]
            })
    }
}

/// `madarctl witness add`.
private struct WitnessAddCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: helpText(.witnessAdd),
        discussion: examples("madarctl witness add comite.sale+1f2e3d4c+BA=="))

    @OptionGroup var options: GlobalOptions
    @Flag(help: help(.optionKeyCompared)) var compared = false
    @Argument(help: help(.argumentWitnessKey)) var key: String

    private struct Document: Encodable {
        var schema = "madar.witness-proposed/1"
        var outcome = Outcome.done.rawValue
        var witness: String
        var name: String
        var key: String
        var needsApproval = true
    }

    func perform(_ context: Context) async throws {
        guard let key = WitnessKey(text: key) else { throw Failure(.badWitnessKey) }
        let session = try await UserSession(context)
        context.show([
            LabelledValue(context.text(.witnessWord), key.name),
            LabelledValue(context.text(.witnessKey), key.text),
        ])
        if !compared {
            context.tell(.compareWitnessKey)
            guard try context.confirm(context.ask(.confirmWitnessKey)) else {
                throw Failure(.gaveUp)
            }
        }
        let id: WitnessTrustID
        do {
            id = try await context.writing { try await session.client.trust(key) }
        } catch let error as ClientError where error.code == .precondition {
            throw Failure(.witnessKnown)
        }
        try context.emit(Document(witness: id.hexadecimal, name: key.name, key: key.text))
        context.tell(.trustProposed(id: id.hexadecimal))
    }
}

/// `madarctl witness remove`.
private struct WitnessRemoveCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: helpText(.witnessRemove),
        discussion: examples("madarctl witness remove comite.sale"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentWitness)) var witness: String

    private struct Document: Encodable {
        var schema = "madar.witness-removed/1"
        var outcome = Outcome.done.rawValue
        var witness: String
        var name: String
        var needsApproval: Bool
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let all = try await context.waiting(.connecting) {
            try await session.client.listWitnesses()
        }.witnesses
        let named = all.filter { $0.name == witness }
        // A name may be trusted with one key and wait with another: then the id is wanted.
        let found =
            named.count == 1
            ? named : all.filter { $0.witness.hexadecimal.hasPrefix(witness.lowercased()) }
        guard found.count == 1, let id = WitnessTrustID(blob: found[0].witness) else {
            throw Failure(.unknownWitness)
        }
        let needsApproval: Bool
        do {
            needsApproval = try await context.writing { try await session.client.remove(id) }
        } catch let error as ClientError where error.code == .precondition {
            throw Failure(.removalKnown)
        }
        try context.emit(
            Document(
                witness: id.hexadecimal, name: found[0].name, needsApproval: needsApproval))
        context.tell(
            needsApproval
                ? .trustProposed(id: id.hexadecimal) : .witnessRemoved(name: found[0].name))
    }
}
