import ArgumentParser
import Catalog
import Daemon
import Foundation
import Operations

/// Makes the store of a province and prints two invitations, once.
struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the store of a province; prints two invitations, once.")

    @OptionGroup var common: CommonOptions
    @Option(help: "The territory's code, such as 04.441 for Salé.") var province: String
    @Option(help: "Where clients reach the daemon, as HOST:PORT; stands in the invitations.")
    var address = "127.0.0.1:7411"
    @Option(help: "Where to write the file that unseals at start (0600); none without it.")
    var credential: String?
    @Flag(help: "Make no passphrase slot; needs --credential.") var noPassphrase = false
    @Option(help: "The name of the centre of accompaniment.") var centre = "CAPE"
    @Option(help: "The operator's name.") var operatorName = "operator"
    @Option(help: "The coordinator's name.") var coordinatorName = "coordinator"
    @Option(help: "A further role of the coordinator; may be repeated.")
    var coordinatorRole: [String] = []

    func run() async throws {
        let settings = try common.settings()
        let definition = try CommonOptions.loadDefinition(settings)
        let foundation = ProvinceFoundation(
            province: province, centreName: centre, operatorName: operatorName,
            coordinatorName: coordinatorName, coordinatorRoles: coordinatorRole,
            credentialPath: credential)
        var passphrase = noPassphrase ? [] : try PassphraseInput.readNew()
        do {
            let invitations = try Founding.found(
                folder: settings.dataFolder, foundation, definition: definition,
                address: address, wiping: &passphrase)
            let titles = [DaemonText.operatorInvitation, .coordinatorInvitation]
            for (title, invitation) in zip(titles, invitations) {
                print("# \(title.text(Talk.language)) (\(invitation.role))")
                print(invitation.text)
            }
        } catch {
            throw Talk.refuse(error)
        }
        let folder = settings.dataFolder
        for text in [
            DaemonText.initialised(path: folder), .shownOnce,
            .nextServe(command: "madard serve --data \(folder)"),
        ] { Talk.say(text.text(Talk.language)) }
    }
}
