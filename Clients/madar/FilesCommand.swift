import ArgumentParser
import Catalog
import Commands
import MadarClient
import Messages

/// `madar files`: the files in reach, by what stands on them.
struct FilesCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "files", abstract: helpText(.files),
        discussion: examples(
            "madar files --overdue --risk HIGH", "madar files --unit --unassigned",
            "madar files --commune 04.441.01 --quiet-days 60",
            "madar files --category VIC --opened-from 2026-01-01 --sort name"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var filters: FileFilters
    @Option(help: help(.optionLimit)) var limit: UInt32 = MadarLimits.filesPerPageDefault

    func validate() throws { try FileLists.validate(limit) }

    func perform(_ context: Context) async throws {
        var asked = try filters.request(context.language)
        asked.limit = limit
        try await FileLists.show(
            try await Work(context), filters.unit ? .organisation : .all, asked)
    }
}
