import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Report
import Terminal

/// `madar-import`.
struct ImportProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "madar-import", abstract: helpText(.madarImport),
        discussion: examples(
            "madar-import template > mapping.csv",
            "madar-import run register.csv --mapping mapping.csv",
            "madar-import run register.csv --mapping mapping.csv --do --report report.csv",
            "madar-import run register.csv --mapping mapping.csv --do --rows 4,17-20 --take-similar"
        ) + "\n\n" + exitCodes(),
        version: ThisProcess.version, subcommands: [RunCommand.self, TemplateCommand.self])
}

/// `madar-import template`: a mapping to begin with.
struct TemplateCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: helpText(.importTemplate),
        discussion: examples("madar-import template > mapping.csv"))

    @OptionGroup var options: GlobalOptions

    func perform(_ context: Context) async throws {
        let desk = try await ImportDesk(context)
        let template = MappingTemplate(desk: desk)
        guard StandardStream.output.write(template.text) else { throw Failure(.outputFailed) }
    }
}

/// `madar-import run`: shows what a sheet would become, and opens the files where it is told to.
struct RunCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: helpText(.importRun),
        discussion: examples(
            "madar-import run register.csv --mapping mapping.csv",
            "madar-import run register.csv --mapping mapping.csv --do"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionMapping)) var mapping: String
    @Flag(name: .customLong("do"), help: help(.optionDo)) var isDone = false
    @Option(help: help(.optionReport)) var report: String?
    @Option(help: help(.optionDelimiter)) var delimiter: Delimiter?
    @Option(help: help(.optionRows)) var rows: String?
    @Flag(help: help(.optionTakeSimilar)) var takeSimilar = false
    @Argument(help: help(.argumentSheet)) var sheet: String

    func validate() throws {
        if let rows, RowRanges(rows) == nil { throw ValidationError("--rows") }
        guard !takeSimilar || rows != nil else { throw ValidationError("--rows --take-similar") }
    }

    func perform(_ context: Context) async throws {
        let sheet = try Sheet(
            Input.bytes(
                sheet, byteCountMax: ImportLimits.sheetByteCountMax,
                tooLarge: .sheetTooLarge(rows: String(ImportLimits.rowsMax))),
            name: sheet, delimiter: delimiter)
        let lines = try Sheet(
            Input.bytes(mapping, byteCountMax: ImportLimits.mappingByteCountMax), name: mapping,
            delimiter: nil)
        let wanted = rows.flatMap { RowRanges($0) }
        // Before anything is written: a report that has no place afterwards would be lost.
        let file = try report.map { try NewFile($0) }
        do {
            try ClientStart.prepare()
        } catch {
            throw Failure(error)
        }
        let desk = try await ImportDesk(context)
        let mapping = try RegisterMapping(lines, for: sheet, desk.form, desk)
        let journal = try await ImportJournal(desk.session.agent)
        let day = try await desk.session.client.daemonDay()
        Interruption.listen()
        let reader = RowReader(
            desk: desk, mapping: mapping, header: sheet.header, now: context.now)
        var plan = try await Plan(sheet, reader, journal, day: day) { number in
            wanted?.contains(number) ?? true
        }
        if takeSimilar { plan.takeAlike() }
        var importer = try await Importer(desk, journal, plan)
        try await importer.compare(takesSimilar: takeSimilar)
        if isDone { try await importer.open(day: day) }
        let told = RowReport(desk: desk, mapping: mapping, plan: importer.plan)
        try context.emit(told.document(isDone: isDone))
        if !context.isJSON { told.show(isDone: isDone) }
        if let file { try told.write(to: file) }
        try end(importer, told, context)
    }

    private func end(_ importer: Importer, _ told: RowReport, _ context: Context) throws {
        let stopped = ImportText.stopped
        if let error = importer.error {
            var failure = Failure(error, profile: context.profile.name)
            failure.advice = { stopped.text($0) }
            throw failure
        }
        if importer.isStopped {
            if !context.isJSON { context.screen.talk(stopped.text(context.language)) }
            throw ExitCode(ExitStatus.tryAgain.rawValue)
        }
        if told.status != .done { throw ExitCode(told.status.rawValue) }
    }
}

/// Rows as a person names them: `4,17-20`.
struct RowRanges {
    private let ranges: [ClosedRange<Int>]

    /// Reads them; nil for anything else.
    init?(_ text: String) {
        var ranges: [ClosedRange<Int>] = []
        for part in Digits.ascii(text).split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
                .map { Int($0) ?? 0 }
            guard let first = ends.first, let last = ends.last, ends.count <= 2, first > 1,
                last >= first
            else { return nil }
            ranges.append(first...last)
        }
        self.ranges = ranges
    }

    func contains(_ number: Int) -> Bool { ranges.contains { $0.contains(number) } }
}

/// A mapping to begin with: a line for each field of the form, and for each word of its lists.
struct MappingTemplate {
    let desk: ImportDesk

    var text: String {
        let context = desk.context
        let titles: [ImportText] = [.column, .field, .value, .code, .meaning]
        var header = titles.map { $0.text(context.language) }
        header.insert(context.text(.form), at: 1)
        var lines = [header]
        let fields = desk.form.fields.filter { field in
            // What is asked of a picture alone is not asked here either.
            let condition = desk.form.fields.first { $0.code == field.condition?.field }
            return field.isImported && condition?.isImported != false
                && desk.asks.contains(ClassSet(field.dataClass))
        }
        for field in fields {
            let code = field.group == nil ? field.code : field.code + ".1"
            let need = field.need == .optional ? "" : field.need == .required ? " *" : " (*)"
            lines.append(["", desk.form.code, code, "", "", context.text(field.labels) + need])
            for item in items(of: field) {
                let word = context.text(item.labels)
                lines.append(["", desk.form.code, code, word, item.code, word])
            }
        }
        // A semicolon: in French and Arabic settings a spreadsheet program opens no other by itself.
        return SheetLine.byteOrderMark
            + lines.map { SheetLine.text($0, separator: ";") }.joined()
    }

    private func items(of field: Field) -> [CodeItem] {
        let items = field.list.flatMap { desk.definition.list($0) }?.items ?? []
        return items.count <= ImportLimits.choicesShownMax ? items : []
    }
}
