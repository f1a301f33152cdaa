public import Basics

/// An invitation as people carry it: on paper, in a file, read out (SPEC W-16).
///
/// It holds what a new device needs before its first byte: the daemon's public key and which of
/// its keys that is, where to connect, the invitation's id and its secret. Whoever holds it can
/// enrol once, so it is handed over by hand.
public struct InvitationText: Equatable, Sendable {
    /// Which of the daemon's keys `daemonKey` is.
    public let keyID: UInt8
    /// The daemon's static public key, 32 bytes.
    public let daemonKey: [UInt8]
    /// The invitation.
    public let invitation: InvitationID
    /// The secret, 32 bytes.
    public let secret: [UInt8]
    /// Where the daemon listens, as `host:port`; at most 255 bytes.
    public let address: String

    private static let version: UInt8 = 1
    private static let prefix = "MADAR1"
    private static let groupDigits = 5

    /// Makes an invitation; nil for a key, secret or address of a wrong size.
    public init?(
        keyID: UInt8, daemonKey: [UInt8], invitation: InvitationID, secret: [UInt8],
        address: String
    ) {
        guard daemonKey.count == 32, secret.count == 32, (1...255).contains(address.utf8.count)
        else { return nil }
        self.keyID = keyID
        self.daemonKey = daemonKey
        self.invitation = invitation
        self.secret = secret
        self.address = address
    }

    /// The text: `MADAR1`, then Crockford's base32 in groups of five.
    public var text: String {
        var bytes: [UInt8] = [Self.version, keyID]
        bytes += daemonKey
        bytes.append(invitation)
        bytes += secret
        bytes.append(UInt8(address.utf8.count))
        bytes += Array(address.utf8)
        bytes.appendBigEndian(CRC32.of(bytes))
        var digits = ""
        for (index, digit) in Base32.encode(bytes).enumerated() {
            if index.isMultiple(of: Self.groupDigits) { digits.append("-") }
            digits.append(digit)
        }
        return Self.prefix + digits
    }

    /// Reads a text as people type it: either case, blanks, line ends and hyphens anywhere; nil
    /// where a character is missing or wrong, which a checksum over all of it tells.
    public init?(_ text: some StringProtocol) {
        let compact = text.uppercased().filter { !$0.isWhitespace && $0 != "-" }
        guard compact.hasPrefix(Self.prefix),
            let bytes = Base32.decode(compact.dropFirst(Self.prefix.count)), bytes.count > 4,
            let sum = UInt32(bigEndian: bytes.suffix(4)),
            sum == CRC32.of(Array(bytes.dropLast(4)))
        else { return nil }
        var reader = ByteReader(bytes.dropLast(4))
        guard (try? reader.integer(UInt8.self)) == Self.version,
            let keyID = try? reader.integer(UInt8.self), let key = try? reader.take(32),
            let id: InvitationID = try? reader.identifier(), let secret = try? reader.take(32),
            let count = try? reader.integer(UInt8.self),
            let address = try? reader.take(Int(count)), (try? reader.finish()) != nil,
            let host = String(validating: address, as: UTF8.self)
        else { return nil }
        self.init(
            keyID: keyID, daemonKey: Array(key), invitation: id, secret: Array(secret),
            address: host)
    }
}

/// CRC-32 (IEEE 802.3): it finds slips of the pen, and proves nothing.
enum CRC32 {
    static func of(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
                sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0)
            }
        }
    }
}

extension UInt32 {
    fileprivate init?(bigEndian bytes: some Collection<UInt8>) {
        guard bytes.count == 4 else { return nil }
        self = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// Crockford's base32: no padding, no letters that are taken for digits.
enum Base32 {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    static func encode(_ bytes: [UInt8]) -> String {
        var text = ""
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
            }
            buffer &= 1 << UInt32(bits) - 1
        }
        if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
        return text
    }

    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for character in text {
            let digit: Character =
                switch character {
                case "O": "0"
                case "I", "L": "1"
                default: character
                }
            guard let value = alphabet.firstIndex(of: digit) else { return nil }
            buffer = buffer << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
                buffer &= 1 << UInt32(bits) - 1
            }
        }
        return bits < 5 && buffer == 0 ? bytes : nil
    }
}
