public import Basics
import Merkle
import Secrets

/// Whoever cosigns checkpoints of logs (C2SP tlog-witness, SPEC W-147): a key of its own in
/// `witness.key` of a profile, sealed under a passphrase, with what it cosigned last of each log.
public enum Witness {
    /// Makes the key, and gives its public half as text.
    ///
    /// - Throws: `LogFileError`; `ClientError`.
    public static func create(
        in profile: Profile, name: String, _ passphrase: borrowing Passphrase
    ) throws -> String {
        guard let record = WitnessRecord(name: name) else { throw LogFileError.badWitnessName }
        try ClientFile.makeFolder(profile.folder)
        let turn = try FolderTurn(profile.folder)
        defer { turn.end() }
        guard !ClientFile.exists(profile.witnessFile) else { throw LogFileError.witnessThere }
        var body = record.body()
        try ClientFile.replace(
            profile.witnessFile,
            with: SealedFile.seal(&body, .witness, try SealedFile.Lock(passphrase)))
        return record.key.text
    }

    /// Takes up the log of a province, whose descriptor people compared; of a log that is known the
    /// key is taken anew.
    ///
    /// - Throws: `LogFileError`; `ClientError`.
    public static func trust(
        _ province: DescribedProvince, in profile: Profile, _ passphrase: borrowing Passphrase
    ) throws {
        let log = try province.log()
        try change(profile, passphrase) { record in
            if let index = record.logs.firstIndex(where: { $0.log.name == log.name }) {
                record.logs[index].log = log
            } else {
                guard record.logs.count < ClientLimits.witnessedLogsMax else {
                    throw LogFileError.tooManyLogs
                }
                record.logs.append(WitnessedLog(log: log))
            }
        }
    }

    /// Cosigns a checkpoint that continues what was cosigned last of its log.
    ///
    /// It gives the note with the cosignature under it; what was cosigned, and the key that signed it,
    /// is stored before.
    ///
    /// - Parameter statements: those of the log about its keys, in a file, one behind the other: as a
    ///   device does, the witness follows from the key that it knows to the next (SPEC W-193).
    /// - Throws: `LogFileError`; `ClientError`.
    public static func cosign(
        _ request: [UInt8], statements: String = "", in profile: Profile,
        _ passphrase: borrowing Passphrase, at now: Instant
    ) throws -> (note: String, size: UInt64) {
        try change(profile, passphrase) { record in
            let request = try LogFileError.catching { () throws(NoteError) in
                try WitnessRequest(encoded: request)
            }
            var (note, checkpoint) = try LogFileError.catching { () throws(NoteError) in
                let note = try SignedNote(encoded: request.note)
                return (note, try Checkpoint(text: note.text))
            }
            let index = record.logs.firstIndex { $0.log.name == checkpoint.origin }
            guard let index else { throw LogFileError.unknownLog }
            let last = record.logs[index]
            let log = try signer(of: note, last.log, statements)
            // An old file that comes again is no other past.
            guard request.old == last.size, checkpoint.size >= last.size else {
                throw LogFileError.otherSize(last: last.size)
            }
            do throws(ProofError) {
                try Proof.verifyConsistency(
                    old: last.size, new: checkpoint.size, oldRoot: last.root,
                    newRoot: checkpoint.root, proof: request.proof)
            } catch {
                throw LogFileError.forked
            }
            record.logs[index].log = log
            record.logs[index].size = checkpoint.size
            record.logs[index].root = checkpoint.root
            note.cosign(with: SigningKey(seed: record.seed), key: record.key, at: now)
            return (note.encoded, checkpoint.size)
        }
    }

    /// The newest key that has signed a note, of that which is known and those to which statements lead:
    /// an older one counts no more once it is known.
    private static func signer(
        of note: SignedNote, _ known: NoteKey, _ statements: String
    ) throws(LogFileError) -> NoteKey {
        let keys = LogKeyStatement.follow(
            [known.publicKey], by: LogKeyStatement.cut(statements), of: known.name
        ).compactMap { NoteKey(name: known.name, publicKey: $0) }
        if let newest = keys.last(where: { (try? note.verify(keys: [$0])) != nil }) {
            return newest
        }
        let isOther = note.signatures.contains { signature in
            signature.name == known.name && !keys.contains { $0.hash == signature.keyHash }
        }
        throw isOther ? .keyUnfollowed : .badSignature
    }

