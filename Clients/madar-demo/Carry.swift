import ArgumentParser
import Basics
import Circuit
import Foundation
import MadarClient
import Messages
import Synchronization

/// Profiles and what opens them.
struct ProfileOptions: ParsableArguments {
    @Option(help: "The profile of the unit's worker.") var worker: String
    @Option(help: "The profile of the centre's member.") var centre: String
    @Option(help: "The file that holds the passphrase of both.") var passphraseFile: String

    /// Unlocks both devices, each with a connection of its own.
    func clients() async throws -> (worker: DaemonClient, centre: DaemonClient) {
        (try await client(worker), try await client(centre))
    }

    private func client(_ name: String) async throws -> DaemonClient {
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: passphraseFile)))
        guard let profile = Profile(name), let passphrase = Passphrase(wiping: &bytes) else {
            throw ValidationError("no such profile, or a passphrase that cannot be one")
        }
        return DaemonClient(try UnlockedDevice.unlock(profile, passphrase))
    }
}

/// Opens every child's file and carries it to assessment, whatever happens to the daemon.
struct Carry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Open every child's file and carry it through the circuit.")

    @OptionGroup var profiles: ProfileOptions
    @Option(help: "The scenario file.") var children: String
    @Option(help: "Where each acknowledged act is noted.") var journal: String
    @Option(help: "How many children are carried at once.") var lanes = 8

    func run() async throws {
        let children = try Child.read(children)
        let clients = try await profiles.clients()
        let definition = try await clients.worker.definition()
        let worker = try await clients.worker.whoAmI()
        let centre = try await clients.centre.whoAmI()
        guard let workerID = MemberID(Array(worker.member)),
            let centreID = MemberID(Array(centre.member))
        else { throw ExitCode.failure }
        let journal = try Journal(path: journal)
        let queue = Queue(count: children.count)
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<lanes {
                group.addTask {
                    while let number = queue.next() {
                        let steps = Steps(
                            definition: definition, child: children[number], worker: workerID,
                            evaluator: centreID)
                        try await carry(steps, clients, journal)
                    }
                }
            }
            try await group.waitForAll()
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("files \(children.count) acts \(journal.count) retries \(journal.retries)")
        print(String(format: "seconds %.1f", seconds))
    }

    private func carry(
        _ steps: Steps, _ clients: (worker: DaemonClient, centre: DaemonClient), _ journal: Journal
    ) async throws {
        var file: FileID?
        var sequence: UInt64 = 0
        for (author, draft) in steps.drafts {
            let client = author == .worker ? clients.worker : clients.centre
            let prepared =
                if let file {
                    try await client.prepareAct(file, after: sequence, draft)
                } else {
                    try await client.prepareOpening(draft)
                }
            // The same bytes with the same key, until the daemon has answered.
            switch try await deliver(prepared, by: client, journal) {
            case .opened(let opened):
                file = opened.file
                sequence = opened.sequence
                try journal.note(opened.file, opened.act, opened.sequence)
            case .appended(let act):
                sequence = act.sequence
                if let file { try journal.note(file, act.act, act.sequence) }
            case .done: break
            }
        }
    }

    private func deliver(
        _ prepared: PreparedCall, by client: DaemonClient, _ journal: Journal
    ) async throws -> PreparedOutcome {
        let end = ContinuousClock.now + .seconds(60)
        while true {
            do {
                return try await client.send(prepared)
            } catch {
                guard error.isPassing, ContinuousClock.now < end else { throw error }
                journal.countRetry()
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }
}

/// Hands out numbers, each once, to several lanes.
private final class Queue: Sendable {
    private let left: Mutex<Range<Int>>

    init(count: Int) { left = Mutex(0..<count) }

    func next() -> Int? { left.withLock { $0.popFirst() } }
}

extension ClientError {
    /// Whether the same call may go through later: the daemon is away, starting, or sealed.
    var isPassing: Bool { outcome != .refused || code == .sealed || code == .unreachable }
}

/// The acts that the daemon has acknowledged, by ids only: one line each with file, act, place.
final class Journal: Sendable {
    private let handle: Mutex<FileHandle>
    private let counts = Mutex((acts: 0, retries: 0))

    init(path: String) throws {
        _ = FileManager.default.createFile(
            atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        handle = Mutex(try FileHandle(forWritingTo: URL(fileURLWithPath: path)))
    }

    var count: Int { counts.withLock { $0.acts } }
    var retries: Int { counts.withLock { $0.retries } }
    func countRetry() { counts.withLock { $0.retries += 1 } }

    func note(_ file: FileID, _ act: ActID, _ sequence: UInt64) throws {
        let line = "\(file.hexadecimal) \(act.hexadecimal) \(sequence)\n"
        try handle.withLock { try $0.write(contentsOf: Data(line.utf8)) }
        counts.withLock { $0.acts += 1 }
    }
}
