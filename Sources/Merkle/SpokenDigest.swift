/// A digest as two people read it to each other.
public enum SpokenDigest {
    /// Eight groups of five digits of 32 bytes.
    public static func text(of digest: [UInt8]) -> String {
        stride(from: 0, to: digest.count, by: 4).map { start in
            let number = digest[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let digits = String(number % 100_000)
            return String(repeating: "0", count: 5 - digits.count) + digits
        }.joined(separator: " ")
    }
}
