public import Basics

/// The first eight bytes of a connection, in clear and bound into the handshake (SPEC W-10).
public struct Preamble: Equatable, Sendable {
    /// Which of the daemon's static keys the client knows.
    public let keyID: UInt8

    /// The size in bytes.
    public static let byteCount = 8
    /// The one suite of `madar/1`.
    public static let suite: UInt8 = 1
    private static let noiseByteCount = 80

    /// Names a key of the daemon.
    public init(keyID: UInt8) { self.keyID = keyID }

    /// Reads eight bytes; nil for anything that `madar/1` does not send.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount, bytes.starts(with: [0x4D, 0x44, Self.suite]),
            bytes[4] == 0, bytes[5] == 0, bytes[6] == 0, bytes[7] == Self.noiseByteCount
        else { return nil }
        keyID = bytes[3]
    }

    /// The eight bytes.
    public var bytes: [UInt8] {
        [0x4D, 0x44, Self.suite, keyID, 0, 0, 0, UInt8(Self.noiseByteCount)]
    }

    /// What both ends bind into the transcript: the protocol's name and the bytes as sent.
    public var prologue: [UInt8] { Array("madar/1".utf8) + bytes }
}

/// The payload of handshake message 1 (SPEC W-11).
public enum Introduction: Equatable, Sendable {
    /// An enrolled device: its pre-shared key is found by its static key.
    case session
    /// A new device: the pre-shared key is the secret of an invitation.
    case enrolment(InvitationID)

    /// The size in bytes.
    public static let byteCount = 32

    /// Reads a payload; nil for an unknown mode or a byte that should be zero.
    public init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard let mode = try? reader.integer(UInt8.self),
            let zero = try? reader.integer(UInt8.self),
            let id: InvitationID = try? reader.identifier(), (try? reader.zeros(14)) == true,
            zero == 0, (try? reader.finish()) != nil
        else { return nil }
        switch (mode, id == .zero) {
        case (0, true): self = .session
        case (1, false): self = .enrolment(id)
        default: return nil
        }
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        switch self {
        case .session: bytes = [0, 0]
        case .enrolment: bytes = [1, 0]
        }
        if case .enrolment(let id) = self { bytes.append(id) } else { bytes.appendZeros(16) }
        bytes.appendZeros(14)
        return bytes
    }
}

/// The payload of handshake message 2 (SPEC W-12).
public struct DaemonGreeting: Equatable, Sendable {
    /// The lowest protocol version that the daemon speaks.
    public let versionMin: UInt16
    /// The highest protocol version that the daemon speaks.
    public let versionMax: UInt16
    /// The daemon's clock, for display and a warning about skew only.
    public let now: Instant

    /// The size in bytes.
    public static let byteCount = 32
    /// The one version of this release.
    public static let version: UInt16 = 1

    /// Makes a greeting.
    public init(versionMin: UInt16 = version, versionMax: UInt16 = version, now: Instant) {
        self.versionMin = versionMin
        self.versionMax = versionMax
        self.now = now
    }

    /// Reads a payload; nil where it is not one.
    public init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard let low = try? reader.integer(UInt16.self),
            let high = try? reader.integer(UInt16.self),
            let milliseconds = try? reader.integer(Int64.self),
            (try? reader.zeros(20)) == true, (try? reader.finish()) != nil, low <= high
        else { return nil }
        self.init(versionMin: low, versionMax: high, now: Instant(milliseconds: milliseconds))
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(versionMin)
        bytes.appendBigEndian(versionMax)
        bytes.appendBigEndian(now.milliseconds)
        bytes.appendZeros(20)
        return bytes
    }
}

/// The payload of handshake message 3 (SPEC W-13).
public struct DeviceGreeting: Equatable, Sendable {
    /// The version that the client chose.
    public let version: UInt16
    /// The client's clock, for display only.
    public let now: Instant
    /// Made by the client for this connection.
    public let session: SessionID
    /// Which software speaks, for support; 0 for unknown.
    public let software: UInt32
    /// The most plaintext that the client takes in one frame, in bytes.
    public let frameByteCountMax: UInt16
    /// The run of the daemon that the client talked to last, or zero.
    public let lastInstance: InstanceID

    /// The size in bytes.
    public static let byteCount = 96

    /// Makes a greeting.
    public init(
        version: UInt16 = DaemonGreeting.version, now: Instant, session: SessionID,
        software: UInt32 = 1,
        frameByteCountMax: UInt16 = UInt16(FramingLimits.framePlaintextByteCountMax),
        lastInstance: InstanceID = .zero
    ) {
        self.version = version
        self.now = now
        self.session = session
        self.software = software
        self.frameByteCountMax = frameByteCountMax
        self.lastInstance = lastInstance
    }

    /// Reads a payload; nil where it is not one, or its frames would be too small or too large.
    public init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard let version = try? reader.integer(UInt16.self),
            let flags = try? reader.integer(UInt16.self), flags == 0,
            let milliseconds = try? reader.integer(Int64.self),
            let session: SessionID = try? reader.identifier(),
            let software = try? reader.integer(UInt32.self),
            let frameMax = try? reader.integer(UInt16.self),
            let features = try? reader.integer(UInt16.self), features == 0,
            let last: InstanceID = try? reader.identifier(),
            (try? reader.zeros(44)) == true, (try? reader.finish()) != nil,
            (FramingLimits.framePlaintextByteCountMin...FramingLimits.framePlaintextByteCountMax)
                .contains(Int(frameMax))
        else { return nil }
        self.init(
            version: version, now: Instant(milliseconds: milliseconds), session: session,
            software: software, frameByteCountMax: frameMax, lastInstance: last)
    }

    /// The 96 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(version)
        bytes.appendZeros(2)
        bytes.appendBigEndian(now.milliseconds)
        bytes.append(session)
        bytes.appendBigEndian(software)
        bytes.appendBigEndian(frameByteCountMax)
        bytes.appendZeros(2)
        bytes.append(lastInstance)
        bytes.appendZeros(44)
        return bytes
    }
}
