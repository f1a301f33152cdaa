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
        var downgrade: PendingDocument?
        var stage: PendingDocument?
    }

    func perform(_ context: Context) async throws {
        let name = try Work.file(file)
        let work = try await Work(context)
        try await work.sendWaiting()
        let view = try await context.waiting(.connecting) {
            try await work.readToWrite(name)
        }
        let waiting = PendingKind.allCases.compactMap { kind in
            view.pending(kind).map { (kind: kind, change: $0) }
        }
        guard !waiting.isEmpty else {
            context.tell(.nothingWaits)
            throw ExitCode(ExitStatus.negative.rawValue)
        }
        var document = Document(file: view.file.hexadecimal, fileNumber: view.number?.text)
        for (kind, change) in waiting {
            try await approve(change, kind, of: view, work)
            switch kind {
            case .risk: document.downgrade = PendingDocument(change)
            case .stage: document.stage = PendingDocument(change)
            }
        }
        try context.emit(document)
    }

    private func approve(
        _ change: WirePendingChange, _ kind: PendingKind, of view: FileView, _ work: Work
    ) async throws {
        let context = work.context
        // What is shown is what is signed, and not what the daemon tells a moment later.
        if !context.isJSON {
            context.show(
                [
                    LabelledValue(context.text(.fileNumber), view.number?.text ?? ""),
                    LabelledValue(context.text(.fileID), view.file.hexadecimal),
                ] + work.values.details(change, kind))
        }
        if !hasRead { try context.confirmApproval() }
        let call = try await work.session.client.prepareApproval(kind, of: view)
        guard try await work.submit(call, fileNumber: view.number?.text ?? "") != nil else {
            throw ExitCode(ExitStatus.unreachable.rawValue)
        }
        switch kind {
        case .risk:
            context.tell(
                .downgradeApproved(level: work.values.choice(change.proposed, meaning: .risk)))
        case .stage: context.tell(.stageApproved(stage: work.values.stage(change.proposed)))
        }
    }
}

extension ValueText {
    /// What waits for a second person, with the codes: those are what is signed.
    func details(_ change: WirePendingChange, _ kind: PendingKind) -> [LabelledValue] {
        let from = change.standing + " " + name(change.standing, kind)
        let to = change.proposed + " " + name(change.proposed, kind)
        return [
            LabelledValue(
                context.text(.waits), context.say(.atStage(stage: from, next: to)),
                style: .alarm),
            LabelledValue(context.text(.proposedBy), change.authorName),
            LabelledValue(context.text(.eventAt), context.moment(milliseconds: change.atMs)),
            LabelledValue(context.text(.act), String(change.sequence)),
        ]
    }

    private func name(_ code: String, _ kind: PendingKind) -> String {
        switch kind {
        case .risk: choice(code, meaning: .risk)
        case .stage: stage(code)
        }
    }
}
