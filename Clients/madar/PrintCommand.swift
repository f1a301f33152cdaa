public import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
public import Report
import Terminal

extension PageRecipient: ExpressibleByArgument {}

/// `madar print`: a page for paper, which lies in the user's runtime folder until the session locks.
struct PrintCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "print", abstract: helpText(.print),
        discussion: examples(
            "madar print 7K3M-92QA-Y --reason \"...\"",
            "madar print 7K3M-92QA-Y --form F9 --for subject --reason \"...\"",
            "madar print 7K3M-92QA-Y --referral 4f2a --for school --reason \"...\"",
            "madar print --blank F1"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionPrintForm)) var form: String?
    @Option(help: help(.optionPrintAct)) var act: UInt64?
    @Option(help: help(.optionPrintReferral)) var referral: String?
    @Option(name: .customLong("for"), help: help(.optionPrintFor))
    var recipient: PageRecipient = .insider
    @Option(help: help(.optionPrintReason)) var reason: String?
    @Option(help: help(.optionBlank)) var blank: String?
    @Argument(help: help(.argumentPrintFile)) var file: String?

    /// What of a file is printed.
    enum Subject {
        case file
        case form(String)
        case act(UInt64)
        case referral(String)
    }

    private struct Document: Encodable {
        var schema = "madar.page/1"
        var file: String?
        var recipient: String
        var leftOut: Int
        var byteCount: Int
        var path: String
    }

    func validate() throws {
        guard file != nil || blank != nil else { throw ValidationError("<file> | --blank") }
        guard file == nil || blank == nil else { throw ValidationError("Unexpected argument") }
        guard [form != nil, act != nil, referral != nil].count(where: { $0 }) <= 1 else {
            throw ValidationError("--form | --act | --referral")
        }
        let isOfFile =
            form != nil || act != nil || referral != nil || reason != nil || recipient != .insider
        guard blank == nil || !isOfFile else {
            throw ValidationError("--blank | --form --act --referral --for --reason")
        }
        guard act != 0 else { throw ValidationError("--act") }
    }

    func perform(_ context: Context) async throws {
        if let blank {
            try Self.printBlank(try await Work(context, mayBeOffline: true), blank)
        } else if let file {
            let name = try Work.file(file)
            let reason = try Self.reason(context, reason)
            let subject =
                form.map(Subject.form) ?? act.map(Subject.act) ?? referral.map(Subject.referral)
                ?? .file
            try await Self.print(
                try await Work(context), name, subject, for: recipient, reason: reason)
        }
    }

    /// Why something is printed: what was given, or what the person answers.
    static func reason(_ context: Context, _ given: String?) throws -> String {
        var reason = (given ?? "").trimmed
        if reason.isEmpty, context.prompt.isAvailable, !context.isJSON {
            reason = try context.prompt.line(context.ask(.printReason)).trimmed
        }
        guard !reason.isEmpty else {
            throw Failure(.usageMissing(word: "--reason"), code: "bad_usage")
        }
        return reason
    }

    /// Prints something of a file; the reason stands in the log with what is read for it.
    static func print(
        _ work: Work, _ name: FileName, _ subject: Subject = .file,
        for recipient: PageRecipient = .insider, reason: String
    ) async throws {
        let (view, _) = try await work.read(name, motive: reason)
        let printer = printer(work, view.heads, number: view.number, reason: reason)
        let page: PrintedPage
        switch subject {
        case .file:
            let acts = recipient.isNarrow ? [] : try await self.acts(work, view, reason)
            page = printer.file(view.heads, tasks: view.tasks, acts: acts, for: recipient)
        case .form(let code):
            page = try filled(
                last(work, code, try await acts(work, view, reason)), printer, recipient)
        case .act(let sequence):
            // What corrects an act comes after it.
            let acts = try await acts(work, view, reason, from: sequence)
            page = try filled(
                acts.first { $0.sequence == sequence }, printer, recipient)
        case .referral(let begins):
            let matter = try matter(view, work.definition, begins)
            let acts = try await acts(work, view, reason)
            guard let made = printer.referral(matter, view.heads, acts: acts, for: recipient) else {
                throw Failure(.notForRecipient)
            }
            page = made
        }
        try hand(work, page, view.file, recipient)
    }

    /// Prints a form to fill by hand.
    private static func printBlank(_ work: Work, _ code: String) throws {
        guard let form = work.definition.form(code) ?? work.definition.form(code.uppercased())
        else { throw Failure(.unknownForm(code: code)) }
        try hand(work, printer(work, Heads(), number: nil, reason: "").blank(form), nil, .insider)
    }

    static func printer(
        _ work: Work, _ heads: Heads, number: FileNumber?, reason: String
    ) -> PagePrinter {
        let (me, client) = (work.me, work.session.client)
        return PagePrinter(
            work.definition,
            names: PageNames(
                member: { $0 == me.member ? me.name : client.name(of: $0) },
                organisation: { id in
                    me.organisations.first { $0.id == id }?.name ?? client.name(of: id)
                }, people: heads.people(work.definition)),
            mark: PageMark(
                province: me.province, fileNumber: number?.text, printedBy: me.name,
                organisation: me.organisations.first?.name ?? "", printedAt: work.context.now,
                reason: reason))
    }

    private static func acts(
        _ work: Work, _ view: FileView, _ reason: String, from first: UInt64 = 1
    ) async throws -> [PageAct] {
        let acts = try await work.context.waiting(.connecting) {
            try await work.session.client.history(view.file, from: first, motive: reason)
        }
        return PageAct.all(acts.map { ($0.sequence, $0.act) })
    }

    /// The last act that filled a form, as it was corrected last.
    private static func last(_ work: Work, _ code: String, _ acts: [PageAct]) throws -> PageAct? {
        guard let form = work.definition.form(code) ?? work.definition.form(code.uppercased())
        else { throw Failure(.unknownForm(code: code)) }
        let filled = acts.last { act in
            act.act.heading?.form == form.code && act.act.corrects == nil
        }
        return acts.first { $0.sequence == filled?.correctedBy } ?? filled
    }

    private static func filled(
        _ act: PageAct?, _ printer: PagePrinter, _ recipient: PageRecipient
    ) throws -> PrintedPage {
        guard let act, act.act.heading?.form != nil else { throw Failure(.nothingToPrint) }
        guard let page = printer.filled(act, for: recipient) else {
            throw Failure(.notForRecipient)
        }
        return page
    }

    private static func matter(
        _ view: FileView, _ definition: CircuitDefinition, _ begins: String
    ) throws -> Matter {
        let typed = Digits.ascii(begins).lowercased()
        let found = view.heads.all.flatMap(\.matters).filter { matter in
            matter.act.hexadecimal.hasPrefix(typed)
                && definition.track(matter.track)?.meaning == .referral
        }
        guard let matter = found.first, found.count == 1 else {
            throw Failure(.unknownMatter(code: begins))
        }
        return matter
    }

    /// Writes a page where it goes with the session, and tells where.
    static func hand(
        _ work: Work, _ page: PrintedPage, _ file: FileID?, _ recipient: PageRecipient
    ) throws {
        let bytes = Array(page.html.utf8)
        let path = try ShownPath.new(work.context.profile, ending: ".html")
        let output = try NewFile(path)
        try output.write(bytes)
        try output.finish()
        try work.context.emit(
            Document(
                file: file?.hexadecimal, recipient: recipient.rawValue,
                leftOut: page.leftOutCount, byteCount: bytes.count, path: path))
        work.context.tell(.shownAt(path: path))
        guard recipient.isNarrow else { return }
        if page.leftOutCount > 0 {
            work.context.tell(.pageLeftOut(count: String(page.leftOutCount)))
        }
        work.context.alarm(.readBeforeHanding)
    }
}
