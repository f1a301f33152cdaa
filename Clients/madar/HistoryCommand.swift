import ArgumentParser
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Terminal

/// `madar history`.
struct HistoryCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: helpText(.history),
        discussion: examples(
            "madar history 7K3M-92QA-Y", "madar history 7K3M-92QA-Y --from 12 --json"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionFrom)) var from: UInt64 = 1
    @Option(help: help(.optionMotive)) var motive: String?
    @Argument(help: help(.argumentFile)) var file: String

    func perform(_ context: Context) async throws {
        let name = try Work.file(file)
        try await Self.show(try await Work(context), name, from: from, motive: motive)
    }

    static func show(
        _ work: Work, _ name: FileName, from: UInt64 = 1, motive: String?
    ) async throws {
        let (view, motive) = try await work.read(name, motive: motive)
        let acts = try await work.context.waiting(.connecting) {
            try await work.session.client.history(view.file, from: from, motive: motive)
        }
        try work.context.emit(HistoryDocument(view.file, acts, work.session.client))
        guard !work.context.isJSON else { return }
        for (place, act) in acts.enumerated() {
            if place > 0 { work.context.screen.show("") }
            show(work, act)
        }
    }

    static func show(_ work: Work, _ item: SequencedAct) {
        let context = work.context
        let sequence = String(item.sequence)
        guard let heading = item.act.heading else {
            context.screen.title(
                context.screen.value(sequence) + ". " + context.text(.actUnreadable))
            context.show(
                [LabelledValue(context.text(.eventAt), context.moment(item.act.eventAt))]
                    + values(work, item.act.values))
            return
        }
        let title =
            heading.form.map { work.values.formName($0) } ?? context.text(kind(heading.kind))
        context.screen.title(
            context.screen.value(sequence) + ". " + context.screen.value(title))
        var items = [
            LabelledValue(context.text(.act), context.text(kind(heading.kind))),
            LabelledValue(context.text(.eventAt), context.moment(heading.eventAt)),
            LabelledValue(context.text(.enteredAt), context.moment(heading.enteredAt)),
            LabelledValue(context.text(.author), work.values.member(heading.author)),
        ]
        if let stage = heading.to {
            let from = heading.from.map { work.values.stage($0) } ?? ""
            let passage =
                from.isEmpty
                ? work.values.stage(stage)
                : context.say(.atStage(stage: from, next: work.values.stage(stage)))
            items.append(LabelledValue(context.text(.stage), passage))
        }
        if !heading.reason.isEmpty {
            items.append(LabelledValue(context.text(.reason), heading.reason))
        }
        context.show(items + values(work, item.act.values))
        guard !item.act.extract.isEmpty else { return }
        context.screen.title(context.text(.toldToService))
        context.show(values(work, item.act.extract))
    }

    private static func values(_ work: Work, _ values: [FieldValue]) -> [LabelledValue] {
        values.map { value in
            let field = work.definition.field(value.field)
            let row = field?.group == nil ? "" : " \(Int(value.row) + 1)"
            return LabelledValue(
                work.values.label(value.field) + row,
                work.values.text(value.value, field: field))
        }
    }

    private static func kind(_ kind: ActKind) -> Label {
        switch kind {
        case .opening: .actOpening
        case .form: .actForm
        case .transition: .actTransition
        case .correction: .actCorrection
        case .approval: .actApproval
        }
    }
}
