internal import Age
internal import AuditLog
internal import Dossiers
internal import Merkle
internal import Registry
internal import Secrets
internal import Store
internal import Vault

/// What can be wrong with a store, as an operator has to understand it: one flat list, so that
/// programs need not know the rooms.
public enum StoreFault: String, Error, CaseIterable, Sendable {
    case unknownProvince = "unknown_province"
    case noFoundingRole = "no_founding_role"
    case unknownRole = "unknown_role"
    case noSlot = "no_slot"
    case anotherProvince = "another_province"
    case inUse = "in_use"
    case notFound = "not_found"
    case alreadyExists = "already_exists"
    case diskFull = "disk_full"
    case damagedDatabase = "damaged_database"
    case wrongMode = "wrong_mode"
    case newerLayout = "newer_layout"
    case unsuitablePassphrase = "unsuitable_passphrase"
    case wrongPassphrase = "wrong_passphrase"
    case damagedKeyring = "damaged_keyring"
    case olderKeyring = "older_keyring"
    case logMismatch = "log_mismatch"
    case noTransportKeys = "no_transport_keys"
    case damagedRegistry = "damaged_registry"
    case memoryNotLocked = "memory_not_locked"
    case addressNotAvailable = "address_not_available"
    case inputOutput = "input_output"
    case noBackup = "no_backup"
    case noBackupPlan = "no_backup_plan"
    case noBackupFolder = "no_backup_folder"
    case noRecipient = "no_recipient"
    case backupNoSpace = "backup_no_space"
    case identityUnreadable = "identity_unreadable"
    case notARecipient = "not_a_recipient"
    case damagedBackup = "damaged_backup"

    /// Names what a room threw.
    public init(_ error: any Error) {
        switch error {
        case let fault as StoreFault: self = fault
        case let error as StoreError: self.init(store: error)
        case VaultError.store(let error), RegistryError.store(let error),
            AuditError.store(let error):
            self.init(store: error)
        case let error as VaultError: self.init(vault: error)
        case AuditError.vault(let error): self.init(vault: error)
        case AuditError.olderKeyring: self = .olderKeyring
        case is AuditError, is NoteError: self = .logMismatch
        case let error as AgeError: self.init(age: error)
        case RegistryError.noTransportKeys: self = .noTransportKeys
        case is RegistryError: self = .damagedRegistry
        case SecretsError.memoryNotLocked, Refusal.memoryNotLocked: self = .memoryNotLocked
        default: self = .inputOutput
        }
    }

    private init(age error: AgeError) {
        switch error {
        case .identity: self = .identityUnreadable
        case .noMatch: self = .notARecipient
        case .recipient, .recipientCount: self = .noRecipient
        case .header, .headerNotAuthentic, .payload: self = .damagedBackup
        }
    }

    private init(store error: StoreError) {
        switch error {
        case .inUse: self = .inUse
        case .notFound: self = .notFound
        case .alreadyExists: self = .alreadyExists
        case .diskFull: self = .diskFull
        case .damaged: self = .damagedDatabase
        case .wrongMode: self = .wrongMode
        case .unsupportedLayout: self = .newerLayout
        default: self = .inputOutput
        }
    }

    private init(vault error: VaultError) {
        switch error {
        case .store(let inner): self.init(store: inner)
        case .unsuitablePassphrase: self = .unsuitablePassphrase
        case .wrongPassphrase, .wrongCredential: self = .wrongPassphrase
        case .noSlot: self = .noSlot
        case .unsupportedLayout: self = .newerLayout
        default: self = .damagedKeyring
        }
    }
}
