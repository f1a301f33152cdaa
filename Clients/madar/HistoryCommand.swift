import ArgumentParser
import Basics
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
        var acts = try await acts(of: view.file, view.number, work, from: from, motive)
        // A child that had two files is seen as one; who reads on from a place reads on in one.
        let joined = from == 1 ? view.ties.filter { $0.kind == .joined } : []
        var words = work.values(of: view.heads)
        for tie in joined {
            let other = try await work.session.client.readFile(.id(tie.file), motive: motive)
            words.people += other.heads.people(work.definition)
            acts += try await Self.acts(of: tie.file, tie.number, work, from: 1, motive)
        }
        // Acts of one moment stay in the order of their files.
        let order = acts.indices.sorted {
            (acts[$0].item.act.eventAt, $0) < (acts[$1].item.act.eventAt, $1)
        }
        if !joined.isEmpty { acts = order.map { acts[$0] } }
        try work.context.emit(
            HistoryDocument(
                view.file, acts.map { ($0.file, $0.item) }, work.session.client))
        guard !work.context.isJSON else { return }
        for tie in view.ties where tie.kind == .stays {
            work.context.show([
                LabelledValue(
                    work.context.text(.goesOnInFile), tie.number.text, style: .alarm)
            ])
        }
        let places = Dictionary(
            acts.map { ($0.item.act.id, $0.item.sequence) }, uniquingKeysWith: { first, _ in first }
        )
        for (place, act) in acts.enumerated() {
            if place > 0 { work.context.screen.show("") }
            show(work, act.item, of: joined.isEmpty ? nil : act.number?.text, words, places)
        }
    }

    private static func acts(
        of file: FileID, _ number: FileNumber?, _ work: Work, from: UInt64, _ motive: String
    ) async throws -> [(file: FileID, number: FileNumber?, item: SequencedAct)] {
        try await work.context.waiting(.connecting) {
            try await work.session.client.history(file, from: from, motive: motive)
        }.map { (file, number, $0) }
    }

    /// - Parameters:
    ///   - number: of the file, where acts of several are shown.
    ///   - places: where the acts stand that an act may be about.
    static func show(
        _ work: Work, _ item: SequencedAct, of number: String? = nil, _ words: ValueText,
        _ places: [ActID: UInt64] = [:]
    ) {
        let context = work.context
        let sequence = String(item.sequence)
        let file = number.map { [LabelledValue(context.text(.fileNumber), $0)] } ?? []
        guard let heading = item.act.heading else {
            context.screen.title(
                context.screen.value(sequence) + ". " + context.text(.actUnreadable))
            context.show(
                file + [LabelledValue(context.text(.eventAt), context.moment(item.act.eventAt))]
                    + values(words, item.act.values))
            return
        }
        let title =
            heading.form.map { words.formName($0) } ?? context.text(kind(heading.kind))
        context.screen.title(
            context.screen.value(sequence) + ". " + context.screen.value(title))
        var items =
            file + [
                LabelledValue(context.text(.act), context.text(kind(heading.kind))),
                LabelledValue(context.text(.eventAt), context.moment(heading.eventAt)),
                LabelledValue(context.text(.enteredAt), context.moment(heading.enteredAt)),
                LabelledValue(context.text(.author), words.author(heading)),
            ]
        if let stage = heading.to {
            let from = heading.from.map { words.stage($0) } ?? ""
            let passage =
                from.isEmpty
                ? words.stage(stage)
                : context.say(.atStage(stage: from, next: words.stage(stage)))
            // Who asks for it does not make it so.
            let asked =
                heading.kind != .approval && words.definition.stage(stage, means: .needsSecond)
            items.append(LabelledValue(context.text(asked ? .stageAsked : .stage), passage))
        }
        for (label, act) in [
            (Label.approvesAct, heading.approves), (.correctsAct, heading.corrects),
        ] {
            guard let place = act.flatMap({ places[$0] }) else { continue }
            items.append(LabelledValue(context.text(label), String(place)))
        }
        if !heading.reason.isEmpty {
            items.append(LabelledValue(context.text(.reason), heading.reason))
        }
        context.show(items + values(words, item.act.values))
        guard !item.act.extract.isEmpty else { return }
        context.screen.title(context.text(.toldToService))
        context.show(values(words, item.act.extract))
    }

    private static func values(_ words: ValueText, _ values: [FieldValue]) -> [LabelledValue] {
        values.map { value in
            let field = words.definition.field(value.field)
            let row = field?.group == nil ? "" : " \(Int(value.row) + 1)"
            return LabelledValue(
                words.label(value.field) + row, words.text(value.value, field: field),
                style: words.isAlarming(value.value) ? .alarm : nil)
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
