import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Report
import Terminal

/// `madar order`: what takes two people.
struct OrderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "order", abstract: helpText(.order),
        subcommands: [
            OrderListCommand.self, OrderEraseCommand.self, OrderReadersCommand.self,
            OrderCaseloadCommand.self, OrderApproveCommand.self, OrderWithdrawCommand.self,
            OrderCarryOutCommand.self, OrderRecordCommand.self, OrderReportCommand.self,
            OrderExportCommand.self,
        ],
        defaultSubcommand: OrderListCommand.self)
}

/// What an erasure takes, as it is typed.
enum ErasedClass: String, ExpressibleByArgument, CaseIterable {
    case health, judicial, protected, all

    var classes: ClassSet {
        switch self {
        case .health: .health
        case .judicial: .judicial
        case .protected: .protected
        case .all: DataClass.content
        }
    }
}

/// On what an order rests, as it is typed.
enum TypedGround: String, ExpressibleByArgument, CaseIterable {
    case request, retention, court, oversight

    var ground: WireOrderGround {
        switch self {
        case .request: .dataSubject
        case .retention: .retention
        case .court: .court
        case .oversight: .oversight
        }
    }
}

/// How orders are told to a person.
struct OrderText {
    let context: Context

    /// Where an order stands.
    func state(_ order: WireOrder) -> String {
        if order.hasCarriedOut { return context.text(.orderDone) }
        guard context.now.milliseconds < order.expiresAtMs else {
            return context.text(.orderLapsed)
        }
        return context.text(order.hasApproved ? .orderApproved : .orderWaits)
    }

    /// What an order is about: classes and acts of a file, or a member.
    func subject(_ order: WireOrder) -> String {
        let classes = ClassSet(rawValue: UInt8(truncatingIfNeeded: order.classes))
        guard !classes.isEmpty else {
            return order.kind == .export ? order.memberName : context.text(order.kind.label)
        }
        let names =
            classes == DataClass.content
            ? context.text(.allOfFile)
            : context.list(classes.classes.map { context.text($0.label) })
        guard !order.sequences.isEmpty else { return names }
        return names + " " + order.sequences.map(String.init).joined(separator: " ")
    }

    /// All that whoever approves signs, in words.
    func details(_ order: WireOrder) -> [LabelledValue] {
        [
            LabelledValue(context.text(.orderWord), context.text(order.kind.label)),
            LabelledValue(context.text(.fileNumber), order.number),
            LabelledValue(
                context.text(order.kind == .erasure ? .toErase : .member),
                order.kind == .accessReport ? "" : subject(order),
                style: order.kind == .erasure ? .alarm : nil),
            LabelledValue(context.text(.orderGround), context.text(order.ground.label)),
            LabelledValue(context.text(.reason), order.reason),
            LabelledValue(
                context.text(.orderRequest), order.request == 0 ? "" : String(order.request)),
            LabelledValue(context.text(.orderedBy), order.asked.name),
            LabelledValue(
                context.text(.orderedAt), context.moment(milliseconds: order.asked.atMs)),
        ].filter { !$0.value.isEmpty }
    }
}

/// An order as programs read it.
struct OrderDocument: Encodable {
    struct Step: Encodable {
        var member: String
        var name: String
        var at: String
        var leaf: UInt64

        init(_ step: WireOrderStep) {
            member = step.member.hexadecimal
            name = step.name
            at = DateText.iso(Instant(milliseconds: step.atMs))
            leaf = step.leaf
        }
    }
    var order: String
    var kind: Int
    var ground: Int
    var file: String?
    var fileNumber: String?
    var member: String?
    var classes: [UInt8]
    var acts: [UInt64]
    var reason: String
    var request: UInt64?
    var asked: Step
    var approved: Step?
    var carriedOut: Step?
    var from: String?
    var expiresAt: String
    var erased: UInt32
    /// That the log cannot tell any more what was ordered.
    var unreadable: Bool
    var witnessedSize: UInt64?
    var witnessedAt: String?

