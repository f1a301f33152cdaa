public import Basics
public import Circuit
import Framing
public import Mapping
public import Messages

/// What this device last saw of a file: what an act needs that is entered without a line.
public struct SeenFile: Equatable, Sendable {
    /// The file.
    public var file: FileID
    /// Its number; nil where the reader may not see it.
    public var number: FileNumber?
    /// The place of its last act.
    public var sequence: UInt64
    /// When it was seen, by this machine's clock.
    public var seenAt: Instant
    /// Its acts folded, as the daemon told.
    public var heads: Heads
    /// The acts of this device that the daemon took since.
    public var later: [ActDraft]
}

/// The files that this device saw last, in one kept file, so that no name on disk tells one.
///
/// The layout: version u8 = 1, then for each file its id, sequence u64, time u64 in milliseconds,
/// and three runs, each a length u32 and bytes: its number, heads, later acts; the last two are
/// delimited messages.
struct SeenFiles {
    static let name = "seen"
    private static let version: UInt8 = 1
    private(set) var files: [SeenFile] = []

    init() {}

    init(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard (try? reader.integer(UInt8.self)) == Self.version else { return }
        while reader.remaining > 0, let file = SeenFile(&reader) { files.append(file) }
    }

    /// The newest first, as many as fit.
    func bytes(now: Instant) -> [UInt8] {
        var bytes: [UInt8] = [Self.version]
        let oldest = now.adding(seconds: -ClientLimits.seenSecondsMax)
        for file in files.prefix(ClientLimits.seenFilesMax) where file.seenAt > oldest {
            let next = file.bytes
            guard bytes.count + next.count <= ClientLimits.seenByteCountMax else { break }
            bytes += next
        }
        return bytes
    }

    mutating func put(_ file: SeenFile) {
        files.removeAll { $0.file == file.file }
        files.insert(file, at: 0)
    }

    static func load(_ keeper: any DeviceKeeper) async throws(ClientError) -> SeenFiles {
        do throws(ClientError) {
            var seen = SeenFiles(try await keeper.recall(name) ?? [])
            let oldest = ClientFile.now.adding(seconds: -ClientLimits.seenSecondsMax)
            seen.files.removeAll { $0.seenAt <= oldest }
            return seen
        } catch {
            // A cache: what is damaged is seen again at the next reading.
            guard error.code == .keptFileDamaged else { throw error }
            return SeenFiles()
        }
    }

    static func saw(_ file: SeenFile, _ keeper: any DeviceKeeper) async throws(ClientError) {
        var seen = try await load(keeper)
        seen.put(file)
        try await keeper.keep(name, seen.bytes(now: ClientFile.now))
    }

    /// Lets go of a file that was read; what a device knows of one that it writes in and never reads
    /// is what it wrote itself, and stays.
    static func forget(_ name: FileName, _ keeper: any DeviceKeeper) async throws(ClientError) {
        var seen = try await load(keeper)
        let count = seen.files.count
        seen.files.removeAll { $0.isCalled(name) && !$0.heads.all.isEmpty }
        guard seen.files.count < count else { return }
        try await keeper.keep(Self.name, seen.bytes(now: ClientFile.now))
    }

    /// Takes in that the daemon took a write of this device.
    static func took(
        _ entry: OutboxEntry, _ answer: CallAnswer, _ keeper: any DeviceKeeper
    ) async throws(ClientError) {
        guard let draft = entry.draft else { return }
        let bytes = answer.message
        var seen = try await load(keeper)
        if let id = entry.file {
            guard let taken = try? MessageCodec.decode(WireAppendActAnswer.self, from: bytes),
                var file = seen.files.first(where: { $0.file == id }),
                taken.sequence == file.sequence + 1
            else { return }
            file.sequence = taken.sequence + UInt64(taken.further.count)
            file.later += entry.drafts
            seen.put(file)
        } else {
            guard let opened = try? MessageCodec.decode(WireOpenFileAnswer.self, from: bytes),
                let id = FileID(blob: opened.file)
            else { return }
            seen.put(
                SeenFile(
                    file: id, number: FileNumber(opened.number), sequence: opened.sequence,
                    seenAt: ClientFile.now, heads: Heads(), later: [draft]))
        }
        try await keeper.keep(name, seen.bytes(now: ClientFile.now))
    }
}

extension SeenFile {
    /// Whether it is the file of a name.
    func isCalled(_ name: FileName) -> Bool {
        switch name {
        case .id(let id): file == id
        case .number(let number): self.number == number
        }
    }

    /// What was read, without the classes whose content no check needs.
    init(_ view: FileView, at time: Instant) {
        var heads = view.heads
        heads[.health] = nil
        heads[.protected] = nil
        self.init(
            file: view.file, number: view.number, sequence: view.sequence, seenAt: time,
            heads: heads, later: [])
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(file)
        bytes.appendBigEndian(sequence)
        bytes.appendBigEndian(UInt64(bitPattern: seenAt.milliseconds))
        var (heads, later): ([UInt8], [UInt8]) = ([], [])
        for head in self.heads.all {
            Delimited.append(MessageCodec.encode(WireHeadPart(head)), to: &heads)
        }
        for draft in self.later {
            Delimited.append(MessageCodec.encode(WireActDraft(draft)), to: &later)
        }
        for run in [Array((number?.text ?? "").utf8), heads, later] {
            bytes.appendBigEndian(UInt32(run.count))
            bytes += run
        }
        return bytes
    }

    fileprivate init?(_ reader: inout ByteReader) {
        guard let file: FileID = try? reader.identifier(),
            let sequence = try? reader.integer(UInt64.self),
            let time = try? reader.integer(UInt64.self)
        else { return nil }
        var runs: [[UInt8]] = []
        for _ in 0..<3 {
            guard let count = try? reader.integer(UInt32.self),
                let run = try? reader.take(Int(count))
            else { return nil }
            runs.append(Array(run))
        }
        guard let text = String(validating: runs[0], as: UTF8.self),
            let heads = Delimited.split(runs[1]), let later = Delimited.split(runs[2])
        else { return nil }
        var folded = Heads()
        for message in heads {
            guard let wire = try? MessageCodec.decode(WireHeadPart.self, from: message),
                let head = HeadPart(wire: wire)
            else { return nil }
            folded[head.dataClass] = head
        }
        let drafts = later.compactMap { message in
            (try? MessageCodec.decode(WireActDraft.self, from: message)).flatMap {
                ActDraft(wire: $0)
            }
        }
        guard drafts.count == later.count else { return nil }
        self.init(
            file: file, number: FileNumber(text), sequence: sequence,
            seenAt: Instant(milliseconds: Int64(bitPattern: time)), heads: folded, later: drafts)
    }
}

extension DaemonClient {
    /// What this device last saw of a file; nil where it saw none of that name.
    public func seenFile(_ name: FileName) async throws(ClientError) -> SeenFile? {
        try await SeenFiles.load(keeper).files.first { $0.isCalled(name) }
    }

    /// Who the daemon took this device's member for last; nil where it was never asked.
    public func keptWhoAmI() async throws(ClientError) -> WireWhoAmIAnswer? {
        guard let bytes = try? await keeper.recall(Self.keptMyself) else { return nil }
        guard let answer = try? MessageCodec.decode(WireWhoAmIAnswer.self, from: bytes) else {
            return nil
        }
        learn(answer)
        return answer
    }
}

/// What a device keeps of the daemon's answers, which a revoked device has to forget.
public enum DeviceCache {
    /// The names under which it is kept.
    public static let names = [SeenFiles.name, DaemonClient.keptMyself]
}
