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
    @Option(help: "ar, fr or en; else from LC_ALL, LC_MESSAGES, LANG.") var lang: String?

    /// Flags and environment joined, checked whole.
    func settings(listen: String? = nil, credential: String? = nil) throws -> Settings {
        try Self.settings(
            data: data, listen: listen, credential: credential, definition: definition)
    }

    /// Flags and environment joined, checked whole.
    static func settings(
        data: String?, listen: String? = nil, credential: String? = nil, definition: String?
    ) throws -> Settings {
        do {
            return try Settings(
                dataFolder: data, listen: listen, credentialPath: credential,
                definitionFolder: definition,
                environment: ProcessInfo.processInfo.environment)
        } catch {
            let text: DaemonText =
                switch error {
                case .unknownVariable(let name): .unknownSetting(key: name)
                case .badValue(let name), .missing(let name): .badSetting(key: name)
                }
            throw Talk.refuse(text.text(Talk.language), .configuration)
        }
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