    init(_ item: WireOrder) {
        order = item.order.hexadecimal
        kind = item.kind.rawValue
        ground = item.ground.rawValue
        file = item.file.isEmpty ? nil : item.file.hexadecimal
        fileNumber = item.number.isEmpty ? nil : item.number
        member = item.member.isEmpty ? nil : item.member.hexadecimal
        classes = ClassSet(rawValue: UInt8(truncatingIfNeeded: item.classes)).classes
            .map(\.rawValue)
        acts = item.sequences
        reason = item.reason
        request = item.request == 0 ? nil : item.request
        asked = Step(item.asked)
        approved = item.hasApproved ? Step(item.approved) : nil
        carriedOut = item.hasCarriedOut ? Step(item.carriedOut) : nil
        from = item.fromMs == 0 ? nil : DateText.iso(Instant(milliseconds: item.fromMs))
        expiresAt = DateText.iso(Instant(milliseconds: item.expiresAtMs))
        erased = item.erased
        unreadable = item.unreadable
        if item.witnessedAtMs != 0 {
            witnessedSize = item.witnessedSize
            witnessedAt = DateText.iso(Instant(milliseconds: item.witnessedAtMs))
        }
    }
}

/// `madar order list`.
struct OrderListCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: helpText(.orderList),
        discussion: examples("madar order list", "madar order list --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.orders/1"
        var orders: [OrderDocument]
        var total: UInt32
    }

    func perform(_ context: Context) async throws {
        let client = try await UserSession(context).client
        let list = try await context.waiting(.connecting) { try await client.listOrders() }
        try context.emit(
            Document(orders: list.orders.map { OrderDocument($0) }, total: list.total))
        guard !context.isJSON else { return }
        guard !list.orders.isEmpty else { return context.tell(.noOrders) }
        let text = OrderText(context: context)
        let labels: [Label] = [
            .orderWord, .state, .fileNumber, .orderAbout, .orderedBy, .carryOutFrom, .expires,
        ]
        context.screen.table(
            labels.map { context.text($0) },
            rows: list.orders.map { order in
                [
                    String(order.order.hexadecimal.prefix(8)), text.state(order), order.number,
                    text.subject(order), order.asked.name,
                    order.fromMs == 0 ? "" : context.moment(milliseconds: order.fromMs),
                    order.hasCarriedOut ? "" : context.moment(milliseconds: order.expiresAtMs),
                ]
            })
        let damaged = list.orders.count(where: \.unreadable)
        if damaged > 0 { context.alarm(.leavesUnreadable(count: String(damaged))) }
    }
}

/// `madar order erase`.
struct OrderEraseCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: helpText(.orderErase),
        discussion: examples(
            "madar order erase 7K3M-92QA-Y --class health --ground request --request 12",
            "madar order erase 7K3M-92QA-Y --class judicial --acts 4,7 --ground court",
            "madar order erase 7K3M-92QA-Y --class all --ground retention"))

    @OptionGroup var options: GlobalOptions
    @Option(name: .customLong("class"), help: help(.optionOrderClass))
    var classes: [ErasedClass]
    @Option(help: help(.optionOrderActs)) var acts: String?
    @Option(help: help(.optionOrderGround)) var ground: TypedGround
    @Option(help: help(.optionOrderRequest)) var request: UInt64?
    @Option(help: help(.optionOrderReason)) var reason: String?
    @Argument(help: help(.argumentFile)) var file: String

    private struct Document: Encodable {
        var schema = "madar.ordered/1"
        var outcome = Outcome.done.rawValue
        var order: String
        var fileNumber: String
        var acts: [UInt64]
    }

    private var sequences: [UInt64]? {
        guard let acts else { return [] }
        let typed = Digits.ascii(acts).split { $0 == "," || $0 == "،" || $0 == " " }
        let numbers = typed.compactMap { UInt64($0) }.filter { $0 > 0 }
        return numbers.count == typed.count && !numbers.isEmpty ? numbers : nil
    }

    func validate() throws {
        guard let sequences else { throw ValidationError("--acts") }
        guard sequences.isEmpty || classes.count == 1 && classes != [.all] else {
            throw ValidationError("--acts | --class")
        }
        // Whoever says that somebody asked for it names the act that holds the request.
        guard ground != .request || (request ?? 0) > 0 else { throw ValidationError("--request") }
        guard (reason ?? "").utf8.count <= MessageLimits.orderReasonByteCountMax else {
            throw ValidationError("--reason")
        }
    }

    func perform(_ context: Context) async throws {
        let name = try Work.file(file)
        let work = try await Work(context)
        let reason = try PrintCommand.reason(context, reason, asking: .orderReason)
        let client = work.session.client
        // Of a file that is locked the reason of the order is the reason of the look.
        let view = try await context.waiting(.connecting) {
            try await client.readFile(name, motive: reason)
        }
        guard let number = view.number else { throw Failure(.nothingToPrint) }
        guard
            !classes.contains(.all) || work.definition.restsAt(view.heads.stage)
        else { throw Failure(.fileInHand) }
        let id = try await context.waiting(.sending) {
            try await client.orderErasure(
                of: classes.reduce(into: []) { $0.formUnion($1.classes) },
                acts: sequences ?? [], in: view.file, number: number, ground: ground.ground,
                reason: reason, request: request ?? 0)
        }
        let list = try await client.listOrders(id)
        guard let order = list.orders.first else { throw Failure(.protocolBroken) }
        try context.emit(
            Document(
                order: id.hexadecimal, fileNumber: number.text, acts: order.sequences))
        if !context.isJSON { context.show(OrderText(context: context).details(order)) }
        context.tell(
            .orderGiven(
                id: String(id.hexadecimal.prefix(8)),
                day: context.moment(milliseconds: order.expiresAtMs)))
    }
}

