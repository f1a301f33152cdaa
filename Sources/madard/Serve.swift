import ArgumentParser
import Catalog
import Daemon
import Foundation
import Operations

/// Serves a province until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the store; sealed, unless a credential file opens it.",
        discussion: """
            SIGTERM: stop accepting, finish what is in flight, write what is left, end.
            SIGHUP: read the settings again; metrics-file and log change at once, the others need a
            restart. SIGUSR1: write the state into the log.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var options: ServeOptions

    func run() async throws {
        let settings = try common.settings(options.flags)
        let definition = try CommonOptions.loadDefinition(settings)
        do {
            try await DaemonProcess.run(
                settings, definition: definition,
                reread: { () throws(Settings.Failure) in try common.read(options.flags) }
            ) { port in
                let address = "\(settings.host):\(port)"
                Talk.say(DaemonText.listening(address: address).text(Talk.language))
                FileHandle.standardOutput.write(Data("\(address)\n".utf8))
            }
            Talk.say(DaemonText.stopped.text(Talk.language))
        } catch {
            throw Talk.refuse(error)
        }
    }
}
