import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// `madar break-glass`: a file out of reach in an emergency, and what becomes of that.
struct BreakGlassCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "break-glass", abstract: helpText(.breakGlass),
        discussion: examples(
            "madar break-glass open 7K3M-92QA-Y", "madar break-glass list",
            "madar break-glass review 0123abcd"),
        subcommands: [
            BreakGlassOpenCommand.self, BreakGlassListCommand.self, BreakGlassApproveCommand.self,
            BreakGlassReviewCommand.self,
        ])
}

/// An access as programs read it.
private struct AccessDocument: Encodable {
    var access: String
    var member: String
    var memberName: String
    var file: String
    var fileNumber: String?
    var reason: String?
    var lifeDanger: Bool
    var at: String
    var until: String
    var whole: Bool
    var approvedBy: String?
    var reviewDue: String
    var reviewedBy: String?
    var justified: Bool?
    var review: String?

    init(_ access: WireBreakGlass) {
        func text(_ value: String) -> String? { value.isEmpty ? nil : value }
        func iso(_ milliseconds: Int64) -> String {
            DateText.iso(Instant(milliseconds: milliseconds))
        }
        self.access = access.access.hexadecimal
        member = access.member.hexadecimal
        memberName = access.memberName
        file = access.file.hexadecimal
        fileNumber = text(access.number)
        reason = text(access.reason)
        lifeDanger = access.lifeDanger
        at = iso(access.atMs)
        until = iso(access.untilMs)
        whole = access.whole
        approvedBy = text(access.approvedBy)
        reviewDue = iso(access.reviewDueMs)
        guard access.reviewedAtMs != 0 else { return }
        reviewedBy = text(access.reviewedBy)
        justified = access.justified
        review = text(access.review)
    }
}

/// How an access is told to a person.
private struct AccessText {
    let context: Context

    func details(_ access: WireBreakGlass) -> [LabelledValue] {
        func line(_ label: Label, _ value: String, _ style: Style? = nil) -> LabelledValue? {
            value.isEmpty ? nil : LabelledValue(context.text(label), value, style: style)
        }
        let isReviewed = access.reviewedAtMs != 0
        let isLate = !isReviewed && access.reviewDueMs <= context.now.milliseconds
        let found = context.text(access.justified ? .yes : .no)
        let lines = [
            line(.member, access.memberName), line(.fileNumber, access.number),
            line(.reason, access.reason),
            line(.lifeDanger, context.text(access.lifeDanger ? .yes : .no)),
            line(.accessAt, context.moment(milliseconds: access.atMs)),
            line(.opensWhole, context.text(access.whole ? .wholeFile : .onlyIdentity)),
            isReviewed ? nil : line(.opensUntil, context.moment(milliseconds: access.untilMs)),
            line(.approvedBy, access.approvedBy),
            isReviewed
                ? nil
                : line(
                    .reviewDue, context.moment(milliseconds: access.reviewDueMs),
                    isLate ? .alarm : nil),
            line(.reviewedBy, access.reviewedBy),
            isReviewed && !access.review.isEmpty ? line(.justified, found) : nil,
            line(.review, access.review), line(.access, access.access.hexadecimal),
        ]
        return lines.compactMap { $0 }
    }

    /// The access that a person names by how its id begins, or chooses.
    func choose(_ begins: String?, among accesses: [WireBreakGlass]) throws -> WireBreakGlass? {
        if let begins {
            let found = accesses.filter {
                $0.access.hexadecimal.hasPrefix(Digits.ascii(begins).lowercased())
            }
            guard found.count == 1, !begins.isEmpty else { return nil }
            return found[0]
        }
        guard !accesses.isEmpty else { return nil }
        context.prompt.tell(context.ask(.glassWhich))
        let items = accesses.map { access in
            MenuItem(
                code: access.access.hexadecimal,
                label: access.memberName + " — " + access.number + " — "
                    + context.moment(milliseconds: access.atMs))
        }
        let menu = Menu(items, words: context.menuWords, screen: context.screen)
        guard case .item(let place) = try menu.ask(context.prompt) else { throw Failure(.gaveUp) }
        return accesses[place]
    }
}

