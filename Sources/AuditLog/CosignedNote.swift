public import Basics
internal import Merkle
public import Store

/// What a note of this log tells that witnesses gave back (SPEC W-151).
public struct CosignedNote: Equatable, Sendable {
    /// How many leaves it covers.
    public let size: UInt64
    /// When each witness cosigned it, in the order in which they were asked for; nil where no line
    /// is his.
    public let times: [Instant?]

    /// Why a note was not taken.
    public enum Fault: Error, Equatable, Sendable {
        /// It has another form, or the log's key did not sign it.
        case altered
        /// It is of another log.
        case otherLog
        /// The log's key signed it, and the log does not hold it: it was put back, or tells two
        /// stories.
        case forked
        /// The line of a witness is false.
        case falseLine
    }
}

extension LeafLog {
    /// Reads a note that witnesses gave back, and compares it with the log.
    ///
    /// - Parameter witnesses: the names and Ed25519 keys of those whose lines are looked at.
    /// - Throws: `CosignedNote.Fault`; `AuditError.store`.
    public func cosigned(
        _ bytes: [UInt8], by witnesses: [(name: String, key: [UInt8])], in reader: StoreReader
    ) throws -> CosignedNote {
        let note: SignedNote
        let told: Checkpoint
        do throws(NoteError) {
            note = try SignedNote(encoded: bytes)
            told = try Checkpoint(text: note.text)
        } catch {
            throw CosignedNote.Fault.altered
        }
        guard told.origin == origin else { throw CosignedNote.Fault.otherLog }
        let keys = try Self.keys(origin: origin, reader)
        do throws(NoteError) {
            try note.verify(keys: keys)
        } catch {
            throw CosignedNote.Fault.altered
        }
        guard try holds(told, in: reader) else { throw CosignedNote.Fault.forked }
        let times: [Instant?]
        do throws(NoteError) {
            times = try witnesses.map { witness throws(NoteError) in
                let key = NoteKey(
                    name: witness.name, publicKey: witness.key, algorithm: .cosignature)
                return try key.flatMap { key throws(NoteError) in try note.cosignedAt(by: key) }
            }
        } catch {
            throw CosignedNote.Fault.falseLine
        }
        return CosignedNote(size: told.size, times: times)
    }

    /// Whether the log's tree had a root at a size, by the proof from there to what is signed now.
    private func holds(_ told: Checkpoint, in reader: StoreReader) throws(AuditError) -> Bool {
        guard told.size > 0, let (note, proof) = try checkpoint(after: told.size, in: reader)
        else { return false }
        let now = try Self.signed(note, origin: origin, reader)
        let hashes = proof.compactMap { MerkleHash($0) }
        return
            (try? Proof.verifyConsistency(
                old: told.size, new: now.size, oldRoot: told.root, newRoot: now.root, proof: hashes))
            != nil
    }
}
