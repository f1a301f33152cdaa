import Foundation
import Testing

/// The walls of the house: which room may import what, held as data and compared with every
/// import line, since SwiftPM lets transitive targets and foreign products pass.
@Suite struct ImportTests {
    /// Beside what stands here, every room may import Basics and Synchronization.
    private static let rooms: [String: Set<String>] = [
        "Sources/Basics": [],
        "Sources/Secrets": ["CSodium"],
        "Sources/Noise": ["Secrets"],
        "Sources/Age": ["Secrets"],
        "Sources/Framing": [],
        "Sources/Merkle": ["Secrets"],
        "Sources/Messages": ["SwiftProtobuf", "Framing", "FoundationEssentials", "Foundation"],
        "Sources/Circuit": [],
        // Returns: what is published becomes a return there, for the daemon and for its clients.
        "Sources/Mapping": ["Messages", "Circuit", "Returns"],
        "Sources/Definition": ["Circuit", "Yams", "Foundation"],
        "Sources/Session": ["Secrets", "Noise", "Framing", "NIOCore", "NIOPosix"],
        "Sources/Authority": ["Circuit"],
        "Sources/Store": ["GRDB", "CSQLiteShim"],
        "Sources/Registry": ["Secrets", "Store"],
        "Sources/Vault": ["Authority", "Secrets", "Store"],
        // Dispatch: leaves are hashed on two threads when a log is verified.
        "Sources/AuditLog": ["Merkle", "Authority", "Vault", "Store", "Dispatch"],
        "Sources/Dossiers": [
            "Circuit", "Mapping", "Messages", "Authority", "Registry", "Vault", "AuditLog", "Store",
        ],
        "Sources/Index": ["Circuit"],
        "Sources/Disclosure": [],
        // What a province returns to the ministry, and what is added there: both sides share it.
        "Sources/Returns": ["Merkle", "Circuit", "Disclosure"],
        // Circuit: a store is founded and opened with the circuit's definition, which says which
        // provinces there are and which roles the first two people bear, and goes on to Dossiers.
        // Age: backups are files that the program of that name opens, too.
        "Sources/Operations": [
            "Age", "Authority", "Circuit", "Secrets", "Store", "Registry", "Vault", "AuditLog",
            "Merkle",
            "Dossiers",
        ],
        "Sources/Handlers": [
            "Framing", "Messages", "Mapping", "Circuit", "Authority", "Registry", "AuditLog",
            "Merkle",
            "Dossiers", "Index", "Disclosure", "Operations", "Returns",
        ],
        "Sources/Daemon": [
            "CPlatform", "Circuit", "Dossiers", "Foundation", "Framing", "Handlers", "Logging",
            "Mapping",
            "Messages", "NIOCore", "NIOPosix", "Operations", "Registry", "Secrets", "Session",
            "UnixSignals",
        ],
        "Sources/madard": [
            "Daemon", "Operations", "Definition", "Circuit", "Catalog", "Terminal",
            "ArgumentParser", "Foundation", "Yams",
        ],
        // Age: recipients of backups are read and shown as people write them.
        "Clients/MadarClient": [
            "Age", "Secrets", "Framing", "Messages", "Mapping", "Session", "Merkle", "Circuit",
            "Returns",
        ],
        "Clients/Agent": ["MadarClient", "Messages", "CPlatform", "NIOCore", "NIOPosix"],
        "Clients/Terminal": [],
        "Clients/Catalog": [],
        // Made-up children, for tests and measurements alone.
        "Clients/Population": ["Circuit", "Index"],
        "Clients/Report": ["Catalog", "Circuit", "Messages", "Returns"],
        "Clients/Commands": commandLine.union(["Agent", "FoundationEssentials"]),
        "Clients/madar": commandLine.union([
            "Age", "Agent", "Commands", "Mapping", "Report", "Returns",
        ]),
        "Clients/madarctl": commandLine.union(["Commands"]),
        // SwiftCSV brings the whole of Foundation with it, hence a program apart; none of its own
        // files needs that.
        "Clients/madar-import": commandLine.union([
            "Agent", "Commands", "Mapping", "Report", "SwiftCSV",
        ]),
    ]

    private static let commandLine: Set<String> = [
        "MadarClient", "Messages", "Circuit", "Terminal", "Catalog", "ArgumentParser",
    ]

    /// Rooms that stay without the C library.
    private static let withoutGlibc: Set<String> = [
        "Sources/Basics", "Sources/Noise", "Sources/Age", "Sources/Framing", "Sources/Merkle",
        "Sources/Circuit", "Sources/Authority", "Sources/Disclosure", "Sources/Returns",
    ]

    /// Rooms in which work of the daemon itself may be permitted.
    private static let withSystemPermits: Set<String> = [
        "Sources/Authority", "Sources/Operations", "Sources/Dossiers", "Sources/AuditLog",
    ]

    /// The bench measures whatever it likes; C and Python have no imports of this kind, and what
    /// goes with a package has none at all.
    private static let unwalled: Set<String> = [
        "Clients/Python",
        "Clients/madar-bench", "Clients/madar-demo", "Sources/CSodium", "Sources/CSQLiteShim",
        "Sources/CPlatform", "Sources/Packaging",
    ]