/// `madar order readers`.
struct OrderReadersCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "readers", abstract: helpText(.orderReaders),
        discussion: examples("madar order readers 7K3M-92QA-Y --ground request --request 12"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionOrderGround)) var ground: TypedGround
    @Option(help: help(.optionOrderRequest)) var request: UInt64?
    @Option(help: help(.optionOrderReason)) var reason: String?
    @Argument(help: help(.argumentFile)) var file: String

    func validate() throws {
        guard (reason ?? "").utf8.count <= MessageLimits.orderReasonByteCountMax else {
            throw ValidationError("--reason")
        }
    }

    func perform(_ context: Context) async throws {
        // Whoever protects data has no file in his reach, and names it by the number on the letter.
        guard let number = FileNumber(Digits.ascii(file)) else { throw Failure(.badFileNumber) }
        let session = try await UserSession(context)
        let reason = try PrintCommand.reason(context, reason, asking: .orderReason)
        let client = session.client
        let id = try await context.waiting(.sending) {
            try await client.orderAccessReport(
                of: number, ground: ground.ground, reason: reason, request: request ?? 0)
        }
        try await ChosenOrder.tellGiven(id, client, context)
    }
}

/// What the steps of an order share.
struct ChosenOrder {
    struct Document: Encodable {
        var schema = "madar.order/1"
        var outcome = Outcome.done.rawValue
        var order: OrderDocument
    }

    let context: Context
    let client: DaemonClient
    let list: WireListOrdersAnswer
    let order: WireOrder
    let id: OrderID

    init(_ context: Context, _ session: UserSession, _ typed: String) async throws {
        self.context = context
        let client = session.client
        self.client = client
        list = try await context.waiting(.connecting) { try await client.listOrders() }
        let begin = Digits.ascii(typed).lowercased()
        let found = list.orders.filter { $0.order.hexadecimal.hasPrefix(begin) }
        guard found.count == 1, let id = OrderID(blob: found[0].order) else {
            throw Failure(.unknownOrder)
        }
        self.id = id
        order = found[0]
    }

    var shortID: String { String(id.hexadecimal.prefix(8)) }

    /// Tells what was ordered, as the daemon has it now.
    static func tellGiven(
        _ id: OrderID, _ client: DaemonClient, _ context: Context
    ) async throws {
        guard let order = try await client.listOrders(id).orders.first else {
            throw Failure(.protocolBroken)
        }
        try context.emit(Document(order: OrderDocument(order)))
        if !context.isJSON { context.show(OrderText(context: context).details(order)) }
        context.tell(
            .orderGiven(
                id: String(id.hexadecimal.prefix(8)),
                day: context.moment(milliseconds: order.expiresAtMs)))
    }

    func show() {
        if !context.isJSON { context.show(OrderText(context: context).details(order)) }
    }

    /// The order as it stands after a step.
    func now() async throws -> WireOrder {
        guard let order = try await client.listOrders(id).orders.first else {
            throw Failure(.protocolBroken)
        }
        return order
    }
}

