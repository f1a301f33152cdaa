import ArgumentParser
import Foundation

/// Looks for names, phone numbers and notes in every file below some folders.
struct Hunt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look for names, phone numbers and notes in every file below some folders.")

    private static let leastByteCount = 8

    @Option(help: "The scenario file.") var children: String
    @Argument(help: "The folders.") var folders: [String]

    func run() async throws {
        let texts = Set(try Child.read(children).flatMap(\.secrets) + Steps.notes)
        // What is shorter would be found by chance in random bytes.
        let needles = texts.filter { $0.utf8.count >= Self.leastByteCount }.flatMap(Self.forms)
            .filter { $0.count >= Self.leastByteCount }
        var files = 0
        var found = 0
        for folder in folders {
            guard let walk = FileManager.default.enumerator(atPath: folder) else { continue }
            for case let name as String in walk {
                let url = URL(fileURLWithPath: folder).appendingPathComponent(name)
                guard let data = try? Data(contentsOf: url, options: .alwaysMapped) else {
                    continue
                }
                files += 1
                // The reserve is 64 MiB of zeros; it holds nothing to find.
                guard data.contains(where: { $0 != 0 }) else { continue }
                for needle in needles where data.range(of: needle) != nil {
                    print("found in \(name)")
                    found += 1
                }
            }
        }
        print("searched \(files) files for \(needles.count) byte strings: \(found) found")
        if found > 0 { throw ExitCode(2) }
    }

    /// A text as it might lie in a file: UTF-8, UTF-16 of either order, hexadecimal, base64 at
    /// each of its three alignments.
    private static func forms(_ text: String) -> [Data] {
        let utf8 = Data(text.utf8)
        var forms = [utf8]
        for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian] {
            if let data = text.data(using: encoding) { forms.append(data) }
        }
        let hexadecimal = utf8.map { String(format: "%02x", $0) }.joined()
        forms.append(Data(hexadecimal.utf8))
        forms.append(Data(hexadecimal.uppercased().utf8))
        for shift in 0..<3 {
            let encoded = (Data(repeating: 0, count: shift) + utf8).base64EncodedString()
            // The first and last groups depend on neighbours.
            forms.append(Data(encoded.dropFirst(shift == 0 ? 0 : 4).dropLast(4).utf8))
        }
        return forms
    }
}
