/// The settings, by the name that they have in a file and as a flag.
public enum SettingKey: String, CaseIterable, Sendable {
    /// The folder of the store.
    case data
    /// The address to listen on.
    case listen
    /// The file that unseals at start.
    case credential
    /// A folder that extends or replaces the shipped definition.
    case definition
    /// The file into which the daemon writes its metrics.
    case metricsFile = "metrics-file"
    /// How the lines of the log are written.
    case log

    /// The variable of the environment.
    public var variable: String {
        "MADAR_" + String(rawValue.map { $0 == "-" ? "_" : $0 }).uppercased()
    }

    /// Whether a running daemon cannot take a change over.
    public var needsRestart: Bool {
        switch self {
        case .data, .listen, .credential, .definition: true
        case .metricsFile, .log: false
        }
    }

    /// Whether the value names a file or a folder.
    public var isPath: Bool { self != .listen && self != .log }
}

/// Where a value came from.
public enum SettingOrigin: Equatable, Sendable {
    /// The command line.
    case flag
    /// The variable of the setting.
    case environment
    /// A line of the settings file.
    case file(path: String, line: Int)
    /// Nobody said anything else.
    case standard
}

/// A value as it was given, and by whom.
public struct SettingValue: Equatable, Sendable {
    /// The text.
    public let text: String
    /// Where it came from.
    public let origin: SettingOrigin
}

/// What a settings file says.
public struct FileSettings: Sendable {
    /// The file.
    public let path: String
    /// Its values, each with its line.
    public let values: [SettingKey: (text: String, line: Int)]

    /// Names a file's values.
    public init(path: String, values: [SettingKey: (text: String, line: Int)]) {
        self.path = path
        self.values = values
    }
}

/// One thing that is wrong in a settings file.
public struct SettingsFault: Equatable, Sendable {
    /// The line, from 1 on; 0 where the file cannot be read.
    public let line: Int
    /// What is wrong there.
    public let sentence: String

    /// Names what is wrong.
    public init(line: Int, sentence: String) {
        self.line = line
        self.sentence = sentence
    }
}

/// How the lines of the log are written.
public enum LogFormat: String, CaseIterable, Sendable {
    /// Pairs of `key=value`.
    case text
    /// One JSON object a line.
    case json
}

/// What the daemon is told: a flag goes before the environment, that before a file, that before a
/// default.
public struct Settings: Sendable {
    /// The folder of the store.
    public var dataFolder: String
    /// The address to listen on.
    public var host: String
    /// The port to listen on; 0 takes a free one.
    public var port: Int
    /// The file that unseals at start; nil to start sealed.
    public var credentialPath: String?
    /// A folder that extends or replaces the shipped definition.
    public var definitionFolder: String?
    /// The file into which metrics are written; nil for none.
    public var metricsPath: String?
    /// How the lines of the log are written.
    public var logFormat: LogFormat
    /// Every value that there is, with where it came from.
    public private(set) var values: [SettingKey: SettingValue]

    /// The port where nothing else is said.
    public static let defaultPort = 7411

    /// Why settings were refused.
    public enum Failure: Error, Equatable, Sendable {
        /// A variable that begins with `MADAR_` and that no program of Madar knows.
        case unknownVariable(String)
        /// A value that does not fit its setting.
        case badValue(String)
        /// A setting that is needed and was not given.
        case missing(String)
        /// What is wrong in the settings file.
        case badFile(path: String, [SettingsFault])
    }

    /// The variable that names the settings file.
    public static let fileVariable = "MADAR_SETTINGS"

    /// The variables that programs of Madar know.
    public static let variables =
        SettingKey.allCases.map(\.variable) + [
            fileVariable, "MADAR_HOME", "MADAR_LANG", "MADAR_VECTORS", "MADAR_PYTHON",
            "MADAR_PROFILE",
        ]

    /// Joins flags, environment, file and defaults without looking at the values.
    ///
    /// - Throws: `Failure.unknownVariable`.
    public static func joined(
        flags: [SettingKey: String], environment: [String: String], file: FileSettings? = nil
    ) throws(Failure) -> [SettingKey: SettingValue] {
        for name in environment.keys.sorted()
        where name.hasPrefix("MADAR_") && !variables.contains(name) {
            throw .unknownVariable(name)
        }
        var values: [SettingKey: SettingValue] = [:]
        for key in SettingKey.allCases {
            if let text = flags[key] {
                values[key] = SettingValue(text: text, origin: .flag)
            } else if let text = environment[key.variable] {
                values[key] = SettingValue(text: text, origin: .environment)
            } else if let file, let (text, line) = file.values[key] {
                values[key] = SettingValue(
                    text: text, origin: .file(path: file.path, line: line))
            } else if let text = standard(key) {
                values[key] = SettingValue(text: text, origin: .standard)
            }
        }
        return values
    }

    private static func standard(_ key: SettingKey) -> String? {
        switch key {
        case .listen: "127.0.0.1:\(defaultPort)"
        case .log: LogFormat.text.rawValue
        case .data, .credential, .definition, .metricsFile: nil
        }
    }

    /// Joins flags, environment, file and defaults, and checks every value.
    ///
    /// - Throws: `Failure`, by the name of the setting where its value came from.
    public init(
        flags: [SettingKey: String], environment: [String: String], file: FileSettings? = nil
    ) throws(Failure) {
        values = try Self.joined(flags: flags, environment: environment, file: file)
        guard let folder = values[.data]?.text, !folder.isEmpty else {
            throw .missing(SettingKey.data.variable)
        }
        dataFolder = folder
        guard let (host, port) = Self.address(values[.listen]?.text ?? "") else {
            throw .badValue(Self.name(.listen, values))
        }
        (self.host, self.port) = (host, port)
        guard let format = LogFormat(rawValue: values[.log]?.text ?? "") else {
            throw .badValue(Self.name(.log, values))
        }
        logFormat = format
        for key in [SettingKey.credential, .definition, .metricsFile] {
            guard values[key]?.text.isEmpty != true else {
                throw .badValue(Self.name(key, values))
            }
        }
        credentialPath = values[.credential]?.text
        definitionFolder = values[.definition]?.text
        metricsPath = values[.metricsFile]?.text
    }

    private static func address(_ text: String) -> (host: String, port: Int)? {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port),
            colon != text.startIndex
        else { return nil }
        return (String(text[..<colon]), port)
    }

    /// A setting by the name under which whoever gave its value knows it.
    private static func name(
        _ key: SettingKey, _ values: [SettingKey: SettingValue]
    ) -> String {
        guard case .file(let path, let line) = values[key]?.origin else { return key.variable }
        return "\(path):\(line): \(key.rawValue)"
    }

    /// The keys whose values other settings have not.
    func changed(in other: Settings) -> [SettingKey] {
        SettingKey.allCases.filter { values[$0]?.text != other.values[$0]?.text }
    }

    /// Takes the values of some keys from other settings; of those that a running daemon can change.
    mutating func take(_ keys: [SettingKey], from other: Settings) {
        for key in keys where !key.needsRestart { values[key] = other.values[key] }
        (metricsPath, logFormat) = (other.metricsPath, other.logFormat)
    }

    /// The settings as variables, one a line, as the backup of the keys keeps them.
    var lines: [String] {
        SettingKey.allCases.compactMap { key in
            values[key].map { "\(key.variable)=\($0.text)" }
        }
    }
}
