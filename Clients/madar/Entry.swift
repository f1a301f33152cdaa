import ArgumentParser
import Catalog
import Commands

/// Starts `madar`.
@main
enum Entry {
    static func main() async { await Program.run(MadarProgram.self) }
}

/// `madar`.
struct MadarProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "madar", abstract: helpText(.madar),
        discussion: examples(
            "madar enrol --invitation-file invitation.txt", "madar unlock", "madar find",
            "madar show 7K3M-92QA-Y", "madar act add 7K3M-92QA-Y", "madar") + "\n\n" + exitCodes(),
        version: ThisProcess.version,
        subcommands: [
            MenuCommand.self, EnrolCommand.self, UnlockCommand.self, LockCommand.self,
            WhoAmICommand.self, AbsenceCommand.self, SecrecyCommand.self, StatusCommand.self,
            HandOverCommand.self, TransferCommand.self, OrderCommand.self, IncidentCommand.self,
            ProofCommand.self, RestoredCommand.self,
            VerifyCommand.self,
            WitnessCommand.self,
            FindCommand.self, DuplicatesCommand.self,
            OpenCommand.self, UrgentCommand.self, ReferCommand.self, ReferralsCommand.self,
            PlacesCommand.self, RecordCommand.self,
            ActCommand.self, ApproveCommand.self, ShowCommand.self, HistoryCommand.self,
            AttachmentCommand.self, PrintCommand.self, BreakGlassCommand.self,
            DayCommand.self, TeamCommand.self, MineCommand.self, FilesCommand.self, DueCommand.self,
            WatchCommand.self, FiguresCommand.self, ReportCommand.self,
            PublishCommand.self, ReturnCommand.self, NationalCommand.self,
            DraftsCommand.self, OutboxCommand.self,
            ServeSessionCommand.self,
        ],
        defaultSubcommand: MenuCommand.self)
}
