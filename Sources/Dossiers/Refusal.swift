public import Authority
public import Circuit

/// Why a call was refused; every refusal has a number that its leaf keeps.
public enum Refusal: Error, Equatable, Sendable {
    /// The request does not decode, or breaks a maximum of the schema.
    case malformed
    /// No such method for this caller.
    case unknownMethod
    /// Authority said no.
    case authority(RefusalReason)
    /// What is named is not there.
    case absent
    /// The act is not as the definition wants it.
    case invalid([CheckError])
    /// The file has changed since the author looked.
    case changedMeanwhile
    /// A method that writes came without an operation key.
    case operationKeyMissing
    /// The operation key was used for something else.
    case operationKeyMismatch
    /// The operation key is older than the store remembers, or from a day to come.
    case operationKeyExpired
    /// The device has used more operation keys than are remembered.
    case tooManyOperations
    /// The store is sealed.
    case sealed
    /// The disk is full: nothing is written.
    case diskFull
    /// The store refuses, or a row of it is damaged.
    case storage
    /// What protects the store does not open with what was given.
    case wrongPassphrase
    /// The keyring cannot be read.
    case damagedKeyring
    /// A second person has to approve first.
    case needsApproval
    /// The invitation or approval is not in a state that allows this.
    case wrongState
    /// The device was revoked or suspended meanwhile.
    case revoked
    /// The deadline passed before the call was started.
    case expired
    /// Larger than the method takes.
    case tooLarge
    /// A number of the request names none of the schema's values.
    case unknownValue
    /// The member has searched as often as anybody may for now.
    case tooManySearches
    /// The kernel locks no memory for the store's keys, so that they are not opened.
    case memoryNotLocked
    /// Too much is waiting, or a limit of the store is reached.
    case overloaded

    /// The number that a leaf keeps; it never changes its meaning.
    public var number: UInt32 {
        switch self {
        case .malformed: 1
        case .unknownMethod: 2
        case .authority(let reason): 100 + UInt32(reason.rawValue)
        case .absent: 3
        case .invalid: 4
        case .changedMeanwhile: 5
        case .operationKeyMissing: 6
        case .operationKeyMismatch: 7
        case .operationKeyExpired: 8
        case .tooManyOperations: 9
        case .sealed: 10
        case .diskFull: 11
        case .storage: 12
        case .wrongPassphrase: 13
        case .damagedKeyring: 14
        case .needsApproval: 15
        case .wrongState: 16
        case .revoked: 17
        case .expired: 18
        case .overloaded: 19
        case .tooLarge: 20
        case .unknownValue: 21
        case .tooManySearches: 22
        case .memoryNotLocked: 25
        }
    }
}
