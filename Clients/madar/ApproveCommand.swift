import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// `madar approve`: puts the lower level of risk in force that another wrote.
struct ApproveCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: helpText(.approveDowngrade),
        discussion: examples(
            "madar approve 7K3M-92QA-Y", "madar approve 7K3M-92QA-Y --yes-i-have-read"))

    @OptionGroup var options: GlobalOptions
    @Flag(name: .customLong("yes-i-have-read"), help: help(.optionYesApprove))
    var hasRead = false
    @Argument(help: help(.argumentFile)) var file: String

    private struct Document: Encodable {
        var schema = "madar.approved/1"
        var outcome = Outcome.done.rawValue
        var file: String
        var fileNumber: String?
        var downgrade: DowngradeDocument
    }

    func perform(_ context: Context) async throws {
        let name = try Work.file(file)
        let work = try await Work(context)
        try await work.sendWaiting()
        let view = try await context.waiting(.connecting) {
            try await work.session.client.readFile(name)
        }
        guard let downgrade = view.downgrade else {
            context.tell(.nothingWaits)
            throw ExitCode(ExitStatus.negative.rawValue)
        }
        // What is shown is what is signed, and not what the daemon tells a moment later.
        if !context.isJSON {
            context.show(
                [
                    LabelledValue(context.text(.fileNumber), view.number?.text ?? ""),
                    LabelledValue(context.text(.fileID), view.file.hexadecimal),
                ] + work.values.details(downgrade))
        }
        if !hasRead { try context.confirmApproval() }
        let call = try await work.session.client.prepareApproval(of: view)
        guard try await work.submit(call, fileNumber: view.number?.text ?? "") != nil else {
            throw ExitCode(ExitStatus.unreachable.rawValue)
        }
        try context.emit(
            Document(
                file: view.file.hexadecimal, fileNumber: view.number?.text,
                downgrade: DowngradeDocument(downgrade)))
        let level = work.values.choice(downgrade.proposed, meaning: .risk)
        context.tell(.downgradeApproved(level: level))
    }
}

extension ValueText {
    /// What waits for a second person, the levels with their codes: those are what is signed.
    func details(_ downgrade: WireDowngrade) -> [LabelledValue] {
        let from = downgrade.standing + " " + choice(downgrade.standing, meaning: .risk)
        let to = downgrade.proposed + " " + choice(downgrade.proposed, meaning: .risk)
        return [
            LabelledValue(
                context.text(.waits), context.say(.atStage(stage: from, next: to)),
                style: .alarm),
            LabelledValue(context.text(.proposedBy), downgrade.authorName),
            LabelledValue(
                context.text(.eventAt), context.moment(milliseconds: downgrade.atMs)),
            LabelledValue(context.text(.act), String(downgrade.sequence)),
        ]
    }
}
