internal import Framing
public import NIOCore

/// The limits and timeouts of a connection, each with its unit in its name or type (SPEC W-90).
public struct SessionLimits: Sendable {
    /// How long after accept the first eight bytes may take.
    public var preambleTimeout: TimeAmount = .seconds(10)
    /// How long after accept the whole handshake may take.
    public var handshakeTimeout: TimeAmount = .seconds(20)
    /// How long a frame that has begun may take to be whole.
    public var frameTimeout: TimeAmount = .seconds(30)
    /// The interval in which a frame that has begun has to grow by `frameGrowthByteCountMin`.
    public var frameGrowthInterval: TimeAmount = .seconds(10)
    /// By how many bytes a frame that has begun has to grow in each interval.
    public var frameGrowthByteCountMin = 256
    /// How long a connection may stay without a frame.
    public var idleTimeout: TimeAmount = .minutes(10)
    /// How old a connection may become.
    public var age: TimeAmount = .hours(12)
    /// How long what is in flight may still take after GOAWAY.
    public var drainTimeout: TimeAmount = .seconds(60)
    /// How long a peer may leave more than `writeBufferHighByteCount` unread.
    public var slowConsumerTimeout: TimeAmount = .seconds(30)

    /// From how many unfinished handshakes on new ones are dropped at random.
    public var halfOpenDropCount = 256
    /// At how many unfinished handshakes every new one is dropped.
    public var halfOpenCountMax = 512
    /// How many more a network with a good handshake may have, and how many more are let in from
    /// all such networks together, whatever the others do.
    public var halfOpenReserveCount = 64
    /// How many unfinished handshakes one network (IPv4 /32, IPv6 /64) may have.
    public var halfOpenPerNetworkMax = 64
    /// How many handshakes one network may begin in a second; those that end well do not count.
    public var handshakesPerSecond = 20
    /// How many handshakes one network may begin at once.
    public var handshakesBurst = 40
    /// How many times that rate and burst a network has that had a good handshake.
    public var goodNetworkFactor = 8
    /// How long a good handshake is remembered.
    public var goodNetworkMemory: TimeAmount = .hours(1)
    /// How many networks are remembered, with good handshakes or with begun ones.
    public var networksMax = 8_192

    /// How many connections one device may have; the oldest gives way to one more.
    public var connectionsPerDeviceMax = 2
    /// How many control frames a peer may send in `controlFrameInterval`.
    public var controlFramesMax = 200
    /// The interval over which control frames are counted.
    public var controlFrameInterval: TimeAmount = .seconds(30)
    /// How many cancels and stream errors, together, a peer may cause in `streamFaultInterval`.
    public var streamFaultsMax = 200
    /// The interval over which cancels and stream errors are counted.
    public var streamFaultInterval: TimeAmount = .seconds(30)
    /// How many empty DATA frames that end no stream may follow each other.
    public var emptyDataSequenceMax = 1
    /// How many bytes of answers may wait for credit, all streams of a connection together.
    public var waitingByteCountMax = 4 << 20
    /// Above how many bytes that the peer has not read nothing more is produced.
    public var writeBufferHighByteCount = 1 << 20

    /// How many connections that nobody has taken yet the kernel keeps.
    public static let backlogCount: Int32 = 256

    /// The limits that stand in the specification.
    public init() {
        assert(halfOpenDropCount <= halfOpenCountMax)
        assert(preambleTimeout <= handshakeTimeout)
        assert(waitingByteCountMax >= FramingLimits.pageByteCountMax)
    }
}
