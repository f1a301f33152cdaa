import ArgumentParser
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// What `seal` and `unseal` print.
private struct SealDocument: Encodable {
    var schema = "madar.seal/1"
    var outcome = Outcome.done.rawValue
    var state: String
    var contributed: [UInt32]?
}

/// `madarctl seal`.
struct SealCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal", abstract: helpText(.seal),
        discussion: examples("madarctl seal", "madarctl seal --yes-interrupt-everybody"))

    @OptionGroup var options: GlobalOptions
    @Flag(name: .customLong("yes-interrupt-everybody"), help: help(.optionYesSeal))
    var interrupts = false

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        if !interrupts {
            let word = try await session.client.status().province
            let typed = try context.prompt.line(context.say(.typeToSeal(word: word))).trimmed
            guard Digits.ascii(typed) == word else { throw Failure(.approvalNotTyped) }
        }
        try await context.waiting(.connecting) { try await session.client.seal() }
        try context.emit(SealDocument(state: "sealed"))
        context.tell(.sealedNow)
    }
}

/// `madarctl unseal`.
struct UnsealCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "unseal", abstract: helpText(.unseal),
        discussion: examples(
            "madarctl unseal", "madarctl unseal --passphrase-file /run/secret",
            "madarctl unseal --custody-key /media/stick/custody.key"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionPassphraseFile)) var passphraseFile: String?
    @Option(help: help(.optionUnsealKey)) var custodyKey: String?

    func perform(_ context: Context) async throws {
        if let custodyKey { return try await contribute(custodyKey, context) }
        let session = try await UserSession(context)
        let passphrase = try context.passphrase(
            file: passphraseFile, question: context.ask(.unsealPassphrase))
        context.tell(.deriving)
        do {
            try await session.client.unseal(passphrase)
        } catch {
            // The daemon does not tell a wrong passphrase from a role that may not unseal.
            throw error.code == .permission ? Failure(.unsealRefused) : Self.failure(error)
        }
        try context.emit(SealDocument(state: "serving"))
        context.tell(.unsealedNow)
    }

    /// A daemon that is open takes neither passphrase nor part.
    private static func failure(_ error: ClientError) -> Failure {
        error.code == .precondition ? Failure(.alreadyUnsealed) : Failure(error)
    }

    /// Contributes a custodian's part; the last of a set opens the store.
    private func contribute(_ path: String, _ context: Context) async throws {
        let key = try context.custodyKey(path, passphraseFile: passphraseFile)
        let session = try await UserSession(context)
        let given: CustodyOutcome
        do {
            given = try await context.custody { try await session.client.contribute(key) }
        } catch let error as ClientError {
            throw Self.failure(error)
        }
        guard !given.isComplete else {
            try context.emit(SealDocument(state: "serving"))
            return context.tell(.unsealedNow)
        }
        try context.emit(SealDocument(state: "sealed", contributed: given.contributed))
        context.tell(
            .contributionTaken(
                name: context.screen.value(given.label),
                count: String(given.contributed.count),
                until: context.moment(milliseconds: given.untilMs)))
    }
}
