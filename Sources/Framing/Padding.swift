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
}
