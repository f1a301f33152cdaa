import ArgumentParser
import Basics
import Catalog
import Daemon
import Foundation
import Operations

/// What one does with a backup's file; the daemon makes them, by `madarctl backup`.
struct BackupCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Check or try a backup, or restore a store from it.",
        subcommands: [BackupVerify.self, BackupDrill.self, BackupRestore.self])
}

/// Checks a backup from its bytes.
struct BackupVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Open a backup and check database, log and acts; no key of the store is needed.",
        discussion: """
            The file is decrypted into a private folder, which is removed again: what lies there is
            sealed as in the store. Compare the SHA-256 with the one that the daemon's list tells.

            Examples:
              madard backup verify madar-1f2e3d4c-20261129T035500Z-1204.age --identity-file key.txt

            Exit codes: 0 everything agrees, 2 something does not, else as madard's.
            """)

    @Argument(help: "The file of the backup.") var file: String
    @Option(help: "An age key file of a recipient, as age-keygen writes it; mode 0600.")
    var identityFile: String
    @Option(help: "A folder with room for the database, decrypted.")
    var scratch = FileManager.default.temporaryDirectory.path
    @Option(help: "A note of this log that a client or a witness kept; may be repeated.")
    var note: [String] = []
    @Option(help: "ar, fr or en; else from LC_ALL, LC_MESSAGES, LANG.") var lang: String?
    @Flag(help: "Write JSON.") var json = false

    private struct Document: Encodable {
        struct Finding: Encodable {
            var kind: String
            var position: UInt64
            var second: UInt64?
        }
        var schema = "madard.backup-verified/1"
        var sha256: String
        var bytes: UInt64
        var size: UInt64
        var leaves: UInt64
        var acts: UInt64
        var files: UInt64
        /// How many things do not agree; the first of them are listed.
        var count: Int
        var findings: [Finding]
    }

    func run() async throws {
        let notes = try note.map { try Inspected.note($0) }
        let progress = LeafProgress()
        let report: BackupReport
        do {
            report = try BackupFile.verify(
                file, identityFile: identityFile, scratch: scratch, notes: notes,
                progress: { progress.reach($0, of: $1) })
        } catch {
            progress.end()
            throw Talk.refuse(error)
        }
        progress.end()
        let found = report.inspection
        if json {
            try Inspected.write(
                Document(
                    sha256: report.hash.hexadecimal, bytes: report.byteCount, size: report.size,
                    leaves: found.leaves.read, acts: found.acts.read, files: report.files,
                    count: found.failureCount,
                    findings: found.failures.map {
                        Document.Finding(
                            kind: $0.kind.rawValue, position: $0.position, second: $0.second)
                    }))
        } else {
            print("SHA-256 " + report.hash.hexadecimal)
            Inspected.tell(found, hasNote: !note.isEmpty)
        }
        guard found.isClean else { throw ExitCode(ExitStatus.negative.rawValue) }
    }
}

/// Tries whether a backup can be restored.
struct BackupDrill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Restore a backup in a scratch folder, open every leaf and act, and say so.",
        discussion: """
            The scratch folder is removed again; what lies there is sealed as in the store. A note
            beside the backup, signed with the key that only an opened store has, tells the daemon
            that the backup is proved, or that it failed: madarctl backup list, madarctl status. On
            another machine, take the note back with the disk.

            Examples:
              madard backup drill /mnt/backup --identity-file key.txt
                --credential /etc/madar/credential

            Exit codes: 0 everything opens and agrees, 2 something does not, else as madard's.
            """)

    @Argument(help: "The file of the record backup, or a folder, whose newest is taken.")
    var file: String
    @Option(help: "The file of the backup of the keys; else the one beside the records.")
    var keys: String?
    @Option(help: "An age key file of a recipient, as age-keygen writes it; mode 0600.")
    var identityFile: String
    @Option(help: "The file that unseals (MADAR_CREDENTIAL).") var credential: String?
    @Option(help: "A folder with room for the database, decrypted.")
    var scratch = FileManager.default.temporaryDirectory.path
    @Option(help: "A folder that extends the shipped definition (MADAR_DEFINITION).")
    var definition: String?
    @Option(
        name: .customLong("settings"),
        help: "A file of settings, in YAML (MADAR_SETTINGS); none without it.")
    var settingsFile: String?
    @Option(help: "ar, fr or en; else from LC_ALL, LC_MESSAGES, LANG.") var lang: String?
    @Flag(help: "Write JSON.") var json = false

    private struct Document: Encodable {
        var schema = "madard.drilled/1"
        var isProved: Bool
        var file: String
        var sha256: String
        var size: UInt64
        var leavesOpened: UInt64
        var actsOpened: UInt64
        /// How many parts of acts were erased since the backup, and again in the scratch folder.
        var erased: Int
        var note: String
        /// How many things do not agree.
        var count: Int
    }

    func run() async throws {
        // The store that is tried lies in the scratch folder, and its settings are these.
        let settings = try CommonOptions.settings(
            [.data: scratch, .credential: credential, .definition: definition],
            file: settingsFile)
        let definition = try CommonOptions.loadDefinition(settings)
        guard let credential = settings.credentialPath else {
            throw Talk.refuse(StoreFault.noSlot)
        }
        let plan = DrillPlan(
            records: file, keys: keys, identityFile: identityFile, credentialPath: credential,
            scratch: scratch)
        let progress = LeafProgress()
        let report: DrillReport
        do {
            report = try Drill.run(
                plan, definition: definition, clock: DaemonProcess.clock,
                progress: { progress.reach($0, of: $1) })
        } catch {
            progress.end()
            throw Talk.refuse(error)
        }
        progress.end()
        let found = report.inspection
        if json {
            try Inspected.write(
                Document(
                    isProved: found.isClean, file: report.records,
                    sha256: report.hash.hexadecimal, size: report.size,
                    leavesOpened: found.leaves.opened, actsOpened: found.acts.opened,
                    erased: report.erasedCount, note: report.note, count: found.failureCount))
        } else {
            print(report.records)
            print("SHA-256 " + report.hash.hexadecimal)
            Inspected.tell(found, hasNote: true)
            if report.erasedCount > 0 {
                Talk.say(
                    DaemonText.restoreErased(count: String(report.erasedCount)).text(
                        Talk.language))
            }
            if found.isClean {
                print(DaemonText.drilled(path: report.note).text(Talk.language))
            }
        }
        guard found.isClean else { throw ExitCode(ExitStatus.negative.rawValue) }
    }
}

