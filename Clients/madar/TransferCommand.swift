import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// `madar transfer`: a file goes to another province, which answers with a receipt.
struct TransferCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer", abstract: helpText(.transfer),
        subcommands: [
            TransferSendCommand.self, TransferReceiveCommand.self, TransferRefuseCommand.self,
            TransferReceiptCommand.self,
        ])
}

/// What the commands share.
private enum Bundles {
    static func read(_ path: String) throws -> [UInt8] {
        let bytes = try Input.bytes(
            path, byteCountMax: MessageLimits.transferByteCountMax, tooLarge: .bundleTooLarge)
        guard !bytes.isEmpty else { throw Failure(.bundleAltered) }
        return bytes
    }

    static func write(_ bytes: [UInt8], _ path: String) throws {
        let file = try NewFile(path)
        try file.write(bytes)
        try file.finish()
    }

    /// Where the receipt for a bundle is written.
    static func receiptPath(_ bundle: String, _ output: String?) throws -> String {
        if let output { return output }
        guard bundle != "-" else { throw ValidationError("--output") }
        return bundle + ".receipt"
    }

    /// Why a daemon did not take what it was handed; nil where it did.
    static func fault(
        _ result: WireTransferResult, _ answer: WireReceiveTransferAnswer? = nil
    ) -> Fault? {
        switch result {
        case .received, .already, .refused: nil
        case .otherProvince: .bundleForOther
        case .notTrusted: .bundleNotTrusted
        case .altered: .bundleAltered
        case .tooOld: .bundleTooOld
        case .unreadable:
            .bundleUnreadable(
                count: String(answer?.unknownCount ?? 0),
                codes: answer?.unknown.joined(separator: ", ") ?? "")
        case .wasRefused: .bundleWasRefused
        case .unspecified, .goesOn, .UNRECOGNIZED: .protocolBroken
        }
    }

    /// Fetches the receipt for what came with an act, and writes it.
    static func answer(
        _ transfer: Blob, to path: String, _ client: DaemonClient, _ context: Context
    ) async throws {
        guard let transfer = ActID(blob: transfer) else { throw Failure(.protocolBroken) }
        let receipt = try await context.waiting(.connecting) {
            try await client.receipt(for: transfer)
        }
        try write(receipt, path)
    }

    static func name(_ file: Blob) throws -> FileName {
        guard let id = FileID(blob: file) else { throw Failure(.protocolBroken) }
        return .id(id)
    }
}

/// `madar transfer send`.
private struct TransferSendCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: helpText(.transferSend),
        discussion: examples("madar transfer send 7K3M-92QA-Y --output dossier.madar"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionOutput)) var output: String
    @Argument(help: help(.argumentFile)) var file: String

    private struct Document: Encodable {
        var schema = "madar.transfer-sent/1"
        var outcome = Outcome.done.rawValue
        var file: String
        var fileNumber: String?
        var province: String
        var path: String
        var byteCount: Int
    }

    func perform(_ context: Context) async throws {
        let name = try Work.file(file)
        let work = try await Work(context)
        let client = work.session.client
        let view = try await work.readToWrite(name)
        let social = view.heads[.social]
        guard let stage = view.heads.stage.flatMap({ work.definition.stage($0) }),
            stage.meanings.contains(.transfers),
            case .territory(let province) = social?.values(.transferProvince).first
        else { throw Failure(.notOnItsWay) }
        let list = try await context.waiting(.connecting) { try await client.listProvinces() }
        guard list.provinces.contains(where: { $0.code == province && $0.trustedAtMs != 0 }) else {
            throw Failure(.provinceNotTrusted(code: province))
        }
        let bundle: [UInt8]
        do {
            bundle = try await context.waiting(.connecting) {
                try await client.bundle(of: view.file)
            }
        } catch let error as ClientError where error.code == .tooLarge {
            throw Failure(.bundleTooLarge)
        }
        try Bundles.write(bundle, output)
        try context.emit(
            Document(
                file: view.file.hexadecimal, fileNumber: view.number?.text, province: province,
                path: output, byteCount: bundle.count))
        context.tell(.bundleWritten(path: output, code: province))
        context.tell(.bundleLeavesOut)
        context.tell(.senderStays)
    }
}

