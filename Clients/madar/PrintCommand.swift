public import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Messages
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
            "madar print 7K3M-92QA-Y --whole --for subject --mask narration:4 --reason \"...\"",
            "madar print 7K3M-92QA-Y --referral 4f2a --for school --reason \"...\"",
            "madar print --blank F1", "madar print --processing"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionPrintForm)) var form: String?
    @Option(help: help(.optionPrintAct)) var act: UInt64?
    @Option(help: help(.optionPrintReferral)) var referral: String?
    @Option(name: .customLong("for"), help: help(.optionPrintFor))
    var recipient: PageRecipient = .insider
    @Flag(help: help(.optionPrintWhole)) var whole = false
    @Option(help: help(.optionPrintMask)) var mask: [String] = []
    @Option(name: .customLong("of"), help: help(.optionPrintOf)) var reader: String?
    @Option(help: help(.optionPrintReason)) var reason: String?
    @Option(help: help(.optionBlank)) var blank: String?
    @Flag(help: help(.optionPrintProcessing)) var processing = false
    @Argument(help: help(.argumentPrintFile)) var file: String?

    /// What of a file is printed.
    enum Subject {
        case file
        case whole
        case form(String)
        case act(UInt64)
        case referral(String)
    }

    /// Into whose hands something goes, and what of it is masked besides.
    struct Handing {
        var recipient = PageRecipient.insider
        /// What is masked by hand.
        var masks: Set<ValuePlace> = []
        /// The person around the child who is given it, by the first letters of the matter's id.
        var reader: String?
    }

    private struct Document: Encodable {
        var schema = "madar.page/1"
        var file: String?
        var recipient: String
        var leftOut: Int
        var masked: Int
        var freeTexts: [String]
        var byteCount: Int
        var path: String
    }

    func validate() throws {
        guard [file != nil, blank != nil, processing].count(where: { $0 }) == 1 else {
            throw ValidationError("<file> | --blank | --processing")
        }
        guard [form != nil, act != nil, referral != nil, whole].count(where: { $0 }) <= 1 else {
            throw ValidationError("--form | --act | --referral | --whole")
        }
        let isOfFile =
            form != nil || act != nil || referral != nil || whole || reason != nil
            || recipient != .insider || !mask.isEmpty || reader != nil
        guard file != nil || !isOfFile else {
            throw ValidationError(
                "--blank --processing | --form --act --referral --whole --for --mask --of --reason")
        }
        guard act != 0 else { throw ValidationError("--act") }
        guard !whole || !recipient.isNarrow else {
            throw ValidationError("--whole | --for \(recipient.rawValue)")
        }
        guard reader == nil || recipient.masksOthers else {
            throw ValidationError("--of | --for \(recipient.rawValue)")
        }
        guard masks.count == mask.count else { throw ValidationError("--mask") }
    }

    private var masks: [ValuePlace] { mask.compactMap { ValuePlace(Digits.ascii($0)) } }

    func perform(_ context: Context) async throws {
        if processing {
            let work = try await Work(context, mayBeOffline: true)
            let page = Self.printer(work, Heads(), number: nil, reason: "").processingSheet()
            try Self.hand(work, page, nil, .insider)
        } else if let blank {
            try Self.printBlank(try await Work(context, mayBeOffline: true), blank)
        } else if let file {
            let name = try Work.file(file)
            let reason = try Self.reason(context, reason)
            let subject =
                form.map(Subject.form) ?? act.map(Subject.act) ?? referral.map(Subject.referral)
                ?? (whole ? .whole : .file)
            try await Self.print(
                try await Work(context), name, subject,
                Handing(recipient: recipient, masks: Set(masks), reader: reader), reason: reason)
        }
    }

    /// Why something is printed or ordered: what was given, or what the person answers.
    static func reason(
        _ context: Context, _ given: String?, asking question: Question = .printReason
    ) throws -> String {
        var reason = (given ?? "").trimmed
        if reason.isEmpty, context.prompt.isAvailable, !context.isJSON {
            reason = try context.prompt.line(context.ask(question)).trimmed
        }
        guard !reason.isEmpty else {
            throw Failure(.usageMissing(word: "--reason"), code: "bad_usage")
        }
        return reason
    }

    /// Prints something of a file; the reason stands in the log with what is read for it.
    static func print(
        _ work: Work, _ name: FileName, _ subject: Subject = .file, _ handing: Handing = Handing(),
        reason: String
    ) async throws {
        let recipient = handing.recipient
        let (view, _) = try await work.read(name, motive: reason)
        if view.leftOut > 0 {
            work.context.alarm(.mattersLeftOut(count: work.context.count(view.leftOut, .moreItems)))
        }
        let reader = try handing.reader.map { begins in
            try matter(view, work.definition, begins, .person)
        }
        let printer = printer(
            work, view.heads, number: view.number, reason: reason, masks: handing.masks,
            reader: reader?.act,
            functions: recipient.masksOthers ? try await functions(work) : [:])
        let page: PrintedPage
        switch subject {
        case .file, .whole:
            let acts = recipient.isNarrow ? [] : try await self.acts(work, view, reason)
            var isWhole = false
            if case .whole = subject { isWhole = true }
            page = printer.file(
                view.heads, tasks: view.tasks, acts: acts, for: recipient, isWhole: isWhole)
        case .form(let code):
            page = try filled(
                last(work, code, try await acts(work, view, reason)), printer, recipient)
        case .act(let sequence):
            // What corrects an act comes after it.
            let acts = try await acts(work, view, reason, from: sequence)
            page = try filled(
                acts.first { $0.sequence == sequence }, printer, recipient)
        case .referral(let begins):
            let matter = try matter(view, work.definition, begins, .referral)
            let acts = try await acts(work, view, reason)
            guard let made = printer.referral(matter, view.heads, acts: acts, for: recipient) else {
                throw Failure(.notForRecipient)
            }
            page = made
        }
        guard page.missedMasks.isEmpty else {
            let places = page.missedMasks.map(\.text).sorted().joined(separator: " ")
            throw Failure(.maskMissed(places: places))
        }
        if let reader, !stands(reader, work.definition) { work.context.alarm(.noRepresentative) }
        try hand(work, page, view.file, recipient)
    }

    /// Whether somebody around the child stands for it by law now.
    private static func stands(_ person: Matter, _ definition: CircuitDefinition) -> Bool {
        person.values(.legalRepresentative) == [.flag(true)] && !person.isSuspended(definition)
    }

    /// As what members work now, for whoever may list them; nothing for who may not.
    private static func functions(_ work: Work) async throws -> [MemberID: [MemberFunction]] {
        let now = work.context.now.milliseconds
        var functions: [MemberID: [MemberFunction]] = [:]
        do throws(ClientError) {
            for member in try await work.session.client.listMembers().members {
                guard let id = MemberID(blob: member.member) else { continue }
                functions[id] = member.roles
                    .filter { $0.fromMs <= now && ($0.untilMs == 0 || now < $0.untilMs) }
                    .compactMap { held in
                        OrganisationID(blob: held.organisation).map {
                            MemberFunction(role: held.role, organisation: $0)
                        }
                    }
            }
        } catch {
            guard error.code == .permission else { throw error }
        }
        return functions
    }

    /// Prints a form to fill by hand.
    private static func printBlank(_ work: Work, _ code: String) throws {
        guard let form = work.definition.form(code) ?? work.definition.form(code.uppercased())
        else { throw Failure(.unknownForm(code: code)) }
        try hand(work, printer(work, Heads(), number: nil, reason: "").blank(form), nil, .insider)
    }

    static func printer(
        _ work: Work, _ heads: Heads, number: FileNumber?, reason: String,
        masks: Set<ValuePlace> = [], reader: ActID? = nil,
        functions: [MemberID: [MemberFunction]] = [:]
    ) -> PagePrinter {
        let (me, client) = (work.me, work.session.client)
        return PagePrinter(
            work.definition,
            names: PageNames(
                member: { $0 == me.member ? me.name : client.name(of: $0) },
                organisation: { id in
                    me.organisations.first { $0.id == id }?.name ?? client.name(of: id)
                }, people: heads.people(work.definition), functions: functions),
            mark: PageMark(
                province: me.province, fileNumber: number?.text, printedBy: me.name,
                organisation: me.organisations.first?.name ?? "", printedAt: work.context.now,
                reason: reason,
                controller: PageController(
                    name: me.controller.name, authorisation: me.controller.authorisation,
                    contact: me.controller.contact)), masks: masks, reader: reader)
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
        _ view: FileView, _ definition: CircuitDefinition, _ begins: String,
        _ meaning: TrackMeaning
    ) throws -> Matter {
        let typed = Digits.ascii(begins).lowercased()
        let found = view.heads.all.flatMap(\.matters).filter { matter in
            matter.act.hexadecimal.hasPrefix(typed)
                && definition.track(matter.track)?.meaning == meaning
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
                leftOut: page.leftOutCount, masked: page.maskedCount,
                freeTexts: recipient.masksOthers ? page.freeTexts.map(\.text) : [],
                byteCount: bytes.count, path: path))
        work.context.tell(.shownAt(path: path))
        if recipient.masksOthers {
            work.context.tell(.pageMasked(count: String(page.maskedCount)))
            if !page.freeTexts.isEmpty {
                work.context.alarm(
                    .freeTextsToRead(
                        count: String(page.freeTexts.count),
                        places: page.freeTexts.map(\.text).joined(separator: " ")))
            }
        }
        guard recipient.isNarrow else { return }
        if page.leftOutCount > 0 {
            work.context.tell(.pageLeftOut(count: String(page.leftOutCount)))
        }
        work.context.alarm(.readBeforeHanding)
    }
}
