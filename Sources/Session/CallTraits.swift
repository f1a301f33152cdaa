public import Framing

/// What the connection has to know of a method before its calls are handed on (SPEC W-32, W-44).
public struct CallTraits: Sendable, Equatable {
    /// Whether calls are streams: their DATA is handed on as it comes, and the answer may go out
    /// piece by piece.
    ///
    /// The request of any other method is handed on whole.
    public var isStream: Bool
    /// The deadline of a call that names none, in milliseconds.
    public var deadlineMilliseconds: UInt32
    /// To what length answers are rounded up whose length would tell a match from a miss.
    public var bucket: PaddingBucket?
    /// Answers leave at multiples of this time after their request came, in milliseconds, so that
    /// their time does not tell it either; 0 for as soon as they are there.
    public var minLatencyMilliseconds: UInt32

    /// Describes a method; left alone, one whose call and answer are single messages.
    public init(
        isStream: Bool = false,
        deadlineMilliseconds: UInt32 = FramingLimits.deadlineMillisecondsDefault,
        bucket: PaddingBucket? = nil, minLatencyMilliseconds: UInt32 = 0
    ) {
        self.isStream = isStream
        self.deadlineMilliseconds = deadlineMilliseconds
        self.bucket = bucket
        self.minLatencyMilliseconds = minLatencyMilliseconds
    }
}
