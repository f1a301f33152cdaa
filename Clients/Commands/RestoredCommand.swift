public import ArgumentParser
import Basics
import Catalog
import MadarClient
import Messages
import Terminal

/// `restored`: that the store was restored from a backup, told, signed by two, and taken by a device
/// that saw more (SPEC W-175).
public struct RestoredCommand: MadarCommand {
    /// The command.
    public static let configuration = CommandConfiguration(
        commandName: "restored", abstract: helpText(.restored),
        discussion: examples(
            "madar restored", "madarctl restored --sign", "madar restored --save-note FILE",
            "madarctl restored --sign --note FILE"))

    /// The global options.
    @OptionGroup public var options: GlobalOptions
    @Flag(help: help(.optionSignRestoration)) var sign = false
    @Option(help: help(.optionLostNote)) var note: String?
    @Option(help: help(.optionSaveNote)) var saveNote: String?
    @Flag(name: .customLong("yes-i-have-read"), help: help(.optionYesApprove))
    var hasRead = false

    private struct Document: Encodable {
        var schema = "madar.restored/1"
        var restoration: String
        var restoredAt: String
        var restoredSize: UInt64
        var lostSize: UInt64?
        var keptSize: UInt64
        var signedBy: [String]
        var isTaken: Bool
    }

    private struct NoteDocument: Encodable {
        var schema = "madar.note-saved/1"
        var path: String
    }

    /// Made by the parser.
    public init() {}

    /// Whether a note is of use.
    public func validate() throws {
        guard sign || note == nil else { throw ValidationError("--note") }
        guard saveNote == nil || !sign && !hasRead else { throw ValidationError("--save-note") }
    }

    /// Shows the restoration, and signs or takes it.
    public func perform(_ context: Context) async throws {
        let client = try await UserSession(context).client
        if let saveNote { return try await save(saveNote, client, context) }
        let found = try await context.waiting(.connecting) { try await client.restoration() }
        guard let found else {
            context.tell(.neverRestored)
            throw ExitCode(ExitStatus.negative.rawValue)
        }
        if sign, found.isLonger, !found.isLast {
            // What two signed long ago comes first; then the log is the one that is signed now.
            try await accept(found, client, context)
            guard let last = try await client.restoration() else { return }
            try await sign(last, client, context)
        } else if sign {
            try await sign(found, client, context)
        } else {
            try await take(found, client, context)
        }
    }

    /// Writes what this device saw of the log, for whoever signs.
    private func save(_ path: String, _ client: DaemonClient, _ context: Context) async throws {
        let note = try await client.keptNote()
        guard !note.isEmpty else { throw Failure(.noLostNote) }
        let file = try NewFile(path)
        try file.write(note)
        try file.finish()
        try context.emit(NoteDocument(path: path))
        context.tell(.noteSaved(path: path))
    }

    /// Shows a restoration, and takes its log where this device saw more.
    private func accept(
        _ found: RestoredLog, _ client: DaemonClient, _ context: Context
    ) async throws {
        show(found, found.lostSize, context)
        guard found.isLonger else { return }
        guard found.isSigned else { throw Failure(.restorationUnsigned) }
        guard found.isCovered else { throw Failure(.restorationUncovered) }
        if !hasRead { try context.confirmApproval() }
        try await context.waiting(.sending) { try await client.accept(found) }
    }

    private func take(
        _ found: RestoredLog, _ client: DaemonClient, _ context: Context
    ) async throws {
        try await accept(found, client, context)
        try context.emit(document(found, isTaken: true))
        context.tell(found.isLonger ? .restorationAccepted : .restorationKnown)
    }

    private func sign(
        _ found: RestoredLog, _ client: DaemonClient, _ context: Context
    ) async throws {
        var lost = found.isLonger ? try await client.keptNote() : []
        if let note {
            lost = try Input.bytes(note, byteCountMax: MessageLimits.noteByteCountMax)
        }
        let isSecond = !found.told.digest.isEmpty && found.isCovered && note == nil
        guard isSecond || !lost.isEmpty else { throw Failure(.noLostNote) }
        let lostSize =
            isSecond ? found.lostSize : try await client.checkpoint(of: lost).size
        show(found, lostSize, context)
        if !hasRead { try context.confirmApproval() }
        try await context.writing { try await client.sign(found, lost: isSecond ? nil : lost) }
        // The document tells who has signed now.
        let now = try? await client.restoration()
        try context.emit(document(now ?? found, isTaken: true))
        context.tell(isSecond ? .restorationSigned : .restorationWaits)
    }

    private func show(_ found: RestoredLog, _ lostSize: UInt64?, _ context: Context) {
        let told = found.told
        let before = max(lostSize ?? 0, found.keptSize, found.restoredSize)
        var items = [
            LabelledValue(context.text(.restoredAt), context.moment(milliseconds: told.atMs)),
            LabelledValue(context.text(.leavesRestored), String(found.restoredSize)),
            LabelledValue(context.text(.leavesBefore), String(before)),
            LabelledValue(
                context.text(.leavesLost), String(before - found.restoredSize),
                style: before > found.restoredSize ? .alarm : nil),
        ]
        for (label, name) in [(Label.proposedBy, told.proposedBy), (.approvedBy, told.approvedBy)]
        where !name.isEmpty {
            items.append(LabelledValue(context.text(label), context.screen.value(name)))
        }
        context.show(items)
    }

    private func document(_ found: RestoredLog, isTaken: Bool) -> Document {
        let told = found.told
        return Document(
            restoration: told.restoration.hexadecimal,
            restoredAt: DateText.iso(Instant(milliseconds: told.atMs)),
            restoredSize: found.restoredSize, lostSize: found.lostSize, keptSize: found.keptSize,
            signedBy: [told.proposedBy, told.approvedBy].filter { !$0.isEmpty },
            isTaken: isTaken)
    }
}
