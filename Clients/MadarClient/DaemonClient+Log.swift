public import Basics
import Framing
import Merkle
import Messages

/// A leaf of the daemon's log whose proof leads to a checkpoint that was verified.
public struct ProvedLeaf: Equatable, Sendable {
    /// The position of the leaf, from 0.
    public var index: UInt64
    /// The hash of the leaf, 32 bytes.
    public var hash: [UInt8]
    /// The checkpoint.
    public var checkpoint: VerifiedCheckpoint
    /// All of it as a file that anybody verifies off line (SPEC W-148).
    public var text: String
}

// What the daemon's log holds.
extension DaemonClient {
    /// Reads an earlier note of the daemon's log, as a witness gave it back, so that leaves are
    /// proved by it, with its cosignatures.
    ///
    /// - Throws: `badCheckpoint` where it is no note of this log, or not signed by its key.
    public func checkpoint(of note: [UInt8]) async throws(ClientError) -> VerifiedCheckpoint {
        try await LogMemory(keeper).verified(note)
    }

    /// Proves that an act of one's own has its leaf in the log (SPEC W-146); nil for an act of
    /// another's, and for one that is not there.
    ///
    /// - Parameter earlier: the checkpoint by which it is proved; nil for the newest.
    /// - Throws: as `checkpoint()`; `forked` where the leaf is not where the daemon tells that it
    ///   is, or is there no more; `precondition` where it came after the earlier checkpoint.
    public func proof(
        ofAct sequence: UInt64, of file: FileID, by earlier: VerifiedCheckpoint? = nil
    ) async throws(ClientError) -> ProvedLeaf? {
        do throws(ClientError) {
            return try await prove(
                Self.act(sequence, of: file), by: try await base(earlier),
                mayBeLater: earlier != nil)
        } catch {
            guard error.code == .notAvailable else { throw error }
            return nil
        }
    }

    /// Proves that a leaf is in the log, for who audits (SPEC W-146).
    ///
    /// - Throws: as `proof(ofAct:of:by:)`; `precondition` where the log has not so many leaves.
    public func proof(
        ofLeaf index: UInt64, by earlier: VerifiedCheckpoint? = nil
    ) async throws(ClientError) -> ProvedLeaf {
        var request = WireProveLeafRequest()
        request.leaf = index
        return try await prove(request, by: try await base(earlier), mayBeLater: true)
    }

    /// Proves that leaves are in the log, one after the other, all by one checkpoint (SPEC W-152).
    ///
    /// - Parameter take: gets each proof as it comes.
    /// - Throws: as `proof(ofLeaf:)`; what `take` throws.
    public func proofs(
        ofLeaves leaves: ClosedRange<UInt64>, by earlier: VerifiedCheckpoint? = nil,
        _ take: (ProvedLeaf) throws -> Void
    ) async throws {
        let checkpoint = try await base(earlier)
        for leaf in leaves {
            var request = WireProveLeafRequest()
            request.leaf = leaf
            try take(try await prove(request, by: checkpoint, mayBeLater: true))
        }
    }

    /// Proves that one's own acts among some of a file have their leaves in the log, all by one
    /// checkpoint (SPEC W-152); acts that were written together have one leaf, which comes once, and
    /// those that came after the checkpoint are left out.
    ///
    /// - Throws: as `proof(ofAct:of:by:)`; what `take` throws.
    public func proofs(
        ofActs sequences: ClosedRange<UInt64>, of file: FileID,
        by earlier: VerifiedCheckpoint? = nil, _ take: (ProvedLeaf) throws -> Void
    ) async throws {
        let checkpoint = try await base(earlier)
        var last: UInt64?
        for sequence in sequences {
            do {
                let proved = try await prove(
                    Self.act(sequence, of: file), by: checkpoint, mayBeLater: earlier != nil)
                if proved.index != last { try take(proved) }
                last = proved.index
            } catch let error as ClientError where error.code == .notAvailable {
                continue
            } catch let error as ClientError where error.code == .precondition {
                return
            }
        }
    }

    private static func act(_ sequence: UInt64, of file: FileID) -> WireProveLeafRequest {
        var request = WireProveLeafRequest()
        request.file = file.blob
        request.sequence = sequence
        return request
    }

    /// The checkpoint by which something is proved, once the newest was compared with what this
    /// device has seen.
    private func base(
        _ earlier: VerifiedCheckpoint?
    ) async throws(ClientError) -> VerifiedCheckpoint {
        let newest = try await checkpoint()
        return earlier ?? newest
    }

    private func prove(
        _ asked: WireProveLeafRequest, by checkpoint: VerifiedCheckpoint, mayBeLater: Bool
    ) async throws(ClientError) -> ProvedLeaf {
        var request = asked
        request.size = checkpoint.size
        let answer: WireProveLeafAnswer
        do throws(ClientError) {
            answer = try await ask(.proveLeaf, MessageCodec.encode(request)) {
                try MessageCodec.decode(WireProveLeafAnswer.self, from: $0)
            }
        } catch {
            // The act was written before the checkpoint was asked for.
            guard error.code == .precondition, !mayBeLater else { throw error }
            throw ClientError(.forked)
        }
        let proof = answer.proof.compactMap { MerkleHash([UInt8]($0)) }
        guard let hash = MerkleHash([UInt8](answer.hash)), let root = MerkleHash(checkpoint.root)
        else { throw ClientError(.badAnswer) }
        do throws(ProofError) {
            guard !asked.file.isEmpty || answer.leaf == asked.leaf else { throw .outOfRange }
            try Proof.verifyInclusion(
                of: hash, index: answer.leaf, size: checkpoint.size, proof: proof, root: root)
        } catch {
            throw ClientError(.forked)
        }
        let file = LeafProof(
            index: answer.leaf, leaf: hash, proof: proof, note: checkpoint.note)
        return ProvedLeaf(
            index: answer.leaf, hash: hash.bytes, checkpoint: checkpoint, text: file.text)
    }

    /// The newest checkpoint as a file for a witness who cosigned one of a size before, 0 for none
    /// (SPEC W-147), and the log's statements about its keys, one behind the other (SPEC W-193).
    ///
    /// - Throws: as `checkpoint()`; `rollbackSuspected` where the log has fewer leaves than the
    ///   witness saw.
    public func witnessRequest(
        after size: UInt64
    ) async throws(ClientError) -> (text: String, logKeys: String) {
        _ = try await checkpoint()
        var request = WireCheckpointRequest()
        request.knownSize = size
        let answer: CallAnswer
        do throws(ClientError) {
            answer = try await call(.checkpoint, MessageCodec.encode(request))
        } catch {
            guard error.code == .precondition else { throw error }
            throw ClientError(.rollbackSuspected)
        }
        let told = try Self.message(answer) {
            try MessageCodec.decode(WireCheckpointAnswer.self, from: $0)
        }
        return (
            try await LogMemory(keeper).continuation(answer, of: size).text, told.logKeys.joined()
        )
    }
}
