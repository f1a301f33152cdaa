public import Circuit
internal import Foundation
internal import Yams

/// Reads a definition from folders of YAML and checks it whole.
public enum Loader {
    /// The definition that ships with the daemon.
    public static func shipped() throws(DefinitionFaults) -> CircuitDefinition {
        try load(folders: [try shippedFolder()])
    }

    /// The shipped definition with the folder of a province, whose items are added to the shipped
    /// ones or stand in place of those with the same code.
    public static func shipped(withProvince folder: String) throws(DefinitionFaults)
        -> CircuitDefinition
    {
        try load(folders: [try shippedFolder(), folder])
    }

    /// The definition of folders, of which a later one adds to the earlier ones or replaces.
    ///
    /// The files of a folder are those whose names end in `.yaml`, in the order of their names. A
    /// fault in a file of the last folder bears the file's name alone; one in another folder, that
    /// folder's name before it.
    public static func load(folders: [String]) throws(DefinitionFaults) -> CircuitDefinition {
        var assembly = Assembly()
        for (place, folder) in folders.enumerated() {
            assembly.beginFolder()
            let isLast = place == folders.count - 1
            let prefix = isLast ? "" : URL(fileURLWithPath: folder).lastPathComponent + "/"
            add(folder: folder, prefix, to: &assembly)
        }
        return try assembly.finish()
    }

    /// The definition of texts that stand for the files of one folder, by name.
    static func load(texts: [(name: String, text: String)]) throws(DefinitionFaults)
        -> CircuitDefinition
    {
        var assembly = Assembly()
        assembly.beginFolder()
        for (name, text) in texts { add(text, name, to: &assembly) }
        return try assembly.finish()
    }

    static func shippedFolder() throws(DefinitionFaults) -> String {
        guard let url = Bundle.module.url(forResource: "Shipped", withExtension: nil) else {
            let error = DefinitionError(
                fault: .unreadable, file: "Shipped", line: 0,
                sentence: "the shipped definition is not installed")
            throw DefinitionFaults(faults: [error], omitted: 0)
        }
        return url.path
    }

    private static func add(folder: String, _ prefix: String, to assembly: inout Assembly) {
        guard let entries = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            return refuse(.unreadable, folder, "the folder cannot be read", &assembly)
        }
        let names = entries.filter { $0.hasSuffix(".yaml") }.sorted()
        guard names.count <= DefinitionLimits.filesPerFolder else {
            return refuse(.unreadable, folder, "the folder holds too many files", &assembly)
        }
        for name in names {
            let shown = prefix + name
            let url = URL(fileURLWithPath: folder).appendingPathComponent(name)
            guard let data = try? Data(contentsOf: url) else {
                refuse(.unreadable, shown, "the file cannot be read", &assembly)
                continue
            }
            guard data.count <= DefinitionLimits.fileBytes else {
                refuse(.tooLarge, shown, "the file is too large", &assembly)
                continue
            }
            guard let text = String(data: data, encoding: .utf8) else {
                refuse(.unreadable, shown, "the file is not UTF-8", &assembly)
                continue
            }
            add(text, shown, to: &assembly)
        }
    }

    /// Records that a file or a folder is not read at all.
    private static func refuse(
        _ fault: DefinitionFault, _ file: String, line: Int = 0, _ sentence: String,
        _ assembly: inout Assembly
    ) {
        assembly.diagnostics.record(
            DefinitionError(fault: fault, file: file, line: line, sentence: sentence))
        assembly.undecideAll()
    }

    private static func add(_ text: String, _ file: String, to assembly: inout Assembly) {
        do {
            // Every scalar is the text that is written: what YAML would take it for is not asked,
            // which costs a third of the time where keys are compared.
            let parser = try Parser(yaml: text, resolver: .basic)
            // The parser owns the anchors of its nodes, so they are looked for while it lives.
            defer { withExtendedLifetime(parser) {} }
            guard let node = try parser.singleRoot() else {
                return refuse(.syntax, file, "the file is empty", &assembly)
            }
            let source = Source(file: file, node: node, diagnostics: assembly.diagnostics)
            guard source.refuseAnchors() else { return assembly.undecideAll() }
            assembly.add(source)
        } catch let error as YamlError {
            let (line, sentence) = place(of: error)
            refuse(.syntax, file, line: line, sentence, &assembly)
        } catch {
            refuse(.syntax, file, "the file is not YAML", &assembly)
        }
    }

    private static func place(of error: YamlError) -> (line: Int, sentence: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return (mark.line, problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let keys = duplicates.joined(separator: ", ")
            return (context.mark.line, "a key stands twice in one mapping \(keys)")
        default:
            return (0, "the file is not YAML")
        }
    }
}
