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
            "madar files --category VIC --opened-from 2026-01-01 --sort name",
            "madar files --overdue --save URGENT", "madar files --saved URGENT"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var filters: FileFilters
    @Option(help: help(.optionLimit)) var limit: UInt32 = MadarLimits.filesPerPageDefault
    @Option(help: help(.optionSaveSearch)) var save: String?
    @Flag(help: help(.optionSavedSearch)) var saved = false
    @Option(help: help(.optionForgetSearch)) var forget: String?
    @Argument(help: help(.argumentSavedSearch)) var name: String?

    func validate() throws {
        try FileLists.validate(limit)
        guard [save != nil, saved, forget != nil].count(where: \.self) <= 1 else {
            throw ValidationError("--save | --saved | --forget")
        }
        guard name == nil || saved else { throw ValidationError("--saved") }
        guard !(saved || forget != nil) || filters.isEmpty else {
            throw ValidationError("--saved | --forget")
        }
    }

    func perform(_ context: Context) async throws {
        let work = try await Work(context)
        if let save {
            try await SavedSearchList(work: work).save(save, filters)
        } else if let forget {
            try await SavedSearchList(work: work).forget(forget)
        } else if saved {
            let list = SavedSearchList(work: work)
            if let name { try await list.use(name, limit: limit) } else { try await list.show() }
        } else {
            var asked = try filters.request(context.language)
            asked.limit = limit
            try await FileLists.show(work, filters.kind, asked)
        }
    }
}
