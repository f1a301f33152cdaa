import ArgumentParser
import Catalog
import Commands

/// Starts `madarctl`.
@main
enum Entry {
    static func main() async { await Program.run(ControlProgram.self) }
}

/// `madarctl`.
struct ControlProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "madarctl", abstract: helpText(.madarctl),
        discussion: examples(
            "madarctl status", "madarctl unseal", "madarctl invite", "madarctl approve",
            "madarctl devices --json", "madarctl device suspend 0123abcd",
            "madarctl transport status") + "\n\n" + exitCodes(),
        version: ThisProcess.version,
        subcommands: [
            StatusCommand.self, MetricsCommand.self, InviteCommand.self, ApproveCommand.self,
            InvitationsCommand.self,
            MembersCommand.self, MemberCommand.self, DevicesCommand.self, DeviceCommand.self,
            AuthorityCommand.self, TransportCommand.self, ProvinceCommand.self,
            ControllerCommand.self, WitnessCommand.self, BackupCommand.self, KeysCommand.self,
            RestoredCommand.self, SlotsCommand.self,
            UnansweredCommand.self,
            SealCommand.self, UnsealCommand.self, CommitteeCommand.self, CustodyCommand.self,
        ])
}
