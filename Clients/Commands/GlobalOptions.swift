public import ArgumentParser
public import Catalog
internal import MadarClient
public import Terminal

/// The options that every command takes.
public struct GlobalOptions: ParsableArguments {
    /// The language of the interface.
    @Option(help: help(.optionLang))
    public var lang: Language = ThisProcess.language
    /// One JSON document on the output, errors as JSON too.
    @Flag(help: help(.optionJSON))
    public var json = false
    /// Tabs, no colour, no isolates.
    @Flag(help: help(.optionPlain))
    public var plain = false
    /// No colour.
    @Flag(help: help(.optionNoColor))
    public var noColor = false
    /// No question.
    @Flag(help: help(.optionNoInput))
    public var noInput = false
    /// The local profile.
    @Option(help: help(.optionProfile))
    public var profile = "default"
    /// The digits in which numbers are shown.
    @Option(help: help(.optionDigits))
    public var digits: Digits = .ascii

    /// Makes options of their defaults.
    public init() {}

    /// The names of the options that take a value, and of those that take none.
    static let names = (
        valued: ["--lang", "--profile", "--digits"],
        flags: ["--json", "--plain", "--no-color", "--no-input"]
    )

    /// The arguments with the global options that stand before the command moved behind it, so
    /// that both places serve.
    public static func hoisted(_ arguments: [String]) -> [String] {
        var leading: [String] = []
        var rest = arguments[...]
        while let first = rest.first {
            if names.flags.contains(first)
                || names.valued.contains(where: { first.hasPrefix($0 + "=") })
            {
                leading.append(rest.removeFirst())
            } else if names.valued.contains(first), rest.count > 1 {
                leading += [rest.removeFirst(), rest.removeFirst()]
            } else {
                break
            }
        }
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return Array(rest[..<end]) + leading + Array(rest[end...])
    }
}

extension Language: ExpressibleByArgument {}
extension Digits: ExpressibleByArgument {}

extension GlobalOptions {
    /// The context of a command.
    ///
    /// - Throws: `Failure` for a name that no profile may have.
    public func context() throws -> Context {
        guard let profile = Profile(profile) else { throw Failure(.badProfileName) }
        let screen = Screen.ofProcess(
            isRightToLeft: lang.isRightToLeft, isPlain: plain, colourAllowed: !noColor,
            digits: digits, environment: ThisProcess.environment)
        return Context(
            language: lang, screen: screen, prompt: TerminalPrompt(mayAsk: !noInput),
            isJSON: json, profile: profile)
    }
}
