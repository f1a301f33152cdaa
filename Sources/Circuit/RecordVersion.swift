public import Basics

/// A version of a file of another kind than a child's: of a plan, what was drafted, what was adopted
/// and what each review made of it (SPEC W-241).
public struct RecordVersion: Hashable, Sendable {
    /// Its number, from 1.
    public let number: Int
    /// The stage at which the file came with it.
    public let stage: String
    /// The place of the act that began it.
    public let first: UInt64
    /// When that act happened.
    public let at: Instant
    /// The place of the act that began the next one; nil of the last version.
    public private(set) var next: UInt64?
    /// When that act happened.
    public private(set) var replacedAt: Instant?

    /// Whether an act was written before the next version began.
    public func holds(_ sequence: UInt64) -> Bool { next.map { sequence < $0 } ?? true }

    fileprivate mutating func end(_ sequence: UInt64, at moment: Instant) {
        (next, replacedAt) = (sequence, moment)
    }
}

extension CircuitDefinition {
    /// Whether files at the stages of a track have versions.
    public func hasVersions(_ track: Track) -> Bool {
        track.stages.contains { $0.meanings.contains(.versions) }
    }

    /// The versions of a file of another kind than a child's, in their order: one begins with the act
    /// that founded it, and one with each that moves it to a stage which begins one.
    ///
    /// - Parameter acts: all acts of the file, in their order.
    public func versions(_ acts: [(sequence: UInt64, act: PartialAct)]) -> [RecordVersion] {
        var versions: [RecordVersion] = []
        for (sequence, act) in acts {
            guard let heading = act.heading, let stage = heading.to,
                heading.kind == .opening
                    || heading.kind == .transition && self.stage(stage, means: .versions)
            else { continue }
            if let last = versions.indices.last { versions[last].end(sequence, at: act.eventAt) }
            versions.append(
                RecordVersion(
                    number: versions.count + 1, stage: stage, first: sequence, at: act.eventAt))
        }
        return versions
    }
}
