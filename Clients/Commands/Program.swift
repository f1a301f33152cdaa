internal import Agent
public import ArgumentParser
internal import Catalog
internal import Glibc
internal import MadarClient
internal import Terminal

/// A command that knows the global options.
public protocol MadarCommand: AsyncParsableCommand {
    /// The global options.
    var options: GlobalOptions { get }
    /// Does what was asked.
    func perform(_ context: Context) async throws
}

extension MadarCommand {
    /// Runs the command, with every error made ready to be told.
    public func run() async throws {
        let context = try options.context()
        do {
            try await perform(context)
        } catch let error as ClientError {
            throw Failure(error, profile: context.profile.name)
        } catch let error as LogFileError {
            throw Failure(Fault(error))
        } catch let error as PromptError {
            throw Failure(error == .noTerminal ? .noTerminal : .gaveUp)
        }
    }
}

/// The one way in which the programs start and end.
public enum Program {
    /// Parses the arguments, runs the command, tells what went wrong, and ends the process.
    public static func run(_ root: (some AsyncParsableCommand).Type) async -> Never {
        // A system that refuses it keeps nobody from his work; what stays open is refused that.
        ProcessMemory.forbidDumps()
        exit(await status(root, arguments: GlobalOptions.hoisted(ThisProcess.arguments)))
    }

    private static func status(
        _ root: (some AsyncParsableCommand).Type, arguments: [String]
    ) async -> Int32 {
        let isJSON = arguments.prefix { $0 != "--" }.contains("--json")
        let language = ThisProcess.language
        let screen = Screen.ofProcess(
            isRightToLeft: language.isRightToLeft, isPlain: arguments.contains("--plain"),
            colourAllowed: !arguments.contains("--no-color"), digits: .ascii,
            environment: ThisProcess.environment)
        do {
            var command = try root.parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return ExitStatus.done.rawValue
        } catch let failure as Failure {
            failure.report(language, isJSON: isJSON, screen: screen)
            return failure.status
        } catch let code as ExitCode {
            return code.rawValue
        } catch {
            return usage(root, error, isJSON: isJSON, language: language, screen: screen)
        }
    }

    /// Help and version go to the output; what is wrong with the arguments goes to the errors.
    private static func usage(
        _ root: (some AsyncParsableCommand).Type, _ error: any Error, isJSON: Bool,
        language: Language, screen: Screen
    ) -> Int32 {
        let code = root.exitCode(for: error)
        if code == .success {
            let text = Usage.help(root.fullMessage(for: error), language)
            StandardStream.output.write(text + "\n")
        } else if code == .validationFailure {
            let failure = Usage.failure(root.message(for: error))
            failure.report(language, isJSON: isJSON, screen: screen)
            if !isJSON, let line = Usage.line(root.fullMessage(for: error), language) {
                screen.talk(line)
            }
        } else {
            Failure(.bug).report(language, isJSON: isJSON, screen: screen)
            return ExitStatus.fault.rawValue
        }
        return code.rawValue
    }
}
