import ArgumentParser
import Daemon

/// The daemon of one province.
@main
struct Madard: AsyncParsableCommand {
    static func main() async {
        DaemonProcess.forbidDumps()
        await main(nil)
    }

    static let configuration = CommandConfiguration(
        commandName: "madard",
        abstract: "The daemon of one province's protection circuit.",
        discussion: """
            Examples:
              madard init --province 04.441 --data /var/lib/madar/store
              madard serve --data /var/lib/madar/store --listen 0.0.0.0:7411
              madard verify --data /var/lib/madar/store
              madard backup verify BACKUP.age --identity-file key.txt
              madard backup drill /mnt/backup --identity-file key.txt --credential FILE
              madard definition check /etc/madar/definition
              madard config show --settings /etc/madar/madard.yaml --origin

            A setting is taken from its flag, else from its variable (MADAR_DATA, MADAR_LISTEN,
            MADAR_CREDENTIAL, MADAR_DEFINITION, MADAR_METRICS_FILE, MADAR_LOG), else from the file
            that --settings or MADAR_SETTINGS names. MADAR_LANG chooses the language.

            Exit codes: 0 done, 1 failed, 2 verification found a fault, 64 usage, 65 bad input,
            66 nothing there, 69 address not available, 74 disk, 75 in use, 77 refused, 78 settings.
            """,
        version: DaemonProcess.software,
        subcommands: [
            Init.self, Serve.self, Verify.self, BackupCommands.self, DefinitionCommands.self,
            ConfigCommands.self, DoctorCommand.self,
        ])
}
