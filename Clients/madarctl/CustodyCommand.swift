import ArgumentParser
import Catalog
import Commands
import MadarClient
import Terminal

/// `madarctl custody`: the key with which a member of a committee, or an escrow, opens his part.
struct CustodyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "custody", abstract: helpText(.custody),
        subcommands: [CustodyKeyCommand.self, CustodyShowCommand.self])
}

/// What both commands tell programs.
private struct CustodyDocument: Encodable {
    var schema = "madar.custody-key/1"
    var key: String
    var fingerprint: String
    var path: String

    init(_ key: CustodyKey, _ path: String) {
        self.key = CustodyKey.text(of: key.publicKey)
        fingerprint = CustodyKey.fingerprint(of: key.publicKey)
        self.path = path
    }

    func show(_ context: Context) {
        context.show([
            LabelledValue(context.text(.custodyKey), key),
            LabelledValue(context.text(.fingerprint), fingerprint),
        ])
    }
}

/// `madarctl custody key`.
private struct CustodyKeyCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: helpText(.custodyMake),
        discussion: examples("madarctl custody key --output /media/stick/custody.key"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionPassphraseFile)) var passphraseFile: String?
    @Option(help: help(.optionProofOutput)) var output: String

    func perform(_ context: Context) async throws {
        let passphrase = try context.newPassphrase(
            file: passphraseFile, asking: .newCustodyPassphrase)
        let file = try NewFile(output)
        let (key, bytes) = try CustodyKey.make(passphrase)
        try file.write(bytes)
        try file.finish()
        let document = CustodyDocument(key, output)
        try context.emit(document)
        document.show(context)
        context.tell(.custodyKeyMade(path: output))
    }
}

/// `madarctl custody show`.
private struct CustodyShowCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: helpText(.custodyShow),
        discussion: examples("madarctl custody show /media/stick/custody.key"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionPassphraseFile)) var passphraseFile: String?
    @Argument(help: help(.optionCustodyKey)) var file: String

    func perform(_ context: Context) async throws {
        let key = try context.custodyKey(file, passphraseFile: passphraseFile)
        let document = CustodyDocument(key, file)
        try context.emit(document)
        document.show(context)
    }
}

extension Context {
    /// Opens the file of a custody key.
    func custodyKey(_ path: String, passphraseFile: String?) throws -> CustodyKey {
        let bytes = try Input.bytes(
            path, byteCountMax: CustodyKey.fileByteCount, tooLarge: .custodyFileDamaged)
        let passphrase = try passphrase(
            file: passphraseFile, question: ask(.custodyPassphrase))
        tell(.deriving)
        return try custody { try CustodyKey.open(bytes, passphrase) }
    }

    /// Tells what went wrong with a custodian's key or word.
    func custody<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as CustodyError {
            throw Failure(Fault(error))
        }
    }

    /// Tells what went wrong with a custodian's word.
    func custody<Value: Sendable>(
        _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch let error as CustodyError {
            throw Failure(Fault(error))
        }
    }
}

extension Fault {
    /// The words for what a custodian's key or word was found to be.
    fileprivate init(_ error: CustodyError) {
        switch error {
        case .fileDamaged: self = .custodyFileDamaged
        case .wrongPassphrase: self = .custodyPassphraseWrong
        case .noCommittee: self = .noCommittee
        case .noPlan: self = .noCommitteePlan
        case .notCustodian: self = .notCustodian
        case .wrong(let label): self = .custodyWrong(name: label)
        case .stale: self = .custodyStale
        }
    }
}
