public import Store

/// Why the vault refused; it carries no byte of a record, a key or a passphrase.
public enum VaultError: Error, Equatable, Sendable {
    /// The vault is sealed.
    case sealed
    /// The permit does not name the class, or is for another file.
    case classNotPermitted
    /// The key or the place differs from the one that sealed.
    case wrongKeyOrContext
    /// Sealed bytes are damaged: wrong length, wrong tag, wrong padding.
    case damaged
    /// A layout, version, suite, class or flag that this program does not read.
    case unsupportedLayout
    /// The passphrase opens no slot.
    case wrongPassphrase
    /// The credential opens no slot.
    case wrongCredential
    /// A slot asks for a password hash outside the allowed bounds.
    case weakPasswordHash
    /// The passphrase is too short or too long.
    case unsuitablePassphrase
    /// There is no slot of the kind.
    case noSlot
    /// Nothing can be sealed to a custodian's key.
    case unsuitableKey
    /// The file of slots is damaged or missing.
    case damagedSlots
    /// No keyring file opens under the root key.
    case damagedKeyring
    /// A data key, or a version of a key-encryption key, is not there: erased or retired.
    case keyMissing
    /// A file's acts do not agree with its spine.
    case spineMismatch
    /// A text, a payload or a count lies beyond a limit of the room.
    case limitExceeded
    /// There is no such file.
    case notFound
    /// The step does not fit the state of the key.
    case wrongState
    /// The store refused.
    case store(StoreError)
}
