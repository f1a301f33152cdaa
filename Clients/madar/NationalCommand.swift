import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Report
import Returns
import Terminal

/// `madar national`: what provinces return, added.
struct NationalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "national", abstract: helpText(.national),
        subcommands: [NationalMergeCommand.self, NationalDefinitionCommand.self])
}

/// `madar national merge`: without a daemon and without a profile.
private struct NationalMergeCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: helpText(.nationalMerge),
        discussion: examples(
            "madar national merge --provinces provinces/ --quarter 2026-3 --out national returns/",
            "madar national merge --provinces provinces.txt --year 2026 --deadline 2027-01-31 "
                + "--definition definition.bin --in ar --out national rabat.txt sale.txt"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionProvinces)) var provinces: String
    @OptionGroup var dates: PeriodOptions
    @Option(help: help(.optionDeadline)) var deadline: String?
    @Option(help: help(.optionDefinitionFile)) var definition: String?
    @Option(help: help(.optionDefinitionVersion)) var definitionVersion: UInt32?
    @Option(name: .customLong("in"), help: help(.optionReportIn))
    var languages: ReportLanguage = .both
    @Option(help: help(.optionNationalOut)) var out: String
    @Argument(help: help(.argumentReturns)) var files: [String]

    func validate() throws {
        try dates.validatePeriod()
        guard deadline == nil || lastMoment != nil else { throw ValidationError("--deadline") }
    }

    /// From when on what is published is late.
    private var lastMoment: Instant? {
        guard let deadline else { return nil }
        let typed = Digits.ascii(deadline)
        return PeriodOptions.day(typed).map { $0.adding(days: 1).start(offsetSeconds: 0) }
            ?? JSONText.moment(typed)
    }

    func perform(_ context: Context) async throws {
        let period = try dates.period()
        let list = try asked()
        for code in list.renewed { context.alarm(.provinceRenewed(code: code)) }
        let known = try definition.map { try Self.definition($0) }
        let words = FigureWords(known ?? CircuitDefinition(CircuitDefinition.Parts()))
        let paths = ["html", "csv", "json"].map { Input.path(out) + "." + $0 }
        // What cannot be written is told before anything is added.
        let written = try paths.map { try NewFile($0) }
        let merge = NationalMerge(
            try returned(), of: list,
            ReturnsWanted(
                first: period.first, last: period.last, deadline: lastMoment,
                definitionVersion: definitionVersion ?? known?.version))
        name(merge, words, context)
        guard merge.countedCount > 0 else { throw Failure(.nothingToAdd) }
        let now = context.now
        var document = NationalDocument(merge, madeAt: now, words)
        document.tables = merge.tables.map { NationalTableDocument($0, words) }
        let texts = [
            NationalPage.html(merge, madeAt: now, in: languages, words),
            NationalSheet.text(merge, words), try JSONText.of(document) + "\n",
        ].map { Array($0.utf8) }
        for (file, bytes) in zip(written, texts) {
            try file.write(bytes)
            try file.finish()
        }
        document.tables = nil
        document.written = paths
        try context.emit(document)
        show(merge, words, context)
        for (path, bytes) in zip(paths, texts) {
            context.tell(
                .nationalWritten(path: path, size: DataSize.text(bytes.count, context.language)))
        }
        guard merge.isWhole else {
            throw Failure(
                .nationalIncomplete(
                    added: String(merge.countedCount), asked: String(merge.provinces.count)),
                outcome: .done)
        }
    }

    // MARK: - What is read

    private func asked() throws -> ProvinceList {
        let paths = try Input.files(
            Input.path(provinces), countMax: ReturnsLimits.filesMax,
            tooMany: .tooManyReturns(count: String(ReturnsLimits.filesMax)))
        let contents = try paths.map { path in
            try Input.bytes(path, tooLarge: .descriptorUnreadable)
        }
        do throws(ProvinceList.Fault) {
            guard let list = try AskedProvinces.read(contents), !list.provinces.isEmpty else {
                throw ProvinceList.Fault.malformed(code: "")
            }
            return list
        } catch {
            switch error {
            case .malformed: throw Failure(.descriptorUnreadable)
            case .contradicting(let code): throw Failure(.descriptorsDiffer(code: code))
            }
        }
    }

    private func returned() throws -> [ReturnFile] {
        let tooMany = Fault.tooManyReturns(count: String(ReturnsLimits.filesMax))
        let paths = try files.flatMap { path in
            try Input.files(
                Input.path(path), countMax: ReturnsLimits.filesMax, tooMany: tooMany)
        }
        guard paths.count <= ReturnsLimits.filesMax else { throw Failure(tooMany) }
        return try paths.map { path in
            var bytes: [UInt8] = []
            try Input.pieces(path) { piece in
                // What is longer than a return is none, and one byte more shows that.
                if bytes.count <= ReturnsLimits.returnByteCountMax { bytes += piece }
            }
            return ReturnFile(name: path, bytes: bytes)
        }
    }

    private static func definition(_ typed: String) throws -> CircuitDefinition {
        let path = Input.path(typed)
        let unreadable = Fault.definitionUnreadable(path: path)
        let content = try Input.bytes(
            path, byteCountMax: ClientLimits.keptByteCountMax, tooLarge: unreadable)
        guard let definition = DaemonClient.definition(of: content) else {
            throw Failure(unreadable)
        }
        return definition
    }

    // MARK: - What is told

    /// Names what was not added.
    private func name(_ merge: NationalMerge, _ words: FigureWords, _ context: Context) {
        for file in merge.files where file.verdict != .counted {
            let whose = file.province.map { file.name + " (\($0))" } ?? file.name
            let notice = Notice.returnNotAdded(
                file: whose, reason: context.text(file.verdict.labels))
            if file.verdict == .repeated { context.tell(notice) } else { context.alarm(notice) }
        }
        for province in merge.provinces where province.content == nil {
            let label = context.text(words.place(province.code))
            context.alarm(
                .provinceNotAdded(
                    name: label == province.code ? label : "\(label) (\(province.code))",
                    reason: context.text(province.labels)))
        }
    }

    private func show(_ merge: NationalMerge, _ words: FigureWords, _ context: Context) {
        guard !context.isJSON else { return }
        let heads: [NationalText] = [
            .tableCode, .sum, .offByAtMost, .deviation, .ofProvinces, .showsLess, .withheldBy,
        ]
        context.screen.table(
            heads.map { $0.text(context.language) },
            rows: merge.tables.map { table in
                let whole = table.cells[0]
                let isTold = whole.provinceCount > 0
                return [
                    table.code + " " + context.text(words.title(table)),
                    isTold
                        ? String(whole.sum) : NationalText.noProvince.text(context.language),
                    isTold ? "± \(whole.worstError)" : "", isTold ? "\(whole.deviation)" : "",
                    "\(whole.provinceCount) / \(merge.provinces.count)",
                    context.list(table.provinces(.coarsened)),
                    context.list(table.provinces(.withheld)),
                ]
            })
    }
}

/// `madar national definition`.
private struct NationalDefinitionCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "definition", abstract: helpText(.nationalDefinition),
        discussion: examples("madar national definition --out definition.bin"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionReportFile)) var out: String

    private struct Document: Encodable {
        var schema = "madar.definition-written/1"
        var outcome = Outcome.done.rawValue
        var definitionVersion: UInt32
        var byteCount: Int
        var path: String
    }

    func perform(_ context: Context) async throws {
        let work = try await Work(context, mayBeOffline: true)
        guard let content = try await work.session.client.keptDefinitionContent() else {
            throw Failure(.protocolBroken)
        }
        let path = Input.path(out)
        let file = try NewFile(path)
        try file.write(content)
        try file.finish()
        try context.emit(
            Document(
                definitionVersion: work.definition.version, byteCount: content.count, path: path))
        context.tell(
            .definitionWritten(path: path, version: String(work.definition.version)))
    }
}
