import ArgumentParser
import Catalog
import Circuit
import Commands
import MadarClient
import Terminal

/// `madar act template`: a form as text to fill; it needs no line where the definition is kept.
struct TemplateCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: helpText(.actTemplate),
        discussion: examples(
            "madar act template F2 > act.txt", "madar act --from act.txt",
            "madar act 7K3M-92QA-Y --from - < act.txt"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionTo)) var to: String?
    @Argument(help: help(.argumentForm)) var form: String

    func perform(_ context: Context) async throws {
        let work = try await Work(context, mayBeOffline: true)
        let flow = EntryFlow(work: work, heads: Heads())
        let known = try flow.known(form: form)
        let stage = try to.map(flow.known(stage:))
        let template = FormTemplate(
            known.asked(of: work.asks(work.definition.kinds(ofForm: known))), context: context,
            definition: work.definition)
        let text = template.lines(to: stage).joined(separator: "\n") + "\n"
        guard StandardStream.output.write(text) else { throw Failure(.outputFailed) }
    }
}
