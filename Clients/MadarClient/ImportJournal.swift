public import Basics
import Circuit
import Framing
public import Mapping
import Messages
import Secrets

/// An entry of a register as this device remembers it: two keyed digests, from which nobody reads
/// whom it is about.
public struct RegisterEntry: Hashable, Sendable {
    /// Which entry it is, 16 bytes.
    public let key: [UInt8]
    /// What it says, 16 bytes.
    public let content: [UInt8]
}

/// What this device has taken over from registers, so that no entry is taken over twice: not after
/// a crash, not from a sheet that has grown, and not once the daemon has forgotten the operation.
///
/// An operation key follows from the entry and from the day on which it was first sent, under a key
/// of this device alone. That it will be sent is durable before it is: whatever is not known to be
/// done goes again with the same key (SPEC W-55).
///
/// Under `import.key` lie 32 random bytes. A piece is kept as `import.` and its number:
/// ```
/// version u8 = 1, day u32 of its operation keys, then for each entry
///   key 16, content 16, state u8: 0 sent, 1 done, 2 done under an unknown number; file's number u64
/// ```
public actor ImportJournal {
    /// What is known of an entry.
    public enum Standing: Equatable, Sendable {
        /// Nothing.
        case fresh
        /// It was sent and is not known to be done: the same call is made again.
        case sent
        /// It was done; the file's number where it was told, and whether the entry said something
        /// else then.
        case done(FileNumber?, isChanged: Bool)
    }

    private struct Known {
        var content: [UInt8]
        var piece: UInt64
        var isDone = false
        var number: FileNumber?
    }

    private let keeper: any DeviceKeeper
    private let secret: SecretKey
    private var known: [[UInt8]: Known] = [:]
    private var days: [UInt64: UInt32] = [:]
    /// The entries of the pieces that have yet to be kept.
    private var changed: [UInt64: [[UInt8]]] = [:]
    private var lastPiece: UInt64 = 0
    private static let keyName = "import.key"
    private static let prefix = "import."
    private static let version: UInt8 = 1
    private static let personal: StaticString = "MDR.importrow..1"

    /// Reads what was kept, and makes the key where there is none.
    ///
    /// - Throws: `keptFileDamaged` where a piece does not read: what it says was done could be done
    ///   twice without it.
    public init(_ keeper: any DeviceKeeper) async throws(ClientError) {
        self.keeper = keeper
        var bytes = try await keeper.recall(Self.keyName) ?? []
        if bytes.isEmpty {
            bytes = Random.bytes(SecretKey.byteCount)
            try await keeper.keep(Self.keyName, bytes)
        }
        guard let secret = try? SecretKey(wiping: &bytes) else {
            throw ClientError(.keptFileDamaged)
        }
        self.secret = secret
        let numbers = try await keeper.kept().compactMap { Outbox.number(in: $0, Self.prefix) }
        for number in numbers.sorted() {
            guard let piece = try await keeper.recall(Outbox.name(number, Self.prefix)) else {
                continue
            }
            try read(piece, number)
            lastPiece = number
        }
    }

    private func read(_ bytes: [UInt8], _ number: UInt64) throws(ClientError) {
        var reader = ByteReader(bytes)
        do {
            guard try reader.integer(UInt8.self) == Self.version else {
                throw ClientError(.layoutTooNew)
            }
            days[number] = try reader.integer()
            while reader.remaining > 0 {
                let key = Array(try reader.take(16))
                var entry = Known(content: Array(try reader.take(16)), piece: number)
                let state = try reader.integer(UInt8.self)
                let fileNumber = try reader.integer(UInt64.self)
                entry.isDone = state > 0
                entry.number = state == 1 ? FileNumber(value: fileNumber) : nil
                known[key] = entry
            }
        } catch let error as ClientError {
            throw error
        } catch {
            throw ClientError(.keptFileDamaged)
        }
    }

    // MARK: - Entries

    /// The entry of a draft: by its own reference in the register, and by all that it says where it
    /// bears none.
    public func entry(
        of draft: ActDraft, register: String, reference: String?
    ) -> RegisterEntry {
        var said = draft
        // The same entry under a later definition or mapping says the same if its values do.
        (said.formVersion, said.definitionVersion, said.eventAt) = (0, 0, nil)
        said.values.sort { ($0.field, $0.row) < ($1.field, $1.row) }
        let content = MessageCodec.encode(WireActDraft(said))
        var name: [UInt8] = [reference == nil ? 0 : 1]
        name.appendBigEndian(UInt32(register.utf8.count))
        name += Array(register.utf8) + (reference.map { Array($0.utf8) } ?? content)
        return RegisterEntry(key: digest(name), content: digest(content))
    }

    private func digest(_ bytes: [UInt8]) -> [UInt8] {
        BLAKE2b.hash(bytes.rawSpan, byteCount: 16, key: secret, personal: Self.personal)
    }

    /// What is known of an entry.
    ///
    /// - Parameter day: today by the daemon's clock. What was sent so long ago that the daemon may
    ///   have forgotten its key is fresh again: only a search finds whether it was done.
    public func standing(_ entry: RegisterEntry, day: UInt32) -> Standing {
        guard let known = known[entry.key] else { return .fresh }
        guard known.isDone else {
            let last = (days[known.piece] ?? 0) + UInt32(BasicsLimits.operationKeyDays)
            return day < last ? .sent : .fresh
        }
        return .done(known.number, isChanged: known.content != entry.content)
    }

    // MARK: - Sending

    /// Keeps that entries are about to be sent; durable when this returns.
    public func begin(_ entries: [RegisterEntry], day: UInt32) async throws(ClientError) {
        guard !entries.isEmpty else { return }
        lastPiece += 1
        days[lastPiece] = day
        changed[lastPiece] = entries.map(\.key)
        for entry in entries {
            known[entry.key] = Known(content: entry.content, piece: lastPiece)
        }
        try await save()
    }

    /// The operation key of an entry that was begun; nil for another.
    public func operationKey(_ entry: RegisterEntry) -> [UInt8]? {
        guard let day = known[entry.key].flatMap({ days[$0.piece] }) else { return nil }
        return OperationKey(epoch: day, random: Array(digest([2] + entry.key).prefix(12))).bytes
    }

    /// Notes that an entry was done, under a number or under one that nobody told.
    public func done(_ entry: RegisterEntry, _ number: FileNumber?) {
        // Under an unknown number the daemon has what an earlier sheet said.
        let content = number == nil ? known[entry.key]?.content : entry.content
        note(entry) {
            $0 = Known(content: content ?? entry.content, piece: $1, isDone: true, number: number)
        }
    }

    /// Notes that the daemon refused an entry: it is fresh again.
    public func refused(_ entry: RegisterEntry) {
        note(entry) { known, _ in known = nil }
    }

    private func note(_ entry: RegisterEntry, _ change: (inout Known?, UInt64) -> Void) {
        guard let piece = known[entry.key]?.piece else { return }
        if changed[piece] == nil {
            changed[piece] = known.filter { $0.value.piece == piece }.map(\.key)
        }
        change(&known[entry.key], piece)
    }

    /// Keeps what was noted; durable when this returns.
    public func save() async throws(ClientError) {
        for (piece, keys) in changed {
            var bytes: [UInt8] = [Self.version]
            bytes.appendBigEndian(days[piece] ?? 0)
            for key in keys {
                guard let entry = known[key], entry.piece == piece else { continue }
                bytes += key + entry.content
                bytes.append(entry.isDone ? entry.number == nil ? 2 : 1 : 0)
                bytes.appendBigEndian(entry.number?.value ?? 0)
            }
            try await keeper.keep(Outbox.name(piece, Self.prefix), bytes)
            changed[piece] = nil
        }
    }
}

extension DaemonClient {
    /// Makes an opening ready under an operation key that the caller keeps.
    public func opening(_ draft: ActDraft, under operationKey: [UInt8]) -> PreparedCall {
        var request = WireOpenFileRequest()
        request.opening = WireActDraft(draft)
        return PreparedCall(
            .openFile, payload: MessageCodec.encode(request), operationKey: operationKey)
    }
}
