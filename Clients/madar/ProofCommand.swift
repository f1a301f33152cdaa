import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Terminal

/// `madar proof`: that acts of one's own have their leaves in the log.
struct ProofCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof", abstract: helpText(.proof),
        discussion: examples(
            "madar proof 7K3M-92QA-Y 3", "madar proof 7K3M-92QA-Y 3 --output act.tlog-proof",
            "madar proof 7K3M-92QA-Y 1 12 --output acts.tlog-proofs", "madar proof --leaf 1204",
            "madar proof --leaf 1204 --to 1299 --output leaves.tlog-proofs",
            "madar proof 7K3M-92QA-Y 3 --note cosigned.txt --output act.tlog-proof"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionLeaf)) var leaf: UInt64?
    @Option(help: help(.optionLeafTo)) var to: UInt64?
    @Option(help: help(.optionNote)) var note: String?
    @Option(help: help(.optionProofOutput)) var output: String?
    @Argument(help: help(.argumentFile)) var file: String?
    @Argument(help: help(.argumentSequence)) var sequence: UInt64?
    @Argument(help: help(.argumentSequenceTo)) var last: UInt64?

    private struct Document: Encodable {
        var schema = "madar.proof/1"
        var leaf: UInt64
        var hash: String
        var logSize: UInt64
        var text: String?
        var path: String?
    }

    private struct ManyDocument: Encodable {
        var schema = "madar.proofs/1"
        var proofs: Int
        var logSize: UInt64
        var path: String
    }

    /// The leaves or acts that are meant, where one file is to prove several.
    private var range: ClosedRange<UInt64>? {
        guard let first = leaf ?? sequence, let end = to ?? last, first <= end,
            end - first < CommandLimits.proofsPerFileMax
        else { return nil }
        return first...end
    }

    func validate() throws {
        let namesAct = file != nil && sequence != nil && to == nil
        let isWhole = leaf == nil ? namesAct : file == nil
        guard isWhole else { throw ValidationError("<file> <sequence> | --leaf") }
        guard to == nil && last == nil || range != nil && output != nil else {
            throw ValidationError("--to | --output")
        }
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        if let range, let output { return try await proveAll(range, output, session, context) }
        let proved: ProvedLeaf
        do {
            proved = try await context.waiting(.connecting) { try await prove(session.client) }
        } catch let error as ClientError where error.code == .precondition {
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

    /// Writes the proofs of several leaves one behind the other, as they come.
    private func proveAll(
        _ range: ClosedRange<UInt64>, _ output: String, _ session: UserSession, _ context: Context
    ) async throws {
        let client = session.client
        let (id, earlier) = (try await file(of: client), try await earlier(client))
        let written = try NewFile(output)
        var (count, logSize) = (0, UInt64(0))
        func take(_ proved: ProvedLeaf) throws {
            try written.write(Array(proved.text.utf8))
            count += 1
            logSize = proved.checkpoint.size
        }
        do {
            if let id {
                try await client.proofs(ofActs: range, of: id, by: earlier, take)
            } else {
                try await client.proofs(ofLeaves: range, by: earlier, take)
            }
        } catch let error as ClientError where error.code == .precondition && id == nil {
            throw Failure(.noSuchLeaf)
        }
        guard count > 0 else { throw Failure(.notYourAct) }
        try written.finish()
        try context.emit(ManyDocument(proofs: count, logSize: logSize, path: output))
        context.tell(.proofsWritten(count: String(count), path: output))
    }

    /// The file that is named; nil where leaves are.
    private func file(of client: DaemonClient) async throws -> FileID? {
        guard let file else { return nil }
        switch try Work.file(file) {
        // Who may read nothing of a file has its id from when he opened it.
        case .id(let typed): return typed
        case .number(let number): return try await client.readFile(.number(number)).file
        }
    }

    /// The note that is named, as a witness gave it back.
    private func earlier(_ client: DaemonClient) async throws -> VerifiedCheckpoint? {
        guard let note else { return nil }
        let bytes = try Input.bytes(
            note, byteCountMax: CommandLimits.logFileByteCount, tooLarge: .logFileUnreadable)
        do throws(ClientError) {
            return try await client.checkpoint(of: bytes)
        } catch {
            guard error.code == .badCheckpoint else { throw error }
            throw Failure(.logFileForged)
        }
    }

    private func prove(_ client: DaemonClient) async throws -> ProvedLeaf {
        let earlier = try await earlier(client)
        guard let id = try await file(of: client), let sequence else {
            return try await client.proof(ofLeaf: leaf ?? 0, by: earlier)
        }
        guard let proved = try await client.proof(ofAct: sequence, of: id, by: earlier) else {
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
            "madar verify leaves.tlog-proofs --province sale.txt",
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

    private struct ManyDocument: Encodable {
        struct Failed: Encodable {
            var proof: Int
            var leaf: UInt64?
            var code: String
        }
        var schema = "madar.verified-proofs/1"
        var proofs: Int
        var failed: Int
        var failures: [Failed]
    }

    func perform(_ context: Context) async throws {
        let province = try DescribedProvince.chosen(from: province, code: code)
        var (checked, first) = (CheckedProofs(), CarriedLog?.none)
        var hasNote = false
        func check(_ bytes: [UInt8]) throws {
            try checked.check(bytes) {
                let found = try CarriedLog(verifying: bytes, of: province, witnesses: witness)
                first = first ?? found
                hasNote = hasNote || found.leaf == nil
            }
        }
        var cutter = ProofCutter()
        try Input.pieces(file) { piece in for one in cutter.take(piece) { try check(one) } }
        try check(cutter.last())
        guard checked.count == 1 else {
            // A note proves no leaf, and is not counted among proofs.
            guard !hasNote else { throw Failure(.logFileUnreadable) }
            return try tell(checked, context)
        }
        if let failed = checked.failures.first { throw Failure(failed.fault) }
        if let first { try tell(first, of: province, context) }
    }

    /// Tells of a file of many proofs which of them do not hold.
    private func tell(_ checked: CheckedProofs, _ context: Context) throws {
        try context.emit(
            ManyDocument(
                proofs: checked.count, failed: checked.failedCount,
                failures: checked.failures.map {
                    ManyDocument.Failed(
                        proof: $0.number, leaf: $0.leaf, code: Failure($0.fault).code)
                }))
        for failed in checked.failures {
            context.alarm(
                .proofFails(
                    number: String(failed.number), leaf: failed.leaf.map(String.init) ?? "?",
                    reason: failed.fault.happened(context.language)))
        }
        guard checked.failedCount == 0 else {
            throw Failure(
                .proofsFail(
                    count: String(checked.failedCount), total: String(checked.count)))
        }
        context.tell(.proofsHold(count: String(checked.count)))
    }

    private func tell(
        _ found: CarriedLog, of province: DescribedProvince, _ context: Context
    ) throws {
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

/// Which of the proofs of a file hold, counted from 1.
private struct CheckedProofs {
    var count = 0
    var failedCount = 0
    var failures: [(number: Int, leaf: UInt64?, fault: Fault)] = []

    mutating func check(_ bytes: [UInt8], _ verify: () throws -> Void) throws {
        count += 1
        do {
            try verify()
        } catch let error as LogFileError where error != .badWitnessKey {
            failedCount += 1
            guard failures.count < CommandLimits.failedProofsMax else { return }
            failures.append((count, CarriedLog.leaf(toldIn: bytes), Fault(error)))
        }
    }
}