/// Puts a store in the place of one that is lost.
struct BackupRestore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a store of a record backup and the backup of its keys, and check it whole.",
        discussion: """
            Both files are opened beside the folder, database, log and every act are checked, and
            only then the folder gets its name: what is not right, or is cut off, leaves none. With
            --credential every leaf and act is opened as well, and the log has a leaf that says so.
            What was erased after the backup is erased again. With --note, which a client or a witness
            kept, it is told how much was written after the
            backup and is lost; devices that saw more warn their users and write nothing.

            Examples:
              madard backup restore madar-1f2e3d4c-20261129T035500Z-1204.age
                --keys madar-1f2e3d4c-keys.age --identity-file key.txt --data /var/lib/madar/store
                --credential /etc/madar/credential

            Exit codes: 0 restored, 2 the backup does not agree with itself, else as madard's.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The file of the record backup.") var file: String
    @Option(help: "The file of the backup of the keys.") var keys: String
    @Option(help: "An age key file of a recipient, as age-keygen writes it; mode 0600.")
    var identityFile: String
    @Option(help: "The file that unseals, to open every leaf and act as well.")
    var credential: String?
    @Option(help: "A note of this log that a client or a witness kept; may be repeated.")
    var note: [String] = []
    @Flag(help: "Write JSON.") var json = false

    private struct Document: Encodable {
        var schema = "madard.restored/1"
        var isRestored: Bool
        var folder: String
        var sha256: String
        var size: UInt64
        var missingLeaves: UInt64
        var isUnsealed: Bool
        /// Whether the backup of the keys told what was erased until it was made.
        var tellsErasures: Bool
        /// How many parts of acts were erased again.
        var erased: Int
        var leaves: UInt64
        var acts: UInt64
        var actsOpened: UInt64
        var settings: [String]
        /// How many things do not agree.
        var count: Int
    }

    func run() async throws {
        let settings = try common.settings(credential: credential)
        let definition = try CommonOptions.loadDefinition(settings)
        var plan = RestorePlan(
            records: file, keys: keys, identityFile: identityFile, folder: settings.dataFolder)
        plan.credentialPath = settings.credentialPath
        plan.notes = try note.map { try Inspected.note($0) }
        let progress = LeafProgress()
        let report: RestoreReport
        do {
            report = try Restoration.restore(
                plan, definition: definition, clock: DaemonProcess.clock,
                progress: { progress.reach($0, of: $1) })
        } catch {
            progress.end()
            throw Talk.refuse(error)
        }
        progress.end()
        let found = report.inspection
        if json {
            try Inspected.write(
                Document(
                    isRestored: found.isClean, folder: plan.folder,
                    sha256: report.hash.hexadecimal, size: report.size,
                    missingLeaves: report.missingLeafCount, isUnsealed: report.isUnsealed,
                    tellsErasures: report.tellsErasures, erased: report.erasedCount,
                    leaves: found.leaves.read, acts: found.acts.read,
                    actsOpened: found.acts.opened, settings: report.settings,
                    count: found.failureCount))
        } else {
            tell(report, in: plan.folder)
        }
        guard found.isClean else { throw ExitCode(ExitStatus.negative.rawValue) }
    }

    /// What became of what was erased after the backup; nil where nothing was.
    private func erasures(_ report: RestoreReport) -> DaemonText? {
        guard report.tellsErasures else { return .restoreErasuresUnknown }
        guard report.isUnsealed else { return .restoreErasesLater }
        return report.erasedCount > 0 ? .restoreErased(count: String(report.erasedCount)) : nil
    }

    private func tell(_ report: RestoreReport, in folder: String) {
        let language = Talk.language
        print("SHA-256 " + report.hash.hexadecimal)
        Inspected.tell(report.inspection, hasNote: !note.isEmpty)
        guard report.inspection.isClean else { return }
        print(DaemonText.restored(path: folder, size: String(report.size)).text(language))
        if report.missingLeafCount > 0 {
            let count = Counted.leaves.text(Int(clamping: report.missingLeafCount), language)
            Talk.say(DaemonText.restoreMissing(count: count).text(language))
        }
        if !report.isUnsealed { Talk.say(DaemonText.restoreKeysNotTried.text(language)) }
        if let erasures = erasures(report) { Talk.say(erasures.text(language)) }
        guard !report.settings.isEmpty else { return }
        Talk.say(DaemonText.restoreSettings.text(language))
        for setting in report.settings { Talk.say("  " + setting) }
    }
}
