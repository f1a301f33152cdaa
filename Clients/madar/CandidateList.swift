import Basics
import Catalog
import Circuit
import Commands
import Messages
import Terminal

/// Shows the files of a list or a search.
struct CandidateList {
    let work: Work
    private var context: Context { work.context }

    func show(
        _ candidates: [WireCandidate], total: UInt64, indexPercent: UInt32, empty: Notice,
        isSearch: Bool = false
    ) throws {
        try context.emit(
            CandidatesDocument(
                files: candidates.map { CandidateDocument($0, work.session.client) }, total: total,
                indexPercent: indexPercent))
        guard !context.isJSON else { return }
        if indexPercent < 100 { context.tell(.indexBuilding(percent: Int(indexPercent))) }
        guard !candidates.isEmpty else {
            context.tell(empty)
            return
        }
        var labels: [Label] = [.fileNumber, .name, .birthYear, .commune, .stage, .risk, .due]
        if isSearch { labels[labels.count - 1] = .fits }
        context.screen.table(
            labels.map { context.text($0) },
            rows: candidates.map { row($0) + [isSearch ? fits($0.fits) : due($0)] })
        if total > UInt64(candidates.count) {
            context.tell(
                .listed(
                    shown: context.count(candidates.count, .files),
                    total: context.count(Int(clamping: total), .files)))
        }
    }

    /// The child's name, or what a file of another kind is called.
    func name(_ candidate: WireCandidate) -> String {
        guard candidate.title.isEmpty else { return candidate.title }
        let names =
            context.language == .arabic
            ? [candidate.nameAr, candidate.nameFr, candidate.knownAs]
            : [candidate.nameFr, candidate.nameAr, candidate.knownAs]
        return names.first { !$0.isEmpty } ?? context.text(.unknown)
    }

    /// One line for a person, ready to be shown.
    ///
    /// The name stands first: many terminals take the direction of a line from its first letter.
    func line(_ candidate: WireCandidate) -> String {
        ([name(candidate), candidate.number] + particulars(candidate) + [fits(candidate.fits)])
            .filter { !$0.isEmpty }.map { context.screen.value($0) }.joined(separator: "  ")
    }

    /// What tells one child from another, for a line.
    func parts(_ candidate: WireCandidate) -> [String] {
        ([candidate.number, name(candidate)] + particulars(candidate)).filter { !$0.isEmpty }
    }

    private func particulars(_ candidate: WireCandidate) -> [String] {
        [birth(candidate), work.values.territory(candidate.commune)]
    }

    private func row(_ candidate: WireCandidate) -> [String] {
        [
            candidate.number, name(candidate), birth(candidate),
            work.values.territory(candidate.commune), work.values.stage(candidate.stage),
            risk(candidate),
        ]
    }

    /// What else than the likeness of names speaks for it, by the bits of SPEC W-79.
    func fits(_ bits: UInt32) -> String {
        let labels: [Label] = [
            .name, .birthYear, .sex, .relative, .commune, .phone, .registerNumber, .civilRecord,
            .birthDay,
        ]
        return context.list(
            labels.enumerated().filter { bits & 1 << UInt32($0.offset) != 0 }
                .map { context.text($0.element) })
    }

    /// The level that stands, and the lower one that waits.
    private func risk(_ candidate: WireCandidate) -> String {
        guard !candidate.risk.isEmpty else { return "" }
        let standing = work.values.choice(candidate.risk, meaning: .risk)
        guard !candidate.proposedRisk.isEmpty else { return standing }
        let lower = work.values.choice(candidate.proposedRisk, meaning: .risk)
        return standing + " (" + context.text(.waits) + ": " + lower + ")"
    }

    private func birth(_ candidate: WireCandidate) -> String {
        let (first, last) = (candidate.birthYearMin, candidate.birthYearMax)
        guard first != 0 else { return "" }
        return first == last ? String(first) : "\(first)-\(last)"
    }

    private func due(_ candidate: WireCandidate) -> String {
        guard candidate.hasDueMs else { return "" }
        let due = work.values.due(Instant(milliseconds: candidate.dueMs))
        return work.values.task(candidate.task) + " " + due.text
    }
}