/// `madar order approve`.
struct OrderApproveCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: helpText(.orderApprove),
        discussion: examples("madar order approve 0123abcd"))

    @OptionGroup var options: GlobalOptions
    @Flag(name: .customLong("yes-i-have-read"), help: help(.optionYesApprove))
    var hasRead = false
    @Argument(help: help(.argumentOrder)) var order: String

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let chosen = try await ChosenOrder(context, session, order)
        let me = try await session.client.whoAmI()
        guard chosen.order.asked.member != me.member else { throw Failure(.ownOrder) }
        // What is shown is what is signed, and not what the daemon tells a moment later.
        guard !chosen.order.unreadable else { throw Failure(.orderUnreadable) }
        chosen.show()
        if !hasRead { try context.confirmApproval() }
        try await context.waiting(.sending) {
            try await chosen.client.approve(chosen.order, from: chosen.list)
        }
        let now = try await chosen.now()
        try context.emit(ChosenOrder.Document(order: OrderDocument(now)))
        switch now.kind {
        case .erasure:
            context.tell(
                .orderNowApproved(
                    id: chosen.shortID, day: context.moment(milliseconds: now.fromMs)))
        case .accessReport:
            context.tell(
                .reportNowApproved(
                    id: chosen.shortID, day: context.moment(milliseconds: now.expiresAtMs)))
        case .export:
            context.tell(
                .exportNowApproved(
                    id: chosen.shortID, day: context.moment(milliseconds: now.expiresAtMs)))
        case .unspecified, .UNRECOGNIZED: break
        }
    }
}

/// `madar order withdraw`.
struct OrderWithdrawCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: helpText(.orderWithdraw),
        discussion: examples("madar order withdraw 0123abcd"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentOrder)) var order: String

    func perform(_ context: Context) async throws {
        let chosen = try await ChosenOrder(context, UserSession(context), order)
        _ = try await context.waiting(.sending) {
            try await chosen.client.settle(chosen.id, .withdraw)
        }
        try context.emit(ChosenOrder.Document(order: OrderDocument(chosen.order)))
        context.tell(.orderWithdrawn)
    }
}

/// `madar order carry-out`.
struct OrderCarryOutCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "carry-out", abstract: helpText(.orderCarryOut),
        discussion: examples("madar order carry-out 0123abcd"))

    @OptionGroup var options: GlobalOptions
    @Flag(name: .customLong("yes-i-have-read"), help: help(.optionYesApprove))
    var hasRead = false
    @Argument(help: help(.argumentOrder)) var order: String

    func perform(_ context: Context) async throws {
        let chosen = try await ChosenOrder(context, UserSession(context), order)
        guard chosen.order.hasApproved else { throw Failure(.orderNotApproved) }
        chosen.show()
        context.alarm(.orderCannotBeUndone)
        if !hasRead { try confirm(chosen.order, context) }
        let settled = try await carryOut(chosen)
        let now = try await chosen.now()
        try context.emit(ChosenOrder.Document(order: OrderDocument(now)))
        context.tell(.orderCarriedOut(id: chosen.shortID, count: String(settled.erased)))
        if now.witnessedAtMs == 0 { context.alarm(.noWitnessSawLog) }
    }

    /// Whoever erases types which file.
    private func confirm(_ order: WireOrder, _ context: Context) throws {
        let typed = try context.prompt.line(context.ask(.numberToErase)).trimmed
        guard let number = FileNumber(Digits.ascii(typed)), number == FileNumber(order.number)
        else { throw Failure(.numberNotTyped) }
    }

    /// The daemon's clock decides whether the wait is over.
    private func carryOut(_ chosen: ChosenOrder) async throws -> WireSettleOrderAnswer {
        let context = chosen.context
        do throws(ClientError) {
            return try await chosen.client.settle(chosen.id, .carryOut)
        } catch {
            let codes = Set(error.fields.map(\.code))
            if codes.contains(.unwitnessed) { throw Failure(.logUnwitnessed) }
            if codes.contains(.writtenSinceOrdered) { throw Failure(.writtenSinceOrdered) }
            guard error.code == .precondition,
                context.now.milliseconds < chosen.order.fromMs
            else { throw error }
            throw Failure(
                .orderNotDue(day: context.moment(milliseconds: chosen.order.fromMs)))
        }
    }
}

