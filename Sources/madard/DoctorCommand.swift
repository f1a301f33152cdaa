import ArgumentParser
import Catalog
import Daemon
import Foundation
import Operations

/// Looks at a store and the machine around it.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at a store and the machine around it; needs no key.",
        discussion: """
            Swap, core dumps, locked memory, clock, room on the disk, modes and owners of files, the
            credential, the journal of the database, versions, and, where no daemon has the store
            open, the folders of the backup plan. Run it as the user whose store it is; a daemon that
            serves is not disturbed.

            Examples:
              sudo -u madar madard doctor --settings /etc/madar/madard.yaml
              madard doctor --data /var/lib/madar/store --json

            Exit codes: 0 no fault, 2 a fault, 66 no store there, else as madard's.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "The file that unseals at start (MADAR_CREDENTIAL).") var credential: String?
    @Flag(help: "Write JSON.") var json = false

    private struct Document: Encodable {
        struct Finding: Encodable {
            var code: String
            /// ok, note or fault.
            var level: String
            /// A file, a version, a size in bytes or the code of a fault.
            var subject: String?
            var sentence: String
            var advice: String?
        }
        var schema = "madard.doctor/1"
        /// How many of the findings are faults.
        var faults: Int
        var findings: [Finding]
    }

    func run() async throws {
        let settings = try common.settings(credential: credential)
        let found: [DoctorFinding]
        do {
            found = try Doctor.examine(
                folder: settings.dataFolder, credentialPath: settings.credentialPath,
                isClockSynchronised: SystemClock.isSynchronised, now: DaemonProcess.clock())
        } catch {
            throw Talk.refuse(error)
        }
        let findings = found.map { Self.told($0) }
        let faults = found.count { $0.kind.level == .fault }
        if json {
            try Inspected.write(Document(faults: faults, findings: findings))
        } else {
            tell(findings)
        }
        guard faults == 0 else { throw ExitCode(ExitStatus.negative.rawValue) }
    }

    private static func told(_ finding: DoctorFinding) -> Document.Finding {
        let language = Talk.language
        let text = DoctorText(rawValue: finding.kind.rawValue)
        var subject = finding.subject
        if finding.kind == .storeUnreadable {
            subject = StoreFaultText(rawValue: subject)?.text(language) ?? subject
        }
        return Document.Finding(
            code: finding.kind.rawValue, level: finding.kind.level.rawValue,
            subject: finding.subject.isEmpty ? nil : finding.subject,
            sentence: text?.happened(subject, language) ?? finding.kind.rawValue,
            advice: text?.advice(language))
    }

    private func tell(_ findings: [Document.Finding]) {
        for finding in findings {
            let level = DoctorLevelText(rawValue: finding.level)?.text(Talk.language)
            print("\(level ?? finding.level)  \(finding.sentence)")
            if let advice = finding.advice { print("    " + advice) }
        }
    }
}
