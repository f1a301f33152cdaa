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
    /// The note as the log signed it.
    public var note: [UInt8]
}

/// What a device remembers of its daemon's log, by which it knows one that forgot (SPEC W-85).
struct LogMemory {
    private static let name = "checkpoint"
    private let keeper: any DeviceKeeper
    private static let keysName = "log-keys"
    private let origin: String
    /// The keys that have signed the log, the newest last, as far as this device has followed them.
    private let known: [[UInt8]]
    private var before: Checkpoint?

    /// Recalls it.
    ///
    /// - Throws: `logKeyUnknown` where the daemon told no key at enrolment.
    init(_ keeper: any DeviceKeeper) async throws(ClientError) {
        self.keeper = keeper
        let info = try await keeper.info()
        guard NoteKey(name: info.logOrigin, publicKey: info.logKey) != nil else {
            throw ClientError(.logKeyUnknown)
        }
        origin = info.logOrigin
        let followed = try await keeper.recall(Self.keysName) ?? []
        known =
            [info.logKey]
            + stride(from: 0, to: followed.count, by: 32).map { Array(followed[$0...].prefix(32)) }
        let note = try await keeper.recall(Self.name)
        before = nil
        if let note { before = try read(note) }
    }

    /// Whether there is one to compare with.
    var isEmpty: Bool { before == nil }

    /// The call that asks for the newest checkpoint.
    var request: CallRequest {
        var request = WireCheckpointRequest()
        request.knownSize = before?.size ?? 0
        return CallRequest(.checkpoint, payload: MessageCodec.encode(request))
    }

    /// Checks that an answer continues what is remembered, and remembers it.
    ///
    /// - Throws: `badCheckpoint` for a signature that does not hold; `rollbackSuspected` where the
    ///   log is shorter than it was; `forked` where it tells another past. What was remembered
    ///   stands then.
    func take(_ answer: CallAnswer) async throws(ClientError) -> VerifiedCheckpoint {
        let answer = try DaemonClient.message(answer) {
            try MessageCodec.decode(WireCheckpointAnswer.self, from: $0)
        }
        let note = Array(answer.note.utf8)
        let keys = try keys(signing: note, answer.logKeys)
        let checkpoint = try read(note, keys)
        if let before {
            try Self.compare(before, checkpoint, proof: answer.proof.map { [UInt8]($0) })
        }
        // What the log goes on from now is no restoration that covers a later rollback.
        if let id = RestorationID(blob: answer.restorationID) { try await settle(id) }
        if keys.count > known.count {
            try await keeper.keep(Self.keysName, Array(keys.dropFirst().joined()))
        }
        if checkpoint != before { try await keeper.keep(Self.name, note) }
        return VerifiedCheckpoint(
            origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root.bytes,
            isFirst: before == nil, note: note)
    }

    /// The keys up to the one that signs the log now, as the statements lead there from those that
    /// this device knows (SPEC W-193): the newest that has signed the note is the last.
    ///
    /// - Throws: `logKeyUnfollowed` where nothing leads to a key that has signed it; `badCheckpoint`
    ///   where it is signed with a key alone that another one has followed.
    private func keys(
        signing note: [UInt8], _ statements: [String]
    ) throws(ClientError) -> [[UInt8]] {
        let all = LogKeyStatement.follow(known, by: statements, of: origin)
        let last = all.lastIndex { key in (try? read(note, [key])) != nil }
        guard let last else {
            // A note that is none, or of another log, is no matter of keys.
            let read = try? SignedNote(encoded: note)
            let isOther = read.map { note in
                note.signatures.contains { signature in
                    signature.name == origin
                        && !all.contains {
                            NoteKey(name: origin, publicKey: $0)?.hash == signature.keyHash
                        }
                }
            }
            throw ClientError(isOther == true ? .logKeyUnfollowed : .badCheckpoint)
        }
        // A statement may be told a moment before its key signs.
        guard last >= known.count - 1 else { throw ClientError(.badCheckpoint) }
        return Array(all[...last])
    }

    /// Reads a note of the log that somebody kept.
    ///
    /// - Throws: `badCheckpoint`.
    func verified(_ note: [UInt8]) throws(ClientError) -> VerifiedCheckpoint {
        let checkpoint = try read(note)
        return VerifiedCheckpoint(
            origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root.bytes,
            isFirst: false, note: note)
    }

    /// What a refusal of the call tells: a daemon that knows fewer leaves than we saw was put back,
    /// or is another one.
    func meaning(of error: ClientError) -> ClientError {
        error.code == .precondition && !isEmpty ? ClientError(.rollbackSuspected) : error
    }

    /// The newest checkpoint with the proof that it continues the log of another size than the one
    /// that is remembered, for whoever saw that one.
    ///
    /// - Throws: `badCheckpoint`.
    func continuation(_ answer: CallAnswer, of size: UInt64) throws(ClientError) -> WitnessRequest {
        let answer = try DaemonClient.message(answer) {
            try MessageCodec.decode(WireCheckpointAnswer.self, from: $0)
        }
        let note = Array(answer.note.utf8)
        _ = try keys(signing: note, answer.logKeys)
        return WitnessRequest(
            old: size, proof: answer.proof.compactMap { MerkleHash([UInt8]($0)) }, note: note)
    }

