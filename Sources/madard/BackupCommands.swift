import ArgumentParser
import Basics
import Catalog
import Foundation
import Operations

/// What one does with a backup's file; the daemon makes them, by `madarctl backup`.
struct BackupCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Check a backup.", subcommands: [BackupVerify.self])
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
