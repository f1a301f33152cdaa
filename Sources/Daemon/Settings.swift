/// What the daemon is told at start; a flag goes before the environment, that before a default.
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

    /// The port where nothing else is said.
    public static let defaultPort = 7411

    /// Why a setting was refused.
    public enum Failure: Error, Equatable, Sendable {
        /// A variable that begins with `MADAR_` and that no program of Madar knows.
        case unknownVariable(String)
        /// A value that does not fit its setting.
        case badValue(String)
        /// A setting that is needed and was not given.
        case missing(String)
    }

    /// The variables that programs of Madar know.
    public static let variables = [
        "MADAR_DATA", "MADAR_LISTEN", "MADAR_CREDENTIAL", "MADAR_DEFINITION", "MADAR_HOME",
        "MADAR_LANG", "MADAR_VECTORS", "MADAR_PYTHON", "MADAR_PROFILE",
    ]

    /// Joins flags and environment.
    ///
    /// - Throws: `Failure`, by the name of the setting.
    public init(
        dataFolder: String?, listen: String?, credentialPath: String?,
        definitionFolder: String?, environment: [String: String]
    ) throws(Failure) {
        for name in environment.keys.sorted()
        where name.hasPrefix("MADAR_") && !Self.variables.contains(name) {
            throw .unknownVariable(name)
        }
        guard let folder = dataFolder ?? environment["MADAR_DATA"], !folder.isEmpty else {
            throw .missing("MADAR_DATA")
        }
        self.dataFolder = folder
        let address = listen ?? environment["MADAR_LISTEN"] ?? "127.0.0.1:\(Self.defaultPort)"
        guard let colon = address.lastIndex(of: ":"),
            let port = Int(address[address.index(after: colon)...]), (0...65_535).contains(port),
            colon != address.startIndex
        else { throw .badValue("MADAR_LISTEN") }
        host = String(address[..<colon])
        self.port = port
        self.credentialPath = credentialPath ?? environment["MADAR_CREDENTIAL"]
        self.definitionFolder = definitionFolder ?? environment["MADAR_DEFINITION"]
    }

    /// The settings as variables, one a line, as the backup of the keys keeps them.
    var lines: [String] {
        var lines = ["MADAR_DATA=\(dataFolder)", "MADAR_LISTEN=\(host):\(port)"]
        if let credentialPath { lines.append("MADAR_CREDENTIAL=\(credentialPath)") }
        if let definitionFolder { lines.append("MADAR_DEFINITION=\(definitionFolder)") }
        return lines
    }
}