/// `madar break-glass open`.
struct BreakGlassOpenCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: helpText(.breakGlassOpen),
        discussion: examples(
            "madar break-glass open 7K3M-92QA-Y",
            "madar break-glass open 7K3M-92QA-Y --reason \"...\" --life-danger"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionGlassReason)) var reason: String?
    @Flag(name: .customLong("life-danger"), help: help(.optionLifeDanger)) var isLifeDanger = false
    @Argument(help: help(.argumentFile)) var file: String

    private struct Document: Encodable {
        var schema = "madar.break-glass/1"
        var outcome = Outcome.done.rawValue
        var file: String
        var whole: Bool
        var until: String
        var reviewDue: String
    }

    func perform(_ context: Context) async throws {
        let name = try Work.file(file)
        let work = try await Work(context)
        context.tell(.glassRules)
        var given = reason?.trimmed ?? ""
        var danger = isLifeDanger
        if reason == nil {
            given = try context.prompt.line(context.ask(.glassReason)).trimmed
            guard !given.isEmpty else { throw Failure(.gaveUp) }
            if !danger {
                danger = try context.confirm(context.ask(.glassLifeDanger), whenEmpty: false)
            }
            guard try context.confirm(context.ask(.confirmGlass)) else { throw Failure(.gaveUp) }
        }
        let answer = try await context.writing {
            try await work.session.client.breakGlass(name, reason: given, isLifeDanger: danger)
        }
        let opens = ClassSet(rawValue: UInt8(truncatingIfNeeded: answer.classes))
        let isWhole = opens.contains(.social)
        try context.emit(
            Document(
                file: answer.file.hexadecimal, whole: isWhole,
                until: DateText.iso(Instant(milliseconds: answer.untilMs)),
                reviewDue: DateText.iso(Instant(milliseconds: answer.reviewDueMs))))
        context.tell(.glassOpened(until: context.moment(milliseconds: answer.untilMs)))
        if !isWhole { context.tell(.glassIdentityOnly) }
        guard !context.isJSON, let id = FileID(blob: answer.file) else { return }
        try await ShowCommand.show(work, .id(id), motive: "")
    }
}

/// `madar break-glass list`.
struct BreakGlassListCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: helpText(.breakGlassList),
        discussion: examples("madar break-glass list", "madar break-glass list --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.break-glass-list/1"
        var total: UInt32
        var accesses: [AccessDocument]
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let list = try await context.waiting(.connecting) {
            try await session.client.listBreakGlass()
        }
        try context.emit(
            Document(total: list.total, accesses: list.accesses.map(AccessDocument.init)))
        guard !context.isJSON else { return }
        guard !list.accesses.isEmpty else {
            context.tell(.nothingListed)
            return
        }
        for access in list.accesses {
            context.show(AccessText(context: context).details(access))
            context.screen.show("")
        }
    }
}

/// `madar break-glass approve`.
struct BreakGlassApproveCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: helpText(.breakGlassApprove),
        discussion: examples(
            "madar break-glass approve", "madar break-glass approve 0123abcd --yes-i-have-read"))

    @OptionGroup var options: GlobalOptions
    @Flag(name: .customLong("yes-i-have-read"), help: help(.optionYesApprove))
    var hasRead = false
    @Argument(help: help(.argumentAccess)) var access: String?

    private struct Document: Encodable {
        var schema = "madar.approved/1"
        var outcome = Outcome.done.rawValue
        var access: String
        var digest: String
    }

    func validate() throws {
        guard access != nil || !hasRead else { throw ValidationError("ACCESS") }
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let list = try await context.waiting(.connecting) {
            try await session.client.listBreakGlass()
        }
        let waiting = list.accesses.filter { !$0.whole && $0.reviewedAtMs == 0 }
        let text = AccessText(context: context)
        guard let chosen = try text.choose(access, among: waiting) else {
            context.tell(.noAccess)
            throw ExitCode(ExitStatus.negative.rawValue)
        }
        if !context.isJSON { context.show(text.details(chosen)) }
        if !hasRead { try context.confirmApproval() }
        try await context.writing { try await session.client.approve(chosen, from: list) }
        try context.emit(
            Document(access: chosen.access.hexadecimal, digest: chosen.digest.hexadecimal))
        context.tell(.glassApproved(name: context.screen.value(chosen.memberName)))
    }
}

/// `madar break-glass review`.
struct BreakGlassReviewCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: helpText(.breakGlassReview),
        discussion: examples(
            "madar break-glass review",
            "madar break-glass review 0123abcd --justified --note \"...\""
        ))

    @OptionGroup var options: GlobalOptions
    @Flag(inversion: .prefixedNo, help: help(.optionJustified)) var justified: Bool?
    @Option(help: help(.optionGlassNote)) var note: String?
    @Argument(help: help(.argumentAccess)) var access: String?

    private struct Document: Encodable {
        var schema = "madar.reviewed/1"
        var outcome = Outcome.done.rawValue
        var access: String
        var justified: Bool
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let list = try await context.waiting(.connecting) {
            try await session.client.listBreakGlass()
        }
        let text = AccessText(context: context)
        let waiting = list.accesses.filter { $0.reviewedAtMs == 0 }
        guard let chosen = try text.choose(access, among: waiting),
            let id = BreakGlassID(blob: chosen.access)
        else {
            context.tell(.noAccess)
            throw ExitCode(ExitStatus.negative.rawValue)
        }
        if !context.isJSON { context.show(text.details(chosen)) }
        let found = try justified ?? context.confirm(context.ask(.glassJustified))
        let written = try note ?? context.prompt.line(context.ask(.glassNote))
        guard !written.trimmed.isEmpty else { throw Failure(.gaveUp) }
        try await context.writing {
            try await session.client.review(id, isJustified: found, note: written.trimmed)
        }
        try context.emit(Document(access: chosen.access.hexadecimal, justified: found))
        context.tell(.glassReviewed(name: context.screen.value(chosen.memberName)))
    }
}
