import Daemon
import Testing

@Suite struct SettingsTests {
    private func settings(
        data: String? = "/data", listen: String? = nil, _ environment: [String: String] = [:],
        file: FileSettings? = nil
    ) throws(Settings.Failure) -> Settings {
        var flags: [SettingKey: String] = [:]
        flags[.data] = data
        flags[.listen] = listen
        return try Settings(flags: flags, environment: environment, file: file)
    }

    @Test func aFlagGoesBeforeTheEnvironmentThatBeforeAFileAndThatBeforeADefault() throws {
        let file = FileSettings(
            path: "/f", values: [.listen: ("0.0.0.0:8", 3), .log: ("json", 4)])
        #expect(try settings().port == Settings.defaultPort)
        #expect(try settings(file: file).port == 8)
        #expect(try settings(["MADAR_LISTEN": "0.0.0.0:9"], file: file).port == 9)
        let all = try settings(listen: "[::1]:7", ["MADAR_LISTEN": "0.0.0.0:9"], file: file)
        #expect(all.port == 7 && all.host == "[::1]")
        #expect(try settings(data: nil, ["MADAR_DATA": "/x"]).dataFolder == "/x")
        #expect(all.logFormat == .json)
        #expect(all.values[.listen]?.origin == .flag)
        #expect(all.values[.log]?.origin == .file(path: "/f", line: 4))
        #expect(all.values[.metricsFile] == nil)
        #expect(try settings().values[.log]?.origin == .standard)
    }

    @Test func unknownVariablesAreRefusedByName() {
        #expect(throws: Settings.Failure.unknownVariable("MADAR_LISTN")) {
            try settings(["MADAR_LISTN": "0.0.0.0:9", "HOME": "/root"])
        }
    }

    @Test func valuesThatDoNotFitAreRefusedByName() {
        for listen in ["7411", ":7411", "host:", "host:x", "host:65536", "host:-1", ""] {
            #expect(throws: Settings.Failure.badValue("MADAR_LISTEN"), "\(listen)") {
                try settings(listen: listen)
            }
        }
        #expect(throws: Settings.Failure.missing("MADAR_DATA")) { try settings(data: nil) }
        #expect(throws: Settings.Failure.missing("MADAR_DATA")) { try settings(data: "") }
        #expect(throws: Settings.Failure.badValue("MADAR_LOG")) {
            try settings(["MADAR_LOG": "xml"])
        }
        for key in ["MADAR_CREDENTIAL", "MADAR_DEFINITION", "MADAR_METRICS_FILE"] {
            #expect(throws: Settings.Failure.badValue(key)) { try settings([key: ""]) }
        }
        let file = FileSettings(path: "/f", values: [.log: ("xml", 4)])
        #expect(throws: Settings.Failure.badValue("/f:4: log")) { try settings(file: file) }
    }
}
