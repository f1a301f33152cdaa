import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Messages
import Report
import Terminal

/// `madar record`: files of other kinds than a child's, as sessions and activities.
struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: helpText(.record),
        subcommands: [
            RecordListCommand.self, RecordOpenCommand.self, RecordPrintCommand.self,
            RecordGapsCommand.self,
        ],
        defaultSubcommand: RecordListCommand.self)
}

/// `madar record open`.
struct RecordOpenCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: helpText(.recordOpen),
        discussion: examples(
            "madar record open ACTIVITY", "madar record open SESSION --act session.json --json"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionAct)) var act: String?
    @Option(help: help(.optionFromTemplate)) var from: String?
    @Argument(help: help(.argumentKind)) var kind: String

    func validate() throws {
        guard act == nil || from == nil else { throw ValidationError("--act FILE | --from FILE") }
    }

    func perform(_ context: Context) async throws {
        let input = try act.map { try ActInput.read(Input.bytes($0)) }
        let template = try from.map { try FilledTemplate(Input.bytes($0)) }
        let work = try await Work(context, mayBeOffline: true)
        let track = try work.recordTrack(kind)
        try await Drafting.throughLocks(context) {
            try await OpenCommand.open(work, track, input: input, template: template)
        }
    }
}

/// `madar record print`.
struct RecordPrintCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "print", abstract: helpText(.recordPrint),
        discussion: examples(
            "madar record print 7K3M-92QA-Y --out session.html",
            "madar record print 7K3M-92QA-Y --year 2025 --in ar --out plan.html",
            "madar record print 7K3M-92QA-Y --at-version 2 --out plan.html"))

    @OptionGroup var options: GlobalOptions
    @Option(name: .customLong("in"), help: help(.optionRecordIn))
    var languages: ReportLanguage = .both
    @Option(help: help(.optionDiagnosisQuarter)) var quarter: String?
    @Option(help: help(.optionDiagnosisYear)) var year: String?
    @Option(help: help(.optionAtVersion)) var atVersion: Int?
    @Option(help: help(.optionReportFile)) var out: String
    @Argument(help: help(.argumentFile)) var file: String

    private struct Document: Encodable {
        var schema = "madar.record/1"
        var outcome = Outcome.done.rawValue
        var file: String
        /// The version that is told; missing where files of the kind have none.
        var version: Int?
        /// The code of the report that stands on it.
        var report: String?
        var byteCount: Int
        var path: String
    }

    func validate() throws { _ = try FigurePeriod.named(quarter: quarter, year: year) }

    func perform(_ context: Context) async throws {
        let name = try Work.file(file)
        let work = try await Work(context)
        let desk = try FigurePeriod.named(quarter: quarter, year: year).map {
            try DiagnosisDesk(work, $0)
        }
        let path = Input.path(out)
        // What cannot be written is told before anything is read.
        let output = try NewFile(path)
        let (view, motive) = try await work.read(name, motive: nil)
        guard var head = view.heads[.social], view.heads.kind(work.definition) != .child else {
            throw Failure(.nothingToPrint)
        }
        let report = work.definition.report(onPageOf: head)
        if desk != nil, report == nil { throw Failure(.noDiagnosis) }
        let history = try await context.waiting(.connecting) {
            try await work.session.client.history(view.file, from: 1, motive: motive)
        }
        var acts = history.map { (sequence: $0.sequence, act: $0.act) }
        let version = try version(of: &head, &acts, work.definition)
        var diagnosis: Diagnosis?
        if let desk, let report { diagnosis = try await desk.diagnosis(report) }
        let (me, client) = (work.me, work.session.client)
        let text = RecordPage.html(
            head, acts: PageAct.all(acts),
            names: PageNames(
                member: { $0 == me.member ? me.name : client.name(of: $0) },
                organisation: { id in
                    me.organisations.first { $0.id == id }?.name ?? client.name(of: id)
                }),
            mark: PageMark(
                province: me.province, fileNumber: view.number?.text, printedBy: me.name,
                organisation: me.organisations.first?.name ?? "", printedAt: context.now),
            version: version, diagnosis: diagnosis, in: languages, work.definition)
        let bytes = Array(text.utf8)
        try output.write(bytes)
        try output.finish()
        try context.emit(
            Document(
                file: view.file.hexadecimal, version: version?.number,
                report: diagnosis == nil ? nil : report?.code,
                byteCount: bytes.count, path: path))
        context.tell(
            .reportWritten(path: path, size: DataSize.text(bytes.count, context.language)))
        if diagnosis != nil {
            context.tell(.figuresSmallHidden)
        } else if report != nil {
            context.tell(.diagnosisByPeriod)
        }
    }

    /// The version of which a page tells: the one that is wanted, whose head and acts these become, or the
    /// last; nil where files of the kind have none.
    private func version(
        of head: inout HeadPart, _ acts: inout [(sequence: UInt64, act: PartialAct)],
        _ definition: CircuitDefinition
    ) throws -> RecordVersion? {
        let versions = definition.versions(acts)
        var version = versions.last
        if let atVersion {
            version = versions.first { $0.number == atVersion }
            guard let version else {
                throw Failure(
                    .unknownVersion(number: String(atVersion), last: String(versions.count)))
            }
            if version.next != nil {
                acts.removeAll { !version.holds($0.sequence) }
                var heads = Heads()
                for case let act? in acts.map(\.act.act) { heads.fold(act, definition) }
                guard let former = heads[.social] else { throw Failure(.nothingToPrint) }
                head = former
            }
        }
        let track = head.stage.flatMap { definition.track(ofStage: $0) }
        return track.map { definition.hasVersions($0) } == true ? version : nil
    }
}

