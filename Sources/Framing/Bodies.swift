public import Basics

/// The body of WELCOME, the daemon's first frame (SPEC W-31).
public struct Welcome: Equatable, Sendable {
    /// This run of the daemon.
    public let instance: InstanceID
    /// The daemon's clock.
    public let now: Instant
    /// The most plaintext that the daemon takes in one frame, in bytes.
    public let frameByteCountMax: UInt16
    /// How many calls may be in flight.
    public let streamsMax: UInt16
    /// The window that each stream starts with, in bytes.
    public let windowByteCount: UInt32
    /// The largest message, in bytes.
    public let messageByteCountMax: UInt32
    /// After how many idle seconds the daemon closes.
    public let idleSeconds: UInt16
    /// After how many seconds the daemon asks for a new connection.
    public let ageSecondsMax: UInt32
    /// The day that new operation keys bear.
    public let operationEpoch: UInt32

    /// The size in bytes.
    public static let byteCount = 48

    /// Makes a welcome.
    public init(
        instance: InstanceID, now: Instant, frameByteCountMax: UInt16, streamsMax: UInt16,
        windowByteCount: UInt32, messageByteCountMax: UInt32, idleSeconds: UInt16,
        ageSecondsMax: UInt32, operationEpoch: UInt32
    ) {
        self.instance = instance
        self.now = now
        self.frameByteCountMax = frameByteCountMax
        self.streamsMax = streamsMax
        self.windowByteCount = windowByteCount
        self.messageByteCountMax = messageByteCountMax
        self.idleSeconds = idleSeconds
        self.ageSecondsMax = ageSecondsMax
        self.operationEpoch = operationEpoch
    }

    /// Reads a body; nil where it is not one.
    public init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        do {
            self.init(
                instance: try reader.identifier(),
                now: Instant(milliseconds: try reader.integer()),
                frameByteCountMax: try reader.integer(), streamsMax: try reader.integer(),
                windowByteCount: try reader.integer(), messageByteCountMax: try reader.integer(),
                idleSeconds: try reader.integer(), ageSecondsMax: try reader.integer(),
                operationEpoch: try reader.features())
            try reader.finish()
        } catch {
            return nil
        }
    }

    /// The 48 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(instance)
        bytes.appendBigEndian(now.milliseconds)
        bytes.appendBigEndian(frameByteCountMax)
        bytes.appendBigEndian(streamsMax)
        bytes.appendBigEndian(windowByteCount)
        bytes.appendBigEndian(messageByteCountMax)
        bytes.appendBigEndian(idleSeconds)
        bytes.appendBigEndian(ageSecondsMax)
        bytes.appendZeros(2)
        bytes.appendBigEndian(operationEpoch)
        return bytes
    }
}

extension ByteReader {
    /// Skips the feature bits, which a client of this version does not use, and reads the epoch.
    fileprivate mutating func features() throws(ByteReaderError) -> UInt32 {
        _ = try integer(UInt16.self)
        return try integer()
    }
}

/// The head of a REQUEST's body; the payload follows (SPEC W-32).
@frozen
public struct RequestHead: Equatable, Sendable {
    /// The method's number.
    public let method: UInt16
    /// How long the caller waits, in milliseconds; 0 for the method's default.
    public let deadlineMilliseconds: UInt32
    /// What makes a write happen once.
    public let operationKey: OperationKey?

    /// Makes a head.
    @inlinable
    public init(method: UInt16, deadlineMilliseconds: UInt32, operationKey: OperationKey?) {
        self.method = method
        self.deadlineMilliseconds = deadlineMilliseconds
        self.operationKey = operationKey
    }

    /// The size in bytes.
    @inlinable
    public var byteCount: Int { operationKey == nil ? 8 : 24 }

    /// Reads the head from the front of a body; nil where it is short or a zero is not zero.
    public init?(_ body: borrowing RawSpan, hasOperationKey: Bool) {
        let count = hasOperationKey ? 24 : 8
        guard body.byteCount >= count, body.bigEndian16(at: 2) == 0 else { return nil }
        var key: OperationKey?
        if hasOperationKey {
            key = OperationKey((8..<24).map { body.byte(at: $0) })
            guard key != nil else { return nil }
        }
        self.init(
            method: body.bigEndian16(at: 0), deadlineMilliseconds: body.bigEndian32(at: 4),
            operationKey: key)
    }

