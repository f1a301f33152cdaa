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
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

func room(
    _ name: String, in folder: String = "Sources", _ dependencies: [Target.Dependency] = [],
    exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "\(folder)/\(name)", exclude: exclude,
        resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: exclude,
        swiftSettings: settings)
}

let package = Package(
    name: "madar",
    targets: [
        .systemLibrary(
            name: "CSodium", path: "Sources/CSodium", pkgConfig: "libsodium",
            providers: [.apt(["libsodium-dev"])]),
        room("Basics"),
        room("Secrets", ["CSodium", "Basics"]),
        room("Noise", ["Secrets", "Basics"]),
        tests("BasicsTests", ["Basics"]),
        room("Support", in: "Tests"),
        tests("SecretsTests", ["Secrets", "Basics", "Support"]),
        tests("NoiseTests", ["Noise", "Secrets", "Basics", "Support"]),
    ]
)
