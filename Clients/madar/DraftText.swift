import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Terminal

/// How drafts are shown; the words of forms come from the definition that is at hand.
struct DraftText {
    private let context: Context
    private let definition: CircuitDefinition?
    private let me: Myself?

    init(_ context: Context, _ definition: CircuitDefinition?, _ me: Myself?) {
        self.context = context
        self.definition = definition
        self.me = me
    }

    /// The words of the definition that was served last.
    init(_ context: Context, _ session: UserSession) async throws {
        self.init(
            context, try await session.client.keptDefinition(),
            try await session.client.keptWhoAmI().flatMap { Myself($0) })
    }

    /// What a draft is for.
    func form(_ draft: Draft) -> String {
        let code = draft.acts.last?.form ?? ""
        return definition?.form(code).map { code + "  " + context.text($0.labels) } ?? code
    }

    func answers(_ draft: Draft) -> String { context.count(draft.answerCount, .answers) }

    /// A draft in one line.
    func line(_ draft: Draft) -> String {
        context.list(
            [
                draft.fileNumber, form(draft), context.moment(draft.startedAt), answers(draft),
            ].filter { !$0.isEmpty }.map { context.screen.value($0) })
    }

    /// One line for each value, by the label of its field.
    func lines(_ values: [FieldValue]) -> [String] {
        values.map { value in
            guard let definition else { return value.field }
            let texts = ValueText(context: context, definition: definition, me: me)
            let field = definition.field(value.field)
            let row = field?.group == nil ? "" : " \(Int(value.row) + 1)"
            let text = texts.text(value.value, field: field)
                .split(whereSeparator: \.isNewline).joined(separator: " ")
            let short = text.prefix(MadarLimits.answerCharactersShownMax)
            return "  " + texts.label(value.field) + row + ": "
                + context.screen.value(short.count < text.count ? short + "…" : text)
        }
    }

    /// Shows the last of the answers that a draft holds, and what a service is to be told.
    func showAnswers(_ draft: Draft) {
        let values = draft.acts.flatMap(\.values)
        let hidden = values.count - MadarLimits.answersShownMax
        if hidden > 0 {
            context.prompt.tell(
                "  " + context.say(.answersBefore(count: context.count(hidden, .answers))))
        }
        for line in lines(Array(values.suffix(MadarLimits.answersShownMax))) {
            context.prompt.tell(line)
        }
        let told = draft.acts.flatMap(\.extract)
        guard !told.isEmpty else { return }
        context.prompt.tell(context.text(.toBeTold))
        for line in lines(told) { context.prompt.tell(line) }
    }
}
