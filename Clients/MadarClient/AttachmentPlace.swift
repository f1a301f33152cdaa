public import Basics
public import Circuit
import Framing
import Mapping
import Messages

/// An attachment of an act (SPEC W-100).
public struct AttachmentPlace: Hashable, Sendable {
    /// The file.
    public let file: FileID
    /// The act's position in it, from 1.
    public let sequence: UInt64
    /// What the act promises.
    public let attachment: Attachment

    /// Joins a place.
    public init(file: FileID, sequence: UInt64, attachment: Attachment) {
        self.file = file
        self.sequence = sequence
        self.attachment = attachment
    }

    /// The id of the attachment.
    public var id: AttachmentID { attachment.id }

    /// The place as the agent is asked for it: the file, the act's position, the attachment.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(file)
        bytes.appendBigEndian(sequence)
        return bytes + attachment.bytes
    }

    /// Reads what `bytes` gave; nil for anything else.
    public init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard let file: FileID = try? reader.identifier(),
            let sequence = try? reader.integer(UInt64.self),
            let rest = try? reader.take(reader.remaining),
            let attachment = Attachment(bytes: Array(rest))
        else { return nil }
        self.init(file: file, sequence: sequence, attachment: attachment)
    }
}

extension Attachment {
    /// The attachment as it is kept and handed on here: its encoded message.
    var bytes: [UInt8] { MessageCodec.encode(WireAttachment(self)) }

    /// Reads what `bytes` gave; nil for anything else.
    init?(bytes: [UInt8]) {
        guard let wire = try? MessageCodec.decode(WireAttachment.self, from: bytes) else {
            return nil
        }
        self.init(wire: wire)
    }
}
