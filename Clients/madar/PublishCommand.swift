import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Report
import Returns
import Terminal

/// `madar publish`: what leaves the province of its figures.
struct PublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: helpText(.publish),
        subcommands: [
            PublishListCommand.self, PublishPrepareCommand.self, PublishProposeCommand.self,
            PublishApproveCommand.self, PublishWithdrawCommand.self, PublishShowCommand.self,
            PublishWriteCommand.self,
        ],
        defaultSubcommand: PublishListCommand.self)
}

extension FigurePeriod {
    /// The quarter or year that two options name; nil where neither is given.
    ///
    /// - Throws: `ValidationError`.
    static func named(quarter: String?, year: String?) throws -> FigurePeriod? {
        guard quarter == nil || year == nil else { throw ValidationError("--quarter | --year") }
        if let quarter {
            guard let read = FigurePeriod(quarter: Digits.ascii(quarter)) else {
                throw ValidationError("--quarter")
            }
            return read
        }
        guard let year else { return nil }
        guard let read = FigurePeriod(year: Digits.ascii(year)) else {
            throw ValidationError("--year")
        }
        return read
    }
}

/// The options that name a period of which is published.
struct PublishedPeriodOptions: ParsableArguments {
    @Option(help: help(.optionQuarter)) var quarter: String?
    @Option(help: help(.optionYear)) var year: String?

    /// Checks that one period is named, and that it is one.
    func validate() throws {
        guard try FigurePeriod.named(quarter: quarter, year: year) != nil else {
            throw ValidationError("<--quarter | --year>")
        }
    }

    /// The period.
    func period() throws -> FigurePeriod {
        guard let period = try FigurePeriod.named(quarter: quarter, year: year) else {
            throw Failure(.badUsage)
        }
        return period
    }
}

/// `madar publish list`.
struct PublishListCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: helpText(.publishList),
        discussion: examples("madar publish list", "madar publish list --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.publications/1"
        var publications: [PublicationDocument]
    }

    func perform(_ context: Context) async throws {
        let desk = PublicationDesk(try await Work(context))
        let all = try await desk.all()
        try context.emit(Document(publications: all.map { PublicationDocument($0, desk.words) }))
        guard !context.isJSON else { return }
        guard !all.isEmpty else { return context.tell(.noPublications) }
        context.screen.table(
            [
                PublishedText.publication.text(context.language),
                FigureText.period.text(context.language), context.text(.state),
                context.text(.proposedBy), PublishedText.approvedBy.text(context.language),
                NationalText.publishedAt.text(context.language), context.text(.expires),
            ],
            rows: all.map { item in
                [
                    item.shortID, context.text(item.period.labels),
                    desk.state(item), item.proposedBy, item.approvedBy,
                    item.isPublished ? context.moment(milliseconds: item.publishedAtMs) : "",
                    item.isPublished ? "" : context.moment(milliseconds: item.expiresAtMs),
                ]
            })
    }
}

/// `madar publish prepare`.
struct PublishPrepareCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare", abstract: helpText(.publishPrepare),
        discussion: examples(
            "madar publish prepare --quarter 2026-3", "madar publish prepare --year 2026"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var dates: PublishedPeriodOptions

    func perform(_ context: Context) async throws {
        let desk = PublicationDesk(try await Work(context))
        let draft = try await desk.prepare(try dates.period())
        try desk.emit(draft)
        desk.show(draft, hasCells: true)
        if draft.isTold { context.tell(.publicationPrepared) }
    }
}

/// `madar publish propose`.
struct PublishProposeCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose", abstract: helpText(.publishPropose),
        discussion: examples("madar publish propose --quarter 2026-3"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var dates: PublishedPeriodOptions

    func perform(_ context: Context) async throws {
        let desk = PublicationDesk(try await Work(context))
        let draft = try await desk.prepare(try dates.period())
        desk.show(draft, hasCells: false)
        guard draft.isTold else {
            let isBefore = draft.tables.contains { $0.reason == .before }
            throw Failure(isBefore ? .publishedBefore : .nothingToPublish)
        }
        let waiting = try await desk.all().filter { !$0.isPublished }
        guard
            !waiting.contains(where: {
                $0.fromDay < draft.untilDay && draft.fromDay < $0.untilDay
            })
        else { throw Failure(.daysWait) }
        let (id, expires) = try await context.writing {
            do throws(ClientError) {
                return try await desk.client.propose(draft)
            } catch {
                switch error.code {
                case .precondition: throw Failure(.draftGone)
                case .tooLarge: throw Failure(.notReturnable)
                default: throw error
                }
            }
        }
        var proposed = draft
        proposed.publication = id.blob
        proposed.expiresAtMs = expires.milliseconds
        proposed.proposedBy = desk.work.me.name
        proposed.proposer = desk.work.me.member.blob
        proposed.proposedAtMs = context.now.milliseconds
        try desk.emit(proposed)
        context.tell(
            .publicationProposed(id: proposed.shortID, day: context.moment(expires)))
    }
}

