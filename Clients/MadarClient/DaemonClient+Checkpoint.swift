import Basics
import Merkle
import Messages

/// A checkpoint of the daemon's log whose signature holds and that continues the one before.
public struct VerifiedCheckpoint: Equatable, Sendable {
    /// The name of the log.
    public var origin: String
    /// How many leaves it has.
    public var size: UInt64
    /// The root of the tree over them, 32 bytes.
    public var root: [UInt8]
    /// Whether there was none before to compare it with.
    public var isFirst: Bool
}

extension DaemonClient {
    private static let keptCheckpoint = "checkpoint"

    /// Asks for the log's checkpoint, checks that it continues the one that was kept, and keeps it.
    ///
    /// - Throws: `logKeyUnknown` where the daemon told no key at enrolment; `badCheckpoint` for a
    ///   signature that does not hold; `rollbackSuspected` where the log is shorter than it was;
    ///   `forked` where it tells another past. What was kept before then stays kept.
    public func checkpoint() async throws(ClientError) -> VerifiedCheckpoint {
        let info = try await keeper.info()
        guard let key = NoteKey(name: info.logOrigin, publicKey: info.logKey) else {
            throw ClientError(.logKeyUnknown)
        }
        var before: Checkpoint?
        if let note = try await keeper.recall(Self.keptCheckpoint) {
            before = try Self.read(note, key)
        }
        var request = WireCheckpointRequest()
        request.knownSize = before?.size ?? 0
        let answer: WireCheckpointAnswer
        do {
            answer = try await ask(.checkpoint, MessageCodec.encode(request)) {
                try MessageCodec.decode(WireCheckpointAnswer.self, from: $0)
            }
        } catch {
            // A daemon that knows fewer leaves than we saw was put back, or is another one.
            throw error.code == .precondition && before != nil
                ? ClientError(.rollbackSuspected) : error
        }
        let note = Array(answer.note.utf8)
        let checkpoint = try Self.read(note, key)
        if let before {
            try Self.compare(before, checkpoint, proof: answer.proof.map { [UInt8]($0) })
        }
        if checkpoint != before { try await keeper.keep(Self.keptCheckpoint, note) }
        return VerifiedCheckpoint(
            origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root.bytes,
            isFirst: before == nil)
    }

    private static func read(_ note: [UInt8], _ key: NoteKey) throws(ClientError) -> Checkpoint {
        do throws(NoteError) {
            return try SignedNote.checkpoint(note, origin: key.name, keys: [key])
        } catch {
            throw ClientError(.badCheckpoint)
        }
    }

    private static func compare(
        _ before: Checkpoint, _ now: Checkpoint, proof: [[UInt8]]
    ) throws(ClientError) {
        guard now.size >= before.size else { throw ClientError(.rollbackSuspected) }
        let hashes = proof.compactMap { MerkleHash($0) }
        do throws(ProofError) {
            try Proof.verifyConsistency(
                old: before.size, new: now.size, oldRoot: before.root, newRoot: now.root,
                proof: hashes)
        } catch {
            throw ClientError(.forked)
        }
    }
}
