public import Basics
import Circuit
import Framing

/// A content that an act of this device has promised and that has not arrived whole yet.
public struct WaitingUpload: Equatable, Sendable {
    /// Its number on this device, of the same count as the entries of the outbox.
    public let number: UInt64
    /// What is sent, and where to.
    public let place: AttachmentPlace
    /// The field of the act that holds it.
    public let field: String
    /// The number of the file; empty where its author did not know it.
    public let fileNumber: String
    /// When its act was entered, by this machine's clock.
    public let enteredAt: Instant
    /// Why it is not sent any more; nil while it waits.
    public var refusal: ClientError?
    /// How much of it has left in this run, in bytes.
    public var sentByteCount = 0

    init(
        number: UInt64, place: AttachmentPlace, field: String, fileNumber: String,
        enteredAt: Instant, refusal: ClientError? = nil
    ) {
        self.number = number
        self.place = place
        self.field = field
        self.fileNumber = fileNumber
        self.enteredAt = enteredAt
        self.refusal = refusal
    }

    /// The record as it is kept.
    ///
    /// The layout: version u8 = 1, file 16, sequence u64, entered u64 in milliseconds, four runs
    /// with a length u16: the field, the file's number, the refusal, the encoded attachment.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = [Self.version]
        bytes.append(place.file)
        bytes.appendBigEndian(place.sequence)
        bytes.appendBigEndian(UInt64(bitPattern: enteredAt.milliseconds))
        let runs = [
            Array(field.utf8), Array(fileNumber.utf8), refusal?.bytes ?? [],
            place.attachment.bytes,
        ]
        for run in runs {
            bytes.appendBigEndian(UInt16(clamping: run.count))
            bytes += run.prefix(Int(UInt16.max))
        }
        return bytes
    }

    private static let version: UInt8 = 1

    /// Reads what `bytes` gave; nil for anything else.
    public init?(number: UInt64, _ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard (try? reader.integer(UInt8.self)) == Self.version,
            let file: FileID = try? reader.identifier(),
            let sequence = try? reader.integer(UInt64.self),
            let entered = try? reader.integer(UInt64.self)
        else { return nil }
        var runs: [[UInt8]] = []
        for _ in 0..<4 {
            guard let count = try? reader.integer(UInt16.self),
                let run = try? reader.take(Int(count))
            else { return nil }
            runs.append(Array(run))
        }
        guard (try? reader.finish()) != nil,
            let field = String(validating: runs[0], as: UTF8.self),
            let fileNumber = String(validating: runs[1], as: UTF8.self),
            let attachment = Attachment(bytes: runs[3])
        else { return nil }
        self.init(
            number: number,
            place: AttachmentPlace(file: file, sequence: sequence, attachment: attachment),
            field: field, fileNumber: fileNumber,
            enteredAt: Instant(milliseconds: Int64(bitPattern: entered)))
        guard !runs[2].isEmpty else { return }
        guard let error = ClientError(bytes: runs[2]) else { return nil }
        refusal = error
    }
}

/// Whoever carries the contents of attachments: a connection.
public protocol AttachmentCarrier: Sendable {
    /// Sends the content of an attachment.
    func upload(
        _ place: AttachmentPlace, progress: @Sendable (Int) -> Void,
        read: @Sendable (_ offset: Int, _ byteCount: Int) async throws -> [UInt8]
    ) async throws(ClientError)
    /// Fetches the content of an attachment.
    func download(
        _ place: AttachmentPlace, motive: String, write: @Sendable ([UInt8]) async throws -> Void
    ) async throws(ClientError)
}

extension DirectCaller: AttachmentCarrier {}
