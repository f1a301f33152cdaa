import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madar handover`: a caseload goes to a colleague, who has to accept it.
struct HandOverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handover", abstract: helpText(.handOver),
        subcommands: [
            HandOverListCommand.self, HandOverGiveCommand.self, HandOverAcceptCommand.self,
            HandOverDeclineCommand.self, HandOverWithdrawCommand.self,
        ],
        defaultSubcommand: HandOverListCommand.self)
}

/// `madar handover give`.
struct HandOverGiveCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "give", abstract: helpText(.handOverGive),
        discussion: examples(
            "madar handover give --to 0123abcd…",
            "madar handover give --to \"Salma Idrissi\" --from \"Omar Alaoui\" --reason mutation"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionHandTo)) var to: String
    @Option(help: help(.optionHandFrom)) var from: String?
    @Option(help: help(.optionHandReason)) var reason: String?

    private struct Document: Encodable {
        var schema = "madar.handover-offered/1"
        var outcome = Outcome.done.rawValue
        var handOver: String
        var to: String
        var from: String
    }

    func validate() throws {
        guard (reason ?? "").utf8.count <= MessageLimits.handOverReasonByteCountMax else {
            throw ValidationError("--reason")
        }
    }

    func perform(_ context: Context) async throws {
        let work = try await Work(context, mayBeOffline: true)
        let receiver = try await work.member(to)
        var giver = work.me.member
        if let from { giver = try await work.member(from) }
        let (id, call) = try await work.session.client.prepareHandOver(
            to: receiver, from: giver, reason: reason ?? "")
        guard try await work.submit(call) != nil else {
            throw ExitCode(ExitStatus.unreachable.rawValue)
        }
        let list = try await work.session.client.listHandOvers()
        let made = list.handOvers.first { $0.handOver == id.blob }
        try context.emit(
            Document(
                handOver: id.hexadecimal, to: receiver.hexadecimal, from: giver.hexadecimal))
        context.tell(
            .handOverOffered(
                id: String(id.hexadecimal.prefix(8)),
                day: context.moment(milliseconds: made?.expiresAtMs ?? 0)))
    }
}

/// An offer as programs read it.
private struct OfferDocument: Encodable {
    var handOver: String
    var from: String
    var fromName: String
    var to: String
    var toName: String
    var organisation: String?
    var organisationName: String?
    var askedBy: String
    var askedByName: String
    var askedAt: String
    var expiresAt: String
    var reason: String
    var files: UInt32
    var overdue: Bool

    init(_ item: WireHandOver) {
        handOver = item.handOver.hexadecimal
        (from, fromName) = (item.giver.hexadecimal, item.giverName)
        (to, toName) = (item.receiver.hexadecimal, item.receiverName)
        if !item.organisation.isEmpty {
            (organisation, organisationName) = (
                item.organisation.hexadecimal, item.organisationName
            )
        }
        (askedBy, askedByName) = (item.askedBy.hexadecimal, item.askedByName)
        askedAt = DateText.iso(Instant(milliseconds: item.askedAtMs))
        expiresAt = DateText.iso(Instant(milliseconds: item.expiresAtMs))
        (reason, files, overdue) = (item.reason, item.files, item.overdue)
    }
}

/// `madar handover list`.
struct HandOverListCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: helpText(.handOverList),
        discussion: examples("madar handover list", "madar handover list --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.handovers/1"
        var handOvers: [OfferDocument]
        var indexPercent: UInt32
    }

    func perform(_ context: Context) async throws {
        let client = try await UserSession(context).client
        let list = try await context.waiting(.connecting) { try await client.listHandOvers() }
        try context.emit(
            Document(
                handOvers: list.handOvers.map { OfferDocument($0) },
                indexPercent: list.indexPercent))
        guard !context.isJSON else { return }
        guard !list.handOvers.isEmpty else { return context.tell(.noHandOvers) }
        let labels: [Label] = [
            .offer, .handOverFrom, .handOverTo, .files, .askedBy, .expires, .reason,
        ]
        context.screen.table(
            labels.map { context.text($0) },
            rows: list.handOvers.map { item in
                [
                    String(item.handOver.hexadecimal.prefix(8)), item.giverName, item.receiverName,
                    String(item.files), item.askedByName,
                    context.moment(milliseconds: item.expiresAtMs), item.reason,
                ]
            })
    }
}

/// What the answers to an offer share.
private struct HandOverAnswer {
    struct Document: Encodable {
        var schema = "madar.handover-answered/1"
        var outcome = Outcome.done.rawValue
        var handOver: String
        var moved: UInt32 = 0
        var leftBehind: UInt32 = 0
    }

    let context: Context
    let client: DaemonClient
    let id: HandOverID

    init(_ context: Context, _ typed: String) async throws {
        self.context = context
        let client = try await UserSession(context).client
        self.client = client
        let list = try await context.waiting(.connecting) { try await client.listHandOvers() }
        let found = list.handOvers.filter {
            $0.handOver.hexadecimal.hasPrefix(typed.lowercased())
        }
        guard found.count == 1, let id = HandOverID(blob: found[0].handOver) else {
            var failure = Failure(.unknownProposal)
            failure.advice = { Notice.handOversShown.text($0) }
            throw failure
        }
        self.id = id
    }

    func end(_ reply: WireHandOverReply, _ notice: Notice) async throws {
        _ = try await context.waiting(.sending) { try await client.answer(id, reply) }
        try context.emit(Document(handOver: id.hexadecimal))
        context.tell(notice)
    }
}

/// `madar handover accept`.
struct HandOverAcceptCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: helpText(.handOverAccept),
        discussion: examples("madar handover accept 0123abcd"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentHandOver)) var offer: String

    func perform(_ context: Context) async throws {
        let answer = try await HandOverAnswer(context, offer)
        var document = HandOverAnswer.Document(handOver: answer.id.hexadecimal)
        let (moved, leftBehind) = try await context.waiting(.sending) {
            var moved: UInt32 = 0
            while true {
                let told = try await answer.client.answer(answer.id, .accept)
                moved += told.moved
                if told.left == 0 { return (moved, told.leftBehind) }
            }
        }
        (document.moved, document.leftBehind) = (moved, leftBehind)
        try context.emit(document)
        context.tell(.handOverTaken(count: context.count(Int(moved), .files)))
        if leftBehind > 0 {
            context.alarm(.handOverStays(count: context.count(Int(leftBehind), .files)))
        }
    }
}

/// `madar handover decline`.
struct HandOverDeclineCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline", abstract: helpText(.handOverDecline),
        discussion: examples("madar handover decline 0123abcd"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentHandOver)) var offer: String

    func perform(_ context: Context) async throws {
        try await HandOverAnswer(context, offer).end(.decline, .handOverDeclined)
    }
}

/// `madar handover withdraw`.
struct HandOverWithdrawCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: helpText(.handOverWithdraw),
        discussion: examples("madar handover withdraw 0123abcd"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentHandOver)) var offer: String

    func perform(_ context: Context) async throws {
        try await HandOverAnswer(context, offer).end(.withdraw, .withdrawn)
    }
}