    @Test func everyRoomStandsInTheTable() throws {
        let folders = try Self.folders("Sources") + Self.folders("Clients")
        let known = Set(Self.rooms.keys).union(Self.unwalled)
        #expect(Set(folders).subtracting(known) == [], "rooms without a row")
        #expect(Set(Self.rooms.keys).subtracting(folders) == [], "rows without a room")
    }

    @Test func everyImportIsAllowed() throws {
        for room in Self.rooms.keys.sorted() {
            for (file, text) in try Self.sources(room) {
                for module in Self.imports(in: text) {
                    #expect(Self.mayImport(module, room), "\(room)/\(file) imports \(module)")
                }
            }
        }
    }

    /// What no file imports any more leaves the table: a wall does not stay open for nothing.
    @Test func everyRowIsUsed() throws {
        for (room, allowed) in Self.rooms {
            let used = try Self.sources(room).reduce(into: Set()) { used, source in
                used.formUnion(Self.imports(in: source.1))
            }
            #expect(allowed.subtracting(used) == [], "\(room) does not import")
        }
    }

    /// A folder that no target names is never built, and its tests never fail.
    @Test func everyFolderOfTestsIsATarget() throws {
        let package = try String(
            contentsOf: Self.root.appendingPathComponent("Package.swift"), encoding: .utf8)
        for folder in try Self.folders("Tests") {
            let name = folder.dropFirst("Tests/".count)
            let isCode = try !Self.sources(folder).isEmpty
            let isNamed = package.contains("\"\(name)\"") || package.contains("\(folder)/")
            #expect(!isCode || isNamed, "\(folder) is no target")
        }
    }

    /// A type that bears its module's name shadows the module for whoever imports both.
    @Test func noTypeBearsTheNameOfAModule() throws {
        let modules = try Set(
            (Self.folders("Sources") + Self.folders("Clients")).map {
                String($0.split(separator: "/")[1])
            })
        for room in Self.rooms.keys.sorted() where !room.hasSuffix("Messages") {
            for (file, text) in try Self.sources(room) {
                for type in Self.types(in: text) {
                    #expect(!modules.contains(type), "\(room)/\(file) declares \(type)")
                }
            }
        }
        #expect(Self.types(in: "@safe public final class Vault {\n") == ["Vault"])
    }

    @Test func systemPermitsAreMadeInFourRoomsOnly() throws {
        for room in Self.rooms.keys.sorted() where !Self.withSystemPermits.contains(room) {
            for (file, text) in try Self.sources(room) {
                #expect(!Self.makesSystemPermit(text), "\(room)/\(file)")
            }
        }
    }

    /// The two checks bite: each finds a planted line.
    @Test func plantedLinesAreFound() {
        let planted = "internal import GRDB\nlet permit = Permit.system(.drill)\n"
        #expect(Self.imports(in: planted) == ["GRDB"])
        #expect(!Self.mayImport("GRDB", "Sources/Handlers"))
        #expect(!Self.mayImport("Glibc", "Sources/Circuit"))
        #expect(Self.mayImport("Glibc", "Sources/Store"))
        #expect(Self.makesSystemPermit(planted))
    }

    private static func mayImport(_ module: String, _ room: String) -> Bool {
        switch module {
        case "Basics", "Synchronization", "Swift": true
        case "Glibc": !withoutGlibc.contains(room)
        default: rooms[room]?.contains(module) ?? false
        }
    }

    private static func makesSystemPermit(_ text: String) -> Bool {
        text.split(separator: "\n").contains { line in
            line.contains("Permit.system(") && !line.drop { $0 == " " }.hasPrefix("//")
        }
    }

    private static func types(in text: String) -> [String] {
        let kinds: Set<Substring> = ["struct", "class", "enum", "actor", "protocol", "typealias"]
        return text.split(separator: "\n").compactMap { line in
            let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "/" }
            guard let kind = words.firstIndex(where: kinds.contains), kind + 1 < words.count,
                !words.contains("//"), !words.contains("///")
            else { return nil }
            return String(words[kind + 1])
        }
    }

    private static func imports(in text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            var words = line.split(separator: " ")
            while let first = words.first,
                first.hasPrefix("@") || ["public", "internal", "package"].contains(first)
            {
                words.removeFirst()
            }
            guard words.first == "import", let module = words.dropFirst().first else { return nil }
            return String(module.split(separator: ".")[0])
        }
    }

    private static var root: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    private static func folders(_ name: String) throws -> [String] {
        let url = root.appendingPathComponent(name)
        return try FileManager.default.contentsOfDirectory(atPath: url.path).filter { entry in
            var isFolder: ObjCBool = false
            let path = url.appendingPathComponent(entry).path
            return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
                && isFolder.boolValue
        }.map { "\(name)/\($0)" }
    }

    private static func sources(_ room: String) throws -> [(String, String)] {
        let url = root.appendingPathComponent(room)
        guard let walk = FileManager.default.enumerator(atPath: url.path) else { return [] }
        return try walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
            .map { ($0, try String(contentsOf: url.appendingPathComponent($0), encoding: .utf8)) }
    }
}
