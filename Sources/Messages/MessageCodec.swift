internal import Framing
public import SwiftProtobuf

/// Why a message was refused; it never says what the message held.
@frozen
public enum MessageError: Error, Equatable, Sendable {
    /// Larger than a message may be.
    case tooLarge
    /// Not a message of this type, or nested deeper than the schema.
    case malformed
    /// A string, a run of bytes or a list is longer than the schema's maximum.
    case overMaximum
}

/// Encodes and decodes messages; the one place that knows protobuf's options.
public enum MessageCodec {
    /// The bytes of a message.
    public static func encode(_ message: some SwiftProtobuf.Message) -> [UInt8] {
        // Without required fields (proto3) encoding cannot fail.
        (try? message.serializedBytes()) ?? []
    }

    /// Reads a message: size and length of lists first, then depth, then every maximum of the
    /// schema.
    ///
    /// - Throws: `MessageError`.
    public static func decode<Message: SwiftProtobuf.Message & Bounded>(
        _ type: Message.Type = Message.self, from bytes: some Collection<UInt8>
    ) throws(MessageError) -> Message {
        guard bytes.count <= FramingLimits.messageByteCountMax else { throw .tooLarge }
        let bytes = Array(bytes)
        guard !FieldCount.isOver(bytes.span, type) else { throw .overMaximum }
        var options = BinaryDecodingOptions()
        options.messageDepthLimit = MessageLimits.depthMax
        options.discardUnknownFields = true
        guard let message = try? Message(serializedBytes: bytes, options: options) else {
            throw .malformed
        }
        guard message.isWithinMaxima else { throw .overMaximum }
        return message
    }
}

extension MessageCodec {
    /// Appends a message to others, with its length before it (SPEC W-35).
    public static func append(_ message: some SwiftProtobuf.Message, to content: inout [UInt8]) {
        Delimited.append(encode(message), to: &content)
    }

    /// The encoded messages of a content; nil where it is cut, or one is too long.
    public static func split(_ content: [UInt8]) -> [ArraySlice<UInt8>]? {
        Delimited.split(content)
    }
}

/// A message that knows the maxima that its schema states.
public protocol Bounded {
    /// Whether every string, run of bytes and list keeps its maximum.
    var isWithinMaxima: Bool { get }
    /// The messages within it that hold lists of messages, by their fields' numbers.
    static var parts: [UInt64: any Bounded.Type] { get }
}

extension Bounded {
    /// None, as with most.
    public static var parts: [UInt64: any Bounded.Type] { [:] }
}
