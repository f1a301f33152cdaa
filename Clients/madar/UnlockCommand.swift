import Agent
import ArgumentParser
import Catalog
import Commands
import MadarClient

/// `madar unlock`.
struct UnlockCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock", abstract: helpText(.unlock),
        discussion: examples(
            "madar unlock", "madar unlock --profile unit2",
            "madar unlock --passphrase-file /run/secret"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionPassphraseFile)) var passphraseFile: String?

    struct Document: Encodable {
        var schema = "madar.session/1"
        var profile: String
        var state: String
        var alreadySo: Bool
    }

    func perform(_ context: Context) async throws {
        try await Self.unlock(context, passphraseFile: passphraseFile)
        await Drafting.tellWaiting(context)
    }

    static func unlock(_ context: Context, passphraseFile: String?) async throws {
        guard context.profile.isEnrolled else {
            throw Failure(.notEnrolled(profile: context.profile.name))
        }
        if try await isUnlocked(context) {
            try context.emit(
                Document(profile: context.profile.name, state: "unlocked", alreadySo: true))
            context.tell(.alreadyUnlocked)
            return
        }
        let passphrase = try context.passphrase(
            file: passphraseFile, question: context.ask(.passphrase))
        context.tell(.deriving)
        try AgentLauncher.start(
            arguments: [ServeSessionCommand.name, "--profile", context.profile.name], passphrase)
        try context.emit(
            Document(profile: context.profile.name, state: "unlocked", alreadySo: false))
        context.tell(
            .unlocked(
                minutes: context.count(AgentLimits.idleSeconds / 60, .minutes)))
    }

    static func isUnlocked(_ context: Context) async throws -> Bool {
        do {
            let agent = try await AgentClient.connect(context.profile)
            await agent.close()
            return true
        } catch {
            guard error.code == .agentNotRunning else { throw error }
            return false
        }
    }
}

/// The agent itself, which `madar unlock` starts; it is not shown in help.
struct ServeSessionCommand: AsyncParsableCommand {
    static let name = "serve-session"
    static let configuration = CommandConfiguration(commandName: name, shouldDisplay: false)

    @Option var profile: String
    @Option var idleSeconds = AgentLimits.idleSeconds

    func run() async throws {
        guard let profile = Profile(profile) else { throw Failure(.badProfileName) }
        let status = await AgentServer.main(profile, idleSeconds: idleSeconds)
        throw ExitCode(status)
    }
}

/// `madar lock`.
struct LockCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock", abstract: helpText(.lock), discussion: examples("madar lock"))

    @OptionGroup var options: GlobalOptions

    func perform(_ context: Context) async throws { try await Self.lock(context) }

    static func lock(_ context: Context) async throws {
        var wasUnlocked = true
        do {
            let agent = try await AgentClient.connect(context.profile)
            try await agent.lock()
        } catch {
            guard error.code == .agentNotRunning else { throw error }
            wasUnlocked = false
        }
        try context.emit(
            UnlockCommand.Document(
                profile: context.profile.name, state: "locked", alreadySo: !wasUnlocked))
        context.tell(wasUnlocked ? .locked : .alreadyLocked)
    }
}
