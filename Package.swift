// swift-tools-version: 6.2
import PackageDescription

// A room, what it may import, and nothing else. The same walls are checked line by line by
// Tests/HouseTests, since SwiftPM lets transitive targets and foreign products pass.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableExperimentalFeature("Lifetimes"),
    .treatAllWarnings(as: .error),
]

func room(
    _ name: String, in folder: String = "Sources", _ dependencies: [Target.Dependency] = [],
    exclude: [String] = [], resources: [Resource] = [], isGenerated: Bool = false
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "\(folder)/\(name)", exclude: exclude,
        // What protoc writes does not mark its unsafe expressions.
        resources: resources, swiftSettings: settings + (isGenerated ? [] : [.strictMemorySafety()])
    )
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: exclude,
        swiftSettings: settings + [.strictMemorySafety()])
}

let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]

let commandLine: [Target.Dependency] = [
    "MadarClient", "Agent", "Messages", "Mapping", "Circuit", "Terminal", "Catalog", "Basics",
    .product(name: "ArgumentParser", package: "swift-argument-parser"),
]

let package = Package(
    name: "madar",
    dependencies: [
        .package(
            url: "https://github.com/apple/swift-protobuf.git", from: "1.39.0", traits: []),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(
            url: "https://github.com/HdrHistogram/hdrhistogram-swift.git", from: "0.2.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV.git", from: "0.10.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CSodium", path: "Sources/CSodium", pkgConfig: "libsodium",
            providers: [.apt(["libsodium-dev"])]),
        room("Basics"),
        room("Secrets", ["CSodium", "Basics"]),
        room("Noise", ["Secrets", "Basics"]),
        room("Age", ["Secrets", "Basics"]),
        room("Framing", ["Basics"]),
        room("Messages", [protobuf, "Basics", "Framing"], isGenerated: true),
        .target(
            name: "CSQLiteShim", path: "Sources/CSQLiteShim",
            linkerSettings: [.linkedLibrary("sqlite3")]),
        room("Merkle", ["Secrets", "Basics"]),
        room("Circuit", ["Basics"]),
        room("Mapping", ["Basics", "Messages", "Circuit", "Returns"]),
        room(
            "Definition",
            ["Circuit", "Basics", .product(name: "Yams", package: "Yams")],
            resources: [.copy("Shipped")]),
        room("Authority", ["Basics", "Circuit"]),
        room(
            "Store",
            ["Basics", "CSQLiteShim", .product(name: "GRDB", package: "GRDB.swift")]),
        room("Registry", ["Secrets", "Store", "Basics"]),
        room("Vault", ["Authority", "Secrets", "Store", "Basics"], exclude: ["LAYOUT.md"]),
        room("AuditLog", ["Merkle", "Authority", "Vault", "Store", "Basics"]),
        room("Index", ["Circuit", "Basics"]),
        room("Disclosure", ["Basics"]),
        room("Returns", ["Merkle", "Circuit", "Disclosure", "Basics"]),
        room(
            "Dossiers",
            [
                "Circuit", "Mapping", "Messages", "Authority", "Registry", "Vault", "AuditLog",
                "Store", "Basics",
            ]),
        room(
            "Operations",
            [
                "Age", "Authority", "Secrets", "Store", "Registry", "Vault", "AuditLog", "Merkle",
                "Dossiers", "Circuit", "Basics",
            ]),
        room(
            "Handlers",
            [
                "Framing", "Messages", "Mapping", "Circuit", "Authority", "Registry",
                "AuditLog", "Merkle", "Dossiers", "Index", "Disclosure", "Operations", "Returns",
                "Basics",
            ]),
        room("Session", nio + ["Secrets", "Noise", "Framing", "Basics"]),
        room(
            "Daemon",
            nio + [
                .product(name: "Logging", package: "swift-log"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"), "Basics",
                "CPlatform", "Circuit",
                "Dossiers", "Framing", "Handlers", "Mapping", "Messages", "Operations",
                "Registry", "Secrets", "Session",
            ]),
        .target(name: "CPlatform", path: "Sources/CPlatform"),
        room(
            "MadarClient", in: "Clients",
            [
                "Age", "Secrets", "Framing", "Messages", "Mapping", "Session", "Merkle", "Circuit",
                "Returns", "Basics",
            ]),
        room(
            "Agent", in: "Clients", nio + ["MadarClient", "Messages", "CPlatform", "Basics"]),
        room("Commands", in: "Clients", commandLine),
        .executableTarget(
            name: "madar", dependencies: commandLine + ["Age", "Commands", "Report", "Returns"],
            path: "Clients/madar",
            swiftSettings: settings + [.strictMemorySafety()]),
        .executableTarget(
            name: "madarctl", dependencies: commandLine + ["Commands"],
            path: "Clients/madarctl", swiftSettings: settings + [.strictMemorySafety()]),
        // A program of its own: SwiftCSV brings the whole of Foundation, which `madar` does not link.
        .executableTarget(
            name: "madar-import",
            dependencies: commandLine + [
                "Commands", "Report", .product(name: "SwiftCSV", package: "SwiftCSV"),
            ],
            path: "Clients/madar-import", swiftSettings: settings + [.strictMemorySafety()]),
        room("Catalog", in: "Clients", ["Basics"]),
        // Made-up children, for tests and measurements alone.
        room("Population", in: "Clients", ["Index", "Circuit", "Basics"]),
        room("Terminal", in: "Clients", ["Basics"]),
        room("Report", in: "Clients", ["Catalog", "Messages", "Circuit", "Returns", "Basics"]),
        .executableTarget(
            name: "madard",
            dependencies: [
                "Daemon", "Operations", "Definition", "Circuit", "Catalog", "Terminal", "Basics",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Yams", package: "Yams"),
            ],
            path: "Sources/madard", swiftSettings: settings + [.strictMemorySafety()]),
        .executableTarget(
            name: "madar-demo",
            dependencies: [
                "MadarClient", "Messages", "Mapping", "Circuit", "Basics",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Clients/madar-demo", exclude: ["children.tsv", "story.sh"],
            swiftSettings: settings + [.strictMemorySafety()]),
        .executableTarget(
            name: "madar-bench",
            dependencies: nio + [
                "Age", "AuditLog", "Authority", "Basics", "CSQLiteShim", "Circuit", "Daemon",
                "Definition", "Framing", "Index", "Mapping", "Merkle", "Messages", "Operations",
                "Population", "Returns", "Secrets", "Session",
                "Store", "Vault", "madar", "madar-import", "madard",
                .product(name: "Histogram", package: "hdrhistogram-swift"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Clients/madar-bench", swiftSettings: settings + [.strictMemorySafety()]),
        tests("BasicsTests", ["Basics"]),
        room("Support", in: "Tests"),
        tests("SecretsTests", ["Secrets", "Basics", "Support"]),
        tests("FramingTests", ["Framing", "Basics", "Support"]),
        .executableTarget(
            name: "WirePeer", dependencies: nio + ["Session", "Secrets", "Framing", "Basics"],
            path: "Tests/WirePeer", swiftSettings: settings + [.strictMemorySafety()]),
        tests(
            "InteropTests",
            nio + ["Session", "Secrets", "Framing", "Basics", "Support", "WirePeer"],
            exclude: ["dissector.py", "noise_peer.py", "requirements.txt"]),
        .target(name: "StoreTestVFS", path: "Tests/StoreTestVFS"),
        .target(name: "FaultCalls", path: "Tests/FaultCalls"),
        tests(
            "StoreTests",
            [
                "Store", "StoreTestVFS", "Basics", "Support",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        tests("MerkleTests", ["Merkle", "Secrets", "Basics", "Support"]),
        tests(
            "VaultTests",
            [
                "Vault", "Authority", "Secrets", "Store", "Basics", "Support", "Circuit",
                "FaultCalls",
            ],
            exclude: ["Golden"]),
        tests(
            "AuditLogTests",
            ["AuditLog", "Merkle", "Vault", "Authority", "Secrets", "Store", "Basics", "Support"]),
        tests(
            "RegistryTests", ["Registry", "Secrets", "Store", "Authority", "Basics", "Support"]),
        tests(
            "MappingTests",
            ["Mapping", "Messages", "Circuit", "DefinitionSupport", "Framing", "Basics", "Support"]),
        room(
            "ClientSupport", in: "Tests",
            nio + ["MadarClient", "Session", "Secrets", "Framing", "Messages", "Basics"]),
        tests(
            "MadarClientTests",
            nio + [
                "MadarClient", "Session", "Secrets", "Framing", "Messages", "Mapping", "Merkle",
                "Circuit", "Basics", "Support", "ClientSupport",
            ], exclude: ["Samples"]),
        tests(
            "AgentTests",
            nio + [
                "Agent", "CPlatform", "MadarClient", "Session", "Secrets", "Framing",
                "Messages", "Circuit", "Basics", "Support", "ClientSupport", "madar", "madarctl",
            ]),
        tests(
            "EndToEndTests",
            nio + [
                "AuditLog", "Authority", "Basics", "Circuit", "DefinitionSupport", "Dossiers",
                "Framing", "MadarClient", "Mapping", "Merkle", "Messages", "Operations", "Registry",
                "Returns", "Secrets", "Session", "Store", "Support", "madar", "madar-import",
                "madarctl", "madard",
                .product(name: "GRDB", package: "GRDB.swift"),
            ], exclude: ["Scenarios", "Frozen"]),
        tests("TerminalTests", ["Terminal"]),
        tests(
            "Transcripts", ["Support", "madar", "madar-import", "madarctl"], exclude: ["Samples"]),
        tests("CatalogTests", ["Catalog", "Basics", "Framing", "Circuit"]),
        tests(
            "ReportTests",
            [
                "Report", "Catalog", "Messages", "Circuit", "DefinitionSupport", "Returns",
                "Merkle",
                "Secrets", "Basics",
            ]),
        tests("CircuitTests", ["Circuit", "DefinitionSupport", "Basics"]),
        tests("DefinitionTests", ["Definition", "Circuit", "Basics"]),
        tests("AuthorityTests", ["Authority", "Circuit", "DefinitionSupport", "Basics"]),
        tests(
            "IndexTests",
            ["Index", "Population", "DefinitionSupport", "Circuit", "Basics", "Support"]),
        tests("DisclosureTests", ["Disclosure"]),
        tests(
            "ReturnsTests",
            ["Returns", "Merkle", "Secrets", "Circuit", "Disclosure", "Basics", "Support"]),
        tests("NoiseTests", ["Noise", "Secrets", "Basics", "Support"]),
        tests(
            "SessionTests",
            nio + [
                .product(name: "NIOEmbedded", package: "swift-nio"), "Session", "Noise",
                "Secrets", "Framing", "Basics", "Support",
            ]),
        tests("MessagesTests", ["Messages", "Framing", "Basics", "Support"]),
        room("DefinitionSupport", in: "Tests", ["Definition", "Circuit"]),
        room(
            "ProvinceSupport", in: "Tests",
            [
                "AuditLog", "Authority", "Basics", "Circuit", "DefinitionSupport", "Dossiers",
                "Messages", "Operations", "Registry", "Secrets", "Store", "Vault",
            ]),
        tests(
            "DossiersTests",
            [
                "AuditLog", "Authority", "Basics", "Circuit", "Dossiers", "Mapping", "Messages",
                "Operations", "DefinitionSupport", "ProvinceSupport", "Registry", "Store",
                "StoreTestVFS", "Support",
                "Vault",
            ]),
        tests(
            "HandlersTests",
            [
                "Age", "AuditLog", "Authority", "Basics", "Circuit", "Disclosure", "Dossiers",
                "Framing",
                "Handlers", "Index", "Mapping", "Merkle", "Messages", "Operations",
                "DefinitionSupport", "ProvinceSupport", "Registry", "Secrets", "Store",
                "StoreTestVFS", "Support",
                "Returns", "Vault", "FaultCalls",
            ]),
        tests(
            "Simulation",
            [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"), "Basics", "Circuit",
                "Dossiers", "Framing", "Handlers", "Mapping", "MadarClient", "Messages",
                "DefinitionSupport", "ProvinceSupport", "Registry", "Secrets", "Session", "Store",
                "Support",
            ]),
        tests("OperationsTests", ["Operations", "Registry", "Catalog", "Basics"]),
        tests(
            "DaemonTests",
            nio + [
                "Basics", "Circuit", "Daemon", "DefinitionSupport", "Dossiers", "Framing",
                "Handlers",
                "MadarClient", "Mapping", "Merkle", "Messages", "Noise", "Operations",
                "ProvinceSupport", "Registry", "Secrets", "Session", "Support", "Vault",
            ]),
        tests("AgeTests", ["Age", "Secrets", "Basics", "Support"]),
        tests("HouseTests", []),
    ]
)

// Fuzz targets link only with a sanitizer that brings their main: Tests/Fuzz/run sets the variable.
// Then nothing is left but these and the rooms that they need, so that one build makes them all.
if Context.environment["MADAR_FUZZ"] != nil {
    func fuzz(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
        .executableTarget(
            name: "Fuzz\(name)", dependencies: dependencies, path: "Tests/Fuzz/\(name)",
            exclude: name == "Canary" ? [] : ["corpus"],
            swiftSettings: settings + [.strictMemorySafety(), .unsafeFlags(["-parse-as-library"])])
    }
    let rooms = [
        "Basics", "CSodium", "Secrets", "Noise", "Framing", "Messages", "Circuit", "Merkle",
        "Disclosure", "Returns", "Mapping", "Session",
    ]
    let line: [Target.Dependency] = [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        "Session", "Noise", "Secrets", "Framing", "Basics", "FuzzSupport",
    ]
    package.targets.removeAll { !rooms.contains($0.name) }
    package.targets += [
        .target(
            name: "FuzzSupport", path: "Tests/Fuzz/Support",
            swiftSettings: settings + [.strictMemorySafety()]),
        fuzz("Canary", []), fuzz("Frames", ["Framing", "Basics"]),
        fuzz("Messages", ["Messages", "Mapping", "Circuit", "Framing", "Basics", protobuf]),
        fuzz("Handshake", line), fuzz("Script", line),
    ]
}
