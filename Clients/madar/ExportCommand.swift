import Age
import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

// A caseload is taken out of the daemon by two people, and sealed for whoever receives it before it
// touches a disk (SPEC W-156).

/// `madar order caseload`.
struct OrderCaseloadCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "caseload", abstract: helpText(.orderCaseload),
        discussion: examples("madar order caseload \"Omar Alaoui\" --ground oversight"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionOrderGround)) var ground: TypedGround
    @Option(help: help(.optionOrderReason)) var reason: String?
    @Argument(help: help(.argumentMember)) var member: String

    func validate() throws {
        guard (reason ?? "").utf8.count <= MessageLimits.orderReasonByteCountMax else {
            throw ValidationError("--reason")
        }
    }

    func perform(_ context: Context) async throws {
        let work = try await Work(context)
        let member = try await work.member(member)
        let reason = try PrintCommand.reason(context, reason, asking: .orderReason)
        let client = work.session.client
        let id = try await context.waiting(.sending) {
            try await client.orderExport(of: member, ground: ground.ground, reason: reason)
        }
        try await ChosenOrder.tellGiven(id, client, context)
    }
}

/// `madar order export`.
struct OrderExportCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: helpText(.orderExport),
        discussion: examples("madar order export 0123abcd --recipient age1… --output dossiers.age"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionAgeRecipient)) var recipient: [String]
    @Option(help: help(.optionOutput)) var output: String
    @Argument(help: help(.argumentOrder)) var order: String

    /// The first line of what is sealed.
    private struct Head: Encodable {
        var schema = "madar.export/1"
        var order: String
        var member: String
        var memberName: String
        var reason: String
        var takenBy: String
        var takenAt: String
    }

    /// A line for each file.
    private struct FileLine: Encodable {
        var schema = "madar.export-file/1"
        var fileNumber: String
        var history: HistoryDocument
    }

    private struct Document: Encodable {
        var schema = "madar.exported/1"
        var outcome = Outcome.done.rawValue
        var order: String
        var files: Int
        var acts: Int
        var path: String
    }

    func perform(_ context: Context) async throws {
        let recipients = try recipient.map { text throws(Failure) in
            do throws(AgeError) { return try AgeRecipient(text) } catch {
                throw Failure(.badRecipient)
            }
        }
        let work = try await Work(context)
        let chosen = try await ChosenOrder(context, work.session, order)
        guard chosen.order.kind == .export else { throw Failure(.unknownOrder) }
        guard chosen.order.hasApproved else { throw Failure(.orderNotApproved) }
        let sealed = try SealedLines(output, recipients)
        try sealed.add(
            Head(
                order: chosen.id.hexadecimal, member: chosen.order.member.hexadecimal,
                memberName: chosen.order.memberName, reason: chosen.order.reason,
                takenBy: work.me.name, takenAt: DateText.iso(context.now)))
        let (files, acts) = try await context.waiting(.connecting) {
            try await write(chosen, to: sealed)
        }
        try sealed.finish()
        try context.emit(
            Document(order: chosen.id.hexadecimal, files: files, acts: acts, path: output))
        context.tell(
            .exportWritten(files: String(files), acts: String(acts), path: output))
        context.tell(.exportLeavesOut)
    }

    /// Writes file by file what may be read of it; gives how many files and acts there were.
    private func write(
        _ chosen: ChosenOrder, to sealed: SealedLines
    ) async throws -> (files: Int, acts: Int) {
        let client = chosen.client
        var written: Set<FileID> = []
        var actCount = 0
        var cursor: [UInt8] = []
        repeat {
            let page = try await client.listFiles(.export(chosen.id), after: cursor)
            for item in page.files {
                // A list that changes meanwhile may tell a file twice.
                guard let file = FileID(blob: item.file), written.insert(file).inserted else {
                    continue
                }
                let acts = try await client.history(
                    file, motive: chosen.order.reason, order: chosen.id)
                actCount += acts.count
                try sealed.add(
                    FileLine(
                        fileNumber: item.number,
                        history: HistoryDocument(file, acts.map { (file, $0) }, client)))
            }
            cursor = Array(page.cursor)
        } while !cursor.isEmpty
        return (written.count, actCount)
    }
}

/// Lines of JSON in a new file that only its recipients open.
private final class SealedLines {
    private let file: NewFile
    private var sealer: AgeSealer?

    init(_ path: String, _ recipients: [AgeRecipient]) throws {
        var header: [UInt8] = []
        do throws(AgeError) {
            sealer = try AgeSealer(to: recipients, appendingTo: &header)
        } catch {
            throw Failure(.badRecipient)
        }
        file = try NewFile(path)
        try file.write(header)
    }

    func add(_ document: some Encodable) throws {
        var piece: [UInt8] = []
        let line = try JSONText.of(document, inOneLine: true) + "\n"
        sealer?.seal(Array(line.utf8), appendingTo: &piece)
        try file.write(piece)
    }

    func finish() throws {
        var piece: [UInt8] = []
        if let sealer = sealer.take() { sealer.finish(appendingTo: &piece) }
        try file.write(piece)
        try file.finish()
    }
}
