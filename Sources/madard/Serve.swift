import ArgumentParser
import Catalog
import Daemon
import Foundation
import Operations

/// Serves a province until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the store; sealed, unless a credential file opens it.",
        discussion: "SIGTERM: stop accepting, finish what is in flight, write what is left, end.")

    @OptionGroup var common: CommonOptions
    @Option(help: "The address to listen on, HOST:PORT (MADAR_LISTEN); port 0 takes a free one.")
    var listen: String?
    @Option(help: "The file that unseals at start (MADAR_CREDENTIAL).") var credential: String?

    func run() async throws {
        let settings = try common.settings(listen: listen, credential: credential)
        let definition = try CommonOptions.loadDefinition(settings)
        do {
            try await DaemonProcess.run(settings, definition: definition) { port in
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
