/// Lengths to which answers are rounded up whose own length would tell a match from a miss.
public enum PaddingBucket: Int, Sendable, CaseIterable {
    /// 1,024 bytes.
    case small = 1_024
    /// 4,096 bytes.
    case medium = 4_096
    /// 16,384 bytes.
    case large = 16_384
}

/// How long a frame's plaintext is made, so that its length tells little (SPEC W-24).
public enum Padding {
    /// The padded length of `byteCount` bytes: a floor of 128, then PADME, at most `maximum`.
    ///
    /// PADME (PETS 2019) rounds up so that only the highest bits of a length stay: at most 12 %
    /// more, less as it grows.
    public static func paddedByteCount(_ byteCount: Int, maximum: Int) -> Int {
        guard byteCount > FramingLimits.paddedByteCountMin else {
            return min(FramingLimits.paddedByteCountMin, maximum)
        }
        let exponent = Int.bitWidth - 1 - byteCount.leadingZeroBitCount
        let significantBits = Int.bitWidth - exponent.leadingZeroBitCount
        let mask = 1 << (exponent - significantBits) - 1
        return min((byteCount + mask) & ~mask, maximum)
    }

    /// The length of `byteCount` bytes in a bucket, or in the next that holds them; at most
    /// `maximum`.
    public static func paddedByteCount(
        _ byteCount: Int, bucket: PaddingBucket, maximum: Int
    ) -> Int {
        let size = PaddingBucket.allCases.map(\.rawValue)
            .first { $0 >= bucket.rawValue && $0 >= byteCount }
        return min(size ?? maximum, maximum)
    }
}
