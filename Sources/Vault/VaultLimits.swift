internal import Basics

/// The limits of the room, each with its unit in the name.
public enum VaultLimits {
    /// The longest plaintext of one envelope, in bytes.
    public static let plaintextByteCount = 1 << 20
    /// The largest bundle between two provinces, in bytes (SPEC W-141).
    public static let transferByteCount = 1 << 20
    /// The longest payload of a leaf, in bytes.
    public static let leafPayloadByteCount = 4_096
    /// Data keys held unwrapped, in keys of 64 bytes of locked memory: the two or three keys that
    /// an append needs, for as many files as are worked on at a time.
    public static let dataKeyCount = 8_192
    /// The largest attachment, in bytes.
    public static let attachmentByteCount = BasicsLimits.attachmentByteCountMax
    /// One sealed chunk of an attachment holds so many bytes of it.
    public static let chunkByteCount = 65_536
    /// How many chunks one transaction seals under new keys, or those of one attachment where it has more:
    /// callers wait for it.
    public static let chunksPerRenewal = BasicsLimits.attachmentByteCountMax / chunkByteCount
    /// The step up to which an attachment's last chunk is filled, in bytes.
    static let lastChunkStepByteCount = 4_096
    /// Files whose spine is held in memory, in files.
    public static let spineCount = 8_192
    /// Data keys are wiped after this long without use, in seconds.
    public static let dataKeyIdleSeconds: Int64 = 60
    /// Entries of a keyring.
    public static let keyringEntryCount = 1_024
    /// Unseal slots of a store.
    public static let slotCount = 512
    /// The largest file of slots, in bytes: 512 of 144, and what is known of 14 custodians.
    static let slotFileByteCount = 1 << 17
    /// The largest file of a credential that is read, in bytes; a credential has 32.
    static let credentialFileByteCount = 64
    /// The largest file of a keyring, in bytes.
    static let keyringFileByteCount = 1 << 20
    /// How long the row of an op key is kept, in days: longer than a key of the day after is taken.
    public static let opKeyDays = BasicsLimits.operationKeyDays + 2
    /// How many op keys of one device are remembered.
    public static let opKeysPerDevice = 10_000
    /// The longest answer stored with an op key, in bytes.
    public static let opKeyAnswerByteCount = 256
}
