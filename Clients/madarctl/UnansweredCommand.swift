import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madarctl unanswered`: the answers to commands that a cut took away.
struct UnansweredCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "unanswered", abstract: helpText(.unanswered),
        discussion: examples(
            "madarctl unanswered", "madarctl unanswered --list",
            "madarctl unanswered --forget 0123abcd"))

    @OptionGroup var options: GlobalOptions
    @Flag(help: help(.optionOnlyList)) var list = false
    @Option(help: help(.optionForget)) var forget: String?

    private struct Document: Encodable {
        struct WriteDocument: Encodable {
            var id: String
            var method: String
            var madeAt: String
            var state: String
            var error: String?
            var invitation: String?
            var text: String?
        }
        var schema = "madar.unanswered/1"
        var writes: [WriteDocument]
    }

    func validate() throws {
        guard !list || forget == nil else { throw ValidationError("--list, --forget") }
    }

    func perform(_ context: Context) async throws {
        let client = try await UserSession(context).client
        let writes = try await client.unansweredWrites()
        if let forget { return try await drop(forget, writes, client, context) }
        if list { return try show(writes, context) }
        var results: [(write: UnansweredWrite, result: WriteResult)] = []
        for write in writes {
            let result = try await context.waiting(.connecting) { await client.resume(write) }
            results.append((write, result))
        }
        let documents = results.map { document($0.write, $0.result) }
        try context.emit(Document(writes: documents))
        for (write, result) in results {
            if !context.isJSON { tell(write, result, context) }
            if case .unknown = result { continue }
            await client.finish(write.call)
        }
        guard documents.contains(where: { $0.state == "unknown" }) else {
            return context.tell(.allAnswered)
        }
        throw ExitCode(ExitStatus.negative.rawValue)
    }

    private func document(
        _ write: UnansweredWrite, _ result: WriteResult?
    ) -> Document.WriteDocument {
        var document = Document.WriteDocument(
            id: write.id, method: String(describing: write.call.method),
            madeAt: DateText.iso(write.madeAt), state: "unknown")
        switch result {
        case nil: break
        case .done: document.state = "done"
        case .invited(let issued):
            document.state = "done"
            document.invitation = issued.id.hexadecimal
            document.text = issued.text
        case .refused(let error):
            (document.state, document.error) = ("refused", error.code.rawValue)
        case .unknown(let error): document.error = error.code.rawValue
        }
        return document
    }

    private func tell(_ write: UnansweredWrite, _ result: WriteResult, _ context: Context) {
        let command = context.text(write.call.label)
        switch result {
        case .done: context.tell(.answeredDone(command: command))
        case .invited(let issued):
            context.tell(.answeredDone(command: command))
            issued.show(context)
        case .refused(let error):
            let reason = Failure(error).happened(context.language)
            context.tell(.answeredRefused(command: command, reason: reason))
        case .unknown(let error):
            let reason = Failure(error).happened(context.language)
            context.alarm(
                .answeredUnknown(command: command, id: String(write.id.prefix(8)), reason: reason))
        }
    }

    private func show(_ writes: [UnansweredWrite], _ context: Context) throws {
        try context.emit(Document(writes: writes.map { document($0, nil) }))
        guard !context.isJSON else { return }
        guard !writes.isEmpty else { return context.tell(.allAnswered) }
        let labels: [Label] = [.command, .enteredAt, .entry]
        context.screen.table(
            labels.map { context.text($0) },
            rows: writes.map {
                [context.text($0.call.label), context.moment($0.madeAt), String($0.id.prefix(8))]
            })
    }

    private func drop(
        _ typed: String, _ writes: [UnansweredWrite], _ client: DaemonClient, _ context: Context
    ) async throws {
        let found = writes.filter { $0.id.hasPrefix(typed.lowercased()) }
        guard found.count == 1 else { throw Failure(.unknownWrite) }
        await client.finish(found[0].call)
        try context.emit(Document(writes: found.map { document($0, nil) }))
        context.tell(.unansweredForgotten)
    }
}

extension PreparedCall {
    /// What a person calls a write.
    fileprivate var label: Label {
        switch method {
        case .invite: .writeInvite
        case .approve: .writeApprove
        case .changeDevice: .writeDevice
        case .changeMember: .writeMember
        case .setAbsence: .writeAbsence
        case .saveSearch, .forgetSearch: .writeSearch
        case .handOver, .answerHandOver: .writeHandOver
        case .changeTransport: .writeTransport
        case .changeProvince: .writeProvince
        case .changeWitness, .addCosignature: .writeWitness
        case .backup, .planBackups, .signRestoration: .writeBackup
        case .receiveTransfer, .settleTransfer: .writeTransfer
        case .changeCommittee: .writeCommittee
        case .changeRotation: .writeRotation
        case .changeRenewal: .writeRenewal
        case .changePublication: .writePublication
        default: .writeAct
        }
    }
}
