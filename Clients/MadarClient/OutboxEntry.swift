public import Basics
public import Mapping
import Messages

/// A write that waits, sealed, on this device until its answer is known.
public struct OutboxEntry: Equatable, Sendable {
    /// How far a write has come.
    public enum State: Equatable, Sendable {
        /// Certainly not executed; the last attempt's error, where there was one.
        case notSent(ClientError?)
        /// It was sent and may have been executed; it goes again with the same key.
        case unknown(ClientError?)
        /// The daemon refused it, or an act before it on which it was built.
        case refused(ClientError)
        /// It opened a file whose number nobody has been told yet.
        case opened(FileNumber)
    }

    /// Its number on this device, from 1.
    public let number: UInt64
    /// The write.
    public let call: PreparedCall
    /// When it was entered, by this machine's clock.
    public let enteredAt: Instant
    /// The number of its file, where the author knew it; empty for an opening.
    public let fileNumber: String
    /// Whether it opens a file though nobody could look for one that the child has already.
    public let isUnsearched: Bool
    /// How far it has come.
    public var state: State

    /// The entry as it is kept and as the agent hands it on.
    ///
    /// The layout: version u8 = 1, state u8, unsearched u8, entered u64 in milliseconds, three
    /// runs with a length u16 (the file's number, the number that was opened, the error), then
    /// the write.
    public var bytes: [UInt8] {
        var (code, opened, error): (UInt8, String, ClientError?) = (0, "", nil)
        switch state {
        case .notSent(let last): (code, error) = (0, last)
        case .unknown(let last): (code, error) = (1, last)
        case .refused(let reason): (code, error) = (2, reason)
        case .opened(let number): (code, opened) = (3, number.text)
        }
        var bytes: [UInt8] = [Self.version, code, isUnsearched ? 1 : 0]
        bytes.appendBigEndian(UInt64(bitPattern: enteredAt.milliseconds))
        for run in [Array(fileNumber.utf8), Array(opened.utf8), error?.bytes ?? []] {
            bytes.appendBigEndian(UInt16(clamping: run.count))
            bytes += run.prefix(Int(UInt16.max))
        }
        return bytes + call.bytes
    }

    private static let version: UInt8 = 1

    init(
        number: UInt64, call: PreparedCall, enteredAt: Instant, fileNumber: String,
        isUnsearched: Bool, state: State = .notSent(nil)
    ) {
        self.number = number
        self.call = call
        self.enteredAt = enteredAt
        self.fileNumber = fileNumber
        self.isUnsearched = isUnsearched
        self.state = state
    }

    /// Reads what `bytes` gave; nil for anything else.
    public init?(number: UInt64, _ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard (try? reader.integer(UInt8.self)) == Self.version,
            let code = try? reader.integer(UInt8.self),
            let unsearched = try? reader.integer(UInt8.self), unsearched <= 1,
            let entered = try? reader.integer(UInt64.self)
        else { return nil }
        var runs: [[UInt8]] = []
        for _ in 0..<3 {
            guard let count = try? reader.integer(UInt16.self),
                let run = try? reader.take(Int(count))
            else { return nil }
            runs.append(Array(run))
        }
        guard let fileNumber = String(validating: runs[0], as: UTF8.self),
            let opened = String(validating: runs[1], as: UTF8.self),
            let rest = try? reader.take(reader.remaining), let call = PreparedCall(Array(rest))
        else { return nil }
        let error = runs[2].isEmpty ? nil : ClientError(bytes: runs[2])
        let state: State
        switch (code, error, FileNumber(opened)) {
        case (0, _, _): state = .notSent(error)
        case (1, _, _): state = .unknown(error)
        case (2, .some(let error), _): state = .refused(error)
        case (3, _, .some(let number)): state = .opened(number)
        default: return nil
        }
        self.init(
            number: number, call: call,
            enteredAt: Instant(milliseconds: Int64(bitPattern: entered)), fileNumber: fileNumber,
            isUnsearched: unsearched == 1, state: state)
    }

    // MARK: - What it writes

    /// The first act that it adds, as it was entered; nil for a write of another kind.
    public var draft: ActDraft? { drafts.first }

    /// The acts that it adds, as they were entered.
    public var drafts: [ActDraft] {
        switch call.method {
        case .openFile:
            (try? MessageCodec.decode(WireOpenFileRequest.self, from: call.request.payload))
                .flatMap { ActDraft(wire: $0.opening) }.map { [$0] } ?? []
        case .appendAct:
            append.map { ([$0.draft] + $0.further).compactMap { ActDraft(wire: $0) } } ?? []
        default: []
        }
    }

    /// The file to which it adds an act; nil for an opening.
    public var file: FileID? { append.flatMap { FileID(blob: $0.file) } }

    /// The place of the last act that its author knew of.
    public var after: UInt64? { append?.afterSequence }

    private var append: WireAppendActRequest? {
        guard call.method == .appendAct else { return nil }
        return try? MessageCodec.decode(WireAppendActRequest.self, from: call.request.payload)
    }

    /// Whether it goes at the next contact by itself.
    ///
    /// A write that may have been executed and whose key the daemon no longer knows is for a
    /// person to decide (SPEC W-56): it would happen twice.
    public var isWaiting: Bool {
        switch state {
        case .notSent: true
        case .unknown(let error): error?.code != .operationExpired
        case .refused, .opened: false
        }
    }

    /// Whether another act was entered in the knowledge of this one.
    func precedes(_ other: OutboxEntry) -> Bool {
        guard let file, let after, let later = other.after else { return false }
        return other.file == file && other.number > number && later > after
    }
}
