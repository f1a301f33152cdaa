import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Report
import Terminal

/// `madar` alone: a menu that stays until the person leaves it.
struct MenuCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "menu", abstract: helpText(.menuCommand), discussion: examples("madar"))

    @OptionGroup var options: GlobalOptions

    private enum Choice: CaseIterable {
        case day, find, mine, due, team, urgent, news, open, show, act, refer, referrals, history,
            attachment,
            print,
            record, enter, figures, report, gaps, publish,
            outbox, drafts,
            status, lock
        case quit

        var question: Question {
            switch self {
            case .day: .menuDay
            case .team: .menuTeam
            case .find: .menuFind
            case .mine: .menuMine
            case .due: .menuDue
            case .news: .menuNews
            case .urgent: .menuUrgent
            case .open: .menuOpen
            case .show: .menuShow
            case .act: .menuAct
            case .refer: .menuRefer
            case .referrals: .menuReferrals
            case .history: .menuHistory
            case .attachment: .menuAttachment
            case .print: .menuPrint
            case .record: .menuRecords
            case .enter: .menuRecord
            case .figures: .menuFigures
            case .report: .menuReport
            case .gaps: .menuGaps
            case .publish: .menuPublish
            case .outbox: .menuOutbox
            case .drafts: .menuDrafts
            case .status: .menuStatus
            case .lock: .menuLock
            case .quit: .menuQuit
            }
        }
    }

    func perform(_ context: Context) async throws {
        // Without a person there is no menu, and nothing is asked of a daemon.
        guard context.prompt.isAvailable, !context.isJSON else { throw Failure(.noTerminal) }
        guard context.profile.isEnrolled else {
            throw Failure(.notEnrolled(profile: context.profile.name))
        }
        if try await !UnlockCommand.isUnlocked(context) {
            try await UnlockCommand.unlock(context, passphraseFile: nil)
        }
        await Self.tellOwed(context)
        while true {
            await Drafting.tellWaiting(context)
            guard let choice = try ask(context) else { return }
            do {
                try await Drafting.throughLocks(context) {
                    try await carryOut(choice, context)
                }
            } catch let error as ClientError {
                tell(Failure(error, profile: context.profile.name), context)
            } catch let failure as Failure {
                tell(failure, context)
            } catch is ExitCode {
                // The state was shown; the menu goes on.
            }
            if choice == .lock { return }
        }
    }

    /// Tells what waits today, and whoever coordinates of the emergencies that wait for him; without
    /// a line it is told another time.
    private static func tellOwed(_ context: Context) async {
        guard let session = try? await UserSession(context),
            let answer = try? await session.client.whoAmI()
        else { return }
        if answer.breakGlassCount > 0 {
            context.alarm(.glassOwed(count: String(answer.breakGlassCount)))
        }
        guard let day = try? await session.client.day(limit: 1) else { return }
        context.prompt.tell(DayView.summary(day, context))
    }

    private func ask(_ context: Context) throws -> Choice? {
        context.prompt.tell("")
        context.prompt.tell(context.ask(.menuQuestion))
        let items = Choice.allCases.map { choice in
            MenuItem(code: String(describing: choice), label: context.ask(choice.question))
        }
        let menu = Menu(items, words: context.menuWords, screen: context.screen)
        while true {
            guard case .item(let place) = try menu.ask(context.prompt) else { continue }
            return Choice.allCases[place] == .quit ? nil : Choice.allCases[place]
        }
    }

    private func tell(_ failure: Failure, _ context: Context) {
        failure.report(context.language, isJSON: false, screen: context.screen)
    }

    private func carryOut(_ choice: Choice, _ context: Context) async throws {
        switch choice {
        case .find:
            let text = try context.prompt.line(context.ask(.searchText)).trimmed
            guard !text.isEmpty else { return }
            try await FindCommand.find(
                try await Work(context), SearchTerms(text, now: context.now))
        case .day: try await DayView(work: try await Work(context)).show()
        case .team: try await DayView(work: try await Work(context)).showTeam()
        case .mine: try await FileLists.show(try await Work(context), .mine)
        case .due: try await FileLists.show(try await Work(context), .due)
        case .urgent:
            let name = try file(context)
            try await UrgentCommand.warn(try await Work(context, mayBeOffline: true), name)
        case .news: try await WatchCommand.watch(context, isOnlyNew: true)
        case .open: try await OpenCommand.open(try await Work(context, mayBeOffline: true))
        case .show:
            let name = try file(context)
            try await ShowCommand.show(try await Work(context), name, motive: nil)
        case .act:
            let name = try file(context)
            try await AddCommand.add(try await Work(context, mayBeOffline: true), name)
        case .refer:
            let name = try file(context)
            try await ReferCommand.refer(try await Work(context), name)
        case .referrals: try await ReferralsCommand.show(try await Work(context))
        case .history:
            let name = try file(context)
            try await HistoryCommand.show(try await Work(context), name, motive: nil)
        case .attachment:
            let name = try file(context)
            let typed = Digits.ascii(try context.prompt.line(context.ask(.actSequence)).trimmed)
            guard let sequence = UInt64(typed) else { throw Failure(.noAttachment) }
            try await AttachmentCommand.fetch(try await Work(context), name, sequence)
        case .print:
            let name = try file(context)
            let reason = try PrintCommand.reason(context, nil)
            try await PrintCommand.print(try await Work(context), name, reason: reason)
        case .record: try await RecordListCommand.parse([]).perform(context)
        case .enter: try await enterRecord(context)
        case .figures: try await showFigures(context)
        case .report: try await writeReport(context)
        case .gaps: try await showGaps(context)
        case .publish: try await PublishListCommand.parse([]).perform(context)
        case .outbox: try await OutboxListCommand.list(context)
        case .drafts: try await DraftsResumeCommand.choose(context)
        case .status: try await StatusCommand.show(context)
        case .lock: try await LockCommand.lock(context)
        case .quit: return
        }
    }

    // MARK: - What is no child's

    private func enterRecord(_ context: Context) async throws {
        let work = try await Work(context, mayBeOffline: true)
        let kinds = work.definition.recordTracks
        guard
            let kind = try choose(
                kinds.map { MenuItem(code: $0.code, label: context.text($0.labels)) }, .chooseKind,
                context)
        else { return }
        try await OpenCommand.open(work, kinds[kind])
    }

    private func showFigures(_ context: Context) async throws {
        let work = try await Work(context, mayBeOffline: true)
        let indicators = work.definition.parts.indicators
        guard
            let place = try choose(
                indicators.map { item(of: $0, context) }, .chooseIndicator, context),
            let period = try choosePeriod(of: indicators[place].periods, work)
        else { return }
        try await FiguresCommand.parse([indicators[place].code] + period).perform(context)
    }

    private func writeReport(_ context: Context) async throws {
        let work = try await Work(context, mayBeOffline: true)
        let reports = work.definition.parts.reports
        guard
            let place = try choose(reports.map { item(of: $0, context) }, .chooseReport, context),
            let period = try choosePeriod(
                of: [reports[place].period], isOver: reports[place].audience != .centre, work)
        else { return }
        let path = try context.prompt.line(context.ask(.reportPath)).trimmed
        guard !path.isEmpty else { return }
        try await ReportCommand.parse([reports[place].code] + period + ["--out=" + path])
            .perform(context)
    }

    private func showGaps(_ context: Context) async throws {
        let work = try await Work(context, mayBeOffline: true)
        guard let period = try choosePeriod(of: [.quarter, .year], isOver: true, work) else {
            return
        }
        try await RecordGapsCommand.parse(period).perform(context)
    }

    /// A period among the last ones, the newest first, as the options that name it.
    ///
    /// - Parameter isOver: whether the one that goes on is left out.
    private func choosePeriod(
        of kinds: [ReportPeriod], isOver: Bool = false, _ work: Work
    ) throws -> [String]? {
        let context = work.context
        let today = CivilDate(context.now, offsetSeconds: work.definition.parts.offsetSeconds)
        let periods = kinds.flatMap { kind in
            FigurePeriod.last(MadarLimits.periodsOffered, kind, upTo: today)
                .filter { !isOver || $0.until <= today }.map { (kind, $0) }
        }
        let place = try choose(
            periods.map { MenuItem(code: $1.code, label: context.text($1.labels)) }, .choosePeriod,
            context)
        return place.map { ["--" + periods[$0].0.rawValue, periods[$0].1.code] }
    }

    private func item(of kind: some DefinedItem, _ context: Context) -> MenuItem {
        MenuItem(code: kind.code, label: kind.code + " " + context.text(kind.labels))
    }

    /// The place of what a person chose; nil for nothing.
    private func choose(
        _ items: [MenuItem], _ question: Question, _ context: Context
    ) throws -> Int? {
        context.prompt.tell(context.ask(question))
        let menu = Menu(items, words: context.menuWords, screen: context.screen)
        guard case .item(let place) = try menu.ask(context.prompt) else { return nil }
        return place
    }

    private func file(_ context: Context) throws -> FileName {
        try Work.file(try context.prompt.line(context.ask(.fileNumber)).trimmed)
    }
}
