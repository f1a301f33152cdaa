/// The limits of the room, each with its unit in its name.
public enum AgeLimits {
    /// How many bytes of content one sealed chunk holds; only the last one may hold fewer.
    public static let chunkByteCount = 65_536
    /// How long a header may be; a hostile file asks for no more memory than this.
    public static let headerByteCountMax = 65_536
    /// How many people a file may be sealed to.
    public static let recipientCountMax = 20
    /// How long a file of identities may be.
    public static let identityFileByteCountMax = 65_536

    static let fileKeyByteCount = 16
    static let tagByteCount = 16
    static let nonceByteCount = 16
    static let bodyColumnCount = 64
    static let sealedChunkByteCount = chunkByteCount + tagByteCount
}
