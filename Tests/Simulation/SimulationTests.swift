import Foundation
import Testing

/// Clients, a network that loses, and a daemon that dies, all out of a seed.
///
/// `MADAR_SEEDS` sets how many seeds are tried, `MADAR_SEED` runs one and prints what happened.
@Suite(.serialized) struct SimulationTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static var seedCount: UInt64 { environment["MADAR_SEEDS"].flatMap(UInt64.init) ?? 200 }

    /// Each operation key takes effect at most once, each acknowledged one exactly once, and what
    /// was reported as not executed never was (SPEC W-53, W-55).
    @Test func everyActTakesEffectOnceWhateverTheSeed() throws {
        if let seed = Self.environment["MADAR_SEED"].flatMap(UInt64.init) {
            let world = try World(seed: seed)
            let violations = try world.run()
            print(world.trace.joined(separator: "\n"))
            #expect(violations == [], "seed \(seed)")
            return
        }
        var doneCount = 0
        for seed in 1...Self.seedCount {
            let world = try World(seed: seed)
            let violations = try world.run()
            #expect(violations == [], "MADAR_SEED=\(seed) shows how it came to this")
            doneCount += world.register.doneCount
        }
        // A storm in which nothing is done would prove nothing.
        #expect(doneCount > Int(Self.seedCount) * World.peopleCount)
    }

    @Test func aSeedGivesTheSameWorldAgain() throws {
        let worlds = try (0..<2).map { _ in try World(seed: 7) }
        for world in worlds { _ = try world.run() }
        #expect(worlds[0].trace == worlds[1].trace)
        #expect(worlds[0].trace.count > 20)
    }

    /// Some hundred provinces a run would fill the disk.
    @Test func aWorldLeavesNothingOnTheDisk() throws {
        for seed in 1...5 as ClosedRange<UInt64> {
            var folder = ""
            do {
                let world = try World(seed: seed)
                folder = world.folder
                #expect(FileManager.default.fileExists(atPath: folder))
                _ = try world.run()
            }
            #expect(!FileManager.default.fileExists(atPath: folder))
        }
    }

    @Test(arguments: PlantedFault.allCases)
    func aPlantedFaultIsFound(_ fault: PlantedFault) throws {
        for seed in 1...200 as ClosedRange<UInt64> {
            if try !World(seed: seed, fault: fault).run().isEmpty { return }
        }
        Issue.record("200 seeds did not find it")
    }
}
