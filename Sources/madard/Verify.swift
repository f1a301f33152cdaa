import ArgumentParser
import Catalog
import Daemon
import Foundation
import Operations
import Terminal

/// Checks a store from its bytes; with a credential it opens every leaf and act too.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check database, log and acts of a store that no daemon has open.",
        discussion: """
            Without keys: the tree of the log against its signed checkpoint, every act against its
            leaf and every leaf against its acts. Each finding says where. With --credential every
            leaf and act is opened as well, and each file compared with its chain. A store that was
            replaced as a whole by an older one agrees with itself: only a note that somebody kept,
            a witness's answer or the file of a proof, finds that.

            Examples:
              madard verify --data /var/lib/madar/store --credential /etc/madar/credential
              madard verify --data /mnt/copy --note cosigned.txt --json

            Exit codes: 0 everything agrees, 2 something does not, else as madard's.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "The file that unseals, to open every leaf and act as well.")
    var credential: String?
    @Option(help: "A note of this log that a client or a witness kept; may be repeated.")
    var note: [String] = []
    @Flag(help: "Write JSON.") var json = false

    func run() async throws {
        let settings = try common.settings(credential: credential)
        let definition = try CommonOptions.loadDefinition(settings)
        let notes = try note.map { try Inspected.note($0) }
        let progress = LeafProgress()
        let report: InspectionReport
        do {
            report = try Inspection.verify(
                folder: settings.dataFolder, definition: definition,
                credentialPath: settings.credentialPath, notes: notes,
                clock: DaemonProcess.clock,
                progress: { progress.reach($0, of: $1) })
        } catch {
            progress.end()
            throw Talk.refuse(error)
        }
        progress.end()
        if json {
            try Inspected.write(Document(report))
        } else {
            Inspected.tell(report, hasNote: !note.isEmpty)
        }
        guard report.isClean else { throw ExitCode(ExitStatus.negative.rawValue) }
    }
}

/// How what a check found is told.
enum Inspected {
    /// Reads a note that somebody kept.
    static func note(_ path: String) throws -> [UInt8] {
        guard let file = FileManager.default.contents(atPath: path),
            let note = Inspection.note(in: Array(file))
        else {
            throw Talk.refuse(
                DaemonText.noteUnreadable(path: path).text(Talk.language), .noInput)
        }
        return note
    }

    /// Tells a person.
    static func tell(_ report: InspectionReport, hasNote: Bool) {
        let language = Talk.language
        print(
            DaemonText.storeChecked(
                counts: counts((.leaves, report.leaves.read), (.acts, report.acts.read))
            ).text(language))
        if report.leaves.opened > 0 {
            print(
                DaemonText.storeOpened(
                    counts: counts(
                        (.leaves, report.leaves.opened), (.acts, report.acts.opened),
                        (.files, report.files))
                ).text(language))
        }
        for finding in report.failures { print(finding.text(language)) }
        let omitted = report.failureCount - report.failures.count
        if omitted > 0 {
            let count = Counted.errors.text(omitted, language)
            print(DaemonText.faultsNotShown(count: count).text(language))
        }
        guard report.isClean else {
            let count = Counted.errors.text(report.failureCount, language)
            return print(DaemonText.storeFaulty(count: count).text(language))
        }
        print(DaemonText.storeWhole.text(language))
        if !hasNote { Talk.say(DaemonText.noteWouldTell.text(language)) }
    }

    private static func counts(_ counts: (Counted, UInt64)...) -> String {
        counts.map { $0.text(Int(clamping: $1), Talk.language) }
            .joined(separator: Talk.language == .arabic ? "، " : ", ")
    }

    /// Tells a program.
    static func write(_ document: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        print(String(decoding: try encoder.encode(document), as: UTF8.self))
    }
}

extension InspectionFinding {
    fileprivate func text(_ language: Language) -> String {
        let text = FindingText(rawValue: kind.rawValue)
        return text?.text(String(position), second.map { String($0) } ?? "", language)
            ?? kind.rawValue
    }
}

/// What a check tells programs.
private struct Document: Encodable {
    struct Count: Encodable {
        var read: UInt64
        var opened: UInt64
    }
    struct Finding: Encodable {
        var kind: String
        var position: UInt64
        var second: UInt64?
    }
    var schema = "madard.verified/1"
    var leaves: Count
    var acts: Count
    /// How many marks of erased acts there are.
    var erased: UInt64
    var files: UInt64
    var signed: UInt64?
    /// How many things do not agree; the first of them are listed.
    var count: Int
    var findings: [Finding]

    init(_ report: InspectionReport) {
        leaves = Count(read: report.leaves.read, opened: report.leaves.opened)
        acts = Count(read: report.acts.read, opened: report.acts.opened)
        erased = report.acts.erased
        files = report.files
        signed = report.signedSize
        count = report.failureCount
        findings = report.failures.map {
            Finding(kind: $0.kind.rawValue, position: $0.position, second: $0.second)
        }
    }
}

/// How far the check of the leaves has come, told on the error stream once their number is known.
final class LeafProgress {
    private var headway: Headway?

    func reach(_ done: UInt64, of total: UInt64) {
        let language = Talk.language
        var shown =
            headway
            ?? Headway(Int(clamping: total), isShown: true) { done in
                DaemonText.leavesChecked(done: String(done), total: String(total)).text(language)
            }
        shown.reach(Int(clamping: done))
        headway = shown
    }

    func end() { headway?.end() }
}
