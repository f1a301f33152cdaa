import Daemon
import Testing

@Suite struct SettingsTests {
    private func settings(
        data: String? = "/data", listen: String? = nil, _ environment: [String: String] = [:]
    ) throws(Settings.Failure) -> Settings {
        try Settings(
            dataFolder: data, listen: listen, credentialPath: nil, definitionFolder: nil,
            environment: environment)
    }

    @Test func aFlagGoesBeforeTheEnvironmentAndThatBeforeADefault() throws {
        #expect(try settings().port == Settings.defaultPort)
        #expect(try settings(["MADAR_LISTEN": "0.0.0.0:9"]).port == 9)
        let both = try settings(listen: "[::1]:7", ["MADAR_LISTEN": "0.0.0.0:9"])
        #expect(both.port == 7 && both.host == "[::1]")
        #expect(try settings(data: nil, ["MADAR_DATA": "/x"]).dataFolder == "/x")
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
    }
}
