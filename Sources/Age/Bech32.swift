/// Bech32 (BIP 173) without its limit of 90 characters, in which age writes keys.
enum Bech32 {
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let checksumCount = 6

    /// Writes bytes behind a prefix, in lower case.
    static func encode(prefix: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
        let values = regroup(bytes, from: 8, to: 5, padding: true) ?? []
        let check = checksum(expand(prefix) + values + [UInt8](repeating: 0, count: 6)) ^ 1
        let tail = (0..<checksumCount).map { UInt8(check >> (5 * (5 - UInt32($0))) & 31) }
        return prefix + [UInt8(ascii: "1")] + (values + tail).map { alphabet[Int($0)] }
    }

    /// Reads a text of one case; nil where a character, the case, the checksum or the last bits are
    /// not as the standard has them.
    static func decode(_ text: [UInt8]) -> (prefix: [UInt8], bytes: [UInt8])? {
        let isUpper = text.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        let isLower = text.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        guard !(isUpper && isLower), text.allSatisfy({ (33...126).contains($0) }) else {
            return nil
        }
        let lower = text.map {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0
        }
        guard let separator = lower.lastIndex(of: UInt8(ascii: "1")), separator > 0,
            lower.count - separator - 1 >= checksumCount
        else { return nil }
        let prefix = Array(lower[..<separator])
        var values: [UInt8] = []
        for character in lower[(separator + 1)...] {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            values.append(UInt8(value))
        }
        guard checksum(expand(prefix) + values) == 1,
            let bytes = regroup(
                Array(values.dropLast(checksumCount)), from: 5, to: 8, padding: false)
        else { return nil }
        return (prefix, bytes)
    }

    private static func expand(_ prefix: [UInt8]) -> [UInt8] {
        prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 31 }
    }

    private static func checksum(_ values: [UInt8]) -> UInt32 {
        let generator: [UInt32] = [
            0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3,
        ]
        var check: UInt32 = 1
        for value in values {
            let top = check >> 25
            check = (check & 0x1ff_ffff) << 5 ^ UInt32(value)
            for (bit, term) in generator.enumerated() where top >> UInt32(bit) & 1 == 1 {
                check ^= term
            }
        }
        return check
    }

    /// Cuts a run of bits into groups of another width; without padding what is left over must be
    /// fewer bits than a group had, and zero.
    private static func regroup(
        _ values: [UInt8], from: Int, to: Int, padding: Bool
    ) -> [UInt8]? {
        var (bits, held): (UInt32, Int) = (0, 0)
        let mask = UInt32(1) << UInt32(to) - 1
        var groups: [UInt8] = []
        for value in values {
            bits = (bits << UInt32(from) | UInt32(value)) & 0xfff
            held += from
            while held >= to {
                held -= to
                groups.append(UInt8(bits >> UInt32(held) & mask))
            }
        }
        let left = bits & (UInt32(1) << UInt32(held) - 1)
        if padding {
            if held > 0 { groups.append(UInt8(left << UInt32(to - held) & mask)) }
        } else if held >= from || left != 0 {
            return nil
        }
        return groups
    }
}
