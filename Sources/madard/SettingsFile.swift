import Daemon
import Foundation
import Yams

/// The settings file: one mapping of keys to texts, in YAML.
enum SettingsFile {
    /// Reads a file; what is wrong in it is told all at once.
    ///
    /// - Throws: `Settings.Failure.badFile`.
    static func read(_ path: String) throws(Settings.Failure) -> FileSettings {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw refused(path, "the file cannot be read")
        }
        guard data.count <= MadardLimits.settingsByteCountMax else {
            throw refused(path, "the file is too large")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw refused(path, "the file is not UTF-8")
        }
        do {
            let (values, faults) = try parse(text)
            guard faults.isEmpty else { throw Settings.Failure.badFile(path: path, faults) }
            return FileSettings(path: path, values: values)
        } catch let failure as Settings.Failure {
            throw failure
        } catch let error as YamlError {
            throw .badFile(path: path, [fault(error)])
        } catch {
            throw refused(path, "the file is not YAML")
        }
    }

    private static func refused(_ path: String, _ sentence: String) -> Settings.Failure {
        .badFile(path: path, [SettingsFault(line: 0, sentence: sentence)])
    }

    private typealias Values = [SettingKey: (text: String, line: Int)]

    private static func parse(_ text: String) throws -> (Values, [SettingsFault]) {
        // A file of comments alone says nothing, which is no fault.
        guard let root = try Parser(yaml: text).singleRoot() else { return ([:], []) }
        guard case .mapping(let mapping) = root else {
            let fault = SettingsFault(
                line: root.mark?.line ?? 0, sentence: "a mapping of keys to texts is expected")
            return ([:], [fault])
        }
        var values: Values = [:]
        var faults: [SettingsFault] = []
        for (name, node) in mapping {
            let line = name.mark?.line ?? 0
            let code = name.scalar?.string ?? ""
            guard let key = SettingKey(rawValue: code) else {
                faults.append(
                    SettingsFault(line: line, sentence: "the key '\(code)' is not known"))
                continue
            }
            if let sentence = wrong(key, node) {
                faults.append(SettingsFault(line: line, sentence: sentence))
            } else if let value = node.scalar?.string {
                values[key] = (value, line)
            }
        }
        return (values, faults)
    }

    /// What is wrong with a value; nil where nothing is.
    private static func wrong(_ key: SettingKey, _ node: Node) -> String? {
        guard let scalar = node.scalar,
            scalar.style != .plain || Resolver.default.resolveTag(of: node) == .str
        else { return "the value of '\(key.rawValue)' has to be a text" }
        guard !key.isPath || scalar.string.hasPrefix("/") else {
            // Where a daemon was started from says nothing to whoever wrote the file.
            return "the value of '\(key.rawValue)' has to be a path from the root"
        }
        return nil
    }

    private static func fault(_ error: YamlError) -> SettingsFault {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            SettingsFault(line: mark.line, sentence: problem)
        case .duplicatedKeysInMapping(let keys, let context):
            SettingsFault(
                line: context.mark.line,
                sentence: "a key stands twice: \(keys.joined(separator: ", "))")
        default: SettingsFault(line: 0, sentence: "the file is not YAML")
        }
    }
}