/// `madar order record`.
struct OrderRecordCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: helpText(.orderRecord),
        discussion: examples("madar order record 0123abcd"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentOrder)) var order: String

    func perform(_ context: Context) async throws {
        let work = try await Work(context)
        let chosen = try await ChosenOrder(context, work.session, order)
        let printer = PrintCommand.printer(
            work, Heads(), number: FileNumber(chosen.order.number), reason: "")
        guard let page = printer.erasureRecord(chosen.order, proof: try await proof(chosen)) else {
            throw Failure(.nothingToPrint)
        }
        try PrintCommand.hand(work, page, FileID(blob: chosen.order.file), .insider)
    }

    /// The proof that the erasure stands in the log; nil for who may not ask for proofs of leaves.
    private func proof(_ chosen: ChosenOrder) async throws -> String? {
        guard chosen.order.hasCarriedOut else { return nil }
        do throws(ClientError) {
            return try await chosen.client.proof(ofLeaf: chosen.order.carriedOut.leaf).text
        } catch {
            guard error.code == .permission else { throw error }
            return nil
        }
    }
}

/// `madar order report`.
struct OrderReportCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: helpText(.orderReport),
        discussion: examples(
            "madar order report 0123abcd", "madar order report 0123abcd --page --for subject"))

    @OptionGroup var options: GlobalOptions
    @Flag(help: help(.optionReportPage)) var page = false
    @Option(name: .customLong("for"), help: help(.optionReportFor))
    var recipient: PageRecipient = .insider
    @Argument(help: help(.argumentOrder)) var order: String

    private struct Document: Encodable {
        struct Access: Encodable {
            var leaf: UInt64
            var at: String
            var kind: UInt32
            var member: String
            var name: String
            var organisation: String
            var classes: [UInt8]
            var act: UInt64?
            var reason: String?

            init(_ access: WireAccess) {
                leaf = access.leaf
                at = DateText.iso(Instant(milliseconds: access.atMs))
                kind = access.kind
                member = access.member.hexadecimal
                name = access.name
                organisation = access.organisationName
                classes = ClassSet(rawValue: UInt8(truncatingIfNeeded: access.classes)).classes
                    .map(\.rawValue)
                act = access.sequence == 0 ? nil : access.sequence
                reason = access.motive.isEmpty ? nil : access.motive
            }
        }
        var schema = "madar.accesses/1"
        var fileNumber: String
        var accesses: [Access]
        var unreadable: Int
    }

    func validate() throws {
        guard [.insider, .subject].contains(recipient), page || recipient == .insider else {
            throw ValidationError("--page --for internal | subject")
        }
    }

    func perform(_ context: Context) async throws {
        let work = try await Work(context)
        let chosen = try await ChosenOrder(context, work.session, order)
        guard chosen.order.hasApproved else { throw Failure(.orderNotApproved) }
        let report = try await context.waiting(.connecting) {
            try await chosen.client.accessReport(chosen.id)
        }
        if report.unreadableCount > 0 {
            context.alarm(.leavesUnreadable(count: String(report.unreadableCount)))
        }
        if page {
            let printer = PrintCommand.printer(
                work, Heads(), number: FileNumber(chosen.order.number),
                // Why the order was given is not for the person concerned.
                reason: recipient.masksOthers ? "" : chosen.order.reason)
            let page = printer.accessReport(
                report.accesses, unreadableCount: report.unreadableCount, for: recipient)
            return try PrintCommand.hand(work, page, nil, recipient)
        }
        try context.emit(
            Document(
                fileNumber: chosen.order.number,
                accesses: report.accesses.map { Document.Access($0) },
                unreadable: report.unreadableCount))
        guard !context.isJSON else { return }
        let labels: [Label] = [.eventAt, .whatWasDone, .author, .organisation, .reason]
        context.screen.table(
            labels.map { context.text($0) },
            rows: report.accesses.map { access in
                [
                    context.moment(milliseconds: access.atMs), context.text(access.label),
                    access.name, access.organisationName, access.motive,
                ]
            })
        context.tell(.usesTold(count: String(report.accesses.count)))
    }
}