    // MARK: A store that was restored

    /// What the daemon tells of the times that it was restored, beside what this device saw: the time
    /// that explains its log where that does not continue what is remembered, else the last.
    ///
    /// - Parameters:
    ///   - last: the last time.
    ///   - former: those before it that two people signed.
    ///   - isRefused: whether the log does not continue what is remembered.
    /// - Throws: `forked` where no restoration explains the log; `badCheckpoint` where the notes are not
    ///   of the log.
    func restored(
        _ last: WireRestoration, former: [WireRestoration], statements: [String],
        isRefused: Bool
    ) async throws(ClientError) -> RestoredLog {
        let keys = LogKeyStatement.follow(known, by: statements, of: origin)
        let told = isRefused ? try await explanation(former + [last], keys) : last
        let head = try read(Array(told.note.utf8), keys)
        let lost = told.lost.isEmpty ? nil : Array(told.lost.utf8)
        var isCovered = !isRefused
        if isRefused, let lost { isCovered = try self.isCovered(by: lost, keys) }
        return RestoredLog(
            told: told, keptSize: before?.size ?? 0, restoredSize: head.size,
            lostSize: try lost.map { note throws(ClientError) in try read(note, keys).size },
            isLonger: isRefused, isCovered: isCovered,
            isLast: told.restoration == last.restoration)
    }

    /// The restoration that took what this device saw (SPEC W-177): of those after the last that it has
    /// settled, the first that left less.
    ///
    /// - Throws: `forked` where there is none: the log is refused for another reason.
    private func explanation(
        _ told: [WireRestoration], _ keys: [[UInt8]]
    ) async throws(ClientError) -> WireRestoration {
        guard let before else { throw ClientError(.forked) }
        var chain: [(told: WireRestoration, size: UInt64)] = []
        for one in told {
            chain.append((one, try read(Array(one.note.utf8), keys).size))
        }
        // Each went on from the log that the one before it had made.
        chain.sort { $0.size < $1.size }
        var first = 0
        for (place, one) in chain.enumerated() {
            guard let id = RestorationID(blob: one.told.restoration) else {
                throw ClientError(.forked)
            }
            if try await isSettled(id) { first = place + 1 }
        }
        guard let found = chain[first...].first(where: { before.size > $0.size }) else {
            throw ClientError(.forked)
        }
        return found.told
    }

    private static let settledName = "restorations"

    /// Whether a restoration was taken, or the log went on after it.
    private func isSettled(_ id: RestorationID) async throws(ClientError) -> Bool {
        let known = try await keeper.recall(Self.settledName) ?? []
        return stride(from: 0, to: known.count, by: 16).contains {
            known[$0...].prefix(16).elementsEqual(id.bytes)
        }
    }

    /// Remembers that a restoration was taken, or that the log went on after it.
    private func settle(_ id: RestorationID) async throws(ClientError) {
        guard try await !isSettled(id) else { return }
        let known = try await keeper.recall(Self.settledName) ?? []
        try await keeper.keep(Self.settledName, known + id.bytes)
    }

    /// Whether a note covers what is remembered.
    func isCovered(by note: [UInt8], _ keys: [[UInt8]]? = nil) throws(ClientError) -> Bool {
        guard let before else { return true }
        let lost = try read(note, keys)
        return lost.size > before.size || lost == before
    }

    /// The note that is remembered; empty where there is none.
    func note() async throws(ClientError) -> [UInt8] { try await keeper.recall(Self.name) ?? [] }

    /// The call that asks how the log goes on from the note of a restoration.
    static func request(after restored: RestoredLog) -> CallRequest {
        var request = WireCheckpointRequest()
        request.knownSize = restored.restoredSize
        return CallRequest(.checkpoint, payload: MessageCodec.encode(request))
    }

    /// Remembers the log that goes on from a restoration, in the place of the longer one.
    ///
    /// - Throws: `forked` where it does not go on from the note that was told.
    func accept(_ restored: RestoredLog, _ answer: CallAnswer) async throws(ClientError) {
        let answer = try DaemonClient.message(answer) {
            try MessageCodec.decode(WireCheckpointAnswer.self, from: $0)
        }
        let note = Array(answer.note.utf8)
        // What a restoration tells may be of a former key; how the log goes on is of the newest.
        let keys = try keys(signing: note, answer.logKeys)
        try Self.compare(
            try read(Array(restored.told.note.utf8), keys), try read(note, keys),
            proof: answer.proof.map { [UInt8]($0) })
        if keys.count > known.count {
            try await keeper.keep(Self.keysName, Array(keys.dropFirst().joined()))
        }
        try await keeper.keep(Self.name, note)
        if let id = RestorationID(blob: restored.told.restoration) { try await settle(id) }
    }

    private func read(
        _ note: [UInt8], _ keys: [[UInt8]]? = nil
    ) throws(ClientError) -> Checkpoint {
        let keys = (keys ?? known).compactMap { NoteKey(name: origin, publicKey: $0) }
        do throws(NoteError) {
            return try SignedNote.checkpoint(note, origin: origin, keys: keys)
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
