internal import Authority
internal import Basics
internal import Index

/// Something that is counted stretch by stretch, so that others are answered in between.
protocol StretchedRun {
    /// Whether nothing is left to do.
    var isWhole: Bool { get }
}

extension FigureRun: StretchedRun {}

/// What callers are having counted, or had counted a moment ago (SPEC W-212): it serves whoever asked
/// for it, for a while.
struct CountedRuns<Question: Equatable, Run: StretchedRun> {
    /// What somebody asked for, as far as it is counted.
    struct Asked {
        /// Who asked: what he may see decides what is counted.
        let actor: Actor
        /// What was asked.
        let question: Question
        /// When it was asked for last while it was being counted.
        var at: Instant
        /// How far it has come.
        var run: Run
    }

    /// The newest last.
    private var all: [Asked] = []

    /// How many are remembered.
    var count: Int { all.count }

    /// Counts the next stretch of what somebody asks for, or gives what was counted a moment ago.
    mutating func advance<Failure: Error>(
        _ question: Question, of actor: Actor, now: Instant, begin: () throws(Failure) -> Run,
        count: (inout Run) throws(Failure) -> Void
    ) throws(Failure) -> Run {
        let oldest = now.adding(seconds: -HandlerLimits.figureSeconds)
        all.removeAll { $0.at < oldest || $0.at > now }
        var asked: Asked
        if let place = all.firstIndex(where: { $0.actor == actor && $0.question == question }) {
            asked = all.remove(at: place)
        } else {
            makeRoom(for: actor)
            asked = Asked(actor: actor, question: question, at: now, run: try begin())
        }
        if !asked.run.isWhole {
            // What is whole serves from the last stretch that was counted on.
            asked.at = now
            try count(&asked.run)
        }
        all.append(asked)
        return asked.run
    }

    /// Forgets the caller's oldest where he has as many as one may, and then the oldest that are
    /// whole: nobody who asks much keeps others from being counted for.
    private mutating func makeRoom(for actor: Actor) {
        let own = all.indices.filter { all[$0].actor == actor }
        if own.count >= HandlerLimits.figureRunsPerCaller, let first = own.first {
            all.remove(at: first)
        }
        guard all.count >= HandlerLimits.figureRunsMax else { return }
        all.remove(at: all.firstIndex { $0.run.isWhole } ?? 0)
    }
}
