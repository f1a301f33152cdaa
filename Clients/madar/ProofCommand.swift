import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Terminal

/// `madar proof`: that an act of one's own has its leaf in the log.
struct ProofCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof", abstract: helpText(.proof),
        discussion: examples(
            "madar proof 7K3M-92QA-Y 3", "madar proof 7K3M-92QA-Y 3 --output act.tlog-proof",
            "madar proof --leaf 1204"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionLeaf)) var leaf: UInt64?
    @Option(help: help(.optionProofOutput)) var output: String?
    @Argument(help: help(.argumentFile)) var file: String?
    @Argument(help: help(.argumentSequence)) var sequence: UInt64?

    private struct Document: Encodable {
        var schema = "madar.proof/1"
        var leaf: UInt64
        var hash: String
        var logSize: UInt64
        var text: String?
        var path: String?
    }

    func validate() throws {
        let namesAct = file != nil && sequence != nil
        let isWhole = leaf == nil ? namesAct : file == nil
        guard isWhole else { throw ValidationError("<file> <sequence> | --leaf") }
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let proved: ProvedLeaf
        do {
            proved = try await context.waiting(.connecting) { try await prove(session.client) }
        } catch let error as ClientError where error.code == .precondition && leaf != nil {
            throw Failure(.noSuchLeaf)
        }
        if let output {
            let file = try NewFile(output)
            try file.write(Array(proved.text.utf8))
            try file.finish()
        }
        try context.emit(
            Document(
                leaf: proved.index, hash: proved.hash.hexadecimal,
                logSize: proved.checkpoint.size, text: output == nil ? proved.text : nil,
                path: output))
        context.show([
            LabelledValue(context.text(.leafIndex), String(proved.index)),
            LabelledValue(context.text(.leafHash), proved.hash.hexadecimal),
            LabelledValue(context.text(.logSize), String(proved.checkpoint.size)),
        ])
        context.tell(.proofHolds)
        if let output { context.tell(.proofWritten(path: output)) }
    }

    private func prove(_ client: DaemonClient) async throws -> ProvedLeaf {
        guard let file, let sequence else { return try await client.proof(ofLeaf: leaf ?? 0) }
        let id: FileID
        switch try Work.file(file) {
        // Who may read nothing of a file has its id from when he opened it.
        case .id(let typed): id = typed
        case .number(let number): id = try await client.readFile(.number(number)).file
        }
        guard let proved = try await client.proof(ofAct: sequence, of: id) else {
            throw Failure(.notYourAct)
        }
        return proved
    }
}

/// `madar verify`: what a file says of a log, without a daemon.
struct VerifyCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: helpText(.verifyFile),
        discussion: examples(
            "madar verify act.tlog-proof --province sale.txt",
            "madar verify cosigned.txt --province sale.txt --witness comite.sale+1f2e3d4c+BA=="))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionDescriptor)) var province: String
    @Option(help: help(.optionProvinceCode)) var code: String?
    @Option(help: help(.optionWitness)) var witness: [String] = []
    @Argument(help: help(.argumentProof)) var file: String

    private struct Document: Encodable {
        struct Cosignature: Encodable {
            var witness: String
            var at: String
        }
        var schema = "madar.verified/1"
        var log: String
        var logSize: UInt64
        var leaf: UInt64?
        var hash: String?
        var cosigned: [Cosignature]
    }

    func perform(_ context: Context) async throws {
        let province = try DescribedProvince.chosen(from: province, code: code)
        let bytes = try Input.bytes(
            file, byteCountMax: CommandLimits.logFileByteCount, tooLarge: .logFileUnreadable)
        let found = try CarriedLog(verifying: bytes, of: province, witnesses: witness)
        try context.emit(
            Document(
                log: found.origin, logSize: found.size, leaf: found.leaf?.index,
                hash: found.leaf?.hash.hexadecimal,
                cosigned: found.cosigned.map {
                    Document.Cosignature(witness: $0.witness, at: DateText.iso($0.at))
                }))
        var items = [
            LabelledValue(context.text(.province), province.code),
            LabelledValue(context.text(.fingerprint), province.fingerprint),
            LabelledValue(context.text(.logName), found.origin),
            LabelledValue(context.text(.logSize), String(found.size)),
        ]
        if let leaf = found.leaf {
            items += [
                LabelledValue(context.text(.leafIndex), String(leaf.index)),
                LabelledValue(context.text(.leafHash), leaf.hash.hexadecimal),
            ]
        }
        items += found.cosigned.map { line in
            LabelledValue(
                context.text(.cosignedAt), "\(line.witness) · \(context.moment(line.at))")
        }
        context.show(items)
        context.tell(found.leaf == nil ? .noteHolds : .proofHolds)
    }
}
