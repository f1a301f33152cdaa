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

let package = Package(
    name: "madar",
    dependencies: [
        .package(
            url: "https://github.com/apple/swift-protobuf.git", from: "1.39.0", traits: []),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CSodium", path: "Sources/CSodium", pkgConfig: "libsodium",
            providers: [.apt(["libsodium-dev"])]),
        room("Basics"),
        room("Secrets", ["CSodium", "Basics"]),
        room("Noise", ["Secrets", "Basics"]),
        room("Framing", ["Basics"]),
        room("Messages", [protobuf, "Basics", "Framing"], isGenerated: true),
        room("Session", nio + ["Secrets", "Noise", "Framing", "Basics"]),
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
            exclude: ["noise_peer.py", "requirements.txt"]),
        tests("NoiseTests", ["Noise", "Secrets", "Basics", "Support"]),
    ]
)