    /// The public half of the key as text.
    ///
    /// - Throws: `LogFileError`; `ClientError`.
    public static func key(
        in profile: Profile, _ passphrase: borrowing Passphrase
    ) throws -> String {
        try open(profile, passphrase).record.key.text
    }

    private struct Opened: ~Copyable {
        var record: WitnessRecord
        let lock: SealedFile.Lock
    }

    private static func open(
        _ profile: Profile, _ passphrase: borrowing Passphrase
    ) throws -> Opened {
        let file = try ClientFile.read(
            profile.witnessFile, byteCountMax: ClientLimits.witnessFileByteCountMax)
        guard let file else { throw LogFileError.noWitness }
        var (body, _, lock) = try SealedFile.open(file, .witness, passphrase)
        defer { Sodium.wipe(&body) }
        return Opened(record: try WitnessRecord.read(body), lock: lock)
    }

    /// Changes what is kept; it is durable before what the change gives is known.
    private static func change<Value>(
        _ profile: Profile, _ passphrase: borrowing Passphrase,
        _ change: (inout WitnessRecord) throws -> Value
    ) throws -> Value {
        guard ClientFile.exists(profile.witnessFile) else { throw LogFileError.noWitness }
        let turn = try FolderTurn(profile.folder)
        defer { turn.end() }
        var opened = try open(profile, passphrase)
        let value = try change(&opened.record)
        var body = opened.record.body()
        try ClientFile.replace(
            profile.witnessFile, with: SealedFile.seal(&body, .witness, opened.lock))
        return value
    }
}

/// What a witness cosigned last of a log.
struct WitnessedLog {
    var log: NoteKey
    var size: UInt64 = 0
    var root = MerkleHash.emptyRoot
}

/// The body of a witness's file.
///
/// ```
/// Ed25519 seed 32; name, a length u8 and bytes; count u8 of logs, each:
/// name, a length u8 and bytes; key 32; size of the checkpoint that was cosigned last u64, root 32.
/// ```
struct WitnessRecord: ~Copyable {
    let seed: SecretKey
    let key: NoteKey
    var logs: [WitnessedLog] = []

    init?(name: String) {
        self.init(SecretKey(), name)
    }

    private init?(_ seed: consuming SecretKey, _ name: String) {
        let publicKey = SigningKey(seed: seed).publicKey
        guard name.utf8.count <= ClientLimits.witnessNameByteCountMax,
            let key = NoteKey(name: name, publicKey: publicKey, algorithm: .cosignature)
        else { return nil }
        self.seed = seed
        self.key = key
    }

    static func read(_ body: [UInt8]) throws(ClientError) -> WitnessRecord {
        var reader = BodyReader(body)
        let seed = try reader.key()
        guard var record = WitnessRecord(seed, try reader.text()) else {
            throw ClientError(.deviceFileDamaged)
        }
        for _ in 0..<(try reader.byte()) {
            let (origin, key) = (try reader.text(), try reader.bytes(32))
            let size = try reader.bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
            guard let log = NoteKey(name: origin, publicKey: key),
                let root = MerkleHash(try reader.bytes(MerkleHash.byteCount))
            else { throw ClientError(.deviceFileDamaged) }
            record.logs.append(WitnessedLog(log: log, size: size, root: root))
        }
        try reader.finish()
        return record
    }

    borrowing func body() -> [UInt8] {
        var body: [UInt8] = []
        // Room for all of it at once: a growing array would leave copies of the key behind.
        body.reserveCapacity(ClientLimits.witnessFileByteCountMax)
        body.append(seed)
        body.appendRun(Array(key.name.utf8))
        body.append(UInt8(logs.count))
        for one in logs {
            body.appendRun(Array(one.log.name.utf8))
            body += one.log.publicKey
            body.appendBigEndian(one.size)
            one.root.append(to: &body)
        }
        return body
    }
}
