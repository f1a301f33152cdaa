internal import Framing
public import NIOCore

/// The limits and timeouts of a connection, each with its unit in its name (SPEC W-90).
public struct SessionLimits: Sendable {
    /// How long after accept the first eight bytes may take.
    public var preambleTimeout: TimeAmount = .seconds(10)
    /// How long after accept the whole handshake may take.
    public var handshakeTimeout: TimeAmount = .seconds(20)
    /// How long a frame that has begun may take to be whole.
    public var frameTimeout: TimeAmount = .seconds(30)
    /// How long a connection may stay without a frame.
    public var idleTimeout: TimeAmount = .minutes(10)
    /// How old a connection may become.
    public var age: TimeAmount = .hours(12)
    /// How long what is in flight may still take after GOAWAY.
    public var drainTimeout: TimeAmount = .seconds(60)
    /// From how many unfinished handshakes on new ones are dropped at random.
    public var halfOpenDropCount = 256
    /// At how many unfinished handshakes every new one is dropped.
    public var halfOpenCountMax = 512
    /// How many control frames a peer may send in `controlFrameInterval`.
    public var controlFramesMax = 200
    /// The interval over which control frames are counted.
    public var controlFrameInterval: TimeAmount = .seconds(30)
    /// How many bytes of answers may wait for credit, all streams of a connection together.
    public var waitingByteCountMax = 4 << 20
    /// Above how many bytes that the peer has not read nothing more is produced.
    public var writeBufferHighByteCount = 1 << 20

    /// The limits that stand in the specification.
    public init() {
        assert(halfOpenDropCount <= halfOpenCountMax)
        assert(preambleTimeout <= handshakeTimeout)
        assert(waitingByteCountMax >= FramingLimits.pageByteCountMax)
    }
}
