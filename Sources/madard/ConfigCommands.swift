import ArgumentParser
import Catalog
import Daemon
import Foundation

/// What is asked about the settings.
struct ConfigCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show or check the settings.",
        subcommands: [ConfigShow.self, ConfigCheck.self])
}

/// The flags of `serve` that are settings too.
struct ServeOptions: ParsableArguments {
    @Option(help: "The address to listen on, HOST:PORT (MADAR_LISTEN); port 0 takes a free one.")
    var listen: String?
    @Option(help: "The file that unseals at start (MADAR_CREDENTIAL).") var credential: String?
    @Option(help: "A file for metrics, in the text format of Prometheus (MADAR_METRICS_FILE).")
    var metricsFile: String?
    @Option(help: "How the log is written, text or json (MADAR_LOG).") var log: String?

    /// The flags by their settings.
    var flags: [SettingKey: String?] {
        [.listen: listen, .credential: credential, .metricsFile: metricsFile, .log: log]
    }
}

/// Prints every setting with its value.
struct ConfigShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print each setting with its value, as a settings file.",
        discussion: """
            With --origin each line ends with where its value came from: a flag, a variable, a line
            of the settings file, or the default.

            Examples:
              madard config show --settings /etc/madar/madard.yaml --origin

            Exit codes: 0 printed, 78 the file or a variable is wrong.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var serve: ServeOptions
    @Flag(help: "Also print where each value came from.") var origin = false
    @Flag(help: "Write JSON.") var json = false

    private struct Document: Encodable {
        struct Setting: Encodable {
            var key: String
            var value: String
            /// flag, environment, file or default.
            var origin: String
            /// The variable, or the file and its line; none of a flag or a default.
            var source: String?
        }
        var schema = "madard.config/1"
        var settings: [Setting]
    }

    func run() throws {
        let values: [SettingKey: SettingValue]
        do throws(Settings.Failure) {
            values = try common.joined(serve.flags)
        } catch {
            throw Talk.refuse(error)
        }
        let settings = SettingKey.allCases.compactMap { key in
            values[key].map { value in
                Document.Setting(
                    key: key.rawValue, value: value.text, origin: value.origin.code,
                    source: value.origin.source(of: key))
            }
        }
        if json { return try Inspected.write(Document(settings: settings)) }
        for setting in settings {
            let origin = setting.source ?? setting.origin
            print(
                "\(setting.key): \(Self.scalar(setting.value))"
                    + (self.origin ? "  # \(origin)" : ""))
        }
    }
}

extension ConfigShow {
    /// A text as a scalar of YAML that is read as just that text.
    fileprivate static func scalar(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x2F, 0x2D, 0x2E, 0x5F, 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: false
            }
        }
        if isPlain { return text }
        let escaped = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return "\"\(escaped)\""
    }
}

extension SettingOrigin {
    fileprivate var code: String {
        switch self {
        case .flag: "flag"
        case .environment: "environment"
        case .file: "file"
        case .standard: "default"
        }
    }

    fileprivate func source(of key: SettingKey) -> String? {
        switch self {
        case .environment: key.variable
        case .file(let path, let line): "\(path):\(line)"
        case .flag, .standard: nil
        }
    }
}

/// Checks the settings without starting anything.
struct ConfigCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check the settings; nothing is started.",
        discussion: """
            Every fault of the file stands in a line of its own: file:line: sentence.

            Examples:
              madard config check --settings /etc/madar/madard.yaml

            Exit codes: 0 no fault, 78 faults.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var serve: ServeOptions

    func run() throws {
        _ = try common.settings(serve.flags)
        Talk.say(DaemonText.settingsRight.text(Talk.language))
    }
}