    /// Appends the head to a body.
    @inlinable
    public func append(to body: inout [UInt8]) {
        body.appendBigEndian(method)
        body.appendZeros(2)
        body.appendBigEndian(deadlineMilliseconds)
        if let operationKey { body.append(operationKey.id) }
    }
}

/// The head of a RESPONSE's body: status and two zero bytes; the payload follows (SPEC W-33).
public enum ResponseHead {
    /// The size in bytes.
    public static let byteCount = 4

    /// Reads the status from the front of a body; nil where it is short or a zero is not zero.
    public static func status(of body: borrowing RawSpan) -> StatusCode? {
        guard body.byteCount >= byteCount, body.bigEndian16(at: 2) == 0 else { return nil }
        return StatusCode(rawValue: body.bigEndian16(at: 0))
    }

    /// Appends the head to a body.
    public static func append(_ status: StatusCode, to body: inout [UInt8]) {
        body.appendBigEndian(status.rawValue)
        body.appendZeros(2)
    }
}

/// The body of GOAWAY (SPEC W-38).
public struct GoAway: Equatable, Sendable {
    /// Why the connection ends; kept as a number, since a later version may send another.
    public let code: UInt16
    /// The highest stream that was started: higher ones were certainly not executed.
    public let lastStream: UInt32
    /// How long to wait before the next connection, in milliseconds.
    public let retryAfterMilliseconds: UInt32

    /// The size in bytes.
    public static let byteCount = 12

    /// Makes a body.
    public init(code: UInt16, lastStream: UInt32, retryAfterMilliseconds: UInt32 = 0) {
        self.code = code
        self.lastStream = lastStream
        self.retryAfterMilliseconds = retryAfterMilliseconds
    }

    /// Reads a body; nil where it is not one.
    public init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard let code = try? reader.integer(UInt16.self), (try? reader.zeros(2)) == true,
            let last = try? reader.integer(UInt32.self),
            let wait = try? reader.integer(UInt32.self), (try? reader.finish()) != nil
        else { return nil }
        self.init(code: code, lastStream: last, retryAfterMilliseconds: wait)
    }

    /// The 12 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(code)
        bytes.appendZeros(2)
        bytes.appendBigEndian(lastStream)
        bytes.appendBigEndian(retryAfterMilliseconds)
        return bytes
    }
}

/// How messages are told apart inside the DATA of one stream (SPEC W-35): each has its length in
/// four bytes before it.
public enum Delimited {
    /// Appends a message with its length.
    public static func append(_ message: [UInt8], to content: inout [UInt8]) {
        content.appendBigEndian(UInt32(message.count))
        content += message
    }

    /// Cuts the content of a whole stream into its messages; nil where a length does not fit or is
    /// larger than a message may be.
    public static func split(_ content: [UInt8]) -> [ArraySlice<UInt8>]? {
        var reader = ByteReader(content)
        var messages: [ArraySlice<UInt8>] = []
        while reader.remaining > 0 {
            guard let count = try? reader.integer(UInt32.self),
                count <= FramingLimits.messageByteCountMax,
                let message = try? reader.take(Int(count))
            else { return nil }
            messages.append(message)
        }
        return messages
    }
    /// Takes the messages that are whole off the front of what has come of a stream; nil where a
    /// length is larger than a message may be.
    public static func take(from content: inout [UInt8]) -> [[UInt8]]? {
        var reader = ByteReader(content)
        var messages: [[UInt8]] = []
        var taken = 0
        while let count = try? reader.integer(UInt32.self) {
            guard count <= FramingLimits.messageByteCountMax else { return nil }
            guard let message = try? reader.take(Int(count)) else { break }
            messages.append(Array(message))
            taken = content.count - reader.remaining
        }
        content.removeFirst(taken)
        return messages
    }
}
