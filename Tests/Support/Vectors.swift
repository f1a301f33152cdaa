public import Foundation

/// Where the public test vectors lie; the project commits none of them.
public enum Vectors {
    /// The folder that `MADAR_VECTORS` names, or nil where nobody set it.
    public static var folder: URL? {
        ProcessInfo.processInfo.environment["MADAR_VECTORS"].map { URL(fileURLWithPath: $0) }
    }

    /// Whether tests that need vectors must run rather than be skipped.
    public static var areRequired: Bool { ProcessInfo.processInfo.environment["CI"] != nil }

    /// Whether a folder of vectors is there, or has to be.
    public static func shouldRun(_ name: String) -> Bool {
        areRequired || !files(name).isEmpty
    }

    /// A file of the folder beside that of the vectors in which spellings of names lie.
    public static func names(_ file: String) -> URL? {
        folder?.deletingLastPathComponent().appendingPathComponent("names/\(file)")
    }

    /// Whether spellings of names are there, or have to be.
    public static var shouldRunNames: Bool {
        areRequired
            || (names("given.tsv").map { FileManager.default.fileExists(atPath: $0.path) } ?? false)
    }

    /// Every file of a folder of vectors, in the order of their names, sub-folders included.
    public static func files(_ name: String) -> [URL] {
        guard let folder = folder?.appendingPathComponent(name),
            let walk = FileManager.default.enumerator(
                at: folder, includingPropertiesForKeys: [.isRegularFileKey])
        else { return [] }
        return walk.compactMap { $0 as? URL }
            .filter {
                (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) ?? false
            }
            .sorted { $0.path < $1.path }
    }
}

/// A seeded generator (SplitMix64), so that a failure can be run again from its printed seed.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Starts from a seed.
    public init(seed: UInt64) { state = seed }

    /// The next number of the sequence.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// As many bytes of the sequence as asked.
    public mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}
