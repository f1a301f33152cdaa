import ArgumentParser
import Basics
import Catalog
import Circuit
import Daemon
import Definition
import Foundation
import Operations
import Terminal

/// The flags that every command takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "The folder of the store (MADAR_DATA).") var data: String?
    @Option(help: "A folder that extends the shipped definition (MADAR_DEFINITION).")
    var definition: String?
    @Option(
        name: .customLong("settings"),
        help: "A file of settings, in YAML (MADAR_SETTINGS); none without it.")
    var settingsFile: String?
    @Option(help: "ar, fr or en; else from LC_ALL, LC_MESSAGES, LANG.") var lang: String?

    /// Flags, environment and file joined, checked whole.
    func settings(credential: String? = nil) throws -> Settings {
        try settings([.credential: credential])
    }

    /// As above, with flags of a command's own.
    func settings(_ flags: [SettingKey: String?]) throws -> Settings {
        try Self.settings(given(flags), file: settingsFile)
    }

    /// As above, for a command that has not all of these flags.
    static func settings(_ flags: [SettingKey: String?], file named: String?) throws -> Settings {
        do {
            return try read(flags, file: named)
        } catch {
            throw Talk.refuse(error)
        }
    }

    /// Reads all settings as they stand now.
    ///
    /// - Throws: `Settings.Failure`.
    func read(_ flags: [SettingKey: String?]) throws(Settings.Failure) -> Settings {
        try Self.read(given(flags), file: settingsFile)
    }

    private static func read(
        _ flags: [SettingKey: String?], file named: String?
    ) throws(Settings.Failure) -> Settings {
        try Settings(
            flags: flags.compactMapValues { $0 },
            environment: ProcessInfo.processInfo.environment, file: try file(named))
    }

    /// The flags that were given, with those of a command's own.
    func given(_ flags: [SettingKey: String?]) -> [SettingKey: String?] {
        flags.merging([.data: data, .definition: definition]) { own, _ in own }
    }

    /// Every value that there is, not looked at.
    ///
    /// - Throws: `Settings.Failure`.
    func joined(
        _ flags: [SettingKey: String?]
    ) throws(Settings.Failure) -> [SettingKey: SettingValue] {
        try Settings.joined(
            flags: given(flags).compactMapValues { $0 },
            environment: ProcessInfo.processInfo.environment, file: try Self.file(settingsFile))
    }

    /// What the settings file says, if one is named.
    private static func file(_ named: String?) throws(Settings.Failure) -> FileSettings? {
        let named = named ?? ProcessInfo.processInfo.environment[Settings.fileVariable]
        guard let named else { return nil }
        return try SettingsFile.read(named)
    }

    /// The definition that the settings name.
    static func loadDefinition(_ settings: Settings) throws -> CircuitDefinition {
        do {
            if let folder = settings.definitionFolder {
                return try Loader.shipped(withProvince: folder)
            }
            return try Loader.shipped()
        } catch {
            Talk.say(error.description)
            let count = Counted.errors.text(error.count, Talk.language)
            throw Talk.refuse(
                DaemonText.definitionBad(count: count).text(Talk.language), .configuration)
        }
    }
}

/// How madard talks: data on standard output, talk on standard error, in the operator's language.
enum Talk {
    /// The language of the process.
    static let language = Language.ofProcess(
        arguments: CommandLine.arguments,
        environment: { ProcessInfo.processInfo.environment[$0] })

    /// Says something to a person.
    static func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Says what was refused, and gives what to throw.
    static func refuse(_ text: String, _ status: ExitStatus) -> ExitCode {
        say("madard: " + text)
        return ExitCode(status.rawValue)
    }

    /// Says what is wrong with the settings, and gives what to throw.
    static func refuse(_ failure: Settings.Failure) -> ExitCode {
        let text: DaemonText
        switch failure {
        case .unknownVariable(let name): text = .unknownSetting(key: name)
        case .badValue(let name), .missing(let name): text = .badSetting(key: name)
        case .badFile(let path, let faults):
            for fault in faults { say("\(path):\(fault.line): \(fault.sentence)") }
            text = .settingsWrong(count: Counted.errors.text(faults.count, language))
        }
        return refuse(text.text(language), .configuration)
    }

    /// Says what is wrong with a store, and gives what to throw.
    static func refuse(_ error: any Error) -> any Error {
        if let code = error as? ExitCode { return code }
        let fault = StoreFault(error)
        guard let text = StoreFaultText(rawValue: fault.rawValue) else { return fault }
        return refuse(text.text(language), text.status)
    }
}

/// Reads a passphrase: from the terminal without echo, twice, or from standard input where that
/// is no terminal.
enum PassphraseInput {
    static func readNew() throws -> [UInt8] {
        guard isatty(STDIN_FILENO) == 1 else {
            guard let line = readLine() else {
                throw Talk.refuse(Catalog.Fault.noTerminal.happened(Talk.language), .noInput)
            }
            return Array(line.utf8)
        }
        Talk.say(DaemonText.keepPassphrase.text(Talk.language))
        let prompt = TerminalPrompt(mayAsk: true)
        do {
            let language = Talk.language
            let words = NewSecretWords(
                choose: DaemonText.newUnsealPassphrase.text(language),
                again: Question.repeatPassphrase.text(language),
                tooShort: Catalog.Fault.passphraseTooShort.happened(language),
                differ: Catalog.Fault.passphrasesDiffer.happened(language))
            return try prompt.newSecret(
                words, byteCountMin: BasicsLimits.passphraseByteCountMin)
        } catch {
            throw Talk.refuse(Catalog.Fault.noTerminal.happened(Talk.language), .noInput)
        }
    }
}
