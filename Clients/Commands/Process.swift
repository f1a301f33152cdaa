public import ArgumentParser
public import Basics
public import Catalog
internal import Glibc

/// What is known of this process before its arguments are parsed.
public enum ThisProcess {
    /// The arguments without the program's name.
    public static let arguments = Array(CommandLine.arguments.dropFirst())

    /// The language, which help needs before anything is parsed.
    public static let language = Language.ofProcess(
        arguments: arguments, environment: environment)

    /// The version of the programs.
    public static let version = "0.1.0"

    /// The clock of this machine.
    public static var now: Instant {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// The name of this machine, which is what a device is called where nobody says otherwise.
    public static var hostName: String {
        var bytes = [CChar](repeating: 0, count: 256)
        let status = unsafe gethostname(&bytes, bytes.count - 1)
        let text = bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let name = String(decoding: text, as: UTF8.self)
        return status == 0 && !name.isEmpty ? name : "madar"
    }

    /// A variable of the environment.
    public static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}

/// A text of help, in the language of the process.
public func help(_ text: HelpText) -> ArgumentHelp {
    ArgumentHelp(stringLiteral: text.text(ThisProcess.language))
}

/// A text of help as a string.
public func helpText(_ text: HelpText) -> String { text.text(ThisProcess.language) }

/// Examples, which stand first in every help.
public func examples(_ lines: String...) -> String {
    ([HelpText.examples.text(ThisProcess.language)] + lines.map { "  " + $0 })
        .joined(separator: "\n")
}

/// The table of exit codes, which stands in the help of each program.
public func exitCodes() -> String {
    HelpText.exitCodes.text(ThisProcess.language) + "\n"
        + ExitStatus.table(ThisProcess.language)
}
