import ArgumentParser
import Catalog
import Daemon
import Operations

/// Checks a store from its bytes; with a credential it opens every leaf too.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check database, log and acts of a store that no daemon has open.")

    @OptionGroup var common: CommonOptions
    @Option(help: "The file that unseals, to open every leaf as well.") var credential: String?

    func run() async throws {
        let settings = try common.settings(credential: credential)
        let definition = try common.loadDefinition(settings)
        let report: InspectionReport
        do {
            report = try Inspection.verify(
                folder: settings.dataFolder, definition: definition,
                credentialPath: settings.credentialPath, clock: DaemonProcess.clock)
        } catch {
            throw Talk.refuse(error)
        }
        print("leaves \(report.leaves.read) opened \(report.leaves.opened)")
        print("acts \(report.acts.read) erased \(report.acts.erased)")
        print("failures \(report.failureCount)")
        for failure in report.failures { print("  \(failure)") }
        guard report.isClean else { throw ExitCode(ExitStatus.negative.rawValue) }
    }
}
