import Basics
import Circuit
import Mapping
import Messages
import Synchronization

/// The contents that wait to be sent, each since its act was taken; what of them is held on this
/// device is dropped once the daemon has it whole.
public actor Uploads {
    private let carrier: any AttachmentCarrier
    private let keeper: any DeviceKeeper
    private let contents: HeldContents
    private var underWay: (number: UInt64, sent: Count)?
    static let prefix = "upload."

    private final class Count: Sendable {
        let value = Atomic(0)
    }

    /// Joins what carries contents and what keeps the device.
    public init(carrier: any AttachmentCarrier, keeper: any DeviceKeeper) {
        self.carrier = carrier
        self.keeper = keeper
        contents = HeldContents(keeper)
    }

    /// All that waits or was refused, in the order of entry.
    public func entries() async throws(ClientError) -> [WaitingUpload] {
        var entries = try await Self.records(keeper)
        for place in entries.indices where entries[place].number == underWay?.number {
            entries[place].sentByteCount = underWay?.sent.value.load(ordering: .relaxed) ?? 0
        }
        return entries
    }

    /// Sends all that waits; called by one at a time.
    public func sendAll() async throws(ClientError) -> OutboxReport {
        var report = OutboxReport()
        for entry in try await Self.records(keeper) where entry.refusal == nil {
            guard report.error == nil else {
                report.waiting += 1
                continue
            }
            do {
                try await send(entry)
                report.sent += 1
            } catch {
                if error.isOfLine {
                    report.error = error
                    report.waiting += 1
                } else {
                    report.refused += try await refuse(entry, error) ? 1 : 0
                }
            }
        }
        return report
    }

    private func send(_ entry: WaitingUpload) async throws(ClientError) {
        let id = entry.place.attachment.id
        let reader = HeldReader(id, contents)
        let count = Count()
        underWay = (entry.number, count)
        defer { underWay = nil }
        try await carrier.upload(
            entry.place, progress: { count.value.store($0, ordering: .relaxed) },
            read: { offset, byteCount in try await reader.read(offset, byteCount) })
        try await keeper.forget(Self.name(entry.number))
        try await contents.drop(id)
    }

    /// Keeps why an upload ended; false where somebody dropped it meanwhile.
    private func refuse(
        _ entry: WaitingUpload, _ error: ClientError
    ) async throws(ClientError) -> Bool {
        guard try await keeper.recall(Self.name(entry.number)) != nil else { return false }
        var refused = entry
        refused.refusal = error
        try await keeper.keep(Self.name(entry.number), refused.bytes)
        return true
    }

    /// Drops an upload for good, and what is held for it; false where there is none of that
    /// number.
    public func drop(_ number: UInt64) async throws(ClientError) -> Bool {
        let found = try await Self.records(keeper).first { $0.number == number }
        guard let found else { return false }
        try await keeper.forget(Self.name(number))
        try await contents.drop(found.place.attachment.id)
        return true
    }

    // MARK: - Records

    /// What is kept; what does not read is passed over and stays.
    static func records(_ keeper: any DeviceKeeper) async throws(ClientError) -> [WaitingUpload] {
        var records: [WaitingUpload] = []
        for number in try await numbers(keeper) {
            let bytes = try? await keeper.recall(name(number))
            if let record = bytes.flatMap({ WaitingUpload(number: number, $0) }) {
                records.append(record)
            }
        }
        return records
    }

    static func numbers(_ keeper: any DeviceKeeper) async throws(ClientError) -> [UInt64] {
        try await keeper.kept().compactMap { Outbox.number(in: $0, prefix) }.sorted()
    }

    static func name(_ number: UInt64) -> String { Outbox.name(number, prefix) }
}

extension OutboxEntry {
    /// The attachments that its act promises, each with its field.
    var promised: [(field: String, attachment: Attachment)] {
        (draft?.values ?? []).compactMap { value in
            guard case .attachment(let attachment) = value.value else { return nil }
            return (value.field, attachment)
        }
    }

    /// The act as the daemon took it; nil for an answer of another kind.
    func taken(_ answer: CallAnswer) -> (file: FileID, sequence: UInt64, fileNumber: String)? {
        switch call.method {
        case .openFile:
            let opened = try? MessageCodec.decode(WireOpenFileAnswer.self, from: answer.message)
            guard let opened, let file = FileID(blob: opened.file) else { return nil }
            return (file, opened.sequence, FileNumber(opened.number)?.text ?? "")
        case .appendAct:
            let act = try? MessageCodec.decode(WireAppendActAnswer.self, from: answer.message)
            guard let act, let file else { return nil }
            return (file, act.sequence, fileNumber)
        default: return nil
        }
    }
}