/// `madar transfer receive`.
private struct TransferReceiveCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive", abstract: helpText(.transferReceive),
        discussion: examples(
            "madar transfer receive dossier.madar",
            "madar transfer receive dossier.madar --output receipt.madar"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionReceipt)) var output: String?
    @Argument(help: help(.argumentBundle)) var bundle: String

    private struct Document: Encodable {
        var schema = "madar.transfer-received/1"
        var outcome = Outcome.done.rawValue
        var file: String
        var fileNumber: String?
        var isNew: Bool
        var acts: UInt32
        var protectedParts: UInt32
        var attachments: UInt32
        var references: UInt32
        var receipt: String
    }

    func perform(_ context: Context) async throws {
        let path = try Bundles.receiptPath(bundle, output)
        let bytes = try Bundles.read(bundle)
        let work = try await Work(context)
        let client = work.session.client
        let answer = try await context.writing { try await client.receive(bytes) }
        if let fault = Bundles.fault(answer.result, answer) { throw Failure(fault) }
        try await Bundles.answer(answer.transfer, to: path, client, context)
        let view = try await work.readToWrite(try Bundles.name(answer.file))
        let isNew = answer.result == .received
        let number = view.number?.text ?? ""
        try context.emit(
            Document(
                file: view.file.hexadecimal, fileNumber: view.number?.text, isNew: isNew,
                acts: answer.acts, protectedParts: answer.protectedParts,
                attachments: answer.attachments, references: answer.references, receipt: path))
        context.tell(
            isNew
                ? .transferReceived(number: number, acts: context.count(Int(answer.acts), .acts))
                : .transferThere(number: number))
        let missing = [
            (answer.protectedParts, Label.classProtected), (answer.attachments, .attachment),
            (answer.references, .transferReferences),
        ].filter { $0.0 > 0 }
        if !missing.isEmpty {
            context.tell(.transferLacks)
            context.show(missing.map { LabelledValue(context.text($0.1), String($0.0)) })
        }
        context.tell(.receiptWritten(path: path))
    }
}

/// `madar transfer refuse`.
private struct TransferRefuseCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "refuse", abstract: helpText(.transferRefuse),
        discussion: examples("madar transfer refuse dossier.madar --reason \"...\""))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionTransferReason)) var reason: String
    @Option(help: help(.optionReceipt)) var output: String?
    @Argument(help: help(.argumentBundle)) var bundle: String

    private struct Document: Encodable {
        var schema = "madar.transfer-refused/1"
        var outcome = Outcome.done.rawValue
        var receipt: String
    }

    func validate() throws {
        let allowed = 1...MessageLimits.transferReasonByteCountMax
        guard allowed.contains(reason.trimmed.utf8.count) else {
            throw ValidationError("--reason")
        }
    }

    func perform(_ context: Context) async throws {
        let path = try Bundles.receiptPath(bundle, output)
        let bytes = try Bundles.read(bundle)
        let client = try await UserSession(context).client
        let answer = try await context.writing {
            try await client.refuse(bytes, reason: reason.trimmed)
        }
        // What was refused before gets its receipt again.
        if answer.result != .wasRefused, let fault = Bundles.fault(answer.result, answer) {
            throw Failure(fault)
        }
        guard answer.result != .already else { throw Failure(.bundleIsHere) }
        try await Bundles.answer(answer.transfer, to: path, client, context)
        try context.emit(Document(receipt: path))
        context.tell(.transferRefused)
        context.tell(.receiptWritten(path: path))
    }
}

/// `madar transfer receipt`.
private struct TransferReceiptCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt", abstract: helpText(.transferReceipt),
        discussion: examples("madar transfer receipt dossier.madar.receipt"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentReceipt)) var receipt: String

    private struct Document: Encodable {
        var schema = "madar.transfer-settled/1"
        var outcome = Outcome.done.rawValue
        var file: String
        var fileNumber: String?
        var accepted: Bool
        var sequence: UInt64
        var later: UInt32
    }

    func perform(_ context: Context) async throws {
        let bytes = try Bundles.read(receipt)
        guard bytes.count <= MessageLimits.receiptByteCountMax else {
            throw Failure(.bundleForOther)
        }
        let work = try await Work(context)
        let client = work.session.client
        let answer: WireSettleTransferAnswer
        do {
            answer = try await context.writing { try await client.settle(bytes) }
        } catch let error as ClientError where error.code == .precondition {
            throw Failure(.notWaiting)
        } catch let error as ClientError where error.code == .notAvailable {
            // The receipt is of a file that is not there, or that is out of reach.
            throw Failure(.notWaiting)
        } catch let error as ClientError where error.code == .badMessage {
            throw Failure(.bundleAltered)
        }
        if let fault = Bundles.fault(answer.result) { throw Failure(fault) }
        let view = try await work.readToWrite(try Bundles.name(answer.file))
        let number = view.number?.text ?? ""
        let isAccepted = answer.result == .received
        try context.emit(
            Document(
                file: view.file.hexadecimal, fileNumber: view.number?.text, accepted: isAccepted,
                sequence: answer.sequence, later: answer.later))
        context.tell(
            isAccepted ? .transferSettled(number: number) : .transferGivenBack(number: number))
        if answer.later > 0 {
            context.alarm(.transferLater(count: context.count(Int(answer.later), .acts)))
        }
    }
}