/// `madar record gaps`: what the province lacks, as far as it was recorded.
struct RecordGapsCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "gaps", abstract: helpText(.recordGaps),
        discussion: examples(
            "madar record gaps --year 2025", "madar record gaps --quarter 2026-3 --json"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var asked: PublishedPeriodOptions

    func perform(_ context: Context) async throws {
        let work = try await Work(context)
        let gaps = try await DiagnosisDesk(work, asked.period()).gaps()
        try context.emit(GapsDocument(gaps, work))
        guard !context.isJSON else { return }
        for table in GapTables(work.definition).all(gaps) {
            context.screen.title(context.text(table.title))
            if !table.rows.isEmpty {
                context.screen.table(
                    table.columns.map { context.text($0) },
                    rows: table.rows.map { row in row.map { context.text($0) } })
            }
            for note in table.notes { context.screen.show(context.text(note)) }
            context.screen.show("")
        }
        context.tell(.figuresSmallHidden)
    }
}

/// `madar record list`.
struct RecordListCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: helpText(.recordList),
        discussion: examples(
            "madar record list", "madar record list ACTIVITY",
            "madar record list SESSION --stage SESSION-HELD --json",
            "madar record list SERVICE --sector HEALTH --commune 04.441"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionStage)) var stage: String?
    @Option(help: help(.optionCommune)) var commune: String?
    @Option(help: help(.optionSector)) var sector: String?
    @Option(help: help(.optionLimit)) var limit: UInt32 = MadarLimits.filesPerPageDefault
    @Argument(help: help(.argumentKind)) var kind: String?

    func validate() throws { try FileLists.validate(limit) }

    func perform(_ context: Context) async throws {
        let work = try await Work(context)
        let track = try kind.map(work.recordTrack)
        var asked = WireListFilesRequest()
        asked.stage = stage ?? ""
        asked.commune = commune ?? ""
        asked.category = sector ?? ""
        asked.limit = limit
        let answer = try await context.waiting(.connecting) {
            try await work.session.client.listFiles(.records(track?.code), asked)
        }
        try RecordList(work: work).show(answer)
    }
}

/// Shows files of other kinds than a child's.
struct RecordList {
    let work: Work
    private var context: Context { work.context }

    func show(_ answer: WireListFilesAnswer) throws {
        try context.emit(
            CandidatesDocument(
                files: answer.files.map { CandidateDocument($0, work.session.client) },
                total: answer.total, indexPercent: answer.indexPercent))
        guard !context.isJSON else { return }
        if answer.indexPercent < 100 {
            context.tell(.indexBuilding(percent: Int(answer.indexPercent)))
        }
        guard !answer.files.isEmpty else {
            context.tell(.nothingListed)
            return
        }
        let labels: [Label] = [.fileNumber, .recordKind, .recordTitle, .commune, .stage, .due]
        context.screen.table(
            labels.map { context.text($0) }, rows: answer.files.map { row($0) })
        if answer.total > UInt64(answer.files.count) {
            context.tell(
                .listed(
                    shown: context.count(answer.files.count, .files),
                    total: context.count(Int(clamping: answer.total), .files)))
        }
    }

    private func row(_ file: WireCandidate) -> [String] {
        let due =
            file.hasDueMs
            ? work.values.task(file.task) + " "
                + work.values.due(Instant(milliseconds: file.dueMs)).text
            : ""
        return [
            file.number, kind(file), file.title, work.values.territory(file.commune),
            work.values.stage(file.stage), due,
        ]
    }

    private func kind(_ file: WireCandidate) -> String {
        work.definition.track(ofStage: file.stage).map { context.text($0.labels) } ?? ""
    }
}

extension Work {
    /// The track of the kind of files that a person names by its code, in letters of either case.
    func recordTrack(_ code: String) throws -> Track {
        let known = definition.recordTracks.first {
            $0.code == code || $0.code == code.uppercased()
        }
        guard let known else {
            throw Failure(
                .unknownKind(
                    code: code, kinds: definition.recordTracks.map(\.code).joined(separator: ", ")))
        }
        return known
    }
}
