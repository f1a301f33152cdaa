import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Terminal

/// `madar witness`: somebody outside the province signs that its log only grows.
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness", abstract: helpText(.witness),
        subcommands: [
            WitnessInitCommand.self, WitnessTrustCommand.self, WitnessSignCommand.self,
            WitnessShowCommand.self,
        ])
}

/// What each of the commands tells programs.
private struct WitnessDocument: Encodable {
    var schema = "madar.witness/1"
    var outcome = Outcome.done.rawValue
    var key: String?
    var province: String?
    var fingerprint: String?
    var logSize: UInt64?
    var path: String?
}

/// `madar witness init`.
private struct WitnessInitCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: helpText(.witnessInit),
        discussion: examples("madar witness init --name comite.sale"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionWitnessName)) var name: String
    @Option(help: help(.optionPassphraseFile)) var passphraseFile: String?

    func perform(_ context: Context) async throws {
        let passphrase = try context.newPassphrase(
            file: passphraseFile, asking: .newWitnessPassphrase)
        let key = try Witness.create(in: context.profile, name: name, passphrase)
        try context.emit(WitnessDocument(key: key))
        context.tell(.witnessMade(key: key))
    }
}

/// `madar witness trust`.
private struct WitnessTrustCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: helpText(.witnessTrust),
        discussion: examples("madar witness trust sale.txt"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionPassphraseFile)) var passphraseFile: String?
    @Option(help: help(.optionProvinceCode)) var code: String?
    @Flag(help: help(.optionCompared)) var compared = false
    @Argument(help: help(.argumentDescriptor)) var file: String

    func perform(_ context: Context) async throws {
        let province = try DescribedProvince.chosen(from: file, code: code)
        context.show([
            LabelledValue(context.text(.province), province.code),
            LabelledValue(context.text(.fingerprint), province.fingerprint),
        ])
        if !compared {
            context.tell(.compareFingerprint)
            guard try context.confirm(context.ask(.confirmFingerprint)) else {
                throw Failure(.gaveUp)
            }
        }
        let passphrase = try context.passphrase(
            file: passphraseFile, question: context.ask(.passphrase))
        try Witness.trust(province, in: context.profile, passphrase)
        try context.emit(
            WitnessDocument(province: province.code, fingerprint: province.fingerprint))
        context.tell(.witnessTrusts(code: province.code))
    }
}

/// `madar witness sign`.
private struct WitnessSignCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: helpText(.witnessSign),
        discussion: examples("madar witness sign checkpoint.txt --output cosigned.txt"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionPassphraseFile)) var passphraseFile: String?
    @Option(help: help(.optionLogKeys)) var logKeys: String?
    @Option(help: help(.optionProofOutput)) var output: String
    @Argument(help: help(.argumentCheckpoint)) var file: String

    func perform(_ context: Context) async throws {
        let request = try Input.bytes(
            file, byteCountMax: CommandLimits.logFileByteCount, tooLarge: .logFileUnreadable)
        let statements = try logKeys.map { path in
            try Input.bytes(
                path, byteCountMax: CommandLimits.logKeysFileByteCount,
                tooLarge: .logFileUnreadable)
        }
        let passphrase = try context.passphrase(
            file: passphraseFile, question: context.ask(.passphrase))
        let answer = try NewFile(output)
        let signed = try Witness.cosign(
            request, statements: String(decoding: statements ?? [], as: UTF8.self),
            in: context.profile, passphrase, at: context.now)
        try answer.write(Array(signed.note.utf8))
        try answer.finish()
        try context.emit(WitnessDocument(logSize: signed.size, path: output))
        context.tell(.cosigned(path: output, size: String(signed.size)))
    }
}

/// `madar witness show`.
private struct WitnessShowCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: helpText(.witnessShow),
        discussion: examples("madar witness show"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionPassphraseFile)) var passphraseFile: String?

    func perform(_ context: Context) async throws {
        let passphrase = try context.passphrase(
            file: passphraseFile, question: context.ask(.passphrase))
        let key = try Witness.key(in: context.profile, passphrase)
        try context.emit(WitnessDocument(key: key))
        context.show([LabelledValue(context.text(.witnessKey), key)])
    }
}