/// `madar publish approve`.
struct PublishApproveCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: helpText(.publishApprove),
        discussion: examples("madar publish approve 0123abcd"))

    @OptionGroup var options: GlobalOptions
    @Flag(name: .customLong("yes-i-have-read"), help: help(.optionYesApprove))
    var hasRead = false
    @Argument(help: help(.argumentPublication)) var publication: String

    func perform(_ context: Context) async throws {
        let desk = PublicationDesk(try await Work(context))
        let read = try await desk.read(publication)
        let shown = read.publication
        guard !shown.isPublished else { throw Failure(.publishedAlready) }
        guard shown.proposer != desk.work.me.member.blob else {
            throw Failure(.ownPublication)
        }
        // What is shown is what is signed, and not what the daemon tells a moment later.
        desk.show(shown, hasCells: true)
        if !hasRead { try context.confirmApproval() }
        let now = try await context.writing { try await desk.client.publish(read) }
        try context.emit(now.map { desk.document($0) } ?? desk.document(approved: shown))
        context.tell(.publicationPublished(id: shown.shortID))
        if now == nil { context.tell(.publicationNotShown(id: shown.shortID)) }
    }
}

/// `madar publish withdraw`.
struct PublishWithdrawCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: helpText(.publishWithdraw),
        discussion: examples("madar publish withdraw 0123abcd"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentPublication)) var publication: String

    private struct Document: Encodable {
        var schema = "madar.publication-withdrawn/1"
        var outcome = Outcome.done.rawValue
        var publication: String
    }

    func perform(_ context: Context) async throws {
        let desk = PublicationDesk(try await Work(context))
        let chosen = try await desk.choose(publication)
        guard !chosen.isPublished else { throw Failure(.publishedAlready) }
        let id = try chosen.id()
        try await context.writing { try await desk.client.cancel(id) }
        try context.emit(Document(publication: id.hexadecimal))
        context.tell(.publicationWithdrawn(id: chosen.shortID))
    }
}

/// `madar publish show`.
struct PublishShowCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: helpText(.publishShow),
        discussion: examples("madar publish show 0123abcd"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentPublication)) var publication: String

    func perform(_ context: Context) async throws {
        let desk = PublicationDesk(try await Work(context))
        let read = try await desk.read(publication)
        try desk.emit(read.publication)
        desk.show(read.publication, hasCells: true)
    }
}

/// `madar publish write`.
struct PublishWriteCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "write", abstract: helpText(.publishWrite),
        discussion: examples(
            "madar publish write 0123abcd --out figures.html",
            "madar publish write 0123abcd --format csv --out figures.csv"))

    @OptionGroup var options: GlobalOptions
    @Option(name: .customLong("in"), help: help(.optionReportIn))
    var languages: ReportLanguage = .both
    @Option(help: help(.optionReportFormat)) var format: ReportFormat = .html
    @Option(help: help(.optionReportFile)) var out: String
    @Argument(help: help(.argumentPublication)) var publication: String

    private struct Document: Encodable {
        var schema = "madar.publication-written/1"
        var outcome = Outcome.done.rawValue
        var publication: String
        var format: String
        var byteCount: Int
        var path: String
    }

    func perform(_ context: Context) async throws {
        let path = Input.path(out)
        let desk = PublicationDesk(try await Work(context))
        let read = try await desk.read(publication).publication
        // A draft is for those who approve; what is handed on is published.
        guard read.isPublished else { throw Failure(.publicationWaits) }
        let file = try NewFile(path)
        let text =
            switch format {
            case .html: PublicationPage.html(read, in: languages, desk.words)
            case .csv: PublicationSheet.text(read, desk.words)
            case .json: try JSONText.of(desk.document(read)) + "\n"
            }
        let bytes = Array(text.utf8)
        try file.write(bytes)
        try file.finish()
        try context.emit(
            Document(
                publication: read.publication.hexadecimal, format: format.rawValue,
                byteCount: bytes.count, path: path))
        context.tell(
            .publicationWritten(path: path, size: DataSize.text(bytes.count, context.language)))
    }
}

/// `madar return`: the file of counts for the ministry.
struct ReturnCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: helpText(.returnCommand),
        discussion: examples(
            "madar return --quarter 2026-3 --output return.txt",
            "madar return --year 2026 --publication 0123abcd --output return.txt"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var dates: PublishedPeriodOptions
    @Option(help: help(.optionPublication)) var publication: String?
    @Option(help: help(.optionReturnOutput)) var output: String

    private struct Document: Encodable {
        var schema = "madar.return/1"
        var outcome = Outcome.done.rawValue
        var publication: String
        var from: String
        var to: String
        var byteCount: Int
        var path: String
    }

    func perform(_ context: Context) async throws {
        let (path, period) = (Input.path(output), try dates.period())
        let desk = PublicationDesk(try await Work(context))
        let found = try await desk.all().filter { $0.period == period }
        let begin = publication.map { Digits.ascii($0).lowercased() } ?? ""
        let chosen = found.filter {
            $0.isPublished && $0.publication.hexadecimal.hasPrefix(begin)
        }
        guard let one = chosen.first else {
            throw Failure(found.isEmpty || !begin.isEmpty ? .nothingPublished : .publicationWaits)
        }
        guard chosen.count == 1 else {
            throw Failure(.severalPublished(count: String(chosen.count)))
        }
        // What cannot be written is told before anything is signed.
        let file = try NewFile(path)
        let signed = try await context.waiting(.connecting) {
            let read = try await desk.client.readPublication(try one.id())
            return try await desk.client.signReturn(of: read.publication)
        }
        let bytes = Array(signed.encoded.utf8)
        try file.write(bytes)
        try file.finish()
        try context.emit(
            Document(
                publication: one.publication.hexadecimal, from: period.first.text,
                to: period.last.text, byteCount: bytes.count, path: path))
        context.tell(
            .returnWritten(path: path, size: DataSize.text(bytes.count, context.language)))
    }
}
