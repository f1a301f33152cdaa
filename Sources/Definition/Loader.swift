public import Circuit
internal import Foundation
internal import Yams

/// Reads a definition from folders of YAML and checks it whole.
public enum Loader {
    /// The definition that ships with the daemon.
    public static func shipped() throws(DefinitionError) -> CircuitDefinition {
        try load(folders: [try shippedFolder()])
    }

    /// The shipped definition with the folder of a province, whose items are added to the shipped
    /// ones or stand in place of those with the same code.
    public static func shipped(withProvince folder: String) throws(DefinitionError)
        -> CircuitDefinition
    {
        try load(folders: [try shippedFolder(), folder])
    }

    /// The definition of folders, of which a later one adds to the earlier ones or replaces.
    ///
    /// The files of a folder are those whose names end in `.yaml`, in the order of their names.
    public static func load(folders: [String]) throws(DefinitionError) -> CircuitDefinition {
        var assembly = Assembly()
        for folder in folders {
            assembly.beginFolder()
            for file in try files(in: folder) {
                try assembly.add(parse(file.text, file.name))
            }
        }
        return try assembly.finish()
    }

    /// The definition of texts that stand for the files of one folder, by name.
    static func load(texts: [(name: String, text: String)]) throws(DefinitionError)
        -> CircuitDefinition
    {
        var assembly = Assembly()
        assembly.beginFolder()
        for (name, text) in texts {
            try assembly.add(parse(text, name))
        }
        return try assembly.finish()
    }

    static func shippedFolder() throws(DefinitionError) -> String {
        guard let url = Bundle.module.url(forResource: "Shipped", withExtension: nil) else {
            throw DefinitionError(
                fault: .unreadable, file: "Shipped", line: 0,
                sentence: "the shipped definition is not installed")
        }
        return url.path
    }

    static func files(
        in folder: String
    ) throws(DefinitionError) -> [(name: String, text: String)] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { $0.hasSuffix(".yaml") }.sorted()
        } catch {
            throw unreadable(folder, "the folder cannot be read")
        }
        guard names.count <= DefinitionLimits.filesPerFolder else {
            throw unreadable(folder, "the folder holds too many files")
        }
        var files: [(name: String, text: String)] = []
        for name in names {
            let url = URL(fileURLWithPath: folder).appendingPathComponent(name)
            guard let data = try? Data(contentsOf: url) else {
                throw unreadable(name, "the file cannot be read")
            }
            guard data.count <= DefinitionLimits.fileBytes else {
                throw DefinitionError(
                    fault: .tooLarge, file: name, line: 0, sentence: "the file is too large")
            }
            guard let text = String(data: data, encoding: .utf8) else {
                throw unreadable(name, "the file is not UTF-8")
            }
            files.append((name, text))
        }
        return files
    }

    private static func parse(_ text: String, _ file: String) throws(DefinitionError) -> Source {
        do {
            let parser = try Parser(yaml: text)
            // The parser owns the anchors of its nodes, so they are looked for while it lives.
            defer { withExtendedLifetime(parser) {} }
            guard let node = try parser.singleRoot() else {
                throw DefinitionError(
                    fault: .syntax, file: file, line: 0, sentence: "the file is empty")
            }
            let source = Source(file: file, node: node)
            try source.refuseAnchors()
            return source
        } catch let error as DefinitionError {
            throw error
        } catch let error as YamlError {
            throw syntax(error, file)
        } catch {
            throw DefinitionError(
                fault: .syntax, file: file, line: 0, sentence: "the file is not YAML")
        }
    }

    private static func syntax(_ error: YamlError, _ file: String) -> DefinitionError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return DefinitionError(
                fault: .syntax, file: file, line: mark.line, sentence: problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let keys = duplicates.joined(separator: ", ")
            return DefinitionError(
                fault: .syntax, file: file, line: context.mark.line,
                sentence: "a key stands twice in one mapping \(keys)")
        default:
            return DefinitionError(
                fault: .syntax, file: file, line: 0, sentence: "the file is not YAML")
        }
    }

    private static func unreadable(_ name: String, _ sentence: String) -> DefinitionError {
        DefinitionError(fault: .unreadable, file: name, line: 0, sentence: sentence)
    }
}
