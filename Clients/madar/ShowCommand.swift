import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// `madar show`.
struct ShowCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: helpText(.show),
        discussion: examples(
            "madar show 7K3M-92QA-Y", "madar show 7K3M-92QA-Y --motive \"...\"",
            "madar show 7K3M-92QA-Y --json"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionMotive)) var motive: String?
    @Argument(help: help(.argumentFile)) var file: String

    func perform(_ context: Context) async throws {
        let name = try Work.file(file)
        try await Self.show(try await Work(context), name, motive: motive)
    }

    static func show(_ work: Work, _ name: FileName, motive: String?) async throws {
        let (view, _) = try await work.read(name, motive: motive)
        try work.context.emit(FileDocument(view, work.definition, work.session.client))
        guard !work.context.isJSON else { return }
        head(work, view)
        tasks(work, view)
    }

    private static func head(_ work: Work, _ view: FileView) {
        let context = work.context
        var items = view.number.map { [LabelledValue(context.text(.fileNumber), $0.text)] } ?? []
        items.append(LabelledValue(context.text(.fileID), view.file.hexadecimal))
        items += ties(context, view.ties)
        items += view.heads.all.flatMap(\.matters).compactMap { matter in
            guard let passage = matter.passages.last,
                work.definition.stage(passage.stage, means: .locks)
            else { return nil }
            return LabelledValue(
                work.values.stage(passage.stage), context.moment(passage.at), style: .alarm)
        }
        if let stage = view.heads.stage {
            items.append(LabelledValue(context.text(.stage), work.values.stage(stage)))
        }
        if let quorum = view.heads[.social]?.quorum(work.definition) {
            items.append(
                LabelledValue(
                    context.text(.quorum),
                    QuorumText.text(
                        present: quorum.present, of: quorum.members, needed: quorum.needed,
                        context.language),
                    style: quorum.isReached == false ? .alarm : nil))
        }
        if let since = view.heads[.social]?.stageSince {
            items.append(LabelledValue(context.text(.stageSince), context.moment(since)))
        }
        for track in work.definition.parts.tracks
        where track.meaning != .social && track.meaning != .record {
            guard let passage = view.heads[track.dataClass]?.passage(on: track) else { continue }
            items.append(
                LabelledValue(
                    context.text(track.labels),
                    work.values.stage(passage.stage) + "  " + context.moment(passage.at)))
        }
        for kind in PendingKind.allCases {
            if let change = view.pending(kind) { items += work.values.details(change, kind) }
        }
        // How long the file is, and that no class is open, is of no use to a service.
        if !view.classes.isEmpty {
            items.append(
                LabelledValue(
                    context.text(.acts), context.count(Int(clamping: view.sequence), .acts)))
            items.append(
                LabelledValue(
                    context.text(.classes),
                    context.list(view.classes.classes.map { work.values.dataClass($0) })))
        }
        items += view.erased.map { erased in
            LabelledValue(
                context.text(.whatIsErased),
                context.list(
                    ClassSet(rawValue: UInt8(truncatingIfNeeded: erased.classes)).classes
                        .map { work.values.dataClass($0) })
                    + "  " + context.moment(milliseconds: erased.atMs))
        }
        context.show(items)
        if view.classes.isEmpty { context.tell(.onlyReferrals) }
        if view.leftOut > 0 {
            context.tell(.mattersLeftOut(count: context.count(view.leftOut, .moreItems)))
        }
        let words = work.values(of: view.heads)
        for head in view.heads.all where !head.slots.isEmpty {
            context.screen.show("")
            context.screen.title(work.values.dataClass(head.dataClass))
            context.show(head.slots.flatMap { slot in values(work, words, slot) })
        }
        let today = CivilDate(
            context.now, offsetSeconds: work.definition.parts.offsetSeconds)
        let matters = view.heads.all.flatMap(\.matters)
        for matter in matters.consentsApart(on: today, work.definition) {
            let isOver = matter.isEndedConsent(on: today, work.definition)
            context.screen.show("")
            context.screen.title(work.values.matter(matter))
            context.show(
                [
                    LabelledValue(
                        context.text(.stage), matter.stage.map { work.values.stage($0) } ?? "",
                        style: isAlarming(matter, work.definition) ? .alarm : nil),
                    LabelledValue(
                        context.text(.stageSince),
                        matter.passages.last.map { context.moment($0.at) } ?? ""),
                ]
                    + (isOver
                        ? [
                            LabelledValue(
                                context.text(.state), context.text(.consentOver), style: .alarm)
                        ] : []) + matter.slots.flatMap { slot in values(work, words, slot) })
        }
    }

    /// The files that go with the one that is shown.
    private static func ties(_ context: Context, _ ties: [FileTie]) -> [LabelledValue] {
        ties.map { tie in
            switch tie.kind {
            case .sibling: LabelledValue(context.text(.siblingFile), tie.number.text)
            case .joined: LabelledValue(context.text(.joinedFile), tie.number.text)
            case .stays:
                LabelledValue(context.text(.goesOnInFile), tie.number.text, style: .alarm)
            }
        }
    }

    /// Whether somebody's rights over the child are suspended who is still around.
    private static func isAlarming(_ matter: Matter, _ definition: CircuitDefinition) -> Bool {
        let stage = matter.stage.flatMap { definition.stage($0) }
        return matter.isSuspended(definition) && stage?.next.isEmpty == false
    }

    private static func values(
        _ work: Work, _ words: ValueText, _ slot: HeadSlot
    ) -> [LabelledValue] {
        // What waits is shown above, with who wrote it and when.
        guard !slot.meaning.isOwnNumber, !slot.meaning.isDerived else { return [] }
        let field = words.field(slot.meaning)
        return slot.entries.map { entry in
            LabelledValue(
                words.label(slot.meaning), words.text(entry.value, field: field),
                style: words.isAlarming(entry.value) ? .alarm : nil)
        }
    }

    private static func tasks(_ work: Work, _ view: FileView) {
        guard !view.tasks.isEmpty else { return }
        let context = work.context
        context.screen.show("")
        context.screen.title(context.text(.tasks))
        context.show(
            view.tasks.map { task in
                let due = work.values.due(task.due)
                let owner = task.owner.map { "  " + work.values.member($0) } ?? ""
                return LabelledValue(
                    work.values.task(task.task), due.text + owner,
                    style: due.isOverdue ? .alarm : nil)
            })
    }
}
