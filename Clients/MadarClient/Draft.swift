public import Basics
public import Circuit
import Framing
public import Mapping
import Messages
import Secrets

/// The answers of a dialogue that did not come to its end, as they are kept on this device.
public struct Draft: Equatable, Sendable {
    /// What the answers are for.
    public enum Dialogue: UInt8, Sendable {
        /// An act on a file.
        case act = 1
        /// The opening of a file.
        case opening = 2
        /// A referral.
        case referral = 3
        /// The acts of an emergency.
        case urgent = 4
    }

    /// A question of a form.
    public struct Place: Equatable, Sendable {
        /// The code of the field.
        public var field: String
        /// The row in its group.
        public var row: UInt16

        /// Names a question.
        public init(_ field: String, row: UInt16) {
            self.field = field
            self.row = row
        }
    }

    /// The random part of the operation key under which the write goes that it becomes, 12 bytes:
    /// so it is known what of a draft was handed over already.
    public let key: [UInt8]
    /// Its number on this device, from 1.
    public internal(set) var number: UInt32
    /// What the answers are for.
    public let dialogue: Dialogue
    /// The file; nil for an opening.
    public let file: FileID?
    /// The number of the file; empty where its author did not know it.
    public let fileNumber: String
    /// When the dialogue began, by this machine's clock.
    public let startedAt: Instant
    /// When the last answer was given.
    public var changedAt: Instant
    /// The acts as far as they are answered, the one that is being answered last.
    public var acts: [ActDraft] = []
    /// What of a file the author chose not to tell a service.
    public var declined: [FieldValue] = []
    /// The question that was passed last.
    public var last: Place?

    /// Begins a draft.
    public init(
        _ dialogue: Dialogue, number: UInt32, file: FileID?, fileNumber: String, now: Instant
    ) {
        self.init(
            key: Random.bytes(Self.keyByteCount), number: number, dialogue: dialogue, file: file,
            fileNumber: fileNumber, startedAt: now, changedAt: now)
    }

    private init(
        key: [UInt8], number: UInt32, dialogue: Dialogue, file: FileID?, fileNumber: String,
        startedAt: Instant, changedAt: Instant
    ) {
        self.key = key
        self.number = number
        self.dialogue = dialogue
        self.file = file
        self.fileNumber = fileNumber
        self.startedAt = startedAt
        self.changedAt = changedAt
    }

    /// How many answers it holds.
    public var answerCount: Int {
        acts.reduce(declined.count) { $0 + $1.values.count + $1.extract.count }
    }

    /// Until when it is kept, if nobody goes on with it.
    public var keptUntil: Instant { changedAt.adding(seconds: ClientLimits.draftSecondsMax) }

    /// The attachments that its acts promise.
    public var attachments: [Attachment] {
        acts.flatMap(\.values).compactMap { value in
            if case .attachment(let attachment) = value.value { attachment } else { nil }
        }
    }

    static let keyByteCount = 12
    private static let version: UInt8 = 1

    /// The draft as it is kept, filled up with zeros so that its size tells little of the answers.
    ///
    /// The layout: length u32 of what follows up to the zeros, version u8 = 1, dialogue u8, number
    /// u32, started u64 and changed u64 in milliseconds, file 16 or zeros, the row of the last
    /// question u16, and four runs, each a length u32 and bytes: the file's number, the field of
    /// the last question, the acts as delimited messages, and an act that holds what was declined.
    var bytes: [UInt8] {
        var body: [UInt8] = [Self.version, dialogue.rawValue]
        body.appendBigEndian(number)
        body.appendBigEndian(UInt64(bitPattern: startedAt.milliseconds))
        body.appendBigEndian(UInt64(bitPattern: changedAt.milliseconds))
        body.append(file ?? .zero)
        body.appendBigEndian(last?.row ?? 0)
        var messages: [UInt8] = []
        for act in acts { Delimited.append(MessageCodec.encode(WireActDraft(act)), to: &messages) }
        let rest = ActDraft(kind: .form, definitionVersion: 0, extract: declined)
        for run in [
            Array(fileNumber.utf8), Array((last?.field ?? "").utf8), messages,
            MessageCodec.encode(WireActDraft(rest)),
        ] {
            body.appendBigEndian(UInt32(run.count))
            body += run
        }
        var bytes: [UInt8] = []
        bytes.appendBigEndian(UInt32(body.count))
        bytes += body
        let padded = Padding.paddedByteCount(
            max(bytes.count, ClientLimits.draftByteCountMin), maximum: .max)
        return bytes + [UInt8](repeating: 0, count: padded - bytes.count)
    }

    /// Reads what `bytes` gave; nil for anything else.
    init?(key: [UInt8], _ bytes: [UInt8]) {
        var outer = ByteReader(bytes)
        guard let count = try? outer.integer(UInt32.self),
            let body = try? outer.take(Int(count))
        else { return nil }
        var reader = ByteReader(Array(body))
        guard (try? reader.integer(UInt8.self)) == Self.version,
            let dialogue = (try? reader.integer(UInt8.self)).flatMap({ Dialogue(rawValue: $0) }),
            let number = try? reader.integer(UInt32.self),
            let started = try? reader.integer(UInt64.self),
            let changed = try? reader.integer(UInt64.self),
            let file: FileID = try? reader.identifier(),
            let row = try? reader.integer(UInt16.self)
        else { return nil }
        var runs: [[UInt8]] = []
        for _ in 0..<4 {
            guard let count = try? reader.integer(UInt32.self),
                let run = try? reader.take(Int(count))
            else { return nil }
            runs.append(Array(run))
        }
        guard (try? reader.finish()) != nil,
            let fileNumber = String(validating: runs[0], as: UTF8.self),
            let field = String(validating: runs[1], as: UTF8.self),
            let messages = Delimited.split(runs[2]), let rest = Self.act(runs[3])
        else { return nil }
        let acts = messages.compactMap { Self.act(Array($0)) }
        guard acts.count == messages.count else { return nil }
        self.init(
            key: key, number: number, dialogue: dialogue, file: file == .zero ? nil : file,
            fileNumber: fileNumber,
            startedAt: Instant(milliseconds: Int64(bitPattern: started)),
            changedAt: Instant(milliseconds: Int64(bitPattern: changed)))
        self.acts = acts
        declined = rest.extract
        last = field.isEmpty ? nil : Place(field, row: row)
    }

    private static func act(_ message: [UInt8]) -> ActDraft? {
        (try? MessageCodec.decode(WireActDraft.self, from: message)).flatMap { ActDraft(wire: $0) }
    }
}
