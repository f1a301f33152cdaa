import Basics
import Foundation
import Testing

@testable import Authority
@testable import Store
@testable import Vault

/// Looks for planted plaintext in everything that a store leaves behind.
@Suite struct HuntTests {
    private let marker = "مريم Zineb-7731"

    private var patterns: [(String, Data)] {
        let utf8 = Data(marker.utf8)
        let utf16 = Data(marker.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] })
        let big = Data(marker.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] })
        let base = utf8.base64EncodedString()
        return [
            ("UTF-8", utf8), ("UTF-16LE", utf16), ("UTF-16BE", big),
            ("hexadecimal", Data([UInt8](utf8).hexadecimal.utf8)),
            ("HEXADECIMAL", Data([UInt8](utf8).hexadecimal.uppercased().utf8)),
            ("base64", Data(base.dropLast(4).utf8)),
            ("percent", Data(utf8.map { "%" + [$0].hexadecimal.uppercased() }.joined().utf8)),
        ]
    }

    /// Every hit in the files of a folder and in files that are open and deleted.
    private func hunt(_ folder: String) throws -> [String] {
        var hits: [String] = []
        var sources = try FileManager.default.subpathsOfDirectory(atPath: folder)
            .map { folder + "/" + $0 }
        for descriptor in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            let link = "/proc/self/fd/" + descriptor
            let target = (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? ""
            if target.hasSuffix("(deleted)"), target.contains(folder) || target.contains("etilqs") {
                sources.append(link)
            }
        }
        for source in sources {
            guard let bytes = FileManager.default.contents(atPath: source) else { continue }
            for (name, pattern) in patterns where bytes.range(of: pattern) != nil {
                hits.append("\(name) in \(source)")
            }
        }
        return hits
    }

    @Test func noPlaintextOfAnyClassReachesTheDisk() throws {
        let bench = try Bench()
        let text = Array(marker.utf8)
        let name: FileID = file(1)
        for _ in 0..<20 {
            try bench.append(DataClass.content.classes.map { ($0, text) }, to: name)
        }
        try bench.store.group { group throws in
            for dataClass in DataClass.content.classes {
                try bench.vault.setHead(
                    text, of: name, dataClass, position: 20, permit: .all, in: group)
            }
            let token = try bench.vault.token(of: text, permit: .all)
            try group.addToken(token, for: FileRow(1))
            let opKeys = try OpKeys(vault: bench.vault, in: group)
            try opKeys.add(
                device: .zero, key: [UInt8](repeating: 1, count: 16),
                digest: try opKeys.digest(
                    device: .zero, key: [UInt8](repeating: 1, count: 16), method: 1, payload: text),
                answer: text,
                time: Instant(milliseconds: 1), in: group)
            let found = try #require(
                try opKeys.find(
                    device: .zero, key: [UInt8](repeating: 1, count: 16), in: group))
            #expect(found.answer == text)
            #expect(try opKeys.find(device: .zero, key: [1], in: group) == nil)
        }
        #expect(try hunt(bench.path).isEmpty)
        try bench.store.fold()
        try bench.store.checkpoint(truncate: true)
        try bench.store.snapshots.copy(to: bench.path + "/copy.db")
        #expect(try hunt(bench.path).isEmpty)
        let row = try bench.store.group { try $0.acts(after: 0, limit: 1) }
        #expect(throws: VaultError.wrongKeyOrContext) {
            do {
                _ = try bench.store.group {
                    try bench.vault.open(row[0], of: file(9), permit: .all, in: $0)
                }
            } catch {
                #expect(!String(describing: error).contains("Zineb"))
                throw error
            }
        }
    }

    @Test func theHuntFindsWhatIsPlantedInEveryForm() throws {
        let bench = try Bench()
        for (name, pattern) in patterns {
            let path = bench.path + "/planted"
            let planted = Data(repeating: 7, count: 5000) + pattern + Data(repeating: 9, count: 50)
            try planted.write(to: URL(fileURLWithPath: path))
            #expect(try !hunt(bench.path).isEmpty, "\(name)")
            let handle = try #require(FileHandle(forReadingAtPath: path))
            try FileManager.default.removeItem(atPath: path)
            #expect(try !hunt(bench.path).isEmpty, "\(name), deleted and open")
            try handle.close()
            #expect(try hunt(bench.path).isEmpty)
        }
    }
}
