import ArgumentParser
import Catalog
import Circuit
import Definition
import Foundation

/// What is done with a definition of the circuit.
struct DefinitionCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "definition", abstract: "Work on the definition of the circuit.",
        subcommands: [DefinitionCheck.self])
}

/// Checks the shipped definition with a province's folder and tells every fault.
struct DefinitionCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a folder that extends the shipped definition; tells every fault.",
        discussion: """
            Every fault stands in a line of its own: file:line: code: sentence.
            Without one, it tells what the folder adds, replaces and leaves out, by code.
            No store is touched.

            Examples:
              madard definition check /etc/madar/definition
              madard definition check /etc/madar/definition --json

            Exit codes: 0 no fault, 66 the folder cannot be read, 78 faults.
            """)

    @Argument(help: "The folder, as --definition of the other commands takes it.")
    var folder: String
    @Flag(help: "Write JSON.") var json = false
    @Option(help: "ar, fr or en; else from LC_ALL, LC_MESSAGES, LANG.") var lang: String?

    func run() throws {
        do {
            let definition = try Loader.shipped(withProvince: folder)
            let changes = DefinitionChanges.between(try Loader.shipped(), definition)
            if json {
                try write(Document(definition, changes))
            } else {
                tell(definition, changes)
            }
        } catch let error as DefinitionFaults {
            throw try refuse(error)
        }
    }

    private func tell(_ definition: CircuitDefinition, _ changes: [DefinitionChanges]) {
        let language = Talk.language
        let counts = Counts(definition)
        let counted = [
            Counted.forms.text(counts.forms, language),
            Counted.fields.text(counts.fields, language),
            Counted.clocks.text(counts.clocks, language),
            Counted.roles.text(counts.roles, language),
            Counted.stages.text(counts.stages, language),
        ].joined(separator: language == .arabic ? "، " : ", ")
        print(DaemonText.definitionRight(counts: counted).text(language))
        guard !changes.isEmpty else {
            return print(DaemonText.definitionUnchanged.text(language))
        }
        let kinds: [(DaemonText, KeyPath<DefinitionChanges, [String]>)] = [
            (.definitionAdds, \.added), (.definitionReplaces, \.replaced),
            (.definitionRemoves, \.removed),
        ]
        for (title, codes) in kinds {
            let found = changes.filter { !$0[keyPath: codes].isEmpty }
            guard !found.isEmpty else { continue }
            print(title.text(language))
            for change in found {
                print("  \(change.section): \(change[keyPath: codes].joined(separator: " "))")
            }
        }
    }

    /// Tells the faults, and gives what to throw.
    private func refuse(_ error: DefinitionFaults) throws -> ExitCode {
        let language = Talk.language
        let isFolder = error.faults.contains { $0.fault == .unreadable && $0.file == folder }
        if json { try write(Document(error)) }
        if isFolder {
            return Talk.refuse(DaemonText.folderUnreadable(path: folder).text(language), .noInput)
        }
        if !json { print(error.description) }
        if error.omitted > 0 {
            let omitted = Counted.errors.text(error.omitted, language)
            Talk.say(DaemonText.faultsNotShown(count: omitted).text(language))
        }
        let count = Counted.errors.text(error.count, language)
        return Talk.refuse(DaemonText.definitionWrong(count: count).text(language), .configuration)
    }

    private func write(_ document: Document) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        print(String(decoding: try encoder.encode(document), as: UTF8.self))
    }
}

/// How many items of the main kinds a definition has.
private struct Counts: Encodable {
    let forms: Int
    let fields: Int
    let clocks: Int
    let roles: Int
    let stages: Int

    init(_ definition: CircuitDefinition) {
        let parts = definition.parts
        forms = parts.forms.count
        fields = parts.forms.map(\.fields.count).reduce(0, +)
        clocks = parts.clocks.count
        roles = parts.roles.count
        stages = parts.tracks.map(\.stages.count).reduce(0, +)
    }
}

/// What the command writes for programs; its keys are stable.
private struct Document: Encodable {
    struct Fault: Encodable {
        let file: String
        let line: Int
        let code: String
        let sentence: String
    }

    struct Changes: Encodable {
        let added: [String]
        let replaced: [String]
        let removed: [String]
    }

    /// The faults that are kept.
    let faults: [Fault]
    /// How many there are.
    let count: Int
    /// The number of the definition; none where it has faults, as in what follows.
    let version: UInt32?
    let counts: Counts?
    /// The changes by the key under which the items stand.
    let changes: [String: Changes]?

    init(_ error: DefinitionFaults) {
        faults = error.faults.map {
            Fault(
                file: $0.file, line: $0.line, code: $0.fault.rawValue, sentence: $0.sentence)
        }
        count = error.count
        (version, counts, changes) = (nil, nil, nil)
    }

    init(_ definition: CircuitDefinition, _ changes: [DefinitionChanges]) {
        (faults, count) = ([], 0)
        version = definition.version
        counts = Counts(definition)
        self.changes = Dictionary(
            changes.map { change in
                (
                    change.section,
                    Changes(
                        added: change.added, replaced: change.replaced, removed: change.removed)
                )
            }, uniquingKeysWith: { first, _ in first })
    }
}
